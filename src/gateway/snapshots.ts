/** Named copies of all state: the database and the blobs, in a folder beside them. */
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Kernel } from "#kernel/kernel";

export interface SnapshotFacts {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly savedAt: number;
  readonly databaseBytes: number;
}

export class Snapshots {
  constructor(
    readonly kernel: Kernel,
    readonly folder: string,
  ) {}

  async list(): Promise<SnapshotFacts[]> {
    if (!existsSync(this.folder)) return [];
    const out: SnapshotFacts[] = [];
    for (const name of (await readdir(this.folder)).sort()) {
      const file = join(this.folder, name, "brume.db");
      if (!existsSync(file)) continue;
      const facts = await stat(file);
      out.push({ name, savedAt: Math.round(facts.mtimeMs), databaseBytes: facts.size });
    }
    return out;
  }

  /** Saves under a name, replacing an earlier one only once the new one is whole. */
  async save(name: string): Promise<void> {
    const target = join(this.folder, name);
    const made = `${target}.making`;
    await rm(made, { recursive: true, force: true });
    await mkdir(made, { recursive: true });
    // What the copied rows name must still be there when the files are copied.
    const letGo = this.kernel.blobs.holdAll();
    try {
      await this.kernel.quietly(async () => {
        await this.kernel.store.copyTo(join(made, "brume.db"));
        await this.kernel.blobs.copyTo(join(made, "blobs"));
      });
    } catch (error) {
      await rm(made, { recursive: true, force: true });
      throw error;
    } finally {
      letGo();
    }
    await rm(target, { recursive: true, force: true });
    await rename(made, target);
  }

  /** False when there is none of that name. */
  async load(name: string): Promise<boolean> {
    const source = join(this.folder, name);
    if (!existsSync(join(source, "brume.db"))) return false;
    await this.kernel.quietly(() =>
      this.kernel.blobs.restoreFrom(join(source, "blobs"), () =>
        this.kernel.store.restoreFrom(join(source, "brume.db")),
      ),
    );
    return true;
  }
}
