/** The editor of an HTTP API's definition, OpenAPI 3. */
import {
  Dict27,
  fromPython27,
  pythonDump,
  pythonStr,
  Text27,
  toPython27,
  truthy,
} from "../python.ts";
import { pythonType } from "../python.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { isObject, type Json, ref } from "../scope.ts";
import {
  at,
  cases,
  copied,
  deepGet,
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
  textOf,
} from "./document.ts";
import {
  ANY_METHOD,
  DEFAULT_PATH,
  Editor,
  hasIntegration,
  INTEGRATION,
  methodDefinition,
  normalMethod,
  one,
} from "./editor.ts";
import type { HttpAuthorizer } from "./httpauthorizer.ts";

const TAG_VALUE = "x-amazon-apigateway-tag-value";
const CORS = "x-amazon-apigateway-cors";
const ENDPOINT = "x-amazon-apigateway-endpoint-configuration";
const DEFAULT_TITLE = ref("AWS::StackName");

export function isOpenApi(doc: unknown): doc is DocMap {
  if (!isMap(doc) || !isMap(at(doc, "paths"))) return false;
  return truthy(at(doc, "openapi")) && isOpenApi3(at(doc, "openapi"));
}

/** The definition of an API without paths. */
export const openApiSkeleton = (): Dict27 =>
  dict({
    openapi: "3.0.1",
    info: dict({ version: "1.0", title: DEFAULT_TITLE }),
    paths: dict(),
  });

/** Whether a title is the one of definitions that were given none. */
export const isDefaultTitle = (title: unknown): boolean =>
  isMap(title) && equal(title, DEFAULT_TITLE);

export class OpenApiEditor extends Editor {
  #schemes: DocMap;
  #tags: unknown;
  #info: DocMap;

  /** @throws SamError unless the document is OpenAPI 3. */
  constructor(doc: unknown) {
    if (!isOpenApi(doc))
      throw invalid(
        "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.",
      );
    super(doc);
    const or = (otherwise: unknown, ...steps: string[]): unknown => {
      try {
        const there = deepGet(this.doc, steps);
        return truthy(there) ? there : otherwise;
      } catch (error) {
        if (error instanceof NotAMap) throw invalid(`Invalid OpenApi document: ${error.message}`);
        throw error;
      }
    };
    this.#schemes = or(new Dict27(), "components", "securitySchemes") as DocMap;
    this.#tags = or([], "tags");
    this.#info = or(new Dict27(), "info") as DocMap;
  }

