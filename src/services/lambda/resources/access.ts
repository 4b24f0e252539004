/** Who may call a function, by which address, and what becomes of asynchronous calls. */
import type { ResourceHandler } from "#kernel/resource";
import { text, number, truth, given, unlessMissing } from "./values.ts";

export const permission: ResourceHandler = {
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

export const invokeConfig: ResourceHandler = {
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

export const url: ResourceHandler = {
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
