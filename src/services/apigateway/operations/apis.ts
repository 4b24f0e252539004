/** REST APIs, made from OpenAPI documents. */
import { notImplemented } from "#aws/fault";
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { parseTemplate } from "#languages/cfn-yaml";
import { apiMissing, badRequest } from "../errors.ts";
import { type ApiRow, on, type tables } from "../tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export const CreateRestApi = on("CreateRestApi", (ctx, input) => {
  if (input.cloneFrom !== undefined)
    throw notImplemented("apigateway:CreateRestApi with cloneFrom");
  if (input.policy !== undefined) throw notImplemented("apigateway:CreateRestApi with a policy");
  const row: ApiRow = {
    id: ctx.chance.alnum(10),
    account: ctx.account,
    region: ctx.region,
    name: input.name,
    description: input.description,
    version: input.version,
    document: { openapi: "3.0.1", paths: {} },
    binaryMediaTypes: input.binaryMediaTypes ?? [],
    endpointTypes: input.endpointConfiguration?.types ?? ["EDGE"],
    disableExecuteApi: input.disableExecuteApiEndpoint ?? false,
    tags: { ...input.tags },
    createdAt: ctx.now,
  };
  return ctx.update(async (tx) => {
    await tx.api.put(row);
    return described(row);
  });
});

export const ImportRestApi = on("ImportRestApi", (ctx, input) => {
  const document = read(input.body);
  const row: ApiRow = {
    id: ctx.chance.alnum(10),
    account: ctx.account,
    region: ctx.region,
    ...facts(document),
    document,
    binaryMediaTypes: binaryOf(document),
    endpointTypes: [input.parameters?.["endpointConfigurationTypes"] ?? "EDGE"],
    disableExecuteApi: false,
    tags: {},
    createdAt: ctx.now,
  };
  return ctx.update(async (tx) => {
    await tx.api.put(row);
    return described(row);
  });
});

export const PutRestApi = on("PutRestApi", (ctx, input) => {
  if (input.mode === "merge") throw notImplemented("apigateway:PutRestApi that merges");
  const document = read(input.body);
  return ctx.update(async (tx) => {
    const row = await apiOf(ctx, tx, input.restApiId);
    const next: ApiRow = {
      ...row,
      ...facts(document),
      document,
      binaryMediaTypes: binaryOf(document),
    };
    await tx.api.put(next);
    return described(next);
  });
});

export const GetRestApi = on("GetRestApi", (ctx, input) =>
  ctx.view(async (tx) => described(await apiOf(ctx, tx, input.restApiId))),
);

export const GetRestApis = on("GetRestApis", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.api.list({ where: { account: ctx.account, region: ctx.region } });
    const start =
      input.position === undefined ? 0 : rows.findIndex((r) => r.id === input.position) + 1;
    const page = rows.slice(start, start + (input.limit ?? 25));
    const more = rows.length > start + page.length;
    return { items: page.map(described), ...(more ? { position: page.at(-1)!.id } : {}) };
  }),
);

export const DeleteRestApi = on("DeleteRestApi", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await apiOf(ctx, tx, input.restApiId);
    await tx.api.remove({ id: row.id });
    await tx.stage.removeAll({ api: row.id });
    await tx.deployment.removeAll({ api: row.id });
    return {};
  }),
);

/** @throws Fault NotFoundException, also for an API of another account or region. */
export async function apiOf(ctx: Ctx, tx: Tx, id: string): Promise<Readonly<ApiRow>> {
  const row = await tx.api.find({ id });
  if (row === undefined || row.account !== ctx.account || row.region !== ctx.region)
    throw apiMissing();
  return row;
}

function read(body: Uint8Array | undefined): Record<string, unknown> {
  let document: unknown;
  try {
    document = parseTemplate(Buffer.from(body ?? new Uint8Array()).toString("utf8"));
  } catch (error) {
    throw badRequest(
      `Unable to parse API definition because of a malformed document: ${(error as Error).message}`,
    );
  }
  if (typeof document !== "object" || document === null || Array.isArray(document))
    throw badRequest("Invalid OpenAPI input.");
  return document as Record<string, unknown>;
}

function facts(
  document: Record<string, unknown>,
): Pick<ApiRow, "name" | "description" | "version"> {
  const info = (document["info"] ?? {}) as Record<string, unknown>;
  return {
    name: String(info["title"] ?? "Untitled"),
    description: info["description"] === undefined ? undefined : String(info["description"]),
    version: info["version"] === undefined ? undefined : String(info["version"]),
  };
}

function binaryOf(document: Record<string, unknown>): string[] {
  const types = document["x-amazon-apigateway-binary-media-types"];
  return Array.isArray(types) ? types.map(String) : [];
}

function described(row: Readonly<ApiRow>) {
  return {
    id: row.id,
    name: row.name,
    createdDate: row.createdAt,
    apiKeySource: "HEADER" as const,
    endpointConfiguration: { types: row.endpointTypes as "EDGE"[] },
    disableExecuteApiEndpoint: row.disableExecuteApi,
    tags: row.tags,
    ...(row.description === undefined ? {} : { description: row.description }),
    ...(row.version === undefined ? {} : { version: row.version }),
    ...(row.binaryMediaTypes.length > 0 ? { binaryMediaTypes: row.binaryMediaTypes } : {}),
  };
}
