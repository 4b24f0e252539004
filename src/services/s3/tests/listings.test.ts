import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CreateBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let s3: S3Client;
const Bucket = "listings";
const keys = [
  "a",
  "a/1",
  "a/2",
  "a/b/1",
  "b",
  "b/1",
  "c d+e",
  "z/\u00e9",
  "z/\u{1f600}",
  "z/\uffee",
  ...Array.from({ length: 150 }, (_, i) => `many/${String(i).padStart(3, "0")}`),
];
const order = (list: readonly string[]) =>
  [...list].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  await Promise.all(keys.map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))));
});
afterAll(() => brume.stop());

/** What a listing of all keys must show. */
function model(prefix: string, delimiter: string): { keys: string[]; prefixes: string[] } {
  const shown: string[] = [];
  const prefixes = new Set<string>();
  for (const key of order(keys.filter((k) => k.startsWith(prefix)))) {
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut < 0) shown.push(key);
    else prefixes.add(key.slice(0, cut + delimiter.length));
  }
  return { keys: shown, prefixes: [...prefixes] };
}

for (const [Prefix, Delimiter] of [
  ["", ""],
  ["", "/"],
  ["a", "/"],
  ["a/", "/"],
  ["many/", ""],
  ["many/", "0"],
  ["z/", "/"],
  ["none", "/"],
])
  test(`prefix "${Prefix}", delimiter "${Delimiter}", in pages of any size`, async () => {
    const wanted = model(Prefix!, Delimiter!);
    for (const MaxKeys of [1, 3, 70, 1000]) {
      const got = { keys: [] as string[], prefixes: [] as string[] };
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket, Prefix, Delimiter, MaxKeys, ContinuationToken }),
        );
        expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
        got.keys.push(...(page.Contents ?? []).map((c) => c.Key!));
        got.prefixes.push(...(page.CommonPrefixes ?? []).map((p) => p.Prefix!));
        expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined);
        ContinuationToken = page.NextContinuationToken;
        if (MaxKeys === 1 && got.keys.length + got.prefixes.length > 20) return;
      } while (ContinuationToken !== undefined);
      expect(got).toEqual(wanted);
      const old = { keys: [] as string[], prefixes: [] as string[] };
      let Marker: string | undefined;
      for (;;) {
        const page = await s3.send(
          new ListObjectsCommand({ Bucket, Prefix, Delimiter, MaxKeys, Marker }),
        );
        old.keys.push(...(page.Contents ?? []).map((c) => c.Key!));
        old.prefixes.push(...(page.CommonPrefixes ?? []).map((p) => p.Prefix!));
        if (!page.IsTruncated) break;
        Marker = page.NextMarker ?? page.Contents?.at(-1)?.Key;
      }
      expect(old).toEqual(wanted);
    }
  });

test("start-after, owners, encoding, and nonsense", async () => {
  const page = await s3.send(
    new ListObjectsV2Command({ Bucket, StartAfter: "b", Prefix: "b", FetchOwner: true }),
  );
  expect(page.Contents?.map((c) => c.Key)).toEqual(["b/1"]);
  expect(page.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  expect(page.Contents?.[0]).toMatchObject({
    Size: 3,
    StorageClass: "STANDARD",
    ChecksumAlgorithm: ["CRC32"],
  });
  const encoded = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: "c ", EncodingType: "url" }),
  );
  expect([encoded.Prefix, encoded.Contents?.[0]?.Key]).toEqual(["c%20", "c%20d%2Be"]);
  const wrong = await s3
    .send(new ListObjectsV2Command({ Bucket, ContinuationToken: "!!" }))
    .catch((e) => e);
  expect(wrong).toMatchObject({
    name: "InvalidArgument",
    message: "The continuation token provided is incorrect",
  });
  const none = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
  expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
});
