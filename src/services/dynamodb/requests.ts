/** Requests to write one item, read and checked as far as they can be without the table. */
import type { Condition, Path, Update } from "#languages/dynamodb-expression/syntax";
import type { Item } from "#languages/dynamodb-expression/value";
import { admitItem } from "./domain/items.ts";
import {
  checkAttributeUpdates,
  expectedCondition,
  type GivenExpected,
  type GivenUpdate,
} from "./domain/replaced.ts";
import { invalid } from "./errors.ts";
import { checkParameters, readExpressions } from "./expressions.ts";
import { ITEM_BYTES } from "./limits.ts";

interface Common {
  readonly table: string;
  readonly condition: Condition | undefined;
  /** The item that failed the condition is to be shown. */
  readonly showFailed: boolean;
}

export interface PutRequest extends Common {
  readonly kind: "put";
  readonly item: Item;
  readonly bytes: number;
}

export interface DeleteRequest extends Common {
  readonly kind: "delete";
  readonly key: Item;
}

export interface CheckRequest extends Common {
  readonly kind: "check";
  readonly key: Item;
}

export interface UpdateRequest extends Common {
  readonly kind: "update";
  readonly key: Item;
  readonly update: Update | undefined;
  readonly legacy: Readonly<Record<string, GivenUpdate>> | undefined;
  /** What the update touches. */
  readonly paths: readonly Path[];
  /** It came by UpdateItem, which measures what it writes too. */
  readonly alone?: boolean;
}

export type WriteRequest = PutRequest | DeleteRequest | CheckRequest | UpdateRequest;

/** A request as the protocol gives it, whichever operation it came by. */
export interface GivenWrite {
  TableName?: string;
  Item?: unknown;
  Key?: unknown;
  Expected?: unknown;
  ConditionalOperator?: string;
  AttributeUpdates?: unknown;
  UpdateExpression?: string;
  ReturnValues?: string;
  ReturnValuesOnConditionCheckFailure?: string;
}

function common(given: GivenWrite, condition: Condition | undefined): Common {
  return {
    table: given.TableName!,
    condition,
    showFailed: given.ReturnValuesOnConditionCheckFailure === "ALL_OLD",
  };
}

function expected(given: GivenWrite): Condition | undefined {
  return expectedCondition(
    given.Expected as Record<string, GivenExpected> | undefined,
    given.ConditionalOperator,
  );
}

const OLD_PARAMETERS = ["Expected", "ConditionalOperator"];

/** @throws Fault ValidationException in AWS's words and order. */
export function putRequest(given: GivenWrite): WriteRequest {
  checkParameters(given, ["ConditionExpression"], OLD_PARAMETERS);
  const item = given.Item as Item;
  const bytes = admitItem(item);
  checkReturnValues(given);
  if (bytes > ITEM_BYTES) throw invalid("Item size has exceeded the maximum allowed size");
  const old = expected(given);
  const { condition } = readExpressions(given);
  return { kind: "put", ...common(given, condition ?? old), item, bytes };
}

/** @throws Fault ValidationException in AWS's words and order. */
export function deleteRequest(given: GivenWrite): WriteRequest {
  checkParameters(given, ["ConditionExpression"], OLD_PARAMETERS);
  const key = given.Key as Item;
  admitItem(key);
  checkReturnValues(given);
  const old = expected(given);
  const { condition } = readExpressions(given);
  return { kind: "delete", ...common(given, condition ?? old), key };
}

/** @throws Fault ValidationException in AWS's words and order. */
export function checkRequest(given: GivenWrite): WriteRequest {
  const key = given.Key as Item;
  admitItem(key);
  const { condition } = readExpressions(given);
  return { kind: "check", ...common(given, condition), key };
}

function checkReturnValues(given: GivenWrite): void {
  const wanted = given.ReturnValues ?? "NONE";
  if (wanted !== "NONE" && wanted !== "ALL_OLD")
    throw invalid("Return values set to invalid value");
}

/** @throws Fault ValidationException in AWS's words and order. */
export function updateRequest(given: GivenWrite, alone = false): WriteRequest {
  checkParameters(
    given,
    ["UpdateExpression", "ConditionExpression"],
    ["AttributeUpdates", ...OLD_PARAMETERS],
  );
  const key = given.Key as Item;
  admitItem(key);
  const legacy = given.AttributeUpdates as Record<string, GivenUpdate> | undefined;
  if (legacy !== undefined) checkAttributeUpdates(legacy);
  const old = expected(given);
  const { update, condition } = readExpressions(given);
  const paths =
    update === undefined
      ? Object.keys(legacy ?? {}).map((name) => [name])
      : [
          ...update.set.map((clause) => clause.path),
          ...update.remove,
          ...update.add.map((clause) => clause.path),
          ...update.delete.map((clause) => clause.path),
        ];
  return { kind: "update", ...common(given, condition ?? old), key, update, legacy, paths, alone };
}
