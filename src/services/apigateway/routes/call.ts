/** One request to an API on its way through: what came, where it goes, and what is known of it. */
import { clf, pairs } from "#aws/proxy-event";
import type * as Aws from "#aws/generated/types/apigateway";
import type { HttpResponse } from "#protocol/http";
import type { Ctx } from "../definition.ts";
import { errorTypeOf, type ResponseType, shownGatewayResponse } from "../gateway-responses.ts";
import type { DeploymentRow } from "../tables.ts";
import type { Route } from "./compile.ts";

export type Json = Record<string, unknown>;
export type Header = readonly [name: string, value: string];

/** What a request is, however it came: over the wire, or by TestInvokeMethod. */
export interface Asked {
  readonly method: string;
  /** Undecoded, without the stage. */
  readonly path: string;
  readonly pathWithStage: string;
  /** Undecoded, without "?". */
  readonly query: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  readonly host: string;
  readonly sourceIp: string;
}

/** What an authorizer or the caller's credential said of who calls. */
export interface Caller {
  principalId?: string;
  /** Of a Lambda authorizer. */
  context?: Readonly<Record<string, unknown>>;
  apiKey?: string;
  apiKeyId?: string;
  usageIdentifierKey?: string;
  /** Of a signed request. */
  signed?: boolean;
}

export class Call {
  caller: Caller = {};
  integrationStatus: string | undefined;
  integrationLatencyMs: number | undefined;
  integrationError: string | undefined;
  error: { type: ResponseType; message: string; validation?: string } | undefined;
  readonly overrides = {
    requestOverride: { header: {}, path: {}, querystring: {} } as Json,
    responseOverride: { header: {} } as Json,
  };
  #headers: Readonly<Record<string, string>> | undefined;
  #query: Readonly<Record<string, string>> | undefined;
  #text: string | undefined;
  #context: Json | undefined;

  constructor(
    readonly ctx: Ctx,
    readonly asked: Asked,
    readonly route: Route,
    /** Decoded. */
    readonly parameters: Readonly<Record<string, string>>,
    readonly deployment: Readonly<DeploymentRow>,
    readonly stageName: string,
    readonly stageVariables: Readonly<Record<string, string>>,
    /** What the stage shows to HTTP backends. */
    readonly clientCertificateId?: string,
  ) {}

  get api(): string {
    return this.deployment.api;
  }

  /** The last value of each header, by name as it came. */
  get headers(): Readonly<Record<string, string>> {
    this.#headers ??= lastOf(this.asked.headers);
    return this.#headers;
  }

  /** The headers with those that AWS adds for what stands behind: who asked, how, and the trace. */
  get forwarded(): readonly Header[] {
    const { asked, ctx } = this;
    if (asked.host === "") return asked.headers;
    const before = this.header("x-forwarded-for");
    const time = Math.floor(ctx.now / 1000).toString(16);
    const id = ctx.requestId.replaceAll("-", "").slice(0, 24);
    const proto = ctx.http?.secure ? "https" : "http";
    const port = /:(\d+)$/.exec(asked.host)?.[1] ?? (proto === "https" ? "443" : "80");
    const own: Header[] = [
      ["X-Forwarded-For", before === undefined ? asked.sourceIp : `${before}, ${asked.sourceIp}`],
      ["X-Forwarded-Port", port],
      ["X-Forwarded-Proto", proto],
    ];
    if (this.header("x-amzn-trace-id") === undefined)
      own.push(["X-Amzn-Trace-Id", `Root=1-${time}-${id}`]);
    return [
      ...asked.headers.filter(([name]) => !/^x-forwarded-(?:for|port|proto)$/i.test(name)),
      ...own,
    ];
  }

  get query(): Readonly<Record<string, string>> {
    this.#query ??= lastOf(pairs(this.asked.query));
    return this.#query;
  }

  /** The body as text. */
  get text(): string {
    this.#text ??= Buffer.from(this.asked.body).toString("utf8");
    return this.#text;
  }

