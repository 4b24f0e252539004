/** What stands behind a route: a function, a service's operation, or an address. */
import {
  event1,
  event2,
  type ProxyRequest,
  type ProxyResponse,
  response1,
  response2,
} from "#aws/proxy-event";
import type { HttpResponse } from "#protocol/http";
import type { Ctx } from "./apis.ts";
import { callFunction, functionIn, message } from "./functions.ts";
import { mappedRequest, mappedResponse } from "./mapping.ts";
import { callService } from "./subtypes.ts";
import type { Integration } from "./tables.ts";

/** What an integration answers to a request, with what is mapped on the way there and back. */
export async function integrate(
  ctx: Ctx,
  integration: Integration,
  request: ProxyRequest,
): Promise<HttpResponse> {
  if (integration.subtype !== undefined)
    return answered(await callService(ctx, integration, request), integration, request);
  const { requestParameters } = integration;
  const mapped =
    requestParameters === undefined ? request : mappedRequest(request, requestParameters);
  const answer =
    integration.type === "HTTP_PROXY"
      ? await forward(integration, mapped, request)
      : await invoke(ctx, integration, mapped);
  return answered(answer, integration, request);
}

function answered(
  answer: HttpResponse,
  integration: Integration,
  request: ProxyRequest,
): HttpResponse {
  const mapping = integration.responseParameters?.[String(answer.status)];
  if (mapping === undefined) return answer;
  const body =
    typeof answer.body === "string"
      ? new TextEncoder().encode(answer.body)
      : ((answer.body as Uint8Array | undefined) ?? new Uint8Array());
  return mappedResponse(
    { status: answer.status, headers: answer.headers as ProxyResponse["headers"], body },
    request,
    mapping,
  );
}

async function invoke(
  ctx: Ctx,
  integration: Integration,
  request: ProxyRequest,
): Promise<HttpResponse> {
  const old = integration.payloadFormat === "1.0";
  const source = `arn:aws:execute-api:${ctx.region}:${ctx.account}:${request.apiId}/${request.stage}/${request.method}${request.path}`;
  const answer = await callFunction(
    ctx,
    functionIn(integration.uri ?? ""),
    old ? event1(request, "1.0") : event2(request),
    source,
    { roleArn: integration.credentialsArn, timeoutMs: integration.timeoutMs },
  );
  if (answer.late) return message(503, "Service Unavailable");
  if (answer.failed) return message(500, "Internal Server Error");
  const response = old ? response1(answer.value) : response2(answer.value);
  return response === undefined ? message(500, "Internal Server Error") : shown(response);
}

/** @param original The request before mapping: a path that is mapped stands in place of the URI's. */
async function forward(
  integration: Integration,
  request: ProxyRequest,
  original: ProxyRequest,
): Promise<HttpResponse> {
  const path = (integration.uri ?? "").replace(
    /\{(\w+)\+?\}/g,
    (_, name: string) => request.pathParameters?.[name] ?? "",
  );
  const target = request.path === original.path ? path : withPath(path, request.path);
  const url =
    target + (request.query === "" ? "" : `${target.includes("?") ? "&" : "?"}${request.query}`);
  const method =
    integration.method === undefined || integration.method === "ANY"
      ? request.method
      : integration.method;
  const headers = request.headers.filter(
    ([name]) => !/^(host|connection|content-length|transfer-encoding|expect)$/i.test(name),
  );
  try {
    const answer = await fetch(url, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      redirect: "manual",
      signal: AbortSignal.timeout(integration.timeoutMs),
      ...(method === "GET" || method === "HEAD" ? {} : { body: new Uint8Array(request.body) }),
    });
    const kept = [...answer.headers].filter(
      ([name]) =>
        !/^(connection|content-length|transfer-encoding|content-encoding|keep-alive)$/i.test(name),
    );
    return {
      status: answer.status,
      headers: kept,
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  } catch (error) {
    return (error as Error).name === "TimeoutError"
      ? message(504, "Gateway Timeout")
      : message(503, "Service Unavailable");
  }
}

function withPath(url: string, path: string): string {
  const found = /^(https?:\/\/[^/]+)/.exec(url)?.[1] ?? url;
  return found + path;
}

function shown(response: ProxyResponse): HttpResponse {
  const typed = response.headers.some(([name]) => name.toLowerCase() === "content-type");
  return {
    status: response.status,
    headers: [
      ...response.headers,
      ...(typed ? [] : [["content-type", "text/plain;charset=UTF-8"] as const]),
    ],
    body: response.body,
  };
}
