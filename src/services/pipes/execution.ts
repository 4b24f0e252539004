/**
 * One batch through a pipe: transformed, enriched, and brought to the target.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs-execution-steps.html
 */
import { Fault } from "#aws/fault";
import type { Principal } from "#kernel/principal";
import { NotYet } from "#kernel/service";
import { Calls } from "./calls.ts";
import { enrich } from "./enrichment.ts";
import { Failed } from "./errors.ts";
import type { PipeEvent } from "./events.ts";
import { inputsOf } from "./input.ts";
import { Journal } from "./journal.ts";
import { unlock } from "./keys.ts";
import { type Ctx, roleOf } from "./pipes.ts";
import type { PipeRow } from "./tables.ts";
import { deliver, type Report } from "./targets/deliver.ts";

export interface Outcome<E extends PipeEvent> {
  /** The events that are not done with. */
  readonly failed: readonly E[];
  /** Whether it counts as an attempt: what fails within AWS does not. */
  readonly counts: boolean;
  /** Epoch milliseconds before which another attempt would be in vain. */
  readonly until?: number;
}

type Stage = "Enrichment" | "Target";

const NAMESPACE = "AWS/EventBridge/Pipes";

export class Execution {
  readonly #journal: Journal;

  constructor(
    readonly ctx: Ctx,
    readonly row: Readonly<PipeRow>,
  ) {
    this.#journal = new Journal(ctx, row);
  }

  async run<E extends PipeEvent>(events: readonly E[]): Promise<Outcome<E>> {
    const { ctx, row } = this;
    const began = ctx.clock.elapsed();
    const payload = events.map(({ value }) => value);
    const bytes = Buffer.byteLength(JSON.stringify(payload));
    ctx.count(NAMESPACE, "Invocations", 1, "None", { AwsAccountId: ctx.account });
    ctx.countAll(NAMESPACE, { PipeName: row.name }, [
      ["Invocations", 1, "None"],
      ["EventCount", events.length, "None"],
      ["EventSize", bytes, "Bytes"],
    ]);
    this.#journal.note("ExecutionStarted", { payload });
    const outcome = await this.#outcome(events, payload);
    this.#count("Duration", ctx.clock.elapsed() - began, "Milliseconds");
    await this.#journal.write();
    return outcome;
  }

