/** Stages: names under which deployments are served. */
import { notImplemented } from "#aws/fault";
import type { MethodSetting, Stage } from "#aws/generated/types/apigateway";
import { apiOf, type Ctx, setOwn, type Tx } from "../definition.ts";
import {
  badRequest,
  deploymentMissing,
  limitExceeded,
  stageExists,
  stageMissing,
} from "../errors.ts";
import { live } from "../live.ts";
import { ACCOUNT_BURST_LIMIT, ACCOUNT_RATE_LIMIT, STAGES_PER_API } from "../limits.ts";
import { patch, type Rule, type Rules } from "../patches.ts";
import { on, type StageRow } from "../tables.ts";
import { certificateOf } from "./certificates.ts";
import { leavePlans } from "./plans.ts";

export const CreateStage = on("CreateStage", (ctx: Ctx, input) =>
  ctx.update(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const { restApiId: _, ...given } = input;
    const settings = freshStage(ctx, given);
    checkStage(settings);
    if ((await tx.stage.find({ api: api.id, name: input.stageName })) !== undefined)
      throw stageExists();
    if ((await tx.stage.count({ api: api.id })) >= STAGES_PER_API)
      throw limitExceeded("Maximum number of stages for this API has been reached.");
    await deployed(tx, api.id, settings);
    const { stageName: name, deploymentId: deployment } = input;
    await tx.stage.put({ api: api.id, name, deployment, settings });
    return settings;
  }),
);

export const GetStage = on("GetStage", (ctx, input) =>
  ctx.view(async (tx) => (await stageOf(ctx, tx, input.restApiId, input.stageName)).settings),
);

export const GetStages = on("GetStages", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const rows = await tx.stage.list({ where: { api: api.id } });
    const wanted = input.deploymentId;
    const fits = rows.filter((row) => wanted === undefined || row.deployment === wanted);
    return { item: fits.map((row) => row.settings) };
  }),
);

/** A method setting at the path of a patch: `/{resource path}/{verb}/{group}/{name}`. */
function setting(name: keyof MethodSetting, read: (value: string) => unknown): Rule {
  return (target, op, value, [path = "", verb = ""]) => {
    const key = `${path.replaceAll("/", "~1")}/${verb}`;
    const all = target["methodSettings"] as Record<string, object>;
    if (!Object.hasOwn(all, key)) setOwn(all, key, { ...DEFAULTS });
    const held = all[key] as Record<string, unknown>;
    held[name] = op === "remove" ? DEFAULTS[name] : read(value);
  };
}

const flag = (value: string): boolean => value.toLowerCase() === "true";

const DEFAULTS: MethodSetting = {
  metricsEnabled: false,
  loggingLevel: "OFF",
  dataTraceEnabled: false,
  throttlingBurstLimit: ACCOUNT_BURST_LIMIT,
  throttlingRateLimit: ACCOUNT_RATE_LIMIT,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
};

const STAGE: Rules = {
  "/accessLogSettings": (target) => delete target["accessLogSettings"],
  "/accessLogSettings/destinationArn": "text",
  "/accessLogSettings/format": "text",
  "/cacheClusterEnabled": "flag",
  "/cacheClusterSize": "text",
  "/canarySettings": (target) => delete target["canarySettings"],
  "/canarySettings/deploymentId": "text",
  "/canarySettings/percentTraffic": "number",
  "/canarySettings/stageVariableOverrides/*": "text",
  "/canarySettings/useStageCache": "flag",
  "/clientCertificateId": "text",
  "/deploymentId": (target, op, value, _names, from) => {
    const canary = target["canarySettings"] as Stage["canarySettings"];
    target["deploymentId"] =
      op === "copy" && from === "/canarySettings/deploymentId" ? canary?.deploymentId : value;
  },
  "/description": "text",
  "/documentationVersion": "text",
  "/tracingEnabled": "flag",
  "/variables": (target, op, _value, _names, from) => {
    const canary = target["canarySettings"] as Stage["canarySettings"];
    if (op === "copy" && from === "/canarySettings/stageVariableOverrides")
      Object.assign((target["variables"] ??= {}) as object, canary?.stageVariableOverrides);
  },
  "/variables/*": "text",
  "/*/*": (target, _op, _value, [path = "", verb = ""]) => {
    delete (target["methodSettings"] as object as Record<string, unknown>)[
      `${path.replaceAll("/", "~1")}/${verb}`
    ];
  },
  "/*/*/logging/loglevel": setting("loggingLevel", (value) => value.toUpperCase()),
  "/*/*/logging/dataTrace": setting("dataTraceEnabled", flag),
  "/*/*/metrics/enabled": setting("metricsEnabled", flag),
  "/*/*/throttling/burstLimit": setting("throttlingBurstLimit", Number),
  "/*/*/throttling/rateLimit": setting("throttlingRateLimit", Number),
  "/*/*/caching/enabled": setting("cachingEnabled", flag),
  "/*/*/caching/ttlInSeconds": setting("cacheTtlInSeconds", Number),
  "/*/*/caching/dataEncrypted": setting("cacheDataEncrypted", flag),
  "/*/*/caching/requireAuthorizationForCacheControl": setting(
    "requireAuthorizationForCacheControl",
    flag,
  ),
  "/*/*/caching/unauthorizedCacheControlHeaderStrategy": setting(
    "unauthorizedCacheControlHeaderStrategy",
    String,
  ),
};

