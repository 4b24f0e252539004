/** Pipes at work: a poller for each that runs, kept to what the rows say. */
import type { Message } from "#aws/generated/types/sqs";
import { Fault } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import { compileEventPattern, type EventPattern } from "#languages/event-pattern/pattern";
import { Execution } from "./execution.ts";
import { parsed } from "./input.ts";
import { BATCH_SIZE } from "./limits.ts";
import { type Ctx, PIPES } from "./pipes.ts";
import type { PipeRow } from "./tables.ts";

type Placed = Readonly<PipeRow> & { account: string; region: string };

const LONG_POLL_SECONDS = 20;
const RECEIVE_MOST = 10;
/** After a failure to receive, by Brume's clock; doubled each time up to the last. */
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 60_000;

/** The loop: starts and stops pollers as pipes come, change and go. */
export async function follow(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const running = new Map<string, { revision: string; stop: AbortController }>();
  signal.addEventListener("abort", () => {
    for (const { stop } of running.values()) stop.abort();
  });
  while (!signal.aborted) {
    // The wait begins before the rows are read, so that no change falls between.
    const woken = ctx.signals.wait(PIPES, Number.POSITIVE_INFINITY, signal);
    const rows = await ctx.view((tx) => tx.pipe.query<Placed>("everywhere"));
    const wanted = new Map(rows.map((row) => [`${row.account}/${row.region}/${row.name}`, row]));
    for (const [id, { revision, stop }] of running)
      if (wanted.get(id)?.revision !== revision) {
        stop.abort();
        running.delete(id);
      }
    for (const [id, row] of wanted) {
      if (running.has(id)) continue;
      const stop = new AbortController();
      running.set(id, { revision: row.revision, stop });
      const own = ctx.as({ account: row.account, region: row.region, signal: stop.signal });
      new Poller(own, row, stop.signal).run().catch((error) => {
        if (!stop.signal.aborted) console.error(`bug: pipe ${id}:`, error);
      });
    }
    await woken;
  }
}

/** Reads a queue for a pipe, a batch at a time. */
class Poller {
  readonly #filters: readonly EventPattern[];
  readonly #queue: { readonly url: string; readonly region: string };
  #waitMs = FIRST_WAIT_MS;

  constructor(
    readonly ctx: Ctx,
    readonly row: Placed,
    readonly signal: AbortSignal,
  ) {
    const { account, region, resource } = arnParts(row.settings.Source);
    this.#queue = { url: `${ctx.origin}/${account}/${resource}`, region };
    const filters = row.settings.SourceParameters?.FilterCriteria?.Filters ?? [];
    this.#filters = filters.map(({ Pattern }) => compileEventPattern(Pattern ?? ""));
  }

  async run(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        const batch = await this.#receive();
        this.#waitMs = FIRST_WAIT_MS;
        if (batch.length > 0) await this.#work(batch);
      } catch (error) {
        if (this.signal.aborted) return;
        if (!(error instanceof Fault)) throw error;
        // The queue or the role is not what it was: asked again, more and more slowly.
        const until = this.ctx.clock.now() + this.#waitMs;
        await this.ctx.signals.wait(`${PIPES}:${this.row.name}`, until, this.signal);
        this.#waitMs = Math.min(2 * this.#waitMs, LAST_WAIT_MS);
      }
    }
  }

  async #work(messages: readonly Message[]): Promise<void> {
    const events = messages.map((message) => eventOf(message, this.row.settings.Source));
    const wanted = events.filter((event) => this.#passes(event));
    const done = new Set(events.filter((event) => !wanted.includes(event)));
    if (wanted.length > 0) {
      // What is under way goes on when the pipe changes: only receiving stops.
      const own = this.ctx.as({ signal: undefined, requestId: this.ctx.chance.uuid() });
      const execution = new Execution(own, this.row);
      for (const event of await execution.run(wanted)) done.add(event as PipeEvent);
    }
    await this.#remove(messages.filter((_, index) => done.has(events[index]!)));
  }

  #passes(event: PipeEvent): boolean {
    if (this.#filters.length === 0) return true;
    const seen = { ...event, body: parsed(event.body) };
    return this.#filters.some((pattern) => pattern.matches(seen));
  }

  /** A batch: up to its size, gathered for as long as its window is. */
  async #receive(): Promise<Message[]> {
    const queue = this.row.settings.SourceParameters?.SqsQueueParameters;
    const { BatchSize: size = BATCH_SIZE, MaximumBatchingWindowInSeconds: window = 0 } =
      queue ?? {};
    const batch = await this.#some(Math.min(size, RECEIVE_MOST), LONG_POLL_SECONDS);
    if (batch.length === 0 || window === 0) return batch;
    const until = this.ctx.clock.now() + window * 1_000;
    while (batch.length < size && !this.signal.aborted) {
      const left = Math.ceil((until - this.ctx.clock.now()) / 1_000);
      if (left <= 0) break;
      const most = Math.min(size - batch.length, RECEIVE_MOST);
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
    const principal = await ctx.kernel.roleSession(row.settings.RoleArn, "pipes", row.account);
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

export type PipeEvent = ReturnType<typeof eventOf>;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html */
function eventOf(message: Message, eventSourceARN: string) {
  return {
    messageId: message.MessageId!,
    receiptHandle: message.ReceiptHandle,
    body: message.Body ?? "",
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        {
          ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
          ...(value.BinaryValue === undefined
            ? {}
            : { binaryValue: Buffer.from(value.BinaryValue).toString("base64") }),
          dataType: value.DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion: arnParts(eventSourceARN).region,
  };
}
