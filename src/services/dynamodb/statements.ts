/** PartiQL statements as what the other operations do: reads, and writes of one item. */
import type { KeyCondition } from "#languages/dynamodb-expression/key-condition";
import type { Condition, Path } from "#languages/dynamodb-expression/syntax";
import { type AttributeValue, type Item, setAttribute } from "#languages/dynamodb-expression/value";
import { valueAt } from "#languages/dynamodb-expression/projection";
import { parseStatement } from "#languages/partiql/parser";
import { type Select, type Statement, StatementFault } from "#languages/partiql/syntax";
import { projectedNames } from "./domain/definitions.ts";
import { admitItem, admitValue } from "./domain/items.ts";
import { AFTER_ALL, BEFORE_ALL, hashKey, type KeySchema } from "./domain/keys.ts";
import { invalid, invalidParameters } from "./errors.ts";
import { ITEM_BYTES } from "./limits.ts";
import { indexOf, type Opened } from "./opened.ts";
import { boundsOf, namesIn } from "./operations/queries.ts";
import type { Reading } from "./reads.ts";
import type { IndexDefinition } from "./tables.ts";
import type { Action } from "./transact.ts";

/** A statement as the protocol gives it. */
export interface GivenStatement {
  readonly Statement?: string;
  readonly Parameters?: unknown;
  readonly ConsistentRead?: boolean;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** @throws Fault ValidationException in AWS's words. */
export function readStatement(given: GivenStatement): Statement {
  const parameters = (given.Parameters ?? []) as AttributeValue[];
  for (const parameter of parameters) admitValue(parameter);
  try {
    return parseStatement(given.Statement!, parameters);
  } catch (error) {
    if (error instanceof StatementFault) throw invalid(error.message);
    throw error;
  }
}

/** The conditions that must all hold. */
function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === "and" ? condition.parts.flatMap(conjuncts) : [condition];
}

/** The value that a condition wants a top-level attribute to be. */
function equality(condition: Condition, name: string): AttributeValue | undefined {
  if (condition.kind !== "compare" || condition.operator !== "=") return undefined;
  const { left, right } = condition;
  for (const [path, value] of [
    [left, right],
    [right, left],
  ] as const)
    if (
      path.kind === "path" &&
      path.path.length === 1 &&
      path.path[0] === name &&
      value.kind === "value"
    )
      return value.value;
  return undefined;
}

const join = (parts: readonly Condition[]): Condition | undefined =>
  parts.length === 0 ? undefined : { kind: "and", parts };

/** A key that a condition names whole, and what it says beside it. */
export function keyIn(
  schema: KeySchema,
  where: Condition | undefined,
): { key: Item; rest: Condition | undefined } | undefined {
  const key: Item = Object.create(null);
  let parts = conjuncts(where);
  for (const part of [schema.hash, schema.range]) {
    if (part === undefined) continue;
    const found = parts.find((condition) => equality(condition, part.name) !== undefined);
    if (found === undefined) return undefined;
    key[part.name] = equality(found, part.name)!;
    parts = parts.filter((condition) => condition !== found);
  }
  return { key, rest: join(parts) };
}

/** A statement that writes one item, or checks one, as an action. */
export function actionOf(
  opened: Opened,
  statement: Exclude<Statement, Select>,
  given: GivenStatement,
): Action {
  const schema = opened.row.definition.key;
  const showFailed = given.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
  if (statement.kind === "insert") {
    const bytes = admitItem(statement.item);
    if (bytes > ITEM_BYTES) throw invalid("Item size has exceeded the maximum allowed size");
    return {
      kind: "put",
      table: statement.table,
      condition: undefined,
      showFailed,
      item: statement.item,
      bytes,
      inserts: true,
    };
  }
  const { table, where } = statement.kind === "exists" ? statement.select : statement;
  const found = keyIn(schema, where);
  if (found === undefined)
    throw invalid("Where clause does not contain a mandatory equality on all key attributes");
  const { key, rest } = found;
  if (statement.kind === "delete")
    return { kind: "delete", table, condition: rest, showFailed, key };
  // An update changes an item that is there; it makes none.
  const exists: Condition = {
    kind: "call",
    name: "attribute_exists",
    operands: [{ kind: "path", path: [schema.hash.name] }],
  };
  const condition: Condition = {
    kind: "and",
    parts: rest === undefined ? [exists] : [exists, rest],
  };
  if (statement.kind === "exists") return { kind: "check", table, condition, showFailed, key };
  const { update } = statement;
  const paths: Path[] = [
    ...update.set.map((clause) => clause.path),
    ...update.remove,
    ...update.add.map((clause) => clause.path),
    ...update.delete.map((clause) => clause.path),
  ];
  return { kind: "update", table, condition, showFailed, key, update, legacy: undefined, paths };
}

