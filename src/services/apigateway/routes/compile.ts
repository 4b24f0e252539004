/** A deployment made ready to serve: its paths as a tree, its patterns and templates compiled. */
import type * as Aws from "#aws/generated/types/apigateway";
import { compileTemplate, type Template } from "#languages/vtl/render";
import { own } from "../definition.ts";
import { compileSchema, type Schema } from "../schema.ts";
import type { Definition, DeploymentRow, Resource } from "../tables.ts";
import { type Mapping, mappingsOf } from "./mapping.ts";

export interface Route {
  readonly resource: Resource;
  /** The verb it stands under: "ANY" too. */
  readonly verb: string;
  readonly method: Aws.Method;
  readonly authorizer: Aws.Authorizer | undefined;
  readonly validator: Aws.RequestValidator | undefined;
  /** Schemas by content type. */
  readonly models: ReadonlyMap<string, Schema>;
  readonly integration: Aws.Integration;
  /** To the integration's request. */
  readonly mappings: readonly Mapping[];
  readonly templates: Templates;
  readonly responses: readonly Answer[];
}

export interface Answer {
  readonly statusCode: string;
  /** Undefined in the default. */
  readonly pattern: RegExp | undefined;
  readonly mappings: readonly Mapping[];
  readonly templates: Templates;
  readonly contentHandling: string | undefined;
}

/** A template, and what of its rendering can be left out. */
export interface Rendering {
  /** What it always gives, where it names nothing. */
  readonly constant: string | undefined;
  /** Whether it names `$context`, which costs more to make than most templates to render. */
  readonly context: boolean;
  readonly template: Template;
}

/** Templates by content type, each compiled when it is first rendered. */
export class Templates {
  readonly types: readonly string[];
  readonly #compiled = new Map<string, Rendering>();

  constructor(readonly texts: Readonly<Record<string, string>>) {
    this.types = Object.keys(texts);
  }

  /** @throws TemplateError */
  of(type: string): Rendering | undefined {
    const known = this.#compiled.get(type);
    if (known !== undefined) return known;
    const text = own(this.texts, type);
    if (text === undefined) return undefined;
    const rendering = {
      constant: /[$#\\]/.test(text) ? undefined : text,
      context: text.includes("context"),
      template: compileTemplate(text),
    };
    this.#compiled.set(type, rendering);
    return rendering;
  }
}

interface Node {
  readonly literals: Map<string, Node>;
  variable?: { name: string; node: Node };
  greedy?: { name: string; node: Node };
  resource?: Resource;
}

export interface Matched {
  readonly route: Route;
  /** Undecoded values by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

const NONE: Readonly<Record<string, string>> = Object.freeze({});

export class Compiled {
  readonly #root: Node = { literals: new Map() };
  readonly #routes = new Map<string, Route>();

  constructor(readonly definition: Definition) {
    for (const resource of definition.resources) {
      let node = this.#root;
      for (const part of resource.path.split("/").filter((one) => one !== "")) {
        const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
        if (name === undefined) {
          const held = node.literals.get(part) ?? { literals: new Map() };
          node.literals.set(part, held);
          node = held;
        } else if (plus === "+")
          node = (node.greedy ??= { name, node: { literals: new Map() } }).node;
        else node = (node.variable ??= { name, node: { literals: new Map() } }).node;
      }
      node.resource = resource;
    }
  }

  /** The most specific path with a method of the verb: one of its own before ANY. */
  find(verb: string, path: string): Matched | undefined {
    const parts = path.split("/").filter((part) => part !== "");
    return this.#in(this.#root, parts, 0, verb, []);
  }

  #in(
    node: Node,
    parts: readonly string[],
    at: number,
    verb: string,
    found: readonly (readonly [string, string])[],
  ): Matched | undefined {
    if (at === parts.length) return this.#end(node, verb, found);
    const part = parts[at]!;
    const literal = node.literals.get(part);
    const { variable, greedy } = node;
    if (literal !== undefined) {
      const inside = this.#in(literal, parts, at + 1, verb, found);
      if (inside !== undefined) return inside;
    }
    if (variable !== undefined) {
      const next = [...found, [variable.name, part] as const];
      const inside = this.#in(variable.node, parts, at + 1, verb, next);
      if (inside !== undefined) return inside;
    }
    if (greedy === undefined) return undefined;
    const rest = parts.slice(at).join("/");
    return this.#end(greedy.node, verb, [...found, [greedy.name, rest]]);
  }

  #end(
    { resource }: Node,
    verb: string,
    found: readonly (readonly [string, string])[],
  ): Matched | undefined {
    if (resource === undefined) return undefined;
    const route = this.#route(resource, verb) ?? this.#route(resource, "ANY");
    if (route === undefined) return undefined;
    if (found.length === 0) return { route, parameters: NONE };
    const parameters: Record<string, string> = Object.create(null);
    for (const [name, value] of found) parameters[name] = value;
    return { route, parameters };
  }

  #route(resource: Resource, verb: string): Route | undefined {
    const key = `${verb} ${resource.id}`;
    const known = this.#routes.get(key);
    if (known !== undefined) return known;
    const method = own(resource.resourceMethods, verb);
    if (method?.methodIntegration === undefined) return undefined;
    const route = routeOf(this.definition, resource, verb, method, method.methodIntegration);
    this.#routes.set(key, route);
    return route;
  }
}

/** A method with what it names. */
export function routeOf(
  definition: Definition,
  resource: Resource,
  verb: string,
  method: Aws.Method,
  integration: Aws.Integration,
): Route {
  const models = new Map<string, Schema>();
  const schema = (name: string): unknown => {
    const text = definition.models.find((model) => model.name === name)?.schema;
    return text === undefined
      ? name === "Empty" || name === "Error"
        ? {}
        : undefined
      : JSON.parse(text);
  };
  for (const [type, name] of Object.entries(method.requestModels ?? {}))
    models.set(type, compileSchema(schema(name) ?? {}, schema));
  return {
    resource,
    verb,
    method,
    authorizer: definition.authorizers.find(({ id }) => id === method.authorizerId),
    validator: definition.requestValidators.find(({ id }) => id === method.requestValidatorId),
    models,
    integration,
    mappings: mappingsOf(integration.requestParameters, "integration.request"),
    templates: new Templates(integration.requestTemplates ?? {}),
    responses: Object.values(integration.integrationResponses ?? {}).map((response) => ({
      statusCode: response.statusCode ?? "200",
      pattern: response.selectionPattern
        ? new RegExp(`^(?:${response.selectionPattern})$`, "s")
        : undefined,
      mappings: mappingsOf(response.responseParameters, "method.response"),
      templates: new Templates(response.responseTemplates ?? {}),
      contentHandling: response.contentHandling,
    })),
  };
}

/** The route of a path that the API does not have. */
export const NOWHERE: Route = {
  resource: { id: "", path: "", resourceMethods: {} },
  verb: "",
  method: {},
  authorizer: undefined,
  validator: undefined,
  models: new Map(),
  integration: {},
  mappings: [],
  templates: new Templates({}),
  responses: [],
};

/** By deployment: its row never changes, and is the same object until it goes. */
const compiled = new WeakMap<object, Compiled>();

export function compiledOf(deployment: Readonly<DeploymentRow>): Compiled {
  let known = compiled.get(deployment);
  if (known === undefined) {
    known = new Compiled(deployment.definition);
    compiled.set(deployment, known);
  }
  return known;
}
