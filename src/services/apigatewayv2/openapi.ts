/** OpenAPI 3 documents with AWS's extensions as an HTTP API's document. */
import { parseTemplate } from "#languages/cfn-yaml";
import { badRequest } from "./errors.ts";
import { check } from "./operations/authorizers.ts";
import type { Authorizer, Cors, Definition, Integration } from "./tables.ts";

type Json = Record<string, unknown>;

export interface ImportedApi {
  readonly name: string;
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly definition: Definition;
  /** What of the document has no effect. */
  readonly warnings: readonly string[];
  readonly tags: Record<string, string>;
}

const METHODS: Readonly<Record<string, string>> = {
  get: "GET",
  put: "PUT",
  post: "POST",
  delete: "DELETE",
  options: "OPTIONS",
  head: "HEAD",
  patch: "PATCH",
  "x-amazon-apigateway-any-method": "ANY",
};

/**
 * @param basepath What becomes of the path in the document's server: "ignore", "prepend", or
 *   "split", which leaves its first part to an API mapping.
 * @throws Fault BadRequestException for what is no such document.
 */
export function fromOpenApi(text: string, id: () => string, basepath = "ignore"): ImportedApi {
  let document: Json;
  try {
    document = parseTemplate(text) as Json;
  } catch (error) {
    throw badRequest(`Unable to parse the OpenAPI document: ${(error as Error).message}`);
  }
  if (!isObject(document) || !String(document["openapi"] ?? "").startsWith("3."))
    throw badRequest("Only OpenAPI 3.0 is currently supported for HTTP APIs");
  const info = isObject(document["info"]) ? document["info"] : {};
  const definition: Definition = { routes: [], integrations: [], authorizers: [] };
  const warnings: string[] = [];
  const base = baseOf(document, basepath);
  const cors = document["x-amazon-apigateway-cors"];
  if (isObject(cors)) definition.cors = corsOf(cors);
  const schemes = new Map(
    authorizersOf(document, id).map((authorizer) => [authorizer.name, authorizer]),
  );
  definition.authorizers = [...schemes.values()];
  for (const [path, item] of Object.entries(isObject(document["paths"]) ? document["paths"] : {})) {
    if (!isObject(item)) continue;
    for (const [name, operation] of Object.entries(item)) {
      const method = METHODS[name];
      if (method !== undefined && isObject(operation))
        addRoute(document, definition, schemes, base + path, method, operation, id, warnings);
    }
  }
  const tags = Array.isArray(document["tags"]) ? document["tags"].filter(isObject) : [];
  return {
    name: String(info["title"] ?? "Untitled"),
    definition,
    warnings,
    description: typeof info["description"] === "string" ? info["description"] : undefined,
    version: info["version"] === undefined ? undefined : String(info["version"]),
    tags: Object.fromEntries(
      tags.flatMap((tag) => {
        const value = tag["x-amazon-apigateway-tag-value"];
        return value === undefined ? [] : [[String(tag["name"]), String(value)]];
      }),
    ),
  };
}

/** The path that routes begin with. */
function baseOf(document: Json, basepath: string): string {
  const servers = Array.isArray(document["servers"]) ? document["servers"] : [];
  const url = isObject(servers[0]) ? String(servers[0]["url"] ?? "") : "";
  if (basepath === "ignore" || url === "") return "";
  const path = url.replace(/^[a-z]+:\/\/[^/]+/i, "").replace(/\/$/, "");
  const given =
    isObject(servers[0]) && isObject(servers[0]["variables"]) ? servers[0]["variables"] : {};
  const whole = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const variable = Object.hasOwn(given, name) ? given[name] : undefined;
    return isObject(variable) ? String(variable["default"] ?? "") : "";
  });
  const parts = whole.split("/").filter((part) => part !== "");
  const kept = basepath === "split" ? parts.slice(1) : parts;
  return kept.map((part) => `/${part}`).join("");
}

