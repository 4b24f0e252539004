/** Access control lists: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
import { createHash } from "node:crypto";
import type { AccessControlPolicy, Grant as GrantShape } from "#aws/generated/types/s3";
import { Fault } from "#aws/fault";
import { invalidArgument, invalidRequest, malformedAcl } from "../errors.ts";
import { GRANTS } from "../limits.ts";
import type { Grant } from "../tables.ts";

const GROUPS = "http://acs.amazonaws.com/groups/";
export const ALL_USERS = `${GROUPS}global/AllUsers`;
export const AUTHENTICATED_USERS = `${GROUPS}global/AuthenticatedUsers`;
const LOG_DELIVERY = `${GROUPS}s3/LogDelivery`;
const PERMISSIONS = ["FULL_CONTROL", "READ", "WRITE", "READ_ACP", "WRITE_ACP"];

/** The canonical user id of an account: 64 hexadecimal digits, the same every time. */
export function canonicalId(account: string): string {
  return createHash("sha256").update(`canonical user of ${account}`).digest("hex");
}

/** @throws Fault InvalidArgument for a name that is no canned ACL. */
export function cannedGrants(name: string, owner: string, bucketOwner: string): Grant[] {
  const own: Grant = { permission: "FULL_CONTROL", id: canonicalId(owner) };
  const foreign = owner !== bucketOwner;
  switch (name) {
    case "private":
      return [own];
    case "public-read":
      return [own, { permission: "READ", uri: ALL_USERS }];
    case "public-read-write":
      return [own, { permission: "READ", uri: ALL_USERS }, { permission: "WRITE", uri: ALL_USERS }];
    case "authenticated-read":
      return [own, { permission: "READ", uri: AUTHENTICATED_USERS }];
    case "aws-exec-read":
      return [own];
    case "log-delivery-write":
      return [
        own,
        { permission: "WRITE", uri: LOG_DELIVERY },
        { permission: "READ_ACP", uri: LOG_DELIVERY },
      ];
    case "bucket-owner-read":
      return foreign ? [own, { permission: "READ", id: canonicalId(bucketOwner) }] : [own];
    case "bucket-owner-full-control":
      return foreign ? [own, { permission: "FULL_CONTROL", id: canonicalId(bucketOwner) }] : [own];
    default:
      throw invalidArgument("", "x-amz-acl", name);
  }
}

export interface GrantHeaders {
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWrite?: string;
  readonly GrantWriteACP?: string;
}

/** Grants from the x-amz-grant-* headers; undefined when there are none. */
export function headerGrants(input: GrantHeaders): Grant[] | undefined {
  const given = [
    ["FULL_CONTROL", input.GrantFullControl],
    ["READ", input.GrantRead],
    ["WRITE", input.GrantWrite],
    ["READ_ACP", input.GrantReadACP],
    ["WRITE_ACP", input.GrantWriteACP],
  ] as const;
  const out: Grant[] = [];
  for (const [permission, text] of given)
    if (text !== undefined)
      for (const grantee of text.split(",")) out.push({ permission, ...granteeOf(grantee) });
  return out.length === 0 ? undefined : out;
}

function granteeOf(text: string): { id: string } | { uri: string } {
  const match = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*)"?\s*$/.exec(text);
  if (match === null)
    throw invalidArgument("Argument format not recognized", "x-amz-grant", text.trim());
  const [, kind, value = ""] = match;
  if (kind === "emailAddress") throw unknownEmail();
  return kind === "uri" ? { uri: checkGroup(value) } : { id: checkId(value) };
}

function unknownEmail(): Fault {
  return new Fault(
    "UnresolvableGrantByEmailAddress",
    "The e-mail address you provided does not match any account on record.",
    400,
  );
}

function checkGroup(uri: string): string {
  if (![ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY].includes(uri))
    throw invalidArgument("Invalid group uri", "uri", uri);
  return uri;
}

function checkId(id: string): string {
  if (!/^[0-9a-f]{64}$/.test(id)) throw invalidArgument("Invalid id", "id", id);
  return id;
}

/** Grants of an ACL in the request's body. @throws Fault MalformedACLError. */
export function policyGrants(policy: AccessControlPolicy): Grant[] {
  const grants = policy.Grants ?? [];
  if (policy.Owner?.ID === undefined || grants.length > GRANTS) throw malformedAcl();
  return grants.map(({ Grantee, Permission }) => {
    if (Grantee === undefined || Permission === undefined || !PERMISSIONS.includes(Permission))
      throw malformedAcl();
    if (Grantee.Type === "Group")
      return { permission: Permission, uri: checkGroup(Grantee.URI ?? "") };
    if (Grantee.Type === "CanonicalUser")
      return { permission: Permission, id: checkId(Grantee.ID ?? "") };
    if (Grantee.Type === "AmazonCustomerByEmail") throw unknownEmail();
    throw malformedAcl();
  });
}

/**
 * The grants a request asks for, by canned ACL, headers or body; undefined when it asks for none.
 * @throws Fault InvalidRequest when it asks in two ways.
 */
export function askedGrants(
  input: GrantHeaders & {
    readonly ACL?: string;
    readonly AccessControlPolicy?: AccessControlPolicy;
  },
  owner: string,
  bucketOwner: string,
): Grant[] | undefined {
  const headers = headerGrants(input);
  if (input.ACL !== undefined && headers !== undefined)
    throw invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
  if (
    input.AccessControlPolicy?.Grants !== undefined ||
    input.AccessControlPolicy?.Owner !== undefined
  ) {
    if (input.ACL !== undefined || headers !== undefined)
      throw new Fault("UnexpectedContent", "This request does not support content", 400);
    return policyGrants(input.AccessControlPolicy);
  }
  if (input.ACL !== undefined) return cannedGrants(input.ACL, owner, bucketOwner);
  return headers;
}

/** Grants as AWS shows them. */
export function shownGrants(grants: readonly Grant[] | undefined, owner: string): GrantShape[] {
  return (grants ?? [{ permission: "FULL_CONTROL", id: canonicalId(owner) }]).map(
    (grant) =>
      ({
        Grantee:
          grant.uri === undefined
            ? { ID: grant.id, Type: "CanonicalUser" }
            : { URI: grant.uri, Type: "Group" },
        Permission: grant.permission,
      }) as GrantShape,
  );
}

export function isPublic(grants: readonly Grant[] | undefined): boolean {
  return (grants ?? []).some(({ uri }) => uri === ALL_USERS || uri === AUTHENTICATED_USERS);
}
