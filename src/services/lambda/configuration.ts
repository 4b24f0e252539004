/** What a function's configuration may be, how it changes, and how it is shown. Pure. */
import { notImplemented } from "#aws/fault";
import type {
  CreateFunctionRequest,
  FunctionConfiguration,
  UpdateFunctionConfigurationRequest,
} from "#aws/generated/types/lambda";
import { invalid } from "./errors.ts";
import { functionArn, type Place } from "./functions.ts";
import { ENVIRONMENT_BYTES, LAYERS, RUNTIMES } from "./limits.ts";
import type { Configuration, FunctionRow, VersionRow } from "./tables.ts";

type Request = Omit<UpdateFunctionConfigurationRequest, "FunctionName"> &
  Pick<CreateFunctionRequest, "Architectures" | "PackageType">;

/** What a new function has where its request says nothing. */
export const DEFAULTS = {
  runtime: "",
  role: "",
  handler: "",
  description: "",
  timeoutSeconds: 3,
  memoryMb: 128,
  ephemeralStorageMb: 512,
  layers: [],
  architecture: "x86_64",
  tracing: "PassThrough",
  logFormat: "Text",
  snapStart: "None",
} as const satisfies Partial<Configuration>;

/** Names that Lambda keeps to itself: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/**
 * A configuration with what a request says laid over it; layers are looked up by the caller.
 * @throws Fault InvalidParameterValueException, or NotImplemented for what Brume does not obey.
 */
export function revised(current: Configuration, request: Request): Configuration {
  refuseUnsupported(request);
  const { Environment, LoggingConfig, DeadLetterConfig } = request;
  const next: Configuration = {
    ...current,
    runtime: request.Runtime ?? current.runtime,
    role: request.Role ?? current.role,
    handler: request.Handler ?? current.handler,
    description: request.Description ?? current.description,
    timeoutSeconds: request.Timeout ?? current.timeoutSeconds,
    memoryMb: request.MemorySize ?? current.memoryMb,
    ephemeralStorageMb: request.EphemeralStorage?.Size ?? current.ephemeralStorageMb,
    tracing: request.TracingConfig?.Mode ?? current.tracing,
    snapStart: request.SnapStart?.ApplyOn ?? current.snapStart,
    architecture:
      (request.Architectures?.[0] as Configuration["architecture"]) ?? current.architecture,
  };
  if (request.KMSKeyArn !== undefined) assign(next, "kmsKeyArn", request.KMSKeyArn);
  if (DeadLetterConfig !== undefined) assign(next, "deadLetterArn", DeadLetterConfig.TargetArn);
  if (Environment !== undefined) next.variables = variablesOf(Environment.Variables);
  if (LoggingConfig !== undefined) {
    next.logFormat = (LoggingConfig.LogFormat as Configuration["logFormat"]) ?? current.logFormat;
    if (LoggingConfig.LogGroup !== undefined) assign(next, "logGroup", LoggingConfig.LogGroup);
    assign(
      next,
      "applicationLogLevel",
      LoggingConfig.ApplicationLogLevel ?? current.applicationLogLevel,
    );
    assign(next, "systemLogLevel", LoggingConfig.SystemLogLevel ?? current.systemLogLevel);
    if (
      next.logFormat === "Text" &&
      (LoggingConfig.ApplicationLogLevel ?? LoggingConfig.SystemLogLevel) !== undefined
    )
      throw invalid(
        "You can't set ApplicationLogLevel or SystemLogLevel when LogFormat is set to Text. To set log levels, change your LogFormat to JSON.",
      );
  }
  check(next);
  return next;
}

function assign<
  K extends "kmsKeyArn" | "deadLetterArn" | "logGroup" | "applicationLogLevel" | "systemLogLevel",
>(into: Configuration, name: K, value: string | undefined): void {
  if (value === undefined || value === "") delete into[name];
  else into[name] = value;
}

function refuseUnsupported(request: Request): void {
  const refuse = (what: string) => notImplemented(`lambda: ${what}`);
  if (request.PackageType === "Image") throw refuse("functions of PackageType Image");
  if ((request.FileSystemConfigs?.length ?? 0) > 0) throw refuse("FileSystemConfigs");
  if (request.SnapStart?.ApplyOn === "PublishedVersions") throw refuse("SnapStart");
  if ((request.VpcConfig?.SubnetIds?.length ?? 0) > 0) throw refuse("VpcConfig with subnets");
  const rest = request as Readonly<Record<string, unknown>>;
  for (const name of [
    "CapacityProviderConfig",
    "DurableConfig",
    "TenancyConfig",
    "PublishTo",
    "CodeSigningConfigArn",
  ])
    if (rest[name] !== undefined) throw refuse(name);
}

