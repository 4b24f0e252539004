/** Rows of API Gateway's HTTP APIs. An API is one document: it is read whole on every request. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";
import type { IssuerKey } from "./jwt.ts";

export interface Integration {
  id: string;
  type: string;
  method?: string;
  uri?: string;
  payloadFormat: string;
  timeoutMs: number;
  description?: string;
  connectionType: string;
  /** A service's operation that requests are made into, e.g. "SQS-SendMessage". */
  subtype?: string;
  credentialsArn?: string;
  requestParameters?: Record<string, string>;
  responseParameters?: Record<string, Record<string, string>>;
}

export interface Route {
  id: string;
  key: string;
  target?: string;
  authorizationType: string;
  authorizerId?: string;
  authorizationScopes?: string[];
  operationName?: string;
  apiKeyRequired: boolean;
}

export interface Authorizer {
  id: string;
  name: string;
  type: "JWT" | "REQUEST";
  uri?: string;
  identitySource: string[];
  issuer?: string;
  audience?: string[];
  payloadFormat?: string;
  credentialsArn?: string;
  simpleResponses: boolean;
  ttlSeconds: number;
}

export interface Cors {
  AllowCredentials?: boolean;
  AllowHeaders?: string[];
  AllowMethods?: string[];
  AllowOrigins?: string[];
  ExposeHeaders?: string[];
  MaxAge?: number;
}

export interface Definition {
  routes: Route[];
  integrations: Integration[];
  authorizers: Authorizer[];
  cors?: Cors;
}

export interface ApiRow {
  id: string;
  account: string;
  region: string;
  name: string;
  description?: string;
  version?: string;
  routeSelection: string;
  disableExecuteApi: boolean;
  definition: Definition;
  tags: Record<string, string>;
  /** Epoch milliseconds. */
  createdAt: number;
}

export interface RouteSettings {
  DataTraceEnabled?: boolean;
  DetailedMetricsEnabled?: boolean;
  LoggingLevel?: string;
  ThrottlingBurstLimit?: number;
  ThrottlingRateLimit?: number;
}

export interface StageSettings {
  all?: RouteSettings;
  /** By route key. */
  routes?: Record<string, RouteSettings>;
  accessLog?: { DestinationArn?: string; Format?: string };
}

export interface StageRow {
  api: string;
  name: string;
  deployment?: string;
  autoDeploy: boolean;
  description?: string;
  variables: Record<string, string>;
  /** What the stage serves; an auto-deploying one serves the API as it is. */
  served?: Definition;
  settings: StageSettings;
  tags: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}

export interface DeploymentRow {
  api: string;
  id: string;
  description?: string;
  autoDeployed: boolean;
  definition: Definition;
  createdAt: number;
}

/** The keys of a token issuer, as it gave them. */
export interface IssuerRow {
  issuer: string;
  keys: IssuerKey[];
  /** Epoch milliseconds. */
  fetchedAt: number;
}

/** Requests that a throttled route may still take. */
export interface BucketRow {
  api: string;
  stage: string;
  route: string;
  tokens: number;
  /** Epoch milliseconds. */
  at: number;
}

/** What an authorizer's function said of an identity, for as long as it may be used again. */
export interface VerdictRow {
  api: string;
  stage: string;
  authorizer: string;
  /** Of the identity's values. */
  key: string;
  answer: unknown;
  /** Epoch milliseconds. */
  until: number;
}

export const tables = {
  api: table<ApiRow>()("apigatewayv2_api", {
    scope: "global",
    columns: {
      id: "text",
      account: "text",
      region: "text",
      name: "text",
      description: "text",
      version: "text",
      routeSelection: "text",
      disableExecuteApi: "boolean",
      definition: "json",
      tags: "json",
      createdAt: "integer",
    },
    key: ["id"],
    // Read on every request to the API.
    cached: true,
  }),
  stage: table<StageRow>()("apigatewayv2_stage", {
    scope: "global",
    columns: {
      api: "text",
      name: "text",
      deployment: "text",
      autoDeploy: "boolean",
      description: "text",
      variables: "json",
      served: "json",
      settings: "json",
      tags: "json",
      createdAt: "integer",
      updatedAt: "integer",
    },
    key: ["api", "name"],
    // Read on every request to the API.
    cached: true,
  }),
  deployment: table<DeploymentRow>()("apigatewayv2_deployment", {
    scope: "global",
    columns: {
      api: "text",
      id: "text",
      description: "text",
      autoDeployed: "boolean",
      definition: "json",
      createdAt: "integer",
    },
    key: ["api", "id"],
  }),
  issuer: table<IssuerRow>()("apigatewayv2_issuer", {
    scope: "global",
    columns: { issuer: "text", keys: "json", fetchedAt: "integer" },
    key: ["issuer"],
    // Read on every request with a token.
    cached: true,
  }),
  bucket: table<BucketRow>()("apigatewayv2_bucket", {
    scope: "global",
    columns: { api: "text", stage: "text", route: "text", tokens: "real", at: "integer" },
    key: ["api", "stage", "route"],
  }),
  verdict: table<VerdictRow>()("apigatewayv2_verdict", {
    scope: "global",
    columns: {
      api: "text",
      stage: "text",
      authorizer: "text",
      key: "text",
      answer: "json",
      until: "integer",
    },
    key: ["api", "stage", "authorizer", "key"],
    queries: { forget: "delete from apigatewayv2_verdict where until <= :now" },
  }),
};

export const on = operations<"apigatewayv2", typeof tables>();
