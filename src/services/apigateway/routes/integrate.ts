/** What stands behind a method: its request made, its answer shaped. */
import type { HttpResponse } from "#protocol/http";
import { callAws } from "./aws.ts";
import { type Call, type Header, ids, isBinary, type Json, Refusal, remapped } from "./call.ts";
import type { Answer, Templates } from "./compile.ts";
import { callHttp } from "./http.ts";
import { callFunction, proxyFunction } from "./functions.ts";
import { type Answered, variablesOf } from "./mapping.ts";

/** What an integration is asked. */
export interface Sent {
  readonly headers: readonly Header[];
  readonly query: readonly Header[];
  /** Values of `{name}` in the integration's address. */
  readonly path: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** @throws Refusal */
export async function integrate(call: Call): Promise<HttpResponse> {
  const { type } = call.route.integration;
  switch (type) {
    case "MOCK":
      return shaped(call, mocked(call));
    case "AWS_PROXY":
      return proxyFunction(call);
    case "HTTP_PROXY":
      return proxied(call, await timed(call, () => callHttp(call, requestOf(call, true))));
    case "HTTP":
      return shaped(call, await timed(call, () => callHttp(call, requestOf(call, false))));
    case "AWS": {
      const sent = requestOf(call, false);
      const lambda = /:lambda:path\//.test(call.route.integration.uri ?? "");
      const run = () => (lambda ? callFunction(call, sent) : callAws(call, sent));
      return shaped(call, await timed(call, run));
    }
    default:
      throw broken();
  }
}

export const broken = (): Refusal =>
  new Refusal("API_CONFIGURATION_ERROR", "Internal server error");

/** Runs an integration, and notes how long it took and how it ended. */
export async function timed(call: Call, run: () => Promise<Answered>): Promise<Answered> {
  const { clock } = call.ctx;
  const began = clock.elapsed();
  try {
    const answered = await run();
    call.integrationStatus = String(answered.status);
    return answered;
  } finally {
    call.integrationLatencyMs = Math.round(clock.elapsed() - began);
  }
}

/** A template that cannot be rendered is the API's fault, not the caller's. */
function rendered(templates: Templates, type: string, call: Call, body: string): string {
  try {
    const { constant, context, template } = templates.of(type)!;
    return constant ?? template.render(variablesOf(call, body, context));
  } catch (error) {
    call.integrationError = (error as Error).message;
    throw broken();
  }
}

/** The body as the integration is given it. @throws Refusal UNSUPPORTED_MEDIA_TYPE */
function bodyOf(call: Call): Uint8Array {
  const { templates, integration } = call.route;
  const { asked } = call;
  const { contentHandling, passthroughBehavior = "WHEN_NO_MATCH" } = integration;
  const handled =
    contentHandling === "CONVERT_TO_TEXT" && call.binary
      ? Buffer.from(Buffer.from(asked.body).toString("base64"))
      : contentHandling === "CONVERT_TO_BINARY" && !call.binary
        ? Buffer.from(call.text, "base64")
        : asked.body;
  const type = call.contentType;
  const { types } = templates;
  if (types.includes(type)) {
    const text = handled === asked.body ? call.text : Buffer.from(handled).toString("utf8");
    return Buffer.from(rendered(templates, type, call, text));
  }
  const refuses =
    passthroughBehavior === "NEVER" ||
    (passthroughBehavior === "WHEN_NO_TEMPLATES" && types.length > 0);
  if (refuses) throw new Refusal("UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type");
  return handled;
}

/** What is sent: mapped parameters, the body, and what its template put in their place. */
function requestOf(call: Call, proxy: boolean): Sent {
  const headers: Header[] = [];
  const query: Header[] = [];
  const path = new Map<string, string>();
  const body = proxy ? call.asked.body : bodyOf(call);
  for (const { place, name, value } of call.route.mappings) {
    const given = value(call);
    if (given === undefined) continue;
    const list = typeof given === "string" ? [given] : given;
    if (place === "header") headers.push(...list.map((one): Header => [name, one]));
    else if (place === "querystring") query.push(...list.map((one): Header => [name, one]));
    else if (place === "path") path.set(name, list.join(","));
  }
  const {
    header,
    querystring,
    path: labels,
  } = call.overrides.requestOverride as Record<string, Json>;
  override(headers, header);
  override(query, querystring);
  for (const [name, value] of Object.entries(labels ?? {})) path.set(name, String(value));
  return { headers, query, path, body };
}

function override(list: Header[], given: Json | undefined): void {
  for (const [name, value] of Object.entries(given ?? {})) {
    const wanted = name.toLowerCase();
    for (let i = list.length - 1; i >= 0; i--)
      if (list[i]![0].toLowerCase() === wanted) list.splice(i, 1);
    for (const one of Array.isArray(value) ? value : [value]) list.push([name, String(one)]);
  }
}

/** A mock's request names the status that its answer is chosen by. */
function mocked(call: Call): Answered {
  const text = Buffer.from(bodyOf(call)).toString("utf8");
  let status: unknown;
  try {
    const value: unknown = JSON.parse(text);
    status = (value as Json | null)?.["statusCode"];
  } catch {
    // AWS reads what a template writes less strictly than JSON.
    status = /"?statusCode"?\s*:\s*"?(\d{3})/.exec(text)?.[1];
  }
  if (!/^\d{3}$/.test(String(status))) throw broken();
  return { status: Number(status), headers: [], body: NOTHING, selector: String(status) };
}

const NOTHING = new Uint8Array(0);

/** The integration's answer as the chosen integration response shapes it. */
function shaped(call: Call, answered: Answered): HttpResponse {
  const answer = chosen(call.route.responses, answered.selector);
  if (answer === undefined) throw broken();
  const text = Buffer.from(answered.body).toString("utf8");
  const { types } = answer.templates;
  const accepted = call
    .header("accept")
    ?.split(",")
    .map((one) => one.split(";")[0]!.trim());
  const kind = types.find((one) => accepted?.includes(one)) ?? types[0];
  let body: Uint8Array | string = answered.body;
  if (kind !== undefined) body = rendered(answer.templates, kind, call, text);
  const headers: Header[] = [];
  for (const { place, name, value } of answer.mappings) {
    const given = value(call, answered);
    if (place !== "header" || given === undefined) continue;
    for (const one of typeof given === "string" ? [given] : given) headers.push([name, one]);
  }
  const { header, status } = call.overrides.responseOverride as { header?: Json; status?: unknown };
  override(headers, header);
  const typed = headers.some(([name]) => name.toLowerCase() === "content-type");
  const own = answered.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (!typed) headers.unshift(["content-type", kind ?? own ?? "application/json"]);
  return {
    status: /^\d{3}$/.test(String(status)) ? Number(status) : Number(answer.statusCode),
    headers: [...headers.filter(legal), ...ids(call)],
    body: converted(call, answer, headers, body),
  };
}

function chosen(responses: readonly Answer[], selector: string): Answer | undefined {
  return (
    responses.find(({ pattern }) => pattern?.test(selector)) ??
    responses.find(({ pattern }) => pattern === undefined)
  );
}

/** Text to bytes, or bytes to text, where the response says so. */
function converted(
  call: Call,
  { contentHandling }: Answer,
  headers: readonly Header[],
  body: Uint8Array | string,
): Uint8Array | string {
  if (contentHandling === "CONVERT_TO_BINARY")
    return new Uint8Array(Buffer.from(Buffer.from(body).toString("utf8"), "base64"));
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  if (contentHandling === "CONVERT_TO_TEXT" && isBinary(call.deployment.settings, type))
    return Buffer.from(body).toString("base64");
  return body;
}

/** The backend's own answer, as it came. */
function proxied(call: Call, answered: Answered): HttpResponse {
  return {
    status: answered.status,
    headers: [...remapped(answered.headers.filter(legal)), ...ids(call)],
    body: answered.body,
  };
}

/** Header fields that may be sent on: framing is the writer's. */
export const legal = ([name, value]: Header): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
  !/[\r\n\0]/.test(value) &&
  !/^(?:connection|content-length|transfer-encoding|keep-alive)$/i.test(name);
