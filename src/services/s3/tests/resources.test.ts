import { afterAll, beforeAll, expect, test } from "bun:test";
import * as S from "@aws-sdk/client-s3";
import type { ResourceContext } from "#kernel/resource";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { resources } from "../resources.ts";

let brume: TestBrume;
let s3: S.S3Client;

beforeAll(async () => {
  brume = await testBrume();
  s3 = new S.S3Client({ ...brume.client, forcePathStyle: true });
});
afterAll(() => brume.stop());

/** What CloudFormation gives a handler, over this Brume. */
function stack(): ResourceContext {
  const { kernel } = brume;
  const facts = kernel.factsFor({
    account: "000000000000",
    region: "us-east-1",
    via: "call",
    operation: "stack",
    origin: brume.url,
  });
  return {
    account: "000000000000",
    region: "us-east-1",
    partition: "aws",
    stackId: "s",
    stackName: "st",
    logicalId: "Bucket",
    tags: { "aws:cloudformation:stack-name": "st" },
    now: kernel.clock.now(),
    signal: new AbortController().signal,
    origin: brume.url,
    token: "t",
    name: (o) => (o?.lowerCase ? "st-bucket-abc" : "St-Bucket-abc"),
    call: (service, operation, input) =>
      kernel.call(facts, service, operation, input as never) as never,
  };
}

const bucket = resources["AWS::S3::Bucket"]!;

test("a bucket with all its properties, changed and removed", async () => {
  const desired = {
    VersioningConfiguration: { Status: "Enabled" },
    PublicAccessBlockConfiguration: { BlockPublicPolicy: "false" },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
      ],
    },
    CorsConfiguration: {
      CorsRules: [
        {
          Id: "c",
          AllowedMethods: ["GET"],
          AllowedOrigins: ["*"],
          MaxAge: "30",
          ExposedHeaders: ["etag"],
        },
      ],
    },
    LifecycleConfiguration: {
      Rules: [
        {
          Id: "l",
          Status: "Enabled",
          Prefix: "tmp/",
          ExpirationInDays: "7",
          TagFilters: [{ Key: "a", Value: "b" }],
        },
        {
          Id: "m",
          Status: "Enabled",
          NoncurrentVersionExpirationInDays: 3,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
      ],
    },
    WebsiteConfiguration: {
      IndexDocument: "index.html",
      RoutingRules: [
        {
          RoutingRuleCondition: { KeyPrefixEquals: "a" },
          RedirectRule: { ReplaceKeyPrefixWith: "b", HttpRedirectCode: 302 },
        },
      ],
    },
    Tags: [{ Key: "team", Value: "blue" }],
  };
  for (const name of Object.keys(desired)) expect(bucket.properties).toContain(name);
  const made = await bucket.make(stack(), desired);
  expect(made.id).toBe("st-bucket-abc");
  expect(made.attributes).toMatchObject({
    Arn: "arn:aws:s3:::st-bucket-abc",
    DomainName: "st-bucket-abc.s3.amazonaws.com",
    RegionalDomainName: "st-bucket-abc.s3.us-east-1.amazonaws.com",
  });
  const Bucket = made.id;
  expect((await s3.send(new S.GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
  expect((await s3.send(new S.GetBucketCorsCommand({ Bucket }))).CORSRules?.[0]).toMatchObject({
    ID: "c",
    MaxAgeSeconds: 30,
  });
  const { Rules } = await s3.send(new S.GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(Rules).toEqual([
    {
      ID: "l",
      Status: "Enabled",
      Filter: { And: { Prefix: "tmp/", Tags: [{ Key: "a", Value: "b" }] } },
      Expiration: { Days: 7 },
    },
    {
      ID: "m",
      Status: "Enabled",
      Filter: { Prefix: "" },
      NoncurrentVersionExpiration: { NoncurrentDays: 3 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
  ]);
  const tags = (await s3.send(new S.GetBucketTaggingCommand({ Bucket }))).TagSet;
  expect(tags?.map((t) => t.Key).sort()).toEqual(["aws:cloudformation:stack-name", "team"]);
  expect(
    (await s3.send(new S.GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration
      ?.BlockPublicPolicy,
  ).toBe(false);

  const { CorsConfiguration: _, ...less } = desired;
  await bucket.update!(
    stack(),
    Bucket,
    { ...less, VersioningConfiguration: { Status: "Suspended" } },
    desired,
  );
  expect((await s3.send(new S.GetBucketVersioningCommand({ Bucket }))).Status).toBe("Suspended");
  expect(await s3.send(new S.GetBucketCorsCommand({ Bucket })).catch((e) => e.name)).toBe(
    "NoSuchCORSConfiguration",
  );

  const policy = resources["AWS::S3::BucketPolicy"]!;
  const PolicyDocument = {
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ],
  };
  await policy.make(stack(), { Bucket, PolicyDocument });
  expect((await s3.send(new S.GetBucketPolicyCommand({ Bucket }))).Policy).toContain(
    "s3:GetObject",
  );
  await policy.remove(stack(), Bucket, {});
  await bucket.remove(stack(), Bucket, desired);
  await bucket.remove(stack(), Bucket, desired);
  await policy.remove(stack(), Bucket, {});
});

test("a bucket whose configuration fails is not left behind", async () => {
  const failing = bucket.make(stack(), {
    BucketName: "half-made",
    CorsConfiguration: { CorsRules: [] },
  });
  expect(await failing.catch((e) => e.code)).toBe("MalformedXML");
  expect(
    await s3
      .send(new S.HeadBucketCommand({ Bucket: "half-made" }))
      .catch((e) => e.$metadata.httpStatusCode),
  ).toBe(404);
});
