/** Between rows of the database and rows as services see them. */
import type { AnyTable, ColumnType, Parameter } from "./contract.ts";
import { snake } from "./sql.ts";

export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlRow = Record<string, SqlValue>;

/** A parameter as the database takes it; Bun's SQLite throws on `undefined`. */
export function toSql(value: Parameter | unknown, type?: ColumnType): SqlValue {
  if (value === undefined || value === null) return null;
  if (type === "json") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "object" && !(value instanceof Uint8Array)) return JSON.stringify(value);
  return value as SqlValue;
}

function fromSql(value: SqlValue | undefined, type: ColumnType): unknown {
  if (value === null || value === undefined) return undefined;
  if (type === "json") return JSON.parse(value as string);
  if (type === "boolean") return Number(value) !== 0;
  return value;
}

/** Reads a database row by the table's columns; unknown columns keep their own names. */
export function rowReader(table: AnyTable): (row: SqlRow) => Record<string, unknown> {
  const byColumn = new Map<string, [string, ColumnType]>();
  for (const [name, type] of Object.entries(table.columns)) byColumn.set(snake(name), [name, type]);
  return (row) => {
    const out: Record<string, unknown> = {};
    for (const column in row) {
      const known = byColumn.get(column);
      const value = row[column];
      if (known === undefined) out[column] = value ?? undefined;
      else if (value !== null) out[known[0]] = fromSql(value, known[1]);
    }
    return out;
  };
}
