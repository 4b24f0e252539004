/** Records. https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
import { planFor } from "../destinations.ts";
import { invalidArgument, onlyFromLogs, streamMissing } from "../errors.ts";
import { takeIn } from "../intake.ts";
import { BATCH_BYTES } from "../limits.ts";
import { sealFor } from "../sealing.ts";
import { type Ctx, streamAt } from "../streams.ts";
import { on } from "../tables.ts";
import { notPermitted } from "./streams.ts";

const RECORD_ID_LENGTH = 64;

export const PutRecord = on("PutRecord", async (ctx, input) => {
  const { DeliveryStreamName: name, Record } = input;
  const began = ctx.clock.elapsed();
  const { ids, Encrypted, bytes } = await put(ctx, name, [Record.Data]);
  ctx.countAll("AWS/Firehose", { DeliveryStreamName: name }, [
    ["PutRecord.Requests", 1, "Count"],
    ["PutRecord.Bytes", bytes, "Bytes"],
    ["PutRecord.Latency", ctx.clock.elapsed() - began, "Milliseconds"],
  ]);
  return { RecordId: ids[0]!, Encrypted };
});

export const PutRecordBatch = on("PutRecordBatch", async (ctx, input) => {
  const { DeliveryStreamName: name, Records } = input;
  const began = ctx.clock.elapsed();
  const whole = Records.reduce((sum, { Data }) => sum + Data.length, 0);
  if (whole > BATCH_BYTES) throw invalidArgument("Records size exceeds 4 MB limit");
  const { ids, Encrypted, bytes } = await put(
    ctx,
    name,
    Records.map(({ Data }) => Data),
  );
  ctx.countAll("AWS/Firehose", { DeliveryStreamName: name }, [
    ["PutRecordBatch.Requests", 1, "Count"],
    ["PutRecordBatch.Records", ids.length, "Count"],
    ["PutRecordBatch.Bytes", bytes, "Bytes"],
    ["PutRecordBatch.Latency", ctx.clock.elapsed() - began, "Milliseconds"],
  ]);
  return {
    FailedPutCount: 0,
    Encrypted,
    RequestResponses: ids.map((RecordId) => ({ RecordId })),
  };
});

/** All of them are kept when this resolves. @throws Fault, and then none is. */
async function put(ctx: Ctx, name: string, records: readonly Uint8Array[]) {
  const stream = await ctx.view((tx) => streamAt(ctx, tx, name));
  if (stream.type !== "DirectPut") throw notPermitted(stream.type);
  if (planFor(stream.destination).decompresses && !isFromLogs(ctx)) throw onlyFromLogs();
  const seal = await sealFor(ctx, stream);
  const incoming = records.map((data) => ({
    data,
    arrivedAt: ctx.now,
    recordId: ctx.chance.mixed(RECORD_ID_LENGTH),
  }));
  await ctx.update(async (tx) => {
    const row = await streamAt(ctx, tx, name);
    if (row.id !== stream.id || row.status === "DELETING") throw streamMissing(name, ctx.account);
    await takeIn(ctx, tx, row, incoming, seal);
  });
  const bytes = records.reduce((sum, { length }) => sum + length, 0);
  ctx.countAll("AWS/Firehose", { DeliveryStreamName: name }, [
    ["IncomingRecords", records.length, "Count"],
    ["IncomingBytes", bytes, "Bytes"],
    ["IncomingPutRequests", 1, "Count"],
  ]);
  return {
    ids: incoming.map(({ recordId }) => recordId),
    Encrypted: seal !== undefined || isOwned(stream.encryption),
    bytes,
  };
}

const isOwned = ({ status, keyType }: { status: string; keyType?: string }): boolean =>
  keyType === "AWS_OWNED_CMK" && !status.startsWith("DISABL");

/** Whether CloudWatch Logs delivers what a subscription filter let pass. */
const isFromLogs = ({ facts, principal }: Ctx): boolean =>
  facts.via !== "port" && /:assumed-role\/.+\/logs$/.test(principal.arn);
