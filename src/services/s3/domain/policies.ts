/** Bucket policies: what may stand in one, and whether it opens the bucket to everyone. */
import { compile, MalformedPolicy } from "#languages/policy/policy";
import { malformedPolicy } from "../errors.ts";
import { POLICY_BYTES } from "../limits.ts";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** @throws Fault MalformedPolicy in AWS's words. */
export function checkPolicy(text: string, bucket: string): void {
  if (Buffer.byteLength(text) > POLICY_BYTES)
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  const statements = statementsOf(text);
  for (const statement of statements) {
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny")
      throw malformedPolicy(
        statement.Effect === undefined
          ? "Missing required field Effect"
          : `Invalid effect: ${String(statement.Effect)}`,
      );
    if (statement.Principal === undefined && statement.NotPrincipal === undefined)
      throw malformedPolicy("Missing required field Principal");
    if (statement.Action === undefined && statement.NotAction === undefined)
      throw malformedPolicy("Missing required field Action");
    if (statement.Resource === undefined && statement.NotResource === undefined)
      throw malformedPolicy("Missing required field Resource");
    for (const action of [...listOf(statement.Action), ...listOf(statement.NotAction)])
      if (typeof action !== "string" || !/^(\*|s3:[\w*?]+)$/i.test(action))
        throw malformedPolicy("Policy has invalid action");
    for (const resource of [...listOf(statement.Resource), ...listOf(statement.NotResource)])
      if (typeof resource !== "string" || !concerns(resource, bucket))
        throw malformedPolicy("Policy has invalid resource");
  }
  try {
    compile(text);
  } catch (error) {
    if (error instanceof MalformedPolicy) throw malformedPolicy(error.message);
    throw error;
  }
}

/** @throws Fault MalformedPolicy. */
export function statementsOf(text: string): Statement[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  const version = (parsed as { Version?: unknown }).Version;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17")
    throw malformedPolicy("The policy must contain a valid version string");
  const statements = listOf((parsed as { Statement?: unknown }).Statement);
  if (statements.length === 0) throw malformedPolicy("Missing required field Statement");
  return statements as Statement[];
}

function concerns(resource: string, bucket: string): boolean {
  if (resource === "*") return false;
  const match = /^arn:(aws|aws-cn|aws-us-gov|\*):s3:[^:]*:[^:]*:(.+)$/.exec(resource);
  if (match === null) return false;
  const name = match[2]!.split("/")[0]!;
  if (name === bucket) return true;
  // The bucket's part may hold wildcards, and must be able to mean this bucket.
  const pattern = name
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`).test(bucket);
}

/** Keys whose fixed values keep a statement from being public. */
const LIMITING = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalservicename",
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourceip",
  "aws:userid",
  "s3:dataaccesspointarn",
  "s3:dataaccesspointaccount",
  "aws:sourceorgid",
]);

/**
 * Whether a policy lets in everyone.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublicPolicy(text: string | undefined): boolean {
  if (text === undefined) return false;
  return statementsOf(text).some((statement) => {
    if (statement.Effect !== "Allow") return false;
    const principals =
      typeof statement.Principal === "object" && statement.Principal !== null
        ? Object.values(statement.Principal).flatMap(listOf)
        : listOf(statement.Principal);
    const everyone = principals.includes("*") || statement.NotPrincipal !== undefined;
    return everyone && !limited(statement);
  });
}

function limited(statement: Statement): boolean {
  for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
    if (/^(ForAllValues:)|Not|IfExists$|^Null$/.test(operator)) continue;
    for (const [key, value] of Object.entries(keys)) {
      if (!LIMITING.has(key.toLowerCase())) continue;
      const values = listOf(value).map(String);
      const open =
        key.toLowerCase() === "aws:sourceip"
          ? values.some((v) => /\/0$/.test(v))
          : values.some((v) => v === "*" || v.includes("${"));
      if (!open) return true;
    }
  }
  return false;
}
