/** Reads a queue for a pipe, some batches at a time. */
import type { Message } from "#aws/generated/types/sqs";
import { Fault } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import { batchBytesOf, batchSizeOf } from "./checks.ts";
import { cut } from "./cut.ts";
import { bytesOf, messageEvent, type PipeEvent } from "./events.ts";
import { Execution } from "./execution.ts";
import { type Filter, filtersOf, passes } from "./filters.ts";
import { QUEUE_CONCURRENCY } from "./limits.ts";
import { type Ctx, FIRST_WAIT_MS, LAST_WAIT_MS, PIPES, type Placed, roleOf } from "./pipes.ts";

const LONG_POLL_SECONDS = 20;
const RECEIVE_MOST = 10;

export class QueuePoller {
  readonly #filters: readonly Filter[];
  readonly #queue: { readonly url: string; readonly region: string };
  readonly #size: number;
  readonly #bytes: number;
  readonly #freed: string;
  #busy = 0;
  #waitMs = FIRST_WAIT_MS;

  constructor(
    readonly ctx: Ctx,
    readonly row: Placed,
    readonly signal: AbortSignal,
  ) {
    const { account, region, resource } = arnParts(row.settings.Source);
    this.#queue = { url: `${ctx.origin}/${account}/${resource}`, region };
    this.#filters = filtersOf(row.settings);
    this.#size = batchSizeOf(row.settings);
    this.#bytes = batchBytesOf(row.settings);
    this.#freed = `${PIPES}:${row.account}/${row.region}/${row.name}:freed`;
  }

  async run(): Promise<void> {
    const { ctx, signal } = this;
    while (!signal.aborted) {
      const seen = ctx.signals.wakes;
      if (this.#busy >= QUEUE_CONCURRENCY) {
        await ctx.signals.wait(this.#freed, Number.POSITIVE_INFINITY, signal, seen);
        continue;
      }
      try {
        const batch = await this.#receive();
        this.#waitMs = FIRST_WAIT_MS;
        if (batch.length === 0) continue;
        this.#busy++;
        ctx.background(() => this.#work(batch).finally(() => this.#free()));
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof Fault)) throw error;
        // The queue or the role is not what it was: asked again, more and more slowly.
        const until = ctx.clock.now() + this.#waitMs;
        await ctx.signals.wait(`${PIPES}:${this.row.name}`, until, signal);
        this.#waitMs = Math.min(2 * this.#waitMs, LAST_WAIT_MS);
      }
    }
  }

  #free(): void {
    this.#busy--;
    this.ctx.signals.wake(this.#freed);
  }

  async #work(messages: readonly Message[]): Promise<void> {
    const events = messages.map((message) => messageEvent(message, this.row.settings.Source));
    const wanted = events.filter((event) => passes(this.#filters, event));
    const left = new Set<PipeEvent>();
    const fifo = this.row.settings.Source.endsWith(".fifo");
    for (const batch of cut(wanted, { count: this.#size, bytes: this.#bytes - 1 }, bytesOf)) {
      // In an order, what follows a failure waits for it.
      if (fifo && left.size > 0) {
        for (const event of batch) left.add(event);
        continue;
      }
      // What is under way goes on when the pipe changes: only receiving stops.
      const own = this.ctx.as({ signal: undefined, requestId: this.ctx.chance.uuid() });
      const { failed } = await new Execution(own, this.row).run(batch);
      for (const event of failed) left.add(event);
    }
    const done = messages.filter((_, index) => !left.has(events[index]!));
    // What cannot be deleted comes again, as in AWS.
    await this.#remove(done).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
  }

  /** A batch: up to its size in messages and bytes, gathered for as long as its window is. */
  async #receive(): Promise<Message[]> {
    const queue = this.row.settings.SourceParameters?.SqsQueueParameters;
    const window = queue?.MaximumBatchingWindowInSeconds ?? 0;
    const batch = await this.#some(Math.min(this.#size, RECEIVE_MOST), LONG_POLL_SECONDS);
    if (batch.length === 0 || window === 0) return batch;
    const until = this.ctx.clock.now() + window * 1_000;
    const full = () => batch.length >= this.#size || textBytes(batch) >= this.#bytes;
    while (!full() && !this.signal.aborted) {
      const left = Math.ceil((until - this.ctx.clock.now()) / 1_000);
      if (left <= 0) break;
      const most = Math.min(this.#size - batch.length, RECEIVE_MOST);
      batch.push(...(await this.#some(most, Math.min(left, LONG_POLL_SECONDS))));
    }
    return batch;
  }

  async #some(MaxNumberOfMessages: number, WaitTimeSeconds: number): Promise<Message[]> {
    const { Messages = [] } = await this.ctx.call(
      "sqs",
      "ReceiveMessage",
      {
        QueueUrl: this.#queue.url,
        MaxNumberOfMessages,
        WaitTimeSeconds,
        AttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      },
      { ...(await this.#options()), signal: this.signal },
    );
    return [...Messages];
  }

  async #options() {
    const { ctx, row } = this;
    const principal = await roleOf(ctx, row.name, row.settings.RoleArn);
    return { region: this.#queue.region, principal };
  }

  async #remove(messages: readonly Message[]): Promise<void> {
    for (let i = 0; i < messages.length; i += RECEIVE_MOST)
      await this.ctx.call(
        "sqs",
        "DeleteMessageBatch",
        {
          QueueUrl: this.#queue.url,
          Entries: messages
            .slice(i, i + RECEIVE_MOST)
            .map((m, n) => ({ Id: String(n), ReceiptHandle: m.ReceiptHandle! })),
        },
        await this.#options(),
      );
  }
}

const textBytes = (messages: readonly Message[]): number =>
  messages.reduce((sum, { Body = "" }) => sum + Buffer.byteLength(Body), 0);
