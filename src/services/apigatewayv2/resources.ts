/** AWS::ApiGatewayV2::* for CloudFormation. */
import type { Made, Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { tagsOf } from "#kernel/resource-tags";
import type { Input } from "#kernel/service";
import type { ResponseBody } from "#protocol/http";
import { wholeBody } from "#protocol/response-body";

/** An OpenAPI document may be this large: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const DOCUMENT_BYTES = 6 * 1024 * 1024;

async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (error.code !== "NotFoundException") throw error;
  });
}

const text = (value: unknown): string | undefined =>
  value === undefined ? undefined : String(value);

const apiMade = (id: string, endpoint: string | undefined): Made => ({
  id,
  attributes: { ApiId: id, ApiEndpoint: endpoint },
});

/** The OpenAPI document of a template: inline, or in S3. */
async function documentOf(ctx: ResourceContext, desired: Properties): Promise<string | undefined> {
  if (desired["Body"] !== undefined) return JSON.stringify(desired["Body"]);
  const place = desired["BodyS3Location"] as { Bucket: string; Key: string } | undefined;
  if (place === undefined) return undefined;
  const { Body } = await ctx.call("s3", "GetObject", { Bucket: place.Bucket, Key: place.Key });
  return Buffer.from(await wholeBody(Body as ResponseBody, DOCUMENT_BYTES)).toString();
}

const api: ResourceHandler = {
  properties: [
    "Name",
    "ProtocolType",
    "Description",
    "Version",
    "CorsConfiguration",
    "Body",
    "BodyS3Location",
    "FailOnWarnings",
    "Tags",
    "Target",
    "RouteKey",
    "CredentialsArn",
    "DisableExecuteApiEndpoint",
    "Basepath",
  ],
  replaces: ["ProtocolType", "Target", "RouteKey", "CredentialsArn"],
  async make(ctx, desired) {
    const body = await documentOf(ctx, desired);
    const Tags = tagsOf(ctx, desired);
    if (body !== undefined) {
      const made = await ctx.call("apigatewayv2", "ImportApi", { Body: body, ...reading(desired) });
      await ctx.call("apigatewayv2", "TagResource", {
        ResourceArn: `arn:aws:apigateway:${ctx.region}::/apis/${made.ApiId}`,
        Tags,
      });
      await ctx.call("apigatewayv2", "UpdateApi", {
        ApiId: made.ApiId!,
        ...(desired["Name"] === undefined ? {} : { Name: String(desired["Name"]) }),
        ...settings(desired),
      });
      return apiMade(made.ApiId!, made.ApiEndpoint);
    }
    const made = await ctx.call("apigatewayv2", "CreateApi", {
      Name: String(desired["Name"]),
      ProtocolType: desired["ProtocolType"] as "HTTP",
      Tags,
      ...settings(desired),
      ...(desired["Target"] === undefined ? {} : { Target: String(desired["Target"]) }),
      ...(desired["RouteKey"] === undefined ? {} : { RouteKey: String(desired["RouteKey"]) }),
      ...(desired["CredentialsArn"] === undefined
        ? {}
        : { CredentialsArn: String(desired["CredentialsArn"]) }),
    });
    return apiMade(made.ApiId!, made.ApiEndpoint);
  },
  async update(ctx, id, desired) {
    const body = await documentOf(ctx, desired);
    if (body !== undefined)
      await ctx.call("apigatewayv2", "ReimportApi", {
        ApiId: id,
        Body: body,
        ...reading(desired),
      });
    const made = await ctx.call("apigatewayv2", "UpdateApi", {
      ApiId: id,
      ...(desired["Name"] === undefined ? {} : { Name: String(desired["Name"]) }),
      ...settings(desired),
    });
    return apiMade(id, made.ApiEndpoint);
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("apigatewayv2", "DeleteApi", { ApiId: id })),
};

/** How a document is read. */
const reading = (desired: Properties) => ({
  ...(desired["Basepath"] === undefined ? {} : { Basepath: String(desired["Basepath"]) }),
  FailOnWarnings: String(desired["FailOnWarnings"] ?? false) === "true",
});

function settings(desired: Properties) {
  return {
    ...(desired["Description"] === undefined
      ? {}
      : { Description: String(desired["Description"]) }),
    ...(desired["Version"] === undefined ? {} : { Version: String(desired["Version"]) }),
    ...(desired["CorsConfiguration"] === undefined
      ? {}
      : { CorsConfiguration: desired["CorsConfiguration"] as object }),
    ...(desired["DisableExecuteApiEndpoint"] === undefined
      ? {}
      : { DisableExecuteApiEndpoint: String(desired["DisableExecuteApiEndpoint"]) === "true" }),
  };
}

const stage: ResourceHandler = {
  properties: [
    "ApiId",
    "StageName",
    "AutoDeploy",
    "DeploymentId",
    "Description",
    "StageVariables",
    "Tags",
    "DefaultRouteSettings",
    "RouteSettings",
    "AccessLogSettings",
  ],
  replaces: ["ApiId", "StageName"],
  async make(ctx, desired) {
    const StageName = String(desired["StageName"]);
    await ctx.call("apigatewayv2", "CreateStage", {
      ApiId: String(desired["ApiId"]),
      StageName,
      Tags: tagsOf(ctx, desired),
      ...stageSettings(desired),
    });
    return { id: StageName };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigatewayv2", "UpdateStage", {
      ApiId: String(desired["ApiId"]),
      StageName: id,
      ...stageSettings(desired),
    });
    return { id };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigatewayv2", "DeleteStage", { ApiId: String(previous["ApiId"]), StageName: id }),
    ),
};

