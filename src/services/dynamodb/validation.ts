/**
 * The constraints on requests that DynamoDB judges in words of its own, in place of the model's:
 * its front end knows patterns and lengths that the public model leaves out, and names some members
 * in other ways. What is not here is judged by the model.
 */
import type { Fault } from "#aws/fault";
import { invalid } from "./errors.ts";

type Input = Readonly<Record<string, unknown>>;

/** Collects violations, and words them together. */
class Violations {
  readonly found: string[] = [];

  add(path: string, value: unknown, constraint: string): void {
    const shown = value === undefined || value === null ? "null" : `'${echo(value)}'`;
    this.found.push(`Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`);
  }

  required(path: string, value: unknown): boolean {
    if (value !== undefined && value !== null) return true;
    this.add(path, undefined, "Member must not be null");
    return false;
  }

  among(path: string, value: unknown, allowed: readonly string[]): void {
    if (value !== undefined && !allowed.includes(value as string))
      this.add(path, value, `Member must satisfy enum value set: [${allowed.join(", ")}]`);
  }

  length(path: string, value: unknown, min: number, max: number): void {
    if (value === undefined) return;
    const length = measure(value);
    if (length < min)
      this.add(path, value, `Member must have length greater than or equal to ${min}`);
    if (length > max) this.add(path, value, `Member must have length less than or equal to ${max}`);
  }

  pattern(path: string, value: unknown, pattern: RegExp, shown: string): void {
    if (typeof value === "string" && !pattern.test(value))
      this.add(path, value, `Member must satisfy regular expression pattern: ${shown}`);
  }

  range(path: string, value: unknown, min: number, max: number): void {
    if (typeof value !== "number") return;
    if (value < min)
      this.add(path, value, `Member must have value greater than or equal to ${min}`);
    if (value > max) this.add(path, value, `Member must have value less than or equal to ${max}`);
  }

  fault(): Fault | undefined {
    const { length } = this.found;
    if (length === 0) return undefined;
    return invalid(
      `${length} validation error${length === 1 ? "" : "s"} detected: ${this.found.slice(0, 10).join("; ")}`,
    );
  }
}

/** The elements of a list with their paths; those that are null are violations. */
function elements(v: Violations, list: unknown, path: string): [string, Input][] {
  const found: [string, Input][] = [];
  for (const [i, element] of ((list ?? []) as (Input | null)[]).entries()) {
    const at = `${path}.${i + 1}.member`;
    if (v.required(at, element)) found.push([at, element!]);
  }
  return found;
}

function measure(value: unknown): number {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return Object.keys(value as object).length;
}

/** A value as the service's messages show it. */
function echo(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(echo).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const element = value as Record<string, unknown>;
  if ("KeyType" in element && "AttributeName" in element)
    return `KeySchemaElement(attributeName=${element["AttributeName"]}, keyType=${element["KeyType"]})`;
  const parts = Object.keys(element).map((name) => `${name}=${echo(element[name])}`);
  return `{${parts.join(", ")}}`;
}

const NAME = /^[a-zA-Z0-9_.-]+$/;
const NAME_SHOWN = "[a-zA-Z0-9_.-]+";
const CAPACITY = ["INDEXES", "TOTAL", "NONE"];
const METRICS = ["SIZE", "NONE"];
const RETURN_VALUES = ["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"];
const ON_FAILURE = ["ALL_OLD", "NONE"];
const SELECT = ["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"];
const OPERATORS = [
  "IN",
  "NULL",
  "BETWEEN",
  "LT",
  "NOT_CONTAINS",
  "EQ",
  "GT",
  "NOT_NULL",
  "NE",
  "LE",
  "BEGINS_WITH",
  "GE",
  "CONTAINS",
];
const MOST = Number.MAX_SAFE_INTEGER;

/** An empty table name ends the judging at once. */
function emptyName(input: Input): Fault | undefined {
  if (input["TableName"] !== "") return undefined;
  return invalid(
    "1 validation error detected: Value at 'TableName' failed to satisfy constraint: " +
      "Member must have length greater than or equal to 1",
  );
}

function tableName(v: Violations, value: unknown, path = "tableName", min = 1): void {
  if (!v.required(path, value)) return;
  if ((value as string).startsWith("arn:")) {
    v.length(path, value, min, 1_024);
    return;
  }
  v.length(path, value, min, 255);
  v.pattern(path, value, NAME, NAME_SHOWN);
}

function indexName(v: Violations, value: unknown, path: string): void {
  v.length(path, value, 3, 255);
  v.pattern(path, value, NAME, NAME_SHOWN);
}

