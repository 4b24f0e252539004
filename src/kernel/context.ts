/** What an operation is given: who calls, where and when, and everything a service stands on. */
import { notImplemented } from "#aws/fault";
import type { Blobs } from "#store/blobs";
import type { Awaitable, Tables, Transaction } from "#store/contract";
import type { HttpRequest } from "#protocol/http";
import type { Chance } from "./chance.ts";
import type { Clock } from "./clock.ts";
import type { Entry } from "./journal.ts";
import type { Kernel } from "./kernel.ts";
import type { Letter } from "./mailbox.ts";
import type { Observation } from "./meter.ts";
import type { Principal } from "./principal.ts";
import type {
  Input,
  OperationName,
  Output,
  ServiceDefinition,
  ServiceId,
  ServiceTransaction,
} from "./service.ts";
import type { Signals } from "./signals.ts";
import { transactionClass } from "./transaction.ts";

/** The parts of a context that differ from call to call. */
export interface CallFacts {
  readonly account: string;
  readonly region: string;
  readonly principal: Principal;
  readonly requestId: string;
  readonly trace: string;
  /** Epoch milliseconds: the one `now` of this call. */
  readonly now: number;
  readonly via: "port" | "call" | "outbox" | "due" | "loop";
  readonly operation: string;
  /** "http://host:port" by which the outermost caller came. */
  readonly origin: string;
  readonly signal: AbortSignal | undefined;
  /** The request from outside, when there is one. */
  readonly http: HttpRequest | undefined;
  /** The service on whose behalf the call is made, e.g. "sns.amazonaws.com". */
  readonly calledVia?: string;
  readonly sourceArn?: string;
  readonly sourceIp?: string;
  /** The transaction that the call is part of: a delivery made together with its cause. */
  readonly within?: Transaction;
}

export interface CallOptions {
  readonly account?: string;
  readonly region?: string;
  /** Default: the principal of this context. */
  readonly principal?: Principal;
  /** aws:SourceArn. */
  readonly sourceArn?: string;
  /** Brume's own plumbing, which nobody's policies judge. */
  readonly trusted?: boolean;
  readonly signal?: AbortSignal;
}

export class Context<T extends Tables = Tables> {
  /** How many wakes there had been when this context last looked at the store. */
  #looked: number | undefined;
  /** The call's place in the journal, once it runs. */
  entry: Entry | undefined;

  constructor(
    readonly kernel: Kernel,
    readonly definition: ServiceDefinition,
    readonly facts: CallFacts,
  ) {}

  get account(): string {
    return this.facts.account;
  }
  get region(): string {
    return this.facts.region;
  }
  get partition(): string {
    return "aws";
  }
  get principal(): Principal {
    return this.facts.principal;
  }
  get requestId(): string {
    return this.facts.requestId;
  }
  /** Epoch milliseconds, the same throughout the call. */
  get now(): number {
    return this.facts.now;
  }
  get operation(): string {
    return this.facts.operation;
  }
  /** "http://host:port" by which the caller came: the base of URLs that are returned. */
  get origin(): string {
    return this.facts.origin;
  }
  get http(): HttpRequest | undefined {
    return this.facts.http;
  }
  /** Aborts when the caller goes away. */
  get signal(): AbortSignal | undefined {
    return this.facts.signal ?? this.facts.http?.signal;
  }
  get clock(): Clock {
    return this.kernel.clock;
  }
  get chance(): Chance {
    return this.kernel.chance;
  }
  get signals(): Signals {
    return this.kernel.signals;
  }
  get blobs(): Blobs {
    return this.kernel.blobs;
  }

  /** Whether a setting of that name is on. */
  isOn(setting: string): boolean {
    return this.kernel.options.switches.has(setting);
  }

  /** `arn:aws:<service>:<region>:<account>:<resource>`; pass "" for parts a service leaves out. */
  arn(service: string, resource: string, region = this.region, account = this.account): string {
    return `arn:${this.partition}:${service}:${region}:${account}:${resource}`;
  }

