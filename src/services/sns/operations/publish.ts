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
  tooManyEntries,
} from "../errors.ts";
import { bodyFor, deliveryTo, passesFilter, type Publication } from "../deliveries.ts";
import {
  BATCH_ENTRIES,
  DEDUPLICATION_MS,
  MESSAGE_BYTES,
  SMS_BYTES,
  SUBJECT_LENGTH,
} from "../limits.ts";
import { endpointAt, isEnabled, platformOf } from "../push.ts";
import { checkPhone, textOf } from "../sms.ts";
import { type Ctx, isFifo, scopeOf, topicAt, type Tx } from "../topics.ts";
import { signingKey } from "../signing.ts";
import type { Delivery } from "#kernel/service";
import { on, type SubscriptionRow, type TopicRow } from "../tables.ts";

interface Given {
  Message?: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: Record<string, MessageAttributeValue>;
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
}

export const Publish = on("Publish", (ctx, input) => {
  if (input.PhoneNumber !== undefined) return toPhone(ctx, input.PhoneNumber, input);
  const arn = input.TopicArn ?? input.TargetArn;
  if (arn === undefined)
    throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
  if (arn.includes(":endpoint/")) return toEndpoint(ctx, arn, input);
  const draft = check(input);
  return ctx.update(async (tx) => publish(ctx, tx, await topicAt(tx, arn), arn, draft));
});

