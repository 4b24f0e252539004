/**
 * Data protection policies, pure: read, asked who they speak of, and obeyed on a text.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-policies.html
 */
import { compileExpression, type Expression, InvalidExpression } from "./expression.ts";
import { IDENTIFIERS, type Rule } from "./identifiers.ts";

/** A policy that is refused; the message says why. */
export class InvalidDataProtectionPolicy extends Error {}

/** Where an audit's findings go. */
export interface Destination {
  readonly logGroup?: string;
  readonly deliveryStream?: string;
  readonly bucket?: string;
}

export type Operation =
  | {
      readonly kind: "audit";
      /** Percent of the messages. */
      readonly rate: number;
      readonly findings?: Destination;
      readonly noFindings?: Destination;
    }
  /** `mask` takes the place of each character; without it the data goes. */
  | { readonly kind: "deidentify"; readonly mask?: string }
  | { readonly kind: "deny" };

export interface Statement {
  readonly direction: "Inbound" | "Outbound";
  /** ARNs and account ids, or "*". */
  readonly principals: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly operation: Operation;
}

export interface Identifier {
  /** "EmailAddress", or a custom one's. */
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly custom?: Expression;
}

export interface Finding {
  readonly name: string;
  /** [start, end) in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

type Json = Readonly<Record<string, unknown>>;

const POLICY_CHARACTERS = 30_720;
const CUSTOM_LIMIT = 10;
const VERSION = "2021-06-01";
const PREFIX = /^arn:[\w-]+:dataprotection::aws:data-identifier\//;
const NEAR_CHARACTERS = 30;

/** @throws InvalidDataProtectionPolicy */
export function compileDataProtection(text: string): readonly Statement[] {
  if (text.length > POLICY_CHARACTERS) throw refuse("exceeds the maximum length of 30720");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("must be valid JSON");
  }
  const policy = objectOf(value, "The policy");
  onlyMembers(policy, ["Name", "Description", "Version", "Configuration", "Statement"], "policy");
  if (typeof policy["Name"] !== "string" || policy["Name"] === "") throw refuse("Name is required");
  if (policy["Version"] !== VERSION) throw refuse(`Version must be ${VERSION}`);
  const statements = policy["Statement"];
  if (!Array.isArray(statements) || statements.length === 0)
    throw refuse("Statement must be a non-empty list");
  const custom = customIn(policy["Configuration"]);
  const out = statements.map((one) => statementOf(objectOf(one, "Statement"), custom));
  if (out.filter(({ operation }) => operation.kind === "audit").length > 1)
    throw refuse("only one Audit statement is allowed");
  return out;
}

function customIn(value: unknown): ReadonlyMap<string, Expression> {
  const out = new Map<string, Expression>();
  if (value === undefined) return out;
  const configuration = objectOf(value, "Configuration");
  onlyMembers(configuration, ["CustomDataIdentifier"], "Configuration");
  const list = configuration["CustomDataIdentifier"] ?? [];
  if (!Array.isArray(list)) throw refuse("CustomDataIdentifier must be a list");
  if (list.length > CUSTOM_LIMIT)
    throw refuse(`at most ${CUSTOM_LIMIT} custom data identifiers are allowed`);
  for (const one of list) {
    const { Name: name, Regex: regex } = objectOf(one, "CustomDataIdentifier");
    if (typeof name !== "string" || !/^[\w-]{1,128}$/.test(name))
      throw refuse("the Name of a CustomDataIdentifier must match [a-zA-Z0-9_-]{1,128}");
    if (IDENTIFIERS.has(name)) throw refuse(`${name} is the name of a managed data identifier`);
    if (out.has(name)) throw refuse(`CustomDataIdentifier ${name} is defined twice`);
    if (typeof regex !== "string") throw refuse(`the Regex of ${name} is required`);
    out.set(name, expressionOf(name, regex));
  }
  return out;
}

