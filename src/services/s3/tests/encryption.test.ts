import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import * as S from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let s3: S.S3Client;
const Bucket = "sealed";

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S.S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new S.CreateBucketCommand({ Bucket }));
});
afterAll(() => brume.stop());

const fault = (work: Promise<unknown>) =>
  work.then(
    () => ({ name: "none" }),
    (e) => ({ name: e.name, message: e.message }),
  );
const customer = (fill: number) => {
  const key = Buffer.alloc(32, fill);
  return {
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: key.toString("base64"),
    SSECustomerKeyMD5: createHash("md5").update(key).digest("base64"),
  };
};

for (const size of [100, 100_000])
  test(`${size} bytes under a customer's key open only with it`, async () => {
    const Body = Buffer.alloc(size, "0123456789");
    const Key = `c${size}`;
    const made = await s3.send(new S.PutObjectCommand({ Bucket, Key, Body, ...customer(1) }));
    expect(made.SSECustomerAlgorithm).toBe("AES256");
    expect(await fault(s3.send(new S.GetObjectCommand({ Bucket, Key })))).toMatchObject({
      name: "InvalidRequest",
    });
    expect(
      await fault(s3.send(new S.GetObjectCommand({ Bucket, Key, ...customer(2) }))),
    ).toMatchObject({ name: "AccessDenied" });
    const got = await s3.send(
      new S.GetObjectCommand({ Bucket, Key, ...customer(1), Range: "bytes=35-39" }),
    );
    expect(await got.Body!.transformToString()).toBe("56789");
    const copied = customer(2);
    await s3.send(
      new S.CopyObjectCommand({
        Bucket,
        Key: `${Key}-plain`,
        CopySource: `${Bucket}/${Key}`,
        ...copied,
        CopySourceSSECustomerAlgorithm: "AES256",
        CopySourceSSECustomerKey: customer(1).SSECustomerKey,
        CopySourceSSECustomerKeyMD5: customer(1).SSECustomerKeyMD5,
      }),
    );
    const again = await s3.send(new S.GetObjectCommand({ Bucket, Key: `${Key}-plain`, ...copied }));
    expect(Buffer.compare(Buffer.from(await again.Body!.transformToByteArray()), Body)).toBe(0);
    expect(
      await fault(
        s3.send(
          new S.PutObjectCommand({
            Bucket,
            Key,
            Body,
            ...customer(1),
            SSECustomerAlgorithm: "DES",
          }),
        ),
      ),
    ).toMatchObject({ name: "InvalidArgument" });
  });

for (const size of [100, 100_000])
  test(`${size} bytes under a key of KMS are stored encrypted`, async () => {
    const Body = Buffer.alloc(size, "secret text");
    const Key = `k${size}`;
    const made = await s3.send(
      new S.PutObjectCommand({ Bucket, Key, Body, ServerSideEncryption: "aws:kms" }),
    );
    expect(made).toMatchObject({ ServerSideEncryption: "aws:kms" });
    expect(made.SSEKMSKeyId).toStartWith("arn:aws:kms:us-east-1:000000000000:key/");
    const got = await s3.send(new S.GetObjectCommand({ Bucket, Key }));
    expect(Buffer.compare(Buffer.from(await got.Body!.transformToByteArray()), Body)).toBe(0);
    const range = await s3.send(new S.GetObjectCommand({ Bucket, Key, Range: "bytes=11-16" }));
    expect(await range.Body!.transformToString()).toBe("secret");
    await s3.send(
      new S.CopyObjectCommand({
        Bucket,
        Key: `${Key}-plain`,
        CopySource: `${Bucket}/${Key}`,
        ServerSideEncryption: "AES256",
      }),
    );
    const plain = await s3.send(new S.GetObjectCommand({ Bucket, Key: `${Key}-plain` }));
    expect(plain.ServerSideEncryption).toBe("AES256");
    expect(Buffer.compare(Buffer.from(await plain.Body!.transformToByteArray()), Body)).toBe(0);
  });

test("a bucket's default, and multipart uploads under it", async () => {
  await s3.send(
    new S.PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );
  const Key = "parts";
  const { UploadId, ServerSideEncryption } = await s3.send(
    new S.CreateMultipartUploadCommand({ Bucket, Key }),
  );
  expect(ServerSideEncryption).toBe("aws:kms");
  const bodies = [Buffer.alloc(5 * 1024 * 1024, 1), Buffer.from("end")];
  const Parts: S.CompletedPart[] = [];
  for (const [i, Body] of bodies.entries()) {
    const part = await s3.send(
      new S.UploadPartCommand({ Bucket, Key, UploadId, PartNumber: i + 1, Body }),
    );
    Parts.push({ PartNumber: i + 1, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 });
  }
  await s3.send(
    new S.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );
  const got = await s3.send(new S.GetObjectCommand({ Bucket, Key }));
  expect(got.BucketKeyEnabled).toBe(true);
  expect(
    Buffer.compare(Buffer.from(await got.Body!.transformToByteArray()), Buffer.concat(bodies)),
  ).toBe(0);
  expect(
    await fault(
      s3.send(
        new S.PutObjectCommand({
          Bucket,
          Key: "x",
          ServerSideEncryption: "aws:kms",
          SSEKMSKeyId: "alias/none",
        }),
      ),
    ),
  ).toMatchObject({ name: "KMS.NotFoundException" });
});
