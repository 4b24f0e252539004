/** Clients sign by the real time, wherever Brume's clock has been moved to. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
});
afterAll(() => brume.stop());

test("signatures hold under an advanced clock, temporary credentials end by it", async () => {
  const DurationSeconds = 3600;
  const { Credentials } = await new STSClient(brume.client).send(
    new GetSessionTokenCommand({ DurationSeconds }),
  );
  await brume.advance(90 * 60_000);
  // Each client is new: one that was refused once would correct its clock and not be again.
  const list = (more: object = {}) =>
    new SQSClient({ ...brume.client, ...more }).send(new ListQueuesCommand({}));
  expect((await list()).$metadata.httpStatusCode).toBe(200);
  const hourBehind = { systemClockOffset: -3_600_000 };
  await expect(list(hourBehind)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  const temporary = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  await expect(list({ credentials: temporary })).rejects.toMatchObject({
    message: "The security token included in the request is expired",
  });
});
