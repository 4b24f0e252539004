/** What a REST API's properties add to its definition: CORS, authorizers, answers, models. */
import { InvalidResource, InvalidTemplate } from "../errors.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { demand } from "../properties.ts";
import { Dict27, order27, toPython27, truthy } from "../python.ts";
import { type Given, Resource } from "../resource.ts";
import { isObject, type Json, ref, type Scope } from "../scope.ts";
import { Authorizer } from "./authorizer.ts";
import {
  at,
  deepGet,
  type DocMap,
  has,
  invalid,
  isMap,
  isOpenApi3,
  keysOf,
  NotAMap,
  put,
} from "./document.ts";
import { pathItem } from "./editor.ts";
import { checkGatewayResponses, gatewayResponses } from "./responses.ts";
import { isSwagger, SwaggerEditor } from "./swagger.ts";

const AUTH = [
  "Authorizers",
  "DefaultAuthorizer",
  "InvokeRole",
  "AddDefaultAuthorizerToCorsPreflight",
  "AddApiKeyRequiredToCorsPreflight",
  "ApiKeyRequired",
  "ResourcePolicy",
  "UsagePlan",
];
const CORS = ["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"];

interface Editing {
  readonly scope: Scope;
  readonly id: string;
  readonly properties: Json;
  /** The stage's name as the definition shows it. */
  readonly stage: unknown;
  body: unknown;
}

/**
 * @returns The definition with what the properties add.
 * @throws InvalidResource, SamError
 */
export function editDefinition(
  scope: Scope,
  id: string,
  properties: Json,
  { stage }: { stage: unknown },
): unknown {
  const editing: Editing = { scope, id, properties, stage, body: properties["DefinitionBody"] };
  addCors(editing);
  addAuth(editing);
  addResponses(editing);
  const media = properties["BinaryMediaTypes"];
  if (truthy(media) && truthy(editing.body))
    edit(editing, (editor) => editor.addBinaryMediaTypes(media));
  addModels(editing);
  const disabled = properties["DisableExecuteApiEndpoint"];
  if (disabled !== undefined && disabled !== null) {
    if (!truthy(editing.body))
      throw new InvalidResource(
        id,
        "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.",
      );
    edit(editing, (editor) => editor.disableDefaultEndpoint(disabled));
  }
  return editing.body;
}

function edit(editing: Editing, change: (editor: SwaggerEditor) => void): void {
  const editor = new SwaggerEditor(editing.body);
  change(editor);
  editing.body = editor.document();
}

/** @throws InvalidResource where a property needs a definition in the template. */
function needsBody({ id, body }: Editing, property: string): void {
  if (!truthy(body))
    throw new InvalidResource(
      id,
      `${property} works only with inline Swagger specified in 'DefinitionBody' property.`,
    );
}

function needsSwagger({ id, body }: Editing, what: string): void {
  if (!isSwagger(body))
    throw new InvalidResource(
      id,
      `Unable to add ${what} because 'DefinitionBody' does not contain a valid Swagger definition.`,
    );
}

function addCors(editing: Editing): void {
  const { id } = editing;
  const given = editing.properties["Cors"];
  if (!truthy(given)) return;
  needsBody(editing, "Cors");
  const cors: Json = isIntrinsic(given) || !isObject(given) ? { AllowOrigin: given } : given;
  if (!isObject(given) && typeof given !== "string")
    throw new InvalidResource(id, "Invalid value for 'Cors' property");
  const unknown = Object.keys(cors).find((key) => !CORS.includes(key));
  if (unknown !== undefined)
    throw new InvalidResource(id, `Invalid key '${unknown}' for 'Cors' property.`);
  needsSwagger(editing, "Cors configuration");
  const origin = Object.hasOwn(cors, "AllowOrigin") ? cors["AllowOrigin"] : undefined;
  const credentials = cors["AllowCredentials"] === true;
  if (credentials && (origin === undefined || origin === "'*'"))
    throw new InvalidResource(
      id,
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set",
    );
  const values = {
    origins: origin === undefined ? "'*'" : toPython27(origin),
    headers: toPython27(cors["AllowHeaders"]),
    methods: toPython27(cors["AllowMethods"]),
    maxAgeSeconds: toPython27(cors["MaxAge"]),
    credentials,
  };
  edit(editing, (editor) => {
    const done = new Set<string>();
    for (const path of editor.pathNames()) {
      // API Gateway takes a path with a slash at its end for the one without.
      const normal = path === "/" ? path : path.replace(/\/+$/, "");
      if (done.has(normal)) continue;
      done.add(normal);
      const needed = editor.items(path).some((item) => !has(item, "options"));
      if (needed && !truthy(values.origins)) {
        const words = "Invalid input. Value for AllowedOrigins is required";
        throw new InvalidResource(id, new InvalidTemplate(words).text);
      }
      editor.addCors(path, values);
    }
  });
}

