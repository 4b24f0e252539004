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
