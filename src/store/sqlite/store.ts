/**
 * The store on SQLite. There is one writer, and closures await nothing but their transaction, so a
 * batch of updates that arrived together runs without interruption and shares one commit. SQLite
 * itself does not wait for the disk: the log it commits to is fsynced beside it, so that the next
 * batch runs meanwhile, and an update is answered only after the fsync that began after its commit.
 * Reads see what is committed, a moment before it is durable.
 * A closure that fails after it wrote spoils the batch: all is rolled back and each closure then
 * runs in a transaction of its own, which is why they must be able to run again.
 */
import { Database, type Statement } from "bun:sqlite";
import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";
import type {
  AnyTable,
  Awaitable,
  Bound,
  Migration,
  Store,
  StoreUsage,
  Tables,
  Transaction,
} from "../contract.ts";
import { NewerData } from "../contract.ts";
import { createStatements } from "../sql.ts";
import { PreparedTable, type Session, SqliteTable } from "./bound.ts";

/** Raised with every change of the tables that the store itself keeps. */
const FORMAT_VERSION = 1;
const BATCH_LIMIT = 512;
/** Turns of the loop that a commit waits for more at the most. */
const GATHER_TURNS = 4;

interface Job {
  readonly run: (tx: Transaction) => Awaitable<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly writes: boolean;
}

/** An update that has run, with what it is answered once that is durable. */
interface Outcome {
  readonly job: Job;
  readonly value?: unknown;
  readonly error?: unknown;
}

/** What one commit holds. */
interface Committed {
  readonly hooks: readonly (() => void)[];
  readonly outcomes: readonly Outcome[];
}

class SqliteTransaction implements Transaction, Session {
  writes = 0;
  hooks: (() => void)[] = [];

  constructor(
    readonly store: SqliteStore,
    readonly reading: boolean,
  ) {}

  /** Called before a statement that reads. */
  beforeRead(): void {
    if (this.reading) this.store.beginReading();
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

export class SqliteStore implements Store {
  readonly dialect = "sqlite" as const;
  readonly #database: Database;
  readonly #begin: Statement;
  readonly #beginWriting: Statement;
  readonly #commit: Statement;
  /** The write-ahead log, opened once more to be fsynced; undefined in memory. */
  #log: number | undefined;
  readonly #tables = new Map<string, PreparedTable>();
  readonly #bindings = new Map<Tables, BindingClass>();
  #queue: Job[] = [];
  #scheduled = false;
  #busy = false;
  #commits = 0;
  #updates = 0;
  #closed = false;
  /** Committed and waiting for the next fsync to begin. */
  #committed: Committed[] = [];
  /** An fsync is under way. */
  #syncing = false;
  /** Updates that are committed and not yet durable. */
  #undurable = 0;
  /** A transaction is open in which the reads of this turn of the loop share their locks. */
  #reading = false;

  /**
   * @param file The database's path, or ":memory:".
   * @throws NewerData when a newer Brume wrote the file.
   */
  constructor(readonly file: string) {
    this.#database = new Database(file, { create: true });
    const found = this.#database.query("pragma user_version").get() as { user_version: number };
    if (found.user_version > FORMAT_VERSION) {
      this.#database.close();
      throw new NewerData(
        `${file} was written by a newer Brume (data format ${found.user_version}; this one reads ` +
          `up to ${FORMAT_VERSION}). Nothing was changed. Use the newer Brume, or another --data folder.`,
      );
    }
    // NORMAL: the log is fsynced before it is copied into the database; before an answer, by #sync.
    this.#database.exec(
      "pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16000;" +
        "pragma wal_autocheckpoint = 4000; pragma temp_store = memory; pragma busy_timeout = 2000;",
    );
    this.#database.exec(`pragma user_version = ${FORMAT_VERSION}`);
    this.#database.exec(
      "create table if not exists brume_schema (service text primary key, version integer not null)",
    );
    this.#begin = this.#database.prepare("begin");
    this.#beginWriting = this.#database.prepare("begin immediate");
    this.#commit = this.#database.prepare("commit");
    if (file !== ":memory:") this.#log = openSync(`${file}-wal`, "r");
  }

