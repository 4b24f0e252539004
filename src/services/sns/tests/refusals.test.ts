/** Every code of SNS's API pages that Brume raises, with its status and words. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as s from "@aws-sdk/client-sns";
import { type TestBrume, testBrume } from "#test/harness/brume";

const BASE = "arn:aws:sns:us-east-1:000000000000:";
const QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";
const PHONE = "+15550100";
const TopicArn = `${BASE}t`;
const FIFO = `${BASE}f.fifo`;
const Label = "label";

let brume: TestBrume;
let sns: s.SNSClient;
let subscription: string;
let endpoint: string;
let disabled: string;
const application = `${BASE}app/GCM/shop`;

beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
  await sns.send(new s.CreateTopicCommand({ Name: "t" }));
  const Attributes = { FifoTopic: "true", ArchivePolicy: '{"MessageRetentionPeriod":"1"}' };
  await sns.send(new s.CreateTopicCommand({ Name: "f.fifo", Attributes }));
  await sns.send(new s.CreateTopicCommand({ Name: "full.fifo", Attributes }));
  await sns.send(new s.CreateTopicCommand({ Name: "tagged", Tags: [{ Key: "a", Value: "1" }] }));
  const subscribe = async (more: Partial<s.SubscribeCommandInput>) =>
    (
      await sns.send(
        new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: QUEUE, ...more }),
      )
    ).SubscriptionArn!;
  subscription = await subscribe({});
  for (let i = 0; i < 100; i++)
    await subscribe({ TopicArn: `${BASE}full.fifo`, Endpoint: `${QUEUE}${i}` });
  await sns.send(new s.CreateTopicCommand({ Name: "filtered" }));
  for (let i = 0; i < 200; i++)
    await subscribe({
      ...{ TopicArn: `${BASE}filtered`, Endpoint: `${QUEUE}${i}` },
      Attributes: { FilterPolicy: '{"a":["b"]}' },
    });
  const make = (Name: string) =>
    new s.CreatePlatformApplicationCommand({
      ...{ Name, Platform: "GCM", Attributes: { PlatformCredential: "x" } },
    });
  await sns.send(make("shop"));
  await sns.send(make("off"));
  const on = async (PlatformApplicationArn: string, Token: string) =>
    (await sns.send(new s.CreatePlatformEndpointCommand({ PlatformApplicationArn, Token })))
      .EndpointArn!;
  endpoint = await on(application, "device");
  disabled = await on(`${BASE}app/GCM/off`, "device");
  await sns.send(
    new s.SetEndpointAttributesCommand({ EndpointArn: endpoint, Attributes: { Enabled: "false" } }),
  );
  await sns.send(
    new s.SetPlatformApplicationAttributesCommand({
      ...{ PlatformApplicationArn: `${BASE}app/GCM/off`, Attributes: { Enabled: "false" } },
    }),
  );
  await fetch(`${brume.url}/_aws/sns/opt-out?phone=%2B15550199`, { method: "POST" });
  await fetch(`${brume.url}/_aws/sns/sandbox?in=true`, { method: "POST" });
  for (let i = 0; i < 10; i++)
    await sns.send(new s.CreateSMSSandboxPhoneNumberCommand({ PhoneNumber: `+1555010${i}` }));
}, 60_000);
afterAll(() => brume.stop());

const REPLAY = '{"PointType":"Timestamp","StartingPoint":"2026-01-01T00:00:00Z"}';
const attributes = (Attributes: Record<string, string>, Name = "new") =>
  new s.CreateTopicCommand({ Name, Attributes });
const set = (AttributeName: string, AttributeValue: string, topic = TopicArn) =>
  new s.SetTopicAttributesCommand({ TopicArn: topic, AttributeName, AttributeValue });
const setSub = (AttributeName: string, AttributeValue: string) =>
  new s.SetSubscriptionAttributesCommand({
    ...{ SubscriptionArn: subscription, AttributeName, AttributeValue },
  });
const subscribe = (more: Partial<s.SubscribeCommandInput>) =>
  new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: `${QUEUE}x`, ...more });
const publish = (more: Partial<s.PublishCommandInput>) =>
  new s.PublishCommand({ TopicArn, Message: "m", ...more });
const attribute = (DataType: string, StringValue?: string) =>
  publish({ MessageAttributes: { a: { DataType, ...(StringValue ? { StringValue } : {}) } } });
const named = (name: string) =>
  publish({ MessageAttributes: { [name]: { DataType: "String", StringValue: "x" } } });
const bytes = (DataType: string) =>
  publish({ MessageAttributes: { a: { DataType, BinaryValue: new Uint8Array([1]) } } });
const scoped = (Action: string | string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action, Resource: TopicArn }],
  });
const redriven = (target: string) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:${target}` }),
});
const tags = (...keys: string[]) => keys.map((Key, i) => ({ Key, Value: `${i}` }));
const OUT_OF_SCOPE = "Policy statement action out of service scope!";
const batch = (...PublishBatchRequestEntries: s.PublishBatchRequestEntry[]) =>
  new s.PublishBatchCommand({ TopicArn, PublishBatchRequestEntries });
const entries = (n: number, Message = "m") =>
  Array.from({ length: n }, (_, i) => ({ Id: `${i}`, Message }));

// biome-ignore lint/suspicious/noExplicitAny: commands of every kind.
type Case = readonly [command: () => any, status: number, code: string, words: string];
/** In words that stand alone. */
const refused = (command: Case[0], words: string): Case => [
  ...([command, 400, "InvalidParameter"] as const),
  words,
];
const wrongAttribute = (command: Case[0], words: string): Case => [
  ...([command, 400, "ParameterValueInvalid"] as const),
  words,
];
const invalid = (command: Case[0], words: string): Case => [
  ...([command, 400, "InvalidParameter"] as const),
  `Invalid parameter: ${words}`,
];
const missing = (command: Case[0], words: string): Case => [command, 404, "NotFound", words];

