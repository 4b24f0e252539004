/** How a service says what it is: see ARCHITECTURE.md, and `services/sqs` for a first one. */
import type { Fault } from "#aws/fault";
import type { Awaitable, Bound, Migration, Tables } from "#store/contract";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import type { Services } from "#aws/generated/types/index";
import type { Context } from "./context.ts";
import type { IdentityProvider } from "./identity.ts";
import type { ResourceHandler } from "./resource.ts";
import type { MetricSink } from "./meter.ts";

export type ServiceId = keyof Services & string;
export type OperationName<S extends ServiceId> = keyof Services[S] & string;
export type Input<S extends ServiceId, O extends OperationName<S>> = Services[S][O] extends {
  input: infer I;
}
  ? I
  : never;
export type Output<S extends ServiceId, O extends OperationName<S>> = Services[S][O] extends {
  output: infer R;
}
  ? R
  : never;

/** One AWS operation: what `on` returns and `defineService` collects. */
export interface Operation {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: each operation has a context and input of its own.
  run(ctx: any, input: any): Awaitable<unknown>;
}

/** What a transaction offers a service besides its tables. */
export interface TransactionExtras {
  readonly due: DueRows;
  readonly outbox: Outbox;
  readonly blobs: BlobReferences;
  /**
   * A place in an order that readers follow, e.g. a stream's: higher than all that were committed
   * before, by whichever process, and lower than all that are committed after.
   */
  placeIn(topic: string): Awaitable<number>;
  afterCommit(hook: () => void): void;
}

export type ServiceTransaction<T extends Tables> = Bound<T> &
  TransactionExtras & {
    /** The same transaction over another account's or region's rows. */
    at(account: string, region: string): ServiceTransaction<T>;
  };

export interface DueRows {
  /**
   * The deadline `kind` of the thing `id` is at `at` (epoch milliseconds), replacing an earlier
   * one; undefined takes it back. The service's `due[kind]` runs when it has passed.
   */
  set(kind: string, id: string, at: number | undefined): Awaitable<void>;
}

export interface Outbox {
  /**
   * Calls another service after the commit, at least once. The row stays until the call succeeds,
   * fails for good, or its attempts are used up (then `onFailure` is called in this service). Where
   * the other service can, the call is made in this transaction instead, and then exactly once.
   */
  send(delivery: Delivery): Awaitable<void>;
  /** Several, in their order for each target; those of one target in one call where that can be. */
  sendAll(deliveries: readonly Delivery[]): Awaitable<void>;
  /**
   * Makes a call in this transaction, if the other service can. False when it cannot or refuses:
   * then nothing was done and nothing stands in the outbox, and the sender goes on as it likes.
   */
  inside(delivery: CallDelivery): Awaitable<boolean>;
}

/** What every delivery says. */
interface DeliveryFacts {
  /** Default: the account and region of the transaction. */
  readonly account?: string;
  readonly region?: string;
  /** e.g. the topic's ARN: aws:SourceArn for the target's policy. */
  readonly sourceArn?: string;
  /**
   * Name in the service's `failures`, called with `id` when the delivery failed for good. An id that
   * takes work may be a function: it is asked for when the delivery has to stand in the outbox.
   */
  readonly onFailure?: { readonly name: string; readonly id: string | (() => string) };
  /** Attempts before it counts as failed; default 20 with waits up to 20 s. */
  readonly attempts?: number;
  /** Epoch milliseconds after which it is not tried again. */
  readonly until?: number;
}

/** An operation of a service. */
export interface CallDelivery extends DeliveryFacts {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The AWS service that delivers, e.g. "sns.amazonaws.com", or the ARN of a role. */
  readonly as: string;
}

