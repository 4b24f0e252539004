/**
 * Streams as they are read by what follows them (event source mappings, pipes, delivery streams):
 * the shards and records of DynamoDB and of Kinesis in one form.
 */
import type { RecordShape as ChangeRecord } from "./generated/types/dynamodbstreams";
import type { RecordShape } from "./generated/types/kinesis";

export type { ChangeRecord };
/** Of Kinesis, where every record has a key. */
export type DataRecord = RecordShape & { readonly PartitionKey: string };

export interface Shard {
  readonly id: string;
  /** The shards that this one came of: they are read to their end before it. */
  readonly parents: readonly string[];
  readonly open: boolean;
}

/** Where reading begins. */
export type Start =
  | { readonly type: "TRIM_HORIZON" | "LATEST" }
  /** Epoch milliseconds. */
  | { readonly type: "AT_TIMESTAMP"; readonly at: number }
  | { readonly type: "AFTER_SEQUENCE_NUMBER"; readonly sequence: string };

export interface Read<R> {
  readonly records: readonly R[];
  /** Undefined when the shard is closed and read to its end. */
  readonly next: string | undefined;
}

/** A stream to be read; each of its functions rejects with the Fault of the stream's service. */
export interface StreamSource<R> {
  /** The topic that is woken when there are records. */
  readonly topic: string;
  shards(): Promise<readonly Shard[]>;
  iterator(shard: string, start: Start): Promise<string>;
  read(iterator: string, most: number): Promise<Read<R>>;
}

/** Calls an operation of the stream's service, as whoever reads the stream. */
type Ask = (
  service: "dynamodbstreams" | "kinesis",
  operation: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** Records that one read may give. */
const MOST_CHANGES = 1_000;
const MOST_DATA = 10_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
export function changesOf(StreamArn: string, ask: Ask): StreamSource<ChangeRecord> {
  return {
    topic: StreamArn,
    async shards() {
      const shards: Shard[] = [];
      let after: string | undefined;
      do {
        const page = after === undefined ? {} : { ExclusiveStartShardId: after };
        const { StreamDescription: described } = (await ask("dynamodbstreams", "DescribeStream", {
          StreamArn,
          ...page,
        })) as { StreamDescription: { Shards?: ListedShard[]; LastEvaluatedShardId?: string } };
        shards.push(...(described.Shards ?? []).map(shardOf));
        after = described.LastEvaluatedShardId;
      } while (after !== undefined);
      return shards;
    },
    async iterator(ShardId, start) {
      const { ShardIterator } = (await ask("dynamodbstreams", "GetShardIterator", {
        ...{ StreamArn, ShardId },
        // These streams are not read from a time on: whoever wants that leaves out what is older.
        ShardIteratorType: start.type === "AT_TIMESTAMP" ? "TRIM_HORIZON" : start.type,
        ...(start.type === "AFTER_SEQUENCE_NUMBER" ? { SequenceNumber: start.sequence } : {}),
      })) as { ShardIterator: string };
      return ShardIterator;
    },
    async read(ShardIterator, most) {
      const input = { ShardIterator, Limit: Math.min(most, MOST_CHANGES) };
      const read = await ask("dynamodbstreams", "GetRecords", input);
      return readOf(read as Got<ChangeRecord>);
    },
  };
}

/** https://docs.aws.amazon.com/streams/latest/dev/developing-consumers-with-sdk.html */
export function dataOf(StreamARN: string, ask: Ask): StreamSource<DataRecord> {
  return {
    topic: `kinesis:${StreamARN}`,
    async shards() {
      const shards: Shard[] = [];
      let NextToken: string | undefined;
      do {
        const input = NextToken === undefined ? { StreamARN } : { NextToken };
        const page = (await ask("kinesis", "ListShards", input)) as {
          Shards?: ListedShard[];
          NextToken?: string;
        };
        shards.push(...(page.Shards ?? []).map(shardOf));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return shards;
    },
    async iterator(ShardId, start) {
      const { ShardIterator } = (await ask("kinesis", "GetShardIterator", {
        ...{ StreamARN, ShardId, ShardIteratorType: start.type },
        ...(start.type === "AT_TIMESTAMP" ? { Timestamp: start.at } : {}),
        ...(start.type === "AFTER_SEQUENCE_NUMBER"
          ? { StartingSequenceNumber: start.sequence }
          : {}),
      })) as { ShardIterator: string };
      return ShardIterator;
    },
    async read(ShardIterator, most) {
      const input = { ShardIterator, StreamARN, Limit: Math.min(most, MOST_DATA) };
      return readOf((await ask("kinesis", "GetRecords", input)) as Got<DataRecord>);
    },
  };
}

/**
 * The shards whose turn it is: those that are not done with and did not come of one that is there
 * and not done with, so that the records of a key stay in order.
 */
export function turnsOf(shards: readonly Shard[], isDone: (id: string) => boolean): Shard[] {
  const there = new Set(shards.map(({ id }) => id));
  const isOver = (id: string) => !there.has(id) || isDone(id);
  return shards.filter(({ id, parents }) => !isDone(id) && parents.every(isOver));
}

interface ListedShard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly AdjacentParentShardId?: string;
  readonly SequenceNumberRange?: { readonly EndingSequenceNumber?: string };
}

const shardOf = (shard: ListedShard): Shard => ({
  id: shard.ShardId,
  parents: [shard.ParentShardId, shard.AdjacentParentShardId].flatMap((id) => id ?? []),
  open: shard.SequenceNumberRange?.EndingSequenceNumber === undefined,
});

interface Got<R> {
  readonly Records?: readonly R[];
  readonly NextShardIterator?: string;
}

const readOf = <R>({ Records = [], NextShardIterator: next }: Got<R>): Read<R> => ({
  records: Records,
  next,
});
