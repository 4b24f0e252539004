/** What is kept of a call: metrics, access logs, execution logs. */
import { Fault } from "#aws/fault";
import type { Stage } from "#aws/generated/types/apigateway";
import type { HttpResponse } from "#protocol/http";
import type { Observation } from "#kernel/meter";
import { servicePrincipal } from "#kernel/principal";
import { type Call, textOf, valueAt } from "./call.ts";
import { settingOf } from "./limits.ts";

/** @param latencyMs From the request's arrival to its answer. */
export function record(
  call: Call,
  stage: Stage,
  response: HttpResponse,
  latencyMs: number,
  apiName: string,
): void {
  count(call, stage, response.status, latencyMs, apiName);
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  if (destinationArn && format) accessLog(call, destinationArn, format, response, latencyMs);
  const setting = settingOf(stage, call);
  const level = setting?.loggingLevel ?? "OFF";
  if (level === "INFO" || (level === "ERROR" && response.status >= 400))
    executionLog(call, response, setting?.dataTraceEnabled ?? false);
}

function count(call: Call, stage: Stage, status: number, latencyMs: number, ApiName: string): void {
  const { ctx, route, stageName: Stage } = call;
  const seen: Observation[] = [
    ["Count", 1, "Count"],
    ["4XXError", status >= 400 && status < 500 ? 1 : 0, "Count"],
    ["5XXError", status >= 500 ? 1 : 0, "Count"],
    ["Latency", latencyMs, "Milliseconds"],
  ];
  if (call.integrationLatencyMs !== undefined)
    seen.push(["IntegrationLatency", call.integrationLatencyMs, "Milliseconds"]);
  ctx.countAll("AWS/ApiGateway", { ApiName }, seen);
  ctx.countAll("AWS/ApiGateway", { ApiName, Stage }, seen);
  if (!settingOf(stage, call)?.metricsEnabled) return;
  const Resource = route.resource.path;
  const Method = call.asked.method;
  ctx.countAll("AWS/ApiGateway", { ApiName, Stage, Resource, Method }, seen);
}

function accessLog(
  call: Call,
  destinationArn: string,
  format: string,
  response: HttpResponse,
  latencyMs: number,
): void {
  const size = typeof response.body === "string" ? Buffer.byteLength(response.body) : 0;
  const facts: Record<string, unknown> = {
    status: response.status,
    responseLength: response.body instanceof Uint8Array ? response.body.length : size,
    responseLatency: Math.round(latencyMs),
    integrationLatency: call.integrationLatencyMs,
    integrationStatus: call.integrationStatus,
    integrationErrorMessage: call.integrationError,
  };
  const line = format.replaceAll(/\$context((?:\.[\w-]+)+)/g, (_, path: string) => {
    const name = path.slice(1);
    const known = Object.hasOwn(facts, name)
      ? facts[name]
      : name.startsWith("integration.")
        ? ofIntegration(call, name.slice(12))
        : valueAt(call, `context${path}`);
    return textOf(known) ?? "-";
  });
  const group = destinationArn.split(":log-group:")[1]?.replace(/:\*$/, "") ?? "";
  write(call, group, `${call.api}-${call.stageName}`, [line]);
}

function ofIntegration(call: Call, name: string): unknown {
  if (name === "latency") return call.integrationLatencyMs;
  if (name === "status" || name === "integrationStatus") return call.integrationStatus;
  return name === "error" ? call.integrationError : undefined;
}

function executionLog(call: Call, response: HttpResponse, whole: boolean): void {
  const { asked, ctx } = call;
  const say = (words: string) => `(${ctx.requestId}) ${words}`;
  const lines = [
    say(`Extended Request Id: ${call.extendedRequestId}`),
    say(`Starting execution for request: ${ctx.requestId}`),
    say(`HTTP Method: ${asked.method}, Resource Path: ${asked.path}`),
  ];
  if (whole) lines.push(say(`Method request body before transformations: ${call.text}`));
  if (call.integrationError !== undefined)
    lines.push(say(`Execution failed due to configuration error: ${call.integrationError}`));
  if (whole && typeof response.body === "string")
    lines.push(say(`Method response body after transformations: ${response.body}`));
  lines.push(say(`Method completed with status: ${response.status}`));
  write(call, `API-Gateway-Execution-Logs_${call.api}/${call.stageName}`, "execution", lines);
}

/** Writes beside the answer; a log that cannot be written is lost, as on AWS. */
function write(call: Call, logGroupName: string, logStreamName: string, lines: string[]): void {
  const { ctx } = call;
  const options = {
    principal: servicePrincipal("apigateway.amazonaws.com", ctx.account),
    trusted: true,
  };
  const logEvents = lines.map((message) => ({ timestamp: ctx.now, message }));
  ctx.background(async () => {
    const put = () =>
      ctx.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents }, options);
    const made = (work: Promise<unknown>) =>
      work.catch((error) => {
        if (!(error instanceof Fault)) throw error;
      });
    try {
      await put();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      await made(ctx.call("logs", "CreateLogGroup", { logGroupName }, options));
      await made(ctx.call("logs", "CreateLogStream", { logGroupName, logStreamName }, options));
      await made(put());
    }
  });
}
