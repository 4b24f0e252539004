/** A table inside a PostgreSQL transaction. */
import type { AnyTable, BoundTable, ListOptions, Parameter } from "../contract.ts";
import { rowReader, type SqlRow, type SqlValue, toSql } from "../rows.ts";
import { column, listSql, positional, scopeColumns, type Statement } from "../sql.ts";
import { fromText, toText } from "./text.ts";

type Row = Record<string, unknown>;

/** What runs a transaction's statements, one after the other. */
export interface Session {
  /** Counts writes, so that a failed closure that wrote nothing needs no rollback. */
  writes: number;
  query(sql: string, parameters: readonly SqlValue[]): Promise<Answer>;
}

export interface Answer {
  readonly rows: readonly SqlRow[];
  /** Rows that were changed, or read. */
  readonly count: number;
}

/** A table's statements as text, shared by all transactions of one store. */
export class TextTable {
  readonly scope: readonly string[];
  readonly find: string;
  readonly put: string;
  readonly add: string;
  readonly remove: string;
  readonly read: (row: SqlRow) => Row;
  readonly #statements = new Map<string, Statement>();

  constructor(readonly table: AnyTable) {
    this.scope = scopeColumns(table);
    const read = rowReader(table);
    this.read = (row) => read(fromText(row));
    const columns = Object.keys(table.columns).map(column);
    const key = [...this.scope, ...table.key.map(column)];
    const all = [...this.scope, ...columns];
    const own = columns.filter((name) => !key.includes(name));
    const where = key.map((name, index) => `${name} = $${index + 1}`).join(" and ");
    const insert = `insert into ${table.name} (${all.join(", ")}) values (${all.map((_, index) => `$${index + 1}`).join(", ")})`;
    this.find = `select ${columns.join(", ")} from ${table.name} where ${where}`;
    this.remove = `delete from ${table.name} where ${where}`;
    this.add = `${insert} on conflict do nothing`;
    const change =
      own.length === 0
        ? "nothing"
        : `update set ${own.map((name) => `${name} = excluded.${name}`).join(", ")}`;
    this.put = `${insert} on conflict (${key.join(", ")}) do ${change}`;
  }

  /** SQL with `:name` parameters, and their names in order. */
  statement(sql: string): Statement {
    let known = this.#statements.get(sql);
    if (known === undefined) {
      known = positional(sql, (index) => `$${index}`);
      this.#statements.set(sql, known);
    }
    return known;
  }
}

/** The table as one transaction of one account and region sees it. */
export class PostgresTable implements BoundTable<Row> {
  constructor(
    readonly text: TextTable,
    readonly session: Session,
    readonly account: string,
    readonly region: string,
  ) {}

  async find(key: Partial<Row>): Promise<Row | undefined> {
    const { rows } = await this.session.query(this.text.find, this.#key(key));
    return rows[0] === undefined ? undefined : this.text.read(rows[0]);
  }

  async put(row: Row): Promise<void> {
    this.session.writes++;
    await this.session.query(this.text.put, this.#values(row));
  }

  async add(row: Row): Promise<boolean> {
    this.session.writes++;
    return (await this.session.query(this.text.add, this.#values(row))).count > 0;
  }

  async remove(key: Partial<Row>): Promise<boolean> {
    this.session.writes++;
    return (await this.session.query(this.text.remove, this.#key(key))).count > 0;
  }

  async list(options: ListOptions<Row> = {}): Promise<Row[]> {
    const sql = listSql(this.text.table, options as never);
    return (await this.#listed(sql, options)).rows.map(this.text.read);
  }

  async count(where: Partial<Row> = {}): Promise<number> {
    const sql = `select count(*) as n from ${this.text.table.name}${this.#where(where)}`;
    return Number((await this.#listed(sql, { where })).rows[0]?.["n"] ?? 0);
  }

  async removeAll(where: Partial<Row>): Promise<number> {
    this.session.writes++;
    const sql = `delete from ${this.text.table.name}${this.#where(where)}`;
    return (await this.#listed(sql, { where })).count;
  }

  async query<R = Row>(name: string, given: Readonly<Record<string, Parameter>> = {}) {
    return (await this.#named(name, given)).rows.map(this.text.read) as R[];
  }

  async run(name: string, given: Readonly<Record<string, Parameter>> = {}): Promise<number> {
    this.session.writes++;
    return (await this.#named(name, given)).count;
  }

  #where(where: Partial<Row>): string {
    const clauses = [
      ...this.text.scope.map((name) => `${name} = :${name}`),
      ...Object.keys(where).map((name) => `${column(name)} = :w_${name}`),
    ];
    return clauses.length > 0 ? ` where ${clauses.join(" and ")}` : "";
  }

  #named(name: string, given: Readonly<Record<string, Parameter>>): Promise<Answer> {
    const sql = this.text.table.queries[name];
    if (sql === undefined) throw new Error(`${this.text.table.name} has no query "${name}".`);
    const { sql: text, parameters } = this.text.statement(sql);
    const values = parameters.map((one) => {
      if (one === "account") return this.account;
      if (one === "region") return this.region;
      return toText(toSql(given[one]));
    });
    return this.session.query(text, values);
  }

  #listed(sql: string, options: ListOptions<Row>): Promise<Answer> {
    const { sql: text, parameters } = this.text.statement(sql);
    return this.session.query(
      text,
      parameters.map((name) => toText(this.#listValue(name, options))),
    );
  }

  #listValue(name: string, { range, where, limit }: ListOptions<Row>): SqlValue {
    if (name === "account") return this.account;
    if (name === "region") return this.region;
    if (name === "limit") return limit ?? null;
    if (name === "range_from") return toSql(range?.from);
    if (name === "range_after") return toSql(range?.after);
    if (name === "range_to") return toSql(range?.to);
    if (name === "range_up_to") return toSql(range?.upTo);
    const property = name.slice(2);
    return toSql(where?.[property], this.text.table.columns[property]);
  }

  #key(key: Partial<Row>): SqlValue[] {
    return [...this.#scope(), ...this.text.table.key.map((name) => toText(toSql(key[name])))];
  }

  #values(row: Row): SqlValue[] {
    const columns = Object.entries(this.text.table.columns);
    return [...this.#scope(), ...columns.map(([name, type]) => toText(toSql(row[name], type)))];
  }

  #scope(): SqlValue[] {
    const { length } = this.text.scope;
    return length === 2 ? [this.account, this.region] : length === 1 ? [this.account] : [];
  }
}
