/** SAM's policy templates from the `aws-sam-translator` wheel (Apache-2.0): the statements, no prose. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TRANSLATOR = "1.115.0";

interface Template {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Definition: { readonly Statement: unknown };
}

export function writePolicyTemplates(file: string): void {
  const folder = mkdtempSync(join(tmpdir(), "brume-sam-"));
  const run = (args: string[]) => {
    if (spawnSync("python3", args, { stdio: "inherit" }).status !== 0)
      throw new Error(`python3 ${args.join(" ")} failed.`);
  };
  run([
    "-m",
    "pip",
    "download",
    "--quiet",
    "--no-deps",
    "--dest",
    folder,
    `aws-sam-translator==${TRANSLATOR}`,
  ]);
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"))!;
  run(["-m", "zipfile", "-e", join(folder, wheel), folder]);
  const path = join(folder, "samtranslator", "policy_templates_data", "policy_templates.json");
  const { Templates } = JSON.parse(readFileSync(path, "utf8")) as {
    Templates: Record<string, Template>;
  };
  const facts = Object.fromEntries(
    Object.entries(Templates).map(([name, template]) => [
      name,
      {
        parameters: Object.keys(template.Parameters ?? {}),
        statement: template.Definition.Statement,
      },
    ]),
  );
  writeFileSync(file, JSON.stringify(facts) + "\n");
  rmSync(folder, { recursive: true, force: true });
}
