/**
 * What a table and its indexes may be. The order of the checks is AWS's, as its answers show it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
import { invalid, invalidParameters } from "../errors.ts";
import {
  CAPACITY_UNITS_MOST,
  GLOBAL_INDEXES,
  LOCAL_INDEXES,
  PROJECTED_ATTRIBUTES,
} from "../limits.ts";
import type { IndexDefinition, Throughput } from "../tables.ts";
import type { KeySchema, KeyType } from "./keys.ts";

export interface GivenKeyElement {
  AttributeName: string;
  KeyType: string;
}
export interface GivenAttribute {
  AttributeName: string;
  AttributeType: string;
}
export interface GivenProjection {
  ProjectionType?: string;
  NonKeyAttributes?: string[];
}
export interface GivenIndex {
  IndexName: string;
  KeySchema: GivenKeyElement[];
  Projection?: GivenProjection;
  ProvisionedThroughput?: Throughput;
  OnDemandThroughput?: Record<string, number>;
}
export interface GivenTable {
  AttributeDefinitions?: GivenAttribute[];
  KeySchema?: GivenKeyElement[];
  LocalSecondaryIndexes?: GivenIndex[];
  GlobalSecondaryIndexes?: GivenIndex[];
  BillingMode?: string;
  ProvisionedThroughput?: Throughput;
}

/** @throws Fault ValidationException in AWS's words. */
export function checkTable(given: GivenTable): void {
  const onDemand = given.BillingMode === "PAY_PER_REQUEST";
  checkBilling(given, onDemand);
  const attributes = given.AttributeDefinitions ?? [];
  const keys = given.KeySchema ?? [];
  if (keys.length > attributes.length)
    throw invalid("Invalid KeySchema: Some index key attribute have no definition");
  checkKeys(keys, attributes);
  const local = given.LocalSecondaryIndexes;
  const global = given.GlobalSecondaryIndexes;
  if (local === undefined && global === undefined && keys.length !== attributes.length)
    throw invalidParameters(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    );
  const names = new Set<string>();
  if (local !== undefined) checkLocal(local, keys, attributes, names);
  if (global !== undefined) checkGlobal(global, attributes, names, onDemand);
  checkAllUsed(attributes, [
    keys,
    ...[...(local ?? []), ...(global ?? [])].map((index) => index.KeySchema),
  ]);
}

