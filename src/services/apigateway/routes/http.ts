/** HTTP endpoints behind a method. */
import { INTEGRATION_TIMEOUT_MS, PAYLOAD_BYTES } from "../limits.ts";
import { certificateOf } from "../operations/certificates.ts";
import { type Call, type Header, Refusal, textOf, valueAt } from "./call.ts";
import { legal, type Sent } from "./integrate.ts";
import type { Answered } from "./mapping.ts";

/** Fields of the request that are the gateway's own, or the connection's. */
const DROPPED =
  /^(?:host|connection|content-length|transfer-encoding|expect|keep-alive|upgrade|te)$/i;

/** @throws Refusal INTEGRATION_FAILURE or INTEGRATION_TIMEOUT. */
export async function callHttp(call: Call, sent: Sent): Promise<Answered> {
  const { integration } = call.route;
  const proxy = integration.type === "HTTP_PROXY";
  const verb = integration.httpMethod ?? "ANY";
  const method = verb === "ANY" ? call.asked.method : verb;
  const own = proxy ? call.forwarded.filter(([name]) => !DROPPED.test(name)) : [];
  const mapped = new Set(sent.headers.map(([name]) => name.toLowerCase()));
  const headers: Header[] = [
    ...own.filter(([name]) => !mapped.has(name.toLowerCase())),
    ...sent.headers.filter(legal),
  ];
  const has = (name: string) => headers.some(([one]) => one.toLowerCase() === name);
  const bodiless = method === "GET" || method === "HEAD" || sent.body.length === 0;
  if (!bodiless && !has("content-type")) headers.push(["Content-Type", call.contentType]);
  if (!has("x-amzn-apigateway-api-id")) headers.push(["x-amzn-apigateway-api-id", call.api]);
  try {
    const answer = await fetch(urlOf(call, sent, proxy), {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      redirect: "manual",
      signal: AbortSignal.timeout(integration.timeoutInMillis ?? INTEGRATION_TIMEOUT_MS),
      ...(bodiless ? {} : { body: new Uint8Array(sent.body) }),
      ...(await tlsOf(call)),
    });
    const kept = [...answer.headers].filter(([name]) => name !== "content-encoding");
    return {
      status: answer.status,
      headers: kept,
      body: await bounded(answer),
      selector: String(answer.status),
    };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    call.integrationError = (error as Error).message;
    if ((error as Error).name === "TimeoutError")
      throw new Refusal("INTEGRATION_TIMEOUT", "Endpoint request timed out");
    throw new Refusal("INTEGRATION_FAILURE", "Internal server error", { status: 504 });
  }
}

/** How the gateway shows itself, and whether the endpoint must. */
async function tlsOf(call: Call) {
  const id = call.clientCertificateId;
  const open = call.route.integration.tlsConfig?.insecureSkipVerification;
  if (!id) return open ? { tls: { rejectUnauthorized: false } } : {};
  const { privateKey: key, pemEncodedCertificate: cert } = await call.ctx.view((tx) =>
    certificateOf(tx, id),
  );
  return { tls: { key, cert, rejectUnauthorized: !open } };
}

/** The endpoint's address with its variables filled in. */
function urlOf(call: Call, sent: Sent, proxy: boolean): string {
  const filled = (call.route.integration.uri ?? "").replaceAll(
    /\$\{((?:stageVariables|context)\.[\w.]+)\}/g,
    (_, path: string) => textOf(valueAt(call, path)) ?? "",
  );
  const url = filled.replaceAll(/\{([^}+]+)\+?\}/g, (whole, name: string) => {
    const value = sent.path.get(name) ?? (proxy ? call.parameters[name] : undefined);
    // What a greedy variable took keeps its slashes.
    return value === undefined ? whole : value.split("/").map(encoded).join("/");
  });
  const mapped = new Set(sent.query.map(([name]) => name));
  const own = proxy
    ? call.asked.query.split("&").filter((p) => p !== "" && !mapped.has(nameIn(p)))
    : [];
  const query = [
    ...own,
    ...sent.query.map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`),
  ].join("&");
  return query === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${query}`;
}

const nameIn = (pair: string): string =>
  decodeURIComponent(pair.split("=")[0]!.replaceAll("+", " "));
const encoded = (part: string): string => encodeURIComponent(part).replaceAll("%3A", ":");

/** The body, up to what API Gateway lets through. */
async function bounded(answer: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > PAYLOAD_BYTES)
      throw new Refusal("INTEGRATION_FAILURE", "Internal server error", { status: 500 });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
