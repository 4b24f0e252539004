/**
 * Signatures of messages, and the certificate that they are checked with.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { selfSigned } from "#aws/certificate";
import type { Awaitable } from "#base/awaitable";
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
  /** Signatures by what they sign: a message to a hundred queues is a hundred times the same. */
  readonly made: Map<string, string>;
}

const SIGNATURES_KEPT = 1_000;

/** A Brume's parsed key: parsing one costs more than a signature. */
const signers = new WeakMap<Kernel, Signer>();

/** The key of this Brume; undefined before it is first needed. */
export const knownKey = (tx: Tx): Awaitable<SigningKey | undefined> => tx.key.find({ id: KEY });

/** The key of this Brume, made when it is first needed. */
export async function signingKey(ctx: Ctx, tx: Tx): Promise<SigningKey> {
  const known = await knownKey(tx);
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
  const signer = signerOf(ctx.kernel, key);
  const text = signedText(message);
  let signature = signer.made.get(version + text);
  if (signature === undefined) {
    signature = sign(algorithmOf(version), Buffer.from(text), signer.key).toString("base64");
    keepSignature(signer, version + text, signature);
  }
  return {
    ...message,
    SignatureVersion: version,
    Signature: signature,
    SigningCertURL: `${ctx.origin}${signer.path}`,
  };
}

/** Signs a message ahead of `signed`, beside the thread that everything else waits for. */
export async function signAhead(
  ctx: Ctx,
  key: SigningKey,
  version: string,
  message: Readonly<Record<string, unknown>>,
): Promise<void> {
  const signer = signerOf(ctx.kernel, key);
  const text = signedText(message);
  if (signer.made.has(version + text)) return;
  const signature = await new Promise<Buffer>((resolve, reject) => {
    sign(algorithmOf(version), Buffer.from(text), signer.key, (error, made) =>
      error === null ? resolve(made) : reject(error),
    );
  });
  keepSignature(signer, version + text, signature.toString("base64"));
}

const algorithmOf = (version: string): string => (version === "2" ? "RSA-SHA256" : "RSA-SHA1");

/** The members that a signature vouches for, in AWS's order. */
function signedText(message: Readonly<Record<string, unknown>>): string {
  const members = message["Type"] === "Notification" ? NOTIFYING : CONFIRMING;
  return members
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${String(message[name])}\n`)
    .join("");
}

function keepSignature({ made }: Signer, signs: string, signature: string): void {
  if (made.size >= SIGNATURES_KEPT) made.delete(made.keys().next().value!);
  made.set(signs, signature);
}

function signerOf(kernel: Kernel, own: SigningKey): Signer {
  const known = signers.get(kernel);
  if (known?.text === own.privateKey) return known;
  const made = {
    text: own.privateKey,
    key: createPrivateKey(own.privateKey),
    path: certificatePath(own),
    made: new Map<string, string>(),
  };
  signers.set(kernel, made);
  return made;
}
