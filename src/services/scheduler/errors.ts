/** Scheduler's faults, in AWS's words: https://docs.aws.amazon.com/scheduler/latest/APIReference/CommonErrors.html */
import { type Fault, fault } from "#aws/fault";

export const scheduleMissing = fault(
  "ResourceNotFoundException",
  404,
  (name: string) => `Schedule ${name} does not exist.`,
);
export const groupMissing = fault(
  "ResourceNotFoundException",
  404,
  (name: string) => `Schedule group ${name} does not exist.`,
);
export const scheduleExists = fault(
  "ConflictException",
  409,
  (name: string) => `Schedule ${name} already exists.`,
);
export const groupExists = fault(
  "ConflictException",
  409,
  (name: string) => `Schedule group ${name} already exists.`,
);
/** No text of AWS's own was found for it. */
export const tokenInUse = fault(
  "ConflictException",
  409,
  (token: string) => `The ClientToken ${token} was given with another request.`,
);
/** https://github.com/aws/aws-sdk-js-v3/issues/6494 */
export const roleRefused = (): Fault =>
  validation(
    "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
  );
export const validation = fault("ValidationException", 400, (words: string) => words);
/** No text of AWS's own was found for it. */
export const tooManyGroups = fault(
  "ServiceQuotaExceededException",
  402,
  (most: number) => `An account has at most ${most} schedule groups.`,
);
