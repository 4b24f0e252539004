/** Every refusal of SQS, in both of its protocols: AWS's code, status and words. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
/** Values that a case names as "$name": what could only be known once it was there. */
const known = new Map<string, string>();

type Input = Readonly<Record<string, unknown>>;

/** A call in JSON: its status, code (the namespace taken off) and message. */
async function inJson(operation: string, input: Input) {
  const answer = await fetch(brume.url, {
    method: "POST",
    headers: {
      "x-amz-target": `AmazonSQS.${operation}`,
      "content-type": "application/x-amz-json-1.0",
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  const body = JSON.parse(text === "" ? "{}" : text) as Record<string, string>;
  const code = body?.["__type"]?.split("#")[1];
  return { body, told: [answer.status, code, body?.["message"] ?? ""] };
}

/** The same call in the Query protocol. */
async function inQuery(operation: string, input: Input) {
  const form = new URLSearchParams({ Action: operation, Version: "2012-11-05" });
  for (const [name, value] of Object.entries(input)) flatten(form, operation, name, value);
  const answer = await fetch(brume.url, { method: "POST", body: form });
  const text = await answer.text();
  const of = (tag: string) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)?.[1] ?? "";
  return [answer.status, of("Code"), unescaped(of("Message"))];
}

const unescaped = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");

/** Lists and maps by their names in the Query protocol. */
const LISTED: Readonly<Record<string, string>> = {
  Actions: "ActionName",
  AWSAccountIds: "AWSAccountId",
  AttributeNames: "AttributeName",
  TagKeys: "TagKey",
};
const MAPPED: Readonly<Record<string, readonly [name: string, key: string]>> = {
  Attributes: ["Attribute", "Name"],
  MessageAttributes: ["MessageAttribute", "Name"],
  Tags: ["Tag", "Key"],
};

function flatten(form: URLSearchParams, operation: string, name: string, value: unknown): void {
  if (Array.isArray(value)) {
    const listed = LISTED[name.split(".").at(-1)!] ?? `${operation}RequestEntry`;
    // An empty list has no parameter of its own.
    value.forEach((one, i) => flatten(form, operation, `${listed}.${i + 1}`, one));
  } else if (typeof value === "object" && value !== null) {
    const map = MAPPED[name.split(".").at(-1)!];
    const prefix = name.split(".").slice(0, -1);
    Object.entries(value).forEach(([key, one], i) => {
      if (map === undefined) return flatten(form, operation, `${name}.${key}`, one);
      const item = [...prefix, map[0], i + 1].join(".");
      form.set(`${item}.${map[1]}`, key);
      flatten(form, operation, `${item}.Value`, one);
    });
  } else form.set(name, String(value));
}

function filled<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value).replaceAll(/\$(\w+)/g, (_, name: string) =>
      JSON.stringify(known.get(name) ?? name).slice(1, -1),
    ),
  );
}

const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const made = async (operation: string, input: Input) => {
  const { body, told } = await inJson(operation, filled(input));
  expect(told[0]).toBe(200);
  return body as Record<string, never>;
};

