/** A table inside a SQLite transaction: prepared statements, compiled once per table. */
import type { Database, Statement } from "bun:sqlite";
import type { AnyTable, BoundTable, ColumnType, ListOptions, Parameter } from "../contract.ts";
import { rowReader, type SqlRow, type SqlValue, toSql } from "../rows.ts";
import { listSql, positional, scopeColumns, column } from "../sql.ts";

type Row = Record<string, unknown>;
interface Prepared {
  readonly statement: Statement<SqlRow, SqlValue[]>;
  readonly parameters: readonly string[];
}

/**
 * A parameter whose value SQLite's planner cannot see: where it sees one (in a limit, or a column
 * that an order begins with) it plans the statement anew for every value, at ten times its cost.
 */
const unseen = (index: number): string => `+?${index}`;

/** What a transaction tells its tables, and they it. */
export interface Session {
  /** Counts writes, so that a failed closure that wrote nothing needs no rollback. */
  writes: number;
  /** Called before a statement that reads. */
  beforeRead(): void;
}

/** Rows, and lists, that a table's cache holds at most; longer lists are read each time. */
const CACHED_ROWS = 20_000;
const CACHED_LISTS = 1_000;
const CACHED_LIST_LENGTH = 1_000;

/** Rows and lists of a table as of the last commit; the reason is said at `cached` in the contract. */
class Cache {
  readonly #rows = new Map<string, Row>();
  readonly #lists = new Map<string, Row[]>();

  row(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  list(id: string): Row[] | undefined {
    return this.#lists.get(id);
  }

  keepRow(id: string, row: Row): void {
    if (this.#rows.size >= CACHED_ROWS) this.#rows.clear();
    this.#rows.set(id, row);
  }

  keepList(id: string, rows: Row[]): void {
    if (rows.length > CACHED_LIST_LENGTH) return;
    if (this.#lists.size >= CACHED_LISTS) this.#lists.clear();
    this.#lists.set(id, rows);
  }

  /** A row has changed: any list may be another. */
  forget(id: string): void {
    this.#rows.delete(id);
    this.#lists.clear();
  }

  clear(): void {
    this.#rows.clear();
    this.#lists.clear();
  }
}

/** A table's statements and its cache, shared by all transactions of one store. */
export class PreparedTable {
  readonly scope: readonly string[];
  readonly columns: readonly string[];
  readonly typed: readonly (readonly [string, ColumnType])[];
  readonly read: (row: SqlRow) => Row;
  readonly cache: Cache | undefined;
  /** True while a transaction has written here and not committed: the cache is not filled. */
  dirty = false;
  readonly #statements = new Map<string, Prepared>();

  constructor(
    readonly database: Database,
    readonly table: AnyTable,
  ) {
    this.scope = scopeColumns(table);
    this.columns = Object.keys(table.columns);
    this.typed = Object.entries(table.columns);
    this.read = rowReader(table);
    this.cache = table.cached ? new Cache() : undefined;
  }

  /** The statement of that SQL, prepared on first use. */
  prepared(sql: string): Prepared {
    let known = this.#statements.get(sql);
    if (known === undefined) {
      const { sql: text, parameters } = positional(sql, unseen);
      known = { statement: this.database.prepare(text), parameters };
      this.#statements.set(sql, known);
    }
    return known;
  }

  #find: Statement<SqlRow, SqlValue[]> | undefined;
  get findStatement(): Statement<SqlRow, SqlValue[]> {
    this.#find ??= this.database.prepare(
      `select ${this.columns.map(column).join(", ")} from ${this.table.name} where ${this.#keyWhere()}`,
    ) as Statement<SqlRow, SqlValue[]>;
    return this.#find;
  }

  #put: Statement<SqlRow, SqlValue[]> | undefined;
  get putStatement(): Statement<SqlRow, SqlValue[]> {
    this.#put ??= this.database.prepare(this.#insert("insert or replace")) as never;
    return this.#put as Statement<SqlRow, SqlValue[]>;
  }

  #add: Statement<SqlRow, SqlValue[]> | undefined;
  get addStatement(): Statement<SqlRow, SqlValue[]> {
    this.#add ??= this.database.prepare(this.#insert("insert or ignore")) as never;
    return this.#add as Statement<SqlRow, SqlValue[]>;
  }

  #remove: Statement<SqlRow, SqlValue[]> | undefined;
  get removeStatement(): Statement<SqlRow, SqlValue[]> {
    this.#remove ??= this.database.prepare(
      `delete from ${this.table.name} where ${this.#keyWhere()}`,
    ) as never;
    return this.#remove as Statement<SqlRow, SqlValue[]>;
  }

  #keyWhere(): string {
    return [...this.scope, ...this.table.key.map(column)].map((c) => `${c} = ?`).join(" and ");
  }

  #insert(verb: string): string {
    const all = [...this.scope, ...this.columns.map(column)];
    return `${verb} into ${this.table.name} (${all.join(", ")}) values (${all.map(() => "?").join(", ")})`;
  }
}

/** The table as one transaction of one account and region sees it. */
export class SqliteTable implements BoundTable<Row> {
  constructor(
    readonly prepared: PreparedTable,
    readonly session: Session,
    readonly account: string,
    readonly region: string,
  ) {}

  find(key: Partial<Row>): Row | undefined {
    const { cache } = this.prepared;
    if (cache === undefined) return this.#read(key);
    const id = this.#id(key);
    const known = cache.row(id);
    if (known !== undefined) return known;
    const row = this.#read(key);
    if (row !== undefined && !this.prepared.dirty) cache.keepRow(id, row);
    return row;
  }

