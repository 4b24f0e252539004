/** An API as an OpenAPI document. */
import type { Authorizer, Method } from "#aws/generated/types/apigateway";
import { setOwn } from "../definition.ts";
import type { ApiRow } from "../tables.ts";
import { integrationOut } from "./integration.ts";

type Json = Record<string, unknown>;

export interface ExportOptions {
  /** Of OpenAPI. */
  readonly version: 2 | 3;
  /** "integrations", "authorizers", "apigateway" (both and more), "postman", "documentation". */
  readonly extensions: readonly string[];
  readonly stage: string;
  readonly region: string;
  /** Epoch milliseconds: the version of an API that has none. */
  readonly now: number;
}

/** The document of an API at a stage. */
export function exported(api: Readonly<ApiRow>, options: ExportOptions) {
  const { definition, settings } = api;
  const three = options.version === 3;
  const asked = (name: string) =>
    options.extensions.includes(name) || options.extensions.includes("apigateway");
  const host = `${api.id}.execute-api.${options.region}.amazonaws.com`;
  const schemas: Json = {};
  for (const model of definition.models)
    setOwn(schemas, model.name!, schemaOut(model.schema, three));
  const schemes = schemesOut(api, three, asked("authorizers"));
  const info = {
    title: settings.name,
    version: settings.version ?? new Date(settings.createdDate ?? options.now).toISOString(),
    ...(settings.description === undefined ? {} : { description: settings.description }),
  };
  const paths: Json = {};
  for (const resource of definition.resources) {
    const item: Json = {};
    for (const [verb, method] of Object.entries(resource.resourceMethods)) {
      const key = verb === "ANY" ? "x-amazon-apigateway-any-method" : verb.toLowerCase();
      item[key] = methodOut(api, method, three, asked);
    }
    if (Object.keys(item).length > 0) setOwn(paths, resource.path, item);
  }
  const extra = asked("apigateway") ? extensionsOf(api) : {};
  if (!three)
    return {
      swagger: "2.0",
      info,
      host,
      basePath: `/${options.stage}`,
      schemes: ["https"],
      paths,
      ...filled("securityDefinitions", schemes),
      ...filled("definitions", schemas),
      ...extra,
    };
  const components = { ...filled("schemas", schemas), ...filled("securitySchemes", schemes) };
  return {
    openapi: "3.0.1",
    info,
    servers: [
      {
        url: `https://${host}/{basePath}`,
        variables: { basePath: { default: options.stage } },
      },
    ],
    paths,
    components,
    ...extra,
  };
}

const filled = (name: string, value: Json): Json =>
  Object.keys(value).length > 0 ? { [name]: value } : {};

function schemaOut(text: string | undefined, three: boolean): unknown {
  return JSON.parse(text ?? "{}", (key, value: unknown) => {
    if (key === "$schema") return undefined;
    const name = key === "$ref" && /\/models\/(\w+)$/.exec(String(value))?.[1];
    return name ? reference(name, three) : value;
  }) as unknown;
}

const reference = (model: string, three: boolean): string =>
  `#/${three ? "components/schemas" : "definitions"}/${model}`;

function schemesOut(api: Readonly<ApiRow>, three: boolean, authorizers: boolean): Json {
  const out: Json = {};
  const methods = api.definition.resources.flatMap((r) => Object.values(r.resourceMethods));
  if (methods.some((method) => method.apiKeyRequired))
    out["api_key"] = { type: "apiKey", name: "x-api-key", in: "header" };
  if (methods.some((method) => method.authorizationType === "AWS_IAM"))
    out["sigv4"] = {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authtype": "awsSigv4",
    };
  for (const authorizer of api.definition.authorizers)
    setOwn(out, authorizer.name!, schemeOf(authorizer, three, authorizers));
  return out;
}

function schemeOf(authorizer: Authorizer, _three: boolean, whole: boolean): Json {
  const { id: _, name: _name, authType, type, identitySource, ...rest } = authorizer;
  const header = /^method\.request\.header\.(\S+)$/.exec(identitySource ?? "")?.[1];
  const scheme = {
    type: "apiKey",
    name: type === "REQUEST" && header === undefined ? "Unused" : (header ?? "Authorization"),
    in: "header",
    "x-amazon-apigateway-authtype": authType,
  };
  if (!whole) return scheme;
  const shown = type === "REQUEST" ? { identitySource } : {};
  return {
    ...scheme,
    "x-amazon-apigateway-authorizer": { ...rest, ...shown, type: type?.toLowerCase() },
  };
}

