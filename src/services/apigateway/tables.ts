/** Rows of API Gateway's REST APIs. An API is one OpenAPI document: it is read whole on every request. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export interface ApiRow {
  id: string;
  account: string;
  region: string;
  name: string;
  description?: string;
  version?: string;
  /** The OpenAPI document that it was imported from. */
  document: Record<string, unknown>;
  binaryMediaTypes: string[];
  endpointTypes: string[];
  disableExecuteApi: boolean;
  tags: Record<string, string>;
  /** Epoch milliseconds, as all times here. */
  createdAt: number;
}

export interface DeploymentRow {
  api: string;
  id: string;
  description?: string;
  /** The document as it stood. */
  document: Record<string, unknown>;
  createdAt: number;
}

export interface StageRow {
  api: string;
  name: string;
  deployment: string;
  description?: string;
  variables: Record<string, string>;
  tags: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}

export const tables = {
  api: table<ApiRow>()("apigateway_api", {
    scope: "global",
    columns: {
      id: "text",
      account: "text",
      region: "text",
      name: "text",
      description: "text",
      version: "text",
      document: "json",
      binaryMediaTypes: "json",
      endpointTypes: "json",
      disableExecuteApi: "boolean",
      tags: "json",
      createdAt: "integer",
    },
    key: ["id"],
    // Read on every request to the API.
    cached: true,
  }),
  deployment: table<DeploymentRow>()("apigateway_deployment", {
    scope: "global",
    columns: {
      api: "text",
      id: "text",
      description: "text",
      document: "json",
      createdAt: "integer",
    },
    key: ["api", "id"],
    // Read on every request to a stage.
    cached: true,
  }),
  stage: table<StageRow>()("apigateway_stage", {
    scope: "global",
    columns: {
      api: "text",
      name: "text",
      deployment: "text",
      description: "text",
      variables: "json",
      tags: "json",
      createdAt: "integer",
      updatedAt: "integer",
    },
    key: ["api", "name"],
    // Read on every request to a stage.
    cached: true,
  }),
};

export const on = operations<"apigateway", typeof tables>();
