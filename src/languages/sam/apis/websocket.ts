/**
 * AWS::Serverless::WebSocketApi: the API, its routes with what answers them, its stage.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html
 */
import { InvalidResource } from "../errors.ts";
import { isIntrinsic, withParameters } from "../intrinsics.ts";
import { BOOLEAN, checkValues, MAP, oneOf, property, STRING } from "../properties.ts";
import { pythonStr, truthy } from "../python.ts";
import { type Given, Resource } from "../resource.ts";
import { isObject, join, type Json, ref, type SamType, sub } from "../scope.ts";
import { httpDomain } from "./domains.ts";
import { assignTags, authorizerPermission } from "./http.ts";

const CREATED_BY = "websocketapi:createdBy";
const SPECIAL = ["$connect", "$disconnect", "$default"];

export const webSocketApi: SamType = {
  type: "AWS::Serverless::WebSocketApi",
  properties: {
    ApiKeySelectionExpression: property(STRING),
    AccessLogSettings: property(MAP),
    Auth: property(MAP),
    DefaultRouteSettings: property(MAP),
    Description: property(STRING),
    DisableExecuteApiEndpoint: property(BOOLEAN),
    Domain: property(MAP),
    DisableSchemaValidation: property(BOOLEAN),
    FailOnWarnings: property(BOOLEAN),
    IpAddressType: property(STRING),
    Name: property(STRING),
    PropagateTags: property(BOOLEAN),
    Routes: property(MAP, true),
    RouteSettings: property(MAP),
    RouteSelectionExpression: property(STRING, true),
    StageName: property(oneOf(STRING, MAP)),
    StageVariables: property(MAP),
    Tags: property(MAP),
  },
  referable: { Stage: "AWS::ApiGatewayV2::Stage", DomainName: "AWS::ApiGatewayV2::DomainName" },
  translate(scope, given) {
    checkValues(given.id, given.properties, webSocketApi.properties);
    const properties: Json = { ...given.properties };
    for (const name of ["Auth", "Domain", "Routes"])
      properties[name] = withParameters(scope.values, properties[name]);
    const tags = properties["Tags"];
    properties["Tags"] = { ...(isObject(tags) ? tags : {}), [CREATED_BY]: "SAM" };
    check(given.id, properties);
    const api = apiOf(given, properties);
    const of = { scope, apiId: given.id, shared: {} };
    const domain = httpDomain(of, properties["Domain"], CREATED_BY, new Map());
    const stage = stageOf(given.id, properties);
    const routes = Object.entries(properties["Routes"] as Json).map(([key, route]) =>
      routeOf(given.id, properties, key, route as Json),
    );
    const routeIds = routes.map(([route]) => route!.id);
    if (truthy(properties["RouteSettings"])) stage.dependsOn = routeIds;
    const made = [api, ...routes.flat(), ...domain, stage, ...authorizerOf(given.id, properties)];
    if (truthy(tags) && truthy(properties["PropagateTags"])) assignTags(made, properties["Tags"]);
    return made;
  },
};

function check(id: string, properties: Json): void {
  const refuse = (words: string): never => {
    throw new InvalidResource(id, words);
  };
  if (!truthy(properties["Routes"])) refuse("WebSocket API must have at least one route.");
  const address = properties["IpAddressType"] ?? "ipv4";
  if (!isIntrinsic(address) && address !== "ipv4" && address !== "dualstack")
    refuse("IpAddressType must be 'ipv4' or 'dualstack'.");
  const domain = properties["Domain"];
  if (isObject(domain) && truthy(domain["MutualTlsAuthentication"]))
    refuse("Mutual TLS domain name association is not supported for Websocket APIs.");
}

function apiOf({ id, dependsOn }: Given, properties: Json): Resource {
  if (truthy(properties["Auth"]) && !Object.hasOwn(properties["Routes"] as Json, "$connect"))
    throw new InvalidResource(id, "Authorization is only available if there is a $connect route.");
  const passed = [
    "ApiKeySelectionExpression",
    "Description",
    "DisableExecuteApiEndpoint",
    "DisableSchemaValidation",
    "IpAddressType",
    "RouteSelectionExpression",
    "Tags",
  ];
  return new Resource(
    id,
    "AWS::ApiGatewayV2::Api",
    {
      ...Object.fromEntries(passed.map((name) => [name, properties[name]])),
      Name: properties["Name"] ?? id,
      ProtocolType: "WEBSOCKET",
    },
    {},
    dependsOn,
  );
}

function stageOf(id: string, properties: Json): Resource {
  const name = properties["StageName"] ?? "default";
  if (name === "$default")
    throw new InvalidResource(id, "Stages cannot be named $default for WebSocket APIs.");
  const prefix = typeof name === "string" ? name : "";
  const passed = ["StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"];
  return new Resource(
    prefix === "default" ? `${id}DefaultStage` : `${id}${prefix}Stage`,
    "AWS::ApiGatewayV2::Stage",
    {
      ApiId: ref(id),
      StageName: name,
      ...Object.fromEntries(passed.map((key) => [key, properties[key]])),
      Tags: { [CREATED_BY]: "SAM" },
      AutoDeploy: true,
    },
  );
}