function checkBilling(given: GivenTable, onDemand: boolean): void {
  const throughput = given.ProvisionedThroughput;
  if (onDemand) {
    if (throughput !== undefined)
      throw invalidParameters(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
      );
    return;
  }
  if (throughput?.ReadCapacityUnits === undefined || throughput.WriteCapacityUnits === undefined)
    throw invalidParameters(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  checkThroughput(throughput);
}

export function checkThroughput(throughput: Throughput, index?: string): void {
  for (const name of ["ReadCapacityUnits", "WriteCapacityUnits"] as const)
    if (throughput[name] > CAPACITY_UNITS_MOST)
      throw invalid(
        `Given value ${throughput[name]} for ${name} is out of bounds${index === undefined ? "" : ` for index ${index}`}`,
      );
}

function checkKeys(keys: readonly GivenKeyElement[], attributes: readonly GivenAttribute[]): void {
  const defined = attributes.map((attribute) => attribute.AttributeName);
  const names = keys.map((key) => key.AttributeName);
  if (names.some((name) => !defined.includes(name)))
    throw invalidParameters(
      "Some index key attributes are not defined in AttributeDefinitions. " +
        `Keys: [${names.join(", ")}], AttributeDefinitions: [${defined.join(", ")}]`,
    );
  if (names.length > 1 && names[0] === names[1])
    throw invalid(
      "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    );
  if (keys[0]?.KeyType !== "HASH")
    throw invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  if (keys[1] !== undefined && keys[1].KeyType !== "RANGE")
    throw invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
}

function checkLocal(
  indexes: readonly GivenIndex[],
  tableKeys: readonly GivenKeyElement[],
  attributes: readonly GivenAttribute[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameters("List of LocalSecondaryIndexes is empty");
  if (tableKeys.length !== 2)
    throw invalidParameters(
      "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
  for (const index of indexes) {
    checkKeys(index.KeySchema, attributes);
    if (index.KeySchema.length !== 2)
      throw invalidParameters(
        `Index KeySchema does not have a range key for index: ${index.IndexName}`,
      );
    const hash = index.KeySchema[0]!.AttributeName;
    const tableHash = tableKeys[0]!.AttributeName;
    if (hash !== tableHash)
      throw invalidParameters(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
          `${index.IndexName}. index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    checkProjection(index.Projection);
    checkName(index.IndexName, names);
  }
  if (indexes.length > LOCAL_INDEXES)
    throw invalidParameters(
      `Number of LocalSecondaryIndexes exceeds per-table limit of ${LOCAL_INDEXES}`,
    );
}

function checkGlobal(
  indexes: readonly GivenIndex[],
  attributes: readonly GivenAttribute[],
  names: Set<string>,
  onDemand: boolean,
): void {
  if (indexes.length === 0) throw invalidParameters("List of GlobalSecondaryIndexes is empty");
  for (const index of indexes) {
    checkGlobalIndex(index, attributes, onDemand);
    checkName(index.IndexName, names);
  }
  if (indexes.length > GLOBAL_INDEXES)
    throw invalidParameters(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${GLOBAL_INDEXES}`,
    );
}

/** Checks a global index by itself. @throws Fault ValidationException in AWS's words. */
export function checkGlobalIndex(
  index: GivenIndex,
  attributes: readonly GivenAttribute[],
  onDemand: boolean,
): void {
  checkKeys(index.KeySchema, attributes);
  checkProjection(index.Projection);
  const throughput = index.ProvisionedThroughput;
  if (onDemand && throughput !== undefined)
    throw invalidParameters(
      `ProvisionedThroughput should not be specified for index: ${index.IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  if (!onDemand && throughput === undefined)
    throw invalidParameters(
      `ProvisionedThroughput must be specified for index: ${index.IndexName}`,
    );
  if (throughput !== undefined) checkThroughput(throughput, index.IndexName);
}

function checkProjection(projection: GivenProjection | undefined): void {
  const type = projection?.ProjectionType;
  if (type === undefined) throw invalidParameters("Unknown ProjectionType: null");
  const attributes = projection!.NonKeyAttributes;
  if (type !== "INCLUDE" && attributes !== undefined)
    throw invalidParameters(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  if (type === "INCLUDE" && (attributes === undefined || attributes.length === 0))
    throw invalidParameters("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  if (attributes !== undefined && attributes.length > PROJECTED_ATTRIBUTES)
    throw invalidParameters(
      `The number of projected attributes exceeds the per-table limit of ${PROJECTED_ATTRIBUTES}`,
    );
}

function checkName(name: string, names: Set<string>): void {
  if (names.has(name)) throw invalidParameters(`Duplicate index name: ${name}`);
  names.add(name);
}

function checkAllUsed(
  attributes: readonly GivenAttribute[],
  schemas: readonly (readonly GivenKeyElement[])[],
): void {
  const used = new Set(schemas.flat().map((key) => key.AttributeName));
  const defined = attributes.map((attribute) => attribute.AttributeName);
  if (defined.some((name) => !used.has(name)))
    throw invalidParameters(
      "Some AttributeDefinitions are not used. " +
        `AttributeDefinitions: [${defined.join(", ")}], keys used: [${[...used].join(", ")}]`,
    );
}

export interface GivenStream {
  StreamEnabled?: boolean;
  StreamViewType?: string;
}

/** @throws Fault ValidationException for a stream that is half described. */
export function checkStream(stream: GivenStream | undefined): void {
  if (stream === undefined) return;
  if (stream.StreamEnabled && stream.StreamViewType === undefined)
    throw invalidParameters("StreamViewType must be specified when StreamEnabled is true");
  if (!stream.StreamEnabled && stream.StreamViewType !== undefined)
    throw invalidParameters("StreamViewType can only be specified when StreamEnabled is true");
}

/** A key schema with the types of its attributes; both are known to fit. */
export function keySchema(
  keys: readonly GivenKeyElement[],
  attributes: readonly GivenAttribute[],
): KeySchema {
  const part = (key: GivenKeyElement) => ({
    name: key.AttributeName,
    type: attributes.find((a) => a.AttributeName === key.AttributeName)!.AttributeType as KeyType,
  });
  return keys[1] === undefined
    ? { hash: part(keys[0]!) }
    : { hash: part(keys[0]!), range: part(keys[1]) };
}

/** An index as we keep it. */
export function indexDefinition(
  index: GivenIndex,
  kind: "global" | "local",
  id: number,
  attributes: readonly GivenAttribute[],
): IndexDefinition {
  const { ProjectionType, NonKeyAttributes } = index.Projection ?? {};
  return {
    name: index.IndexName,
    kind,
    id,
    key: keySchema(index.KeySchema, attributes),
    projection: {
      type: ProjectionType as IndexDefinition["projection"]["type"],
      ...(NonKeyAttributes === undefined ? {} : { attributes: NonKeyAttributes }),
    },
    ...(index.ProvisionedThroughput === undefined
      ? {}
      : { throughput: index.ProvisionedThroughput }),
    ...(index.OnDemandThroughput === undefined ? {} : { onDemand: index.OnDemandThroughput }),
  };
}

/** `KeySchema` as AWS shows it. */
export function shownKeySchema(
  schema: KeySchema,
): { AttributeName: string; KeyType: "HASH" | "RANGE" }[] {
  const hash = { AttributeName: schema.hash.name, KeyType: "HASH" as const };
  return schema.range === undefined
    ? [hash]
    : [hash, { AttributeName: schema.range.name, KeyType: "RANGE" as const }];
}

/** The attributes that an index holds; undefined when it holds all. */
export function projectedNames(index: IndexDefinition, table: KeySchema): Set<string> | undefined {
  if (index.projection.type === "ALL") return undefined;
  const names = new Set<string>(index.projection.attributes ?? []);
  for (const schema of [table, index.key]) {
    names.add(schema.hash.name);
    if (schema.range !== undefined) names.add(schema.range.name);
  }
  return names;
}