  /** Reads. The closure awaits nothing but `tx`. */
  view<R>(fn: (tx: ServiceTransaction<T>) => Awaitable<R>): Awaitable<R> {
    const { within } = this.facts;
    if (within !== undefined) return fn(this.#bind(within, this.account, this.region));
    this.#looked = this.kernel.signals.wakes;
    return this.kernel.store.view((tx) => fn(this.#bind(tx, this.account, this.region)));
  }

  /** Reads and writes; resolves once committed. The closure awaits nothing but `tx`. */
  update<R>(fn: (tx: ServiceTransaction<T>) => Awaitable<R>): Promise<R> {
    const { within } = this.facts;
    if (within !== undefined)
      return Promise.resolve(fn(this.#bind(within, this.account, this.region)));
    this.#looked = this.kernel.signals.wakes;
    return this.kernel.store.update((tx) => fn(this.#bind(tx, this.account, this.region)));
  }

  /** Calls an operation of any service: validated and judged as a call from outside. */
  call<S extends ServiceId, O extends OperationName<S>>(
    service: S,
    operation: O,
    input: Input<S, O>,
    options: CallOptions = {},
  ): Promise<Output<S, O>> {
    const from = { ...this.facts, calledVia: `${this.definition.id}.amazonaws.com` };
    return this.kernel.call(from, service, operation, input as never, options) as Promise<
      Output<S, O>
    >;
  }

  /**
   * Asks another service for what is no operation of AWS's, by the name in its `answers`; it judges
   * the caller itself. @throws Fault NotImplemented when the service or the name is not there.
   */
  async ask(
    service: string,
    name: string,
    input: Readonly<Record<string, unknown>>,
    options: Pick<CallOptions, "account" | "region" | "principal" | "sourceArn"> = {},
  ): Promise<unknown> {
    const definition = await this.kernel.load(service);
    const answer = definition.answers?.[name];
    if (answer === undefined) throw notImplemented(`${service}: ${name}`);
    const facts = { ...this.facts, ...options, operation: name, http: undefined };
    return answer(new Context(this.kernel, definition, { ...facts, now: this.clock.now() }), input);
  }

  /** The same service for another account, region or principal. */
  as(change: Partial<CallFacts>): Context<T> {
    const other = new Context<T>(this.kernel, this.definition, { ...this.facts, ...change });
    other.entry = this.entry;
    return other;
  }

  /**
   * Waits until `topic` is woken, `until` (epoch milliseconds), or the caller goes away. What woke
   * it since this context last began to look at the store is not missed.
   */
  wait(topic: string, until: number): Promise<boolean> {
    return this.kernel.signals.wait(topic, until, this.signal, this.#looked);
  }

  /**
   * @throws Fault (AccessDenied in the protocol's form) unless the caller may do `action` on
   * `resource`; for actions beyond the one the operation itself stands for.
   */
  authorize(
    action: string,
    resource: string,
    conditions: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    return this.kernel.authorize(this as never, [action], [resource], conditions);
  }

  /**
   * The caller gives this service a role to act as.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
   * @throws Fault unless it may.
   */
  passRole(roleArn: string): Promise<void> {
    const conditions = { "iam:PassedToService": `${this.definition.id}.amazonaws.com` };
    return this.authorize("iam:PassRole", roleArn, conditions);
  }

  /** Sends a message to a person; resolves once it is kept. @throws Error of the SMTP server. */
  mail(letter: Letter): Promise<void> {
    return this.kernel.mailbox.put(this.account, this.region, letter);
  }

  /** Counts towards a CloudWatch metric. */
  count(
    namespace: string,
    name: string,
    value: number,
    unit: string,
    dimensions: Readonly<Record<string, string>>,
  ): void {
    this.kernel.meter.count(this.facts, namespace, dimensions, [[name, value, unit]]);
  }

  /** Counts towards several metrics of the same dimensions. */
  countAll(
    namespace: string,
    dimensions: Readonly<Record<string, string>>,
    observations: readonly Observation[],
  ): void {
    this.kernel.meter.count(this.facts, namespace, dimensions, observations);
  }

  /**
   * Runs work that outlives the call, e.g. an asynchronous invocation. An advancing clock waits
   * for it; a failure is logged as a bug.
   */
  background(work: () => Promise<void>): void {
    this.kernel.background(`${this.definition.id}.${this.operation}`, work);
  }

  #bind(tx: Transaction, account: string, region: string): ServiceTransaction<T> {
    const Bound = transactionClass(this.definition.tables);
    return new Bound(this as never, tx, account, region) as unknown as ServiceTransaction<T>;
  }
}