  header(name: string): string | undefined {
    const wanted = name.toLowerCase();
    const fits = (own: string) => own.length === wanted.length && own.toLowerCase() === wanted;
    return this.asked.headers.findLast(([own]) => fits(own))?.[1];
  }

  /** The content type without its parameters; JSON where the request has none. */
  get contentType(): string {
    return this.header("content-type")?.split(";")[0]?.trim() || "application/json";
  }

  get binary(): boolean {
    return isBinary(this.deployment.settings, this.header("content-type"));
  }

  /** "arn:aws:execute-api:region:account:api/stage/VERB/path", as policies name the call. */
  get arn(): string {
    const { asked } = this;
    const path = asked.path === "/" ? "/" : asked.path.replace(/\/$/, "");
    const place = `${this.api}/${this.stageName}/${asked.method}${path}`;
    return this.ctx.arn("execute-api", place);
  }

  /** The ARN as functions' permissions name it: by the resource's path. */
  get sourceArn(): string {
    const { verb, resource } = this.route;
    const path = resource.path.replaceAll(/\{[^}]+\}/g, "*");
    return this.ctx.arn(
      "execute-api",
      `${this.api}/${this.stageName}/${verb === "ANY" ? "*" : verb}${path}`,
    );
  }

  get extendedRequestId(): string {
    // A UUID's first groups without their dashes.
    const id = this.ctx.requestId;
    return `${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(15, 18)}=`;
  }

  /** `$context` of templates, logs and mappings. */
  get context(): Json {
    this.#context ??= contextOf(this);
    const { caller, error } = this;
    if (caller.context !== undefined || caller.principalId !== undefined)
      this.#context["authorizer"] = { ...caller.context, principalId: caller.principalId };
    if (error !== undefined)
      this.#context["error"] = {
        message: error.message,
        // An authorizer that failed says nothing, which AWS shows as null.
        messageString: JSON.stringify(error.message === "" ? null : error.message),
        responseType: error.type,
        validationErrorString: error.validation,
      };
    return this.#context;
  }
}

function contextOf(call: Call): Json {
  const { ctx, asked, route, deployment, caller } = call;
  const domainName = asked.host.replace(/:\d+$/, "");
  return {
    accountId: ctx.account,
    apiId: deployment.api,
    awsEndpointRequestId: ctx.requestId,
    deploymentId: deployment.id,
    domainName,
    domainPrefix: domainName.split(".")[0],
    extendedRequestId: call.extendedRequestId,
    httpMethod: asked.method,
    identity: identityOf(call),
    path: asked.pathWithStage,
    protocol: "HTTP/1.1",
    requestId: ctx.requestId,
    requestTime: clf(ctx.now),
    requestTimeEpoch: ctx.now,
    resourceId: route.resource.id,
    resourcePath: route.resource.path,
    stage: call.stageName,
    authorizer: { ...caller.context, principalId: caller.principalId },
    ...call.overrides,
  };
}

/** Who calls, as events and `$context.identity` show it. */
export function identityOf(call: Call): Json {
  const { caller, ctx } = call;
  const { principal } = ctx;
  const signed = caller.signed === true;
  const or = <T>(value: T | undefined) => value ?? null;
  return {
    ...(caller.apiKey === undefined ? {} : { apiKey: caller.apiKey, apiKeyId: caller.apiKeyId }),
    cognitoIdentityPoolId: null,
    accountId: signed ? principal.account : null,
    cognitoIdentityId: null,
    caller: signed ? principal.id : null,
    sourceIp: call.asked.sourceIp,
    principalOrgId: null,
    accessKey: signed ? or(principal.accessKeyId) : null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: signed ? principal.arn : null,
    userAgent: or(call.header("user-agent")),
    user: signed ? principal.id : null,
  };
}

/** Whether bytes of a content type are left as they are. */
export function isBinary(settings: Aws.RestApi, type: string | undefined): boolean {
  const own = type?.split(";")[0]?.trim();
  return (settings.binaryMediaTypes ?? []).some(
    (one) =>
      one === "*/*" ||
      (own !== undefined &&
        (one === own || (one.endsWith("/*") && own.startsWith(one.slice(0, -1))))),
  );
}

