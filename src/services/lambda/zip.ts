/** Unpacks code packages, bounded in size, count and place. */
import { chmod, lstat, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { notZip, unzippedTooLarge } from "./errors.ts";
import { UNZIPPED_BYTES, ZIP_ENTRIES } from "./limits.ts";

const LINK = 0o120000;
const KIND = 0o170000;

/**
 * Checks a package without unpacking it; its unpacked size in bytes.
 * @param look Is shown the path of every entry, and may refuse it.
 * @throws Fault for what is no zip, leaves its folder, or is larger than Lambda takes.
 */
export async function inspect(zip: Uint8Array, look?: (path: string) => void): Promise<number> {
  let size = 0;
  await eachEntry(zip, async (entry) => {
    look?.(entry.fileName);
    size += entry.uncompressedSize;
    if (size > UNZIPPED_BYTES) throw unzippedTooLarge();
  });
  return size;
}

/**
 * Unpacks packages one over another into a folder that is complete once it is there.
 * @throws Fault as `inspect`.
 */
export async function unpack(
  zips: readonly Uint8Array[],
  folder: string,
  temporary: string,
): Promise<void> {
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  let left = UNZIPPED_BYTES;
  try {
    for (const zip of zips) left = await unpackInto(zip, temporary, left);
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function unpackInto(zip: Uint8Array, folder: string, limit: number): Promise<number> {
  let left = limit;
  const made = new Set<string>();
  // Links are made last, so that no entry is written through one of its own package.
  const links: [path: string, target: string][] = [];
  await eachEntry(zip, async (entry, read) => {
    left -= entry.uncompressedSize;
    if (left < 0) throw unzippedTooLarge();
    const path = join(folder, entry.fileName);
    const mode = (entry.externalFileAttributes >>> 16) & 0xffff;
    if (entry.fileName.endsWith("/")) return void (await makeFolder(folder, path, made));
    await makeFolder(folder, dirname(path), made);
    const bytes = await read();
    if ((mode & KIND) === LINK) return void links.push([path, bytes.toString()]);
    await removeLink(path);
    await writeFile(path, bytes);
    // A zip made where there are no modes says 0: then everything may run, as nothing else tells.
    await chmod(path, mode === 0 ? 0o755 : (mode & 0o777) | 0o444);
  });
  for (const [path, target] of links) {
    await rm(path, { recursive: true, force: true });
    await symlink(target, path);
  }
  return left;
}

/** Makes a folder, refusing to go through a link that an earlier package left. */
async function makeFolder(root: string, folder: string, made: Set<string>): Promise<void> {
  if (folder === root || made.has(folder)) return;
  await makeFolder(root, dirname(folder), made);
  await removeLink(folder);
  await mkdir(folder, { recursive: true });
  made.add(folder);
}

async function removeLink(path: string): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there?.isSymbolicLink()) await rm(path);
}

type Read = () => Promise<Buffer>;

function eachEntry(
  zip: Uint8Array,
  visit: (entry: Entry, read: Read) => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown) =>
      reject(error instanceof Error && "status" in error ? error : notZip());
    const buffer = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
    // Entry names that leave the folder, and sizes that lie, are errors of the library's.
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, file) => {
      if (error !== null) return refuse(error);
      let entries = 0;
      file.on("error", refuse);
      file.on("end", () => (entries === 0 ? refuse(undefined) : resolve()));
      file.on("entry", (entry: Entry) => {
        if (++entries > ZIP_ENTRIES) return refuse(undefined);
        visit(entry, () => bytesOf(file, entry)).then(() => file.readEntry(), refuse);
      });
      file.readEntry();
    });
  });
}

function bytesOf(file: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => {
      if (error !== null) return reject(error);
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("error", reject);
      stream.on("end", () => resolve(Buffer.concat(pieces)));
    });
  });
}
