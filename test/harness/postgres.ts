/** A PostgreSQL of the tests' own: Debian's, on a folder that goes with it. */
import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VERSIONS = "/usr/lib/postgresql";

function programs(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined;
  const versions = readdirSync(VERSIONS).sort((a, b) => Number(a) - Number(b));
  return versions
    .map((version) => join(VERSIONS, version, "bin"))
    .findLast((folder) => existsSync(join(folder, "initdb")));
}

/** What is missing for tests on PostgreSQL; undefined when nothing is. */
export const missingPostgres: string | undefined =
  programs() === undefined ? "no PostgreSQL (Debian's package postgresql)" : undefined;

export interface Postgres {
  /** A URL of a schema in which there is nothing yet. */
  fresh(): string;
  stop(): void;
}

/**
 * Starts a server on a free port of the loopback. It will not run as root, so it runs as postgres.
 * @param durable It waits for the disk; tests kill Brumes and never the server, which need not.
 */
export async function startPostgres({ durable = false } = {}): Promise<Postgres> {
  const bin = programs()!;
  const folder = mkdtempSync(join(tmpdir(), "brume-postgres-"));
  const root = process.getuid?.() === 0;
  if (root) chownSync(folder, idOf("-u"), idOf("-g"));
  const run = (program: string, ...args: string[]): void => {
    const command = [join(bin, program), ...args];
    const [first = "", ...rest] = root ? ["runuser", "-u", "postgres", "--", ...command] : command;
    const ran = spawnSync(first, rest, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr}`);
  };
  const data = join(folder, "data");
  const port = await freePort();
  run("initdb", "-D", data, "-A", "trust", "-U", "brume", "-N", "--no-locale", "-E", "UTF8");
  const fsync = durable ? "on" : "off";
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=${fsync}`;
  run("pg_ctl", "-D", data, "-o", options, "-l", join(folder, "log"), "-w", "start");
  let schemas = 0;
  return {
    fresh: () => `postgres://brume@127.0.0.1:${port}/postgres?schema=s${process.pid}_${schemas++}`,
    stop() {
      run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const idOf = (flag: string): number =>
  Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
