/** Query and Scan. */
import type { KeyCondition } from "#languages/dynamodb-expression/key-condition";
import type { Condition, Operand, Path } from "#languages/dynamodb-expression/syntax";
import {
  type AttributeValue,
  attribute,
  equal,
  type Item,
} from "#languages/dynamodb-expression/value";
import { shownCapacity } from "../domain/capacity.ts";
import { projectedNames } from "../domain/definitions.ts";
import { admitItem, shownItem } from "../domain/items.ts";
import {
  AFTER_ALL,
  afterPrefix,
  BEFORE_ALL,
  checkKey,
  hashKey,
  justAfter,
  type KeySchema,
  segmentStart,
  sortableKey,
} from "../domain/keys.ts";
import {
  attributePaths,
  checkOperator,
  filterCondition,
  type GivenCondition,
  legacyKeyConditions,
} from "../domain/replaced.ts";
import { Fault } from "#aws/fault";
import { invalid, invalidParameters } from "../errors.ts";
import { checkParameters, readExpressions } from "../expressions.ts";
import { indexOf, open, type Opened } from "../opened.ts";
import { type Page, type Reading, readPage } from "../reads.ts";
import { type IndexDefinition, on } from "../tables.ts";

interface Given {
  TableName: string;
  IndexName?: string;
  Select?: string;
  AttributesToGet?: string[];
  ProjectionExpression?: string;
  FilterExpression?: string;
  ConsistentRead?: boolean;
  ReturnConsumedCapacity?: string;
  Limit?: number;
  ExclusiveStartKey?: unknown;
  ConditionalOperator?: string;
}

export const Query = on("Query", async (ctx, input) => {
  checkParameters(
    input,
    ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
    ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"],
  );
  const filters = input.QueryFilter as unknown as Record<string, GivenCondition> | undefined;
  checkOperator(input.ConditionalOperator, filters);
  const oldFilter = filterCondition(filters, input.ConditionalOperator);
  const start = startKey(input);
  const oldPaths = attributePaths(input.AttributesToGet);
  checkSelect(input);
  const read = readExpressions(input);
  if (input.KeyConditions === undefined && read.key === undefined)
    throw invalid(
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    );
  const legacyKeys = input.KeyConditions as unknown as Record<string, GivenCondition> | undefined;
  const keys = read.key ?? legacyKeyConditions(legacyKeys!);
  return ctx.view(async (tx) => {
    const opened = await open(ctx, tx, input.TableName);
    const index = chosenIndex(opened, input);
    const schema = index?.key ?? opened.row.definition.key;
    const { hash, range } = splitKeys(schema, keys);
    checkStart(opened, index, start);
    const filter = read.filter ?? oldFilter;
    checkFilter(filter, schema, read.filter === undefined ? "QueryFilter" : "Filter Expression");
    if (start !== undefined) checkStartInRange(schema, hash, range, start);
    const bounds = boundsOf(range);
    const shape = shapeOf(opened, index, input, read.projection ?? oldPaths);
    const page = await readPage(opened, {
      index,
      hash: hashKey(hash),
      ...bounds,
      forward: input.ScanIndexForward ?? true,
      after: start,
      limit: input.Limit,
      filter,
      ...shape,
      consistent: input.ConsistentRead ?? false,
    });
    return answer(opened, input, page) as never;
  });
});

export const Scan = on("Scan", async (ctx, input) => {
  checkParameters(
    input,
    ["ProjectionExpression", "FilterExpression"],
    ["AttributesToGet", "ScanFilter", "ConditionalOperator"],
  );
  const filters = input.ScanFilter as unknown as Record<string, GivenCondition> | undefined;
  checkOperator(input.ConditionalOperator, filters);
  const oldFilter = filterCondition(filters, input.ConditionalOperator);
  const start = startKey(input);
  const oldPaths = attributePaths(input.AttributesToGet);
  checkSelect(input);
  const { Segment: segment, TotalSegments: total } = input;
  checkSegments(segment, total);
  const read = readExpressions(input);
  return ctx.view(async (tx) => {
    const opened = await open(ctx, tx, input.TableName);
    const index = chosenIndex(opened, input);
    checkStart(opened, index, start);
    const from = segment === undefined ? BEFORE_ALL : segmentStart(segment, total!);
    const to = segment === undefined ? AFTER_ALL : segmentStart(segment + 1, total!);
    if (start !== undefined && segment !== undefined) {
      const { hash } = (index?.key ?? opened.row.definition.key) as KeySchema;
      const at = hashKey(attribute(start, hash.name)!);
      if (Buffer.compare(at, from) < 0 || Buffer.compare(at, to) >= 0)
        throw invalid(
          "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey " +
            `with correct Segment. TotalSegments: ${total} Segment: ${segment}`,
        );
    }
    const shape = shapeOf(opened, index, input, read.projection ?? oldPaths);
    const page = await readPage(opened, {
      index,
      hash: undefined,
      from,
      to,
      forward: true,
      after: start,
      limit: input.Limit,
      filter: read.filter ?? oldFilter,
      ...shape,
      consistent: input.ConsistentRead ?? false,
    });
    return answer(opened, input, page) as never;
  });
});

