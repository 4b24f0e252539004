/** What a pipe may be made of; what is not here is named. */
import { notImplemented } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import { compileEventPattern, InvalidEventPattern } from "#languages/event-pattern/pattern";
import { compilePath, InvalidPath } from "#languages/jsonpath/path";
import { validation } from "./errors.ts";
import { BATCH_WITHOUT_WINDOW, FIFO_BATCH, FILTERS, SOURCE_BATCH, TARGET_BATCH } from "./limits.ts";
import type { Settings } from "./tables.ts";
import { isHttp } from "./targets/http.ts";

/** The parameters of each source. */
const SOURCES: Readonly<Record<string, keyof NonNullable<Settings["SourceParameters"]>>> = {
  sqs: "SqsQueueParameters",
  dynamodb: "DynamoDBStreamParameters",
  kinesis: "KinesisStreamParameters",
};

/** Services that a pipe can be for beside those of a single operation. */
const TARGETS: ReadonlySet<string> = new Set([
  ...["lambda", "states", "sqs", "sns", "kinesis", "firehose", "logs"],
  ...["ecs", "batch", "sagemaker", "redshift", "redshift-serverless"],
]);

/** @throws Fault Validation, or NotImplemented with the name of what is missing. */
export function check(settings: Settings): void {
  checkArns(settings);
  checkSource(settings);
  checkFilters(settings);
  checkTarget(settings);
  checkLogs(settings);
  const { EnrichmentParameters, TargetParameters } = settings;
  checkPaths({ ...EnrichmentParameters?.HttpParameters, ...TargetParameters });
}

function checkArns({ Source, Target, RoleArn, Enrichment }: Settings): void {
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(RoleArn))
    throw validation("The provided role is not an IAM role's ARN.");
  for (const [name, arn] of Object.entries({ Source, Target, Enrichment }))
    if (arn !== undefined && arn !== "" && !/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+/.test(arn)) {
      // Self-managed brokers are told by their addresses.
      if (name === "Source" && arn.startsWith("smk://"))
        throw notImplemented("pipes: a self-managed Apache Kafka as the source");
      throw validation(
        `Parameter ${name} is not valid. Reason: Provided Arn is not in correct format.`,
      );
    }
}

function checkSource(settings: Settings): void {
  const { Source, SourceParameters = {} } = settings;
  const { service, resource } = arnParts(Source);
  const name = SOURCES[service];
  if (service === "mq" || service === "kafka")
    throw notImplemented(`pipes: the source ${service === "mq" ? "Amazon MQ" : "Amazon MSK"}`);
  if (name === undefined || (service === "dynamodb" && !resource.includes("/stream/")))
    throw validation(`Parameter Source is not valid. Reason: ${Source} is no source of a pipe.`);
  for (const [given, value] of Object.entries(SourceParameters))
    if (value !== undefined && given !== "FilterCriteria" && given !== name)
      throw validation(`Parameter ${given} is not valid for the source ${Source}.`);
  if (service === "sqs") return checkQueue(settings);
  const stream = SourceParameters[name] as Settings["SourceParameters"] & {
    StartingPosition?: string;
    StartingPositionTimestamp?: number;
    DeadLetterConfig?: { Arn?: string };
  };
  if (stream?.StartingPosition === undefined)
    throw validation(`Parameter ${name}.StartingPosition is required for the source ${Source}.`);
  const timed = stream.StartingPosition === "AT_TIMESTAMP";
  if (timed !== (stream.StartingPositionTimestamp !== undefined))
    throw validation(
      "StartingPositionTimestamp must be given with the StartingPosition AT_TIMESTAMP, and with no other.",
    );
  const dead = stream.DeadLetterConfig?.Arn;
  if (dead !== undefined && !/^arn:[\w-]+:(sqs|sns):[\w-]+:\d{12}:.+/.test(dead))
    throw validation("DeadLetterConfig.Arn must be the ARN of an SQS queue or an SNS topic.");
}

