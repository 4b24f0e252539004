/** IAM's faults, in AWS's words. */
import { Fault, fault } from "#aws/fault";
import type { Kind } from "./tables.ts";

/** AWS answers what is not there with 404, and what conflicts with 409. */
const noSuch = (words: string) => new Fault("NoSuchEntity", words, 404);

export const missing = {
  user: (name: string) => noSuch(`The user with name ${name} cannot be found.`),
  group: (name: string) => noSuch(`The group with name ${name} cannot be found.`),
  role: (name: string) => noSuch(`The role with name ${name} cannot be found.`),
  inline: (kind: Kind, name: string) =>
    noSuch(`The ${kind} policy with name ${name} cannot be found.`),
  policy: (arn: string) => noSuch(`Policy ${arn} was not found.`),
  attachable: (arn: string) => noSuch(`Policy ${arn} does not exist or is not attachable.`),
  version: (arn: string, version: string) =>
    noSuch(`Policy ${arn} version ${version} does not exist or is not attachable.`),
  accessKey: (id: string) => noSuch(`The Access Key with id ${id} cannot be found.`),
  profile: (name: string) => noSuch(`Instance Profile ${name} cannot be found.`),
  login: (name: string) => noSuch(`Login Profile for User ${name} cannot be found.`),
  oidc: (arn: string) => noSuch(`OpenIDConnect Provider not found for arn ${arn}`),
  saml: (arn: string) => noSuch(`SAMLProvider not found for arn ${arn}`),
  passwordPolicy: (account: string) =>
    noSuch(`The Password Policy with domain name ${account} cannot be found.`),
  alias: (alias: string) => noSuch(`The Account Alias ${alias} cannot be found.`),
  device: (serial: string) =>
    noSuch(`VirtualMFADevice with serial number ${serial} doesn't exist.`),
  boundary: (kind: Kind, name: string) =>
    noSuch(`The ${kind} ${name} does not have a permissions boundary.`),
  deletion: (id: string) => noSuch(`Deletion task ${id} cannot be found.`),
  member: (user: string, group: string) => noSuch(`User ${user} is not in group ${group}.`),
  roleInProfile: (role: string, profile: string) =>
    noSuch(`Role ${role} is not in instance profile ${profile}.`),
  serverCertificate: (name: string) =>
    noSuch(`The Server Certificate with name ${name} cannot be found.`),
  credential: (what: string, id: string) => noSuch(`The ${what} with id ${id} cannot be found.`),
} as const;

export const exists = fault("EntityAlreadyExists", 409, (words: string) => words);
export const entityExists = (kind: Kind, name: string): Fault =>
  exists(`${kind[0]!.toUpperCase()}${kind.slice(1)} with name ${name} already exists.`);
export const deleteConflict = fault("DeleteConflict", 409, (words: string) => words);
export const limitExceeded = fault("LimitExceeded", 409, (words: string) => words);
export const quotaExceeded = (quota: string, value: number): Fault =>
  limitExceeded(`Cannot exceed quota for ${quota}: ${value}`);
export const invalidInput = fault("InvalidInput", 400, (words: string) => words);
export const validation = fault("ValidationError", 400, (words: string) => words);
export const malformedPolicy = fault("MalformedPolicyDocument", 400, (words: string) => words);
export const unmodifiable = fault(
  "UnmodifiableEntity",
  400,
  (role: string) =>
    `Cannot perform the operation on the protected role '${role}' - ` +
    "this role is only modifiable by AWS",
);
export const passwordViolation = fault("PasswordPolicyViolation", 400, (words: string) => words);
export const invalidUserType = fault("InvalidUserType", 400, (words: string) => words);
export const invalidCode = fault(
  "InvalidAuthenticationCode",
  403,
  "Authentication code for device is not valid.",
);
export const accessDenied = fault("AccessDenied", 403, (words: string) => words);
export const invalidPublicKey = fault(
  "InvalidPublicKey",
  400,
  "The public key is malformed or otherwise invalid.",
);
export const malformedCertificate = fault(
  "MalformedCertificate",
  400,
  "Unable to parse certificate. Please ensure the certificate is in PEM format.",
);
export const keyMismatch = fault("KeyPairMismatch", 400, (words: string) => words);
/** A service that takes on a role which does not trust it. */
export const roleUntrusting = fault(
  "AccessDenied",
  403,
  (service: string, role: string) =>
    `User: ${service} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
);
