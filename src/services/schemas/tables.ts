/** Rows of EventBridge Schemas. */
import { operations } from "#kernel/service";
import type { SchemaType } from "#languages/event-schema/document";
import { table } from "#store/contract";

type Tags = Record<string, string>;

export interface RegistryRow {
  name: string;
  description?: string;
  tags: Tags;
  /** JSON of the resource policy, and which one it is. */
  policy?: string;
  revision?: string;
}

export interface SchemaRow {
  registry: string;
  name: string;
  description?: string;
  tags: Tags;
  /** The number of the newest version that there ever was. */
  lastVersion: number;
  /** Epoch milliseconds, as all times here. */
  modifiedAt: number;
}

export interface VersionRow {
  registry: string;
  schema: string;
  version: number;
  type: SchemaType;
  content: string;
  /** SHA-256 of the content, in hexadecimal digits. */
  digest: string;
  createdAt: number;
}

export interface DiscovererRow {
  id: string;
  description?: string;
  /** Of the event bus. */
  sourceArn: string;
  bus: string;
  crossAccount: boolean;
  state: "STARTED" | "STOPPED";
  tags: Tags;
}

export interface BindingRow {
  registry: string;
  schema: string;
  version: number;
  language: string;
  status: "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "CREATE_FAILED";
  /** The zip, once it is made. */
  archive?: Uint8Array;
  createdAt: number;
  modifiedAt: number;
}

export const tables = {
  registry: table<RegistryRow>()("schemas_registry", {
    columns: {
      name: "text",
      description: "text",
      tags: "json",
      policy: "text",
      revision: "text",
    },
    key: ["name"],
  }),
  schema: table<SchemaRow>()("schemas_schema", {
    columns: {
      registry: "text",
      name: "text",
      description: "text",
      tags: "json",
      lastVersion: "integer",
      modifiedAt: "integer",
    },
    key: ["registry", "name"],
  }),
  version: table<VersionRow>()("schemas_version", {
    columns: {
      registry: "text",
      schema: "text",
      version: "integer",
      type: "text",
      content: "text",
      digest: "text",
      createdAt: "integer",
    },
    key: ["registry", "schema", "version"],
    indexes: { byDigest: ["registry", "schema", "digest"] },
  }),
  discoverer: table<DiscovererRow>()("schemas_discoverer", {
    columns: {
      id: "text",
      description: "text",
      sourceArn: "text",
      bus: "text",
      crossAccount: "boolean",
      state: "text",
      tags: "json",
    },
    key: ["id"],
  }),
  binding: table<BindingRow>()("schemas_binding", {
    columns: {
      registry: "text",
      schema: "text",
      version: "integer",
      language: "text",
      status: "text",
      archive: "blob",
      createdAt: "integer",
      modifiedAt: "integer",
    },
    key: ["registry", "schema", "version", "language"],
  }),
};

export const on = operations<"schemas", typeof tables>();
