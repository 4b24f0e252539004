/** Event source mappings. */
import type { Made, Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { tagsOf } from "#kernel/resource-tags";
import { type Given, text, number, truth, given, unlessMissing } from "./values.ts";

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

export const mapping: ResourceHandler = {
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
