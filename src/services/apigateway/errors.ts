/** Faults of REST APIs, in AWS's words. */
import { fault } from "#aws/fault";

export const apiMissing = fault("NotFoundException", 404, "Invalid API identifier specified");
export const stageMissing = fault("NotFoundException", 404, "Invalid stage identifier specified");
export const deploymentMissing = fault(
  "NotFoundException",
  404,
  "Invalid Deployment identifier specified",
);
export const badRequest = fault("BadRequestException", 400, (words: string) => words);
export const stageExists = fault("ConflictException", 409, "Stage already exists");
