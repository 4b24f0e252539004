/** What refers to what: checks of references, the order of creation, circles. */
import { EXTENSIONS, FUNCTIONS, PSEUDO, unsupportedFunction, variablesOf } from "./functions.ts";
import type { ResourceDefinition, Template } from "./template.ts";
import { callOf, isObject, type Json, TemplateError, textOf } from "./values.ts";

interface Reference {
  readonly name: string;
  /** Of Fn::GetAtt and `${A.B}`. */
  readonly attribute?: string;
  readonly by: "Ref" | "Fn::GetAtt" | "Fn::Sub";
}

/** Every reference in a value. With `holds`, only the branches of Fn::If that are taken. */
export function referencesOf(value: Json, holds?: (condition: string) => boolean): Reference[] {
  const out: Reference[] = [];
  const known = new Set<string>([...FUNCTIONS, ...EXTENSIONS, "Fn::Transform"]);
  const visit = (item: Json): void => {
    if (Array.isArray(item)) {
      for (const part of item) visit(part);
      return;
    }
    if (!isObject(item)) return;
    const call = callOf(item);
    if (call === undefined) {
      for (const part of Object.values(item)) visit(part);
      return;
    }
    const [name, argument] = call;
    if (name.startsWith("Fn::") && !known.has(name))
      throw new TemplateError(unsupportedFunction(name));
    if (name === "Ref") {
      if (typeof argument !== "string")
        throw new TemplateError(
          "Template error: every Ref object must have a single String value.",
        );
      out.push({ name: argument, by: "Ref" });
    } else if (name === "Fn::GetAtt") getAtt(argument, out, visit);
    else if (name === "Fn::Sub") substitutions(argument, out, visit);
    else if (name === "Fn::If" && holds && Array.isArray(argument) && argument.length === 3)
      visit(holds(textOf(argument[0])) ? argument[1] : argument[2]);
    else visit(argument);
  };
  visit(value);
  return out;
}

function getAtt(argument: Json, out: Reference[], visit: (item: Json) => void): void {
  const [resource, attribute] =
    typeof argument === "string"
      ? [argument.split(".")[0], argument.slice(argument.indexOf(".") + 1)]
      : Array.isArray(argument)
        ? [argument[0], argument.length === 2 ? argument[1] : argument.slice(1).join(".")]
        : [];
  if (
    typeof resource !== "string" ||
    resource === "" ||
    attribute === undefined ||
    attribute === ""
  )
    throw new TemplateError(
      "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    );
  out.push({
    name: resource,
    by: "Fn::GetAtt",
    ...(typeof attribute === "string" ? { attribute } : {}),
  });
  visit(attribute);
}

function substitutions(argument: Json, out: Reference[], visit: (item: Json) => void): void {
  const [text, map] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== "string" || !isObject(map))
    throw new TemplateError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  for (const name of variablesOf(text)) {
    if (Object.hasOwn(map, name)) continue;
    const dot = name.indexOf(".");
    if (dot < 0) out.push({ name, by: "Fn::Sub" });
    else out.push({ name: name.slice(0, dot), attribute: name.slice(dot + 1), by: "Fn::Sub" });
  }
  visit(map);
}

const known = (template: Template, name: string) =>
  PSEUDO.has(name) || template.parameters.has(name) || template.resources.has(name);

/** The whole of a resource that may hold references. */
const referring = (resource: ResourceDefinition): Json => [
  resource.properties,
  resource.metadata,
  resource.creationPolicy,
  resource.updatePolicy,
  resource.deletionPolicy,
  resource.updateReplacePolicy,
];

/** Names of the conditions that a value's Fn::If and Condition ask for. */
function conditionsOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsOf);
  if (!isObject(value)) return [];
  const [name, argument] = callOf(value) ?? [];
  if (name === "Condition" && typeof argument === "string") return [argument];
  const asked = name === "Fn::If" && Array.isArray(argument) ? argument[0] : undefined;
  return [
    ...(typeof asked === "string" ? [asked] : []),
    ...Object.values(value).flatMap(conditionsOf),
  ];
}

function checkConditions(template: Template, value: Json, block: string): void {
  for (const name of conditionsOf(value))
    if (!template.conditions.has(name))
      throw new TemplateError(
        `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
      );
}

/** @throws TemplateError for references to what is not there, and for circles. */
export function checkReferences(template: Template): void {
  const missing = new Set<string>();
  for (const resource of template.resources.values()) {
    for (const reference of referencesOf(referring(resource))) {
      if (reference.by === "Fn::GetAtt" && !template.resources.has(reference.name))
        throw new TemplateError(
          `Template error: instance of Fn::GetAtt references undefined resource ${reference.name}`,
        );
      if (!known(template, reference.name)) missing.add(reference.name);
    }
    for (const name of resource.dependsOn) if (!template.resources.has(name)) missing.add(name);
    const { condition } = resource;
    checkConditions(template, [{ Condition: condition }, referring(resource)], "Resources");
  }
  unresolved(missing, "Resources");
  for (const output of template.outputs.values()) {
    for (const { name, by } of referencesOf([output.value, output.exportName])) {
      if (by === "Fn::GetAtt" && !template.resources.has(name))
        throw new TemplateError(
          `Template error: instance of Fn::GetAtt references undefined resource ${name}`,
        );
      if (!known(template, name)) missing.add(name);
    }
    const { condition, value, exportName } = output;
    checkConditions(template, [{ Condition: condition }, value, exportName], "Outputs");
  }
  unresolved(missing, "Outputs");
  checkConditions(template, [...template.conditions.values()], "Conditions");
  for (const expression of template.conditions.values())
    for (const { name } of referencesOf(expression))
      if (!PSEUDO.has(name) && !template.parameters.has(name))
        throw new TemplateError(
          `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
        );
  order(dependencies(template, undefined));
}