function routeName(id: string, key: string): string {
  const capital = (text: string): string =>
    text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  if (SPECIAL.includes(key)) return capital(key.slice(1));
  if (/^[\p{L}\p{N}]+$/u.test(key)) return capital(key);
  throw new InvalidResource(
    id,
    `Route key '${key}' must be alphanumeric. Only $connect, $disconnect, and $default special routes are supported.`,
  );
}

const uriOf = (name: string, arn: unknown): Json =>
  sub(
    `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}}/invocations`,
    { [name]: arn },
  );

/** A route, what answers it, and the permission to invoke that. */
function routeOf(id: string, properties: Json, key: string, given: Json): Resource[] {
  const base = `${id}${routeName(id, key)}`;
  const passed = [
    "ApiKeyRequired",
    "ModelSelectionExpression",
    "OperationName",
    "RequestModels",
    "RouteResponseSelectionExpression",
  ];
  const route: Json = {
    ...Object.fromEntries(passed.map((name) => [name, given[name]])),
    RouteKey: key,
    ApiId: ref(id),
    Target: join("/", ["integrations", ref(`${base}Integration`)]),
  };
  if (truthy(given["RequestParameters"])) {
    if (key !== "$connect")
      throw new InvalidResource(
        id,
        "Request parameters are only supported for the $connect route in WebSocket APIs.",
      );
    route["RequestParameters"] = given["RequestParameters"];
  }
  Object.assign(route, authorization(id, properties["Auth"], key));
  if (!Object.hasOwn(given, "FunctionArn"))
    throw new InvalidResource(id, "Route must have associated function.");
  const integration = {
    ApiId: ref(id),
    IntegrationType: "AWS_PROXY",
    IntegrationUri: uriOf("FunctionArn", given["FunctionArn"]),
    TimeoutInMillis: given["IntegrationTimeout"],
  };
  const allowed = {
    Action: "lambda:InvokeFunction",
    FunctionName: given["FunctionArn"],
    Principal: "apigateway.amazonaws.com",
    SourceArn: sourceOf(id, properties["StageName"] ?? "default", key),
  };
  return [
    new Resource(`${base}Route`, "AWS::ApiGatewayV2::Route", route),
    new Resource(`${base}Integration`, "AWS::ApiGatewayV2::Integration", integration),
    new Resource(`${base}Permission`, "AWS::Lambda::Permission", allowed),
  ];
}

function sourceOf(id: string, stage: unknown, key: string): Json {
  const api = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}.ApiId}`;
  return typeof stage === "string"
    ? sub(`${api}/${stage}/${key}`)
    : sub(`${api}/\${__StageName__}/${key}`, { __StageName__: stage });
}

/** Callers are authorized where they connect. */
function authorization(id: string, auth: unknown, key: string): Json {
  if (!truthy(auth)) return {};
  checkAuth(id, auth as Json);
  if (key !== "$connect") return {};
  const type = (auth as Json)["AuthType"];
  return type === "CUSTOM"
    ? { AuthorizationType: type, AuthorizerId: ref(`${id}ConnectAuthorizer`) }
    : { AuthorizationType: type };
}

function checkAuth(id: string, auth: Json): void {
  const refuse = (words: string): never => {
    throw new InvalidResource(id, words);
  };
  const type = auth["AuthType"];
  if (!truthy(type)) refuse("AuthType must be specified for additional auth configurations.");
  if (!["NONE", "AWS_IAM", "CUSTOM"].includes(type as string))
    refuse(`AuthType '${pythonStr(type)}' is not one of AWS_IAM, CUSTOM or NONE.`);
  if (type === "CUSTOM" && !truthy(auth["AuthArn"]))
    refuse("AuthArn must be specified if AuthType is CUSTOM.");
  if (type !== "CUSTOM" && Object.keys(auth).length > 1)
    refuse(`No additional configurations supported for AuthType ${type}.`);
}

/** The authorizer, and the permission to invoke it where no role gives that. */
function authorizerOf(id: string, properties: Json): Resource[] {
  const auth = properties["Auth"];
  if (!isObject(auth) || auth["AuthType"] !== "CUSTOM") return [];
  const authorizerId = `${id}ConnectAuthorizer`;
  const authorizer = new Resource(authorizerId, "AWS::ApiGatewayV2::Authorizer", {
    ApiId: ref(id),
    AuthorizerCredentialsArn: auth["InvokeRole"],
    AuthorizerType: "REQUEST",
    AuthorizerUri: uriOf("AuthArn", auth["AuthArn"]),
    IdentitySource: auth["IdentitySource"],
    Name: truthy(auth["Name"]) ? auth["Name"] : authorizerId,
  });
  if (truthy(auth["InvokeRole"])) return [authorizer];
  const name = `${id}AuthorizerPermission`;
  return [authorizer, authorizerPermission(name, auth["AuthArn"], ref(id), {})];
}
