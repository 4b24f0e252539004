/** AWS's faults for signatures. S3, the query services and the others each have their own words. */
import { Fault } from "#aws/fault";
import type { HttpRequest } from "#protocol/http";
import type { Presented } from "./presented.ts";
import { stamp } from "./presented.ts";

/** "target" is AWS JSON, which says 400 where the others say 403; "json" is all that is left. */
export type Dialect = "s3" | "query" | "target" | "json";
type Spoken = Exclude<Dialect, "s3">;

/** In which words a refusal is said. */
export function dialectOf(request: HttpRequest, s3: boolean): Dialect {
  if (s3) return "s3";
  const form =
    request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
  if (form || /(^|&)Action=/.test(request.query)) return "query";
  // SQS kept the statuses that it had as a query service.
  const target = request.headers.get("x-amz-target");
  return target === undefined || target.startsWith("AmazonSQS.") ? "json" : "target";
}

/** The words of the given dialect's own codes. */
const CODES = {
  incomplete: ["IncompleteSignatureException", "IncompleteSignature"],
  mismatch: ["InvalidSignatureException", "SignatureDoesNotMatch"],
  unknown: ["UnrecognizedClientException", "InvalidClientTokenId"],
  expired: ["ExpiredTokenException", "ExpiredToken"],
  missing: ["MissingAuthenticationTokenException", "MissingAuthenticationToken"],
} as const;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
function spoken(kind: keyof typeof CODES, dialect: Spoken, words: string): Fault {
  const status = dialect === "target" || kind === "incomplete" ? 400 : 403;
  return new Fault(CODES[kind][dialect === "query" ? 1 : 0], words, status);
}

/** No signature where one is needed. */
export function missingAuthenticationToken(dialect: Dialect): Fault {
  if (dialect === "s3") return new Fault("AccessDenied", "Access Denied", 403);
  return spoken("missing", dialect, "Request is missing Authentication Token");
}

/** The access key is not one that anybody has. */
export function unknownAccessKey(dialect: Dialect, accessKeyId: string): Fault {
  if (dialect === "s3")
    return new Fault(
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
      403,
      {
        AWSAccessKeyId: accessKeyId,
      },
    );
  return spoken("unknown", dialect, "The security token included in the request is invalid.");
}

/** A session token that belongs to no session. */
export function invalidToken(dialect: Dialect): Fault {
  if (dialect === "s3")
    return new Fault("InvalidToken", "The provided token is malformed or otherwise invalid.", 400);
  return spoken("unknown", dialect, "The security token included in the request is invalid.");
}

/** A session token whose time is over. */
export function expiredToken(dialect: Dialect): Fault {
  if (dialect === "s3") return new Fault("ExpiredToken", "The provided token has expired.", 400);
  return spoken("expired", dialect, "The security token included in the request is expired");
}

/** An authorization header that lacks parts. */
export function incomplete(dialect: Spoken, words: string): Fault {
  return spoken("incomplete", dialect, words);
}

/** A request whose credential scope or time is not right, outside S3. */
export function refused(dialect: Spoken, words: string): Fault {
  return spoken("mismatch", dialect, words);
}

/** S3: an authorization header that cannot be read. */
export function malformedHeader(words: string): Fault {
  return new Fault(
    "AuthorizationHeaderMalformed",
    `The authorization header is malformed; ${words}`,
    400,
  );
}

/** S3: a presigned query that cannot be read. */
export function malformedQuery(words: string): Fault {
  return new Fault("AuthorizationQueryParametersError", words, 400);
}

/** A signature that is not the one worked out, with what it was worked out from. */
export function mismatch(
  dialect: Dialect,
  presented: Presented,
  canonical: string,
  text: string,
): Fault {
  if (dialect === "s3") {
    const bytes = (s: string): string =>
      (Buffer.from(s, "latin1").toString("hex").match(/../g) ?? []).join(" ");
    return new Fault(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      403,
      {
        AWSAccessKeyId: presented.accessKeyId,
        StringToSign: text,
        SignatureProvided: presented.signature,
        StringToSignBytes: bytes(text),
        CanonicalRequest: canonical,
        CanonicalRequestBytes: bytes(canonical),
      },
    );
  }
  const words =
    "The request signature we calculated does not match the signature you provided. " +
    "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
  const shown = `\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${text}'\n`;
  return spoken("mismatch", dialect, dialect === "query" ? words : words + shown);
}

/** @param skewMilliseconds How far the request's time may be off. */
export function skewed(
  dialect: Dialect,
  timestamp: string,
  at: number,
  now: number,
  skewMilliseconds: number,
): Fault {
  if (dialect === "s3")
    return new Fault(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      403,
      {
        RequestTime: timestamp,
        ServerTime: new Date(now).toISOString(),
        MaxAllowedSkewMilliseconds: String(skewMilliseconds),
      },
    );
  const minutes = skewMilliseconds / 60_000;
  return refused(
    dialect,
    at < now
      ? `Signature expired: ${timestamp} is now earlier than ${stamp(now - skewMilliseconds)} (${stamp(now)} - ${minutes} min.)`
      : `Signature not yet current: ${timestamp} is still later than ${stamp(now + skewMilliseconds)} (${stamp(now)} + ${minutes} min.)`,
  );
}

/** A presigned URL past its time. */
export function urlExpired(
  dialect: Dialect,
  presented: Presented,
  expiresAt: number,
  now: number,
): Fault {
  if (dialect === "s3")
    return new Fault("AccessDenied", "Request has expired", 403, {
      "X-Amz-Expires": presented.expires ?? "",
      Expires: new Date(expiresAt).toISOString(),
      ServerTime: new Date(now).toISOString(),
    });
  return refused(
    dialect,
    `Signature expired: ${presented.timestamp} is now earlier than ${stamp(now)} (${stamp(now)} - 0 min.)`,
  );
}

/** S3: a body whose digest is not the one that was signed. */
export function payloadMismatch(client: string, computed: string): Fault {
  return new Fault(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    400,
    { ClientComputedContentSHA256: client, S3ComputedContentSHA256: computed },
  );
}
