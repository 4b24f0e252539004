/** SubscribeToShard: a shard's records come as they are put, for five minutes. */
import { type Shard, shardId } from "../domain.ts";
import { dryRun, notFound, subscribed } from "../errors.ts";
import { EVENT, HEARTBEAT_MS, SUBSCRIPTION_KEPT_MS, SUBSCRIPTION_MS } from "../limits.ts";
import { count } from "../metrics.ts";
import { found, type Page, placeOf, unsealed } from "../reading.ts";
import { sequenceNumber } from "../sequences.ts";
import { shownRecord } from "../shown.ts";
import {
  consumerAt,
  type ConsumerPlace,
  type Ctx,
  shardIn,
  streamArn,
  streamAt,
  topicOf,
} from "../streams.ts";
import { on } from "../tables.ts";
import { consumerIn } from "./consumers.ts";

interface Subscription {
  readonly place: ConsumerPlace;
  readonly consumerArn: string;
  readonly shardName: string;
  readonly shard: number;
  readonly id: string;
  readonly after: number;
}

export const SubscribeToShard = on("SubscribeToShard", async (ctx, input) => {
  const place = consumerIn(ctx, input);
  const { ShardId: shardName, ConsumerARN: consumerArn, StartingPosition: position } = input;
  const start = {
    type: position.Type,
    sequenceNumber: position.SequenceNumber,
    timestamp: position.Timestamp,
  };
  const id = ctx.chance.uuid();
  const subscription = await ctx.update(async (tx) => {
    await consumerAt(ctx, tx, place);
    const row = await streamAt(ctx, tx, place);
    const shard = shardIn(ctx, row, place, shardName);
    const after = await placeOf(ctx, tx, row, place, shard, start, "SubscribeToShard");
    const key = { consumerArn, shard: shard.index };
    const current = await tx.subscription.find(key);
    const fresh = current !== undefined && ctx.now - current.at < SUBSCRIPTION_KEPT_MS;
    if (fresh && ctx.isOn("waits")) throw subscribed(`${consumerArn}:${shardName}`);
    if (input.DryRun) throw dryRun();
    await tx.subscription.put({ ...key, id, at: ctx.now });
    // An older subscription ends when it sees that it is not the last.
    tx.afterCommit(() => ctx.signals.wake(topicOf(streamArn(ctx, place))));
    return { place, consumerArn, shardName, shard: shard.index, id, after };
  });
  return { EventStream: events(ctx, subscription) } as never;
});

/** @throws Fault in the stream's own kinds: the subscription was taken, the stream is gone, KMS refuses. */
async function* events(ctx: Ctx, subscription: Subscription) {
  const { place, consumerArn, shard } = subscription;
  const endsAt = ctx.clock.now() + SUBSCRIPTION_MS;
  const topic = topicOf(streamArn(ctx, place));
  let { after } = subscription;
  let heartbeatAt = ctx.clock.now();
  try {
    while (!ctx.signal?.aborted) {
      const { page, of } = await next(ctx, subscription, after);
      const now = ctx.clock.now();
      if (now >= endsAt) return;
      after = page.after;
      if (page.rows.length > 0 || page.ended || now >= heartbeatAt) {
        yield eventOf(ctx, place, of, page);
        heartbeatAt = now + HEARTBEAT_MS;
      }
      if (page.ended) return;
      if (page.rows.length === 0) await ctx.wait(topic, Math.min(heartbeatAt, endsAt));
    }
  } finally {
    await ctx.update(async (tx) => {
      const current = await tx.subscription.find({ consumerArn, shard });
      if (current?.id === subscription.id) await tx.subscription.remove({ consumerArn, shard });
    });
  }
}

async function next(ctx: Ctx, subscription: Subscription, after: number) {
  const { place, consumerArn, shardName, shard, id } = subscription;
  const { page, of } = await ctx.view(async (tx) => {
    const row = await streamAt(ctx, tx, place);
    await consumerAt(ctx, tx, place);
    const current = await tx.subscription.find({ consumerArn, shard });
    if (current?.id !== id) throw subscribed(`${consumerArn}:${shardName}`);
    const of = row.shards.find(({ index }) => index === shard);
    // Its last record was trimmed while nobody read it.
    if (of === undefined) throw notFound(`Shard ${shardId(shard)} does not exist.`);
    return { of, page: await found(ctx, tx, row, of, after, EVENT) };
  });
  return { of, page: await unsealed(ctx, place, page) };
}

function eventOf(ctx: Ctx, place: ConsumerPlace, shard: Shard, page: Page) {
  const { rows, after, behindMs, ended, children } = page;
  const now = ctx.clock.now();
  const bytes = rows.reduce((sum, record) => sum + record.data.length, 0);
  const observed = [
    ["SubscribeToShardEvent.Success", 1, "Count"],
    ["SubscribeToShardEvent.Bytes", bytes, "Bytes"],
    ["SubscribeToShardEvent.Records", rows.length, "Count"],
    ["SubscribeToShardEvent.MillisBehindLatest", behindMs, "Milliseconds"],
  ] as const;
  count(ctx.as({ now }), place, observed, { ConsumerName: place.consumer });
  return {
    SubscribeToShardEvent: {
      Records: rows.map((record) => shownRecord(shard, record)),
      // What goes on after the shard's end goes on elsewhere.
      ...(ended
        ? {}
        : { ContinuationSequenceNumber: sequenceNumber(shard, after, rows.at(-1)?.at ?? now) }),
      MillisBehindLatest: behindMs,
      ...(children === undefined ? {} : { ChildShards: children }),
    },
  };
}
