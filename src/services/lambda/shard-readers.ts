/** What reads a shard for a mapping: of a DynamoDB stream, or of a Kinesis stream. */
import type { SubscribeToShardEvent, SubscribeToShardInput } from "#aws/generated/types/kinesis";
import { Fault } from "#aws/fault";
import {
  type ChangeRecord,
  changesOf,
  type DataRecord,
  dataOf,
  type Read,
  type StreamSource,
} from "#aws/stream-source";
import type { CallOptions } from "#kernel/context";
import type { Ctx } from "./functions.ts";
import type { MappingRow, ShardPositionRow, StreamSettings } from "./tables.ts";

export type Placed = Readonly<MappingRow> & { account: string; region: string };

/** A record as its function is given it. */
export interface Given {
  readonly sequence: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly event: Record<string, unknown>;
  /** What filters see, where it is not the event. */
  readonly filtered?: Readonly<Record<string, unknown>>;
}

export interface ShardReader {
  /** Its id; known once reading has started. */
  readonly shard: string;
  /** The topic that is woken when there is more to read. */
  readonly topic: string;
  /** After how long an iterator is renewed, so that it does not expire. */
  readonly renewMs: number;
  /** How what is told of a batch given up names its facts. */
  readonly batchInfo: string;
  /** An iterator after what is done with, or else where the mapping starts. @throws Fault */
  start(options: CallOptions): Promise<string>;
  /** @throws Fault */
  read(iterator: string, most: number, options: CallOptions, role: string): Promise<Read<Given>>;
  /** Keeps how far the mapping has got. */
  reached(sequence: string): Promise<void>;
}

/** The one shard of a DynamoDB stream. */
export class ChangeReader implements ShardReader {
  readonly batchInfo = "DDBStreamBatchInfo";
  readonly renewMs = 600_000;
  readonly topic: string;
  shard = "";

  constructor(
    readonly ctx: Ctx,
    readonly row: Placed,
  ) {
    this.topic = row.sourceArn;
  }

  async start(options: CallOptions): Promise<string> {
    const { ctx, row } = this;
    const source = changes(ctx, row.sourceArn, options);
    this.shard = (await source.shards())[0]!.id;
    const position = await ctx.view((tx) =>
      tx.at(row.account, row.region).position.find({ uuid: row.uuid }),
    );
    const kept = row.stream!.iterator;
    if (position === undefined && kept !== undefined && (await works(source, kept))) return kept;
    return source.iterator(
      this.shard,
      position === undefined
        ? { type: row.stream!.startingPosition as "LATEST" }
        : { type: "AFTER_SEQUENCE_NUMBER", sequence: position.sequence },
    );
  }

  async read(iterator: string, most: number, options: CallOptions): Promise<Read<Given>> {
    const { sourceArn } = this.row;
    const { records, next } = await changes(this.ctx, sourceArn, options).read(iterator, most);
    return { records: records.map((record) => change(record, sourceArn)), next };
  }

  reached(sequence: string): Promise<void> {
    const { account, region, uuid } = this.row;
    return this.ctx.update((tx) => tx.at(account, region).position.put({ uuid, sequence }));
  }
}

/** A shard of a Kinesis stream. */
export class DataReader implements ShardReader {
  readonly batchInfo = "KinesisBatchInfo";
  readonly renewMs = 240_000;
  readonly topic: string;

  /** @param isChild It came after the mapping, which reads it from its first record on. */
  constructor(
    readonly ctx: Ctx,
    readonly row: Placed,
    readonly shard: string,
    readonly isChild: boolean,
  ) {
    this.topic = data(ctx, row.sourceArn, {}).topic;
  }

  async start(options: CallOptions): Promise<string> {
    const { ctx, row, shard } = this;
    const source = data(ctx, row.sourceArn, options);
    const position = await this.position();
    const kept = row.stream!.iterators?.[shard];
    if (position === undefined && kept !== undefined && (await works(source, kept))) return kept;
    return source.iterator(
      shard,
      position === undefined
        ? firstOf(row.stream!, this.isChild)
        : { type: "AFTER_SEQUENCE_NUMBER", sequence: position.sequence },
    );
  }

  async read(
    iterator: string,
    most: number,
    options: CallOptions,
    role: string,
  ): Promise<Read<Given>> {
    const source = data(this.ctx, this.row.sourceArn, options);
    const { records, next } = await source.read(iterator, most);
    return { records: records.map((record) => given(record, this, role)), next };
  }

  reached(sequence: string): Promise<void> {
    return this.keep({ uuid: this.row.uuid, shard: this.shard, sequence, ended: false });
  }

  /** How far the mapping has got; undefined when it has not begun. */
  async position(): Promise<Readonly<ShardPositionRow> | undefined> {
    const { ctx, row, shard } = this;
    return ctx.view((tx) =>
      tx.at(row.account, row.region).shardPosition.find({ uuid: row.uuid, shard }),
    );
  }

  /** Its last record is done with: its children may be read. */
  ended(): Promise<void> {
    return this.keep({ uuid: this.row.uuid, shard: this.shard, sequence: "", ended: true });
  }

  keep(position: ShardPositionRow): Promise<void> {
    const { account, region } = this.row;
    return this.ctx.update((tx) => tx.at(account, region).shardPosition.put(position));
  }
}

type Position = SubscribeToShardInput["StartingPosition"];
type Events = AsyncIterator<{ readonly SubscribeToShardEvent: SubscribeToShardEvent }>;

