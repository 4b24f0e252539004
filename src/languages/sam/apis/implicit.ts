/**
 * APIs that nobody declared: the ones that events without an API of their own belong to, and the
 * definitions of declared APIs that have none. The paths of all events are added here; the events
 * themselves later add what answers them.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
import { InvalidEvent, InvalidResource, type SamCause, SamError } from "../errors.ts";
import { isA } from "../properties.ts";
import { byCodePoint, type Dict27, order27, toPython27, truthy } from "../python.ts";
import { isObject, type Json, makeIf, type Scope } from "../scope.ts";
import type { DocMap } from "./document.ts";
import { ANY_METHOD, type Editor } from "./editor.ts";
import { isOpenApi, OpenApiEditor, openApiSkeleton } from "./openapi.ts";
import { isSwagger, SwaggerEditor, swaggerSkeleton } from "./swagger.ts";

type Documented = Editor & { document(): DocMap };

interface Kind {
  readonly implicitId: string;
  readonly eventType: string;
  /** The event's property that names the API. */
  readonly apiProperty: string;
  readonly type: string;
  readonly isValid: (doc: unknown) => boolean;
  readonly edit: (doc: unknown) => Documented;
  readonly skeleton: () => Dict27;
  readonly fixed: Json;
}

const REST: Kind = {
  implicitId: "ServerlessRestApi",
  eventType: "Api",
  apiProperty: "RestApiId",
  type: "AWS::Serverless::Api",
  isValid: isSwagger,
  edit: (doc) => new SwaggerEditor(doc),
  skeleton: swaggerSkeleton,
  fixed: { StageName: "Prod" },
};

const HTTP: Kind = {
  implicitId: "ServerlessHttpApi",
  eventType: "HttpApi",
  apiProperty: "ApiId",
  type: "AWS::Serverless::HttpApi",
  isValid: isOpenApi,
  edit: (doc) => new OpenApiEditor(doc),
  skeleton: openApiSkeleton,
  fixed: {},
};

/** A property that marks a definition as the transform's own: events may add to it. */
export const MANAGED = "__MANAGE_SWAGGER";

/** Whether an API is the one of events that name none. */
export const isImplicit = (id: string, properties: Json): boolean =>
  id === REST.implicitId && properties["StageName"] === "Prod" && properties[MANAGED] === true;

/**
 * Adds the implicit APIs and every event's path to its API's definition.
 * @throws SamError
 */
export function addImplicitApis(scope: Scope): void {
  for (const kind of [REST, HTTP]) addDefinitions(scope, kind);
  for (const kind of [REST, HTTP]) new Paths(scope, kind).add();
}

function addDefinitions(scope: Scope, kind: Kind): void {
  for (const resource of Object.values(scope.resources)) {
    if (resource["Type"] !== kind.type) continue;
    // A REST API without properties has no stage either, and is refused for that alone.
    if (kind === REST && !Object.hasOwn(resource, "Properties")) continue;
    const properties = (resource["Properties"] ??= {}) as Json;
    if (truthy(properties["DefinitionBody"]) || truthy(properties["DefinitionUri"])) {
      if (isObject(properties["DefinitionBody"]))
        properties["DefinitionBody"] = toPython27(properties["DefinitionBody"]);
      continue;
    }
    properties["DefinitionBody"] = kind.skeleton();
    properties[MANAGED] = true;
  }
}

interface Route {
  readonly apiId: string;
  readonly path: string;
  readonly method: string;
}

class Paths {
  /** Conditions of functions, by API, path and method. */
  readonly #conditions = new Map<string, Map<string, Map<string, string | undefined>>>();
  readonly #attributes = new Map<string, Json[]>();
  readonly #scope: Scope;
  readonly #kind: Kind;

  constructor(scope: Scope, kind: Kind) {
    this.#scope = scope;
    this.#kind = kind;
  }

  add(): void {
    const { implicitId, fixed, skeleton, type } = this.#kind;
    const { resources } = this.#scope;
    const declared = resources[implicitId];
    const properties = { ...fixed, DefinitionBody: skeleton(), [MANAGED]: true };
    resources[implicitId] = { Type: type, Properties: properties };
    if (declared === undefined) this.#reorder();
    const problems: SamCause[] = [];
    for (const [id, resource] of Object.entries(resources)) this.#read(id, resource, problems);
    this.#addAttributes();
    this.#addConditions();
    if ((properties.DefinitionBody.get("paths") as Dict27).size === 0) {
      if (declared === undefined) delete resources[implicitId];
      else resources[implicitId] = declared;
    }
    if (problems.length > 0) throw new SamError(problems);
  }

