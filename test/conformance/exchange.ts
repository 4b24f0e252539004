/** One exchange between an official client and our codecs, in either direction. */
import { Readable } from "node:stream";
import { Fault } from "#aws/fault";
import type { Member, OperationModel, Protocol, ServiceModel, StructureShape } from "#aws/model";
import type { Codec, Value } from "#protocol/codec";
import { eventStreamOf } from "#protocol/event-stream/events";
import { EntryFields } from "#protocol/http1/headers";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import { restRouter } from "#protocol/routes";
import { decodePayload } from "#protocol/sigv4/sigv4";
import type { ClientRequest, ClientResponse, OfficialClient } from "./clients.ts";
import { difference, forClient, fromClient } from "./comparison.ts";
import { exampleOf, type Extent } from "./examples.ts";

export interface Party {
  readonly model: ServiceModel;
  readonly protocol: Protocol;
  readonly codec: Codec;
  readonly client: OfficialClient;
}

const REQUEST_ID = "11111111-2222-3333-4444-555555555555";

/** The client encodes; ours reads. Undefined when both mean the same, else what differs. */
export async function requestOf(
  party: Party,
  operation: OperationModel,
  extent: Extent,
): Promise<string | undefined> {
  const { model, codec, client } = party;
  const schema = client.schema(operation.name)?.[4];
  const made = operation.input === undefined ? {} : exampleOf(model, operation.input, extent);
  const member: Member = { shape: operation.input ?? "" };
  const input = operation.input === undefined ? {} : fromSchema(model, member, made, schema);
  let parsed: Value | undefined;
  let trouble: string | undefined;
  try {
    const sent = operation.input === undefined ? {} : forClient(model, member, input);
    await client.send(operation.name, sent, async (request) => {
      const read = httpRequest(request);
      const found = routeOf(party, operation, read.request);
      if (typeof found === "string") trouble = found;
      else
        try {
          const input = await codec.parse(operation, read.request, read.body, found);
          const stream = eventStreamOf(model, operation, "input")?.member;
          if (stream !== undefined) input[stream] = await firstOf(input[stream]);
          parsed = input;
        } catch (error) {
          trouble = `parse: ${words(error)}`;
        }
      throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) return `client: ${words(error)}`;
  }
  if (trouble !== undefined) return trouble;
  if (operation.input === undefined) return undefined;
  return difference(model, member, input, parsed, { extras: operation.name });
}

/** Ours writes an output; the client reads. */
export async function responseOf(
  party: Party,
  operation: OperationModel,
  extent: Extent,
): Promise<string | undefined> {
  const { model, codec, client } = party;
  const member: Member = { shape: operation.output ?? "" };
  const schema = client.schema(operation.name)?.[5];
  const made = operation.output === undefined ? {} : exampleOf(model, operation.output, extent);
  const output = operation.output === undefined ? {} : fromSchema(model, member, made, schema);
  const streams = streamingOf(model, operation);
  let trouble: string | undefined;
  try {
    const answer = await client.send(operation.name, minimal(party, operation), () => {
      try {
        return httpResponse(
          codec.serialize(operation, streamed(output, streams), REQUEST_ID),
          streams.length > 0,
        );
      } catch (error) {
        trouble = `serialize: ${words(error)}`;
        throw error;
      }
    });
    if (operation.output === undefined) return undefined;
    const { $metadata, ...read } = answer;
    return difference(model, member, output, await fromClient(model, member, read), {});
  } catch (error) {
    return trouble ?? `client: ${words(error)}`;
  }
}

/** Ours writes a modelled error; the client throws it. */
export async function errorOf(
  party: Party,
  operation: OperationModel,
  name: string,
): Promise<string | undefined> {
  const { model, codec, client } = party;
  const shape = model.shapes[name] as StructureShape;
  const made = exampleOf(model, name, "all");
  const key = Object.keys(made).find((one) => one.toLowerCase() === "message");
  const message = `The words of ${name} & <more>.`;
  const details = { ...made };
  if (key !== undefined) delete details[key];
  const status = shape.error?.status ?? (shape.error?.senderFault === false ? 500 : 400);
  try {
    await client.send(operation.name, minimal(party, operation), () =>
      httpResponse(
        codec.serializeFault(operation, new Fault(name, message, status, details), REQUEST_ID),
        false,
      ),
    );
    return "no error was thrown";
  } catch (error) {
    const thrown = error as Error & Record<string, unknown>;
    if (thrown.name !== name) return `name: ${thrown.name} (${thrown.message}) for ${name}`;
    if (key !== undefined && thrown.message !== message) return `message: ${thrown.message}`;
    const metadata = thrown["$metadata"] as { httpStatusCode?: number; requestId?: string };
    if (metadata.httpStatusCode !== status) return `status: ${metadata.httpStatusCode}`;
    if (metadata.requestId !== REQUEST_ID) return `request id: ${metadata.requestId}`;
    const known = Object.fromEntries(Object.keys(details).map((one) => [one, thrown[one]]));
    const member = { shape: name };
    return difference(model, member, details, await fromClient(model, member, known), {
      unknown: true,
    });
  }
}

/** Ends a send once its request has been seen. */
class Enough extends Error {}

const words = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error);

function minimal({ model }: Party, operation: OperationModel): unknown {
  if (operation.input === undefined) return {};
  const member = { shape: operation.input };
  return forClient(model, member, exampleOf(model, operation.input, "required"));
}

