/**
 * The store on PostgreSQL, which several Brumes may share. As on SQLite one batch of updates at a
 * time is under way in a process, and shares one commit; batches of several processes run side by
 * side, serializable, and one that met another is run again while the others wait.
 * docs/design/scale-out.md says what that is good for.
 */
import { open } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import postgres, { type ReservedSql, type Sql } from "postgres";
import type {
  Awaitable,
  Bound,
  ColumnType,
  Migration,
  Peers,
  Store,
  StoreUsage,
  Tables,
  Transaction,
} from "../contract.ts";
import { NewerData } from "../contract.ts";
import type { SqlRow, SqlValue } from "../rows.ts";
import { createStatements } from "../sql.ts";
import { type Answer, PostgresTable, type Session, TextTable } from "./bound.ts";
import { PostgresPeers } from "./peers.ts";

/** Raised with every change of the tables that the store itself keeps. */
const FORMAT_VERSION = 1;
const BATCH_LIMIT = 128;
const READERS = 8;
/** PostgreSQL's codes of what another transaction was in the way of: it may be tried again. */
const IN_THE_WAY = new Set(["40001", "40P01"]);

const TYPES: Record<ColumnType, string> = {
  text: 'text collate "C"',
  integer: "bigint",
  real: "double precision",
  blob: "bytea",
  json: "text",
  boolean: "smallint",
};

interface Job {
  readonly run: (tx: Transaction) => Awaitable<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Outcome {
  readonly job: Job;
  readonly value?: unknown;
  readonly error?: unknown;
}

class PostgresTransaction implements Transaction, Session {
  writes = 0;
  hooks: (() => void)[] = [];
  /** The first statement that failed: PostgreSQL refuses all that follow it. */
  failed: { code?: string } | undefined;

  constructor(
    readonly store: PostgresStore,
    readonly connection: () => Awaitable<ReservedSql>,
  ) {}

  async query(sql: string, parameters: readonly SqlValue[]): Promise<Answer> {
    const connection = await this.connection();
    try {
      const rows = await connection.unsafe(sql, parameters as never, { prepare: true });
      return { rows: rows as unknown as SqlRow[], count: rows.count };
    } catch (error) {
      this.failed ??= error as { code?: string };
      throw error;
    }
  }

  bind<T extends Tables>(tables: T, account: string, region: string): Bound<T> {
    const Binding = this.store.binding(tables);
    return new Binding(this, account, region) as unknown as Bound<T>;
  }

  afterCommit(hook: () => void): void {
    this.hooks.push(hook);
  }
}

type BindingClass = new (session: Session, account: string, region: string) => object;

export class PostgresStore implements Store {
  readonly dialect = "postgres" as const;
  readonly peers: Peers;
  readonly #sql: Sql;
  readonly #schema: string;
  readonly #locks: number;
  readonly #tables = new Map<string, TextTable>();
  readonly #bindings = new Map<Tables, BindingClass>();
  #writer: ReservedSql | undefined;
  #queue: Job[] = [];
  #busy = false;
  #commits = 0;
  #updates = 0;
  #closed = false;