function checkQueue({ Source, SourceParameters }: Settings): void {
  const { BatchSize = 1, MaximumBatchingWindowInSeconds = 0 } =
    SourceParameters?.SqsQueueParameters ?? {};
  const fifo = Source.endsWith(".fifo");
  if (fifo && BatchSize > FIFO_BATCH)
    throw validation(
      "Batch size is larger than the maximum allowed for event source type. Max batch size is 10.",
    );
  if (BatchSize > BATCH_WITHOUT_WINDOW && MaximumBatchingWindowInSeconds === 0)
    throw validation(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  if (fifo && MaximumBatchingWindowInSeconds > 0)
    throw validation("Batching window is not supported for FIFO queues.");
}

function checkTarget(settings: Settings): void {
  const { Enrichment, Target, TargetParameters = {} } = settings;
  if (Enrichment !== undefined && Enrichment !== "" && !isEnrichment(Enrichment))
    throw validation(`Parameter Enrichment is not valid. Reason: ${Enrichment} is no enrichment.`);
  const { service, resource } = arnParts(Target);
  if (service === "timestream") throw notImplemented("pipes: the target Amazon Timestream");
  const bus = service === "events" && resource.startsWith("event-bus/");
  if (!TARGETS.has(service) && !bus && !isHttp(Target))
    throw validation(`Parameter Target is not valid. Reason: ${Target} is no target of a pipe.`);
  const needed = NEEDED[service];
  if (needed !== undefined && TargetParameters[needed] === undefined)
    throw validation(`Parameter TargetParameters.${needed} is required for the target ${Target}.`);
  if (
    Target.endsWith(".fifo") &&
    service === "sqs" &&
    !TargetParameters.SqsQueueParameters?.MessageGroupId
  )
    throw validation("MessageGroupId is required for a FIFO queue as the target.");
  const size = givenBatchSize(settings);
  const most = mostAtOnce(settings);
  if (size !== undefined && size > most)
    throw validation(
      `The batch size ${size} of the source is larger than what the enrichment and the target take, which is ${most}.`,
    );
}

const isEnrichment = (arn: string): boolean =>
  isHttp(arn) || ["lambda", "states"].includes(arnParts(arn).service);

const NEEDED: Readonly<Record<string, keyof NonNullable<Settings["TargetParameters"]>>> = {
  kinesis: "KinesisStreamParameters",
  ecs: "EcsTaskParameters",
  batch: "BatchJobParameters",
  redshift: "RedshiftDataParameters",
  "redshift-serverless": "RedshiftDataParameters",
};

/** Events of one execution: as many as said, or the source's default as far as the target takes it. */
export function batchSizeOf(settings: Settings): number {
  const { service } = arnParts(settings.Source);
  return givenBatchSize(settings) ?? Math.min(SOURCE_BATCH[service] ?? 1, mostAtOnce(settings));
}

function givenBatchSize({ Source, SourceParameters }: Settings): number | undefined {
  const name = SOURCES[arnParts(Source).service]!;
  return (SourceParameters?.[name] as { BatchSize?: number } | undefined)?.BatchSize;
}

/** What the enrichment and the target take of a batch. */
function mostAtOnce({ Enrichment, Target }: Settings): number {
  if (isHttp(Target) || (Enrichment !== undefined && isHttp(Enrichment))) return 1;
  return TARGET_BATCH[arnParts(Target).service] ?? 1;
}

function checkFilters({ SourceParameters }: Settings): void {
  const filters = SourceParameters?.FilterCriteria?.Filters ?? [];
  if (filters.length > FILTERS) throw validation(`A pipe has at most ${FILTERS} filters.`);
  for (const { Pattern } of filters)
    try {
      compileEventPattern(Pattern ?? "");
    } catch (error) {
      if (!(error instanceof InvalidEventPattern)) throw error;
      throw validation(`Event pattern is not valid. Reason: ${error.message}`);
    }
}

function checkLogs({ LogConfiguration: logs }: Settings): void {
  if (logs === undefined) return;
  const { CloudwatchLogsLogDestination, S3LogDestination, FirehoseLogDestination } = logs;
  const some = CloudwatchLogsLogDestination ?? S3LogDestination ?? FirehoseLogDestination;
  if (logs.Level !== "OFF" && some === undefined)
    throw validation(`A log destination must be given with the log level ${logs.Level}.`);
  // "EventBridge currently only supports json formatting", says the API's page.
  if ((S3LogDestination?.OutputFormat ?? "json") !== "json")
    throw validation("OutputFormat of S3LogDestination must be json.");
}

/** Paths in parameters are read when there is an event: what is none is told at once. */
function checkPaths(parameters: unknown): void {
  if (typeof parameters === "string") {
    if (!parameters.startsWith("$.")) return;
    try {
      compilePath(parameters);
    } catch (error) {
      if (!(error instanceof InvalidPath)) throw error;
      throw validation(`Invalid JSONPath provided: ${parameters}.`);
    }
  } else if (typeof parameters === "object" && parameters !== null)
    for (const value of Object.values(parameters)) checkPaths(value);
}
