/** A key that nobody has was refused in Query's words, whichever service was asked. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce" });
});
afterAll(() => brume.stop());

const INVALID = "The security token included in the request is invalid.";
type Options = TestBrume["client"];

test.each<[string, (options: Options) => Promise<unknown>, string, number, string]>([
  [
    "S3",
    (options) => new S3(options).listBuckets(),
    "InvalidAccessKeyId",
    403,
    "The AWS Access Key Id you provided does not exist in our records.",
  ],
  [
    "DynamoDB",
    (options) => new DynamoDB(options).listTables(),
    "UnrecognizedClientException",
    400,
    INVALID,
  ],
  [
    "Lambda",
    (options) => new Lambda(options).listFunctions(),
    "UnrecognizedClientException",
    403,
    INVALID,
  ],
  ["IAM", (options) => new IAM(options).listUsers(), "InvalidClientTokenId", 403, INVALID],
  ["SQS", (options) => new SQS(options).listQueues(), "InvalidClientTokenId", 403, INVALID],
])("%s says so in its own words", async (_, ask, name, httpStatusCode, message) => {
  const credentials = { accessKeyId: "AKIAQQQQQQQQQQQQQQQQ", secretAccessKey: "none" };
  const refused = await ask({ ...brume.client, credentials }).catch((error) => error);
  expect(refused).toMatchObject({ name, message, $metadata: { httpStatusCode } });
});

test("a wrong secret is 400 in AWS JSON", async () => {
  const credentials = { accessKeyId: "test", secretAccessKey: "wrong" };
  const refused = await new DynamoDB({ ...brume.client, credentials })
    .listTables()
    .catch((error) => error);
  expect(refused).toMatchObject({
    name: "InvalidSignatureException",
    $metadata: { httpStatusCode: 400 },
  });
});
