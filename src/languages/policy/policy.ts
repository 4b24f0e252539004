/** Policies made ready for judging requests. Compile once, judge often. */
import { type Condition, condition } from "./conditions.ts";
import {
  type Effect,
  MalformedPolicy,
  type PolicyDocument,
  readDocument,
  type StatementDocument,
} from "./document.ts";
import { arnPattern, type Lookup, type Pattern, pattern } from "./patterns.ts";
import { ENTITY, ITSELF, NOBODY, type PrincipalMatcher, principalMatcher } from "./principals.ts";

export { MalformedPolicy, type PolicyDocument } from "./document.ts";
export { parsePolicy, type PolicyKind } from "./grammar.ts";

/** The longest document that is compiled, in characters; above every limit of AWS's. */
const MAX_LENGTH = 262_144;

export interface Policy {
  readonly document: PolicyDocument;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly effect: Effect;
  /** @param action In lower case. */
  readonly action: (action: string) => boolean;
  readonly resource: (arn: string, lookup: Lookup) => boolean;
  /** Absent in identity-based policies. */
  readonly principal: PrincipalMatcher | undefined;
  readonly conditions: readonly Condition[];
}

/**
 * Compiles a policy.
 * @param source JSON text, the object it stands for, or what `parsePolicy` gave.
 * @throws MalformedPolicy when it is none.
 */
export function compile(source: string | object): Policy {
  const document = isDocument(source) ? source : readDocument(source, MAX_LENGTH);
  const variables = document.version === "2012-10-17";
  const statements = document.statements.map((statement, index) =>
    compileStatement(statement, index, variables),
  );
  return { document, statements };
}

function isDocument(source: string | object): source is PolicyDocument {
  return typeof source === "object" && "statements" in source && "version" in source;
}

function compileStatement(raw: StatementDocument, index: number, variables: boolean): Statement {
  const listed = actionMatcher(raw.action ?? raw.notAction ?? []);
  const conditions: Condition[] = [];
  for (const [operator, keys] of raw.condition)
    for (const [key, values] of keys) conditions.push(condition(operator, key, values, variables));
  return {
    sid: raw.sid,
    index,
    effect: /^allow$/i.test(raw.effect) ? "Allow" : "Deny",
    action: raw.notAction === undefined ? listed : (action) => !listed(action),
    resource: resourceMatcher(raw, variables),
    principal: principalOf(raw),
    conditions,
  };
}

function principalOf({ principal, notPrincipal }: StatementDocument): PrincipalMatcher | undefined {
  if (principal !== undefined) return principalMatcher(principal);
  if (notPrincipal === undefined) return undefined;
  // Who stands in an account that is named is not exempt by that: they must be named themselves.
  const exempt = principalMatcher(notPrincipal);
  return (caller) => (exempt(caller) < ENTITY ? ITSELF : NOBODY);
}

/** Actions by their service: a policy of a thousand patterns costs as little as one of ten. */
function actionMatcher(actions: readonly string[]): (action: string) => boolean {
  const patterns = actions.map((action) => pattern(action.toLowerCase()));
  if (actions.includes("*")) return () => true;
  const only = patterns[0];
  if (patterns.length === 1 && only !== undefined) return (action) => only.matches(action, nothing);
  const exact = new Set<string>();
  const byService = new Map<string, Pattern[]>();
  const rest: Pattern[] = [];
  actions.forEach((text, index) => {
    const made = patterns[index]!;
    const service = text.slice(0, text.indexOf(":")).toLowerCase();
    if (made.literal !== undefined) exact.add(made.literal);
    else if (/[*?]/.test(service)) rest.push(made);
    else byService.set(service, [...(byService.get(service) ?? []), made]);
  });
  return (action) => {
    if (exact.has(action)) return true;
    if (byService.size > 0) {
      const list = byService.get(action.slice(0, action.indexOf(":")));
      if (list !== undefined && oneMatches(list, action, nothing)) return true;
    }
    return oneMatches(rest, action, nothing);
  };
}

function nothing(): undefined {
  return undefined;
}

function oneMatches(patterns: readonly Pattern[], text: string, lookup: Lookup): boolean {
  for (const each of patterns) if (each.matches(text, lookup)) return true;
  return false;
}

/** A trust policy's statement has no resource: it is about the role that it belongs to. */
function resourceMatcher(raw: StatementDocument, variables: boolean): Statement["resource"] {
  const { resource, notResource } = raw;
  const list = resource ?? notResource;
  if (list === undefined) return () => true;
  const negated = resource === undefined;
  if (list.includes("*")) return () => !negated;
  const patterns = list.map((text) => arnPattern(text, variables));
  const only = patterns[0];
  if (patterns.length === 1 && only !== undefined)
    return (arn, lookup) => only.matches(arn, lookup) !== negated;
  return (arn, lookup) => oneMatches(patterns, arn, lookup) !== negated;
}

/** The condition keys that a policy asks for, as they are written there. */
export function contextKeysOf(document: PolicyDocument): string[] {
  const keys = new Set<string>();
  for (const { condition: operators, resource, notResource } of document.statements) {
    const texts: string[] = [...(resource ?? []), ...(notResource ?? [])];
    for (const entries of operators.values())
      for (const [key, values] of entries) {
        keys.add(key);
        texts.push(...values);
      }
    if (document.version === "2012-10-17")
      for (const text of texts)
        for (const [, name] of text.matchAll(/\$\{([^{},*?$]+)(?:,[^{}]*)?\}/g))
          keys.add(name!.trim());
  }
  return [...keys];
}

/** Whether `source` can be compiled. */
export function isPolicy(source: string): boolean {
  try {
    compile(source);
    return true;
  } catch (error) {
    if (error instanceof MalformedPolicy) return false;
    throw error;
  }
}
