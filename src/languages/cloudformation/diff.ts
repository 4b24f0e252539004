/** What an update changes: per resource which properties, and whether it must be made anew. */
import { type Json, type JsonObject, same } from "./values.ts";

export interface PresentResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string | undefined;
  /** As last worked out. */
  readonly properties: JsonObject;
  readonly metadata?: Json;
}

export interface WantedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata?: Json;
}

export type Replacement = "True" | "False" | "Conditional";

export interface PropertyChange {
  readonly name: string;
  readonly replaces: "Always" | "Never" | "Conditionally";
}

export interface ResourceChange {
  readonly action: "Add" | "Modify" | "Remove";
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly replacement?: Replacement;
  readonly scope: readonly ("Properties" | "Metadata" | "Tags")[];
  readonly changes: readonly PropertyChange[];
}

/** Tells of a property of a type whether its change makes a new resource. */
export type Replaces = (type: string, property: string) => "Always" | "Never" | "Conditionally";

/** Stands for what only applying the change will tell. */
export const UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}";

/** Additions and modifications in the template's order, then removals; what is unchanged is left out. */
export function diff(
  present: ReadonlyMap<string, PresentResource>,
  wanted: ReadonlyMap<string, WantedResource>,
  replaces: Replaces,
): ResourceChange[] {
  const out: ResourceChange[] = [];
  for (const [logicalId, next] of wanted) {
    const now = present.get(logicalId);
    if (now === undefined) {
      out.push({ action: "Add", logicalId, type: next.type, scope: [], changes: [] });
      continue;
    }
    const change = modified(now, next, replaces);
    if (change !== undefined) out.push(change);
  }
  for (const [logicalId, now] of present)
    if (!wanted.has(logicalId))
      out.push({
        action: "Remove",
        logicalId,
        type: now.type,
        scope: [],
        changes: [],
        ...(now.physicalId === undefined ? {} : { physicalId: now.physicalId }),
      });
  return out;
}

function modified(
  now: PresentResource,
  next: WantedResource,
  replaces: Replaces,
): ResourceChange | undefined {
  const changes = changedProperties(now.properties, next.properties).map((name) => ({
    name,
    replaces: replaces(next.type, name),
  }));
  const metadata = !same(now.metadata, next.metadata);
  const otherType = now.type !== next.type;
  if (changes.length === 0 && !metadata && !otherType) return undefined;
  const scope: ("Properties" | "Metadata" | "Tags")[] = [];
  if (changes.some(({ name }) => name !== "Tags")) scope.push("Properties");
  if (changes.some(({ name }) => name === "Tags")) scope.push("Tags");
  if (metadata) scope.push("Metadata");
  const replacement: Replacement =
    otherType || changes.some((c) => c.replaces === "Always")
      ? "True"
      : changes.some((c) => c.replaces === "Conditionally")
        ? "Conditional"
        : "False";
  return {
    action: "Modify",
    logicalId: next.logicalId,
    type: next.type,
    replacement,
    scope,
    changes,
    ...(now.physicalId === undefined ? {} : { physicalId: now.physicalId }),
  };
}

/** Names of top-level properties that differ. */
export function changedProperties(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !same(before[name], after[name]));
}
