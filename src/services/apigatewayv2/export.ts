/** An HTTP API as an OpenAPI 3 document, the way back of openapi.ts. */
import { isoSeconds } from "#base/iso-time";
import type { ApiRow, Authorizer, Definition, Integration, Route } from "./tables.ts";

type Json = Record<string, unknown>;

const SIGNED = "sigv4";

/**
 * The document of an API as a stage serves it.
 * @param extensions Whether AWS's own members are in it.
 * @param url Where the stage is served.
 */
export function toOpenApi(
  api: Readonly<ApiRow>,
  definition: Definition,
  url: string,
  extensions: boolean,
): Json {
  const paths: Record<string, Json> = Object.create(null);
  for (const route of definition.routes) {
    const [verb = "", path = "/$default"] =
      route.key === "$default" ? ["ANY"] : route.key.split(" ");
    const name = verb === "ANY" ? "x-amazon-apigateway-any-method" : verb.toLowerCase();
    if (verb === "ANY" && !extensions) continue;
    const item = paths[path] ?? Object.create(null);
    item[name] = operationOf(definition, route, path, extensions);
    paths[path] = item;
  }
  const schemes = schemesOf(definition, extensions);
  return {
    openapi: "3.0.1",
    info: {
      title: api.name,
      ...(api.description === undefined ? {} : { description: api.description }),
      version: api.version ?? isoSeconds(api.createdAt),
    },
    servers: [{ url }],
    tags: Object.entries(api.tags).map(([name, value]) => ({
      name,
      ...(extensions ? { "x-amazon-apigateway-tag-value": value } : {}),
    })),
    paths,
    ...(Object.keys(schemes).length === 0 ? {} : { components: { securitySchemes: schemes } }),
    ...(extensions && definition.cors !== undefined
      ? { "x-amazon-apigateway-cors": corsOf(definition.cors) }
      : {}),
    ...(extensions ? { "x-amazon-apigateway-importexport-version": "1.0" } : {}),
  };
}

function operationOf(
  definition: Definition,
  route: Route,
  path: string,
  extensions: boolean,
): Json {
  const integration = definition.integrations.find((i) => `integrations/${i.id}` === route.target);
  const authorizer = definition.authorizers.find((a) => a.id === route.authorizerId);
  const scheme = route.authorizationType === "AWS_IAM" ? SIGNED : authorizer?.name;
  const names = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name);
  return {
    ...(route.operationName === undefined ? {} : { operationId: route.operationName }),
    ...(names.length === 0
      ? {}
      : {
          parameters: names.map((name) => ({
            name,
            in: "path",
            description: `Generated path parameter for ${name}`,
            required: true,
            schema: { type: "string" },
          })),
        }),
    responses: { default: { description: `Default response for ${route.key}` } },
    ...(scheme === undefined ? {} : { security: [{ [scheme]: route.authorizationScopes ?? [] }] }),
    ...(extensions && integration !== undefined
      ? { "x-amazon-apigateway-integration": integrationOf(integration) }
      : {}),
  };
}

function integrationOf(given: Integration): Json {
  return {
    ...(given.subtype === undefined ? {} : { integrationSubtype: given.subtype }),
    payloadFormatVersion: given.payloadFormat,
    type: given.type.toLowerCase(),
    ...(given.method === undefined ? {} : { httpMethod: given.method }),
    ...(given.uri === undefined ? {} : { uri: given.uri }),
    ...(given.credentialsArn === undefined ? {} : { credentials: given.credentialsArn }),
    ...(given.requestParameters === undefined
      ? {}
      : { requestParameters: given.requestParameters }),
    ...(given.responseParameters === undefined
      ? {}
      : { responseParameters: given.responseParameters }),
    connectionType: given.connectionType,
    timeoutInMillis: given.timeoutMs,
  };
}

function schemesOf(definition: Definition, extensions: boolean): Json {
  const out: Record<string, Json> = Object.create(null);
  for (const authorizer of definition.authorizers)
    out[authorizer.name] =
      authorizer.type === "JWT"
        ? { type: "oauth2", ...(extensions ? authorizerOf(authorizer) : {}) }
        : {
            type: "apiKey",
            name: "Unused",
            in: "header",
            ...(extensions ? authorizerOf(authorizer) : {}),
          };
  if (definition.routes.some((route) => route.authorizationType === "AWS_IAM"))
    out[SIGNED] = {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      ...(extensions ? { "x-amazon-apigateway-authtype": "awsSigv4" } : {}),
    };
  return out;
}

function authorizerOf(given: Authorizer): Json {
  const identitySource = given.identitySource.join(",");
  const own =
    given.type === "JWT"
      ? { jwtConfiguration: { audience: given.audience, issuer: given.issuer }, type: "jwt" }
      : {
          type: "request",
          authorizerUri: given.uri,
          authorizerPayloadFormatVersion: given.payloadFormat,
          authorizerResultTtlInSeconds: given.ttlSeconds,
          enableSimpleResponses: given.simpleResponses,
          ...(given.credentialsArn === undefined
            ? {}
            : { authorizerCredentials: given.credentialsArn }),
        };
  return { "x-amazon-apigateway-authorizer": { ...own, identitySource } };
}

const corsOf = (cors: object): Json =>
  Object.fromEntries(
    Object.entries(cors).map(([name, value]) => [name[0]!.toLowerCase() + name.slice(1), value]),
  );
