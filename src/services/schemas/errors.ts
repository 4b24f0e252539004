/**
 * The faults of EventBridge Schemas. AWS's words are known of a registry that exists already and of
 * what cannot be exported; the others are worded after them, for none were found.
 */
import { Fault } from "#aws/fault";

/** Every error has its code in its body, too. */
const failed =
  (code: string, status: number) =>
  (words: string): Fault =>
    new Fault(code, words, status, { Code: code });

export const badRequest = failed("BadRequestException", 400);
export const conflict = failed("ConflictException", 409);
export const forbidden = failed("ForbiddenException", 403);
export const missing = failed("NotFoundException", 404);
export const preconditionFailed = failed("PreconditionFailedException", 412);

export const registryMissing = (name: string) =>
  missing(`Registry with name ${name} does not exist.`);
export const registryExists = (name: string) =>
  conflict(`Registry with name ${name} already exists.`);
export const schemaMissing = (name: string) => missing(`Schema with name ${name} does not exist.`);
export const schemaExists = (name: string) => conflict(`Schema with name ${name} already exists.`);
export const versionMissing = (name: string, version: string) =>
  missing(`Schema version ${version} of schema ${name} does not exist.`);
export const discovererMissing = (id: string) =>
  missing(`Discoverer with id ${id} does not exist.`);
export const notExportable = () =>
  forbidden("You cannot export non discovered or non aws managed schemas.");
