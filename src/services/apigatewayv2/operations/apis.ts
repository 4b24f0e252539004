/** APIs: making (also from OpenAPI and by quick create), finding, changing, removing, tagging. */
import { notImplemented } from "#aws/fault";
import { apiOf, change, type Ctx, pageOf } from "../apis.ts";
import { badRequest, missing } from "../errors.ts";
import { toOpenApi } from "../export.ts";
import { fromOpenApi, type ImportedApi } from "../openapi.ts";
import { type ApiRow, type Cors, type Definition, on, type StageRow } from "../tables.ts";

export const CreateApi = on("CreateApi", (ctx, input) => {
  if (input.ProtocolType !== "HTTP")
    throw notImplemented(`apigatewayv2:CreateApi with the protocol ${input.ProtocolType}`);
  const definition: Definition = {
    routes: [],
    integrations: [],
    authorizers: [],
    ...(input.CorsConfiguration === undefined ? {} : { cors: input.CorsConfiguration as Cors }),
  };
  const row: ApiRow = {
    id: ctx.chance.alnum(10),
    account: ctx.account,
    region: ctx.region,
    name: input.Name,
    description: input.Description,
    version: input.Version,
    routeSelection: input.RouteSelectionExpression ?? "${request.method} ${request.path}",
    disableExecuteApi: input.DisableExecuteApiEndpoint ?? false,
    definition,
    tags: { ...input.Tags },
    createdAt: ctx.now,
  };
  if (input.Target !== undefined)
    quickCreate(ctx, definition, input.Target, input.RouteKey ?? "$default", input.CredentialsArn);
  return ctx.update(async (tx) => {
    await tx.api.put(row);
    if (input.Target !== undefined) await tx.stage.put(defaultStage(ctx, row));
    return described(ctx, row);
  });
});

export const ImportApi = on("ImportApi", (ctx, input) => {
  const imported = read(ctx, input);
  const row: ApiRow = {
    id: ctx.chance.alnum(10),
    account: ctx.account,
    region: ctx.region,
    name: imported.name,
    description: imported.description,
    version: imported.version,
    routeSelection: "${request.method} ${request.path}",
    disableExecuteApi: false,
    definition: imported.definition,
    tags: imported.tags,
    createdAt: ctx.now,
  };
  return ctx.update(async (tx) => {
    await tx.api.put(row);
    return { ...described(ctx, row), ...warned(imported) };
  });
});

export const ReimportApi = on("ReimportApi", (ctx, input) => {
  const imported = read(ctx, input);
  return ctx.update(async (tx) => {
    const row = await apiOf(ctx, tx, input.ApiId);
    const next: ApiRow = {
      ...row,
      name: imported.name,
      description: imported.description,
      version: imported.version,
      definition: imported.definition,
    };
    await tx.api.put(next);
    return { ...described(ctx, next), ...warned(imported) };
  });
});

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html
 * Differs from AWS: YAML is written in its flow style, which is JSON.
 */
export const ExportApi = on("ExportApi", (ctx, input) => {
  if (input.Specification !== "OAS30") throw badRequest("Specification has to be OAS30");
  if (input.OutputType !== "JSON" && input.OutputType !== "YAML")
    throw badRequest("OutputType has to be JSON or YAML");
  if (input.ExportVersion !== undefined && input.ExportVersion !== "1.0")
    throw badRequest("ExportVersion has to be 1.0");
  return ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.ApiId);
    const url = endpointOf(ctx, api.id);
    const name = input.StageName;
    const stage = name === undefined ? undefined : await tx.stage.find({ api: api.id, name });
    if (name !== undefined && stage === undefined) throw missing("stage", name);
    const served = stage === undefined || stage.autoDeploy ? undefined : stage.served;
    const document = toOpenApi(
      api,
      served ?? api.definition,
      name === undefined || name === "$default" ? url : `${url}/${name}`,
      input.IncludeExtensions ?? true,
    );
    return { body: new TextEncoder().encode(JSON.stringify(document, null, 2)) };
  });
});

export const GetApi = on("GetApi", (ctx, input) =>
  ctx.view(async (tx) => described(ctx, await apiOf(ctx, tx, input.ApiId))),
);

export const GetApis = on("GetApis", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.api.list({ where: { account: ctx.account, region: ctx.region } });
    return pageOf(
      rows.map((row) => described(ctx, row)),
      input,
    );
  }),
);

