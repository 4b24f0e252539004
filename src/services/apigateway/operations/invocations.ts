/** Methods and authorizers tried out without a deployment. */
import { apiOf, type Ctx, methodOf, resourceOf, setOwn } from "../definition.ts";
import { callOf, failed } from "../routes.ts";
import { asked as askedOf, identityOf } from "../routes/authorize.ts";
import { type Asked, Call, type Header, Refusal } from "../routes/call.ts";
import { Compiled, NOWHERE, routeOf } from "../routes/compile.ts";
import { integrate } from "../routes/integrate.ts";
import { validate } from "../routes/validate.ts";
import { type ApiRow, type DeploymentRow, on } from "../tables.ts";
import { integrationMissing } from "../errors.ts";
import { authorizerOf } from "./authorizers.ts";

const STAGE = "test-invoke-stage";

interface Given {
  pathWithQueryString?: string;
  body?: string;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
}

function askedIn(input: Given, method: string, fallback: string): Asked {
  const [path = "", query = ""] = (input.pathWithQueryString ?? fallback).split(/\?(.*)/s);
  const many = Object.entries(input.multiValueHeaders ?? {});
  const one = Object.entries(input.headers ?? {});
  return {
    method,
    path,
    pathWithStage: path,
    query,
    headers: [
      ...many.flatMap(([name, values]) => values.map((value): Header => [name, value])),
      ...one.filter(([name]) => !many.some(([other]) => other === name)),
    ],
    body: new TextEncoder().encode(input.body ?? ""),
    host: "",
    sourceIp: "test-invoke-source-ip",
  };
}

/** The API as it stands, as if it were deployed. */
const undeployed = (api: Readonly<ApiRow>): DeploymentRow => ({
  api: api.id,
  id: "",
  settings: api.settings,
  definition: api.definition,
  createdAt: 0,
});

export const TestInvokeMethod = on("TestInvokeMethod", async (ctx: Ctx, input) => {
  const api = await ctx.view((tx) => apiOf(ctx, tx, input.restApiId));
  const resource = resourceOf(api.definition, input.resourceId);
  const method = methodOf(api.definition, input.resourceId, input.httpMethod);
  if (method.methodIntegration === undefined) throw integrationMissing();
  const verb = input.httpMethod === "ANY" ? "GET" : input.httpMethod;
  const asked = askedIn(input, verb, resource.path);
  const deployment = undeployed(api);
  const path = asked.path === "" ? resource.path : asked.path;
  const own = new Compiled({
    ...api.definition,
    resources: [{ ...resource, resourceMethods: { [input.httpMethod]: method } }],
  });
  const matched = callOf(ctx, own, asked, path, deployment, {
    name: STAGE,
    variables: { ...input.stageVariables },
  });
  const route = routeOf(
    api.definition,
    resource,
    input.httpMethod,
    method,
    method.methodIntegration,
  );
  const { parameters, stageVariables } = matched;
  const call = new Call(
    ctx,
    asked,
    route,
    parameters,
    deployment,
    STAGE,
    stageVariables,
    input.clientCertificateId,
  );
  const began = ctx.clock.elapsed();
  let response: Awaited<ReturnType<typeof integrate>>;
  try {
    validate(call);
    response = await integrate(call);
  } catch (error) {
    response = failed(call, error);
  }
  const latency = Math.round(ctx.clock.elapsed() - began);
  const body = Buffer.from((response.body ?? "") as Uint8Array | string).toString("utf8");
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (const [name, value] of response.headers.filter(([n]) => !/^x-amz/.test(n))) {
    const shown = name === "content-type" ? "Content-Type" : name;
    headers[shown] = value;
    multiValueHeaders[shown] = [...(multiValueHeaders[shown] ?? []), value];
  }
  const log = logOf(call, [
    `Method request path: ${JSON.stringify(parameters)}`,
    `Method request query string: ${JSON.stringify(call.query)}`,
    `Method request headers: ${JSON.stringify(call.headers)}`,
    `Method request body before transformations: ${call.text}`,
    ...(call.integrationError === undefined
      ? []
      : [`Execution failed due to configuration error: ${call.integrationError}`]),
    `Method response body after transformations: ${body}`,
    `Method response headers: ${JSON.stringify(headers)}`,
    response.status < 400 || call.error === undefined
      ? "Successfully completed execution"
      : `Execution failed: ${call.error.message}`,
    `Method completed with status: ${response.status}`,
  ]);
  return { status: response.status, body, headers, multiValueHeaders, log, latency };
});

export const TestInvokeAuthorizer = on("TestInvokeAuthorizer", async (ctx, input) => {
  const api = await ctx.view((tx) => apiOf(ctx, tx, input.restApiId));
  const authorizer = authorizerOf(api.definition, input.authorizerId);
  const asked = askedIn(input, "GET", "/");
  const variables = { ...input.stageVariables };
  const call = new Call(ctx, asked, NOWHERE, {}, undeployed(api), STAGE, variables);
  for (const [name, value] of Object.entries(input.additionalContext ?? {}))
    setOwn(call.context, name, value);
  const began = ctx.clock.elapsed();
  const latency = () => Math.round(ctx.clock.elapsed() - began);
  try {
    const [token = ""] = identityOf(call, authorizer);
    const found = await askedOf(call, authorizer, token);
    const authorization: Record<string, string[]> = {};
    for (const [name, value] of Object.entries(found.context))
      authorization[name] = [String(value)];
    return {
      clientStatus: 0,
      log: logOf(call, ["Successfully completed authorizer execution"]),
      latency: latency(),
      principalId: found.principalId,
      policy: found.document,
      authorization,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      clientStatus: error.type === "UNAUTHORIZED" ? 401 : 500,
      log: logOf(call, [`Execution failed due to configuration error: ${error.type}`]),
      latency: latency(),
    };
  }
});

function logOf(call: Call, lines: readonly string[]): string {
  const at = new Date(call.ctx.now).toUTCString();
  const first = `Execution log for request ${call.ctx.requestId}`;
  return [
    first,
    `${at} : Starting execution for request: ${call.ctx.requestId}`,
    `${at} : HTTP Method: ${call.asked.method}, Resource Path: ${call.asked.path}`,
    ...lines.map((line) => `${at} : ${line}`),
    "",
  ].join("\n");
}