/** What a subscription is called in place of an iterator. */
const SUBSCRIPTION = "subscription";

/** A shard of a Kinesis stream that is read as a consumer, by subscriptions. */
export class ConsumerReader extends DataReader {
  #events: Events | undefined;
  #position: Position | undefined;
  /** What events brought beyond what was asked for. */
  #left: Given[] = [];
  #isOver = false;

  override async start(): Promise<string> {
    const position = await this.position();
    this.#events = undefined;
    this.#left = [];
    if (position === undefined) {
      const first = firstOf(this.row.stream!, this.isChild);
      this.#position =
        first.type === "AT_TIMESTAMP"
          ? { Type: first.type, Timestamp: first.at }
          : { Type: first.type };
    } else this.#position = { Type: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position.sequence };
    return SUBSCRIPTION;
  }

  /** Waits for records where there are none, until the subscription says that it lives. */
  override async read(
    _: string,
    most: number,
    options: CallOptions,
    role: string,
  ): Promise<Read<Given>> {
    // A subscription may be over, but not the next one at once.
    for (let tries = 0; tries < 2 && this.#left.length === 0 && !this.#isOver; tries++) {
      this.#events ??= await this.#subscribed(options);
      const event = await this.#next();
      if (event === undefined) continue;
      this.#left = event.Records.map((record) => given(record as DataRecord, this, role));
      const { ContinuationSequenceNumber: SequenceNumber } = event as Partial<typeof event>;
      if (SequenceNumber === undefined) this.#isOver = true;
      else this.#position = { Type: "AFTER_SEQUENCE_NUMBER", SequenceNumber };
      break;
    }
    const records = this.#left.splice(0, most);
    const ended = this.#isOver && this.#left.length === 0;
    return { records, next: ended ? undefined : SUBSCRIPTION };
  }

  async #subscribed(options: CallOptions): Promise<Events> {
    const { EventStream } = await this.ctx.call(
      "kinesis",
      "SubscribeToShard",
      {
        ...{ ConsumerARN: this.row.sourceArn, ShardId: this.shard },
        StartingPosition: this.#position!,
      },
      options,
    );
    return EventStream![Symbol.asyncIterator]();
  }

  /** Undefined when the subscription is over. */
  async #next(): Promise<SubscribeToShardEvent | undefined> {
    const { value, done } = await this.#events!.next();
    if (!done) return value.SubscribeToShardEvent;
    this.#events = undefined;
    return undefined;
  }
}

/** The ARN of a Kinesis stream, from its own or a consumer's. */
const streamOf = (sourceArn: string): string => sourceArn.split("/consumer/")[0]!;

export const isConsumer = (sourceArn: string): boolean => sourceArn.includes("/consumer/");

/** A DynamoDB stream, read with those options. */
export const changes = (ctx: Ctx, arn: string, options: CallOptions): StreamSource<ChangeRecord> =>
  changesOf(arn, (...asked) => ctx.kernel.call(ctx.facts, ...asked, options));

/** The Kinesis stream of a source, which may be a consumer of it. */
export const data = (ctx: Ctx, arn: string, options: CallOptions): StreamSource<DataRecord> =>
  dataOf(streamOf(arn), (...asked) => ctx.kernel.call(ctx.facts, ...asked, options));

/**
 * Where a shard is read from that was not read before. What is kept of LATEST expires; then the
 * time of the mapping's making stands for it.
 */
function firstOf({ startingPosition, timestamp }: StreamSettings, isChild: boolean) {
  if (startingPosition === "TRIM_HORIZON" || (startingPosition === "LATEST" && isChild))
    return { type: "TRIM_HORIZON" } as const;
  return { type: "AT_TIMESTAMP", at: timestamp! } as const;
}

/** Whether an iterator that was kept has not expired. */
const works = (source: StreamSource<unknown>, iterator: string): Promise<boolean> =>
  source.read(iterator, 1).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      return false;
    },
  );

/** Times in seconds, bytes in base64. */
function change(record: ChangeRecord, eventSourceARN: string): Given {
  const at = Number(record.dynamodb?.ApproximateCreationDateTime ?? 0);
  const event = JSON.parse(
    JSON.stringify({ ...record, eventSourceARN }, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    ),
  ) as { dynamodb: Record<string, unknown> };
  event.dynamodb["ApproximateCreationDateTime"] = at / 1_000;
  return { sequence: record.dynamodb!.SequenceNumber!, at, event: event as never };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
function given(record: DataRecord, { row, shard }: DataReader, role: string): Given {
  const at = record.ApproximateArrivalTimestamp!;
  const text = Buffer.from(record.Data);
  const kinesis = {
    kinesisSchemaVersion: "1.0",
    partitionKey: record.PartitionKey,
    sequenceNumber: record.SequenceNumber,
    data: text.toString("base64"),
    approximateArrivalTimestamp: at / 1_000,
  };
  const event = {
    kinesis,
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `${shard}:${record.SequenceNumber}`,
    eventName: "aws:kinesis:record",
    invokeIdentityArn: role,
    awsRegion: row.sourceArn.split(":")[3],
    eventSourceARN: row.sourceArn,
  };
  // https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
  const filtered = { ...event, ...kinesis, data: looked(text.toString()) };
  return { sequence: record.SequenceNumber, at, event, filtered };
}

/** Filters look into data that is JSON. */
function looked(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
