/** Parameter Store's faults, in AWS's words. */
import { fault } from "#aws/fault";

export const parameterMissing = fault("ParameterNotFound", 400, "");
export const parameterNamed = fault(
  "ParameterNotFound",
  400,
  (name: string) => `Parameter ${name} not found.`,
);
export const referenceMissing = fault(
  "ParameterNotFound",
  400,
  (name: string) =>
    `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${name} not found.`,
);
export const parameterExists = fault(
  "ParameterAlreadyExists",
  400,
  "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
);
export const versionMissing = fault(
  "ParameterVersionNotFound",
  400,
  (name: string, version: string) =>
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
);
export const labelMissing = fault(
  "ParameterVersionNotFound",
  400,
  (name: string, label: string) =>
    `Systems Manager could not find version ${label} of ${name}. Verify the version and try again.`,
);
export const patternMismatch = fault(
  "ParameterPatternMismatchException",
  400,
  (pattern: string) => `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
);
export const invalidPattern = fault(
  "InvalidAllowedPatternException",
  400,
  "The regular expression is not valid.",
);
export const validation = fault("ValidationException", 400, (words: string) => words);
export const hierarchyTooDeep = fault(
  "HierarchyLevelLimitExceededException",
  400,
  "The hierarchy can have a maximum of 15 levels. For example, /level-1/level-2/level-3",
);
export const resourceInvalid = fault("InvalidResourceId", 400, "");
export const policyInvalid = fault(
  "InvalidPolicyAttributeException",
  400,
  (words: string) => words,
);
export const typeMissing = fault(
  "ValidationException",
  400,
  "A parameter type is required when you create a parameter.",
);
