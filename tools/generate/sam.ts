/**
 * SAM's facts from the `aws-sam-translator` wheel (Apache-2.0): the statements of its policy
 * templates, and what a connector from one resource type to another may do; no prose.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TRANSLATOR = "1.115.0";

interface Template {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Definition: { readonly Statement: unknown };
}

/** @param target The folder of `policy-templates.json` and `connector-profiles.json`. */
export function writeSamFacts(target: string): void {
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
  writeFileSync(join(target, "policy-templates.json"), JSON.stringify(facts) + "\n");
  const profiles = join(folder, "samtranslator", "model", "connector_profiles", "profiles.json");
  const { Permissions: permissions, CfnResourceProperties: resources } = JSON.parse(
    readFileSync(profiles, "utf8"),
  ) as Record<string, unknown>;
  writeFileSync(
    join(target, "connector-profiles.json"),
    JSON.stringify({ permissions, resources }) + "\n",
  );
  rmSync(folder, { recursive: true, force: true });
}
