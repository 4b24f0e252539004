/** How a command finds the Brume that is meant, and talks to it. */
import type { IncomingMessage } from "node:http";
import { resolve } from "node:path";
import { runningIn } from "../lock.ts";
import { CommandError, type Terminal } from "./command.ts";

export const WHERE = { "--port": "value", "--data": "value" } as const;
export const WHERE_SAYS =
  "  --port <number>   Which Brume, by its port [BRUME_PORT]\n" +
  "  --data <folder>   ... or by its data folder [BRUME_DATA]\n";

export interface Address {
  /** "http://127.0.0.1:4566". */
  readonly url: string;
  /** Where requests that name no region go. */
  readonly region: string;
}

/**
 * The Brume that is meant: by --port, by --data, by BRUME_PORT, by BRUME_DATA, the one of
 * ./.brume, or else the one on the usual port.
 * @throws CommandError when a folder is named on which none runs: another would be the wrong one.
 */
export function addressOf(values: ReadonlyMap<string, string>, terminal: Terminal): Address {
  const { environment } = terminal;
  const region = environment["BRUME_REGION"] || "us-east-1";
  const onPort = (port: string): Address => {
    if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
      throw new CommandError(`--port takes a number from 1 to 65535, not "${port}".`, 2);
    return { url: `http://127.0.0.1:${port}`, region };
  };
  const port = values.get("--port");
  if (port !== undefined) return onPort(port);
  const variable = environment["BRUME_PORT"];
  const named = values.get("--data");
  if (named === undefined && variable !== undefined && Number(variable) !== 0)
    return onPort(variable);
  const folder = folderOf(values, terminal);
  const running = runningIn(folder);
  if (running !== undefined && running.url !== "")
    return { url: running.url, region: running.region ?? region };
  if (named !== undefined) throw new CommandError(`No Brume runs on ${folder}.`);
  return onPort("4566");
}

/** The data folder that is meant, absolute. */
export function folderOf(values: ReadonlyMap<string, string>, terminal: Terminal): string {
  return resolve(values.get("--data") ?? (terminal.environment["BRUME_DATA"] || ".brume"));
}

/**
 * Calls the admin API.
 * @throws CommandError when nothing answers, or it refuses.
 */
export async function callAdmin<T>(
  { url }: Address,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  return answerOf<T>(
    await send(url, method, path, {}, body === undefined ? undefined : JSON.stringify(body)),
  );
}

/**
 * Calls an operation of a JSON service in the address's region, as the default account's root.
 * @param target X-Amz-Target, e.g. "Logs_20140328.FilterLogEvents".
 * @throws CommandError with AWS's message.
 */
export async function callService<T>(
  { url, region }: Address,
  service: string,
  target: string,
  input: object,
): Promise<T> {
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": target,
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
  return answerOf<T>(await send(url, "POST", "/", headers, JSON.stringify(input)));
}

/**
 * The lines that a path streams from now on, until Brume ends it or the loop is left.
 * @throws CommandError when nothing answers, or it refuses.
 */
export async function linesOf({ url }: Address, path: string): Promise<AsyncIterable<string>> {
  const response = await send(url, "GET", path, {}, undefined);
  if (response.statusCode !== 200) await answerOf(response);
  return lines(response);
}

async function* lines(response: IncomingMessage): AsyncIterable<string> {
  let rest = "";
  response.setEncoding("utf8");
  try {
    for await (const piece of response) {
      const whole = (rest + piece).split("\n");
      rest = whole.pop() ?? "";
      for (const line of whole) if (line !== "") yield line;
    }
  } catch (error) {
    // Brume went away in the middle of a line.
    if (!/aborted|ECONNRESET|socket/i.test(String(error))) throw error;
  }
}

/** Over node:http and not fetch, which on Bun takes HTTP_PROXY even to this machine. */
async function send(
  url: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<IncomingMessage> {
  // Loaded when it is needed: `brume start` has no use for it.
  const { request: httpRequest } = await import("node:http");
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, url), { method, headers, agent: false }, resolve);
    request.on("error", () =>
      reject(
        new CommandError(
          `No Brume answers at ${url}. Start one with \`brume start\`, or name its --port.`,
        ),
      ),
    );
    request.end(body);
  });
}

async function answerOf<T>(response: IncomingMessage): Promise<T> {
  let text = "";
  response.setEncoding("utf8");
  for await (const piece of response) text += piece;
  let answer: (T & { message?: string }) | undefined;
  try {
    answer = JSON.parse(text);
  } catch {
    // A bug's answer may have no body.
  }
  if (response.statusCode !== 200 || answer === undefined)
    throw new CommandError(
      answer?.message ?? `Brume answered ${response.statusCode}; what it printed says more.`,
    );
  return answer;
}
