/** Keys: making, describing, enabling, scheduling their deletion, rotating, their policies and tags. */
import { notImplemented } from "#aws/fault";
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import { evaluate } from "#languages/policy/evaluate";
import { compile, isPolicy } from "#languages/policy/policy";
import {
  malformedPolicy,
  notPendingDeletion,
  policyMissing,
  unsupportedSpec,
  validation,
} from "../errors.ts";
import { MATERIAL_BYTES } from "../domain.ts";
import { type Ctx, defaultPolicy, keyArn, keyOf, usable } from "../keys.ts";
import { type KeyRow, on } from "../tables.ts";

const DAY_MS = 86_400_000;
/** The one name that a key's policy has. */
const DEFAULT = "default";

export const CreateKey = on("CreateKey", (ctx, input) => {
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT";
  const bytes = MATERIAL_BYTES[spec];
  if (bytes === undefined) throw notImplemented(`kms:CreateKey with the key spec ${spec}`);
  if (input.Origin !== undefined && input.Origin !== "AWS_KMS")
    throw notImplemented(`kms:CreateKey with the origin ${input.Origin}`);
  const usage = input.KeyUsage ?? "ENCRYPT_DECRYPT";
  const fits =
    spec === "SYMMETRIC_DEFAULT" ? usage === "ENCRYPT_DECRYPT" : usage === "GENERATE_VERIFY_MAC";
  if (!fits) throw validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  const id = input.MultiRegion ? `mrk-${ctx.chance.hex(32)}` : ctx.chance.uuid();
  if (input.Policy !== undefined)
    checkPolicy(ctx, input.Policy, keyArn(ctx, id), input.BypassPolicyLockoutSafetyCheck);
  const row: KeyRow = {
    id,
    description: input.Description ?? "",
    usage,
    spec,
    state: "Enabled",
    origin: "AWS_KMS",
    manager: "CUSTOMER",
    material: [Buffer.from(ctx.chance.bytes(bytes)).toString("base64")],
    policy: input.Policy ?? defaultPolicy(ctx),
    tags: Object.fromEntries((input.Tags ?? []).map((t) => [t.TagKey, t.TagValue])),
    createdAt: ctx.now,
    multiRegion: input.MultiRegion ?? false,
  };
  return ctx.update(async (tx) => {
    await tx.key.put(row);
    return { KeyMetadata: metadata(ctx, row) };
  });
});

export const DescribeKey = on("DescribeKey", (ctx, input) =>
  ctx.view(async (tx) => ({ KeyMetadata: metadata(ctx, await keyOf(ctx, tx, input.KeyId)) })),
);

export const ListKeys = on("ListKeys", (ctx, input) =>
  ctx.view(async (tx) => {
    const limit = input.Limit ?? 100;
    const after = keyIn(input.Marker);
    const { rows, next } = await readPage(tx.key, { column: "id", after, limit });
    return {
      Keys: rows.map((row) => ({ KeyId: row.id, KeyArn: keyArn(ctx, row.id) })),
      Truncated: next !== undefined,
      ...(next === undefined ? {} : { NextMarker: tokenOf(next) }),
    };
  }),
);

export const EnableKey = on("EnableKey", (ctx, input) =>
  change(ctx, input.KeyId, (row) => ({ ...mustNotBePending(ctx, row), state: "Enabled" })),
);

export const DisableKey = on("DisableKey", (ctx, input) =>
  change(ctx, input.KeyId, (row) => ({ ...mustNotBePending(ctx, row), state: "Disabled" })),
);

export const UpdateKeyDescription = on("UpdateKeyDescription", (ctx, input) =>
  change(ctx, input.KeyId, (row) => ({ ...row, description: input.Description })),
);

