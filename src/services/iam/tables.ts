/** Rows of IAM. Names are kept as given, and found in lower case: AWS compares them so. */
import type { Context } from "#kernel/context";
import {
  type Input,
  type Operation,
  type OperationName,
  type Output,
  operations,
} from "#kernel/service";
import { type Awaitable, table } from "#store/contract";

export type Kind = "user" | "group" | "role";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface InlinePolicy {
  readonly name: string;
  /** JSON, as given. */
  readonly text: string;
}

/** A user, group or role. Times are epoch milliseconds throughout. */
export interface EntityRow {
  kind: Kind;
  /** The name in lower case. */
  key: string;
  name: string;
  /** AIDA..., AGPA..., AROA... */
  id: string;
  path: string;
  createdAt: number;
  tags: readonly Tag[];
  inline: readonly InlinePolicy[];
  /** ARN of the permissions boundary. */
  boundary?: string;
  /** The rest of a role. */
  role?: RoleFacts;
  /** A user's password for the console. */
  login?: Login;
  passwordUsedAt?: number;
}

export interface RoleFacts {
  readonly trust: string;
  readonly description?: string;
  readonly maxSessionSeconds: number;
  /** The service that it is linked to. */
  readonly service?: string;
  readonly usedAt?: number;
  readonly usedRegion?: string;
}

export interface Login {
  readonly createdAt: number;
  readonly resetRequired: boolean;
  readonly salt: string;
  /** SHA-256 of salt and password, in hexadecimal. */
  readonly hash: string;
}

export interface AttachmentRow {
  policyArn: string;
  kind: Kind;
  key: string;
  /** Its name as given, for lists. */
  name: string;
  usage: "policy" | "boundary";
}

export interface MembershipRow {
  groupKey: string;
  userKey: string;
}

export interface PolicyVersion {
  readonly id: string;
  readonly text: string;
  readonly createdAt: number;
}

export interface PolicyRow {
  /** The name in lower case: unique whatever the path. */
  key: string;
  name: string;
  path: string;
  id: string;
  description?: string;
  defaultVersionId: string;
  versions: readonly PolicyVersion[];
  /** The number of the next version. */
  nextVersion: number;
  createdAt: number;
  updatedAt: number;
  tags: readonly Tag[];
}

/** Access keys are found by their id alone: that is all a request brings. */
export interface AccessKeyRow {
  id: string;
  owner: string;
  /** The user's name in lower case; empty of the account's root. */
  userKey: string;
  secret: string;
  active: boolean;
  createdAt: number;
  usedAt?: number;
  usedService?: string;
  usedRegion?: string;
}

/** Temporary credentials of STS. */
export interface SessionRow {
  id: string;
  secret: string;
  token: string;
  expiresAt: number;
  principal: SessionPrincipal;
}

/** A principal with its session policies still as texts. */
export interface SessionPrincipal {
  readonly kind: "root" | "user" | "role" | "federated";
  readonly account: string;
  readonly arn: string;
  readonly id: string;
  readonly name?: string;
  readonly issuer?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
  readonly issuedAt: number;
  readonly multiFactor?: boolean;
  readonly policies: readonly string[];
}

export interface ProfileRow {
  key: string;
  name: string;
  id: string;
  path: string;
  createdAt: number;
  /** The role's name in lower case. */
  roleKey?: string;
  tags: readonly Tag[];
}

export interface ProviderRow {
  arn: string;
  kind: "oidc" | "saml";
  createdAt: number;
  tags: readonly Tag[];
  /** Of OpenID Connect, without "https://". */
  url?: string;
  clientIds?: readonly string[];
  thumbprints?: readonly string[];
  /** Of SAML. */
  metadata?: string;
  validUntil?: number;
}

export interface DeviceRow {
  serial: string;
  createdAt: number;
  /** Base32. */
  seed: string;
  userKey?: string;
  enabledAt?: number;
  tags: readonly Tag[];
}

export interface AccountRow {
  key: "account";
  alias?: string;
  passwordPolicy?: Readonly<Record<string, unknown>>;
  /** New with every change to who may do what, so that what was worked out before is not used. */
  stamp: string;
}

/** Keys and certificates that a user keeps at IAM for other services. */
export interface CredentialRow {
  kind: "ssh" | "certificate" | "service" | "server";
  id: string;
  userKey?: string;
  createdAt: number;
  document: Readonly<Record<string, unknown>>;
}

