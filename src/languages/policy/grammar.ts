/**
 * What IAM checks of a document beyond its shape, with IAM's own texts and in IAM's order: version,
 * "legacy parsing", Sids, actions, resources, vendors.
 */
import {
  MalformedPolicy,
  NO_JSON,
  type PolicyDocument,
  readDocument,
  type StatementDocument,
} from "./document.ts";
import { dateOf } from "./values.ts";

/**
 * Whose policy it is. `managed` and `inline` belong to an identity, `trust` to a role, `resource`
 * to a resource of any other service.
 */
export type PolicyKind = "managed" | "inline" | "trust" | "resource";

/** IAM's own bound on a `PolicyDocument` parameter, in characters. */
const MAX_LENGTH = 131_072;
const PARTITIONS = /^(\*|aws|aws-cn|aws-us-gov|aws-iso(-[a-z])?|aws-eusc)$/;
const IAM_PATHS = [
  "user/",
  "federated-user/",
  "role/",
  "group/",
  "instance-profile/",
  "mfa/",
  "server-certificate/",
  "policy/",
  "sms-mfa/",
  "saml-provider/",
  "oidc-provider/",
  "report/",
  "access-report/",
];
/** The resources of S3 that have a region. */
const S3_REGIONAL =
  /^(\*|(accesspoint|access-grants|job|storage-lens|storage-lens-group|async-request)\/)/;
const LEGACY = "The policy failed legacy parsing";

/**
 * Reads and judges a policy document.
 * @param source JSON text, or the object it stands for.
 * @throws MalformedPolicy with AWS's text.
 */