function answer(opened: Opened, input: Given, page: Page): object {
  const output: Record<string, unknown> = { Count: page.items.length, ScannedCount: page.scanned };
  if (input.Select !== "COUNT") output["Items"] = page.items.map(shownItem);
  if (page.last !== undefined) output["LastEvaluatedKey"] = shownItem(page.last);
  const capacity = shownCapacity(input.ReturnConsumedCapacity, opened.row.name, page.usage);
  if (capacity !== undefined) output["ConsumedCapacity"] = capacity;
  return output;
}

function startKey(input: Given): Item | undefined {
  const start = input.ExclusiveStartKey as Item | undefined;
  if (start === undefined) return undefined;
  try {
    admitItem(start);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw invalid(`The provided starting key is invalid: ${error.message}`);
  }
  return start;
}

function checkSelect(input: Given): void {
  const { Select: select, AttributesToGet: names, ProjectionExpression: projection } = input;
  if (select === "ALL_PROJECTED_ATTRIBUTES" && input.IndexName === undefined)
    throw invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  const parts =
    names !== undefined
      ? "AttributesToGet"
      : projection !== undefined
        ? "ProjectionExpression"
        : undefined;
  if (select === undefined || select === "SPECIFIC_ATTRIBUTES") {
    if (select !== undefined && parts === undefined)
      throw invalid(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
      );
    return;
  }
  if (parts !== undefined)
    throw invalid(
      select === "COUNT"
        ? `Cannot specify the ${parts} when choosing to get only the Count`
        : `Cannot specify the ${parts} when choosing to get ${select}`,
    );
}

