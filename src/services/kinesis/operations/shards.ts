/** Shards: listing, splitting, merging, scaling. */
import {
  areAdjacent,
  hashKeyOf,
  isOpen,
  merge,
  passes,
  rescaled,
  type Shard,
  shardId,
  type Shards,
  shownKey,
  split,
  splitsAt,
} from "../domain.ts";
import { expiredToken, invalid, limitExceeded } from "../errors.ts";
import { LIST, SCALINGS_A_DAY, shardLimit, STREAM_SHARDS, TOKEN_MS } from "../limits.ts";
import { shardIndex } from "../sequences.ts";
import { shownShard } from "../shown.ts";
import {
  change,
  checkShardLimit,
  type Ctx,
  horizonOf,
  liveShards,
  openShards,
  placeIn,
  shardIn,
  type Stream,
  streamArn,
  streamAt,
  type StreamPlace,
} from "../streams.ts";
import { on, type StreamRow } from "../tables.ts";
import { ofADay } from "./throughput.ts";

interface Token {
  readonly place: StreamPlace;
  readonly madeAt: number;
  /** The stream's: another of the same name is another. */
  readonly createdAt: number;
  readonly after: number;
  readonly filter: { readonly Type: string; readonly Timestamp?: number };
}

const tokenOf = (token: Token): string => Buffer.from(JSON.stringify(token)).toString("base64");

/** @throws Fault InvalidArgument for what is no token, ExpiredNextToken. */
function readToken(ctx: Ctx, text: string): Token {
  let token: Partial<Token> | null;
  try {
    token = JSON.parse(Buffer.from(text, "base64").toString()) as Partial<Token> | null;
  } catch {
    token = null;
  }
  const { place, madeAt, createdAt, after, filter } = token ?? {};
  const whole =
    typeof place?.name === "string" &&
    typeof place.account === "string" &&
    [madeAt, createdAt, after].every((one) => typeof one === "number") &&
    typeof filter?.Type === "string";
  // No words of AWS's were found.
  if (!whole) throw invalid("NextToken is invalid.");
  if (ctx.now - madeAt! > TOKEN_MS) throw expiredToken();
  return token as Token;
}

/** The stream that a token of ListShards goes on with; undefined for what is none. */
export function placeOfToken(text: string): StreamPlace | undefined {
  try {
    return (JSON.parse(Buffer.from(text, "base64").toString()) as Partial<Token> | null)?.place;
  } catch {
    return undefined;
  }
}

export const ListShards = on("ListShards", (ctx, input) => {
  const { NextToken, ShardFilter, ExclusiveStartShardId, StreamCreationTimestamp } = input;
  const named = input.StreamName ?? input.StreamARN;
  if (NextToken === undefined && named === undefined)
    throw invalid("Either NextToken or StreamName should be provided.");
  if (NextToken !== undefined && named !== undefined)
    throw invalid("NextToken and StreamName cannot be provided together.");
  // No words of AWS's were found for these.
  if (NextToken !== undefined && ExclusiveStartShardId !== undefined)
    throw invalid("NextToken and ExclusiveStartShardId cannot be provided together.");
  const type = ShardFilter?.Type ?? "FROM_TRIM_HORIZON";
  if (type === "AFTER_SHARD_ID" && ShardFilter?.ShardId === undefined)
    throw invalid("ShardId must be provided for the shard filter type AFTER_SHARD_ID.");
  if (type.endsWith("_TIMESTAMP") && ShardFilter?.Timestamp === undefined)
    throw invalid(`Timestamp must be provided for the shard filter type ${type}.`);
  const token = NextToken === undefined ? undefined : readToken(ctx, NextToken);
  const place = token?.place ?? placeIn(ctx, input);
  const from = ExclusiveStartShardId ?? ShardFilter?.ShardId ?? "";
  const start = token ?? {
    after: shardIndex(from) ?? -1,
    filter: {
      Type: type,
      ...(ShardFilter?.Timestamp === undefined ? {} : { Timestamp: ShardFilter.Timestamp }),
    },
  };
  return ctx.view(async (tx) => {
    const row = await streamAt(ctx, tx, place);
    const createdAt = token?.createdAt ?? StreamCreationTimestamp ?? row.createdAt;
    if (Math.floor(createdAt / 1_000) !== Math.floor(row.createdAt / 1_000))
      throw invalid(`There is no stream ${row.name} of that creation timestamp.`);
    const horizon = Math.max(row.createdAt, horizonOf(ctx, row));
    const found = liveShards(ctx, row).filter(
      (shard) => shard.index > start.after && passes(shard, start.filter, horizon),
    );
    const page = found.slice(0, Math.min(input.MaxResults ?? LIST.shards, LIST.shards));
    const more = page.length < found.length;
    const { filter } = start;
    const next = { place, madeAt: ctx.now, createdAt: row.createdAt, filter };
    return {
      Shards: page.map(shownShard),
      ...(more ? { NextToken: tokenOf({ ...next, after: page.at(-1)!.index }) } : {}),
    };
  });
});