export function parsePolicy(
  source: string | object,
  kind: PolicyKind = "inline",
  maxLength = MAX_LENGTH,
): PolicyDocument {
  if (kind === "trust") return parseTrust(source, maxLength);
  const document = readDocument(source, maxLength);
  if (kind === "managed" && document.version !== "2012-10-17")
    throw new MalformedPolicy("Policy document must be version 2012-10-17 or greater.");
  const { statements } = document;
  statements.forEach(legacy);
  const complaint = resourceComplaint(statements);
  if (kind !== "resource" && statements.some(({ sid = "" }) => /[^0-9A-Za-z]/.test(sid)))
    throw new MalformedPolicy(
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
  uniqueSids(statements);
  if (kind !== "resource")
    for (const { principal, notPrincipal } of statements)
      if (principal !== undefined || notPrincipal !== undefined)
        throw new MalformedPolicy("Policy document should not specify a principal.");
  for (const { action, notAction } of statements)
    if (!(action ?? notAction)?.length)
      throw new MalformedPolicy("Policy statement must contain actions.");
  if (complaint !== undefined) throw new MalformedPolicy(complaint);
  for (const { action, notAction } of statements) (action ?? notAction)!.forEach(vendor);
  for (const { resource, notResource } of statements)
    if (!(resource ?? notResource)?.length)
      throw new MalformedPolicy("Policy statement must contain resources.");
  return document;
}

/** A role's trust policy has a parser, and words, of its own. */
function parseTrust(source: string | object, maxLength: number): PolicyDocument {
  if (typeof source === "string") {
    if (source.length > maxLength) throw new MalformedPolicy(NO_JSON);
    try {
      JSON.parse(source);
    } catch {
      throw new MalformedPolicy(NO_JSON);
    }
  }
  const document = readDocument(source, maxLength);
  for (const statement of document.statements) {
    legacy(statement);
    if (statement.resource !== undefined || statement.notResource !== undefined)
      throw new MalformedPolicy("Has prohibited field Resource");
    const principal = statement.principal ?? statement.notPrincipal;
    if (principal === undefined) throw new MalformedPolicy("Missing required field Principal");
    if (principal !== "*") trusted(principal);
    const actions = statement.action ?? statement.notAction;
    if (actions === undefined || actions.length === 0)
      throw new MalformedPolicy("Missing required field Action");
    for (const action of actions)
      if (!/^sts:/i.test(action))
        throw new MalformedPolicy("AssumeRole policy may only specify STS AssumeRole actions");
  }
  uniqueSids(document.statements);
  return document;
}

function trusted(principal: ReadonlyMap<string, readonly string[]>): void {
  if (![...principal.values()].some((names) => names.length > 0))
    throw new MalformedPolicy(
      "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: " +
        "The passed in policy has a statement with no principals!",
    );
  for (const [type, names] of principal)
    for (const name of names) {
      const ok =
        type === "AWS"
          ? /^(\*|\d{12}|arn:[\w-]+:(iam|sts)::(\d{12}|cloudfront):.+|A[A-Z0-9]{15,})$/.test(name)
          : name !== "" && (type !== "Service" || /^[\w-]+(\.[\w-]+)+$/.test(name));
      if (!ok) throw new MalformedPolicy(`Invalid principal in policy: "${type}":"${name}"`);
    }
}

function legacy({ effect, condition }: StatementDocument): void {
  if (effect !== "Allow" && effect !== "Deny") throw new MalformedPolicy(LEGACY);
  for (const [operator, keys] of condition)
    if (/^((forallvalues|foranyvalue):)?date/i.test(operator))
      for (const values of keys.values())
        for (const value of values)
          if (!value.includes("${") && dateOf(value) === undefined)
            throw new MalformedPolicy(LEGACY);
}

function uniqueSids(statements: readonly StatementDocument[]): void {
  const seen = new Set<string>();
  for (const { sid } of statements) {
    if (sid === undefined || sid === "") continue;
    if (seen.has(sid))
      throw new MalformedPolicy("Statement IDs (SID) in a single policy must be unique.");
    seen.add(sid);
  }
}

/** The first thing wrong with a resource; AWS tells it only after its other checks passed. */
function resourceComplaint(statements: readonly StatementDocument[]): string | undefined {
  let complaint: string | undefined;
  for (const { resource, notResource } of statements) {
    // AWS reads a list in alphabetical order, which decides what it complains of.
    const list = [...(resource ?? notResource ?? [])].sort();
    for (const each of list) complaint ??= complaintOf(each);
    if (complaint !== undefined) continue;
    for (const each of list)
      if (each !== "*" && (broken(each) || each.split(":")[2] === ""))
        throw new MalformedPolicy(LEGACY);
  }
  return complaint;
}

/** "arn:aws:s3::bucket": an empty part, but a part too few. */
function broken(resource: string): boolean {
  return resource.includes("::") && resource.split(":").length < 6;
}

function complaintOf(resource: string): string | undefined {
  if (resource === "*") return undefined;
  const parts = resource.split(":");
  if (parts.length < 2) return `Resource ${resource} must be in ARN format or "*".`;
  const partition = parts[1]!;
  if (!PARTITIONS.test(partition)) {
    const rest = parts.slice(2);
    const whole = [0, 1, 2].map((index) => rest[index] ?? "*");
    if (rest.length === 1 && rest[0] === "") whole[0] = "*";
    whole.push(rest.length > 3 ? rest.slice(3).join(":") : "*");
    const arn = `arn:${partition}:${whole.join(":")}`;
    return `Partition "${partition}" is not valid for resource "${arn}".`;
  }
  if (parts.length < 3)
    return "Resource vendor must be fully qualified and cannot contain regexes.";
  const [, , service, region = "", account, ...last] = parts;
  const name = last.join(":");
  if (service === "iam" && region !== "" && parts.length > 3)
    return `IAM resource ${resource} cannot contain region information.`;
  if (service === "s3" && region !== "" && parts.length > 4 && !S3_REGIONAL.test(name))
    return `Resource ${resource} can not contain region information.`;
  if (service === "iam" && parts.length > 5 && account !== "aws" && name !== "*" && name !== "root")
    if (!IAM_PATHS.some((path) => name.startsWith(path)) && !/^[*?$]/.test(name))
      return `IAM resource path must either be "*" or start with ${IAM_PATHS.join(", ")}.`;
  return undefined;
}

function vendor(action: string): void {
  if (action === "*") return;
  const parts = action.split(":");
  if (parts.length === 1)
    throw new MalformedPolicy(
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    );
  if (parts.length > 2) throw new MalformedPolicy("Actions/Condition can contain only one colon.");
  if (parts[0] !== "*" && /[^a-zA-Z0-9\-.*?]/.test(parts[0]!))
    throw new MalformedPolicy(`Vendor ${parts[0]} is not valid`);
}
