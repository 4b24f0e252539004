import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };

const root = join(import.meta.dir, "..", "..");

test("docs/dependencies.md lists every dependency with its version, and no other", () => {
  const page = readFileSync(join(root, "docs", "dependencies.md"), "utf8");
  const listed = new Map<string, string>();
  for (const [, name, version] of page.matchAll(/^\| ([@\w/-]+) \| ([\w.-]+) \|/gm))
    listed.set(name!, version!);
  const clients = page.slice(page.indexOf("AWS's clients, each pinned:")).replace(/\s+/g, " ");
  for (const [, name, version] of clients.matchAll(/ ([\w-]+) (\d[\w.-]*?)[,.](?= |$)/g))
    listed.set(`@aws-sdk/${name}`, version!);
  listed.delete("package");
  expect(Object.fromEntries([...listed].sort())).toEqual(
    Object.fromEntries(
      Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).sort(),
    ),
  );
});

test("every dependency is pinned to one version", () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
});
