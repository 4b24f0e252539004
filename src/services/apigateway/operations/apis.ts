/** REST APIs: making, reading, changing, removing; OpenAPI documents in and out. */
import { notImplemented } from "#aws/fault";
import type * as Aws from "#aws/generated/types/apigateway";
import { parseTemplate } from "#languages/cfn-yaml";
import { isPolicy } from "#languages/policy/policy";
import { stringify } from "yaml";
import { apiOf, type Ctx, edit, emptyDefinition, look, page, rootOf } from "../definition.ts";
import { badRequest, conflict, stageMissing } from "../errors.ts";
import { type ReadOptions, readDocument } from "../openapi/read.ts";
import { exported } from "../openapi/write.ts";
import { patch, type Rules } from "../patches.ts";
import { type ApiRow, on } from "../tables.ts";
import { leavePlans } from "./plans.ts";

export const CreateRestApi = on("CreateRestApi", (ctx: Ctx, input) => {
  const { cloneFrom, tags, ...given } = input;
  const row = fresh(ctx, { ...given, tags: { ...tags } });
  check(row.settings);
  return ctx.update(async (tx) => {
    if (cloneFrom !== undefined) {
      const source = structuredClone(await apiOf(ctx, tx, cloneFrom)) as ApiRow;
      row.definition = source.definition;
      const { policy, binaryMediaTypes } = source.settings;
      row.settings = { policy, binaryMediaTypes, ...row.settings };
    }
    if (!(await tx.api.add(row))) throw conflict(`The API ${row.id} exists already.`);
    return shownApi(row);
  });
});

export const GetRestApi = on("GetRestApi", (ctx, input) => look(ctx, input.restApiId, shownApi));

export const GetRestApis = on("GetRestApis", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.api.list({ where: { account: ctx.account, region: ctx.region } });
    return page(rows.map(shownApi), input, (api) => api.id);
  }),
);

const API: Rules = {
  "/apiKeySource": "text",
  "/binaryMediaTypes/*": "member",
  "/description": "text",
  "/disableExecuteApiEndpoint": "flag",
  "/endpointConfiguration/ipAddressType": "text",
  "/endpointConfiguration/types/*": (target, _op, value) => {
    target["endpointConfiguration"] = {
      ...(target["endpointConfiguration"] as object),
      types: [value],
    };
  },
  "/endpointConfiguration/vpcEndpointIds": "values",
  "/endpointConfiguration/vpcEndpointIds/*": "member",
  "/minimumCompressionSize": "number",
  "/name": "text",
  "/policy": "text",
  "/securityPolicy": "text",
  "/version": "text",
};

export const UpdateRestApi = on("UpdateRestApi", (ctx, input) =>
  edit(ctx, input.restApiId, (_, api) => {
    const none = input.patchOperations?.filter(
      (one) => !(one.path === "/minimumCompressionSize" && !one.value),
    );
    patch(api.settings, none, API);
    if (none?.length !== input.patchOperations?.length) delete api.settings.minimumCompressionSize;
    if (api.settings.policy === "") delete api.settings.policy;
    check(api.settings);
    return shownApi(api);
  }),
);

export const DeleteRestApi = on("DeleteRestApi", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await apiOf(ctx, tx, input.restApiId);
    const mapped = await tx.mapping.list({ where: { api: row.id } });
    if (mapped.length > 0)
      throw badRequest(
        "Please remove all base path mappings related to the domains associated with your API before deleting",
      );
    await tx.api.remove({ id: row.id });
    await tx.stage.removeAll({ api: row.id });
    await leavePlans(tx, row.id);
    await tx.deployment.removeAll({ api: row.id });
    for (const one of await tx.thing.list({ where: { kind: "documentationVersion" } }))
      if (one.id.startsWith(`${row.id}/`)) await tx.thing.remove({ kind: one.kind, id: one.id });
    return {};
  }),
);

export const ImportRestApi = on("ImportRestApi", (ctx, input) => {
  const row = fresh(ctx, { name: "Untitled", tags: {} });
  const parameters = parametersOf(input.parameters);
  const document = parsed(input.body);
  const options = optionsOf(ctx, row.id, parameters);
  const { settings, warnings } = readDocument(document, row.definition, options);
  refuse(warnings, input.failOnWarnings || parameters.get("failonwarnings") === "true");
  Object.assign(row.settings, known(settings));
  const type = parameters.get("endpointconfigurationtypes");
  if (type !== undefined)
    row.settings.endpointConfiguration = { types: type.split(",") as "EDGE"[] };
  check(row.settings);
  return ctx.update(async (tx) => {
    await tx.api.put(row);
    return { ...shownApi(row), ...(warnings.length > 0 ? { warnings } : {}) };
  });
});

export const PutRestApi = on("PutRestApi", (ctx, input) =>
  edit(ctx, input.restApiId, (_, row) => {
    const parameters = parametersOf(input.parameters);
    const document = parsed(input.body);
    const options = optionsOf(ctx, row.id, parameters);
    if (input.mode === "overwrite") {
      const { documentationParts } = row.definition;
      const old = row.definition;
      row.definition = emptyDefinition(rootOf(old).id);
      // Ids of paths that stay are kept, as their methods' names elsewhere rest on them.
      for (const resource of old.resources.filter((one) => one.parentId !== undefined))
        options.kept.set(resource.path, resource.id);
      row.definition.documentationParts = documentationParts;
      delete row.settings.policy;
      delete row.settings.binaryMediaTypes;
      delete row.settings.minimumCompressionSize;
    }
    const { settings, warnings } = readDocument(document, row.definition, options);
    for (const resource of row.definition.resources) {
      const id = options.kept.get(resource.path);
      if (id === undefined) continue;
      for (const child of row.definition.resources)
        if (child.parentId === resource.id) child.parentId = id;
      resource.id = id;
    }
    refuse(warnings, input.failOnWarnings || parameters.get("failonwarnings") === "true");
    Object.assign(row.settings, known(settings));
    check(row.settings);
    return { ...shownApi(row), ...(warnings.length > 0 ? { warnings } : {}) };
  }),
);

