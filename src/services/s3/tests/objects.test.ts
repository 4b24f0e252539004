import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let s3: S3Client;
const Bucket = "objects";

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => brume.stop());

const fault = async (work: Promise<unknown>) => {
  const error = (await work.then(
    () => ({ name: "none" }),
    (e) => e,
  )) as { name: string; message: string; Code?: string; $metadata?: { httpStatusCode: number } };
  return { name: error.name, message: error.message, status: error.$metadata?.httpStatusCode };
};
const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: object = {}) =>
  s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
/** An object's fields; its body is read too, for one that is not keeps its connection. */
const fieldsOf = async (key: string) => {
  const got = await get(key);
  await got.Body!.transformToByteArray();
  return got;
};

describe("put and get", () => {
  test("an object comes back with all that was given to it", async () => {
    const made = await put("dir/ä b+c?.txt", "hello", {
      ContentType: "text/plain",
      CacheControl: "no-store",
      ContentDisposition: "inline",
      ContentLanguage: "de",
      Metadata: { Colour: "red", __proto__x: "1" },
      Expires: new Date("2030-01-01T00:00:00Z"),
    });
    expect(made.ETag).toBe(`"${createHash("md5").update("hello").digest("hex")}"`);
    expect(made.ChecksumCRC32).toBe("NhCmhg==");
    expect(made.ServerSideEncryption).toBe("AES256");
    expect(made.VersionId).toBeUndefined();
    const got = await get("dir/ä b+c?.txt");
    expect(await got.Body!.transformToString()).toBe("hello");
    expect(got).toMatchObject({
      ContentType: "text/plain",
      CacheControl: "no-store",
      ContentDisposition: "inline",
      ContentLanguage: "de",
      ContentLength: 5,
      AcceptRanges: "bytes",
      Metadata: { colour: "red", __proto__x: "1" },
      ChecksumCRC32: "NhCmhg==",
      ChecksumType: "FULL_OBJECT",
    });
    expect(got.LastModified).toEqual(new Date(brume.kernel.clock.now()));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "dir/ä b+c?.txt" }));
    expect(head).toMatchObject({ ContentLength: 5, ETag: made.ETag, ContentType: "text/plain" });
  });

  test("a large object comes back whole and in ranges", async () => {
    const body = Buffer.alloc(3_000_001, "0123456789abcdef");
    const made = await put("large", body);
    expect(made.ETag).toBe(`"${createHash("md5").update(body).digest("hex")}"`);
    const got = await get("large");
    expect(Buffer.compare(Buffer.from(await got.Body!.transformToByteArray()), body)).toBe(0);
    const part = await get("large", { Range: "bytes=16-31" });
    expect(await part.Body!.transformToString()).toBe("0123456789abcdef");
    expect(part).toMatchObject({
      ContentRange: "bytes 16-31/3000001",
      ContentLength: 16,
      $metadata: { httpStatusCode: 206 },
    });
    const tail = await get("large", { Range: "bytes=-1" });
    expect(await tail.Body!.transformToString()).toBe("0");
    expect(await fault(get("large", { Range: "bytes=3000001-" }))).toMatchObject({
      name: "InvalidRange",
      status: 416,
    });
    await put("large", body);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "large" }));
    expect(await fault(get("large"))).toEqual({
      name: "NoSuchKey",
      message: "The specified key does not exist.",
      status: 404,
    });
  });

  test("an empty object, and one put from a stream", async () => {
    await put("empty", "");
    expect(await (await get("empty")).Body!.transformToString()).toBe("");
    const { Readable } = await import("node:stream");
    const pieces = Array.from({ length: 20 }, (_, i) => Buffer.alloc(5_000, i));
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: "streamed",
        Body: Readable.from(pieces),
        ContentLength: 100_000,
      }),
    );
    const got = await get("streamed");
    expect(
      Buffer.compare(Buffer.from(await got.Body!.transformToByteArray()), Buffer.concat(pieces)),
    ).toBe(0);
    expect(got.ChecksumCRC32).toBeDefined();
  });

  test("checksums are verified, computed, and shown when asked for", async () => {
    expect(await fault(put("bad", "x", { ChecksumCRC32: "AAAAAA==" }))).toEqual({
      name: "BadDigest",
      message: "The CRC32 you specified did not match the calculated checksum.",
      status: 400,
    });
    expect(await fault(put("bad", "x", { ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" }))).toMatchObject({
      name: "BadDigest",
    });
    expect(await fault(put("bad", "x", { ContentMD5: "nonsense" }))).toMatchObject({
      name: "InvalidDigest",
    });
    for (const ChecksumAlgorithm of ["CRC32C", "SHA1", "SHA256"] as const) {
      const made = await put("sum", "hello", { ChecksumAlgorithm });
      const got = await get("sum", { ChecksumMode: "ENABLED" });
      expect(got[`Checksum${ChecksumAlgorithm}`]).toBe(made[`Checksum${ChecksumAlgorithm}`]!);
    }
    const plain = new S3Client({
      ...brume.client,
      forcePathStyle: true,
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
    const made = await plain.send(new PutObjectCommand({ Bucket, Key: "sum", Body: "hello" }));
    expect(made).toMatchObject({ ChecksumType: "FULL_OBJECT" });
    expect(made.ChecksumCRC64NVME).toBeDefined();
    const facts = await s3.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: "sum",
        ObjectAttributes: ["ETag", "Checksum", "ObjectSize", "StorageClass"],
      }),
    );
    expect(facts).toMatchObject({
      ObjectSize: 5,
      StorageClass: "STANDARD",
      Checksum: { ChecksumCRC64NVME: made.ChecksumCRC64NVME! },
    });
  });

  test("conditions on reads and writes", async () => {
    const { ETag } = await put("cond", "1");
    expect(await fault(get("cond", { IfNoneMatch: ETag }))).toMatchObject({ status: 304 });
    expect(await fault(get("cond", { IfMatch: '"no"' }))).toMatchObject({
      name: "PreconditionFailed",
      status: 412,
    });
    expect(await fault(put("cond", "2", { IfNoneMatch: "*" }))).toEqual({
      name: "PreconditionFailed",
      message: "At least one of the pre-conditions you specified did not hold",
      status: 412,
    });
    expect(await fault(put("cond", "2", { IfMatch: '"no"' }))).toMatchObject({
      name: "PreconditionFailed",
    });
    expect(await fault(put("nowhere", "2", { IfMatch: '"no"' }))).toMatchObject({
      name: "NoSuchKey",
    });
    await put("cond", "2", { IfMatch: ETag });
    await put("fresh", "2", { IfNoneMatch: "*" });
    expect(await fault(put("cond", Buffer.alloc(100_000), { IfNoneMatch: "*" }))).toMatchObject({
      status: 412,
    });
  });

  test("what cannot be is refused in AWS's words", async () => {
    expect(await fault(put("k".repeat(1025), ""))).toMatchObject({
      name: "KeyTooLongError",
      message: "Your key is too long",
    });
    expect(await fault(put("k", "", { StorageClass: "COLD" }))).toMatchObject({
      name: "InvalidStorageClass",
    });
    expect(await fault(put("k", "", { Metadata: { big: "x".repeat(2100) } }))).toMatchObject({
      name: "MetadataTooLarge",
    });
    expect(await fault(put("k", "", { ACL: "public-read" }))).toEqual({
      name: "AccessControlListNotSupported",
      message: "The bucket does not allow ACLs",
      status: 400,
    });
    expect(await fault(put("k", "", { ObjectLockLegalHoldStatus: "ON" }))).toMatchObject({
      name: "InvalidRequest",
      message: "Bucket is missing Object Lock Configuration",
    });
    expect(
      await fault(s3.send(new PutObjectCommand({ Bucket: "not-there-at-all", Key: "k" }))),
    ).toMatchObject({
      name: "NoSuchBucket",
      message: "The specified bucket does not exist",
      status: 404,
    });
    expect(await fault(s3.send(new HeadObjectCommand({ Bucket, Key: "missing" })))).toMatchObject({
      status: 404,
    });
  });

  test("tags", async () => {
    await put("tagged", "x", { Tagging: "a=1&b=two%20words" });
    expect((await fieldsOf("tagged")).TagCount).toBe(2);
    await s3.send(
      new PutObjectTaggingCommand({
        Bucket,
        Key: "tagged",
        Tagging: { TagSet: [{ Key: "c", Value: "3" }] },
      }),
    );
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: "tagged" }));
    expect(TagSet).toEqual([{ Key: "c", Value: "3" }]);
    const many = Array.from({ length: 11 }, (_, i) => ({ Key: `k${i}`, Value: "" }));
    expect(
      await fault(
        s3.send(new PutObjectTaggingCommand({ Bucket, Key: "tagged", Tagging: { TagSet: many } })),
      ),
    ).toMatchObject({ name: "BadRequest", message: "Object tags cannot be greater than 10" });
  });
});

