/**
 * One batch through a pipe: transformed, enriched, and brought to the target.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-concepts.html
 */
import { Fault } from "#aws/fault";
import type { Principal } from "#kernel/principal";
import { Failed } from "./errors.ts";
import { Journal } from "./journal.ts";
import { type Ctx, pipeArn } from "./pipes.ts";
import { inputsOf } from "./input.ts";
import type { PipeEvent } from "./poller.ts";
import { deliver } from "./targets.ts";
import type { PipeRow } from "./tables.ts";

export class Execution {
  readonly #journal: Journal;

  constructor(
    readonly ctx: Ctx,
    readonly row: Readonly<PipeRow>,
  ) {
    this.#journal = new Journal(ctx, row);
  }

  /** The events that are done with: all of them, those that did not fail, or none. */
  async run(events: readonly PipeEvent[]): Promise<readonly PipeEvent[]> {
    const { ctx, row } = this;
    const dimensions = { PipeName: row.name };
    ctx.count("AWS/EventBridge/Pipes", "Invocations", 1, "Count", dimensions);
    ctx.count("AWS/EventBridge/Pipes", "EventCount", events.length, "Count", dimensions);
    this.#journal.note("INFO", "ExecutionStarted", { payload: events });
    try {
      const principal = await ctx.kernel.roleSession(row.settings.RoleArn, "pipes", ctx.account);
      const enriched = await this.#enriched(events, principal);
      if (enriched !== undefined && enriched.length === 0) return await this.#done(events);
      const given = enriched ?? events;
      const template = row.settings.TargetParameters?.InputTemplate;
      const inputs = inputsOf(ctx, row, given, template);
      this.#journal.note("INFO", "TargetInvocationStarted", {});
      const failed = await deliver(ctx, row, given, inputs, principal);
      // An enrichment may make more or fewer of them: then all stand and fall together.
      const done =
        enriched === undefined
          ? events.filter(({ messageId }, index) => !failed.has(messageId) && !failed.has(index))
          : failed.size === 0
            ? events
            : [];
      if (done.length < events.length) return await this.#failed("some events failed", done);
      this.#journal.note("INFO", "TargetInvocationSucceeded", {});
      return await this.#done(events);
    } catch (error) {
      if (!(error instanceof Fault) && !(error instanceof Failed)) throw error;
      return this.#failed(error.message, []);
    }
  }

  async #done(events: readonly PipeEvent[]): Promise<readonly PipeEvent[]> {
    this.#journal.note("INFO", "ExecutionSucceeded", {});
    await this.#journal.write();
    return events;
  }

  async #failed(why: string, done: readonly PipeEvent[]): Promise<readonly PipeEvent[]> {
    const { ctx, row } = this;
    const name = done.length > 0 ? "ExecutionPartiallyFailed" : "ExecutionFailed";
    this.#journal.note("ERROR", name, { error: { message: why } });
    const dimensions = { PipeName: row.name };
    ctx.count("AWS/EventBridge/Pipes", name, 1, "Count", dimensions);
    await this.#journal.write();
    return done;
  }

  /** What the enrichment made of the events; undefined where there is none. */
  async #enriched(
    events: readonly PipeEvent[],
    principal: Principal,
  ): Promise<readonly unknown[] | undefined> {
    const { ctx, row } = this;
    const { Enrichment: arn, EnrichmentParameters } = row.settings;
    if (arn === undefined) return undefined;
    const inputs = inputsOf(ctx, row, events, EnrichmentParameters?.InputTemplate);
    this.#journal.note("INFO", "EnrichmentInvocationStarted", {});
    const text = JSON.stringify(inputs);
    const answer = arn.includes(":states:")
      ? await this.#machine(arn, text, principal)
      : await this.#function(arn, text, principal);
    this.#journal.note("INFO", "EnrichmentInvocationSucceeded", { payload: answer });
    if (answer === null || answer === undefined || answer === "") return [];
    return Array.isArray(answer) ? answer : [answer];
  }

  async #function(FunctionName: string, input: string, principal: Principal): Promise<unknown> {
    const { Payload, FunctionError } = await this.ctx.call(
      "lambda",
      "Invoke",
      { FunctionName, Payload: new TextEncoder().encode(input) },
      { principal, sourceArn: pipeArn(this.ctx, this.row.name) },
    );
    const text = Buffer.from((Payload as Uint8Array | undefined) ?? []).toString();
    if (FunctionError !== undefined) throw new Failed(`The enrichment failed: ${text}`);
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  }

  async #machine(stateMachineArn: string, input: string, principal: Principal): Promise<unknown> {
    const made = (await this.ctx.kernel.call(
      this.ctx.facts,
      "stepfunctions",
      "StartSyncExecution",
      { stateMachineArn, input },
      { principal },
    )) as { status?: string; output?: string; cause?: string };
    if (made.status !== "SUCCEEDED") throw new Failed(`The enrichment failed: ${made.cause}`);
    return made.output === undefined ? undefined : (JSON.parse(made.output) as unknown);
  }
}
