/** What a subscription gets of a publication: whether its filter lets it pass, and in which form. */
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import type { CallDelivery } from "#kernel/service";
import {
  compileFilterPolicy,
  type FilterPolicy,
  type Scalar,
} from "#languages/filter-policy/filter";
import { effectivePolicy } from "./delivery-policy.ts";
import { platformOf } from "./push.ts";
import type { Content, Publication, Sending } from "./publications.ts";
import { knownKey, signAhead, signed } from "./signing.ts";
import { smsOf, SMS_LENGTH } from "./sms.ts";
import type { SubscriptionRow } from "./tables.ts";
import { type Ctx, link, scopeOf } from "./topics.ts";

/** Why a publication does not pass, in the words of CloudWatch's metrics. */
export type FilteredOut =
  | "NoMessageAttributes"
  | "InvalidAttributes"
  | "MessageAttributes"
  | "MessageBody"
  | "InvalidMessageBody";

/** Undefined when the subscription's filter policy lets the publication pass. */
export function filteredOut(
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): FilteredOut | undefined {
  const text = row.attributes["FilterPolicy"];
  if (text === undefined) return undefined;
  const onBody = row.attributes["FilterPolicyScope"] === "MessageBody";
  const policy: FilterPolicy = compileFilterPolicy(text, onBody);
  if (onBody) {
    const body = bodyFor(row, publication);
    if (policy.matchesBody(body)) return undefined;
    return isObject(body) ? "MessageBody" : "InvalidMessageBody";
  }
  const values = new Map<string, readonly Scalar[]>();
  let valid = true;
  for (const [name, value] of Object.entries(publication.attributes)) {
    const held = valuesOf(value);
    values.set(name, held ?? []);
    valid &&= held !== undefined;
  }
  if (policy.matchesAttributes(values)) return undefined;
  if (values.size === 0) return "NoMessageAttributes";
  return valid ? "MessageAttributes" : "InvalidAttributes";
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Undefined for what is not what its type says. */
function valuesOf({
  DataType,
  StringValue = "",
}: MessageAttributeValue): readonly Scalar[] | undefined {
  if (DataType.startsWith("Number")) return [Number(StringValue)];
  if (DataType.startsWith("Binary")) return [];
  if (DataType !== "String.Array") return [StringValue];
  try {
    const list: unknown = JSON.parse(StringValue);
    return Array.isArray(list)
      ? list.filter((v) => v === null || typeof v !== "object")
      : undefined;
  } catch {
    return undefined;
  }
}

/** The call that brings a publication to a queue. */
export function toQueue(
  ctx: Ctx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): CallDelivery {
  const [, , , region = "", account = "", name = ""] = row.endpoint.split(":");
  return {
    as: "sns.amazonaws.com",
    sourceArn: publication.topicArn,
    account,
    region,
    service: "sqs",
    operation: "SendMessage",
    input: queueInput(ctx, account, name, contentFor(ctx, row, publication), publication.trace),
  };
}

/** What SendMessage is given. */
export function queueInput(
  ctx: Ctx,
  account: string,
  queue: string,
  { body, attributes, groupId, deduplicationId }: Content,
  trace: string | undefined,
) {
  return {
    QueueUrl: `${ctx.origin}/${account}/${queue}`,
    MessageBody: body,
    ...(attributes === undefined ? {} : { MessageAttributes: attributes }),
    ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
    ...(deduplicationId === undefined || !queue.endsWith(".fifo")
      ? {}
      : { MessageDeduplicationId: deduplicationId }),
    ...(trace === undefined
      ? {}
      : {
          MessageSystemAttributes: {
            AWSTraceHeader: { DataType: "String", StringValue: trace },
          },
        }),
  };
}

/** A publication on its way to a subscription's endpoint. */
export function sendingTo(
  ctx: Ctx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): Sending {
  return {
    protocol: row.protocol,
    subscription: row.id,
    endpoint: row.endpoint,
    topicArn: publication.topicArn,
    messageId: publication.messageId,
    publishedAt: publication.time,
    attempt: 0,
    at: ctx.now,
    ...(publication.trace === undefined ? {} : { trace: publication.trace }),
    content: contentFor(ctx, row, publication),
  };
}

export const isRaw = (row: Readonly<SubscriptionRow>): boolean =>
  /^true$/i.test(row.attributes["RawMessageDelivery"] ?? "");

function contentFor(ctx: Ctx, row: Readonly<SubscriptionRow>, publication: Publication): Content {
  const { protocol } = row;
  if (protocol === "application")
    return {
      body: publication.bodies?.get(platformOf(row.endpoint)) ?? bodyFor(row, publication),
    };
  if (protocol === "sms")
    return {
      body: (displayPrefix(publication) + bodyFor(row, publication)).slice(0, SMS_LENGTH),
      sms: smsOf(publication.attributes),
    };
  if (protocol === "email")
    return {
      body: bodyFor(row, publication) + footer(ctx, row, publication.topicArn),
      subject: publication.subject ?? "AWS Notification Message",
    };
  const raw = isRaw(row);
  const body = raw ? bodyFor(row, publication) : wrapped(ctx, row, publication);
  if (protocol === "email-json")
    return { body, subject: publication.subject ?? "AWS Notification Message" };
  if (protocol === "http" || protocol === "https")
    return { body, headers: headersFor(row, publication, raw) };
  if (protocol !== "sqs") return { body };
  // A standard queue is told the group of a standard topic's messages, and none of a FIFO topic's.
  const ordered = publication.sequenceNumber !== undefined;
  const groupId = ordered && !row.endpoint.endsWith(".fifo") ? undefined : publication.groupId;
  return {
    body,
    ...(raw && Object.keys(publication.attributes).length > 0
      ? { attributes: publication.attributes }
      : {}),
    ...(groupId === undefined ? {} : { groupId }),
    ...(publication.deduplicationId === undefined
      ? {}
      : { deduplicationId: publication.deduplicationId }),
  };
}

/** https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html; ten characters of it are shown. */
function displayPrefix({ topicAttributes }: Publication): string {
  const name = topicAttributes["DisplayName"] ?? "";
  return name === "" ? "" : `${name.slice(0, 10).toUpperCase()}> `;
}

/** A message in SNS's JSON, signed where its topic signs. */
function wrapped(ctx: Ctx, row: Readonly<SubscriptionRow>, publication: Publication): string {
  const message = envelope(ctx, row, publication);
  const { key, topicAttributes } = publication;
  if (key === undefined) return JSON.stringify(message);
  const version = topicAttributes["SignatureVersion"] ?? "1";
  return JSON.stringify(signed(ctx, key, version, message));
}

/**
 * Has publications signed before the transaction that delivers them, where a subscription is sure
 * to want the signature: making one takes longer than all the rest.
 */
export async function signFor(
  ctx: Ctx,
  topic: string,
  drafts: readonly Omit<Envelope, "topicArn" | "time">[],
): Promise<void> {
  if (topic.endsWith(".fifo")) return;
  const found = await ctx.view(async (tx) => {
    const scoped = scopeOf(tx, topic);
    const name = topic.split(":")[5] ?? "";
    const row = await scoped.topic.find({ name });
    if (row === undefined) return undefined;
    const subscriptions = await scoped.subscription.list({ where: { topic: name } });
    if (!subscriptions.some(isSigned)) return undefined;
    return { key: await knownKey(tx), version: row.attributes["SignatureVersion"] ?? "1" };
  });
  if (found?.key === undefined) return;
  const { key, version } = found;
  await Promise.all(
    drafts.map((draft) =>
      signAhead(ctx, key, version, notification({ ...draft, topicArn: topic, time: ctx.now })),
    ),
  );
}

/** Whether all that is published goes to the subscription, with a signature. */
const isSigned = (row: Readonly<SubscriptionRow>): boolean =>
  !row.pending &&
  row.attributes["FilterPolicy"] === undefined &&
  !isRaw(row) &&
  !UNSIGNED.has(row.protocol);

const UNSIGNED: ReadonlySet<string> = new Set(["sms", "application", "email"]);

/** What of a publication is signed. */
type Envelope = Pick<Publication, "messageId" | "topicArn" | "time" | "subject" | "message">;

const notification = ({ messageId, topicArn, time, subject, message }: Envelope) => ({
  Type: "Notification",
  MessageId: messageId,
  TopicArn: topicArn,
  ...(subject === undefined ? {} : { Subject: subject }),
  Message: message,
  Timestamp: new Date(time).toISOString(),
});

/** What a protocol is told, where a message says it for each. */
export function bodyFor(row: Readonly<SubscriptionRow>, publication: Publication): string {
  return (
    publication.bodies?.get(row.protocol) ??
    publication.bodies?.get("default") ??
    publication.message
  );
}

/** The JSON that SNS wraps a message in: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function envelope(ctx: Ctx, row: Readonly<SubscriptionRow>, publication: Publication) {
  const attributes = Object.entries(publication.attributes);
  return {
    ...notification({ ...publication, message: bodyFor(row, publication) }),
    ...(publication.sequenceNumber === undefined
      ? {}
      : { SequenceNumber: publication.sequenceNumber }),
    UnsubscribeURL: unsubscribeLink(ctx, row, publication.topicArn),
    ...(publication.replayed ? { Replayed: true } : {}),
    ...(attributes.length === 0
      ? {}
      : {
          MessageAttributes: Object.fromEntries(
            attributes.map(([name, value]) => [name, shown(value)]),
          ),
        }),
  };
}

/** Of a notification to a web server. https://docs.aws.amazon.com/sns/latest/dg/http-header.html */
function headersFor(row: Readonly<SubscriptionRow>, publication: Publication, raw: boolean) {
  const { contentType } = effectivePolicy(
    publication.topicAttributes["DeliveryPolicy"],
    row.attributes["DeliveryPolicy"],
  );
  return [
    ["x-amz-sns-message-type", "Notification"],
    ["x-amz-sns-message-id", publication.messageId],
    ["x-amz-sns-topic-arn", publication.topicArn],
    ["x-amz-sns-subscription-arn", `${publication.topicArn}:${row.id}`],
    ...(raw ? [["x-amz-sns-rawdelivery", "true"] as const] : []),
    ["content-type", contentType],
    ...(publication.trace === undefined ? [] : [["x-amzn-trace-id", publication.trace] as const]),
  ] as const;
}

const unsubscribeLink = (ctx: Ctx, row: Readonly<SubscriptionRow>, topicArn: string): string =>
  link(ctx, "Unsubscribe", `SubscriptionArn=${topicArn}:${row.id}`);

/** What ends an e-mail. */
const footer = (ctx: Ctx, row: Readonly<SubscriptionRow>, topicArn: string): string =>
  "\n\n--\nIf you wish to stop receiving notifications from this topic, please click or visit the link " +
  `below to unsubscribe:\n${unsubscribeLink(ctx, row, topicArn)}\n`;

const shown = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  Type: DataType,
  Value:
    BinaryValue === undefined ? (StringValue ?? "") : Buffer.from(BinaryValue).toString("base64"),
});
