/** The data plane of REST APIs: which method a request takes, and what its integration answers. */
import { event1, pairs, type ProxyRequest, response1 } from "#aws/proxy-event";
import { servicePrincipal } from "#kernel/principal";
import { compilePath } from "#languages/jsonpath/path";
import { compileTemplate, type Template } from "#languages/vtl/render";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import type { Ctx } from "./operations/apis.ts";
import type { ApiRow, DeploymentRow, StageRow } from "./tables.ts";

type Json = Record<string, unknown>;

const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** Answers requests to a REST API's stage; undefined when the address names none. */
export async function serve(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  const address = addressOf(request);
  if (address === undefined) return undefined;
  const found = await ctx.view(async (tx) => {
    const api = await tx.api.find({ id: address.api });
    if (api === undefined) return undefined;
    const stage = await tx.stage.find({ api: api.id, name: address.stage });
    const deployment =
      stage === undefined
        ? undefined
        : await tx.deployment.find({ api: api.id, id: stage.deployment });
    return { api, stage, deployment };
  });
  if (found === undefined) return undefined;
  const { api, stage, deployment } = found;
  if (stage === undefined || deployment === undefined || api.disableExecuteApi)
    return gateway(ctx, 403, "ForbiddenException", "Forbidden");
  const scoped = ctx.as({ account: api.account, region: api.region });
  return route(scoped, request, api, stage, deployment, address.path);
}

function addressOf(request: HttpRequest): { api: string; stage: string; path: string } | undefined {
  const local =
    /^\/restapis\/([a-z0-9]+)\/([^/]+)\/_user_request_(\/.*)?$/.exec(request.path) ??
    /^\/_aws\/execute-api\/([a-z0-9]+)\/([^/]+)(\/.*)?$/.exec(request.path);
  if (local !== null) return { api: local[1]!, stage: local[2]!, path: local[3] ?? "/" };
  const labels = request.host.toLowerCase().split(".");
  if (labels[1] !== "execute-api") return undefined;
  const [, stage = "", ...rest] = request.path.split("/");
  return { api: labels[0]!, stage, path: `/${rest.join("/")}` };
}

interface Method {
  readonly path: string;
  readonly name: string;
  readonly operation: Json;
}

/** Methods by deployment, which never changes. */
const methods = new WeakMap<object, readonly Method[]>();

function methodsOf(deployment: Readonly<DeploymentRow>): readonly Method[] {
  let known = methods.get(deployment);
  if (known === undefined) {
    known = Object.entries((deployment.document["paths"] ?? {}) as Json).flatMap(([path, item]) =>
      Object.entries((item ?? {}) as Json)
        .filter(([, operation]) => isObject(operation))
        .map(([name, operation]) => ({
          path,
          name: name === "x-amazon-apigateway-any-method" ? "ANY" : name.toUpperCase(),
          operation: operation as Json,
        })),
    );
    methods.set(deployment, known);
  }
  return known;
}

