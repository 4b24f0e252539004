/** What a subscription gets of a publication: whether its filter lets it pass, and in which form. */
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import type { Delivery } from "#kernel/service";
import {
  compileFilterPolicy,
  type FilterPolicy,
  type Scalar,
} from "#languages/filter-policy/filter";
import { effectivePolicy } from "./delivery-policy.ts";
import { signed, type SigningKey } from "./signing.ts";
import type { SubscriptionRow } from "./tables.ts";
import { type Ctx, link, subscriptionArn } from "./topics.ts";

export interface Publication {
  readonly messageId: string;
  readonly topicArn: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly message: string;
  /** By protocol, when the message's structure is json. */
  readonly bodies: ReadonlyMap<string, string> | undefined;
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly key: SigningKey;
  /** The topic's. */
  readonly topicAttributes: Readonly<Record<string, string>>;
}

/** What goes to a web server or a person: the sender's own work. */
export interface Sending {
  readonly subscription: string;
  readonly endpoint: string;
  readonly topicArn: string;
  readonly messageId: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly subject: string;
  readonly body: string;
  /** How often it was tried. */
  readonly attempt: number;
  /** Epoch milliseconds at which its turn comes. */
  readonly at: number;
}

/** Whether the subscription's filter policy lets the publication pass. */
export function passesFilter(row: Readonly<SubscriptionRow>, publication: Publication): boolean {
  const text = row.attributes["FilterPolicy"];
  if (text === undefined) return true;
  const onBody = row.attributes["FilterPolicyScope"] === "MessageBody";
  const policy: FilterPolicy = compileFilterPolicy(text, onBody);
  if (onBody) return policy.matchesBody(bodyFor(row, publication));
  const values = new Map<string, readonly Scalar[]>();
  for (const [name, value] of Object.entries(publication.attributes))
    values.set(name, valuesOf(value));
  return policy.matchesAttributes(values);
}

function valuesOf({ DataType, StringValue = "" }: MessageAttributeValue): readonly Scalar[] {
  if (DataType.startsWith("Number")) return [Number(StringValue)];
  if (DataType.startsWith("Binary")) return [];
  if (DataType !== "String.Array") return [StringValue];
  try {
    const list: unknown = JSON.parse(StringValue);
    return Array.isArray(list) ? list.filter((v) => v === null || typeof v !== "object") : [];
  } catch {
    return [];
  }
}

/** The call that brings a publication to a subscription's endpoint. */
export function deliveryTo(
  ctx: Ctx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): Delivery {
  const [, , , region = "", account = "", name = ""] = row.endpoint.split(":");
  const whole = {
    as: "sns.amazonaws.com",
    sourceArn: publication.topicArn,
    account,
    region,
    onFailure: { name: "redrive", id: row.id },
  };
  const raw = /^true$/i.test(row.attributes["RawMessageDelivery"] ?? "");
  const message = () =>
    signed(ctx, publication.key, versionOf(publication), envelope(ctx, row, publication));
  if (row.protocol === "http" || row.protocol === "https")
    return web(ctx, row, publication, raw ? bodyFor(row, publication) : JSON.stringify(message()));
  if (row.protocol === "email" || row.protocol === "email-json")
    return {
      deliver: "mail",
      sourceArn: publication.topicArn,
      onFailure: whole.onFailure,
      input: {
        ...sendingOf(ctx, row, publication),
        subject: publication.subject ?? "AWS Notification Message",
        body:
          row.protocol === "email-json"
            ? JSON.stringify(message(), null, 2)
            : bodyFor(row, publication) + footer(ctx, row),
      },
    };
  if (row.protocol === "firehose") return toFirehose(ctx, row, publication, whole, raw, message);
  if (row.protocol === "lambda")
    return {
      ...whole,
      service: "lambda",
      operation: "Invoke",
      input: {
        FunctionName: row.endpoint,
        InvocationType: "Event",
        Payload: new Uint8Array(Buffer.from(JSON.stringify(lambdaEvent(ctx, row, message())))),
      },
    };
  return {
    ...whole,
    service: "sqs",
    operation: "SendMessage",
    input: {
      QueueUrl: `${ctx.origin}/${account}/${name}`,
      MessageBody: raw ? bodyFor(row, publication) : JSON.stringify(message()),
      ...(raw && Object.keys(publication.attributes).length > 0
        ? { MessageAttributes: publication.attributes }
        : {}),
      ...(publication.groupId === undefined ? {} : { MessageGroupId: publication.groupId }),
      ...(publication.deduplicationId === undefined || !name.endsWith(".fifo")
        ? {}
        : { MessageDeduplicationId: publication.deduplicationId }),
    },
  };
}

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
    Type: "Notification",
    MessageId: publication.messageId,
    ...(publication.sequenceNumber === undefined
      ? {}
      : { SequenceNumber: publication.sequenceNumber }),
    TopicArn: publication.topicArn,
    ...(publication.subject === undefined ? {} : { Subject: publication.subject }),
    Message: bodyFor(row, publication),
    Timestamp: new Date(publication.time).toISOString(),
    UnsubscribeURL: unsubscribeLink(ctx, row),
    ...(attributes.length === 0
      ? {}
      : {
          MessageAttributes: Object.fromEntries(
            attributes.map(([name, value]) => [name, shown(value)]),
          ),
        }),
  };
}

