import { afterAll, beforeAll, expect, test } from "bun:test";
import * as S from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let s3: S.S3Client;
const DAY = 86_400_000;

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S.S3Client({ ...brume.client, forcePathStyle: true });
});
afterAll(() => brume.stop());

const keysOf = async (Bucket: string) =>
  ((await s3.send(new S.ListObjectsV2Command({ Bucket }))).Contents ?? []).map(
    (c) => `${c.Key} ${c.StorageClass}`,
  );

test("objects expire and move at their midnights, uploads are aborted", async () => {
  const Bucket = "ageing";
  await s3.send(new S.CreateBucketCommand({ Bucket }));
  await s3.send(
    new S.PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          { ID: "tmp", Status: "Enabled", Filter: { Prefix: "tmp/" }, Expiration: { Days: 2 } },
          {
            ID: "cold",
            Status: "Enabled",
            Filter: { Prefix: "cold/" },
            Transitions: [{ Days: 3, StorageClass: "GLACIER" }],
          },
          {
            ID: "tag",
            Status: "Enabled",
            Filter: { Tag: { Key: "go", Value: "1" } },
            Expiration: { Days: 1 },
          },
          { ID: "off", Status: "Disabled", Filter: {}, Expiration: { Days: 1 } },
          {
            ID: "abort",
            Status: "Enabled",
            Filter: {},
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    }),
  );
  await brume.advance(DAY / 2);
  const made = await s3.send(new S.PutObjectCommand({ Bucket, Key: "tmp/a", Body: "x" }));
  expect(made.Expiration).toBe('expiry-date="Sun, 04 Jan 2026 00:00:00 GMT", rule-id="tmp"');
  await s3.send(new S.PutObjectCommand({ Bucket, Key: "cold/a", Body: Buffer.alloc(200_000) }));
  await s3.send(new S.PutObjectCommand({ Bucket, Key: "cold/small", Body: "x" }));
  await s3.send(new S.PutObjectCommand({ Bucket, Key: "keep", Body: "x" }));
  await s3.send(new S.PutObjectCommand({ Bucket, Key: "tagged", Body: "x", Tagging: "go=1" }));
  await s3.send(new S.CreateMultipartUploadCommand({ Bucket, Key: "up" }));
  await brume.advance(1.6 * DAY);
  expect(await keysOf(Bucket)).toEqual([
    "cold/a STANDARD",
    "cold/small STANDARD",
    "keep STANDARD",
    "tmp/a STANDARD",
  ]);
  expect((await s3.send(new S.ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
  await brume.advance(2 * DAY);
  expect(await keysOf(Bucket)).toEqual(["cold/a GLACIER", "cold/small STANDARD", "keep STANDARD"]);
  const refused = await s3.send(new S.GetObjectCommand({ Bucket, Key: "cold/a" })).catch((e) => e);
  expect(refused).toMatchObject({ name: "InvalidObjectState" });
  await s3.send(new S.RestoreObjectCommand({ Bucket, Key: "cold/a", RestoreRequest: { Days: 1 } }));
  expect((await s3.send(new S.HeadObjectCommand({ Bucket, Key: "cold/a" }))).Restore).toBe(
    'ongoing-request="true"',
  );
  await brume.advance(6 * 3_600_000);
  const { Body } = await s3.send(new S.GetObjectCommand({ Bucket, Key: "cold/a" }));
  expect(await Body!.transformToByteArray()).toHaveLength(200_000);
  await brume.advance(3 * DAY);
  expect(
    await s3.send(new S.GetObjectCommand({ Bucket, Key: "cold/a" })).catch((e) => e.name),
  ).toBe("InvalidObjectState");
});

test("old versions and lone delete markers go", async () => {
  const Bucket = "old-versions";
  await s3.send(new S.CreateBucketCommand({ Bucket }));
  await s3.send(
    new S.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
  await s3.send(
    new S.PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: "n",
            Status: "Enabled",
            Filter: {},
            NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 1 },
            Expiration: { ExpiredObjectDeleteMarker: true },
          },
        ],
      },
    }),
  );
  for (const Body of ["1", "2", "3", "4"])
    await s3.send(new S.PutObjectCommand({ Bucket, Key: "a", Body }));
  await s3.send(new S.DeleteObjectCommand({ Bucket, Key: "lone" }));
  await brume.advance(3 * DAY);
  const left = await s3.send(new S.ListObjectVersionsCommand({ Bucket }));
  expect(left.Versions?.length).toBe(2);
  expect(left.DeleteMarkers).toBeUndefined();
});

test("rules that cannot be are refused", async () => {
  const put = (rule: object) =>
    s3
      .send(
        new S.PutBucketLifecycleConfigurationCommand({
          Bucket: "ageing",
          LifecycleConfiguration: {
            Rules: [{ Status: "Enabled", Filter: { Prefix: "" }, ...rule } as never],
          },
        }),
      )
      .then(
        () => "none",
        (e) => `${e.name}: ${e.message}`,
      );
  expect(await put({})).toBe("InvalidRequest: At least one action needs to be specified in a rule");
  expect(await put({ Expiration: { Days: 0 } })).toBe(
    "InvalidArgument: 'Days' for Expiration action must be a positive integer",
  );
  expect(await put({ Expiration: { Date: new Date("2027-01-01T01:00:00Z") } })).toBe(
    "InvalidArgument: 'Date' must be at midnight GMT",
  );
  expect(await put({ Transitions: [{ Days: 3, StorageClass: "STANDARD_IA" }] })).toStartWith(
    "InvalidArgument",
  );
});
