/** Publishing: one message to every subscription whose filter lets it pass. */
import { createHash } from "node:crypto";
import { Fault } from "#aws/fault";
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import {
  batchTooLong,
  emptyBatch,
  endpointDisabled,
  idsNotDistinct,
  invalidEntryId,
  invalidParameter,
  platformDisabled,
  tooManyEntries,
} from "../errors.ts";
import { isClosed, keep } from "../archive.ts";
import { filteredOut, type FilteredOut, signFor } from "../deliveries.ts";
import { dispatch } from "../dispatch.ts";
import { attributeBytes, checkAttributes } from "../message-attributes.ts";
import { isProhibited, letIn, tellProhibited } from "../protection.ts";
import { BATCH_ENTRIES, DEDUPLICATION_MS, MESSAGE_BYTES, SUBJECT_LENGTH } from "../limits.ts";
import { type Content, type Publication, send, type Sending } from "../publications.ts";
import { applicationAt, endpointAt, isEnabled, platformOf } from "../push.ts";
import { type DataKey, dataKeyFor } from "../sealing.ts";
import { signingKey } from "../signing.ts";
import { checkPhone, SMS_LENGTH, smsOf } from "../sms.ts";
import { on, type TopicRow } from "../tables.ts";
import { atHome, checkRegion, type Ctx, isFifo, scopeOf, topicAt, type Tx } from "../topics.ts";

const DELIVERED = "NumberOfNotificationsDelivered";

interface Given {
  Message?: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: Record<string, MessageAttributeValue>;
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
}

export const Publish = on("Publish", async (ctx, input) => {
  if (input.PhoneNumber !== undefined) return toPhone(ctx, input.PhoneNumber, input);
  const arn = input.TopicArn ?? input.TargetArn;
  if (arn === undefined)
    throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
  if (arn.includes(":endpoint/")) return toEndpoint(ctx, arn, input);
  checkRegion(ctx, arn);
  const draft = check(input);
  const messageId = ctx.chance.uuid();
  await signFor(ctx, arn, [signedPart(draft, messageId)]);
  return withKey(ctx, arn, (tx, dataKey) => publishOne(ctx, tx, arn, draft, messageId, dataKey));
});

/** What a transaction finds that it lacks: a data key of this KMS key. */
class NeedsKey {
  constructor(readonly keyId: string) {}
}

/** A message that the topic's data protection policy does not let in. */
class Prohibited {
  constructor(readonly fault: Fault) {}
}

/**
 * Runs work over a topic; when it finds that the topic has a KMS key, again with a data key, which
 * cannot be asked for inside a transaction.
 * @throws Fault of KMS, in SNS's form.
 */
async function withKey<R>(
  ctx: Ctx,
  arn: string,
  work: (tx: Tx, dataKey: DataKey | undefined) => Promise<R | NeedsKey | Prohibited>,
): Promise<R> {
  let done = await ctx.update((tx) => work(tx, undefined));
  if (done instanceof NeedsKey) {
    const dataKey = await dataKeyFor(ctx, arn, done.keyId);
    done = await ctx.update((tx) => work(tx, dataKey));
  }
  if (done instanceof NeedsKey) throw new Error("A topic asked for a second key.");
  // Thrown only here: its audit is committed.
  if (done instanceof Prohibited) throw done.fault;
  return done;
}

/** What is signed of a message to queues. */
const signedPart = ({ Subject: subject, Message, bodies }: Draft, messageId: string) => ({
  messageId,
  subject,
  message: bodies?.get("sqs") ?? bodies?.get("default") ?? Message,
});

async function publishOne(
  ctx: Ctx,
  tx: Tx,
  arn: string,
  draft: Draft,
  messageId: string,
  dataKey: DataKey | undefined,
) {
  const topic = await topicAt(tx, arn);
  const keyId = topic.attributes["KmsMasterKeyId"];
  if (keyId && dataKey === undefined) return new NeedsKey(keyId);
  checkKind(topic, draft);
  try {
    return await publish(ctx, tx, topic, arn, draft, messageId, dataKey);
  } catch (error) {
    if (error instanceof Fault && error.code === "AuthorizationErrorException")
      return new Prohibited(error);
    throw error;
  }
}

