/** AWS::Lambda::* for CloudFormation. */
import type { Made, Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { inlinePackage } from "./inline-code.ts";

type Given = Record<string, unknown>;

const text = (value: unknown): string | undefined =>
  value === undefined ? undefined : String(value);
const number = (value: unknown): number | undefined =>
  value === undefined ? undefined : Number(value);
const truth = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : String(value) === "true";

/** A value without its undefined members: operations tell "absent" from "empty". */
function given<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

async function unlessMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error: { code?: string }) => {
    if (error.code !== "ResourceNotFoundException") throw error;
  });
}

const CONFIGURATION = [
  "Role",
  "Handler",
  "Runtime",
  "Description",
  "Timeout",
  "MemorySize",
  "Environment",
  "Layers",
  "DeadLetterConfig",
  "TracingConfig",
  "EphemeralStorage",
  "KmsKeyArn",
  "LoggingConfig",
  "SnapStart",
  "VpcConfig",
  "FileSystemConfigs",
] as const;

/** Members of create and update; `previous` so that what a template no longer says goes back to its default. */
function configurationOf(desired: Properties, previous?: Properties) {
  const gone = (name: string, fallback: unknown) =>
    previous?.[name] !== undefined && desired[name] === undefined ? fallback : desired[name];
  const environment = gone("Environment", { Variables: {} }) as { Variables?: Given } | undefined;
  const storage = gone("EphemeralStorage", { Size: 512 }) as { Size?: unknown } | undefined;
  return given({
    Role: text(desired["Role"]),
    Handler: text(desired["Handler"]),
    Runtime: text(desired["Runtime"]) as never,
    Description: text(gone("Description", "")),
    Timeout: number(gone("Timeout", 3)),
    MemorySize: number(gone("MemorySize", 128)),
    Environment:
      environment === undefined
        ? undefined
        : {
            Variables: Object.fromEntries(
              Object.entries(environment.Variables ?? {}).map(([name, value]) => [
                name,
                String(value),
              ]),
            ),
          },
    Layers: gone("Layers", []) as string[] | undefined,
    DeadLetterConfig: gone("DeadLetterConfig", { TargetArn: "" }) as never,
    TracingConfig: gone("TracingConfig", { Mode: "PassThrough" }) as never,
    EphemeralStorage: storage === undefined ? undefined : { Size: Number(storage.Size) },
    KMSKeyArn: text(gone("KmsKeyArn", "")),
    LoggingConfig: gone("LoggingConfig", { LogFormat: "Text" }) as never,
    SnapStart: gone("SnapStart", { ApplyOn: "None" }) as never,
    VpcConfig: desired["VpcConfig"] as never,
    FileSystemConfigs: desired["FileSystemConfigs"] as never,
  });
}

function codeOf(desired: Properties) {
  const code = (desired["Code"] ?? {}) as Given;
  if (typeof code["ZipFile"] === "string")
    return { ZipFile: inlinePackage(String(desired["Runtime"]), code["ZipFile"]) };
  return given({
    S3Bucket: text(code["S3Bucket"]),
    S3Key: text(code["S3Key"]),
    S3ObjectVersion: text(code["S3ObjectVersion"]),
    ImageUri: text(code["ImageUri"]),
  });
}

const tagsOf = (ctx: ResourceContext, desired: Properties): Record<string, string> => ({
  ...ctx.tags,
  ...Object.fromEntries(
    ((desired["Tags"] as { Key: string; Value: unknown }[] | undefined) ?? []).map((t) => [
      t.Key,
      String(t.Value),
    ]),
  ),
});

const arnOf = (ctx: ResourceContext, name: string): string =>
  name.startsWith("arn:")
    ? name
    : `arn:${ctx.partition}:lambda:${ctx.region}:${ctx.account}:function:${name}`;

