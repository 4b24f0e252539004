/** SNS's faults, in AWS's words: https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html */
import { fault } from "#aws/fault";

export const topicMissing = fault("NotFoundException", 404, "Topic does not exist");
export const subscriptionMissing = fault("NotFoundException", 404, "Subscription does not exist");
export const invalidParameter = fault(
  "InvalidParameterException",
  400,
  (words: string) => `Invalid parameter: ${words}`,
);
export const invalidValue = fault("InvalidParameterValueException", 400, (words: string) => words);
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
  "The length of all the batch messages put together is more than the limit.",
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
export const verificationFailed = fault(
  "VerificationException",
  400,
  "The one-time password is not valid.",
);
export const platformMissing = fault(
  "NotFoundException",
  404,
  "PlatformApplication does not exist",
);
export const endpointMissing = fault("NotFoundException", 404, "Endpoint does not exist");
export const endpointDisabled = fault("EndpointDisabledException", 400, "Endpoint is disabled");
export const notAuthorized = fault("AuthorizationErrorException", 403, "Not authorized");
