/** Attributes of messages: https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import { invalidAttribute } from "./errors.ts";

type Attributes = Readonly<Record<string, MessageAttributeValue>>;

const NAME_LENGTH = 256;

/** How much they add to a message's size. */
export function attributeBytes(attributes: Attributes | undefined): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(attributes ?? {}))
    bytes +=
      Buffer.byteLength(name) +
      Buffer.byteLength(value.DataType) +
      Buffer.byteLength(value.StringValue ?? "") +
      (value.BinaryValue?.length ?? 0);
  return bytes;
}

/** @throws Fault ParameterValueInvalid */
export function checkAttributes(attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const words = nameRefused(name) ?? valueRefused(name, value);
    if (words !== undefined) throw invalidAttribute(words);
  }
}

/** What is wrong with an attribute's name. */
function nameRefused(name: string): string | undefined {
  if (name.length > NAME_LENGTH)
    return "Length of message attribute name must be less than 256 bytes.";
  if (name.startsWith("."))
    return "Invalid message attribute name starting with character '.' was found.";
  if (name.endsWith("."))
    return "Invalid message attribute name ending with character '.' was found.";
  const strange = /[^\w.-]/u.exec(name)?.[0];
  if (strange !== undefined)
    return `Invalid non-alphanumeric character '#x${strange.codePointAt(0)!.toString(16).toUpperCase()}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`;
  if (name.includes("..")) return "Message attribute name can not have successive '.' character.";
  return undefined;
}

/** What is wrong with an attribute's type and value. */
function valueRefused(
  name: string,
  { DataType, StringValue = "", BinaryValue }: MessageAttributeValue,
): string | undefined {
  const kind = /^(String|Number|Binary)(?:$|\..)/.exec(DataType)?.[1];
  if (kind === undefined)
    return `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`;
  const bytes = BinaryValue?.length ?? 0;
  const field = kind === "Binary" ? "Binary" : "String";
  const [own, other] =
    kind === "Binary" ? [bytes, StringValue.length] : [StringValue.length, bytes];
  if (own === 0)
    return other > 0
      ? `The message attribute '${name}' with type '${DataType}' must use field '${field}'.`
      : `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`;
  if (kind === "Number" && Number.isNaN(Number(StringValue)))
    return `Could not cast message attribute '${name}' value to number.`;
  return undefined;
}
