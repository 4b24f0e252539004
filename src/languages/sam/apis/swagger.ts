/** The editor of a REST API's definition, Swagger 2 or OpenAPI 3. */
import { Dict27, fromPython27, pythonStr, Text27, toPython27, truthy } from "../python.ts";
import { InvalidTemplate } from "../errors.ts";
import { isObject, type Json, ref } from "../scope.ts";
import type { Authorizer } from "./authorizer.ts";
import { corsMethods, optionsMethod, type Cors } from "./cors.ts";
import {
  at,
  cases,
  copied,
  dict,
  type DocMap,
  equal,
  has,
  ifElseNothing,
  invalid,
  isMap,
  isOpenApi3,
  keysOf,
  NotAMap,
  put,
} from "./document.ts";
import {
  Editor,
  hasIntegration,
  INTEGRATION,
  methodDefinition,
  normalMethod,
  one,
} from "./editor.ts";
import { addResourcePolicy, addStatements } from "./policy.ts";

const ENDPOINT = "x-amazon-apigateway-endpoint-configuration";
const RESPONSES = "x-amazon-apigateway-gateway-responses";
const POLICY = "x-amazon-apigateway-policy";
const VALIDATORS = "x-amazon-apigateway-request-validators";
/** Fields of a path that are no methods. */
const NO_METHODS = ["summary", "description", "parameters"];

export function isSwagger(doc: unknown): doc is DocMap {
  if (!isMap(doc) || !isMap(at(doc, "paths"))) return false;
  if (truthy(at(doc, "swagger"))) return true;
  return truthy(at(doc, "openapi")) && isOpenApi3(at(doc, "openapi"));
}

/** The definition of an API without paths. */
export const swaggerSkeleton = (): Dict27 =>
  dict({
    swagger: "2.0",
    info: dict({ version: "1.0", title: ref("AWS::StackName") }),
    paths: dict(),
  });

export interface LambdaIntegration {
  readonly uri: unknown;
  readonly methodAuth: Json;
  readonly apiAuth: Json;
  readonly condition: unknown;
  readonly stream: boolean;
  readonly partition: string;
}

export class SwaggerEditor extends Editor {
  #securityDefinitions: unknown;
  #gatewayResponses: DocMap;
  #policy: DocMap;
  #models: unknown;

  /** @throws SamError unless the document is Swagger or OpenAPI. */
  constructor(doc: unknown) {
    if (!isSwagger(doc))
      throw invalid(
        "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.",
      );
    super(doc);
    const or = (key: string): unknown => {
      const there = at(this.doc, key);
      return truthy(there) ? there : new Dict27();
    };
    this.#securityDefinitions = or("securityDefinitions");
    this.#gatewayResponses = or(RESPONSES) as DocMap;
    this.#policy = or(POLICY) as DocMap;
    this.#models = has(this.doc, "definitions") ? at(this.doc, "definitions") : new Dict27();
    for (const path of this.pathNames()) this.items(path);
  }

