/** AWS::Lambda::* for CloudFormation. */
import type { ResourceHandler } from "#kernel/resource";
import { invokeConfig, permission, url } from "./resources/access.ts";
import { fn } from "./resources/functions.ts";
import { layerPermission, layerVersion } from "./resources/layers.ts";
import { mapping } from "./resources/mappings.ts";
import { alias, version } from "./resources/versions.ts";

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
