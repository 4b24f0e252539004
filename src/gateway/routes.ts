/** Which service and operation a request is for, by the ways AWS's clients really address them. */
import { loadModel, serviceIndex } from "#aws/models";
import type { OperationModel, Protocol, ServiceModel } from "#aws/model";
import type { ServiceEntry } from "#kernel/kernel";
import type { HttpRequest } from "#protocol/http";
import { restRouter } from "#protocol/routes";

/** An operation was found. `operation` is undefined when the service has none of that name. */
export interface ApiTarget {
  readonly model: ServiceModel;
  readonly protocol: Protocol;
  readonly operation: OperationModel | undefined;
  /** The name asked for, for the error when there is no such operation. */
  readonly asked: string;
  readonly labels: Readonly<Record<string, string>>;
}

type IndexEntry = ReturnType<typeof serviceIndex>[number];

const NONE: readonly string[] = [];
const HOSTS_KEPT = 1_000;
const NO_LABELS: Readonly<Record<string, string>> = Object.freeze({});

export class Router {
  readonly #byTarget = new Map<string, string>();
  /** Targets that were asked for, of which there are as many as the models have operations. */
  readonly #named = new Map<string, ApiTarget>();
  readonly #bySigningName = new Map<string, IndexEntry[]>();
  readonly #byVersion = new Map<string, string[]>();
  readonly #hosts: readonly { label: string; id: string }[];
  readonly #paths: readonly { start: string; id: string }[];
  readonly #claims: readonly ServiceEntry[];
  readonly #planes = new Map<string, readonly string[]>();

  constructor(services: readonly ServiceEntry[]) {
    for (const entry of serviceIndex()) {
      if (entry.targetPrefix) this.#byTarget.set(entry.targetPrefix, entry.id);
      append(this.#bySigningName, entry.signingName, entry);
      if (entry.protocols.some((p) => p === "query" || p === "ec2-query"))
        append(this.#byVersion, entry.apiVersion, entry.id);
    }
    this.#hosts = services.flatMap((s) => (s.hosts ?? []).map((label) => ({ label, id: s.id })));
    this.#paths = services.flatMap((s) => (s.paths ?? []).map((start) => ({ start, id: s.id })));
    this.#claims = services.filter((s) => s.claims !== undefined);
  }

  /** The services whose data plane the host or path may belong to, asked in this order. */
  dataPlanes(request: HttpRequest): readonly string[] {
    const { path, host } = request;
    const found = this.#paths.filter(({ start }) => path.startsWith(start)).map(({ id }) => id);
    if (this.#hosts.length > 0 && host.includes(".")) found.push(...this.#planesOf(host));
    if (found.length > 0) return found;
    const claimed = this.#claims.filter((entry) => entry.claims?.(request));
    return claimed.length === 0 ? NONE : claimed.map(({ id }) => id);
  }

  /** Host names are few and long-lived, and every request has one. */
  #planesOf(host: string): readonly string[] {
    let known = this.#planes.get(host);
    if (known === undefined) {
      const labels = hostLabels(host).slice(1);
      const fits = (label: string) => (l: string) =>
        l === label || (label.endsWith("*") && l.startsWith(label.slice(0, -1)));
      known = this.#hosts.filter(({ label }) => labels.some(fits(label))).map(({ id }) => id);
      if (this.#planes.size >= HOSTS_KEPT) this.#planes.clear();
      this.#planes.set(host, known);
    }
    return known;
  }

  /** The operation that X-Amz-Target names. */
  byTarget(request: HttpRequest): ApiTarget | undefined {
    const target = request.headers.get("x-amz-target");
    if (target === undefined) return undefined;
    const known = this.#named.get(target);
    if (known !== undefined) return known;
    const dot = target.lastIndexOf(".");
    const id = this.#byTarget.get(target.slice(0, dot));
    if (id === undefined) return undefined;
    const found = named(id, jsonProtocol(loadModel(id)), target.slice(dot + 1));
    if (found.operation !== undefined) this.#named.set(target, found);
    return found;
  }

  /** The service and protocol by path, host and form; the operation where that is said there. */
  resolve(
    request: HttpRequest,
    signingName: string | undefined,
    action: () => ActionParameters,
  ): ApiTarget | undefined {
    const { path } = request;
    if (path.startsWith("/service/")) {
      const [, , service = "", , operation = ""] = path.split("/");
      const id = this.#byTarget.get(service) ?? this.#byServiceName(service);
      if (id !== undefined) return named(id, "rpc-cbor", operation);
    }
    if (signingName === undefined && QUEUE_PATH.test(path)) {
      const asked = action().action;
      if (asked !== undefined && Object.hasOwn(loadModel("sqs").operations, asked))
        return named("sqs", "query", asked);
    }
    const candidates = this.#candidates(request, signingName);
    if (signingName === undefined && path === "/") {
      const found = this.#unsignedQuery(candidates, action);
      if (found !== undefined) return found;
    }
    const query = candidates.filter((c) =>
      c.protocols.some((p) => p === "query" || p === "ec2-query"),
    );
    if (query.length > 0 && query.length === candidates.length) {
      const found = this.#byAction(query, action());
      if (found !== undefined) return found;
    }
    for (const entry of candidates) {
      const rest = entry.protocols.find((p) => p === "rest-json" || p === "rest-xml");
      if (rest === undefined) continue;
      const model = loadModel(entry.id);
      const match = restRouter(model)(request);
      if (match !== undefined)
        return {
          model,
          protocol: rest,
          operation: match.operation,
          asked: match.operation.name,
          labels: match.labels,
        };
    }
    if (query.length > 0) {
      const found = this.#byAction(query, action());
      if (found !== undefined) return found;
    }
    const unsigned = this.#unsignedQuery(candidates, action);
    if (unsigned !== undefined || (signingName === undefined && path === "/")) return unsigned;
    return unaddressed(candidates[0], request);
  }

  #byAction(candidates: readonly IndexEntry[], given: ActionParameters): ApiTarget | undefined {
    if (given.action === undefined) return undefined;
    const entry = candidates.find((c) => c.apiVersion === given.version) ?? candidates[0];
    if (entry === undefined) return undefined;
    const protocol = entry.protocols.find((p) => p === "query" || p === "ec2-query")!;
    return named(entry.id, protocol, given.action);
  }

  #unsignedQuery(
    candidates: readonly IndexEntry[],
    action: () => ActionParameters,
  ): ApiTarget | undefined {
    if (candidates.length > 0 && !candidates.every((c) => c.id === "s3" || c.id === "s3control"))
      return undefined;
    const given = action();
    if (given.action === undefined) return undefined;
    const ids = this.#byVersion.get(given.version ?? "") ?? [];
    for (const id of ids) {
      const model = loadModel(id);
      if (model.operations[given.action] !== undefined)
        return named(
          id,
          model.protocols.includes("ec2-query") ? "ec2-query" : "query",
          given.action,
        );
    }
    return undefined;
  }

  #byServiceName(name: string): string | undefined {
    return serviceIndex().find((e) => e.serviceId === name || e.id === name)?.id;
  }

