/** Secrets. https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html */
import { notImplemented } from "#aws/fault";
import { keyIn, type Page, readPage, tokenOf } from "#kernel/pages";
import { isPolicy } from "#languages/policy/policy";
import {
  invalidParameter,
  invalidRequest,
  malformedPolicy,
  scheduledForDeletion,
  secretExists,
  tokenInUse,
} from "../errors.ts";
import {
  arnOf,
  type Ctx,
  CURRENT,
  livingSecret,
  madeBefore,
  putVersion,
  secretOf,
  sealValue,
  type SecretValue,
  type Tx,
} from "../secrets.ts";
import { on, type RotationRow, type SecretRow } from "../tables.ts";

const DAY_MS = 86_400_000;
const VALUE_BYTES = 65_536;

interface GivenValue {
  SecretString?: string;
  SecretBinary?: Uint8Array;
}

export const CreateSecret = on("CreateSecret", async (ctx, input) => {
  if (!/^[\w/+=.@!-]{1,512}$/.test(input.Name))
    throw invalidParameter(
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    );
  const row: SecretRow = {
    name: input.Name,
    suffix: ctx.chance.mixed(6),
    description: input.Description,
    kmsKeyId: input.KmsKeyId,
    tags: Object.fromEntries((input.Tags ?? []).map((t) => [t.Key!, t.Value!])),
    rotationEnabled: false,
    createdAt: ctx.now,
    changedAt: ctx.now,
  };
  const value = valueGiven(input);
  const id = input.ClientRequestToken ?? ctx.chance.uuid();
  const held = await ctx.view((tx) => tx.secret.find({ name: row.name }));
  if (held !== undefined && held.deletedAt !== undefined) throw scheduledForDeletion();
  if (held !== undefined) {
    if (!(await madeBefore(ctx, held, id, value))) throw secretExists(row.name);
    return { ARN: arnOf(ctx, held), Name: row.name, VersionId: id };
  }
  const sealed = value === undefined ? undefined : await sealValue(ctx, row, value);
  return ctx.update(async (tx) => {
    if ((await tx.secret.find({ name: row.name })) !== undefined) throw secretExists(row.name);
    await tx.secret.put(row);
    if (sealed !== undefined)
      await putVersion(
        tx,
        row,
        { name: row.name, id, stages: [], sealed, binary: value!.binary, createdAt: ctx.now },
        [CURRENT],
      );
    return {
      ARN: arnOf(ctx, row),
      Name: row.name,
      ...(sealed === undefined ? {} : { VersionId: id }),
    };
  });
});

export const DescribeSecret = on("DescribeSecret", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await secretOf(tx, input.SecretId);
    const versions = await tx.version.list({ where: { name: row.name } });
    const stages = versions
      .filter((v) => v.stages.length > 0)
      .map((v) => [v.id, v.stages] as const);
    return {
      ...entry(ctx, row, await tx.rotation.find({ name: row.name })),
      ...(stages.length > 0 ? { VersionIdsToStages: Object.fromEntries(stages) } : {}),
    };
  }),
);

export const ListSecrets = on("ListSecrets", (ctx, input) =>
  ctx.view(async (tx) => {
    const { rows, next } = await secretsPage(tx, input, 100);
    const SecretList = [];
    for (const row of rows) {
      const versions = await tx.version.list({ where: { name: row.name } });
      SecretList.push({
        ...entry(ctx, row, await tx.rotation.find({ name: row.name })),
        SecretVersionsToStages: Object.fromEntries(versions.map((v) => [v.id, v.stages])),
      });
    }
    return { SecretList, ...(next === undefined ? {} : { NextToken: tokenOf(next) }) };
  }),
);

interface Listing {
  Filters?: { Key?: string; Values?: string[] }[];
  IncludePlannedDeletion?: boolean;
  MaxResults?: number;
  NextToken?: string;
  SortOrder?: string;
}

/** A page of the secrets that pass filters, by name. @param most Secrets of a page unless asked. */
export function secretsPage(tx: Tx, asked: Listing, most: number): Promise<Page<SecretRow>> {
  return readPage(tx.secret, {
    column: "name",
    after: keyIn(asked.NextToken),
    limit: asked.MaxResults ?? most,
    descending: asked.SortOrder === "desc",
    keep: (row) =>
      (asked.IncludePlannedDeletion === true || row.deletedAt === undefined) &&
      (asked.Filters ?? []).every((filter) => passes(row, filter)),
  });
}