const CASES: readonly Case[] = [
  missing(() => publish({ TopicArn: `${BASE}none` }), "Topic does not exist"),
  missing(
    () => new s.GetTopicAttributesCommand({ TopicArn: `${BASE}none` }),
    "Topic does not exist",
  ),
  missing(() => subscribe({ TopicArn: `${BASE}none` }), "Topic does not exist"),
  missing(
    () => new s.GetSubscriptionAttributesCommand({ SubscriptionArn: `${TopicArn}:none` }),
    "Subscription does not exist",
  ),
  missing(
    () => new s.GetEndpointAttributesCommand({ EndpointArn: `${BASE}endpoint/GCM/shop/none` }),
    "Endpoint does not exist",
  ),
  missing(
    () =>
      new s.GetPlatformApplicationAttributesCommand({
        PlatformApplicationArn: `${BASE}app/GCM/none`,
      }),
    "PlatformApplication does not exist",
  ),
  [
    () => new s.ListTagsForResourceCommand({ ResourceArn: `${BASE}none` }),
    ...([404, "ResourceNotFound", "Resource does not exist"] as const),
  ],
  [
    () =>
      new s.TagResourceCommand({
        ResourceArn: TopicArn,
        Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `${i}`, Value: "v" })),
      }),
    ...([400, "TagLimitExceeded"] as const),
    "Could not complete request: tag quota of per resource exceeded",
  ],
  invalid(
    () => publish({ TopicArn: "x" }),
    "TopicArn Reason: An ARN must have at least 6 elements, not 1",
  ),
  invalid(() => publish({ TopicArn: QUEUE }), "TopicArn"),
  invalid(() => publish({ TopicArn: `${TopicArn}:x` }), "TopicArn"),
  invalid(
    () => new s.PublishCommand({ TargetArn: `${BASE}endpoint/APNS/abc/f7d5-4c3a`, Message: "m" }),
    "TargetArn Reason: No endpoint found for the target arn specified",
  ),
  invalid(() => new s.CreateTopicCommand({ Name: "a b" }), "Topic Name"),
  invalid(
    () => new s.CreateTopicCommand({ Name: "twice", Tags: tags("a", "a") }),
    "Duplicated keys are not allowed.",
  ),
  invalid(
    () => new s.TagResourceCommand({ ResourceArn: TopicArn, Tags: tags("a", "b", "a") }),
    "Duplicated keys are not allowed.",
  ),
  invalid(() => attributes({ FifoTopic: "no" }), "FifoTopic"),
  invalid(() => attributes({ FifoThroughputScope: "Topic" }), "FifoThroughputScope"),
  invalid(
    () => attributes({ FifoTopic: "true", ContentBasedDeduplication: "yes" }, "x.fifo"),
    "ContentBasedDeduplication",
  ),
  invalid(() => attributes({ Policy: scoped("sqs:SendMessage") }), OUT_OF_SCOPE),
  invalid(() => set("Policy", scoped(["SNS:Publish", "SNS:CreateTopic"])), OUT_OF_SCOPE),
  invalid(
    () =>
      new s.AddPermissionCommand({
        ...{ TopicArn, Label, AWSAccountId: ["111122223333"] },
        ActionName: ["Subscribe", "SetSubscriptionAttributes"],
      }),
    OUT_OF_SCOPE,
  ),
  invalid(() => new s.CreateTopicCommand({ Name: "x.fifo" }), "Topic Name"),
  invalid(() => attributes({ Nothing: "x" }), "AttributeName"),
  invalid(() => attributes({ Policy: "{" }), "Policy Error: null"),
  invalid(() => attributes({ SignatureVersion: "3" }), "SignatureVersion"),
  invalid(() => attributes({ TracingConfig: "On" }), "TracingConfig"),
  invalid(() => attributes({ DisplayName: "x".repeat(101) }), "DisplayName"),
  invalid(() => attributes({ MaximumMessageSize: "1048577" }), "MaximumMessageSize"),
  invalid(() => attributes({ SQSSuccessFeedbackRoleArn: "x" }), "SQSSuccessFeedbackRoleArn"),
  invalid(
    () => attributes({ SQSSuccessFeedbackSampleRate: "101" }),
    "SQSSuccessFeedbackSampleRate",
  ),
  invalid(
    () => attributes({ FifoTopic: "true", FifoThroughputScope: "x" }, "x.fifo"),
    "FifoThroughputScope",
  ),
  invalid(
    () => attributes({ ContentBasedDeduplication: "true" }),
    "Attributes Reason: Content-based deduplication can only be set for FIFO topics",
  ),
  invalid(
    () => attributes({ DisplayName: "other" }, "t"),
    "Attributes Reason: Topic already exists with different attributes",
  ),
  invalid(
    () => new s.CreateTopicCommand({ Name: "tagged", Tags: [{ Key: "b", Value: "1" }] }),
    "Tags Reason: Topic already exists with different tags",
  ),
  invalid(() => set("FifoTopic", "true"), "AttributeName"),
  invalid(() => set("DeliveryPolicy", "{"), "DeliveryPolicy: failed to parse JSON."),
  [
    () => new s.DeleteTopicCommand({ TopicArn: FIFO }),
    ...([400, "InvalidState", "Cannot delete a topic with an ArchivePolicy"] as const),
  ],
  invalid(
    () =>
      new s.PutDataProtectionPolicyCommand({ ResourceArn: TopicArn, DataProtectionPolicy: "{" }),
    "DataProtectionPolicy Reason: must be valid JSON",
  ),
  invalid(
    () => subscribe({ Protocol: "smoke" }),
    "Amazon SNS does not support this protocol string: smoke",
  ),
  invalid(() => subscribe({ Endpoint: "x" }), "SQS endpoint ARN"),
  invalid(() => subscribe({ Protocol: "email", Endpoint: "x" }), "Email address"),
  invalid(
    () => subscribe({ Protocol: "http", Endpoint: "https://x" }),
    "Endpoint must match the specified protocol",
  ),
  invalid(
    () => subscribe({ TopicArn: FIFO, Protocol: "email", Endpoint: "a@b.c" }),
    "Invalid protocol type: email",
  ),
  invalid(
    () => subscribe({ Endpoint: `${QUEUE}.fifo` }),
    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
  ),
  invalid(() => subscribe({ Attributes: { Nothing: "x" } }), "Attributes Reason: AttributeName"),
  invalid(
    () => subscribe({ Attributes: { RawMessageDelivery: "yes" } }),
    "Attributes Reason: RawMessageDelivery: Invalid value [yes]. Must be true or false.",
  ),
  invalid(
    () => subscribe({ Attributes: { FilterPolicyScope: "x" } }),
    "Attributes Reason: FilterPolicyScope: Invalid value [x]. Please use either MessageBody or MessageAttributes",
  ),
  invalid(
    () => subscribe({ Attributes: { FilterPolicy: '{"a":{"b":["c"]}}' } }),
    "Attributes Reason: Filter policy scope MessageAttributes does not support nested filter policy",
  ),
  invalid(
    () => subscribe({ Endpoint: QUEUE, Attributes: { RawMessageDelivery: "true" } }),
    "Attributes Reason: Subscription already exists with different attributes",
  ),
  invalid(
    () =>
      subscribe({
        ...{ TopicArn: FIFO, Endpoint: `${QUEUE}2.fifo` },
        Attributes: { RedrivePolicy: `{"deadLetterTargetArn":"${QUEUE}"}` },
      }),
    "Attributes Reason: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.",
  ),
  ...[TopicArn, FIFO].map((topic) =>
    invalid(
      () =>
        subscribe({
          ...{ TopicArn: topic, Endpoint: `${QUEUE}3` },
          Attributes: redriven("us-east-1:000000000000:d.fifo"),
        }),
      "Attributes Reason: RedrivePolicy: must use a standard queue as DLQ for a standard Subscription.",
    ),
  ),
  ...["us-west-2:000000000000:d", "us-east-1:111122223333:d"].map((target) =>
    invalid(
      () => setSub("RedrivePolicy", redriven(target).RedrivePolicy),
      "RedrivePolicy: must use a queue of the Subscription's account and region as DLQ.",
    ),
  ),
  refused(() => subscribe({ Protocol: "sms", Endpoint: "nope" }), "Invalid SMS endpoint: nope"),
  [
    () => subscribe({ TopicArn: `${BASE}full.fifo`, Endpoint: `${QUEUE}101` }),
    ...([403, "SubscriptionLimitExceeded"] as const),
    "Your account has exceeded the maximum number of allowed subscriptions.",
  ],
  [
    () =>
      subscribe({
        ...{ TopicArn: `${BASE}filtered`, Endpoint: `${QUEUE}201` },
        Attributes: { FilterPolicy: '{"a":["b"]}' },
      }),
    ...([403, "FilterPolicyLimitExceeded"] as const),
    "Your account has exceeded the maximum number of allowed filter policies.",
  ],
  invalid(
    () =>
      subscribe({
        Protocol: "firehose",
        Endpoint: "arn:aws:firehose:us-east-1:000000000000:deliverystream/d",
      }),
    "Attributes Reason: SubscriptionRoleArn is required",
  ),
  invalid(() => setSub("FilterPolicy", "{"), "FilterPolicy: failed to parse JSON."),
  invalid(() => setSub("RedrivePolicy", "{"), "RedrivePolicy: failed to parse JSON."),
  invalid(
    () => setSub("RedrivePolicy", '{"deadLetterTargetArn":"x"}'),
    "RedrivePolicy: deadLetterTargetArn is an invalid arn",
  ),
  invalid(
    () => setSub("ReplayPolicy", REPLAY),
    "Attributes Reason: ReplayPolicy: Replay is only supported by FIFO topics with an ArchivePolicy",
  ),
  refused(() => new s.ConfirmSubscriptionCommand({ TopicArn, Token: "abc123" }), "Invalid token"),
  ...[TopicArn, `${BASE}none`].map((topic) =>
    invalid(
      () => new s.ConfirmSubscriptionCommand({ TopicArn: topic, Token: "0a".repeat(144) }),
      "Token",
    ),
  ),
  invalid(() => publish({ Message: "" }), "Empty message"),
  invalid(() => publish({ Message: "x".repeat(262_145) }), "Message too long"),
  ...["a\nb", "a\tb", "a\u0007b"].map((Subject) => invalid(() => publish({ Subject }), "Subject")),
  invalid(
    () => publish({ MessageStructure: "json" }),
    "Message Structure - JSON message body failed to parse",
  ),
  invalid(
    () => publish({ MessageStructure: "json", Message: "{}" }),
    "Message Structure - No default entry in JSON message body",
  ),
  wrongAttribute(
    () => attribute("Text", "x"),
    "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ),
  wrongAttribute(
    () => attribute("String"),
    "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
  ),
  ...(["String", "Number"] as const).map((type) =>
    wrongAttribute(
      () => bytes(type),
      `The message attribute 'a' with type '${type}' must use field 'String'.`,
    ),
  ),
  wrongAttribute(
    () => attribute("Binary", "x"),
    "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
  ),
  wrongAttribute(
    () => attribute("Number", "x"),
    "Could not cast message attribute 'a' value to number.",
  ),
  wrongAttribute(
    () => named("a^b"),
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
  ),
  wrongAttribute(
    () => named(".a"),
    "Invalid message attribute name starting with character '.' was found.",
  ),
  wrongAttribute(
    () => named("a."),
    "Invalid message attribute name ending with character '.' was found.",
  ),
  wrongAttribute(
    () => named("a..b"),
    "Message attribute name can not have successive '.' character.",
  ),
  wrongAttribute(
    () => named("a".repeat(257)),
    "Length of message attribute name must be less than 256 bytes.",
  ),
  invalid(
    () => publish({ MessageDeduplicationId: "d" }),
    "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
  ),
  invalid(
    () => publish({ TopicArn: FIFO }),
    "The MessageGroupId parameter is required for FIFO topics",
  ),
  invalid(
    () => publish({ TopicArn: FIFO, MessageGroupId: "g" }),
    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  ),
  invalid(
    () => publish({ MessageGroupId: "a b" }),
    "MessageGroupId Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length",
  ),
  invalid(
    () => new s.PublishCommand({ PhoneNumber: "0123", Message: "m" }),
    "PhoneNumber Reason: 0123 is not valid to publish to",
  ),
  [
    () => new s.PublishCommand({ TargetArn: endpoint, Message: "m" }),
    ...([400, "EndpointDisabled", "Endpoint is disabled"] as const),
  ],
  [
    () => new s.PublishCommand({ TargetArn: disabled, Message: "m" }),
    ...([400, "PlatformApplicationDisabled", "Platform application is disabled"] as const),
  ],
  [
    () => batch(...entries(11)),
    ...([400, "TooManyEntriesInBatchRequest"] as const),
    "The batch request contains more entries than permissible.",
  ],
  [
    () => batch({ Id: "a", Message: "m" }, { Id: "a", Message: "m" }),
    ...([400, "BatchEntryIdsNotDistinct"] as const),
    "Two or more batch entries in the request have the same Id.",
  ],
  [
    () => batch({ Id: "a b", Message: "m" }),
    ...([400, "InvalidBatchEntryId"] as const),
    "The Id of a batch entry in a batch request doesn't abide by the specification.",
  ],
  [
    () => batch(...entries(3, "x".repeat(100_000))),
    ...([400, "BatchRequestTooLong"] as const),
    "The length of all the messages put together is more than the limit.",
  ],
  invalid(
    () => batch({ Id: "a", Message: "m" }, { Id: "b", Message: "{}", MessageStructure: "json" }),
    "Message Structure - No default entry in JSON message body",
  ),
  wrongAttribute(
    () =>
      batch(
        { Id: "a", Message: "m" },
        { Id: "b", Message: "m", MessageAttributes: { a: { DataType: "Text" } } },
      ),
    "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ),
  ...(
    [
      [{}, "The MessageGroupId parameter is required for FIFO topics"],
      [
        { MessageGroupId: "g" },
        "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      ],
    ] as const
  ).map(([more, words]) =>
    invalid(
      () =>
        new s.PublishBatchCommand({
          TopicArn: FIFO,
          PublishBatchRequestEntries: [{ Id: "a", Message: "m", ...more }],
        }),
      words,
    ),
  ),
  invalid(
    () =>
      new s.CreatePlatformApplicationCommand({
        ...{ Name: "x", Platform: "PIGEON", Attributes: { PlatformCredential: "x" } },
      }),
    "Platform Reason: PIGEON is not supported",
  ),
  invalid(
    () =>
      new s.SetPlatformApplicationAttributesCommand({
        ...{ PlatformApplicationArn: application, Attributes: { EventEndpointCreated: "x" } },
      }),
    "Attributes Reason: Invalid value for attribute: EventEndpointCreated: cannot use x",
  ),
  invalid(
    () =>
      new s.CreatePlatformEndpointCommand({
        ...{ PlatformApplicationArn: application, Token: "t", CustomUserData: "x".repeat(2_049) },
      }),
    "Attributes Reason: Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding",
  ),
  invalid(
    () => new s.SetSMSAttributesCommand({ attributes: { Colour: "red" } }),
    "attributes Reason: Colour is not valid",
  ),
  invalid(
    () =>
      new s.SetSMSAttributesCommand({ attributes: { DeliveryStatusSuccessSamplingRate: "101" } }),
    "DeliveryStatusSuccessSamplingRate Reason: 101 is not valid",
  ),
  [
    () => new s.CreateSMSSandboxPhoneNumberCommand({ PhoneNumber: "+15550199" }),
    ...([400, "OptedOut"] as const),
    "The specified phone number opted out of receiving SMS messages from your AWS account.",
  ],
  [
    () => new s.CreateSMSSandboxPhoneNumberCommand({ PhoneNumber: "+15550188" }),
    ...([400, "UserError"] as const),
    "You can have up to 10 destination phone numbers in the SMS sandbox.",
  ],
  [
    () => new s.DeleteSMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE }),
    ...([400, "UserError"] as const),
    "You can delete destination phone numbers only after 24 or more hours have passed since verification or the last verification attempt.",
  ],
  [
    () =>
      new s.VerifySMSSandboxPhoneNumberCommand({ PhoneNumber: PHONE, OneTimePassword: "00000" }),
    ...([400, "VerificationException", "The one-time password is not valid."] as const),
  ],
  [
    () =>
      new s.VerifySMSSandboxPhoneNumberCommand({
        ...{ PhoneNumber: "+15550177", OneTimePassword: "00000" },
      }),
    ...([404, "ResourceNotFound", "The phone number does not exist."] as const),
  ],
];

