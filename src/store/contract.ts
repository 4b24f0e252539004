/**
 * What a store promises, whatever the engine under it. `store/tests/contract.ts` is the suite that
 * every dialect passes; docs/design/store.md says why it is shaped so.
 */

import type { Awaitable } from "#base/awaitable";

export type ColumnType = "text" | "integer" | "real" | "blob" | "json" | "boolean";

/** Whose a row is: part of every key, filled in from the context and never by a service. */
export type Scope = "region" | "account" | "global";

export type { Awaitable } from "#base/awaitable";

/** A table's definition: columns in camelCase here, snake_case in the database. */
export interface TableSpec<Row> {
  readonly name: string;
  readonly scope: Scope;
  readonly columns: Readonly<Record<keyof Row & string, ColumnType>>;
  readonly key: readonly (keyof Row & string)[];
  readonly indexes: Readonly<Record<string, readonly (keyof Row & string)[]>>;
  /** Named SQL of the service's own, with `:name` parameters; `:account`, `:region` are filled in. */
  readonly queries: Readonly<Record<string, string>>;
  /** Rows and lists that were read are kept in memory: for small configuration that every call reads. */
  readonly cached: boolean;
  /** The row's type, for inference only. */
  readonly row?: Row;
}

/** A query value; `undefined` is stored as null and read back as absent. */
export type Parameter = string | number | boolean | Uint8Array | null | undefined;

export interface ListOptions<Row> {
  /** Equalities. */
  readonly where?: Partial<Row>;
  /** A half-open range [from, to) or (after, ...) on one column. */
  readonly range?: {
    readonly column: keyof Row & string;
    readonly from?: Parameter;
    readonly after?: Parameter;
    readonly to?: Parameter;
    readonly upTo?: Parameter;
  };
  /** Order by these columns; the key's own order when absent. */
  readonly order?: readonly (keyof Row & string)[];
  readonly descending?: boolean;
  readonly limit?: number;
}

/** One table inside a transaction, bound to an account and a region. */
export interface BoundTable<Row> {
  find(key: Partial<Row>): Awaitable<Readonly<Row> | undefined>;
  /** Inserts or replaces. */
  put(row: Row): Awaitable<void>;
  /** Inserts; false when the key is taken. */
  add(row: Row): Awaitable<boolean>;
  /** Removes by full key; false when there was nothing. */
  remove(key: Partial<Row>): Awaitable<boolean>;
  list(options?: ListOptions<Row>): Awaitable<readonly Readonly<Row>[]>;
  count(where?: Partial<Row>): Awaitable<number>;
  removeAll(where: Partial<Row>): Awaitable<number>;
  /** Rows of a named query, its columns mapped back as the table's. */
  query<R = Row>(name: string, parameters?: Readonly<Record<string, Parameter>>): Awaitable<R[]>;
  /** Runs a named statement; the number of rows it changed. */
  run(name: string, parameters?: Readonly<Record<string, Parameter>>): Awaitable<number>;
}

// biome-ignore lint/suspicious/noExplicitAny: a table of any row.
export type AnyTable = TableSpec<any>;
export type Tables = Readonly<Record<string, AnyTable>>;
export type Bound<T extends Tables> = {
  readonly [K in keyof T]: T[K] extends TableSpec<infer Row> ? BoundTable<Row> : never;
};

/** A transaction. A closure given to `view` or `update` awaits nothing but its transaction. */
export interface Transaction {
  /** Tables bound to an account and a region. */
  bind<T extends Tables>(tables: T, account: string, region: string): Bound<T>;
  /** Runs after the commit, in order; never when the transaction fails or is retried. */
  afterCommit(hook: () => void): void;
}

export interface StoreUsage {
  readonly commits: number;
  readonly updates: number;
}

export interface Store {
  readonly dialect: "sqlite" | "postgres";
  /** Creates the tables of a service, or brings them forward. */
  prepare(service: string, tables: Tables, migrations: readonly Migration[]): Promise<void>;
  /** Names of services whose tables exist. */
  prepared(): Promise<readonly string[]>;
  /** Reads. Without waiting when the closure does not wait and no update is under way. */
  view<T>(fn: (tx: Transaction) => Awaitable<T>): Awaitable<T>;
  /** Resolves after the commit that holds the closure's writes. */
  update<T>(fn: (tx: Transaction) => Awaitable<T>): Promise<T>;
  /** Removes every row of every table. */
  reset(): Promise<void>;
  /** Writes a consistent copy of the whole database to a file that does not exist yet. */
  copyTo(file: string): Promise<void>;
  /** Replaces all rows by those of a copy. */
  restoreFrom(file: string): Promise<void>;
  usage(): StoreUsage;
  close(): Promise<void>;
  /** The processes that share the database; undefined where there can be no other. */
  readonly peers?: Peers;
}

/** What one process tells the others on its database. */
export type Announcement =
  | readonly ["wake", topic: string, at?: number]
  | readonly ["due", at: number]
  | readonly ["loaded", service: string]
  | readonly ["clock", offsetMilliseconds: number]
  | readonly ["replaced"];

export interface PeerEvents {
  /** Another process told something. */
  heard(said: Announcement): void;
  /** This process leads; called time and again while it does. */
  led(): Promise<void>;
  /** The database went away, and the lead with it. */
  lost(): void;
}

/** The processes on one database. One leads: it runs what must run once. */
export interface Peers {
  /** This process's number among those that run, from 0 up to 7. */
  readonly slot: number;
  readonly leading: boolean;
  follow(events: PeerEvents): Promise<void>;
  /** Tells the others, soon; what is told twice at once is told once. */
  announce(said: Announcement): void;
  /** Resolves when all that was announced before, by whichever process, has been heard here. */
  caughtUp(): Promise<void>;
  /** Whether a process with that number runs. */
  alive(slot: number): Promise<boolean>;
  leave(): Promise<void>;
}

/** A change to a service's tables after their first version; forward only. */
export interface Migration {
  /** 2 and up; the tables as first created are version 1. */
  readonly version: number;
  readonly sql: readonly string[];
}

/** The data folder was written by a newer Brume: it is left untouched. */
export class NewerData extends Error {}

/** Defines a table: `table<QueueRow>()("sqs_queue", {...})`. */
export function table<Row>() {
  return (
    name: string,
    spec: {
      scope?: Scope;
      columns: Readonly<Record<keyof Row & string, ColumnType>>;
      key: readonly (keyof Row & string)[];
      indexes?: Readonly<Record<string, readonly (keyof Row & string)[]>>;
      queries?: Readonly<Record<string, string>>;
      cached?: boolean;
    },
  ): TableSpec<Row> => ({
    name,
    scope: spec.scope ?? "region",
    columns: spec.columns,
    key: spec.key,
    indexes: spec.indexes ?? {},
    queries: spec.queries ?? {},
    cached: spec.cached ?? false,
  });
}
