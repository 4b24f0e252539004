/** Shards and records as answers show them. */
import { isOpen, type Shard, shardId, shownKey } from "./domain.ts";
import { firstNumber, lastNumber, sequenceNumber } from "./sequences.ts";
import type { RecordRow } from "./tables.ts";

const rangeOf = (shard: Shard) => ({
  StartingHashKey: shownKey(shard.start),
  EndingHashKey: shownKey(shard.end),
});

export const shownShard = (shard: Shard) => ({
  ShardId: shardId(shard.index),
  ...(shard.parent === undefined ? {} : { ParentShardId: shardId(shard.parent) }),
  ...(shard.adjacentParent === undefined
    ? {}
    : { AdjacentParentShardId: shardId(shard.adjacentParent) }),
  HashKeyRange: rangeOf(shard),
  SequenceNumberRange: {
    StartingSequenceNumber: firstNumber(shard),
    ...(isOpen(shard) ? {} : { EndingSequenceNumber: lastNumber(shard) }),
  },
});

/** The shards that took a closed one's place. */
export const shownChildren = (shards: readonly Shard[], parent: Shard) =>
  shards
    .filter((one) => one.parent === parent.index || one.adjacentParent === parent.index)
    .map((one) => ({
      ShardId: shardId(one.index),
      ParentShards: [
        one.parent!,
        ...(one.adjacentParent === undefined ? [] : [one.adjacentParent]),
      ].map(shardId),
      HashKeyRange: rangeOf(one),
    }));

export const shownRecord = (shard: Shard, row: RecordRow) => ({
  SequenceNumber: sequenceNumber(shard, row.sequence, row.at),
  ApproximateArrivalTimestamp: row.at,
  Data: row.data,
  ...(row.partitionKey === undefined ? {} : { PartitionKey: row.partitionKey }),
  ...(row.dataKey === undefined ? {} : { EncryptionType: "KMS" as const }),
});
