/** What a subscription gets of a publication: whether its filter lets it pass, and in which form. */
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import type { Delivery } from "#kernel/service";
import {
  compileFilterPolicy,
  type FilterPolicy,
  type Scalar,
} from "#languages/filter-policy/filter";
import type { SubscriptionRow } from "./tables.ts";
import { type Ctx, subscriptionArn } from "./topics.ts";

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
  if (row.protocol === "lambda")
    return {
      ...whole,
      service: "lambda",
      operation: "Invoke",
      input: {
        FunctionName: row.endpoint,
        InvocationType: "Event",
        Payload: new Uint8Array(Buffer.from(JSON.stringify(lambdaEvent(ctx, row, publication)))),
      },
    };
  const raw = /^true$/i.test(row.attributes["RawMessageDelivery"] ?? "");
  return {
    ...whole,
    service: "sqs",
    operation: "SendMessage",
    input: {
      QueueUrl: `${ctx.origin}/${account}/${name}`,
      MessageBody: raw
        ? bodyFor(row, publication)
        : JSON.stringify(envelope(ctx, row, publication)),
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

function bodyFor(row: Readonly<SubscriptionRow>, publication: Publication): string {
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
    UnsubscribeURL: `${ctx.origin}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn(ctx, row)}`,
    ...(attributes.length === 0
      ? {}
      : {
          MessageAttributes: Object.fromEntries(
            attributes.map(([name, value]) => [name, shown(value)]),
          ),
        }),
  };
}

function lambdaEvent(ctx: Ctx, row: Readonly<SubscriptionRow>, publication: Publication) {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn(ctx, row),
        Sns: { Subject: null, MessageAttributes: {}, ...envelope(ctx, row, publication) },
      },
    ],
  };
}

const shown = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  Type: DataType,
  Value:
    BinaryValue === undefined ? (StringValue ?? "") : Buffer.from(BinaryValue).toString("base64"),
});
