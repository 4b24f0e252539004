/**
 * What SigV4 signs: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
 * All strings hold one character per byte, as they came off the wire.
 */
import { createHmac, hash } from "node:crypto";
import type { HttpRequest } from "#protocol/http";
import { decoded, type Presented, type Scope } from "./presented.ts";

export const EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** The form of path and query that a request is signed with. */
export interface Form {
  readonly path: string;
  readonly query: string;
}

/**
 * The forms a client may have signed; the documented one first. Clients differ in whether they
 * sign an unusual path as they send it; none of the forms can be made without the secret.
 */
export function forms(presented: Presented, request: HttpRequest, s3: boolean): Form[] {
  const leaveOut = presented.kind === "query" ? "X-Amz-Signature" : undefined;
  const paths = s3
    ? [encodePath(decoded(request.path)), request.path]
    : [
        encodePath(normalized(request.path)),
        encodePath(request.path),
        encodePath(normalized(decoded(request.path))),
        request.path,
      ];
  const queries = [canonicalQuery(request.query, leaveOut, false)];
  if (request.query.includes("+")) queries.push(canonicalQuery(request.query, leaveOut, true));
  return [...new Set(paths)].flatMap((path) =>
    queries.map((query) => ({ path: path === "" ? "/" : path, query })),
  );
}

/**
 * The canonical request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-
 * signed-request.html
 */
export function canonicalRequest(
  presented: Presented,
  request: HttpRequest,
  form: Form,
  payloadHash: string,
): string {
  let fields = "";
  for (const name of presented.signedHeaders) fields += `${name}:${fieldValue(request, name)}\n`;
  return `${request.method}\n${form.path}\n${form.query}\n${fields}\n${presented.signedHeaders.join(";")}\n${payloadHash}`;
}

function fieldValue(request: HttpRequest, name: string): string {
  if ((name === "host" || name === ":authority") && request.host !== "") return request.host;
  const values: string[] = [];
  for (const [key, value] of request.headers.entries)
    if (key.length === name.length && key.toLowerCase() === name)
      values.push(value.trim().replace(/ {2,}/g, " "));
  return values.join(",");
}

/** The scope that the signature is bound to. */
export function scope(presented: Scope): string {
  const { date, region, service, terminator } = presented;
  return presented.asymmetric
    ? `${date}/${service}/${terminator}`
    : `${date}/${region}/${service}/${terminator}`;
}

/** What the signature is made of: algorithm, time, scope and the canonical request's digest. */
export function stringToSign(presented: Presented, canonical: string): string {
  return `${presented.algorithm}\n${presented.timestamp}\n${scope(presented)}\n${sha256(canonical)}`;
}

/** SHA-256 in hexadecimal digits, of bytes or of a string with one character per byte. */
export function sha256(data: string | Uint8Array): string {
  return hash("sha256", typeof data === "string" ? Buffer.from(data, "latin1") : data, "hex");
}

/** HMAC-SHA256 of a text. */
export function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text, "latin1").digest();
}

const ENCODED = Array.from({ length: 256 }, (_, c) => {
  const char = String.fromCharCode(c);
  return /[A-Za-z0-9\-._~]/.test(char) && c < 128
    ? char
    : `%${c.toString(16).toUpperCase().padStart(2, "0")}`;
});

function encode(text: string): string {
  if (/^[A-Za-z0-9\-._~]*$/.test(text)) return text;
  let out = "";
  for (let i = 0; i < text.length; i++) out += ENCODED[text.charCodeAt(i) & 255]!;
  return out;
}

function encodePath(path: string): string {
  return path.split("/").map(encode).join("/");
}

/** RFC 3986's path without "." and ".." and doubled slashes, which all services but S3 sign. */
function normalized(path: string): string {
  if (!/\/(\/|\.)/.test(path)) return path;
  const out: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") out.pop();
    else if (segment !== "" && segment !== ".") out.push(segment);
  }
  return `/${out.join("/")}${path.endsWith("/") && out.length > 0 ? "/" : ""}`;
}

function canonicalQuery(query: string, leaveOut: string | undefined, plusIsSpace: boolean): string {
  if (query === "") return "";
  const plain = (text: string): string =>
    encode(decoded(plusIsSpace ? text.replaceAll("+", " ") : text));
  const pairs: (readonly [string, string])[] = [];
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = plain(at < 0 ? pair : pair.slice(0, at));
    if (name !== leaveOut) pairs.push([name, at < 0 ? "" : plain(pair.slice(at + 1))]);
  }
  pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}
