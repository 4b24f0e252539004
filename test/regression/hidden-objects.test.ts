/**
 * Who may not list a bucket was told which keys it lacks, and one denied key of a batch failed the
 * whole batch.
 */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let root: S3;
const Bucket = "hidden";
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  root = new S3({ ...brume.client, forcePathStyle: true });
  await root.createBucket({ Bucket });
  for (const Key of ["own/a", "else/b"]) await root.putObject({ Bucket, Key, Body: "x" });
});
afterAll(() => brume.stop());

async function user(UserName: string, ...statements: readonly (readonly [string[], string])[]) {
  const iam = new IAM(brume.client);
  await iam.createUser({ UserName });
  await iam.putUserPolicy({
    UserName,
    PolicyName: "p",
    PolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource })),
    }),
  });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  return new S3({
    ...brume.client,
    forcePathStyle: true,
    credentials: {
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    },
  });
}
const refusal = (work: Promise<unknown>) => work.then(String, (error) => error);

test("what is missing is denied to those who may not list", async () => {
  const reader = await user("reader", [["s3:GetObject", "s3:PutObject"], "*"]);
  const words =
    'User: arn:aws:iam::000000000000:user/reader is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::hidden" because no identity-based policy allows the s3:ListBucket action';
  const denied = { name: "AccessDenied", message: words, $metadata: { httpStatusCode: 403 } };
  expect(await refusal(reader.getObject({ Bucket, Key: "no" }))).toMatchObject(denied);
  expect(
    await refusal(reader.copyObject({ Bucket, Key: "copy", CopySource: "hidden/no" })),
  ).toMatchObject(denied);
  expect(await refusal(reader.headObject({ Bucket, Key: "no" }))).toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
  expect((await reader.getObject({ Bucket, Key: "own/a" })).ContentLength).toBe(1);

  const lister = await user("lister", [["s3:GetObject", "s3:ListBucket"], "*"]);
  expect((await refusal(lister.getObject({ Bucket, Key: "no" }))).name).toBe("NoSuchKey");
  expect((await refusal(root.getObject({ Bucket, Key: "no" }))).name).toBe("NoSuchKey");
});

test("a batch deletes what its caller may delete, and tells the rest", async () => {
  const owner = await user("owner", [["s3:DeleteObject"], "arn:aws:s3:::hidden/own/*"]);
  const Objects = [{ Key: "own/a" }, { Key: "else/b" }];
  const { Deleted, Errors } = await owner.deleteObjects({ Bucket, Delete: { Objects } });
  expect(Deleted).toEqual([{ Key: "own/a" }]);
  expect(Errors).toEqual([
    {
      Key: "else/b",
      Code: "AccessDenied",
      Message:
        'User: arn:aws:iam::000000000000:user/owner is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::hidden/else/b" because no identity-based policy allows the s3:DeleteObject action',
    },
  ]);
  expect((await root.headObject({ Bucket, Key: "else/b" })).ContentLength).toBe(1);
});
