/** Event source mappings. */
import { Fault, notImplemented } from "#aws/fault";
import { compileEventPattern, InvalidEventPattern } from "#languages/event-pattern/pattern";
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
import { changes, data, isConsumer } from "../shard-readers.ts";
import { type MappingRow, on, type StreamSettings } from "../tables.ts";

const LIST = 100;

/** Sources that are streams: DynamoDB's and Kinesis's. */
const STREAMS =
  /^arn:[\w-]+:(?:dynamodb:[^:]*:\d+:table\/[^/]+\/stream\/|kinesis:[^:]*:\d+:stream\/[^/]+(?:\/consumer\/[^/]+)?$)/;

export const CreateEventSourceMapping = on("CreateEventSourceMapping", async (ctx, input) => {
  const place = placeOf(ctx, input.FunctionName);
  refuseUnsupported(input);
  const sourceArn = input.EventSourceArn;
  if (sourceArn === undefined)
    throw notImplemented("lambda: event source mappings without an EventSourceArn");
  const streams = STREAMS.test(sourceArn);
  if (!streams && !/^arn:[\w-]+:sqs:/.test(sourceArn))
    throw notImplemented(
      `lambda: event source mappings of ${sourceArn.split(":")[2] ?? sourceArn}`,
    );
  const stream = streams ? await streamSettings(ctx, sourceArn, input) : undefined;
  if (!streams) await checkQueue(ctx, sourceArn, input);
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
      batchSize: input.BatchSize ?? (streams ? 100 : 10),
      windowSeconds: input.MaximumBatchingWindowInSeconds ?? 0,
      reportsItemFailures:
        input.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
      tags: { ...input.Tags },
      modifiedAt: ctx.now,
      revision: ctx.chance.hex(8),
    };
    const filters = filtersOf(input.FilterCriteria);
    if (filters !== undefined) row.filters = filters;
    if (stream !== undefined) row.stream = stream;
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
    if (input.FilterCriteria !== undefined) {
      const filters = filtersOf(input.FilterCriteria);
      if (filters === undefined) delete row.filters;
      else row.filters = filters;
    }
    const ofStreams = givenOfStreams(input);
    if (row.stream !== undefined) row.stream = withInput(row.stream, input);
    else if (ofStreams !== undefined)
      throw invalid(`Unsupported parameter for source SQS: ${ofStreams}`);
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
    await tx.position.remove({ uuid: row.uuid });
    await tx.shardPosition.removeAll({ uuid: row.uuid });
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
  if (given["ParallelizationFactor"] !== undefined && given["ParallelizationFactor"] !== 1)
    throw notImplemented("lambda: a ParallelizationFactor above 1 of event source mappings");
  for (const name of [
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
  if (row.stream !== undefined) return;
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

interface StreamInput {
  readonly StartingPosition?: string;
  readonly StartingPositionTimestamp?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly DestinationConfig?: {
    readonly OnFailure?: { readonly Destination?: string };
    readonly OnSuccess?: { readonly Destination?: string };
  };
}

/** The member that only mappings of streams have; undefined when none is given. */
function givenOfStreams(input: StreamInput): string | undefined {
  if (input.DestinationConfig?.OnFailure?.Destination !== undefined) return "DestinationConfig";
  return (
    [
      "StartingPosition",
      "StartingPositionTimestamp",
      "BisectBatchOnFunctionError",
      "MaximumRetryAttempts",
      "MaximumRecordAgeInSeconds",
    ] as const
  ).find((name) => input[name] !== undefined);
}

function withInput(settings: StreamSettings, input: StreamInput): StreamSettings {
  const destination = input.DestinationConfig?.OnFailure?.Destination;
  if (destination !== undefined && !/^arn:[^:]+:(sqs|sns|s3):/.test(destination))
    throw invalid(`The provided destination config DestinationConfig is invalid.`);
  const { onFailure: before, ...rest } = settings;
  const onFailure = input.DestinationConfig === undefined ? before : destination;
  return {
    ...rest,
    bisects: input.BisectBatchOnFunctionError ?? settings.bisects,
    maximumRetries: input.MaximumRetryAttempts ?? settings.maximumRetries,
    maximumAgeSeconds: input.MaximumRecordAgeInSeconds ?? settings.maximumAgeSeconds,
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

/** The stream's settings; where its end is now, when only what comes later is wanted. */
async function streamSettings(
  ctx: Ctx,
  StreamArn: string,
  input: StreamInput,
): Promise<StreamSettings> {
  const startingPosition = input.StartingPosition;
  if (startingPosition === undefined)
    throw invalid(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  const ofData = StreamArn.split(":")[2] === "kinesis";
  if (!isPosition(startingPosition) || (startingPosition === "AT_TIMESTAMP" && !ofData))
    throw invalid("Unsupported starting position for arn type: " + StreamArn);
  const { StartingPositionTimestamp: timestamp } = input;
  // No words of AWS's were found.
  if ((startingPosition === "AT_TIMESTAMP") !== (timestamp !== undefined))
    throw invalid(
      "StartingPositionTimestamp must be specified with the starting position AT_TIMESTAMP, and with no other.",
    );
  const settings: StreamSettings = {
    startingPosition,
    ...(timestamp === undefined ? {} : { timestamp }),
    bisects: false,
    maximumRetries: -1,
    maximumAgeSeconds: -1,
  };
  const latest = startingPosition === "LATEST";
  try {
    if (ofData) Object.assign(settings, await dataStart(ctx, StreamArn, latest));
    else Object.assign(settings, await changeStart(ctx, StreamArn, latest));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw invalid(`Stream not found: ${StreamArn}`);
  }
  return withInput(settings, input);
}

const isPosition = (text: string): text is StreamSettings["startingPosition"] =>
  ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"].includes(text);

/** Where the end of a DynamoDB stream is. @throws Fault when there is no such stream. */
async function changeStart(ctx: Ctx, StreamArn: string, latest: boolean) {
  const options = { region: StreamArn.split(":")[3]!, trusted: true };
  const source = changes(ctx, StreamArn, options);
  const [shard] = await source.shards();
  return latest ? { iterator: await source.iterator(shard!.id, { type: "LATEST" }) } : {};
}

/** Where the ends of a Kinesis stream's open shards are. @throws Fault as above. */
async function dataStart(ctx: Ctx, sourceArn: string, latest: boolean) {
  const options = { region: sourceArn.split(":")[3]!, trusted: true };
  if (isConsumer(sourceArn))
    await ctx.call("kinesis", "DescribeStreamConsumer", { ConsumerARN: sourceArn }, options);
  else await ctx.call("kinesis", "DescribeStreamSummary", { StreamARN: sourceArn }, options);
  if (!latest) return {};
  const iterators: Record<string, string> = {};
  const source = data(ctx, sourceArn, options);
  for (const { id, open } of await source.shards())
    if (open) iterators[id] = await source.iterator(id, { type: "LATEST" });
  return { iterators, timestamp: ctx.now };
}

/** @throws Fault InvalidParameterValueException for a pattern that is none. */
function filtersOf(
  criteria: { readonly Filters?: readonly { readonly Pattern?: string }[] } | undefined,
): string[] | undefined {
  const patterns = (criteria?.Filters ?? []).map(({ Pattern = "{}" }) => Pattern);
  for (const pattern of patterns)
    try {
      compileEventPattern(pattern);
    } catch (error) {
      if (!(error instanceof InvalidEventPattern)) throw error;
      throw invalid("Invalid filter pattern definition.");
    }
  return patterns.length === 0 ? undefined : patterns;
}

async function checkQueue(ctx: Ctx, arn: string, input: StreamInput): Promise<void> {
  const ofStreams = givenOfStreams(input);
  if (ofStreams !== undefined) throw invalid(`Unsupported parameter for source SQS: ${ofStreams}`);
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
    ...(row.filters === undefined
      ? {}
      : { FilterCriteria: { Filters: row.filters.map((Pattern) => ({ Pattern })) } }),
    ...(row.stream === undefined ? {} : shownStream(row.stream)),
    EventSourceMappingArn: `arn:aws:lambda:${place.region}:${place.account}:event-source-mapping:${row.uuid}`,
    ...(row.maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: row.maximumConcurrency } }),
  };
}

const shownStream = (stream: StreamSettings) => ({
  StartingPosition: stream.startingPosition,
  ...(stream.startingPosition === "AT_TIMESTAMP"
    ? { StartingPositionTimestamp: stream.timestamp! }
    : {}),
  ParallelizationFactor: 1,
  BisectBatchOnFunctionError: stream.bisects,
  MaximumRetryAttempts: stream.maximumRetries,
  MaximumRecordAgeInSeconds: stream.maximumAgeSeconds,
  TumblingWindowInSeconds: 0,
  DestinationConfig: {
    OnFailure: stream.onFailure === undefined ? {} : { Destination: stream.onFailure },
  },
});
