/**
 * AWS::Serverless::HttpApi: the API and a stage that deploys by itself.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
 */
import { InvalidResource } from "../errors.ts";
import { s3Place } from "../functions/code.ts";
import { isIntrinsic, isNoValue, withParameters } from "../intrinsics.ts";
import { BOOLEAN, demand, MAP, oneOf, passed, property, STRING } from "../properties.ts";
import { Dict27, fromPython27, idHash, truthy } from "../python.ts";
import { type Given, Resource } from "../resource.ts";
import { isObject, type Json, ref, type SamType, type Scope } from "../scope.ts";
import { at, deepGet, type DocMap, isMap, NotAMap, put } from "./document.ts";
import { DEFAULT_PATH } from "./editor.ts";
import { httpDomain, recordGroups } from "./domains.ts";
import { HttpAuthorizer } from "./httpauthorizer.ts";
import { MANAGED } from "./implicit.ts";
import { CORS_NAMES, isDefaultTitle, isOpenApi, OpenApiEditor } from "./openapi.ts";

const TEXT_OR_MAP = oneOf(STRING, MAP);
const CREATED_BY = "httpapi:createdBy";
const AUTH = ["Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"];

export const httpApi: SamType = {
  type: "AWS::Serverless::HttpApi",
  properties: {
    [MANAGED]: property(BOOLEAN),
    Name: passed(),
    StageName: property(TEXT_OR_MAP),
    Tags: property(MAP),
    PropagateTags: property(BOOLEAN),
    DefinitionBody: property(MAP),
    DefinitionUri: property(TEXT_OR_MAP),
    StageVariables: property(MAP),
    CorsConfiguration: property(oneOf(BOOLEAN, MAP)),
    AccessLogSettings: property(MAP),
    DefaultRouteSettings: property(MAP),
    Auth: property(MAP),
    RouteSettings: property(MAP),
    Domain: property(MAP),
    FailOnWarnings: property(BOOLEAN),
    Description: property(STRING),
    DisableExecuteApiEndpoint: property(BOOLEAN),
  },
  referable: { Stage: "AWS::ApiGatewayV2::Stage", DomainName: "AWS::ApiGatewayV2::DomainName" },
  translate(scope, given) {
    const properties: Json = { ...given.properties };
    for (const name of ["CorsConfiguration", "Domain"])
      properties[name] = withParameters(scope.values, properties[name]);
    const tagged = truthy(properties["Tags"]) && (properties["DefinitionBody"] ?? null) !== null;
    const made = resources(scope, given, properties);
    if (tagged) assignTags(made.slice(1), properties["Tags"]);
    return made;
  },
};

/** Puts tags on all that takes them; those of API Gateway's version 2 are maps. */
export function assignTags(made: readonly Resource[], tags: unknown): void {
  for (const resource of made)
    if (/^AWS::ApiGatewayV2::(Api|Stage|DomainName)$/.test(resource.type))
      resource.properties["Tags"] = tags;
}

function resources(scope: Scope, given: Given, properties: Json): Resource[] {
  const { id, shared } = given;
  const api = apiOf(scope, given, properties);
  const of = { scope, apiId: id, shared };
  const domain = httpDomain(of, properties["Domain"], CREATED_BY, recordGroups(scope));
  const permissions = permitted(scope, given, properties["Auth"]);
  return [api, ...permissions, ...domain, stageOf(given, properties)];
}

interface Editing {
  readonly scope: Scope;
  readonly id: string;
  readonly properties: Json;
  body: unknown;
}

function edit(editing: Editing, change: (editor: OpenApiEditor) => void): void {
  const editor = new OpenApiEditor(editing.body);
  change(editor);
  editing.body = editor.document();
}

function apiOf(scope: Scope, given: Given, properties: Json): Resource {
  const { id } = given;
  const { DefinitionUri: uri, DisableExecuteApiEndpoint: disabled } = properties;
  const editing: Editing = { scope, id, properties, body: properties["DefinitionBody"] };
  if (truthy(uri) && truthy(editing.body))
    throw new InvalidResource(
      id,
      "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.",
    );
  if (truthy(properties["CorsConfiguration"])) addCors(editing);
  addAuth(editing);
  addTags(editing);
  if (disabled !== undefined && disabled !== null) {
    if (!truthy(editing.body))
      throw new InvalidResource(
        id,
        "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.",
      );
    edit(editing, (editor) => editor.disableDefaultEndpoint(disabled));
  }
  addTitle(editing);
  addDescription(editing);
  if (truthy(properties["FailOnWarnings"])) renameDefaultPath(editing.body);
  const made: Json = {};
  if (truthy(properties["FailOnWarnings"])) made["FailOnWarnings"] = properties["FailOnWarnings"];
  if (truthy(uri)) made["BodyS3Location"] = locationOf(id, uri);
  else if (truthy(editing.body)) made["Body"] = fromPython27(editing.body);
  else
    throw new InvalidResource(
      id,
      "'DefinitionUri' or 'DefinitionBody' are required properties of an 'AWS::Serverless::HttpApi'. Add a value for one of these properties or add a 'HttpApi' event to an 'AWS::Serverless::Function'.",
    );
  return new Resource(id, "AWS::ApiGatewayV2::Api", made, given.attributes, given.dependsOn);
}