async function route(
  ctx: Ctx,
  request: HttpRequest,
  api: Readonly<ApiRow>,
  stage: Readonly<StageRow>,
  deployment: Readonly<DeploymentRow>,
  path: string,
): Promise<HttpResponse> {
  const matched = match(methodsOf(deployment), request.method, path);
  if (matched === undefined)
    return gateway(ctx, 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  const { operation } = matched.method;
  const integration = operation["x-amazon-apigateway-integration"];
  if (!isObject(integration))
    return gateway(ctx, 500, "InternalServerErrorException", "Internal server error");
  if ((operation["security"] as unknown[] | undefined)?.length)
    return gateway(
      ctx,
      501,
      "NotImplemented",
      "Authorizers of REST APIs are not implemented in Brume yet.",
    );
  const body = request.body.buffered ?? (await request.body.bytes(BODY_LIMIT_BYTES));
  const proxied: ProxyRequest = {
    method: request.method,
    path,
    pathWithStage: `/${stage.name}${path}`,
    query: request.query,
    headers: request.headers.entries,
    body,
    sourceIp: request.remoteAddress,
    host: request.host,
    now: ctx.now,
    requestId: ctx.requestId,
    account: api.account,
    apiId: api.id,
    stage: stage.name,
    route: matched.method.path,
    pathParameters: matched.parameters,
    stageVariables: Object.keys(stage.variables).length === 0 ? undefined : stage.variables,
    binaryTypes: api.binaryMediaTypes,
  };
  const type = String(integration["type"]).toLowerCase();
  if (type === "aws_proxy") return invoke(ctx, integration, proxied);
  if (type === "mock") return mock(ctx, integration, proxied);
  return gateway(
    ctx,
    501,
    "NotImplemented",
    `The integration type ${type} is not implemented in Brume yet.`,
  );
}

/** The most specific path; a method of its own before ANY. */
function match(
  all: readonly Method[],
  method: string,
  path: string,
): { method: Method; parameters: Record<string, string> | undefined } | undefined {
  const given = path.split("/").filter((part, i) => i > 0 && (part !== "" || i === 1));
  let best: { method: Method; parameters: Record<string, string>; rank: string } | undefined;
  for (const candidate of all) {
    if (candidate.name !== method && candidate.name !== "ANY") continue;
    const found = matchPath(candidate.path, given);
    if (found === undefined) continue;
    const rank = found.rank + (candidate.name === "ANY" ? "1" : "0");
    if (best === undefined || rank < best.rank)
      best = { method: candidate, parameters: found.parameters, rank };
  }
  if (best === undefined) return undefined;
  const some = Object.keys(best.parameters).length > 0;
  return { method: best.method, parameters: some ? best.parameters : undefined };
}

function matchPath(
  pattern: string,
  given: readonly string[],
): { rank: string; parameters: Record<string, string> } | undefined {
  const wanted = pattern.split("/").slice(1);
  const parameters: Record<string, string> = Object.create(null);
  let rank = "";
  for (let i = 0; i < wanted.length; i++) {
    const part = wanted[i]!;
    const label = /^\{([^}+]+)(\+?)\}$/.exec(part);
    if (label?.[2] === "+") {
      const rest = given.slice(i).join("/");
      if (rest === "") return undefined;
      parameters[label[1]!] = decoded(rest);
      return { rank: `${rank}3`, parameters };
    }
    const own = given[i];
    if (own === undefined) return undefined;
    if (label !== null && own !== "") {
      parameters[label[1]!] = decoded(own);
      rank += "2";
    } else if (part === own) rank += "1";
    else return undefined;
  }
  return given.length === wanted.length ? { rank, parameters } : undefined;
}

async function invoke(ctx: Ctx, integration: Json, request: ProxyRequest): Promise<HttpResponse> {
  const uri = String(integration["uri"] ?? "").replace(
    /\$\{stageVariables\.(\w+)\}/g,
    (_, name: string) => request.stageVariables?.[name] ?? "",
  );
  const FunctionName = /functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri;
  const source = `arn:aws:execute-api:${ctx.region}:${ctx.account}:${request.apiId}/${request.stage}/${request.method}${request.route}`;
  let value: unknown;
  try {
    const output = await ctx.call(
      "lambda",
      "Invoke",
      { FunctionName, Payload: new TextEncoder().encode(JSON.stringify(event1(request))) },
      { principal: servicePrincipal("apigateway.amazonaws.com", ctx.account), sourceArn: source },
    );
    if (output.FunctionError !== undefined) throw new Error(output.FunctionError);
    const payload = (output.Payload as Uint8Array | undefined) ?? new Uint8Array();
    value = JSON.parse(Buffer.from(payload).toString());
  } catch {
    // The caller of an API learns nothing of what is behind it; the request log has the fault.
    return gateway(ctx, 502, "InternalServerErrorException", "Internal server error");
  }
  const response = response1(value);
  if (response === undefined)
    return gateway(ctx, 502, "InternalServerErrorException", "Internal server error");
  const typed = response.headers.some(([name]) => name.toLowerCase() === "content-type");
  return {
    status: response.status,
    headers: [
      ...response.headers,
      ...(typed ? [] : [["content-type", "application/json"] as const]),
      ...ids(ctx),
    ],
    body: response.body,
  };
}

/** Compiled templates by their text: compiling one costs far more than rendering it. */
const templates = new Map<string, Template>();
const TEMPLATES_KEPT = 1_000;

