import { expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as S from "@aws-sdk/client-s3";
import { testBrume } from "#test/harness/brume";

/** Files of bytes in a data folder. */
const filesIn = (data: string) =>
  readdirSync(join(data, "blobs"), { recursive: true }).filter((name) =>
    /^..\/[0-9a-f]{64}$/.test(String(name)),
  ).length;

test("objects outlive a restart; bytes go with their last user", async () => {
  const data = mkdtempSync(join(tmpdir(), "brume-s3-"));
  const Bucket = "kept";
  const large = Buffer.alloc(100_000, "large");
  try {
    let brume = await testBrume({ data });
    let s3 = new S.S3Client({ ...brume.client, forcePathStyle: true });
    await s3.send(new S.CreateBucketCommand({ Bucket }));
    await s3.send(new S.PutObjectCommand({ Bucket, Key: "small", Body: "small" }));
    await s3.send(new S.PutObjectCommand({ Bucket, Key: "large", Body: large }));
    await s3.send(new S.PutObjectCommand({ Bucket, Key: "same", Body: large }));
    await s3
      .send(new S.PutObjectCommand({ Bucket, Key: "large", Body: large, IfNoneMatch: "*" }))
      .catch(() => undefined);
    await s3
      .send(
        new S.PutObjectCommand({ Bucket, Key: "other", Body: Buffer.alloc(50_000), IfMatch: "x" }),
      )
      .catch(() => undefined);
    const { UploadId } = await s3.send(
      new S.CreateMultipartUploadCommand({ Bucket, Key: "parts" }),
    );
    await s3.send(
      new S.UploadPartCommand({ Bucket, Key: "parts", UploadId, PartNumber: 1, Body: "part" }),
    );
    expect(filesIn(data)).toBe(2);
    await brume.stop();
    brume = await testBrume({ data });
    s3 = new S.S3Client({ ...brume.client, forcePathStyle: true });
    await brume.kernel.settle();
    const read = async (Key: string) =>
      Buffer.from(
        await (await s3.send(new S.GetObjectCommand({ Bucket, Key }))).Body!.transformToByteArray(),
      );
    expect((await read("small")).toString()).toBe("small");
    expect(Buffer.compare(await read("large"), large)).toBe(0);
    await s3.send(new S.DeleteObjectCommand({ Bucket, Key: "large" }));
    expect(Buffer.compare(await read("same"), large)).toBe(0);
    await s3.send(new S.PutObjectCommand({ Bucket, Key: "same", Body: large }));
    expect(Buffer.compare(await read("same"), large)).toBe(0);
    await s3.send(new S.DeleteObjectCommand({ Bucket, Key: "same" }));
    await s3.send(new S.AbortMultipartUploadCommand({ Bucket, Key: "parts", UploadId }));
    await brume.kernel.settle();
    expect(filesIn(data)).toBe(0);
    await brume.stop();
    expect(existsSync(join(data, "brume.db"))).toBe(true);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
