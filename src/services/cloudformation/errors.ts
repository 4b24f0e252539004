/** CloudFormation's faults, in AWS's words: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html */
import { fault } from "#aws/fault";

export const validationError = fault("ValidationError", 400, (words: string) => words);
export const stackMissing = fault(
  "ValidationError",
  400,
  (name: string) => `Stack with id ${name} does not exist`,
);
/** How operations other than DescribeStacks say it. */
export const stackUnknown = fault(
  "ValidationError",
  400,
  (name: string) => `Stack [${name}] does not exist`,
);
export const stackExists = fault(
  "AlreadyExistsException",
  400,
  (name: string) => `Stack [${name}] already exists`,
);
export const changeSetExists = fault(
  "AlreadyExistsException",
  400,
  (name: string, stack: string) => `ChangeSet ${name} already exists for stack ${stack}`,
);
export const changeSetMissing = fault(
  "ChangeSetNotFound",
  404,
  (name: string) => `ChangeSet [${name}] does not exist`,
);
export const changeSetStatus = fault("InvalidChangeSetStatus", 400, (words: string) => words);
export const insufficientCapabilities = fault(
  "InsufficientCapabilitiesException",
  400,
  (names: readonly string[]) => `Requires capabilities : [${names.join(", ")}]`,
);
export const tokenReused = fault(
  "TokenAlreadyExistsException",
  400,
  (token: string) => `Token already exists: ${token}`,
);
