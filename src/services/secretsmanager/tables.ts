/** Rows of Secrets Manager. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export interface SecretRow {
  name: string;
  /** Six characters that end the ARN: a secret made anew under an old name has another. */
  suffix: string;
  description?: string;
  kmsKeyId?: string;
  tags: Record<string, string>;
  policy?: string;
  rotationLambdaArn?: string;
  rotationEnabled: boolean;
  rotationRules?: {
    AutomaticallyAfterDays?: number;
    Duration?: string;
    ScheduleExpression?: string;
  };
  /** Epoch milliseconds, as all times here. */
  createdAt: number;
  changedAt: number;
  accessedAt?: number;
  rotatedAt?: number;
  deletedAt?: number;
  deletionAt?: number;
}

export interface VersionRow {
  name: string;
  id: string;
  stages: string[];
  /** What KMS made of the value, in base64; empty until a rotation gives one. */
  sealed: string;
  binary: boolean;
  createdAt: number;
}

/** Where a secret's rotation stands. */
export interface RotationRow {
  name: string;
  /** When it is rotated next, by its schedule. Epoch milliseconds. */
  nextAt?: number;
  /** The version under way, and since when it is tried. */
  token?: string;
  since?: number;
}

export const tables = {
  secret: table<SecretRow>()("secretsmanager_secret", {
    columns: {
      name: "text",
      suffix: "text",
      description: "text",
      kmsKeyId: "text",
      tags: "json",
      policy: "text",
      rotationLambdaArn: "text",
      rotationEnabled: "boolean",
      rotationRules: "json",
      createdAt: "integer",
      changedAt: "integer",
      accessedAt: "integer",
      rotatedAt: "integer",
      deletedAt: "integer",
      deletionAt: "integer",
    },
    key: ["name"],
  }),
  version: table<VersionRow>()("secretsmanager_version", {
    columns: {
      name: "text",
      id: "text",
      stages: "json",
      sealed: "text",
      binary: "boolean",
      createdAt: "integer",
    },
    key: ["name", "id"],
  }),
  rotation: table<RotationRow>()("secretsmanager_rotation", {
    columns: { name: "text", nextAt: "integer", token: "text", since: "integer" },
    key: ["name"],
  }),
};

export const on = operations<"secretsmanager", typeof tables>();