/** What no one operation does, e.g. a request to a web server: a name in the sender's `deliver`. */
export interface OwnDelivery extends DeliveryFacts {
  readonly deliver: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Thrown by a `deliver` whose turn comes only at `at` (epoch milliseconds): no attempt is counted. */
export class NotYet extends Error {
  constructor(readonly at: number) {
    super("not yet");
  }
}

export type Delivery = CallDelivery | OwnDelivery;

/** An operation that carries out several calls of another at once. */
export interface Batching {
  readonly operation: string;
  /** Calls that it takes at most. */
  readonly most: number;
  /** Calls for which this is the same may stand in one batch. */
  target(input: Readonly<Record<string, unknown>>): string;
  join(inputs: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown>>;
  /** Places of the calls that it refused. */
  refused(output: unknown): readonly number[];
}

/** Counts who uses a blob, so that the last user's end removes the file. */
export interface BlobReferences {
  keep(id: string): Awaitable<void>;
  drop(id: string): Awaitable<void>;
}

/** What authorisation needs to know about a service's operations. */
export interface Authorization<T extends Tables> {
  /** IAM's prefix where it differs from the signing name, e.g. "cloudwatch". */
  readonly prefix?: string;
  /** IAM actions of an operation where it is not just its name, without the prefix. */
  actions?(operation: string, input: Record<string, unknown>): readonly string[] | undefined;
  /** ARNs that the operation acts on; ["*"] when it acts on none. */
  resources?(
    ctx: Context<T>,
    operation: string,
    input: Record<string, unknown>,
  ): Awaitable<readonly string[]>;
  /** The resource-based policy of an ARN, as JSON text. */
  policyOf?(ctx: Context<T>, arn: string): Awaitable<string | undefined>;
  /** Whether nobody gets at a resource but through its own policy: KMS keys, roles. */
  readonly policyDecides?: (arn: string) => boolean;
  /** Condition keys beyond the global ones. */
  conditions?(
    ctx: Context<T>,
    operation: string,
    input: Record<string, unknown>,
  ): Awaitable<Readonly<Record<string, string | readonly string[]>>>;
  /** The account that a resource belongs to, where its ARN does not say it (S3). */
  ownerOf?(ctx: Context<T>, arn: string): Awaitable<string | undefined>;
  /** Operations anyone may call. */
  readonly open?: readonly string[];
  /** Operations that take no signature, beyond those of which AWS's model says so. */
  readonly unsigned?: readonly string[];
}

/** Hosts and paths beyond the AWS API; which ones are this service's stands in services/index.ts. */
export type Route<T extends Tables> = (
  ctx: Context<T>,
  request: HttpRequest,
) => Awaitable<HttpResponse | undefined>;

/** A request of the port and what became of it. */
export interface Answered {
  readonly request: HttpRequest;
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly errorCode: string | undefined;
  /** Of the body. */
  readonly bytesSent: number;
  /** Until the answer's head was ready, by Brume's clock. */
  readonly tookMs: number;
}

export interface ServiceSpec<T extends Tables> {
  readonly id: string;
  readonly tables: T;
  readonly migrations?: readonly Migration[];
  /** Modules of operations: every exported Operation in them is collected. */
  readonly operations: readonly Readonly<Record<string, unknown>>[];
  readonly authorization?: Authorization<T>;
  readonly due?: Readonly<Record<string, (ctx: Context<T>, id: string) => Awaitable<void>>>;
  /** Deliveries from the outbox that are no single operation of a service; `attempt` counts from 1. */
  readonly deliver?: Readonly<
    Record<
      string,
      (
        ctx: Context<T>,
        input: Readonly<Record<string, unknown>>,
        attempt: number,
      ) => Awaitable<void>
    >
  >;
  /** What other services may ask of this one that is no operation of AWS's: see `Context.ask`. */
  readonly answers?: Readonly<
    Record<
      string,
      (ctx: Context<T>, input: Readonly<Record<string, unknown>>) => Awaitable<unknown>
    >
  >;
  /** Told of deliveries that failed for good, after `attempts` attempts. */
  readonly failures?: Readonly<
    Record<
      string,
      (
        ctx: Context<T>,
        id: string,
        error: Error,
        delivery: Delivery,
        attempts: number,
      ) => Awaitable<void>
    >
  >;
  /**
   * Operations that a delivery may run inside the transaction of its cause, which saves it the
   * outbox: they await nothing but their transaction, and what they throw they throw before they
   * write.
   */
  readonly inside?: readonly string[];
  /** Those of them of which several deliveries become one call. */
  readonly batches?: Readonly<Record<string, Batching>>;
  /** Run while Brume runs; they end when the signal aborts. Started when the service is loaded. */
  readonly loops?: Readonly<
    Record<string, (ctx: Context<T>, signal: AbortSignal) => Promise<void>>
  >;
  readonly routes?: Route<T>;
  /** Counts what stands rather than happens, each minute. */
  readonly gauges?: (ctx: Context<T>) => Promise<void>;
  /** Header fields for answers to pages of other origins (S3's CORS configurations). */
  readonly crossOrigin?: (
    ctx: Context<T>,
    request: HttpRequest,
  ) => Awaitable<readonly (readonly [name: string, value: string])[]>;
  /** CloudFormation resource types. */
  readonly resources?: Readonly<Record<string, ResourceHandler>>;
  /** Seams of the kernel that this service fills. */
  readonly provides?: {
    readonly identity?: (ctx: Context<T>) => IdentityProvider;
    readonly metrics?: (ctx: Context<T>) => MetricSink;
  };
  /**
   * Judges inputs in place of the model's constraints, where AWS's words for a service differ from
   * what its model says; "model" leaves an operation to the model.
   */
  readonly validate?: (
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ) => Fault | undefined | "model";
  /**
   * Input members that no code of the service reads; a test holds that all of them stand here. A
   * request that gives a refused one is answered 501 with its name.
   */
  readonly unread?: {
    readonly refused?: readonly string[];
    /** Those that may be given all the same, with the reason. */
    readonly harmless?: Readonly<Record<string, string>>;
  };
  /** Is told of every request of the port that an operation has answered, e.g. for an access log. */
  readonly answered?: (ctx: Context<T>, answered: Answered) => void;
  /** Bytes of a request body read whole; default 12 MiB. */
  readonly bodyLimitBytes?: number;
  /** Drops what is held outside the store (processes, sockets) when Brume is reset or stopped. */
  readonly release?: () => Awaitable<void>;
}

export interface ServiceDefinition extends ServiceSpec<Tables> {
  readonly handlers: ReadonlyMap<string, Operation>;
}

/** Collects a service's handlers. */
export function defineService<T extends Tables>(spec: ServiceSpec<T>): ServiceDefinition {
  const handlers = new Map<string, Operation>();
  for (const module of spec.operations)
    for (const [name, value] of Object.entries(module))
      if (isOperation(value)) {
        if (value.name !== name)
          throw new Error(`${spec.id}: ${name} is defined as ${value.name}.`);
        if (handlers.has(name)) throw new Error(`${spec.id}: ${name} is defined twice.`);
        handlers.set(name, value);
      }
  return { ...(spec as unknown as ServiceSpec<Tables>), handlers };
}

function isOperation(value: unknown): value is Operation {
  return typeof value === "object" && value !== null && "run" in value && "name" in value;
}

/** Makes a service's `on`: `export const on = operations<"sqs", typeof tables>()`. */
export function operations<S extends ServiceId, T extends Tables>() {
  return <O extends OperationName<S>>(
    name: O,
    run: (ctx: Context<T>, input: Input<S, O>) => Awaitable<Output<S, O>>,
  ): Operation => ({ name, run });
}
