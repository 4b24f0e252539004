/** GetObject answered 500 when the object was overwritten or deleted before its file was opened. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { testBrume, type TestBrume } from "../harness/brume.ts";

const BYTES = 300_000;
let brume: TestBrume;
let s3: S3Client;
beforeAll(async () => {
  brume = await testBrume();
  s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
});
afterAll(() => brume.stop());

const blobFiles = () =>
  readdirSync(brume.kernel.blobs.folder, { recursive: true }).filter((name) =>
    /[0-9a-f]{64}$/.test(String(name)),
  );

test("the answer of a GET outlives a delete that commits before it is sent", async () => {
  const body = Buffer.alloc(BYTES, "a");
  await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "k", Body: body }));
  const facts = brume.kernel.factsFor({
    account: "000000000000",
    region: "us-east-1",
    via: "port",
    operation: "test",
  });
  const { Body: given } = (await brume.kernel.call(facts, "s3", "GetObject", {
    Bucket: "bucket",
    Key: "k",
  })) as { Body: { file: string; release(): void } };
  await s3.send(new DeleteObjectCommand({ Bucket: "bucket", Key: "k" }));
  const read = await Bun.file(given.file).bytes();
  expect(read.length).toBe(BYTES);
  given.release();
  expect(blobFiles()).toEqual([]);
});

test("reads among overwrites are whole, and leave no file behind", async () => {
  const bodies = Array.from({ length: 6 }, (_, i) => Buffer.alloc(BYTES, String(i)));
  const sums = new Set(bodies.map((b) => createHash("md5").update(b).digest("hex")));
  await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "k", Body: bodies[0] }));
  const writers = Array.from({ length: 2 }, async (_, w) => {
    for (let i = 0; i < 25; i++)
      await s3.send(
        new PutObjectCommand({ Bucket: "bucket", Key: "k", Body: bodies[(i + w) % 6] }),
      );
  });
  const readers = Array.from({ length: 4 }, async () => {
    for (let i = 0; i < 40; i++) {
      const got = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key: "k" }));
      const read = await got.Body!.transformToByteArray();
      expect(sums.has(createHash("md5").update(read).digest("hex"))).toBe(true);
    }
  });
  await Promise.all([...writers, ...readers]);
  expect(blobFiles().length).toBe(1);
  await s3.send(new DeleteObjectCommand({ Bucket: "bucket", Key: "k" }));
  expect(blobFiles()).toEqual([]);
});