  async #outcome<E extends PipeEvent>(
    events: readonly E[],
    payload: readonly unknown[],
  ): Promise<Outcome<E>> {
    const { ctx, row } = this;
    try {
      const principal = await roleOf(ctx, row.name, row.settings.RoleArn);
      await unlock(ctx, row, principal);
      const enriched = await this.#enrichment(payload, principal);
      // What an enrichment answers has no ids of the source's.
      const ids =
        enriched === undefined ? new Set(events.flatMap((event) => event.ids)) : undefined;
      const { failed, why } = await this.#target(enriched ?? payload, ids, principal);
      // An enrichment may make more or fewer of them: then all stand and fall together.
      const undone =
        enriched === undefined
          ? events.filter(({ ids }, place) => failed.has(place) || ids.some((id) => failed.has(id)))
          : failed.size > 0
            ? events
            : [];
      if (undone.length === 0) {
        this.#journal.note("ExecutionSucceeded");
        return { failed: [], counts: true };
      }
      const step = undone.length < events.length ? "ExecutionPartiallyFailed" : "ExecutionFailed";
      this.#note(step, { message: why ?? "Some events failed." });
      return { failed: undone, counts: true };
    } catch (error) {
      if (error instanceof NotYet) return this.#throttled(events, error.at);
      this.#note("ExecutionFailed", told(error));
      // What fails within AWS is tried again and again: it is none of the user's failures.
      const internal =
        error instanceof Fault &&
        (error.status === 429 || (error.status >= 500 && error.status !== 501));
      return { failed: events, counts: !internal };
    }
  }

  #throttled<E extends PipeEvent>(events: readonly E[], until: number): Outcome<E> {
    this.#note("ExecutionThrottled", { message: "The API destination's rate is reached." });
    this.ctx.count(NAMESPACE, "ExecutionThrottled", 1, "None", { AwsAccountId: this.ctx.account });
    return { failed: events, counts: false, until };
  }

  /** A step that is counted as well as logged. */
  #note(step: string, error: object): void {
    this.#journal.note(step, { error });
    this.#count(step, 1, "None");
  }

  #count(name: string, value: number, unit: string): void {
    this.ctx.count(NAMESPACE, name, value, unit, { PipeName: this.row.name });
  }

  /** What the enrichment made of the events; undefined where there is none. */
  async #enrichment(
    payload: readonly unknown[],
    principal: Principal,
  ): Promise<readonly unknown[] | undefined> {
    const { ctx, row } = this;
    const { Enrichment: arn, EnrichmentParameters: parameters } = row.settings;
    if (arn === undefined || arn === "") return undefined;
    const began = ctx.clock.elapsed();
    this.#journal.note("EnrichmentStageEntered", { payload });
    try {
      const inputs = this.#transformed("Enrichment", payload, parameters?.InputTemplate);
      const calls = this.#calls("Enrichment", inputs);
      const asked = { arn, inputs, given: payload, principal, calls };
      const answer = await this.#invoked("Enrichment", calls, enrich(ctx, row, asked));
      this.#journal.note("EnrichmentInvocationSucceeded", { awsResponse: calls.response });
      this.#journal.note("EnrichmentStageSucceeded", { payload: answer });
      this.#count("EnrichmentStageDuration", ctx.clock.elapsed() - began, "Milliseconds");
      return answer;
    } catch (error) {
      if (!(error instanceof NotYet)) this.#note("EnrichmentStageFailed", told(error));
      throw error;
    }
  }

  #transformed(
    stage: Stage,
    given: readonly unknown[],
    template: string | undefined,
  ): readonly unknown[] {
    if (template === undefined || template === "") return given;
    this.#journal.note(`${stage}TransformationStarted`, { payload: given });
    try {
      const inputs = inputsOf(this.ctx, this.row, given, template);
      this.#journal.note(`${stage}TransformationSucceeded`, { payload: inputs });
      return inputs;
    } catch (error) {
      this.#journal.note(`${stage}TransformationFailed`, { error: told(error) });
      throw error;
    }
  }

  #calls(stage: Stage, payload: readonly unknown[]): Calls {
    return new Calls((awsRequest) =>
      this.#journal.note(`${stage}InvocationStarted`, { payload, awsRequest }),
    );
  }

  /** What an invocation gives; one that fails is noted. */
  async #invoked<T>(stage: Stage, calls: Calls, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof NotYet)) {
        const data = { error: told(error), awsResponse: calls.response };
        this.#journal.note(`${stage}InvocationFailed`, data);
      }
      throw error;
    }
  }

  async #target(
    given: readonly unknown[],
    ids: ReadonlySet<string> | undefined,
    principal: Principal,
  ): Promise<Report> {
    const { ctx, row } = this;
    if (given.length === 0) {
      // An empty answer of the enrichment ends the batch well.
      this.#journal.note("TargetStageSkipped");
      this.#count("TargetStageSkipped", 1, "None");
      return { failed: new Set() };
    }
    const began = ctx.clock.elapsed();
    this.#journal.note("TargetStageEntered", { payload: given });
    try {
      const template = row.settings.TargetParameters?.InputTemplate;
      const inputs = this.#transformed("Target", given, template);
      const calls = this.#calls("Target", inputs);
      const delivery = { row, given, inputs, ids, principal, calls };
      const report = await this.#invoked("Target", calls, deliver(ctx, delivery));
      this.#told(report, given.length, calls.response);
      this.#count("TargetStageDuration", ctx.clock.elapsed() - began, "Milliseconds");
      return report;
    } catch (error) {
      if (!(error instanceof NotYet)) this.#note("TargetStageFailed", told(error));
      throw error;
    }
  }

  #told({ failed, why: message }: Report, all: number, awsResponse: unknown): void {
    if (failed.size === 0) {
      this.#journal.note("TargetInvocationSucceeded", { awsResponse });
      return this.#journal.note("TargetStageSucceeded");
    }
    const how = failed.size < all ? "PartiallyFailed" : "Failed";
    this.#journal.note(`TargetInvocation${how}`, { error: { message }, awsResponse });
    this.#note(`TargetStage${how}`, { message });
  }
}

/** What a record says of an error. @throws What is no failure but a bug. */
function told(error: unknown): object {
  if (error instanceof Failed) return { message: error.message, awsService: error.awsService };
  if (!(error instanceof Fault)) throw error;
  return { httpStatusCode: error.status, message: error.message, details: error.code };
}