function unresolved(missing: ReadonlySet<string>, block: string): void {
  if (missing.size === 0) return;
  throw new TemplateError(
    `Template format error: Unresolved resource dependencies [${[...missing].join(", ")}] in the ${block} block of the template`,
  );
}

/**
 * Which resources each resource waits for.
 * @param holds Tells conditions; resources whose condition does not hold are left out, and a
 *   reference to one is unresolved.
 */
export function dependencies(
  template: Template,
  holds: ((condition: string) => boolean) | undefined,
): Map<string, Set<string>> {
  const active = new Map(
    [...template.resources].filter(
      ([, r]) => r.condition === undefined || holds === undefined || holds(r.condition),
    ),
  );
  const out = new Map<string, Set<string>>();
  const missing = new Set<string>();
  for (const [logicalId, resource] of active) {
    const needs = new Set<string>();
    for (const { name } of referencesOf(referring(resource), holds)) {
      if (active.has(name)) needs.add(name);
      else if (template.resources.has(name)) missing.add(name);
    }
    for (const name of resource.dependsOn) if (active.has(name)) needs.add(name);
    out.set(logicalId, needs);
  }
  unresolved(missing, "Resources");
  return out;
}

/**
 * Outputs may only name resources that are made.
 * @param made Those whose conditions hold.
 * @param holds Tells conditions.
 * @throws TemplateError.
 */
export function checkOutputs(
  template: Template,
  made: { has(logicalId: string): boolean },
  holds: (condition: string) => boolean,
): void {
  const missing = new Set<string>();
  for (const { condition, value, exportName } of template.outputs.values()) {
    if (condition !== undefined && !holds(condition)) continue;
    for (const { name } of referencesOf([value, exportName], holds))
      if (template.resources.has(name) && !made.has(name)) missing.add(name);
  }
  unresolved(missing, "Outputs");
}

/** What Fn::ImportValue asks for in the resources that are made, along the branches taken. */
export function importsOf(template: Template, holds: (condition: string) => boolean): Json[] {
  const out: Json[] = [];
  const visit = (value: Json): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isObject(value)) return;
    const [name, argument] = callOf(value) ?? [];
    if (name === "Fn::ImportValue") out.push(argument);
    else if (name === "Fn::If" && Array.isArray(argument) && argument.length === 3)
      visit(holds(textOf(argument[0])) ? argument[1] : argument[2]);
    else Object.values(value).forEach(visit);
  };
  for (const resource of template.resources.values())
    if (resource.condition === undefined || holds(resource.condition)) visit(resource.properties);
  return out;
}

/** Attributes by resource, as Fn::GetAtt and Fn::Sub name them; those worked out are left out. */
export function attributesAsked(template: Template): { logicalId: string; attribute: string }[] {
  const outputs = [...template.outputs.values()].map((o) => [o.value, o.exportName]);
  return referencesOf([[...template.resources.values()].map(referring), outputs]).flatMap(
    ({ name, attribute }) => (attribute === undefined ? [] : [{ logicalId: name, attribute }]),
  );
}

/**
 * Waves of resources: each wave waits only for earlier ones.
 * @throws TemplateError when resources wait for each other.
 */
export function order(needs: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const left = new Map([...needs].map(([name, of]) => [name, new Set(of)]));
  const waves: string[][] = [];
  while (left.size > 0) {
    const wave = [...left].filter(([, of]) => of.size === 0).map(([name]) => name);
    if (wave.length === 0)
      throw new TemplateError(
        `Circular dependency between resources: [${circle(left).join(", ")}]`,
      );
    for (const name of wave) left.delete(name);
    for (const of of left.values()) for (const name of wave) of.delete(name);
    waves.push(wave);
  }
  return waves;
}

/** Those of `left` that lie on a circle: what nothing on it waits for is dropped. */
function circle(left: Map<string, Set<string>>): string[] {
  const names = new Set(left.keys());
  for (;;) {
    const waitedFor = new Set([...names].flatMap((name) => [...left.get(name)!]));
    const idle = [...names].filter((name) => !waitedFor.has(name));
    if (idle.length === 0) return [...names];
    for (const name of idle) names.delete(name);
  }
}

/** Names that a template's Fn::ImportValue asks for are only known when evaluated; whether it asks at all. */
export function mentions(value: Json, name: string): boolean {
  if (Array.isArray(value)) return value.some((item) => mentions(item, name));
  if (!isObject(value)) return false;
  return Object.hasOwn(value, name) || Object.values(value).some((item) => mentions(item, name));
}
