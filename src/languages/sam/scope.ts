/** What the parts of the transform share. */
import { createHash } from "node:crypto";
import type { SamOptions } from "./transform.ts";

export type Json = Record<string, unknown>;
/** Resources by logical id. */
export type Made = Record<string, Json>;

export interface Scope {
  readonly options: SamOptions;
  readonly template: Json;
  readonly resources: Record<string, Json>;
  /** Resources that belong to none of the template's own. */
  readonly generated: Map<string, Json>;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const ref = (id: string): Json => ({ Ref: id });
export const getAtt = (id: string, attribute: string): Json => ({ "Fn::GetAtt": [id, attribute] });
export const sub = (text: string): Json => ({ "Fn::Sub": text });

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
  const name = value["Ref"];
  if (Object.hasOwn(scope.options.parameterValues, name))
    return scope.options.parameterValues[name];
  const parameters = scope.template["Parameters"];
  const parameter = isObject(parameters) ? parameters[name] : undefined;
  return isObject(parameter) && parameter["Default"] !== undefined ? parameter["Default"] : value;
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
