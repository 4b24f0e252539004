/**
 * Intrinsic functions: which values are, and what of them the transform resolves itself:
 * references to parameters (`Ref`, `${}` in `Fn::Sub`), `Fn::FindInMap`, and references to the
 * resources that the transform makes (`Function.Alias`).
 */
import { InvalidTemplate, SamError } from "./errors.ts";
import { pythonStr } from "./python.ts";
import { isObject, type Json, type Scope } from "./scope.ts";

/** A map of one key that is `Ref`, `Condition` or `Fn::...`. */
export function isIntrinsic(value: unknown): value is Json {
  if (!isObject(value)) return false;
  const [key, ...more] = Object.keys(value);
  return (
    key !== undefined &&
    more.length === 0 &&
    (key === "Ref" || key === "Condition" || key.startsWith("Fn::"))
  );
}

export const isIf = (value: unknown): value is Json => isIntrinsic(value) && "Fn::If" in value;
export const isNoValue = (value: unknown): boolean =>
  isIntrinsic(value) && value["Ref"] === "AWS::NoValue";

/** The id of a resource that a `Ref` or `Fn::GetAtt` names. */
export function namedResource(value: unknown): string | undefined {
  if (!isIntrinsic(value)) return undefined;
  if (typeof value["Ref"] === "string") return value["Ref"];
  const given = value["Fn::GetAtt"];
  if (Array.isArray(given) && given.length === 2 && typeof given[0] === "string") return given[0];
  if (typeof given === "string" && given.split(".").length === 2) return given.split(".")[0];
  return undefined;
}

export const IF_NEEDS_THREE = "Fn::If requires 3 arguments";

/** The three arguments of an `Fn::If`, or nothing where there are not three. */
export function ifArguments(value: Json): [string, unknown, unknown] | undefined {
  const given = value["Fn::If"];
  return Array.isArray(given) && given.length === 3
    ? (given as [string, unknown, unknown])
    : undefined;
}

type Step = (value: Json) => unknown;

/** Replaces from the outside in: a replaced value's own parts are visited too. */
function walk(value: unknown, step: Step): unknown {
  const now = isObject(value) && Object.keys(value).length === 1 ? step(value) : value;
  if (Array.isArray(now)) return now.map((item) => walk(item, step));
  if (!isObject(now)) return now;
  return Object.fromEntries(Object.entries(now).map(([key, inner]) => [key, walk(inner, step)]));
}

/** The values of a template's parameters: given ones, defaults, the region and the partition. */
export function parameterValues(template: Json, scope: Scope["options"]): Map<string, unknown> {
  const values = new Map(Object.entries(scope.parameterValues));
  const declared = template["Parameters"];
  if (isObject(declared))
    for (const [name, parameter] of Object.entries(declared))
      if (!values.has(name) && isObject(parameter) && "Default" in parameter)
        values.set(name, parameter["Default"]);
  if (!values.has("AWS::Region")) values.set("AWS::Region", scope.region);
  if (!values.has("AWS::Partition")) values.set("AWS::Partition", scope.partition);
  return values;
}

/** A copy of a value with references to parameters replaced by the parameters' values. */
export function withParameters(values: ReadonlyMap<string, unknown>, value: unknown): unknown {
  return walk(value, (one) => {
    if (typeof one["Ref"] === "string") return parameter(values, one["Ref"], one);
    if ("Fn::Sub" in one)
      return {
        "Fn::Sub": subbed(one["Fn::Sub"], (whole, name) => parameter(values, name, whole)),
      };
    return one;
  });
}

/** Values that CloudFormation gives for what another nested stack has yet to make stay unresolved. */
function parameter(values: ReadonlyMap<string, unknown>, name: string, otherwise: unknown) {
  const value = values.get(name);
  if (
    value === undefined ||
    (typeof value === "string" && value.startsWith("{{IntrinsicFunction:"))
  )
    return otherwise;
  return value;
}

const SUB_NAME = /\$\{([A-Za-z0-9.]+|AWS::[A-Z][A-Za-z]*)\}/g;

function subbed(given: unknown, replace: (whole: string, name: string) => unknown): unknown {
  if (Array.isArray(given) && typeof given[0] === "string")
    return [subbed(given[0], replace), ...given.slice(1)];
  if (typeof given !== "string") return given;
  let out = given;
  for (const [whole, name] of given.matchAll(SUB_NAME)) {
    const value = replace(whole, name!);
    if (typeof value !== "string")
      throw new SamError([
        new InvalidTemplate(
          `Invalid Fn::Sub variable value ${pythonStr(value)}. Fn::Sub expects all variables to be strings.`,
        ),
      ]);
    out = out.replace(whole, () => value);
  }
  return out;
}

