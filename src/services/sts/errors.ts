/** STS's faults, in AWS's words. */
import { fault } from "#aws/fault";

export const accessDenied = fault("AccessDenied", 403, (words: string) => words);
export const validation = fault("ValidationError", 400, (words: string) => words);
export const malformedPolicy = fault("MalformedPolicyDocument", 400, (words: string) => words);
export const packedTooLarge = fault("PackedPolicyTooLarge", 400, (words: string) => words);
export const invalidIdentityToken = fault("InvalidIdentityToken", 400, (words: string) => words);
export const expiredToken = fault("ExpiredTokenException", 400, (words: string) => words);
export const invalidMessage = fault(
  "InvalidAuthorizationMessageException",
  400,
  "Message is not valid.",
);
export const missingToken = fault(
  "MissingAuthenticationToken",
  403,
  "Request is missing Authentication Token",
);
