/**
 * Signatures of messages, and the certificate that they are checked with.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { selfSigned } from "#aws/certificate";
import type { Kernel } from "#kernel/kernel";
import type { Ctx, Tx } from "./topics.ts";

export interface SigningKey {
  readonly certificate: string;
  readonly privateKey: string;
}

const KEY = "signing";
/** Every notification is signed: of 2,048 bits that would cost more than all else about it. */
const BITS = 1_024;
const YEARS_MS = 20 * 365 * 86_400_000;
const CONFIRMING = [
  "Message",
  "MessageId",
  "SubscribeURL",
  "Timestamp",
  "Token",
  "TopicArn",
  "Type",
];
const NOTIFYING = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];

interface Signer {
  readonly text: string;
  readonly key: KeyObject;
  readonly path: string;
  /** What was signed last: a message to a hundred queues is a hundred times the same. */
  last: { readonly signs: string; readonly signature: string };
}

/** A Brume's parsed key: parsing one costs more than a signature. */
const signers = new WeakMap<Kernel, Signer>();

/** The key of this Brume, made when it is first needed. */
export async function signingKey(ctx: Ctx, tx: Tx): Promise<SigningKey> {
  const known = await tx.key.find({ id: KEY });
  if (known !== undefined) return known;
  const made = selfSigned({
    serial: ctx.chance.bytes(8),
    commonName: "sns.amazonaws.com",
    from: ctx.now - 86_400_000,
    until: ctx.now + YEARS_MS,
    bits: BITS,
  });
  const row = { id: KEY, certificate: made.certificate, privateKey: made.privateKey };
  await tx.key.put(row);
  return row;
}

/** The path under which the certificate is served. */
export const certificatePath = ({ certificate }: SigningKey): string =>
  `/SimpleNotificationService-${createHash("md5").update(certificate).digest("hex")}.pem`;

/** A message with its signature's three members. */
export function signed<T extends Readonly<Record<string, unknown>>>(
  ctx: Ctx,
  key: SigningKey,
  version: string,
  message: T,
) {
  const members = message["Type"] === "Notification" ? NOTIFYING : CONFIRMING;
  const text = members
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${String(message[name])}\n`)
    .join("");
  const signer = signerOf(ctx.kernel, key);
  const signs = `${version}\n${text}`;
  if (signer.last.signs !== signs) {
    const algorithm = version === "2" ? "RSA-SHA256" : "RSA-SHA1";
    const signature = sign(algorithm, Buffer.from(text), signer.key).toString("base64");
    signer.last = { signs, signature };
  }
  return {
    ...message,
    SignatureVersion: version,
    Signature: signer.last.signature,
    SigningCertURL: `${ctx.origin}${signer.path}`,
  };
}

function signerOf(kernel: Kernel, own: SigningKey): Signer {
  const known = signers.get(kernel);
  if (known?.text === own.privateKey) return known;
  const made = {
    text: own.privateKey,
    key: createPrivateKey(own.privateKey),
    path: certificatePath(own),
    last: { signs: "", signature: "" },
  };
  signers.set(kernel, made);
  return made;
}
