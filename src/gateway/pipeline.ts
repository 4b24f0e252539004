/** The life of a request, in order. */
import { Fault, notImplemented } from "#aws/fault";
import type { OperationModel, Protocol, ServiceModel, Shape } from "#aws/model";
import { Context } from "#kernel/context";
import type { Kernel } from "#kernel/kernel";
import type { Principal } from "#kernel/principal";
import type { ServiceDefinition } from "#kernel/service";
import type { Codec } from "#protocol/codec";
import { codecFor } from "#protocol/codecs";
import { eventStreamOf } from "#protocol/event-stream/events";
import { BodyMalformed, BodyTooLarge, type HttpRequest, type HttpResponse } from "#protocol/http";
import {
  decodePayload,
  dialectOf,
  missingAuthenticationToken,
  parseCredential,
  type Presented,
  verify,
} from "#protocol/sigv4/sigv4";
import { validate } from "#protocol/validation";
import { type AdminParts, admin } from "./admin.ts";
import { json } from "./answers.ts";
import { Credentials } from "./credentials.ts";
import { type Cors, withCors } from "./cors.ts";
import { type ActionParameters, type ApiTarget, hostLabels, Router } from "./routes.ts";
import { unknownOperation, unknownTarget } from "./unknown.ts";

/** A body of an operation that says nothing else is read up to this. */
const BODY_LIMIT_BYTES = 12 * 1024 * 1024;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

export class Pipeline {
  readonly #router: Router;
  readonly #credentials: Credentials;

  constructor(
    readonly kernel: Kernel,
    readonly parts: AdminParts,
    readonly cors: Cors,
  ) {
    this.#router = new Router(kernel.options.services);
    this.#credentials = new Credentials(kernel);
  }

  /** Answers any request; what no service owns gets a plain 404. */
  readonly handle = (request: HttpRequest): Promise<HttpResponse> => {
    const { path } = request;
    const origin = request.headers.get("origin");
    if (origin !== undefined) return this.#fromBrowser(request, origin);
    if (path.startsWith("/_brume/") || path.startsWith("/_localstack/"))
      return this.#admin(request);
    return this.#serve(request);
  };