function addRoute(
  document: Json,
  definition: Definition,
  schemes: ReadonlyMap<string, Authorizer>,
  path: string,
  method: string,
  operation: Json,
  id: () => string,
  warnings: string[],
): void {
  const key = path === "/$default" && method === "ANY" ? "$default" : `${method} ${path}`;
  const given = operation["x-amazon-apigateway-integration"];
  const integration = isObject(given) ? resolved(document, given) : undefined;
  let target: string | undefined;
  if (integration !== undefined) {
    const made = {
      id: id(),
      type: String(integration["type"] ?? "").toUpperCase(),
      method: textOf(integration["httpMethod"]),
      uri: textOf(integration["uri"]),
      payloadFormat: textOf(integration["payloadFormatVersion"]) ?? "1.0",
      timeoutMs: Number(integration["timeoutInMillis"] ?? 30_000),
      connectionType: "INTERNET",
      credentialsArn: textOf(integration["credentials"]),
      subtype: textOf(integration["integrationSubtype"]),
      requestParameters: integration["requestParameters"] as Integration["requestParameters"],
      responseParameters: integration["responseParameters"] as Integration["responseParameters"],
    };
    if (made.type !== "AWS_PROXY" && made.type !== "HTTP_PROXY")
      throw badRequest(`Unsupported integration type ${made.type} on ${key}`);
    definition.integrations.push(made);
    target = `integrations/${made.id}`;
  }
  const security = (operation["security"] ?? document["security"]) as Json[] | undefined;
  const scheme = security?.[0] === undefined ? undefined : Object.keys(security[0])[0];
  const authorizer = scheme === undefined ? undefined : schemes.get(scheme);
  const scopes = authorizer?.type === "JWT" ? (security![0]![scheme!] as string[]) : [];
  const signed = scheme !== undefined && isSigV4(document, scheme);
  if (scheme !== undefined && authorizer === undefined && !signed)
    warnings.push(`Ignoring the security scheme '${scheme}' on ${key}: it has no authorizer`);
  definition.routes.push({
    id: id(),
    key,
    apiKeyRequired: false,
    authorizationType: signed
      ? "AWS_IAM"
      : authorizer === undefined
        ? "NONE"
        : authorizer.type === "JWT"
          ? "JWT"
          : "CUSTOM",
    ...(scopes.length > 0 ? { authorizationScopes: scopes.map(String) } : {}),
    ...(target === undefined ? {} : { target }),
    ...(authorizer === undefined ? {} : { authorizerId: authorizer.id }),
    ...(operation["operationId"] === undefined
      ? {}
      : { operationName: String(operation["operationId"]) }),
  });
}

/** Whether a security scheme asks for AWS's signatures. */
function isSigV4(document: Json, name: string): boolean {
  const components = isObject(document["components"]) ? document["components"] : {};
  const schemes = isObject(components["securitySchemes"]) ? components["securitySchemes"] : {};
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
  return isObject(scheme) && scheme["x-amazon-apigateway-authtype"] === "awsSigv4";
}

/** An integration may stand in the components and be pointed at. */
function resolved(document: Json, given: Json): Json {
  const reference = given["$ref"];
  if (typeof reference !== "string") return given;
  let at: unknown = document;
  for (const part of reference.replace(/^#\//, "").split("/"))
    at = isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
  if (!isObject(at)) throw badRequest(`Unable to resolve ${reference}`);
  return at;
}

function authorizersOf(document: Json, id: () => string): Authorizer[] {
  const components = isObject(document["components"]) ? document["components"] : {};
  const schemes = isObject(components["securitySchemes"]) ? components["securitySchemes"] : {};
  return Object.entries(schemes).flatMap(([name, scheme]) => {
    const given = isObject(scheme) ? scheme["x-amazon-apigateway-authorizer"] : undefined;
    if (!isObject(given)) return [];
    const sources = (
      Array.isArray(given["identitySource"])
        ? given["identitySource"].map(String)
        : String(given["identitySource"] ?? "").split(",")
    )
      .map((s) => s.trim())
      .filter((s) => s !== "");
    const made = given["type"] === "jwt" ? byToken(given) : byFunction(given);
    const authorizer: Authorizer = { id: id(), name, ...made, identitySource: sources };
    check(authorizer);
    return [authorizer];
  });
}

type Judging = Omit<Authorizer, "id" | "name" | "identitySource">;

function byToken(given: Json): Judging {
  const jwt = isObject(given["jwtConfiguration"]) ? given["jwtConfiguration"] : {};
  const { audience } = jwt;
  return {
    type: "JWT",
    issuer: textOf(jwt["issuer"]),
    audience: Array.isArray(audience) ? audience.map(String) : [],
    simpleResponses: false,
    ttlSeconds: 0,
  };
}

function byFunction(given: Json): Judging {
  if (given["type"] !== "request")
    throw badRequest(`Unsupported authorizer type ${String(given["type"])}`);
  return {
    type: "REQUEST",
    uri: textOf(given["authorizerUri"]),
    credentialsArn: textOf(given["authorizerCredentials"]),
    payloadFormat: String(given["authorizerPayloadFormatVersion"] ?? "2.0"),
    simpleResponses: String(given["enableSimpleResponses"]) === "true",
    ttlSeconds: Number(given["authorizerResultTtlInSeconds"] ?? 0),
  };
}

function corsOf(given: Json): Cors {
  const list = (value: unknown) =>
    value === undefined ? undefined : (Array.isArray(value) ? value : [value]).map(String);
  const all = {
    AllowOrigins: list(given["allowOrigins"]),
    AllowMethods: list(given["allowMethods"]),
    AllowHeaders: list(given["allowHeaders"]),
    ExposeHeaders: list(given["exposeHeaders"]),
    ...(given["maxAge"] === undefined ? {} : { MaxAge: Number(given["maxAge"]) }),
    ...(given["allowCredentials"] === undefined
      ? {}
      : { AllowCredentials: String(given["allowCredentials"]) === "true" }),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Cors;
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);
