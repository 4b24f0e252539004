/** Other services behind a method, by action or by path, as the integration's role. */
import { readFile } from "node:fs/promises";
import { Fault } from "#aws/fault";
import { loadModel, serviceIndex } from "#aws/models";
import type { OperationModel, Protocol, ServiceModel } from "#aws/model";
import { codecFor } from "#protocol/codecs";
import type { Body, HttpRequest, HttpResponse } from "#protocol/http";
import { EntryFields, NO_FIELDS } from "#protocol/http1/headers";
import { restRouter } from "#protocol/routes";
import { PAYLOAD_BYTES } from "../limits.ts";
import { type Call, type Header, Refusal, textOf, valueAt } from "./call.ts";
import { actor, within } from "./functions.ts";
import { broken, type Sent } from "./integrate.ts";
import type { Answered } from "./mapping.ts";

interface Target {
  readonly model: ServiceModel;
  readonly protocol: Protocol;
  readonly operation: OperationModel;
  readonly labels: Readonly<Record<string, string>>;
}

/** @throws Refusal */
export async function callAws(call: Call, sent: Sent): Promise<Answered> {
  const { integration } = call.route;
  const uri = filled(call, sent, integration.uri ?? "");
  const [, region, service = "", kind, rest = ""] =
    /^arn:[^:]+:apigateway:([^:]+):([^:]+):(path|action)\/(.+)$/s.exec(uri) ?? [];
  const name = service.split(".").at(-1)!;
  const model = modelOf(name);
  if (model === undefined || !integration.credentials) throw broken();
  const request = requestOf(call, sent, kind === "action", rest, service);
  const target = targetOf(model, request.message, request.action);
  if (target === undefined) throw broken();
  return within(call, () => run(call, target, request.message, region!));
}

function filled(call: Call, sent: Sent, uri: string): string {
  return uri
    .replaceAll(
      /\$\{((?:stageVariables|context)\.[\w.]+)\}/g,
      (_, path: string) => textOf(valueAt(call, path)) ?? "",
    )
    .replaceAll(/\{([^}+]+)\+?\}/g, (whole, name: string) => sent.path.get(name) ?? whole);
}

function modelOf(name: string): ServiceModel | undefined {
  const entry = serviceIndex().find(
    (one) => one.endpointPrefix === name || one.signingName === name || one.id === name,
  );
  return entry === undefined ? undefined : loadModel(entry.id);
}

