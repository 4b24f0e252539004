/** The rules of SQS, pure: names, attributes, sizes, digests, receipt handles. */
import { createHash, hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { MalformedPolicy, parsePolicy, type PolicyDocument } from "#languages/policy/policy";
import {
  fifoOnly,
  invalidAttributeName,
  invalidAttributeValue,
  invalidMessageContents,
  invalidParameter,
  missingParameter,
  oneEncryption,
  perGroupOnly,
  receiptHandleInvalid,
  tooManyStatements,
} from "./errors.ts";
import {
  ALLOWED_SOURCES,
  ATTRIBUTES_PER_MESSAGE,
  NUMERIC,
  POLICY_STATEMENTS,
  TAG_KEY_LENGTH,
  TAG_VALUE_LENGTH,
} from "./limits.ts";
import type { MessageAttribute, QueueRow } from "./tables.ts";

const READ_ONLY = new Set([
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesDelayed",
  "ApproximateNumberOfMessagesNotVisible",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "QueueArn",
]);
const FIFO_ONLY = new Set([
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
]);
const SETTABLE = new Set([
  ...Object.keys(NUMERIC),
  ...FIFO_ONLY,
  "FifoQueue",
  "KmsMasterKeyId",
  "Policy",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
]);

export const isFifo = (queue: QueueRow): boolean => queue.attributes["FifoQueue"] === "true";

/** @throws Fault InvalidParameterValue for a name AWS does not take. */
export function checkName(name: string, fifo: boolean): void {
  const bare = name.endsWith(".fifo") ? name.slice(0, -5) : name;
  if (name.length > 80 || !/^[\w-]+$/.test(bare))
    throw invalidParameter(
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  if (fifo !== name.endsWith(".fifo"))
    throw invalidParameter(
      fifo
        ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
        : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
}

/** A numeric attribute with its default, in its own unit. */
export function numeric(queue: QueueRow, name: keyof typeof NUMERIC & string): number {
  const value = queue.attributes[name];
  return value === undefined ? NUMERIC[name]!.fallback : Number(value);
}

/**
 * Checks attributes to be set on a queue.
 * @throws Fault InvalidAttributeName or InvalidAttributeValue.
 */
export function checkAttributes(given: Readonly<Record<string, string>>, fifo: boolean): void {
  if (given["KmsMasterKeyId"] && given["SqsManagedSseEnabled"] === "true") throw oneEncryption();
  for (const [name, value] of Object.entries(given)) {
    if (READ_ONLY.has(name) || !SETTABLE.has(name)) throw invalidAttributeName(name);
    if (FIFO_ONLY.has(name) && !fifo && value !== "")
      throw name === "ContentBasedDeduplication" ? invalidAttributeName(name) : fifoOnly(name);
    const range = NUMERIC[name];
    if (range !== undefined && !inRange(value, range.min, range.max))
      throw invalidAttributeValue(name);
    if (name === "FifoQueue" && (value !== "true" || !fifo)) throw invalidAttributeName(name);
    if (name === "ContentBasedDeduplication" || name === "SqsManagedSseEnabled")
      if (value !== "true" && value !== "false") throw invalidAttributeValue(name);
    if (name === "DeduplicationScope" && !["queue", "messageGroup"].includes(value))
      throw invalidAttributeValue(name);
    if (name === "FifoThroughputLimit" && !["perQueue", "perMessageGroupId"].includes(value))
      throw invalidAttributeValue(name);
    if (name === "Policy" && value !== "") checkPolicy(value);
    if (name === "RedrivePolicy" && value !== "") parseRedrive(value);
    if (name === "RedriveAllowPolicy" && value !== "") parseRedriveAllow(value);
  }
}

/**
 * A queue's policy is one of a resource, about actions of SQS.
 * @throws Fault InvalidAttributeValue or OverLimit.
 */
function checkPolicy(text: string): void {
  let statements: PolicyDocument["statements"];
  try {
    ({ statements } = parsePolicy(text, "resource"));
  } catch (error) {
    if (error instanceof MalformedPolicy) throw invalidAttributeValue("Policy");
    throw error;
  }
  if (statements.length > POLICY_STATEMENTS) throw tooManyStatements(statements.length);
  for (const { action, notAction, principal, notPrincipal } of statements) {
    const ours = (action ?? notAction)!.every((one) => one === "*" || /^sqs:/i.test(one));
    if (!ours || (principal ?? notPrincipal) === undefined) throw invalidAttributeValue("Policy");
  }
}

/** @throws Fault InvalidAttributeValue for a throughput per group whose queue has no such scope. */
export function checkThroughput(attributes: Readonly<Record<string, string>>): void {
  const perGroup = attributes["FifoThroughputLimit"] === "perMessageGroupId";
  if (perGroup && attributes["DeduplicationScope"] !== "messageGroup") throw perGroupOnly();
}

function inRange(value: string, min: number, max: number): boolean {
  return /^\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max;
}

const QUEUE_ARN = /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/;

export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** @throws Fault InvalidParameterValue in AWS's words. */
export function parseRedrive(text: string): Redrive {
  const wrong = (reason: string) =>
    invalidParameter(`Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong("Redrive policy is not a valid JSON map.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong("Redrive policy is not a valid JSON map.");
  const { deadLetterTargetArn, maxReceiveCount } = value;
  if (deadLetterTargetArn === undefined)
    throw wrong("Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  if (maxReceiveCount === undefined)
    throw wrong("Redrive policy does not contain mandatory attribute: maxReceiveCount.");
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw wrong(
      "Invalid value for maxReceiveCount: " +
        maxReceiveCount +
        ", valid values are from 1 to 1000 both inclusive.",
    );
  if (typeof deadLetterTargetArn !== "string" || !QUEUE_ARN.test(deadLetterTargetArn))
    throw wrong("Invalid value for deadLetterTargetArn.");
  return { deadLetterTargetArn, maxReceiveCount: count };
}

export interface RedriveAllow {
  readonly redrivePermission: "allowAll" | "denyAll" | "byQueue";
  readonly sourceQueueArns?: readonly string[];
}

/** @throws Fault InvalidParameterValue in AWS's words. */
export function parseRedriveAllow(text: string): RedriveAllow {
  try {
    const value = JSON.parse(text) as RedriveAllow;
    const { redrivePermission: permission, sourceQueueArns: arns } = value;
    if ((permission === "allowAll" || permission === "denyAll") && arns === undefined) return value;
    if (permission === "byQueue" && Array.isArray(arns) && arns.length > 0)
      if (arns.length <= ALLOWED_SOURCES && arns.every((arn) => QUEUE_ARN.test(arn))) return value;
  } catch {
    // The same words for what is no JSON and for what is no such policy.
  }
  throw invalidParameter(
    `Value ${text} for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy, as it's in an unsupported format.`,
  );
}

const LEGAL = /^[\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const ILLEGAL_CHARACTERS =
  "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";
/** Quick test for what nearly every body is; the full one costs ten times as much. */
const PLAIN = /^[\u0020-\u007e\n\r\t]*$/;

/** @throws Fault InvalidMessageContents for characters that XML does not allow. */
export function checkBody(body: string): void {
  if (body.length === 0) throw missingParameter("MessageBody");
  if (!isLegal(body)) throw invalidMessageContents(ILLEGAL_CHARACTERS);
}

const isLegal = (text: string): boolean => PLAIN.test(text) || LEGAL.test(text);

/** @throws Fault InvalidParameterValue for a group's, deduplication's or attempt's id AWS does not take. */
export function checkToken(name: string, value: string | undefined): void {
  if (value === undefined || /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/.test(value)) return;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

/** Bytes that count against the message size: body and attributes' names, types and values. */
export function messageBytes(
  body: string,
  attributes: Record<string, MessageAttribute> | undefined,
): number {
  let bytes = Buffer.byteLength(body);
  for (const name in attributes) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType ?? "");
    bytes += StringValue !== undefined ? Buffer.byteLength(StringValue) : 0;
    bytes += BinaryValue !== undefined ? Buffer.from(BinaryValue, "base64").length : 0;
  }
  return bytes;
}

export const md5 = (text: string): string => hash("md5", text, "hex");

interface GivenAttribute {
  DataType?: string;
  StringValue?: string;
  BinaryValue?: Uint8Array;
}

/**
 * Message attributes as stored; undefined when there are none.
 * @throws Fault InvalidParameterValue in AWS's words.
 */
export function readAttributes(
  given: Readonly<Record<string, GivenAttribute>> | undefined,
): Record<string, MessageAttribute> | undefined {
  if (given === undefined) return undefined;
  const names = Object.keys(given);
  if (names.length === 0) return undefined;
  if (names.length > ATTRIBUTES_PER_MESSAGE)
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${ATTRIBUTES_PER_MESSAGE}].`,
    );
  const out: Record<string, MessageAttribute> = Object.create(null);
  for (const name of names) out[name] = readAttribute(name, given[name]!);
  return out;
}

function readAttribute(name: string, given: GivenAttribute): MessageAttribute {
  if (!/^(?!(aws|amazon)\.)(?!\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i.test(name))
    throw invalidParameter(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters, must not start with AWS. or Amazon., and must not start, end or contain successive periods.`,
    );
  const { DataType, StringValue, BinaryValue } = given;
  if (!DataType)
    throw invalidParameter(
      `The message attribute '${name}' must contain a non-empty message attribute type.`,
    );
  const kind = DataType.split(".")[0];
  if (kind !== "String" && kind !== "Number" && kind !== "Binary")
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const value = kind === "Binary" ? BinaryValue : StringValue;
  if (value === undefined || value.length === 0)
    throw invalidParameter(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`,
    );
  if (kind === "Number" && !isNumber(StringValue!))
    throw invalidParameter(`Can't cast the value of message attribute '${name}' to a number.`);
  if (kind === "String" && !isLegal(StringValue!)) throw invalidParameter(ILLEGAL_CHARACTERS);
  if (kind === "Binary")
    return { DataType, BinaryValue: Buffer.from(BinaryValue!).toString("base64") };
  return { DataType, StringValue: StringValue! };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#message-attribute-data-types */
function isNumber(text: string): boolean {
  const [, whole = "", fraction = ""] = /^[+-]?(\d*)\.?(\d*)(?:[eE][+-]?\d+)?$/.exec(text) ?? [];
  const digits = whole + fraction;
  if (digits === "" || digits.replace(/^0+/, "").replace(/0+$/, "").length > 38) return false;
  const size = Math.abs(Number(text));
  return size === 0 || (size >= 1e-128 && size <= 1e126);
}

/**
 * AWS's services and clients say one thing beside a message, where it is traced.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 * @throws Fault InvalidParameterValue; no text of AWS's was found.
 */
export function checkSystemAttributes(
  given: Readonly<Record<string, GivenAttribute>> | undefined,
): void {
  for (const [name, { DataType }] of Object.entries(given ?? {}))
    if (name !== "AWSTraceHeader" || DataType !== "String")
      throw invalidParameter(
        `The message system attribute '${name}' is invalid. The only one is AWSTraceHeader, of type String.`,
      );
}

/**
 * @param reserved Whether names that AWS keeps for itself are refused: not those that services give.
 * @throws Fault InvalidParameterValue for tags that no queue may have; no texts of AWS's were found.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
 */
export function checkTags(given: Readonly<Record<string, string>>, reserved: boolean): void {
  for (const [key, value] of Object.entries(given)) {
    if (key === "" || key.length > TAG_KEY_LENGTH)
      throw invalidParameter("Tag keys must be between 1 and 128 characters in length.");
    if (value.length > TAG_VALUE_LENGTH)
      throw invalidParameter("Tag values must be between 0 and 256 characters in length.");
    if (reserved && /^aws:/i.test(key))
      throw invalidParameter("Tag keys that begin with aws: are reserved for AWS.");
  }
}

/** The MD5 of message attributes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation */
export function attributesMd5(attributes: Record<string, MessageAttribute>): string {
  const digest = createHash("md5");
  const length = Buffer.alloc(4);
  const part = (bytes: Buffer) => {
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    part(Buffer.from(name));
    part(Buffer.from(DataType ?? ""));
    digest.update(Buffer.from([StringValue !== undefined ? 1 : 2]));
    part(
      StringValue !== undefined
        ? Buffer.from(StringValue)
        : Buffer.from(BinaryValue ?? "", "base64"),
    );
  }
  return digest.digest("hex");
}

export interface Receipt {
  readonly queue: string;
  readonly sequence: number;
  /** How often the message had been received with this handle. */
  readonly receiveCount: number;
  /** Epoch milliseconds of that receive. */
  readonly receivedAt: number;
}

/** A handle as clients are given it; `parseReceipt` reads it back. */
export function receiptHandle(receipt: Receipt): string {
  const { queue, sequence, receiveCount, receivedAt } = receipt;
  const text = `${queue}:${sequence.toString(36)}:${receiveCount}:${receivedAt.toString(36)}`;
  return "AQEB" + Buffer.from(text).toString("base64") + "=".repeat(text.length % 3 === 0 ? 0 : 0);
}

/** @throws Fault ReceiptHandleIsInvalid. */
export function parseReceipt(handle: string, queue: string): Receipt {
  const parts = handle.startsWith("AQEB")
    ? Buffer.from(handle.slice(4), "base64").toString("latin1").split(":")
    : [];
  const sequence = Number.parseInt(parts[1] ?? "", 36);
  const receiveCount = Number(parts[2]);
  const receivedAt = Number.parseInt(parts[3] ?? "", 36);
  if (
    parts.length !== 4 ||
    parts[0] !== queue ||
    !Number.isSafeInteger(sequence) ||
    !Number.isSafeInteger(receivedAt)
  )
    throw receiptHandleInvalid(handle);
  return { queue, sequence, receiveCount, receivedAt };
}

/** FIFO deduplication by content. */
export const contentId = (body: string): string => createHash("sha256").update(body).digest("hex");

/** AWS shows sequence numbers as twenty digits. */
export const sequenceNumber = (sequence: number): string =>
  "188" + String(sequence).padStart(17, "0");

/**
 * What only the owner's account can do, whatever a queue's policy says.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
 */
export const OWNER_ONLY: ReadonlySet<string> = new Set([
  "AddPermission",
  "CancelMessageMoveTask",
  "CreateQueue",
  "DeleteQueue",
  "ListMessageMoveTasks",
  "ListQueues",
  "ListQueueTags",
  "RemovePermission",
  "SetQueueAttributes",
  "StartMessageMoveTask",
  "TagQueue",
  "UntagQueue",
]);

/** Attributes every queue has, as AWS shows them when they were never set. */
export const NUMERIC_DEFAULTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(NUMERIC)
    .filter(([name]) => name !== "KmsDataKeyReusePeriodSeconds")
    .map(([name, range]) => [name, String(range.fallback)]),
);

/** A queue's attributes as AWS shows them: those that were set, and the others at their defaults. */
export function shownAttributes({ attributes, ...row }: QueueRow): Record<string, string> {
  const encrypted = attributes["KmsMasterKeyId"] !== undefined;
  const { KmsDataKeyReusePeriodSeconds: reuse = "300", ...others } = attributes;
  return {
    ...NUMERIC_DEFAULTS,
    SqsManagedSseEnabled: encrypted ? "false" : "true",
    ...(isFifo({ attributes, ...row }) ? FIFO_DEFAULTS : {}),
    ...others,
    // Of a key alone.
    ...(encrypted ? { KmsDataKeyReusePeriodSeconds: reuse } : {}),
  };
}

/** Likewise of a FIFO queue. */
export const FIFO_DEFAULTS = {
  ContentBasedDeduplication: "false",
  DeduplicationScope: "queue",
  FifoThroughputLimit: "perQueue",
};

/** Whether an attribute has the value that is asked for, however that is spelled. */
export function isSame(name: string, held: string | undefined, asked: string): boolean {
  if (held === undefined || held === asked) return held === asked;
  if (NUMERIC[name] !== undefined) return Number(held) === Number(asked);
  if (!name.endsWith("Policy")) return false;
  return isDeepStrictEqual(JSON.parse(held), JSON.parse(asked));
}
