/** What Kinesis counts: https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html */
import type { Observation } from "#kernel/meter";
import { shardId } from "./domain.ts";
import type { Ctx, Stream, StreamPlace } from "./streams.ts";

const NAMESPACE = "AWS/Kinesis";

/** Counts in the account and the region of a stream. */
export function count(
  ctx: Ctx,
  { account, name }: StreamPlace,
  observations: readonly Observation[],
  more: Readonly<Record<string, string>> = {},
): void {
  const there = account === ctx.account ? ctx : ctx.as({ account });
  there.countAll(NAMESPACE, { StreamName: name, ...more }, observations);
}

/** The same for one shard, where its stream has these metrics on. */
export function countShard(
  ctx: Ctx,
  place: StreamPlace,
  row: Stream,
  shard: number,
  observations: readonly Observation[],
): void {
  if (row.shardMetrics.length === 0) return;
  const wanted = observations.filter(([name]) => row.shardMetrics.includes(name));
  count(ctx, place, wanted, { ShardId: shardId(shard) });
}
