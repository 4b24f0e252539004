/** Delivery streams: finding them, what they look like, bringing them to their state. */
import type { DeliveryStreamDescription } from "#aws/generated/types/firehose";
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { described } from "./destinations.ts";
import { streamMissing } from "./errors.ts";
import type { StreamRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;
export type Stream = Readonly<StreamRow>;

/** The topic that is woken when streams come and go. */
export const STREAMS_CHANGED = "firehose:streams";
export const DESTINATION_ID = "destinationId-000000000001";

export const streamArn = (ctx: Ctx, name: string): string =>
  ctx.arn("firehose", `deliverystream/${name}`);

/** @throws Fault ResourceNotFound. */
export async function streamAt(ctx: Ctx, tx: Tx, name: string): Promise<Stream> {
  const row = await tx.stream.find({ name });
  if (row === undefined) throw streamMissing(name, ctx.account);
  return row;
}

/** What DescribeDeliveryStream shows. */
export function shown(ctx: Ctx, row: Stream, after: string | undefined): DeliveryStreamDescription {
  const { encryption, source } = row;
  const stream = source.KinesisStreamSourceConfiguration;
  const direct = source.DirectPutSourceConfiguration;
  return {
    DeliveryStreamName: row.name,
    DeliveryStreamARN: streamArn(ctx, row.name),
    DeliveryStreamStatus: row.status,
    DeliveryStreamType: row.type,
    VersionId: String(row.version),
    CreateTimestamp: row.createdAt,
    ...(row.updatedAt === undefined ? {} : { LastUpdateTimestamp: row.updatedAt }),
    DeliveryStreamEncryptionConfiguration: {
      Status: encryption.status,
      ...(encryption.keyType === undefined ? {} : { KeyType: encryption.keyType }),
      ...(encryption.keyArn === undefined ? {} : { KeyARN: encryption.keyArn }),
    },
    ...(stream === undefined
      ? {}
      : {
          Source: {
            KinesisStreamSourceDescription: { ...stream, DeliveryStartTimestamp: row.createdAt },
          },
        }),
    ...(direct === undefined ? {} : { Source: { DirectPutSourceDescription: direct } }),
    Destinations:
      after !== undefined && after >= DESTINATION_ID
        ? []
        : [{ DestinationId: DESTINATION_ID, ...described(row.destination) }],
    HasMoreDestinations: false,
  };
}

/** Puts a stream on its way: it arrives as soon as this is answered. */
export async function change(ctx: Ctx, tx: Tx, row: StreamRow): Promise<void> {
  await tx.stream.put(row);
  await tx.due.set("arrive", row.name, ctx.now);
  tx.afterCommit(() => ctx.signals.wake(STREAMS_CHANGED));
}

/** Due: a stream, or its encryption, is where it was to be. */
export async function arrive(ctx: Ctx, name: string): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await tx.stream.find({ name });
    if (row === undefined) return;
    if (row.status === "DELETING") await remove(tx, row);
    else await tx.stream.put({ ...row, status: "ACTIVE", encryption: settled(row) });
    tx.afterCommit(() => ctx.signals.wake(STREAMS_CHANGED));
  });
}

function settled({ encryption }: Stream): StreamRow["encryption"] {
  if (encryption.status === "ENABLING") return { ...encryption, status: "ENABLED" };
  return encryption.status === "DISABLING" ? { status: "DISABLED" } : encryption;
}

/** A stream ends with all that it had not delivered. */
async function remove(tx: Tx, { name, id: stream }: Stream): Promise<void> {
  for (const { id, open } of await tx.batch.list({ where: { stream } })) {
    if (open) await tx.due.set("close", id, undefined);
    await tx.record.removeAll({ batch: id });
  }
  await tx.batch.removeAll({ stream });
  await tx.shard.removeAll({ stream });
  await tx.stream.remove({ name });
}