function methodOut(
  api: Readonly<ApiRow>,
  method: Method,
  three: boolean,
  asked: (name: string) => boolean,
): Json {
  const out: Json = {};
  if (method.operationName !== undefined) out["operationId"] = method.operationName;
  const parameters: Json[] = parametersOut(method, three);
  const models = Object.entries(method.requestModels ?? {});
  if (models.length > 0 && !three) {
    out["consumes"] = models.map(([type]) => type);
    const $ref = reference(models[0]![1], three);
    parameters.push({ in: "body", name: models[0]![1], required: true, schema: { $ref } });
  }
  if (parameters.length > 0) out["parameters"] = parameters;
  if (models.length > 0 && three)
    out["requestBody"] = { content: contentOut(method.requestModels), required: true };
  out["responses"] = responsesOut(method, three);
  const security = securityOut(api, method);
  if (security.length > 0) out["security"] = security;
  const validator = api.definition.requestValidators.find(
    (v) => v.id === method.requestValidatorId,
  );
  if (validator?.name !== undefined && asked("apigateway"))
    out["x-amazon-apigateway-request-validator"] = validator.name;
  if (method.methodIntegration !== undefined && asked("integrations"))
    out["x-amazon-apigateway-integration"] = integrationOut(method.methodIntegration);
  return out;
}

function parametersOut(method: Method, three: boolean): Json[] {
  return Object.entries(method.requestParameters ?? {}).map(([key, required]) => {
    const [, , place = "", ...name] = key.split(".");
    return {
      name: name.join("."),
      in: /querystring/.test(place) ? "query" : place.replace("multivalue", ""),
      required: place === "path" || required,
      ...(three ? { schema: { type: "string" } } : { type: "string" }),
    };
  });
}

function contentOut(models: Readonly<Record<string, string>> | undefined): Json {
  const content: Json = {};
  for (const [type, model] of Object.entries(models ?? {}))
    setOwn(content, type, { schema: { $ref: reference(model, true) } });
  return content;
}

function responsesOut(method: Method, three: boolean): Json {
  const out: Json = {};
  for (const [status, response] of Object.entries(method.methodResponses ?? {})) {
    const headers: Json = {};
    for (const key of Object.keys(response.responseParameters ?? {})) {
      const type = three ? { schema: { type: "string" } } : { type: "string" };
      setOwn(headers, key.replace(/^method\.response\.header\./, ""), type);
    }
    const [model] = Object.values(response.responseModels ?? {});
    const body =
      model === undefined
        ? three
          ? { content: {} }
          : {}
        : three
          ? { content: contentOut(response.responseModels) }
          : { schema: { $ref: reference(model, three) } };
    out[status] = { description: `${status} response`, ...filled("headers", headers), ...body };
  }
  return out;
}

function securityOut(api: Readonly<ApiRow>, method: Method): Json[] {
  const out: Json[] = [];
  const authorizer = api.definition.authorizers.find((one) => one.id === method.authorizerId);
  if (authorizer !== undefined) out.push({ [authorizer.name!]: method.authorizationScopes ?? [] });
  if (method.authorizationType === "AWS_IAM") out.push({ sigv4: [] });
  if (method.apiKeyRequired) out.push({ api_key: [] });
  return out;
}

function extensionsOf({ definition, settings }: Readonly<ApiRow>): Json {
  const responses: Json = {};
  for (const { responseType, ...rest } of definition.gatewayResponses)
    responses[responseType!] = rest;
  const validators: Json = {};
  for (const { id: _, name, ...rest } of definition.requestValidators)
    setOwn(validators, name ?? "", rest);
  return {
    ...filled("x-amazon-apigateway-gateway-responses", responses),
    ...filled("x-amazon-apigateway-request-validators", validators),
    ...(settings.policy === undefined
      ? {}
      : { "x-amazon-apigateway-policy": JSON.parse(settings.policy) as unknown }),
    ...(settings.binaryMediaTypes?.length
      ? { "x-amazon-apigateway-binary-media-types": settings.binaryMediaTypes }
      : {}),
  };
}
