/** What every service stands on; it knows no service's name. */
import { Fault, notImplemented } from "#aws/fault";
import { loadModel } from "#aws/models";
import type { HttpRequest } from "#protocol/http";
import { validate } from "#protocol/validation";
import type { Blobs } from "#store/blobs";
import type { Announcement, Store } from "#store/contract";
import { Authorizer, type IamMode } from "./authorize.ts";
import { type Chance, SystemChance } from "./chance.ts";
import { AdjustableClock } from "./clock.ts";
import { type CallFacts, type CallOptions, Context } from "./context.ts";
import { Deadlines } from "./deadlines.ts";
import { Deliveries } from "./deliveries.ts";
import type { IdentityProvider, RoleTaker } from "./identity.ts";
import { type Entry, Journal } from "./journal.ts";
import { Injections } from "./injections.ts";
import { Mailbox, mailboxTables } from "./mailbox.ts";
import { Meter } from "./meter.ts";
import { Metrics } from "./metrics.ts";
import { kernelMigrations, kernelTables } from "./outbox.ts";
import { type Principal, rootOf } from "./principal.ts";
import type { ServiceDefinition } from "./service.ts";
import { Signals } from "./signals.ts";

/** What stands in services/index.ts about a service before it is loaded. */
/** How a service takes on a role, beside that it does. */
interface RoleUse extends Pick<RoleTaker, "sourceArn" | "externalId"> {
  /** The session's name; default: the service's. */
  readonly session?: string;
}

export interface ServiceEntry {
  readonly id: string;
  readonly load: () => Promise<{ readonly service: ServiceDefinition }>;
  /** CloudFormation namespaces, e.g. "AWS::SQS". */
  readonly resources?: readonly string[];
  /** Loaded at start when it has data, because its loops must run. */
  readonly wakes?: boolean;
  /** Data plane: a label of the host name ("execute-api") or the start of a path. */
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  /** Requests that neither host nor path tell: its `routes` are asked first. */
  readonly claims?: (request: HttpRequest) => boolean;
  /** Fills the kernel's seam of that name. */
  readonly provides?: "identity" | "metrics";
}

export interface KernelOptions {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly services: readonly ServiceEntry[];
  readonly clock?: AdjustableClock;
  readonly chance?: Chance;
  readonly iam: IamMode;
  /** Settings that are on or off and that services ask for by name: `ctx.isOn("waits")`. */
  readonly switches: ReadonlySet<string>;
  readonly defaultAccount: string;
  readonly defaultRegion: string;
  /** "http://127.0.0.1:4566": for calls that no request from outside set off. */
  readonly origin: () => string;
  /** The data folder, for services that keep files of their own (Lambda's code); temporary when ephemeral. */
  readonly folder: string;
  /** Where e-mail goes besides the mailbox: "smtp://user:password@host:port". */
  readonly mailServer?: string | undefined;
  /** How functions are run. */
  readonly functions?: {
    /** In namespaces of their own where the system allows it; so unless told otherwise. */
    readonly isolate: boolean;
    /** Where Node.js functions find the AWS SDK first. */
    readonly nodeModulesFolder: string | undefined;
  };
}

/** Where processes share blobs, they are not removed with their last row but by a sweep. */
const SWEEP_EVERY_MS = 3_600_000;
const NONE: readonly string[] = [];

export class Kernel {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly clock: AdjustableClock;
  readonly chance: Chance;
  readonly signals: Signals;
  readonly meter = new Meter();
  readonly metrics = new Metrics(this);
  readonly journal = new Journal();
  readonly deadlines: Deadlines;
  readonly deliveries: Deliveries;
  readonly mailbox: Mailbox;
  readonly injections: Injections;
  readonly authorizer: Authorizer;
  readonly services: ReadonlyMap<string, ServiceEntry>;
  readonly #loaded = new Map<string, Promise<ServiceDefinition>>();
  readonly #ready = new Map<string, ServiceDefinition>();
  readonly #background = new Set<Promise<void>>();
  #loops = new AbortController();
  #sequence = 0;
  #identity: Promise<IdentityProvider | undefined> | undefined;
  /** Loops run here: from when this process has taken up the lead until it loses it. */
  #leads = false;
  #sweptAt = 0;

