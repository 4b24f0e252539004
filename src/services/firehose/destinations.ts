/**
 * Destinations: what is asked for with defaults filled in, checked; what is shown of them; and where
 * each lane of a stream leads.
 */
import { type Fault, notImplemented } from "#aws/fault";
import type {
  CreateDeliveryStreamInput,
  DestinationDescription,
  ExtendedS3DestinationConfiguration,
  ExtendedS3DestinationUpdate,
  HttpEndpointDestinationConfiguration,
  HttpEndpointDestinationUpdate,
  S3DestinationConfiguration,
  S3DestinationUpdate,
  UpdateDestinationInput,
} from "#aws/generated/types/firehose";
import { loadModel } from "#aws/models";
import { zoneOf } from "#languages/schedule/zone";
import { validate } from "#protocol/validation";
import { invalidArgument } from "./errors.ts";
import {
  BUFFER_MIB,
  BUFFER_SECONDS,
  ENDPOINT_RECORDS,
  ENDPOINT_RETRY_SECONDS,
  MIB,
  PARTITIONED_LEAST_MIB,
  PARTITIONED_MIB,
} from "./limits.ts";
import { checkPrefixes } from "./prefixes.ts";
import { type Plan, planOf } from "./processing.ts";
import type { Destination, Lane, StreamRow } from "./tables.ts";

/** S3's settings of any lane: backups have no extension or zone of their own. */
export type S3Settings = S3DestinationConfiguration &
  Pick<ExtendedS3DestinationConfiguration, "FileExtension" | "CustomTimeZone">;

/** The one destination that is asked for. @throws Fault InvalidArgument, NotImplemented. */
export function destinationOf(input: CreateDeliveryStreamInput): Destination {
  const extended = input.ExtendedS3DestinationConfiguration ?? input.S3DestinationConfiguration;
  const http = input.HttpEndpointDestinationConfiguration;
  const given = [
    input.ExtendedS3DestinationConfiguration,
    input.S3DestinationConfiguration,
    http,
  ].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw invalidArgument("Exactly one destination configuration is supported for a Firehose");
  return checked(http === undefined ? { s3: extended! } : { http });
}

/** The destination with an update put over it. @throws Fault InvalidArgument, NotImplemented. */
export function updated(current: Destination, input: UpdateDestinationInput): Destination {
  const s3 = input.ExtendedS3DestinationUpdate ?? input.S3DestinationUpdate;
  const http = input.HttpEndpointDestinationUpdate;
  const given = [input.ExtendedS3DestinationUpdate, input.S3DestinationUpdate, http].filter(
    (one) => one !== undefined,
  );
  if (given.length !== 1)
    throw invalidArgument("Exactly one destination configuration is supported for a Firehose");
  if (http !== undefined) return checked({ http: overHttp(current.http, http) });
  const next = checked({ s3: overS3(current.s3, s3!) });
  // https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationUpdate.html
  if (current.s3?.S3BackupMode === "Enabled" && next.s3!.S3BackupMode !== "Enabled")
    throw invalidArgument("S3 backup cannot be disabled once it is enabled.");
  if (current.s3 !== undefined && isPartitioned(current) !== isPartitioned(next))
    throw invalidArgument(
      isPartitioned(next)
        ? "Dynamic Partitioning cannot be enabled on an existing delivery stream."
        : "Dynamic Partitioning cannot be disabled once it is enabled.",
    );
  return next;
}

function overS3(
  current: ExtendedS3DestinationConfiguration | undefined,
  { S3BackupUpdate: backup, ...given }: ExtendedS3DestinationUpdate,
): ExtendedS3DestinationConfiguration {
  const held = current?.S3BackupConfiguration;
  return {
    ...(current as ExtendedS3DestinationConfiguration),
    ...given,
    ...(backup === undefined ? {} : { S3BackupConfiguration: over(held, backup) }),
  };
}