const versionOf = ({ topicAttributes }: Publication): string =>
  topicAttributes["SignatureVersion"] ?? "1";

function sendingOf(ctx: Ctx, row: Readonly<SubscriptionRow>, publication: Publication): Sending {
  return {
    subscription: row.id,
    endpoint: row.endpoint,
    topicArn: publication.topicArn,
    messageId: publication.messageId,
    headers: [],
    subject: "",
    body: "",
    attempt: 0,
    at: ctx.now,
  };
}

/** A notification to a web server. https://docs.aws.amazon.com/sns/latest/dg/http-header.html */
function web(
  ctx: Ctx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
  body: string,
): Delivery {
  const policy = effectivePolicy(
    publication.topicAttributes["DeliveryPolicy"],
    row.attributes["DeliveryPolicy"],
  );
  const raw = /^true$/i.test(row.attributes["RawMessageDelivery"] ?? "");
  return {
    deliver: "web",
    sourceArn: publication.topicArn,
    onFailure: { name: "redrive", id: row.id },
    input: {
      ...sendingOf(ctx, row, publication),
      body,
      headers: [
        ["x-amz-sns-message-type", "Notification"],
        ["x-amz-sns-message-id", publication.messageId],
        ["x-amz-sns-topic-arn", publication.topicArn],
        ["x-amz-sns-subscription-arn", subscriptionArn(ctx, row)],
        ...(raw ? [["x-amz-sns-rawdelivery", "true"] as const] : []),
        ["content-type", policy.contentType],
      ],
    },
  };
}

/** Records are lines, as a stream of them is read. */
function toFirehose(
  ctx: Ctx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
  whole: { readonly onFailure: { readonly name: string; readonly id: string } },
  raw: boolean,
  message: () => object,
): Delivery {
  const text = raw ? bodyFor(row, publication) : JSON.stringify(message());
  return {
    ...whole,
    sourceArn: publication.topicArn,
    as: row.attributes["SubscriptionRoleArn"] ?? ctx.arn("iam", "role/none", ""),
    service: "firehose",
    operation: "PutRecord",
    input: {
      DeliveryStreamName: row.endpoint.split("deliverystream/")[1] ?? "",
      Record: { Data: new Uint8Array(Buffer.from(`${text}\n`)) },
    },
  };
}

const unsubscribeLink = (ctx: Ctx, row: Readonly<SubscriptionRow>): string =>
  link(ctx, "Unsubscribe", `SubscriptionArn=${subscriptionArn(ctx, row)}`);

/** What ends an e-mail. */
const footer = (ctx: Ctx, row: Readonly<SubscriptionRow>): string =>
  "\n\n--\nIf you wish to stop receiving notifications from this topic, please click or visit the link " +
  `below to unsubscribe:\n${unsubscribeLink(ctx, row)}\n`;

function lambdaEvent(ctx: Ctx, row: Readonly<SubscriptionRow>, message: object) {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn(ctx, row),
        Sns: { Subject: null, MessageAttributes: {}, ...message },
      },
    ],
  };
}

const shown = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  Type: DataType,
  Value:
    BinaryValue === undefined ? (StringValue ?? "") : Buffer.from(BinaryValue).toString("base64"),
});