function expressionOf(name: string, regex: string): Expression {
  try {
    return compileExpression(regex);
  } catch (error) {
    if (error instanceof InvalidExpression) throw refuse(`the Regex of ${name} ${error.message}`);
    throw error;
  }
}

function statementOf(given: Json, custom: ReadonlyMap<string, Expression>): Statement {
  onlyMembers(
    given,
    ["Sid", "DataDirection", "Principal", "DataIdentifier", "Operation"],
    "Statement",
  );
  const direction = given["DataDirection"];
  if (direction !== "Inbound" && direction !== "Outbound")
    throw refuse("DataDirection must be Inbound or Outbound");
  const principals = stringsOf(given["Principal"], "Principal");
  for (const one of principals)
    if (one !== "*" && !/^(\d{12}|arn:[\w-]+:(iam|sts)::\d{12}:.+)$/.test(one))
      throw refuse(`${one} is not a valid principal`);
  const identifiers = stringsOf(given["DataIdentifier"], "DataIdentifier").map((name) =>
    identifierOf(name, custom),
  );
  const operation = operationOf(objectOf(given["Operation"], "Operation"));
  if (direction === "Outbound" && operation.kind !== "deny")
    throw refuse("only Deny is allowed for the DataDirection Outbound");
  return { direction, principals, identifiers, operation };
}

function identifierOf(given: string, custom: ReadonlyMap<string, Expression>): Identifier {
  const own = custom.get(given);
  if (own !== undefined) return { name: given, rules: [], custom: own };
  const name = given.replace(PREFIX, "");
  const rules = PREFIX.test(given) ? IDENTIFIERS.get(name) : undefined;
  if (rules === undefined) throw refuse(`${given} is not a supported data identifier`);
  return { name, rules };
}

function operationOf(given: Json): Operation {
  const names = Object.keys(given);
  if (names.length !== 1) throw refuse("Operation must be one of Audit, Deidentify and Deny");
  const kind = names[0]!;
  const inner = objectOf(given[kind], kind);
  if (kind === "Audit") return auditOf(inner);
  if (kind === "Deidentify") return deidentifyOf(inner);
  if (kind !== "Deny") throw refuse("Operation must be one of Audit, Deidentify and Deny");
  onlyMembers(inner, [], "Deny");
  return { kind: "deny" };
}

function auditOf(inner: Json): Operation {
  onlyMembers(inner, ["SampleRate", "FindingsDestination", "NoFindingsDestination"], "Audit");
  const rate = Number(inner["SampleRate"]);
  if (inner["SampleRate"] === undefined || !Number.isInteger(rate) || rate < 0 || rate > 99)
    throw refuse("SampleRate must be an integer between 0 and 99");
  const findings = destinationOf(inner["FindingsDestination"], "FindingsDestination");
  const noFindings = destinationOf(inner["NoFindingsDestination"], "NoFindingsDestination");
  if (findings === undefined && noFindings === undefined)
    throw refuse("Audit requires FindingsDestination or NoFindingsDestination");
  return {
    kind: "audit",
    rate,
    ...(findings === undefined ? {} : { findings }),
    ...(noFindings === undefined ? {} : { noFindings }),
  };
}

function destinationOf(value: unknown, what: string): Destination | undefined {
  if (value === undefined) return undefined;
  const given = objectOf(value, what);
  onlyMembers(given, ["CloudWatchLogs", "Firehose", "S3"], what);
  const member = (service: string, name: string): string | undefined => {
    if (given[service] === undefined) return undefined;
    const held = objectOf(given[service], service)[name];
    if (typeof held !== "string" || held === "") throw refuse(`${service} requires ${name}`);
    return held;
  };
  const logGroup = member("CloudWatchLogs", "LogGroup");
  const deliveryStream = member("Firehose", "DeliveryStream");
  const bucket = member("S3", "Bucket");
  if (logGroup !== undefined && !logGroup.startsWith("/aws/vendedlogs/"))
    throw refuse("the name of a LogGroup must start with /aws/vendedlogs/");
  if (logGroup === undefined && deliveryStream === undefined && bucket === undefined)
    return undefined;
  return {
    ...(logGroup === undefined ? {} : { logGroup }),
    ...(deliveryStream === undefined ? {} : { deliveryStream }),
    ...(bucket === undefined ? {} : { bucket }),
  };
}

