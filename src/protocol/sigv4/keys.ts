/** The keys that signatures are made with, derived from secrets. */
import {
  createECDH,
  createPublicKey,
  type KeyObject,
  timingSafeEqual,
  verify as verifySignature,
} from "node:crypto";
import { hmac } from "./canonical.ts";
import { ECDSA, type Scope } from "./presented.ts";

const KEPT = 1_000;
/** Results of pure functions: deriving a key costs five times what checking a signature does. */
const signingKeys = new Map<string, Buffer>();
const publicKeys = new Map<string, KeyObject>();

/** Whether `signature` is the one that `secret` makes of `text` in the credential's scope. */
export function signed(presented: Scope, secret: string, text: string, signature: string): boolean {
  if (presented.asymmetric) return signedByKey(presented.accessKeyId, secret, text, signature);
  const expected = signatureOf(presented, secret, text);
  return (
    signature.length === 64 &&
    /^[0-9a-f]{64}$/.test(signature) &&
    timingSafeEqual(Buffer.from(expected, "latin1"), Buffer.from(signature, "latin1"))
  );
}

/** The HMAC signature of `text`, in hexadecimal digits. */
export function signatureOf(presented: Scope, secret: string, text: string): string {
  return hmac(
    signingKey(secret, presented.date, presented.region, presented.service),
    text,
  ).toString("hex");
}

function signingKey(secret: string, date: string, region: string, service: string): Buffer {
  return kept(signingKeys, JSON.stringify([secret, date, region, service]), () =>
    hmac(hmac(hmac(hmac(Buffer.from(`AWS4${secret}`), date), region), service), "aws4_request"),
  );
}

function signedByKey(
  accessKeyId: string,
  secret: string,
  text: string,
  signature: string,
): boolean {
  const bare = signature.replace(/\*+$/, "");
  if (!/^([0-9a-f]{2}){8,72}$/i.test(bare)) return false;
  const key = kept(publicKeys, JSON.stringify([accessKeyId, secret]), () =>
    publicKey(accessKeyId, secret),
  );
  try {
    return verifySignature("sha256", Buffer.from(text, "latin1"), key, Buffer.from(bare, "hex"));
  } catch {
    return false;
  }
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The key pair that SigV4a derives from a secret, as the AWS SDKs do (a counter-mode KDF of
 * NIST SP 800-108): https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html.
 */
function privateKey(accessKeyId: string, secret: string): Buffer {
  for (let counter = 1; counter <= 254; counter++) {
    const input = `\0\0\0\x01${ECDSA}\0${accessKeyId}${String.fromCharCode(counter)}\0\0\x01\0`;
    const candidate = BigInt(`0x${hmac(Buffer.from(`AWS4A${secret}`), input).toString("hex")}`);
    if (candidate <= ORDER - 2n)
      return Buffer.from((candidate + 1n).toString(16).padStart(64, "0"), "hex");
  }
  throw new Error("no signing key could be derived");
}

/** The public half of a SigV4a key pair, P-256. */
export function publicKey(accessKeyId: string, secret: string): KeyObject {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(privateKey(accessKeyId, secret));
  const point = pair.getPublicKey();
  const coordinate = (from: number): string =>
    point.subarray(from, from + 32).toString("base64url");
  return createPublicKey({
    key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
    format: "jwk",
  });
}

function kept<V>(cache: Map<string, V>, key: string, make: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= KEPT) cache.clear();
  const made = make();
  cache.set(key, made);
  return made;
}
