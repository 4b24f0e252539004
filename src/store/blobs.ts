/**
 * Large bytes as files beside the database: written to a temporary name, synced, named by their
 * SHA-256, and only then mentioned in a row. What no row names is swept at the next start.
 */
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { copyFile, cp, mkdir, open, readFile, rename, rm, unlink } from "node:fs/promises";
import { join } from "node:path";

export interface StoredBlob {
  /** SHA-256 in hexadecimal. */
  readonly id: string;
  readonly sizeBytes: number;
}

export class Blobs {
  #temporary = 0;
  /** Written and not yet referred to by a committed row: not to be unlinked meanwhile. */
  readonly #pinned = new Map<string, number>();
  /** Being read: unlinked only once the last reader has ended. */
  readonly #held = new Map<string, number>();
  /** To be unlinked as soon as neither a reader nor a copy of all blobs needs them. */
  readonly #doomed = new Set<string>();
  #copies = 0;
  /** What was written while a sweep goes on, whose look at the rows may have been too early. */
  #writtenSinceSweep: Set<string> | undefined;

  /**
   * @param durable False for ephemeral stores: nothing is synced.
   * @param shared Other processes write here too.
   */
  constructor(
    readonly folder: string,
    readonly durable: boolean,
    readonly shared = false,
  ) {
    // Here and not in the sweep, which runs beside the first uploads.
    if (!shared) rmSync(join(folder, "tmp"), { recursive: true, force: true });
    mkdirSync(join(folder, "tmp"), { recursive: true });
  }

  /** The file of a blob. */
  path(id: string): string {
    if (!/^[0-9a-f]{64}$/.test(id)) throw new Error("Not a blob id.");
    return join(this.folder, id.slice(0, 2), id);
  }

