/** The credential a request presents, read without judging it. */
import type { HttpRequest } from "#protocol/http";

export type Kind = "header" | "query" | "query-two" | "post";

/** What a request says of who signed it. Parts that were missing or unreadable are "". */
export interface Presented {
  readonly kind: Kind;
  readonly algorithm: string;
  readonly accessKeyId: string;
  /** The credential as it came: "AKID/20260101/us-east-1/sqs/aws4_request". */
  readonly credential: string;
  /** "20260101". */
  readonly date: string;
  /** The scope's region; for SigV4a the X-Amz-Region-Set, or its first region without wildcards. */
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signature: string;
  /** Lower case, as they came. */
  readonly signedHeaders: readonly string[];
  /** "20260101T000000Z", or what stood in its place. */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** X-Amz-Expires as it came; undefined outside presigned URLs. */
  readonly expires: string | undefined;
  /** True for SigV4a: ECDSA, no region in the scope. */
  readonly asymmetric: boolean;
  /** Set by a successful `verify`: what the signatures of a body's chunks continue from. */
  seed?: Seed;
}

/** What a signature is bound to. */
export type Scope = Pick<
  Presented,
  "asymmetric" | "accessKeyId" | "date" | "region" | "service" | "terminator"
>;

export interface Seed {
  readonly accessKeyId: string;
  readonly secret: string;
}

export const HMAC = "AWS4-HMAC-SHA256";
export const ECDSA = "AWS4-ECDSA-P256-SHA256";

/**
 * The credential in a request's Authorization field or query; undefined when it is anonymous or
 * signed in another way. Never throws: `verify` says what is wrong with it.
 */
export function parseCredential(request: HttpRequest): Presented | undefined {
  const authorization = request.headers.get("authorization");
  if (authorization !== undefined) return fromHeader(request, authorization);
  const { query } = request;
  if (
    query.length > 16 &&
    (query.includes("X-Amz-Algorithm=") || query.includes("X-Amz-Credential="))
  )
    return fromQuery(request);
  return query.includes("AWSAccessKeyId=") ? fromQueryTwo(request) : undefined;
}

/** The credential in the fields of an S3 POST form, whose names are given in lower case. */
export function parsePostCredential(fields: ReadonlyMap<string, string>): Presented | undefined {
  const credential = fields.get("x-amz-credential");
  if (credential === undefined) return undefined;
  return {
    kind: "post",
    signature: fields.get("x-amz-signature") ?? "",
    signedHeaders: [],
    timestamp: fields.get("x-amz-date") ?? "",
    sessionToken: fields.get("x-amz-security-token"),
    expires: undefined,
    ...scopeOf(credential, fields.get("x-amz-algorithm") ?? "", ""),
  };
}

function fromHeader(request: HttpRequest, authorization: string): Presented | undefined {
  return authorization.startsWith("AWS4-") ? new InHeader(request, authorization) : undefined;
}

/** What only `verify` asks for is read when it does: most requests are answered without it. */
class InHeader implements Presented {
  readonly kind = "header";
  readonly algorithm: string;
  readonly credential: string;
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly asymmetric: boolean;
  readonly expires = undefined;
  seed?: Seed;
  readonly #request: HttpRequest;
  readonly #parts: string;