function stageSettings(desired: Properties) {
  return {
    AutoDeploy: String(desired["AutoDeploy"]) === "true",
    ...(desired["DeploymentId"] === undefined
      ? {}
      : { DeploymentId: String(desired["DeploymentId"]) }),
    ...(desired["Description"] === undefined
      ? {}
      : { Description: String(desired["Description"]) }),
    ...(desired["StageVariables"] === undefined
      ? {}
      : { StageVariables: desired["StageVariables"] as Record<string, string> }),
    ...(desired["DefaultRouteSettings"] === undefined
      ? {}
      : { DefaultRouteSettings: desired["DefaultRouteSettings"] as object }),
    ...(desired["RouteSettings"] === undefined
      ? {}
      : { RouteSettings: desired["RouteSettings"] as Record<string, object> }),
    ...(desired["AccessLogSettings"] === undefined
      ? {}
      : { AccessLogSettings: desired["AccessLogSettings"] as object }),
  };
}

const integration: ResourceHandler = {
  properties: [
    "ApiId",
    "IntegrationType",
    "IntegrationMethod",
    "IntegrationUri",
    "PayloadFormatVersion",
    "TimeoutInMillis",
    "Description",
    "ConnectionType",
    "CredentialsArn",
    "IntegrationSubtype",
    "RequestParameters",
    "ResponseParameters",
  ],
  replaces: ["ApiId"],
  async make(ctx, desired) {
    const made = await ctx.call("apigatewayv2", "CreateIntegration", {
      ApiId: String(desired["ApiId"]),
      IntegrationType: desired["IntegrationType"] as "AWS_PROXY",
      ...integrationSettings(desired),
    });
    return { id: made.IntegrationId!, attributes: { IntegrationId: made.IntegrationId } };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigatewayv2", "UpdateIntegration", {
      ApiId: String(desired["ApiId"]),
      IntegrationId: id,
      ...integrationSettings(desired),
    });
    return { id, attributes: { IntegrationId: id } };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigatewayv2", "DeleteIntegration", {
        ApiId: String(previous["ApiId"]),
        IntegrationId: id,
      }),
    ),
};

function integrationSettings(desired: Properties) {
  const out: Record<string, unknown> = {};
  for (const name of [
    "IntegrationMethod",
    "IntegrationUri",
    "PayloadFormatVersion",
    "Description",
    "ConnectionType",
    "CredentialsArn",
    "IntegrationSubtype",
  ])
    if (desired[name] !== undefined) out[name] = text(desired[name]);
  if (desired["RequestParameters"] !== undefined)
    out["RequestParameters"] = texts(desired["RequestParameters"] as object);
  if (desired["ResponseParameters"] !== undefined)
    out["ResponseParameters"] = answers(desired["ResponseParameters"] as object);
  if (desired["TimeoutInMillis"] !== undefined)
    out["TimeoutInMillis"] = Number(desired["TimeoutInMillis"]);
  return out;
}

const texts = (given: object): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));

/** CloudFormation writes the mapping of an answer as a list of destinations and sources. */
function answers(given: object): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([status, mapping]) => {
      const { ResponseParameters } = mapping as {
        ResponseParameters?: { Destination: string; Source: string }[];
      };
      const pairs = (ResponseParameters ?? []).map((p) => [p.Destination, p.Source] as const);
      return [status, Object.fromEntries(pairs)];
    }),
  );
}