/** A value without the members that this version of the client does not know. */
function fromSchema(
  model: ServiceModel,
  member: Member,
  value: unknown,
  schema: unknown,
): Record<string, unknown> {
  return pruned(model, member, value, schema) as Record<string, unknown>;
}

/**
 * The clients' schemas: `[3, namespace, name, traits, names, schemas]` a structure (4 a union, -3 an
 * error), 1 a list and 2 a map with what they hold at 4 and 5; functions stand for later ones, and
 * `[0, ...]` or a pair wraps a member with its traits.
 */
function pruned(model: ServiceModel, member: Member, value: unknown, given: unknown): unknown {
  let schema = given;
  for (let i = 0; i < 4; i++) {
    if (typeof schema === "function") schema = (schema as () => unknown)();
    else if (Array.isArray(schema) && typeof schema[0] !== "number") schema = schema[0];
  }
  const shape = model.shapes[member.shape]!;
  if (!Array.isArray(schema) || typeof value !== "object" || value === null) return value;
  if (shape.type === "structure" && Array.isArray(schema[4])) {
    const out: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(value)) {
      const at = schema[4].indexOf(name);
      const target = shape.members[name];
      if (at >= 0 && target !== undefined) out[name] = pruned(model, target, inner, schema[5][at]);
    }
    return out;
  }
  if (shape.type === "list" && Array.isArray(value))
    return value.map((item) => pruned(model, shape.member, item, schema[4]));
  if (shape.type === "map")
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        pruned(model, shape.value, inner, schema[5]),
      ]),
    );
  return value;
}

/** The labels of a request, or what is wrong with where it goes. */
function routeOf(
  { model, protocol }: Party,
  operation: OperationModel,
  request: HttpRequest,
): Record<string, string> | string {
  switch (protocol) {
    case "rest-json":
    case "rest-xml": {
      const match = restRouter(model)(request);
      if (match?.operation.name !== operation.name)
        return `route: ${request.method} ${request.path}?${request.query} is ${match?.operation.name}`;
      return match.labels;
    }
    case "aws-json-1.0":
    case "aws-json-1.1": {
      const target = request.headers.get("x-amz-target");
      const wanted = `${model.targetPrefix}.${operation.name}`;
      // CloudTrail's prefix stands behind a package's name in botocore's model, but not in Smithy's.
      return target === wanted || (target !== undefined && wanted.endsWith(`.${target}`))
        ? {}
        : `target: ${target}`;
    }
    case "rpc-cbor":
      return request.path.endsWith(`/operation/${operation.name}`) ? {} : `path: ${request.path}`;
    default:
      return {};
  }
}

/** The one event that a stream of ours holds. */
async function firstOf(events: unknown): Promise<unknown> {
  for await (const event of events as AsyncIterable<unknown>) return event;
  return undefined;
}

function httpRequest(given: ClientRequest): {
  request: HttpRequest;
  body: Uint8Array | undefined;
} {
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(given.query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      pairs.push(one === null ? escaped(key) : `${escaped(key)}=${escaped(String(one))}`);
  const streamed = given.body instanceof Readable ? given.body : undefined;
  const body =
    given.body === undefined
      ? new Uint8Array()
      : typeof given.body === "string"
        ? Buffer.from(given.body)
        : streamed === undefined
          ? (given.body as Uint8Array)
          : undefined;
  const request: HttpRequest = {
    method: given.method,
    path: given.path,
    query: pairs.join("&"),
    headers: new EntryFields(Object.entries(given.headers)),
    host: "localhost:4566",
    secure: false,
    httpVersion: "1.1",
    remoteAddress: "127.0.0.1",
    body: { stream: () => streamed } as never,
    signal: new AbortController().signal,
  };
  return decodePayload(request, undefined, undefined, body);
}

/** As the clients' own HTTP handler writes query strings. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

function httpResponse(response: HttpResponse, streaming: boolean): ClientResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  const { body } = response;
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) {
    const bytes = typeof body === "string" ? Buffer.from(body) : (body ?? new Uint8Array());
    return {
      statusCode: response.status,
      headers,
      body: streaming ? Readable.from([Buffer.from(bytes)]) : bytes,
    };
  }
  return {
    statusCode: response.status,
    headers,
    body: Readable.from(body as AsyncIterable<Uint8Array>),
  };
}

/** Output members that are sent piece by piece: blobs, and streams of events. */
function streamingOf(model: ServiceModel, operation: OperationModel): string[] {
  const shape = operation.output === undefined ? undefined : model.shapes[operation.output];
  if (shape?.type !== "structure") return [];
  return Object.entries(shape.members)
    .filter(([, member]) => {
      const target = model.shapes[member.shape]!;
      return (
        member.streaming ||
        (target.type === "blob" && target.streaming) ||
        (target.type === "structure" && target.eventStream)
      );
    })
    .map(([name]) => name);
}

/** Streams of events hold the one event that the example has. */
function streamed(output: Record<string, unknown>, streams: readonly string[]): Value {
  const out: Value = { ...output };
  for (const name of streams) {
    const held = out[name];
    if (held === undefined || held instanceof Uint8Array) continue;
    out[name] = (async function* () {
      yield held;
    })();
  }
  return out;
}
