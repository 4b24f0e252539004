/** Rows of API Gateway's REST APIs. An API's parts are one document: a deployment is its copy. */
import type * as Aws from "#aws/generated/types/apigateway";
import { operations } from "#kernel/service";
import { table } from "#store/contract";

/** A resource of an API with its methods by HTTP verb ("ANY" among them). */
export interface Resource {
  id: string;
  /** Absent in the root. */
  parentId?: string;
  pathPart?: string;
  path: string;
  resourceMethods: Record<string, Aws.Method>;
}

export interface Definition {
  resources: Resource[];
  models: Aws.Model[];
  requestValidators: Aws.RequestValidator[];
  authorizers: Aws.Authorizer[];
  gatewayResponses: Aws.GatewayResponse[];
  documentationParts: Aws.DocumentationPart[];
}

export interface ApiRow {
  id: string;
  account: string;
  region: string;
  /** What GetRestApi shows, in AWS's names. */
  settings: Aws.RestApi & { id: string; name: string };
  definition: Definition;
}

export interface DeploymentRow {
  api: string;
  id: string;
  description?: string;
  /** The API as it stood. */
  settings: Aws.RestApi;
  definition: Definition;
  /** Epoch milliseconds, as all times here. */
  createdAt: number;
}

export interface StageRow {
  api: string;
  name: string;
  deployment: string;
  /** What GetStage shows, in AWS's names. */
  settings: Aws.Stage;
}

/** API keys, usage plans, VPC links, certificates, documentation versions: one shape each. */
export interface ThingRow<T = Record<string, unknown>> {
  kind: string;
  id: string;
  value: T;
}

export interface PlanKeyRow {
  plan: string;
  key: string;
  /** Its first period has a quota of its own. */
  addedAt: number;
}

export interface UsageRow {
  plan: string;
  key: string;
  /** "2026-01-31", in UTC. */
  day: string;
  used: number;
}

/** An API key's value, to find the key by what a request brings. */
export interface KeyValueRow {
  value: string;
  key: string;
}

export interface DomainRow {
  name: string;
  account: string;
  region: string;
  settings: Aws.DomainName;
}

export interface MappingRow {
  domain: string;
  /** "(none)" for the root. */
  basePath: string;
  api: string;
  stage?: string;
}

export interface AccountRow {
  kind: string;
  cloudwatchRoleArn?: string;
}

export const tables = {
  api: table<ApiRow>()("apigateway_rest_api", {
    scope: "global",
    columns: {
      id: "text",
      account: "text",
      region: "text",
      settings: "json",
      definition: "json",
    },
    key: ["id"],
    // Read on every request to the API.
    cached: true,
  }),
  deployment: table<DeploymentRow>()("apigateway_rest_deployment", {
    scope: "global",
    columns: {
      api: "text",
      id: "text",
      description: "text",
      settings: "json",
      definition: "json",
      createdAt: "integer",
    },
    key: ["api", "id"],
    // Read on every request to a stage.
    cached: true,
  }),
  stage: table<StageRow>()("apigateway_rest_stage", {
    scope: "global",
    columns: { api: "text", name: "text", deployment: "text", settings: "json" },
    key: ["api", "name"],
    // Read on every request to a stage.
    cached: true,
  }),
  thing: table<ThingRow>()("apigateway_thing", {
    columns: { kind: "text", id: "text", value: "json" },
    key: ["kind", "id"],
    // Keys and plans are read on every request that brings a key.
    cached: true,
  }),
  keyValue: table<KeyValueRow>()("apigateway_key_value", {
    columns: { value: "text", key: "text" },
    key: ["value"],
    cached: true,
  }),
  planKey: table<PlanKeyRow>()("apigateway_plan_key", {
    columns: { plan: "text", key: "text", addedAt: "integer" },
    key: ["plan", "key"],
  }),
  usage: table<UsageRow>()("apigateway_usage", {
    columns: { plan: "text", key: "text", day: "text", used: "integer" },
    key: ["plan", "key", "day"],
  }),
  domain: table<DomainRow>()("apigateway_domain", {
    scope: "global",
    columns: { name: "text", account: "text", region: "text", settings: "json" },
    key: ["name"],
    cached: true,
  }),
  mapping: table<MappingRow>()("apigateway_mapping", {
    scope: "global",
    columns: { domain: "text", basePath: "text", api: "text", stage: "text" },
    key: ["domain", "basePath"],
  }),
  accountSettings: table<AccountRow>()("apigateway_account", {
    columns: { kind: "text", cloudwatchRoleArn: "text" },
    key: ["kind"],
  }),
};

export const on = operations<"apigateway", typeof tables>();
