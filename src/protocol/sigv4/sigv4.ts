/**
 * AWS's request signatures, version 4 and 4a: by Authorization field, by presigned URL, by S3 POST
 * form, with S3's signed and unsigned streaming bodies.
 */
import { Fault } from "#aws/fault";
import type { HttpRequest } from "#protocol/http";
import { canonicalRequest, EMPTY_HASH, forms, sha256, stringToSign } from "./canonical.ts";
import {
  type Dialect,
  dialectOf,
  expiredToken,
  incomplete,
  invalidToken,
  malformedHeader,
  malformedQuery,
  mismatch,
  payloadMismatch,
  refused,
  skewed,
  urlExpired,
} from "./errors.ts";
import { signed } from "./keys.ts";
import { ECDSA, HMAC, type Presented } from "./presented.ts";
import { judgedByTwo } from "./version-two.ts";

export { decodePayload, type DecodedPayload } from "./payload.ts";
export { dialectOf, missingAuthenticationToken, unknownAccessKey } from "./errors.ts";
export { parseCredential, parsePostCredential, type Presented } from "./presented.ts";

/** What the signature is checked against. */
export interface Known {
  /** Undefined when any secret is accepted. */
  readonly secret: string | undefined;
  readonly sessionToken?: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

const SKEW_MILLISECONDS = 15 * 60_000;
const WEEK_SECONDS = 604_800;
const HEX64 = /^[0-9a-f]{64}$/i;

/**
 * Checks that a request was signed by the holder of a secret, in time, in its scope.
 * @param body The whole body, or undefined where it is streamed (its hash is then only presented).
 * @param now Epoch milliseconds.
 * @param s3 S3 has its own canonical path, payload rules and words.
 * @param aheadMilliseconds How far `now` has been moved ahead of the real time, by which clients
 *   sign: a header's time may be near either. Presigned URLs end by `now`.
 * @throws Fault with AWS's code and words for the first thing that is wrong.
 */
export function verify(
  presented: Presented,
  request: HttpRequest,
  known: Known,
  body: Uint8Array | undefined,
  now: number,
  s3: boolean,
  aheadMilliseconds = 0,
): void {
  const dialect = dialectOf(request, s3);
  if (presented.kind === "query-two") return verifyTwo(presented, request, known, now);
  const at =
    presented.kind === "query"
      ? checkQuery(presented, dialect)
      : checkHeader(presented, request, dialect);
  checkTime(presented, dialect, at, now, aheadMilliseconds);
  checkToken(presented, known, dialect, now);
  if (known.secret === undefined) return;
  const payload = payloadHash(request, body, s3);
  let first: { canonical: string; text: string } | undefined;
  for (const form of forms(presented, request, s3)) {
    const canonical = canonicalRequest(presented, request, form, payload);
    const text = stringToSign(presented, canonical);
    if (signed(presented, known.secret, text, presented.signature)) {
      presented.seed = { accessKeyId: presented.accessKeyId, secret: known.secret };
      if (s3) checkPayload(request, body);
      return;
    }
    first ??= { canonical, text };
  }
  throw mismatch(dialect, presented, first!.canonical, first!.text);
}

function verifyTwo(presented: Presented, request: HttpRequest, known: Known, now: number): void {
  const until = Number(presented.expires) * 1000;
  if (!Number.isFinite(until))
    throw new Fault(
      "AccessDenied",
      `Invalid date (should be seconds since epoch): ${presented.expires}`,
      403,
    );
  if (until < now)
    throw new Fault("AccessDenied", "Request has expired", 403, {
      Expires: new Date(until).toISOString(),
      ServerTime: new Date(now).toISOString(),
    });
  checkToken(presented, known, "s3", now);
  if (known.secret === undefined) return;
  const { right, text } = judgedByTwo(presented, request, known.secret);
  if (!right) throw mismatch("s3", presented, "", text);
}

/** @returns When the request was signed, in epoch milliseconds. */
function checkHeader(presented: Presented, request: HttpRequest, dialect: Dialect): number {
  const { credential, signature, signedHeaders, timestamp } = presented;
  const authorization = request.headers.get("authorization") ?? "";
  if (dialect === "s3") {
    if (credential === "" || signature === "" || signedHeaders.length === 0)
      throw malformedHeader(
        `the authorization header requires three components: Credential, SignedHeaders, and Signature.`,
      );
    if (!wellScoped(presented))
      throw malformedHeader(`the Credential is mal-formed; ${EXPECTED_SCOPE}`);
    const at = epoch(timestamp);
    if (at === undefined)
      throw new Fault(
        "AccessDenied",
        "AWS authentication requires a valid Date or x-amz-date header",
        403,
      );
    if (!timestamp.startsWith(presented.date))
      throw malformedHeader(
        `Invalid credential date "${presented.date}". This date is not the same as X-Amz-Date: "${timestamp.slice(0, 8)}".`,
      );
    requireAlgorithm(
      presented,
      () =>
        new Fault(
          "InvalidRequest",
          "The authorization mechanism you have provided is not supported.",
          400,
        ),
    );
    return at;
  }
  const lacking: string[] = [];
  for (const [name, value] of [
    ["Credential", credential],
    ["Signature", signature],
    ["SignedHeaders", signedHeaders.join()],
  ] as const)
    if (value === "") lacking.push(`Authorization header requires '${name}' parameter. `);
  if (timestamp === "")
    lacking.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
    );
  if (lacking.length > 0)
    throw incomplete(dialect, `${lacking.join("")}${digested(authorization)}`);
  requireAlgorithm(presented, () =>
    incomplete(dialect, `Unsupported AWS 'algorithm': '${presented.algorithm}'.`),
  );
  return checkScope(presented, dialect, "Authorization");
}

