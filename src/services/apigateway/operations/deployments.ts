/** Deployments: an API as it stood, which never changes. */
import { notImplemented } from "#aws/fault";
import type { Deployment, MethodSnapshot } from "#aws/generated/types/apigateway";
import { apiOf, type Ctx, page, type Tx } from "../definition.ts";
import { badRequest, deploymentMissing } from "../errors.ts";
import { patch } from "../patches.ts";
import { type ApiRow, type DeploymentRow, on } from "../tables.ts";
import { checkStage, freshStage } from "./stages.ts";

export const CreateDeployment = on("CreateDeployment", (ctx: Ctx, input) =>
  ctx.update(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    checkWhole(api);
    const { name: _, ...settings } = api.settings;
    const row: DeploymentRow = {
      api: api.id,
      id: ctx.chance.alnum(6),
      description: input.description,
      settings,
      definition: api.definition,
      createdAt: ctx.now,
    };
    await tx.deployment.put(row);
    if (input.stageName !== undefined) await release(ctx, tx, row, input.stageName, input);
    else if (input.canarySettings !== undefined || input.variables !== undefined)
      throw badRequest("Invalid stage name");
    return shown(row);
  }),
);

/** Points a stage, made where there is none, at a deployment; with canary settings its canary. */
async function release(
  ctx: Ctx,
  tx: Tx,
  row: DeploymentRow,
  stageName: string,
  input: Parameters<typeof freshStage>[1] & {
    canarySettings?: object;
    variables?: Record<string, string>;
  },
): Promise<void> {
  const held = await tx.stage.find({ api: row.api, name: stageName });
  if (held === undefined) {
    if (input.canarySettings !== undefined)
      throw badRequest("Deployment canary settings cannot be applied: the stage does not exist");
    const { stageDescription: description, variables } = input;
    const settings = freshStage(ctx, { ...input, description, variables });
    const stage = { ...settings, stageName, deploymentId: row.id };
    checkStage(stage);
    await tx.stage.put({ api: row.api, name: stageName, deployment: row.id, settings: stage });
    return;
  }
  const settings = { ...held.settings, lastUpdatedDate: ctx.now };
  if (input.variables !== undefined) settings.variables = { ...input.variables };
  if (input.stageDescription !== undefined) settings.description = input.stageDescription;
  if (input.canarySettings !== undefined || settings.canarySettings !== undefined) {
    // A stage with a canary takes new deployments there until the canary is promoted or removed.
    settings.canarySettings = {
      percentTraffic: 0,
      ...settings.canarySettings,
      ...input.canarySettings,
      deploymentId: row.id,
    };
    await tx.stage.put({ ...held, settings });
    return;
  }
  settings.deploymentId = row.id;
  checkStage(settings);
  await tx.stage.put({ ...held, deployment: row.id, settings });
}

export const GetDeployment = on("GetDeployment", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await deploymentOf(ctx, tx, input.restApiId, input.deploymentId);
    const embed = input.embed?.flatMap((one) => one.split(",")) ?? [];
    return embed.includes("apisummary") ? { ...shown(row), apiSummary: summary(row) } : shown(row);
  }),
);

export const GetDeployments = on("GetDeployments", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const rows = await tx.deployment.list({ where: { api: api.id } });
    return page(rows.map(shown), input, (one) => one.id!);
  }),
);

export const UpdateDeployment = on("UpdateDeployment", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = { ...(await deploymentOf(ctx, tx, input.restApiId, input.deploymentId)) };
    patch(row, input.patchOperations, { "/description": "text" });
    await tx.deployment.put(row);
    return shown(row);
  }),
);

export const DeleteDeployment = on("DeleteDeployment", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await deploymentOf(ctx, tx, input.restApiId, input.deploymentId);
    const stages = await tx.stage.list({ where: { api: row.api } });
    const uses = stages.some(
      (stage) =>
        stage.deployment === row.id || stage.settings.canarySettings?.deploymentId === row.id,
    );
    if (uses)
      throw badRequest("Active stages pointing to this deployment must be moved or deleted");
    await tx.deployment.remove({ api: row.api, id: row.id });
    return {};
  }),
);

/** @throws Fault NotFoundException "Invalid Deployment identifier specified". */
export async function deploymentOf(
  ctx: Ctx,
  tx: Tx,
  restApiId: string,
  id: string,
): Promise<Readonly<DeploymentRow>> {
  const api = await apiOf(ctx, tx, restApiId);
  const row = await tx.deployment.find({ api: api.id, id });
  if (row === undefined) throw deploymentMissing();
  return row;
}

/** @throws Fault for an API that could not answer, or could not be obeyed. */
function checkWhole({ definition }: Readonly<ApiRow>): void {
  const methods = definition.resources.flatMap((one) => Object.values(one.resourceMethods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some((method) => method.methodIntegration === undefined))
    throw badRequest("No integration defined for method");
  if (methods.some((method) => method.authorizationType === "COGNITO_USER_POOLS"))
    throw notImplemented("apigateway: methods authorised by COGNITO_USER_POOLS");
}

function shown(row: Readonly<DeploymentRow>): Deployment {
  return { id: row.id, description: row.description, createdDate: row.createdAt };
}

function summary({ definition }: Readonly<DeploymentRow>) {
  const out: Record<string, Record<string, MethodSnapshot>> = {};
  for (const { path, resourceMethods } of definition.resources)
    for (const [verb, { authorizationType, apiKeyRequired }] of Object.entries(resourceMethods)) {
      out[path] ??= {};
      out[path][verb] = { authorizationType, apiKeyRequired };
    }
  return out;
}
