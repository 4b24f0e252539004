/**
 * What a pipe logs of one execution, as its role, to the group that it names.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html
 */
import { arnParts } from "#aws/target-call";
import { type Ctx, pipeArn } from "./pipes.ts";
import type { PipeRow } from "./tables.ts";

const LEVELS = ["OFF", "ERROR", "INFO", "TRACE"];
type Level = "ERROR" | "INFO" | "TRACE";

export class Journal {
  readonly #lines: { readonly timestamp: number; readonly message: string }[] = [];
  readonly #level: number;
  readonly #executionId: string;

  constructor(
    readonly ctx: Ctx,
    readonly row: Readonly<PipeRow>,
  ) {
    this.#level = LEVELS.indexOf(row.settings.LogConfiguration?.Level ?? "OFF");
    this.#executionId = ctx.chance.uuid();
  }

  note(level: Level, messageType: string, more: Readonly<Record<string, unknown>>): void {
    if (LEVELS.indexOf(level) > this.#level) return;
    const { ctx, row } = this;
    const whole = row.settings.LogConfiguration?.IncludeExecutionData?.includes("ALL") ?? false;
    const { payload, ...rest } = more;
    const timestamp = ctx.clock.now();
    const message = JSON.stringify({
      resourceArn: pipeArn(ctx, row.name),
      timestamp,
      executionId: this.#executionId,
      messageType,
      logLevel: level,
      ...(whole && payload !== undefined ? { payload: JSON.stringify(payload) } : {}),
      ...rest,
    });
    this.#lines.push({ timestamp, message });
  }

  async write(): Promise<void> {
    const { ctx, row } = this;
    const group = row.settings.LogConfiguration?.CloudwatchLogsLogDestination?.LogGroupArn;
    if (group === undefined || this.#lines.length === 0) return;
    const logGroupName = arnParts(group)
      .resource.replace(/^log-group:/, "")
      .replace(/:\*$/, "");
    const logStreamName = row.name;
    const logEvents = this.#lines.splice(0);
    const options = { trusted: true };
    // A group that is gone loses its lines; the pipe is none the worse for it.
    const made = (work: Promise<unknown>) => work.catch(() => undefined);
    await made(ctx.call("logs", "CreateLogStream", { logGroupName, logStreamName }, options));
    await made(
      ctx.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents }, options),
    );
  }
}
