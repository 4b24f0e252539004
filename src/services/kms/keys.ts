/** Finding keys by id, ARN, alias and alias ARN, and making the keys that AWS services own. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import {
  aliasMissing,
  disabled,
  invalidArn,
  invalidKeyId,
  keyMissing,
  pendingDeletion,
} from "./errors.ts";
import type { KeyRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export const keyArn = (ctx: Ctx, id: string): string => ctx.arn("kms", `key/${id}`);

const ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** @throws Fault NotFound or InvalidArn in AWS's words. */
export async function keyOf(ctx: Ctx, tx: Tx, asked: string): Promise<Readonly<KeyRow>> {
  let scoped = tx;
  let id = asked;
  if (asked.startsWith("arn:")) {
    const parts = asked.split(":");
    if (parts.length !== 6 || parts[2] !== "kms") throw invalidArn(asked);
    scoped = tx.at(parts[4]!, parts[3]!);
    id = parts[5]!.replace(/^key\//, "");
  }
  if (id.startsWith("alias/")) {
    const alias = await scoped.alias.find({ name: id });
    if (alias === undefined)
      throw aliasMissing(asked.startsWith("arn:") ? asked : ctx.arn("kms", id));
    id = alias.keyId;
  } else if (!ID.test(id)) throw invalidKeyId(id);
  const row = await scoped.key.find({ id });
  if (row === undefined) throw keyMissing(asked.startsWith("arn:") ? asked : keyArn(ctx, id));
  return row;
}

/** @throws Fault Disabled or KMSInvalidState unless the key can be used. */
export function usable(ctx: Ctx, row: Readonly<KeyRow>): Readonly<KeyRow> {
  if (row.state === "Disabled") throw disabled(keyArn(ctx, row.id));
  if (row.state === "PendingDeletion") throw pendingDeletion(keyArn(ctx, row.id));
  return row;
}

/** The policy of a key that was made without one: the account decides by IAM. */
export function defaultPolicy(ctx: Ctx): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${ctx.account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

/**
 * The policy of a key that AWS owns: whoever of the account may use the service may use the key
 * through it, and nobody may without it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
 */
function managedPolicy(ctx: Ctx, service: string): string {
  const through = {
    StringEquals: {
      "kms:CallerAccount": ctx.account,
      "kms:ViaService": `${service}.${ctx.region}.amazonaws.com`,
    },
  };
  const statement = (Sid: string, who: string, Action: string[]) => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: who },
    Action,
    Resource: "*",
  });
  return JSON.stringify({
    Version: "2012-10-17",
    Id: `auto-${service}-2`,
    Statement: [
      {
        ...statement(
          `Allow access through ${service} for all principals in the account that are authorized to use it`,
          "*",
          [
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncrypt*",
            "kms:GenerateDataKey*",
            "kms:CreateGrant",
            "kms:DescribeKey",
          ],
        ),
        Condition: through,
      },
      statement(
        "Allow direct access to key metadata to the account",
        `arn:aws:iam::${ctx.account}:root`,
        ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
      ),
    ],
  });
}

/** Makes `alias/aws/<service>` and its key when a service first uses it. */
export async function ensureManaged(ctx: Ctx, asked: string): Promise<void> {
  const name = asked.startsWith("arn:") ? (asked.split(":")[5] ?? "") : asked;
  if (!/^alias\/aws\/[\w-]+$/.test(name)) return;
  if ((await ctx.view((tx) => tx.alias.find({ name }))) !== undefined) return;
  const material = Buffer.from(ctx.chance.bytes(32)).toString("base64");
  const id = ctx.chance.uuid();
  await ctx.update(async (tx) => {
    if ((await tx.alias.find({ name })) !== undefined) return;
    await tx.key.put({
      id,
      description: `Default key that protects my ${name.slice(10)} data when no other key is defined`,
      usage: "ENCRYPT_DECRYPT",
      spec: "SYMMETRIC_DEFAULT",
      state: "Enabled",
      origin: "AWS_KMS",
      manager: "AWS",
      material: [material],
      policy: managedPolicy(ctx, name.slice("alias/aws/".length)),
      tags: {},
      createdAt: ctx.now,
      multiRegion: false,
    });
    await tx.alias.put({ name, keyId: id, createdAt: ctx.now, updatedAt: ctx.now });
  });
}
