/** The routes of events: what answers a path of a REST or an HTTP API, and who may call it. */
import { InvalidEvent, InvalidResource, SamError } from "../errors.ts";
import { demandOfEvent, type Event, permission, type Target } from "../events/event.ts";
import { withParameters } from "../intrinsics.ts";
import { demand, MAP } from "../properties.ts";
import { Dict27, pythonStr, Text27, toPython27, truthy } from "../python.ts";
import type { Resource } from "../resource.ts";
import { isObject, type Json, type Scope } from "../scope.ts";
import { at, deepGet, type DocMap, entriesOf, has, NotAMap, Ordered, put } from "./document.ts";
import { ANY_METHOD, DEFAULT_PATH, normalMethod } from "./editor.ts";
import { isImplicit, MANAGED } from "./implicit.ts";
import { OpenApiEditor } from "./openapi.ts";
import { wildPath } from "./policy.ts";
import { modelOf, parametersOf, validatorOf, type Where } from "./requests.ts";
import { SwaggerEditor, swaggerSkeleton } from "./swagger.ts";

/** The REST API that an event belongs to. */
export interface RestApi {
  readonly id: string;
  readonly properties: Json;
  /** The name of the API's stage, as far as it is known. */
  readonly stage: string;
}

const refOf = (given: unknown): unknown =>
  isObject(given) && Object.hasOwn(given, "Ref") ? given["Ref"] : given;

/**
 * Finds the REST API of an event.
 * @throws InvalidEvent, InvalidResource
 */
export function linkRestApi(scope: Scope, { name, properties }: Event): RestApi {
  const id = refOf(properties["RestApiId"]);
  const resource =
    typeof id === "string" && Object.hasOwn(scope.resources, id) ? scope.resources[id] : undefined;
  if (typeof id !== "string" || !isObject(resource))
    throw new InvalidEvent(
      name,
      "RestApiId property of Api event must reference a valid resource in the same template.",
    );
  const given = resource["Properties"] ?? {};
  if (!MAP.holds(given)) throw new InvalidResource(id, "Attribute 'Properties' should be a map.");
  const stage = (given as Json)["StageName"];
  if (stage === "") throw new InvalidResource(id, "StageName cannot be empty.");
  return { id, properties: given as Json, stage: typeof stage === "string" ? stage : "Stage" };
}

const stageText = ({ id, properties, stage }: RestApi): string | Text27 =>
  typeof properties["StageName"] === "string" && !isImplicit(id, properties)
    ? new Text27(stage)
    : stage;

const conditionOf = (condition: string | undefined): unknown =>
  condition === undefined ? undefined : new Text27(condition);

/** API Gateway takes paths without the last slash. */
const unslashed = (path: string): string => path.replace(/^(.+)\/$/, "$1");

function invocation(arn: Json, partition: string, stream: boolean): Dict27 {
  const parts = arn["Fn::GetAtt"];
  const name = Array.isArray(parts) ? parts.join(".") : String(arn["Ref"]);
  const [version, end] = stream
    ? ["2021-11-15", "response-streaming-invocations"]
    : ["2015-03-31", "invocations"];
  const text = `arn:${partition}:apigateway:\${AWS::Region}:lambda:path/${version}/functions/\${${name}}/${end}`;
  return new Dict27([["Fn::Sub", Array.isArray(parts) ? new Text27(text) : text]]);
}

/**
 * An `Api` event of a function: a method of a path of a REST API.
 * @throws InvalidEvent, InvalidResource, SamError
 */
export function addRestRoute(scope: Scope, event: Event, target: Target, api: RestApi): Resource[] {
  const given = event.properties;
  const path = String(given["Path"]);
  const method = String(given["Method"]).toLowerCase();
  const verb = method === "any" ? "*" : method.toUpperCase();
  const source = `arn:${scope.options.partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${verb}${wildPath(unslashed(path))}`;
  const allowed = permission(event, target, {
    principal: "apigateway.amazonaws.com",
    sourceArn: { "Fn::Sub": [source, { __ApiId__: given["RestApiId"], __Stage__: "*" }] },
    suffix: api.stage,
  });
  const route: RestRoute = { scope, event, api, path, method };
  if (truthy(api.properties[MANAGED]) || truthy(api.properties["MergeDefinitions"]))
    addToDefinition(route, target);
  overrideAuth(route);
  return [allowed];
}

interface RestRoute {
  readonly scope: Scope;
  readonly event: Event;
  readonly api: RestApi;
  readonly path: string;
  readonly method: string;
}

