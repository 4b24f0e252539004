/** What PutObject, UploadPart, CopyObject and POST forms have in common: what an object is given. */
import type { Body } from "#protocol/http";
import type { Bucket, Ctx } from "./buckets.ts";
import type { Received, Source } from "./bodies.ts";
import { ALGORITHMS, type Algorithm, isAlgorithm, isChecksum } from "./domain/checksums.ts";
import { askedGrants, canonicalId, type GrantHeaders, isPublic } from "./domain/grants.ts";
import { metadataOf, tagsOfHeader } from "./domain/names.ts";
import {
  accessDenied,
  aclNotSupported,
  badChecksum,
  badDigest,
  contentShaMismatch,
  entityTooLarge,
  headerNotImplemented,
  invalidArgument,
  invalidDigest,
  invalidRequest,
  lockNotEnabled,
} from "./errors.ts";
import { UPLOAD_BYTES } from "./limits.ts";
import type { Checksum, Grant, ObjectFacts } from "./tables.ts";

/** The members of a request that describe an object. */
export interface Described extends GrantHeaders {
  readonly ACL?: string;
  readonly CacheControl?: string;
  readonly ContentDisposition?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentType?: string;
  readonly Expires?: number;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly WebsiteRedirectLocation?: string;
  readonly Tagging?: string;
  readonly ObjectLockMode?: string;
  readonly ObjectLockRetainUntilDate?: number;
  readonly ObjectLockLegalHoldStatus?: string;
}

/** The facts of a new object, without encryption and checksum. */
export function factsOf(ctx: Ctx, bucket: Bucket, input: Described): ObjectFacts {
  const encoding =
    input.ContentEncoding === undefined ? undefined : withoutFraming(input.ContentEncoding);
  const tags = tagsOfHeader(input.Tagging);
  const metadata = metadataOf(input.Metadata);
  const grants = objectGrants(ctx, bucket, input);
  const facts: ObjectFacts = { owner: ownerOf(ctx, bucket) };
  if (input.ContentType) facts.contentType = input.ContentType;
  if (input.CacheControl) facts.cacheControl = input.CacheControl;
  if (input.ContentDisposition) facts.contentDisposition = input.ContentDisposition;
  if (encoding) facts.contentEncoding = encoding;
  if (input.ContentLanguage) facts.contentLanguage = input.ContentLanguage;
  if (input.Expires !== undefined) facts.expires = input.Expires;
  if (metadata !== undefined) facts.metadata = metadata;
  if (tags !== undefined) facts.tags = tags;
  if (grants !== undefined) facts.grants = grants;
  if (input.WebsiteRedirectLocation !== undefined)
    facts.redirect = redirectOf(input.WebsiteRedirectLocation);
  return Object.assign(facts, lockOf(ctx, bucket, input));
}

function ownerOf(ctx: Ctx, bucket: Bucket): string {
  if (bucket.settings.ownership === "BucketOwnerEnforced" || ctx.principal.kind === "anonymous")
    return bucket.owner;
  return ctx.principal.account;
}

/** `aws-chunked` says how the request was framed, and is not the object's own encoding. */
function withoutFraming(encoding: string): string {
  return encoding
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "aws-chunked")
    .join(",");
}

function redirectOf(location: string): string {
  if (!/^(\/|https?:\/\/)/.test(location))
    throw invalidArgument(
      "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
      "x-amz-website-redirect-location",
      location,
    );
  return location;
}

/** The ACL asked for; the bucket's ownership and public access block decide whether it may be. */
export function objectGrants(
  ctx: Ctx,
  bucket: Bucket,
  input: Parameters<typeof askedGrants>[0],
  owner = ownerOf(ctx, bucket),
): Grant[] | undefined {
  const grants = askedGrants(input, owner, bucket.owner);
  if (grants === undefined) return undefined;
  if (bucket.settings.ownership === "BucketOwnerEnforced") {
    const id = canonicalId(bucket.owner);
    const onlyOwner = grants.every((g) => g.id === id && g.permission === "FULL_CONTROL");
    if (!onlyOwner || (input.ACL !== undefined && input.ACL !== "bucket-owner-full-control"))
      throw aclNotSupported();
    return undefined;
  }
  if (bucket.settings.publicAccessBlock?.BlockPublicAcls && isPublic(grants)) throw accessDenied();
  return grants;
}

/** Retention and legal hold of a new object, the bucket's default included. */
export function lockOf(
  ctx: Ctx,
  bucket: Bucket,
  input: Pick<
    Described,
    "ObjectLockMode" | "ObjectLockRetainUntilDate" | "ObjectLockLegalHoldStatus"
  >,
): Pick<ObjectFacts, "lockMode" | "lockUntil" | "legalHold"> {
  const {
    ObjectLockMode: mode,
    ObjectLockRetainUntilDate: until,
    ObjectLockLegalHoldStatus: hold,
  } = input;
  const asked = mode !== undefined || until !== undefined || hold !== undefined;
  const configured = bucket.settings.objectLock;
  if (configured === undefined) {
    if (asked) throw lockNotEnabled();
    return {};
  }
  const held = hold === "ON" ? { legalHold: true } : {};
  if (mode !== undefined || until !== undefined) {
    if (mode === undefined || until === undefined)
      throw invalidArgument(
        "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
        "x-amz-object-lock-mode",
        mode ?? "null",
      );
    if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE")
      throw invalidArgument("Unknown wormMode directive.", "x-amz-object-lock-mode", mode);
    if (until <= ctx.now)
      throw invalidArgument(
        "The retain until date must be in the future!",
        "x-amz-object-lock-retain-until-date",
        new Date(until).toISOString(),
      );
    return { lockMode: mode, lockUntil: until, ...held };
  }
  const preset = configured.rule?.DefaultRetention;
  if (preset?.Mode === undefined) return held;
  const days = preset.Days ?? (preset.Years ?? 0) * 365;
  return { lockMode: preset.Mode, lockUntil: ctx.now + days * 86_400_000, ...held };
}

