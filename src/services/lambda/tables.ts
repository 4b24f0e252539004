/** Rows of Lambda. A function's versions, "$LATEST" among them, are rows of their own. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export interface FunctionRow {
  name: string;
  /** Unique over time: environments of a function deleted and made anew are not mixed up. */
  id: string;
  /** Epoch milliseconds. */
  createdAt: number;
  /** The number that the next published version gets. */
  nextVersion: number;
  reservedConcurrency?: number;
  tags: Record<string, string>;
  recursiveLoop?: string;
}

export interface VersionRow {
  functionName: string;
  /** "$LATEST" or a number. */
  version: string;
  /** 0 for $LATEST. */
  sequence: number;
  configuration: Configuration;
}

/** What a version of a function is. */
export interface Configuration {
  revisionId: string;
  runtime: string;
  role: string;
  handler: string;
  description: string;
  timeoutSeconds: number;
  memoryMb: number;
  ephemeralStorageMb: number;
  /** Undefined when the function never had variables. */
  variables?: Record<string, string>;
  layers: { arn: string; codeSize: number; blob: string }[];
  architecture: "x86_64" | "arm64";
  deadLetterArn?: string;
  tracing: string;
  kmsKeyArn?: string;
  logFormat: "Text" | "JSON";
  logGroup?: string;
  applicationLogLevel?: string;
  systemLogLevel?: string;
  snapStart: string;
  code: { blob: string; sizeBytes: number; sha256: string };
  /** Epoch milliseconds. */
  modifiedAt: number;
}

export interface AliasRow {
  functionName: string;
  name: string;
  version: string;
  description: string;
  /** Share of invocations by other version, 0 to 1. */
  weights?: Record<string, number>;
  revisionId: string;
}

export interface PolicyRow {
  functionName: string;
  /** "" for the function itself. */
  qualifier: string;
  statements: Statement[];
  revisionId: string;
}

export type Statement = Record<string, unknown> & { Sid: string };

export interface LayerRow {
  name: string;
  /** Numbers are never used again, also not of deleted versions. */
  lastVersion: number;
}

export interface LayerVersionRow {
  layer: string;
  version: number;
  description?: string;
  license?: string;
  runtimes?: string[];
  architectures?: string[];
  code: { blob: string; sizeBytes: number; sha256: string };
  createdAt: number;
  statements: Statement[];
  revisionId: string;
}

export interface MappingRow {
  uuid: string;
  functionName: string;
  /** Version or alias; "" for $LATEST. */
  qualifier: string;
  sourceArn: string;
  enabled: boolean;
  batchSize: number;
  windowSeconds: number;
  maximumConcurrency?: number;
  reportsItemFailures: boolean;
  /** Event patterns, one of which a record has to match. */
  filters?: string[];
  /** Of a source that is a stream. */
  stream?: StreamSettings;
  tags: Record<string, string>;
  modifiedAt: number;
  /** Renewed by every change, so that a poller knows it is out of date. */
  revision: string;
}

export interface StreamSettings {
  startingPosition: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  /** Of AT_TIMESTAMP; with LATEST of a Kinesis stream when the mapping was made. */
  timestamp?: number;
  /** Where LATEST was when the mapping was made. */
  iterator?: string;
  /** The same for each shard that was open then, of a Kinesis stream. */
  iterators?: Record<string, string>;
  bisects: boolean;
  /** -1: as long as the records last. */
  maximumRetries: number;
  maximumAgeSeconds: number;
  /** An ARN that is told of batches given up. */
  onFailure?: string;
}

/** How far a mapping has got in a stream. */
export interface PositionRow {
  uuid: string;
  /** The sequence number of the last record that is done with. */
  sequence: string;
}

/** How far it has got in a shard, where a stream has several. */
export interface ShardPositionRow {
  uuid: string;
  shard: string;
  /** As above; "" once the shard has ended. */
  sequence: string;
  ended: boolean;
}

export interface EventRow {
  id: string;
  functionName: string;
  qualifier: string;
  payload: Uint8Array;
  clientContext?: string;
  trace: string;
  attempts: number;
  /** Failures of the function itself: throttling does not use up retries. */
  failures: number;
  receivedAt: number;
  /** True while a due row will take it up again. */
  waiting: boolean;
}

export interface UrlRow {
  functionName: string;
  qualifier: string;
  /** First label of its host. */
  urlId: string;
  authType: "NONE" | "AWS_IAM";
  invokeMode: "BUFFERED" | "RESPONSE_STREAM";
  cors?: Cors;
  createdAt: number;
  modifiedAt: number;
}

export interface Cors {
  AllowCredentials?: boolean;
  AllowHeaders?: string[];
  AllowMethods?: string[];
  AllowOrigins?: string[];
  ExposeHeaders?: string[];
  MaxAge?: number;
}

