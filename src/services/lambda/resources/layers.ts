/** Layers and who may use them. */
import type { ResourceHandler } from "#kernel/resource";
import { type Given, text, given, unlessMissing } from "./values.ts";

export const layerVersion: ResourceHandler = {
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

export const layerPermission: ResourceHandler = {
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
