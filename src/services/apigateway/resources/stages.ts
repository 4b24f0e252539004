/** AWS::ApiGateway::Deployment and Stage. */
import type { PatchOperation } from "#aws/generated/types/apigateway";
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { tagsOf } from "#kernel/resource-tags";
import { retag } from "./apis.ts";
import { at, changes, ignoreMissing, input, isObject, mapChanges, textOf } from "./shape.ts";

const api = (of: Properties): string => String(of["RestApiId"]);

function canaryOf(value: unknown): Record<string, unknown> | undefined {
  if (!isObject(value)) return undefined;
  const { stageVariablesOverrides, ...rest } = input(value);
  return { ...rest, stageVariableOverrides: stageVariablesOverrides };
}

const deployment: ResourceHandler = {
  properties: [
    "RestApiId",
    "Description",
    "StageName",
    "StageDescription",
    "DeploymentCanarySettings",
  ],
  replaces: ["RestApiId", "StageName", "StageDescription", "DeploymentCanarySettings"],
  async make(ctx, desired) {
    const stage = isObject(desired["StageDescription"]) ? desired["StageDescription"] : {};
    const made = await ctx.call("apigateway", "CreateDeployment", {
      restApiId: api(desired),
      description: textOf(desired["Description"]),
      stageName: textOf(desired["StageName"]),
      stageDescription: textOf(stage["Description"]),
      ...(stage["Variables"] === undefined ? {} : input({ Variables: stage["Variables"] })),
      canarySettings: canaryOf(desired["DeploymentCanarySettings"]),
      ...(stage["CacheClusterEnabled"] === undefined
        ? {}
        : { cacheClusterEnabled: String(stage["CacheClusterEnabled"]) === "true" }),
    });
    if (desired["StageName"] !== undefined) {
      const operations = [...stagePatches(stage, {}), ...defaults(stage)];
      if (operations.length > 0)
        await ctx.call("apigateway", "UpdateStage", {
          restApiId: api(desired),
          stageName: String(desired["StageName"]),
          patchOperations: operations,
        });
    }
    return { id: made.id!, attributes: { DeploymentId: made.id } };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigateway", "UpdateDeployment", {
      restApiId: api(desired),
      deploymentId: id,
      patchOperations: [at("/description", desired["Description"] ?? "")],
    });
    return { id, attributes: { DeploymentId: id } };
  },
  async remove(ctx, id, previous) {
    const restApiId = api(previous);
    const stageName = textOf(previous["StageName"]);
    if (stageName !== undefined) await removeOwnStage(ctx, restApiId, stageName, id);
    await ignoreMissing(
      ctx.call("apigateway", "DeleteDeployment", { restApiId, deploymentId: id }),
    );
  },
};

/** The stage that a deployment made goes with it, unless a later one took it over. */
async function removeOwnStage(
  ctx: ResourceContext,
  restApiId: string,
  stageName: string,
  id: string,
) {
  await ignoreMissing(
    (async () => {
      const stage = await ctx.call("apigateway", "GetStage", { restApiId, stageName });
      if (stage.deploymentId === id)
        await ctx.call("apigateway", "DeleteStage", { restApiId, stageName });
    })(),
  );
}

/** Settings of methods as patches: "/*" of a template is "*" of the operation. */
function methodSettings(value: unknown): PatchOperation[] {
  return ((value ?? []) as unknown[]).filter(isObject).flatMap((one) => {
    const path = String(one["ResourcePath"] ?? "/*");
    const place = path === "/*" ? "*" : path.replaceAll("~1", "/").replaceAll("/", "~1");
    return settingPatches(`/${place}/${String(one["HttpMethod"] ?? "*")}`, one);
  });
}

const SETTINGS: Readonly<Record<string, string>> = {
  CacheDataEncrypted: "caching/dataEncrypted",
  CacheTtlInSeconds: "caching/ttlInSeconds",
  CachingEnabled: "caching/enabled",
  DataTraceEnabled: "logging/dataTrace",
  LoggingLevel: "logging/loglevel",
  MetricsEnabled: "metrics/enabled",
  ThrottlingBurstLimit: "throttling/burstLimit",
  ThrottlingRateLimit: "throttling/rateLimit",
};

const settingPatches = (place: string, one: Properties): PatchOperation[] =>
  Object.entries(SETTINGS)
    .filter(([name]) => one[name] !== undefined)
    .map(([name, path]) => at(`${place}/${path}`, one[name]));

