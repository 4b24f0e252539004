/**
 * The runtime API that a function's process speaks, for one environment:
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import type { Body, HttpHandler, HttpRequest, HttpResponse } from "#protocol/http";
import { BodyTooLarge } from "#protocol/http";
import type { Invocation } from "../contract.ts";

/** What the environment does with what its process says. */
export interface RuntimeEvents {
  /** The process is ready for an invocation; resolve with it when there is one. */
  next(signal: AbortSignal): Promise<{ invocation: Invocation; deadline: number } | undefined>;
  /** False when no such invocation is under way. */
  isCurrent(requestId: string): boolean;
  answered(answer: Answer): void;
  /** A streamed answer begins; resolves when the caller took it all. */
  streamed(contentType: string | undefined, body: Body): Promise<void>;
  initFailed(errorType: string, payload: Uint8Array): void;
}

export interface Answer {
  readonly payload: Uint8Array;
  readonly errorType?: string;
  /** The process wrote a mark after its last line. */
  readonly marked: boolean;
}

const PREFIX = "/2018-06-01/runtime/";
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, with AWS's own slack. */
export const RESPONSE_BYTES = 6_291_556;
const ERROR_BYTES = 6_291_556;

/** Answers the requests of one environment's process. */
export function runtimeApi(events: RuntimeEvents): HttpHandler {
  return (request) => {
    const { path, method } = request;
    if (path === `${PREFIX}invocation/next` && method === "GET") return next(events, request);
    if (method !== "POST" || !path.startsWith(PREFIX))
      return refuse(404, "NotFound", `There is no ${method} ${path}.`);
    if (path === `${PREFIX}init/error`) return initError(events, request);
    const [kind, id = "", what] = path.slice(PREFIX.length).split("/");
    if (kind !== "invocation" || (what !== "response" && what !== "error"))
      return refuse(404, "NotFound", `There is no ${method} ${path}.`);
    if (!events.isCurrent(id)) return refuse(400, "InvalidRequestID", "Invalid request ID");
    return what === "response" ? response(events, request) : error(events, request);
  };
}

async function next(events: RuntimeEvents, request: HttpRequest): Promise<HttpResponse> {
  const given = await events.next(request.signal);
  if (given === undefined) return refuse(403, "Forbidden", "The environment is closing.");
  const { invocation, deadline } = given;
  const headers: [string, string][] = [
    ["Content-Type", "application/json"],
    ["Lambda-Runtime-Aws-Request-Id", invocation.requestId],
    ["Lambda-Runtime-Deadline-Ms", String(deadline)],
    ["Lambda-Runtime-Invoked-Function-Arn", invocation.invokedArn],
    ["Lambda-Runtime-Trace-Id", invocation.trace],
  ];
  if (invocation.clientContext !== undefined)
    headers.push(["Lambda-Runtime-Client-Context", asciiJson(invocation.clientContext)]);
  if (invocation.cognitoIdentity !== undefined)
    headers.push(["Lambda-Runtime-Cognito-Identity", asciiJson(invocation.cognitoIdentity)]);
  return { status: 200, headers, body: invocation.payload };
}

async function response(events: RuntimeEvents, request: HttpRequest): Promise<HttpResponse> {
  if (request.headers.get("lambda-runtime-function-response-mode")?.toLowerCase() === "streaming") {
    await events.streamed(request.headers.get("content-type"), request.body);
    return accepted();
  }
  const marked = request.headers.has("brume-log-mark");
  try {
    events.answered({ payload: await read(request, RESPONSE_BYTES), marked });
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    const errorType = "Function.ResponseSizeTooLarge";
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES} bytes).`;
    events.answered({ payload: jsonBytes({ errorMessage, errorType }), errorType, marked });
    return refuse(413, "RequestEntityTooLarge", errorMessage);
  }
  return accepted();
}

async function error(events: RuntimeEvents, request: HttpRequest): Promise<HttpResponse> {
  const payload = await read(request, ERROR_BYTES);
  const errorType = request.headers.get("lambda-runtime-function-error-type") ?? "Unhandled";
  events.answered({ payload, errorType, marked: request.headers.has("brume-log-mark") });
  return accepted();
}

async function initError(events: RuntimeEvents, request: HttpRequest): Promise<HttpResponse> {
  const payload = await read(request, ERROR_BYTES);
  const errorType = request.headers.get("lambda-runtime-function-error-type") ?? "Runtime.Unknown";
  events.initFailed(errorType, payload);
  return accepted();
}

function read(request: HttpRequest, limit: number): Uint8Array | Promise<Uint8Array> {
  const here = request.body.buffered;
  return here !== undefined && here.length <= limit ? here : request.body.bytes(limit);
}

function accepted(): HttpResponse {
  return {
    status: 202,
    headers: [["Content-Type", "application/json"]],
    body: '{"status":"OK"}\n',
  };
}

function refuse(status: number, errorType: string, errorMessage: string): HttpResponse {
  return {
    status,
    headers: [["Content-Type", "application/json"]],
    body: JSON.stringify({ errorMessage, errorType }),
  };
}

/** A value as JSON bytes. */
export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** JSON that a header field can carry: what is not ASCII is escaped. */
function asciiJson(text: string): string {
  return text
    .replace(/[\r\n]/g, "")
    .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
