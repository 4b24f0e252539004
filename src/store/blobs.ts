/**
 * Large bytes as files beside the database: written to a temporary name, synced, named by their
 * SHA-256, and only then mentioned in a row. What no row names is swept at the next start.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readdirSync, unlinkSync } from "node:fs";
import { cp, mkdir, open, readFile, rename, rm, unlink } from "node:fs/promises";
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

  /** @param durable False for ephemeral stores: nothing is synced. */
  constructor(
    readonly folder: string,
    readonly durable: boolean,
  ) {
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
    this.#pinned.set(id, (this.#pinned.get(id) ?? 0) + 1);
    const folder = join(this.folder, id.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await rename(temporary, join(folder, id));
    if (this.durable) await syncFolder(folder);
    return { id, sizeBytes };
  }

  unpin(id: string): void {
    const left = (this.#pinned.get(id) ?? 0) - 1;
    if (left > 0) this.#pinned.set(id, left);
    else this.#pinned.delete(id);
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

  /** Unlinks a blob no row refers to any more. */
  async remove(id: string): Promise<void> {
    if (this.#pinned.has(id)) return;
    // At once, not later: a `put` of the same bytes may pin and rename between a check and an unlink.
    try {
      unlinkSync(this.path(id));
    } catch (error) {
      if ((error as { code?: string }).code !== "ENOENT") throw error;
    }
  }

  /** Removes files that `held` does not know: left by a crash between file and row. */
  async sweep(held: (id: string) => Promise<boolean>): Promise<void> {
    await rm(join(this.folder, "tmp"), { recursive: true, force: true });
    await mkdir(join(this.folder, "tmp"), { recursive: true });
    for (const shard of readdirSync(this.folder)) {
      if (shard.length !== 2) continue;
      for (const id of readdirSync(join(this.folder, shard)))
        if (!(await held(id))) await this.remove(id);
    }
  }

  /** Removes all; the folder is moved aside first, so that it costs no time. */
  async clear(): Promise<void> {
    const aside = `${this.folder}.removed-${process.pid}-${this.#temporary++}`;
    await rename(this.folder, aside);
    await mkdir(join(this.folder, "tmp"), { recursive: true });
    void rm(aside, { recursive: true, force: true });
  }

  async copyTo(folder: string): Promise<void> {
    await cp(this.folder, folder, { recursive: true });
  }

  async restoreFrom(folder: string): Promise<void> {
    await this.clear();
    if (existsSync(folder)) await cp(folder, this.folder, { recursive: true });
    await mkdir(join(this.folder, "tmp"), { recursive: true });
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
