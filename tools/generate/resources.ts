/** CloudFormation's resource types from `@aws-cdk/aws-service-spec` (Apache-2.0). */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyFacts, ResourceFacts } from "#aws/resource-facts";

export function writeResourceFacts(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, Record<string, ResourceFacts>>();
  for (const resource of loadAwsServiceSpecSync().all("resource")) {
    const type = resource.cloudFormationType;
    const [vendor = "", service = ""] = type.split("::");
    const properties: Record<string, PropertyFacts> = {};
    for (const [name, property] of Object.entries(resource.properties)) {
      properties[name] = {
        type: property.type.type === "array" ? "list" : property.type.type,
        ...(property.required ? { required: true } : {}),
        ...(property.causesReplacement === "yes"
          ? { replaces: "always" as const }
          : property.causesReplacement === "maybe"
            ? { replaces: "sometimes" as const }
            : {}),
      };
    }
    const name = `${vendor}-${service}`.toLowerCase();
    const held = files.get(name) ?? {};
    held[type] = {
      type,
      properties,
      attributes: Object.keys(resource.attributes),
      ...(resource.primaryIdentifier?.length
        ? { primaryIdentifier: resource.primaryIdentifier }
        : {}),
    };
    files.set(name, held);
  }
  for (const [name, facts] of files)
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(facts) + "\n");
}