/** What a SELECT reads, without where it begins. */
export function readingOf(
  opened: Opened,
  select: Select,
  consistent: boolean,
): Omit<Reading, "after" | "limit"> {
  const index = chosenIndex(opened, select, consistent);
  const schema = index?.key ?? opened.row.definition.key;
  const parts = conjuncts(select.where);
  const onHash = parts.find(
    (part) => equality(part, schema.hash.name)?.[schema.hash.type] !== undefined,
  );
  const forward = orderOf(select, schema, onHash !== undefined);
  const fetch = checkProjected(opened, index, select);
  const common = { index, forward, paths: undefined, fetch, consistent };
  if (onHash === undefined)
    return { ...common, hash: undefined, from: BEFORE_ALL, to: AFTER_ALL, filter: select.where };
  const others = parts.filter((part) => part !== onHash);
  const range =
    schema.range === undefined ? undefined : rangeIn(others, schema.range.name, schema.range.type);
  const rest = others.filter((part) => part !== range?.condition);
  return {
    ...common,
    hash: hashKey(equality(onHash, schema.hash.name)!),
    ...boundsOf(range?.key),
    filter: join(rest),
  };
}

/** A condition on the range key that bounds the reading. */
function rangeIn(
  parts: readonly Condition[],
  name: string,
  type: "S" | "N" | "B",
): { key: KeyCondition; condition: Condition } | undefined {
  for (const condition of parts) {
    const [operator, operands] =
      condition.kind === "compare"
        ? [condition.operator, [condition.left, condition.right]]
        : condition.kind === "between"
          ? (["BETWEEN", [condition.operand, condition.low, condition.high]] as const)
          : condition.kind === "call" && condition.name === "begins_with"
            ? (["begins_with", condition.operands] as const)
            : ([undefined, []] as const);
    const [first, ...rest] = operands;
    if (operator === undefined || operator === "<>") continue;
    if (first?.kind !== "path" || first.path.length !== 1 || first.path[0] !== name) continue;
    const values = rest.map((operand) => (operand.kind === "value" ? operand.value : undefined));
    if (values.some((value) => value?.[type] === undefined)) continue;
    if (operator === "begins_with" && type === "N") continue;
    return { key: { attribute: name, operator, values: values as AttributeValue[] }, condition };
  }
  return undefined;
}

function chosenIndex(
  opened: Opened,
  select: Select,
  consistent: boolean,
): IndexDefinition | undefined {
  if (select.index === undefined) return undefined;
  const index = indexOf(opened.row, select.index);
  if (index === undefined) throw invalid("The table does not have the specified index");
  if (index.kind === "global" && consistent)
    throw invalid("Strongly consistent read is not supported on Global Secondary Indexes");
  return index;
}

/** Whether items are in the order of the range key. @throws Fault for another order. */
function orderOf(select: Select, schema: KeySchema, hashed: boolean): boolean {
  if (select.order.length === 0) return true;
  if (select.where === undefined || !hashed)
    throw invalid(
      "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
    );
  const allowed = [schema.hash.name, schema.range?.name];
  const wrong = select.order.find(({ name }) => !allowed.includes(name));
  if (wrong !== undefined)
    throw invalid(
      `Variable reference ${wrong.name} in ORDER BY clause must be part of the primary key`,
    );
  return !select.order.some(({ name, descending }) => descending && name === schema.range?.name);
}

/**
 * Checks that an index holds what a statement asks of it.
 * @returns Whether a local index fetches whole items from the table.
 */
function checkProjected(
  opened: Opened,
  index: IndexDefinition | undefined,
  select: Select,
): boolean {
  const names = index === undefined ? undefined : projectedNames(index, opened.row.definition.key);
  if (index === undefined || names === undefined) return false;
  const used = new Set<string>();
  if (select.where !== undefined) namesIn(select.where, used);
  const filters = [...used].filter((name) => !names.has(name));
  if (filters.length > 0)
    throw invalidParameters(
      `Secondary index ${index.name} does not project one or more filter attributes: [${filters.join(", ")}]`,
    );
  const missing = (select.columns ?? [])
    .map((path) => String(path[0]))
    .filter((name) => !names.has(name));
  if (missing.length === 0) return false;
  if (index.kind === "global")
    throw invalidParameters(
      `Global secondary index ${index.name} does not project [${missing.join(", ")}]`,
    );
  return true;
}

/** The columns of a SELECT, each under the last name of its path. */
export function columnsOf(select: Select, item: Item): Item {
  if (select.columns === undefined) return item;
  const row: Item = {};
  for (const path of select.columns) {
    const value = valueAt(item, path);
    const name = path.findLast((step) => typeof step === "string") as string;
    if (value !== undefined) setAttribute(row, name, value);
  }
  return row;
}
