/** Event source mappings. */
import { Fault, notImplemented } from "#aws/fault";
import { invalid, mappingExists, resourceMissing } from "../errors.ts";
import {
  at,
  type Ctx,
  functionArn,
  paged,
  type Place,
  placeOf,
  targetAt,
  type Tx,
} from "../functions.ts";
import { MAPPINGS } from "../mappings.ts";
import { type MappingRow, on } from "../tables.ts";

const LIST = 100;

export const CreateEventSourceMapping = on("CreateEventSourceMapping", async (ctx, input) => {
  const place = placeOf(ctx, input.FunctionName);
  refuseUnsupported(input);
  const sourceArn = input.EventSourceArn;
  if (sourceArn === undefined)
    throw notImplemented("lambda: event source mappings without an EventSourceArn");
  if (!/^arn:[\w-]+:sqs:/.test(sourceArn))
    throw notImplemented(
      `lambda: event source mappings of ${sourceArn.split(":")[2] ?? sourceArn}`,
    );
  await checkQueue(ctx, sourceArn);
  return ctx.update(async (tx) => {
    const scoped = at(ctx, tx, place);
    await targetAt(scoped, place, 1);
    const same = (await scoped.mapping.list({ where: { functionName: place.name } })).find(
      (row) => row.sourceArn === sourceArn && row.qualifier === (place.qualifier ?? ""),
    );
    if (same !== undefined) throw mappingExists(sourceArn, place.name, same.uuid);
    const row: MappingRow = {
      uuid: ctx.chance.uuid(),
      functionName: place.name,
      qualifier: place.qualifier ?? "",
      sourceArn,
      enabled: input.Enabled ?? true,
      batchSize: input.BatchSize ?? 10,
      windowSeconds: input.MaximumBatchingWindowInSeconds ?? 0,
      reportsItemFailures:
        input.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
      tags: { ...input.Tags },
      modifiedAt: ctx.now,
      revision: ctx.chance.hex(8),
    };
    if (input.ScalingConfig?.MaximumConcurrency !== undefined)
      row.maximumConcurrency = input.ScalingConfig.MaximumConcurrency;
    checkBatch(row);
    await put(ctx, scoped, row);
    return shownMapping(place, row, row.enabled ? "Creating" : "Disabled");
  });
});

export const UpdateEventSourceMapping = on("UpdateEventSourceMapping", (ctx, input) => {
  refuseUnsupported(input);
  return ctx.update(async (tx) => {
    const current = await mappingAt(tx, input.UUID);
    const place =
      input.FunctionName === undefined
        ? placeOfMapping(ctx, current)
        : placeOf(ctx, input.FunctionName);
    await targetAt(at(ctx, tx, place), place, 1);
    const row: MappingRow = {
      ...current,
      functionName: place.name,
      qualifier: place.qualifier ?? "",
      enabled: input.Enabled ?? current.enabled,
      batchSize: input.BatchSize ?? current.batchSize,
      windowSeconds: input.MaximumBatchingWindowInSeconds ?? current.windowSeconds,
      reportsItemFailures:
        input.FunctionResponseTypes === undefined
          ? current.reportsItemFailures
          : input.FunctionResponseTypes.includes("ReportBatchItemFailures"),
      modifiedAt: ctx.now,
      revision: ctx.chance.hex(8),
    };
    if (input.ScalingConfig !== undefined) {
      if (input.ScalingConfig.MaximumConcurrency === undefined) delete row.maximumConcurrency;
      else row.maximumConcurrency = input.ScalingConfig.MaximumConcurrency;
    }
    checkBatch(row);
    await put(ctx, tx, row);
    const state =
      row.enabled === current.enabled ? "Updating" : row.enabled ? "Enabling" : "Disabling";
    return shownMapping(place, row, state);
  });
});

export const GetEventSourceMapping = on("GetEventSourceMapping", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await mappingAt(tx, input.UUID);
    return shownMapping(placeOfMapping(ctx, row), row);
  }),
);

export const DeleteEventSourceMapping = on("DeleteEventSourceMapping", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await mappingAt(tx, input.UUID);
    await tx.mapping.remove({ uuid: row.uuid });
    tx.afterCommit(() => ctx.signals.wake(MAPPINGS));
    return shownMapping(placeOfMapping(ctx, row), row, "Deleting");
  }),
);

