/** Reads the expressions of a request, with all that AWS says about how they are given. */
import { parseCondition } from "#languages/dynamodb-expression/condition-parser";
import { NumberFault } from "#languages/dynamodb-expression/decimal";
import { type KeyCondition, keyConditions } from "#languages/dynamodb-expression/key-condition";
import { Substitutions } from "#languages/dynamodb-expression/names";
import { parseProjection } from "#languages/dynamodb-expression/projection";
import {
  type Condition,
  ExpressionFault,
  type Path,
  type Update,
} from "#languages/dynamodb-expression/syntax";
import { UpdateFault } from "#languages/dynamodb-expression/update";
import { parseUpdate } from "#languages/dynamodb-expression/update-parser";
import type { AttributeValue } from "#languages/dynamodb-expression/value";
import { Fault } from "#aws/fault";
import { admitValue } from "./domain/items.ts";
import { invalid } from "./errors.ts";

/** What of a request this module looks at. */
export interface Expressed {
  ConditionExpression?: string;
  FilterExpression?: string;
  KeyConditionExpression?: string;
  ProjectionExpression?: string;
  UpdateExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

type ExpressionName = Extract<keyof Expressed, `${string}Expression`>;

export interface Expressions {
  condition?: Condition;
  filter?: Condition;
  key?: KeyCondition[];
  projection?: readonly Path[];
  update?: Update;
}

/**
 * Refuses expressions beside the parameters they replaced, and names or values without expressions.
 * @param expressions In the order in which AWS lists them.
 * @param legacy Likewise.
 * @throws Fault ValidationException in AWS's words.
 */
export function checkParameters(
  input: object,
  expressions: readonly ExpressionName[],
  legacy: readonly string[],
): void {
  const given = input as Expressed & Record<string, unknown>;
  const present = expressions.filter((name) => given[name] !== undefined);
  if (present.length > 0) {
    const old = legacy.filter((name) => given[name] !== undefined);
    if (old.length > 0)
      throw invalid(
        "Can not use both expression and non-expression parameters in the same request: " +
          `Non-expression parameters: {${old.join(", ")}} Expression parameters: {${present.join(", ")}}`,
      );
  } else if (given.ExpressionAttributeNames !== undefined)
    throw invalid("ExpressionAttributeNames can only be specified when using expressions");
  // A projection has names, but no values.
  const valued = expressions.filter((name) => name !== "ProjectionExpression");
  if (given.ExpressionAttributeValues === undefined || valued.length === 0) return;
  if (!valued.some((name) => present.includes(name)))
    throw invalid(
      "ExpressionAttributeValues can only be specified when using expressions: " +
        `${valued.join(" and ")} ${valued.length > 1 ? "are" : "is"} null`,
    );
}

/**
 * Reads all expressions of a request.
 * @throws Fault ValidationException in AWS's words.
 */
export function readExpressions(input: object): Expressions {
  const given = input as Expressed;
  const substitutions = readSubstitutions(given);
  const read: Expressions = {};
  if (given.ProjectionExpression !== undefined)
    read.projection = within("ProjectionExpression", () =>
      parseProjection(given.ProjectionExpression!, substitutions),
    );
  if (given.UpdateExpression !== undefined)
    read.update = within("UpdateExpression", () =>
      parseUpdate(given.UpdateExpression!, substitutions),
    );
  if (given.ConditionExpression !== undefined)
    read.condition = within("ConditionExpression", () =>
      parseCondition(given.ConditionExpression!, substitutions),
    );
  if (given.FilterExpression !== undefined)
    read.filter = within("FilterExpression", () =>
      parseCondition(given.FilterExpression!, substitutions),
    );
  if (given.KeyConditionExpression !== undefined) {
    const condition = within("KeyConditionExpression", () =>
      parseCondition(given.KeyConditionExpression!, substitutions, true),
    );
    read.key = whole(() => keyConditions(condition));
  }
  const unused = substitutions.unused();
  if (unused !== undefined) throw invalid(unused);
  return read;
}

const NAME = /^#[A-Za-z0-9_]+$/;
const VALUE = /^:[A-Za-z0-9_]+$/;

function readSubstitutions(given: Expressed): Substitutions {
  const names = given.ExpressionAttributeNames;
  const values = given.ExpressionAttributeValues;
  if (names !== undefined) {
    const keys = Object.keys(names);
    if (keys.length === 0) throw invalid("ExpressionAttributeNames must not be empty");
    for (const key of keys)
      if (!NAME.test(key))
        throw invalid(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${key}"`);
  }
  if (values !== undefined) {
    const keys = Object.keys(values);
    if (keys.length === 0) throw invalid("ExpressionAttributeValues must not be empty");
    for (const key of keys) {
      if (!VALUE.test(key))
        throw invalid(
          `ExpressionAttributeValues contains invalid key: Syntax error; key: "${key}"`,
        );
      admitPlaceholder(key, values[key] as object);
    }
  }
  return new Substitutions(names, values as Record<string, AttributeValue> | undefined);
}

function admitPlaceholder(key: string, value: object): void {
  try {
    admitValue(value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw invalid(
      `ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`,
    );
  }
}

function within<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ExpressionFault) throw invalid(`Invalid ${name}: ${error.message}`);
    throw error;
  }
}

function whole<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ExpressionFault) throw invalid(error.message);
    throw error;
  }
}

/** Runs an update; what does not fit the item is the caller's fault. */
export function updating<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof UpdateFault || error instanceof NumberFault) throw invalid(error.message);
    throw error;
  }
}
