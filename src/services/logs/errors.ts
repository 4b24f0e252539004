/** CloudWatch Logs' faults, in AWS's words. */
import { fault } from "#aws/fault";

export const groupMissing = fault(
  "ResourceNotFoundException",
  400,
  "The specified log group does not exist.",
);
export const streamMissing = fault(
  "ResourceNotFoundException",
  400,
  "The specified log stream does not exist.",
);
export const groupExists = fault(
  "ResourceAlreadyExistsException",
  400,
  "The specified log group already exists",
);
export const streamExists = fault(
  "ResourceAlreadyExistsException",
  400,
  "The specified log stream already exists",
);
export const filterMissing = fault(
  "ResourceNotFoundException",
  400,
  (kind: "metric" | "subscription") => `The specified ${kind} filter does not exist.`,
);
export const tooManyFilters = fault("LimitExceededException", 400, "Resource limit exceeded.");
export const invalidParameter = fault("InvalidParameterException", 400, (words: string) => words);
export const resourceMissing = fault(
  "ResourceNotFoundException",
  400,
  "The specified resource does not exist.",
);