export const ListEventSourceMappings = on("ListEventSourceMappings", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = input.FunctionName === undefined ? undefined : placeOf(ctx, input.FunctionName);
    const rows = (await tx.mapping.list({ order: ["uuid"] })).filter(
      (row) =>
        (place === undefined ||
          (row.functionName === place.name &&
            (place.qualifier === undefined || row.qualifier === place.qualifier))) &&
        (input.EventSourceArn === undefined || row.sourceArn === input.EventSourceArn),
    );
    const { items, next } = paged(
      rows,
      (row) => row.uuid,
      input.Marker,
      Math.min(input.MaxItems ?? LIST, LIST),
    );
    return {
      EventSourceMappings: items.map((row) => shownMapping(placeOfMapping(ctx, row), row)),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  }),
);

async function put(ctx: Ctx, tx: Tx, row: MappingRow): Promise<void> {
  await tx.mapping.put(row);
  tx.afterCommit(() => ctx.signals.wake(MAPPINGS));
}

async function mappingAt(tx: Tx, uuid: string): Promise<Readonly<MappingRow>> {
  const row = await tx.mapping.find({ uuid });
  if (row === undefined) throw resourceMissing();
  return row;
}

const placeOfMapping = (ctx: Ctx, row: Readonly<MappingRow>): Place => ({
  account: ctx.account,
  region: ctx.region,
  name: row.functionName,
  qualifier: row.qualifier || undefined,
});

function refuseUnsupported(input: object): void {
  const given = input as Readonly<Record<string, unknown>>;
  for (const name of [
    "FilterCriteria",
    "DestinationConfig",
    "ParallelizationFactor",
    "StartingPosition",
    "StartingPositionTimestamp",
    "MaximumRecordAgeInSeconds",
    "BisectBatchOnFunctionError",
    "MaximumRetryAttempts",
    "TumblingWindowInSeconds",
    "Topics",
    "Queues",
    "SourceAccessConfigurations",
    "SelfManagedEventSource",
    "AmazonManagedKafkaEventSourceConfig",
    "SelfManagedKafkaEventSourceConfig",
    "DocumentDBEventSourceConfig",
    "KMSKeyArn",
    "MetricsConfig",
    "ProvisionedPollerConfig",
    "LoggingConfig",
  ]) {
    const value = given[name];
    const empty =
      typeof value === "object" &&
      value !== null &&
      Object.values(value).every((v) => (Array.isArray(v) ? v.length === 0 : v === undefined));
    if (value !== undefined && !empty)
      throw notImplemented(`lambda: ${name} of event source mappings`);
  }
}

function checkBatch(row: MappingRow): void {
  const fifo = row.sourceArn.endsWith(".fifo");
  if (fifo && row.batchSize > 10)
    throw invalid(
      "Batch size is larger than the maximum allowed for event source type. Max batch size is 10.",
    );
  if (fifo && row.windowSeconds > 0)
    throw invalid("Batching window is not supported for FIFO queues.");
  if (row.batchSize > 10 && row.windowSeconds < 1)
    throw invalid(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
}

async function checkQueue(ctx: Ctx, arn: string): Promise<void> {
  const [, , , region = "", account = "", name = ""] = arn.split(":");
  const refuse = (words: string) =>
    invalid(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: ${words}`,
    );
  try {
    await ctx.call(
      "sqs",
      "GetQueueUrl",
      { QueueName: name, QueueOwnerAWSAccountId: account },
      { region, trusted: true },
    );
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw refuse("The specified queue does not exist.");
  }
}

function shownMapping(
  place: Place,
  row: Readonly<MappingRow>,
  state = row.enabled ? "Enabled" : "Disabled",
) {
  return {
    UUID: row.uuid,
    BatchSize: row.batchSize,
    MaximumBatchingWindowInSeconds: row.windowSeconds,
    EventSourceArn: row.sourceArn,
    FunctionArn: functionArn(place, place.qualifier),
    LastModified: row.modifiedAt,
    State: state,
    StateTransitionReason: "USER_INITIATED",
    FunctionResponseTypes: row.reportsItemFailures
      ? (["ReportBatchItemFailures"] as "ReportBatchItemFailures"[])
      : [],
    EventSourceMappingArn: `arn:aws:lambda:${place.region}:${place.account}:event-source-mapping:${row.uuid}`,
    ...(row.maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: row.maximumConcurrency } }),
  };
}
