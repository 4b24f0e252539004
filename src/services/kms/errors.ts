/** KMS's faults, in AWS's words. */
import { fault } from "#aws/fault";

export const keyMissing = fault(
  "NotFoundException",
  400,
  (arn: string) => `Key '${arn}' does not exist`,
);
export const aliasMissing = fault(
  "NotFoundException",
  400,
  (arn: string) => `Alias ${arn} is not found.`,
);
export const invalidKeyId = fault(
  "NotFoundException",
  400,
  (id: string) => `Invalid keyId '${id}'`,
);
export const invalidArn = fault("InvalidArnException", 400, (arn: string) => `Invalid arn ${arn}`);
export const disabled = fault("DisabledException", 400, (arn: string) => `${arn} is disabled.`);
export const pendingDeletion = fault(
  "KMSInvalidStateException",
  400,
  (arn: string) => `${arn} is pending deletion.`,
);
export const notPendingDeletion = fault(
  "KMSInvalidStateException",
  400,
  (arn: string) => `${arn} is not pending deletion.`,
);
export const invalidCiphertext = fault("InvalidCiphertextException", 400, "");
export const noCiphertext = fault(
  "ValidationException",
  400,
  "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null",
);
export const incorrectKey = fault(
  "IncorrectKeyException",
  400,
  "The key ID in the request does not identify a CMK that can perform this operation.",
);
export const invalidUsage = fault(
  "InvalidKeyUsageException",
  400,
  (arn: string, usage: string, operation: string) =>
    `${arn} key usage is ${usage} which is not valid for ${operation}.`,
);
export const validation = fault("ValidationException", 400, (words: string) => words);
export const aliasExists = fault(
  "AlreadyExistsException",
  400,
  (arn: string) => `An alias with the name ${arn} already exists`,
);
export const reservedAlias = fault("NotAuthorizedException", 400, "");
export const unsupportedSpec = fault(
  "UnsupportedOperationException",
  400,
  (words: string) => words,
);
export const malformedPolicy = fault(
  "MalformedPolicyDocumentException",
  400,
  (words: string) => words,
);
export const policyMissing = fault("NotFoundException", 400, "No such policy exists");
export const grantMissing = fault(
  "NotFoundException",
  400,
  (id: string) => `Grant ID ${id} not found`,
);
export const invalidMac = fault("KMSInvalidMacException", 400, "");
