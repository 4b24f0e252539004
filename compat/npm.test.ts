/** What `npm ci --omit=dev && npm start` needs, as far as it shows without a network. */
import { expect, test } from "bun:test";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../test/harness/process.ts";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  packages: Record<string, Locked>;
};
const needed = Object.entries(lock.packages).filter(([path, one]) => path !== "" && !one.dev);

test("no install script is needed: npm 11 holds them back", async () => {
  // Bun's own moves the executable, which bin/runtime.mjs finds where npm unpacked it.
  const scripted = needed.filter(([, one]) => one.hasInstallScript).map(([path]) => path);
  expect(scripted).toEqual(["node_modules/bun"]);
  const child = Bun.spawn(["node", join(ROOT, "bin", "bun.mjs"), "--version"], { stdout: "pipe" });
  const version = (await new Response(child.stdout).text()).trim();
  expect(version).toBe(lock.packages["node_modules/bun"]!.version!);
});

test("every machine that Bun runs on finds its runtime in the lock file", () => {
  const paths = new Set(needed.map(([path]) => path));
  for (const machine of ["linux-x64", "linux-aarch64", "linux-x64-musl", "darwin-aarch64"])
    expect([machine, paths.has(`node_modules/@oven/bun-${machine}`)]).toEqual([machine, true]);
});

test("all comes from an npm registry, and is what it was when it was locked", () => {
  for (const [path, { resolved, integrity }] of needed) {
    expect([path, resolved ?? "https://registry"]).toEqual([
      path,
      expect.stringMatching(/^https:/),
    ]);
    expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
  }
});

test("what is unpacked is under 150 MB, and so what is downloaded is", () => {
  // Where install scripts do run, one executable has several names.
  const seen = new Set<number>();
  const bytes = (path: string): number => {
    const stat = lstatSync(path);
    if (seen.has(stat.ino)) return 0;
    seen.add(stat.ino);
    if (!stat.isDirectory()) return stat.size;
    return readdirSync(path).reduce((sum, name) => sum + bytes(join(path, name)), 0);
  };
  const here = needed.map(([path]) => join(ROOT, path)).filter((path) => existsSync(path));
  const sum = here.reduce((total, path) => total + bytes(path), 0);
  expect(here.length).toBeGreaterThan(5);
  expect(sum).toBeGreaterThan(10e6);
  expect(sum).toBeLessThan(150e6);
});