  constructor(readonly options: KernelOptions) {
    this.store = options.store;
    this.blobs = options.blobs;
    this.clock = options.clock ?? new AdjustableClock();
    this.chance = options.chance ?? new SystemChance();
    const { peers } = this.store;
    this.signals = new Signals(
      this.clock,
      peers === undefined
        ? undefined
        : (topic, at) => peers.announce(at === undefined ? ["wake", topic] : ["wake", topic, at]),
    );
    this.deadlines = new Deadlines(this);
    this.deliveries = new Deliveries(this);
    this.mailbox = new Mailbox(this, options.mailServer);
    this.injections = new Injections(this);
    this.authorizer = new Authorizer(this);
    this.services = new Map(options.services.map((entry) => [entry.id, entry]));
  }

  /** Prepares the kernel's tables and takes up what an earlier process left undone. */
  async start(): Promise<void> {
    await this.store.prepare("brume", { ...kernelTables, ...mailboxTables }, kernelMigrations);
    const known = new Set(await this.store.prepared());
    this.metrics.schedule();
    await this.deliveries.resume();
    if (this.leading) this.#lead(known);
    await this.store.peers?.follow({
      heard: (said) => this.#heard(said),
      led: () => this.#led(),
      lost: () => this.#lost(),
    });
  }

  /** Whether this process runs what must run once: loops, deadlines, the sweep. */
  get leading(): boolean {
    return this.store.peers?.leading ?? true;
  }

  /** This process's number among those that share the database. */
  get slot(): number {
    return this.store.peers?.slot ?? 0;
  }

  /** Tells the other processes on the same database, if there can be any. */
  announce(said: Announcement): void {
    this.store.peers?.announce(said);
  }

