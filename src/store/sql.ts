/** Portable SQL from table definitions. */
import type { AnyTable, ColumnType, ListOptions } from "./contract.ts";

/** `visibilityTimeoutSeconds` -> `visibility_timeout_seconds`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (c) => "_" + c.toLowerCase());
}

/** The column of a property in SQL, quoted: `group` and `order` are legal names. */
export function column(name: string): string {
  return `"${snake(name)}"`;
}

/** The columns that keep accounts and regions of a table apart. */
export function scopeColumns(table: AnyTable): readonly string[] {
  if (table.scope === "region") return ["account", "region"];
  return table.scope === "account" ? ["account"] : [];
}

const SQLITE_TYPES: Record<ColumnType, string> = {
  text: "text",
  integer: "integer",
  real: "real",
  blob: "blob",
  json: "text",
  boolean: "integer",
};

/** The statements that create a table and its indexes. */
export function createStatements(table: AnyTable, types = SQLITE_TYPES): string[] {
  const scope = scopeColumns(table);
  const columns = [
    ...scope.map((c) => `${c} text not null`),
    ...Object.entries(table.columns).map(
      ([name, type]) =>
        `${column(name)} ${types[type]}${table.key.includes(name) ? " not null" : ""}`,
    ),
  ];
  const key = [...scope, ...table.key.map(column)].join(", ");
  // Rows with blobs spill over into pages of their own in a table without row ids: twice the writes.
  const blobs = Object.values(table.columns).includes("blob");
  const suffix = types === SQLITE_TYPES && !blobs ? " without rowid" : "";
  return [
    `create table if not exists ${table.name} (${columns.join(", ")}, primary key (${key}))${suffix}`,
    ...Object.entries(table.indexes).map(
      ([name, on]) =>
        `create index if not exists ${table.name}_${snake(name)} on ${table.name} ` +
        `(${[...scope, ...on.map(column)].join(", ")})`,
    ),
  ];
}

/** SQL whose `:name` parameters were replaced by positions, and the names in their order. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly string[];
}

/** Turns `:name` parameters into the dialect's positions, outside of string literals. */
export function positional(sql: string, mark: (index: number) => string): Statement {
  const parameters: string[] = [];
  const text = sql.replace(/'[^']*'|::\w+|:([a-zA-Z]\w*)/g, (whole, name?: string) => {
    if (name === undefined) return whole;
    let index = parameters.indexOf(name);
    if (index < 0) index = parameters.push(name) - 1;
    return mark(index + 1);
  });
  return { sql: text, parameters };
}

/** The SQL of `list`; parameters are the column names, `$from`-like ones for the range. */
export function listSql(table: AnyTable, options: ListOptions<Record<string, unknown>>): string {
  const where = scopeColumns(table).map((c) => `${c} = :${c}`);
  for (const [name, value] of Object.entries(options.where ?? {}))
    where.push(value == null ? `${column(name)} is null` : `${column(name)} = :w_${name}`);
  const range = options.range;
  if (range) {
    const ranged = column(range.column);
    if (range.from !== undefined) where.push(`${ranged} >= :range_from`);
    if (range.after !== undefined) where.push(`${ranged} > :range_after`);
    if (range.to !== undefined) where.push(`${ranged} < :range_to`);
    if (range.upTo !== undefined) where.push(`${ranged} <= :range_up_to`);
  }
  const direction = options.descending ? " desc" : "";
  const order = (options.order ?? table.key).map((c) => column(c) + direction).join(", ");
  return (
    `select ${Object.keys(table.columns).map(column).join(", ")} from ${table.name}${where.length > 0 ? ` where ${where.join(" and ")}` : ""}` +
    `${order === "" ? "" : ` order by ${order}`}${options.limit !== undefined ? " limit :limit" : ""}`
  );
}