  /** A copy of the edited document. */
  document(): DocMap {
    put(this.doc, "paths", this.paths);
    if (truthy(this.#securityDefinitions))
      put(this.doc, "securityDefinitions", this.#securityDefinitions);
    if (truthy(this.#gatewayResponses)) put(this.doc, RESPONSES, this.#gatewayResponses);
    if (truthy(this.#models)) put(this.doc, "definitions", this.#models);
    return copied(this.doc);
  }

  disableDefaultEndpoint(disabled: unknown): void {
    const set = (map: unknown): void => {
      if (!isMap(map)) throw new NotAMap("");
      if (!has(map, ENDPOINT)) put(map, ENDPOINT, {});
      const inner = at(map, ENDPOINT);
      if (!isMap(inner)) throw new NotAMap(ENDPOINT);
      put(inner, "disableExecuteApiEndpoint", toPython27(disabled));
    };
    const servers = (list: unknown[]) => {
      for (const [index, server] of list.entries())
        told(`Invalid OpenAPI definition of 'servers[${index}]'`, () => set(server));
      put(this.doc, "servers", list);
    };
    if (!truthy(at(this.doc, "openapi")) || !isOpenApi3(at(this.doc, "openapi"))) {
      told("Invalid OpenAPI definition", () => set(this.doc));
      return;
    }
    const there = has(this.doc, "servers") ? at(this.doc, "servers") : [new Dict27()];
    servers(Array.isArray(there) ? there : []);
  }

  addLambda(path: string, method: string, lambda: LambdaIntegration): void {
    this.addPath(path, method);
    const uri =
      lambda.condition === undefined ? lambda.uri : ifElseNothing(lambda.condition, lambda.uri);
    const integration = (): Dict27 => {
      const made = dict({ type: "aws_proxy", httpMethod: "POST", uri });
      if (lambda.stream) made.set("responseTransferMode", "STREAM");
      const credentials = callerCredentials(lambda);
      if (credentials !== undefined) made.set("credentials", credentials);
      return made;
    };
    this.integrate(path, method, integration, withResponses, lambda.condition);
  }

  addStateMachine(
    path: string,
    method: string,
    machine: { uri: unknown; credentials: unknown; templates: unknown; condition: unknown },
  ): void {
    this.addPath(path, method);
    const { condition } = machine;
    const uri = condition === undefined ? machine.uri : ifElseNothing(condition, machine.uri);
    const integration = (): Dict27 =>
      dict({
        type: "aws",
        httpMethod: "POST",
        uri,
        responses: dict({
          "200": dict({ statusCode: "200" }),
          "400": dict({ statusCode: "400" }),
        }),
        credentials: machine.credentials,
        requestTemplates: machine.templates,
      });
    const answers = (definition: DocMap): void => {
      if (has(definition, "responses")) return;
      const responses = {
        "200": dict({ description: "OK" }),
        "400": dict({ description: "Bad Request" }),
      };
      put(definition, "responses", dict(responses));
    };
    this.integrate(path, method, integration, answers, condition);
  }

  /** Makes every path answer preflight requests, unless it does. */
  addCors(path: string, cors: Cors): void {
    let methods = cors.methods;
    for (const item of this.items(path)) {
      if (has(item, "options")) continue;
      if (!truthy(methods)) methods = `'${corsMethods(item)}'`;
      put(item, "options", optionsMethod({ ...cors, methods }));
    }
  }

  addBinaryMediaTypes(given: unknown): void {
    const slashed = (value: unknown): unknown => {
      if (typeof value === "string") return new Text27(value.replaceAll("~1", "/"));
      if (Array.isArray(value)) return value.map(slashed);
      if (!isObject(value)) return value;
      const out = new Dict27();
      for (const [key, inner] of Object.entries(value))
        out.set(new Text27(key.replaceAll("~1", "/")), slashed(inner));
      return out;
    };
    put(this.doc, "x-amazon-apigateway-binary-media-types", slashed(given));
  }

  #definitions(): DocMap {
    if (!isMap(this.#securityDefinitions))
      throw new InvalidTemplate("securityDefinitions must be a dictionary.");
    return this.#securityDefinitions;
  }

  addAuthorizers(authorizers: ReadonlyMap<string, Authorizer>): void {
    for (const authorizer of authorizers.values())
      put(this.#definitions(), authorizer.key, authorizer.definition());
  }

  #addIam(): void {
    const definitions = this.#definitions();
    if (has(definitions, "AWS_IAM")) return;
    const iam = {
      "x-amazon-apigateway-authtype": "awsSigv4",
      type: "apiKey",
      name: "Authorization",
      in: "header",
    };
    put(definitions, "AWS_IAM", dict(iam));
  }

  addApiKeys(): void {
    const definitions = this.#definitions();
    if (!has(definitions, "api_key"))
      put(definitions, "api_key", dict({ type: "apiKey", name: "x-api-key", in: "header" }));
  }

  #everyMethod(path: string): [string, DocMap][] {
    return this.items(path).flatMap((item) =>
      keysOf(item)
        .filter((name) => !NO_METHODS.includes(name))
        .flatMap((name) =>
          this.#definitionsOf(item, path, name)
            .filter(hasIntegration)
            .map((definition): [string, DocMap] => [normalMethod(name), definition]),
        ),
    );
  }

  #definitionsOf(item: DocMap, path: string, name: string): DocMap[] {
    return cases(at(item, name)).map((given) => methodDefinition(given, path, name));
  }

  #checkedSecurity(definition: DocMap, path: string, method: string): DocMap[] {
    const all = this.security(definition, path, method);
    for (const entry of all)
      if (!isMap(entry))
        throw invalid(
          `${pythonStr(fromPython27(entry))} in Security for path ${path} method ${method} is not a valid dictionary.`,
        );
    return all;
  }

  /** Puts an authorizer before the methods that name none. */
  setDefaultAuthorizer(
    path: string,
    name: string,
    authorizers: ReadonlyMap<string, Authorizer>,
    withPreflight: boolean,
  ): void {
    const names = new Set(["AWS_IAM", ...authorizers.keys()]);
    for (const [method, definition] of this.#everyMethod(path)) {
      if (!withPreflight && method === "options") continue;
      const there = this.#checkedSecurity(definition, path, method);
      const own = there.filter((entry) => keysOf(entry).some((key) => names.has(key)));
      const others = there.filter((entry) => !own.includes(entry));
      const none = others.findIndex((entry) => has(entry, "NONE"));
      let applied = own;
      if (none >= 0) {
        others.splice(none, 1);
        applied = [];
      } else if (own.length === 0) {
        const authorizer = authorizers.get(name);
        applied = [one(authorizer?.key ?? new Text27(name), authorizer?.scopes ?? [])];
      }
      this.#secure(definition, [...others, ...applied]);
    }
  }

  #secure(definition: DocMap, security: DocMap[]): void {
    if (security.length === 0) return;
    put(definition, "security", security);
    if (has(security[0]!, "AWS_IAM")) this.#addIam();
  }

  /** Demands an API key of the methods that do not say otherwise. */
  setApiKeyRequired(path: string, withPreflight: boolean): void {
    for (const [method, definition] of this.#everyMethod(path)) {
      const there = this.#checkedSecurity(definition, path, method);
      const own = there.filter((entry) => has(entry, "api_key") || has(entry, "api_key_false"));
      const others = there.filter((entry) => !own.includes(entry));
      const refused = own.some((entry) => has(entry, "api_key_false"));
      const key =
        refused || (method === "options" && !withPreflight) ? [] : [dict({ api_key: [] })];
      const security = [...others, ...key];
      if (!equal(security, there)) put(definition, "security", security);
    }
  }

  /** What one method demands, by its event. */
  addMethodAuth(path: string, method: string, auth: Json, apiAuth: unknown): void {
    const authorizer = auth["Authorizer"];
    const authorizers = isObject(apiAuth) ? apiAuth["Authorizers"] : undefined;
    if (truthy(authorizer))
      this.#setAuthorizer(
        path,
        method,
        String(authorizer),
        authorizers,
        auth["AuthorizationScopes"],
      );
    const required = auth["ApiKeyRequired"];
    if (required === undefined || required === null) return;
    for (const definition of this.methods(path, method)) {
      if (truthy(required)) this.addApiKeys();
      const entry = dict({ [truthy(required) ? "api_key" : "api_key_false"]: [] });
      put(definition, "security", [...this.security(definition, path, method), entry]);
    }
  }

  #setAuthorizer(
    path: string,
    method: string,
    name: string,
    authorizers: unknown,
    methodScopes: unknown,
  ): void {
    for (const definition of this.methods(path, method)) {
      let scopes: unknown;
      if (name !== "NONE" && isObject(authorizers) && truthy(authorizers)) {
        const authorizer = Object.hasOwn(authorizers, name) ? authorizers[name] : {};
        if (!isObject(authorizer))
          throw invalid(`Type of authorizer '${name}' must be a dictionary`);
        if (Object.hasOwn(authorizers, name))
          scopes = methodScopes ?? authorizer["AuthorizationScopes"];
      }
      const entry = one(new Text27(name), toPython27(scopes ?? []));
      this.#secure(definition, [...this.security(definition, path, method), entry]);
    }
  }

  addValidator(path: string, method: string, body: boolean, parameters: boolean): void {
    const name = validatorName(body, parameters);
    if (!truthy(at(this.doc, VALIDATORS))) put(this.doc, VALIDATORS, new Dict27());
    const validators = at(this.doc, VALIDATORS) as DocMap;
    const made = { validateRequestBody: body, validateRequestParameters: parameters };
    if (!truthy(at(validators, name))) put(validators, name, dict(made));
    for (const definition of this.methods(path, method))
      put(definition, "x-amazon-apigateway-request-validator", name);
  }

  addRequestModel(path: string, method: string, model: string, required: unknown): void {
    const name = model.toLowerCase();
    const given = required !== undefined && required !== null;
    for (const definition of this.methods(path, method)) {
      if (at(this.doc, "swagger") !== undefined && at(this.doc, "swagger") !== null) {
        const parameter = dict({ in: "body" });
        parameter.set("name", new Text27(name));
        parameter.set("schema", { $ref: `#/definitions/${name}` });
        if (given) parameter.set("required", toPython27(required));
        put(definition, "parameters", [...parametersOf(definition), parameter]);
      } else if (isOpenApi3(at(this.doc, "openapi"))) {
        const schema = { $ref: `#/components/schemas/${name}` };
        const body: Json = { content: { "application/json": { schema } } };
        if (given) body["required"] = toPython27(required);
        put(definition, "requestBody", body);
      }
    }
  }

  addRequestParameters(
    path: string,
    method: string,
    parameters: readonly RequestParameter[],
  ): void {
    for (const definition of this.methods(path, method)) {
      const all = parametersOf(definition);
      for (const { name, required, caching } of parameters) {
        const [place, ...rest] = name.replaceAll("method.request.", "").split(".");
        const made = dict();
        made.set("in", place === "querystring" ? "query" : new Text27(place!));
        made.set("name", new Text27(rest.join(".")));
        made.set("required", toPython27(required));
        made.set("type", "string");
        all.push(made);
        if (!truthy(caching)) continue;
        const integration = at(definition, INTEGRATION) as DocMap;
        const cached = (at(integration, "cacheKeyParameters") ?? []) as unknown[];
        put(integration, "cacheKeyParameters", [...cached, new Text27(name)]);
      }
      put(definition, "parameters", all);
    }
  }

  addGatewayResponses(responses: ReadonlyMap<string, Dict27>): void {
    for (const [type, response] of responses)
      put(this.#gatewayResponses, new Text27(type), response);
  }

  addModels(models: Json): void {
    if (!truthy(this.#models)) this.#models = new Dict27();
    for (const [name, schema] of Object.entries(models)) {
      if (!truthy((schema as Json)["type"])) throw invalid("'Models' schema is missing 'type'.");
      put(this.#models as DocMap, new Text27(name.toLowerCase()), toPython27(schema));
    }
  }

  addResourcePolicy(given: unknown, path: string, stage: unknown): void {
    const methods = this.items(path).flatMap(keysOf);
    addResourcePolicy(this.#policy, given, path, methods, stage);
    put(this.doc, POLICY, this.#policy);
  }

  addPolicyStatements(given: unknown): void {
    addStatements(this.#policy, given);
    put(this.doc, POLICY, this.#policy);
  }
}

function told(words: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof NotAMap) throw invalid(`${words}: ${error.message}.`);
    throw error;
  }
}

function withResponses(definition: DocMap): void {
  if (!has(definition, "responses")) put(definition, "responses", new Dict27());
}

/** The role with which a method under IAM calls its function: the caller's, unless named. */
function callerCredentials({ methodAuth, apiAuth, partition }: LambdaIntegration): unknown {
  const byDefault = apiAuth["DefaultAuthorizer"] === "AWS_IAM" && !truthy(methodAuth);
  if (methodAuth["Authorizer"] !== "AWS_IAM" && !byDefault) return undefined;
  const named = (auth: Json): unknown => {
    const role = auth["InvokeRole"];
    return !truthy(role) && Object.hasOwn(auth, "InvokeRole") ? "NONE" : role;
  };
  const method = named(methodAuth);
  const role = truthy(method) ? method : named(apiAuth);
  if (role === "NONE") return undefined;
  return truthy(role) && role !== "CALLER_CREDENTIALS"
    ? toPython27(role)
    : `arn:${partition}:iam::*:user/*`;
}

function validatorName(body: boolean, parameters: boolean): string {
  if (body) return parameters ? "body-and-params" : "body-only";
  return parameters ? "params-only" : "no-validation";
}

export interface RequestParameter {
  readonly name: string;
  readonly required: unknown;
  readonly caching: unknown;
}

function parametersOf(definition: DocMap): unknown[] {
  const there = at(definition, "parameters");
  return Array.isArray(there) ? [...there] : [];
}
