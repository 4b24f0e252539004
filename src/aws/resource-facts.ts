/** CloudFormation's resource types: facts of `@aws-cdk/aws-service-spec`. */
import { readGenerated } from "./generated.ts";

export interface ResourceFacts {
  readonly type: string;
  readonly properties: Readonly<Record<string, PropertyFacts>>;
  /** What Fn::GetAtt can ask for. */
  readonly attributes: readonly string[];
  readonly primaryIdentifier?: readonly string[];
}

export interface PropertyFacts {
  readonly required?: boolean;
  /** A change makes a new resource: "always", or "sometimes". */
  readonly replaces?: "always" | "sometimes";
  /** string, number, boolean, json, list, map, or the name of a nested type. */
  readonly type: string;
}

/** Parsed files: facts never change. */
const loaded = new Map<string, Readonly<Record<string, ResourceFacts>> | undefined>();

/** Undefined when AWS has no such type. */
export function resourceFacts(type: string): ResourceFacts | undefined {
  const [vendor = "", service = ""] = type.split("::");
  if (!/^\w+$/.test(vendor) || !/^\w+$/.test(service)) return undefined;
  const name = `${vendor}-${service}`.toLowerCase();
  if (!loaded.has(name)) {
    loaded.set(
      name,
      readGenerated(`cloudformation/${name}.json`) as Record<string, ResourceFacts> | undefined,
    );
  }
  const facts = loaded.get(name);
  return facts !== undefined && Object.hasOwn(facts, type) ? facts[type] : undefined;
}
