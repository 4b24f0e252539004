/** What an answer has to be: of its protocol, with a code that AWS has, and never a 500. */
import { decode } from "cborg";
import type { Protocol } from "#aws/model";
import { loadModel, modelIds } from "#aws/models";
import { parseXml, type Element } from "#protocol/xml";
import type { Answer } from "./wire.ts";

type Family = "json" | "xml" | "cbor";

const FAMILIES: Readonly<Record<Protocol, Family>> = {
  "aws-json-1.0": "json",
  "aws-json-1.1": "json",
  "rest-json": "json",
  query: "xml",
  "ec2-query": "xml",
  "rest-xml": "xml",
  "rpc-cbor": "cbor",
};

/** Codes of requests that are wrong before any operation is asked, and of S3, whose model has none. */
const CODES = new Set(
  (
    "AccessDenied AccessDeniedException AuthorizationHeaderMalformed AuthorizationQueryParametersError " +
    "AuthFailure BadDigest BadRequest BucketAlreadyExists BucketAlreadyOwnedByYou BucketNotEmpty " +
    "CrossLocationLoggingProhibited EntityTooLarge EntityTooSmall ExpiredToken ExpiredTokenException " +
    "IllegalLocationConstraintException IllegalVersioningConfigurationException IncompleteBody IncompleteSignature " +
    "IncompleteSignatureException InternalError InvalidAccessKeyId InvalidAction InvalidArgument InvalidBucketName " +
    "InvalidBucketState InvalidClientTokenId InvalidDigest InvalidEncryptionAlgorithmError InvalidLocationConstraint " +
    "InvalidParameterCombination InvalidParameterValue InvalidPart InvalidPartOrder InvalidQueryParameter " +
    "InvalidRange InvalidRequest InvalidSignatureException InvalidStorageClass InvalidTag InvalidToken InvalidURI " +
    "KeyTooLongError MalformedACLError MalformedInput MalformedPolicy MalformedPOSTRequest MalformedQueryString " +
    "MalformedTrailerError MalformedXML MaxMessageLengthExceeded MetadataTooLarge MethodNotAllowed MissingAction " +
    "MissingAuthenticationToken MissingAuthenticationTokenException MissingContentLength MissingParameter " +
    "MissingSecurityHeader NoSuchBucket NoSuchBucketPolicy NoSuchCORSConfiguration NoSuchKey " +
    "NoSuchLifecycleConfiguration NoSuchTagSet NoSuchTagSetError NoSuchUpload NoSuchVersion " +
    "NoSuchWebsiteConfiguration NotImplemented NotSupportedException NotSignedUp " +
    "ObjectLockConfigurationNotFoundError OperationAborted OwnershipControlsNotFoundError " +
    "NoSuchPublicAccessBlockConfiguration PermanentRedirect PreconditionFailed RequestEntityTooLarge " +
    "RequestTimeTooSkewed RequestTimeout ReplicationConfigurationNotFoundError SerializationException " +
    "ServerSideEncryptionConfigurationNotFoundError SignatureDoesNotMatch ThrottlingException " +
    "UnexpectedContent UnknownOperationException UnrecognizedClientException UnsupportedMediaTypeException " +
    "UserKeyMustBeSpecified ValidationError ValidationException XAmzContentSHA256Mismatch"
  ).split(" "),
);

/** Codes that any of AWS's models has. */
function modelled(): Set<string> {
  const out = new Set<string>();
  for (const id of modelIds())
    for (const [name, shape] of Object.entries(loadModel(id).shapes))
      if (shape.type === "structure" && shape.error !== undefined) {
        out.add(name);
        if (shape.error.code !== undefined) out.add(shape.error.code);
      }
  return out;
}
let known: Set<string> | undefined;

export interface Expectation {
  /** The protocol asked in, or undefined where the request may no longer say it. */
  readonly protocol: Protocol | undefined;
  /** HTTP itself may have refused the request, in plain text. */
  readonly refusable: boolean;
  /** What answers is no API of AWS and has no codes. */
  readonly codeless: boolean;
  readonly head: boolean;
}

/** What is wrong with an answer; undefined when nothing is. */
export function wrongIn(answer: Answer, expected: Expectation): string | undefined {
  const { status, body } = answer;
  if (!(status >= 200 && status < 600) || status === 500 || status === 502 || status === 503)
    return `status ${status}: ${body.toString().slice(0, 200)}`;
  if (status < 400 || expected.head || expected.codeless) return undefined;
  const type = answer.headers.get("content-type") ?? "";
  // A request line or fields beyond the bounds are refused before anything reads them.
  const refused = expected.refusable || status === 414 || status === 431;
  if (refused && type.startsWith("text/plain")) return undefined;
  const family = familyOf(type);
  if (family === undefined) return `content type ${type || "(none)"} of a ${status}`;
  const { protocol } = expected;
  if (protocol !== undefined && family !== FAMILIES[protocol])
    return `${family} where ${protocol} was asked: ${body.toString().slice(0, 200)}`;
  let code: string | undefined;
  try {
    code = codeIn(family, answer);
  } catch (error) {
    return `a ${family} body that cannot be read (${(error as Error).message}): ${body.toString().slice(0, 200)}`;
  }
  if (code === undefined) return `no code in ${body.toString().slice(0, 200)}`;
  known ??= modelled();
  return CODES.has(code) || known.has(code) ? undefined : `the code ${code}, which AWS has not`;
}

function familyOf(type: string): Family | undefined {
  if (/^application\/(x-amz-json-1\.[01]|json)\b/.test(type)) return "json";
  if (/^(text|application)\/xml\b/.test(type)) return "xml";
  return type.startsWith("application/cbor") ? "cbor" : undefined;
}

function codeIn(family: Family, { headers, body }: Answer): string | undefined {
  // AWS repeats what XML cannot hold as a reference that XML does not allow, and so do we.
  if (family === "xml") return textOf(parseXml(body.toString().replaceAll("&#x0;", "")), "Code");
  const read = (family === "json" ? JSON.parse(body.toString()) : decode(body)) as {
    __type?: string;
    code?: string;
  };
  if (typeof read !== "object" || read === null) throw new Error("it is no structure");
  const code = headers.get("x-amzn-errortype") ?? read.__type ?? read.code;
  return code?.slice(code.indexOf("#") + 1).split(":")[0];
}

function textOf(element: Element, name: string): string | undefined {
  if (element.name === name) return element.text;
  for (const child of element.children) {
    const found = textOf(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
