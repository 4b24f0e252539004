/** DynamoDB's PartiQL: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html */
import type { Condition, Path, Update } from "../dynamodb-expression/syntax.ts";
import type { Item } from "../dynamodb-expression/value.ts";

export interface Select {
  readonly kind: "select";
  /** The attributes to give; whole items where nothing is said. */
  readonly columns: readonly Path[] | undefined;
  readonly table: string;
  readonly index: string | undefined;
  readonly where: Condition | undefined;
  readonly order: readonly { readonly name: string; readonly descending: boolean }[];
}

export interface Insert {
  readonly kind: "insert";
  readonly table: string;
  readonly item: Item;
}

/** `RETURNING ALL OLD *` and its siblings. */
export type Returning = "ALL_OLD" | "ALL_NEW" | "MODIFIED_OLD" | "MODIFIED_NEW";

export interface Change {
  readonly kind: "update";
  readonly table: string;
  readonly update: Update;
  readonly where: Condition;
  readonly returning: Returning | undefined;
}

export interface Delete {
  readonly kind: "delete";
  readonly table: string;
  readonly where: Condition;
  readonly returning: Returning | undefined;
}

/** `EXISTS (SELECT ...)`: a check inside a transaction. */
export interface Exists {
  readonly kind: "exists";
  readonly select: Select;
}

export type Statement = Select | Insert | Change | Delete | Exists;

/** A statement that is refused; the message is AWS's, whole. */
export class StatementFault extends Error {}

/** A statement that cannot be read. */
export function malformed(detail: string): StatementFault {
  return new StatementFault(`Statement wasn't well formed, can't be processed: ${detail}`);
}
