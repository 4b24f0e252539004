/** What the resource types of Lambda have in common: values of a template, and names. */
import type { ResourceContext } from "#kernel/resource";

export type Given = Record<string, unknown>;

export const text = (value: unknown): string | undefined =>
  value === undefined ? undefined : String(value);
export const number = (value: unknown): number | undefined =>
  value === undefined ? undefined : Number(value);
export const truth = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : String(value) === "true";

/** A value without its undefined members: operations tell "absent" from "empty". */
export function given<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

export async function unlessMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error: { code?: string }) => {
    if (error.code !== "ResourceNotFoundException") throw error;
  });
}

export const arnOf = (ctx: ResourceContext, name: string): string =>
  name.startsWith("arn:")
    ? name
    : `arn:${ctx.partition}:lambda:${ctx.region}:${ctx.account}:function:${name}`;

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
