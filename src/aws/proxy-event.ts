/**
 * What API Gateway, function URLs and load balancers say to a function and hear from it: the payload
 * formats 1.0 and 2.0. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */

export interface ProxyRequest {
  readonly method: string;
  /** Decoded as sent, with its leading slash, without the stage. */
  readonly path: string;
  /** The stage's own prefix, as the request context shows it: "/prod/pets". */
  readonly pathWithStage: string;
  /** Undecoded, without "?". */
  readonly query: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  readonly sourceIp: string;
  readonly host: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly requestId: string;
  readonly account: string;
  readonly apiId: string;
  readonly stage: string;
  /** "/pets/{id}" or "GET /pets/{id}" or "$default". */
  readonly route: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  /** What an authorizer found. */
  readonly authorizer?: Readonly<Record<string, unknown>> | undefined;
  readonly resourceId?: string;
  /** Content types sent as bytes rather than text. */
  readonly binaryTypes?: readonly string[];
}

/** The event of REST APIs and of payload format 1.0. `version` only in HTTP APIs. */
export function event1(request: ProxyRequest, version?: "1.0"): Record<string, unknown> {
  const headers = multi(request.headers);
  const query = multi(pairs(request.query));
  const body = bodyOf(request, "1.0");
  return {
    ...(version === undefined ? {} : { version }),
    resource: request.route,
    path: version === undefined ? request.path : request.pathWithStage,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: Object.keys(query).length === 0 ? null : lastOf(query),
    multiValueQueryStringParameters: Object.keys(query).length === 0 ? null : query,
    pathParameters: request.pathParameters ?? null,
    stageVariables: request.stageVariables ?? null,
    requestContext: {
      accountId: request.account,
      apiId: request.apiId,
      ...(request.authorizer === undefined ? {} : { authorizer: request.authorizer }),
      domainName: request.host.replace(/:\d+$/, ""),
      domainPrefix: request.host.split(".")[0],
      extendedRequestId: request.requestId.replaceAll("-", "").slice(0, 15) + "=",
      httpMethod: request.method,
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.sourceIp,
        user: null,
        userAgent: find(request.headers, "user-agent") ?? null,
        userArn: null,
      },
      path: request.pathWithStage,
      protocol: "HTTP/1.1",
      requestId: request.requestId,
      requestTime: clf(request.now),
      requestTimeEpoch: request.now,
      resourceId: request.resourceId ?? null,
      resourcePath: request.route,
      stage: request.stage,
    },
    body: body.text,
    isBase64Encoded: body.base64,
  };
}

/** The event of payload format 2.0. */
export function event2(request: ProxyRequest): Record<string, unknown> {
  const query = joined(pairs(request.query));
  const cookies = request.headers
    .filter(([name]) => name.toLowerCase() === "cookie")
    .flatMap(([, value]) => value.split(/;\s*/));
  const body = bodyOf(request, "2.0");
  return {
    version: "2.0",
    routeKey: request.route,
    rawPath: request.pathWithStage,
    rawQueryString: request.query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: joined(
      request.headers
        .filter(([name]) => name.toLowerCase() !== "cookie")
        .map(([n, v]) => [n.toLowerCase(), v] as const),
    ),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: request.account,
      apiId: request.apiId,
      ...(request.authorizer === undefined ? {} : { authorizer: request.authorizer }),
      domainName: request.host.replace(/:\d+$/, ""),
      domainPrefix: request.host.split(".")[0],
      http: {
        method: request.method,
        path: request.pathWithStage,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: find(request.headers, "user-agent") ?? "",
      },
      requestId: request.requestId,
      routeKey: request.route,
      stage: request.stage,
      time: clf(request.now),
      timeEpoch: request.now,
    },
    ...(request.pathParameters === undefined ? {} : { pathParameters: request.pathParameters }),
    ...(request.stageVariables === undefined ? {} : { stageVariables: request.stageVariables }),
    ...(body.text === null ? {} : { body: body.text }),
    isBase64Encoded: body.base64,
  };
}

