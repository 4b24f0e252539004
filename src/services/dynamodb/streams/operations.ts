/**
 * Streams, their one shard, iterators and records.
 * Differs from AWS: a stream has one shard for its whole life, which is open until the stream is.
 */
import { fault } from "#aws/fault";
import { operations } from "#kernel/service";
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import type { Item } from "#languages/dynamodb-expression/value";
import { shownItem } from "../domain/items.ts";
import { invalid } from "../errors.ts";
import type { RecordRow, StreamRow } from "../tables.ts";
import type { streamTables } from "../tables.ts";

const on = operations<"dynamodbstreams", typeof streamTables>();
type Ctx = Context<typeof streamTables>;
type Tx = ServiceTransaction<typeof streamTables>;

const streamMissing = fault(
  "ResourceNotFoundException",
  400,
  (arn: string) => `Requested resource not found: Stream: ${arn} not found`,
);
const expiredIterator = fault("ExpiredIteratorException", 400, "Iterator expired");
const trimmed = fault(
  "TrimmedDataAccessException",
  400,
  "The operation attempted to read past the oldest stream record in a shard.",
);

const ITERATOR_MS = 15 * 60_000;
const MOST_RECORDS = 1_000;
const PAGE_BYTES = 1_048_576;
const MOST_STREAMS = 100;

function arnOf(ctx: Ctx, stream: Readonly<StreamRow>): string {
  return ctx.arn("dynamodb", `table/${stream.tableName}/stream/${stream.label}`);
}

const shardOf = (stream: Readonly<StreamRow>): string =>
  `shardId-${String(stream.createdAt).padStart(20, "0")}-${(stream.id % 0x1_0000_0000).toString(16).padStart(8, "0")}`;

/** Sequence numbers as AWS shows them: 21 digits, whose order is theirs. */
const shownSequence = (sequence: number): string => `1${String(sequence).padStart(20, "0")}`;
const readSequence = (text: string): number => Number(text.slice(1));

async function openStream(tx: Tx, arn: string): Promise<Readonly<StreamRow>> {
  const match = /^arn:[^:]+:dynamodb:([^:]+):(\d+):table\/([^/]+)\/stream\/(.+)$/.exec(arn);
  if (match === null) throw invalid("Invalid StreamArn");
  const [, region, account, tableName, label] = match;
  const stream = await tx
    .at(account!, region!)
    .stream.find({ tableName: tableName!, label: label! });
  if (stream === undefined) throw streamMissing(arn);
  return stream;
}

export const ListStreams = on("ListStreams", (ctx, input) =>
  ctx.view(async (tx) => {
    const where = input.TableName === undefined ? {} : { tableName: input.TableName };
    const rows = await tx.stream.list({ where });
    const from =
      input.ExclusiveStartStreamArn === undefined
        ? 0
        : rows.findIndex((row) => arnOf(ctx, row) === input.ExclusiveStartStreamArn) + 1;
    const limit = Math.min(input.Limit ?? MOST_STREAMS, MOST_STREAMS);
    const page = rows.slice(from, from + limit);
    const last = page[page.length - 1];
    return {
      Streams: page.map((row) => ({
        StreamArn: arnOf(ctx, row),
        TableName: row.tableName,
        StreamLabel: row.label,
      })),
      ...(last !== undefined && rows.length > from + limit
        ? { LastEvaluatedStreamArn: arnOf(ctx, last) }
        : {}),
    };
  }),
);

export const DescribeStream = on("DescribeStream", (ctx, input) =>
  ctx.view(async (tx) => {
    const stream = await openStream(tx, input.StreamArn);
    const [first] = await tx.record.query("first", { streamId: stream.id });
    const [last] = await tx.record.query("last", { streamId: stream.id });
    const start = shownSequence(first?.sequence ?? stream.id);
    const shard = {
      ShardId: shardOf(stream),
      SequenceNumberRange: {
        StartingSequenceNumber: start,
        ...(stream.closedAt === undefined
          ? {}
          : { EndingSequenceNumber: shownSequence(last?.sequence ?? stream.id) }),
      },
    };
    return {
      StreamDescription: {
        StreamArn: input.StreamArn,
        StreamLabel: stream.label,
        StreamStatus: stream.closedAt === undefined ? "ENABLED" : "DISABLED",
        StreamViewType: stream.viewType,
        CreationRequestDateTime: stream.createdAt,
        TableName: stream.tableName,
        KeySchema: stream.keySchema,
        Shards: input.ExclusiveStartShardId === shard.ShardId ? [] : [shard],
      },
    } as never;
  }),
);

