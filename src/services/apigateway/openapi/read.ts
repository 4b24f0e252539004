/**
 * An OpenAPI 2 or 3 document with API Gateway's extensions, as an API's parts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
import type * as Aws from "#aws/generated/types/apigateway";
import { own, resourceAt, setOwn } from "../definition.ts";
import { badRequest } from "../errors.ts";
import { RESPONSE_TYPES, type ResponseType } from "../gateway-responses.ts";
import { checkAuthorizer } from "../operations/authorizers.ts";
import type { Definition } from "../tables.ts";
import { documentationIn } from "./documentation.ts";
import { asText, integrationIn, textOf } from "./integration.ts";
import { readMethod } from "./method.ts";

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const objectIn = (holder: Json, key: string): Json =>
  isObject(own(holder, key)) ? (holder[key] as Json) : {};

export interface ReadOptions {
  /** Gives ids of six letters and digits. */
  readonly newId: () => string;
  readonly apiId: string;
  /** What becomes of the document's base path. */
  readonly basePath: "ignore" | "prepend" | "split";
}

/** What reading goes on: the document, what it is read into, and what was odd about it. */
export interface Reading extends ReadOptions {
  readonly document: Json;
  readonly definition: Definition;
  readonly warnings: string[];
}

/**
 * Reads a document into `definition`, over what stands there already.
 * @returns What it says of the API itself, and warnings.
 * @throws Fault BadRequestException for what is no API.
 */
export function readDocument(
  document: unknown,
  definition: Definition,
  options: ReadOptions,
): { settings: Aws.RestApi; warnings: string[] } {
  if (!isObject(document) || !("swagger" in document || "openapi" in document))
    throw badRequest("Invalid OpenAPI input.");
  const reading: Reading = { ...options, document, definition, warnings: [] };
  readModels(reading);
  readAuthorizers(reading);
  readValidators(reading);
  readGatewayResponses(reading);
  for (const part of documentationIn(document)) {
    const { documentationParts } = definition;
    const place = JSON.stringify(part.location);
    const held = documentationParts.find((one) => JSON.stringify(one.location) === place);
    if (held === undefined) documentationParts.push({ id: options.newId(), ...part });
    else held.properties = part.properties;
  }
  const base = basePathOf(document, options.basePath);
  for (const [path, item] of Object.entries(objectIn(document, "paths"))) {
    if (!path.startsWith("/") || !isObject(item)) continue;
    const whole = (base + path).replace(/(.)\/$/, "$1");
    const resource = resourceAt(definition, whole, options.newId);
    for (const [verb, operation] of Object.entries(item)) {
      const name = VERBS[verb.toLowerCase()];
      if (name === undefined || !isObject(operation)) continue;
      const method = readMethod(reading, name, item, operation);
      const integration = operation["x-amazon-apigateway-integration"];
      if (isObject(integration))
        method.methodIntegration = integrationIn(integrationOf(reading, integration), resource.id);
      setOwn(resource.resourceMethods, name, method);
    }
  }
  return { settings: settingsOf(document), warnings: reading.warnings };
}

const VERBS: Readonly<Record<string, string>> = {
  get: "GET",
  put: "PUT",
  post: "POST",
  delete: "DELETE",
  options: "OPTIONS",
  head: "HEAD",
  patch: "PATCH",
  "x-amazon-apigateway-any-method": "ANY",
};

/** An integration may be named among the document's components. */
function integrationOf({ document }: Reading, integration: Json): Json {
  const name = /^#\/components\/x-amazon-apigateway-integrations\/(.+)$/.exec(
    asText(integration["$ref"] ?? ""),
  )?.[1];
  if (name === undefined) return integration;
  const named = objectIn(objectIn(document, "components"), "x-amazon-apigateway-integrations");
  return objectIn(named, name);
}

function basePathOf(document: Json, mode: ReadOptions["basePath"]): string {
  if (mode === "ignore") return "";
  const [server] = Array.isArray(document["servers"]) ? document["servers"] : [];
  const variables = isObject(server) ? objectIn(server, "variables") : {};
  const url = isObject(server) ? asText(server["url"] ?? "") : "";
  const written = asText(
    document["basePath"] ??
      objectIn(variables, "basePath")["default"] ??
      /^(?:https?:\/\/[^/]+)?(\/[^?]*)?$/.exec(url)?.[1] ??
      "",
  );
  const parts = written.split("/").filter((part) => part !== "");
  const kept = mode === "split" ? parts.slice(1) : parts;
  return kept.map((part) => `/${part}`).join("");
}

