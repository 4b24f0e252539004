/** Invoking functions. */
import { invalid, notJson, payloadTooLarge } from "../errors.ts";
import { enqueue } from "../events.ts";
import { placeOf } from "../functions.ts";
import { checkedPayload, invoke, resolve } from "../invoke.ts";
import { ASYNC_PAYLOAD_BYTES, SYNC_PAYLOAD_BYTES } from "../limits.ts";
import { on } from "../tables.ts";

export const Invoke = on("Invoke", async (ctx, input) => {
  const place = placeOf(ctx, input.FunctionName, input.Qualifier);
  const type = input.InvocationType ?? "RequestResponse";
  const limit = type === "Event" ? ASYNC_PAYLOAD_BYTES : SYNC_PAYLOAD_BYTES;
  if ((input.Payload?.length ?? 0) > limit) throw payloadTooLarge(limit, "InvokeFunction");
  const target = await resolve(ctx, place);
  if (type === "DryRun") return { StatusCode: 204 };
  const payload = checkedPayload(input.Payload);
  const clientContext = clientContextOf(input.ClientContext);
  const common = {
    payload,
    requestId: ctx.requestId,
    trace: ctx.facts.trace,
    ...(clientContext === undefined ? {} : { clientContext }),
  };
  if (type === "Event") {
    await enqueue(ctx, place, common);
    return { StatusCode: 202 };
  }
  const outcome = await invoke(ctx, target, { ...common, tail: input.LogType === "Tail" });
  return {
    StatusCode: 200,
    ExecutedVersion: target.version.version,
    Payload: outcome.payload,
    ...(outcome.errorType === undefined ? {} : { FunctionError: "Unhandled" }),
    ...(outcome.tail === undefined
      ? {}
      : { LogResult: Buffer.from(outcome.tail).toString("base64") }),
  };
});

export const InvokeAsync = on("InvokeAsync", async (ctx, input) => {
  const place = placeOf(ctx, input.FunctionName);
  await resolve(ctx, place);
  const pieces: Uint8Array[] = [];
  const body = input.InvokeArgs as unknown;
  if (body instanceof Uint8Array) pieces.push(body);
  else for await (const piece of streamOf(body)) pieces.push(piece);
  const payload = checkedPayload(Buffer.concat(pieces));
  if (payload.length > ASYNC_PAYLOAD_BYTES)
    throw payloadTooLarge(ASYNC_PAYLOAD_BYTES, "InvokeAsync");
  await enqueue(ctx, place, { payload, requestId: ctx.requestId, trace: ctx.facts.trace });
  return { Status: 202 };
});

function streamOf(body: unknown): AsyncIterable<Uint8Array> {
  return (body as { stream(): AsyncIterable<Uint8Array> }).stream();
}

export const InvokeWithResponseStream = on("InvokeWithResponseStream", async (ctx, input) => {
  const place = placeOf(ctx, input.FunctionName, input.Qualifier);
  if ((input.Payload?.length ?? 0) > SYNC_PAYLOAD_BYTES)
    throw payloadTooLarge(SYNC_PAYLOAD_BYTES, "InvokeWithResponseStream");
  const target = await resolve(ctx, place);
  if (input.InvocationType === "DryRun") return { StatusCode: 204 } as never;
  const payload = checkedPayload(input.Payload);
  const begun = Promise.withResolvers<{ type?: string; pieces?: AsyncIterable<Uint8Array> }>();
  const ended = invoke(ctx, target, {
    payload,
    requestId: ctx.requestId,
    trace: ctx.facts.trace,
    tail: input.LogType === "Tail",
    stream: (type, pieces) => begun.resolve({ pieces, ...(type === undefined ? {} : { type }) }),
  });
  // A function that does not stream has its whole answer sent as one piece.
  ended.then(() => begun.resolve({}), begun.reject);
  const { type, pieces } = await begun.promise;
  async function* events() {
    if (pieces !== undefined)
      for await (const Payload of pieces) yield { PayloadChunk: { Payload } };
    const outcome = await ended;
    if (outcome.payload.length > 0 && outcome.errorType === undefined)
      yield { PayloadChunk: { Payload: outcome.payload } };
    yield {
      InvokeComplete: {
        ...(outcome.errorType === undefined
          ? {}
          : {
              ErrorCode: outcome.errorType,
              ErrorDetails: Buffer.from(outcome.payload).toString(),
            }),
        ...(outcome.tail === undefined
          ? {}
          : { LogResult: Buffer.from(outcome.tail).toString("base64") }),
      },
    };
  }
  return {
    StatusCode: 200,
    ExecutedVersion: target.version.version,
    EventStream: events(),
    ...(type === undefined ? {} : { ResponseStreamContentType: type }),
  } as never;
});

/** Client context comes in base64. @throws Fault when it is not JSON in base64. */
function clientContextOf(given: string | undefined): string | undefined {
  if (given === undefined || given === "") return undefined;
  if (given.length > 3_583)
    throw invalid("Client context must be no more than 3583 bytes when base64-encoded.");
  const text = Buffer.from(given, "base64").toString();
  try {
    JSON.parse(text);
  } catch (error) {
    throw notJson(
      `Client context must be a valid Base64-encoded JSON object. ${(error as Error).message}`,
    );
  }
  return text;
}
