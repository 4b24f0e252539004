import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let s3: S3Client;
const Bucket = "versions";
const put = async (Key: string, Body: string, bucket = Bucket) =>
  (await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))).VersionId;
const read = async (Key: string, VersionId?: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body!.transformToString();
const fault = (work: Promise<unknown>) =>
  work.then(
    () => ({ name: "none" }),
    (e) => ({
      name: e.name,
      message: e.message,
      status: e.$metadata?.httpStatusCode,
      headers: e.$response?.headers,
    }),
  );

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => brume.stop());

describe("versions", () => {
  let first: string | undefined;
  let second: string | undefined;

  test("are kept once versioning is on; what was before is the null version", async () => {
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    await put("a", "zero");
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
    );
    first = await put("a", "one");
    second = await put("a", "two");
    expect(first).toMatch(/^[\w.]{32}$/);
    expect(await read("a")).toBe("two");
    expect(await read("a", first)).toBe("one");
    expect(await read("a", "null")).toBe("zero");
    expect(
      await fault(s3.send(new GetObjectCommand({ Bucket, Key: "a", VersionId: "n".repeat(32) }))),
    ).toMatchObject({
      name: "NoSuchVersion",
      status: 404,
    });
    expect(
      await fault(s3.send(new GetObjectCommand({ Bucket, Key: "a", VersionId: "nope" }))),
    ).toMatchObject({
      name: "InvalidArgument",
      message: "Invalid version id specified",
      status: 400,
    });
  });

  test("a deletion puts a marker on top, and its deletion brings the object back", async () => {
    const gone = await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    expect(gone.DeleteMarker).toBe(true);
    const missing = await fault(s3.send(new GetObjectCommand({ Bucket, Key: "a" })));
    expect(missing).toMatchObject({ name: "NoSuchKey", status: 404 });
    expect((missing as { headers: Record<string, string> }).headers["x-amz-delete-marker"]).toBe(
      "true",
    );
    expect(
      await fault(s3.send(new GetObjectCommand({ Bucket, Key: "a", VersionId: gone.VersionId }))),
    ).toMatchObject({
      name: "MethodNotAllowed",
      status: 405,
    });
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(listed.Versions?.map((v) => [v.VersionId, v.IsLatest])).toEqual([
      [second, false],
      [first, false],
      ["null", false],
    ]);
    expect(listed.DeleteMarkers?.map((m) => [m.VersionId, m.IsLatest])).toEqual([
      [gone.VersionId, true],
    ]);
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId: gone.VersionId }));
    expect(await read("a")).toBe("two");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId: second }));
    expect(await read("a")).toBe("one");
  });

  test("a suspended bucket writes over the null version only", async () => {
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }),
    );
    expect(await put("a", "null two")).toBe("null");
    expect(await put("a", "null three")).toBe("null");
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: "a" }));
    expect(listed.Versions?.map((v) => v.VersionId)).toEqual(["null", first]);
    expect(await read("a")).toBe("null three");
    const gone = await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    expect(gone).toMatchObject({ DeleteMarker: true, VersionId: "null" });
    expect(await read("a", first)).toBe("one");
  });

  test("are listed in pages, newest first within a key", async () => {
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
    );
    const made: string[] = [];
    for (const key of ["p/1", "p/2", "p/3"])
      for (let n = 0; n < 3; n++) made.push(`${key} ${await put(key, `${n}`)}`);
    const wanted = ["p/1", "p/2", "p/3"].flatMap((key) =>
      made.filter((m) => m.startsWith(key)).reverse(),
    );
    for (const MaxKeys of [1, 2, 4, 100]) {
      const seen: string[] = [];
      let KeyMarker: string | undefined;
      let VersionIdMarker: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectVersionsCommand({
            Bucket,
            Prefix: "p/",
            MaxKeys,
            KeyMarker,
            VersionIdMarker,
          }),
        );
        for (const v of page.Versions ?? []) seen.push(`${v.Key} ${v.VersionId}`);
        KeyMarker = page.NextKeyMarker;
        VersionIdMarker = page.NextVersionIdMarker;
      } while (KeyMarker !== undefined);
      expect(seen).toEqual(wanted);
    }
    const folded = await s3.send(new ListObjectVersionsCommand({ Bucket, Delimiter: "/" }));
    expect(folded.CommonPrefixes).toEqual([{ Prefix: "p/" }]);
    expect(await fault(s3.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({
      name: "BucketNotEmpty",
      status: 409,
    });
  });
});

describe("object lock", () => {
  const locked = "locked";

  test("protects versions from being deleted", async () => {
    await s3.send(new CreateBucketCommand({ Bucket: locked, ObjectLockEnabledForBucket: true }));
    const VersionId = await put("a", "x", locked);
    const RetainUntilDate = new Date(brume.kernel.clock.now() + 86_400_000);
    await s3.send(
      new PutObjectRetentionCommand({
        Bucket: locked,
        Key: "a",
        Retention: { Mode: "GOVERNANCE", RetainUntilDate },
      }),
    );
    expect(
      (await s3.send(new GetObjectRetentionCommand({ Bucket: locked, Key: "a" }))).Retention,
    ).toEqual({
      Mode: "GOVERNANCE",
      RetainUntilDate,
    });
    const target = { Bucket: locked, Key: "a", VersionId };
    expect(await fault(s3.send(new DeleteObjectCommand(target)))).toMatchObject({
      name: "AccessDenied",
      status: 403,
    });
    await s3.send(new PutObjectLegalHoldCommand({ ...target, LegalHold: { Status: "ON" } }));
    expect(
      await fault(s3.send(new DeleteObjectCommand({ ...target, BypassGovernanceRetention: true }))),
    ).toMatchObject({ name: "AccessDenied" });
    await s3.send(new PutObjectLegalHoldCommand({ ...target, LegalHold: { Status: "OFF" } }));
    expect(await s3.send(new HeadObjectCommand(target))).toMatchObject({
      ObjectLockMode: "GOVERNANCE",
      ObjectLockLegalHoldStatus: "OFF",
      ObjectLockRetainUntilDate: RetainUntilDate,
    });
    await s3.send(new DeleteObjectCommand({ ...target, BypassGovernanceRetention: true }));
  });

  test("ends with its retention", async () => {
    const ObjectLockRetainUntilDate = new Date(brume.kernel.clock.now() + 1000);
    const { VersionId } = await s3.send(
      new PutObjectCommand({
        Bucket: locked,
        Key: "b",
        Body: "x",
        ObjectLockMode: "COMPLIANCE",
        ObjectLockRetainUntilDate,
      }),
    );
    expect(
      await fault(s3.send(new DeleteObjectCommand({ Bucket: locked, Key: "b", VersionId }))),
    ).toMatchObject({
      name: "AccessDenied",
    });
    await brume.advance(2000);
    await s3.send(new DeleteObjectCommand({ Bucket: locked, Key: "b", VersionId }));
    expect(
      await fault(
        s3.send(
          new PutBucketVersioningCommand({
            Bucket: locked,
            VersioningConfiguration: { Status: "Suspended" },
          }),
        ),
      ),
    ).toMatchObject({ name: "InvalidBucketState" });
  });
});
