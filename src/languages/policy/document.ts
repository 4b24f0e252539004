/**
 * Policy documents as users write them. The grammar is AWS's:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

export type Version = "2008-10-17" | "2012-10-17";
export type Effect = "Allow" | "Deny";
export type PrincipalType = "AWS" | "Service" | "Federated" | "CanonicalUser";

/** A principal element: everyone, or names by their kind. */
export type PrincipalElement = "*" | ReadonlyMap<PrincipalType, readonly string[]>;

export interface StatementDocument {
  readonly sid?: string;
  readonly effect: Effect;
  readonly action?: readonly string[];
  readonly notAction?: readonly string[];
  readonly resource?: readonly string[];
  readonly notResource?: readonly string[];
  readonly principal?: PrincipalElement;
  readonly notPrincipal?: PrincipalElement;
  /** Operator -> condition key -> values. */
  readonly condition: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

export interface PolicyDocument {
  readonly version: Version;
  readonly id?: string;
  readonly statements: readonly StatementDocument[];
}

/** A document that is not a policy; the message is AWS's own text. */
export class MalformedPolicy extends Error {
  override readonly name = "MalformedPolicyDocument";
}

export const SYNTAX = "Syntax errors in policy.";
export const NO_JSON = "This policy contains invalid Json";

const TOP = new Set(["Version", "Id", "Statement"]);
const ELEMENTS = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);
const PRINCIPAL_TYPES = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

const OPERATORS = new Set(
  [
    ...["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"].map(
      (name) => `String${name}`,
    ),
    ...["Numeric", "Date"].flatMap((type) =>
      ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
        (name) => type + name,
      ),
    ),
    ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"],
    ...["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
  ].map((name) => name.toLowerCase()),
);

export interface Operator {
  /** Lower case, without quantifier and suffix, e.g. "stringlike". */
  readonly name: string;
  readonly quantifier?: "all" | "any";
  readonly ifExists: boolean;
}

/** Takes an operator such as `ForAnyValue:StringLikeIfExists` apart; undefined when unknown. */
export function operatorOf(text: string): Operator | undefined {
  let name = text.toLowerCase();
  let quantifier: Operator["quantifier"];
  if (name.startsWith("forallvalues:")) quantifier = "all";
  else if (name.startsWith("foranyvalue:")) quantifier = "any";
  if (quantifier !== undefined) name = name.slice(name.indexOf(":") + 1);
  const ifExists = name.endsWith("ifexists") && name !== "null";
  if (ifExists) name = name.slice(0, -"ifexists".length);
  if (!OPERATORS.has(name) || (ifExists && name === "null")) return undefined;
  return { name, ifExists, ...(quantifier === undefined ? {} : { quantifier }) };
}

/**
 * Reads a document's shape; what its values mean is judged by `grammar.ts`.
 * @throws MalformedPolicy with AWS's text.
 */
export function readDocument(source: string | object, maxLength: number): PolicyDocument {
  const value = typeof source === "string" ? parseJson(source, maxLength) : source;
  const root = record(value);
  for (const key of Object.keys(root)) if (!TOP.has(key)) throw new MalformedPolicy(SYNTAX);
  const version = root["Version"] ?? "2008-10-17";
  if (version !== "2008-10-17" && version !== "2012-10-17") throw new MalformedPolicy(SYNTAX);
  const id = root["Id"];
  if (id !== undefined && typeof id !== "string") throw new MalformedPolicy(SYNTAX);
  const list = Array.isArray(root["Statement"]) ? root["Statement"] : [root["Statement"]];
  if (list.length === 0) throw new MalformedPolicy(SYNTAX);
  const statements = list.map(readStatement);
  return { version, ...(id === undefined ? {} : { id }), statements };
}

function parseJson(text: string, maxLength: number): unknown {
  if (text.length > maxLength) throw new MalformedPolicy(SYNTAX);
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedPolicy(SYNTAX);
  }
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new MalformedPolicy(SYNTAX);
  return value as Record<string, unknown>;
}

function readStatement(value: unknown): StatementDocument {
  const raw = record(value);
  for (const key of Object.keys(raw)) if (!ELEMENTS.has(key)) throw new MalformedPolicy(SYNTAX);
  for (const name of ["Action", "Resource", "Principal"])
    if (raw[name] !== undefined && raw[`Not${name}`] !== undefined)
      throw new MalformedPolicy(SYNTAX);
  const { Sid: sid, Effect: effect } = raw;
  if (sid !== undefined && typeof sid !== "string") throw new MalformedPolicy(SYNTAX);
  if (typeof effect !== "string") throw new MalformedPolicy(SYNTAX);
  if (!/^(allow|deny)$/i.test(effect)) throw new MalformedPolicy(SYNTAX);
  const statement = {
    sid,
    // Kept as written: a wrong case is refused later, by AWS's "legacy parsing".
    effect: effect as Effect,
    action: strings(raw["Action"]),
    notAction: strings(raw["NotAction"]),
    resource: strings(raw["Resource"]),
    notResource: strings(raw["NotResource"]),
    principal: readPrincipal(raw["Principal"]),
    notPrincipal: readPrincipal(raw["NotPrincipal"]),
    condition: readConditions(raw["Condition"]),
  };
  for (const key of Object.keys(statement) as (keyof typeof statement)[])
    if (statement[key] === undefined) delete statement[key];
  return statement;
}

function strings(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) throw new MalformedPolicy(SYNTAX);
  for (const each of value) if (typeof each !== "string") throw new MalformedPolicy(SYNTAX);
  return value;
}

function readPrincipal(value: unknown): PrincipalElement | undefined {
  if (value === undefined || value === "*") return value;
  const out = new Map<PrincipalType, readonly string[]>();
  for (const [type, names] of Object.entries(record(value))) {
    if (!PRINCIPAL_TYPES.has(type)) throw new MalformedPolicy(SYNTAX);
    out.set(type as PrincipalType, strings(names) ?? []);
  }
  return out;
}

function readConditions(value: unknown): Map<string, Map<string, readonly string[]>> {
  const out = new Map<string, Map<string, readonly string[]>>();
  if (value === undefined) return out;
  for (const [operator, keys] of Object.entries(record(value))) {
    const entries = Object.entries(record(keys));
    // AWS lets an operator it does not know pass as long as it has no keys.
    if (entries.length === 0) continue;
    if (operatorOf(operator) === undefined) throw new MalformedPolicy(SYNTAX);
    out.set(operator, new Map(entries.map(([key, values]) => [key, scalars(values)])));
  }
  return out;
}

function scalars(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((each) => {
    if (typeof each === "object" || each === undefined) throw new MalformedPolicy(SYNTAX);
    return String(each);
  });
}