  put(row: Row): void {
    this.#changed(row);
    this.prepared.putStatement.run(...this.#values(row));
  }

  add(row: Row): boolean {
    this.#changed(row);
    return this.prepared.addStatement.run(...this.#values(row)).changes > 0;
  }

  remove(key: Partial<Row>): boolean {
    this.#changed(key);
    return this.prepared.removeStatement.run(...this.#key(key)).changes > 0;
  }

  list(options: ListOptions<Row> = {}): readonly Row[] {
    const { cache } = this.prepared;
    if (cache === undefined) return this.#readList(options);
    const id = `${this.account}\u0001${this.region}\u0001${JSON.stringify(options)}`;
    const known = cache.list(id);
    if (known !== undefined) return known;
    const rows = this.#readList(options);
    if (!this.prepared.dirty) cache.keepList(id, rows);
    return rows;
  }

  #readList(options: ListOptions<Row>): Row[] {
    this.session.beforeRead();
    const { statement, parameters } = this.prepared.prepared(
      listSql(this.prepared.table, options as never),
    );
    const values = parameters.map((name) => this.#listValue(name, options));
    return statement.all(...values).map(this.prepared.read);
  }

  count(where: Partial<Row> = {}): number {
    const clauses = [
      ...this.prepared.scope.map((c) => `${c} = :${c}`),
      ...Object.keys(where).map((c) => `${column(c)} = :w_${c}`),
    ];
    this.session.beforeRead();
    const sql = `select count(*) as n from ${this.prepared.table.name}${clauses.length > 0 ? ` where ${clauses.join(" and ")}` : ""}`;
    const { statement, parameters } = this.prepared.prepared(sql);
    const row = statement.get(...parameters.map((name) => this.#listValue(name, { where })));
    return Number(row?.["n"] ?? 0);
  }

  removeAll(where: Partial<Row>): number {
    const clauses = [
      ...this.prepared.scope.map((c) => `${c} = :${c}`),
      ...Object.keys(where).map((c) => `${column(c)} = :w_${c}`),
    ];
    const sql = `delete from ${this.prepared.table.name}${clauses.length > 0 ? ` where ${clauses.join(" and ")}` : ""}`;
    const { statement, parameters } = this.prepared.prepared(sql);
    this.#changed(undefined);
    return statement.run(...parameters.map((name) => this.#listValue(name, { where }))).changes;
  }

  query<R = Row>(name: string, given: Readonly<Record<string, Parameter>> = {}): R[] {
    this.session.beforeRead();
    const { statement, parameters } = this.#named(name);
    const rows = statement.all(...parameters.map((p) => this.#parameter(p, given)));
    return rows.map(this.prepared.read) as R[];
  }

  run(name: string, given: Readonly<Record<string, Parameter>> = {}): number {
    const { statement, parameters } = this.#named(name);
    this.#changed(undefined);
    return statement.run(...parameters.map((p) => this.#parameter(p, given))).changes;
  }

  #named(name: string): Prepared {
    const sql = this.prepared.table.queries[name];
    if (sql === undefined) throw new Error(`${this.prepared.table.name} has no query "${name}".`);
    return this.prepared.prepared(sql);
  }

  #parameter(name: string, given: Readonly<Record<string, Parameter>>): SqlValue {
    if (name === "account") return this.account;
    if (name === "region") return this.region;
    return toSql(given[name]);
  }

  #listValue(name: string, options: ListOptions<Row>): SqlValue {
    if (name === "account") return this.account;
    if (name === "region") return this.region;
    if (name === "limit") return options.limit ?? -1;
    if (name === "range_from") return toSql(options.range?.from);
    if (name === "range_after") return toSql(options.range?.after);
    if (name === "range_to") return toSql(options.range?.to);
    if (name === "range_up_to") return toSql(options.range?.upTo);
    const property = name.slice(2);
    return toSql(options.where?.[property], this.prepared.table.columns[property]);
  }

  #read(key: Partial<Row>): Row | undefined {
    this.session.beforeRead();
    const row = this.prepared.findStatement.get(...this.#key(key));
    return row === null || row === undefined ? undefined : this.prepared.read(row);
  }

  #key(key: Partial<Row>): SqlValue[] {
    const values = this.#scope();
    for (const property of this.prepared.table.key) values.push(toSql(key[property]));
    return values;
  }

  #values(row: Row): SqlValue[] {
    const values = this.#scope();
    for (const [property, type] of this.prepared.typed) {
      const value = row[property];
      values.push(type === "text" && typeof value === "string" ? value : toSql(value, type));
    }
    return values;
  }

  #scope(): SqlValue[] {
    const { scope } = this.prepared;
    if (scope.length === 2) return [this.account, this.region];
    return scope.length === 1 ? [this.account] : [];
  }

  #id(key: Partial<Row>): string {
    let id = "";
    const { scope } = this.prepared;
    if (scope.length > 0) id = this.account;
    if (scope.length > 1) id += "\u0001" + this.region;
    for (const property of this.prepared.table.key) id += "\u0001" + String(key[property]);
    return id;
  }

  #changed(key: Partial<Row> | undefined): void {
    this.session.writes++;
    const { cache } = this.prepared;
    if (cache === undefined) return;
    this.prepared.dirty = true;
    if (key === undefined) cache.clear();
    else cache.forget(this.#id(key));
  }
}