export const UpdateSecret = on("UpdateSecret", async (ctx, input) => {
  const value = valueGiven(input);
  const current = await ctx.view((tx) => livingSecret(tx, input.SecretId));
  const next: SecretRow = {
    ...current,
    changedAt: ctx.now,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.KmsKeyId === undefined ? {} : { kmsKeyId: input.KmsKeyId }),
  };
  const id = input.ClientRequestToken ?? ctx.chance.uuid();
  if (await madeBefore(ctx, current, id, value))
    return { ARN: arnOf(ctx, next), Name: next.name, VersionId: id };
  const sealed = value === undefined ? undefined : await sealValue(ctx, next, value);
  return ctx.update(async (tx) => {
    await tx.secret.put(next);
    if (sealed !== undefined) {
      if ((await tx.version.find({ name: next.name, id })) !== undefined)
        throw tokenInUse(id, arnOf(ctx, next));
      await putVersion(
        tx,
        next,
        { name: next.name, id, stages: [], sealed, binary: value!.binary, createdAt: ctx.now },
        [CURRENT],
      );
    }
    return {
      ARN: arnOf(ctx, next),
      Name: next.name,
      ...(sealed === undefined ? {} : { VersionId: id }),
    };
  });
});

export const DeleteSecret = on("DeleteSecret", (ctx, input) => {
  const force = input.ForceDeleteWithoutRecovery ?? false;
  if (force && input.RecoveryWindowInDays !== undefined)
    throw invalidParameter(
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
  const days = input.RecoveryWindowInDays ?? 30;
  if (days < 7 || days > 30)
    throw invalidParameter(
      "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
    );
  return ctx.update(async (tx) => {
    const row = await secretOf(tx, input.SecretId).catch((error: unknown) => {
      if (!force || (error as Error).name !== "ResourceNotFoundException") throw error;
    });
    // What is not there need not be deleted: so says ForceDeleteWithoutRecovery.
    if (row === undefined) return gone(ctx, input.SecretId);
    if (row.deletedAt !== undefined && !force)
      throw invalidRequest(
        "You tried to perform the operation on a secret that's currently marked deleted.",
      );
    if (force) {
      await tx.secret.remove({ name: row.name });
      await forget(tx, row.name);
      await tx.due.set("delete", row.name, undefined);
      return { ARN: arnOf(ctx, row), Name: row.name, DeletionDate: ctx.now };
    }
    const deletionAt = ctx.now + days * DAY_MS;
    await tx.secret.put({ ...row, deletedAt: ctx.now, deletionAt });
    await tx.due.set("delete", row.name, deletionAt);
    return { ARN: arnOf(ctx, row), Name: row.name, DeletionDate: deletionAt };
  });
});

/** What a forced deletion of a secret that is not there answers. */
function gone(ctx: Ctx, asked: string) {
  if (asked.startsWith("arn:"))
    return {
      ARN: asked,
      Name: asked
        .split(":")
        .slice(6)
        .join(":")
        .replace(/-[A-Za-z0-9]{6}$/, ""),
      DeletionDate: ctx.now,
    };
  const ARN = ctx.arn("secretsmanager", `secret:${asked}-${ctx.chance.mixed(6)}`);
  return { ARN, Name: asked, DeletionDate: ctx.now };
}

export const RestoreSecret = on("RestoreSecret", (ctx, input) =>
  ctx.update(async (tx) => {
    const { deletedAt, deletionAt, ...row } = await secretOf(tx, input.SecretId);
    await tx.secret.put(row);
    await tx.due.set("delete", row.name, undefined);
    return { ARN: arnOf(ctx, row), Name: row.name };
  }),
);

export const TagResource = on("TagResource", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await livingSecret(tx, input.SecretId);
    await tx.secret.put({
      ...row,
      tags: { ...row.tags, ...Object.fromEntries(input.Tags.map((t) => [t.Key!, t.Value!])) },
    });
    return {};
  }),
);

export const UntagResource = on("UntagResource", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await livingSecret(tx, input.SecretId);
    await tx.secret.put({
      ...row,
      tags: Object.fromEntries(
        Object.entries(row.tags).filter(([key]) => !input.TagKeys.includes(key)),
      ),
    });
    return {};
  }),
);