export const PublishBatch = on("PublishBatch", (ctx, input) => {
  const entries = input.PublishBatchRequestEntries;
  if (entries.length === 0) throw emptyBatch();
  if (entries.length > BATCH_ENTRIES) throw tooManyEntries();
  const ids = entries.map((entry) => entry.Id);
  if (new Set(ids).size < ids.length) throw idsNotDistinct();
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) throw invalidEntryId();
  if (entries.reduce((sum, e) => sum + Buffer.byteLength(e.Message), 0) > MESSAGE_BYTES)
    throw batchTooLong();
  return ctx.update(async (tx) => {
    const topic = await topicAt(tx, input.TopicArn);
    const Successful = [];
    const Failed = [];
    for (const entry of entries)
      try {
        Successful.push({
          Id: entry.Id,
          ...(await publish(ctx, tx, topic, input.TopicArn, check(entry))),
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
  const { Message, bodies } = check(input);
  return ctx.update(async (tx) => {
    const { attributes } = await endpointAt(tx, endpoint);
    if (!isEnabled(attributes)) throw endpointDisabled();
    const body = bodies?.get(platformOf(endpoint)) ?? bodies?.get("default") ?? Message;
    await tx.outbox.send({ deliver: "push", input: { endpoint, body } });
    ctx.count("AWS/SNS", "NumberOfMessagesPublished", 1, "Count", {
      Platform: platformOf(endpoint),
    });
    return { MessageId: ctx.chance.uuid() };
  });
}

/** https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
function toPhone(ctx: Ctx, phone: string, input: Given) {
  checkPhone(phone);
  const { Message, bodies, MessageAttributes = {} } = check(input);
  if (Buffer.byteLength(Message) > SMS_BYTES) throw invalidParameter("Message too long");
  const PhoneNumber = "PhoneNumberDirect";
  return ctx.update(async (tx) => {
    const body = bodies?.get("sms") ?? bodies?.get("default") ?? Message;
    const input = { ...(await textOf(tx, phone, body, MessageAttributes)) };
    await tx.outbox.send({ deliver: "text", input });
    ctx.count("AWS/SNS", "NumberOfMessagesPublished", 1, "Count", { PhoneNumber });
    return { MessageId: ctx.chance.uuid() };
  });
}

interface Draft extends Given {
  readonly Message: string;
  /** By protocol, when MessageStructure is json. */
  readonly bodies: ReadonlyMap<string, string> | undefined;
}

function check(input: Given): Draft {
  const message = input.Message ?? "";
  if (message === "") throw invalidParameter("Empty message");
  const size = Buffer.byteLength(message) + attributeBytes(input.MessageAttributes);
  if (size > MESSAGE_BYTES) throw invalidParameter("Message too long");
  const { Subject } = input;
  if (
    Subject !== undefined &&
    (Subject === "" || Subject.length > SUBJECT_LENGTH || /[\n\r]|^\s/.test(Subject))
  )
    throw invalidParameter("Subject");
  checkAttributes(input.MessageAttributes ?? {});
  return {
    ...input,
    Message: message,
    bodies: input.MessageStructure === "json" ? bodiesOf(message) : undefined,
  };
}

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

function attributeBytes(attributes: Record<string, MessageAttributeValue> | undefined): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(attributes ?? {}))
    bytes +=
      Buffer.byteLength(name) +
      Buffer.byteLength(value.DataType) +
      Buffer.byteLength(value.StringValue ?? "") +
      (value.BinaryValue?.length ?? 0);
  return bytes;
}

function checkAttributes(attributes: Record<string, MessageAttributeValue>): void {
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    const kind = DataType.split(".")[0]!;
    if (!["String", "Number", "Binary"].includes(kind))
      throw invalidParameter(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    if (
      kind === "Binary"
        ? BinaryValue === undefined || BinaryValue.length === 0
        : StringValue === undefined || StringValue === ""
    )
      throw invalidParameter(
        `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
      );
    if (kind === "Number" && Number.isNaN(Number(StringValue)))
      throw invalidParameter(`The message attribute '${name}' must be a valid number`);
  }
}

async function publish(ctx: Ctx, tx: Tx, topic: Readonly<TopicRow>, arn: string, draft: Draft) {
  const fifo = isFifo(topic);
  const messageId = ctx.chance.uuid();
  const sequence = ctx.kernel.sequence();
  if (fifo) {
    const earlier = await deduplicate(ctx, scopeOf(tx, arn), topic, draft, messageId, sequence);
    if (earlier !== undefined)
      return { MessageId: earlier.messageId, SequenceNumber: numberOf(earlier.sequence) };
  } else if (draft.MessageDeduplicationId !== undefined)
    throw invalidParameter(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  const publication: Publication = {
    messageId,
    topicArn: arn,
    time: ctx.now,
    message: draft.Message,
    bodies: draft.bodies,
    subject: draft.Subject,
    attributes: draft.MessageAttributes ?? {},
    groupId: draft.MessageGroupId,
    deduplicationId: fifo ? deduplicationId(topic, draft) : undefined,
    sequenceNumber: fifo ? numberOf(sequence) : undefined,
    key: await signingKey(ctx, tx),
    topicAttributes: topic.attributes,
  };
  for (const row of await scopeOf(tx, arn).subscription.list({ where: { topic: topic.name } })) {
    if (row.pending) continue;
    if (passesFilter(row, publication))
      await tx.outbox.send(await deliveryOf(ctx, tx, row, publication));
    else
      ctx.count("AWS/SNS", "NumberOfNotificationsFilteredOut", 1, "Count", {
        TopicName: topic.name,
      });
  }
  ctx.countAll("AWS/SNS", { TopicName: topic.name }, [
    ["NumberOfMessagesPublished", 1, "Count"],
    ["PublishSize", Buffer.byteLength(draft.Message), "Bytes"],
  ]);
  return { MessageId: messageId, ...(fifo ? { SequenceNumber: numberOf(sequence) } : {}) };
}

async function deliveryOf(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): Promise<Delivery> {
  if (row.protocol === "application") {
    const body = publication.bodies?.get(platformOf(row.endpoint)) ?? bodyFor(row, publication);
    const input = { endpoint: row.endpoint, body };
    return { deliver: "push", input, sourceArn: publication.topicArn };
  }
  if (row.protocol !== "sms") return deliveryTo(ctx, row, publication);
  const body = bodyFor(row, publication).slice(0, SMS_BYTES);
  const input = { ...(await textOf(tx, row.endpoint, body, publication.attributes)) };
  return { deliver: "text", input, sourceArn: publication.topicArn };
}

const numberOf = (sequence: number): string => "1" + String(sequence).padStart(19, "0");

function deduplicationId(topic: Readonly<TopicRow>, draft: Draft): string {
  if (draft.MessageDeduplicationId !== undefined) return draft.MessageDeduplicationId;
  if (topic.attributes["ContentBasedDeduplication"] === "true")
    return createHash("sha256").update(draft.Message).digest("hex");
  throw invalidParameter(
    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
}

async function deduplicate(
  ctx: Ctx,
  scoped: Tx,
  topic: Readonly<TopicRow>,
  draft: Draft,
  messageId: string,
  sequence: number,
) {
  if (draft.MessageGroupId === undefined)
    throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  const id = deduplicationId(topic, draft);
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
