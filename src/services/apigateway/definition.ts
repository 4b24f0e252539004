/** An API's parts: how operations read and change them, and what they find in them. */
import type * as Aws from "#aws/generated/types/apigateway";
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { apiMissing, integrationMissing, methodMissing, missing } from "./errors.ts";
import type { ApiRow, Definition, Resource, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

/** A fresh API: its root and nothing else. */
export function emptyDefinition(rootId: string): Definition {
  return {
    resources: [{ id: rootId, path: "/", resourceMethods: {} }],
    models: [],
    requestValidators: [],
    authorizers: [],
    gatewayResponses: [],
    documentationParts: [],
  };
}

/** @throws Fault NotFoundException, also for an API of another account or region. */
export async function apiOf(ctx: Ctx, tx: Tx, id: string): Promise<Readonly<ApiRow>> {
  const row = await tx.api.find({ id });
  if (row === undefined || row.account !== ctx.account || row.region !== ctx.region)
    throw apiMissing(ctx.account, id);
  return row;
}

/** Reads an API. */
export async function look<R>(ctx: Ctx, id: string, read: (api: Readonly<ApiRow>) => R) {
  return ctx.view(async (tx) => read(await apiOf(ctx, tx, id)));
}

/** Changes an API: `change` is given a copy of its own, which is then stored. */
export async function edit<R>(
  ctx: Ctx,
  id: string,
  change: (definition: Definition, api: ApiRow, tx: Tx) => R | Promise<R>,
): Promise<R> {
  return ctx.update(async (tx) => {
    const row = structuredClone(await apiOf(ctx, tx, id)) as ApiRow;
    const result = await change(row.definition, row, tx);
    await tx.api.put(row);
    return result;
  });
}

/** @throws Fault NotFoundException "Invalid Resource identifier specified". */
export function resourceOf(definition: Definition, id: string): Resource {
  const found = definition.resources.find((resource) => resource.id === id);
  if (found === undefined) throw missing("Resource");
  return found;
}

/** @throws Fault NotFoundException "Invalid Method identifier specified". */
export function methodOf(definition: Definition, id: string, verb: string): Aws.Method {
  const { resourceMethods } = resourceOf(definition, id);
  if (!Object.hasOwn(resourceMethods, verb)) throw methodMissing();
  return resourceMethods[verb]!;
}

/** @throws Fault NotFoundException "Invalid Integration identifier specified". */
export function integrationOf(definition: Definition, id: string, verb: string): Aws.Integration {
  const { methodIntegration } = methodOf(definition, id, verb);
  if (methodIntegration === undefined) throw integrationMissing();
  return methodIntegration;
}

/** The root of an API, which always has one. */
export function rootOf(definition: Definition): Resource {
  return definition.resources.find((resource) => resource.parentId === undefined)!;
}

/**
 * The resource of a path, made with those above it where it is missing.
 * @param newId Gives ids of six letters and digits.
 */
export function resourceAt(definition: Definition, path: string, newId: () => string): Resource {
  const known = definition.resources.find((resource) => resource.path === path);
  if (known !== undefined) return known;
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length === 0) return rootOf(definition);
  const parent = resourceAt(definition, `/${parts.slice(0, -1).join("/")}`, newId);
  return addResource(definition, parent, parts.at(-1)!, newId());
}

export function addResource(
  definition: Definition,
  parent: Resource,
  pathPart: string,
  id: string,
): Resource {
  const path = `${parent.path === "/" ? "" : parent.path}/${pathPart}`;
  const resource: Resource = { id, parentId: parent.id, pathPart, path, resourceMethods: {} };
  definition.resources.push(resource);
  return resource;
}

/** Sets a key that a user chose: as its own, whatever its name. */
export function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** A map's own value. */
export function own<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A page by AWS's `position` and `limit` (25, at most 500). */
export function page<T>(
  all: readonly T[],
  input: { position?: string; limit?: number },
  idOf: (item: T) => string,
): { items: T[]; position?: string } {
  const start =
    input.position === undefined ? 0 : all.findIndex((item) => idOf(item) === input.position) + 1;
  const items = all.slice(start, start + Math.min(Math.max(input.limit ?? 25, 1), 500));
  return all.length > start + items.length ? { items, position: idOf(items.at(-1)!) } : { items };
}
