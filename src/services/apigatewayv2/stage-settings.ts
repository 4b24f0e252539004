/** What a stage is set to do with every request: hold it back, count it, write it down. */
import type { ProxyRequest } from "#aws/proxy-event";
import { servicePrincipal } from "#kernel/principal";
import type { HttpResponse } from "#protocol/http";
import type { Ctx } from "./apis.ts";
import { badRequest } from "./errors.ts";
import { message } from "./functions.ts";
import { BURST, RATE } from "./limits.ts";
import { contextValue } from "./mapping.ts";
import type { RouteSettings, StageRow, StageSettings } from "./tables.ts";

/** The settings that hold for a route: its own before the stage's. */
function settingsOf(stage: Readonly<StageRow>, route: string): RouteSettings {
  const { routes = {}, all = {} } = stage.settings;
  return { ...all, ...(Object.hasOwn(routes, route) ? routes[route] : {}) };
}

/** @throws Fault BadRequestException for settings that an HTTP API does not have. */
export function checkSettings(settings: StageSettings): void {
  for (const one of [settings.all, ...Object.values(settings.routes ?? {})]) {
    if (one === undefined) continue;
    if (one.DataTraceEnabled || (one.LoggingLevel !== undefined && one.LoggingLevel !== "OFF"))
      throw badRequest("Execution logs are not supported on protocolType HTTP");
    const { ThrottlingBurstLimit: burst = 0, ThrottlingRateLimit: rate = 0 } = one;
    if (burst < 0 || rate < 0 || burst > BURST || rate > RATE)
      throw badRequest("Invalid throttling limits: they exceed the account's");
  }
  const destination = settings.accessLog?.DestinationArn;
  if (destination !== undefined && !/^arn:[^:]*:logs:[^:]*:\d+:log-group:[^:]+/.test(destination))
    throw badRequest(
      "Access Log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': '" +
        `${destination}' is no log group's ARN`,
    );
  if (destination !== undefined && !settings.accessLog?.Format?.includes("$context.requestId"))
    throw badRequest(
      "AccessLogSettings Format must include '$context.requestId' or '$context.extendedRequestId'",
    );
}

/**
 * The answer to a request that comes too soon after the others: tokens come back at the rate, up to
 * the burst. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export async function heldBack(
  ctx: Ctx,
  stage: Readonly<StageRow>,
  route: string,
): Promise<HttpResponse | undefined> {
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settingsOf(stage, route);
  if (burst === undefined && rate === undefined) return undefined;
  const most = burst ?? BURST;
  const id = { api: stage.api, stage: stage.name, route };
  const taken = await ctx.update(async (tx) => {
    const last = (await tx.bucket.find(id)) ?? { ...id, tokens: most, at: ctx.now };
    const back = (Math.max(0, ctx.now - last.at) / 1_000) * (rate ?? RATE);
    const tokens = Math.min(most, last.tokens + back);
    await tx.bucket.put({ ...id, tokens: tokens >= 1 ? tokens - 1 : tokens, at: ctx.now });
    return tokens >= 1;
  });
  return taken ? undefined : message(429, "Too Many Requests");
}

/** Counts a request and writes it down, as the stage is set to. */
export function record(
  ctx: Ctx,
  stage: Readonly<StageRow>,
  request: ProxyRequest,
  response: HttpResponse,
  tookMs: number,
): void {
  const { apiId: ApiId, route, method: Method } = request;
  const dimensions: Record<string, string>[] = [{ ApiId }, { ApiId, Stage: stage.name }];
  if (settingsOf(stage, route).DetailedMetricsEnabled) {
    const Resource = route.replace(/^\S+ /, "");
    dimensions.push({ ApiId, Stage: stage.name, Resource, Method });
  }
  const kind = Math.floor(response.status / 100);
  for (const one of dimensions) {
    ctx.count("AWS/ApiGateway", "Count", 1, "Count", one);
    ctx.count("AWS/ApiGateway", "4xx", kind === 4 ? 1 : 0, "Count", one);
    ctx.count("AWS/ApiGateway", "5xx", kind === 5 ? 1 : 0, "Count", one);
    ctx.count("AWS/ApiGateway", "Latency", tookMs, "Milliseconds", one);
  }
  const { accessLog } = stage.settings;
  if (accessLog?.DestinationArn !== undefined && accessLog.Format !== undefined)
    writeDown(ctx, stage, accessLog.DestinationArn, line(accessLog.Format, request, response));
}

function line(format: string, request: ProxyRequest, response: HttpResponse): string {
  const length = typeof response.body === "string" ? Buffer.byteLength(response.body) : undefined;
  const own = new Map([
    ["status", String(response.status)],
    ["responseLength", String(length ?? (response.body as Uint8Array | undefined)?.length ?? 0)],
    ["requestTime", new Date(request.now).toUTCString()],
  ]);
  return format.replace(
    /\$context\.([\w.]+)/g,
    (_, name: string) => own.get(name) ?? contextValue(name, request) ?? "-",
  );
}

function writeDown(ctx: Ctx, stage: Readonly<StageRow>, destination: string, text: string): void {
  const [, , , region = ctx.region, account = ctx.account] = destination.split(":");
  const logGroupName = destination.split(":")[6]!;
  const day = new Date(ctx.now).toISOString().slice(0, 10);
  const logStreamName = `${stage.api}/${stage.name.replace("$", "")}/${day}`;
  const options = {
    account,
    region,
    principal: servicePrincipal("delivery.logs.amazonaws.com", account),
    trusted: true,
  };
  const logEvents = [{ timestamp: ctx.now, message: text }];
  ctx.background(async () => {
    const put = () =>
      ctx.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents }, options);
    try {
      await put();
    } catch {
      // The day's first request makes the stream; a group that is gone takes no lines.
      await ctx
        .call("logs", "CreateLogStream", { logGroupName, logStreamName }, options)
        .then(put)
        .catch(() => undefined);
    }
  });
}
