/** Moves messages from queues to functions: a poller for each mapping, kept to what the rows say. */
import type { Message } from "#aws/generated/types/sqs";
import { Fault } from "#aws/fault";
import { compileEventPattern, type EventPattern } from "#languages/event-pattern/pattern";
import type { Principal } from "#kernel/principal";
import type { Ctx, Place } from "./functions.ts";
import { invoke, resolve } from "./invoke.ts";
import { MAPPING_CONCURRENCY } from "./limits.ts";
import { principalOf } from "./runner.ts";
import { ShardFollower } from "./shard-follower.ts";
import { ChangeReader } from "./shard-readers.ts";
import { StreamPoller } from "./streams.ts";
import type { MappingRow } from "./tables.ts";

/** The topic that is woken when mappings change. */
export const MAPPINGS = "lambda:mappings";

const LONG_POLL_SECONDS = 20;
const RECEIVE_MOST = 10;
/** After a failure to receive, by Brume's clock; doubled each time up to the last. */
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 60_000;

type Placed = Readonly<MappingRow> & { account: string; region: string };

/** The loop: starts and stops pollers as rows come, change and go. */
export async function follow(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const running = new Map<string, { revision: string; stop: AbortController }>();
  signal.addEventListener("abort", () => {
    for (const { stop } of running.values()) stop.abort();
  });
  while (!signal.aborted) {
    // The wait begins before the rows are read, so that no change falls between.
    const woken = ctx.signals.wait(MAPPINGS, Number.POSITIVE_INFINITY, signal);
    const rows = await ctx.view((tx) => tx.mapping.query<Placed>("everywhere"));
    const wanted = new Map(rows.filter((row) => row.enabled).map((row) => [row.uuid, row]));
    for (const [uuid, { revision, stop }] of running)
      if (wanted.get(uuid)?.revision !== revision) {
        stop.abort();
        running.delete(uuid);
      }
    for (const [uuid, row] of wanted) {
      if (running.has(uuid)) continue;
      const stop = new AbortController();
      running.set(uuid, { revision: row.revision, stop });
      const own = ctx.as({ account: row.account, region: row.region, signal: stop.signal });
      pollerOf(own, row, stop.signal)
        .run()
        .catch((error) => {
          if (!stop.signal.aborted) console.error(`bug: event source mapping ${uuid}:`, error);
        });
    }
    await woken;
  }
}

/** What brings a mapping's source to its function. */
function pollerOf(ctx: Ctx, row: Placed, signal: AbortSignal) {
  if (row.stream === undefined) return new Poller(ctx, row, signal);
  if (row.sourceArn.split(":")[2] === "kinesis") return new ShardFollower(ctx, row, signal);
  return new StreamPoller(ctx, row, signal, new ChangeReader(ctx, row));
}

class Poller {
  readonly #place: Place;
  readonly #queue: { url: string; region: string; account: string };
  readonly #most: number;
  readonly #filters: readonly EventPattern[] | undefined;
  #busy = 0;
  #waitMs = FIRST_WAIT_MS;

