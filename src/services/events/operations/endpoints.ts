/** Global endpoints, as configuration: nothing is routed through them. */
import type { RoutingConfig } from "#aws/generated/types/events";
import type { Ctx, Tx } from "../buses.ts";
import { exists, missing } from "../errors.ts";
import { pageOf } from "../paging.ts";
import { type EndpointRow, on } from "../tables.ts";

/** @throws Fault ResourceNotFound. */
async function endpointAt(tx: Tx, name: string): Promise<Readonly<EndpointRow>> {
  const row = await tx.endpoint.find({ name });
  if (row === undefined) throw missing(`Endpoint ${name} does not exist.`);
  return row;
}

interface Given {
  Description?: string;
  RoutingConfig?: RoutingConfig;
  ReplicationConfig?: { State?: "ENABLED" | "DISABLED" };
  EventBuses?: readonly { EventBusArn: string }[];
  RoleArn?: string;
}

const settingsOf = (input: Given): Partial<EndpointRow> => ({
  ...(input.Description === undefined ? {} : { description: input.Description }),
  ...(input.RoutingConfig === undefined ? {} : { routing: input.RoutingConfig }),
  ...(input.ReplicationConfig?.State === undefined
    ? {}
    : { replication: input.ReplicationConfig.State }),
  ...(input.EventBuses === undefined
    ? {}
    : { buses: input.EventBuses.map((bus) => bus.EventBusArn) }),
  ...(input.RoleArn === undefined ? {} : { roleArn: input.RoleArn }),
});

export const CreateEndpoint = on("CreateEndpoint", (ctx, input) =>
  ctx.update(async (tx) => {
    const row: EndpointRow = {
      name: input.Name,
      id: `${ctx.chance.alnum(10)}.${ctx.chance.alnum(3)}`,
      routing: input.RoutingConfig,
      replication: "ENABLED",
      buses: [],
      createdAt: ctx.now,
      modifiedAt: ctx.now,
      ...settingsOf(input),
    };
    if (!(await tx.endpoint.add(row))) throw exists(`Endpoint ${input.Name} already exists.`);
    const { EndpointId: _id, EndpointUrl: _url, ...made } = shown(ctx, row);
    return made;
  }),
);

export const UpdateEndpoint = on("UpdateEndpoint", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = {
      ...(await endpointAt(tx, input.Name)),
      ...settingsOf(input),
      modifiedAt: ctx.now,
    };
    await tx.endpoint.put(row);
    return shown(ctx, row);
  }),
);

export const DeleteEndpoint = on("DeleteEndpoint", (ctx, input) =>
  ctx.update(async (tx) => {
    await endpointAt(tx, input.Name);
    await tx.endpoint.remove({ name: input.Name });
    return {};
  }),
);

export const DescribeEndpoint = on("DescribeEndpoint", (ctx, input) =>
  ctx.view(async (tx) => shown(ctx, await endpointAt(tx, input.Name))),
);

export const ListEndpoints = on("ListEndpoints", (ctx, input) =>
  ctx.view(async (tx) => {
    const all = (await tx.endpoint.list()).filter((row) =>
      row.name.startsWith(input.NamePrefix ?? ""),
    );
    const { rows, token } = pageOf(all, (row) => row.name, input.NextToken, input.MaxResults);
    return {
      Endpoints: rows.map((row) => shown(ctx, row)),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);

function shown(ctx: Ctx, row: Readonly<EndpointRow>) {
  return {
    Name: row.name,
    Arn: ctx.arn("events", `endpoint/${row.name}`),
    RoutingConfig: row.routing,
    ReplicationConfig: { State: row.replication },
    EventBuses: row.buses.map((EventBusArn) => ({ EventBusArn })),
    EndpointId: row.id,
    EndpointUrl: `https://${row.id}.endpoint.events.amazonaws.com`,
    State: "ACTIVE" as const,
    CreationTime: row.createdAt,
    LastModifiedTime: row.modifiedAt,
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.roleArn === undefined ? {} : { RoleArn: row.roleArn }),
  };
}
