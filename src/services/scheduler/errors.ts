/** Scheduler's faults, in AWS's words: https://docs.aws.amazon.com/scheduler/latest/APIReference/CommonErrors.html */
import { fault } from "#aws/fault";

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
export const validation = fault("ValidationException", 400, (words: string) => words);
/** No text of AWS's own was found for it. */
export const tooManyGroups = fault(
  "ServiceQuotaExceededException",
  402,
  (most: number) => `An account has at most ${most} schedule groups.`,
);
