/** Rows of Systems Manager's Parameter Store. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export interface ParameterRow {
  name: string;
  version: number;
  type: "String" | "StringList" | "SecureString";
  /** Of a SecureString: what KMS made of it, in base64. */
  value: string;
  keyId?: string;
  description?: string;
  allowedPattern?: string;
  tier: "Standard" | "Advanced";
  dataType: string;
  policies?: string;
  /** Epoch milliseconds. */
  modifiedAt: number;
  modifiedBy: string;
  labels: string[];
}

export interface ParameterTagsRow {
  name: string;
  tags: Record<string, string>;
}

export const tables = {
  /** The version in force. */
  parameter: table<ParameterRow>()("ssm_parameter", {
    columns: {
      name: "text",
      version: "integer",
      type: "text",
      value: "text",
      keyId: "text",
      description: "text",
      allowedPattern: "text",
      tier: "text",
      dataType: "text",
      policies: "text",
      modifiedAt: "integer",
      modifiedBy: "text",
      labels: "json",
    },
    key: ["name"],
  }),
  /** Every version, the one in force included. */
  version: table<ParameterRow>()("ssm_version", {
    columns: {
      name: "text",
      version: "integer",
      type: "text",
      value: "text",
      keyId: "text",
      description: "text",
      allowedPattern: "text",
      tier: "text",
      dataType: "text",
      policies: "text",
      modifiedAt: "integer",
      modifiedBy: "text",
      labels: "json",
    },
    key: ["name", "version"],
  }),
  tags: table<ParameterTagsRow>()("ssm_tags", {
    columns: { name: "text", tags: "json" },
    key: ["name"],
  }),
};

export const on = operations<"ssm", typeof tables>();