/** What a body is expected to be. */
export interface Expectation {
  readonly algorithm: Algorithm;
  /** Base64; from a header. */
  readonly value?: string;
  /** The value comes after the body. */
  readonly trailer: boolean;
  /** The caller asked for this algorithm, in whatever way. */
  readonly asked: boolean;
  /** Base64 MD5. */
  readonly md5?: string;
  /** Hexadecimal: what the client signed. */
  readonly sha256?: string;
}

/** Members that hold a checksum, their algorithm where Brume has it, and their header. */
const CHECKSUM_MEMBERS: readonly (readonly [string, Algorithm | undefined, string])[] = [
  ...ALGORITHMS.map((a) => [`Checksum${a}`, a, `x-amz-checksum-${a.toLowerCase()}`] as const),
  ...["XXHASH64", "XXHASH3", "XXHASH128"].map(
    (a) => [`Checksum${a}`, undefined, `x-amz-checksum-${a.toLowerCase()}`] as const,
  ),
];

function trailerOf(announced: string): Algorithm | undefined {
  const names = announced.split(",").map((name) => name.trim());
  return CHECKSUM_MEMBERS.find(([, , header]) => names.includes(header))?.[1];
}

/** Reads the checksum headers of an upload. @throws Fault InvalidRequest, InvalidDigest. */
export function expectationOf(ctx: Ctx, input: object, preset?: Algorithm): Expectation {
  const members = input as Readonly<Record<string, string | undefined>>;
  let algorithm: Algorithm | undefined;
  for (const [member, one, header] of CHECKSUM_MEMBERS) {
    if (members[member] === undefined) continue;
    if (one === undefined) throw headerNotImplemented(header);
    if (algorithm !== undefined)
      throw invalidRequest(
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
      );
    algorithm = one;
  }
  const named = members["ChecksumAlgorithm"];
  if (named?.startsWith("XXHASH")) throw headerNotImplemented("x-amz-sdk-checksum-algorithm");
  const md5 = members["ContentMD5"];
  if (md5 !== undefined && !isChecksum("MD5", md5)) throw invalidDigest(md5);
  const headers = ctx.http?.headers;
  const signed = headers?.get("x-amz-content-sha256");
  const facts: { md5?: string; sha256?: string } = {};
  if (md5 !== undefined) facts.md5 = md5;
  if (signed?.length === 64 && /^[0-9a-f]{64}$/.test(signed)) facts.sha256 = signed;
  if (algorithm !== undefined) {
    const value = members[`Checksum${algorithm}`]!;
    if (!isChecksum(algorithm, value))
      throw invalidRequest(
        `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`,
      );
    return { algorithm, value, trailer: false, asked: true, ...facts };
  }
  const announced = headers?.get("x-amz-trailer");
  const trailer = announced === undefined ? undefined : trailerOf(announced.toLowerCase());
  if (trailer !== undefined) return { algorithm: trailer, trailer: true, asked: true, ...facts };
  if (named !== undefined && ctx.http !== undefined)
    throw invalidRequest(
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  if (named !== undefined && isAlgorithm(named))
    return { algorithm: named, trailer: false, asked: true, ...facts };
  return { algorithm: preset ?? "CRC64NVME", trailer: false, asked: false, ...facts };
}

/** @throws Fault BadDigest and kin when what came is not what was announced. */
export function verify(expected: Expectation, received: Received, source: Source): Checksum {
  const value = received.checksums.get(expected.algorithm)!;
  let announced = expected.value;
  if (expected.trailer) {
    announced = (source as Body)
      .trailers()
      .get(`x-amz-checksum-${expected.algorithm.toLowerCase()}`);
    if (announced === undefined || !isChecksum(expected.algorithm, announced))
      throw invalidRequest(
        `Value for x-amz-checksum-${expected.algorithm.toLowerCase()} trailing header is invalid.`,
      );
  }
  if (announced !== undefined && announced !== value) throw badChecksum(expected.algorithm);
  if (expected.md5 !== undefined) {
    const md5 = Buffer.from(received.md5, "hex").toString("base64");
    if (md5 !== expected.md5) throw badDigest(expected.md5, md5);
  }
  if (
    expected.sha256 !== undefined &&
    received.sha256 !== undefined &&
    expected.sha256 !== received.sha256
  )
    throw contentShaMismatch(expected.sha256, received.sha256);
  return { algorithm: expected.algorithm, value, type: "FULL_OBJECT" };
}

/** @throws Fault when the announced length is too much, or there is none. */
export function checkLength(ctx: Ctx, source: Source): void {
  if (source === undefined || typeof source === "string" || source instanceof Uint8Array) return;
  const length = source.length;
  if (length !== undefined && length > UPLOAD_BYTES) throw entityTooLarge(length, UPLOAD_BYTES);
  if (
    length === undefined &&
    ctx.http?.headers.get("x-amz-decoded-content-length") === undefined &&
    ctx.http?.headers.has("transfer-encoding")
  )
    throw headerNotImplemented("Transfer-Encoding");
}

/** The members that show a checksum. */
export function shownChecksum(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
}
