/** Blobs that were unlinked while somebody still needed them. */
import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Blobs } from "#store/blobs";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function blobs(): Blobs {
  const folder = mkdtempSync(join(tmpdir(), "brume-blobs-"));
  folders.push(folder);
  return new Blobs(join(folder, "blobs"), false);
}
const bytes = (text: string) => Buffer.from(text);

test("a sweep that looked before the commit leaves what was uploaded meanwhile", async () => {
  const store = blobs();
  // An orphan of the same bytes lies there from a crash.
  const { id } = await store.put(bytes("same"));
  store.unpin(id);
  let rows = false;
  await store.sweep(async (asked) => {
    expect(asked).toBe(id);
    const seen = rows;
    await store.put(bytes("same"));
    rows = true;
    store.unpin(id);
    return seen;
  }, 0);
  expect(existsSync(store.path(id))).toBe(true);
});

test("a sweep leaves an upload under way its temporary file, and removes orphans", async () => {
  const store = blobs();
  const orphan = await store.put(bytes("orphan"));
  store.unpin(orphan.id);
  async function* slowly() {
    yield bytes("first ");
    await store.sweep(() => Promise.resolve(false), 0);
    yield bytes("second");
  }
  const stored = await store.put(slowly());
  expect(Buffer.from(await store.bytes(stored.id)).toString()).toBe("first second");
  expect(existsSync(store.path(orphan.id))).toBe(false);
});

test("what is being read is unlinked after the last reader, unless written again", async () => {
  const store = blobs();
  const { id } = await store.put(bytes("read"));
  store.unpin(id);
  const first = store.hold([id])!;
  const second = store.hold([id])!;
  await store.remove(id);
  first();
  first();
  expect(existsSync(store.path(id))).toBe(true);
  second();
  expect(existsSync(store.path(id))).toBe(false);
  expect(store.hold([id])).toBeUndefined();

  await store.put(bytes("read"));
  store.unpin(id);
  const third = store.hold([id])!;
  await store.remove(id);
  await store.put(bytes("read"));
  third();
  store.unpin(id);
  expect(existsSync(store.path(id))).toBe(true);
});

test("a copy of all blobs is of one moment: removals wait for its end", async () => {
  const store = blobs();
  const { id } = await store.put(bytes("copied"));
  store.unpin(id);
  const letGo = store.holdAll();
  await store.remove(id);
  expect(existsSync(store.path(id))).toBe(true);
  letGo();
  expect(existsSync(store.path(id))).toBe(false);
});
