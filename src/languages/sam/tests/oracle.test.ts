/** Templates with the CloudFormation that AWS's transform makes of them, or the error it gives. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { awsPolicies } from "#services/iam/managed-policies/catalogue";
import { parseTemplate } from "../../cfn-yaml.ts";
import { SamError, transform } from "../transform.ts";

const folder = join(import.meta.dir, "../../../../../shared/oracles/sam");
const files = existsSync(folder) ? readdirSync(join(folder, "input")) : [];

/** Lists compare without order, but for layers, of which the later ones win. */
function ordered(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ordered(item));
    return key === "Layers" ? items : items.sort((a, b) => (text(a) < text(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner, name)]),
  );
}

const text = (value: unknown): string => JSON.stringify(value);

async function managedPolicies(): Promise<Record<string, string>> {
  return Object.fromEntries((await awsPolicies()).map(({ name, arn }) => [name, arn]));
}

test.skipIf(files.length === 0)("AWS's own cases (skipped without ../shared/oracles)", async () => {
  const options = {
    parameterValues: { param1: "value1", param2: "value2" },
    region: "ap-southeast-1",
    partition: "aws",
    managedPolicies: await managedPolicies(),
    resolveApplication: () =>
      "https://awsserverlessrepo-changesets-xxx.s3.amazonaws.com/signed-url",
  };
  const held = (file: string): boolean => {
    const output = join(folder, "output", file.replace(".yaml", ".json"));
    const wanted = JSON.parse(readFileSync(output, "utf8"));
    const template = parseTemplate(readFileSync(join(folder, "input", file), "utf8"));
    try {
      return text(ordered(transform(template, options))) === text(ordered(wanted));
    } catch (error) {
      return error instanceof SamError && error.errorMessage === wanted.errorMessage;
    }
  };
  expect(files.filter((file) => !held(file))).toEqual([]);
});
