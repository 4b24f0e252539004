/** Secrets Manager's faults, in AWS's words. */
import { fault } from "#aws/fault";

export const secretMissing = fault(
  "ResourceNotFoundException",
  400,
  "Secrets Manager can't find the specified secret.",
);
export const valueMissing = fault(
  "ResourceNotFoundException",
  400,
  (what: string, value: string) =>
    `Secrets Manager can't find the specified secret value for ${what}: ${value}`,
);
export const secretExists = fault(
  "ResourceExistsException",
  400,
  (name: string) => `The operation failed because the secret ${name} already exists.`,
);
export const tokenInUse = fault(
  "ResourceExistsException",
  400,
  (token: string, arn: string) =>
    `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${arn}.`,
);
export const scheduledForDeletion = fault(
  "InvalidRequestException",
  400,
  "You can't create this secret because a secret with this name is already scheduled for deletion.",
);
export const markedDeleted = fault(
  "InvalidRequestException",
  400,
  "You can't perform this operation on the secret because it was marked for deletion.",
);
export const invalidParameter = fault("InvalidParameterException", 400, (words: string) => words);
export const invalidRequest = fault("InvalidRequestException", 400, (words: string) => words);
export const policyMissing = fault(
  "ResourceNotFoundException",
  400,
  "Secrets Manager can't find the specified resource policy.",
);
export const malformedPolicy = fault(
  "MalformedPolicyDocumentException",
  400,
  "This resource policy contains invalid Json",
);
export const currentStays = fault(
  "InvalidParameterException",
  400,
  "You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.",
);
export const cannotInvoke = fault(
  "AccessDeniedException",
  400,
  "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.",
);
