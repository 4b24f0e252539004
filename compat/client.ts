/** Other people's clients as processes of their own, against a Brume in a process of its own. */
import { afterAll, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrumeProcess, ROOT, startProcess } from "../test/harness/process.ts";

/** Where compat/setup puts the clients. */
export const CACHE = join(ROOT, ".cache", "compat");

/** One client takes seconds to start: a test of many calls has this long, in milliseconds. */
export const LONG_MS = 180_000;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly brume: BrumeProcess;
  /** An empty folder of the test file's own. */
  readonly folder: string;
  /** Runs a program to its end with nothing but AWS_ENDPOINT_URL, credentials and a region set. */
  run(file: string, args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** As `run`; what it printed on standard output. @throws Error with everything it printed. */
  must(file: string, args: readonly string[], options?: RunOptions): Promise<string>;
}

export interface RunOptions {
  /** Where it runs; the world's folder without it. */
  readonly cwd?: string;
  /** Further variables; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is typed into it; nothing without it. */
  readonly typed?: string;
}

/** The path of a program that compat/setup installs, and what a skipped test says without it. */
export function installed(path: string): { readonly file: string; readonly missing?: string } {
  const file = join(CACHE, path);
  return existsSync(file)
    ? { file }
    : { file, missing: `${path.split("/")[0]} is not installed; compat/setup brings it` };
}

/** `test`, or a skipped one that names what is missing. */
export function testWith(missing: string | undefined) {
  return (name: string, body: () => Promise<void>): void => {
    if (missing === undefined) test(name, body, LONG_MS);
    else test.skip(`${name} (skipped: ${missing})`, body);
  };
}

/**
 * One Brume with a data folder for a test file, started when first asked for, ended after it.
 * @param settings Further arguments of `brume start`.
 */
export function world(settings: readonly string[] = []): () => Promise<World> {
  let started: Promise<World> | undefined;
  afterAll(async () => {
    const one = await started;
    if (one === undefined) return;
    await one.brume.kill();
    rmSync(one.folder, { recursive: true, force: true });
    rmSync(`${one.folder}-state`, { recursive: true, force: true });
  });
  return () => {
    started ??= begin(settings);
    return started;
  };
}

async function begin(settings: readonly string[]): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "brume-compat-"));
  const brume = await startProcess(["--data", `${folder}-state`, ...settings]);
  const run = async (file: string, args: readonly string[], options: RunOptions = {}) => {
    const child = Bun.spawn([file, ...args], {
      cwd: options.cwd ?? folder,
      // Not the user's own settings: no ~/.aws, no AWS_PROFILE, no proxy.
      env: {
        PATH: process.env["PATH"] ?? "",
        LANG: "C.UTF-8",
        HOME: folder,
        AWS_ENDPOINT_URL: brume.url,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_REGION: "us-east-1",
        AWS_DEFAULT_REGION: "us-east-1",
        ...options.env,
      },
      stdin: options.typed === undefined ? "ignore" : Buffer.from(options.typed),
      stdout: "pipe",
      stderr: "pipe",
    });
    const [out, err, code] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    return { code, out, err };
  };
  return {
    brume,
    folder,
    run,
    async must(file, args, options) {
      const { code, out, err } = await run(file, args, options);
      if (code !== 0)
        throw new Error(`${file} ${args.join(" ")} ended with ${code}:\n${out}${err}`);
      return out;
    },
  };
}
