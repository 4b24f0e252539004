/** S3's faults, in AWS's words: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
import { Fault } from "#aws/fault";

type Details = Readonly<Record<string, unknown>>;
type Headers = readonly (readonly [string, string])[];

const made = (
  code: string,
  status: number,
  words: string,
  details: Details = {},
  headers: Headers = [],
) => new Fault(code, words, status, details, headers);

export const noSuchBucket = (BucketName: string) =>
  made("NoSuchBucket", 404, "The specified bucket does not exist", { BucketName });
export const noSuchKey = (Key: string, headers: Headers = []) =>
  made("NoSuchKey", 404, "The specified key does not exist.", { Key }, headers);
export const noSuchVersion = (Key: string, VersionId: string) =>
  made("NoSuchVersion", 404, "The specified version does not exist.", { Key, VersionId });
export const noSuchUpload = (UploadId: string) =>
  made(
    "NoSuchUpload",
    404,
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { UploadId },
  );
export const ownedByYou = (BucketName: string) =>
  made(
    "BucketAlreadyOwnedByYou",
    409,
    "Your previous request to create the named bucket succeeded and you already own it.",
    { BucketName },
  );
export const bucketTaken = (BucketName: string) =>
  made(
    "BucketAlreadyExists",
    409,
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
    { BucketName },
  );
export const tooManyBuckets = () =>
  made("TooManyBuckets", 400, "You have attempted to create more buckets than allowed");
export const invalidBucketName = (BucketName: string) =>
  made("InvalidBucketName", 400, "The specified bucket is not valid.", { BucketName });
export const illegalLocation = (location: string | undefined) =>
  made(
    "IllegalLocationConstraintException",
    400,
    `The ${location ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
export const invalidLocation = (LocationConstraint: string) =>
  made("InvalidLocationConstraint", 400, "The specified location-constraint is not valid", {
    LocationConstraint,
  });
export const bucketNotEmpty = (BucketName: string, versioned: boolean) =>
  made(
    "BucketNotEmpty",
    409,
    `The bucket you tried to delete is not empty${versioned ? ". You must delete all versions in the bucket." : ""}`,
    { BucketName },
  );
export const accessDenied = (words = "Access Denied") => made("AccessDenied", 403, words);
export const invalidArgument = (words: string, ArgumentName?: string, ArgumentValue?: unknown) =>
  made("InvalidArgument", 400, words, {
    ...(ArgumentName === undefined ? {} : { ArgumentName }),
    ...(ArgumentValue === undefined ? {} : { ArgumentValue: String(ArgumentValue) }),
  });
export const invalidRequest = (words: string) => made("InvalidRequest", 400, words);
export const invalidRange = (RangeRequested: string, ActualObjectSize: number) =>
  made(
    "InvalidRange",
    416,
    "The requested range is not satisfiable",
    { RangeRequested, ActualObjectSize },
    [["content-range", `bytes */${ActualObjectSize}`]],
  );
export const invalidPartNumber = (PartNumberRequested: number, ActualPartCount: number) =>
  made("InvalidPartNumber", 416, "The requested partnumber is not satisfiable", {
    PartNumberRequested,
    ActualPartCount,
  });
export const preconditionFailed = (Condition: string) =>
  made("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold", {
    Condition,
  });
export const notModified = (headers: Headers) =>
  made("NotModified", 304, "Not Modified", {}, headers);
export const malformedXml = () =>
  made(
    "MalformedXML",
    400,
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
export const invalidLoggingTarget = (TargetBucket: string) =>
  made("InvalidTargetBucketForLogging", 400, "The target bucket for logging does not exist", {
    TargetBucket,
  });
export const badDigest = (ExpectedDigest: string, CalculatedDigest: string) =>
  made("BadDigest", 400, "The Content-MD5 you specified did not match what we received.", {
    ExpectedDigest,
    CalculatedDigest,
  });
export const badChecksum = (algorithm: string) =>
  made("BadDigest", 400, `The ${algorithm} you specified did not match the calculated checksum.`);
export const invalidDigest = (value: string) =>
  made("InvalidDigest", 400, "The Content-MD5 you specified was invalid.", {
    "Content-MD5": value,
  });
export const contentShaMismatch = (
  ClientComputedContentSHA256: string,
  S3ComputedContentSHA256: string,
) =>
  made(
    "XAmzContentSHA256Mismatch",
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { ClientComputedContentSHA256, S3ComputedContentSHA256 },
  );
export const incompleteBody = () =>
  made(
    "IncompleteBody",
    400,
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
  );
export const headerNotImplemented = (Header: string) =>
  made(
    "NotImplemented",
    501,
    "A header you provided implies functionality that is not implemented",
    { Header },
  );
export const entityTooLarge = (ProposedSize: number, MaxSizeAllowed: number) =>
  made("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size", {
    ProposedSize,
    MaxSizeAllowed,
  });
export const entityTooSmall = (ProposedSize: number, MinSizeAllowed: number, part: Details = {}) =>
  made("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size", {
    ProposedSize,
    MinSizeAllowed,
    ...part,
  });
export const invalidPart = (UploadId: string, PartNumber: number, ETag: string | undefined) =>
  made(
    "InvalidPart",
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId, PartNumber, ...(ETag === undefined ? {} : { ETag }) },
  );
export const invalidPartOrder = (UploadId: string) =>
  made(
    "InvalidPartOrder",
    400,
    "The list of parts was not in ascending order. Parts must be ordered by part number.",
    { UploadId },
  );
export const keyTooLong = (Size: number, MaxSizeAllowed: number) =>
  made("KeyTooLongError", 400, "Your key is too long", { Size, MaxSizeAllowed });
export const metadataTooLarge = (Size: number, MaxSizeAllowed: number) =>
  made("MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size", {
    Size,
    MaxSizeAllowed,
  });
export const markerNotAllowed = (Method: string, headers: Headers) =>
  made(
    "MethodNotAllowed",
    405,
    "The specified method is not allowed against this resource.",
    { Method, ResourceType: "DeleteMarker" },
    [...headers, ["allow", "DELETE"]],
  );
export const methodNotAllowed = (Method: string, ResourceType: string) =>
  made("MethodNotAllowed", 405, "The specified method is not allowed against this resource.", {
    Method,
    ResourceType,
  });

/** A configuration that a bucket does not have. */
const absent = (code: string, words: string) => (BucketName: string) =>
  made(code, 404, words, { BucketName });
export const noPolicy = absent("NoSuchBucketPolicy", "The bucket policy does not exist");
export const noCors = absent("NoSuchCORSConfiguration", "The CORS configuration does not exist");
export const noLifecycle = absent(
  "NoSuchLifecycleConfiguration",
  "The lifecycle configuration does not exist",
);
export const noTags = absent("NoSuchTagSet", "The TagSet does not exist");
export const noWebsite = absent(
  "NoSuchWebsiteConfiguration",
  "The specified bucket does not have a website configuration",
);
export const noReplication = absent(
  "ReplicationConfigurationNotFoundError",
  "The replication configuration was not found",
);
export const noOwnership = absent(
  "OwnershipControlsNotFoundError",
  "The bucket ownership controls were not found",
);
export const noPublicAccessBlock = absent(
  "NoSuchPublicAccessBlockConfiguration",
  "The public access block configuration was not found",
);
export const noObjectLock = absent(
  "ObjectLockConfigurationNotFoundError",
  "Object Lock configuration does not exist for this bucket",
);
export const noLockOnObject = () =>
  made(
    "NoSuchObjectLockConfiguration",
    404,
    "The specified object does not have a ObjectLock configuration",
  );
export const lockNotEnabled = () => invalidRequest("Bucket is missing Object Lock Configuration");
export const objectLocked = () =>
  accessDenied("Access Denied because object protected by object lock.");
export const invalidBucketState = (words: string) => made("InvalidBucketState", 409, words);
export const invalidObjectState = (StorageClass: string) =>
  made("InvalidObjectState", 403, "The operation is not valid for the object's storage class", {
    StorageClass,
  });
export const restoreInProgress = () =>
  made("RestoreAlreadyInProgress", 409, "Object restore is already in progress");
export const invalidTag = (words: string, TagKey?: string) =>
  made("InvalidTag", 400, words, TagKey === undefined ? {} : { TagKey });
export const tooManyTags = (most: number) =>
  made("BadRequest", 400, `Object tags cannot be greater than ${most}`);
export const invalidStorageClass = (StorageClassRequested: string) =>
  made("InvalidStorageClass", 400, "The storage class you specified is not valid", {
    StorageClassRequested,
  });
export const malformedPolicy = (words: string) => made("MalformedPolicy", 400, words);
export const malformedAcl = () =>
  made(
    "MalformedACLError",
    400,
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
export const aclNotSupported = () =>
  made("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
export const aclWithOwnership = () =>
  made(
    "InvalidBucketAclWithObjectOwnership",
    400,
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
export const copyToItself = () =>
  invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
export const customerKeyNeeded = () =>
  invalidRequest(
    "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
  );
export const badRequest = (words: string) => made("BadRequest", 400, words);
export const corsForbidden = (words: string, Method: string, ResourceType: string) =>
  made("AccessForbidden", 403, words, { Method, ResourceType });
export const malformedPost = (words: string) => made("MalformedPOSTRequest", 400, words);
export const invalidPolicyDocument = (words: string) => made("InvalidPolicyDocument", 400, words);
export const kmsFault = (code: string, words: string) => made(`KMS.${code}`, 400, words);
export const operationAborted = () =>
  made(
    "OperationAborted",
    409,
    "A conflicting conditional operation is currently in progress against this resource. Please try again.",
  );
