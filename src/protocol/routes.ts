/** Finds the operation of a REST request by method, path and query. */
import type { OperationModel, ServiceModel } from "#aws/model";
import type { HttpRequest } from "./http.ts";

export interface RouteMatch {
  readonly operation: OperationModel;
  /** Labels by name, decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

export type RestRouter = (request: HttpRequest) => RouteMatch | undefined;

interface Candidate {
  readonly operation: OperationModel;
  readonly segments: readonly Segment[];
  /** Query parameters that must be there, with their value or any. */
  readonly query: readonly (readonly [string, string | undefined])[];
  /** Query members that are required: the more of them are there, the better the match. */
  readonly required: readonly string[];
  readonly headers: readonly string[];
  readonly greedy: boolean;
  readonly rank: string;
}
type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean };

/** Compiled on first use; a model lives as long as the process. */
const routers = new WeakMap<ServiceModel, RestRouter>();

/** The router of a REST service, compiled on first use. */
export function restRouter(model: ServiceModel): RestRouter {
  let router = routers.get(model);
  if (router === undefined) {
    router = makeRouter(model);
    routers.set(model, router);
  }
  return router;
}

function makeRouter(model: ServiceModel): RestRouter {
  const byMethod = new Map<string, Candidate[]>();
  /** Those that a request without a query can mean. */
  const plain = new Map<string, Candidate[]>();
  for (const operation of Object.values(model.operations)) {
    if (superseded(model, operation)) continue;
    const list = byMethod.get(operation.http.method) ?? [];
    list.push(candidateOf(model, operation));
    byMethod.set(operation.http.method, list);
  }
  for (const list of byMethod.values())
    list.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  for (const [method, list] of byMethod)
    plain.set(
      method,
      list.filter(
        (one) => one.required.length === 0 && one.query.every(([name]) => name === "x-id"),
      ),
    );
  const s3 = model.id === "s3";
  return (request) => {
    const list = (request.query === "" ? plain : byMethod).get(request.method);
    if (list === undefined) return undefined;
    const path = s3 ? s3Path(request) : request.path;
    const given = path.split("/").slice(1);
    const query = queryNames(request.query);
    for (const candidate of list) {
      if (!fits(candidate, query, request)) continue;
      const labels = match(candidate, given, s3);
      if (labels !== undefined)
        return { operation: namesake(model, candidate.operation, query), labels };
    }
    return undefined;
  };
}

/** Of operations at one address (ListBuckets, ListDirectoryBuckets), the one that `x-id` names. */
function namesake(
  model: ServiceModel,
  found: OperationModel,
  query: ReadonlyMap<string, string>,
): OperationModel {
  const named = query.get("x-id");
  if (named === undefined || named === found.name || !Object.hasOwn(model.operations, named))
    return found;
  const other = model.operations[named]!;
  return other.http.method === found.http.method && other.http.uri === found.http.uri
    ? other
    : found;
}

/** S3 has two operations at an address, the older deprecated: PutBucketLifecycle and ...Configuration. */
function superseded(model: ServiceModel, operation: OperationModel): boolean {
  const newer = model.operations[`${operation.name}Configuration`];
  return (
    newer !== undefined &&
    newer.http.method === operation.http.method &&
    newer.http.uri === operation.http.uri
  );
}