  /**
   * Writes a blob; it stays pinned until `unpin`, which the caller does after the transaction
   * that refers to it. `observe` sees each piece on its way, for other digests.
   */
  async put(
    source: Uint8Array | AsyncIterable<Uint8Array>,
    observe?: (piece: Uint8Array) => void,
  ): Promise<StoredBlob> {
    const temporary = join(this.folder, "tmp", `${process.pid}-${this.#temporary++}`);
    const hash = createHash("sha256");
    let sizeBytes = 0;
    const file = await open(temporary, "wx");
    try {
      const pieces = source instanceof Uint8Array ? [source] : source;
      for await (const piece of pieces) {
        hash.update(piece);
        observe?.(piece);
        sizeBytes += piece.length;
        for (let at = 0; at < piece.length; )
          at += (await file.write(piece, at, piece.length - at)).bytesWritten;
      }
      if (this.durable) await file.datasync();
    } catch (error) {
      await file.close();
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
    await file.close();
    const id = hash.digest("hex");
    this.#pin(id);
    this.#writtenSinceSweep?.add(id);
    try {
      await this.#place(temporary, id);
    } catch (error) {
      this.unpin(id);
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
    return { id, sizeBytes };
  }

  /** Moves a written file to its place; once more when a reset took the folder away just now. */
  async #place(temporary: string, id: string, again = true): Promise<void> {
    const folder = join(this.folder, id.slice(0, 2));
    try {
      const fresh = (await mkdir(folder, { recursive: true })) !== undefined;
      if (existsSync(temporary)) await rename(temporary, join(folder, id));
      if (this.durable) await syncFolder(folder);
      if (this.durable && fresh) await syncFolder(this.folder);
    } catch (error) {
      if (!again || (error as { code?: string }).code !== "ENOENT") throw error;
      await this.#place(temporary, id, false);
    }
  }

  unpin(id: string): void {
    const left = (this.#pinned.get(id) ?? 0) - 1;
    if (left > 0) this.#pinned.set(id, left);
    else {
      this.#pinned.delete(id);
      this.#bury([id]);
    }
  }

  /**
   * Keeps blobs readable until the returned function is called, whatever commits meanwhile.
   * @returns Undefined when one of them is gone already: the rows they were read from are stale.
   */
  hold(ids: readonly string[]): (() => void) | undefined {
    if (!ids.every((id) => existsSync(this.path(id)))) return undefined;
    for (const id of ids) this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
    let done = false;
    return () => {
      if (done) return;
      done = true;
      for (const id of ids) {
        const left = (this.#held.get(id) ?? 0) - 1;
        if (left > 0) this.#held.set(id, left);
        else this.#held.delete(id);
      }
      this.#bury(ids);
    };
  }

  /** Keeps every blob until the returned function is called: for copying what one moment's rows name. */
  holdAll(): () => void {
    this.#copies++;
    let done = false;
    return () => {
      if (done) return;
      done = true;
      this.#copies--;
      this.#bury([...this.#doomed]);
    };
  }

  async bytes(id: string): Promise<Uint8Array> {
    return readFile(this.path(id));
  }

  /** Bytes from `start` up to but not including `end`. */
  stream(id: string, start = 0, end?: number): AsyncIterable<Uint8Array> {
    return createReadStream(this.path(id), {
      start,
      ...(end === undefined ? {} : { end: end - 1 }),
    });
  }

  /** Unlinks a blob no row refers to any more; later, if it is still pinned or being read. */
  async remove(id: string): Promise<void> {
    this.#doomed.add(id);
    this.#bury([id]);
  }

  /** A committed row refers to it (again): what was to be unlinked stays. */
  kept(id: string): void {
    this.#doomed.delete(id);
  }

  /**
   * Unlinks those that are doomed and needed by nobody. At once, not later: a `put` of the same
   * bytes may pin and rename between a check and an unlink.
   */
  #bury(ids: readonly string[]): void {
    if (this.#copies > 0) return;
    for (const id of ids) {
      if (!this.#doomed.has(id) || this.#held.has(id) || this.#pinned.has(id)) continue;
      this.#doomed.delete(id);
      rmSync(this.path(id), { force: true });
    }
  }

  /**
   * Removes files that `held` does not know: left by a crash between file and row. What is written
   * meanwhile stays, for `held` may have looked before its row was committed; in a shared folder so
   * does what was written since `before` (epoch milliseconds), which another process may be about
   * to refer to.
   */
  async sweep(held: (id: string) => Promise<boolean>, before: number): Promise<void> {
    const written = new Set<string>();
    this.#writtenSinceSweep = written;
    try {
      for (const shard of readdirSync(this.folder)) {
        if (shard.length !== 2) continue;
        for (const id of idsIn(join(this.folder, shard)))
          if (
            !this.#pinned.has(id) &&
            !(await held(id)) &&
            !written.has(id) &&
            this.#olderThan(before, id)
          )
            await this.remove(id);
      }
    } finally {
      this.#writtenSinceSweep = undefined;
    }
  }

  #olderThan(before: number, id: string): boolean {
    if (!this.shared) return true;
    const file = statSync(this.path(id), { throwIfNoEntry: false });
    return file !== undefined && file.mtimeMs < before;
  }

  /**
   * Removes all that nobody is writing or reading. What is there is moved aside first, so that it
   * costs no time; at once, so that no upload finds half of it.
   */
  clear(): void {
    this.#doomed.clear();
    const aside = `${this.folder}.removed-${process.pid}-${this.#temporary++}`;
    mkdirSync(aside);
    for (const shard of readdirSync(this.folder))
      if (shard.length === 2) renameSync(join(this.folder, shard), join(aside, shard));
    for (const id of new Set([...this.#pinned.keys(), ...this.#held.keys()])) {
      const moved = join(aside, id.slice(0, 2), id);
      if (!existsSync(moved)) continue;
      mkdirSync(join(this.folder, id.slice(0, 2)), { recursive: true });
      renameSync(moved, this.path(id));
      if (!this.#pinned.has(id)) this.#doomed.add(id);
    }
    void rm(aside, { recursive: true, force: true });
  }

  async copyTo(folder: string): Promise<void> {
    const temporary = join(this.folder, "tmp");
    await cp(this.folder, folder, { recursive: true, filter: (file) => file !== temporary });
  }

  /**
   * Puts the blobs of a copy beside those that are here, has `rows` put in the rows that name them,
   * and removes the others: a reader finds what its rows name before, amid and after.
   */
  async restoreFrom(folder: string, rows: () => Promise<void>): Promise<void> {
    const shards = existsSync(folder) ? readdirSync(folder) : [];
    const restored = new Set(shards.flatMap((shard) => idsIn(join(folder, shard))));
    for (const id of restored) {
      const temporary = join(this.folder, "tmp", `${process.pid}-${this.#temporary++}`);
      this.#pin(id);
      await copyFile(join(folder, id.slice(0, 2), id), temporary);
      await this.#place(temporary, id);
    }
    await rows();
    for (const id of restored) {
      this.kept(id);
      this.unpin(id);
    }
    for (const shard of readdirSync(this.folder))
      if (shard.length === 2)
        for (const id of idsIn(join(this.folder, shard)))
          if (!restored.has(id) && !this.#pinned.has(id)) await this.remove(id);
  }

  #pin(id: string): void {
    this.#pinned.set(id, (this.#pinned.get(id) ?? 0) + 1);
    this.#doomed.delete(id);
  }
}

/** Empty when a reset took the folder away meanwhile. */
function idsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name));
  } catch {
    return [];
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
