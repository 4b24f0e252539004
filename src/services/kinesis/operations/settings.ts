/** What a stream can be set to: retention, encryption, metrics of its shards. */
import { checkKey } from "../encryption.ts";
import { invalid } from "../errors.ts";
import { hoursMs, RETENTION_HOURS } from "../limits.ts";
import { change, type Ctx, placeIn, streamArn, type StreamInput } from "../streams.ts";
import { on } from "../tables.ts";

/** @throws Fault InvalidArgument. */
function checkRetention(hours: number): void {
  const { least, most } = RETENTION_HOURS;
  if (hours < least)
    throw invalid(
      `Minimum allowed retention period is ${least} hours. Requested retention period (${hours} hours) is too short.`,
    );
  if (hours > most)
    throw invalid(
      `Maximum allowed retention period is ${most} hours. Requested retention period (${hours} hours) is too long.`,
    );
}

export const IncreaseStreamRetentionPeriod = on("IncreaseStreamRetentionPeriod", (ctx, input) =>
  change(ctx, input, async (row) => {
    const { RetentionPeriodHours: hours } = input;
    checkRetention(hours);
    if (hours < row.retentionHours)
      throw invalid(
        `Requested retention period (${hours} hours) for stream ${row.name} can not be shorter than existing ` +
          `retention period (${row.retentionHours} hours). Use DecreaseRetentionPeriod API.`,
      );
    return [{ ...row, retentionHours: hours }, {}];
  }),
);

export const DecreaseStreamRetentionPeriod = on("DecreaseStreamRetentionPeriod", (ctx, input) =>
  change(ctx, input, async (row, place, tx) => {
    const { RetentionPeriodHours: hours } = input;
    checkRetention(hours);
    if (hours > row.retentionHours)
      throw invalid(
        `Requested retention period (${hours} hours) for stream ${row.name} can not be longer than existing ` +
          `retention period (${row.retentionHours} hours). Use IncreaseRetentionPeriod API.`,
      );
    const [oldest] = await tx.record.query<{ at: number | null }>("oldest", { streamId: row.id });
    if (oldest?.at != null)
      await tx.at(place.account, ctx.region).due.set("trim", row.name, oldest.at + hoursMs(hours));
    return [{ ...row, retentionHours: hours }, {}];
  }),
);

export const StartStreamEncryption = on("StartStreamEncryption", async (ctx, input) => {
  // No words of AWS's were found.
  if (input.EncryptionType !== "KMS") throw invalid("EncryptionType must be KMS.");
  const { KeyId: keyId } = input;
  await checkKey(ctx, placeIn(ctx, input), keyId);
  return change(ctx, input, async (row) => [{ ...row, keyId }, {}]);
});

export const StopStreamEncryption = on("StopStreamEncryption", (ctx, input) =>
  change(ctx, input, async (row) => {
    const { keyId, ...rest } = row;
    // No words of AWS's were found.
    if (keyId !== undefined && input.EncryptionType === "KMS" && keyId !== input.KeyId)
      throw invalid(`Stream ${row.name} is not encrypted with the key ${input.KeyId}.`);
    return [rest, {}];
  }),
);

const ALL = [
  "IncomingBytes",
  "IncomingRecords",
  "OutgoingBytes",
  "OutgoingRecords",
  "WriteProvisionedThroughputExceeded",
  "ReadProvisionedThroughputExceeded",
  "IteratorAgeMilliseconds",
];

function setMetrics(ctx: Ctx, input: StreamInput, to: (current: readonly string[]) => string[]) {
  return change(ctx, input, async (row, place) => {
    const next = to(row.shardMetrics);
    return [
      { ...row, shardMetrics: next },
      {
        StreamName: row.name,
        CurrentShardLevelMetrics: row.shardMetrics as "ALL"[],
        DesiredShardLevelMetrics: next as "ALL"[],
        StreamARN: streamArn(ctx, place),
      },
    ];
  });
}

/** Each of them, where all are meant. */
const namesOf = (given: readonly string[]) => (given.includes("ALL") ? ALL : given);

export const EnableEnhancedMonitoring = on("EnableEnhancedMonitoring", (ctx, input) =>
  setMetrics(ctx, input, (current) => [
    ...new Set([...current, ...namesOf(input.ShardLevelMetrics)]),
  ]),
);

export const DisableEnhancedMonitoring = on("DisableEnhancedMonitoring", (ctx, input) =>
  setMetrics(ctx, input, (current) => {
    const gone = namesOf(input.ShardLevelMetrics);
    return current.filter((name) => !gone.includes(name));
  }),
);
