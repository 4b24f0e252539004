/** What a pipe may be made of; what is not here yet is named. */
import { arnParts, isCallable } from "#aws/target-call";
import { notImplemented } from "#aws/fault";
import { compileEventPattern, InvalidEventPattern } from "#languages/event-pattern/pattern";
import { validation } from "./errors.ts";
import { BATCH_WITHOUT_WINDOW, FILTERS } from "./limits.ts";
import type { Ctx } from "./pipes.ts";
import type { Settings } from "./tables.ts";

const PARAMETERS_NOT_OBEYED = [
  "BatchJobParameters",
  "EcsTaskParameters",
  "HttpParameters",
  "RedshiftDataParameters",
  "SageMakerPipelineParameters",
  "TimestreamParameters",
] as const;

/** @throws Fault Validation, or NotImplemented with the name of what is missing. */
export function check(_ctx: Ctx, settings: Settings): void {
  const { Source, Enrichment, Target, RoleArn, SourceParameters = {} } = settings;
  const source = arnParts(Source).service;
  if (source !== "sqs") throw notImplemented(`pipes: the source ${source || Source}`);
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(RoleArn))
    throw validation("The provided role is not an IAM role's ARN.");
  const queue = SourceParameters.SqsQueueParameters;
  const { BatchSize = 1, MaximumBatchingWindowInSeconds = 0 } = queue ?? {};
  if (BatchSize > BATCH_WITHOUT_WINDOW && MaximumBatchingWindowInSeconds === 0)
    throw validation(
      "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    );
  if (Source.endsWith(".fifo") && MaximumBatchingWindowInSeconds > 0)
    throw validation("Batching window is not supported for FIFO queues.");
  checkFilters(settings);
  if (Enrichment !== undefined) {
    const { service } = arnParts(Enrichment);
    if (service !== "lambda" && service !== "states")
      throw notImplemented(`pipes: enrichment by ${service || Enrichment}`);
  }
  const { service } = arnParts(Target);
  if (service !== "events" && service !== "logs" && !isCallable(Target))
    throw notImplemented(`pipes: the target ${service || Target}`);
  if (service === "ecs" || /api-destination\//.test(Target))
    throw notImplemented(`pipes: the target ${Target}`);
  for (const name of PARAMETERS_NOT_OBEYED)
    if (settings.TargetParameters?.[name] !== undefined)
      throw notImplemented(`pipes: TargetParameters.${name}`);
  if (settings.EnrichmentParameters?.HttpParameters !== undefined)
    throw notImplemented("pipes: EnrichmentParameters.HttpParameters");
  const { S3LogDestination, FirehoseLogDestination } = settings.LogConfiguration ?? {};
  if (S3LogDestination !== undefined || FirehoseLogDestination !== undefined)
    throw notImplemented("pipes: logs to others than CloudWatch Logs");
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