  async #admin(request: HttpRequest): Promise<HttpResponse> {
    return (await admin(this.parts, request)) ?? json(404, { error: "NotFound" });
  }

  async #fromBrowser(request: HttpRequest, origin: string): Promise<HttpResponse> {
    const own = await admin(this.parts, request);
    if (own !== undefined) return own;
    return withCors(this.cors, request, origin, () => this.#serve(request));
  }

  async #serve(request: HttpRequest): Promise<HttpResponse> {
    const requestId = this.kernel.chance.uuid();
    for (const plane of this.#router.dataPlanes(request)) {
      const answered = await this.#data(plane, request, requestId);
      if (answered !== undefined) return answered;
    }
    let codec: Codec | undefined;
    let operation: OperationModel | undefined;
    let definition: ServiceDefinition | undefined;
    try {
      const presented = parseCredential(request);
      const read = await this.#target(request, presented);
      const { target } = read;
      if (target === undefined) return unknownTarget(request);
      operation = target.operation;
      codec = codecFor(target.model, target.protocol);
      const id = target.model.id;
      if (operation !== undefined && !this.kernel.services.has(id))
        throw notImplemented(`${id}:${operation.name}`);
      if (operation === undefined && !this.kernel.services.has(id)) throw unknownOperation(target);
      definition = this.kernel.ready(id) ?? (await this.kernel.load(id));
      if (operation === undefined) throw unknownOperation(target);
      const answered = await this.#operate(
        request,
        presented,
        target,
        definition,
        operation,
        codec,
        requestId,
        read.body,
      );
      return definition.crossOrigin === undefined
        ? answered
        : await this.#crossOrigin(definition, request, answered);
    } catch (error) {
      const fault = asFault(error, requestId, codec);
      if (codec !== undefined) {
        const answered = codec.serializeFault(operation, fault, requestId);
        return definition?.crossOrigin === undefined
          ? answered
          : this.#crossOrigin(definition, request, answered);
      }
      return json(fault.status, { __type: fault.code, message: fault.message, requestId });
    }
  }

  /** Adds what the service lets pages of other origins see. */
  async #crossOrigin(
    definition: ServiceDefinition,
    request: HttpRequest,
    answered: HttpResponse,
  ): Promise<HttpResponse> {
    if (!request.headers.has("origin")) return answered;
    const ctx = this.kernel.contextFor(definition, {
      account: this.kernel.options.defaultAccount,
      region: this.kernel.options.defaultRegion,
      via: "port",
      operation: "cross origin",
    });
    return withFields(answered, (await definition.crossOrigin?.(ctx, request)) ?? []);
  }

  async #operate(
    request: HttpRequest,
    presented: Presented | undefined,
    target: ApiTarget,
    definition: ServiceDefinition,
    operation: OperationModel,
    codec: Codec,
    requestId: string,
    alreadyRead: Uint8Array | undefined,
  ): Promise<HttpResponse> {
    const s3 = target.model.id === "s3";
    const found = this.#credentials.of(presented, request, s3);
    const credential = found instanceof Promise ? await found : found;
    const limit = definition.bodyLimitBytes ?? BODY_LIMIT_BYTES;
    const streaming = streams(target.model, operation);
    const whole = streaming ? undefined : (alreadyRead ?? (await wholeBody(request, limit)));
    if (this.kernel.options.iam === "enforce")
      this.#mustBeSigned(request, presented, definition, operation);
    if (presented !== undefined && this.kernel.options.iam === "enforce")
      verify(
        presented,
        request,
        credential,
        whole,
        this.kernel.clock.now(),
        s3,
        this.kernel.clock.offset,
      );
    const payload = decodePayload(request, presented, credential, whole);
    const principal: Principal = credential.principal;
    const now = this.kernel.clock.now();
    const ctx = new Context(this.kernel, definition, {
      account:
        principal.kind === "anonymous" ? this.kernel.options.defaultAccount : principal.account,
      region: this.#region(request, presented),
      principal,
      requestId,
      trace: traceOf(request) ?? requestId,
      now,
      via: "port",
      operation: operation.name,
      origin: originOf(request, this.kernel),
      signal: undefined,
      http: request,
    });
    const parsed = codec.parse(operation, payload.request, payload.body, target.labels);
    const input = parsed instanceof Promise ? await parsed : parsed;
    const own =
      definition.validate?.(operation.name, input) ?? (definition.validate ? undefined : "model");
    const invalid =
      own === "model" ? validate(target.model, operation, input, target.protocol) : own;
    if (invalid !== undefined) throw invalid;
    if (definition.answered === undefined) {
      const output = await this.kernel.run(ctx, input, false);
      return codec.serialize(operation, (output ?? {}) as Record<string, unknown>, requestId);
    }
    let response: HttpResponse | undefined;
    let fault: Fault | undefined;
    try {
      const output = await this.kernel.run(ctx, input, false);
      response = codec.serialize(operation, (output ?? {}) as Record<string, unknown>, requestId);
      return response;
    } catch (error) {
      fault = asFault(error, requestId, codec);
      throw fault;
    } finally {
      definition.answered(ctx, {
        request,
        input,
        status: response?.status ?? fault!.status,
        errorCode: fault?.code,
        bytesSent: response === undefined ? 0 : lengthOf(response),
        tookMs: this.kernel.clock.now() - now,
      });
    }
  }

  /** S3 has anonymous requests, and some operations take no signature; all others need one. */
  #mustBeSigned(
    request: HttpRequest,
    presented: Presented | undefined,
    { id, authorization }: ServiceDefinition,
    { name, unsigned }: OperationModel,
  ): void {
    if (presented !== undefined || unsigned || id === "s3") return;
    if (authorization?.unsigned?.includes(name)) return;
    throw missingAuthenticationToken(dialectOf(request, false));
  }

  async #target(
    request: HttpRequest,
    presented: Presented | undefined,
  ): Promise<{ target: ApiTarget | undefined; body?: Uint8Array }> {
    const named = this.#router.byTarget(request);
    if (named !== undefined) return { target: named };
    const type = request.headers.get("content-type");
    const form = type?.startsWith("application/x-www-form-urlencoded") ?? false;
    const body = form ? await wholeBody(request, BODY_LIMIT_BYTES) : undefined;
    const action = (): ActionParameters => {
      const text =
        request.query + (body === undefined ? "" : "&" + Buffer.from(body).toString("latin1"));
      return { action: parameter(text, "Action"), version: parameter(text, "Version") };
    };
    const target = this.#router.resolve(request, presented?.service, action);
    return body === undefined ? { target } : { target, body };
  }

  async #data(
    id: string,
    request: HttpRequest,
    requestId: string,
  ): Promise<HttpResponse | undefined> {
    try {
      const definition = this.kernel.ready(id) ?? (await this.kernel.load(id));
      const presented = parseCredential(request);
      const found = await this.#credentials.of(presented, request, id === "s3");
      const ctx = new Context(this.kernel, definition, {
        account:
          found.principal.kind === "anonymous"
            ? this.kernel.options.defaultAccount
            : found.principal.account,
        region: this.#region(request, presented),
        principal: found.principal,
        requestId,
        trace: traceOf(request) ?? requestId,
        now: this.kernel.clock.now(),
        via: "port",
        operation: "data plane",
        origin: originOf(request, this.kernel),
        signal: undefined,
        http: request,
      });
      return await definition.routes?.(ctx, request);
    } catch (error) {
      const fault = asFault(error, requestId);
      return {
        status: fault.status,
        headers: [
          ["content-type", "application/json"],
          ["x-amzn-requestid", requestId],
          ["x-amzn-errortype", fault.code],
        ],
        body: JSON.stringify({ message: fault.message, code: fault.code }),
      };
    }
  }

  #region(request: HttpRequest, presented: Presented | undefined): string {
    if (presented?.region && REGION.test(presented.region)) return presented.region;
    if (request.host.includes("-"))
      for (const label of hostLabels(request.host)) if (REGION.test(label)) return label;
    return this.kernel.options.defaultRegion;
  }
}

