/** Who deletes versions page by page lost all that stood after a marker that was deleted. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { S3 } from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

test("a bucket is emptied by deleting each page of its versions", async () => {
  const s3 = new S3({ ...brume.client, forcePathStyle: true });
  const Bucket = "emptied";
  await s3.createBucket({ Bucket });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  for (const Key of ["a", "b"])
    for (let i = 0; i < 5; i++) await s3.putObject({ Bucket, Key, Body: `${i}` });
  await s3.deleteObject({ Bucket, Key: "a" });
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (let more = true; more; ) {
    const page = await s3.listObjectVersions({ Bucket, MaxKeys: 2, ...marker });
    const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    const Objects = found.map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.deleteObjects({ Bucket, Delete: { Objects } });
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    more = page.IsTruncated ?? false;
  }
  expect((await s3.listObjectVersions({ Bucket })).Versions).toBeUndefined();
  await s3.deleteBucket({ Bucket });
});
