import { expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadModel, modelIds } from "#aws/models";
import { services } from "#services/index";
import { judge, RULES } from "../tidy/rules.ts";
import { source } from "../tidy/source.ts";
import { wholeService } from "../tidy/services.ts";
import { serviceFiles } from "./service.ts";

const root = join(import.meta.dir, "..", "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const unserved = modelIds().filter((id) => !services.some((service) => service.id === id));

test("a scaffolded service keeps the house rules, formatted, whichever it is", () => {
  const folder = mkdtempSync(join(tmpdir(), "brume-scaffold-"));
  try {
    for (const id of unserved) {
      const made = serviceFiles(loadModel(id), read);
      const all = made.map(({ file, text }) => source(file, text));
      const written = all.filter(({ file }) => !file.includes("generated"));
      expect(judge(written, [...RULES, wholeService(all)])).toEqual([]);
      for (const { file, text } of written.filter((one) => one.file.endsWith(".ts"))) {
        const path = join(folder, id, file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    }
    const ran = Bun.spawnSync(
      ["node", join(root, "node_modules", ".bin", "biome"), "check", "--config-path", root, folder],
      { cwd: folder },
    );
    expect([ran.exitCode, ran.exitCode === 0 ? "" : ran.stderr.toString()]).toEqual([0, ""]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);

test("it stands in both lists once, and is made once", () => {
  const id = unserved[0]!;
  const model = loadModel(id);
  const made = new Map(serviceFiles(model, read).map(({ file, text }) => [file, text]));
  const list = made.get("src/services/index.ts")!;
  expect(list.match(new RegExp(`id: "${id}"`, "g"))).toHaveLength(1);
  expect(made.get("src/aws/generated/types/index.ts")).toContain(`"${id}": import("./${id}.ts")`);
  const again = (file: string) => made.get(file) ?? read(file);
  expect(() => serviceFiles(model, again)).toThrow(`${id} is a service already.`);
});