beforeAll(async () => {
  brume = await testBrume();
  const queue = async (QueueName: string, Attributes: Record<string, string> = {}) => {
    const { QueueUrl } = await made("CreateQueue", { QueueName, Attributes });
    known.set(QueueName.replace(".", "_"), QueueUrl!);
  };
  const target = { deadLetterTargetArn: arn("dead"), maxReceiveCount: 1 };
  await queue("standard");
  await queue("small", { MaximumMessageSize: "1024" });
  await queue("dead");
  await queue("source", { RedrivePolicy: JSON.stringify(target) });
  await queue("closed", { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
  await queue("line.fifo", { FifoQueue: "true" });
  await queue("late.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  await queue("purged");
  await queue("deleted");
  await made("PurgeQueue", { QueueUrl: "$purged" });
  await made("DeleteQueue", { QueueUrl: "$deleted" });
  await made("AddPermission", {
    QueueUrl: "$standard",
    Label: "taken",
    Actions: ["SendMessage"],
    AWSAccountIds: ["111111111111"],
  });
  const receipt = async (QueueUrl: string, group: Input) => {
    await made("SendMessage", { QueueUrl, MessageBody: "m", ...group });
    const { Messages } = await made("ReceiveMessage", { QueueUrl });
    return (Messages as unknown as { ReceiptHandle: string }[])[0]!.ReceiptHandle;
  };
  known.set("receipt", await receipt("$standard", {}));
  known.set("expired", await receipt("$late_fifo", { MessageGroupId: "g" }));
  const gone = await receipt("$dead", {});
  known.set("gone", gone);
  await made("DeleteMessage", { QueueUrl: "$dead", ReceiptHandle: gone });
  // No longer in flight.
  await brume.advance(31_000);
  const started = await made("StartMessageMoveTask", { SourceArn: arn("dead") });
  known.set("ended", started["TaskHandle"]!);
  await brume.advance(1_000);
});
afterAll(() => brume.stop());

const Url = "$standard";
const handle = (value: Input) => Buffer.from(JSON.stringify(value)).toString("base64");
const statements = (count: number, more: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: Array.from({ length: count }, (_, i) => ({
      Sid: `s${i}`,
      Effect: "Allow",
      Principal: "*",
      Action: "sqs:SendMessage",
      Resource: arn("standard"),
      ...more,
    })),
  });
const message = (Id: string, more: object = {}) => ({ Id, MessageBody: "m", ...more });
const entries = (count: number) => Array.from({ length: count }, (_, i) => message(`e${i}`));
const attribute = (name: string, value: Input) => ({
  QueueUrl: Url,
  MessageBody: "m",
  MessageAttributes: { [name]: value },
});

type Case = readonly [
  operation: string,
  input: Input,
  status: number,
  code: string,
  words: string,
  queryCode?: string,
  queryWords?: string,
];
const INVALID = "InvalidParameterValue";
const NO_QUEUE = [
  400,
  "QueueDoesNotExist",
  "The specified queue does not exist.",
  "AWS.SimpleQueueService.NonExistentQueue",
  "The specified queue does not exist for this wsdl version.",
] as const;
const batch = (code: string) => `AWS.SimpleQueueService.${code}`;
const none = { QueueUrl: "none" };

const QUEUES: readonly Case[] = [
  ["GetQueueUrl", { QueueName: "none" }, ...NO_QUEUE],
  ["GetQueueAttributes", none, ...NO_QUEUE],
  ["SetQueueAttributes", { ...none, Attributes: { DelaySeconds: "1" } }, ...NO_QUEUE],
  ["DeleteQueue", none, ...NO_QUEUE],
  ["PurgeQueue", none, ...NO_QUEUE],
  ["ListQueueTags", none, ...NO_QUEUE],
  ["TagQueue", { ...none, Tags: { a: "b" } }, ...NO_QUEUE],
  ["UntagQueue", { ...none, TagKeys: ["a"] }, ...NO_QUEUE],
  ["ListDeadLetterSourceQueues", none, ...NO_QUEUE],
  ["RemovePermission", { ...none, Label: "a" }, ...NO_QUEUE],
  ["SendMessage", { ...none, MessageBody: "m" }, ...NO_QUEUE],
  ["SendMessageBatch", { ...none, Entries: entries(1) }, ...NO_QUEUE],
  ["ReceiveMessage", none, ...NO_QUEUE],
  ["DeleteMessage", { ...none, ReceiptHandle: "x" }, ...NO_QUEUE],
  ["ChangeMessageVisibility", { ...none, ReceiptHandle: "x", VisibilityTimeout: 1 }, ...NO_QUEUE],
  [
    "CreateQueue",
    { QueueName: "standard", Attributes: { DelaySeconds: "1" } },
    400,
    "QueueNameExists",
    "A queue already exists with the same name and a different value for attribute DelaySeconds",
    "QueueAlreadyExists",
  ],
  [
    "CreateQueue",
    { QueueName: "deleted" },
    400,
    "QueueDeletedRecently",
    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    batch("QueueDeletedRecently"),
  ],
  [
    "PurgeQueue",
    { QueueUrl: "$purged" },
    403,
    "PurgeQueueInProgress",
    "Only one PurgeQueue operation on purged is allowed every 60 seconds.",
    batch("PurgeQueueInProgress"),
  ],
  [
    "CreateQueue",
    { QueueName: "bad name" },
    400,
    INVALID,
    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
  ],
  [
    "CreateQueue",
    { QueueName: "plain", Attributes: { FifoQueue: "true" } },
    400,
    INVALID,
    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
  ],
  [
    "CreateQueue",
    { QueueName: "plain", Attributes: { FifoQueue: "false" } },
    400,
    "InvalidAttributeName",
    "Unknown Attribute FifoQueue.",
  ],
  [
    "CreateQueue",
    { QueueName: "plain", Attributes: { Nothing: "1" } },
    400,
    "InvalidAttributeName",
    "Unknown Attribute Nothing.",
  ],
  [
    "CreateQueue",
    { QueueName: "plain", Attributes: { QueueArn: "1" } },
    400,
    "InvalidAttributeName",
    "Unknown Attribute QueueArn.",
  ],
  [
    "CreateQueue",
    { QueueName: "plain", Attributes: { VisibilityTimeout: "43201" } },
    400,
    "InvalidAttributeValue",
    "Invalid value for the parameter VisibilityTimeout.",
  ],
  [
    "CreateQueue",
    { QueueName: "plain", Attributes: { MessageRetentionPeriod: "59" } },
    400,
    "InvalidAttributeValue",
    "Invalid value for the parameter MessageRetentionPeriod.",
  ],
  [
    "CreateQueue",
    { QueueName: "plain", Attributes: { MaximumMessageSize: "1048577" } },
    400,
    "InvalidAttributeValue",
    "Invalid value for the parameter MaximumMessageSize.",
  ],
  [
    "CreateQueue",
    { QueueName: "plain", Attributes: { KmsDataKeyReusePeriodSeconds: "59" } },
    400,
    "InvalidAttributeValue",
    "Invalid value for the parameter KmsDataKeyReusePeriodSeconds.",
  ],
  [
    "SetQueueAttributes",
    { QueueUrl: Url, Attributes: { ReceiveMessageWaitTimeSeconds: "21" } },
    400,
    "InvalidAttributeValue",
    "Invalid value for the parameter ReceiveMessageWaitTimeSeconds.",
  ],
  [
    "SetQueueAttributes",
    { QueueUrl: Url, Attributes: { SqsManagedSseEnabled: "maybe" } },
    400,
    "InvalidAttributeValue",
    "Invalid value for the parameter SqsManagedSseEnabled.",
  ],
  [
    "SetQueueAttributes",
    { QueueUrl: Url, Attributes: { SqsManagedSseEnabled: "true", KmsMasterKeyId: "k" } },
    400,
    "InvalidAttributeName",
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
  ],
  [
    "SetQueueAttributes",
    { QueueUrl: Url, Attributes: { FifoQueue: "true" } },
    400,
    "InvalidAttributeName",
    "Unknown Attribute FifoQueue.",
  ],
  [
    "SetQueueAttributes",
    { QueueUrl: "$line_fifo", Attributes: { FifoQueue: "false" } },
    400,
    "InvalidAttributeValue",
    "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
  ],
  [
    "SetQueueAttributes",
    { QueueUrl: Url, Attributes: { DeduplicationScope: "queue" } },
    400,
    "InvalidAttributeName",
    "You can specify the DeduplicationScope only when FifoQueue is set to true.",
  ],
  [
    "SetQueueAttributes",
    { QueueUrl: Url, Attributes: { ContentBasedDeduplication: "true" } },
    400,
    "InvalidAttributeName",
    "Unknown Attribute ContentBasedDeduplication.",
  ],
  [
    "SetQueueAttributes",
    { QueueUrl: "$line_fifo", Attributes: { FifoThroughputLimit: "perMessageGroupId" } },
    400,
    "InvalidAttributeValue",
    "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup",
  ],
  [
    "GetQueueAttributes",
    { QueueUrl: Url, AttributeNames: ["Nothing"] },
    400,
    "InvalidAttributeName",
    "Unknown Attribute Nothing.",
  ],
  [
    "ListQueues",
    { MaxResults: 1001 },
    400,
    INVALID,
    "Value 1001 for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.",
  ],
  [
    "ListQueues",
    { MaxResults: 1, NextToken: "???" },
    400,
    INVALID,
    "Invalid or expired next token.",
  ],
];

const redrive = (RedrivePolicy: string, words: string, QueueUrl = Url): Case => [
  "SetQueueAttributes",
  { QueueUrl, Attributes: { RedrivePolicy } },
  400,
  INVALID,
  `Value ${RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${words}`,
];
const policy = (Policy: string): Case => [
  "SetQueueAttributes",
  { QueueUrl: Url, Attributes: { Policy } },
  400,
  "InvalidAttributeValue",
  "Invalid value for the parameter Policy.",
];
const to = (name: string, maxReceiveCount: unknown = 1) =>
  JSON.stringify({ deadLetterTargetArn: arn(name), maxReceiveCount });

const POLICIES: readonly Case[] = [
  redrive("{", "Redrive policy is not a valid JSON map."),
  redrive("[]", "Redrive policy is not a valid JSON map."),
  redrive(
    '{"maxReceiveCount":1}',
    "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
  ),
  redrive(
    `{"deadLetterTargetArn":"${arn("dead")}"}`,
    "Redrive policy does not contain mandatory attribute: maxReceiveCount.",
  ),
  redrive(
    to("dead", 1001),
    "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.",
  ),
  redrive(
    '{"deadLetterTargetArn":"dummy","maxReceiveCount":1}',
    "Invalid value for deadLetterTargetArn.",
  ),
  redrive(to("none"), "Dead letter target does not exist."),
  redrive(to("dead"), "Dead-letter queue must be same type of queue as the source.", "$line_fifo"),
  redrive(to("closed"), `The dead-letter queue ${arn("closed")} does not allow this source queue.`),
  [
    "SetQueueAttributes",
    { QueueUrl: Url, Attributes: { RedriveAllowPolicy: "x" } },
    400,
    INVALID,
    "Value x for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy, as it's in an unsupported format.",
  ],
  policy("{"),
  policy("[]"),
  policy('{"Version":"2012-10-17"}'),
  policy(statements(1, { Effect: "Perhaps" })),
  policy(statements(1, { Action: "s3:GetObject" })),
  policy(statements(1, { Principal: undefined })),
  policy(statements(1, { Dummy: 1 })),
  [
    "SetQueueAttributes",
    { QueueUrl: Url, Attributes: { Policy: statements(21) } },
    403,
    "OverLimit",
    "21 statements were found in the submitted policy, max allowed is 20",
  ],
  [
    "AddPermission",
    { QueueUrl: Url, Label: "taken", Actions: ["SendMessage"], AWSAccountIds: ["111111111111"] },
    400,
    INVALID,
    "Value taken for parameter Label is invalid. Reason: Already exists.",
  ],
  [
    "AddPermission",
    { QueueUrl: Url, Label: "new", Actions: ["SendMessageBatch"], AWSAccountIds: ["111111111111"] },
    400,
    INVALID,
    "Value SQS:SendMessageBatch for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.",
  ],
  [
    "AddPermission",
    { QueueUrl: Url, Label: "new", Actions: ["CreateQueue"], AWSAccountIds: ["111111111111"] },
    400,
    INVALID,
    "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
  ],
  [
    "AddPermission",
    { QueueUrl: Url, Label: "new", Actions: ["SendMessage"], AWSAccountIds: ["me"] },
    400,
    INVALID,
    "Value [me] for parameter PrincipalId is invalid. Reason: Unable to verify.",
  ],
  [
    "AddPermission",
    {
      QueueUrl: Url,
      Label: "new",
      Actions: Array(8).fill("SendMessage"),
      AWSAccountIds: ["111111111111"],
    },
    403,
    "OverLimit",
    "8 Actions were found, maximum allowed is 7.",
  ],
  [
    "RemovePermission",
    { QueueUrl: Url, Label: "none" },
    400,
    INVALID,
    "Value none for parameter Label is invalid. Reason: can't find label on existing policy.",
  ],
  [
    "RemovePermission",
    { QueueUrl: "$dead", Label: "none" },
    400,
    INVALID,
    "Value none for parameter Label is invalid. Reason: can't find label.",
  ],
];

const send = (input: object, words: string, code = INVALID): Case => [
  "SendMessage",
  { QueueUrl: Url, MessageBody: "m", ...input },
  400,
  code,
  words,
];
const CHARACTERS =
  "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";
const NOT_THIS_TYPE =
  "is invalid. Reason: The request includes a parameter that is not valid for this queue type.";

const MESSAGES: readonly Case[] = [
  send({ MessageBody: "\u0002" }, CHARACTERS, "InvalidMessageContents"),
  send(
    { QueueUrl: "$small", MessageBody: "x".repeat(1025) },
    "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.",
  ),
  send(
    { MessageBody: "x".repeat(1_048_577) },
    "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
  ),
  send(
    { DelaySeconds: 901 },
    "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
  ),
  send(
    { MessageDeduplicationId: "d" },
    `Value d for parameter MessageDeduplicationId ${NOT_THIS_TYPE}`,
  ),
  send(
    { QueueUrl: "$line_fifo" },
    "The request must contain the parameter MessageGroupId.",
    "MissingParameter",
  ),
  send(
    { QueueUrl: "$line_fifo", MessageGroupId: "a b" },
    "Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.",
  ),
  send(
    { QueueUrl: "$line_fifo", MessageGroupId: "g" },
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  ),
  send(
    { QueueUrl: "$line_fifo", MessageGroupId: "g", MessageDeduplicationId: "d", DelaySeconds: 2 },
    "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
  ),
  [
    "SendMessage",
    attribute("kind", { DataType: "Other", StringValue: "v" }),
    400,
    INVALID,
    "The message attribute 'kind' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  [
    "SendMessage",
    attribute("kind", { DataType: "Number", StringValue: "v" }),
    400,
    INVALID,
    "Can't cast the value of message attribute 'kind' to a number.",
  ],
  [
    "SendMessage",
    attribute("kind", { DataType: "String", StringValue: "" }),
    400,
    INVALID,
    "Message (user) attribute 'kind' must contain a non-empty value of type 'String'.",
  ],
  [
    "SendMessage",
    attribute("aws.kind", { DataType: "String", StringValue: "v" }),
    400,
    INVALID,
    "The message attribute name 'aws.kind' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters, must not start with AWS. or Amazon., and must not start, end or contain successive periods.",
  ],
  [
    "SendMessage",
    {
      QueueUrl: Url,
      MessageBody: "m",
      MessageAttributes: Object.fromEntries(
        Array.from({ length: 11 }, (_, i) => [`a${i}`, { DataType: "String", StringValue: "v" }]),
      ),
    },
    400,
    INVALID,
    "Number of message attributes [11] exceeds the allowed maximum [10].",
  ],
  [
    "SendMessageBatch",
    { QueueUrl: Url, Entries: entries(11) },
    400,
    "TooManyEntriesInBatchRequest",
    "Maximum number of entries per request are 10. You have sent 11.",
    batch("TooManyEntriesInBatchRequest"),
  ],
  [
    "SendMessageBatch",
    { QueueUrl: Url, Entries: [message("a"), message("a")] },
    400,
    "BatchEntryIdsNotDistinct",
    "Id a repeated.",
    batch("BatchEntryIdsNotDistinct"),
  ],
  [
    "SendMessageBatch",
    { QueueUrl: Url, Entries: [message("a:b")] },
    400,
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    batch("InvalidBatchEntryId"),
  ],
  [
    "SendMessageBatch",
    {
      QueueUrl: Url,
      Entries: [
        message("a", {
          MessageBody: "x".repeat(1_048_568),
          MessageAttributes: { k: { DataType: "String", StringValue: "v" } },
        }),
        message("b"),
      ],
    },
    400,
    "BatchRequestTooLong",
    "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
    batch("BatchRequestTooLong"),
  ],
  [
    "SendMessageBatch",
    { QueueUrl: "$line_fifo", Entries: [message("a")] },
    400,
    INVALID,
    "The request must contain the parameter MessageGroupId.",
  ],
  [
    "SendMessageBatch",
    { QueueUrl: "$line_fifo", Entries: [message("a", { MessageGroupId: "g" })] },
    400,
    INVALID,
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  ],
  [
    "ReceiveMessage",
    { QueueUrl: Url, MaxNumberOfMessages: 11 },
    400,
    INVALID,
    "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
  ],
  [
    "ReceiveMessage",
    { QueueUrl: Url, WaitTimeSeconds: 21 },
    400,
    INVALID,
    "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
  ],
  [
    "ReceiveMessage",
    { QueueUrl: Url, VisibilityTimeout: 43201 },
    400,
    INVALID,
    "Value 43201 for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.",
  ],
  [
    "ReceiveMessage",
    { QueueUrl: Url, ReceiveRequestAttemptId: "try" },
    400,
    INVALID,
    `Value try for parameter ReceiveRequestAttemptId ${NOT_THIS_TYPE}`,
  ],
  [
    "DeleteMessage",
    { QueueUrl: Url, ReceiptHandle: "x" },
    400,
    "ReceiptHandleIsInvalid",
    'The input receipt handle "x" is not a valid receipt handle.',
  ],
  [
    "DeleteMessage",
    { QueueUrl: "$dead", ReceiptHandle: "$receipt" },
    400,
    "ReceiptHandleIsInvalid",
    'The input receipt handle "$receipt" is not a valid receipt handle.',
  ],
  [
    "DeleteMessage",
    { QueueUrl: "$late_fifo", ReceiptHandle: "$expired" },
    400,
    INVALID,
    "Value $expired for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.",
  ],
  [
    "ChangeMessageVisibility",
    { QueueUrl: Url, ReceiptHandle: "$receipt", VisibilityTimeout: 43201 },
    400,
    INVALID,
    "Value 43201 for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.",
  ],
  [
    "ChangeMessageVisibility",
    { QueueUrl: Url, ReceiptHandle: "$receipt", VisibilityTimeout: 43200 },
    400,
    INVALID,
    "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].",
  ],
  [
    "ChangeMessageVisibility",
    { QueueUrl: "$dead", ReceiptHandle: "$gone", VisibilityTimeout: 1 },
    400,
    INVALID,
    "Value $gone for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.",
  ],
  [
    "ChangeMessageVisibility",
    { QueueUrl: "$late_fifo", ReceiptHandle: "$expired", VisibilityTimeout: 1 },
    400,
    "MessageNotInflight",
    "Value for parameter VisibilityTimeout is invalid. Reason: Message does not exist or is not available for visibility timeout change.",
    batch("MessageNotInflight"),
  ],
];

const MOVES: readonly Case[] = [
  [
    "StartMessageMoveTask",
    { SourceArn: arn("none") },
    404,
    "ResourceNotFoundException",
    "The resource that you specified for the SourceArn parameter doesn't exist.",
  ],
  [
    "StartMessageMoveTask",
    { SourceArn: arn("dead"), DestinationArn: arn("none") },
    404,
    "ResourceNotFoundException",
    "The resource that you specified for the DestinationArn parameter doesn't exist.",
  ],
  [
    "StartMessageMoveTask",
    { SourceArn: arn("standard") },
    400,
    INVALID,
    "Source queue must be configured as a Dead Letter Queue.",
  ],
  [
    "StartMessageMoveTask",
    { SourceArn: arn("dead"), DestinationArn: arn("line.fifo") },
    400,
    INVALID,
    "Destination queue must be same type of queue as the source.",
  ],
  [
    "StartMessageMoveTask",
    { SourceArn: arn("dead"), MaxNumberOfMessagesPerSecond: 501 },
    400,
    INVALID,
    "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a value between 1 and 500.",
  ],
  [
    "CancelMessageMoveTask",
    { TaskHandle: "foobared" },
    400,
    INVALID,
    "Value for parameter TaskHandle is invalid.",
  ],
  [
    "CancelMessageMoveTask",
    { TaskHandle: handle({ taskId: "x", sourceArn: arn("none") }) },
    404,
    "ResourceNotFoundException",
    "The resource that you specified for the SourceArn parameter doesn't exist.",
  ],
  [
    "CancelMessageMoveTask",
    { TaskHandle: handle({ taskId: "x", sourceArn: arn("dead") }) },
    404,
    "ResourceNotFoundException",
    "Task does not exist.",
  ],
  [
    "CancelMessageMoveTask",
    { TaskHandle: "$ended" },
    400,
    INVALID,
    "Only active tasks can be cancelled.",
  ],
  [
    "ListMessageMoveTasks",
    { SourceArn: arn("none") },
    404,
    "ResourceNotFoundException",
    "The resource that you specified for the SourceArn parameter doesn't exist.",
  ],
  [
    "ListMessageMoveTasks",
    { SourceArn: arn("dead"), MaxResults: 11 },
    400,
    INVALID,
    "Value for parameter MaxResults is invalid. Reason: You must enter a value between 1 and 10.",
  ],
];

for (const [what, cases] of Object.entries({ QUEUES, POLICIES, MESSAGES, MOVES }))
  describe(what.toLowerCase(), () => {
    for (const [operation, input, status, code, words, queryCode, queryWords] of cases)
      test(`${operation}: ${words.slice(0, 90)}`, async () => {
        const given = filled(input);
        const told = filled(words);
        expect((await inJson(operation, given)).told).toEqual([status, code, told]);
        expect(await inQuery(operation, given)).toEqual([
          status,
          queryCode ?? code,
          queryWords ?? told,
        ]);
      });
  });

/** An empty list cannot be said in the Query protocol. */
const EMPTY: readonly Case[] = [
  [
    "SendMessageBatch",
    { QueueUrl: Url, Entries: [] },
    400,
    "EmptyBatchRequest",
    "There should be at least one SendMessageBatchRequestEntry in the request.",
  ],
  [
    "DeleteMessageBatch",
    { QueueUrl: Url, Entries: [] },
    400,
    "EmptyBatchRequest",
    "There should be at least one DeleteMessageBatchRequestEntry in the request.",
  ],
  [
    "ChangeMessageVisibilityBatch",
    { QueueUrl: Url, Entries: [] },
    400,
    "EmptyBatchRequest",
    "There should be at least one ChangeMessageVisibilityBatchRequestEntry in the request.",
  ],
  [
    "AddPermission",
    { QueueUrl: Url, Label: "new", Actions: [], AWSAccountIds: ["111111111111"] },
    400,
    "MissingParameter",
    "The request must contain the parameter Actions.",
  ],
  [
    "AddPermission",
    { QueueUrl: Url, Label: "new", Actions: ["SendMessage"], AWSAccountIds: [] },
    400,
    INVALID,
    "Value [] for parameter PrincipalId is invalid. Reason: Unable to verify.",
  ],
];
for (const [operation, input, status, code, words] of EMPTY)
  test(`${operation}: ${words}`, async () => {
    expect((await inJson(operation, filled(input))).told).toEqual([status, code, words]);
  });

test("a batch answers the entries that are refused one by one", async () => {
  const Entries = [
    message("a"),
    message("b", { DelaySeconds: 901 }),
    message("c", { MessageBody: "" }),
  ];
  const { body } = await inJson("SendMessageBatch", filled({ QueueUrl: Url, Entries }));
  expect(body as unknown).toMatchObject({
    Successful: [{ Id: "a" }],
    Failed: [
      { Id: "b", Code: INVALID, SenderFault: true },
      {
        Id: "c",
        Code: "MissingParameter",
        Message: "The request must contain the parameter MessageBody.",
        SenderFault: true,
      },
    ],
  });
});

test("a second task on a source that has one running", async () => {
  await brume.advance(60_000);
  const QueueUrl = known.get("source")!;
  for (let i = 0; i < 3; i++) await made("SendMessage", { QueueUrl, MessageBody: `m${i}` });
  for (let i = 0; i < 2; i++) {
    await made("ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10 });
    await brume.advance(31_000);
  }
  const start = { SourceArn: arn("dead"), MaxNumberOfMessagesPerSecond: 1 };
  await made("StartMessageMoveTask", start);
  const words =
    "There is already a task running. Only one active task is allowed for a source queue arn at a given time.";
  expect((await inJson("StartMessageMoveTask", start)).told).toEqual([400, INVALID, words]);
  expect(await inQuery("StartMessageMoveTask", start)).toEqual([400, INVALID, words]);
});