function overHttp(
  current: HttpEndpointDestinationConfiguration | undefined,
  { S3Update: s3, ...given }: HttpEndpointDestinationUpdate,
): HttpEndpointDestinationConfiguration {
  return {
    ...(current as HttpEndpointDestinationConfiguration),
    ...given,
    ...(s3 === undefined ? {} : { S3Configuration: over(current?.S3Configuration, s3) }),
  };
}

const over = (held: S3DestinationConfiguration | undefined, given: S3DestinationUpdate) =>
  ({ ...held, ...given }) as S3DestinationConfiguration;

/** An update that changes the kind of destination must say all of it. */
function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw invalidArgument(`${name} must be specified.`);
  return value;
}

function checked({ s3, http }: Destination): Destination {
  if (s3 !== undefined) return { s3: checkedExtended(s3) };
  const { EndpointConfiguration, S3Configuration, ...rest } = http!;
  needed(EndpointConfiguration, "EndpointConfiguration");
  if (!isHeaderValue(EndpointConfiguration.AccessKey ?? ""))
    throw invalidArgument("Access key has characters that no header field may have.");
  const logging = rest.CloudWatchLoggingOptions;
  checkLogging(logging);
  const secret = rest.SecretsManagerConfiguration;
  if (secret?.Enabled && EndpointConfiguration.AccessKey !== undefined)
    throw invalidArgument("Access key and secret cannot both be given.");
  if (secret?.Enabled) needed(secret.SecretARN, "SecretARN");
  const plan = planOf(rest.ProcessingConfiguration);
  if (plan.lambda !== undefined || secret?.Enabled || logging?.Enabled)
    needed(rest.RoleARN ?? secret?.RoleARN, "RoleARN");
  if (plan.extract !== undefined) throw onlyPartitioned("MetadataExtractionProcessor");
  return {
    http: {
      ...rest,
      EndpointConfiguration,
      BufferingHints: hints(rest.BufferingHints, BUFFER_MIB),
      RequestConfiguration: { ContentEncoding: "NONE", ...rest.RequestConfiguration },
      RetryOptions: { DurationInSeconds: ENDPOINT_RETRY_SECONDS, ...rest.RetryOptions },
      S3BackupMode: rest.S3BackupMode ?? "FailedDataOnly",
      S3Configuration: checkedS3(needed(S3Configuration, "S3Configuration")),
    },
  };
}

/** Whether a text may stand in a header field of HTTP. */
export const isHeaderValue = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text);

const onlyPartitioned = (processor: string): Fault =>
  invalidArgument(
    `class com.amazonaws.services.firehose.internal.model.${processor} can only be present when Dynamic Partitioning is enabled.`,
  );

function checkedExtended(
  given: ExtendedS3DestinationConfiguration,
): ExtendedS3DestinationConfiguration {
  const conversion = given.DataFormatConversionConfiguration;
  if (conversion !== undefined && conversion.Enabled !== false)
    throw notImplemented("firehose: DataFormatConversionConfiguration");
  if (given.CustomTimeZone && zoneOf(given.CustomTimeZone) === undefined)
    throw invalidArgument(`Invalid custom time zone: ${given.CustomTimeZone}`);
  const plan = planOf(given.ProcessingConfiguration);
  const partitioned = given.DynamicPartitioningConfiguration?.Enabled === true;
  if (plan.extract !== undefined && !partitioned)
    throw onlyPartitioned("MetadataExtractionProcessor");
  if (partitioned) checkPartitioned(given, plan);
  if (given.S3BackupMode === "Enabled")
    needed(given.S3BackupConfiguration, "S3BackupConfiguration");
  const whole = checkedS3(given, partitioned);
  return {
    ...given,
    ...whole,
    BufferingHints: hints(given.BufferingHints, partitioned ? PARTITIONED_MIB : BUFFER_MIB),
    S3BackupMode: given.S3BackupMode ?? "Disabled",
    ...(given.S3BackupConfiguration === undefined
      ? {}
      : { S3BackupConfiguration: checkedS3(given.S3BackupConfiguration) }),
  };
}