  async prepare(service: string, tables: Tables, migrations: readonly Migration[]): Promise<void> {
    const latest = migrations.reduce((max, m) => Math.max(max, m.version), 1);
    const row = this.#database
      .query("select version from brume_schema where service = ?")
      .get(service) as { version: number } | null;
    if (row !== null && row.version > latest)
      throw new NewerData(
        `The data of ${service} was written by a newer Brume (version ${row.version}; this one ` +
          `knows ${latest}). Nothing was changed.`,
      );
    this.#endReading();
    this.#database.transaction(() => {
      for (const table of Object.values(tables)) {
        for (const sql of createStatements(table)) this.#database.exec(sql);
        this.#tables.set(table.name, new PreparedTable(this.#database, table));
      }
      if (row !== null)
        for (const migration of migrations.filter((m) => m.version > row.version))
          for (const sql of migration.sql) this.#database.exec(sql);
      this.#database
        .query("insert or replace into brume_schema (service, version) values (?, ?)")
        .run(service, latest);
    })();
    this.#syncNow();
  }

  async prepared(): Promise<readonly string[]> {
    const rows = this.#database.query("select service from brume_schema").all();
    return (rows as { service: string }[]).map((row) => row.service);
  }

  view<T>(fn: (tx: Transaction) => Awaitable<T>): Awaitable<T> {
    if (this.#busy || this.#closed) return this.#enqueue(fn, false);
    return fn(new SqliteTransaction(this, true));
  }

  update<T>(fn: (tx: Transaction) => Awaitable<T>): Promise<T> {
    return this.#enqueue(fn, true);
  }

  /** A class with a lazy getter per table: cheaper than an object of all tables per transaction. */
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
      const prepared = this.#prepared(table);
      Object.defineProperty(Binding.prototype, name, {
        get(this: Binding) {
          return new SqliteTable(prepared, this.session, this.account, this.region);
        },
      });
    }
    this.#bindings.set(tables, Binding);
    return Binding;
  }

  async reset(): Promise<void> {
    await this.#exclusive(() => {
      this.#database.transaction(() => {
        for (const name of this.#allTables()) this.#database.exec(`delete from ${name}`);
      })();
      this.#clearCaches();
    });
  }

  async copyTo(file: string): Promise<void> {
    await this.#exclusive(() => {
      this.#database.query("vacuum into ?").run(file);
    });
  }

  async restoreFrom(file: string): Promise<void> {
    await this.#exclusive(() => {
      this.#database.query("attach database ? as copy").run(file);
      try {
        const held = this.#database
          .query("select name from copy.sqlite_master where type = 'table'")
          .all() as { name: string }[];
        const here = new Set(this.#allTables());
        this.#database.transaction(() => {
          for (const name of here) this.#database.exec(`delete from ${name}`);
          for (const { name } of held) {
            if (name === "brume_schema" || name.startsWith("sqlite_")) continue;
            if (here.has(name)) this.#copyRows(name);
            else this.#copyTable(name);
          }
          this.#database.exec(
            "insert or replace into brume_schema select * from copy.brume_schema",
          );
        })();
      } finally {
        this.#database.exec("detach database copy");
      }
      this.#clearCaches();
    });
  }

  usage(): StoreUsage {
    return { commits: this.#commits, updates: this.#updates };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#exclusive(() => undefined);
    this.#closed = true;
    if (this.#log !== undefined) closeSync(this.#log);
    this.#database.close();
  }

  #prepared(table: AnyTable): PreparedTable {
    const prepared = this.#tables.get(table.name);
    if (prepared === undefined) throw new Error(`Table ${table.name} was not prepared.`);
    return prepared;
  }

  #allTables(): string[] {
    const rows = this.#database.query("select name from sqlite_master where type = 'table'").all();
    return (rows as { name: string }[])
      .map((row) => row.name)
      .filter((name) => name !== "brume_schema" && !name.startsWith("sqlite_"));
  }

  #copyRows(name: string): void {
    const columns = (of: string) =>
      (this.#database.query(`pragma ${of}table_info(${name})`).all() as { name: string }[]).map(
        (c) => c.name,
      );
    const held = new Set(columns("copy."));
    const shared = columns("")
      .filter((c) => held.has(c))
      .map((c) => `"${c}"`)
      .join(", ");
    this.#database.exec(`insert into main.${name} (${shared}) select ${shared} from copy.${name}`);
  }

  #copyTable(name: string): void {
    const made = this.#database
      .query("select sql from copy.sqlite_master where tbl_name = ? and sql is not null")
      .all(name) as { sql: string }[];
    for (const { sql } of made) this.#database.exec(sql);
    this.#database.exec(`insert into main.${name} select * from copy.${name}`);
  }

  #clearCaches(): void {
    for (const table of this.#tables.values()) table.cache?.clear();
  }

  #enqueue<T>(fn: (tx: Transaction) => Awaitable<T>, writes: boolean): Promise<T> {
    if (this.#closed) return Promise.reject(new Error("The store is closed."));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run: fn, resolve: resolve as (value: unknown) => void, reject, writes });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#busy) return;
    this.#scheduled = true;
    this.#gather(this.#queue.length, 0);
  }

  /**
   * Flushes once no more arrives from one turn of the loop to the next. While an fsync is under way
   * there is time: then once as many have come as wait for it, so that of callers who send one
   * request after the other, half are worked for while the other half waits for the disk.
   */
  #gather(seen: number, turns: number): void {
    setImmediate(() => {
      const held = this.#queue.length;
      if (this.#syncing && held < this.#undurable) {
        this.#scheduled = false;
        return;
      }
      if (!this.#syncing && held > seen && turns < GATHER_TURNS) {
        this.#gather(held, turns + 1);
        return;
      }
      this.#scheduled = false;
      void this.#flush();
    });
  }

  /**
   * To take and give back SQLite's locks costs four times what a read by key does, so the reads of
   * one turn do it once. No closure outlives its turn, and whatever writes ends this first.
   */
  beginReading(): void {
    if (this.#reading) return;
    this.#reading = true;
    this.#begin.run();
    setImmediate(() => this.#endReading());
  }

  #endReading(): void {
    if (!this.#reading) return;
    this.#reading = false;
    this.#commit.run();
  }

  async #flush(): Promise<void> {
    this.#endReading();
    const batch = this.#queue.splice(0, BATCH_LIMIT);
    if (batch.length === 0) return;
    this.#busy = true;
    const watch = setImmediate(() => {
      console.error(
        "bug: a transaction's closure awaited something other than its transaction:\n" +
          String(batch.find((job) => job.writes)?.run).slice(0, 400),
      );
    });
    try {
      if (!(await this.#together(batch))) for (const job of batch) await this.#alone(job);
    } finally {
      clearImmediate(watch);
      this.#busy = false;
      if (this.#queue.length > 0) this.#schedule();
    }
  }

  /** Runs a batch in one transaction; false when it was rolled back and must run one by one. */
  async #together(batch: readonly Job[]): Promise<boolean> {
    const outcomes: Outcome[] = [];
    const hooks: (() => void)[] = [];
    let writes = 0;
    try {
      this.#beginWriting.run();
      for (const job of batch) {
        const tx = new SqliteTransaction(this, false);
        try {
          const ran = job.run(tx);
          outcomes.push({ job, value: ran instanceof Promise ? await ran : ran });
          if (tx.hooks.length > 0) hooks.push(...tx.hooks);
        } catch (error) {
          if (tx.writes > 0 && batch.length > 1) {
            this.#rollback();
            return false;
          }
          if (tx.writes > 0) throw error;
          outcomes.push({ job, error });
        }
        writes += tx.writes;
      }
      this.#commit.run();
    } catch (error) {
      this.#rollback();
      if (batch.length > 1) return false;
      batch[0]?.reject(error);
      return true;
    }
    this.#updates += batch.length;
    this.#clean();
    if (writes > 0) this.#commits++;
    if (writes > 0 && this.#log !== undefined) {
      this.#committed.push({ hooks, outcomes });
      this.#undurable += outcomes.length;
      this.#sync(this.#log);
    } else answer({ hooks, outcomes });
    return true;
  }

  /** Fsyncs the log in the background and answers what was committed before that began. */
  #sync(log: number): void {
    if (this.#syncing || this.#committed.length === 0) return;
    this.#syncing = true;
    const held = this.#committed;
    this.#committed = [];
    fdatasync(log, (error) => {
      this.#syncing = false;
      for (const { outcomes } of held) this.#undurable -= outcomes.length;
      this.#sync(log);
      for (const commit of held) {
        if (error === null) answer(commit);
        else for (const { job } of commit.outcomes) job.reject(error);
      }
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  /** The same at once, for the rare changes that are no batch. */
  #syncNow(): void {
    if (this.#log !== undefined) fdatasyncSync(this.#log);
  }

  async #alone(job: Job): Promise<void> {
    await this.#together([job]);
  }

  #rollback(): void {
    if (this.#database.inTransaction) this.#database.exec("rollback");
    this.#clearDirty();
  }

  #clean(): void {
    for (const table of this.#tables.values()) table.dirty = false;
  }

  #clearDirty(): void {
    for (const table of this.#tables.values()) {
      if (table.dirty) table.cache?.clear();
      table.dirty = false;
    }
  }

  /** Runs between batches: nothing else is under way. */
  async #exclusive(fn: () => void): Promise<void> {
    while (this.#busy || this.#syncing || this.#queue.length > 0)
      await new Promise((next) => setImmediate(next));
    this.#endReading();
    fn();
    this.#syncNow();
  }
}

/** Tells what waited for a commit, and then who asked for it. */
function answer({ hooks, outcomes }: Committed): void {
  for (const hook of hooks) hook();
  for (const { job, value, error } of outcomes) {
    if (error === undefined) job.resolve(value);
    else job.reject(error);
  }
}