/** The request as the service would get it. */
function requestOf(call: Call, sent: Sent, action: boolean, rest: string, service: string) {
  const [path = "", inUri = ""] = action
    ? ["", rest.split("&").slice(1).join("&")]
    : rest.split("?");
  const asked = action ? rest.split("&")[0] : undefined;
  const pairs = sent.query.map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`);
  const query = [inUri, ...pairs].filter((one) => one !== "").join("&");
  const has = (name: string) => sent.headers.some(([own]) => own.toLowerCase() === name);
  const headers: Header[] = [...sent.headers];
  if (!has("content-type")) headers.push(["Content-Type", call.contentType]);
  headers.push(["Content-Length", String(sent.body.length)]);
  const [sub, ...above] = service.split(".");
  // A bucket may stand before the service's name, as it does in S3's hosts.
  const bucket = above.length > 0 ? `/${sub}` : "";
  const message: HttpRequest = {
    method: call.route.integration.httpMethod ?? "POST",
    path: action ? "/" : `${bucket}/${path.replace(/^\//, "")}`,
    query: asked !== undefined && query === "" ? "" : query,
    headers: new EntryFields(headers),
    host: "",
    secure: false,
    httpVersion: "1.1",
    remoteAddress: call.asked.sourceIp,
    body: bodyOf(sent.body),
    signal: call.ctx.signal ?? new AbortController().signal,
  };
  return { message, action: asked };
}

function bodyOf(bytes: Uint8Array): Body {
  return {
    length: bytes.length,
    buffered: bytes,
    bytes: () => Promise.resolve(bytes),
    async *stream() {
      yield bytes;
    },
    trailers: () => NO_FIELDS,
  };
}

/** The operation by what each protocol names it in. */
function targetOf(
  model: ServiceModel,
  message: HttpRequest,
  action: string | undefined,
): Target | undefined {
  const operationOf = (name: string | undefined) =>
    name !== undefined && Object.hasOwn(model.operations, name)
      ? model.operations[name]
      : undefined;
  const json = model.protocols.find((one) => one.startsWith("aws-json"));
  const query = model.protocols.find((one) => one === "query" || one === "ec2-query");
  const form = /x-www-form-urlencoded/.test(message.headers.get("content-type") ?? "");
  const target = message.headers.get("x-amz-target")?.split(".").at(-1);
  const parameters = new URLSearchParams(message.query);
  if (form)
    for (const [name, value] of new URLSearchParams(
      Buffer.from(message.body.buffered ?? []).toString(),
    ))
      if (name === "Action") parameters.set(name, value);
  const named = action ?? parameters.get("Action") ?? undefined;
  const queried = query !== undefined && (form || parameters.size > 0 || json === undefined);
  const protocol = target !== undefined ? json : queried ? query : json;
  const operation = operationOf(target ?? named);
  if (protocol !== undefined && operation !== undefined)
    return { model, protocol, operation, labels: {} };
  const rest = model.protocols.find((one) => one === "rest-json" || one === "rest-xml");
  const found = rest === undefined ? undefined : restRouter(model)(message);
  return found === undefined ? undefined : { model, protocol: rest!, ...found };
}

async function run(
  call: Call,
  target: Target,
  message: HttpRequest,
  region: string,
): Promise<Answered> {
  const { ctx } = call;
  const { model, protocol, operation, labels } = target;
  const codec = codecFor(model, protocol);
  const id = ctx.requestId;
  const principal = await actor(call, call.route.integration.credentials!);
  let response: HttpResponse;
  try {
    const input = await codec.parse(
      operation,
      named(message, protocol, operation),
      message.body.buffered,
      labels,
    );
    const output = (await ctx.kernel.call(ctx.facts, model.id, operation.name, input, {
      principal,
      region,
      sourceArn: call.sourceArn,
    })) as Record<string, unknown> | undefined;
    response =
      protocol === "query" && !/xml/.test(message.headers.get("accept") ?? "")
        ? inJson(operation.name, output ?? {}, id)
        : codec.serialize(operation, output ?? {}, id);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    call.integrationError = error.message;
    response = codec.serializeFault(operation, error, id);
  }
  const { status, headers } = response;
  return { status, headers, body: await collected(response.body), selector: String(status) };
}

/** A query's parameters may stand in the URL, where a form's are read from the body. */
function named(message: HttpRequest, protocol: Protocol, { name }: OperationModel): HttpRequest {
  if (protocol !== "query" && protocol !== "ec2-query") return message;
  return /(?:^|&)Action=/.test(message.query)
    ? message
    : { ...message, query: [`Action=${name}`, message.query].filter((o) => o !== "").join("&") };
}

/** Query services answer API Gateway in JSON, which it asks for. */
function inJson(
  operation: string,
  output: Record<string, unknown>,
  RequestId: string,
): HttpResponse {
  const body = {
    [`${operation}Response`]: {
      [`${operation}Result`]: Object.keys(output).length === 0 ? null : output,
      ResponseMetadata: { RequestId },
    },
  };
  return {
    status: 200,
    headers: [["content-type", "application/json"]],
    body: JSON.stringify(body),
  };
}

async function collected(body: HttpResponse["body"]): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array(0);
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if ("file" in body) {
    if (body.end - body.start > PAYLOAD_BYTES) throw tooLarge();
    const bytes = await readFile(body.file);
    body.release?.();
    return bytes.subarray(body.start, body.end);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > PAYLOAD_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (): Refusal =>
  new Refusal("INTEGRATION_FAILURE", "Internal server error", { status: 500 });