/** The authorizers by name, in the order in which they go into the definition. */
function authorizersOf(scope: Scope, id: string, auth: Json, isDefault: boolean) {
  const out = new Map<string, Authorizer>();
  const { partition } = scope.options;
  if (isDefault && auth["DefaultAuthorizer"] === "AWS_IAM")
    out.set("AWS_IAM", new Authorizer(id, "AWS_IAM", {}, partition, true));
  const given = auth["Authorizers"];
  if (!truthy(given)) return out;
  demand(id, "Auth.Authorizers", given, "map");
  for (const name of order27(Object.keys(given as Json))) {
    const authorizer = (given as Json)[name];
    demand(id, `Auth.Authorizers.${name}`, authorizer, "map");
    out.set(name, new Authorizer(id, name, authorizer as Json, partition));
  }
  return new Map(order27([...out.keys()]).map((name) => [name, out.get(name)!]));
}

function addAuth(editing: Editing): void {
  const { scope, id, stage } = editing;
  const auth = editing.properties["Auth"] as Json;
  if (!truthy(auth)) return;
  needsBody(editing, "Auth");
  if (!Object.keys(auth).every((key) => AUTH.includes(key)))
    throw new InvalidResource(id, "Invalid value for 'Auth' property");
  needsSwagger(editing, "Auth configuration");
  const preflight = (name: string): boolean => (name in auth ? truthy(auth[name]) : true);
  edit(editing, (editor) => {
    const authorizers = authorizersOf(scope, id, auth, true);
    if (authorizers.size > 0) {
      editor.addAuthorizers(authorizers);
      const withPreflight = preflight("AddDefaultAuthorizerToCorsPreflight");
      setDefault(id, editor, authorizers, auth["DefaultAuthorizer"], withPreflight);
    }
    if (truthy(auth["ApiKeyRequired"])) {
      editor.addApiKeys();
      for (const path of editor.pathNames())
        editor.setApiKeyRequired(path, preflight("AddApiKeyRequiredToCorsPreflight"));
    }
    const policy = auth["ResourcePolicy"];
    if (!truthy(policy)) return;
    if (!isObject(policy)) throw invalid("ResourcePolicy must be a map (ResourcePolicyStatement).");
    for (const path of editor.pathNames()) editor.addResourcePolicy(policy, path, stage);
    if (truthy(policy["CustomStatements"])) editor.addPolicyStatements(policy["CustomStatements"]);
  });
  editing.body = asOpenApi3(editing.body, editing.properties["OpenApiVersion"]);
}

function setDefault(
  id: string,
  editor: SwaggerEditor,
  authorizers: ReadonlyMap<string, Authorizer>,
  name: unknown,
  withPreflight: boolean,
): void {
  if (!truthy(name)) return;
  if (typeof name !== "string") throw new InvalidResource(id, "DefaultAuthorizer is not a string.");
  if (!authorizers.has(name) && name !== "AWS_IAM")
    throw new InvalidResource(
      id,
      `Unable to set DefaultAuthorizer because '${name}' was not defined in 'Authorizers'.`,
    );
  for (const path of editor.pathNames())
    editor.setDefaultAuthorizer(path, name, authorizers, withPreflight);
}

