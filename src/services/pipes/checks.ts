/** What a pipe may be made of; what is not here is named. */
import { notImplemented } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import { InvalidEventPattern } from "#languages/event-pattern/pattern";
import { validation } from "./errors.ts";
import { filtersOf } from "./filters.ts";
import { isPath, pathOf, pathsIn } from "./input.ts";
import {
  BATCH_BYTES,
  BATCH_WITHOUT_WINDOW,
  FIFO_BATCH,
  FILTERS,
  RECORD_AGE,
  SOURCE_BATCH,
  TARGET_BATCH,
} from "./limits.ts";
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
  checkPaths(settings.EnrichmentParameters);
  checkPaths(settings.TargetParameters);
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
    MaximumRecordAgeInSeconds?: number;
    MaximumBatchingWindowInSeconds?: number;
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
  checkAge(stream.MaximumRecordAgeInSeconds ?? -1, stream.MaximumBatchingWindowInSeconds ?? 0);
}

/** AWS's words: https://github.com/hashicorp/terraform-provider-aws/issues/41573 */
function checkAge(ageSeconds: number, windowSeconds: number): void {
  if (ageSeconds === -1) return;
  const { least, most } = RECORD_AGE;
  if (ageSeconds < least || ageSeconds > most)
    throw validation(
      `MaximumRecordAgeInSeconds must be either -1 (forever) or between ${least} and ${most} (inclusive)`,
    );
  if (windowSeconds >= ageSeconds)
    throw validation("MaximumBatchingWindowInSeconds must be less than MaximumRecordAgeInSeconds.");
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
  // No text of AWS's own was found: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
  if (service === "sns" && Target.endsWith(".fifo"))
    throw validation(
      `Parameter Target is not valid. Reason: ${Target} is a FIFO topic, which is no target of a pipe.`,
    );
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

/** Bytes of one execution's events: what of them the enrichment and the target take at once. */
export function batchBytesOf({ Enrichment, Target, TargetParameters }: Settings): number {
  const arns = [Target, ...(Enrichment ? [Enrichment] : [])];
  if (arns.some((arn) => arnParts(arn).service === "states")) return BATCH_BYTES.machine;
  const type = TargetParameters?.LambdaFunctionParameters?.InvocationType;
  return type === "FIRE_AND_FORGET" ? BATCH_BYTES.detached : BATCH_BYTES.most;
}

/** The source's parameters as they hold, with its batch size where none was given. */
export function sourceParametersOf(settings: Settings): Settings["SourceParameters"] {
  const { Source, SourceParameters: given } = settings;
  const name = SOURCES[arnParts(Source).service]!;
  return { ...given, [name]: { BatchSize: batchSizeOf(settings), ...given?.[name] } };
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

function checkFilters(settings: Settings): void {
  const filters = settings.SourceParameters?.FilterCriteria?.Filters ?? [];
  if (filters.length > FILTERS) throw validation(`A pipe has at most ${FILTERS} filters.`);
  try {
    filtersOf(settings);
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
  if (typeof parameters !== "object" || parameters === null) return;
  for (const [name, value] of Object.entries(parameters))
    if (typeof value !== "string") checkPaths(value);
    else if (name === "InputTemplate") for (const path of pathsIn(value)) pathOf(path);
    else if (isPath(value)) pathOf(value);
}
