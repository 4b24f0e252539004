/** Deliveries to what AWS runs: tried again in AWS's phases, in order, under the topic's key. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as s from "@aws-sdk/client-sns";
import * as q from "@aws-sdk/client-sqs";
import { Fault } from "#aws/fault";
import type { ServiceEntry } from "#kernel/kernel";
import { kernelTables } from "#kernel/outbox";
import type { Operation } from "#kernel/service";
import { services } from "#services/index";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { AWS_ENDPOINTS, PEOPLE, waitBefore } from "../delivery-policy.ts";

/** Calls that fail from now on: while above zero. */
let failing = 0;
/** What reached the services that are replaced. */
const seen: { readonly operation: string; readonly input: Record<string, unknown> }[] = [];

/** A service whose operation breaks as often as `failing` says. */
function breaking(entry: ServiceEntry, operation: string, instead?: Operation): ServiceEntry {
  return {
    ...entry,
    load: async () => {
      const { service } = await entry.load();
      const own = instead ?? service.handlers.get(operation)!;
      const handlers = new Map(service.handlers);
      handlers.set(operation, {
        name: operation,
        run: (ctx, input) => {
          seen.push({ operation, input });
          if (failing-- > 0) throw new Fault("ServiceUnavailable", "Not now.", 503);
          failing = 0;
          return own.run(ctx, input);
        },
      });
      return { service: { ...service, handlers } };
    },
  };
}

let brume: TestBrume;
let sns: s.SNSClient;
let sqs: q.SQSClient;
beforeAll(async () => {
  brume = await testBrume({
    services: services.map((entry) =>
      entry.id === "sqs"
        ? breaking(entry, "SendMessage")
        : entry.id === "lambda"
          ? breaking(entry, "Invoke", { name: "Invoke", run: () => ({ StatusCode: 202 }) })
          : entry,
    ),
  });
  sns = new s.SNSClient(brume.client);
  sqs = new q.SQSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(async () => {
  await brume.kernel.reset();
  failing = 0;
  seen.length = 0;
});

async function queue(QueueName: string): Promise<string> {
  const Attributes = QueueName.endsWith(".fifo") ? { FifoQueue: "true" } : {};
  return (await sqs.send(new q.CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
}
const arnOf = (name: string, account = "000000000000"): string =>
  `arn:aws:sqs:us-east-1:${account}:${name}`;
async function received(QueueUrl: string, client = sqs): Promise<q.Message[]> {
  const { Messages = [] } = await client.send(
    new q.ReceiveMessageCommand({
      ...{ QueueUrl, MaxNumberOfMessages: 10 },
      ...{ MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] },
    }),
  );
  return Messages;
}

test("AWS's endpoints are tried 100,016 times within 23 days, people 51 times within six hours", () => {
  const waits = (policy: typeof PEOPLE): number[] => {
    const out: number[] = [];
    for (let i = 0; ; i++) {
      const wait = waitBefore(policy, i);
      if (wait === undefined) return out;
      out.push(wait);
    }
  };
  const own = waits(AWS_ENDPOINTS);
  expect(own).toHaveLength(100_015);
  expect(own.slice(0, 5)).toEqual([0, 0, 0, 1_000, 1_000]);
  expect([own[5], own[14], own[15], own.at(-1)]).toEqual([1_000, 20_000, 20_000, 20_000]);
  expect(Math.round(own.reduce((a, b) => a + b) / 86_400_000)).toBe(23);
  const people = waits(PEOPLE);
  expect([people.length, people[0], people[11], people.at(-1)]).toEqual([
    ...[50, 10_000, 600_000, 600_000],
  ]);
});

test("a function that cannot be reached is tried again at once, after a second, ever slower", async () => {
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "t" }));
  const Endpoint = "arn:aws:lambda:us-east-1:000000000000:function:f";
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint }));
  failing = 9;
  await sns.send(new s.PublishCommand({ TopicArn, Message: "m" }));
  const counts: number[] = [];
  for (const ms of [0, 1_000, 1_000, 60_000]) {
    await brume.advance(ms);
    counts.push(seen.length);
  }
  // Once and three times more at once; after one second; after another; and so on until it works.
  expect(counts).toEqual([4, 5, 6, 10]);
  const { Records } = JSON.parse(Buffer.from(seen[9]!.input["Payload"] as Uint8Array).toString());
  expect(Records[0]).toMatchObject({
    EventSource: "aws:sns",
    Sns: { Type: "Notification", Message: "m", Subject: null },
  });
  expect(Object.keys(Records[0].Sns)).toContain("SigningCertUrl");
});