/** A path must start with a slash where warnings fail the deployment. */
function renameDefaultPath(body: unknown): void {
  const paths = isMap(body) ? at(body, "paths") : undefined;
  if (!(paths instanceof Dict27) || !paths.has(DEFAULT_PATH)) return;
  put(paths, `/${DEFAULT_PATH}`, paths.get(DEFAULT_PATH));
  paths.delete(DEFAULT_PATH);
}

function locationOf(id: string, uri: unknown): Json {
  if (!isObject(uri) && typeof uri !== "string")
    throw new InvalidResource(
      id,
      "'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
    );
  const { bucket, key, version } = s3Place(id, uri, "DefinitionUri");
  return { Bucket: bucket, Key: key, ...(version === undefined ? {} : { Version: version }) };
}

function addCors(editing: Editing): void {
  const { id, properties } = editing;
  const given = properties["CorsConfiguration"];
  const refuse = (words: string): never => {
    throw new InvalidResource(id, words);
  };
  if (!truthy(editing.body))
    refuse("Cors works only with inline OpenApi specified in 'DefinitionBody' property.");
  let cors: Json;
  if (typeof given === "boolean") cors = { AllowOrigins: ["*"] };
  else if (isIntrinsic(given)) cors = { AllowOrigins: given };
  else if (isObject(given)) cors = given;
  else return refuse("Invalid value for 'Cors' property.");
  const unknown = Object.keys(cors).find((key) => !CORS_NAMES.includes(key));
  if (unknown !== undefined) refuse(`Invalid key '${unknown}' for 'Cors' property.`);
  if (!isOpenApi(editing.body))
    refuse(
      "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  const origins = "AllowOrigins" in cors ? cors["AllowOrigins"] : undefined;
  const isAll = Array.isArray(origins) && origins.length === 1 && origins[0] === "*";
  if (cors["AllowCredentials"] === true && isAll)
    refuse(
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set.",
    );
  edit(editing, (editor) => editor.addCors(cors));
}

function authorizersOf(scope: Scope, id: string, auth: Json): Map<string, HttpAuthorizer> {
  const out = new Map<string, HttpAuthorizer>();
  const { partition } = scope.options;
  if (auth["EnableIamAuthorizer"] === true)
    out.set("AWS_IAM", new HttpAuthorizer(id, "AWS_IAM", {}, partition, true));
  const given = auth["Authorizers"];
  if (!truthy(given)) return out;
  demand(id, "Auth.Authorizers", given, "map");
  for (const [name, authorizer] of Object.entries(given as Json)) {
    demand(id, `Auth.Authorizers.${name}`, authorizer, "map");
    if (Object.hasOwn(authorizer as Json, "OpenIdConnectUrl"))
      throw new InvalidResource(
        id,
        `'OpenIdConnectUrl' is no longer a supported property for authorizer '${name}'. Please refer to the AWS SAM documentation.`,
      );
    out.set(name, new HttpAuthorizer(id, name, authorizer as Json, partition));
  }
  return out;
}

function addAuth(editing: Editing): void {
  const { scope, id } = editing;
  const auth = editing.properties["Auth"] as Json;
  if (!truthy(auth)) return;
  if (!truthy(editing.body))
    throw new InvalidResource(
      id,
      "Auth works only with inline OpenApi specified in the 'DefinitionBody' property.",
    );
  if (!Object.keys(auth).every((key) => AUTH.includes(key)))
    throw new InvalidResource(id, "Invalid value for 'Auth' property");
  if (!isOpenApi(editing.body))
    throw new InvalidResource(
      id,
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  edit(editing, (editor) => {
    const authorizers = authorizersOf(scope, id, auth);
    editor.addAuthorizers(authorizers);
    const name = auth["DefaultAuthorizer"];
    if (!truthy(name) || isNoValue(name)) return;
    demand(id, "Auth.DefaultAuthorizer", name, "string");
    const authorizer = authorizers.get(name as string);
    if (authorizer === undefined)
      throw new InvalidResource(
        id,
        `Unable to set DefaultAuthorizer because '${String(name)}' was not defined in 'Authorizers'.`,
      );
    for (const path of editor.pathNames())
      editor.setDefaultAuthorizer(path, name as string, authorizer.scopes);
  });
}

function addTags(editing: Editing): void {
  const { id, properties } = editing;
  const tags = properties["Tags"];
  if (truthy(tags) && !truthy(editing.body))
    throw new InvalidResource(
      id,
      "Tags works only with inline OpenApi specified in the 'DefinitionBody' property.",
    );
  if (!truthy(editing.body)) return;
  if (!isOpenApi(editing.body)) {
    if (!truthy(tags)) return;
    throw new InvalidResource(
      id,
      "Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  }
  const all = { ...(tags as Json | undefined), [CREATED_BY]: "SAM" };
  properties["Tags"] = all;
  edit(editing, (editor) => editor.addTags(all));
}

/** What the definition's `info` has of a name. */
function infoOf({ id, body }: Editing, name: string, end: string): unknown {
  try {
    return deepGet(body as DocMap, ["info", name]);
  } catch (error) {
    if (!(error instanceof NotAMap)) throw error;
    throw new InvalidResource(id, `Invalid 'DefinitionBody': ${error.message}${end}`);
  }
}

function addTitle(editing: Editing): void {
  const { id } = editing;
  const name = editing.properties["Name"];
  if (!truthy(name)) return;
  if (!truthy(editing.body))
    throw new InvalidResource(
      id,
      "Name works only with inline OpenApi specified in the 'DefinitionBody' property.",
    );
  if (!isDefaultTitle(infoOf(editing, "title", ".")))
    throw new InvalidResource(
      id,
      "Unable to set Name because it is already defined within inline OpenAPI specified in the 'DefinitionBody' property.",
    );
  edit(editing, (editor) => editor.addTitle(name));
}

function addDescription(editing: Editing): void {
  const { id } = editing;
  const description = editing.properties["Description"];
  if (!truthy(description)) return;
  if (!truthy(editing.body))
    throw new InvalidResource(
      id,
      "Description works only with inline OpenApi specified in the 'DefinitionBody' property.",
    );
  if (truthy(infoOf(editing, "description", "'.")))
    throw new InvalidResource(
      id,
      "Unable to set Description because it is already defined within inline OpenAPI specified in the 'DefinitionBody' property.",
    );
  edit(editing, (editor) => editor.addDescription(description));
}

function permitted(scope: Scope, { id, shared }: Given, auth: unknown): Resource[] {
  if (!truthy(auth)) return [];
  return [...authorizersOf(scope, id, auth as Json)].flatMap(([name, { permitted: arn }]) =>
    arn === undefined
      ? []
      : [authorizerPermission(`${id}${name}AuthorizerPermission`, arn, ref(id), shared)],
  );
}

/** The permission of an API to invoke the function that authorizes its callers. */
export function authorizerPermission(id: string, arn: unknown, apiId: Json, shared: Json) {
  const source =
    "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*";
  return new Resource(
    id,
    "AWS::Lambda::Permission",
    {
      Action: "lambda:InvokeFunction",
      FunctionName: arn,
      Principal: "apigateway.amazonaws.com",
      SourceArn: { "Fn::Sub": [source, { __ApiId__: apiId }] },
    },
    shared,
  );
}

function stageOf({ id, shared }: Given, properties: Json): Resource {
  const given = properties["StageName"];
  const name = truthy(given) ? given : DEFAULT_PATH;
  const prefix = typeof name === "string" ? name : "";
  let stageId = `${id}Stage${idHash(prefix)}`;
  if (/^[\p{L}\p{N}]+$/u.test(prefix)) stageId = `${id}${prefix}Stage`;
  else if (prefix === DEFAULT_PATH) stageId = `${id}ApiGatewayDefaultStage`;
  return new Resource(
    stageId,
    "AWS::ApiGatewayV2::Stage",
    {
      ApiId: ref(id),
      StageName: name,
      StageVariables: properties["StageVariables"],
      AccessLogSettings: properties["AccessLogSettings"],
      DefaultRouteSettings: properties["DefaultRouteSettings"],
      Tags: properties["Tags"],
      AutoDeploy: true,
      RouteSettings: properties["RouteSettings"],
    },
    shared,
  );
}