const route: ResourceHandler = {
  properties: [
    "ApiId",
    "RouteKey",
    "Target",
    "AuthorizationType",
    "AuthorizerId",
    "AuthorizationScopes",
    "OperationName",
  ],
  replaces: ["ApiId"],
  async make(ctx, desired) {
    const made = await ctx.call("apigatewayv2", "CreateRoute", {
      ApiId: String(desired["ApiId"]),
      RouteKey: String(desired["RouteKey"]),
      ...routeSettings(desired),
    });
    return { id: made.RouteId!, attributes: { RouteId: made.RouteId } };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigatewayv2", "UpdateRoute", {
      ApiId: String(desired["ApiId"]),
      RouteId: id,
      RouteKey: String(desired["RouteKey"]),
      ...routeSettings(desired),
    });
    return { id, attributes: { RouteId: id } };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigatewayv2", "DeleteRoute", { ApiId: String(previous["ApiId"]), RouteId: id }),
    ),
};

function routeSettings(desired: Properties) {
  return {
    ...(desired["Target"] === undefined ? {} : { Target: String(desired["Target"]) }),
    ...(desired["AuthorizationType"] === undefined
      ? {}
      : { AuthorizationType: desired["AuthorizationType"] as "NONE" }),
    ...(desired["AuthorizerId"] === undefined
      ? {}
      : { AuthorizerId: String(desired["AuthorizerId"]) }),
    ...(desired["AuthorizationScopes"] === undefined
      ? {}
      : { AuthorizationScopes: (desired["AuthorizationScopes"] as unknown[]).map(String) }),
    ...(desired["OperationName"] === undefined
      ? {}
      : { OperationName: String(desired["OperationName"]) }),
  };
}

const authorizer: ResourceHandler = {
  properties: [
    "ApiId",
    "AuthorizerCredentialsArn",
    "AuthorizerPayloadFormatVersion",
    "AuthorizerResultTtlInSeconds",
    "AuthorizerType",
    "AuthorizerUri",
    "EnableSimpleResponses",
    "IdentitySource",
    "JwtConfiguration",
    "Name",
  ],
  replaces: ["ApiId"],
  async make(ctx, desired) {
    const made = await ctx.call("apigatewayv2", "CreateAuthorizer", authorizerSettings(desired));
    return { id: made.AuthorizerId!, attributes: { AuthorizerId: made.AuthorizerId } };
  },
  async update(ctx, id, desired) {
    await ctx.call("apigatewayv2", "UpdateAuthorizer", {
      ...authorizerSettings(desired),
      AuthorizerId: id,
    });
    return { id, attributes: { AuthorizerId: id } };
  },
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigatewayv2", "DeleteAuthorizer", {
        ApiId: String(previous["ApiId"]),
        AuthorizerId: id,
      }),
    ),
};

function authorizerSettings(desired: Properties) {
  const { AuthorizerResultTtlInSeconds: ttl, EnableSimpleResponses: simple, ...rest } = desired;
  return {
    ...rest,
    ...(ttl === undefined ? {} : { AuthorizerResultTtlInSeconds: Number(ttl) }),
    ...(simple === undefined ? {} : { EnableSimpleResponses: String(simple) === "true" }),
  } as Input<"apigatewayv2", "CreateAuthorizer">;
}

const deployment: ResourceHandler = {
  properties: ["ApiId", "Description", "StageName"],
  replaces: ["ApiId", "StageName"],
  async make(ctx, desired) {
    const made = await ctx.call("apigatewayv2", "CreateDeployment", {
      ApiId: String(desired["ApiId"]),
      ...(desired["Description"] === undefined
        ? {}
        : { Description: String(desired["Description"]) }),
      ...(desired["StageName"] === undefined ? {} : { StageName: String(desired["StageName"]) }),
    });
    return { id: made.DeploymentId!, attributes: { DeploymentId: made.DeploymentId } };
  },
  update: async (_ctx, id) => ({ id, attributes: { DeploymentId: id } }),
  remove: (ctx, id, previous) =>
    ignoreMissing(
      ctx.call("apigatewayv2", "DeleteDeployment", {
        ApiId: String(previous["ApiId"]),
        DeploymentId: id,
      }),
    ),
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::ApiGatewayV2::Api": api,
  "AWS::ApiGatewayV2::Stage": stage,
  "AWS::ApiGatewayV2::Integration": integration,
  "AWS::ApiGatewayV2::Route": route,
  "AWS::ApiGatewayV2::Authorizer": authorizer,
  "AWS::ApiGatewayV2::Deployment": deployment,
};
