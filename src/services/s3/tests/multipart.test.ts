import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { checksumOf } from "../domain/checksums.ts";

let brume: TestBrume;
let s3: S3Client;
let plain: S3Client;
const Bucket = "multipart";
const MB5 = 5 * 1024 * 1024;

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  plain = new S3Client({
    ...brume.client,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => brume.stop());

const fault = (work: Promise<unknown>) =>
  work.then(
    () => ({ name: "none" }),
    (e) => ({ name: e.name, message: e.message, status: e.$metadata?.httpStatusCode }),
  );
const md5 = (body: Uint8Array) => createHash("md5").update(body).digest();

test("parts become an object whose tag and checksums are of the parts", async () => {
  const Key = "whole";
  const { UploadId } = await plain.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ContentType: "text/x" }),
  );
  const bodies = [Buffer.alloc(MB5, 1), Buffer.alloc(MB5, 2), Buffer.from("tail")];
  const Parts: { PartNumber: number; ETag?: string }[] = [];
  for (const [i, Body] of bodies.entries()) {
    const { ETag } = await plain.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: i + 1, Body }),
    );
    Parts.push({ PartNumber: i + 1, ETag });
  }
  const listed = await plain.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2 }));
  expect(listed).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2" });
  expect(listed.Parts?.map((p) => p.Size)).toEqual([MB5, MB5]);
  expect(
    await fault(
      plain.send(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId,
          MultipartUpload: { Parts: [...Parts].reverse() },
        }),
      ),
    ),
  ).toMatchObject({ name: "InvalidPartOrder" });
  expect(
    await fault(
      plain.send(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId,
          MultipartUpload: { Parts: [{ PartNumber: 9, ETag: "x" }] },
        }),
      ),
    ),
  ).toMatchObject({ name: "InvalidPart" });
  const done = await plain.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );
  expect(done.ETag).toBe(
    `"${createHash("md5")
      .update(Buffer.concat(bodies.map(md5)))
      .digest("hex")}-3"`,
  );
  const whole = Buffer.concat(bodies);
  expect(done).toMatchObject({
    ChecksumType: "FULL_OBJECT",
    ChecksumCRC64NVME: checksumOf("CRC64NVME", whole),
  });
  const got = await plain.send(new GetObjectCommand({ Bucket, Key }));
  expect(got.ContentType).toBe("text/x");
  expect(Buffer.compare(Buffer.from(await got.Body!.transformToByteArray()), whole)).toBe(0);
  const across = await plain.send(
    new GetObjectCommand({ Bucket, Key, Range: `bytes=${MB5 - 2}-${MB5 + 1}` }),
  );
  expect([...(await across.Body!.transformToByteArray())]).toEqual([1, 1, 2, 2]);
  const third = await plain.send(new GetObjectCommand({ Bucket, Key, PartNumber: 3 }));
  expect(await third.Body!.transformToString()).toBe("tail");
  expect(third).toMatchObject({
    PartsCount: 3,
    ContentRange: `bytes ${2 * MB5}-${2 * MB5 + 3}/${2 * MB5 + 4}`,
  });
  expect(
    await fault(
      plain.send(new HeadObjectCommand({ Bucket, Key, UploadId: "", PartNumber: 4 } as never)),
    ),
  ).toMatchObject({ status: 416 });
  expect(await fault(plain.send(new ListPartsCommand({ Bucket, Key, UploadId })))).toMatchObject({
    name: "NoSuchUpload",
    status: 404,
  });
});

