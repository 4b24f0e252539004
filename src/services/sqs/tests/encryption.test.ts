/** Server-side encryption of queues: what stands in the store, who may read it, and until when. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GenerateDataKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { tables } from "../tables.ts";

let brume: TestBrume;
let sqs: SQSClient;
let kms: KMSClient;

beforeAll(async () => {
  brume = await testBrume();
  sqs = new SQSClient(brume.client);
  kms = new KMSClient(brume.client);
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

async function queue(QueueName: string, Attributes: Record<string, string>): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
}

const newKey = async (): Promise<string> =>
  (await kms.send(new CreateKeyCommand({}))).KeyMetadata!.KeyId!;

const send = (QueueUrl: string, MessageBody: string, client = sqs) =>
  client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody,
      MessageAttributes: { kind: { DataType: "String", StringValue: "a secret kind" } },
    }),
  );

const receive = async (QueueUrl: string, client = sqs) =>
  (
    await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["All"],
      }),
    )
  ).Messages ?? [];

const failure = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error) => `${error.name}: ${error.message.replace(/ID: [\w-]+/, "ID: ...")}`,
  );

/** All that the store holds of messages. */
const stored = async (): Promise<string> =>
  JSON.stringify(await brume.kernel.store.view((tx) => tx.bind(tables, "", "").message.list()));

test.each([
  ["a KMS key", { KmsMasterKeyId: "alias/aws/sqs" }],
  ["SQS's own key", { SqsManagedSseEnabled: "true" }],
])("under %s the store holds neither body nor attributes", async (_name, attributes) => {
  const url = await queue("sealed", attributes);
  const sent = await send(url, "a secret body");
  const [message] = await receive(url);
  expect(message).toMatchObject({
    Body: "a secret body",
    MD5OfBody: sent.MD5OfMessageBody,
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    MessageAttributes: { kind: { StringValue: "a secret kind" } },
  });
  expect(await stored()).not.toContain("secret");
  const seen = await fetch(`${brume.url}/_aws/sqs/messages?QueueUrl=${url}`);
  expect(await seen.text()).toContain("a secret body");
  await sqs.send(
    new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message!.ReceiptHandle }),
  );
  expect(await receive(url)).toEqual([]);
});

test("without encryption a body stands as it was sent; both kinds are read side by side", async () => {
  const url = await queue("open", {});
  await send(url, "plainly");
  expect(await stored()).toContain("plainly");
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { SqsManagedSseEnabled: "true" } }),
  );
  await send(url, "own");
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: url,
      Attributes: { KmsMasterKeyId: await newKey() },
    }),
  );
  await send(url, "kms");
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({
    SqsManagedSseEnabled: "false",
    KmsDataKeyReusePeriodSeconds: "300",
  });
  expect((await receive(url)).map((message) => message.Body)).toEqual(["plainly", "own", "kms"]);
});

test("a data key serves for its reuse period, then KMS is asked again and may refuse", async () => {
  const KeyId = await newKey();
  const url = await queue("reuse", { KmsMasterKeyId: KeyId, KmsDataKeyReusePeriodSeconds: "60" });
  await send(url, "one");
  const asked = () =>
    brume.kernel.journal.last(1_000).filter((entry) => entry.service === "kms").length;
  const before = asked();
  await send(url, "two");
  expect(await receive(url)).toHaveLength(2);
  expect(asked()).toBe(before);
  await kms.send(new DisableKeyCommand({ KeyId }));
  await send(url, "three");
  await brume.advance(61_000);
  const words = `KmsDisabled: arn:aws:kms:us-east-1:000000000000:key/${KeyId} is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException; Request ID: ...; Proxy: null)`;
  expect(await failure(send(url, "four"))).toBe(words);
  expect(await failure(receive(url))).toBe(words);
  const Entries = [{ Id: "a", MessageBody: "x" }];
  expect(await failure(sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries })))).toBe(
    words,
  );
  await kms.send(new EnableKeyCommand({ KeyId }));
  const left = await receive(url);
  expect(left.map((message) => message.Body)).toEqual(["one", "two", "three"]);
  // What could not be read was not received either.
  expect(left[2]!.Attributes!["ApproximateReceiveCount"]).toBe("1");
});