test("what a function took is logged as Lambda answers", async () => {
  const iam = new IAMClient(brume.client);
  const Version = "2012-10-17";
  const trust = {
    ...{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sts:AssumeRole" },
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version, Statement: [trust] });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "feedback", AssumeRolePolicyDocument }),
  );
  const { TopicArn } = await sns.send(
    new s.CreateTopicCommand({
      ...{ Name: "t", Attributes: { LambdaSuccessFeedbackRoleArn: Role!.Arn! } },
    }),
  );
  const Endpoint = "arn:aws:lambda:us-east-1:000000000000:function:f";
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "lambda", Endpoint }));
  failing = 5;
  await sns.send(new s.PublishCommand({ TopicArn, Message: "hello" }));
  await brume.advance(10_000);
  const logs = new CloudWatchLogsClient(brume.client);
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: "sns/us-east-1/000000000000/t" }),
  );
  const [line] = events.map(({ message }) => JSON.parse(message!));
  expect(line).toMatchObject({
    notification: { messageMD5Sum: "5d41402abc4b2a76b9719d911017c592" },
    delivery: { destination: Endpoint, attempts: 6, statusCode: 202, dwellTimeMs: 2_000 },
    status: "SUCCESS",
  });
  expect(Object.keys(JSON.parse(line.delivery.providerResponse))).toEqual(["lambdaRequestId"]);
});

test("nothing of a group overtakes what must be tried again; other groups do not wait", async () => {
  const url = await queue("q.fifo");
  const { TopicArn } = await sns.send(
    new s.CreateTopicCommand({
      ...{ Name: "t.fifo", Attributes: { FifoTopic: "true", ContentBasedDeduplication: "true" } },
    }),
  );
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: arnOf("q.fifo") }));
  const publish = (Message: string, MessageGroupId: string) =>
    sns.send(new s.PublishCommand({ TopicArn, Message, MessageGroupId }));
  failing = 6;
  await publish("a1", "a");
  await brume.advance(0);
  failing = 0;
  await publish("a2", "a");
  await publish("b1", "b");
  await publish("a3", "a");
  const bodies = async () =>
    (await received(url)).map(({ Body }) => JSON.parse(Body!).Message as string);
  expect(await bodies()).toEqual(["b1"]);
  await brume.advance(2_000);
  expect(await bodies()).toEqual(["a1", "a2", "a3"]);
});

test("what waits for a queue lies sealed under the topic's key", async () => {
  const client = new kms.KMSClient(brume.client);
  const { KeyMetadata } = await client.send(new kms.CreateKeyCommand({}));
  const { TopicArn } = await sns.send(
    new s.CreateTopicCommand({
      ...{ Name: "t", Attributes: { KmsMasterKeyId: KeyMetadata!.KeyId! } },
    }),
  );
  const url = await queue("q");
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: arnOf("q") }));
  failing = 6;
  const bytes = { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) };
  await sns.send(
    new s.PublishCommand({ TopicArn, Message: "very secret", MessageAttributes: { b: bytes } }),
  );
  await brume.advance(0);
  const rows = await brume.kernel.store.view((tx) => tx.bind(kernelTables, "", "").outbox.list());
  expect(rows).toHaveLength(1);
  expect(rows[0]!.delivery).toContain("sealed");
  expect(rows[0]!.delivery).not.toContain("secret");
  await brume.advance(10_000);
  const [message] = await received(url);
  expect(JSON.parse(message!.Body!)).toMatchObject({
    ...{ Message: "very secret", MessageAttributes: { b: { Type: "Binary", Value: "AQI=" } } },
  });
});