  private constructor(sql: Sql, schema: string) {
    this.#sql = sql;
    this.#schema = schema;
    this.#locks = numberOf(schema);
    this.peers = new PostgresPeers(sql, schema, this.#locks);
  }

  /**
   * @param url `postgres://user:password@host:port/database`; `?schema=name` keeps several apart.
   * @throws NewerData when a newer Brume wrote there; the driver's error when nothing answers.
   */
  static async open(url: string): Promise<PostgresStore> {
    const at = new URL(url);
    const schema = at.searchParams.get("schema") ?? "brume";
    if (!/^[a-z_][a-z0-9_]{0,50}$/.test(schema))
      throw new Error(`The schema "${schema}" of --store is no plain name in small letters.`);
    at.searchParams.delete("schema");
    const sql = postgres(at.href, {
      max: READERS + 4,
      onnotice: () => undefined,
      connection: { search_path: schema, application_name: "brume" },
      // bigint and numeric: all that Brume keeps there is within a double's whole numbers.
      types: { whole: { to: 20, from: [20, 1700], parse: Number, serialize: String } } as never,
    });
    const store = new PostgresStore(sql, schema);
    try {
      await store.#begin();
    } catch (error) {
      await sql.end({ timeout: 1 });
      throw error;
    }
    return store;
  }

  async #begin(): Promise<void> {
    await this.#locked(async (connection) => {
      await connection.unsafe(`create schema if not exists ${this.#schema}`);
      await connection.unsafe(
        "create table if not exists brume_schema (service text primary key, version integer not null)",
      );
      const [row] = await connection.unsafe(
        "select version from brume_schema where service = '(format)'",
      );
      const version = row?.["version"] as number | undefined;
      if (version !== undefined && version > FORMAT_VERSION)
        throw new NewerData(
          `The schema ${this.#schema} was written by a newer Brume (data format ${version}; this one ` +
            `reads up to ${FORMAT_VERSION}). Nothing was changed.`,
        );
      await connection.unsafe(
        `insert into brume_schema values ('(format)', ${FORMAT_VERSION}) on conflict do nothing`,
      );
    });
    await (this.peers as PostgresPeers).join();
  }

  /** Runs what changes tables, alone among all processes. */
  async #locked(work: (connection: ReservedSql) => Promise<void>): Promise<void> {
    const connection = await this.#sql.reserve();
    try {
      await connection.unsafe(`select pg_advisory_lock(${this.#locks}, ${SCHEMA_LOCK})`);
      await connection.unsafe("begin");
      try {
        await work(connection);
        await connection.unsafe("commit");
      } catch (error) {
        await connection.unsafe("rollback");
        throw error;
      } finally {
        await connection.unsafe(`select pg_advisory_unlock(${this.#locks}, ${SCHEMA_LOCK})`);
      }
    } finally {
      connection.release();
    }
  }

  async prepare(service: string, tables: Tables, migrations: readonly Migration[]): Promise<void> {
    const latest = migrations.reduce((max, m) => Math.max(max, m.version), 1);
    await this.#locked(async (connection) => {
      const [row] = await connection.unsafe("select version from brume_schema where service = $1", [
        service,
      ]);
      const version = row?.["version"] as number | undefined;
      if (version !== undefined && version > latest)
        throw new NewerData(
          `The data of ${service} was written by a newer Brume (version ${version}; this one ` +
            `knows ${latest}). Nothing was changed.`,
        );
      for (const table of Object.values(tables))
        for (const sql of createStatements(table, TYPES)) await connection.unsafe(sql);
      if (version !== undefined)
        for (const migration of migrations.filter((m) => m.version > version))
          for (const sql of migration.sql) await connection.unsafe(sql);
      await connection.unsafe(
        "insert into brume_schema values ($1, $2) on conflict (service) do update set version = $2",
        [service, latest],
      );
    });
    for (const table of Object.values(tables)) this.#tables.set(table.name, new TextTable(table));
  }

  async prepared(): Promise<readonly string[]> {
    const rows = await this.#sql.unsafe("select service from brume_schema");
    return rows.map((row) => String(row["service"]));
  }

  async view<T>(fn: (tx: Transaction) => Awaitable<T>): Promise<T> {
    if (this.#closed) throw new Error("The store is closed.");
    let connection: ReservedSql | undefined;
    const tx = new PostgresTransaction(this, async () => {
      if (connection === undefined) {
        connection = await this.#sql.reserve();
        unheeded(connection.unsafe("begin isolation level repeatable read read only"));
      }
      return connection;
    });
    try {
      return await fn(tx);
    } finally {
      if (connection !== undefined) {
        unheeded(connection.unsafe("commit"));
        connection.release();
      }
    }
  }

  update<T>(fn: (tx: Transaction) => Awaitable<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error("The store is closed."));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run: fn, resolve: resolve as (value: unknown) => void, reject });
      if (!this.#busy) {
        this.#busy = true;
        setImmediate(() => void this.#work());
      }
    });
  }

  binding(tables: Tables): BindingClass {
    const known = this.#bindings.get(tables);
    if (known !== undefined) return known;
    class Binding {
      constructor(
        readonly session: Session,
        readonly account: string,
        readonly region: string,
      ) {}
    }
    for (const [name, table] of Object.entries(tables)) {
      const text = this.#tables.get(table.name);
      if (text === undefined) throw new Error(`Table ${table.name} was not prepared.`);
      Object.defineProperty(Binding.prototype, name, {
        get(this: Binding) {
          return new PostgresTable(text, this.session, this.account, this.region);
        },
      });
    }
    this.#bindings.set(tables, Binding);
    return Binding;
  }

  async reset(): Promise<void> {
    const names = await this.#allTables();
    if (names.length === 0) return;
    await this.#locked(async (connection) => {
      await connection.unsafe(`truncate ${names.join(", ")}`);
    });
  }

  /** Writes every row as a line of JSON. */
  async copyTo(file: string): Promise<void> {
    const handle = await open(file, "wx");
    const connection = await this.#sql.reserve();
    try {
      await connection.unsafe("begin isolation level repeatable read read only");
      for (const table of ["brume_schema", ...(await this.#allTables())])
        await connection.unsafe(`select * from ${table}`).cursor(500, async (rows) => {
          const lines = rows.map((row) => `${JSON.stringify([table, row], asText)}\n`);
          await handle.write(lines.join(""));
        });
      await connection.unsafe("commit");
      await handle.datasync();
    } finally {
      connection.release();
      await handle.close();
    }
  }

  async restoreFrom(file: string): Promise<void> {
    const here = new Set(await this.#allTables());
    await this.#locked(async (connection) => {
      if (here.size > 0) await connection.unsafe(`truncate ${[...here].join(", ")}`);
      for await (const line of createInterface({ input: createReadStream(file) })) {
        const [table, row] = JSON.parse(line, asBytes) as [string, Record<string, SqlValue>];
        if (!here.has(table)) continue;
        const names = Object.keys(row);
        await connection.unsafe(
          `insert into ${table} (${names.map((name) => `"${name}"`).join(", ")}) ` +
            `values (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
          Object.values(row) as never,
          { prepare: true },
        );
      }
    });
  }

  usage(): StoreUsage {
    return { commits: this.#commits, updates: this.#updates };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    while (this.#busy) await new Promise((next) => setImmediate(next));
    this.#closed = true;
    await this.peers.leave();
    this.#writer?.release();
    await this.#sql.end({ timeout: 2 });
  }

  async #allTables(): Promise<string[]> {
    const rows = await this.#sql.unsafe(
      "select table_name from information_schema.tables where table_schema = $1",
      [this.#schema],
    );
    return rows.map((row) => String(row["table_name"])).filter((name) => name !== "brume_schema");
  }

  async #work(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        const batch = this.#queue.splice(0, BATCH_LIMIT);
        if (!(await this.#together(batch, false)))
          for (const job of batch) await this.#untilDone(job);
      }
    } finally {
      this.#busy = false;
    }
  }

  /** One closure, first beside the other processes and then with them waiting. */
  async #untilDone(job: Job): Promise<void> {
    if (!(await this.#together([job], false))) await this.#together([job], true);
  }

  /**
   * Runs a batch in one transaction; false when it was rolled back and must be tried again.
   * @param alone The other processes' batches wait: nothing can be in the way.
   */
  async #together(batch: readonly Job[], alone: boolean): Promise<boolean> {
    const outcomes: Outcome[] = [];
    const hooks: (() => void)[] = [];
    const last = alone && batch.length === 1;
    let writes = 0;
    let drawn = 0;
    try {
      const connection = await this.#opened(alone);
      for (const job of batch) {
        const tx = new PostgresTransaction(this, () => connection);
        let outcome: Outcome;
        try {
          outcome = { job, value: await job.run(tx) };
        } catch (error) {
          outcome = { job, error };
        }
        if (tx.failed !== undefined) throw tx.failed;
        if (outcome.error !== undefined && tx.writes > 0) {
          await this.#rollback(alone);
          if (batch.length > 1) return false;
          job.reject(outcome.error);
          return true;
        }
        outcomes.push(outcome);
        hooks.push(...tx.hooks);
        writes += tx.writes;
      }
      drawn = Date.now();
      await connection.unsafe("commit");
      unheeded(connection.unsafe(this.#unlock(alone)));
    } catch (error) {
      await this.#rollback(alone);
      const inTheWay = IN_THE_WAY.has((error as { code?: string }).code ?? "");
      if (batch.length > 1 || (inTheWay && !last)) return false;
      for (const job of batch) job.reject(error);
      return true;
    }
    this.#updates += batch.length;
    if (writes > 0) this.#commits++;
    // What another process numbers from here on is later than all that was numbered in this commit.
    while (Date.now() <= drawn) await new Promise((next) => setTimeout(next, 1));
    for (const hook of hooks) hook();
    for (const { job, value, error } of outcomes)
      if (error === undefined) job.resolve(value);
      else job.reject(error);
    return true;
  }

  /** The writer's connection with a transaction begun on it. */
  async #opened(alone: boolean): Promise<ReservedSql> {
    this.#writer ??= await this.#sql.reserve();
    const mode = alone ? "" : "_shared";
    unheeded(this.#writer.unsafe(`select pg_advisory_lock${mode}(${this.#locks}, ${WRITE_LOCK})`));
    unheeded(this.#writer.unsafe("begin isolation level serializable"));
    return this.#writer;
  }

  #unlock(alone: boolean): string {
    return `select pg_advisory_unlock${alone ? "" : "_shared"}(${this.#locks}, ${WRITE_LOCK})`;
  }

  /** After a failure; a connection that is gone is replaced by the next batch. */
  async #rollback(alone: boolean): Promise<void> {
    const connection = this.#writer;
    try {
      await connection?.unsafe("rollback");
      await connection?.unsafe(this.#unlock(alone));
    } catch {
      connection?.release();
      this.#writer = undefined;
    }
  }
}

const SCHEMA_LOCK = 1;
const WRITE_LOCK = 2;

/** A failure shows at the statement that follows. */
function unheeded(statement: Promise<unknown>): void {
  statement.catch(() => undefined);
}

/** A whole number of 31 bits for a name: PostgreSQL's locks have numbers. */
function numberOf(name: string): number {
  let hash = 7;
  for (const char of name) hash = (hash * 31 + char.codePointAt(0)!) & 0x7fffffff;
  return hash;
}

const BYTES = "brume:bytes";

function asText(_key: string, value: unknown): unknown {
  const bytes = value as { type?: string; data?: number[] } | null;
  return bytes?.type === "Buffer" && Array.isArray(bytes.data)
    ? { [BYTES]: Buffer.from(bytes.data).toString("base64") }
    : value;
}

function asBytes(_key: string, value: unknown): unknown {
  const text = (value as Record<string, unknown> | null)?.[BYTES];
  return typeof text === "string" ? Buffer.from(text, "base64") : value;
}