/** A deployment's stage description may set what all methods have, beside lists of its own. */
const defaults = (stage: Properties): PatchOperation[] => settingPatches("/*/*", stage);

/** Everything of a stage that creation cannot say. */
function stagePatches(desired: Properties, previous: Properties): PatchOperation[] {
  const key = (one: unknown) =>
    isObject(one)
      ? `${String(one["ResourcePath"] ?? "/*")} ${String(one["HttpMethod"] ?? "*")}`
      : "";
  const kept = new Set(((desired["MethodSettings"] ?? []) as unknown[]).map(key));
  const gone = ((previous["MethodSettings"] ?? []) as unknown[]).filter(
    (one) => !kept.has(key(one)),
  );
  const removed = methodSettings(gone).map(({ path = "" }): PatchOperation => {
    const [, resource, verb] = path.split("/");
    return { op: "remove", path: `/${resource}/${verb}` };
  });
  const log = isObject(desired["AccessLogSetting"]) ? desired["AccessLogSetting"] : undefined;
  const logged = previous["AccessLogSetting"] !== undefined;
  return [
    ...removed,
    ...methodSettings(desired["MethodSettings"]),
    ...(log === undefined
      ? logged
        ? [at("/accessLogSettings", undefined)]
        : []
      : [
          at("/accessLogSettings/destinationArn", log["DestinationArn"]),
          ...(log["Format"] === undefined ? [] : [at("/accessLogSettings/format", log["Format"])]),
        ]),
    ...(desired["ClientCertificateId"] === undefined &&
    previous["ClientCertificateId"] === undefined
      ? []
      : [at("/clientCertificateId", desired["ClientCertificateId"])]),
  ];
}

const stage: ResourceHandler = {
  properties: [
    "AccessLogSetting",
    "CacheClusterEnabled",
    "CacheClusterSize",
    "CanarySetting",
    "ClientCertificateId",
    "DeploymentId",
    "Description",
    "DocumentationVersion",
    "MethodSettings",
    "RestApiId",
    "StageName",
    "Tags",
    "TracingEnabled",
    "Variables",
  ],
  replaces: ["RestApiId", "StageName"],
  async make(ctx, desired) {
    const stageName = String(desired["StageName"] ?? "Stage");
    const { AccessLogSetting: _a, MethodSettings: _m, Tags: _t, CanarySetting, ...rest } = desired;
    const { clientCertificateId: _c, ...given } = input(rest);
    await ctx.call("apigateway", "CreateStage", {
      ...given,
      stageName,
      canarySettings: canaryOf(CanarySetting),
      tags: tagsOf(ctx, desired),
    } as never);
    const patchOperations = stagePatches(desired, {});
    if (patchOperations.length > 0)
      await ctx.call("apigateway", "UpdateStage", {
        restApiId: api(desired),
        stageName,
        patchOperations,
      });
    return { id: stageName };
  },
  async update(ctx, id, desired, previous) {
    const simple = [
      "CacheClusterEnabled",
      "CacheClusterSize",
      "Description",
      "DocumentationVersion",
      "TracingEnabled",
    ];
    const canary = canaryOf(desired["CanarySetting"]);
    const patchOperations = [
      at("/deploymentId", desired["DeploymentId"]),
      ...changes(simple, desired, previous),
      ...mapChanges("/variables", desired["Variables"], previous["Variables"]),
      ...stagePatches(desired, previous),
      ...(canary === undefined
        ? previous["CanarySetting"] === undefined
          ? []
          : [at("/canarySettings", undefined)]
        : canaryPatches(canary, canaryOf(previous["CanarySetting"]) ?? {})),
    ];
    await ctx.call("apigateway", "UpdateStage", {
      restApiId: api(desired),
      stageName: id,
      patchOperations,
    });
    await retag(ctx, desired, `/restapis/${api(desired)}/stages/${id}`);
    return { id };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigateway", "DeleteStage", { restApiId: api(previous), stageName: id }),
    ),
};

function canaryPatches(next: Properties, previous: Properties): PatchOperation[] {
  const names = ["deploymentId", "percentTraffic", "useStageCache"];
  return [
    ...names
      .filter((name) => next[name] !== undefined)
      .map((name) => at(`/canarySettings/${name}`, next[name])),
    ...mapChanges(
      "/canarySettings/stageVariableOverrides",
      next["stageVariableOverrides"],
      previous["stageVariableOverrides"],
    ),
  ];
}

export const stageResources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::ApiGateway::Deployment": deployment,
  "AWS::ApiGateway::Stage": stage,
};