function checkPartitioned(given: ExtendedS3DestinationConfiguration, plan: Plan): void {
  const { SizeInMBs, IntervalInSeconds } = given.BufferingHints ?? {};
  if (SizeInMBs !== undefined && SizeInMBs < PARTITIONED_LEAST_MIB)
    throw invalidArgument(
      `BufferingHints.SizeInMBs must be at least ${PARTITIONED_LEAST_MIB} when Dynamic Partitioning is enabled.`,
    );
  if (IntervalInSeconds === 0)
    throw invalidArgument("Zero buffering is not available when Dynamic Partitioning is enabled.");
  if (plan.extract === undefined && plan.lambda === undefined)
    throw invalidArgument(
      "Processing Configuration with a MetadataExtraction or Lambda processor must be present when Dynamic Partitioning is enabled.",
    );
}

/** @throws Fault for what S3's settings cannot be, or are not yet. */
function checkedS3(
  given: S3DestinationConfiguration,
  partitioned = false,
): S3DestinationConfiguration {
  needed(given.RoleARN, "RoleARN");
  needed(given.BucketARN, "BucketARN");
  const format = given.CompressionFormat ?? "UNCOMPRESSED";
  if (format === "Snappy" || format === "HADOOP_SNAPPY")
    throw notImplemented(`firehose: CompressionFormat ${format}`);
  const encryption = given.EncryptionConfiguration;
  if (encryption?.NoEncryptionConfig !== undefined && encryption.KMSEncryptionConfig !== undefined)
    throw invalidArgument("Only one of NoEncryptionConfig and KMSEncryptionConfig can be given.");
  checkLogging(given.CloudWatchLoggingOptions);
  checkPrefixes(given.Prefix, given.ErrorOutputPrefix, partitioned);
  return {
    ...given,
    BufferingHints: hints(given.BufferingHints, BUFFER_MIB),
    CompressionFormat: format,
    EncryptionConfiguration: encryption ?? { NoEncryptionConfig: "NoEncryption" },
    CloudWatchLoggingOptions: given.CloudWatchLoggingOptions ?? { Enabled: false },
  };
}

function checkLogging(given: S3DestinationConfiguration["CloudWatchLoggingOptions"]): void {
  if (given?.Enabled && (given.LogGroupName === undefined || given.LogStreamName === undefined))
    throw invalidArgument("Log group name and log stream name must be specified.");
}

/**
 * "If you specify a value for one of them, you must also provide a value for the other"; no text of
 * AWS's own was found for the refusal.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
 */
function hints(given: S3DestinationConfiguration["BufferingHints"] = {}, sizeMib: number) {
  if ((given.SizeInMBs === undefined) !== (given.IntervalInSeconds === undefined))
    throw invalidArgument(
      "BufferingHints must have a value for both SizeInMBs and IntervalInSeconds, or for neither.",
    );
  const { SizeInMBs = sizeMib, IntervalInSeconds = BUFFER_SECONDS } = given;
  return { SizeInMBs, IntervalInSeconds };
}

export const isPartitioned = ({ s3 }: Destination): boolean =>
  s3?.DynamicPartitioningConfiguration?.Enabled === true;

/** Every role that a destination acts as. */
export function rolesOf({ s3, http }: Destination): readonly string[] {
  const roles = [
    ...[s3?.RoleARN, s3?.S3BackupConfiguration?.RoleARN],
    ...[http?.RoleARN, http?.S3Configuration.RoleARN, http?.SecretsManagerConfiguration?.RoleARN],
  ];
  return [...new Set(roles.filter((one) => one !== undefined))];
}

export const planFor = ({ s3, http }: Destination): Plan =>
  planOf((s3 ?? http)!.ProcessingConfiguration);