/** AWS does not repeat the whole Authorization in its answer, but a hash of it. */
function digested(authorization: string): string {
  const hash = Buffer.from(sha256(authorization), "hex").toString("base64");
  return `(Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`;
}

const EXPECTED_SCOPE = 'expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
const QUERY_PARTS =
  "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, " +
  "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";

function checkQuery(presented: Presented, dialect: Dialect): number {
  const { credential, signature, signedHeaders, timestamp, expires } = presented;
  if (dialect === "s3") {
    if (
      [
        credential,
        signature,
        timestamp,
        presented.algorithm,
        expires ?? "",
        signedHeaders.join(),
      ].includes("")
    )
      throw malformedQuery(QUERY_PARTS);
    requireAlgorithm(presented, () =>
      malformedQuery(`X-Amz-Algorithm only supports "${HMAC} and ${ECDSA}"`),
    );
    if (!wellScoped(presented))
      throw malformedQuery(
        `Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; ${EXPECTED_SCOPE}`,
      );
    const at = epoch(timestamp);
    if (at === undefined)
      throw malformedQuery(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);
    if (!timestamp.startsWith(presented.date))
      throw malformedQuery(
        `Invalid credential date "${presented.date}". This date is not the same as X-Amz-Date: "${timestamp.slice(0, 8)}".`,
      );
    checkExpires(expires!);
    return at;
  }
  const lacking: string[] = [];
  for (const [name, value] of [
    ["X-Amz-Credential", credential],
    ["X-Amz-Signature", signature],
    ["X-Amz-SignedHeaders", signedHeaders.join()],
    ["X-Amz-Date", timestamp],
  ] as const)
    if (value === "") lacking.push(`AWS query-string parameters must include '${name}'. `);
  if (lacking.length > 0)
    throw incomplete(dialect, `${lacking.join("")}Re-examine the query-string parameters.`);
  requireAlgorithm(presented, () =>
    incomplete(dialect, `Unsupported AWS 'algorithm': '${presented.algorithm}'.`),
  );
  return checkScope(presented, dialect, "AWS query-string parameters");
}