export interface InvokeConfigRow {
  functionName: string;
  qualifier: string;
  retries?: number;
  ageSeconds?: number;
  onSuccess?: string;
  onFailure?: string;
  modifiedAt: number;
}

export interface ProvisionedRow {
  functionName: string;
  qualifier: string;
  requested: number;
  modifiedAt: number;
}

export const tables = {
  function: table<FunctionRow>()("lambda_function", {
    columns: {
      name: "text",
      id: "text",
      createdAt: "integer",
      nextVersion: "integer",
      reservedConcurrency: "integer",
      tags: "json",
      recursiveLoop: "text",
    },
    key: ["name"],
    // Every invocation reads its function, version and alias.
    cached: true,
  }),
  version: table<VersionRow>()("lambda_version", {
    columns: { functionName: "text", version: "text", sequence: "integer", configuration: "json" },
    key: ["functionName", "version"],
    cached: true,
  }),
  alias: table<AliasRow>()("lambda_alias", {
    columns: {
      functionName: "text",
      name: "text",
      version: "text",
      description: "text",
      weights: "json",
      revisionId: "text",
    },
    key: ["functionName", "name"],
    cached: true,
  }),
  policy: table<PolicyRow>()("lambda_policy", {
    columns: { functionName: "text", qualifier: "text", statements: "json", revisionId: "text" },
    key: ["functionName", "qualifier"],
    cached: true,
  }),
  layer: table<LayerRow>()("lambda_layer", {
    columns: { name: "text", lastVersion: "integer" },
    key: ["name"],
  }),
  layerVersion: table<LayerVersionRow>()("lambda_layer_version", {
    columns: {
      layer: "text",
      version: "integer",
      description: "text",
      license: "text",
      runtimes: "json",
      architectures: "json",
      code: "json",
      createdAt: "integer",
      statements: "json",
      revisionId: "text",
    },
    key: ["layer", "version"],
  }),
  mapping: table<MappingRow>()("lambda_mapping", {
    columns: {
      uuid: "text",
      functionName: "text",
      qualifier: "text",
      sourceArn: "text",
      enabled: "boolean",
      batchSize: "integer",
      windowSeconds: "integer",
      maximumConcurrency: "integer",
      reportsItemFailures: "boolean",
      filters: "json",
      stream: "json",
      tags: "json",
      modifiedAt: "integer",
      revision: "text",
    },
    key: ["uuid"],
    queries: { everywhere: "select * from lambda_mapping" },
  }),
  position: table<PositionRow>()("lambda_position", {
    columns: { uuid: "text", sequence: "text" },
    key: ["uuid"],
  }),
  shardPosition: table<ShardPositionRow>()("lambda_shard_position", {
    columns: { uuid: "text", shard: "text", sequence: "text", ended: "boolean" },
    key: ["uuid", "shard"],
  }),
  event: table<EventRow>()("lambda_event", {
    columns: {
      id: "text",
      functionName: "text",
      qualifier: "text",
      payload: "blob",
      clientContext: "text",
      trace: "text",
      attempts: "integer",
      failures: "integer",
      receivedAt: "integer",
      waiting: "boolean",
    },
    key: ["id"],
    queries: { left: "select account, region, id from lambda_event where waiting = 0" },
  }),
  url: table<UrlRow>()("lambda_url", {
    columns: {
      functionName: "text",
      qualifier: "text",
      urlId: "text",
      authType: "text",
      invokeMode: "text",
      cors: "json",
      createdAt: "integer",
      modifiedAt: "integer",
    },
    key: ["functionName", "qualifier"],
    queries: { byId: "select * from lambda_url where url_id = :urlId" },
  }),
  invokeConfig: table<InvokeConfigRow>()("lambda_invoke_config", {
    columns: {
      functionName: "text",
      qualifier: "text",
      retries: "integer",
      ageSeconds: "integer",
      onSuccess: "text",
      onFailure: "text",
      modifiedAt: "integer",
    },
    key: ["functionName", "qualifier"],
  }),
  provisioned: table<ProvisionedRow>()("lambda_provisioned", {
    columns: {
      functionName: "text",
      qualifier: "text",
      requested: "integer",
      modifiedAt: "integer",
    },
    key: ["functionName", "qualifier"],
    queries: { everywhere: "select * from lambda_provisioned" },
  }),
};

export const on = operations<"lambda", typeof tables>();

/** Version 2: filters, and mappings of streams. */
export const migrations = [
  {
    version: 2,
    sql: [
      "alter table lambda_mapping add column filters text",
      "alter table lambda_mapping add column stream text",
    ],
  },
] as const;
