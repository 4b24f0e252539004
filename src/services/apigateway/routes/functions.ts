/** Lambda behind a method: proxied, and with mapping templates. */
import { Fault } from "#aws/fault";
import { response1 } from "#aws/proxy-event";
import type { Output } from "#kernel/service";
import { servicePrincipal } from "#kernel/principal";
import type { HttpResponse } from "#protocol/http";
import { INTEGRATION_TIMEOUT_MS } from "../limits.ts";
import { functionIn } from "./authorize.ts";
import { type Call, type Header, ids, isBinary, type Json, Refusal, remapped } from "./call.ts";
import { eventOf } from "./events.ts";
import { broken, type Sent, timed } from "./integrate.ts";
import type { Answered } from "./mapping.ts";

/** Sends the whole request as an event, and answers what the function says. @throws Refusal */
export async function proxyFunction(call: Call): Promise<HttpResponse> {
  let value: unknown;
  await timed(call, async () => {
    const event = new TextEncoder().encode(JSON.stringify(eventOf(call)));
    const output = await invoked(call, event, false);
    const text = Buffer.from(bytesOf(output)).toString();
    if (output.FunctionError !== undefined) {
      call.integrationError = text;
      throw malformed();
    }
    value = parsed(text);
    return { status: 200, headers: [], body: new Uint8Array(0), selector: "" };
  });
  const response = response1(value);
  if (response === undefined) throw malformed();
  const type = response.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return {
    status: response.status,
    headers: [
      ...remapped(response.headers),
      ...(type === undefined ? [["content-type", "application/json"] as const] : []),
      ...ids(call),
    ],
    body: unencoded(call, value as Json, response.body),
  };
}

/** Base64 stays text unless the API takes binary types. */
function unencoded(call: Call, value: Json, body: Uint8Array): Uint8Array {
  if (value["isBase64Encoded"] !== true) return body;
  const accepted = call.header("accept")?.split(",")[0];
  const kinds = call.deployment.settings;
  return isBinary(kinds, accepted) || isBinary(kinds, undefined)
    ? body
    : new TextEncoder().encode(String(value["body"] ?? ""));
}

const malformed = (): Refusal =>
  new Refusal("DEFAULT_5XX", "Internal server error", {
    status: 502,
    errorType: "InternalServerErrorException",
  });

/** Sends the mapped body as the event. @throws Refusal */
export async function callFunction(call: Call, sent: Sent): Promise<Answered> {
  const asked = sent.headers.find(([name]) => /^x-amz-invocation-type$/i.test(name))?.[1];
  const output = await invoked(call, sent.body.length === 0 ? EMPTY : sent.body, asked === "Event");
  const body = bytesOf(output);
  const said =
    output.FunctionError === undefined ? undefined : parsed(Buffer.from(body).toString());
  const headers: Header[] = [["content-type", "application/json"]];
  if (output.FunctionError !== undefined)
    headers.push(["x-amz-function-error", output.FunctionError]);
  return {
    status: output.StatusCode ?? 200,
    headers,
    body,
    // Without an error there is nothing to select by: the default response it is.
    selector: String((said as Json | undefined)?.["errorMessage"] ?? ""),
  };
}

const EMPTY = new TextEncoder().encode("{}");

async function invoked(
  call: Call,
  Payload: Uint8Array,
  asynchronous: boolean,
): Promise<Output<"lambda", "Invoke">> {
  const { ctx } = call;
  const { integration } = call.route;
  const FunctionName = functionIn(integration.uri ?? "", call);
  const work = async () => {
    const { credentials } = integration;
    const principal = credentials
      ? await actor(call, credentials)
      : servicePrincipal("apigateway.amazonaws.com", ctx.account);
    return ctx.call(
      "lambda",
      "Invoke",
      { FunctionName, Payload, ...(asynchronous ? { InvocationType: "Event" as const } : {}) },
      { principal, sourceArn: call.sourceArn },
    );
  };
  try {
    return await within(call, work);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The caller of an API learns nothing of what is behind it; the request log has the fault.
    call.integrationError = (error as Error).message;
    throw broken();
  }
}

/** Who an integration acts as: its role, or the caller where it says so. @throws Refusal */
export async function actor(call: Call, credentials: string) {
  const { ctx } = call;
  if (credentials === "arn:aws:iam::*:user/*") return ctx.principal;
  try {
    return await ctx.kernel.roleSession(credentials, "apigateway", ctx.account);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    call.integrationError = "API Gateway does not have permission to assume the provided role";
    throw broken();
  }
}

/** Bounds a call by the integration's timeout, in real time. @throws Refusal INTEGRATION_TIMEOUT */
export function within<T>(call: Call, work: () => Promise<T>): Promise<T> {
  const limit = call.route.integration.timeoutInMillis ?? INTEGRATION_TIMEOUT_MS;
  return new Promise<T>((resolve, reject) => {
    const timer = call.ctx.clock.afterReal(limit, () =>
      reject(new Refusal("INTEGRATION_TIMEOUT", "Endpoint request timed out")),
    );
    work()
      .then(resolve, reject)
      .finally(() => timer.cancel());
  });
}

const bytesOf = (output: Output<"lambda", "Invoke">): Uint8Array =>
  (output.Payload as Uint8Array | undefined) ?? new Uint8Array(0);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
