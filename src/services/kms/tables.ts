/** Rows of KMS. */
import { operations } from "#kernel/service";
import { table } from "#store/contract";

export interface KeyRow {
  id: string;
  description: string;
  /** ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC. */
  usage: string;
  spec: string;
  state: "Enabled" | "Disabled" | "PendingDeletion";
  origin: string;
  manager: "CUSTOMER" | "AWS";
  /** Key material by generation, newest last, in base64: rotation adds one. */
  material: string[];
  policy: string;
  tags: Record<string, string>;
  /** Epoch milliseconds. */
  createdAt: number;
  deletionAt?: number;
  rotationPeriodDays?: number;
  nextRotationAt?: number;
  multiRegion: boolean;
}

export interface AliasRow {
  name: string;
  keyId: string;
  createdAt: number;
  updatedAt: number;
}

export interface GrantRow {
  keyId: string;
  id: string;
  token: string;
  name?: string;
  grantee: string;
  retiring?: string;
  operations: string[];
  constraints?: {
    EncryptionContextSubset?: Record<string, string>;
    EncryptionContextEquals?: Record<string, string>;
  };
  issuer: string;
  createdAt: number;
}

export const tables = {
  key: table<KeyRow>()("kms_key", {
    columns: {
      id: "text",
      description: "text",
      usage: "text",
      spec: "text",
      state: "text",
      origin: "text",
      manager: "text",
      material: "json",
      policy: "text",
      tags: "json",
      createdAt: "integer",
      deletionAt: "integer",
      rotationPeriodDays: "integer",
      nextRotationAt: "integer",
      multiRegion: "boolean",
    },
    key: ["id"],
    // Every Encrypt and Decrypt reads its key.
    cached: true,
  }),
  alias: table<AliasRow>()("kms_alias", {
    columns: { name: "text", keyId: "text", createdAt: "integer", updatedAt: "integer" },
    key: ["name"],
    cached: true,
  }),
  grant: table<GrantRow>()("kms_grant", {
    columns: {
      keyId: "text",
      id: "text",
      token: "text",
      name: "text",
      grantee: "text",
      retiring: "text",
      operations: "json",
      constraints: "json",
      issuer: "text",
      createdAt: "integer",
    },
    key: ["keyId", "id"],
    indexes: { byId: ["id"] },
  }),
};

export const on = operations<"kms", typeof tables>();