function addResponses(editing: Editing): void {
  const given = editing.properties["GatewayResponses"] as Json;
  if (!truthy(given)) return;
  needsBody(editing, "GatewayResponses");
  checkGatewayResponses(editing.id, given);
  needsSwagger(editing, "Auth configuration");
  edit(editing, (editor) => editor.addGatewayResponses(gatewayResponses(editing.id, given)));
}

function addModels(editing: Editing): void {
  const models = editing.properties["Models"] as Json;
  if (!truthy(models)) return;
  needsBody(editing, "Models");
  needsSwagger(editing, "Models definitions");
  if (!Object.values(models).every(isObject))
    throw new InvalidResource(editing.id, "Invalid value for 'Models' property");
  edit(editing, (editor) => editor.addModels(models));
  editing.body = asOpenApi3(editing.body, editing.properties["OpenApiVersion"]);
}

/** The permissions of an API to invoke the functions that authorize its callers. */
export function permitted(scope: Scope, { id, shared }: Given, auth: unknown): Resource[] {
  if (!truthy(auth)) return [];
  const source = `arn:${scope.options.partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/authorizers/*`;
  return [...authorizersOf(scope, id, auth as Json, false).values()]
    .filter(({ functionArn, withoutPermission }) => truthy(functionArn) && !withoutPermission)
    .map(
      ({ name, functionArn }) =>
        new Resource(
          `${id}${name}AuthorizerPermission`,
          "AWS::Lambda::Permission",
          {
            Action: "lambda:InvokeFunction",
            FunctionName: functionArn,
            Principal: "apigateway.amazonaws.com",
            SourceArn: { "Fn::Sub": [source, { __ApiId__: ref(id) }] },
          },
          shared,
        ),
    );
}

/**
 * Moves what OpenAPI 3 has elsewhere than Swagger; the transform writes Swagger's form.
 * @throws SamError
 */
export function asOpenApi3(body: unknown, version: unknown): unknown {
  if (!isMap(body)) return body;
  const swagger = at(body, "swagger");
  if (swagger !== undefined && swagger !== null) return body;
  const wanted = version ?? at(body, "openapi");
  if (!truthy(wanted) || !isOpenApi3(wanted)) return body;
  move(body, "securityDefinitions", "securitySchemes");
  move(body, "definitions", "schemas");
  const paths = at(body, "paths");
  if (!truthy(paths)) return body;
  if (!isMap(paths))
    throw invalid("Value of paths must be a dictionary according to Swagger spec.");
  for (const path of keysOf(paths)) {
    const options = at(pathItem(at(paths, path), path), "options");
    if (!truthy(options)) continue;
    if (!isMap(options))
      throw invalid(
        `Value of options method for path ${path} must be a dictionary according to Swagger spec.`,
      );
    if (options instanceof Dict27)
      for (const field of ["produces", "consumes"]) if (has(options, field)) options.delete(field);
    addSchemas(path, options);
  }
  return body;
}

function move(body: DocMap, from: string, to: string): void {
  const given = at(body, from);
  if (!truthy(given) || !(body instanceof Dict27)) return;
  const there = at(body, "components");
  const components = (truthy(there) ? there : new Dict27()) as DocMap;
  put(components, to, given);
  put(body, "components", components);
  body.delete(from);
}

/** OpenAPI 3 has the type of a header in a schema. */
function addSchemas(path: string, options: DocMap): void {
  let headers: unknown;
  try {
    headers = deepGet(at(options, "responses"), ["200", "headers"]);
  } catch (error) {
    if (!(error instanceof NotAMap)) throw error;
    throw invalid(`Invalid responses in options method for path ${path}: ${error.message}.`);
  }
  if (!truthy(headers)) return;
  if (!isMap(headers))
    throw invalid(
      `Value of response's headers in options method for path ${path} must be a dictionary according to Swagger spec.`,
    );
  for (const name of keysOf(headers)) {
    const schema = new Dict27([["schema", at(headers, name)]]);
    put(headers, name, schema);
  }
}