describe("copy and delete", () => {
  test("a copy keeps or replaces what is said about it", async () => {
    await put("src", "body", { ContentType: "text/css", Metadata: { a: "1" }, Tagging: "t=1" });
    const made = await s3.send(
      new CopyObjectCommand({ Bucket, Key: "dst", CopySource: `${Bucket}/src` }),
    );
    expect(made.CopyObjectResult?.ETag).toBe(`"${createHash("md5").update("body").digest("hex")}"`);
    expect(await fieldsOf("dst")).toMatchObject({
      ContentType: "text/css",
      Metadata: { a: "1" },
      TagCount: 1,
    });
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: "dst",
        CopySource: `/${Bucket}/src`,
        MetadataDirective: "REPLACE",
        Metadata: { b: "2" },
        TaggingDirective: "REPLACE",
        Tagging: "",
      }),
    );
    const replaced = await fieldsOf("dst");
    expect(replaced.Metadata).toEqual({ b: "2" });
    expect(replaced.TagCount).toBeUndefined();
    expect(
      await fault(
        s3.send(new CopyObjectCommand({ Bucket, Key: "src", CopySource: `${Bucket}/src` })),
      ),
    ).toMatchObject({
      name: "InvalidRequest",
    });
    expect(
      await fault(
        s3.send(
          new CopyObjectCommand({
            Bucket,
            Key: "d",
            CopySource: `${Bucket}/src`,
            CopySourceIfMatch: "no",
          }),
        ),
      ),
    ).toMatchObject({ name: "PreconditionFailed" });
  });

  test("a large copy shares its bytes and outlives its source", async () => {
    const body = Buffer.alloc(200_000, "ab");
    await put("big", body);
    await s3.send(new CopyObjectCommand({ Bucket, Key: "big2", CopySource: `${Bucket}/big` }));
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: "big3",
        CopySource: `${Bucket}/big`,
        ChecksumAlgorithm: "SHA256",
      }),
    );
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "big" }));
    for (const key of ["big2", "big3"])
      expect((await (await get(key)).Body!.transformToByteArray()).length).toBe(200_000);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "big2" }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "big3" }));
    await brume.kernel.settle();
    expect(await brume.kernel.store.view(async () => 0)).toBe(0);
  });

  test("many are deleted at once, with what failed", async () => {
    await put("x1", "");
    const done = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: "x1" }, { Key: "never" }, { Key: "x2", ETag: "no" }] },
      }),
    );
    expect(done.Deleted?.map((d) => d.Key)).toEqual(["x1", "never"]);
    expect(done.Errors?.[0]).toMatchObject({ Key: "x2", Code: "NoSuchKey" });
    const quiet = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: "x" }] } }),
    );
    expect(quiet.Deleted).toBeUndefined();
  });
});

test("a presigned URL works, with overrides", async () => {
  await put("page", "<p>", { ContentType: "text/html" });
  const url = await getSignedUrl(
    s3,
    new GetObjectCommand({
      Bucket,
      Key: "page",
      ResponseContentType: "text/plain",
      ResponseContentDisposition: "attachment",
    }),
    { expiresIn: 60, signingDate: new Date(brume.kernel.clock.now()) },
  );
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain");
  expect(answer.headers.get("content-disposition")).toBe("attachment");
  expect(await answer.text()).toBe("<p>");
  const upload = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "up" }), {
    expiresIn: 60,
    signingDate: new Date(brume.kernel.clock.now()),
  });
  expect((await fetch(upload, { method: "PUT", body: "from fetch" })).status).toBe(200);
  expect(await (await get("up")).Body!.transformToString()).toBe("from fetch");
});

test("errors are XML with AWS's details", async () => {
  const answer = await fetch(`${brume.url}/${Bucket}/no/such`);
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toBe("application/xml");
  expect(answer.headers.get("x-amz-request-id")).toBeTruthy();
  const text = await answer.text();
  expect(text).toContain(
    "<Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>",
  );
  expect(text).toContain("<Key>no/such</Key>");
  expect(text).toContain("<HostId>");
});
