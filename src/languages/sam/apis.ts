/** AWS::Serverless::Api and ::HttpApi, explicit and implied by functions' events. */
import { InvalidResource } from "./errors.ts";
import { type EventScope, permission, propertiesOf } from "./events.ts";
import {
  defined,
  digest,
  isObject,
  type Json,
  kept,
  type Made,
  ref,
  resolved,
  type Scope,
} from "./scope.ts";

const REST = "ServerlessRestApi";
const HTTP = "ServerlessHttpApi";

/** Adds the APIs that events without one of their own belong to. */
export function addImplicitApis(scope: Scope): void {
  const events = Object.values(scope.resources).flatMap((resource) => {
    const given =
      isObject(resource) && isObject(resource["Properties"])
        ? resource["Properties"]["Events"]
        : undefined;
    return String(resource?.["Type"]).startsWith("AWS::Serverless::") && isObject(given)
      ? Object.values(given).filter(isObject)
      : [];
  });
  const globals = isObject(scope.template["Globals"]) ? (scope.template["Globals"] as Json) : {};
  if (
    events.some(
      (e) => e["Type"] === "Api" && propertiesOf({ event: e })["RestApiId"] === undefined,
    ) &&
    scope.resources[REST] === undefined
  )
    scope.resources[REST] = {
      Type: "AWS::Serverless::Api",
      Properties: {
        ...(isObject(globals["Api"]) ? globals["Api"] : {}),
        StageName: "Prod",
        DefinitionBody: {
          swagger: "2.0",
          info: { version: "1.0", title: ref("AWS::StackName") },
          paths: {},
        },
      },
    };
  if (
    events.some(
      (e) => e["Type"] === "HttpApi" && propertiesOf({ event: e })["ApiId"] === undefined,
    ) &&
    scope.resources[HTTP] === undefined
  )
    scope.resources[HTTP] = {
      Type: "AWS::Serverless::HttpApi",
      Properties: {
        ...(isObject(globals["HttpApi"]) ? globals["HttpApi"] : {}),
        DefinitionBody: {
          openapi: "3.0.1",
          info: { version: "1.0", title: ref("AWS::StackName") },
          paths: {},
        },
      },
    };
}

function apiId(event: EventScope, property: string, implicit: string): string {
  const given = propertiesOf(event)[property];
  if (given === undefined) return implicit;
  if (
    isObject(given) &&
    typeof given["Ref"] === "string" &&
    event.scope.resources[given["Ref"]] !== undefined
  )
    return given["Ref"];
  throw new InvalidResource(
    event.functionId,
    `Event with id [${event.eventId}] is invalid. ${property} must be a valid reference to an API in the same template.`,
  );
}

function pathsOf(api: Json, skeleton: Json): Json {
  const properties = (api["Properties"] ??= {}) as Json;
  const body = (properties["DefinitionBody"] ??= skeleton) as Json;
  return (body["paths"] ??= {}) as Json;
}

/** A function's `Api` event: a path of a REST API, and the right to call. */
export function addRestRoute(event: EventScope): void {
  const given = propertiesOf(event);
  for (const name of Object.keys(given))
    if (!["Path", "Method", "RestApiId"].includes(name))
      throw new InvalidResource(
        event.functionId,
        `Event with id [${event.eventId}] is invalid. The property ${name} is not supported yet.`,
      );
  const id = apiId(event, "RestApiId", REST);
  const path = String(resolved(event.scope, given["Path"]));
  const method = String(resolved(event.scope, given["Method"])).toLowerCase();
  const key = method === "any" ? "x-amazon-apigateway-any-method" : method;
  const paths = pathsOf(event.scope.resources[id]!, {
    swagger: "2.0",
    info: { version: "1.0", title: ref("AWS::StackName") },
    paths: {},
  });
  const item = (paths[path] ??= {}) as Json;
  if (item[key] !== undefined && !isOpen(item[key]))
    throw new InvalidResource(
      event.functionId,
      `Event with id [${event.eventId}] is invalid. API method "${method}" defined multiple times for path "${path}".`,
    );
  item[key] = {
    ...(item[key] as Json | undefined),
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: invocation(event),
    },
    responses: (item[key] as Json | undefined)?.["responses"] ?? {},
    ...parametersOf(path),
  };
  const stage =
    id === REST
      ? "Prod"
      : String(
          resolved(event.scope, (event.scope.resources[id]!["Properties"] as Json)["StageName"]) ??
            "",
        );
  const place = path.replace(/\{[^}]*\}/g, "*").replace(/\/$/, "") || "/";
  permission(
    event,
    "apigateway.amazonaws.com",
    {
      SourceArn: {
        "Fn::Sub": [
          `arn:${event.scope.options.partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${method === "any" ? "*" : method.toUpperCase()}${place}`,
          { __Stage__: "*", __ApiId__: ref(id) },
        ],
      },
    },
    stage.replace(/[^A-Za-z0-9]/g, ""),
  );
}