export const GetResourcePolicy = on("GetResourcePolicy", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await livingSecret(tx, input.SecretId);
    return {
      ARN: arnOf(ctx, row),
      Name: row.name,
      ...(row.policy === undefined ? {} : { ResourcePolicy: row.policy }),
    };
  }),
);

export const PutResourcePolicy = on("PutResourcePolicy", (ctx, input) => {
  if (!isPolicy(input.ResourcePolicy)) throw malformedPolicy();
  if (input.BlockPublicPolicy)
    throw notImplemented("secretsmanager:PutResourcePolicy with BlockPublicPolicy");
  return ctx.update(async (tx) => {
    const row = await livingSecret(tx, input.SecretId);
    await tx.secret.put({ ...row, policy: input.ResourcePolicy });
    return { ARN: arnOf(ctx, row), Name: row.name };
  });
});

export const DeleteResourcePolicy = on("DeleteResourcePolicy", (ctx, input) =>
  ctx.update(async (tx) => {
    const { policy, ...row } = await livingSecret(tx, input.SecretId);
    await tx.secret.put(row);
    return { ARN: arnOf(ctx, row), Name: row.name };
  }),
);

/** Due: a secret whose recovery window has passed goes. */
export async function removeSecret(ctx: Ctx, name: string): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await tx.secret.find({ name });
    if (row?.deletionAt === undefined || row.deletionAt > ctx.now) return;
    await tx.secret.remove({ name });
    await forget(tx, name);
  });
}

/** What stands beside a secret goes with it. */
async function forget(tx: Tx, name: string): Promise<void> {
  await tx.version.removeAll({ name });
  await tx.rotation.remove({ name });
  await tx.due.set("rotate", name, undefined);
}

/** The value given, if any. @throws Fault for two, or one too long. */
export function valueGiven(input: GivenValue): SecretValue | undefined {
  const { SecretString, SecretBinary } = input;
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  if (SecretString === undefined && SecretBinary === undefined) return undefined;
  const bytes = SecretBinary ?? new TextEncoder().encode(SecretString);
  if (bytes.length > VALUE_BYTES)
    throw invalidParameter(
      `1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to ${VALUE_BYTES}`,
    );
  return { bytes, binary: SecretBinary !== undefined };
}

function entry(ctx: Ctx, row: Readonly<SecretRow>, rotation: Readonly<RotationRow> | undefined) {
  return {
    ARN: arnOf(ctx, row),
    Name: row.name,
    CreatedDate: row.createdAt,
    LastChangedDate: row.changedAt,
    Tags: Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })),
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.kmsKeyId === undefined ? {} : { KmsKeyId: row.kmsKeyId }),
    ...(row.accessedAt === undefined
      ? {}
      : { LastAccessedDate: row.accessedAt - (row.accessedAt % DAY_MS) }),
    ...(row.deletedAt === undefined ? {} : { DeletedDate: row.deletedAt }),
    ...(row.rotationLambdaArn === undefined
      ? {}
      : {
          RotationEnabled: row.rotationEnabled,
          RotationLambdaARN: row.rotationLambdaArn,
          RotationRules: row.rotationRules,
        }),
    ...(rotation?.nextAt === undefined ? {} : { NextRotationDate: rotation.nextAt }),
    ...(row.rotatedAt === undefined ? {} : { LastRotatedDate: row.rotatedAt }),
  };
}

function passes(
  row: Readonly<SecretRow>,
  { Key, Values = [] }: { Key?: string; Values?: string[] },
): boolean {
  const held: Record<string, string[]> = {
    name: [row.name],
    description: [row.description ?? ""],
    "tag-key": Object.keys(row.tags),
    "tag-value": Object.values(row.tags),
    "primary-region": [],
    "owning-service": [],
    all: [row.name, row.description ?? "", ...Object.keys(row.tags), ...Object.values(row.tags)],
  };
  const own = held[Key ?? "all"] ?? [];
  const one = (value: string) => {
    const negated = value.startsWith("!");
    const part = negated ? value.slice(1) : value;
    const found = own.some((text) =>
      Key === "description" || Key === "all"
        ? text.toLowerCase().includes(part.toLowerCase())
        : text.startsWith(part),
    );
    return negated ? !found : found;
  };
  return Values.some(one);
}