export const tables = {
  entity: table<EntityRow>()("iam_entity", {
    scope: "account",
    columns: {
      kind: "text",
      key: "text",
      name: "text",
      id: "text",
      path: "text",
      createdAt: "integer",
      tags: "json",
      inline: "json",
      boundary: "text",
      role: "json",
      login: "json",
      passwordUsedAt: "integer",
    },
    key: ["kind", "key"],
  }),
  attachment: table<AttachmentRow>()("iam_attachment", {
    scope: "account",
    columns: { policyArn: "text", kind: "text", key: "text", name: "text", usage: "text" },
    key: ["kind", "key", "usage", "policyArn"],
    indexes: { policy: ["policyArn"] },
  }),
  membership: table<MembershipRow>()("iam_membership", {
    scope: "account",
    columns: { groupKey: "text", userKey: "text" },
    key: ["groupKey", "userKey"],
    indexes: { user: ["userKey"] },
  }),
  policy: table<PolicyRow>()("iam_policy", {
    scope: "account",
    columns: {
      key: "text",
      name: "text",
      path: "text",
      id: "text",
      description: "text",
      defaultVersionId: "text",
      versions: "json",
      nextVersion: "integer",
      createdAt: "integer",
      updatedAt: "integer",
      tags: "json",
    },
    key: ["key"],
  }),
  accessKey: table<AccessKeyRow>()("iam_access_key", {
    scope: "global",
    columns: {
      id: "text",
      owner: "text",
      userKey: "text",
      secret: "text",
      active: "boolean",
      createdAt: "integer",
      usedAt: "integer",
      usedService: "text",
      usedRegion: "text",
    },
    key: ["id"],
    indexes: { user: ["owner", "userKey"] },
    // Every signed request reads its key.
    cached: true,
  }),
  temporary: table<SessionRow>()("iam_session", {
    scope: "global",
    columns: {
      id: "text",
      secret: "text",
      token: "text",
      expiresAt: "integer",
      principal: "json",
    },
    key: ["id"],
    cached: true,
  }),
  profile: table<ProfileRow>()("iam_profile", {
    scope: "account",
    columns: {
      key: "text",
      name: "text",
      id: "text",
      path: "text",
      createdAt: "integer",
      roleKey: "text",
      tags: "json",
    },
    key: ["key"],
    indexes: { role: ["roleKey"] },
  }),
  provider: table<ProviderRow>()("iam_provider", {
    scope: "account",
    columns: {
      arn: "text",
      kind: "text",
      createdAt: "integer",
      tags: "json",
      url: "text",
      clientIds: "json",
      thumbprints: "json",
      metadata: "text",
      validUntil: "integer",
    },
    key: ["arn"],
  }),
  device: table<DeviceRow>()("iam_device", {
    scope: "account",
    columns: {
      serial: "text",
      createdAt: "integer",
      seed: "text",
      userKey: "text",
      enabledAt: "integer",
      tags: "json",
    },
    key: ["serial"],
    indexes: { user: ["userKey"] },
  }),
  credential: table<CredentialRow>()("iam_credential", {
    scope: "account",
    columns: {
      kind: "text",
      id: "text",
      userKey: "text",
      createdAt: "integer",
      document: "json",
    },
    key: ["kind", "id"],
    indexes: { user: ["kind", "userKey"] },
  }),
  settings: table<AccountRow>()("iam_account", {
    scope: "account",
    columns: { key: "text", alias: "text", passwordPolicy: "json", stamp: "text" },
    key: ["key"],
    // Every judged call asks whether its policies are still the ones it knows.
    cached: true,
  }),
};

const define = operations<"iam", typeof tables>();
type Name = OperationName<"iam">;
/** What an operation without an answer may return. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that returns nothing returns void.
type Nothing<O extends Name> = Output<"iam", O> extends Record<string, never> ? void : never;

/** Defines an operation; half of IAM's have nothing to answer, and need not say so. */
export function on<O extends Name>(
  name: O,
  run: (
    ctx: Context<typeof tables>,
    input: Input<"iam", O>,
  ) => Awaitable<Output<"iam", O> | Nothing<O>>,
): Operation {
  return define(name, async (ctx, input) => ((await run(ctx, input)) ?? {}) as Output<"iam", O>);
}