function settingsOf(document: Json): Aws.RestApi {
  const info = objectIn(document, "info");
  const text = textOf;
  const binary = document["x-amazon-apigateway-binary-media-types"];
  const size = document["x-amazon-apigateway-minimum-compression-size"];
  const policy = document["x-amazon-apigateway-policy"];
  const [server] = Array.isArray(document["servers"]) ? document["servers"] : [];
  const endpoint =
    document["x-amazon-apigateway-endpoint-configuration"] ??
    (isObject(server) ? server["x-amazon-apigateway-endpoint-configuration"] : undefined);
  return {
    name: text(info["title"]),
    description: text(info["description"]),
    version: text(info["version"]),
    binaryMediaTypes: Array.isArray(binary) ? binary.map((one) => text(one) ?? "") : undefined,
    minimumCompressionSize: size === undefined ? undefined : Number(textOf(size)),
    apiKeySource: text(document["x-amazon-apigateway-api-key-source"])?.toUpperCase() as "HEADER",
    policy: isObject(policy) ? JSON.stringify(policy) : text(policy),
    disableExecuteApiEndpoint: isObject(endpoint)
      ? (endpoint["disableExecuteApiEndpoint"] as boolean | undefined)
      : undefined,
  };
}

function readModels({ document, definition, newId, apiId }: Reading): void {
  const schemas = {
    ...objectIn(document, "definitions"),
    ...objectIn(objectIn(document, "components"), "schemas"),
  };
  for (const [name, schema] of Object.entries(schemas)) {
    if (!isObject(schema)) continue;
    const described = schema["description"];
    putModel(definition, {
      id: newId(),
      name,
      contentType: "application/json",
      schema: schemaText(schema, apiId),
      ...(described === undefined ? {} : { description: asText(described) }),
    });
  }
}

export function putModel(definition: Definition, model: Aws.Model): void {
  const held = definition.models.find(({ name }) => name === model.name);
  if (held === undefined) definition.models.push(model);
  else Object.assign(held, { ...model, id: held.id });
}

/** A schema whose references name models of the API. */
export function schemaText(schema: Json, apiId: string): string {
  return JSON.stringify(schema, (key, value: unknown) => {
    const name =
      key === "$ref" && /^#\/(?:definitions|components\/schemas)\/(.+)$/.exec(asText(value))?.[1];
    return name ? `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}` : value;
  });
}

/** Security schemes by name, of either version. */
export function schemesOf(document: Json): Json {
  return {
    ...objectIn(document, "securityDefinitions"),
    ...objectIn(objectIn(document, "components"), "securitySchemes"),
  };
}

function readAuthorizers({ document, definition, newId }: Reading): void {
  for (const [name, scheme] of Object.entries(schemesOf(document))) {
    if (!isObject(scheme) || !isObject(scheme["x-amazon-apigateway-authorizer"])) continue;
    const given = scheme["x-amazon-apigateway-authorizer"];
    const type = asText(given["type"] ?? "token").toUpperCase() as "TOKEN" | "REQUEST";
    const text = (key: string) => (given[key] === undefined ? undefined : asText(given[key]));
    const header = `method.request.header.${asText(scheme["name"])}`;
    const authorizer: Aws.Authorizer = {
      name,
      type,
      authType: asText(scheme["x-amazon-apigateway-authtype"] ?? "custom"),
      authorizerUri: text("authorizerUri"),
      authorizerCredentials: text("authorizerCredentials"),
      identitySource: text("identitySource") ?? (type === "REQUEST" ? undefined : header),
      identityValidationExpression: text("identityValidationExpression"),
      authorizerResultTtlInSeconds: Number(given["authorizerResultTtlInSeconds"] ?? 300),
      ...(Array.isArray(given["providerARNs"])
        ? { providerARNs: given["providerARNs"].map(String) }
        : {}),
    };
    checkAuthorizer(authorizer);
    const held = definition.authorizers.find((one) => one.name === name);
    if (held === undefined) definition.authorizers.push({ id: newId(), ...authorizer });
    else Object.assign(held, authorizer);
  }
}

function readValidators({ document, definition, newId }: Reading): void {
  const section = objectIn(document, "x-amazon-apigateway-request-validators");
  for (const [name, given] of Object.entries(section)) {
    if (!isObject(given)) continue;
    const validator = {
      name,
      validateRequestBody: given["validateRequestBody"] === true,
      validateRequestParameters: given["validateRequestParameters"] === true,
    };
    const held = definition.requestValidators.find((one) => one.name === name);
    if (held === undefined) definition.requestValidators.push({ id: newId(), ...validator });
    else Object.assign(held, validator);
  }
}

function readGatewayResponses({ document, definition }: Reading): void {
  const section = objectIn(document, "x-amazon-apigateway-gateway-responses");
  for (const [type, given] of Object.entries(section)) {
    if (!isObject(given)) continue;
    if (!RESPONSE_TYPES.includes(type as ResponseType))
      throw badRequest(`Invalid gateway response type specified: ${type}`);
    const { statusCode } = given;
    definition.gatewayResponses = [
      ...definition.gatewayResponses.filter((one) => one.responseType !== type),
      {
        responseType: type as ResponseType,
        ...(statusCode === undefined ? {} : { statusCode: asText(statusCode) }),
        responseParameters: objectIn(given, "responseParameters") as Record<string, string>,
        responseTemplates: objectIn(given, "responseTemplates") as Record<string, string>,
      },
    ];
  }
}
