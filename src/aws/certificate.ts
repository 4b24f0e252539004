/** Self-signed certificates of RSA keys, as DER: what services show of themselves that is no TLS. */
import { generateKeyPairSync, sign } from "node:crypto";

export interface OwnCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly privateKey: string;
}

export interface CertificateOf {
  /** Random bytes, of which the first is made positive. */
  readonly serial: Uint8Array;
  readonly commonName: string;
  /** Epoch milliseconds, as `until`. */
  readonly from: number;
  readonly until: number;
  readonly bits: number;
}

/** A new key and its certificate. */
export function selfSigned({
  serial,
  commonName,
  from,
  until,
  bits,
}: CertificateOf): OwnCertificate {
  const pair = generateKeyPairSync("rsa", { modulusLength: bits });
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, Buffer.from(commonName)))),
  );
  const number = Buffer.from([0x01, ...serial]);
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, number),
    RSA_SHA256,
    name,
    der(SEQUENCE, time(from), time(until)),
    name,
    pair.publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", body, pair.privateKey);
  const whole = der(SEQUENCE, body, RSA_SHA256, der(BITS, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    privateKey: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

const INTEGER = 0x02;
const BITS = 0x03;
const UTF8 = 0x0c;
const SEQUENCE = 0x30;
const SET = 0x31;
/** 2.5.4.3 */
const COMMON_NAME = Buffer.from([0x06, 0x03, 0x55, 0x04, 0x03]);
/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11, with its empty parameters. */
const RSA_SHA256 = Buffer.from("300d06092a864886f70d01010b0500", "hex");

/** One value with its tag and length. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

/** UTCTime up to 2049, GeneralizedTime after it. */
function time(at: number): Buffer {
  const text = `${new Date(at).toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}Z`;
  return text < "2050" ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}