export const PublishBatch = on("PublishBatch", async (ctx, input) => {
  const entries = input.PublishBatchRequestEntries;
  if (entries.length === 0) throw emptyBatch();
  if (entries.length > BATCH_ENTRIES) throw tooManyEntries();
  const ids = entries.map((entry) => entry.Id);
  if (new Set(ids).size < ids.length) throw idsNotDistinct();
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) throw invalidEntryId();
  const arn = input.TopicArn;
  checkRegion(ctx, arn);
  // What is wrong with the form of one fails all.
  const drafts = entries.map((entry) => ({ ...check(entry), messageId: ctx.chance.uuid() }));
  const bytes = drafts.reduce((sum, draft) => sum + bytesOf(draft), 0);
  await signFor(
    ctx,
    arn,
    drafts.map((draft) => signedPart(draft, draft.messageId)),
  );
  return withKey(ctx, arn, async (tx, dataKey) => {
    const topic = await topicAt(tx, arn);
    const keyId = topic.attributes["KmsMasterKeyId"];
    if (bytes > Number(topic.attributes["MaximumMessageSize"] ?? MESSAGE_BYTES))
      throw batchTooLong();
    for (const draft of drafts) checkKind(topic, draft);
    if (keyId && dataKey === undefined) return new NeedsKey(keyId);
    const Successful = [];
    const Failed = [];
    for (const [i, entry] of entries.entries())
      try {
        const draft = drafts[i]!;
        Successful.push({
          Id: entry.Id,
          ...(await publish(ctx, tx, topic, arn, draft, draft.messageId, dataKey)),
        });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        Failed.push({
          Id: entry.Id,
          Code: error.code.replace(/Exception$/, ""),
          Message: error.message,
          SenderFault: true,
        });
      }
    return { Successful, Failed };
  });
});

/** https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html */
function toEndpoint(ctx: Ctx, endpoint: string, input: Given) {
  const draft = check(input);
  checkSize(draft, MESSAGE_BYTES);
  const { Message, bodies } = draft;
  const Platform = platformOf(endpoint);
  return ctx.update(async (tx) => {
    const { attributes, application } = await endpointAt(tx, endpoint).catch(() => {
      throw invalidParameter("TargetArn Reason: No endpoint found for the target arn specified");
    });
    const { attributes: platform = {} } = (await applicationAt(tx, application)) ?? {};
    if (!isEnabled(platform)) throw platformDisabled();
    if (!isEnabled(attributes)) throw endpointDisabled();
    const body = bodies?.get(Platform) ?? bodies?.get("default") ?? Message;
    const sending = directly(ctx, "application", endpoint, { body });
    await send(tx, sending);
    ctx.count("AWS/SNS", "NumberOfMessagesPublished", 1, "Count", { Platform });
    return { MessageId: sending.messageId };
  });
}

/** https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
function toPhone(ctx: Ctx, phone: string, input: Given) {
  checkPhone(phone);
  const { Message, bodies, MessageAttributes = {} } = check(input);
  const body = bodies?.get("sms") ?? bodies?.get("default") ?? Message;
  if (body.length > SMS_LENGTH) throw invalidParameter("Message too long");
  const PhoneNumber = "PhoneNumberDirect";
  return ctx.update(async (tx) => {
    const sending = directly(ctx, "sms", phone, { body, sms: smsOf(MessageAttributes) });
    await send(tx, sending);
    ctx.count("AWS/SNS", "NumberOfMessagesPublished", 1, "Count", { PhoneNumber });
    return { MessageId: sending.messageId };
  });
}

const directly = (ctx: Ctx, protocol: string, endpoint: string, content: Content): Sending => ({
  ...{ protocol, endpoint, content, subscription: "", topicArn: "", attempt: 0 },
  ...{ messageId: ctx.chance.uuid(), publishedAt: ctx.now, at: ctx.now },
});

interface Draft extends Given {
  readonly Message: string;
  /** By protocol, when MessageStructure is json. */
  readonly bodies: ReadonlyMap<string, string> | undefined;
}

function check(input: Given): Draft {
  const message = input.Message ?? "";
  if (message === "") throw invalidParameter("Empty message");
  const { Subject } = input;
  if (
    Subject !== undefined &&
    (Subject === "" || Subject.length > SUBJECT_LENGTH || /\p{Cc}|^\s/u.test(Subject))
  )
    throw invalidParameter("Subject");
  checkAttributes(input.MessageAttributes ?? {});
  for (const name of ["MessageGroupId", "MessageDeduplicationId"] as const)
    if (input[name] !== undefined && !/^[!-~]{1,128}$/.test(input[name]))
      // In the words of SQS, whose rule it is; SNS's own are not published.
      throw invalidParameter(
        `${name} Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length`,
      );
  return { ...input, Message: message, bodies: bodiesIn(input, message) };
}

/** @throws Fault InvalidParameter for a message that is larger, with its attributes, than allowed. */
function checkSize(draft: Draft, most: number): void {
  if (bytesOf(draft) > most) throw invalidParameter("Message too long");
}

const bytesOf = ({ Message, MessageAttributes }: Draft): number =>
  Buffer.byteLength(Message) + attributeBytes(MessageAttributes);

/** What a topic of its kind asks of a message. @throws Fault InvalidParameter */
function checkKind(topic: Readonly<TopicRow>, draft: Draft): void {
  const { MessageGroupId, MessageDeduplicationId } = draft;
  if (!isFifo(topic)) {
    if (MessageDeduplicationId !== undefined)
      throw invalidParameter(
        "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
      );
    return;
  }
  if (MessageGroupId === undefined)
    throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  if (
    MessageDeduplicationId === undefined &&
    topic.attributes["ContentBasedDeduplication"] !== "true"
  )
    throw invalidParameter(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
}

const bodiesIn = ({ MessageStructure }: Given, message: string) =>
  MessageStructure === "json" ? bodiesOf(message) : undefined;

function bodiesOf(message: string): ReadonlyMap<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    throw invalidParameter("Message Structure - JSON message body failed to parse");
  }
  const bodies = new Map(
    Object.entries(value ?? {}).filter(([, body]) => typeof body === "string"),
  );
  if (!bodies.has("default"))
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  return bodies as Map<string, string>;
}

