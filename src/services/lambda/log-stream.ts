/** Carries an environment's lines into CloudWatch Logs, in order, together while one write is under way. */
import { Fault } from "#aws/fault";
import type { LogLine } from "#engines/contract";
import type { Ctx } from "./functions.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const BATCH_EVENTS = 2_000;
const BATCH_BYTES = 1_000_000;
const GATHER_MS = 20;
const EVENT_OVERHEAD_BYTES = 26;
/** Lines that wait at most; past that the oldest go, and the stream says how many. */
const WAITING_LINES = 50_000;
const WAITING_BYTES = 64 * 1024 * 1024;

export class LogStream {
  #waiting: LogLine[] = [];
  #dropped = 0;
  /** Of the lines that wait. */
  #bytes = 0;
  #writing = false;
  #made = false;

  /** @param ctx Its principal is who writes: the function's role. */
  constructor(
    readonly ctx: Ctx,
    readonly group: string,
    readonly stream: string,
  ) {}

  push(line: LogLine): void {
    while (this.#waiting.length >= WAITING_LINES || this.#bytes > WAITING_BYTES) {
      this.#bytes -= this.#waiting.shift()!.text.length;
      this.#dropped++;
    }
    this.#waiting.push(line);
    this.#bytes += line.text.length;
    if (this.#writing) return;
    this.#writing = true;
    this.ctx.background(() => this.#write());
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        // A busy function's lines go together: a commit for each invocation would cost more than it.
        await new Promise<void>((resolve) => this.ctx.clock.afterReal(GATHER_MS, resolve));
        await this.#put(this.#take());
      }
    } catch (error) {
      // A role that may not write logs loses them, as on AWS.
      if (!(error instanceof Fault)) throw error;
      this.#waiting = [];
      this.#bytes = 0;
    } finally {
      this.#writing = false;
    }
  }

  #take(): LogLine[] {
    if (this.#dropped > 0) {
      const time = this.#waiting[0]!.time;
      const text = `Brume dropped ${this.#dropped} lines that came faster than they could be written.`;
      this.#waiting.unshift({ time, text });
      this.#bytes += text.length;
      this.#dropped = 0;
    }
    let bytes = 0;
    let count = 0;
    for (const { text } of this.#waiting) {
      bytes += Buffer.byteLength(text) + EVENT_OVERHEAD_BYTES;
      if (count > 0 && (bytes > BATCH_BYTES || count >= BATCH_EVENTS)) break;
      count++;
    }
    const taken = this.#waiting.splice(0, count);
    for (const { text } of taken) this.#bytes -= text.length;
    return taken;
  }

  async #put(lines: readonly LogLine[]): Promise<void> {
    const { ctx, group: logGroupName, stream: logStreamName } = this;
    if (!this.#made) await this.#make();
    const logEvents = lines
      .filter(({ text }) => text !== "")
      .map(({ time, text }) => ({ timestamp: time, message: text }));
    if (logEvents.length === 0) return;
    const put = () => ctx.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents });
    try {
      await put();
    } catch (error) {
      // Someone removed the group while the function was warm: it is made anew.
      if (!(error instanceof Fault) || error.code !== "ResourceNotFoundException") throw error;
      await this.#make();
      await put();
    }
  }

  async #make(): Promise<void> {
    const { ctx, group: logGroupName, stream: logStreamName } = this;
    const unlessThere = (error: unknown) => {
      if (!(error instanceof Fault) || error.code !== "ResourceAlreadyExistsException") throw error;
    };
    await ctx
      .call("logs", "CreateLogStream", { logGroupName, logStreamName })
      .catch(async (error: unknown) => {
        if (!(error instanceof Fault) || error.code !== "ResourceNotFoundException")
          return unlessThere(error);
        await ctx.call("logs", "CreateLogGroup", { logGroupName }).catch(unlessThere);
        await ctx
          .call("logs", "CreateLogStream", { logGroupName, logStreamName })
          .catch(unlessThere);
      });
    this.#made = true;
  }
}