function checkSegments(segment: number | undefined, total: number | undefined): void {
  if (segment === undefined && total === undefined) return;
  if (total === undefined)
    throw invalid(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  if (segment === undefined)
    throw invalid(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  if (segment >= total)
    throw invalid(
      "The Segment parameter is zero-based and must be less than parameter TotalSegments: " +
        `Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
}

function chosenIndex(opened: Opened, input: Given): IndexDefinition | undefined {
  if (input.IndexName === undefined) return undefined;
  const index = indexOf(opened.row, input.IndexName);
  if (index === undefined)
    throw invalid(`The table does not have the specified index: ${input.IndexName}`);
  if (index.kind === "global" && input.ConsistentRead)
    throw invalid("Consistent reads are not supported on global secondary indexes");
  return index;
}

/** Which parts of items are given, and whether a local index fetches them from the table. */
function shapeOf(
  opened: Opened,
  index: IndexDefinition | undefined,
  input: Given,
  paths: readonly Path[] | undefined,
): Pick<Reading, "paths" | "fetch"> {
  if (index === undefined) return { paths, fetch: false };
  const names = projectedNames(index, opened.row.definition.key);
  const all = input.Select === "ALL_ATTRIBUTES";
  if (names === undefined) return { paths, fetch: false };
  const missing = (paths ?? []).map((path) => path[0] as string).filter((name) => !names.has(name));
  if (index.kind === "local") return { paths, fetch: all || missing.length > 0 };
  if (all)
    throw invalidParameters(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  if (missing.length > 0)
    throw invalidParameters(
      `Global secondary index ${index.name} does not project [${missing.join(", ")}]`,
    );
  return { paths, fetch: false };
}

/** The hash key's value and the condition on the range key. @throws Fault in AWS's words. */
function splitKeys(
  schema: KeySchema,
  keys: readonly KeyCondition[],
): { hash: AttributeValue; range: KeyCondition | undefined } {
  const onHash = keys.find((key) => key.attribute === schema.hash.name);
  if (onHash === undefined)
    throw invalid(`Query condition missed key schema element: ${schema.hash.name}`);
  const others = keys.filter((key) => key !== onHash);
  const range = others.find((key) => key.attribute === schema.range?.name);
  if (others.length > 0 && range === undefined)
    throw invalid(
      schema.range === undefined
        ? "Query key condition not supported"
        : `Query condition missed key schema element: ${schema.range.name}`,
    );
  if (others.length > 1) throw invalid("Query key condition not supported");
  if (onHash.operator !== "=") throw invalid("Query key condition not supported");
  for (const [key, part] of [
    [onHash, schema.hash],
    [range, schema.range],
  ] as const)
    for (const value of key?.values ?? []) {
      const type = part!.type;
      if (value[type] === undefined)
        throw invalidParameters("Condition parameter type does not match schema type");
      if (type !== "N" && value[type] === "" && key!.operator !== "begins_with")
        throw invalid(
          "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an " +
            `empty ${type === "S" ? "string" : "binary"} value. Key: ${part!.name}`,
        );
    }
  if (range?.operator === "begins_with" && schema.range!.type === "N")
    throw invalidParameters("Condition parameter type does not match schema type");
  return { hash: onHash.values[0]!, range };
}

export function boundsOf(range: KeyCondition | undefined): { from: Uint8Array; to: Uint8Array } {
  if (range === undefined) return { from: BEFORE_ALL, to: AFTER_ALL };
  const key = sortableKey(range.values[0]!);
  switch (range.operator) {
    case "=":
      return { from: key, to: justAfter(key) };
    case "<":
      return { from: BEFORE_ALL, to: key };
    case "<=":
      return { from: BEFORE_ALL, to: justAfter(key) };
    case ">":
      return { from: justAfter(key), to: AFTER_ALL };
    case ">=":
      return { from: key, to: AFTER_ALL };
    case "begins_with":
      return { from: key, to: afterPrefix(key) };
    case "BETWEEN":
      return { from: key, to: justAfter(sortableKey(range.values[1]!)) };
  }
}

/** @throws Fault for a starting key that is not one of the table, or of the index and the table. */
function checkStart(
  opened: Opened,
  index: IndexDefinition | undefined,
  start: Item | undefined,
): void {
  if (start === undefined) return;
  const words =
    "The provided starting key is invalid: The provided key element does not match the schema";
  const names = new Map<string, string>();
  for (const schema of [opened.row.definition.key, index?.key]) {
    if (schema === undefined) continue;
    names.set(schema.hash.name, schema.hash.type);
    if (schema.range !== undefined) names.set(schema.range.name, schema.range.type);
  }
  if (Object.keys(start).length !== names.size)
    throw invalid(index === undefined ? words : "The provided starting key is invalid");
  for (const [name, type] of names)
    if (attribute(start, name)?.[type as "S"] === undefined)
      throw invalid(index === undefined ? words : "The provided starting key is invalid");
  if (index !== undefined) return;
  try {
    checkKey(opened.row.definition.key, start);
  } catch (error) {
    if (error instanceof Fault)
      throw invalid(`The provided starting key is invalid: ${error.message}`);
    throw error;
  }
}

function checkStartInRange(
  schema: KeySchema,
  hash: AttributeValue,
  range: KeyCondition | undefined,
  start: Item,
): void {
  if (!equal(attribute(start, schema.hash.name)!, hash))
    throw invalid(
      "The provided starting key is outside query boundaries based on provided conditions",
    );
  if (range === undefined) return;
  const at = sortableKey(attribute(start, schema.range!.name)!);
  const { from, to } = boundsOf(range);
  if (Buffer.compare(at, from) < 0 || Buffer.compare(at, to) >= 0)
    throw invalid("The provided starting key does not match the range key predicate");
}

/** Filters see items after the keys have chosen them, so they cannot be about keys. */
function checkFilter(filter: Condition | undefined, schema: KeySchema, what: string): void {
  if (filter === undefined) return;
  const names = new Set<string>();
  namesIn(filter, names);
  for (const part of [schema.hash, schema.range])
    if (part !== undefined && names.has(part.name))
      throw invalid(
        `${what} can only contain non-primary key attributes: Primary key attribute: ${part.name}`,
      );
}

/** The attributes a condition is about. */
export function namesIn(condition: Condition, into: Set<string>): void {
  const operands = (list: readonly Operand[]) => {
    for (const operand of list) {
      if (operand.kind === "path") into.add(String(operand.path[0]));
      else if (operand.kind === "size") operands([operand.of]);
    }
  };
  switch (condition.kind) {
    case "and":
    case "or":
      for (const part of condition.parts) namesIn(part, into);
      return;
    case "not":
      namesIn(condition.part, into);
      return;
    case "compare":
      operands([condition.left, condition.right]);
      return;
    case "between":
      operands([condition.operand, condition.low, condition.high]);
      return;
    case "in":
      operands([condition.operand, ...condition.list]);
      return;
    case "call":
      operands(condition.operands);
  }
}
