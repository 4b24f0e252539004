/** What a resource's handler is given: whose stack it works for, and the caller's rights. */
import type { ResourceContext } from "#kernel/resource";
import { type Ctx, physicalName, suffixOf } from "../stacks.ts";
import type { StackRow } from "../tables.ts";

/** @param named Names that are made for the resource are added to it. */
export function resourceContext(
  ctx: Ctx,
  stack: Readonly<StackRow>,
  of: { readonly logicalId: string; readonly generation: number; readonly token: string },
  named: string[] = [],
): ResourceContext {
  const random = suffixOf(stack.id, of.logicalId, of.generation);
  return {
    account: ctx.account,
    region: ctx.region,
    partition: ctx.partition,
    stackId: stack.id,
    stackName: stack.name,
    logicalId: of.logicalId,
    now: ctx.clock.now(),
    signal: new AbortController().signal,
    origin: ctx.origin,
    tags: {
      ...stack.tags,
      "aws:cloudformation:stack-name": stack.name,
      "aws:cloudformation:stack-id": stack.id,
      "aws:cloudformation:logical-id": of.logicalId,
    },
    token: of.token,
    call: (service, operation, input, region = ctx.region) =>
      ctx.call(service, operation, input, { region }),
    name: (options) => {
      const name = physicalName(stack.name, of.logicalId, random, options);
      named.push(name);
      return name;
    },
  };
}