function check(next: Configuration): void {
  if (next.runtime === "" || next.handler === "")
    throw invalid(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  if (!/^(nodejs|python|java|dotnet|dotnetcore|go|ruby|provided)/.test(next.runtime))
    throw invalid(
      `Value ${next.runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES.join(", ")}] or be a valid ARN`,
    );
  if (!RUNTIMES.includes(next.runtime)) throw notImplemented(`lambda: the runtime ${next.runtime}`);
}

function variablesOf(given: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  let bytes = 0;
  const reserved: string[] = [];
  for (const [name, value] of Object.entries(given ?? {})) {
    if (RESERVED.has(name)) reserved.push(name);
    if (value.includes("\0"))
      throw invalid(`The value of the environment variable ${name} contains a null character.`);
    out[name] = value;
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value) + 6;
  }
  if (reserved.length > 0)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  if (bytes > ENVIRONMENT_BYTES)
    throw invalid(
      "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: " +
        JSON.stringify(given),
    );
  return out;
}

/** @throws Fault when there are too many or two of one layer. */
export function checkLayers(arns: readonly string[]): void {
  if (arns.length > LAYERS) throw invalid("Cannot reference more than 5 layers.");
  const names = arns.map((arn) => arn.slice(0, arn.lastIndexOf(":")));
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
  if (twice >= 0)
    throw invalid(
      `Two different versions of the same layer are not allowed to be referenced in the same function. ${arns[names.indexOf(names[twice]!)]} and ${arns[twice]} are versions of the same layer.`,
    );
}

/** "2026-01-01T00:00:00.000+0000", Lambda's own form. */
export function lambdaTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "+0000");
}

/** A version as AWS shows it; `qualified` when its ARN is to carry the version. */
export function shown(
  place: Place,
  version: Readonly<VersionRow>,
  qualified: boolean,
): FunctionConfiguration {
  const c = version.configuration;
  return {
    FunctionName: place.name,
    FunctionArn: functionArn(place, qualified ? (place.qualifier ?? version.version) : undefined),
    Runtime: c.runtime,
    Role: c.role,
    Handler: c.handler,
    CodeSize: c.code.sizeBytes,
    Description: c.description,
    Timeout: c.timeoutSeconds,
    MemorySize: c.memoryMb,
    LastModified: lambdaTime(c.modifiedAt),
    CodeSha256: c.code.sha256,
    Version: version.version,
    ...(c.deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: c.deadLetterArn } }),
    ...(c.variables === undefined ? {} : { Environment: { Variables: c.variables } }),
    ...(c.kmsKeyArn === undefined ? {} : { KMSKeyArn: c.kmsKeyArn }),
    TracingConfig: { Mode: c.tracing },
    RevisionId: c.revisionId,
    ...(c.layers.length === 0
      ? {}
      : { Layers: c.layers.map(({ arn, codeSize }) => ({ Arn: arn, CodeSize: codeSize })) }),
    // Differs from AWS: a function is ready at once, so that it never stands in Pending or InProgress.
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    Architectures: [c.architecture],
    EphemeralStorage: { Size: c.ephemeralStorageMb },
    SnapStart: { ApplyOn: c.snapStart, OptimizationStatus: "Off" },
    RuntimeVersionConfig: {
      RuntimeVersionArn: `arn:aws:lambda:${place.region}::runtime:${c.runtime}`,
    },
    LoggingConfig: {
      LogFormat: c.logFormat,
      LogGroup: c.logGroup ?? `/aws/lambda/${place.name}`,
      ...(c.logFormat === "Text"
        ? {}
        : {
            ApplicationLogLevel: c.applicationLogLevel ?? "INFO",
            SystemLogLevel: c.systemLogLevel ?? "INFO",
          }),
    },
  } as FunctionConfiguration;
}

/** The row of a new function. */
export function newFunction(
  name: string,
  id: string,
  now: number,
  tags: Readonly<Record<string, string>>,
): FunctionRow {
  return { name, id, createdAt: now, nextVersion: 1, tags: { ...tags } };
}
