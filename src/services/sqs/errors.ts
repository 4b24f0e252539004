/** SQS's faults, in AWS's words: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
import { Fault, fault } from "#aws/fault";
import { PERMISSION_ACTIONS, POLICY_STATEMENTS } from "./limits.ts";

/** @param query Whether it was asked for in the Query protocol, which has words of its own. */
export const queueMissing = fault(
  "QueueDoesNotExist",
  400,
  (query: boolean) => `The specified queue does not exist${query ? " for this wsdl version" : ""}.`,
);
export const queueExists = fault(
  "QueueNameExists",
  400,
  (attribute: string) =>
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
);
export const invalidParameter = fault("InvalidParameterValue", 400, (words: string) => words);
export const missingParameter = fault(
  "MissingParameter",
  400,
  (name: string) => `The request must contain the parameter ${name}.`,
);
export const invalidAttributeName = fault(
  "InvalidAttributeName",
  400,
  (name: string) => `Unknown Attribute ${name}.`,
);
export const fifoOnly = fault(
  "InvalidAttributeName",
  400,
  (name: string) => `You can specify the ${name} only when FifoQueue is set to true.`,
);
export const perGroupOnly = fault(
  "InvalidAttributeValue",
  400,
  "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup",
);
export const fixedQueueType = fault(
  "InvalidAttributeValue",
  400,
  "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
);
export const tooManyStatements = fault(
  "OverLimit",
  403,
  (count: number) =>
    `${count} statements were found in the submitted policy, max allowed is ${POLICY_STATEMENTS}`,
);
export const tooManyActions = fault(
  "OverLimit",
  403,
  (count: number) => `${count} Actions were found, maximum allowed is ${PERMISSION_ACTIONS}.`,
);
export const oneEncryption = fault(
  "InvalidAttributeName",
  400,
  "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
);
export const invalidAttributeValue = fault(
  "InvalidAttributeValue",
  400,
  (name: string) => `Invalid value for the parameter ${name}.`,
);
export const invalidMessageContents = fault(
  "InvalidMessageContents",
  400,
  (words: string) => words,
);
export const noDeduplication = fault(
  "InvalidParameterValue",
  400,
  "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
);
/** A parameter that only the other kind of queue takes. */
export const notOfThisQueueType = fault(
  "InvalidParameterValue",
  400,
  (name: string, value: string) =>
    `Value ${value} for parameter ${name} is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
);
/** AWS's pages name the code; the words are those of its other services. */
export const rateExceeded = fault("ThrottlingException", 400, "Rate exceeded");
export const inFlightLimit = fault(
  "OverLimit",
  403,
  "Too many messages have been received without being deleted. Please delete your received messages or let them timeout before receiving more.",
);
export const receiptHandleInvalid = fault(
  "ReceiptHandleIsInvalid",
  400,
  (handle: string) => `The input receipt handle "${handle}" is not a valid receipt handle.`,
);
export const messageNotInFlight = fault(
  "MessageNotInflight",
  400,
  "Value for parameter VisibilityTimeout is invalid. Reason: Message does not exist or is not available for visibility timeout change.",
);
export const emptyBatch = fault(
  "EmptyBatchRequest",
  400,
  (operation: string) => `There should be at least one ${operation}RequestEntry in the request.`,
);
export const tooManyEntries = fault(
  "TooManyEntriesInBatchRequest",
  400,
  (count: number) => `Maximum number of entries per request are 10. You have sent ${count}.`,
);
export const idsNotDistinct = fault(
  "BatchEntryIdsNotDistinct",
  400,
  (id: string) => `Id ${id} repeated.`,
);
export const invalidBatchEntryId = fault(
  "InvalidBatchEntryId",
  400,
  "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
);
export const batchTooLong = fault(
  "BatchRequestTooLong",
  400,
  (bytes: number) =>
    `Batch requests cannot be longer than 1048576 bytes. You have sent ${bytes} bytes.`,
);
export const resourceMissing = fault(
  "ResourceNotFoundException",
  404,
  (parameter: string) =>
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
);
export const notDeadLetterQueue = fault(
  "InvalidParameterValue",
  400,
  "Source queue must be configured as a Dead Letter Queue.",
);
export const moveTaskRunning = fault(
  "InvalidParameterValue",
  400,
  "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
);
export const moveTaskMissing = fault("ResourceNotFoundException", 404, "Task does not exist.");
export const deletedRecently = fault(
  "QueueDeletedRecently",
  400,
  "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
);
export const purgeInProgress = fault(
  "PurgeQueueInProgress",
  403,
  (name: string) => `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
);

/** KMS's refusals as SQS tells them: its own code, KMS's words and where they come from. */
const KMS_CODES = new Map([
  ["AccessDeniedException", "KmsAccessDenied"],
  ["DisabledException", "KmsDisabled"],
  ["InvalidKeyUsageException", "KmsInvalidKeyUsage"],
  ["KMSInvalidStateException", "KmsInvalidState"],
]);

/** A refusal of KMS's; what KMS does not find or understand, SQS calls not found. */
export const kmsFault = (code: string, words: string, requestId: string): Fault =>
  new Fault(
    KMS_CODES.get(code) ?? "KmsNotFound",
    `${words} (Service: AWSKMS; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
    400,
  );