export const UpdateApi = on("UpdateApi", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await apiOf(ctx, tx, input.ApiId);
    const next: ApiRow = {
      ...row,
      ...(input.Name === undefined ? {} : { name: input.Name }),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.Version === undefined ? {} : { version: input.Version }),
      ...(input.DisableExecuteApiEndpoint === undefined
        ? {}
        : { disableExecuteApi: input.DisableExecuteApiEndpoint }),
      ...(input.CorsConfiguration === undefined
        ? {}
        : { definition: { ...row.definition, cors: input.CorsConfiguration as Cors } }),
    };
    await tx.api.put(next);
    return described(ctx, next);
  }),
);

export const DeleteApi = on("DeleteApi", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await apiOf(ctx, tx, input.ApiId);
    await tx.api.remove({ id: row.id });
    await tx.stage.removeAll({ api: row.id });
    await tx.deployment.removeAll({ api: row.id });
    return {};
  }),
);

export const DeleteCorsConfiguration = on("DeleteCorsConfiguration", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    delete definition.cors;
    return {};
  }),
);

export const TagResource = on("TagResource", (ctx, input) =>
  retag(ctx, input.ResourceArn, (tags) => ({ ...tags, ...input.Tags })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  retag(ctx, input.ResourceArn, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  ),
);

export const GetTags = on("GetTags", async (ctx, input) => {
  let found: Record<string, string> = {};
  await retag(ctx, input.ResourceArn, (tags) => {
    found = tags;
    return tags;
  });
  return { Tags: found };
});

/** The stage that quick create and `$default` deployments make. */
export function defaultStage(ctx: Ctx, row: Readonly<ApiRow>): StageRow {
  return {
    api: row.id,
    name: "$default",
    autoDeploy: true,
    variables: {},
    settings: {},
    tags: {},
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
}

export function endpointOf(ctx: Ctx, id: string): string {
  const [scheme = "http", host = "localhost:4566"] = ctx.origin.split("://");
  const port = /:\d+$/.exec(host)?.[0] ?? "";
  return `${scheme}://${id}.execute-api.localhost${port}`;
}

function quickCreate(
  ctx: Ctx,
  definition: Definition,
  target: string,
  key: string,
  credentialsArn: string | undefined,
): void {
  const id = ctx.chance.alnum(7);
  const lambda = target.startsWith("arn:");
  definition.integrations.push({
    id,
    type: lambda ? "AWS_PROXY" : "HTTP_PROXY",
    uri: target,
    method: lambda ? "POST" : "ANY",
    payloadFormat: lambda ? "2.0" : "1.0",
    timeoutMs: 30_000,
    connectionType: "INTERNET",
    credentialsArn,
  });
  definition.routes.push({
    id: ctx.chance.alnum(7),
    key,
    target: `integrations/${id}`,
    authorizationType: "NONE",
    apiKeyRequired: false,
  });
}

function read(
  ctx: Ctx,
  input: { readonly Body?: string; readonly Basepath?: string; readonly FailOnWarnings?: boolean },
): ImportedApi {
  if (!input.Body) throw badRequest("Unable to parse the OpenAPI document: it is empty");
  const imported = fromOpenApi(input.Body, () => ctx.chance.alnum(7), input.Basepath);
  if (input.FailOnWarnings && imported.warnings.length > 0)
    throw badRequest(`Warnings found during import: ${imported.warnings.join("; ")}`);
  return imported;
}

const warned = ({ warnings }: ImportedApi) =>
  warnings.length === 0 ? {} : { Warnings: [...warnings] };

function described(ctx: Ctx, row: Readonly<ApiRow>) {
  return {
    ApiEndpoint: endpointOf(ctx, row.id),
    ApiId: row.id,
    ApiKeySelectionExpression: "$request.header.x-api-key",
    CreatedDate: row.createdAt,
    DisableExecuteApiEndpoint: row.disableExecuteApi,
    Name: row.name,
    ProtocolType: "HTTP" as const,
    RouteSelectionExpression: row.routeSelection,
    Tags: row.tags,
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.version === undefined ? {} : { Version: row.version }),
    ...(row.definition.cors === undefined ? {} : { CorsConfiguration: row.definition.cors }),
  };
}

function retag(
  ctx: Ctx,
  arn: string,
  to: (tags: Record<string, string>) => Record<string, string>,
) {
  const match = /\/apis\/([a-z0-9]+)(?:\/stages\/(.+))?$/.exec(arn);
  if (match === null) throw missing("resource", arn);
  return ctx.update(async (tx) => {
    const row = await apiOf(ctx, tx, match[1]!);
    if (match[2] === undefined) await tx.api.put({ ...row, tags: to(row.tags) });
    else {
      const stage = await tx.stage.find({ api: row.id, name: match[2] });
      if (stage === undefined) throw missing("stage", match[2]);
      await tx.stage.put({ ...stage, tags: to(stage.tags) });
    }
    return {};
  });
}
