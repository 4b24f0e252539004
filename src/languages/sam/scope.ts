/**
 * What the parts of the transform share. The core stands in these files:
 *
 * - `scope.ts`: the state of one transform (`Scope`), what a type of resource brings (`SamType`),
 *   the makers of references (`ref`, `getAtt`, `sub`).
 * - `properties.ts`: declared properties and their checks, with AWS's error texts
 *   (`property`, `known`, `passed`; `demand` for a value inside a property).
 * - `resource.ts`: a resource read from the template (`Given`), a CloudFormation resource in the
 *   making (`Resource`), attributes and tags.
 * - `intrinsics.ts`: `isIntrinsic`, `isIf`, `isNoValue`, `withParameters(scope.values, value)`,
 *   `withMappings(scope.mappings, value)`.
 * - `python.ts`: what of Python shows in the output: `truthy`, `pythonDump` (`json.dumps`),
 *   `pythonStr` (for error texts), `idHash` (the hash at the end of ids), Python 2.7's strings and
 *   dictionaries (`toPython27`, `pythonRepr`, `order27`), which the ids of deployments are of.
 * - `errors.ts`: throw `InvalidResource`, `InvalidEvent`, `InvalidTemplate`; the transform
 *   collects those of all resources, orders them and throws one `SamError`.
 */
import { createHash } from "node:crypto";
import type { Deployments } from "./deployments.ts";
import type { Referable } from "./intrinsics.ts";
import type { Properties } from "./properties.ts";
import type { Given, Resource } from "./resource.ts";
import type { SamOptions } from "./transform.ts";

export type Json = Record<string, unknown>;
/** Resources by logical id. */
export type Made = Record<string, Json>;

export interface Scope {
  readonly options: SamOptions;
  /** The template after the globals went in; events of functions change its APIs. */
  readonly template: Json;
  /** The template's resources. */
  readonly resources: Record<string, Json>;
  /** The resources that the transform writes: the template's, replaced one after the other. */
  readonly output: Record<string, Json>;
  /** The conditions that the transform writes; undefined where the template has none. */
  readonly conditions: Json | undefined;
  readonly mappings: unknown;
  /** Values of parameters, the region and the partition. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Ids that the transform changed: the template's, and the one in the output. */
  readonly changedIds: Map<string, string>;
  readonly referable: Referable;
  /** Whether maps are walked in Python 2.7's order: in templates with a REST API. */
  readonly asPython27: boolean;
  /** Gradual deployments of functions. */
  readonly deployments: Deployments;
  /** What of one resource the making of another needs; each part of the transform has its keys. */
  readonly notes: Map<string, unknown>;
  /** Resources that belong to none of the template's own. */
  readonly generated: Map<string, Json>;
}

/** A type of serverless resource. */
export interface SamType {
  readonly type: string;
  readonly properties: Properties;
  /** Made types by the name with which a template may refer to them, as in `Function.Alias`. */
  readonly referable?: Readonly<Record<string, string>>;
  /** Sees and may change or refuse the properties before they are checked. */
  readonly before?: (scope: Scope, id: string, properties: Json) => void;
  /** @throws SamCause */
  readonly translate: (scope: Scope, given: Given) => Resource[];
}

/** A map; a boxed `Number` is none: it stands for a whole number written with a fraction. */
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Number);

export const ref = (id: string): Json => ({ Ref: id });
export const getAtt = (id: string, attribute: string): Json => ({ "Fn::GetAtt": [id, attribute] });
export const sub = (text: string, variables?: Json): Json => ({
  "Fn::Sub": variables === undefined ? text : [text, variables],
});
export const join = (delimiter: string, values: unknown[]): Json => ({
  "Fn::Join": [delimiter, values],
});
/** `Fn::If`, with nothing in the other case. */
export const makeIf = (
  condition: unknown,
  yes: unknown,
  no: unknown = { Ref: "AWS::NoValue" },
): Json => ({ "Fn::If": [condition, yes, no] });

/** The first hexadecimal digits of a value's SHA-1, for ids that change with what they stand for. */
export function digest(value: unknown, length: number): string {
  return createHash("sha1")
    .update(typeof value === "string" ? value : JSON.stringify(value))
    .digest("hex")
    .slice(0, length);
}

/** Letters and digits of a path, title-cased as SAM does for ids. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}

/** A parameter's value where a value is a Ref to one. */
export function resolved(scope: Scope, value: unknown): unknown {
  if (!isObject(value) || typeof value["Ref"] !== "string") return value;
  return scope.values.has(value["Ref"]) ? scope.values.get(value["Ref"]) : value;
}

/** Attributes beside Type and Properties that the CloudFormation resource keeps. */
export function kept(resource: Json): Json {
  const out: Json = {};
  for (const name of [
    "Condition",
    "DependsOn",
    "Metadata",
    "DeletionPolicy",
    "UpdateReplacePolicy",
  ])
    if (resource[name] !== undefined) out[name] = resource[name];
  return out;
}

/** Tags with the one that says who made the resource. */
export function tagList(tags: unknown, createdBy = "lambda:createdBy"): Json[] {
  return [
    { Key: createdBy, Value: "SAM" },
    ...Object.entries((tags as Json | undefined) ?? {}).map(([Key, Value]) => ({ Key, Value })),
  ];
}