const madeFunction = (ctx: ResourceContext, id: string): Made => ({
  id,
  attributes: {
    Arn: arnOf(ctx, id),
    "SnapStartResponse.ApplyOn": "None",
    "SnapStartResponse.OptimizationStatus": "Off",
    SnapStartResponse: { ApplyOn: "None", OptimizationStatus: "Off" },
  },
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

async function reserve(
  ctx: ResourceContext,
  FunctionName: string,
  desired: Properties,
  previous?: Properties,
): Promise<void> {
  const wanted = number(desired["ReservedConcurrentExecutions"]);
  if (wanted === number(previous?.["ReservedConcurrentExecutions"])) return;
  if (wanted === undefined) await ctx.call("lambda", "DeleteFunctionConcurrency", { FunctionName });
  else
    await ctx.call("lambda", "PutFunctionConcurrency", {
      FunctionName,
      ReservedConcurrentExecutions: wanted,
    });
}

async function loopRule(
  ctx: ResourceContext,
  FunctionName: string,
  desired: Properties,
): Promise<void> {
  if (desired["RecursiveLoop"] !== undefined)
    await ctx.call("lambda", "PutFunctionRecursionConfig", {
      FunctionName,
      RecursiveLoop: desired["RecursiveLoop"] as "Allow",
    });
}

const fn: ResourceHandler = {
  properties: [
    ...CONFIGURATION,
    "FunctionName",
    "Code",
    "Architectures",
    "PackageType",
    "Tags",
    "ReservedConcurrentExecutions",
    "RecursiveLoop",
  ],
  async make(ctx, desired) {
    const FunctionName = text(desired["FunctionName"]) ?? ctx.name({ maxLength: 64 });
    await ctx.call("lambda", "CreateFunction", {
      ...configurationOf(desired),
      Role: String(desired["Role"]),
      FunctionName,
      Code: codeOf(desired),
      Tags: tagsOf(ctx, desired),
      ...given({
        Architectures: desired["Architectures"] as never,
        PackageType: desired["PackageType"] as never,
      }),
    });
    await reserve(ctx, FunctionName, desired);
    await loopRule(ctx, FunctionName, desired);
    return madeFunction(ctx, FunctionName);
  },
  async update(ctx, id, desired, previous) {
    const FunctionName = id;
    if (CONFIGURATION.some((name) => !same(desired[name], previous[name])))
      await ctx.call("lambda", "UpdateFunctionConfiguration", {
        FunctionName,
        ...configurationOf(desired, previous),
      });
    if (
      !same(desired["Code"], previous["Code"]) ||
      !same(desired["Architectures"], previous["Architectures"])
    )
      await ctx.call("lambda", "UpdateFunctionCode", {
        FunctionName,
        ...codeOf(desired),
        ...given({ Architectures: desired["Architectures"] as never }),
      });
    await reserve(ctx, FunctionName, desired, previous);
    await loopRule(ctx, FunctionName, desired);
    const Resource = arnOf(ctx, id);
    const tags = tagsOf(ctx, desired);
    const gone = Object.keys(tagsOf(ctx, previous)).filter((key) => tags[key] === undefined);
    if (gone.length > 0) await ctx.call("lambda", "UntagResource", { Resource, TagKeys: gone });
    await ctx.call("lambda", "TagResource", { Resource, Tags: tags });
    return madeFunction(ctx, id);
  },
  remove: (ctx, id) => unlessMissing(ctx.call("lambda", "DeleteFunction", { FunctionName: id })),
  async read(ctx, id) {
    try {
      const { Configuration: c } = await ctx.call("lambda", "GetFunction", { FunctionName: id });
      return given({
        FunctionName: id,
        Role: c?.Role,
        Handler: c?.Handler,
        Runtime: c?.Runtime,
        Timeout: c?.Timeout,
        MemorySize: c?.MemorySize,
        Environment: c?.Environment,
        Description: c?.Description === "" ? undefined : c?.Description,
      });
    } catch (error) {
      if ((error as { code?: string }).code === "ResourceNotFoundException") return undefined;
      throw error;
    }
  },
};

const provisionedOf = (desired: Properties): number | undefined =>
  number(
    (desired["ProvisionedConcurrencyConfig"] as Given | undefined)?.[
      "ProvisionedConcurrentExecutions"
    ],
  );

async function provision(
  ctx: ResourceContext,
  FunctionName: string,
  Qualifier: string,
  desired: Properties,
  previous?: Properties,
) {
  const wanted = provisionedOf(desired);
  if (wanted !== undefined)
    await ctx.call("lambda", "PutProvisionedConcurrencyConfig", {
      FunctionName,
      Qualifier,
      ProvisionedConcurrentExecutions: wanted,
    });
  else if (previous !== undefined && provisionedOf(previous) !== undefined)
    await ctx.call("lambda", "DeleteProvisionedConcurrencyConfig", { FunctionName, Qualifier });
}

const version: ResourceHandler = {
  properties: ["FunctionName", "Description", "CodeSha256", "ProvisionedConcurrencyConfig"],
  async make(ctx, desired) {
    const FunctionName = String(desired["FunctionName"]);
    const made = await ctx.call(
      "lambda",
      "PublishVersion",
      given({
        FunctionName,
        Description: text(desired["Description"]),
        CodeSha256: text(desired["CodeSha256"]),
      }),
    );
    await provision(ctx, FunctionName, made.Version!, desired);
    return {
      id: made.FunctionArn!,
      attributes: { Version: made.Version, FunctionArn: made.FunctionArn },
    };
  },
  remove: (ctx, id) => unlessMissing(ctx.call("lambda", "DeleteFunction", { FunctionName: id })),
};

function routing(
  desired: Properties,
): { AdditionalVersionWeights: Record<string, number> } | undefined {
  const config = desired["RoutingConfig"] as
    | { AdditionalVersionWeights?: { FunctionVersion: string; FunctionWeight: unknown }[] }
    | undefined;
  if (config === undefined) return undefined;
  return {
    AdditionalVersionWeights: Object.fromEntries(
      (config.AdditionalVersionWeights ?? []).map((w) => [
        w.FunctionVersion,
        Number(w.FunctionWeight),
      ]),
    ),
  };
}

const alias: ResourceHandler = {
  properties: [
    "FunctionName",
    "FunctionVersion",
    "Name",
    "Description",
    "RoutingConfig",
    "ProvisionedConcurrencyConfig",
  ],
  async make(ctx, desired) {
    const FunctionName = String(desired["FunctionName"]);
    const Name = String(desired["Name"]);
    const { AliasArn } = await ctx.call(
      "lambda",
      "CreateAlias",
      given({
        FunctionName,
        Name,
        FunctionVersion: String(desired["FunctionVersion"]),
        Description: text(desired["Description"]),
        RoutingConfig: routing(desired),
      }),
    );
    await provision(ctx, FunctionName, Name, desired);
    return { id: AliasArn!, attributes: { AliasArn } };
  },
  async update(ctx, id, desired, previous) {
    const FunctionName = String(desired["FunctionName"]);
    const Name = String(desired["Name"]);
    await ctx.call("lambda", "UpdateAlias", {
      FunctionName,
      Name,
      FunctionVersion: String(desired["FunctionVersion"]),
      Description: text(desired["Description"]) ?? "",
      RoutingConfig: routing(desired) ?? { AdditionalVersionWeights: {} },
    });
    await provision(ctx, FunctionName, Name, desired, previous);
    return { id, attributes: { AliasArn: id } };
  },
  remove: (ctx, id) => {
    const at = id.lastIndexOf(":");
    return unlessMissing(
      ctx.call("lambda", "DeleteAlias", { FunctionName: id.slice(0, at), Name: id.slice(at + 1) }),
    );
  },
};

const permission: ResourceHandler = {
  properties: [
    "FunctionName",
    "Action",
    "Principal",
    "SourceArn",
    "SourceAccount",
    "EventSourceToken",
    "PrincipalOrgID",
    "FunctionUrlAuthType",
    "InvokedViaFunctionUrl",
  ],
  async make(ctx, desired) {
    const StatementId = ctx.name({ maxLength: 100 });
    await ctx.call(
      "lambda",
      "AddPermission",
      given({
        FunctionName: String(desired["FunctionName"]),
        StatementId,
        Action: String(desired["Action"]),
        Principal: String(desired["Principal"]),
        SourceArn: text(desired["SourceArn"]),
        SourceAccount: text(desired["SourceAccount"]),
        EventSourceToken: text(desired["EventSourceToken"]),
        PrincipalOrgID: text(desired["PrincipalOrgID"]),
        FunctionUrlAuthType: desired["FunctionUrlAuthType"] as never,
        InvokedViaFunctionUrl: truth(desired["InvokedViaFunctionUrl"]),
      }),
    );
    return { id: StatementId, attributes: { Id: StatementId } };
  },
  remove: (ctx, id, previous) =>
    unlessMissing(
      ctx.call("lambda", "RemovePermission", {
        FunctionName: String(previous["FunctionName"]),
        StatementId: id,
      }),
    ),
};

const MAPPING = [
  "FunctionName",
  "Enabled",
  "BatchSize",
  "MaximumBatchingWindowInSeconds",
  "FunctionResponseTypes",
  "ScalingConfig",
  "FilterCriteria",
  "ParallelizationFactor",
  "StartingPosition",
  "StartingPositionTimestamp",
  "MaximumRetryAttempts",
  "MaximumRecordAgeInSeconds",
  "BisectBatchOnFunctionError",
  "DestinationConfig",
  "TumblingWindowInSeconds",
  "KmsKeyArn",
] as const;

function mappingOf(desired: Properties) {
  return given({
    FunctionName: String(desired["FunctionName"]),
    Enabled: truth(desired["Enabled"]),
    BatchSize: number(desired["BatchSize"]),
    MaximumBatchingWindowInSeconds: number(desired["MaximumBatchingWindowInSeconds"]),
    FunctionResponseTypes: desired["FunctionResponseTypes"] as never,
    ScalingConfig:
      desired["ScalingConfig"] === undefined
        ? undefined
        : given({
            MaximumConcurrency: number((desired["ScalingConfig"] as Given)["MaximumConcurrency"]),
          }),
    FilterCriteria: desired["FilterCriteria"] as never,
    ParallelizationFactor: number(desired["ParallelizationFactor"]),
    MaximumRetryAttempts: number(desired["MaximumRetryAttempts"]),
    MaximumRecordAgeInSeconds: number(desired["MaximumRecordAgeInSeconds"]),
    BisectBatchOnFunctionError: truth(desired["BisectBatchOnFunctionError"]),
    DestinationConfig: desired["DestinationConfig"] as never,
    TumblingWindowInSeconds: number(desired["TumblingWindowInSeconds"]),
    KMSKeyArn: text(desired["KmsKeyArn"]),
  });
}

const madeMapping = (ctx: ResourceContext, id: string): Made => ({
  id,
  attributes: {
    Id: id,
    EventSourceMappingArn: `arn:${ctx.partition}:lambda:${ctx.region}:${ctx.account}:event-source-mapping:${id}`,
  },
});

const mapping: ResourceHandler = {
  properties: [...MAPPING, "EventSourceArn", "Tags"],
  async make(ctx, desired) {
    const seconds = number(desired["StartingPositionTimestamp"]);
    const { UUID } = await ctx.call(
      "lambda",
      "CreateEventSourceMapping",
      given({
        ...mappingOf(desired),
        EventSourceArn: text(desired["EventSourceArn"]),
        StartingPosition: desired["StartingPosition"] as never,
        StartingPositionTimestamp: seconds && seconds * 1_000,
        Tags: tagsOf(ctx, desired),
      }),
    );
    return madeMapping(ctx, UUID!);
  },
  async update(ctx, id, desired) {
    // What the template says no more goes back to its default.
    const streams = /:(?:dynamodb|kinesis):/.test(String(desired["EventSourceArn"]));
    const defaults = {
      Enabled: true,
      BatchSize: streams ? 100 : 10,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      FilterCriteria: { Filters: [] },
      ...(streams
        ? {
            BisectBatchOnFunctionError: false,
            DestinationConfig: {},
            MaximumRecordAgeInSeconds: -1,
            MaximumRetryAttempts: -1,
          }
        : { ScalingConfig: {} }),
    };
    await ctx.call(
      "lambda",
      "UpdateEventSourceMapping",
      Object.assign(defaults, mappingOf(desired), { UUID: id }),
    );
    return madeMapping(ctx, id);
  },
  remove: (ctx, id) => unlessMissing(ctx.call("lambda", "DeleteEventSourceMapping", { UUID: id })),
};

const layerVersion: ResourceHandler = {
  properties: [
    "CompatibleRuntimes",
    "LicenseInfo",
    "Description",
    "LayerName",
    "Content",
    "CompatibleArchitectures",
  ],
  async make(ctx, desired) {
    const content = desired["Content"] as Given;
    const { LayerVersionArn } = await ctx.call(
      "lambda",
      "PublishLayerVersion",
      given({
        LayerName: text(desired["LayerName"]) ?? ctx.name({ maxLength: 140 }),
        Description: text(desired["Description"]),
        LicenseInfo: text(desired["LicenseInfo"]),
        CompatibleRuntimes: desired["CompatibleRuntimes"] as never,
        CompatibleArchitectures: desired["CompatibleArchitectures"] as never,
        Content: given({
          S3Bucket: text(content["S3Bucket"]),
          S3Key: text(content["S3Key"]),
          S3ObjectVersion: text(content["S3ObjectVersion"]),
        }),
      }),
    );
    return { id: LayerVersionArn!, attributes: { LayerVersionArn } };
  },
  remove: (ctx, id) => {
    const parts = id.split(":");
    return unlessMissing(
      ctx.call("lambda", "DeleteLayerVersion", {
        LayerName: parts[6]!,
        VersionNumber: Number(parts[7]),
      }),
    );
  },
};

const layerPermission: ResourceHandler = {
  properties: ["Action", "LayerVersionArn", "OrganizationId", "Principal"],
  async make(ctx, desired) {
    const parts = String(desired["LayerVersionArn"]).split(":");
    const StatementId = ctx.name({ maxLength: 100 });
    await ctx.call(
      "lambda",
      "AddLayerVersionPermission",
      given({
        LayerName: parts[6]!,
        VersionNumber: Number(parts[7]),
        StatementId,
        Action: String(desired["Action"]),
        Principal: String(desired["Principal"]),
        OrganizationId: text(desired["OrganizationId"]),
      }),
    );
    const id = `${desired["LayerVersionArn"]}#${StatementId}`;
    return { id, attributes: { Id: id } };
  },
  remove: (ctx, id) => {
    const [arn = "", StatementId = ""] = id.split("#");
    const parts = arn.split(":");
    return unlessMissing(
      ctx.call("lambda", "RemoveLayerVersionPermission", {
        LayerName: parts[6]!,
        VersionNumber: Number(parts[7]),
        StatementId,
      }),
    );
  },
};

const invokeConfig: ResourceHandler = {
  properties: [
    "FunctionName",
    "Qualifier",
    "MaximumRetryAttempts",
    "MaximumEventAgeInSeconds",
    "DestinationConfig",
  ],
  async make(ctx, desired) {
    await ctx.call(
      "lambda",
      "PutFunctionEventInvokeConfig",
      given({
        FunctionName: String(desired["FunctionName"]),
        Qualifier: text(desired["Qualifier"]),
        MaximumRetryAttempts: number(desired["MaximumRetryAttempts"]),
        MaximumEventAgeInSeconds: number(desired["MaximumEventAgeInSeconds"]),
        DestinationConfig: desired["DestinationConfig"] as never,
      }),
    );
    return { id: `${desired["FunctionName"]}|${desired["Qualifier"]}` };
  },
  update: (ctx, _id, desired) => invokeConfig.make(ctx, desired),
  remove: (ctx, id) => {
    const [FunctionName = "", Qualifier = ""] = id.split("|");
    return unlessMissing(
      ctx.call("lambda", "DeleteFunctionEventInvokeConfig", { FunctionName, Qualifier }),
    );
  },
};

const url: ResourceHandler = {
  properties: ["TargetFunctionArn", "Qualifier", "AuthType", "Cors", "InvokeMode"],
  async make(ctx, desired) {
    const made = await ctx.call(
      "lambda",
      "CreateFunctionUrlConfig",
      given({
        FunctionName: String(desired["TargetFunctionArn"]),
        Qualifier: text(desired["Qualifier"]),
        AuthType: desired["AuthType"] as never,
        Cors: desired["Cors"] as never,
        InvokeMode: desired["InvokeMode"] as never,
      }),
    );
    return {
      id: made.FunctionArn!,
      attributes: { FunctionArn: made.FunctionArn, FunctionUrl: made.FunctionUrl },
    };
  },
  async update(ctx, id, desired) {
    const made = await ctx.call(
      "lambda",
      "UpdateFunctionUrlConfig",
      given({
        FunctionName: id,
        AuthType: desired["AuthType"] as never,
        Cors: (desired["Cors"] ?? {}) as never,
        InvokeMode: (desired["InvokeMode"] ?? "BUFFERED") as never,
      }),
    );
    return { id, attributes: { FunctionArn: made.FunctionArn, FunctionUrl: made.FunctionUrl } };
  },
  remove: (ctx, id) =>
    unlessMissing(ctx.call("lambda", "DeleteFunctionUrlConfig", { FunctionName: id })),
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::Lambda::Function": fn,
  "AWS::Lambda::Version": version,
  "AWS::Lambda::Alias": alias,
  "AWS::Lambda::Permission": permission,
  "AWS::Lambda::EventSourceMapping": mapping,
  "AWS::Lambda::LayerVersion": layerVersion,
  "AWS::Lambda::LayerVersionPermission": layerPermission,
  "AWS::Lambda::EventInvokeConfig": invokeConfig,
  "AWS::Lambda::Url": url,
};