  /** The resources in Python 2.7's order with the new one among them. */
  #reorder(): void {
    if (!this.#scope.asPython27) return;
    const { resources } = this.#scope;
    const entries = order27(Object.keys(resources)).map((id) => [id, resources[id]!] as const);
    for (const [id] of entries) delete resources[id];
    for (const [id, resource] of entries) resources[id] = resource;
  }

  #read(id: string, resource: Json, problems: SamCause[]): void {
    if (!/^AWS::Serverless::(Function|StateMachine)$/.test(String(resource["Type"]))) return;
    const properties = resource["Properties"];
    const events = isObject(properties) ? properties["Events"] : undefined;
    if (!isObject(events)) return;
    const names = this.#scope.asPython27 ? order27(Object.keys(events)) : Object.keys(events);
    const own = names.filter((name) => {
      const event = events[name];
      return isObject(event) && event["Type"] === this.#kind.eventType;
    });
    try {
      for (const name of order27(own)) this.#readEvent(resource, name, events[name] as Json);
    } catch (error) {
      if (!(error instanceof InvalidEvent)) {
        if (error instanceof InvalidResource) throw new SamError([error]);
        throw error;
      }
      problems.push(new InvalidResource(id, error.text));
    }
  }

  #readEvent(resource: Json, name: string, event: Json): void {
    const { apiProperty, implicitId } = this.#kind;
    const given = Object.hasOwn(event, "Properties") ? event["Properties"] : {};
    if (this.#kind === REST && !truthy(given)) return;
    if (!isObject(given)) throw new InvalidEvent(name, "Properties should be a map.");
    event["Properties"] = given;
    if (!Object.hasOwn(given, apiProperty)) {
      this.#addTags(resource);
      given[apiProperty] = { Ref: implicitId };
    }
    if (this.#kind === HTTP && !truthy(given["Path"] ?? "") && !truthy(given["Method"] ?? ""))
      Object.assign(given, { Path: "$default", Method: ANY_METHOD });
    const route = this.#route(name, given);
    this.#note(route, resource);
    this.#addPath(name, route);
    if (this.#kind === HTTP && Object.hasOwn(given, "RouteSettings"))
      this.#addSettings(name, route, given["RouteSettings"], resource["Condition"]);
  }

  #addTags(resource: Json): void {
    const section = String(resource["Type"]).split("::").at(-1)!;
    const allGlobals = this.#scope.template["Globals"];
    const globals = isObject(allGlobals) ? allGlobals[section] : undefined;
    const own = resource["Properties"] as Json;
    const of = (name: string): unknown =>
      truthy(own[name]) ? own[name] : isObject(globals) ? globals[name] : undefined;
    if (!truthy(of("Tags")) || !truthy(of("PropagateTags"))) return;
    const properties = this.#scope.resources[this.#kind.implicitId]!["Properties"] as Json;
    properties["Tags"] = { ...(properties["Tags"] as Json | undefined), ...(of("Tags") as Json) };
    properties["PropagateTags"] = true;
  }

  #route(name: string, given: Json): Route {
    const { apiProperty } = this.#kind;
    const api = given[apiProperty];
    const apiId = isObject(api) && Object.hasOwn(api, "Ref") ? api["Ref"] : api;
    const http = this.#kind === HTTP;
    const Path = given["Path"] ?? (http && !("Path" in given) ? "" : undefined);
    const Method = given["Method"] ?? (http && !("Method" in given) ? "" : undefined);
    for (const [key, value] of Object.entries({ Path: given["Path"], Method: given["Method"] }))
      if (value === undefined || value === null)
        throw new InvalidEvent(name, `Property '${key}' is required.`);
    for (const [key, value] of Object.entries({ [apiProperty]: apiId, Path, Method }))
      if (!isA(value, "string"))
        throw new InvalidEvent(name, `Property '${key}' should be a string.`);
    return { apiId: apiId as string, path: Path as string, method: Method as string };
  }

  #note({ apiId, path, method }: Route, resource: Json): void {
    const paths = this.#conditions.get(apiId) ?? new Map();
    this.#conditions.set(apiId, paths);
    const methods = paths.get(path) ?? new Map();
    paths.set(path, methods.set(method, resource["Condition"] ?? undefined));
    this.#attributes.set(apiId, [...(this.#attributes.get(apiId) ?? []), resource]);
  }

  #addPath(name: string, { apiId, path, method }: Route): void {
    const { apiProperty, type, isValid, edit } = this.#kind;
    const { resources } = this.#scope;
    const api = Object.hasOwn(resources, apiId) ? resources[apiId] : undefined;
    if (api === undefined || (this.#kind === REST && api["Type"] === HTTP.type))
      throw new InvalidEvent(
        name,
        `${apiProperty} must be a valid reference to an '${type}' resource in same template.`,
      );
    const properties = api["Properties"];
    if (!isObject(properties) || !isValid(properties["DefinitionBody"])) return;
    if (!truthy(properties[MANAGED])) return;
    const editor = edit(properties["DefinitionBody"]);
    editor.addPath(path, method);
    properties["DefinitionBody"] = editor.document();
  }

  #addSettings(name: string, { apiId, path, method }: Route, own: unknown, condition: unknown) {
    const properties = this.#scope.resources[apiId]!["Properties"] as Json;
    const settings = properties["RouteSettings"] ?? {};
    if (!isObject(settings))
      throw new InvalidResource(apiId, "Property 'RouteSettings' should be a map.");
    const key = method === ANY_METHOD ? path : `${method.toUpperCase()} ${path}`;
    const added = truthy(condition) ? makeIf(condition, own) : own;
    if (!isObject(added)) throw new InvalidEvent(name, "Property 'RouteSettings' should be a map.");
    settings[key] = { ...(settings[key] as Json | undefined), ...added };
    properties["RouteSettings"] = settings;
  }

  /** The implicit API stays as long, and is there when, any of its functions does or is. */
  #addAttributes(): void {
    const { implicitId } = this.#kind;
    const implicit = this.#scope.resources[implicitId]!;
    const methods = [...(this.#conditions.get(implicitId) ?? new Map()).values()];
    const conditions = new Set(methods.flatMap((one) => [...one.values()] as unknown[]));
    if (conditions.size > 0 && !conditions.has(undefined))
      implicit["Condition"] = this.#combined(conditions as Set<string>, `${implicitId}Condition`);
    const owners = this.#attributes.get(implicitId) ?? [];
    const strongest = (name: string, order: readonly string[]): void => {
      const found = order.find((policy) => owners.some((owner) => owner[name] === policy));
      if (found !== undefined) implicit[name] = found;
    };
    strongest("DeletionPolicy", ["Retain", "Delete"]);
    strongest("UpdateReplacePolicy", ["Retain", "Snapshot", "Delete"]);
  }

  /** Paths that only functions under conditions answer are there under one of the conditions. */
  #addConditions(): void {
    for (const [id, resource] of Object.entries(this.#scope.resources)) {
      if (resource["Type"] !== this.#kind.type) continue;
      const properties = resource["Properties"];
      if (!isObject(properties) || !truthy(properties[MANAGED])) continue;
      const editor = this.#kind.edit(properties["DefinitionBody"]);
      for (const path of editor.pathNames()) {
        const methods = this.#conditions.get(id)?.get(path) ?? new Map();
        const conditions = new Set<string | undefined>(methods.values());
        if (conditions.size === 0 || conditions.has(undefined)) continue;
        const name = path.replaceAll("/", "SLASH").replaceAll("{", "OB").replaceAll("}", "CB");
        const combined = this.#combined(conditions as Set<string>, `${id}${name}PathCondition`);
        editor.makePathConditional(path, conditions.size === 1 ? toPython27(combined) : combined);
      }
      properties["DefinitionBody"] = editor.document();
    }
  }

  /** The one condition, or a new one that holds where any does. */
  #combined(conditions: ReadonlySet<string>, name: string): string {
    const [first, ...more] = conditions;
    if (more.length === 0) return first!;
    const made = (this.#scope.template["Conditions"] ??= {}) as Json;
    const all = this.#scope.conditions ?? made;
    for (const [key, value] of Object.entries(combinedConditions([...conditions], name)))
      made[key] = all[key] = value;
    return name;
  }
}

/** `Fn::Or` takes ten conditions, so more need several. */
function combinedConditions(conditions: readonly string[], name: string): Json {
  const out: Json = {};
  let left = [...conditions].sort(byCodePoint);
  let number = Math.ceil(Math.max(left.length - 1, 0) / 9) - 1;
  while (left.length > 1) {
    const made = number > 0 ? `${name}${number}` : name;
    number--;
    out[made] = { "Fn::Or": left.slice(0, 10).map((Condition) => ({ Condition })) };
    left = [...left.slice(10), made];
  }
  return out;
}