function conditions(v: Violations, value: unknown, path: string): void {
  const given = (value ?? {}) as Record<string, Input>;
  for (const name of Object.keys(given)) {
    const operator = given[name]!["ComparisonOperator"];
    const at = `${path}.${name}.member.comparisonOperator`;
    if (path === "expected") v.among(at, operator, OPERATORS);
    else if (v.required(at, operator)) v.among(at, operator, OPERATORS);
  }
}

function writing(v: Violations, input: Input): void {
  v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
  v.among("returnItemCollectionMetrics", input["ReturnItemCollectionMetrics"], METRICS);
  v.among("returnValues", input["ReturnValues"], RETURN_VALUES);
  v.among(
    "returnValuesOnConditionCheckFailure",
    input["ReturnValuesOnConditionCheckFailure"],
    ON_FAILURE,
  );
  v.among("conditionalOperator", input["ConditionalOperator"], ["OR", "AND"]);
  conditions(v, input["Expected"], "expected");
}

function reading(v: Violations, input: Input): void {
  v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
  v.among("select", input["Select"], SELECT);
  v.among("conditionalOperator", input["ConditionalOperator"], ["OR", "AND"]);
  indexName(v, input["IndexName"], "indexName");
  v.length("attributesToGet", input["AttributesToGet"], 1, MOST);
}

function throughput(v: Violations, value: unknown, path: string): void {
  if (value === undefined) return;
  const units = value as Input;
  for (const name of ["WriteCapacityUnits", "ReadCapacityUnits"])
    if (v.required(`${path}.${lower(name)}`, units[name]))
      v.range(`${path}.${lower(name)}`, units[name], 1, MOST);
}

function keySchema(v: Violations, value: unknown, path: string): void {
  if (!v.required(path, value)) return;
  v.length(path, value, 1, 2);
  for (const [at, key] of elements(v, value, path)) {
    if (v.required(`${at}.attributeName`, key["AttributeName"]))
      v.length(`${at}.attributeName`, key["AttributeName"], 1, 255);
    if (v.required(`${at}.keyType`, key["KeyType"]))
      v.among(`${at}.keyType`, key["KeyType"], ["HASH", "RANGE"]);
  }
}

function index(v: Violations, given: Input, path: string): void {
  if (v.required(`${path}.indexName`, given["IndexName"]))
    indexName(v, given["IndexName"], `${path}.indexName`);
  keySchema(v, given["KeySchema"], `${path}.keySchema`);
  if (v.required(`${path}.projection`, given["Projection"])) {
    const projection = given["Projection"] as Input;
    v.among(`${path}.projection.projectionType`, projection["ProjectionType"], [
      "ALL",
      "INCLUDE",
      "KEYS_ONLY",
    ]);
    v.length(`${path}.projection.nonKeyAttributes`, projection["NonKeyAttributes"], 1, 20);
  }
  throughput(v, given["ProvisionedThroughput"], `${path}.provisionedThroughput`);
}

function attributeDefinitions(v: Violations, value: unknown): void {
  for (const [at, attribute] of elements(v, value, "attributeDefinitions")) {
    if (v.required(`${at}.attributeName`, attribute["AttributeName"]))
      v.length(`${at}.attributeName`, attribute["AttributeName"], 1, 255);
    if (v.required(`${at}.attributeType`, attribute["AttributeType"]))
      v.among(`${at}.attributeType`, attribute["AttributeType"], ["B", "N", "S"]);
  }
}

function streamView(v: Violations, value: unknown): void {
  v.among("streamSpecification.streamViewType", (value as Input | undefined)?.["StreamViewType"], [
    "NEW_IMAGE",
    "OLD_IMAGE",
    "NEW_AND_OLD_IMAGES",
    "KEYS_ONLY",
  ]);
}

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Adds what it finds, or ends the judging with a fault of its own. */
// biome-ignore lint/suspicious/noConfusingVoidType: most judges only add.
type Judge = (v: Violations, input: Input) => Fault | void;