function candidateOf(model: ServiceModel, operation: OperationModel): Candidate {
  const [path = "", constants = ""] = operation.http.uri.split("?");
  const segments = path
    .split("/")
    .slice(1)
    .map((part): Segment => {
      const label = /^\{([^}]+?)(\+?)\}$/.exec(part);
      return label === null ? { literal: part } : { label: label[1]!, greedy: label[2] === "+" };
    });
  const query =
    constants === ""
      ? []
      : constants.split("&").map((part) => {
          const [name = "", value] = part.split("=");
          return [name, value === undefined || value === "" ? undefined : value] as const;
        });
  const input = operation.input === undefined ? undefined : model.shapes[operation.input];
  const required: string[] = [];
  const headers: string[] = [];
  if (input?.type === "structure")
    for (const name of input.required ?? []) {
      const member = input.members[name]!;
      if (member.location === "querystring") required.push(member.name ?? name);
      if (member.location === "header" && model.id === "s3")
        headers.push((member.name ?? name).toLowerCase());
    }
  const greedy = segments.some((s) => "label" in s && s.greedy);
  const shape = segments.map((s) => ("literal" in s ? "0" : s.greedy ? "2" : "1")).join("");
  // More constants and required parameters come first, then the more literal path.
  const weight = String(99 - query.length * 10 - required.length - headers.length).padStart(2, "0");
  return {
    operation,
    segments,
    query,
    required,
    headers,
    greedy,
    rank: model.id === "s3" ? weight + shape : shape + weight,
  };
}

function fits(
  candidate: Candidate,
  query: ReadonlyMap<string, string>,
  request: HttpRequest,
): boolean {
  for (const [name, value] of candidate.query) {
    // Added by the SDKs to name the operation; other clients do not send it.
    if (name === "x-id") continue;
    const held = query.get(name);
    if (held === undefined || (value !== undefined && held !== value)) return false;
  }
  for (const name of candidate.required) if (!query.has(name)) return false;
  for (const name of candidate.headers) if (!request.headers.has(name)) return false;
  return true;
}

function match(
  candidate: Candidate,
  given: readonly string[],
  s3: boolean,
): Record<string, string> | undefined {
  const { segments } = candidate;
  const labels: Record<string, string> = Object.create(null);
  let at = 0;
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]!;
    if ("literal" in segment) {
      if (segment.literal === "" && i === segments.length - 1 && at >= given.length) break;
      if (given[at] !== segment.literal && decodeLabel(given[at] ?? "") !== segment.literal)
        return undefined;
      at++;
    } else if (segment.greedy) {
      const left = segments.length - i - 1;
      const end = given.length - left;
      const text = given.slice(at, end).join("/");
      if (end <= at || (text === "" && s3)) return undefined;
      labels[segment.label] = decodeLabel(text);
      at = end;
    } else {
      const part = given[at];
      if (part === undefined || part === "") return undefined;
      labels[segment.label] = decodeLabel(part);
      at++;
    }
  }
  // A closing slash makes no difference but in S3's keys, which are greedy.
  if (at === given.length || (at === given.length - 1 && given[at] === "")) return labels;
  return undefined;
}

function decodeLabel(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function queryNames(query: string): Map<string, string> {
  const out = new Map<string, string>();
  if (query === "") return out;
  for (const part of query.split("&")) {
    const equals = part.indexOf("=");
    out.set(
      decodeLabel(equals < 0 ? part : part.slice(0, equals)),
      equals < 0 ? "" : decodeLabel(part.slice(equals + 1)),
    );
  }
  return out;
}

/** The path with the bucket in it, where the host named the bucket. */
function s3Path(request: HttpRequest): string {
  const bucket = bucketInHost(request.host);
  return bucket === undefined ? request.path : `/${bucket}${request.path}`;
}

/**
 * The bucket of a virtual host: `photos.s3.localhost:4566`, `photos.s3.eu-west-1.amazonaws.com`,
 * `photos.localhost:4566`.
 */
export function bucketInHost(host: string): string | undefined {
  if (!host.includes(".s3")) return undefined;
  const colon = host.lastIndexOf(":");
  const name = (colon > 0 ? host.slice(0, colon) : host).toLowerCase();
  return BUCKET_HOST.exec(name)?.[1];
}

const REGION = "[a-z]{2}(?:-[a-z]+)+-\\d";
const BUCKET_HOST = new RegExp(
  `^(.+?)\\.s3(?:[.-](?:${REGION}|dualstack|website|accelerate))*\\.(?:${REGION}\\.)?` +
    "(?:localhost|amazonaws\\.com|localhost\\.localstack\\.cloud)(?:\\.cn)?$",
);