interface Iterator {
  readonly arn: string;
  /** Records after this one are next. */
  readonly after: number;
  /** Epoch milliseconds. */
  readonly madeAt: number;
}

function showIterator(iterator: Iterator): string {
  const text = JSON.stringify([iterator.after, iterator.madeAt]);
  return `${iterator.arn}|1|${Buffer.from(text).toString("base64")}`;
}

function readIterator(ctx: Ctx, text: string): Iterator {
  const [arn, version, inner] = text.split("|");
  try {
    const [after, madeAt] = JSON.parse(Buffer.from(inner ?? "", "base64").toString()) as unknown[];
    if (
      arn !== undefined &&
      version === "1" &&
      typeof after === "number" &&
      typeof madeAt === "number"
    ) {
      if (ctx.now - madeAt > ITERATOR_MS) throw expiredIterator();
      return { arn, after, madeAt };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalid("Invalid ShardIterator");
}

export const GetShardIterator = on("GetShardIterator", (ctx, input) =>
  ctx.view(async (tx) => {
    const stream = await openStream(tx, input.StreamArn);
    if (input.ShardId !== shardOf(stream))
      throw streamMissing(`${input.StreamArn} Shard: ${input.ShardId}`);
    const after = await startOf(tx, stream, input.ShardIteratorType, input.SequenceNumber);
    return { ShardIterator: showIterator({ arn: input.StreamArn, after, madeAt: ctx.now }) };
  }),
);

async function startOf(
  tx: Tx,
  stream: Readonly<StreamRow>,
  type: string,
  given: string | undefined,
): Promise<number> {
  if (type === "TRIM_HORIZON") return 0;
  const [last] = await tx.record.query("last", { streamId: stream.id });
  if (type === "LATEST") return last?.sequence ?? 0;
  if (given === undefined)
    throw invalid(`SequenceNumber is required when ShardIteratorType is ${type}`);
  if (!/^\d{21,40}$/.test(given)) throw invalid(`Invalid SequenceNumber: ${given}`);
  const sequence = readSequence(given);
  const [first] = await tx.record.query("first", { streamId: stream.id });
  if (first !== undefined && sequence < first.sequence - 1 && sequence < stream.id) throw trimmed();
  return type === "AT_SEQUENCE_NUMBER" ? sequence - 1 : sequence;
}

interface Kept {
  eventID: string;
  eventName: string;
  keys: Item;
  news?: Item;
  olds?: Item;
  bytes: number;
  byService: boolean;
}

export const GetRecords = on("GetRecords", (ctx, input) => {
  const iterator = readIterator(ctx, input.ShardIterator);
  return ctx.view(async (tx) => {
    const stream = await openStream(tx, iterator.arn);
    const limit = Math.min(input.Limit ?? MOST_RECORDS, MOST_RECORDS);
    const rows = await tx.record.query("after", {
      streamId: stream.id,
      sequence: iterator.after,
      limit,
    });
    const records: object[] = [];
    let { after } = iterator;
    let bytes = 0;
    for (const row of rows) {
      bytes += row.record.length;
      if (bytes > PAGE_BYTES && records.length > 0) break;
      records.push(shownRecord(ctx, stream, row));
      after = row.sequence;
    }
    const ended =
      stream.closedAt !== undefined && records.length === rows.length && rows.length < limit;
    return {
      Records: records,
      ...(ended
        ? {}
        : { NextShardIterator: showIterator({ arn: iterator.arn, after, madeAt: ctx.now }) }),
    } as never;
  });
});

function shownRecord(ctx: Ctx, stream: Readonly<StreamRow>, row: RecordRow): object {
  const kept = JSON.parse(row.record) as Kept;
  return {
    eventID: kept.eventID,
    eventName: kept.eventName,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: ctx.region,
    dynamodb: {
      // AWS gives whole seconds.
      ApproximateCreationDateTime: Math.floor(row.at / 1_000) * 1_000,
      Keys: shownItem(kept.keys),
      ...(kept.news === undefined ? {} : { NewImage: shownItem(kept.news) }),
      ...(kept.olds === undefined ? {} : { OldImage: shownItem(kept.olds) }),
      SequenceNumber: shownSequence(row.sequence),
      SizeBytes: kept.bytes,
      StreamViewType: stream.viewType,
    },
    ...(kept.byService
      ? { userIdentity: { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" } }
      : {}),
  };
}
