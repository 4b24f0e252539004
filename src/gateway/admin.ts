/**
 * `/_brume/`, the admin API, and `/_localstack/`, what LocalStack's users rely on. Both change or
 * show everything, so they refuse foreign browser origins and foreign Host names: a web page that
 * rebinds its own name to 127.0.0.1 gets nothing.
 */
import type { Kernel } from "#kernel/kernel";
import { BodyTooLarge, type HttpRequest, type HttpResponse } from "#protocol/http";
import { json, text } from "./answers.ts";
import { readInjection } from "./injection.ts";
import type { Snapshots } from "./snapshots.ts";

export interface AdminParts {
  readonly kernel: Kernel;
  readonly snapshots: Snapshots;
  readonly version: string;
  /** Where init scripts of a stage stand with what they did: see init.ts. */
  readonly initState: () => unknown;
  readonly authorityCertificate: () => string | undefined;
}

type Answer = HttpResponse | Promise<HttpResponse>;
type Action = (parts: AdminParts, request: HttpRequest, rest: string) => Answer;

const ACTIONS: readonly [method: string, path: string, action: Action][] = [
  ["GET", "/_brume/health", (parts) => json(200, health(parts))],
  ["GET", "/_localstack/health", (parts) => json(200, health(parts))],
  ["HEAD", "/_localstack/health", () => json(200, {})],
  ["GET", "/_localstack/info", (parts) => json(200, { version: parts.version, edition: "brume" })],
  ["GET", "/_localstack/init", (parts) => json(200, parts.initState())],
  ["POST", "/_brume/reset", reset],
  ["POST", "/_localstack/state/reset", reset],
  ["GET", "/_brume/clock", (parts) => json(200, clock(parts))],
  ["POST", "/_brume/clock/advance", advance],
  ["GET", "/_brume/faults", ({ kernel }) => json(200, { faults: kernel.injections.list() })],
  ["POST", "/_brume/faults", addFault],
  ["DELETE", "/_brume/faults", removeFaults],
  ["GET", "/_brume/requests", requests],
  ["GET", "/_brume/mailbox", mailbox],
  ["GET", "/_brume/requests/follow", followRequests],
  [
    "GET",
    "/_brume/snapshots",
    async (parts) => json(200, { snapshots: await parts.snapshots.list() }),
  ],
  ["POST", "/_brume/snapshots/save", saveSnapshot],
  ["POST", "/_brume/snapshots/load", loadSnapshot],
  ["GET", "/_brume/authority.pem", authority],
];

/** Answers an admin request; undefined when the path is none of ours. */
export async function admin(
  parts: AdminParts,
  request: HttpRequest,
): Promise<HttpResponse | undefined> {
  if (!request.path.startsWith("/_brume/") && !request.path.startsWith("/_localstack/"))
    return undefined;
  const refused = foreign(request);
  if (refused !== undefined) return json(403, { error: "Forbidden", message: refused });
  for (const [method, path, action] of ACTIONS)
    if (request.method === method && request.path === path) {
      try {
        return await action(parts, request, request.query);
      } catch (error) {
        return failure(request, error as Error);
      }
    }
  const known = ACTIONS.some(([, path]) => path === request.path);
  return known
    ? json(405, {
        error: "MethodNotAllowed",
        message: `${request.path} does not take ${request.method}.`,
      })
    : json(404, { error: "NotFound", message: `There is no ${request.path}. Try /_brume/health.` });
}

function failure({ method, path }: HttpRequest, error: Error): HttpResponse {
  if (error instanceof BodyTooLarge)
    return json(413, { error: "RequestEntityTooLarge", message: error.message });
  console.error(`bug: ${method} ${path}:`, error);
  return json(500, { error: "InternalFailure", message: `${method} ${path}: ${error.message}` });
}

const LOOPBACK =
  /^(localhost|127(\.\d+){3}|\[::1\]|([\w-]+\.)*localhost|([\w-]+\.)*localhost\.localstack\.cloud)\.?(:\d+)?$/i;

/** Why a request is refused: it comes from a foreign page or to a foreign name. */
function foreign(request: HttpRequest): string | undefined {
  if (request.host !== "" && !LOOPBACK.test(request.host) && !sameAddress(request))
    return `The Host "${request.host}" is not this machine's; the admin API answers only to loopback names.`;
  const origin = request.headers.get("origin");
  if (origin === undefined) return undefined;
  const host = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1];
  return host !== undefined && LOOPBACK.test(host)
    ? undefined
    : `The browser origin "${origin}" is foreign; the admin API answers only to loopback pages.`;
}

/** A literal address is no name that could be rebound. */
function sameAddress(request: HttpRequest): boolean {
  return /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\])(:\d+)?$/i.test(request.host);
}

function health({ kernel, version }: AdminParts) {
  const services: Record<string, string> = {};
  for (const id of kernel.services.keys())
    services[id] = kernel.ready(id) === undefined ? "available" : "running";
  return { services, edition: "brume", version };
}

async function reset({ kernel }: AdminParts): Promise<HttpResponse> {
  const began = kernel.clock.elapsed();
  await kernel.reset();
  return json(200, { reset: true, milliseconds: Math.round(kernel.clock.elapsed() - began) });
}