  constructor(
    readonly ctx: Ctx,
    readonly row: Placed,
    readonly signal: AbortSignal,
  ) {
    const [, , , region = "", account = "", name = ""] = row.sourceArn.split(":");
    this.#place = {
      account: row.account,
      region: row.region,
      name: row.functionName,
      qualifier: row.qualifier || undefined,
    };
    this.#queue = { url: `${ctx.origin}/${account}/${name}`, region, account };
    this.#filters = row.filters?.map(compileEventPattern);
    this.#most = row.maximumConcurrency ?? MAPPING_CONCURRENCY;
  }

  async run(): Promise<void> {
    const { ctx, signal } = this;
    while (!signal.aborted) {
      if (this.#busy >= this.#most) {
        await ctx.signals.wait(this.#freed, Number.POSITIVE_INFINITY, signal);
        continue;
      }
      let messages: Message[];
      try {
        messages = await this.#receive();
        this.#waitMs = FIRST_WAIT_MS;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        await this.#pause();
        continue;
      }
      messages = await this.#wanted(messages);
      if (messages.length === 0) continue;
      this.#busy++;
      ctx.background(() => this.#process(messages).finally(() => this.#free()));
    }
  }

  /** The messages that the filters let through; the others are removed, as they are in AWS. */
  async #wanted(messages: Message[]): Promise<Message[]> {
    const filters = this.#filters;
    if (filters === undefined) return messages;
    const passes = (message: Message) => {
      const event = filtered(recordOf(message, this.row));
      return filters.some((pattern) => pattern.matches(event));
    };
    const kept = messages.filter(passes);
    await this.#remove(messages.filter((message) => !kept.includes(message)));
    return kept;
  }

  get #freed(): string {
    return `${MAPPINGS}:${this.row.uuid}:freed`;
  }

  #free(): void {
    this.#busy--;
    this.ctx.signals.wake(this.#freed);
  }

  async #pause(): Promise<void> {
    await this.ctx.signals.wait(
      `${MAPPINGS}:${this.row.uuid}`,
      this.ctx.clock.now() + this.#waitMs,
      this.signal,
    );
    this.#waitMs = Math.min(2 * this.#waitMs, LAST_WAIT_MS);
  }

  /** A batch: up to its size, gathered for as long as its window is. */
  async #receive(): Promise<Message[]> {
    const { batchSize, windowSeconds } = this.row;
    const batch = await this.#some(Math.min(batchSize, RECEIVE_MOST), LONG_POLL_SECONDS);
    if (batch.length === 0 || windowSeconds === 0) return batch;
    const until = this.ctx.clock.now() + windowSeconds * 1000;
    while (batch.length < batchSize && !this.signal.aborted) {
      const left = Math.ceil((until - this.ctx.clock.now()) / 1000);
      if (left <= 0) break;
      batch.push(
        ...(await this.#some(
          Math.min(batchSize - batch.length, RECEIVE_MOST),
          Math.min(left, LONG_POLL_SECONDS),
        )),
      );
    }
    return batch;
  }

  async #some(MaxNumberOfMessages: number, WaitTimeSeconds: number): Promise<Message[]> {
    const principal = await this.#principal();
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
      { region: this.#queue.region, principal, signal: this.signal },
    );
    return [...Messages];
  }

  async #principal(): Promise<Principal> {
    const { version } = await resolve(this.ctx, this.#place);
    return principalOf(this.ctx, version.configuration.role, this.row.functionName);
  }

  async #process(messages: readonly Message[]): Promise<void> {
    const { ctx, row } = this;
    // What is under way goes on when the mapping changes: only receiving stops.
    const own = ctx.as({ signal: undefined, requestId: ctx.chance.uuid() });
    let done: readonly Message[] = [];
    try {
      const target = await resolve(own, this.#place);
      const payload = Buffer.from(
        JSON.stringify({ Records: messages.map((message) => recordOf(message, row)) }),
      );
      const outcome = await invoke(own, target, {
        payload,
        requestId: own.requestId,
        trace: own.requestId,
      });
      if (outcome.errorType === undefined) done = succeeded(messages, outcome.payload, row);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // Throttled or gone: the messages show again after their visibility timeout.
    }
    await this.#remove(done);
  }

  async #remove(messages: readonly Message[]): Promise<void> {
    const principal = messages.length === 0 ? undefined : await this.#principal();
    for (let i = 0; i < messages.length; i += RECEIVE_MOST)
      await this.ctx
        .call(
          "sqs",
          "DeleteMessageBatch",
          {
            QueueUrl: this.#queue.url,
            Entries: messages
              .slice(i, i + RECEIVE_MOST)
              .map((m, n) => ({ Id: String(n), ReceiptHandle: m.ReceiptHandle! })),
          },
          { region: this.#queue.region, principal: principal! },
        )
        .catch((error) => {
          if (!(error instanceof Fault)) throw error;
        });
  }
}

/** What filters see of a record: a body in JSON is looked into. */
function filtered(record: ReturnType<typeof recordOf>): object {
  try {
    const body: unknown = JSON.parse(record.body ?? "");
    return typeof body === "object" && body !== null ? { ...record, body } : record;
  } catch {
    return record;
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function recordOf(message: Message, row: Placed) {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        {
          ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
          ...(value.BinaryValue === undefined
            ? {}
            : { binaryValue: Buffer.from(value.BinaryValue).toString("base64") }),
          stringListValues: [],
          binaryListValues: [],
          dataType: value.DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes === undefined
      ? {}
      : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: "aws:sqs",
    eventSourceARN: row.sourceArn,
    awsRegion: row.sourceArn.split(":")[3],
  };
}

/**
 * The messages that a function's answer lets go: all, or those it does not report.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function succeeded(
  messages: readonly Message[],
  payload: Uint8Array,
  row: Pick<MappingRow, "reportsItemFailures">,
): readonly Message[] {
  if (!row.reportsItemFailures) return messages;
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(payload).toString() || "null");
  } catch {
    return [];
  }
  if (answer === null) return messages;
  const reported = (answer as { batchItemFailures?: unknown }).batchItemFailures;
  if (reported === undefined || reported === null) return messages;
  if (!Array.isArray(reported)) return [];
  const failed = new Set<unknown>();
  for (const item of reported) {
    const id = (item as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    // An id that is none of the batch fails it all.
    if (typeof id !== "string" || !messages.some((message) => message.MessageId === id)) return [];
    failed.add(id);
  }
  return messages.filter((message) => !failed.has(message.MessageId));
}
