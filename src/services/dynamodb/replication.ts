/**
 * Changes of items, told to Kinesis streams: as JSON, in no promised order, at least once.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html
 */
import { createHash } from "node:crypto";
import type { Item } from "#languages/dynamodb-expression/value";
import { itemBytes } from "./domain/items.ts";
import type { Ctx, Opened } from "./opened.ts";
import type { Destination } from "./tables.ts";

export interface Told {
  readonly name: "INSERT" | "MODIFY" | "REMOVE";
  readonly keys: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** The change was made by the time to live, not by a caller. */
  readonly byService: boolean;
}

/** By DynamoDB's arithmetic. */
export const bytesOf = (items: readonly (Item | undefined)[]): number =>
  items.reduce((sum, item) => sum + (item === undefined ? 0 : itemBytes(item)), 0);

/** Inside the transaction of a change: what is to be told of it. */
export async function replicate(ctx: Ctx, opened: Opened, told: Told): Promise<void> {
  const { row, tx, region } = opened;
  const keys = JSON.stringify(told.keys);
  for (const destination of row.definition.destinations ?? []) {
    if (!destination.active) continue;
    const record = {
      awsRegion: region,
      eventID: ctx.chance.uuid(),
      eventName: told.name,
      userIdentity: told.byService
        ? { principalId: "dynamodb.amazonaws.com", type: "Service" }
        : null,
      recordFormat: "application/json",
      tableName: row.name,
      dynamodb: {
        ...timeOf(ctx, destination),
        Keys: told.keys,
        ...(told.after === undefined ? {} : { NewImage: told.after }),
        ...(told.before === undefined ? {} : { OldImage: told.before }),
        SizeBytes: bytesOf([told.keys, told.after, told.before]),
      },
      eventSource: "aws:dynamodb",
    };
    await tx.outbox.send({
      deliver: "replicate",
      input: {
        streamArn: destination.streamArn,
        // Changes of one item go to one shard.
        key: createHash("md5").update(keys).digest("hex"),
        record: JSON.stringify(record),
      },
    });
  }
}

function timeOf(ctx: Ctx, { precision }: Destination) {
  const micro = precision === "MICROSECOND";
  return {
    ApproximateCreationDateTime: micro ? ctx.now * 1_000 : ctx.now,
    ApproximateCreationDateTimePrecision: micro ? "MICROSECOND" : "MILLISECOND",
  };
}

/** A delivery of the outbox. DynamoDB writes by a role of its own, which may write to any stream. */
export async function deliver(ctx: Ctx, input: Readonly<Record<string, unknown>>): Promise<void> {
  const { streamArn: StreamARN, key: PartitionKey, record } = input as Record<string, string>;
  const Data = new Uint8Array(Buffer.from(record!));
  const put = { StreamARN: StreamARN!, PartitionKey: PartitionKey!, Data };
  await ctx.call("kinesis", "PutRecord", put, { trusted: true });
}