/** A function's `HttpApi` event: a route of an HTTP API, and the right to call. */
export function addHttpRoute(event: EventScope): void {
  const given = propertiesOf(event);
  for (const name of Object.keys(given))
    if (!["Path", "Method", "ApiId", "PayloadFormatVersion", "TimeoutInMillis"].includes(name))
      throw new InvalidResource(
        event.functionId,
        `Event with id [${event.eventId}] is invalid. The property ${name} is not supported yet.`,
      );
  const id = apiId(event, "ApiId", HTTP);
  const whole = given["Path"] === undefined;
  const path = whole ? "$default" : String(resolved(event.scope, given["Path"]));
  const method = whole
    ? "any"
    : String(resolved(event.scope, given["Method"] ?? "any")).toLowerCase();
  const key = method === "any" ? "x-amazon-apigateway-any-method" : method;
  const paths = pathsOf(event.scope.resources[id]!, {
    openapi: "3.0.1",
    info: { version: "1.0", title: ref("AWS::StackName") },
    paths: {},
  });
  const item = (paths[path === "$default" ? "/$default" : path] ??= {}) as Json;
  item[key] = {
    ...(item[key] as Json | undefined),
    ...(path === "$default" ? { isDefaultRoute: true } : {}),
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: invocation(event),
      payloadFormatVersion: given["PayloadFormatVersion"] ?? "2.0",
      ...defined({ timeoutInMillis: given["TimeoutInMillis"] }),
    },
    responses: (item[key] as Json | undefined)?.["responses"] ?? {},
    ...parametersOf(path, true),
  };
  const place = path === "$default" ? "" : path.replace(/\{[^}]*\}/g, "*");
  permission(event, "apigateway.amazonaws.com", {
    SourceArn: {
      "Fn::Sub": [
        `arn:${event.scope.options.partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${path === "$default" ? "$default" : `${method === "any" ? "*" : method.toUpperCase()}${place}`}`,
        { __ApiId__: ref(id), __Stage__: "*" },
      ],
    },
  });
}

/** A method that was written down without an integration may be given one. */
const isOpen = (method: unknown): boolean =>
  isObject(method) && method["x-amazon-apigateway-integration"] === undefined;

