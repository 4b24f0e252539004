import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as S from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let s3: S.S3Client;

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S.S3Client({ ...brume.client, forcePathStyle: true });
});
afterAll(() => brume.stop());

const fault = (work: Promise<unknown>) =>
  work.then(
    () => ({ name: "none" }),
    (e) => ({ name: e.name, message: e.message, status: e.$metadata?.httpStatusCode }),
  );

describe("buckets", () => {
  test("are made in the region of the call, and listed in pages", async () => {
    const made = await s3.send(new S.CreateBucketCommand({ Bucket: "b-one" }));
    expect(made.Location).toBe("/b-one");
    const west = new S.S3Client({ ...brume.client, region: "eu-west-1", forcePathStyle: true });
    expect(
      await fault(
        west.send(
          new S.CreateBucketCommand({
            Bucket: "b-two",
            CreateBucketConfiguration: { LocationConstraint: "ap-south-1" },
          }),
        ),
      ),
    ).toMatchObject({
      name: "IllegalLocationConstraintException",
    });
    await west.send(
      new S.CreateBucketCommand({
        Bucket: "b-two",
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    expect(
      (await s3.send(new S.GetBucketLocationCommand({ Bucket: "b-two" }))).LocationConstraint,
    ).toBe("eu-west-1");
    expect(
      (await s3.send(new S.GetBucketLocationCommand({ Bucket: "b-one" }))).LocationConstraint,
    ).toBeUndefined();
    expect((await s3.send(new S.HeadBucketCommand({ Bucket: "b-two" }))).BucketRegion).toBe(
      "eu-west-1",
    );
    const first = await s3.send(new S.ListBucketsCommand({ MaxBuckets: 1 }));
    expect(first.Buckets?.map((b) => b.Name)).toEqual(["b-one"]);
    const rest = await s3.send(
      new S.ListBucketsCommand({ MaxBuckets: 1, ContinuationToken: first.ContinuationToken }),
    );
    expect(rest.Buckets?.map((b) => [b.Name, b.BucketRegion])).toEqual([["b-two", "eu-west-1"]]);
    expect(rest.ContinuationToken).toBeUndefined();
  });

  test("have one owner", async () => {
    await s3.send(new S.CreateBucketCommand({ Bucket: "b-one" }));
    const west = new S.S3Client({ ...brume.client, region: "eu-west-1", forcePathStyle: true });
    const again = new S.CreateBucketCommand({
      Bucket: "b-two",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    });
    expect(await fault(west.send(again))).toMatchObject({
      name: "BucketAlreadyOwnedByYou",
      status: 409,
    });
    const other = new S.S3Client({
      ...brume.client,
      forcePathStyle: true,
      credentials: { accessKeyId: "111111111111", secretAccessKey: "x" },
    });
    expect(await fault(other.send(new S.CreateBucketCommand({ Bucket: "b-one" })))).toMatchObject({
      name: "BucketAlreadyExists",
      status: 409,
    });
    expect((await other.send(new S.ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
    expect(
      await fault(
        s3.send(new S.HeadBucketCommand({ Bucket: "b-one", ExpectedBucketOwner: "111111111111" })),
      ),
    ).toMatchObject({ status: 403 });
    expect(await fault(s3.send(new S.CreateBucketCommand({ Bucket: "No_Good" })))).toMatchObject({
      name: "InvalidBucketName",
    });
  });

  test("go only when they are empty", async () => {
    await s3.send(new S.PutObjectCommand({ Bucket: "b-two", Key: "k", Body: "x" }));
    expect(await fault(s3.send(new S.DeleteBucketCommand({ Bucket: "b-two" })))).toMatchObject({
      name: "BucketNotEmpty",
      message: "The bucket you tried to delete is not empty",
    });
    await s3.send(new S.DeleteObjectCommand({ Bucket: "b-two", Key: "k" }));
    await s3.send(new S.DeleteBucketCommand({ Bucket: "b-two" }));
    expect(await fault(s3.send(new S.HeadBucketCommand({ Bucket: "b-two" })))).toMatchObject({
      status: 404,
    });
    expect(await fault(s3.send(new S.ListObjectsV2Command({ Bucket: "b-two" })))).toMatchObject({
      name: "NoSuchBucket",
    });
  });
});

describe("configurations", () => {
  const Bucket = "configured";
  const missing = async (command: object, name: string) =>
    expect(await fault(s3.send(command as never))).toMatchObject({ name, status: 404 });

  test("are absent at first, in AWS's words", async () => {
    await s3.send(new S.CreateBucketCommand({ Bucket }));
    await missing(new S.GetBucketPolicyCommand({ Bucket }), "NoSuchBucketPolicy");
    await missing(new S.GetBucketCorsCommand({ Bucket }), "NoSuchCORSConfiguration");
    await missing(
      new S.GetBucketLifecycleConfigurationCommand({ Bucket }),
      "NoSuchLifecycleConfiguration",
    );
    await missing(new S.GetBucketTaggingCommand({ Bucket }), "NoSuchTagSet");
    await missing(new S.GetBucketWebsiteCommand({ Bucket }), "NoSuchWebsiteConfiguration");
    await missing(
      new S.GetBucketReplicationCommand({ Bucket }),
      "ReplicationConfigurationNotFoundError",
    );
    await missing(
      new S.GetObjectLockConfigurationCommand({ Bucket }),
      "ObjectLockConfigurationNotFoundError",
    );
    const encryption = await s3.send(new S.GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
    });
    expect(
      (await s3.send(new S.GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
    ).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    expect(
      (await s3.send(new S.GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls?.Rules,
    ).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
    expect((await s3.send(new S.GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe(
      "BucketOwner",
    );
    const acl = await s3.send(new S.GetBucketAclCommand({ Bucket }));
    expect(acl.Grants).toEqual([
      { Grantee: { ID: acl.Owner?.ID, Type: "CanonicalUser" }, Permission: "FULL_CONTROL" },
    ]);
    expect(
      await s3.send(new S.GetBucketNotificationConfigurationCommand({ Bucket })),
    ).toMatchObject({});
  });

  test("come back as they were put", async () => {
    const CORSRules = [
      {
        AllowedMethods: ["GET"],
        AllowedOrigins: ["https://a.example"],
        AllowedHeaders: ["*"],
        MaxAgeSeconds: 60,
      },
    ];
    await s3.send(new S.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await s3.send(new S.GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
    const TagSet = [{ Key: "team", Value: "blue" }];
    await s3.send(new S.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect((await s3.send(new S.GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
    const Rules = [
      { ID: "r", Status: "Enabled" as const, Filter: { Prefix: "tmp/" }, Expiration: { Days: 1 } },
    ];
    await s3.send(
      new S.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    );
    expect((await s3.send(new S.GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toEqual(
      Rules,
    );
    await s3.send(
      new S.PutBucketWebsiteCommand({
        Bucket,
        WebsiteConfiguration: {
          IndexDocument: { Suffix: "index.html" },
          ErrorDocument: { Key: "e.html" },
        },
      }),
    );
    expect(await s3.send(new S.GetBucketWebsiteCommand({ Bucket }))).toMatchObject({
      IndexDocument: { Suffix: "index.html" },
      ErrorDocument: { Key: "e.html" },
    });
    await s3.send(new S.DeleteBucketCorsCommand({ Bucket }));
    await missing(new S.GetBucketCorsCommand({ Bucket }), "NoSuchCORSConfiguration");
  });

  test("a public policy needs its block lifted", async () => {
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: `arn:aws:s3:::${Bucket}/*`,
        },
      ],
    });
    expect(await fault(s3.send(new S.PutBucketPolicyCommand({ Bucket, Policy })))).toMatchObject({
      name: "AccessDenied",
      status: 403,
    });
    await s3.send(new S.DeletePublicAccessBlockCommand({ Bucket }));
    await s3.send(new S.PutBucketPolicyCommand({ Bucket, Policy }));
    expect(JSON.parse((await s3.send(new S.GetBucketPolicyCommand({ Bucket }))).Policy!)).toEqual(
      JSON.parse(Policy),
    );
    expect(
      (await s3.send(new S.GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic,
    ).toBe(true);
    await missing(
      new S.GetPublicAccessBlockCommand({ Bucket }),
      "NoSuchPublicAccessBlockConfiguration",
    );
  });

  test("what is not there says its name", async () => {
    expect(
      await fault(s3.send(new S.GetBucketInventoryConfigurationCommand({ Bucket, Id: "x" }))),
    ).toMatchObject({ name: "NotImplemented", status: 501 });
  });
});

describe("enforced permissions", () => {
  let strict: TestBrume;
  let owner: S.S3Client;
  beforeAll(async () => {
    strict = await testBrume({ iam: "enforce", running: true });
    owner = new S.S3Client({ ...strict.client, forcePathStyle: true });
    await owner.send(new S.CreateBucketCommand({ Bucket: "strict" }));
    await owner.send(new S.PutObjectCommand({ Bucket: "strict", Key: "k", Body: "x" }));
  });
  afterAll(() => strict.stop());

  test("strangers read only what a policy or an ACL opens", async () => {
    const url = `${strict.url}/strict/k`;
    expect((await fetch(url)).status).toBe(403);
    await owner.send(new S.DeletePublicAccessBlockCommand({ Bucket: "strict" }));
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::strict/*",
        },
      ],
    });
    await owner.send(new S.PutBucketPolicyCommand({ Bucket: "strict", Policy }));
    expect((await fetch(url)).status).toBe(200);
    await owner.send(new S.DeleteBucketPolicyCommand({ Bucket: "strict" }));
    expect((await fetch(url)).status).toBe(403);
    await owner.send(
      new S.PutBucketOwnershipControlsCommand({
        Bucket: "strict",
        OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
      }),
    );
    await owner.send(new S.PutObjectAclCommand({ Bucket: "strict", Key: "k", ACL: "public-read" }));
    expect((await fetch(url)).status).toBe(200);
    const grants = (await owner.send(new S.GetObjectAclCommand({ Bucket: "strict", Key: "k" })))
      .Grants;
    expect(grants?.map((g) => g.Permission)).toEqual(["FULL_CONTROL", "READ"]);
    expect((await fetch(`${url}?response-content-type=text/x`)).status).toBe(400);
  });

  test("another account needs the bucket's leave", async () => {
    const other = new S.S3Client({
      ...strict.client,
      forcePathStyle: true,
      credentials: { accessKeyId: "111111111111", secretAccessKey: "test" },
    });
    const attempt = () =>
      fault(other.send(new S.PutObjectCommand({ Bucket: "strict", Key: "theirs", Body: "x" })));
    expect(await attempt()).toMatchObject({ name: "AccessDenied", status: 403 });
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "111111111111" },
          Action: "s3:*",
          Resource: "arn:aws:s3:::strict/*",
        },
      ],
    });
    await owner.send(new S.PutBucketPolicyCommand({ Bucket: "strict", Policy }));
    expect(await attempt()).toMatchObject({ name: "none" });
  });
});