  /** What another process told. */
  #heard(said: Announcement): void {
    switch (said[0]) {
      case "wake":
        if (said[2] === undefined) return this.signals.wakeHere(said[1]);
        return this.signals.wakeHereAt(said[1], said[2]);
      case "due":
        return this.leading ? this.deadlines.expect(said[1]) : undefined;
      case "loaded":
        if (this.leading) void this.load(said[1]);
        return;
      case "clock":
        return this.clock.ahead(said[1]);
      case "replaced":
        this.authorizer.forget();
        this.signals.wakeAll();
    }
  }

  /** This process leads: takes that up the first time, and what others left behind every time. */
  async #led(): Promise<void> {
    if (!this.#leads) this.#lead(new Set(await this.store.prepared()));
    if (this.clock.elapsed() > this.#sweptAt + SWEEP_EVERY_MS) this.#sweep();
    await this.deliveries.adopt((slot) => this.store.peers!.alive(slot));
  }

  #lost(): void {
    this.#leads = false;
    this.deadlines.stop();
    void this.#stopLoops();
  }

  /** Takes up what runs once. @param known Services whose tables exist. */
  #lead(known: ReadonlySet<string>): void {
    this.#leads = true;
    this.deadlines.pump();
    this.#startLoops();
    for (const entry of this.options.services)
      if (entry.wakes && known.has(entry.id)) void this.load(entry.id);
    this.#sweep();
  }

  /** Removes blobs that no row names. */
  #sweep(): void {
    this.#sweptAt = this.clock.elapsed();
    this.background("sweep", () =>
      this.blobs.sweep(async (id) => {
        const row = await this.store.view((tx) => tx.bind(kernelTables, "", "").blob.find({ id }));
        return row !== undefined;
      }, Date.now() - SWEEP_EVERY_MS),
    );
  }

  /** A number higher than any given before, by this process or an earlier one: a place in an order. */
  sequence(): number {
    this.#sequence = Math.max(this.#sequence + 1, this.clock.now() * 256);
    // The last digits are the process's, so that no two ever give the same.
    return this.#sequence * 8 + this.slot;
  }

  /** The services that are loaded. */
  loaded(): Iterable<ServiceDefinition> {
    return this.#ready.values();
  }

  /** A service that is loaded already; undefined when `load` must be awaited. */
  ready(id: string): ServiceDefinition | undefined {
    return this.#ready.get(id);
  }

  /** @throws Fault NotImplemented when Brume has no such service. */
  load(id: string): Promise<ServiceDefinition> {
    let loading = this.#loaded.get(id);
    if (loading === undefined) {
      const entry = this.services.get(id);
      if (entry === undefined) return Promise.reject(notImplemented(`The service ${id}`));
      loading = this.#open(entry);
      this.#loaded.set(id, loading);
      loading.catch(() => this.#loaded.delete(id));
    }
    return loading;
  }

  /** Runs an operation in process: validated and judged as from outside, without a socket. */
  async call(
    from: CallFacts,
    service: string,
    operation: string,
    input: Record<string, unknown>,
    options: CallOptions = {},
  ): Promise<unknown> {
    const definition = this.#ready.get(service) ?? (await this.load(service));
    const ctx = new Context(this, definition, {
      ...from,
      account: options.account ?? from.account,
      region: options.region ?? from.region,
      principal: options.principal ?? from.principal,
      requestId: this.chance.uuid(),
      now: this.clock.now(),
      via: from.via === "outbox" ? "outbox" : "call",
      operation,
      http: undefined,
      signal: options.signal ?? from.signal,
      ...(options.sourceArn === undefined ? {} : { sourceArn: options.sourceArn }),
    });
    const model = loadModel(service);
    const facts = model.operations[operation];
    if (facts === undefined) throw notImplemented(`${service}:${operation}`);
    const own =
      definition.validate?.(operation, input) ?? (definition.validate ? undefined : "model");
    const invalid = own === "model" ? validate(model, facts, input, model.protocols[0]!) : own;
    if (invalid !== undefined) throw invalid;
    return this.run(ctx, input, options.trusted ?? false, from.requestId);
  }

  /** Judges, runs and records; validation is behind us. */
  async run(
    ctx: Context,
    input: Record<string, unknown>,
    trusted: boolean,
    parent?: string,
  ): Promise<unknown> {
    const { definition, facts } = ctx;
    const began = this.clock.elapsed();
    const entry: Entry = {
      requestId: facts.requestId,
      ...(parent === undefined ? {} : { parent }),
      trace: facts.trace,
      time: facts.now,
      service: definition.id,
      operation: facts.operation,
      account: facts.account,
      region: facts.region,
      principal: facts.principal.arn,
      via: facts.via,
      status: 200,
      durationMs: 0,
    };
    ctx.entry = entry;
    try {
      const handler = definition.handlers.get(facts.operation);
      if (handler === undefined) throw notImplemented(`${definition.id}:${facts.operation}`);
      for (const member of definition.unread?.refused ?? NONE)
        if (given(input[member]))
          throw notImplemented(`${definition.id}:${facts.operation} with ${member}`);
      if (!trusted) {
        const judging = this.authorizer.judge(ctx, input, entry);
        if (judging instanceof Promise) await judging;
      }
      if (this.injections.concern(definition.id)) await this.injections.meet(ctx, entry);
      return await handler.run(ctx, input);
    } catch (error) {
      entry.status = error instanceof Fault ? error.status : 500;
      entry.error = error instanceof Fault ? error.code : "InternalFailure";
      entry.message = (error as Error).message;
      throw error;
    } finally {
      entry.durationMs = this.clock.elapsed() - began;
      this.journal.add(entry);
    }
  }

  /** @throws Fault unless the context's caller may do the actions on the resources. */
  async authorize(
    ctx: Context,
    actions: readonly string[],
    resources: readonly string[],
    conditions: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<void> {
    await this.authorizer.require(ctx, actions, resources, () => conditions, ctx.entry);
  }

  /** The service that keeps identities, if there is one. */
  identity(): Promise<IdentityProvider | undefined> {
    this.#identity ??= (async () => {
      const entry = this.options.services.find((s) => s.provides === "identity");
      if (entry === undefined) return undefined;
      const definition = await this.load(entry.id);
      return definition.provides?.identity?.(
        this.contextFor(definition, {
          account: this.options.defaultAccount,
          region: this.options.defaultRegion,
          via: "call",
          operation: "identity",
          now: this.clock.now(),
        }),
      );
    })();
    return this.#identity;
  }

  /**
   * A session of a role, for a service that acts as it.
   * @param more The session's name, where that is not the service's, and what trust may ask for.
   * @throws Fault AccessDenied where policies are enforced and the role does not trust the service.
   */
  async roleSession(
    roleArn: string,
    service: string,
    account: string,
    { session = service, ...more }: RoleUse = {},
  ): Promise<Principal> {
    const identity = await this.identity();
    if (identity === undefined) return rootOf(account);
    return identity.roleSession(roleArn, session, { service, account, ...more });
  }

  factsFor(
    facts: Pick<CallFacts, "account" | "region" | "via" | "operation"> & Partial<CallFacts>,
  ): CallFacts {
    const id = this.chance.uuid();
    return {
      principal: rootOf(facts.account),
      requestId: id,
      trace: id,
      now: this.clock.now(),
      origin: this.options.origin(),
      signal: undefined,
      http: undefined,
      ...facts,
    };
  }

  contextFor(
    definition: ServiceDefinition,
    facts: Pick<CallFacts, "account" | "region" | "via" | "operation"> & Partial<CallFacts>,
  ): Context {
    return new Context(this, definition, this.factsFor(facts));
  }

  /** True once it stops: what fails from then on may only have been cut off. */
  get stopping(): boolean {
    return this.#loops.signal.aborted;
  }

  /** Runs work beside the request that set it off; failures are bugs, and logged. */
  background(name: string, work: () => Promise<void>): void {
    const task = work()
      .catch((error) => {
        if (!this.stopping) console.error(`bug: in ${name}:`, error);
      })
      .finally(() => this.#background.delete(task));
    this.#background.add(task);
  }

  /** Resolves when no background work is under way, and none has fallen due. */
  async settle(): Promise<void> {
    do {
      this.clock.fireDue();
      await Promise.all(this.#background);
      for (let turn = 0; turn < 3; turn++) await new Promise((next) => setImmediate(next));
    } while (this.#background.size > 0);
  }

  /** Moves the clock on, running everything that falls due on the way, in order. */
  async advance(milliseconds: number): Promise<void> {
    // Another process may just have moved its own.
    await this.store.peers?.caughtUp();
    await this.metrics.during(() => this.clock.advance(milliseconds, () => this.settle()));
    this.announce(["clock", this.clock.offset]);
    await this.store.peers?.caughtUp();
  }

  /** Every account and region back to fresh. */
  async reset(): Promise<void> {
    await this.#stopLoops();
    await this.store.reset();
    this.blobs.clear();
    this.clock.reset();
    this.journal.clear();
    this.meter.take();
    this.injections.clear();
    this.authorizer.forget();
    this.announce(["replaced"]);
    this.announce(["clock", this.clock.offset]);
    this.#startLoops();
  }

  async stop(): Promise<void> {
    this.deadlines.stop();
    await this.metrics.flush().catch(() => undefined);
    await this.#stopLoops();
    this.clock.close();
    await this.store.close();
  }

  /** Stops loops, runs `fn` on a quiet store, starts them again: for loading a snapshot. */
  async quietly(fn: () => Promise<void>): Promise<void> {
    await this.#stopLoops();
    await fn();
    this.authorizer.forget();
    this.announce(["replaced"]);
    this.#startLoops();
    this.deadlines.pump();
    await this.deliveries.resume();
  }

  async #open(entry: ServiceEntry): Promise<ServiceDefinition> {
    const { service } = await entry.load();
    const model = loadModel(entry.id);
    for (const name of service.handlers.keys())
      if (model.operations[name] === undefined)
        throw new Error(`${entry.id}: ${name} is not an operation of its model.`);
    await this.store.prepare(entry.id, service.tables, service.migrations ?? []);
    this.#ready.set(entry.id, service);
    this.#runLoops(service);
    if (entry.wakes && !this.leading) this.announce(["loaded", entry.id]);
    return service;
  }

  #runLoops(service: ServiceDefinition): void {
    if (!this.#leads) return;
    for (const [name, loop] of Object.entries(service.loops ?? {})) {
      const { signal } = this.#loops;
      const ctx = this.contextFor(service, {
        account: this.options.defaultAccount,
        region: this.options.defaultRegion,
        via: "loop",
        operation: name,
        signal,
      });
      loop(ctx, signal).catch((error) => {
        if (!signal.aborted) console.error(`bug: loop ${service.id}.${name}:`, error);
      });
    }
  }

  async #stopLoops(): Promise<void> {
    this.#loops.abort();
    this.signals.wakeAll();
    for (const service of this.#ready.values()) await service.release?.();
    await Promise.race([
      Promise.all(this.#background),
      new Promise<void>((resolve) => this.clock.afterReal(1_000, resolve)),
    ]);
  }

  #startLoops(): void {
    this.#loops = new AbortController();
    for (const service of this.#ready.values()) this.#runLoops(service);
  }
}

/** Whether a member asks for anything: clients send false and empty lists of their own accord. */
function given(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return false;
  return typeof value !== "object" || value instanceof Uint8Array || Object.keys(value).length > 0;
}