const JUDGES: Readonly<Record<string, Judge>> = {
  GetItem(v, input) {
    tableName(v, input["TableName"]);
    v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
    v.required("key", input["Key"]);
    v.length("attributesToGet", input["AttributesToGet"], 1, MOST);
  },
  PutItem(v, input) {
    tableName(v, input["TableName"]);
    v.required("item", input["Item"]);
    writing(v, input);
  },
  DeleteItem(v, input) {
    tableName(v, input["TableName"]);
    v.required("key", input["Key"]);
    writing(v, input);
  },
  UpdateItem(v, input) {
    tableName(v, input["TableName"]);
    v.required("key", input["Key"]);
    v.among("returnValues", input["ReturnValues"], RETURN_VALUES);
    writing(v, input);
    // AWS stops at the first here.
    v.found.length = Math.min(v.found.length, 1);
    const updates = (input["AttributeUpdates"] ?? {}) as Record<string, Input>;
    for (const name of Object.keys(updates))
      v.among(`attributeUpdates.${name}.member.action`, updates[name]!["Action"], [
        "ADD",
        "PUT",
        "DELETE",
      ]);
  },
  Query(v, input) {
    tableName(v, input["TableName"]);
    reading(v, input);
    conditions(v, input["QueryFilter"], "queryFilter");
    conditions(v, input["KeyConditions"], "keyConditions");
    const limit = input["Limit"];
    // AWS words this one otherwise than Scan's.
    if (typeof limit === "number" && limit < 1)
      v.found.push(
        "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
      );
  },
  Scan(v, input) {
    tableName(v, input["TableName"]);
    reading(v, input);
    conditions(v, input["ScanFilter"], "scanFilter");
    v.range("limit", input["Limit"], 1, MOST);
    v.range("segment", input["Segment"], 0, 999_999);
    v.range("totalSegments", input["TotalSegments"], 1, 1_000_000);
  },
  BatchGetItem(v, input) {
    const tables = input["RequestItems"] as Record<string, Input> | undefined;
    if (tables === undefined || Object.keys(tables).length === 0)
      return invalid("The requestItems parameter is required for BatchGetItem");
    v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
    for (const name of Object.keys(tables)) {
      tableName(v, name, "requestItems.key");
      const keys = tables[name]!["Keys"] as unknown[] | undefined;
      if (!v.required(`requestItems.${name}.member.keys`, keys)) continue;
      v.length(`requestItems.${name}.member.keys`, keys, 1, MOST);
      elements(v, keys, `requestItems.${name}.member.keys`);
      if (keys!.length > 100)
        v.found.push(
          `Value at 'RequestItems.${name}.member.Keys' failed to satisfy constraint: ` +
            "Member must have length less than or equal to 100",
        );
    }
  },
  BatchWriteItem(v, input) {
    const tables = input["RequestItems"] as Record<string, unknown[]> | undefined;
    if (tables === undefined || Object.keys(tables).length === 0)
      return invalid("The requestItems parameter is required for BatchWriteItem");
    v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
    v.among("returnItemCollectionMetrics", input["ReturnItemCollectionMetrics"], METRICS);
    for (const name of Object.keys(tables)) {
      tableName(v, name, "requestItems.key");
      for (const [path, request] of elements(v, tables[name], `requestItems.${name}.member`))
        writeRequest(v, request, path);
      const { length } = tables[name]!;
      if (length < 1 || length > 25)
        v.add(
          "requestItems",
          tables,
          "Map value must satisfy constraint: [Member must have length less than or equal to 25, " +
            "Member must have length greater than or equal to 1]",
        );
    }
  },
  TransactGetItems(v, input) {
    transaction(v, input);
    if (v.found.length > 0) return;
    for (const [path, action] of elements(v, input["TransactItems"], "transactItems"))
      v.required(`${path}.get`, action["Get"]);
  },
  ExecuteStatement(v, input) {
    statement(v, input, "");
    v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
    v.range("limit", input["Limit"], 1, MOST);
    v.length("nextToken", input["NextToken"], 1, 32_768);
  },
  BatchExecuteStatement(v, input) {
    if (!v.required("statements", input["Statements"])) return;
    v.length("statements", input["Statements"], 1, 25);
    v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
    for (const [path, member] of elements(v, input["Statements"], "statements"))
      statement(v, member, `${path}.`);
  },
  ExecuteTransaction(v, input) {
    if (!v.required("transactStatements", input["TransactStatements"])) return;
    v.length("transactStatements", input["TransactStatements"], 1, 100);
    v.length("clientRequestToken", input["ClientRequestToken"], 1, 36);
    v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
    for (const [path, member] of elements(v, input["TransactStatements"], "transactStatements"))
      statement(v, member, `${path}.`);
  },
  TransactWriteItems: transaction,
  CreateTable(v, input) {
    if (input["TableName"] === undefined)
      return invalid("The parameter 'TableName' is required but was not present in the request");
    tableName(v, input["TableName"], "tableName", 3);
    attributeDefinitions(v, input["AttributeDefinitions"]);
    keySchema(v, input["KeySchema"], "keySchema");
    v.among("billingMode", input["BillingMode"], ["PROVISIONED", "PAY_PER_REQUEST"]);
    v.among("tableClass", input["TableClass"], ["STANDARD", "STANDARD_INFREQUENT_ACCESS"]);
    throughput(v, input["ProvisionedThroughput"], "provisionedThroughput");
    streamView(v, input["StreamSpecification"]);
    for (const list of ["LocalSecondaryIndexes", "GlobalSecondaryIndexes"])
      for (const [at, given] of elements(v, input[list], lower(list))) index(v, given, at);
  },
  UpdateTable(v, input) {
    if (input["TableName"] === undefined)
      return invalid("The parameter 'TableName' is required but was not present in the request");
    tableName(v, input["TableName"], "tableName", 3);
    attributeDefinitions(v, input["AttributeDefinitions"]);
    v.among("billingMode", input["BillingMode"], ["PROVISIONED", "PAY_PER_REQUEST"]);
    v.among("tableClass", input["TableClass"], ["STANDARD", "STANDARD_INFREQUENT_ACCESS"]);
    throughput(v, input["ProvisionedThroughput"], "provisionedThroughput");
    streamView(v, input["StreamSpecification"]);
    for (const [at, update] of elements(
      v,
      input["GlobalSecondaryIndexUpdates"],
      "globalSecondaryIndexUpdates",
    ))
      indexUpdate(v, update, at);
  },
};

