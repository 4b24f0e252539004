/**
 * Patch operations: what may be changed at which path is a table per kind of thing.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
import type { PatchOperation } from "#aws/generated/types/apigateway";
import { setOwn } from "./definition.ts";
import { badPatchPath, badRequest } from "./errors.ts";

type Json = Record<string, unknown>;
type Op = "add" | "remove" | "replace" | "copy";

/**
 * What stands at a path. "text", "number" and "flag" are values; "member" is a member of a list,
 * named by the path's last part; "values" is a list whose members the operations' values are;
 * a function does what no value can say. A path's `*` is any one part.
 */
export type Rule =
  | "text"
  | "number"
  | "flag"
  | "member"
  | "values"
  | ((target: Json, op: Op, value: string, names: readonly string[], from: string) => void);
export type Rules = Readonly<Record<string, Rule>>;

/**
 * Changes `target` in place.
 * @throws Fault BadRequestException for a path that the rules do not know.
 */
export function patch(
  target: object,
  operations: readonly PatchOperation[] | undefined,
  rules: Rules,
): void {
  for (const { op = "replace", path = "", value, from } of operations ?? []) {
    if (op === "move" || op === "test")
      throw badRequest(`Invalid patch operation specified. Must be one of: [add, remove, replace]`);
    const parts = partsOf(path);
    const pattern = Object.keys(rules).find((candidate) => fits(candidate, parts));
    if (pattern === undefined) throw badPatchPath(path, op, Object.keys(rules));
    const rule = rules[pattern]!;
    const names = parts.filter((_, i) => partsOf(pattern)[i] === "*");
    if (typeof rule === "function") rule(target as Json, op, value ?? "", names, from ?? "");
    else set(target as Json, parts, rule, op, value);
  }
}

/** A path's parts without JSON pointer's escapes. */
function partsOf(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function fits(pattern: string, parts: readonly string[]): boolean {
  const wanted = partsOf(pattern);
  return wanted.length === parts.length && wanted.every((w, i) => w === "*" || w === parts[i]);
}

function set(target: Json, parts: readonly string[], rule: string, op: Op, value?: string): void {
  let owner = target;
  const list = rule === "member";
  for (const part of parts.slice(0, list ? -2 : -1)) {
    if (!Object.hasOwn(owner, part) || typeof owner[part] !== "object") setOwn(owner, part, {});
    owner = owner[part] as Json;
  }
  const last = parts.at(-1)!;
  if (list) return change(owner, parts.at(-2)!, op, last, value);
  if (rule === "values") return change(owner, last, op, value ?? "", undefined);
  if (op === "remove") {
    delete owner[last];
    return;
  }
  setOwn(owner, last, read(rule, value, parts));
}

function change(owner: Json, name: string, op: Op, item: string, value?: string): void {
  const held = (Object.hasOwn(owner, name) ? (owner[name] as string[]) : undefined) ?? [];
  const rest = held.filter((one) => one !== item);
  const added = op === "replace" && value ? value : item;
  owner[name] = op === "remove" ? rest : rest.includes(added) ? rest : [...rest, added];
}

function read(rule: string, value: string | undefined, parts: readonly string[]): unknown {
  if (rule === "flag") return value?.toLowerCase() === "true";
  if (rule === "text") return value ?? "";
  const number = Number(value);
  if (value === undefined || value === "" || !Number.isFinite(number))
    throw badRequest(`Invalid value specified for patch path '/${parts.join("/")}': ${value}`);
  return number;
}