test("a key that is missing or to be deleted", async () => {
  const none = await queue("none", { KmsMasterKeyId: "alias/none" });
  expect(await failure(send(none, "x"))).toBe(
    "KmsNotFound: Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found. (Service: AWSKMS; Status Code: 400; Error Code: NotFoundException; Request ID: ...; Proxy: null)",
  );
  const KeyId = await newKey();
  const url = await queue("ending", { KmsMasterKeyId: KeyId });
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  expect(await failure(send(url, "x"))).toBe(
    `KmsInvalidState: arn:aws:kms:us-east-1:000000000000:key/${KeyId} is pending deletion. (Service: AWSKMS; Status Code: 400; Error Code: KMSInvalidStateException; Request ID: ...; Proxy: null)`,
  );
  const answer = await fetch(none, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "Action=SendMessage&Version=2012-11-05&MessageBody=x",
  });
  expect([answer.status, await answer.text()]).toEqual([
    400,
    expect.stringContaining("<Code>KMS.NotFoundException</Code>"),
  ]);
});

test("a message keeps its seal in a dead-letter queue", async () => {
  const dead = await queue("dead", {});
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:dead",
    maxReceiveCount: 1,
  });
  const url = await queue("live", { KmsMasterKeyId: await newKey(), RedrivePolicy });
  await send(url, "a secret body");
  await receive(url);
  expect(await receive(url)).toEqual([]);
  expect(await stored()).not.toContain("secret");
  expect((await receive(dead)).map((message) => message.Body)).toEqual(["a secret body"]);
});

test("a topic delivers to a queue whose key it may use", async () => {
  const policy = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }],
  };
  const key = await kms.send(new CreateKeyCommand({ Policy: JSON.stringify(policy) }));
  const url = await queue("topical", { KmsMasterKeyId: key.KeyMetadata!.Arn! });
  const sns = new SNSClient(brume.client);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "news" }));
  const Endpoint = "arn:aws:sqs:us-east-1:000000000000:topical";
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  await sns.send(new PublishCommand({ TopicArn, Message: "a secret message" }));
  await brume.kernel.settle();
  expect(await stored()).not.toContain("secret");
  expect((await receive(url))[0]!.Body).toContain("a secret message");
});

test("whoever may use the queue and not its key is refused", async () => {
  const strict = await testBrume({ iam: "enforce", running: true });
  try {
    const client = strict.client;
    const iam = new IAMClient(client);
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
    };
    await iam.send(
      new CreateRoleCommand({
        RoleName: "sender",
        AssumeRolePolicyDocument: JSON.stringify(trust),
      }),
    );
    await iam.send(
      new AttachRolePolicyCommand({
        RoleName: "sender",
        PolicyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess",
      }),
    );
    const { Credentials } = await new STSClient(client).send(
      new AssumeRoleCommand({
        RoleArn: "arn:aws:iam::000000000000:role/sender",
        RoleSessionName: "session",
      }),
    );
    const role = new SQSClient({
      ...client,
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken!,
      },
    });
    const root = new SQSClient(client);
    const made = await new KMSClient(client).send(new CreateKeyCommand({}));
    const { QueueUrl } = await root.send(
      new CreateQueueCommand({
        QueueName: "kept",
        Attributes: { KmsMasterKeyId: made.KeyMetadata!.Arn! },
      }),
    );
    await send(QueueUrl!, "for root alone", root);
    const { Arn } = made.KeyMetadata!;
    const refused = (action: string) =>
      `KmsAccessDenied: User: arn:aws:sts::000000000000:assumed-role/sender/session is not authorized to perform: kms:${action} on resource: ${Arn} because no identity-based policy allows the kms:${action} action (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: ...; Proxy: null)`;
    expect(await failure(send(QueueUrl!, "x", role))).toBe(refused("GenerateDataKey"));
    expect(await failure(receive(QueueUrl!, role))).toBe(refused("Decrypt"));
    expect(await receive(QueueUrl!, root)).toHaveLength(1);
    // The key that AWS owns is for all who may use the queue, and through SQS alone.
    const managed = await root.send(
      new CreateQueueCommand({
        QueueName: "managed",
        Attributes: { KmsMasterKeyId: "alias/aws/sqs" },
      }),
    );
    expect(await failure(send(managed.QueueUrl!, "for all", role))).toBe("done");
    expect(await receive(managed.QueueUrl!, role)).toHaveLength(1);
    const direct = new KMSClient({ ...client, credentials: role.config.credentials });
    expect(
      await failure(
        direct.send(new GenerateDataKeyCommand({ KeyId: "alias/aws/sqs", KeySpec: "AES_256" })),
      ),
    ).toContain("AccessDeniedException");
  } finally {
    await strict.stop();
  }
});
