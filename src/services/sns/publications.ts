/** What is published, and what goes to each subscription of it. */
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import { type DataKey, seal } from "./sealing.ts";
import type { SigningKey } from "./signing.ts";
import type { Ctx, Tx } from "./topics.ts";

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
  /** Undefined of FIFO topics, whose messages are not signed. */
  readonly key: SigningKey | undefined;
  /** The topic's. */
  readonly topicAttributes: Readonly<Record<string, string>>;
  /** What its deliveries are sealed with while they wait, when the topic has a KMS key. */
  readonly dataKey?: DataKey | undefined;
  /** It comes out of the topic's archive. */
  readonly replayed?: boolean;
  /** X-Ray's trace header. */
  readonly trace?: string | undefined;
}

/** What only the receiver is to read. */
export interface Content {
  /** What a dead-letter queue gets, and most endpoints. */
  readonly body: string;
  readonly subject?: string;
  /** Of an HTTP request. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Of a raw message to a queue. */
  readonly attributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** Of a text message. */
  readonly sms?: { readonly sender: string; readonly type: string; readonly maxPrice?: number };
}

/** A notification on its way: the sender's own work, and what it needs to try again. */
export interface Sending {
  readonly protocol: string;
  /** The last part of its ARN; empty when it was published to an endpoint or a phone. */
  readonly subscription: string;
  readonly endpoint: string;
  /** Empty when it was published to an endpoint or a phone. */
  readonly topicArn: string;
  readonly messageId: string;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
  /** How often it was tried. */
  readonly attempt: number;
  /** Epoch milliseconds at which its turn comes. */
  readonly at: number;
  readonly trace?: string;
  /** One of both. */
  readonly content?: Content;
  /** The content under a data key of the topic's KMS key. */
  readonly sealed?: string;
}

/** What came of an attempt. */
export interface Outcome {
  readonly delivered: boolean;
  /** Trying again cannot help. */
  readonly final: boolean;
  readonly statusCode: number | undefined;
  /** As status logs show it. */
  readonly providerResponse: string;
}

/** A notification into the outbox. */
export async function send(tx: Tx, sending: Sending): Promise<void> {
  await tx.outbox.send({
    deliver: "notification",
    ...(sending.topicArn === "" ? {} : { sourceArn: sending.topicArn }),
    onFailure: { name: "redrive", id: sending.subscription },
    input: sending as unknown as Record<string, unknown>,
  });
}

/** The content under the data key, if there is one. */
export function sealedIf(ctx: Ctx, key: DataKey | undefined, sending: Sending): Sending {
  if (key === undefined) return sending;
  const { content, ...facts } = sending;
  return { ...facts, sealed: seal(ctx, key, content) };
}