test("small parts are refused, composite checksums need their parts' ones", async () => {
  const Key = "small";
  const { UploadId, ChecksumAlgorithm } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: "SHA256" }),
  );
  expect(ChecksumAlgorithm).toBe("SHA256");
  const Parts = [];
  for (const PartNumber of [1, 2]) {
    const part = await s3.send(
      new UploadPartCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber,
        Body: "x",
        ChecksumAlgorithm: "SHA256",
      }),
    );
    Parts.push({ PartNumber, ETag: part.ETag, ChecksumSHA256: part.ChecksumSHA256 });
  }
  const complete = (parts: object[]) =>
    s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: parts },
      }),
    );
  expect(await fault(complete(Parts))).toMatchObject({
    name: "EntityTooSmall",
    message: "Your proposed upload is smaller than the minimum allowed size",
    status: 400,
  });
  expect(await fault(complete([{ PartNumber: 1, ETag: Parts[0]!.ETag }]))).toMatchObject({
    name: "InvalidRequest",
  });
  const done = await complete(Parts.slice(0, 1));
  expect(done.ChecksumType).toBe("COMPOSITE");
  expect(done.ChecksumSHA256).toEndWith("-1");
  const facts = await s3.send(
    new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ["ObjectParts", "Checksum"] }),
  );
  expect(facts.ObjectParts).toMatchObject({
    TotalPartsCount: 1,
    Parts: [{ PartNumber: 1, Size: 1 }],
  });
});

test("parts out of other objects", async () => {
  await s3.send(
    new PutObjectCommand({ Bucket, Key: "source", Body: Buffer.alloc(MB5 + 10, "abcde") }),
  );
  const Key = "copied";
  const { UploadId } = await plain.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const part = (PartNumber: number, CopySourceRange: string) =>
    plain.send(
      new UploadPartCopyCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber,
        CopySource: `${Bucket}/source`,
        CopySourceRange,
      }),
    );
  const one = await part(1, `bytes=0-${MB5 - 1}`);
  const two = await part(2, `bytes=${MB5}-${MB5 + 9}`);
  expect(await fault(part(3, `bytes=0-${MB5 + 10}`))).toMatchObject({ name: "InvalidArgument" });
  await plain.send(
    new CompleteMultipartUploadCommand({
      Bucket,
      Key,
      UploadId,
      MultipartUpload: {
        Parts: [
          { PartNumber: 1, ETag: one.CopyPartResult?.ETag },
          { PartNumber: 2, ETag: two.CopyPartResult?.ETag },
        ],
      },
    }),
  );
  expect((await plain.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(MB5 + 10);
});

test("uploads are listed, replaced parts and aborted uploads leave nothing", async () => {
  const ids: (string | undefined)[] = [];
  for (const Key of ["l/1", "l/1", "l/2", "m/1"])
    ids.push((await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId);
  const seen: (string | undefined)[] = [];
  let KeyMarker: string | undefined;
  let UploadIdMarker: string | undefined;
  do {
    const page = await s3.send(
      new ListMultipartUploadsCommand({
        Bucket,
        Prefix: "l/",
        MaxUploads: 1,
        KeyMarker,
        UploadIdMarker,
      }),
    );
    for (const upload of page.Uploads ?? []) seen.push(upload.UploadId);
    KeyMarker = page.NextKeyMarker;
    UploadIdMarker = page.NextUploadIdMarker;
  } while (KeyMarker !== undefined);
  expect(seen).toEqual(ids.slice(0, 3));
  const folded = await s3.send(new ListMultipartUploadsCommand({ Bucket, Delimiter: "/" }));
  expect(folded.CommonPrefixes).toEqual([{ Prefix: "l/" }, { Prefix: "m/" }]);
  await s3.send(
    new UploadPartCommand({ Bucket, Key: "m/1", UploadId: ids[3], PartNumber: 1, Body: "one" }),
  );
  await s3.send(
    new UploadPartCommand({ Bucket, Key: "m/1", UploadId: ids[3], PartNumber: 1, Body: "two" }),
  );
  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: "m/1", UploadId: ids[3] }));
  expect(
    await fault(s3.send(new AbortMultipartUploadCommand({ Bucket, Key: "m/1", UploadId: ids[3] }))),
  ).toMatchObject({
    name: "NoSuchUpload",
  });
});

test("the SDK's own managed upload", async () => {
  const Body = Buffer.alloc(12_000_000, "managed");
  await new Upload({ client: s3, params: { Bucket, Key: "managed", Body }, partSize: MB5 }).done();
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: "managed" }));
  expect(Buffer.compare(Buffer.from(await got.Body!.transformToByteArray()), Body)).toBe(0);
});
