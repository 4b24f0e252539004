/**
 * Follows a Kinesis stream for a mapping: a poller for each shard, and for those that take its place
 * when it has ended, so that the records of a key stay in order.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 */
import { Fault } from "#aws/fault";
import { type Shard, turnsOf } from "#aws/stream-source";
import type { Ctx } from "./functions.ts";
import { ConsumerReader, data, DataReader, isConsumer, type Placed } from "./shard-readers.ts";
import { FIRST_WAIT_MS, LAST_WAIT_MS, optionsOf, StreamPoller } from "./streams.ts";
import type { ShardPositionRow } from "./tables.ts";

/** Looks at the shards again, when nothing has told of any. */
const LOOK_MS = 60_000;

export class ShardFollower {
  readonly #running = new Set<string>();

  constructor(
    readonly ctx: Ctx,
    readonly row: Placed,
    readonly signal: AbortSignal,
  ) {}

  async run(): Promise<void> {
    const { ctx, signal } = this;
    let waitMs = FIRST_WAIT_MS;
    while (!signal.aborted) {
      const until = ctx.clock.now() + LOOK_MS;
      const ended = ctx.signals.wait(this.#ended, until, signal);
      try {
        await this.#begin();
        waitMs = FIRST_WAIT_MS;
        // Shards come only where one has ended, or where there are none.
        if (this.#running.size > 0) await ended;
        else await ctx.signals.wait(data(ctx, this.row.sourceArn, {}).topic, until, signal);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        // The stream or the role is not what it was: asked again, more and more slowly.
        await ctx.signals.wait(this.#ended, ctx.clock.now() + waitMs, signal);
        waitMs = Math.min(2 * waitMs, LAST_WAIT_MS);
      }
    }
  }

  get #ended(): string {
    return `lambda:mappings:${this.row.uuid}:ended`;
  }

  /** Starts a poller for each shard whose turn it is. @throws Fault */
  async #begin(): Promise<void> {
    const { ctx, row, signal } = this;
    const shards = await data(ctx, row.sourceArn, await optionsOf(ctx, row)).shards();
    const positions = await ctx.view((tx) =>
      tx.at(row.account, row.region).shardPosition.list({ where: { uuid: row.uuid } }),
    );
    for (const { id, isChild } of turns(shards, positions, row.stream!.iterators)) {
      if (this.#running.has(id) || signal.aborted) continue;
      this.#running.add(id);
      const Reader = isConsumer(row.sourceArn) ? ConsumerReader : DataReader;
      const reader = new Reader(ctx, row, id, isChild);
      new StreamPoller(ctx, row, signal, reader)
        .run()
        .then(async () => {
          if (!signal.aborted) await reader.ended();
        })
        .catch((error) => {
          if (!signal.aborted) console.error(`bug: event source mapping ${row.uuid}:`, error);
        })
        .finally(() => {
          this.#running.delete(id);
          ctx.signals.wake(this.#ended);
        });
    }
  }
}

interface Turn {
  readonly id: string;
  /** It came after the mapping, from a shard that the mapping reads. */
  readonly isChild: boolean;
}

/**
 * The shards that are to be read now: those that the mapping wants and has not done with, and whose
 * parents it has done with.
 * @param latest The shards that were open when a mapping was made that starts with what came then.
 */
export function turns(
  shards: readonly Shard[],
  positions: readonly Readonly<ShardPositionRow>[],
  latest: Readonly<Record<string, string>> | undefined,
): Turn[] {
  const listed = new Map(shards.map((shard) => [shard.id, shard]));
  const read = new Map(positions.map((position) => [position.shard, position]));
  const wanted = (id: string): boolean =>
    latest === undefined ||
    Object.hasOwn(latest, id) ||
    read.has(id) ||
    (listed.get(id)?.parents.some(wanted) ?? false);
  const isDone = (id: string) => !wanted(id) || read.get(id)?.ended === true;
  return turnsOf(shards, isDone).map(({ id }) => ({
    id,
    isChild: latest !== undefined && !Object.hasOwn(latest, id),
  }));
}
