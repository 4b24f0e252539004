/**
 * Texts as PostgreSQL can keep them: it knows no U+0000. The first two characters are written as two,
 * in such a way that texts keep their order, which keys and ranges go by.
 */
import type { SqlRow, SqlValue } from "../rows.ts";

const SPECIAL = /[\u0000\u0001]/g;
const ESCAPED = /\u0001([\u0001\u0002])/g;

/** A parameter in the form in which it is kept. */
export function toText(value: SqlValue): SqlValue {
  if (typeof value !== "string" || value.search(SPECIAL) < 0) return value;
  return value.replace(SPECIAL, (one) => (one === "\u0000" ? "\u0001\u0001" : "\u0001\u0002"));
}

/** A row as it was given to be kept. */
export function fromText(row: SqlRow): SqlRow {
  for (const name in row) {
    const value = row[name];
    if (typeof value === "string" && value.includes("\u0001"))
      row[name] = value.replace(ESCAPED, (_, one) => (one === "\u0001" ? "\u0000" : "\u0001"));
  }
  return row;
}
