/** Versions and aliases of functions, with the concurrency that is provided for them. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { type Given, text, number, given, unlessMissing } from "./values.ts";

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

export const version: ResourceHandler = {
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

export const alias: ResourceHandler = {
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