const shardsOf = (row: Stream): Shards => ({ shards: row.shards, next: row.nextShard });

const withShards = (row: Stream, { shards, next }: Shards): StreamRow => ({
  ...row,
  shards: [...shards],
  nextShard: next,
});

/** @throws Fault InvalidArgument for a stream that scales by itself; no words of AWS's were found. */
function checkProvisioned(row: Stream, place: StreamPlace, operation: string): void {
  if (row.mode === "PROVISIONED") return;
  throw invalid(
    `${operation} is not supported for stream ${row.name} under account ${place.account} as it is in ON_DEMAND mode.`,
  );
}

/** @throws Fault InvalidArgument. */
function checkOpen(shard: Shard, row: Stream, place: StreamPlace): void {
  if (isOpen(shard)) return;
  throw invalid(
    `Shard ${shardId(shard.index)} in stream ${row.name} under account ${place.account} has already ` +
      "been merged or split, and thus is not eligible for merging or splitting.",
  );
}

export const SplitShard = on("SplitShard", (ctx, input) =>
  change(ctx, input, async (row, place, tx) => {
    checkProvisioned(row, place, "SplitShard");
    const shard = shardIn(ctx, row, place, input.ShardToSplit);
    checkOpen(shard, row, place);
    await checkShardLimit(ctx, tx, 1);
    const key = hashKeyOf(input.NewStartingHashKey);
    if (key === undefined || !splitsAt(shard, key))
      throw invalid(
        `NewStartingHashKey ${input.NewStartingHashKey} used in SplitShard() on shard ${shardId(shard.index)} in ` +
          `stream ${row.name} under account ${place.account} is not both greater than one plus the shard's ` +
          `StartingHashKey ${shownKey(shard.start)} and less than the shard's EndingHashKey ${shownKey(shard.end)}.`,
      );
    return [withShards(row, split(shardsOf(row), shard, key, ctx.now)), {}];
  }),
);

export const MergeShards = on("MergeShards", (ctx, input) =>
  change(ctx, input, async (row, place) => {
    checkProvisioned(row, place, "MergeShards");
    const first = shardIn(ctx, row, place, input.ShardToMerge);
    const second = shardIn(ctx, row, place, input.AdjacentShardToMerge);
    checkOpen(first, row, place);
    checkOpen(second, row, place);
    // The lower one has to be named first.
    if (!areAdjacent(first, second))
      throw invalid(
        `Shards ${shardId(first.index)} and ${shardId(second.index)} in stream ${row.name} under account ` +
          `${place.account} are not an adjacent pair of shards eligible for merging`,
      );
    return [withShards(row, merge(shardsOf(row), first, second, ctx.now)), {}];
  }),
);

/** @throws Fault LimitExceeded. */
function checkTarget(ctx: Ctx, row: Stream, target: number): void {
  const open = openShards(row);
  const counts = `Current open shard count: ${open}, Target shard count: ${target}`;
  const most = Math.min(STREAM_SHARDS, shardLimit(ctx.region));
  if (target > most)
    throw limitExceeded(
      `Target shard count or number of open shards cannot be greater than ${most}. ${counts}`,
    );
  if (target > open * 2)
    throw limitExceeded(
      `UpdateShardCount cannot scale up over double your current open shard count. ${counts}`,
    );
  if (target < open / 2)
    throw limitExceeded(
      `UpdateShardCount cannot scale down below half your current open shard count. ${counts}`,
    );
  // No words of AWS's were found.
  if (ofADay(ctx, row.scaledAt).length >= SCALINGS_A_DAY && ctx.isOn("waits"))
    throw limitExceeded(
      `UpdateShardCount cannot be called over ${SCALINGS_A_DAY} times per rolling 24-hour period per stream.`,
    );
}

export const UpdateShardCount = on("UpdateShardCount", (ctx, input) =>
  change(ctx, input, async (row, place, tx) => {
    const target = input.TargetShardCount;
    checkProvisioned(row, place, "UpdateShardCount");
    checkTarget(ctx, row, target);
    const open = openShards(row);
    await checkShardLimit(ctx, tx, target - open);
    const next = withShards(row, rescaled(shardsOf(row), target, ctx.now));
    return [
      { ...next, scaledAt: [...ofADay(ctx, row.scaledAt), ctx.now] },
      {
        StreamName: row.name,
        CurrentShardCount: open,
        TargetShardCount: target,
        StreamARN: streamArn(ctx, place),
      },
    ];
  }),
);