  /** A copy of the edited document. */
  document(): DocMap {
    put(this.doc, "paths", this.paths);
    if (truthy(this.#tags)) put(this.doc, "tags", this.#tags);
    if (truthy(this.#schemes)) {
      if (!truthy(at(this.doc, "components"))) put(this.doc, "components", new Dict27());
      put(at(this.doc, "components") as DocMap, "securitySchemes", this.#schemes);
    }
    if (truthy(this.#info)) put(this.doc, "info", this.#info);
    return copied(this.doc);
  }

  /** Whether the default route invokes a function, which then needs no permission for others. */
  defaultRouteInvokes(functionId: string): boolean {
    if (!this.hasIntegration(DEFAULT_PATH, ANY_METHOD)) return false;
    return this.allMethods(DEFAULT_PATH, ANY_METHOD).every((definition) => {
      const integration = has(definition, INTEGRATION) ? at(definition, INTEGRATION) : dict();
      if (!isMap(integration))
        throw invalid(`Value of '${INTEGRATION}' must be a dictionary according to Swagger spec.`);
      const uri = at(integration, "uri");
      if (!isMap(uri)) return false;
      return cases(uri).every((given) => {
        const text = isMap(given) ? (textOf(at(given, "Fn::Sub")) ?? "") : "";
        return /([A-Za-z0-9]+)\.Arn/.exec(text)?.[1] === functionId;
      });
    });
  }

  addLambda(path: string, method: string, uri: unknown, condition: unknown): void {
    if (this.hasIntegration(path, method)) return;
    this.addPath(path, method);
    const whole = condition === undefined ? uri : ifElseNothing(condition, uri);
    const integration = (): Dict27 =>
      dict({ type: "aws_proxy", httpMethod: "POST", payloadFormatVersion: "2.0", uri: whole });
    const more = (definition: DocMap): void => {
      if (path === DEFAULT_PATH && normalMethod(method) === ANY_METHOD)
        put(definition, "isDefaultRoute", true);
      if (!has(definition, "responses")) put(definition, "responses", new Dict27());
    };
    this.integrate(path, method, integration, more, condition);
  }

  addPathParameters(path: string, method: string, names: readonly string[]): void {
    for (const definition of this.methods(path, method)) {
      if (!has(definition, "parameters")) put(definition, "parameters", []);
      const all = at(definition, "parameters") as unknown[];
      for (const name of names) {
        const there = all.find((given) => isMap(given) && textOf(at(given, "name")) === name);
        const parameter = (there as DocMap | undefined) ?? one("name", new Text27(name));
        put(parameter, "in", "path");
        put(parameter, "required", true);
        if (there === undefined) all.push(parameter);
      }
    }
  }

  setPayloadVersion(path: string, method: string, version: unknown): void {
    for (const definition of this.methods(path, method))
      put(at(definition, INTEGRATION) as DocMap, "payloadFormatVersion", toPython27(version));
  }

  addAuthorizers(authorizers: ReadonlyMap<string, HttpAuthorizer>): void {
    for (const [name, authorizer] of authorizers)
      put(this.#schemes, new Text27(name), toPython27(authorizer.scheme()));
  }

  /** Puts an authorizer before the methods that name none. */
  setDefaultAuthorizer(path: string, name: string, scopes: unknown): void {
    for (const item of this.items(path))
      for (const method of keysOf(item)) {
        const normal = normalMethod(method);
        if (normal === "parameters" || normal === "options") continue;
        if (!has(item, normal))
          throw invalid(`Could not find ${normal} in ${path} within DefinitionBody.`);
        for (const given of cases(at(item, method))) {
          const definition = methodDefinition(given, path, method);
          if (!hasIntegration(definition) || truthy(at(definition, "security"))) continue;
          put(definition, "security", [one(new Text27(name), toPython27(scopes))]);
        }
      }
  }

  /** What one method demands, by its event. */
  addMethodAuth(path: string, method: string, name: string, auth: Json, authorizers: unknown) {
    for (const definition of this.methods(path, method)) {
      let scopes: unknown = [];
      if (name !== "NONE" && name !== "AWS_IAM") {
        const all = isObject(authorizers) ? authorizers : {};
        const authorizer = Object.hasOwn(all, name) ? all[name] : {};
        if (!isObject(authorizer))
          throw invalid(`Type of authorizer '${name}' must be a dictionary`);
        const own = auth["AuthorizationScopes"];
        const found = truthy(own) ? own : authorizer["AuthorizationScopes"];
        if (truthy(authorizer) && truthy(found)) scopes = found;
      }
      const entry = one(new Text27(name), toPython27(scopes));
      put(definition, "security", [...this.security(definition, path, method), entry]);
    }
  }

  addTags(tags: Json): void {
    for (const [name, value] of Object.entries(tags)) {
      if (!Array.isArray(this.#tags))
        throw invalid(
          `Tags in OpenApi DefinitionBody needs to be a list. ${pythonStr(fromPython27(this.#tags))} is a ${pythonType(fromPython27(this.#tags))} not a list.`,
        );
      const there = this.#tags.find((tag) => isMap(tag) && textOf(at(tag, "name")) === name);
      if (there !== undefined) put(there as DocMap, TAG_VALUE, toPython27(value));
      else this.#tags.push(dict({ name: new Text27(name), [TAG_VALUE]: toPython27(value) }));
    }
  }

  disableDefaultEndpoint(disabled: unknown): void {
    const servers = has(this.doc, "servers") ? at(this.doc, "servers") : [new Dict27()];
    for (const server of Array.isArray(servers) ? servers : isMap(servers) ? keysOf(servers) : []) {
      if (!isMap(server))
        throw invalid("Value of 'servers' item must be a dictionary according to Swagger spec.");
      const there = has(server, ENDPOINT) ? (at(server, ENDPOINT) as DocMap) : dict();
      put(there, "disableExecuteApiEndpoint", toPython27(disabled));
      put(server, ENDPOINT, there);
    }
    put(this.doc, "servers", servers);
  }

  /** Sets the properties of `CorsConfiguration`, by their names. */
  addCors(cors: Json): void {
    const there = has(this.doc, CORS) ? at(this.doc, CORS) : dict();
    if (!isMap(there))
      throw invalid(`Value of '${CORS}' must be a dictionary according to Swagger spec.`);
    const origins = cors["AllowOrigins"];
    if (truthy(origins) && isIntrinsic(origins)) {
      const lower = JSON.parse(
        CORS_NAMES.reduce(
          (text, name) => text.replaceAll(name, lowerFirst(name)),
          pythonDump(origins),
        ),
      ) as Json;
      for (const [key, value] of Object.entries(lower)) put(there, key, toPython27(value));
    } else
      for (const name of CORS_NAMES) {
        const value = cors[name];
        const counts =
          name === "MaxAge"
            ? value !== undefined && value !== null
            : name === "AllowCredentials"
              ? value === true
              : truthy(value);
        if (counts) put(there, lowerFirst(name), toPython27(value));
      }
    put(this.doc, CORS, there);
  }

  addDescription(description: unknown): void {
    if (!truthy(at(this.#info, "description")))
      put(this.#info, "description", toPython27(description));
  }

  addTitle(title: unknown): void {
    if (isDefaultTitle(at(this.#info, "title"))) put(this.#info, "title", toPython27(title));
  }
}

export const CORS_NAMES = [
  "AllowOrigins",
  "AllowHeaders",
  "AllowMethods",
  "ExposeHeaders",
  "MaxAge",
  "AllowCredentials",
];

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
