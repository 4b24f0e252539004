/** Faults of REST APIs, in AWS's words. */
import { fault } from "#aws/fault";

export const apiMissing = fault(
  "NotFoundException",
  404,
  (account: string, id: string) => `Invalid API identifier specified ${account}:${id}`,
);
/** "Invalid Resource identifier specified" and its kin. */
export const missing = fault(
  "NotFoundException",
  404,
  (what: string) => `Invalid ${what} identifier specified`,
);
export const methodMissing = missing.bind(undefined, "Method");
export const integrationMissing = missing.bind(undefined, "Integration");
export const responseMissing = fault(
  "NotFoundException",
  404,
  "Invalid Response status code specified",
);
export const stageMissing = missing.bind(undefined, "stage");
export const deploymentMissing = missing.bind(undefined, "Deployment");
export const modelMissing = fault(
  "NotFoundException",
  404,
  (name: string) => `Invalid model name specified: ${name}`,
);
export const badRequest = fault("BadRequestException", 400, (words: string) => words);
export const conflict = fault("ConflictException", 409, (words: string) => words);
export const notFound = fault("NotFoundException", 404, (words: string) => words);
export const stageExists = conflict.bind(undefined, "Stage already exists");
export const limitExceeded = fault("LimitExceededException", 429, (words: string) => words);
/** AWS names the paths that an operation takes. */
export const badPatchPath = fault(
  "BadRequestException",
  400,
  (path: string, op: string, known: readonly string[]) =>
    `Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${known.join(", ")}]`,
);
