/** API destinations: web addresses that events are sent to. */
import type { Ctx, Tx } from "../buses.ts";
import { exists, missing, validation } from "../errors.ts";
import { pageOf } from "../paging.ts";
import { type ApiDestinationRow, on } from "../tables.ts";

/** Requests a second, unless said otherwise. */
const PER_SECOND = 300;

export const apiDestinationArn = (ctx: Ctx, { name, id }: { name: string; id: string }): string =>
  ctx.arn("events", `api-destination/${name}/${id}`);

/** @throws Fault ResourceNotFound. */
export async function apiDestinationAt(tx: Tx, name: string): Promise<Readonly<ApiDestinationRow>> {
  const row = await tx.apiDestination.find({ name });
  if (row === undefined)
    throw missing(
      `Failed to describe the api-destination(s). An api-destination '${name}' does not exist.`,
    );
  return row;
}

/** @throws Fault for an address or a connection that cannot be used. */
async function check(tx: Tx, endpoint: string | undefined, connection: string | undefined) {
  if (endpoint !== undefined && !/^https?:\/\/[^\s/]+/.test(endpoint))
    throw validation(
      "Parameter InvocationEndpoint is not valid. Reason: it must be an HTTP or HTTPS URL.",
    );
  if (connection === undefined) return;
  const name = connection.split("/")[1] ?? "";
  if ((await tx.connection.find({ name })) === undefined)
    throw missing(`Connection '${name}' does not exist.`);
}

export const CreateApiDestination = on("CreateApiDestination", (ctx, input) =>
  ctx.update(async (tx) => {
    await check(tx, input.InvocationEndpoint, input.ConnectionArn);
    const row: ApiDestinationRow = {
      name: input.Name,
      id: ctx.chance.uuid(),
      connectionArn: input.ConnectionArn,
      endpoint: input.InvocationEndpoint,
      method: input.HttpMethod,
      perSecond: input.InvocationRateLimitPerSecond ?? PER_SECOND,
      createdAt: ctx.now,
      modifiedAt: ctx.now,
      ...(input.Description === undefined ? {} : { description: input.Description }),
    };
    if (!(await tx.apiDestination.add(row)))
      throw exists(`An api-destination '${input.Name}' already exists.`);
    return made(ctx, row);
  }),
);

export const UpdateApiDestination = on("UpdateApiDestination", (ctx, input) =>
  ctx.update(async (tx) => {
    await check(tx, input.InvocationEndpoint, input.ConnectionArn);
    const current = await apiDestinationAt(tx, input.Name);
    const row: ApiDestinationRow = {
      ...current,
      connectionArn: input.ConnectionArn ?? current.connectionArn,
      endpoint: input.InvocationEndpoint ?? current.endpoint,
      method: input.HttpMethod ?? current.method,
      perSecond: input.InvocationRateLimitPerSecond ?? current.perSecond,
      modifiedAt: ctx.now,
      ...(input.Description === undefined ? {} : { description: input.Description }),
    };
    await tx.apiDestination.put(row);
    return made(ctx, row);
  }),
);

export const DeleteApiDestination = on("DeleteApiDestination", (ctx, input) =>
  ctx.update(async (tx) => {
    await apiDestinationAt(tx, input.Name);
    await tx.apiDestination.remove({ name: input.Name });
    return {};
  }),
);

export const DescribeApiDestination = on("DescribeApiDestination", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await apiDestinationAt(tx, input.Name);
    return {
      ...listedAs(ctx, row),
      ...(row.description === undefined ? {} : { Description: row.description }),
    };
  }),
);

export const ListApiDestinations = on("ListApiDestinations", (ctx, input) =>
  ctx.view(async (tx) => {
    const all = (await tx.apiDestination.list()).filter(
      (row) =>
        row.name.startsWith(input.NamePrefix ?? "") &&
        (input.ConnectionArn === undefined || row.connectionArn === input.ConnectionArn),
    );
    const { rows, token } = pageOf(all, (row) => row.name, input.NextToken, input.Limit);
    return {
      ApiDestinations: rows.map((row) => listedAs(ctx, row)),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);

const made = (ctx: Ctx, row: Readonly<ApiDestinationRow>) => ({
  ApiDestinationArn: apiDestinationArn(ctx, row),
  ApiDestinationState: "ACTIVE" as const,
  CreationTime: row.createdAt,
  LastModifiedTime: row.modifiedAt,
});

const listedAs = (ctx: Ctx, row: Readonly<ApiDestinationRow>) => ({
  ...made(ctx, row),
  Name: row.name,
  ConnectionArn: row.connectionArn,
  InvocationEndpoint: row.endpoint,
  HttpMethod: row.method,
  InvocationRateLimitPerSecond: row.perSecond,
});
