/** AWS::ApiGateway::* for CloudFormation. */
import type { ResourceHandler } from "#kernel/resource";
import { apiResources } from "./apis.ts";
import { otherResources } from "./others.ts";
import { stageResources } from "./stages.ts";

export const resources: Readonly<Record<string, ResourceHandler>> = {
  ...apiResources,
  ...stageResources,
  ...otherResources,
};
