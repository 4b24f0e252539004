/** Stages and deployments. */
import { apiOf, type Ctx, defined, pageOf, type Tx } from "../apis.ts";
import { badRequest, conflict, missing } from "../errors.ts";
import { checkSettings } from "../stage-settings.ts";
import {
  type DeploymentRow,
  on,
  type RouteSettings,
  type StageRow,
  type StageSettings,
} from "../tables.ts";

export const CreateStage = on("CreateStage", (ctx, input) => {
  return ctx.update(async (tx) => {
    const api = await apiOf(ctx, tx, input.ApiId);
    if (!/^(\$default|[\w-]{1,128})$/.test(input.StageName))
      throw badRequest("Stage name only allows a-zA-Z0-9_-");
    if ((await tx.stage.find({ api: api.id, name: input.StageName })) !== undefined)
      throw conflict("Stage already exists");
    const row: StageRow = {
      api: api.id,
      name: input.StageName,
      autoDeploy: input.AutoDeploy ?? false,
      description: input.Description,
      variables: { ...input.StageVariables },
      settings: settingsWith({}, input),
      tags: { ...input.Tags },
      createdAt: ctx.now,
      updatedAt: ctx.now,
      ...(await served(tx, api.id, input.DeploymentId)),
    };
    await tx.stage.put(row);
    return shown(row);
  });
});

export const UpdateStage = on("UpdateStage", (ctx, input) => {
  return ctx.update(async (tx) => {
    const row = await stageOf(ctx, tx, input.ApiId, input.StageName);
    const next: StageRow = {
      ...row,
      updatedAt: ctx.now,
      settings: settingsWith(row.settings, input),
      ...(input.AutoDeploy === undefined ? {} : { autoDeploy: input.AutoDeploy }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.StageVariables === undefined
        ? {}
        : { variables: { ...row.variables, ...input.StageVariables } }),
      ...(await served(tx, row.api, input.DeploymentId)),
    };
    await tx.stage.put(next);
    return shown(next);
  });
});

export const GetStage = on("GetStage", (ctx, input) =>
  ctx.view(async (tx) => shown(await stageOf(ctx, tx, input.ApiId, input.StageName))),
);

export const GetStages = on("GetStages", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.ApiId);
    return pageOf((await tx.stage.list({ where: { api: api.id } })).map(shown), input);
  }),
);

export const DeleteStage = on("DeleteStage", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await stageOf(ctx, tx, input.ApiId, input.StageName);
    await tx.stage.remove({ api: row.api, name: row.name });
    return {};
  }),
);

export const CreateDeployment = on("CreateDeployment", (ctx, input) =>
  ctx.update(async (tx) => {
    const api = await apiOf(ctx, tx, input.ApiId);
    if (api.definition.routes.length === 0)
      throw badRequest("At least one route is required before deploying the Api.");
    const row: DeploymentRow = {
      api: api.id,
      id: ctx.chance.alnum(6),
      description: input.Description,
      autoDeployed: false,
      definition: api.definition,
      createdAt: ctx.now,
    };
    await tx.deployment.put(row);
    if (input.StageName !== undefined) {
      const stage = await stageOf(ctx, tx, input.ApiId, input.StageName);
      await tx.stage.put({
        ...stage,
        deployment: row.id,
        served: row.definition,
        updatedAt: ctx.now,
      });
    }
    return shownDeployment(row);
  }),
);

export const GetDeployment = on("GetDeployment", (ctx, input) =>
  ctx.view(async (tx) =>
    shownDeployment(await deploymentOf(ctx, tx, input.ApiId, input.DeploymentId)),
  ),
);

export const GetDeployments = on("GetDeployments", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.ApiId);
    return pageOf(
      (await tx.deployment.list({ where: { api: api.id } })).map(shownDeployment),
      input,
    );
  }),
);

export const DeleteDeployment = on("DeleteDeployment", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await deploymentOf(ctx, tx, input.ApiId, input.DeploymentId);
    const stages = await tx.stage.list({ where: { api: row.api } });
    if (stages.some((stage) => stage.deployment === row.id))
      throw badRequest("Active stages pointing to this deployment must be moved or deleted");
    await tx.deployment.remove({ api: row.api, id: row.id });
    return {};
  }),
);