test("a topic's key that is missing, disabled, not allowed refuses what is published", async () => {
  const enforcing = await testBrume({ iam: "enforce", running: true });
  try {
    const topics = new s.SNSClient(enforcing.client);
    const client = new kms.KMSClient(enforcing.client);
    const { KeyMetadata } = await client.send(new kms.CreateKeyCommand({}));
    const KeyId = KeyMetadata!.KeyId!;
    const { TopicArn } = await topics.send(new s.CreateTopicCommand({ Name: "t" }));
    const keyed = (AttributeValue: string) =>
      topics.send(
        new s.SetTopicAttributesCommand({
          ...{ TopicArn, AttributeName: "KmsMasterKeyId", AttributeValue },
        }),
      );
    const publish = () =>
      topics.send(new s.PublishCommand({ TopicArn, Message: "m" })).then(
        () => "done",
        (error: s.SNSServiceException) =>
          `${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`,
      );
    await keyed(KeyId);
    expect(await publish()).toBe("done");
    await client.send(new kms.DisableKeyCommand({ KeyId }));
    expect(await publish()).toMatch(
      /^400 KMSDisabledException: arn:.* is disabled\. \(Service: AWSKMS; Status Code: 400; Error Code: DisabledException; Request ID: /,
    );
    await client.send(new kms.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect(await publish()).toStartWith("400 KMSInvalidStateException: ");
    await keyed("00000000-0000-0000-0000-000000000000");
    expect(await publish()).toStartWith("400 KMSNotFoundException: ");
    const { KeyMetadata: own } = await client.send(
      new kms.CreateKeyCommand({
        BypassPolicyLockoutSafetyCheck: true,
        Policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              ...{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" } },
              ...{ Action: "kms:*", Resource: "*" },
            },
          ],
        }),
      }),
    );
    await keyed(own!.KeyId!);
    expect(await publish()).toStartWith("400 KMSAccessDeniedException: ");
    await keyed("alias/aws/sns");
    expect(await publish()).toBe("done");
  } finally {
    await enforcing.stop();
  }
});

test("a queue of another account gets the token, and messages once its owner has confirmed", async () => {
  const accessKeyId = "111122223333";
  const theirs = { ...brume.client, credentials: { accessKeyId, secretAccessKey: "x" } };
  const their = new q.SQSClient(theirs);
  const { QueueUrl } = await their.send(new q.CreateQueueCommand({ QueueName: "q" }));
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "t" }));
  const subscribe = { TopicArn, Protocol: "sqs", Endpoint: arnOf("q", accessKeyId) };
  const asked = await sns.send(new s.SubscribeCommand(subscribe));
  expect(asked.SubscriptionArn).toBe("pending confirmation");
  await sns.send(new s.PublishCommand({ TopicArn, Message: "early" }));
  await brume.advance(0);
  const [confirmation, ...none] = await received(QueueUrl!, their);
  expect(none).toEqual([]);
  const { Type, Token, SubscribeURL } = JSON.parse(confirmation!.Body!);
  expect([Type, SubscribeURL.includes(Token)]).toEqual(["SubscriptionConfirmation", true]);
  const owner = new s.SNSClient(theirs);
  const done = await owner.send(new s.ConfirmSubscriptionCommand({ TopicArn, Token }));
  expect(done.SubscriptionArn).toStartWith(`${TopicArn}:`);
  await sns.send(new s.PublishCommand({ TopicArn, Message: "heard" }));
  await brume.advance(0);
  const [message] = await received(QueueUrl!, their);
  expect(JSON.parse(message!.Body!).Message).toBe("heard");
  // Its owner needs no confirmation.
  const { QueueUrl: other } = await their.send(new q.CreateQueueCommand({ QueueName: "own" }));
  expect(other).toContain(accessKeyId);
  const own = await owner.send(
    new s.SubscribeCommand({ ...subscribe, Endpoint: arnOf("own", accessKeyId) }),
  );
  expect(own.SubscriptionArn).toStartWith(`${TopicArn}:`);
});

test("trace headers pass through; an active topic makes one where none came", async () => {
  const url = await queue("q");
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "t" }));
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: arnOf("q") }));
  const publish = async (trace?: string) => {
    const command = new s.PublishCommand({ TopicArn, Message: "m" });
    if (trace !== undefined)
      command.middlewareStack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers["x-amzn-trace-id"] = trace;
          return next(args);
        },
        { step: "build" },
      );
    await sns.send(command);
    const [message] = await received(url);
    return message!.Attributes!.AWSTraceHeader;
  };
  expect(await publish()).toBeUndefined();
  const given = "Root=1-67891233-abcdef012345678912345678;Sampled=1";
  expect(await publish(given)).toBe(given);
  await sns.send(
    new s.SetTopicAttributesCommand({
      ...{ TopicArn, AttributeName: "TracingConfig", AttributeValue: "Active" },
    }),
  );
  expect(await publish()).toMatch(
    /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1$/,
  );
});