function clock({ kernel }: AdminParts) {
  const now = kernel.clock.now();
  return { now, iso: new Date(now).toISOString(), aheadMilliseconds: kernel.clock.offset };
}

async function advance(parts: AdminParts, request: HttpRequest): Promise<HttpResponse> {
  const body = await readJson(request);
  const milliseconds =
    typeof body === "object" && body !== null
      ? (body as { milliseconds?: unknown }).milliseconds
      : undefined;
  if (
    typeof milliseconds !== "number" ||
    !(milliseconds >= 0) ||
    milliseconds > 20 * 366 * 86_400_000
  )
    return json(400, {
      error: "BadRequest",
      message: 'Give {"milliseconds": n}, from 0 to twenty years.',
    });
  await parts.kernel.advance(milliseconds);
  return json(200, clock(parts));
}

async function addFault({ kernel }: AdminParts, request: HttpRequest): Promise<HttpResponse> {
  const asked = readInjection(await readJson(request), kernel.services);
  if (typeof asked === "string") return json(400, { error: "BadRequest", message: asked });
  const added = kernel.injections.add(asked);
  return added === undefined
    ? json(409, { error: "TooMany", message: "There are 100 already: remove some first." })
    : json(200, added);
}

/** Removes the one of `?id=`, or all. */
function removeFaults({ kernel }: AdminParts, _request: HttpRequest, query: string): HttpResponse {
  const id = new URLSearchParams(query).get("id");
  if (id === null) kernel.injections.clear();
  else if (!kernel.injections.remove(id))
    return json(404, { error: "NotFound", message: `There is no fault "${id}".` });
  return json(200, { faults: kernel.injections.list() });
}

/** Messages to people, the newest first: `?medium=email|sms|push`, `?to=`, `?limit=`. */
async function mailbox(
  { kernel }: AdminParts,
  _request: HttpRequest,
  query: string,
): Promise<HttpResponse> {
  const asked = new URLSearchParams(query);
  const limit = Number(asked.get("limit") ?? 100);
  if (!Number.isInteger(limit) || limit < 1)
    return json(400, { error: "BadRequest", message: "limit takes a whole number above 0." });
  const medium = asked.get("medium");
  const to = asked.get("to");
  const letters = await kernel.mailbox.last({
    limit,
    ...(medium === null ? {} : { medium }),
    ...(to === null ? {} : { to }),
  });
  return json(200, { letters });
}

function requests(parts: AdminParts, _request: HttpRequest, query: string): HttpResponse {
  const limit = Number(new URLSearchParams(query).get("limit") ?? 100);
  if (!Number.isInteger(limit) || limit < 1)
    return json(400, { error: "BadRequest", message: "limit takes a whole number above 0." });
  return json(200, { requests: parts.kernel.journal.last(limit) });
}

/** New requests as lines of JSON, from this moment until the client goes away. */
function followRequests({ kernel }: AdminParts, { signal }: HttpRequest): HttpResponse {
  const waiting: string[] = [];
  let wake: () => void = () => undefined;
  const stop = kernel.journal.follow((entry) => {
    // A reader that does not keep up misses entries rather than filling memory.
    if (waiting.length < 10_000) waiting.push(JSON.stringify(entry));
    wake();
  });
  const end = (): void => {
    stop();
    wake();
  };
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  async function* lines(): AsyncIterable<Uint8Array> {
    while (!signal.aborted) {
      while (waiting.length > 0) yield Buffer.from(waiting.splice(0).join("\n") + "\n");
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (waiting.length > 0 || signal.aborted) resolve();
      });
    }
  }
  return { status: 200, headers: [["content-type", "application/x-ndjson"]], body: lines() };
}

async function saveSnapshot(parts: AdminParts, request: HttpRequest): Promise<HttpResponse> {
  const name = await nameIn(request);
  if (name === undefined) return badName();
  await parts.snapshots.save(name);
  return json(200, { saved: name });
}

async function loadSnapshot(parts: AdminParts, request: HttpRequest): Promise<HttpResponse> {
  const name = await nameIn(request);
  if (name === undefined) return badName();
  if (!(await parts.snapshots.load(name)))
    return json(404, { error: "NotFound", message: `There is no snapshot "${name}".` });
  return json(200, { loaded: name });
}

const badName = (): HttpResponse =>
  json(400, {
    error: "BadRequest",
    message: 'Give {"name": "..."}: letters, digits, dots, dashes, underscores; at most 64.',
  });

async function nameIn(request: HttpRequest): Promise<string | undefined> {
  const body = (await readJson(request)) as { name?: unknown } | undefined;
  const name = body?.name;
  return typeof name === "string" && /^[\w][\w.-]{0,63}$/.test(name) ? name : undefined;
}

async function readJson(request: HttpRequest): Promise<unknown> {
  try {
    return JSON.parse(Buffer.from(await request.body.bytes(65_536)).toString() || "{}");
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error;
    return undefined;
  }
}

function authority({ authorityCertificate }: AdminParts): HttpResponse {
  const pem = authorityCertificate();
  return pem === undefined
    ? json(404, { error: "NotFound", message: "TLS is off: start with --tls on." })
    : text(200, pem, "application/x-pem-file");
}