/** Settings with those that are given in place of what was. @throws Fault BadRequestException. */
function settingsWith(
  settings: StageSettings,
  input: {
    readonly DefaultRouteSettings?: RouteSettings;
    readonly RouteSettings?: Readonly<Record<string, RouteSettings>>;
    readonly AccessLogSettings?: { readonly DestinationArn?: string; readonly Format?: string };
  },
): StageSettings {
  const next: StageSettings = {
    ...settings,
    ...defined({
      all: input.DefaultRouteSettings && { ...settings.all, ...input.DefaultRouteSettings },
      routes: input.RouteSettings && { ...settings.routes, ...input.RouteSettings },
      accessLog: input.AccessLogSettings && { ...settings.accessLog, ...input.AccessLogSettings },
    }),
  };
  checkSettings(next);
  return next;
}

export const DeleteRouteSettings = on("DeleteRouteSettings", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await stageOf(ctx, tx, input.ApiId, input.StageName);
    const { [input.RouteKey]: gone, ...routes } = row.settings.routes ?? {};
    if (gone === undefined) throw missing("RouteKey", input.RouteKey);
    await tx.stage.put({ ...row, settings: { ...row.settings, routes }, updatedAt: ctx.now });
    return {};
  }),
);

export const DeleteAccessLogSettings = on("DeleteAccessLogSettings", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await stageOf(ctx, tx, input.ApiId, input.StageName);
    const { accessLog: _gone, ...settings } = row.settings;
    await tx.stage.put({ ...row, settings, updatedAt: ctx.now });
    return {};
  }),
);

export const UpdateDeployment = on("UpdateDeployment", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await deploymentOf(ctx, tx, input.ApiId, input.DeploymentId);
    const next = { ...row, ...defined({ description: input.Description }) };
    await tx.deployment.put(next);
    return shownDeployment(next);
  }),
);

async function served(
  tx: Tx,
  api: string,
  deployment: string | undefined,
): Promise<Partial<StageRow>> {
  if (deployment === undefined) return {};
  const row = await tx.deployment.find({ api, id: deployment });
  if (row === undefined) throw missing("Deployment", deployment);
  return { deployment, served: row.definition };
}

async function stageOf(ctx: Ctx, tx: Tx, id: string, name: string): Promise<Readonly<StageRow>> {
  const api = await apiOf(ctx, tx, id);
  const row = await tx.stage.find({ api: api.id, name });
  if (row === undefined) throw missing("stage", name);
  return row;
}

async function deploymentOf(
  ctx: Ctx,
  tx: Tx,
  id: string,
  deployment: string,
): Promise<Readonly<DeploymentRow>> {
  const api = await apiOf(ctx, tx, id);
  const row = await tx.deployment.find({ api: api.id, id: deployment });
  if (row === undefined) throw missing("Deployment", deployment);
  return row;
}

function shown(row: Readonly<StageRow>) {
  return {
    StageName: row.name,
    AutoDeploy: row.autoDeploy,
    CreatedDate: row.createdAt,
    LastUpdatedDate: row.updatedAt,
    DefaultRouteSettings: { DetailedMetricsEnabled: false, ...row.settings.all } as object,
    RouteSettings: (row.settings.routes ?? {}) as Record<string, object>,
    ...(row.settings.accessLog === undefined ? {} : { AccessLogSettings: row.settings.accessLog }),
    StageVariables: row.variables,
    Tags: row.tags,
    ...(row.deployment === undefined ? {} : { DeploymentId: row.deployment }),
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.autoDeploy ? { LastDeploymentStatusMessage: "Successfully deployed the API" } : {}),
  };
}

function shownDeployment(row: Readonly<DeploymentRow>) {
  return {
    DeploymentId: row.id,
    AutoDeployed: row.autoDeployed,
    CreatedDate: row.createdAt,
    DeploymentStatus: "DEPLOYED" as const,
    ...(row.description === undefined ? {} : { Description: row.description }),
  };
}