  #candidates(request: HttpRequest, signingName: string | undefined): readonly IndexEntry[] {
    if (signingName !== undefined) {
      const known = this.#bySigningName.get(signingName);
      if (known !== undefined) return known;
    }
    const labels = hostLabels(request.host);
    const byHost = serviceIndex().filter(
      (e) => labels[0] === e.endpointPrefix || labels.includes(e.endpointPrefix),
    );
    if (byHost.length > 0) return byHost;
    return signingName === undefined ? (this.#bySigningName.get("s3") ?? []) : [];
  }
}

/** A service that was found without an operation, in the protocol that the request looks like. */
function unaddressed(entry: IndexEntry | undefined, request: HttpRequest): ApiTarget | undefined {
  if (entry === undefined) return undefined;
  const target = request.headers.get("x-amz-target");
  const type = request.headers.get("content-type") ?? "";
  const looks = (protocol: Protocol): boolean =>
    protocol.startsWith("aws-json")
      ? target !== undefined || type.includes("json")
      : protocol === "rpc-cbor"
        ? type.includes("cbor")
        : protocol.endsWith("query") && type.includes("form");
  const protocol = entry.protocols.find(looks) ?? entry.protocols[0]!;
  const asked = protocol.startsWith("aws-json") ? (target ?? "") : "";
  return named(entry.id, protocol, asked.slice(asked.lastIndexOf(".") + 1));
}

/** A queue URL's path: what is asked of it without a signature would else be S3's. */
const QUEUE_PATH = /^\/\d{12}\/[\w-]+(\.fifo)?$/;

/** `Action` and `Version` of a query request, from its URL or its form. */
export interface ActionParameters {
  readonly action?: string;
  readonly version?: string;
}

/** The labels of a host name without its port, in lower case. */
export function hostLabels(host: string): string[] {
  const colon = host.lastIndexOf(":");
  return (colon > 0 ? host.slice(0, colon) : host).toLowerCase().split(".");
}

function named(id: string, protocol: Protocol, operation: string): ApiTarget {
  const model = loadModel(id);
  const known = Object.hasOwn(model.operations, operation)
    ? model.operations[operation]
    : undefined;
  return { model, protocol, operation: known, asked: operation, labels: NO_LABELS };
}

function jsonProtocol(model: ServiceModel): Protocol {
  return model.protocols.find((p) => p.startsWith("aws-json")) ?? model.protocols[0]!;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