function lastOf(list: readonly Header[]): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [name, value] of list) out[name] = value;
  return out;
}

/** The gateway's own answer in place of the integration's. */
export class Refusal extends Error {
  constructor(
    readonly type: ResponseType,
    message: string,
    readonly details: {
      readonly validation?: string;
      readonly errorType?: string;
      readonly status?: number;
      /** AWS writes "Message" in what its own authorisation says. */
      readonly capital?: boolean;
    } = {},
  ) {
    super(message);
  }
}

/** What an API answers to a refusal: its own gateway response, or AWS's. */
export function refused(call: Call, refusal: Refusal): HttpResponse {
  const { type, message, details } = refusal;
  call.error = {
    type,
    message,
    ...(details.validation === undefined ? {} : { validation: details.validation }),
  };
  const own = shownGatewayResponse(call.deployment.definition, type);
  const templates = own.responseTemplates ?? {};
  const kinds = Object.keys(templates);
  const accepted = call.header("accept") ?? "";
  const kind = kinds.find((one) => accepted.includes(one)) ?? kinds[0] ?? "application/json";
  const text = templates[kind] ?? "";
  const plain = text === '{"message":$context.error.messageString}';
  const body =
    plain && details.capital ? JSON.stringify({ Message: message }) : substituted(text, call);
  const headers: Header[] = Object.entries(own.responseParameters ?? {}).flatMap(([key, value]) => {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(key)?.[1];
    const given = parameterOf(call, value);
    return name === undefined || given === undefined ? [] : [[name, given] as const];
  });
  const errorType = details.errorType ?? errorTypeOf(type);
  // A type's own status gives way to what happened, unless the API says otherwise.
  const status =
    own.defaultResponse && details.status ? details.status : Number(own.statusCode ?? 500);
  return {
    status,
    headers: [["content-type", kind], ...headers, ...ids(call), ["x-amzn-errortype", errorType]],
    body,
  };
}

/** A header of a gateway response: a text in quotes, or what it names. */
function parameterOf(call: Call, expression: string): string | undefined {
  const literal = /^'(.*)'$/s.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const [, place, name = ""] =
    /^method\.request\.(header|querystring|path)\.(.+)$/.exec(expression) ?? [];
  if (place === "header") return call.header(name);
  if (place === "querystring") return call.query[name];
  if (place === "path") return call.parameters[name];
  return textOf(valueAt(call, expression));
}

/** Variables in a text, which in gateway responses is all that a template is. */
function substituted(text: string, call: Call): string {
  return text.replaceAll(
    /\$(?:\{((?:context|stageVariables)(?:\.[\w-]+)+)\}|((?:context|stageVariables)(?:\.[\w-]+)+))/g,
    (_, braced: string | undefined, bare: string | undefined) =>
      textOf(valueAt(call, braced ?? bare ?? "")) ?? "",
  );
}

/** `context.…` and `stageVariables.…`. */
export function valueAt(call: Call, path: string): unknown {
  const [root, ...names] = path.split(".");
  let value: unknown =
    root === "context" ? call.context : root === "stageVariables" ? call.stageVariables : undefined;
  for (const name of names)
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? (value as Json)[name]
        : undefined;
  return value;
}

export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Fields of an integration's answer that are the gateway's own to set. */
const REMAPPED =
  /^(?:authorization|connection|content-md5|date|host|server|user-agent|www-authenticate)$/i;

/**
 * Fields under the names that AWS passes them on by.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export const remapped = (headers: readonly Header[]): Header[] =>
  headers.map(
    ([name, value]): Header =>
      REMAPPED.test(name) ? [`x-amzn-Remapped-${name}`, value] : [name, value],
  );

/** The ids that every answer bears. */
export const ids = (call: Call): Header[] => [
  ["x-amzn-requestid", call.ctx.requestId],
  ["x-amz-apigw-id", call.extendedRequestId],
];