function addToDefinition(route: RestRoute, target: Target): void {
  const { scope, event, api, path, method } = route;
  const { properties } = api;
  const body = properties["DefinitionBody"];
  if (body === undefined || body === null) return;
  const merged = truthy(properties["MergeDefinitions"]);
  const editor = new SwaggerEditor(merged ? swaggerSkeleton() : body);
  checkFree(editor, route);
  const stream = event.properties["ResponseTransferMode"] === "RESPONSE_STREAM";
  const apiAuth = truthy(properties["Auth"]) ? properties["Auth"] : {};
  const methodAuth = truthy(event.properties["Auth"]) ? event.properties["Auth"] : {};
  demandOfEvent(event.name, "Auth", methodAuth, "map");
  demand(api.id, "Auth", apiAuth, "map");
  editor.addLambda(path, method, {
    uri: invocation(target.arn, scope.options.partition, stream),
    methodAuth: methodAuth as Json,
    apiAuth: apiAuth as Json,
    condition: conditionOf(target.condition),
    stream,
    partition: scope.options.partition,
  });
  if (truthy(methodAuth)) addAuth(route, editor);
  const timeout = event.properties["TimeoutInMillis"];
  if (truthy(timeout)) editor.setTimeout(path, method, toPython27(timeout));
  addRequests(route, editor);
  properties["DefinitionBody"] = merged ? mergedDefinition(route, editor) : editor.document();
}

function checkFree(editor: SwaggerEditor, { event, path, method }: RestRoute): void {
  if (editor.hasIntegration(path, method))
    throw new InvalidEvent(
      event.name,
      `API method "${method}" defined multiple times for path "${path}".`,
    );
}

function addRequests({ event, api, path, method }: RestRoute, editor: SwaggerEditor): void {
  const where = { event: event.name, path, method };
  const model = modelOf(where, event.properties["RequestModel"], api.properties["Models"]);
  if (model !== undefined) {
    const given = event.properties["RequestModel"] as Json;
    editor.addRequestModel(path, method, model, given["Required"]);
    const validator = validatorOf(where, given);
    if (validator !== undefined)
      editor.addValidator(path, method, validator.body, validator.parameters);
  }
  const parameters = parametersOf(where, event.properties["RequestParameters"]);
  if (parameters.length > 0) editor.addRequestParameters(path, method, parameters);
}

/** The template's own definition with a method of the transform's put over its own. */
function mergedDefinition({ api, path, method }: RestRoute, editor: SwaggerEditor): DocMap {
  const source = api.properties["DefinitionBody"] as DocMap;
  const copy = new Dict27(entriesOf(source));
  const given = copy.get("paths");
  const paths = (truthy(given) ? given : new Dict27()) as DocMap;
  let own: unknown;
  try {
    own = deepGet(paths, [path, method]);
  } catch (error) {
    if (!(error instanceof NotAMap)) throw error;
    throw new InvalidResource(api.id, `Property 'DefinitionBody' is invalid: ${error.message}`);
  }
  if (!truthy(own)) own = {};
  demand(api.id, `DefinitionBody.paths.${path}.${method}`, own, "map");
  const made = deepGet(editor.document(), ["paths", path, normalMethod(method)]) as DocMap;
  const merged = new Ordered();
  for (const map of [own as DocMap, made])
    for (const [key, value] of entriesOf(map)) merged.set(key, value);
  if (!has(paths, path)) put(paths, new Text27(path), new Dict27());
  put(at(paths, path) as DocMap, new Text27(method), merged);
  return copy;
}

/** `OverrideApiAuth`: an event's own demands where the template wrote the definition. */
function overrideAuth(route: RestRoute): void {
  const { event, api } = route;
  const body = api.properties["DefinitionBody"];
  const auth = event.properties["Auth"];
  if (!truthy(body) || !isObject(auth) || !truthy(auth["OverrideApiAuth"])) return;
  const some = ["Authorizer", "ApiKeyRequired", "ResourcePolicy"].some((key) => truthy(auth[key]));
  if (!some)
    throw new InvalidEvent(
      event.name,
      "Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property.",
    );
  const editor = new SwaggerEditor(body);
  addAuth(route, editor);
  api.properties["DefinitionBody"] = editor.document();
}

