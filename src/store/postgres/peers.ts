/**
 * The processes on one database: each has a number, one leads, and each tells the others what
 * happened. Numbers and the lead are locks of a session: they are free again when its process ends,
 * however it ends.
 */
import type { ReservedSql, Sql } from "postgres";
import type { Announcement, Peers, PeerEvents } from "../contract.ts";

const SLOTS = 8;
const FIRST_SLOT_LOCK = 100;
const LEAD_LOCK = 99;
const LOOK_EVERY_MS = 500;
/** An echo that takes longer was lost with its connection. */
const HEARD_WITHIN_MS = 2_000;
/** PostgreSQL takes announcements of up to 8,000 bytes. */
const LONGEST_BYTES = 7_000;

interface Heard {
  readonly from: string;
  readonly said: readonly Announcement[];
  readonly echo?: number;
}

export class PostgresPeers implements Peers {
  slot = 0;
  leading = false;
  readonly #sql: Sql;
  readonly #channel: string;
  readonly #locks: number;
  readonly #self = `${process.pid}-${performance.timeOrigin}`;
  #session: ReservedSql | undefined;
  #events: PeerEvents | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting = new Map<string, Announcement>();
  #flushing = false;
  #flushed: Promise<void> = Promise.resolve();
  /** Told of what this process itself announced, by number. */
  readonly #echoes = new Map<number, () => void>();
  #lastEcho = 0;
  #ended = false;

  constructor(sql: Sql, schema: string, locks: number) {
    this.#sql = sql;
    this.#channel = `brume_${schema}`;
    this.#locks = locks;
  }

  /** Takes a number. @throws Error when all are taken. */
  async join(): Promise<void> {
    const session = await this.#sql.reserve();
    for (let slot = 0; slot < SLOTS; slot++)
      if (await this.#lock(session, FIRST_SLOT_LOCK + slot)) {
        this.slot = slot;
        this.#session = session;
        this.leading = await this.#lock(session, LEAD_LOCK);
        return;
      }
    session.release();
    throw new Error(`${SLOTS} processes share this database already; there cannot be more.`);
  }

  async follow(events: PeerEvents): Promise<void> {
    this.#events = events;
    await this.#sql.listen(this.#channel, (payload) => {
      const { from, said, echo } = JSON.parse(payload) as Heard;
      if (from !== this.#self) for (const one of said) events.heard(one);
      else if (echo !== undefined) this.#echoes.get(echo)?.();
    });
    this.#look();
  }

  /** Every process hears all in the order of their commits: whoever hears itself has heard the rest. */
  async caughtUp(): Promise<void> {
    while (this.#flushing) await this.#flushed;
    if (this.#ended) return;
    const echo = ++this.#lastEcho;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = new Promise<void>((resolve) => {
      this.#echoes.set(echo, resolve);
      timer = setTimeout(resolve, HEARD_WITHIN_MS);
    });
    try {
      await this.#sql.notify(this.#channel, JSON.stringify({ from: this.#self, said: [], echo }));
      await heard;
    } catch {
      // The database is away: there is nothing to be heard.
    } finally {
      clearTimeout(timer);
      this.#echoes.delete(echo);
    }
  }

  announce(said: Announcement): void {
    if (this.#ended) return;
    this.#waiting.set(JSON.stringify(said), said);
    if (this.#flushing) return;
    this.#flushing = true;
    this.#flushed = new Promise((next) => setImmediate(next)).then(() => this.#flush());
  }

  async #flush(): Promise<void> {
    try {
      while (this.#waiting.size > 0) {
        const said: Announcement[] = [];
        let bytes = 0;
        for (const [text, one] of this.#waiting) {
          bytes += Buffer.byteLength(text) + 1;
          if (bytes > LONGEST_BYTES && said.length > 0) break;
          this.#waiting.delete(text);
          said.push(one);
        }
        await this.#sql.notify(this.#channel, JSON.stringify({ from: this.#self, said }));
      }
    } catch {
      // The database is away, and so are the others' reasons to listen.
      this.#waiting.clear();
    } finally {
      this.#flushing = false;
    }
  }

  async alive(slot: number): Promise<boolean> {
    if (slot === this.slot) return true;
    const lock = FIRST_SLOT_LOCK + slot;
    const session = await this.#sql.reserve();
    try {
      if (!(await this.#lock(session, lock))) return true;
      await session.unsafe("select pg_advisory_unlock($1, $2)", [this.#locks, lock]);
      return false;
    } finally {
      session.release();
    }
  }

  async leave(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    const session = this.#session;
    this.#session = undefined;
    this.leading = false;
    await session?.unsafe("select pg_advisory_unlock_all()").catch(() => undefined);
    session?.release();
  }

  /** Time and again: is the session still there, may this process lead, is there anything left behind. */
  #look(): void {
    this.#timer = setTimeout(async () => {
      await this.#lookOnce().catch(() => this.#lost());
      if (!this.#ended) this.#look();
    }, LOOK_EVERY_MS);
  }

  async #lookOnce(): Promise<void> {
    if (this.#session === undefined) await this.join();
    else if (this.leading) await this.#session.unsafe("select 1");
    else this.leading = await this.#lock(this.#session, LEAD_LOCK);
    if (this.leading && !this.#ended) await this.#events?.led();
  }

  /** The connection is gone, and with it the number and the lead. */
  #lost(): void {
    if (this.#ended || this.#session === undefined) return;
    this.#session.release();
    this.#session = undefined;
    this.leading = false;
    this.#events?.lost();
  }

  async #lock(session: ReservedSql, lock: number): Promise<boolean> {
    const [row] = await session.unsafe("select pg_try_advisory_lock($1, $2) as got", [
      this.#locks,
      lock,
    ]);
    return row?.["got"] === true;
  }
}