/** Whether records are kept as they came, beside what is made of them. */
export const keepsAll = ({ s3, http }: Destination): boolean =>
  s3?.S3BackupMode === "Enabled" || http?.S3BackupMode === "AllData";

/** The bucket behind a lane: the destination's own, or that of its backups. */
export function s3Of({ s3, http }: Destination, lane: Lane): S3Settings {
  if (http !== undefined) return http.S3Configuration;
  return lane === "backup" && s3!.S3BackupConfiguration !== undefined
    ? s3!.S3BackupConfiguration
    : s3!;
}

export interface Hints {
  readonly bytes: number;
  readonly milliseconds: number;
  readonly records: number;
}

/** When a lane's buffer is full. */
export function hintsOf({ destination }: Pick<StreamRow, "destination">, lane: Lane): Hints {
  const { http } = destination;
  const { lambda } = planFor(destination);
  if (lane === "process" && lambda !== undefined)
    return {
      bytes: lambda.bufferMib * MIB,
      milliseconds: lambda.bufferSeconds * 1_000,
      records: Number.POSITIVE_INFINITY,
    };
  const own = http !== undefined && lane === "deliver" ? http : s3Of(destination, lane);
  const { SizeInMBs = BUFFER_MIB, IntervalInSeconds = BUFFER_SECONDS } = own.BufferingHints ?? {};
  return {
    bytes: SizeInMBs * MIB,
    milliseconds: IntervalInSeconds * 1_000,
    records: own === http ? ENDPOINT_RECORDS : Number.POSITIVE_INFINITY,
  };
}

/** What DescribeDeliveryStream shows: an S3 destination in both of its forms, no access key. */
export function described({
  s3,
  http,
}: Destination): Omit<DestinationDescription, "DestinationId"> {
  if (http !== undefined) {
    const { S3Configuration, EndpointConfiguration, ...rest } = http;
    const { AccessKey: _, ...endpoint } = EndpointConfiguration;
    return {
      HttpEndpointDestinationDescription: {
        ...rest,
        EndpointConfiguration: endpoint,
        S3DestinationDescription: S3Configuration as never,
      },
    };
  }
  const { S3BackupConfiguration: backup, ...extended } = s3!;
  const { RoleARN, BucketARN, Prefix, ErrorOutputPrefix, BufferingHints } = extended;
  return {
    S3DestinationDescription: {
      ...{ RoleARN, BucketARN, BufferingHints: BufferingHints! },
      ...(Prefix === undefined ? {} : { Prefix }),
      ...(ErrorOutputPrefix === undefined ? {} : { ErrorOutputPrefix }),
      CompressionFormat: extended.CompressionFormat!,
      EncryptionConfiguration: extended.EncryptionConfiguration!,
      CloudWatchLoggingOptions: extended.CloudWatchLoggingOptions!,
    },
    ExtendedS3DestinationDescription: {
      ...extended,
      ...(backup === undefined ? {} : { S3BackupDescription: backup }),
    } as never,
  };
}

/**
 * Judges inputs by the model, but lets an endpoint be "http:" too.
 * Differs from AWS: which sends to https alone, as no endpoint of its is on one's own machine.
 */
export function judge(
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Fault | undefined | "model" {
  const name = operation.startsWith("Create")
    ? "HttpEndpointDestinationConfiguration"
    : "HttpEndpointDestinationUpdate";
  const given = input[name] as HttpEndpointDestinationUpdate | undefined;
  const url: unknown = given?.EndpointConfiguration?.Url;
  if (typeof url !== "string" || !/^http:\/\/./.test(url)) return "model";
  const EndpointConfiguration = {
    ...given!.EndpointConfiguration,
    Url: url.replace("http:", "https:"),
  };
  const model = loadModel("firehose");
  const secured = { ...input, [name]: { ...given, EndpointConfiguration } };
  return validate(model, model.operations[operation]!, secured, "aws-json-1.1");
}
