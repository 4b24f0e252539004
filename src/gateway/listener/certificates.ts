/**
 * X.509 certificates of elliptic-curve keys, as DER: the few dozen lines that a local authority
 * needs of https://www.rfc-editor.org/rfc/rfc5280, synchronous and without dependencies.
 */
import { createHash, type KeyObject, sign } from "node:crypto";
import { isIP } from "node:net";

export interface CertificateFacts {
  readonly serial: Uint8Array;
  readonly subject: string;
  readonly issuer: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly subjectKey: KeyObject;
  readonly issuerKey: KeyObject;
  /** The issuer's private key. */
  readonly signer: KeyObject;
  /** DNS names and IP addresses of a server; none for an authority. */
  readonly names: readonly string[];
  readonly authority: boolean;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const BITS = 0x03;
const TRUE = Buffer.from([0x01, 0x01, 0xff]);
const ECDSA_SHA256 = der(SEQUENCE, oid("1.2.840.10045.4.3.2"));

/** @returns The certificate in PEM. */
export function certificate(facts: CertificateFacts): string {
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, positive(facts.serial)),
    ECDSA_SHA256,
    commonName(facts.issuer),
    der(SEQUENCE, time(facts.from), time(facts.until)),
    commonName(facts.subject),
    facts.subjectKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(SEQUENCE, ...extensions(facts))),
  );
  const signature = sign("sha256", body, facts.signer);
  const whole = der(SEQUENCE, body, ECDSA_SHA256, der(BITS, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function extensions(facts: CertificateFacts): Buffer[] {
  const own = keyIdentifier(facts.subjectKey);
  const list = [
    extension("2.5.29.14", false, der(OCTETS, own)),
    extension("2.5.29.35", false, der(SEQUENCE, der(0x80, keyIdentifier(facts.issuerKey)))),
  ];
  if (facts.authority) {
    list.push(extension("2.5.29.19", true, der(SEQUENCE, TRUE)));
    // keyCertSign and cRLSign.
    list.push(extension("2.5.29.15", true, der(BITS, Buffer.from([1, 0x06]))));
    return list;
  }
  list.push(extension("2.5.29.19", true, der(SEQUENCE)));
  // digitalSignature.
  list.push(extension("2.5.29.15", true, der(BITS, Buffer.from([7, 0x80]))));
  list.push(extension("2.5.29.37", false, der(SEQUENCE, oid("1.3.6.1.5.5.7.3.1"))));
  list.push(extension("2.5.29.17", false, der(SEQUENCE, ...facts.names.map(alternativeName))));
  return list;
}

function alternativeName(name: string): Buffer {
  return isIP(name) === 0 ? der(0x82, Buffer.from(name, "latin1")) : der(0x87, addressBytes(name));
}

/** An IP address in network order. */
function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  const plain = address.split("%")[0]!.replace(/\d+\.\d+\.\d+\.\d+$/, (v4) => {
    const b = v4.split(".").map(Number);
    return `${((b[0]! << 8) | b[1]!).toString(16)}:${((b[2]! << 8) | b[3]!).toString(16)}`;
  });
  const [left = "", right] = plain.split("::");
  const before = left === "" ? [] : left.split(":");
  const after = right === undefined || right === "" ? [] : right.split(":");
  const zeros = right === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...new Array<string>(zeros).fill("0"), ...after].map((g) =>
    Number.parseInt(g, 16),
  );
  return Buffer.from(groups.flatMap((g) => [g >> 8, g & 255]));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return der(SEQUENCE, oid(id), ...(critical ? [TRUE] : []), der(OCTETS, value));
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest()
    .subarray(0, 20);
}

function commonName(name: string): Buffer {
  return der(
    SEQUENCE,
    der(SET, der(SEQUENCE, oid("2.5.4.3"), der(0x0c, Buffer.from(name.slice(0, 64), "utf8")))),
  );
}

/** UTCTime up to 2049, GeneralizedTime after it. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, "");
  return new Date(at).getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2), "latin1"))
    : der(0x18, Buffer.from(digits, "latin1"));
}

function positive(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x01]), bytes]);
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 127];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 127) | 128);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 128
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}
