/** Finding an API and changing its document, inside a transaction. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { missing } from "./errors.ts";
import type { ApiRow, Definition, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

/** @throws Fault NotFoundException, also for an API of another account or region. */
export async function apiOf(ctx: Ctx, tx: Tx, id: string): Promise<Readonly<ApiRow>> {
  const row = await tx.api.find({ id });
  if (row === undefined || row.account !== ctx.account || row.region !== ctx.region)
    throw missing("API", `${ctx.account}:${id}`);
  return row;
}

/** Changes an API's document; stages that deploy by themselves serve it at once. */
export function change<R>(ctx: Ctx, id: string, to: (definition: Definition) => R): Promise<R> {
  return ctx.update(async (tx) => {
    const row = await apiOf(ctx, tx, id);
    const definition = structuredClone(row.definition);
    const result = to(definition);
    await tx.api.put({ ...row, definition });
    return result;
  });
}

/** One of a list by its id. @throws Fault NotFoundException. */
export function one<T extends { id: string }>(list: readonly T[], what: string, id: string): T {
  const found = list.find((item) => item.id === id);
  if (found === undefined) throw missing(what, id);
  return found;
}

/** A page of a list by the services' token, which is the place of the next item. */
export function pageOf<T>(
  list: readonly T[],
  input: { MaxResults?: string; NextToken?: string },
): { Items: T[]; NextToken?: string } {
  const start = Number(input.NextToken ?? 0) || 0;
  const limit = Number(input.MaxResults ?? 500) || 500;
  const Items = list.slice(start, start + limit);
  return { Items, ...(list.length > start + limit ? { NextToken: String(start + limit) } : {}) };
}

/** Members that are there. */
export function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}