test("each refusal has AWS's status, code and words", async () => {
  for (const [command, status, code, words] of CASES) {
    const answer = await sns.send(command()).then(
      () => "done",
      (error: s.SNSServiceException & { Code: string }) =>
        `${error.$metadata.httpStatusCode} ${error.Code}: ${error.message}`,
    );
    expect(answer).toBe(`${status} ${code}: ${words}`);
  }
});

test("policies may speak of all that topics can do, and of Receive", async () => {
  for (const Action of ["*", "sns:*", "SNS:Get*", "sns:Receive", "sns:ListTagsForResource"])
    await sns.send(set("Policy", scoped(Action)));
  const permission = {
    ...{ TopicArn, Label: "all", AWSAccountId: ["111122223333"] },
    ActionName: ["Subscribe", "ListSubscriptionsByTopic", "Receive"],
  };
  await sns.send(new s.AddPermissionCommand(permission));
  const { Attributes } = await sns.send(new s.GetTopicAttributesCommand({ TopicArn }));
  expect(JSON.parse(Attributes!["Policy"]!).Statement.at(-1)).toMatchObject({
    ...{ Sid: "all", Action: ["SNS:Subscribe", "SNS:ListSubscriptionsByTopic", "SNS:Receive"] },
  });
});

test("an empty batch; a permission whose label is taken", async () => {
  const said = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: s.SNSServiceException & { Code: string }) =>
        `${error.$metadata.httpStatusCode} ${error.Code}: ${error.message}`,
    );
  const empty = await fetch(brume.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=x",
    },
    body: `Action=PublishBatch&Version=2010-03-31&TopicArn=${TopicArn}&PublishBatchRequestEntries=`,
  });
  expect([empty.status, await empty.text()]).toEqual([
    400,
    expect.stringContaining("<Code>EmptyBatchRequest</Code>"),
  ]);
  const permit = new s.AddPermissionCommand({
    ...{ TopicArn, Label, AWSAccountId: ["111122223333"], ActionName: ["Publish"] },
  });
  await sns.send(permit);
  expect(await said(sns.send(permit))).toBe(
    "400 InvalidParameter: Invalid parameter: Statement already exists",
  );
});
