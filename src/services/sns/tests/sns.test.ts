import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  CreateTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  PutDataProtectionPolicyCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sns: SNSClient;
let sqs: SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new SNSClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

async function queue(name: string): Promise<{ url: string; arn: string }> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return { url: QueueUrl!, arn: `arn:aws:sqs:us-east-1:000000000000:${name}` };
}
async function bodies(QueueUrl: string): Promise<string[]> {
  await brume.kernel.settle();
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map((m) => m.Body!);
}
const topic = async (Name = "news"): Promise<string> =>
  (await sns.send(new CreateTopicCommand({ Name }))).TopicArn!;

test("a message reaches every queue whose filter lets it pass", async () => {
  const TopicArn = await topic();
  const all = await queue("all");
  const large = await queue("large");
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: all.arn }));
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: large.arn,
      Attributes: {
        RawMessageDelivery: "true",
        FilterPolicy: '{"total":[{"numeric":[">=",100]}]}',
      },
    }),
  );
  const publish = (Message: string, total: string) =>
    sns.send(
      new PublishCommand({
        TopicArn,
        Message,
        Subject: "order",
        MessageAttributes: { total: { DataType: "Number", StringValue: total } },
      }),
    );
  await publish("small", "1");
  await publish("big", "100");
  const wrapped = (await bodies(all.url)).map((body) => JSON.parse(body));
  expect(wrapped.map((w) => w.Message).sort()).toEqual(["big", "small"]);
  expect(wrapped[0]).toMatchObject({
    Type: "Notification",
    TopicArn,
    Subject: "order",
    MessageAttributes: { total: { Type: "Number" } },
  });
  expect(await bodies(large.url)).toEqual(["big"]);
});

test("what cannot be delivered goes to the subscription's dead-letter queue", async () => {
  const TopicArn = await topic();
  const gone = await queue("gone");
  const dead = await queue("dead");
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: gone.arn,
      Attributes: {
        RawMessageDelivery: "true",
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
      },
    }),
  );
  await sqs.send(new DeleteQueueCommand({ QueueUrl: gone.url }));
  await sns.send(new PublishCommand({ TopicArn, Message: "lost" }));
  expect(await bodies(dead.url)).toEqual(["lost"]);
});

test("batches answer each entry; faults have AWS's words", async () => {
  const TopicArn = await topic();
  const deny = {
    ...{ DataDirection: "Inbound", Principal: ["*"], Operation: { Deny: {} } },
    DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
  };
  const DataProtectionPolicy = JSON.stringify({
    ...{ Name: "p", Version: "2021-06-01", Statement: [deny] },
  });
  await sns.send(
    new PutDataProtectionPolicyCommand({ ResourceArn: TopicArn, DataProtectionPolicy }),
  );
  const answer = await sns.send(
    new PublishBatchCommand({
      TopicArn,
      PublishBatchRequestEntries: [
        { Id: "a", Message: "x" },
        { Id: "b", Message: "ada@example.com" },
      ],
    }),
  );
  expect(answer.Successful?.map((s) => s.Id)).toEqual(["a"]);
  expect(answer.Failed?.map((f) => f.Code)).toEqual(["AuthorizationError"]);
  await expect(
    sns.send(new PublishCommand({ TopicArn: `${TopicArn}x`, Message: "m" })),
  ).rejects.toMatchObject({ message: "Topic does not exist" });
});
