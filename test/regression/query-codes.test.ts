/** Clients of SQS compare by the query protocol's codes; shared errors came with JSON's. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
let key: { accessKeyId: string; secretAccessKey: string };
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  const iam = new IAMClient(brume.client);
  await iam.send(new CreateUserCommand({ UserName: "ann" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
  key = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
});
afterAll(() => brume.stop());

const failure = (credentials: typeof key) =>
  new SQSClient({ ...brume.client, credentials })
    .send(new CreateQueueCommand({ QueueName: "q" }))
    .then(
      () => "made",
      (error: Error) => `${error.name}: ${error.message}`,
    );

test("a denied call is AccessDenied, its action in lower case as SQS writes it", async () => {
  expect(await failure(key)).toBe(
    "AccessDenied: User: arn:aws:iam::000000000000:user/ann is not authorized to perform: " +
      "sqs:createqueue on resource: arn:aws:sqs:us-east-1:000000000000:q " +
      "because no identity-based policy allows the sqs:createqueue action",
  );
});

test("a wrong secret is SignatureDoesNotMatch", async () => {
  expect(await failure({ ...key, secretAccessKey: "wrong" })).toStartWith("SignatureDoesNotMatch:");
});