function checkExpires(expires: string): void {
  if (!/^[+-]?\d+$/.test(expires)) throw malformedQuery("X-Amz-Expires should be a number");
  if (Number(expires) < 0) throw malformedQuery("X-Amz-Expires must be non-negative");
  if (Number(expires) > WEEK_SECONDS)
    throw malformedQuery(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${WEEK_SECONDS} seconds`,
    );
}

function requireAlgorithm(presented: Presented, otherwise: () => Fault): void {
  if (presented.algorithm !== HMAC && presented.algorithm !== ECDSA) throw otherwise();
}

function wellScoped(presented: Presented): boolean {
  const enough = presented.credential.split("/").length >= (presented.asymmetric ? 4 : 5);
  return enough && presented.terminator === "aws4_request" && /^\d{8}$/.test(presented.date);
}

function checkScope(presented: Presented, dialect: Exclude<Dialect, "s3">, where: string): number {
  const { credential, date, timestamp } = presented;
  const wanted = presented.asymmetric ? 4 : 5;
  if (credential.split("/").length < wanted)
    throw incomplete(
      dialect,
      `Credential must have exactly ${wanted} slash-delimited elements, e.g. ${presented.asymmetric ? "keyid/date/service/term" : "keyid/date/region/service/term"}, got '${credential}'`,
    );
  const at = epoch(timestamp);
  if (at === undefined)
    throw incomplete(
      dialect,
      `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  if (!presented.signedHeaders.includes("host") && !presented.signedHeaders.includes(":authority"))
    throw refused(
      dialect,
      `'Host' or ':authority' must be a 'SignedHeader' in the ${where === "Authorization" ? "AWS Authorization" : where}.`,
    );
  if (presented.terminator !== "aws4_request")
    throw refused(
      dialect,
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${presented.terminator}'. `,
    );
  if (!timestamp.startsWith(date) || date.length !== 8)
    throw refused(
      dialect,
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    );
  return at;
}

function checkTime(
  presented: Presented,
  dialect: Dialect,
  at: number,
  now: number,
  aheadMilliseconds: number,
): void {
  if (presented.kind === "query" && presented.expires !== "") {
    const seconds = Number(presented.expires);
    if (!(seconds >= 0 && seconds <= WEEK_SECONDS))
      throw malformedQuery("X-Amz-Expires should be a number");
    if (at + seconds * 1000 < now) throw urlExpired(dialect, presented, at + seconds * 1000, now);
    if (at > now + SKEW_MILLISECONDS)
      throw dialect === "s3"
        ? new Fault("AccessDenied", "Request is not yet valid", 403)
        : skewed(dialect, presented.timestamp, at, now, SKEW_MILLISECONDS);
    return;
  }
  const skew = Math.min(Math.abs(at - now), Math.abs(at + aheadMilliseconds - now));
  if (skew > SKEW_MILLISECONDS)
    throw skewed(dialect, presented.timestamp, at, now, SKEW_MILLISECONDS);
}

function checkToken(presented: Presented, known: Known, dialect: Dialect, now: number): void {
  if (known.sessionToken !== undefined && known.sessionToken !== presented.sessionToken)
    throw invalidToken(dialect);
  if (known.expiresAt !== undefined && known.expiresAt <= now) throw expiredToken(dialect);
}

/** The hash that stands in the canonical request. */
function payloadHash(request: HttpRequest, body: Uint8Array | undefined, s3: boolean): string {
  const given = request.headers.get("x-amz-content-sha256");
  if (s3) return given ?? "UNSIGNED-PAYLOAD";
  const computed = body === undefined || body.length === 0 ? EMPTY_HASH : sha256(body);
  if (given === undefined) {
    // Some services' presigned URLs are used with bodies that were not there when they were made.
    return body === undefined ? "UNSIGNED-PAYLOAD" : computed;
  }
  // The field is only believed where it does not name a hash: a wrong hash makes a wrong signature.
  return HEX64.test(given) && body !== undefined ? computed : given;
}

function checkPayload(request: HttpRequest, body: Uint8Array | undefined): void {
  const given = request.headers.get("x-amz-content-sha256");
  if (given === undefined || body === undefined || !HEX64.test(given)) return;
  const computed = sha256(body);
  if (computed !== given.toLowerCase()) throw payloadMismatch(given, computed);
}

/** "20260101T000000Z" in epoch milliseconds. */
function epoch(timestamp: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