/** Bytes of a body, as far as they are known before it is sent. */
function lengthOf({ body, headers }: HttpResponse): number {
  if (body === undefined) return 0;
  if (typeof body === "string") return Buffer.byteLength(body);
  if (body instanceof Uint8Array) return body.length;
  if ("file" in body) return body.end - body.start;
  return Number(headers.find(([name]) => name.toLowerCase() === "content-length")?.[1] ?? 0);
}

function withFields(response: HttpResponse, fields: HttpResponse["headers"]): HttpResponse {
  return fields.length === 0
    ? response
    : { ...response, headers: [...response.headers, ...fields] };
}

/** The body already here, or a promise of it. */
function wholeBody(request: HttpRequest, limit: number): Uint8Array | Promise<Uint8Array> {
  const here = request.body.buffered;
  return here !== undefined && here.length <= limit ? here : request.body.bytes(limit);
}

/** By operation: its shapes never change, and every request asks. */
const STREAMING = new WeakMap<OperationModel, boolean>();

/** Whether an operation's input has a streamed member, so that its body is not read whole. */
function streams(model: ServiceModel, operation: OperationModel): boolean {
  let known = STREAMING.get(operation);
  if (known === undefined) {
    const shape = operation.input === undefined ? undefined : model.shapes[operation.input];
    known =
      shape !== undefined &&
      (hasStream(model, shape) || eventStreamOf(model, operation, "input") !== undefined);
    STREAMING.set(operation, known);
  }
  return known;
}

function hasStream(model: ServiceModel, shape: Shape): boolean {
  if (shape.type !== "structure" || shape.payload === undefined) return false;
  const member = shape.members[shape.payload];
  const target = member === undefined ? undefined : model.shapes[member.shape];
  return member?.streaming === true || (target?.type === "blob" && target.streaming === true);
}

function parameter(text: string, name: string): string | undefined {
  const at = text.startsWith(`${name}=`) ? 0 : text.indexOf(`&${name}=`) + 1;
  if (at === 0 && !text.startsWith(`${name}=`)) return undefined;
  const end = text.indexOf("&", at);
  const raw = text.slice(at + name.length + 1, end < 0 ? undefined : end);
  return /^[\w.-]*$/.test(raw) ? raw : undefined;
}

function traceOf(request: HttpRequest): string | undefined {
  const header = request.headers.get("x-amzn-trace-id");
  return header === undefined || header.length > 256 ? undefined : header;
}

function originOf(request: HttpRequest, kernel: Kernel): string {
  if (request.host === "") return kernel.options.origin();
  return `${request.secure ? "https" : "http"}://${request.host}`;
}

/** What each protocol calls a body that broke off. */
const INCOMPLETE: Readonly<Record<Protocol, string>> = {
  "aws-json-1.0": "SerializationException",
  "aws-json-1.1": "SerializationException",
  "rest-json": "SerializationException",
  "rpc-cbor": "SerializationException",
  "rest-xml": "IncompleteBody",
  query: "MalformedQueryString",
  "ec2-query": "MalformedQueryString",
};

/** Any error as a fault; what is no fault is a bug, logged with the request id. */
function asFault(error: unknown, requestId: string, codec?: Codec): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof BodyTooLarge) return new Fault("RequestEntityTooLarge", error.message, 413);
  if (error instanceof BodyMalformed)
    return new Fault(INCOMPLETE[codec?.protocol ?? "rest-json"], error.message, 400);
  const { code } = error as { code?: string };
  if (code === "ENOSPC" || code === "SQLITE_FULL" || code === "EDQUOT")
    return new Fault(
      "ServiceUnavailable",
      "The disk that holds Brume's data is full; nothing was changed.",
      503,
    );
  console.error(`bug: request ${requestId}:`, error);
  return new Fault(
    "InternalFailure",
    `The request processing has failed because of an unknown error (request ${requestId}).`,
    500,
  );
}

export type { Protocol };
