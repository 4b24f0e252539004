/** Capacity: modes, warm throughput, the account's commitment and limits. */
import { rescaled } from "../domain.ts";
import { invalid, limitExceeded } from "../errors.ts";
import {
  COMMITMENT_MS,
  DAY_MS,
  MODE_CHANGES_A_DAY,
  ON_DEMAND_SHARDS,
  ON_DEMAND_STREAMS,
  shardLimit,
  WARM_MIBPS,
} from "../limits.ts";
import {
  change,
  checkOnDemand,
  checkShardLimit,
  type Ctx,
  openShards,
  type Stream,
  streamArn,
  type Tx,
} from "../streams.ts";
import { type CommitmentRow, on, type StreamRow } from "../tables.ts";

/** Moments of the last day. */
export const ofADay = (ctx: Ctx, moments: readonly number[]): number[] =>
  moments.filter((at) => ctx.now - at < DAY_MS);

/** An open shard takes 1 MiB a second. */
export const warmShards = (mibps: number): number => Math.max(ON_DEMAND_SHARDS, mibps);

/** @throws Fault InvalidArgument or LimitExceeded; no words of AWS's were found. */
export async function checkWarm(ctx: Ctx, tx: Tx, mode: string, mibps: number): Promise<void> {
  if (mode !== "ON_DEMAND")
    throw invalid("WarmThroughputMiBps is only supported for streams in ON_DEMAND mode.");
  const commitment = await tx.commitment.find({ kind: "throughput" });
  if (statusOf(ctx, commitment) === "DISABLED")
    throw invalid(
      `WarmThroughputMiBps requires that the account ${ctx.account} has MinimumThroughputBillingCommitment enabled.`,
    );
  if (mibps > WARM_MIBPS)
    throw limitExceeded(`WarmThroughputMiBps cannot be greater than ${WARM_MIBPS}.`);
}

/** The stream with as many shards as its warm throughput takes. */
async function warmed(ctx: Ctx, tx: Tx, row: Stream, mibps: number): Promise<StreamRow> {
  await checkWarm(ctx, tx, row.mode, mibps);
  const count = warmShards(mibps);
  await checkShardLimit(ctx, tx, count - openShards(row));
  const { shards, next } = rescaled({ shards: row.shards, next: row.nextShard }, count, ctx.now);
  return { ...row, shards: [...shards], nextShard: next, warmMibps: mibps };
}

export const UpdateStreamMode = on("UpdateStreamMode", (ctx, input) =>
  change(ctx, { StreamARN: input.StreamARN }, async (row, _place, tx) => {
    const mode = input.StreamModeDetails.StreamMode;
    const { WarmThroughputMiBps: warm } = input;
    const changes = ofADay(ctx, row.modeChangedAt);
    // No words of AWS's were found.
    if (mode !== row.mode && changes.length >= MODE_CHANGES_A_DAY && ctx.isOn("waits"))
      throw limitExceeded(
        `Stream ${row.name} under account ${ctx.account} can switch its mode ${MODE_CHANGES_A_DAY} times within 24 hours.`,
      );
    if (mode === "ON_DEMAND" && row.mode !== mode) await checkOnDemand(ctx, tx);
    const { warmMibps, ...rest } = row;
    const next: StreamRow = {
      ...rest,
      mode,
      distributes: mode === "ON_DEMAND" && row.distributes,
      modeChangedAt: mode === row.mode ? changes : [...changes, ctx.now],
    };
    if (mode === "ON_DEMAND" && warmMibps !== undefined) next.warmMibps = warmMibps;
    return [warm === undefined ? next : await warmed(ctx, tx, next, warm), {}];
  }),
);

export const UpdateStreamWarmThroughput = on("UpdateStreamWarmThroughput", (ctx, input) =>
  change(ctx, input, async (row, place, tx) => {
    const next = await warmed(ctx, tx, row, input.WarmThroughputMiBps);
    return [
      next,
      {
        StreamARN: streamArn(ctx, place),
        StreamName: row.name,
        WarmThroughput: { TargetMiBps: next.warmMibps!, CurrentMiBps: next.warmMibps! },
      },
    ];
  }),
);

export const UpdateStreamRecordDistributionStrategy = on(
  "UpdateStreamRecordDistributionStrategy",
  (ctx, input) =>
    change(ctx, { StreamARN: input.StreamARN }, async (row) => {
      const distributes = input.RecordDistributionStrategy === "AUTO";
      if (distributes && row.mode !== "ON_DEMAND")
        throw invalid("RecordDistributionStrategy AUTO is only supported for ON_DEMAND streams.");
      return [{ ...row, distributes }, {}];
    }),
);

export const UpdateMaxRecordSize = on("UpdateMaxRecordSize", (ctx, input) =>
  change(ctx, input, async (row) => [{ ...row, maxRecordKib: input.MaxRecordSizeInKiB }, {}]),
);

export const DescribeLimits = on("DescribeLimits", (ctx) =>
  ctx.view(async (tx) => {
    const streams = await tx.stream.list();
    return {
      ShardLimit: shardLimit(ctx.region),
      OpenShardCount: streams.reduce((sum, row) => sum + openShards(row), 0),
      OnDemandStreamCount: streams.filter(({ mode }) => mode === "ON_DEMAND").length,
      OnDemandStreamCountLimit: ON_DEMAND_STREAMS,
    };
  }),
);

type Commitment = Readonly<CommitmentRow>;

function statusOf(ctx: Ctx, row: Commitment | undefined) {
  if (row === undefined) return "DISABLED" as const;
  if (row.endsAt === undefined) return "ENABLED" as const;
  return row.endsAt <= ctx.now
    ? ("DISABLED" as const)
    : ("ENABLED_UNTIL_EARLIEST_ALLOWED_END" as const);
}

function shownCommitment(ctx: Ctx, row: Commitment | undefined) {
  const Status = statusOf(ctx, row);
  if (row === undefined) return { MinimumThroughputBillingCommitment: { Status } };
  return {
    MinimumThroughputBillingCommitment: {
      Status,
      StartedAt: row.startedAt,
      ...(Status === "DISABLED"
        ? { EndedAt: row.endsAt! }
        : { EarliestAllowedEndAt: row.startedAt + COMMITMENT_MS }),
    },
  };
}

export const DescribeAccountSettings = on("DescribeAccountSettings", (ctx) =>
  ctx.view(async (tx) => shownCommitment(ctx, await tx.commitment.find({ kind: "throughput" }))),
);

export const UpdateAccountSettings = on("UpdateAccountSettings", (ctx, input) =>
  ctx.update(async (tx) => {
    const { Status } = input.MinimumThroughputBillingCommitment;
    const current = await tx.commitment.find({ kind: "throughput" });
    const running = statusOf(ctx, current) !== "DISABLED" ? current : undefined;
    if (Status === "DISABLED" && running === undefined) return shownCommitment(ctx, current);
    const startedAt = running?.startedAt ?? ctx.now;
    const next: CommitmentRow = { kind: "throughput", startedAt };
    if (Status === "DISABLED") next.endsAt = Math.max(ctx.now, startedAt + COMMITMENT_MS);
    await tx.commitment.put(next);
    return shownCommitment(ctx, next);
  }),
);