function statement(v: Violations, given: Input, path: string): void {
  if (v.required(`${path}statement`, given["Statement"]))
    v.length(`${path}statement`, given["Statement"], 1, 8_192);
  v.length(`${path}parameters`, given["Parameters"], 1, MOST);
  v.among(
    `${path}returnValuesOnConditionCheckFailure`,
    given["ReturnValuesOnConditionCheckFailure"],
    ON_FAILURE,
  );
}

function writeRequest(v: Violations, request: Input, path: string): void {
  const put = request["PutRequest"] as Input | undefined;
  const remove = request["DeleteRequest"] as Input | undefined;
  if (put !== undefined) v.required(`${path}.putRequest.item`, put["Item"]);
  if (remove !== undefined) v.required(`${path}.deleteRequest.key`, remove["Key"]);
}

function indexUpdate(v: Violations, update: Input, path: string): void {
  if (update["Create"] !== undefined) index(v, update["Create"] as Input, `${path}.create`);
  for (const action of ["Update", "Delete"]) {
    const given = update[action] as Input | undefined;
    if (given === undefined) continue;
    const at = `${path}.${lower(action)}`;
    if (v.required(`${at}.indexName`, given["IndexName"]))
      indexName(v, given["IndexName"], `${at}.indexName`);
    throughput(v, given["ProvisionedThroughput"], `${at}.provisionedThroughput`);
  }
}

function transaction(v: Violations, input: Input): void {
  const actions = input["TransactItems"] as Input[] | undefined;
  if (!v.required("transactItems", actions)) return;
  v.length("transactItems", actions, 1, 100);
  v.among("returnConsumedCapacity", input["ReturnConsumedCapacity"], CAPACITY);
  v.among("returnItemCollectionMetrics", input["ReturnItemCollectionMetrics"], METRICS);
  v.length("clientRequestToken", input["ClientRequestToken"], 1, 36);
  if (v.found.length > 0) return;
  for (const [path, action] of elements(v, actions, "transactItems"))
    for (const name of Object.keys(action)) {
      const given = action[name] as Input;
      const at = `${path}.${lower(name)}`;
      tableName(v, given["TableName"], `${at}.tableName`);
      v.required(
        `${at}.${name === "Put" ? "item" : "key"}`,
        given[name === "Put" ? "Item" : "Key"],
      );
      if (name === "ConditionCheck")
        v.required(`${at}.conditionExpression`, given["ConditionExpression"]);
      if (name === "Update") v.required(`${at}.updateExpression`, given["UpdateExpression"]);
      v.among(
        `${at}.returnValuesOnConditionCheckFailure`,
        given["ReturnValuesOnConditionCheckFailure"],
        ON_FAILURE,
      );
    }
}

/**
 * Judges an input in DynamoDB's own words.
 * @returns A fault, nothing when it is right, or "model" where the model's constraints are the rule.
 */
export function judge(operation: string, input: Input): Fault | undefined | "model" {
  const check = JUDGES[operation];
  if (check === undefined) return "model";
  const empty = emptyName(input);
  if (empty !== undefined && operation !== "CreateTable") return empty;
  const violations = new Violations();
  return check(violations, input) ?? violations.fault();
}
