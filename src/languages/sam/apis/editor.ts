/** What the editors of Swagger and OpenAPI documents share: paths, methods and their conditions. */
import { Dict27, Text27, truthy } from "../python.ts";
import {
  at,
  cases,
  copied,
  dict,
  type DocMap,
  has,
  ifElseNothing,
  invalid,
  isMap,
  keysOf,
  put,
} from "./document.ts";

export const INTEGRATION = "x-amazon-apigateway-integration";
/** The path of an HTTP API's route for all that no other takes. */
export const DEFAULT_PATH = "$default";
export const ANY_METHOD = "x-amazon-apigateway-any-method";

/** An HTTP method as a document has it. */
export function normalMethod(method: string): string {
  const lower = method.toLowerCase();
  return lower === "any" ? ANY_METHOD : lower;
}

/** The key of a method; of the template's own text, but for the one of any method. */
const methodKey = (method: string): string | Text27 =>
  normalMethod(method) === ANY_METHOD ? ANY_METHOD : new Text27(normalMethod(method));

export const hasIntegration = (definition: DocMap): boolean => truthy(at(definition, INTEGRATION));

export function pathItem(item: unknown, path: string): DocMap {
  if (!isMap(item))
    throw invalid(`Value of '${path}' path must be a dictionary according to Swagger spec.`);
  return item;
}

export function methodDefinition(definition: unknown, path: string, method: string): DocMap {
  if (!isMap(definition))
    throw invalid(`Definition of method '${method}' for path '${path}' should be a map.`);
  return definition;
}

export abstract class Editor {
  protected readonly doc: DocMap;
  readonly paths: DocMap;

  /** @param doc Not changed. */
  constructor(doc: DocMap) {
    this.doc = copied(doc);
    this.paths = at(this.doc, "paths") as DocMap;
  }

  pathNames(): string[] {
    return keysOf(this.paths);
  }

  /** The items of a path: two where it is conditional. */
  items(path: string): DocMap[] {
    return cases(at(this.paths, path)).map((item) => pathItem(item, path));
  }

  hasPath(path: string, method: string): boolean {
    if (!has(this.paths, path)) return false;
    return cases(at(this.paths, path)).every(
      (item) => isMap(item) && has(item, normalMethod(method)),
    );
  }

  /** Whether all cases of a path and method have an integration. */
  hasIntegration(path: string, method: string): boolean {
    if (!this.hasPath(path, method)) return false;
    return this.items(path).every((item) => {
      const definition = at(item, normalMethod(method));
      return (
        isMap(definition) &&
        cases(definition).some((one) =>
          hasIntegration(methodDefinition(one, path, normalMethod(method))),
        )
      );
    });
  }

  addPath(path: string, method: string): void {
    const byDefault = path === DEFAULT_PATH && method === ANY_METHOD;
    const key = byDefault ? path : new Text27(path);
    if (!has(this.paths, path)) put(this.paths, key, new Dict27());
    const item = pathItem(at(this.paths, path), path);
    for (const one of cases(item))
      if (isMap(one) && !has(one, normalMethod(method))) put(one, methodKey(method), new Dict27());
  }

  makePathConditional(path: string, condition: unknown): void {
    put(this.paths, path, ifElseNothing(condition, at(this.paths, path)));
  }

  /** The definitions of a method that have an integration, in all cases. */
  methods(path: string, method: string): DocMap[] {
    return this.allMethods(path, method).filter(hasIntegration);
  }

  protected allMethods(path: string, method: string): DocMap[] {
    return this.items(path).flatMap((item) =>
      cases(at(item, normalMethod(method))).map((one) => methodDefinition(one, path, method)),
    );
  }

  setTimeout(path: string, method: string, timeoutMilliseconds: unknown): void {
    for (const definition of this.methods(path, method))
      put(at(definition, INTEGRATION) as DocMap, "timeoutInMillis", timeoutMilliseconds);
  }

  /** Puts an integration into a method; the method as a whole then has the function's condition. */
  protected integrate(
    path: string,
    method: string,
    integration: () => Dict27,
    more: (definition: DocMap) => void,
    condition: unknown,
  ): void {
    const key = normalMethod(method);
    for (const item of this.items(path)) {
      if (at(item, key) === null) put(item, key, new Dict27());
      const definition = at(item, key);
      if (!isMap(definition))
        throw invalid(`Definition of method '${method}' for path '${path}' should be a map.`);
      put(definition, INTEGRATION, integration());
      more(definition);
      if (condition !== undefined) put(item, key, ifElseNothing(condition, definition));
    }
  }

  /**
   * The list of what a method demands of its callers.
   * @throws SamError
   */
  protected security(definition: DocMap, path: string, method: string): DocMap[] {
    const given = has(definition, "security") ? at(definition, "security") : [];
    if (!Array.isArray(given))
      throw invalid(`Type of security for path ${path} method ${method} must be a list`);
    return given as DocMap[];
  }
}

export const one = (name: string | Text27, value: unknown): Dict27 => {
  const out = dict();
  out.set(name, value);
  return out;
};
