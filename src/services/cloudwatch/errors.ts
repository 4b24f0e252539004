/** CloudWatch's faults, in AWS's words. */
import { fault } from "#aws/fault";

export const invalidValue = fault("InvalidParameterValueException", 400, (words: string) => words);
export const invalidCombination = fault(
  "InvalidParameterCombinationException",
  400,
  (words: string) => words,
);
export const missingParameter = fault(
  "MissingRequiredParameterException",
  400,
  (words: string) => words,
);
export const validation = fault("ValidationError", 400, (words: string) => words);
/** AWS's ResourceNotFound of alarms comes without words over some protocols. */
export const alarmMissing = fault(
  "ResourceNotFound",
  404,
  (name: string) => `Unknown alarm: ${name}`,
);
export const resourceMissing = fault(
  "ResourceNotFoundException",
  404,
  (arn: string) => `Resource with ARN ${arn} was not found`,
);
export const badToken = fault("InvalidNextToken", 400, "The next token is invalid.");
export const notJson = fault("InvalidFormatFault", 400, "StateReasonData is not valid JSON.");
export const tooManyAlarms = fault(
  "LimitExceededFault",
  400,
  "The quota for alarms for this customer has already been reached.",
);
export const otherType = fault(
  "ValidationError",
  400,
  (name: string) => `There is already an alarm of another type with the name ${name}.`,
);
