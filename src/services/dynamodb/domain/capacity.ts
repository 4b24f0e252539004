/** Capacity units: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
import { attribute, equalMaps, type Item } from "#languages/dynamodb-expression/value";
import type { IndexDefinition, TableDefinition } from "../tables.ts";
import { projectedNames } from "./definitions.ts";
import { itemBytes } from "./items.ts";
import { indexPlaceOf } from "./keys.ts";

export const readUnits = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / 4_096)) * (consistent ? 1 : 0.5);

export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_024));

/** Units that one call used, by where. */
export interface Usage {
  table: number;
  indexes: Map<string, { kind: "global" | "local"; units: number }>;
}

export const noUsage = (): Usage => ({ table: 0, indexes: new Map() });

export function addIndexUsage(usage: Usage, index: IndexDefinition, units: number): void {
  const known = usage.indexes.get(index.name)?.units ?? 0;
  usage.indexes.set(index.name, { kind: index.kind, units: known + units });
}

/** The part of an item that an index holds; undefined when it holds none. */
export function projected(
  index: IndexDefinition,
  definition: TableDefinition,
  item: Item | undefined,
): Item | undefined {
  if (item === undefined || indexPlaceOf(index.key, item) === undefined) return undefined;
  const names = projectedNames(index, definition.key);
  if (names === undefined) return item;
  const part: Item = Object.create(null);
  for (const name of names) {
    const value = attribute(item, name);
    if (value !== undefined) part[name] = value;
  }
  return part;
}

/** What a write uses in an index. */
export function indexWriteUnits(
  index: IndexDefinition,
  definition: TableDefinition,
  before: Item | undefined,
  after: Item | undefined,
): number {
  const old = projected(index, definition, before);
  const now = projected(index, definition, after);
  if (old === undefined || now === undefined) {
    const one = old ?? now;
    return one === undefined ? 0 : writeUnits(itemBytes(one));
  }
  if (equalMaps(old, now)) return 0;
  const { hash, range } = index.key;
  const same = [hash, ...(range === undefined ? [] : [range])].every(
    ({ name, type }) => attribute(old, name)?.[type] === attribute(now, name)?.[type],
  );
  const sizes = [itemBytes(old), itemBytes(now)] as const;
  return same ? writeUnits(Math.max(...sizes)) : writeUnits(sizes[0]) + writeUnits(sizes[1]);
}

export interface ShownCapacity {
  TableName: string;
  CapacityUnits: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
  Table?: { CapacityUnits: number; ReadCapacityUnits?: number; WriteCapacityUnits?: number };
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits: number }>;
  LocalSecondaryIndexes?: Record<string, { CapacityUnits: number }>;
}

/**
 * ConsumedCapacity as asked for.
 * @param split The kind of units, shown beside the total in transactions.
 */
export function shownCapacity(
  wanted: string | undefined,
  tableName: string,
  usage: Usage,
  split?: "ReadCapacityUnits" | "WriteCapacityUnits",
): ShownCapacity | undefined {
  if (wanted !== "TOTAL" && wanted !== "INDEXES") return undefined;
  let total = usage.table;
  for (const { units } of usage.indexes.values()) total += units;
  const units = (value: number) => ({
    CapacityUnits: value,
    ...(split === undefined ? {} : { [split]: value }),
  });
  const shown: ShownCapacity = { TableName: tableName, ...units(total) };
  if (wanted === "TOTAL") return shown;
  shown.Table = units(usage.table);
  for (const [name, index] of usage.indexes) {
    const list = index.kind === "global" ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes";
    let held = shown[list];
    if (held === undefined) {
      held = {};
      shown[list] = held;
    }
    held[name] = units(index.units);
  }
  return shown;
}
