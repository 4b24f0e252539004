/**
 * The parameters that expressions replaced, read into what expressions are read into.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
 */
import type { KeyCondition } from "#languages/dynamodb-expression/key-condition";
import type { Comparator, Condition, Operand } from "#languages/dynamodb-expression/syntax";
import { type AttributeValue, compare, typeOf } from "#languages/dynamodb-expression/value";
import { invalid, invalidParameters } from "../errors.ts";
import { admitValue } from "./items.ts";

export interface GivenCondition {
  ComparisonOperator?: string;
  AttributeValueList?: AttributeValue[];
}
export interface GivenExpected extends GivenCondition {
  Value?: AttributeValue;
  Exists?: boolean;
}
export interface GivenUpdate {
  Action?: string;
  Value?: AttributeValue;
}

/** How many values an operator takes: exactly, or at least. */
const COUNTS: Readonly<Record<string, number | "some">> = {
  NULL: 0,
  NOT_NULL: 0,
  EQ: 1,
  NE: 1,
  LE: 1,
  LT: 1,
  GE: 1,
  GT: 1,
  CONTAINS: 1,
  NOT_CONTAINS: 1,
  BEGINS_WITH: 1,
  IN: "some",
  BETWEEN: 2,
};
/** Types an operator takes; any where nothing is said. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  LE: ["S", "N", "B"],
  LT: ["S", "N", "B"],
  GE: ["S", "N", "B"],
  GT: ["S", "N", "B"],
  CONTAINS: ["S", "N", "B"],
  NOT_CONTAINS: ["S", "N", "B"],
  BEGINS_WITH: ["S", "B"],
  IN: ["S", "N", "B"],
  BETWEEN: ["S", "N", "B"],
};
const COMPARATORS: Readonly<Record<string, Comparator>> = {
  EQ: "=",
  NE: "<>",
  LE: "<=",
  LT: "<",
  GE: ">=",
  GT: ">",
};

/** @throws Fault ValidationException where values do not fit the operator. */
function checkArguments(operator: string, values: readonly AttributeValue[]): void {
  for (const value of values) admitValue(value);
  const count = COUNTS[operator];
  if (count === "some" ? values.length === 0 : values.length !== count)
    throw invalidParameters(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  const allowed = TYPES[operator];
  for (const value of values)
    if (allowed !== undefined && !allowed.includes(typeOf(value)))
      throw invalidParameters(
        `ComparisonOperator ${operator} is not valid for ${typeOf(value)} AttributeValue type`,
      );
  if (operator === "IN" && new Set(values.map(typeOf)).size > 1)
    throw invalidParameters("AttributeValues inside AttributeValueList must be of same type");
  if (operator === "BETWEEN") checkBounds(values);
}

function checkBounds(values: readonly AttributeValue[]): void {
  const [low, high] = values as [AttributeValue, AttributeValue];
  if (typeOf(low) !== typeOf(high))
    throw invalidParameters("AttributeValues inside AttributeValueList must be of same type");
  if ((compare(low, high) ?? 0) > 0)
    throw invalid(
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    );
}

function conditionOn(name: string, operator: string, values: readonly AttributeValue[]): Condition {
  const path: Operand = { kind: "path", path: [name] };
  const operands = values.map((value): Operand => ({ kind: "value", value }));
  const comparator = COMPARATORS[operator];
  if (comparator !== undefined)
    return { kind: "compare", operator: comparator, left: path, right: operands[0]! };
  switch (operator) {
    case "NULL":
      return { kind: "call", name: "attribute_not_exists", operands: [path] };
    case "NOT_NULL":
      return { kind: "call", name: "attribute_exists", operands: [path] };
    case "BEGINS_WITH":
      return { kind: "call", name: "begins_with", operands: [path, operands[0]!] };
    case "CONTAINS":
      return { kind: "call", name: "contains", operands: [path, operands[0]!] };
    case "NOT_CONTAINS":
      // An attribute that is not there contains nothing, but is not judged to lack anything either.
      return {
        kind: "and",
        parts: [
          { kind: "call", name: "attribute_exists", operands: [path] },
          { kind: "not", part: { kind: "call", name: "contains", operands: [path, operands[0]!] } },
        ],
      };
    case "IN":
      return { kind: "in", operand: path, list: operands };
    default:
      return { kind: "between", operand: path, low: operands[0]!, high: operands[1]! };
  }
}

/** Parts joined as ConditionalOperator says. */
function joined(parts: readonly Condition[], operator: string | undefined): Condition | undefined {
  if (parts.length === 0) return undefined;
  return { kind: operator === "OR" ? "or" : "and", parts };
}

/**
 * ConditionalOperator needs something to join.
 * @throws Fault ValidationException in AWS's words.
 */
export function checkOperator(operator: string | undefined, filters: object | undefined): void {
  if (operator === undefined) return;
  if (filters === undefined || Object.keys(filters).length === 0)
    throw invalid("ConditionalOperator cannot be used without Filter or Expected");
  if (Object.keys(filters).length === 1)
    throw invalid(
      "ConditionalOperator can only be used when Filter or Expected has two or more elements",
    );
}

/** QueryFilter and ScanFilter. @throws Fault ValidationException in AWS's words. */
export function filterCondition(
  filters: Readonly<Record<string, GivenCondition>> | undefined,
  operator: string | undefined,
): Condition | undefined {
  checkOperator(operator, filters);
  if (filters === undefined) return undefined;
  const parts = Object.keys(filters).map((name) => {
    const { ComparisonOperator, AttributeValueList } = filters[name]!;
    const values = AttributeValueList ?? [];
    checkArguments(ComparisonOperator!, values);
    return conditionOn(name, ComparisonOperator!, values);
  });
  return joined(parts, operator);
}

/** Expected. @throws Fault ValidationException in AWS's words. */
export function expectedCondition(
  expected: Readonly<Record<string, GivenExpected>> | undefined,
  operator: string | undefined,
): Condition | undefined {
  checkOperator(operator, expected);
  if (expected === undefined) return undefined;
  return joined(
    Object.keys(expected).map((name) => expectation(name, expected[name]!)),
    operator,
  );
}

function expectation(name: string, given: GivenExpected): Condition {
  const {
    ComparisonOperator: operator,
    AttributeValueList: list,
    Value: value,
    Exists: exists,
  } = given;
  if (operator !== undefined) {
    if (exists !== undefined)
      throw invalidParameters(
        `Exists and ComparisonOperator cannot be used together for Attribute: ${name}`,
      );
    if (list !== undefined && value !== undefined)
      throw invalidParameters(
        `Value and AttributeValueList cannot be used together for Attribute: ${name}`,
      );
    const values = list ?? (value === undefined ? [] : [value]);
    checkArguments(operator, values);
    return conditionOn(name, operator, values);
  }
  if (list !== undefined)
    throw invalidParameters(
      `AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`,
    );
  if (exists === false) {
    if (value !== undefined)
      throw invalidParameters(`Value cannot be used when Exists is false for Attribute: ${name}`);
    return conditionOn(name, "NULL", []);
  }
  if (value === undefined)
    throw invalidParameters(
      `Value must be provided when Exists is ${exists === undefined ? "null" : "true"} for Attribute: ${name}`,
    );
  admitValue(value);
  return conditionOn(name, "EQ", [value]);
}

const KEY_OPERATORS: Readonly<Record<string, KeyCondition["operator"]>> = {
  EQ: "=",
  LE: "<=",
  LT: "<",
  GE: ">=",
  GT: ">",
  BEGINS_WITH: "begins_with",
  BETWEEN: "BETWEEN",
};

/** KeyConditions. @throws Fault ValidationException in AWS's words. */
export function legacyKeyConditions(
  given: Readonly<Record<string, GivenCondition>>,
): KeyCondition[] {
  const names = Object.keys(given);
  for (const name of names)
    checkArguments(given[name]!.ComparisonOperator!, given[name]!.AttributeValueList ?? []);
  if (names.length < 1 || names.length > 2)
    throw invalid("Conditions can be of length 1 or 2 only");
  return names.map((attribute) => {
    const { ComparisonOperator, AttributeValueList } = given[attribute]!;
    const operator = KEY_OPERATORS[ComparisonOperator!];
    if (operator === undefined)
      throw invalid("Attempted conditional constraint is not an indexable operation");
    return { attribute, operator, values: AttributeValueList ?? [] };
  });
}

/** AttributesToGet as paths. @throws Fault ValidationException for a name given twice. */
export function attributePaths(names: readonly string[] | undefined): string[][] | undefined {
  if (names === undefined) return undefined;
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw invalidParameters(`Duplicate value in attribute name: ${name}`);
    seen.add(name);
  }
  return names.map((name) => [name]);
}

/** Checks AttributeUpdates. @throws Fault ValidationException in AWS's words. */
export function checkAttributeUpdates(updates: Readonly<Record<string, GivenUpdate>>): void {
  for (const name of Object.keys(updates)) {
    const { Action: action = "PUT", Value: value } = updates[name]!;
    if (value === undefined) {
      if (action !== "DELETE")
        throw invalidParameters(
          `Only DELETE action is allowed when no attribute value is specified`,
        );
      continue;
    }
    admitValue(value);
    const type = typeOf(value);
    if (action === "ADD" && !["N", "SS", "NS", "BS", "L"].includes(type))
      throw invalidParameters(`ADD action is not supported for the type ${type}`);
    if (action === "DELETE" && !["SS", "NS", "BS"].includes(type))
      throw invalidParameters(`DELETE action with value is not supported for the type ${type}`);
  }
}
