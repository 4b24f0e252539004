/**
 * Daily reports of text messages, written to a bucket a day after the day.
 * https://docs.aws.amazon.com/sns/latest/dg/sms_stats_usage.html
 */
import { gzipSync } from "node:zlib";
import { Fault } from "#aws/fault";
import { servicePrincipal } from "#kernel/principal";
import type { UsageRow } from "./tables.ts";
import type { Ctx, Tx } from "./topics.ts";

const DAY_MS = 86_400_000;
const ROWS_A_FILE = 50_000;
const HEAD =
  "PublishTimeUTC,MessageId,DestinationPhoneNumber,MessageType,DeliveryStatus,PriceInUSD,PartNumber,TotalParts";

const settings = { id: "settings" };

/** Keeps what the report of the day says of a message, if the account wants one. */
export async function keepForReport(
  ctx: Ctx,
  tx: Tx,
  message: Omit<UsageRow, "day" | "place">,
): Promise<void> {
  const row = await tx.sms.find(settings);
  if (!row?.attributes["UsageReportS3Bucket"]) return;
  const day = new Date(message.at).toISOString().slice(0, 10);
  await tx.usage.put({ ...message, day, place: ctx.kernel.sequence() });
  await tx.due.set("usageReport", day, Date.parse(`${day}T00:00:00Z`) + 2 * DAY_MS);
}

/** Due: writes the report of a day. */
export async function usageReport(ctx: Ctx, day: string): Promise<void> {
  const bucket = await ctx.view(
    async (tx) => (await tx.sms.find(settings))?.attributes["UsageReportS3Bucket"],
  );
  for (let file = 1, after = 0; ; file++) {
    const rows = await ctx.view((tx) =>
      tx.usage.list({
        where: { day },
        range: { column: "place", after },
        limit: ROWS_A_FILE,
      }),
    );
    if (rows.length === 0) break;
    after = rows.at(-1)!.place;
    if (bucket) await write(ctx, bucket, day, file, rows);
    if (rows.length < ROWS_A_FILE) break;
  }
  await ctx.update((tx) => tx.usage.removeAll({ day }));
}

async function write(
  ctx: Ctx,
  Bucket: string,
  day: string,
  file: number,
  rows: readonly Readonly<UsageRow>[],
): Promise<void> {
  const Key = `SMSUsageReports/${ctx.region}/${day.replaceAll("-", "/")}/${String(file).padStart(3, "0")}.csv.gz`;
  const lines = rows.flatMap(({ at, messageId, phone, type, status, price, parts }) =>
    Array.from({ length: parts }, (_, part) =>
      [
        ...[new Date(at).toISOString(), messageId, phone.slice(1), type, status, price],
        ...[part + 1, parts],
      ].join(","),
    ),
  );
  const Body = new Uint8Array(gzipSync(`${[HEAD, ...lines].join("\n")}\n`));
  const principal = servicePrincipal("sns.amazonaws.com", ctx.account);
  try {
    await ctx.call("s3", "PutObject", { Bucket, Key, Body } as never, { principal });
  } catch (error) {
    // A bucket that is gone, or refuses, gets no report.
    if (!(error instanceof Fault)) throw error;
  }
}
