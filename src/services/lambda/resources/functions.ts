/** Functions. */
import type { Made, Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagsOf } from "#kernel/resource-tags";
import { inlinePackage } from "../inline-code.ts";
import { type Given, text, number, given, unlessMissing, arnOf, same } from "./values.ts";

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

const madeFunction = (ctx: ResourceContext, id: string): Made => ({
  id,
  attributes: {
    Arn: arnOf(ctx, id),
    "SnapStartResponse.ApplyOn": "None",
    "SnapStartResponse.OptimizationStatus": "Off",
    SnapStartResponse: { ApplyOn: "None", OptimizationStatus: "Off" },
  },
});

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

export const fn: ResourceHandler = {
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
    const gone = goneTags(tags, previous);
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
