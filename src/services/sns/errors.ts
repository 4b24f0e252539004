/** SNS's faults, in AWS's words: https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html */
import { Fault, fault } from "#aws/fault";

export const topicMissing = fault("NotFoundException", 404, "Topic does not exist");
export const subscriptionMissing = fault("NotFoundException", 404, "Subscription does not exist");
export const invalidParameter = fault(
  "InvalidParameterException",
  400,
  (words: string) => `Invalid parameter: ${words}`,
);
/** Of message attributes, whose words stand alone. */
export const invalidAttribute = fault(
  "InvalidParameterValueException",
  400,
  (words: string) => words,
);
export const invalidToken = fault("InvalidParameterException", 400, "Invalid token");
export const invalidSmsEndpoint = fault(
  "InvalidParameterException",
  400,
  (endpoint: string) => `Invalid SMS endpoint: ${endpoint}`,
);
export const emptyBatch = fault(
  "EmptyBatchRequestException",
  400,
  "The batch request doesn't contain any entries.",
);
export const tooManyEntries = fault(
  "TooManyEntriesInBatchRequestException",
  400,
  "The batch request contains more entries than permissible.",
);
export const idsNotDistinct = fault(
  "BatchEntryIdsNotDistinctException",
  400,
  "Two or more batch entries in the request have the same Id.",
);
export const batchTooLong = fault(
  "BatchRequestTooLongException",
  400,
  "The length of all the messages put together is more than the limit.",
);
export const invalidEntryId = fault(
  "InvalidBatchEntryIdException",
  400,
  "The Id of a batch entry in a batch request doesn't abide by the specification.",
);
export const phoneMissing = fault(
  "ResourceNotFoundException",
  404,
  "The phone number does not exist.",
);
export const verificationFailed = (Status: string): Fault =>
  new Fault("VerificationException", "The one-time password is not valid.", 400, { Status });
export const platformMissing = fault(
  "NotFoundException",
  404,
  "PlatformApplication does not exist",
);
export const endpointMissing = fault("NotFoundException", 404, "Endpoint does not exist");
export const endpointDisabled = fault("EndpointDisabledException", 400, "Endpoint is disabled");
export const platformDisabled = fault(
  "PlatformApplicationDisabledException",
  400,
  "Platform application is disabled",
);
/** The words are KMS's own, with what the SDK in SNS adds to them. */
export const kmsRefused = fault("KMSAccessDeniedException", 400, (words: string) => words);
export const kmsFaults: ReadonlyMap<string, (words: string) => Fault> = new Map([
  ["NotFoundException", fault("KMSNotFoundException", 400, (words: string) => words)],
  ["DisabledException", fault("KMSDisabledException", 400, (words: string) => words)],
  ["KMSInvalidStateException", fault("KMSInvalidStateException", 400, (words: string) => words)],
  ["InvalidKeyUsageException", fault("KMSInvalidStateException", 400, (words: string) => words)],
  ["ThrottlingException", fault("KMSThrottlingException", 400, (words: string) => words)],
  ["OptInRequired", fault("KMSOptInRequired", 403, (words: string) => words)],
]);
/** After the words of refused deliveries, which AWS documents; of these it documents the code alone. */
export const publishProhibited = fault(
  "AuthorizationErrorException",
  403,
  (arn: string) =>
    `The topic's data protection policy prohibits this message from being published to ${arn}`,
);
export const archived = fault(
  "InvalidStateException",
  400,
  "Cannot delete a topic with an ArchivePolicy",
);
export const replayRunning = fault(
  "ReplayLimitExceededException",
  403,
  "The request parameter has exceeded the maximum number of concurrent message replays.",
);
export const tooManyFilters = fault(
  "FilterPolicyLimitExceededException",
  403,
  "Your account has exceeded the maximum number of allowed filter policies.",
);
export const tooManySubscriptions = fault(
  "SubscriptionLimitExceededException",
  403,
  "Your account has exceeded the maximum number of allowed subscriptions.",
);
/** AWS's API page has no more words for it. */
export const phoneOptedOut = fault(
  "OptedOutException",
  400,
  "The specified phone number opted out of receiving SMS messages from your AWS account.",
);
/** The rules are AWS's; it has published no words for what breaks them. */
export const sandboxRefused = fault("UserErrorException", 400, (words: string) => words);
/** Of a stack that would make a topic which is there: in the words of CloudFormation's handlers. */
export const topicTaken = fault(
  "AlreadyExistsException",
  400,
  (arn: string) => `Resource of type 'AWS::SNS::Topic' with identifier '${arn}' already exists.`,
);
export const notAuthorized = fault("AuthorizationErrorException", 403, "Not authorized");
