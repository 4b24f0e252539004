/**
 * Parameter mapping: values taken out of a request or an answer, and put into what is passed on.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
import { pairs, type ProxyRequest, type ProxyResponse } from "#aws/proxy-event";
import { compilePath } from "#languages/jsonpath/path";

type Headers = readonly (readonly [string, string])[];

/** What a mapping may take values from. */
export interface Sources {
  readonly request: ProxyRequest;
  readonly response?: ProxyResponse;
}

/** JSON paths look no further into a body than this. */
const BODY_BYTES = 100 * 1_024;

/** A mapping that cannot be stored: its key or value is none of those that there are. */
export const KEY =
  /^(?:(?:append|overwrite|remove):(?:header|querystring)\.[^\s]+|overwrite:(?:path|statuscode))$/;
const RESERVED =
  /^(access-control-.+|apigw-.+|authorization|connection|content-(encoding|length|location)|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers?|transfer-encoding|upgrade|x-amz-.+|x-amzn-.+|x-forwarded-(for|host|proto)|via)$/i;

/** Whether AWS takes this key of a request's or an answer's mapping. */
export function takesKey(key: string): boolean {
  const header = /^\w+:header\.(.+)$/.exec(key)?.[1];
  return KEY.test(key) && (header === undefined || !RESERVED.test(header));
}

/** A mapping's value: one reference, or text with references in "${...}" amid it. */
export function mapped(value: string, sources: Sources): string | undefined {
  if (value.startsWith("$") && !value.startsWith("${")) return valueAt(value, sources);
  return value.replace(
    /\$\{([^}]+)\}/g,
    (_whole, name: string) => valueAt(`$${name}`, sources) ?? "",
  );
}

/** What "$request.header.name" and its like stand for; undefined when there is no such thing. */
export function valueAt(reference: string, sources: Sources): string | undefined {
  const { request, response } = sources;
  const [root = "", kind = ""] = reference.slice(1).split(".");
  const name = reference.slice(root.length + kind.length + 3);
  if (root === "context") return contextValue(reference.slice("$context.".length), request);
  if (root === "stageVariables") return request.stageVariables?.[kind];
  const from = root === "request" ? request : root === "response" ? response : undefined;
  if (from === undefined) return undefined;
  if (kind === "header") return joined(from.headers, name.toLowerCase());
  if (kind === "body")
    return name === "" ? Buffer.from(from.body).toString() : inBody(from.body, name);
  if (root === "response") return undefined;
  if (kind === "querystring")
    return joinedAll(pairs(request.query).flatMap(([n, v]) => (n === name ? [v] : [])));
  if (kind === "path") return name === "" ? request.path : request.pathParameters?.[name];
  return undefined;
}

const joinedAll = (values: readonly string[]) =>
  values.length === 0 ? undefined : values.join(",");
const joined = (headers: Headers, name: string) =>
  joinedAll(headers.flatMap(([n, v]) => (n.toLowerCase() === name ? [v] : [])));

function inBody(body: Uint8Array, path: string): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body.subarray(0, BODY_BYTES)).toString());
    const found = compilePath(`$.${path}`).value(value);
    if (found === undefined) return undefined;
    return typeof found === "object" ? JSON.stringify(found) : String(found);
  } catch {
    return undefined;
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
export function contextValue(name: string, request: ProxyRequest): string | undefined {
  const known = new Map<string, string | undefined>([
    ["accountId", request.account],
    ["apiId", request.apiId],
    ["domainName", request.host.replace(/:\d+$/, "")],
    ["domainPrefix", request.host.split(".")[0]],
    ["extendedRequestId", `${request.requestId.replaceAll("-", "").slice(0, 15)}=`],
    ["httpMethod", request.method],
    ["identity.sourceIp", request.sourceIp],
    ["identity.userAgent", joined(request.headers, "user-agent")],
    ["path", request.pathWithStage],
    ["protocol", "HTTP/1.1"],
    ["requestId", request.requestId],
    ["requestTimeEpoch", String(request.now)],
    ["routeKey", request.route],
    ["stage", request.stage],
  ]);
  if (known.has(name)) return known.get(name);
  if (!name.startsWith("authorizer.")) return undefined;
  const [, first = "", ...rest] = name.split(".");
  const authorizer = request.authorizer as Record<string, Record<string, unknown>> | undefined;
  const found =
    first === "claims"
      ? (authorizer?.["jwt"]?.["claims"] as Record<string, unknown> | undefined)?.[rest.join(".")]
      : authorizer?.["lambda"]?.[first];
  return found === undefined || found === null ? undefined : String(found);
}

/** A request as an integration is to be given it. */
export function mappedRequest(
  request: ProxyRequest,
  mapping: Readonly<Record<string, string>>,
): ProxyRequest {
  let headers: Headers = request.headers;
  let query: [string, string][] = pairs(request.query);
  let { path, pathWithStage } = request;
  for (const [key, text] of Object.entries(mapping)) {
    const value = mapped(text, { request }) ?? "";
    const [verb = "", place = ""] = key.split(/:(.*)/s);
    if (place === "path") path = pathWithStage = value;
    else if (place.startsWith("header."))
      headers = changed(headers, verb, place.slice(7), value, true);
    else query = changed(query, verb, place.slice(12), value, false);
  }
  const written = query.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  return { ...request, headers, path, pathWithStage, query: written };
}

/** An answer as its caller is to be given it. */
export function mappedResponse(
  response: ProxyResponse,
  request: ProxyRequest,
  mapping: Readonly<Record<string, string>>,
): ProxyResponse {
  let { status, headers } = response;
  for (const [key, text] of Object.entries(mapping)) {
    const value = mapped(text, { request, response }) ?? "";
    const [verb = "", place = ""] = key.split(/:(.*)/s);
    if (place === "statuscode") status = Number(value) || status;
    else headers = changed(headers, verb, place.slice(7), value, true);
  }
  return { ...response, status, headers };
}

function changed(
  list: readonly (readonly [string, string])[],
  verb: string,
  name: string,
  value: string,
  caseless: boolean,
): [string, string][] {
  const same = (other: string) =>
    caseless ? other.toLowerCase() === name.toLowerCase() : other === name;
  const kept = list
    .filter(([n]) => verb === "append" || !same(n))
    .map(([n, v]) => [n, v] as [string, string]);
  return verb === "remove" ? kept : [...kept, [name, value]];
}
