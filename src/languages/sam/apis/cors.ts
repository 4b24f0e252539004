/** The OPTIONS method by which an API answers browsers' preflight requests. */
import { Dict27, truthy } from "../python.ts";
import { dict, type DocMap, has, keysOf } from "./document.ts";
import { ANY_METHOD, INTEGRATION } from "./editor.ts";

export interface Cors {
  readonly origins: unknown;
  readonly headers: unknown;
  readonly methods: unknown;
  readonly maxAgeSeconds: unknown;
  readonly credentials: boolean;
}

const ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** The methods that a path has, for `Access-Control-Allow-Methods`. */
export function corsMethods(item: DocMap): string {
  if (has(item, ANY_METHOD)) return ALL_METHODS.join(",");
  const names = [...keysOf(item), "options"].map((name) => name.toUpperCase());
  return [...new Set(names)].sort().join(",");
}

export function optionsMethod(cors: Cors): Dict27 {
  const parameters = new Dict27();
  const headers = new Dict27();
  const add = (name: string, value: unknown, type: string): void => {
    parameters.set(`method.response.header.${name}`, value);
    headers.set(name, { type });
  };
  add("Access-Control-Allow-Origin", cors.origins, "string");
  if (truthy(cors.headers)) add("Access-Control-Allow-Headers", cors.headers, "string");
  if (truthy(cors.methods)) add("Access-Control-Allow-Methods", cors.methods, "string");
  if (cors.maxAgeSeconds !== undefined && cors.maxAgeSeconds !== null)
    add("Access-Control-Max-Age", cors.maxAgeSeconds, "integer");
  if (cors.credentials) add("Access-Control-Allow-Credentials", "'true'", "string");
  const answer = dict({
    statusCode: "200",
    responseParameters: parameters,
    responseTemplates: { "application/json": "{}\n" },
  });
  const integration = dict({
    type: "mock",
    requestTemplates: { "application/json": '{\n  "statusCode" : 200\n}\n' },
    responses: dict({ default: answer }),
  });
  return dict({
    summary: "CORS support",
    consumes: ["application/json"],
    produces: ["application/json"],
    [INTEGRATION]: integration,
    responses: dict({
      "200": dict({ description: "Default response for CORS method", headers }),
    }),
  });
}