export const ScheduleKeyDeletion = on("ScheduleKeyDeletion", (ctx, input) => {
  const days = input.PendingWindowInDays ?? 30;
  // The bounds are the documentation's; AWS's own text was not found.
  if (days < 7 || days > 30)
    throw validation("PendingWindowInDays must be between 7 and 30, inclusive.");
  return ctx.update(async (tx) => {
    const row = mustNotBePending(ctx, await keyOf(ctx, tx, input.KeyId));
    const deletionAt = ctx.now + days * DAY_MS;
    await tx.key.put({ ...row, state: "PendingDeletion", deletionAt });
    await tx.due.set("delete", row.id, deletionAt);
    return {
      KeyId: keyArn(ctx, row.id),
      DeletionDate: deletionAt,
      KeyState: "PendingDeletion" as const,
      PendingWindowInDays: days,
    };
  });
});

export const CancelKeyDeletion = on("CancelKeyDeletion", (ctx, input) =>
  ctx.update(async (tx) => {
    const { deletionAt, ...row } = await keyOf(ctx, tx, input.KeyId);
    if (row.state !== "PendingDeletion") throw notPendingDeletion(keyArn(ctx, row.id));
    await tx.key.put({ ...row, state: "Disabled" });
    await tx.due.set("delete", row.id, undefined);
    return { KeyId: keyArn(ctx, row.id) };
  }),
);

export const EnableKeyRotation = on("EnableKeyRotation", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = usable(ctx, await keyOf(ctx, tx, input.KeyId));
    if (row.spec !== "SYMMETRIC_DEFAULT")
      throw unsupportedSpec("You cannot perform key rotation on this key.");
    const rotationPeriodDays = input.RotationPeriodInDays ?? 365;
    const nextRotationAt = ctx.now + rotationPeriodDays * DAY_MS;
    await tx.key.put({ ...row, rotationPeriodDays, nextRotationAt });
    await tx.due.set("rotate", row.id, nextRotationAt);
    return {};
  }),
);

export const DisableKeyRotation = on("DisableKeyRotation", (ctx, input) =>
  ctx.update(async (tx) => {
    const { rotationPeriodDays, nextRotationAt, ...row } = usable(
      ctx,
      await keyOf(ctx, tx, input.KeyId),
    );
    await tx.key.put(row);
    await tx.due.set("rotate", row.id, undefined);
    return {};
  }),
);

export const GetKeyRotationStatus = on("GetKeyRotationStatus", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await keyOf(ctx, tx, input.KeyId);
    const on = row.rotationPeriodDays !== undefined;
    return {
      KeyId: row.id,
      KeyRotationEnabled: on,
      ...(on
        ? { RotationPeriodInDays: row.rotationPeriodDays, NextRotationDate: row.nextRotationAt }
        : {}),
    };
  }),
);

export const GetKeyPolicy = on("GetKeyPolicy", (ctx, input) =>
  ctx.view(async (tx) => {
    const { policy } = await keyOf(ctx, tx, input.KeyId);
    if ((input.PolicyName ?? DEFAULT) !== DEFAULT) throw policyMissing();
    return { Policy: policy, PolicyName: DEFAULT };
  }),
);

export const PutKeyPolicy = on("PutKeyPolicy", (ctx, input) =>
  change(ctx, input.KeyId, (row) => {
    if ((input.PolicyName ?? DEFAULT) !== DEFAULT) throw policyMissing();
    const bypass = input.BypassPolicyLockoutSafetyCheck;
    checkPolicy(ctx, input.Policy, keyArn(ctx, row.id), bypass);
    return { ...row, policy: input.Policy };
  }),
);

export const ListKeyPolicies = on("ListKeyPolicies", (ctx, input) =>
  ctx.view(async (tx) => {
    await keyOf(ctx, tx, input.KeyId);
    return { PolicyNames: ["default"], Truncated: false };
  }),
);

export const TagResource = on("TagResource", (ctx, input) =>
  change(ctx, input.KeyId, (row) => ({
    ...row,
    tags: { ...row.tags, ...Object.fromEntries(input.Tags.map((t) => [t.TagKey, t.TagValue])) },
  })),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  change(ctx, input.KeyId, (row) => ({
    ...row,
    tags: Object.fromEntries(
      Object.entries(row.tags).filter(([key]) => !input.TagKeys.includes(key)),
    ),
  })),
);

