/**
 * Condition operators, compiled once:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { type Operator, operatorOf } from "./document.ts";
import { arnPattern, keyName, type Lookup, type Pattern, pattern } from "./patterns.ts";
import { addressOf, base64, dateOf, inNetwork, networkOf } from "./values.ts";

export type ContextValue = string | readonly string[];
/** Values by condition key; keys in lower case up to their slash. */
export type ContextValues = Readonly<Record<string, ContextValue | undefined>>;

export interface Condition {
  /** As `keyName` writes it. */
  readonly key: string;
  test(value: ContextValue | undefined, lookup: Lookup): boolean;
}

/** Whether one value of the request satisfies one value of the policy. */
type Test = (value: string, lookup: Lookup) => boolean;

/** Compiles one operator over one key. */
export function condition(
  operatorText: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): Condition {
  const operator = operatorOf(operatorText)!;
  const name = keyName(key);
  if (operator.name === "null") {
    const absent = values.some((value) => value.toLowerCase() === "true");
    const present = values.some((value) => value.toLowerCase() === "false");
    return { key: name, test: (value) => (isPresent(value) ? present : absent) };
  }
  const negated = operator.name.includes("not");
  const tests = values.map((value) => testOf(operator.name.replace("not", ""), value, variables));
  return { key: name, test: quantified(operator, negated, tests) };
}

function isPresent(value: ContextValue | undefined): boolean {
  return typeof value === "string" || (Array.isArray(value) && value.length > 0);
}

function quantified(
  { quantifier, ifExists }: Operator,
  negated: boolean,
  tests: readonly Test[],
): Condition["test"] {
  const any = (value: string, lookup: Lookup): boolean => {
    for (const test of tests) if (test(value, lookup)) return true;
    return false;
  };
  /** A request's value against all of the policy's: one of them, or none of them when negated. */
  const holds = (value: string, lookup: Lookup) => any(value, lookup) !== negated;
  if (quantifier !== undefined) {
    const all = quantifier === "all";
    return (value, lookup) => {
      // ForAllValues is true of no values at all, ForAnyValue is not.
      if (!isPresent(value)) return all || ifExists;
      const list = typeof value === "string" ? [value] : (value as readonly string[]);
      return all
        ? list.every((each) => holds(each, lookup))
        : list.some((each) => holds(each, lookup));
    };
  }
  return (value, lookup) => {
    if (typeof value === "string") return holds(value, lookup);
    // A key that is not there satisfies what only says what it must not be.
    if (!isPresent(value)) return ifExists || negated;
    return (value as readonly string[]).some((each) => any(each, lookup)) !== negated;
  };
}

const never: Test = () => false;

function testOf(name: string, value: string, variables: boolean): Test {
  if (name.startsWith("string")) return textTest(name, value, variables);
  if (name.startsWith("arn")) return tested(arnPattern(value, variables));
  if (name.startsWith("numeric")) return numberTest(name.slice(7), value);
  if (name.startsWith("date")) return dateTest(name.slice(4), value, variables);
  if (name === "bool") {
    const wanted = value.toLowerCase();
    return (given) => given.toLowerCase() === wanted;
  }
  if (name === "binaryequals") {
    const wanted = base64(value);
    return (given) => base64(given) === wanted;
  }
  return addressTest(value);
}

function tested(made: Pattern): Test {
  return (given, lookup) => made.matches(given, lookup);
}

function textTest(name: string, value: string, variables: boolean): Test {
  const wildcards = name === "stringlike";
  return tested(pattern(value, { wildcards, variables, ignoreCase: name.endsWith("ignorecase") }));
}

function numberTest(comparison: string, value: string): Test {
  const wanted = numberOf(value);
  if (wanted === undefined) return never;
  return (given) => {
    const number = numberOf(given);
    return number !== undefined && compares(comparison, number, wanted);
  };
}

function dateTest(comparison: string, value: string, variables: boolean): Test {
  if (variables && value.includes("${")) return never;
  const wanted = dateOf(value);
  if (wanted === undefined) return never;
  return (given) => {
    const date = dateOf(given);
    return date !== undefined && compares(comparison, date, wanted);
  };
}

function addressTest(value: string): Test {
  const network = networkOf(value);
  if (network === undefined) return never;
  return (given) => {
    const address = addressOf(given);
    return address !== undefined && inNetwork(address, network);
  };
}

function numberOf(text: string): number | undefined {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text)) return undefined;
  return Number(text);
}

function compares(comparison: string, given: number, wanted: number): boolean {
  if (comparison === "equals") return given === wanted;
  if (comparison === "lessthan") return given < wanted;
  if (comparison === "lessthanequals") return given <= wanted;
  if (comparison === "greaterthan") return given > wanted;
  return given >= wanted;
}
