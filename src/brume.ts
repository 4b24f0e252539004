/** Puts Brume together from its settings: store, services, kernel, gateway. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { Pipeline } from "#gateway/pipeline";
import { Init } from "#gateway/init";
import { listen, type Listening } from "#gateway/listener/listener";
import { Authority } from "#gateway/listener/authority";
import { Snapshots } from "#gateway/snapshots";
import type { AdjustableClock } from "#kernel/clock";
import type { Chance } from "#kernel/chance";
import { Kernel, type ServiceEntry } from "#kernel/kernel";
import { services as allServices } from "#services/index";
import { Blobs } from "#store/blobs";
import { NewerData, type Store } from "#store/contract";
import { SqliteStore } from "#store/sqlite/store";
import { type FolderLock, lockFolder } from "./lock.ts";
import type { Settings } from "./settings.ts";

export interface Brume {
  readonly kernel: Kernel;
  readonly port: number;
  /** "http://127.0.0.1:4566". */
  readonly url: string;
  readonly snapshots: Snapshots;
  /** The local authority's certificate, when TLS is on. */
  readonly authorityFile: string | undefined;
  stop(): Promise<void>;
}

/** What tests put in place of the real ones. */
export interface Replacements {
  readonly clock?: AdjustableClock;
  readonly chance?: Chance;
  readonly services?: readonly ServiceEntry[];
}

/** The database that was named cannot be used; the message says why. */
export class StoreUnreachable extends Error {
  override readonly name = "StoreUnreachable";
}

export const VERSION: string = manifest.version;

/**
 * Starts Brume and resolves once it answers.
 * @throws FolderInUse, NewerData, or the listener's error, each saying what to do.
 */
export async function startBrume(settings: Settings, replaced: Replacements = {}): Promise<Brume> {
  const folder = settings.ephemeral ? mkdtempSync(join(tmpdir(), "brume-")) : settings.dataFolder;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    return await assemble(settings, folder, lock, replaced);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function assemble(
  settings: Settings,
  folder: string,
  lock: FolderLock,
  replaced: Replacements,
): Promise<Brume> {
  const store = await openStore(settings, folder);
  const shared = store.peers !== undefined;
  const blobsFolder = settings.ephemeral ? join(folder, "blobs") : settings.blobsFolder;
  const blobs = new Blobs(blobsFolder, !settings.ephemeral, shared);
  let url = "";
  const kernel = new Kernel({
    store,
    blobs,
    services: replaced.services ?? allServices,
    iam: settings.iam,
    switches: new Set([
      ...(settings.waits ? ["waits"] : []),
      ...(settings.sqsFifoQuotas ? ["sqs-fifo-quotas"] : []),
    ]),
    folder,
    mailServer: settings.mailServer,
    defaultAccount: settings.defaultAccount,
    defaultRegion: settings.defaultRegion,
    origin: () => url,
    functions: {
      isolate: settings.lambdaIsolation,
      nodeModulesFolder: settings.lambdaNodeModules,
    },
    ...(replaced.clock === undefined ? {} : { clock: replaced.clock }),
    ...(replaced.chance === undefined ? {} : { chance: replaced.chance }),
  });
  const snapshots = new Snapshots(kernel, join(folder, "snapshots"));
  const authority = settings.tls ? new Authority(folder, () => kernel.clock.now()) : undefined;
  const init = new Init(folder);
  const pipeline = new Pipeline(
    kernel,
    {
      kernel,
      snapshots,
      version: VERSION,
      initState: () => init.state(),
      authorityCertificate: () => authority?.certificatePem(),
    },
    { origins: settings.corsOrigins },
  );
  await kernel.start();
  let listening: Listening;
  try {
    listening = await listen({
      host: settings.host,
      port: settings.port,
      handler: pipeline.handle,
      now: () => kernel.clock.now(),
      ...(authority === undefined ? {} : { tls: authority }),
    });
  } catch (error) {
    await kernel.stop();
    throw error;
  }
  url = `http://${reachable(settings.host)}:${listening.port}`;
  lock.write({
    pid: process.pid,
    url,
    region: settings.defaultRegion,
    startedAt: kernel.clock.now(),
  });
  await init.run("ready", url, settings.defaultRegion);
  return {
    kernel,
    port: listening.port,
    url,
    snapshots,
    authorityFile: authority?.certificateFile,
    async stop() {
      await init.run("shutdown", url, settings.defaultRegion);
      await listening.close();
      await kernel.stop();
      lock.release();
      if (settings.ephemeral) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openStore({ store, ephemeral }: Settings, folder: string): Promise<Store> {
  if (store === undefined)
    return new SqliteStore(ephemeral ? ":memory:" : join(folder, "brume.db"));
  // Loaded only when it is asked for: the start is quicker without.
  const { PostgresStore } = await import("#store/postgres/store");
  try {
    return await PostgresStore.open(store);
  } catch (error) {
    if (error instanceof NewerData) throw error;
    const { host } = new URL(store);
    throw new StoreUnreachable(
      `The database of --store at ${host} cannot be used: ${(error as Error).message}`,
    );
  }
}

/** The host of URLs to an address that is listened on: one of all is reached by the loopback one. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