export const UpdateStage = on("UpdateStage", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = structuredClone(await stageOf(ctx, tx, input.restApiId, input.stageName));
    const settings: Stage = { ...row.settings, lastUpdatedDate: ctx.now };
    patch(settings, input.patchOperations, STAGE);
    checkStage(settings);
    await deployed(tx, row.api, settings);
    if (settings.clientCertificateId) await certificateOf(tx, settings.clientCertificateId);
    await tx.stage.put({ ...row, deployment: settings.deploymentId!, settings });
    return settings;
  }),
);

export const DeleteStage = on("DeleteStage", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await stageOf(ctx, tx, input.restApiId, input.stageName);
    const mapped = await tx.mapping.list({ where: { api: row.api } });
    if (mapped.some((one) => one.stage === row.name))
      throw badRequest(
        "Please remove all base path mappings related to the stage in your domains before deleting",
      );
    await tx.stage.remove({ api: row.api, name: row.name });
    await leavePlans(tx, row.api, row.name);
    return {};
  }),
);

export const FlushStageAuthorizersCache = on("FlushStageAuthorizersCache", async (ctx, input) => {
  const row = await ctx.view((tx) => stageOf(ctx, tx, input.restApiId, input.stageName));
  live(ctx.kernel).authorizations.forget(`${row.api}/${row.name}/`);
  return {};
});

export const FlushStageCache = on("FlushStageCache", async (ctx, input) => {
  const row = await ctx.view((tx) => stageOf(ctx, tx, input.restApiId, input.stageName));
  live(ctx.kernel).responses.forget(`${row.api}/${row.name}/`);
  return {};
});

/** @throws Fault NotFoundException "Invalid stage identifier specified". */
export async function stageOf(
  ctx: Ctx,
  tx: Tx,
  id: string,
  name: string,
): Promise<Readonly<StageRow>> {
  const api = await apiOf(ctx, tx, id);
  const row = await tx.stage.find({ api: api.id, name });
  if (row === undefined) throw stageMissing();
  return row;
}

async function deployed(tx: Tx, api: string, settings: Stage): Promise<void> {
  for (const id of [settings.deploymentId, settings.canarySettings?.deploymentId])
    if (id !== undefined && (await tx.deployment.find({ api, id })) === undefined)
      throw deploymentMissing();
}

/** A stage as it is first; what was given over AWS's defaults. */
export function freshStage(
  ctx: Ctx,
  given: Omit<Stage, "methodSettings"> & { stageDescription?: string },
): Stage {
  const { canarySettings } = given;
  return {
    stageName: given.stageName,
    deploymentId: given.deploymentId,
    description: given.description,
    cacheClusterEnabled: given.cacheClusterEnabled ?? false,
    cacheClusterSize: given.cacheClusterSize,
    cacheClusterStatus: "NOT_AVAILABLE",
    documentationVersion: given.documentationVersion,
    methodSettings: {},
    variables: given.variables === undefined ? undefined : { ...given.variables },
    tags: given.tags === undefined ? undefined : { ...given.tags },
    tracingEnabled: given.tracingEnabled ?? false,
    ...(canarySettings === undefined
      ? {}
      : {
          canarySettings: {
            deploymentId: given.deploymentId,
            percentTraffic: 0,
            ...canarySettings,
          },
        }),
    createdDate: ctx.now,
    lastUpdatedDate: ctx.now,
  };
}

/** @throws Fault for settings that AWS refuses or Brume does not obey. */
export function checkStage(stage: Stage): void {
  if (!/^[\w-]{1,128}$/.test(stage.stageName ?? ""))
    throw badRequest("Stage name only allows a-zA-Z0-9_-");
  if (stage.cacheClusterEnabled) {
    stage.cacheClusterSize ??= "0.5";
    stage.cacheClusterStatus = "AVAILABLE";
  } else stage.cacheClusterStatus = "NOT_AVAILABLE";
  for (const [name, value] of Object.entries(stage.variables ?? {})) {
    if (!/^\w+$/.test(name))
      throw badRequest(`Stage variable name must be alphanumeric and underscore: ${name}`);
    if (!/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value))
      throw badRequest(
        "Stage variable values may only contain alphanumeric characters and -._~:/?#&=,",
      );
  }
  const percent = stage.canarySettings?.percentTraffic ?? 0;
  if (percent < 0 || percent > 100)
    throw badRequest("Percent traffic must be between 0.0 and 100.0");
  for (const setting of Object.values(stage.methodSettings ?? {})) {
    if (!["OFF", "ERROR", "INFO"].includes(setting.loggingLevel ?? "OFF"))
      throw badRequest("Invalid logging level specified. Valid values are OFF, ERROR, and INFO");
    const ttl = setting.cacheTtlInSeconds ?? 0;
    if (ttl < 0 || ttl > 3600)
      throw badRequest("Invalid TTL specified: must be between 0 and 3600");
    if (Number.isNaN(setting.throttlingBurstLimit) || Number.isNaN(setting.throttlingRateLimit))
      throw badRequest("Invalid throttling limit specified");
  }
  const log = stage.accessLogSettings;
  if (log === undefined) return;
  if (log.destinationArn && !/^arn:[^:]+:logs:/.test(log.destinationArn))
    throw notImplemented("apigateway: access logs to anything but CloudWatch Logs");
  if (
    log.destinationArn &&
    log.format !== undefined &&
    !/\$context\.(?:extendedR|r)equestId/.test(log.format)
  )
    throw badRequest(
      "Access Log format must contain $context.requestId or $context.extendedRequestId",
    );
}