export interface ProxyResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** What a function answered, in format 1.0; undefined when it is malformed (502 in AWS). */
export function response1(payload: unknown): ProxyResponse | undefined {
  if (!isObject(payload)) return undefined;
  const known = [
    "statusCode",
    "headers",
    "multiValueHeaders",
    "body",
    "isBase64Encoded",
    "cookies",
  ];
  if (Object.keys(payload).some((key) => !known.includes(key))) return undefined;
  const status = Number(payload["statusCode"]);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const { body } = payload;
  if (body !== undefined && body !== null && typeof body !== "string") return undefined;
  const headers: [string, string][] = [];
  const many = payload["multiValueHeaders"];
  const listed = new Set<string>();
  if (isObject(many))
    for (const [name, values] of Object.entries(many)) {
      listed.add(name.toLowerCase());
      for (const value of Array.isArray(values) ? values : [values])
        headers.push([name, String(value)]);
    }
  if (isObject(payload["headers"]))
    for (const [name, value] of Object.entries(payload["headers"]))
      if (!listed.has(name.toLowerCase()) && value !== null && value !== undefined)
        headers.push([name, String(value)]);
  return {
    status,
    headers: headers.filter(legal),
    body: decoded(body ?? "", payload["isBase64Encoded"] === true),
  };
}

/** What a function answered, in format 2.0, where anything else than a response is its body. */
export function response2(payload: unknown): ProxyResponse | undefined {
  if (!isObject(payload) || payload["statusCode"] === undefined) {
    if (payload === null || payload === undefined)
      return { status: 200, headers: [["content-type", "application/json"]], body: bytes("null") };
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    return { status: 200, headers: [["content-type", "application/json"]], body: bytes(text) };
  }
  const status = Number(payload["statusCode"]);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const headers: [string, string][] = [];
  if (isObject(payload["headers"]))
    for (const [name, value] of Object.entries(payload["headers"]))
      headers.push([name, String(value)]);
  const cookies = payload["cookies"];
  if (Array.isArray(cookies))
    for (const cookie of cookies) headers.push(["set-cookie", String(cookie)]);
  const { body } = payload;
  const text =
    body === undefined || body === null
      ? ""
      : typeof body === "string"
        ? body
        : JSON.stringify(body);
  return {
    status,
    headers: headers.filter(legal),
    body: decoded(text, payload["isBase64Encoded"] === true),
  };
}

/** Decoded pairs of a query, in their order. */
export function pairs(query: string): [string, string][] {
  if (query === "") return [];
  return query.split("&").map((part) => {
    const [name = "", value = ""] = part.split(/=(.*)/s);
    return [decode(name), decode(value)];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const legal = ([name, value]: readonly [string, string]): boolean =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
  !/[\r\n\0]/.test(value) &&
  !["content-length", "transfer-encoding", "connection"].includes(name.toLowerCase());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const decoded = (text: string, base64: boolean): Uint8Array =>
  base64 ? new Uint8Array(Buffer.from(text, "base64")) : bytes(text);

function find(headers: ProxyRequest["headers"], name: string): string | undefined {
  return headers.find(([n]) => n.toLowerCase() === name)?.[1];
}

function multi(list: readonly (readonly [string, string])[]): Record<string, string[]> {
  const out: Record<string, string[]> = Object.create(null);
  for (const [name, value] of list) {
    const values = out[name];
    if (values === undefined) out[name] = [value];
    else values.push(value);
  }
  return out;
}

function lastOf(values: Readonly<Record<string, string[]>>): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const name in values) out[name] = values[name]!.at(-1)!;
  return out;
}

function joined(list: readonly (readonly [string, string])[]): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const [name, value] of list)
    out[name] = out[name] === undefined ? value : `${out[name]},${value}`;
  return out;
}

const TEXT =
  /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded|[\w.+-]*\+(json|xml))|multipart\/form-data)/i;

function bodyOf(
  request: ProxyRequest,
  format: "1.0" | "2.0",
): { text: string | null; base64: boolean } {
  if (request.body.length === 0) return { text: null, base64: false };
  const type = find(request.headers, "content-type") ?? "";
  const accepted = request.binaryTypes?.some(
    (t) =>
      t === "*/*" ||
      t === type.split(";")[0] ||
      (t.endsWith("/*") && type.startsWith(t.slice(0, -1))),
  );
  const binary =
    format === "1.0" && request.binaryTypes !== undefined
      ? (accepted ?? false)
      : type !== "" && !TEXT.test(type);
  return { text: Buffer.from(request.body).toString(binary ? "base64" : "utf8"), base64: binary };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "09/Apr/2015:12:34:56 +0000". */
export function clf(now: number): string {
  const d = new Date(now);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}:${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} +0000`;
}
