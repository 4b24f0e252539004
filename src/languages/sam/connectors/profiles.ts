/** What a connector from one type of resource to another stands for: AWS's own facts. */
import facts from "../generated/connector-profiles.json" with { type: "json" };
import { isObject, type Json } from "../scope.ts";

export interface Profile {
  readonly Type: string;
  readonly Properties: ProfileProperties;
}

export interface ProfileProperties {
  /** Whether the policy is the source's and not the destination's. */
  readonly SourcePolicy: boolean;
  readonly DependedBy?: string;
  readonly AccessCategories: Readonly<Record<string, Json>>;
  readonly ValidAccessCategories?: readonly (readonly string[])[];
}

/** How the parts of a resource that connectors need are found. */
export interface ResourceFacts {
  readonly Inputs?: { readonly Role?: string | { readonly Function: string } };
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

const PERMISSIONS = facts.permissions as unknown as Readonly<
  Record<string, Readonly<Record<string, Profile>>>
>;
const RESOURCES = facts.resources as unknown as Readonly<Record<string, ResourceFacts>>;

/** Undefined where two types cannot be connected. */
export function profileOf(source: string, destination: string): Profile | undefined {
  const from = Object.hasOwn(PERMISSIONS, source) ? PERMISSIONS[source]! : {};
  return Object.hasOwn(from, destination) ? from[destination] : undefined;
}

/** What a resource of a type and an id gives to connectors. */
export function resourceFacts(type: string, id: string): ResourceFacts {
  const known = Object.hasOwn(RESOURCES, type) ? RESOURCES[type]! : {};
  return filled(known, new Map([["logicalId", id]])) as ResourceFacts;
}

/** A value that a profile needs and a resource does not have. */
export class Missing extends Error {}

/**
 * Puts values in the place of `%{...}`, wherever they stand.
 * @throws Missing for one that is undefined.
 */
export function filled(value: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, values));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, filled(inner, values)]),
    );
  return typeof value === "string" ? filledText(value, values) : value;
}

function filledText(text: string, values: ReadonlyMap<string, unknown>): unknown {
  let out = text;
  const variables: Json = {};
  for (const [name, value] of values) {
    const mark = `%{${name}}`;
    if (!out.includes(mark)) continue;
    if (value === undefined || value === null) throw new Missing(`${name} is missing.`);
    if (out === mark) return value;
    const variable = name.replace(/[^A-Za-z0-9]/g, "");
    out = out.replaceAll(mark, () => `\${${variable}}`);
    variables[variable] = value;
  }
  if (!/\$\{.+\}/.test(out)) return out;
  return { "Fn::Sub": Object.keys(variables).length > 0 ? [out, variables] : out };
}
