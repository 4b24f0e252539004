/** Who makes a type's resources: CloudFormation itself, or the service that has them. */
import type { ResourceHandler } from "#kernel/resource";
import type { Ctx } from "../stacks.ts";
import { type OwnType, ownTypes } from "./own-types.ts";

/** A handler, or one of CloudFormation's own types, which may have to wait. */
export type Handler = ResourceHandler | OwnType;

/** Undefined when Brume has no such type. */
export async function handlerOf(ctx: Ctx, type: string): Promise<Handler | undefined> {
  const own = ownTypes(type);
  if (own !== undefined) return own;
  for (const entry of ctx.kernel.services.values()) {
    if (!entry.resources?.some((namespace) => type.startsWith(`${namespace}::`))) continue;
    const handler = (await ctx.kernel.load(entry.id)).resources?.[type];
    if (handler !== undefined) return handler;
  }
  return undefined;
}