async function publish(
  caller: Ctx,
  tx: Tx,
  topic: Readonly<TopicRow>,
  arn: string,
  given: Draft,
  messageId: string,
  dataKey: DataKey | undefined,
) {
  const ctx = atHome(caller, arn);
  const scoped = scopeOf(tx, arn);
  const fifo = isFifo(topic);
  checkSize(given, Number(topic.attributes["MaximumMessageSize"] ?? MESSAGE_BYTES));
  let draft = given;
  if (topic.protection !== undefined) {
    const Message = await letIn(caller, scoped, topic, arn, messageId, given.Message);
    if (Message !== given.Message) draft = { ...given, Message, bodies: bodiesIn(given, Message) };
  }
  const sequence = ctx.kernel.sequence();
  const deduplicationId = fifo ? deduplicationIdOf(draft) : undefined;
  if (deduplicationId !== undefined) {
    const id = deduplicationId;
    const earlier = await deduplicate(ctx, scoped, topic, draft, id, messageId, sequence);
    if (earlier !== undefined)
      return { MessageId: earlier.messageId, SequenceNumber: numberOf(earlier.sequence) };
  }
  const publication: Publication = {
    messageId,
    topicArn: arn,
    time: ctx.now,
    message: draft.Message,
    bodies: draft.bodies,
    subject: draft.Subject,
    attributes: draft.MessageAttributes ?? {},
    groupId: draft.MessageGroupId,
    deduplicationId,
    sequenceNumber: fifo ? numberOf(sequence) : undefined,
    key: fifo ? undefined : await signingKey(ctx, tx),
    topicAttributes: topic.attributes,
    dataKey,
    trace: traceOf(ctx, topic),
  };
  if (fifo) await keep(ctx, scoped, topic, sequence, publication);
  let delivered = 0;
  for (const row of await scoped.subscription.list({ where: { topic: topic.name } })) {
    if (row.pending || isClosed(row)) continue;
    const why = filteredOut(row, publication);
    if (why !== undefined) countFiltered(ctx, topic.name, why);
    else if (isProhibited(topic, row, publication))
      await tellProhibited(ctx, scoped, row, publication);
    else if (await dispatch(ctx, scoped, row, publication)) delivered++;
  }
  ctx.countAll("AWS/SNS", { TopicName: topic.name }, [
    ["NumberOfMessagesPublished", 1, "Count"],
    ["PublishSize", Buffer.byteLength(draft.Message), "Bytes"],
    ...(delivered === 0 ? [] : [[DELIVERED, delivered, "Count"] as const]),
  ]);
  return { MessageId: messageId, ...(fifo ? { SequenceNumber: numberOf(sequence) } : {}) };
}

/** Filtered out, and why: https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
function countFiltered(ctx: Ctx, TopicName: string, why: FilteredOut): void {
  const all = "NumberOfNotificationsFilteredOut";
  ctx.countAll("AWS/SNS", { TopicName }, [
    [all, 1, "Count"],
    [`${all}-${why}`, 1, "Count"],
  ]);
}

/** X-Ray's header as it came; one of SNS's own where the topic traces actively and none did. */
function traceOf(ctx: Ctx, topic: Readonly<TopicRow>): string | undefined {
  const { trace } = ctx.facts;
  if (trace.includes("Root=")) return trace;
  if (topic.attributes["TracingConfig"] !== "Active") return undefined;
  const seconds = Math.floor(ctx.now / 1_000)
    .toString(16)
    .padStart(8, "0");
  return `Root=1-${seconds}-${ctx.chance.hex(24)};Parent=${ctx.chance.hex(16)};Sampled=1`;
}

const numberOf = (sequence: number): string => "1" + String(sequence).padStart(19, "0");

/** Its own, else that of its content. */
const deduplicationIdOf = ({ MessageDeduplicationId, Message }: Draft): string =>
  MessageDeduplicationId ?? createHash("sha256").update(Message).digest("hex");

async function deduplicate(
  ctx: Ctx,
  scoped: Tx,
  topic: Readonly<TopicRow>,
  draft: Draft,
  id: string,
  messageId: string,
  sequence: number,
) {
  const key =
    topic.attributes["FifoThroughputScope"] === "MessageGroup"
      ? `${draft.MessageGroupId}\n${id}`
      : id;
  await scoped.deduplication.run("forget", { topic: topic.name, now: ctx.now });
  const known = await scoped.deduplication.find({ topic: topic.name, key });
  if (known !== undefined) return known;
  await scoped.deduplication.put({
    topic: topic.name,
    key,
    messageId,
    sequence,
    until: ctx.now + DEDUPLICATION_MS,
  });
  return undefined;
}