  constructor(request: HttpRequest, authorization: string) {
    const space = authorization.indexOf(" ");
    const algorithm = space < 0 ? authorization : authorization.slice(0, space);
    this.#request = request;
    this.#parts = space < 0 ? "" : authorization.slice(space + 1);
    const regions = algorithm.startsWith(ECDSA) ? request.headers.get("x-amz-region-set") : "";
    const scope = scopeOf(part(this.#parts, "Credential="), algorithm, regions ?? "");
    this.algorithm = algorithm;
    this.credential = scope.credential;
    this.accessKeyId = scope.accessKeyId;
    this.date = scope.date;
    this.region = scope.region;
    this.service = scope.service;
    this.terminator = scope.terminator;
    this.asymmetric = scope.asymmetric;
  }

  get signature(): string {
    return part(this.#parts, "Signature=");
  }
  get signedHeaders(): readonly string[] {
    return listed(part(this.#parts, "SignedHeaders="));
  }
  get timestamp(): string {
    const { headers } = this.#request;
    return headers.get("x-amz-date") ?? basic(headers.get("date"));
  }
  get sessionToken(): string | undefined {
    return this.#request.headers.get("x-amz-security-token");
  }
}

function fromQuery(request: HttpRequest): Presented {
  const found = new Map<string, string>();
  for (const pair of request.query.split("&")) {
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : pair.slice(0, at);
    if (/^x-amz-/i.test(name) && !found.has(name.toLowerCase()))
      found.set(name.toLowerCase(), at < 0 ? "" : decoded(pair.slice(at + 1)));
  }
  const get = (name: string): string => found.get(name) ?? "";
  return {
    kind: "query",
    signature: get("x-amz-signature"),
    signedHeaders: listed(get("x-amz-signedheaders")),
    timestamp: get("x-amz-date"),
    sessionToken: found.get("x-amz-security-token"),
    expires: get("x-amz-expires"),
    ...scopeOf(get("x-amz-credential"), get("x-amz-algorithm"), get("x-amz-region-set")),
  };
}

/** The credential of a URL of Signature Version 2; undefined when a part is missing. */
function fromQueryTwo(request: HttpRequest): Presented | undefined {
  const { query } = request;
  const get = (name: string): string | undefined => {
    const found = new RegExp(`(?:^|&)${name}=([^&]*)`, "i").exec(query)?.[1];
    return found === undefined ? undefined : decoded(found);
  };
  const accessKeyId = get("AWSAccessKeyId");
  const signature = get("Signature");
  const expires = get("Expires");
  if (accessKeyId === undefined || signature === undefined || expires === undefined)
    return undefined;
  return {
    kind: "query-two",
    algorithm: "HMAC-SHA1",
    accessKeyId,
    credential: accessKeyId,
    date: "",
    region: "",
    service: "s3",
    terminator: "",
    signature,
    signedHeaders: [],
    timestamp: "",
    sessionToken: get("x-amz-security-token"),
    expires,
    asymmetric: false,
  };
}

function scopeOf(credential: string, algorithm: string, regions: string) {
  const asymmetric = algorithm.startsWith(ECDSA);
  // An access key holds no slash, but be lenient as AWS is and count from the end.
  const fourth = credential.lastIndexOf("/");
  const third = before(credential, fourth);
  const second = before(credential, third);
  const first = asymmetric ? second : before(credential, second);
  return {
    credential,
    algorithm,
    asymmetric,
    accessKeyId: first < 0 ? credential.split("/", 1)[0]! : credential.slice(0, first),
    date: asymmetric ? between(credential, second, third) : between(credential, first, second),
    region: asymmetric ? firstRegion(regions) : between(credential, second, third),
    service: between(credential, third, fourth),
    terminator: fourth < 0 ? "" : credential.slice(fourth + 1),
  };
}

/** The slash before the one at `at`, or -1. */
function before(credential: string, at: number): number {
  return at <= 0 ? -1 : credential.lastIndexOf("/", at - 1);
}

/** What stands between two slashes; "" when the second is missing, all before it when the first is. */
function between(credential: string, from: number, to: number): string {
  return to < 0 ? "" : credential.slice(from + 1, to);
}

function firstRegion(regions: string): string {
  const first = regions.split(",")[0]!.trim();
  return first.includes("*") ? "" : first;
}

function part(text: string, name: string): string {
  let at = text.indexOf(name);
  // "SignedHeaders=" and others may not be the tail of another name.
  while (at > 0 && text[at - 1] !== " " && text[at - 1] !== ",") at = text.indexOf(name, at + 1);
  if (at < 0) return "";
  const comma = text.indexOf(",", at);
  return text.slice(at + name.length, comma < 0 ? undefined : comma).trim();
}

function listed(names: string): string[] {
  return names === "" ? [] : names.toLowerCase().split(";");
}

/** An HTTP date in SigV4's form. */
function basic(date: string | undefined): string {
  if (date === undefined || /^\d{8}T\d{6}Z$/.test(date)) return date ?? "";
  const at = Date.parse(date);
  return Number.isNaN(at) ? date : stamp(at);
}

/** Epoch milliseconds as "20260101T000000Z". */
export function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
}

/** Percent-decoding that leaves what cannot be decoded; one character per byte. */
export function decoded(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
