/** Faults of HTTP APIs, in AWS's words. */
import { fault } from "#aws/fault";

export const missing = fault(
  "NotFoundException",
  404,
  (what: string, id: string) => `Invalid ${what} identifier specified ${id}`,
);
export const badRequest = fault("BadRequestException", 400, (words: string) => words);
export const conflict = fault("ConflictException", 409, (words: string) => words);