export const ListResourceTags = on("ListResourceTags", (ctx, input) =>
  ctx.view(async (tx) => {
    const { tags } = await keyOf(ctx, tx, input.KeyId);
    return {
      Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      Truncated: false,
    };
  }),
);

/** Due: the key and what names it go. */
export async function removeKey(ctx: Ctx, id: string): Promise<void> {
  await ctx.update(async (tx) => {
    await tx.key.remove({ id });
    await tx.grant.removeAll({ keyId: id });
    for (const alias of await tx.alias.list())
      if (alias.keyId === id) await tx.alias.remove({ name: alias.name });
  });
}

/** Due: new material; what the old sealed can still be opened. */
export async function rotateKey(ctx: Ctx, id: string): Promise<void> {
  const fresh = Buffer.from(ctx.chance.bytes(32)).toString("base64");
  await ctx.update(async (tx) => {
    const row = await tx.key.find({ id });
    if (row?.rotationPeriodDays === undefined) return;
    const nextRotationAt = ctx.now + row.rotationPeriodDays * DAY_MS;
    await tx.key.put({ ...row, material: [...row.material, fresh], nextRotationAt });
    await tx.due.set("rotate", id, nextRotationAt);
  });
}

/** Stands for all that IAM may allow the caller: whether it does is judged when it is asked. */
const EVERYTHING = compile({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
});

/**
 * A policy must leave its key's policy in its caller's hands, unless they waive that.
 * @throws Fault MalformedPolicyDocument.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function checkPolicy(ctx: Ctx, text: string, arn: string, bypass: boolean | undefined): void {
  if (!isPolicy(text)) throw malformedPolicy("The new key policy is malformed.");
  if (bypass || ctx.principal.kind === "service") return;
  const { principal, now } = ctx;
  const context = {
    "kms:calleraccount": principal.account,
    "aws:principalaccount": principal.account,
    "aws:principalarn": principal.issuer ?? principal.arn,
  };
  const { allowed } = evaluate(
    { principal, action: "kms:PutKeyPolicy", resource: arn, context, now },
    {
      identity: [EVERYTHING],
      resource: compile(text),
      resourceAccount: ctx.account,
      resourceMustAllow: true,
    },
  );
  if (!allowed)
    throw malformedPolicy(
      "The new key policy will not allow you to update the key policy in the future.",
    );
}

function mustNotBePending(ctx: Ctx, row: Readonly<KeyRow>): Readonly<KeyRow> {
  return row.state === "PendingDeletion" ? usable(ctx, row) : row;
}

function change(
  ctx: Ctx,
  keyId: string,
  to: (row: Readonly<KeyRow>) => KeyRow,
): Promise<Record<string, never>> {
  return ctx.update(async (tx) => {
    await tx.key.put(to(await keyOf(ctx, tx, keyId)));
    return {};
  });
}

function metadata(ctx: Ctx, row: Readonly<KeyRow>) {
  const symmetric = row.usage === "ENCRYPT_DECRYPT";
  return {
    AWSAccountId: ctx.account,
    KeyId: row.id,
    Arn: keyArn(ctx, row.id),
    CreationDate: row.createdAt,
    Enabled: row.state === "Enabled",
    Description: row.description,
    KeyUsage: row.usage as "ENCRYPT_DECRYPT",
    KeyState: row.state,
    Origin: "AWS_KMS" as const,
    KeyManager: row.manager,
    CustomerMasterKeySpec: row.spec as "SYMMETRIC_DEFAULT",
    KeySpec: row.spec as "SYMMETRIC_DEFAULT",
    MultiRegion: row.multiRegion,
    ...(symmetric
      ? { EncryptionAlgorithms: ["SYMMETRIC_DEFAULT" as const] }
      : { MacAlgorithms: [row.spec.replace("HMAC_", "HMAC_SHA_") as "HMAC_SHA_256"] }),
    ...(row.deletionAt === undefined ? {} : { DeletionDate: row.deletionAt }),
  };
}