export const GetExport = on("GetExport", (ctx, input) =>
  ctx.view(async (tx) => {
    const api = await apiOf(ctx, tx, input.restApiId);
    const stage = await tx.stage.find({ api: api.id, name: input.stageName });
    if (stage === undefined) throw stageMissing();
    const deployment = await tx.deployment.find({ api: api.id, id: stage.deployment });
    if (!["swagger", "oas30"].includes(input.exportType))
      throw badRequest(`No API exporter for type '${input.exportType}'`);
    const yaml = /yaml/.test(input.accepts ?? "");
    const document = exported(
      { ...api, definition: deployment?.definition ?? api.definition },
      {
        version: input.exportType === "swagger" ? 2 : 3,
        extensions: (input.parameters?.["extensions"] ?? "").split(",").map((one) => one.trim()),
        stage: stage.name,
        region: ctx.region,
        now: ctx.now,
      },
    );
    const text = yaml ? stringify(document) : JSON.stringify(document, undefined, 2);
    const name = `${input.exportType}_${document.info.version}.${yaml ? "yaml" : "json"}`;
    return {
      contentType: yaml ? "application/yaml" : "application/octet-stream",
      contentDisposition: `attachment; filename="${name}"`,
      body: new TextEncoder().encode(text),
    };
  }),
);

function fresh(ctx: Ctx, given: Aws.RestApi & { name: string }): ApiRow {
  const rootResourceId = ctx.chance.alnum(10);
  return {
    id: idIn(ctx, given),
    account: ctx.account,
    region: ctx.region,
    definition: emptyDefinition(rootResourceId),
    settings: {
      ...given,
      id: "",
      createdDate: ctx.now,
      apiKeySource: given.apiKeySource ?? "HEADER",
      endpointConfiguration: given.endpointConfiguration ?? { types: ["EDGE"] },
      disableExecuteApiEndpoint: given.disableExecuteApiEndpoint ?? false,
    },
  };
}

/** The id that a tag asks for, so that addresses can be the same on every start; else a new one. */
function idIn(ctx: Ctx, { tags }: Aws.RestApi): string {
  const asked = tags?.["_custom_id_"];
  return asked !== undefined && /^[a-z0-9]{1,64}$/.test(asked) ? asked : ctx.chance.alnum(10);
}

/** @throws Fault for settings that AWS refuses or Brume does not obey. */
function check(settings: Aws.RestApi): void {
  const { policy, minimumCompressionSize: size, securityPolicy, endpointAccessMode } = settings;
  if (!settings.name) throw badRequest("API name must not be null or empty");
  if (!["HEADER", "AUTHORIZER"].includes(settings.apiKeySource ?? "HEADER"))
    throw badRequest("Invalid API Key Source specified. Valid values are HEADER and AUTHORIZER");
  if (size !== undefined && (size < 0 || size > 10_485_760))
    throw badRequest("Invalid minimum compression size, must be between 0 and 10485760");
  if (policy !== undefined && !isPolicy(policy))
    throw badRequest(
      "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
    );
  const types = settings.endpointConfiguration?.types ?? ["EDGE"];
  if (types.length !== 1) throw badRequest("RestApi must have one endpoint configuration");
  if (!["EDGE", "REGIONAL", "PRIVATE"].includes(types[0]!))
    throw badRequest("Invalid endpoint configuration type specified");
  if (securityPolicy?.startsWith("SecurityPolicy_"))
    throw notImplemented("apigateway: an API's securityPolicy");
  if (endpointAccessMode === "STRICT")
    throw notImplemented("apigateway: endpointAccessMode STRICT");
}

function parametersOf(given: Readonly<Record<string, string>> | undefined): Map<string, string> {
  return new Map(Object.entries(given ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
}

function optionsOf(ctx: Ctx, apiId: string, parameters: ReadonlyMap<string, string>) {
  const basePath = parameters.get("basepath") ?? "ignore";
  if (!["ignore", "prepend", "split"].includes(basePath))
    throw badRequest(`Invalid value for basepath: ${basePath}`);
  return {
    apiId,
    newId: () => ctx.chance.alnum(6),
    basePath: basePath as ReadOptions["basePath"],
    kept: new Map<string, string>(),
  };
}

function refuse(warnings: readonly string[], fails: boolean): void {
  if (fails && warnings.length > 0)
    throw badRequest(`Warnings found during import:\n\t${warnings.join("\n\t")}`);
}

function parsed(body: Uint8Array | undefined): unknown {
  try {
    return parseTemplate(Buffer.from(body ?? new Uint8Array()).toString("utf8"));
  } catch (error) {
    throw badRequest(
      `Unable to parse API definition because of a malformed document: ${(error as Error).message}`,
    );
  }
}

const known = (settings: object): object =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));

/** What GetRestApi answers. */
export function shownApi(row: Readonly<ApiRow>) {
  return { ...row.settings, id: row.id, rootResourceId: rootOf(row.definition).id };
}