function rendered(text: string, ctx: Ctx, request: ProxyRequest): string {
  let template = templates.get(text);
  if (template === undefined) {
    template = compileTemplate(text);
    if (templates.size >= TEMPLATES_KEPT) templates.clear();
    templates.set(text, template);
  }
  return template.render(variablesOf(ctx, request));
}

function mock(ctx: Ctx, integration: Json, request: ProxyRequest): HttpResponse {
  try {
    const type = request.headers
      .find(([n]) => n.toLowerCase() === "content-type")?.[1]
      ?.split(";")[0];
    const requests = (integration["requestTemplates"] ?? {}) as Json;
    const asked = requests[type ?? "application/json"] ?? requests["application/json"];
    const made: unknown = JSON.parse(
      asked === undefined ? "{}" : rendered(String(asked), ctx, request),
    );
    const status = String((isObject(made) ? made["statusCode"] : undefined) ?? "");
    const responses = (integration["responses"] ?? {}) as Json;
    const key = Object.keys(responses).find(
      (k) => k !== "default" && new RegExp(`^(?:${k})$`).test(status),
    );
    const response = responses[key ?? "default"];
    if (!isObject(response)) throw new Error("no response");
    const texts = (response["responseTemplates"] ?? {}) as Json;
    const [kind = "application/json", text = ""] = Object.entries(texts)[0] ?? [];
    const headers = Object.entries((response["responseParameters"] ?? {}) as Json).flatMap(
      ([name, value]): [string, string][] => {
        const header = /^method\.response\.header\.(.+)$/.exec(name)?.[1];
        return header === undefined ? [] : [[header, String(value).replace(/^'(.*)'$/s, "$1")]];
      },
    );
    return {
      status: Number(response["statusCode"] ?? 200),
      headers: [["content-type", kind], ...headers, ...ids(ctx)],
      body: rendered(String(text), ctx, request),
    };
  } catch {
    return gateway(ctx, 500, "InternalServerErrorException", "Internal server error");
  }
}

/** What mapping templates can name. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
function variablesOf(_ctx: Ctx, request: ProxyRequest): Json {
  const text = Buffer.from(request.body).toString();
  const body = (): unknown => (text === "" ? {} : JSON.parse(text));
  const select = (path: unknown): unknown => compilePath(String(path)).value(body());
  const params = {
    path: request.pathParameters ?? {},
    querystring: Object.fromEntries(pairs(request.query)),
    header: Object.fromEntries(request.headers),
  };
  const one = (name: unknown): unknown => {
    for (const group of Object.values(params))
      if (Object.hasOwn(group, String(name))) return (group as Json)[String(name)];
    return "";
  };
  return {
    input: {
      body: text,
      json: (path: unknown) => JSON.stringify(select(path) ?? ""),
      path: select,
      params: (name: unknown) =>
        name === undefined
          ? params
          : Object.hasOwn(params, String(name))
            ? (params as Json)[String(name)]
            : one(name),
    },
    context: {
      accountId: request.account,
      apiId: request.apiId,
      httpMethod: request.method,
      path: request.pathWithStage,
      requestId: request.requestId,
      requestTimeEpoch: request.now,
      resourcePath: request.route,
      stage: request.stage,
      identity: { sourceIp: request.sourceIp },
    },
    stageVariables: request.stageVariables ?? {},
    util: {
      escapeJavaScript: (value: unknown) =>
        JSON.stringify(String(value)).slice(1, -1).replaceAll("'", "\\'"),
      parseJson: (value: unknown) => JSON.parse(String(value)) as unknown,
      urlEncode: (value: unknown) => encodeURIComponent(String(value)),
      urlDecode: (value: unknown) => decoded(String(value)),
      base64Encode: (value: unknown) => Buffer.from(String(value)).toString("base64"),
      base64Decode: (value: unknown) => Buffer.from(String(value), "base64").toString(),
    },
  };
}

function gateway(ctx: Ctx, status: number, type: string, message: string): HttpResponse {
  return {
    status,
    headers: [["content-type", "application/json"], ...ids(ctx), ["x-amzn-errortype", type]],
    body: JSON.stringify({ message }),
  };
}

const ids = (ctx: Ctx): [string, string][] => [
  ["x-amzn-requestid", ctx.requestId],
  ["x-amz-apigw-id", `${ctx.requestId.replaceAll("-", "").slice(0, 15)}=`],
];

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
