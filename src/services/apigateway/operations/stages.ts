/** Deployments and the stages that serve them. */
import { notImplemented } from "#aws/fault";
import { badRequest, deploymentMissing, stageExists, stageMissing } from "../errors.ts";
import { type DeploymentRow, on, type StageRow } from "../tables.ts";
import { apiOf, type Ctx, type Tx } from "./apis.ts";

export const CreateDeployment = on("CreateDeployment", (ctx, input) =>
  ctx.update(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    if (Object.keys((api.document["paths"] ?? {}) as object).length === 0)
      throw badRequest("The REST API doesn't contain any methods");
    const row: DeploymentRow = {
      api: api.id,
      id: ctx.chance.alnum(6),
      description: input.description,
      document: api.document,
      createdAt: ctx.now,
    };
    await tx.deployment.put(row);
    if (input.stageName !== undefined) {
      const held = await tx.stage.find({ api: api.id, name: input.stageName });
      const fresh: StageRow = {
        api: api.id,
        name: input.stageName,
        variables: { ...input.variables },
        tags: {},
        createdAt: ctx.now,
        updatedAt: ctx.now,
        ...held,
        deployment: row.id,
      };
      await tx.stage.put(fresh);
    }
    return shownDeployment(row);
  }),
);

export const GetDeployment = on("GetDeployment", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const row = await tx.deployment.find({ api: api.id, id: input.deploymentId });
    if (row === undefined) throw deploymentMissing();
    return shownDeployment(row);
  }),
);

export const GetDeployments = on("GetDeployments", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const rows = await tx.deployment.list({ where: { api: api.id } });
    return { items: rows.map(shownDeployment) };
  }),
);

export const DeleteDeployment = on("DeleteDeployment", (ctx, input) =>
  ctx.update(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const stages = await tx.stage.list({ where: { api: api.id } });
    if (stages.some((stage) => stage.deployment === input.deploymentId))
      throw badRequest("Active stages pointing to this deployment must be moved or deleted");
    if (!(await tx.deployment.remove({ api: api.id, id: input.deploymentId })))
      throw deploymentMissing();
    return {};
  }),
);

export const CreateStage = on("CreateStage", (ctx, input) => {
  if (input.cacheClusterEnabled) throw notImplemented("apigateway: a stage's cache cluster");
  if (input.canarySettings !== undefined)
    throw notImplemented("apigateway: a stage's canary settings");
  return ctx.update(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    if (!/^\w{1,128}$/.test(input.stageName)) throw badRequest("Stage name only allows a-zA-Z0-9_");
    if ((await tx.stage.find({ api: api.id, name: input.stageName })) !== undefined)
      throw stageExists();
    await deployed(tx, api.id, input.deploymentId);
    const row: StageRow = {
      api: api.id,
      name: input.stageName,
      deployment: input.deploymentId,
      description: input.description,
      variables: { ...input.variables },
      tags: { ...input.tags },
      createdAt: ctx.now,
      updatedAt: ctx.now,
    };
    await tx.stage.put(row);
    return shownStage(row);
  });
});

export const UpdateStage = on("UpdateStage", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await stageOf(ctx, tx, input.restApiId, input.stageName);
    const next: StageRow = { ...row, variables: { ...row.variables }, updatedAt: ctx.now };
    for (const { op, path = "", value } of input.patchOperations ?? []) {
      const variable = /^\/variables\/(\w+)$/.exec(path)?.[1];
      if (path === "/deploymentId" && value !== undefined) {
        await deployed(tx, row.api, value);
        next.deployment = value;
      } else if (path === "/description") next.description = value;
      else if (variable !== undefined && op === "remove") delete next.variables[variable];
      else if (variable !== undefined) next.variables[variable] = value ?? "";
      else throw notImplemented(`apigateway:UpdateStage of ${path}`);
    }
    await tx.stage.put(next);
    return shownStage(next);
  }),
);

export const GetStage = on("GetStage", (ctx, input) =>
  ctx.view(async (tx) => shownStage(await stageOf(ctx, tx, input.restApiId, input.stageName))),
);

export const GetStages = on("GetStages", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const rows = await tx.stage.list({ where: { api: api.id } });
    return { item: rows.map(shownStage) };
  }),
);

export const DeleteStage = on("DeleteStage", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await stageOf(ctx, tx, input.restApiId, input.stageName);
    await tx.stage.remove({ api: row.api, name: row.name });
    return {};
  }),
);

async function deployed(tx: Tx, api: string, id: string): Promise<void> {
  if ((await tx.deployment.find({ api, id })) === undefined) throw deploymentMissing();
}

async function stageOf(ctx: Ctx, tx: Tx, id: string, name: string): Promise<Readonly<StageRow>> {
  const api = await apiOf(ctx, tx, id);
  const row = await tx.stage.find({ api: api.id, name });
  if (row === undefined) throw stageMissing();
  return row;
}

function shownStage(row: Readonly<StageRow>) {
  return {
    stageName: row.name,
    deploymentId: row.deployment,
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE" as const,
    methodSettings: {},
    variables: row.variables,
    tags: row.tags,
    tracingEnabled: false,
    createdDate: row.createdAt,
    lastUpdatedDate: row.updatedAt,
    ...(row.description === undefined ? {} : { description: row.description }),
  };
}

function shownDeployment(row: Readonly<DeploymentRow>) {
  return {
    id: row.id,
    createdDate: row.createdAt,
    ...(row.description === undefined ? {} : { description: row.description }),
  };
}