/** What a method demands of its callers. */
function addAuth(route: RestRoute, editor: SwaggerEditor): void {
  const { scope, event, api, path, method } = route;
  const auth = event.properties["Auth"] as Json;
  const apiAuth = withParameters(scope.values, api.properties["Auth"]);
  const on = `on API method [${method}] for path [${path}]`;
  checkAuthorizer(route, auth["Authorizer"], apiAuth);
  const scopes = auth["AuthorizationScopes"];
  if (truthy(scopes)) {
    demandOfEvent(event.name, "Auth.AuthorizationScopes", scopes, "list");
    if (!truthy(auth["Authorizer"]))
      throw new InvalidEvent(event.name, "AuthorizationScopes works only when Authorizer is set");
  }
  const key = auth["ApiKeyRequired"];
  const given = key !== undefined && key !== null;
  if (given && !truthy(key) && !(isObject(apiAuth) && truthy(apiAuth["ApiKeyRequired"])))
    throw new InvalidEvent(
      event.name,
      `Unable to set ApiKeyRequired [False] ${on} because the related API does not specify any ApiKeyRequired.`,
    );
  if (truthy(auth["Authorizer"]) || given) editor.addMethodAuth(path, method, auth, apiAuth);
  const policy = auth["ResourcePolicy"];
  if (!truthy(policy)) return;
  demand(event.name, "Auth.ResourcePolicy", policy, "map");
  editor.addResourcePolicy(policy, path, stageText(api));
  const statements = (policy as Json)["CustomStatements"];
  if (truthy(statements)) editor.addPolicyStatements(statements);
}

function checkAuthorizer(route: RestRoute, authorizer: unknown, apiAuth: unknown): void {
  const { event, api, path, method } = route;
  if (!truthy(authorizer)) return;
  const auth = isObject(apiAuth) ? apiAuth : {};
  const all = auth["Authorizers"];
  if (truthy(all)) demand(api.id, "Auth.Authorizers", all, "map");
  if (authorizer === "AWS_IAM") return;
  if (authorizer === "NONE") {
    if (!truthy(auth["DefaultAuthorizer"])) throw notNone(event.name, path, method);
    return;
  }
  checkDefined({ event: event.name, path, method }, authorizer, all);
}

const notNone = (event: string, path: string, method: string): InvalidEvent =>
  new InvalidEvent(
    event,
    `Unable to set Authorizer on API method [${method}] for path [${path}] because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.`,
  );

/** @throws InvalidEvent unless an API defines an event's authorizer. */
function checkDefined(where: Where, name: unknown, all: unknown): void {
  const refuse = (why: string): never => {
    throw new InvalidEvent(where.event, `${unable(where, name)} because ${why}`);
  };
  if (!truthy(all)) refuse("the related API does not define any Authorizers.");
  checkTypes(where, name, all);
  if (!truthy((all as Json)[String(name)])) refuse("it wasn't defined in the API's Authorizers.");
}

const unable = ({ path, method }: Where, name: unknown): string =>
  `Unable to set Authorizer [${pythonStr(name)}] on API method [${method}] for path [${path}]`;

function checkTypes(where: Where, name: unknown, all: unknown): void {
  if (typeof name !== "string" || !isObject(all))
    throw new InvalidEvent(
      where.event,
      `${unable(where, name)}. The method authorizer must be a string with a corresponding dict entry in the api authorizer.`,
    );
}

/** What a REST API starts for an event of a state machine. */
export interface StateMachineRoute {
  /** The state machine's condition. */
  readonly condition: string | undefined;
  /** The ARN of the role by which the API starts executions. */
  readonly roleArn: Json;
  /** The template that makes the request, by content type. */
  readonly template: Json;
}

/**
 * An `Api` event of a state machine.
 * @throws InvalidEvent, InvalidResource, SamError
 */
export function addStateMachineRoute(
  scope: Scope,
  event: Event,
  api: RestApi,
  machine: StateMachineRoute,
): void {
  const body = api.properties["DefinitionBody"];
  if (!truthy(api.properties[MANAGED]) || body === undefined || body === null) return;
  const path = String(event.properties["Path"]);
  const method = String(event.properties["Method"]).toLowerCase();
  const route: RestRoute = { scope, event, api, path, method };
  const editor = new SwaggerEditor(body);
  checkFree(editor, route);
  editor.addStateMachine(path, method, {
    uri: {
      "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution",
    },
    credentials: machine.roleArn,
    templates: machine.template,
    condition: conditionOf(machine.condition),
  });
  if (truthy(event.properties["Auth"])) addAuth(route, editor);
  api.properties["DefinitionBody"] = editor.document();
}

/** The HTTP API that an event belongs to. */
export interface HttpApi {
  readonly id: string;
  readonly properties: Json;
}

