/** Snapshots loaded and resets made amid uploads and downloads: no answer of the 500s, no lost blob. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { testBrume, type TestBrume } from "#test/harness/brume";

const LARGE = "y".repeat(100_000);
let brume: TestBrume;

beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

const admin = (path: string): Promise<Response> =>
  fetch(`${brume.url}/_brume/${path}`, { method: "POST", body: '{"name":"held"}' });

/** Uploads and downloads until told to stop; statuses that were seen. */
async function load(until: { stopped: boolean }): Promise<Set<number>> {
  const seen = new Set<number>();
  for (let i = 0; !until.stopped; i++) {
    const url = `${brume.url}/bucket/key${i % 8}`;
    const answers = await Promise.all([
      fetch(url, { method: "PUT", body: LARGE + (i % 3) }),
      fetch(url),
    ]);
    for (const answer of answers) {
      seen.add(answer.status);
      await answer.arrayBuffer();
    }
  }
  return seen;
}

test("loading and resetting under load answers every request, and keeps what was saved", async () => {
  await fetch(`${brume.url}/bucket`, { method: "PUT" });
  await fetch(`${brume.url}/bucket/saved`, { method: "PUT", body: LARGE });
  // A table with a column named by a word of SQL's.
  await fetch(`${brume.url}/?Action=CreateUser&UserName=ada&Version=2010-05-08`);
  const until = { stopped: false };
  const working = load(until);
  for (let round = 0; round < 12; round++) {
    if (round === 0) expect((await admin("snapshots/save")).status).toBe(200);
    if (round % 4 === 3) expect((await admin("reset")).status).toBe(200);
    const loaded = await admin("snapshots/load");
    expect([loaded.status, await loaded.text()]).toEqual([200, '{"loaded":"held"}\n']);
    const kept = await fetch(`${brume.url}/bucket/saved`);
    expect([kept.status, (await kept.text()).length]).toEqual([200, LARGE.length]);
  }
  until.stopped = true;
  expect([...(await working)].filter((status) => status >= 500)).toEqual([]);
});