function deidentifyOf(inner: Json): Operation {
  onlyMembers(inner, ["MaskConfig", "RedactConfig"], "Deidentify");
  if (Object.keys(inner).length !== 1)
    throw refuse("Deidentify requires one of MaskConfig and RedactConfig");
  if (inner["RedactConfig"] !== undefined) {
    onlyMembers(objectOf(inner["RedactConfig"], "RedactConfig"), [], "RedactConfig");
    return { kind: "deidentify" };
  }
  const mask = objectOf(inner["MaskConfig"], "MaskConfig")["MaskWithCharacter"];
  if (typeof mask !== "string" || !/^[ -~]$/.test(mask))
    throw refuse("MaskWithCharacter must be one supported character");
  return { kind: "deidentify", mask };
}

const refuse = (why: string) => new InvalidDataProtectionPolicy(why);

function objectOf(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refuse(`${what} must be an object`);
  return value as Json;
}

function onlyMembers(value: Json, known: readonly string[], what: string): void {
  const other = Object.keys(value).find((name) => !known.includes(name));
  if (other !== undefined) throw refuse(`${other} is not a member of ${what}`);
}

function stringsOf(value: unknown, what: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((one) => typeof one === "string" && one !== ""))
    throw refuse(`${what} must be a non-empty list of strings`);
  return list as string[];
}

/**
 * Whether a statement speaks of a caller.
 * @param arn Of the principal. @param role The role's ARN, when it is a session of one.
 */
export function speaksOf(
  { principals }: Statement,
  arn: string,
  role: string | undefined,
): boolean {
  const account = arn.split(":")[4] ?? "";
  return principals.some(
    (one) =>
      one === "*" ||
      one === arn ||
      one === role ||
      one === account ||
      one === `arn:aws:iam::${account}:root` ||
      // A role's sessions, whatever their names are.
      (/^arn:[\w-]+:sts:/.test(one) && arn.startsWith(`${one}/`)),
  );
}

/** All that identifiers find in a text, by their order there. @throws TooManySteps */
export function findSensitive(text: string, identifiers: readonly Identifier[]): Finding[] {
  const out: Finding[] = [];
  for (const { name, rules, custom } of identifiers) {
    for (const [start, end] of custom?.find(text) ?? []) out.push({ name, start, end });
    // What one rule has found another of the same identifier does not find again.
    const taken = rules.length > 1 ? new Uint8Array(text.length) : undefined;
    for (const rule of rules)
      for (const found of foundBy(text, rule, name)) {
        if (taken?.subarray(found.start, found.end).includes(1)) continue;
        taken?.fill(1, found.start, found.end);
        out.push(found);
      }
  }
  return out.sort((a, b) => a.start - b.start);
}

function* foundBy(
  text: string,
  { form, check, near, group }: Rule,
  name: string,
): Generator<Finding> {
  for (const match of text.matchAll(form)) {
    const part = group === undefined ? match[0] : match[group]!;
    if (check !== undefined && !check(part)) continue;
    const start = match.index + (group === undefined ? 0 : match[0].lastIndexOf(part));
    const end = start + part.length;
    if (near !== undefined && !isNear(text, near, start, end)) continue;
    yield { name, start, end };
  }
}

function isNear(text: string, words: RegExp, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - NEAR_CHARACTERS), start);
  return words.test(before) || words.test(text.slice(end, end + NEAR_CHARACTERS));
}

/** A text without what was found. @param mask Takes the place of each character. */
export function deidentified(
  text: string,
  findings: readonly Finding[],
  mask: string | undefined,
): string {
  let out = "";
  let at = 0;
  for (const { start, end } of findings) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    out += text.slice(at, from) + (mask ?? "").repeat(end - from);
    at = end;
  }
  return out + text.slice(at);
}