function invocation(event: EventScope): Json {
  const target = String(event.target["Ref"]);
  const arn = target === event.functionId ? `\${${target}.Arn}` : `\${${target}}`;
  return {
    "Fn::Sub": `arn:${event.scope.options.partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
  };
}

function parametersOf(path: string, openApi3 = false): Json {
  const names = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name);
  if (names.length === 0) return {};
  return {
    parameters: names.map((name) => ({
      name,
      in: "path",
      required: true,
      ...(openApi3 ? { schema: { type: "string" } } : { type: "string" }),
    })),
  };
}

const REST_PASSED = [
  "Name",
  "Description",
  "BinaryMediaTypes",
  "MinimumCompressionSize",
  "ApiKeySourceType",
  "DisableExecuteApiEndpoint",
  "FailOnWarnings",
  "Mode",
];
const REST_STAGE = [
  "Variables",
  "TracingEnabled",
  "MethodSettings",
  "AccessLogSetting",
  "CacheClusterEnabled",
  "CacheClusterSize",
  "CanarySetting",
];
const REST_KNOWN = new Set([
  ...REST_PASSED,
  ...REST_STAGE,
  "StageName",
  "DefinitionBody",
  "EndpointConfiguration",
  "Tags",
  "Cors",
  "OpenApiVersion",
]);

/** AWS::Serverless::Api: the API, a deployment named after what it deploys, and its stage. */
export function restApi(_scope: Scope, id: string, resource: Json): Made {
  const properties = (resource["Properties"] ?? {}) as Json;
  for (const name of Object.keys(properties))
    if (!REST_KNOWN.has(name))
      throw new InvalidResource(
        id,
        `The property ${name} of AWS::Serverless::Api is not supported yet.`,
      );
  if (properties["StageName"] === undefined)
    throw new InvalidResource(id, "Missing required property 'StageName'.");
  const body = properties["DefinitionBody"] as Json | undefined;
  if (body === undefined)
    throw new InvalidResource(
      id,
      "An API without paths, DefinitionBody or DefinitionUri is not supported yet.",
    );
  if (properties["Cors"] !== undefined) addCors(body, properties["Cors"]);
  const stage = properties["StageName"];
  const hash = digest(body, 40);
  const deployment = `${id}Deployment${hash.slice(0, 10)}`;
  const stageId =
    typeof stage === "string" ? `${id}${stage.replace(/[^A-Za-z0-9]/g, "")}Stage` : `${id}Stage`;
  const shared = resource["Condition"] === undefined ? {} : { Condition: resource["Condition"] };
  const endpoint = properties["EndpointConfiguration"];
  return {
    [id]: {
      Type: "AWS::ApiGateway::RestApi",
      ...kept(resource),
      Properties: {
        Body: body,
        ...Object.fromEntries(
          REST_PASSED.flatMap((name) =>
            properties[name] === undefined ? [] : [[name, properties[name]]],
          ),
        ),
        ...(endpoint === undefined
          ? {}
          : {
              EndpointConfiguration: isObject(endpoint)
                ? defined({
                    Types: endpoint["Type"] === undefined ? undefined : [endpoint["Type"]],
                    VpcEndpointIds: endpoint["VPCEndpointIds"],
                  })
                : { Types: [endpoint] },
              Parameters: {
                endpointConfigurationTypes: isObject(endpoint) ? endpoint["Type"] : endpoint,
              },
            }),
        ...(properties["Tags"] === undefined
          ? {}
          : {
              Tags: Object.entries(properties["Tags"] as Json).map(([Key, Value]) => ({
                Key,
                Value,
              })),
            }),
      },
    },
    [deployment]: {
      Type: "AWS::ApiGateway::Deployment",
      ...shared,
      Properties: {
        Description: `RestApi deployment id: ${hash}`,
        RestApiId: ref(id),
        StageName: "Stage",
      },
    },
    [stageId]: {
      Type: "AWS::ApiGateway::Stage",
      ...shared,
      Properties: {
        DeploymentId: ref(deployment),
        RestApiId: ref(id),
        StageName: stage,
        ...Object.fromEntries(
          REST_STAGE.flatMap((name) =>
            properties[name] === undefined ? [] : [[name, properties[name]]],
          ),
        ),
      },
    },
  };
}

/** Every path answers OPTIONS from a mock that says who may call. */
function addCors(body: Json, cors: unknown): void {
  const given: Json =
    isObject(cors) && cors["AllowOrigin"] !== undefined ? cors : { AllowOrigin: cors };
  const headers: Json = defined({
    "Access-Control-Allow-Origin": given["AllowOrigin"],
    "Access-Control-Allow-Headers": given["AllowHeaders"],
    "Access-Control-Allow-Methods":
      given["AllowMethods"] ?? "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'",
    "Access-Control-Max-Age": given["MaxAge"],
    "Access-Control-Allow-Credentials": given["AllowCredentials"] === true ? "'true'" : undefined,
  });
  for (const item of Object.values(body["paths"] as Json)) {
    if (!isObject(item) || item["options"] !== undefined) continue;
    item["options"] = {
      summary: "CORS support",
      consumes: ["application/json"],
      produces: ["application/json"],
      "x-amazon-apigateway-integration": {
        type: "mock",
        requestTemplates: { "application/json": '{\n  "statusCode" : 200\n}\n' },
        responses: {
          default: {
            statusCode: "200",
            responseTemplates: { "application/json": "{}\n" },
            responseParameters: Object.fromEntries(
              Object.entries(headers).map(([name, value]) => [
                `method.response.header.${name}`,
                value,
              ]),
            ),
          },
        },
      },
      responses: {
        "200": {
          description: "Default response for CORS method",
          headers: Object.fromEntries(
            Object.keys(headers).map((name) => [name, { type: "string" }]),
          ),
        },
      },
    };
  }
}

const HTTP_KNOWN = new Set([
  "DefinitionBody",
  "StageName",
  "StageVariables",
  "Tags",
  "Description",
  "Name",
  "CorsConfiguration",
  "FailOnWarnings",
  "DisableExecuteApiEndpoint",
  "AccessLogSettings",
  "DefaultRouteSettings",
  "RouteSettings",
]);

/** AWS::Serverless::HttpApi: the API and a stage that deploys by itself. */
export function httpApi(_scope: Scope, id: string, resource: Json): Made {
  const properties = (resource["Properties"] ?? {}) as Json;
  for (const name of Object.keys(properties))
    if (!HTTP_KNOWN.has(name))
      throw new InvalidResource(
        id,
        `The property ${name} of AWS::Serverless::HttpApi is not supported yet.`,
      );
  const body = structuredClone(properties["DefinitionBody"]) as Json | undefined;
  if (body === undefined)
    throw new InvalidResource(
      id,
      "An HTTP API without paths, DefinitionBody or DefinitionUri is not supported yet.",
    );
  body["tags"] = [
    { name: "httpapi:createdBy", "x-amazon-apigateway-tag-value": "SAM" },
    ...Object.entries((properties["Tags"] as Json | undefined) ?? {}).map(([name, value]) => ({
      name,
      "x-amazon-apigateway-tag-value": value,
    })),
  ];
  const cors = properties["CorsConfiguration"];
  if (cors === true) body["x-amazon-apigateway-cors"] = { allowOrigins: ["*"] };
  else if (isObject(cors))
    body["x-amazon-apigateway-cors"] = Object.fromEntries(
      Object.entries(cors).map(([name, value]) => [
        name.charAt(0).toLowerCase() + name.slice(1),
        value,
      ]),
    );
  const stage = properties["StageName"];
  const shared = resource["Condition"] === undefined ? {} : { Condition: resource["Condition"] };
  const stageId =
    stage === undefined
      ? `${id}ApiGatewayDefaultStage`
      : `${id}${String(stage).replace(/[^A-Za-z0-9]/g, "")}Stage`;
  const info = body["info"] as Json | undefined;
  if (properties["Name"] !== undefined && info !== undefined) info["title"] = properties["Name"];
  return {
    [id]: {
      Type: "AWS::ApiGatewayV2::Api",
      ...kept(resource),
      Properties: {
        Body: body,
        ...defined({
          Description: properties["Description"],
          FailOnWarnings: properties["FailOnWarnings"],
          DisableExecuteApiEndpoint: properties["DisableExecuteApiEndpoint"],
        }),
      },
    },
    [stageId]: {
      Type: "AWS::ApiGatewayV2::Stage",
      ...shared,
      Properties: {
        ApiId: ref(id),
        StageName: stage ?? "$default",
        AutoDeploy: true,
        Tags: { "httpapi:createdBy": "SAM", ...(properties["Tags"] as Json | undefined) },
        ...defined({
          StageVariables: properties["StageVariables"],
          AccessLogSettings: properties["AccessLogSettings"],
          DefaultRouteSettings: properties["DefaultRouteSettings"],
          RouteSettings: properties["RouteSettings"],
        }),
      },
    },
  };
}