export function linkHttpApi(scope: Scope, { properties }: Event): HttpApi {
  const id = String(refOf(properties["ApiId"]));
  const resource = Object.hasOwn(scope.resources, id) ? scope.resources[id] : undefined;
  return { id, properties: (resource?.["Properties"] ?? {}) as Json };
}

/**
 * An `HttpApi` event of a function: a route of an HTTP API.
 * @throws InvalidEvent, InvalidResource, SamError
 */
export function addHttpRoute(event: Event, target: Target, api: HttpApi): Resource[] {
  const path = String(event.properties["Path"]);
  const method = String(event.properties["Method"]).toLowerCase();
  const made = httpPermission(event, target, api, path, method);
  const body = api.properties["DefinitionBody"];
  if (body === undefined || body === null) return made;
  const editor = new OpenApiEditor(body);
  if (truthy(api.properties[MANAGED]) && editor.hasIntegration(path, method))
    throw new InvalidEvent(
      event.name,
      `API method '${method}' defined multiple times for path '${path}'.`,
    );
  const uri = invocation(target.arn, "${AWS::Partition}", false);
  editor.addLambda(path, method, uri, conditionOf(target.condition));
  if (truthy(event.properties["Auth"])) addHttpAuth(event, api, editor, path, method);
  const timeout = event.properties["TimeoutInMillis"];
  if (truthy(timeout)) editor.setTimeout(path, method, toPython27(timeout));
  const names = [...path.matchAll(/\{(.*?)\}/g)].map(([, name]) => name!);
  if (names.length > 0) editor.addPathParameters(path, method, names);
  const version = event.properties["PayloadFormatVersion"];
  if (truthy(version)) editor.setPayloadVersion(path, method, version);
  api.properties["DefinitionBody"] = editor.document();
  return made;
}

/** None where the function answers the default route: what allows that allows all. */
function httpPermission(
  event: Event,
  target: Target,
  api: HttpApi,
  path: string,
  method: string,
): Resource[] {
  const body = api.properties["DefinitionBody"];
  const editor = truthy(body) ? editorOf(api, body) : undefined;
  const isDefault = unslashed(path) === DEFAULT_PATH;
  if (!isDefault && editor?.defaultRouteInvokes(target.functionId)) return [];
  const place = isDefault ? "" : unslashed(path).replace(/\{([a-zA-Z0-9._-]+|proxy\+)\}/g, "*");
  const verb = method === "any" || method === ANY_METHOD ? "*" : method.toUpperCase();
  const end = method === "any" && place === `/${DEFAULT_PATH}` ? place : `/${verb}${place}`;
  const source = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}${end}`;
  return [
    permission(event, target, {
      principal: "apigateway.amazonaws.com",
      sourceArn: {
        "Fn::Sub": [source, { __ApiId__: event.properties["ApiId"], __Stage__: "*" }],
      },
    }),
  ];
}

function editorOf(api: HttpApi, body: unknown): OpenApiEditor {
  try {
    return new OpenApiEditor(body);
  } catch (error) {
    if (!(error instanceof SamError)) throw error;
    throw new InvalidResource(api.id, error.causes.map(({ text }) => text).join(" "));
  }
}

function addHttpAuth(
  event: Event,
  api: HttpApi,
  editor: OpenApiEditor,
  path: string,
  method: string,
): void {
  const given = event.properties["Auth"] as Json;
  const apiAuth = Object.hasOwn(api.properties, "Auth") ? api.properties["Auth"] : {};
  demand(api.id, "Auth", apiAuth, "map");
  const { Authorizers: all, DefaultAuthorizer, EnableIamAuthorizer } = apiAuth as Json;
  const name = truthy(given["Authorizer"]) ? given["Authorizer"] : DefaultAuthorizer;
  if (!truthy(name))
    throw new InvalidEvent(
      event.name,
      "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on the HttpApi.",
    );
  const where = { event: event.name, path, method };
  const iam = name === "AWS_IAM" && EnableIamAuthorizer === true;
  if (name !== "NONE" && !iam) {
    // An API that says nothing of its callers is told so by the second check.
    checkTypes(where, name, truthy(apiAuth) ? all : {});
    checkDefined(where, name, all);
  }
  if (name === "NONE" && !truthy(DefaultAuthorizer)) throw notNone(event.name, path, method);
  const scopes = given["AuthorizationScopes"];
  if (truthy(scopes) && !Array.isArray(scopes))
    throw new InvalidEvent(
      event.name,
      `Unable to set Authorizer on API method [${method}] for path [${path}] because 'AuthorizationScopes' must be a list of strings.`,
    );
  editor.addMethodAuth(path, method, String(name), given, all);
}