/** A copy of a value with `Fn::FindInMap` of literal keys replaced by what the mapping holds. */
export function withMappings(mappings: unknown, value: unknown): unknown {
  if (!isObject(mappings)) {
    if (mappings === undefined) return value;
    throw new SamError([
      new InvalidTemplate("'Mappings' or 'Parameters' is either null or not a valid dictionary."),
    ]);
  }
  if (Object.keys(mappings).length === 0) return value;
  return walk(value, (one) => ("Fn::FindInMap" in one ? found(mappings, one) : one));
}

function found(mappings: Json, one: Json): unknown {
  const given = one["Fn::FindInMap"];
  if (!Array.isArray(given) || given.length !== 3)
    throw new SamError([
      new InvalidTemplate(
        `Invalid FindInMap value ${pythonStr(given)}. FindInMap expects an array with 3 values.`,
      ),
    ]);
  const keys = given.map((key) =>
    isObject(key) && Object.keys(key).length === 1 && "Fn::FindInMap" in key
      ? found(mappings, key)
      : key,
  );
  if (!keys.every((key) => typeof key === "string")) return one;
  let at: unknown = mappings;
  for (const key of keys as string[]) {
    if (!isObject(at))
      throw new SamError([
        new InvalidTemplate(
          `Cannot use Fn::FindInMap on Mapping '${keys[0]}' which is not a a two-level map.`,
        ),
      ]);
    if (!Object.hasOwn(at, key)) return one;
    at = at[key];
  }
  return at;
}

/** Ids of made resources by the id and the property by which a template may name them. */
export type Referable = Map<string, Map<string, string>>;

/** A copy with ids that the transform changed put in the place of the template's. */
export function withChangedIds(changed: ReadonlyMap<string, string>, value: unknown): unknown {
  if (changed.size === 0) return value;
  return walk(value, (one) => {
    const name = one["Ref"];
    if (typeof name === "string") return changed.has(name) ? { Ref: changed.get(name) } : one;
    if ("Fn::Sub" in one)
      return {
        "Fn::Sub": subbed(one["Fn::Sub"], (whole, inner) => {
          const id = inner.split(".")[0]!;
          const now = changed.get(id);
          return now === undefined ? whole : whole.replaceAll(id, () => now);
        }),
      };
    return withGetAtt(one, ([id, ...rest]) => {
      const now = changed.get(id!);
      return now === undefined ? undefined : [now, ...rest];
    });
  });
}

/** A copy with references such as `Function.Alias` replaced by the made resource's id. */
export function withReferences(referable: Referable, value: unknown): unknown {
  if (referable.size === 0) return value;
  const of = (id: string, name: string | undefined) =>
    name === undefined ? undefined : referable.get(id)?.get(name);
  return walk(value, (one) => {
    if (typeof one["Ref"] === "string") {
      const at = one["Ref"].indexOf(".");
      const id = at > 0 ? of(one["Ref"].slice(0, at), one["Ref"].slice(at + 1)) : undefined;
      return id === undefined ? one : { Ref: id };
    }
    if ("Fn::Sub" in one)
      return {
        "Fn::Sub": subbed(one["Fn::Sub"], (whole, inner) => {
          const [id, name] = inner.split(".");
          const now = of(id!, name);
          return now === undefined ? whole : whole.replaceAll(`${id}.${name}`, () => now);
        }),
      };
    return withGetAtt(one, ([id, name, ...rest]) => {
      const now = of(id!, name);
      return now === undefined ? undefined : [now, ...rest];
    });
  });
}

function withGetAtt(one: Json, change: (parts: string[]) => string[] | undefined): Json {
  const given = one["Fn::GetAtt"];
  if (!Array.isArray(given) || given.length < 2) return one;
  if (!given.every((part) => typeof part === "string")) return one;
  const parts = change(given.join(".").split("."));
  return parts === undefined ? one : { "Fn::GetAtt": parts };
}

/**
 * What a value becomes where the transform looked at its parameters in passing: everything in it
 * is resolved, but a reference that is the whole value stays.
 */
export function resolvedInside(values: ReadonlyMap<string, unknown>, value: unknown): unknown {
  if (isObject(value) && Object.keys(value).length === 1 && "Ref" in value) return value;
  return withParameters(values, value);
}
