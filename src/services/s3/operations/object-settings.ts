/** What is set on an object after it was put: tags, retention, legal hold, restoration. */
import { notImplemented } from "#aws/fault";
import { bucketAt, changeSettings, type Ctx, type Tx } from "../buckets.ts";
import { DAY_MS } from "../domain/lifecycle.ts";
import { tagsOf } from "../domain/names.ts";
import {
  invalidArgument,
  invalidBucketState,
  invalidObjectState,
  lockNotEnabled,
  malformedXml,
  markerNotAllowed,
  noLockOnObject,
  noObjectLock,
  objectLocked,
  restoreInProgress,
} from "../errors.ts";
import { createdEvent, notify } from "../events.ts";
import { ARCHIVED } from "../limits.ts";
import { maySkipGovernance } from "../permissions.ts";
import { type ObjectFacts, on } from "../tables.ts";
import { due, objectAt, rewrite, type Row } from "../versions.ts";
import type { Bucket } from "../buckets.ts";

interface ObjectAddress {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
  readonly ExpectedBucketOwner?: string;
}

async function found(
  tx: Tx,
  input: ObjectAddress,
  method: string,
): Promise<{ bucket: Bucket; row: Row }> {
  const bucket = await bucketAt(tx, input);
  const row = await objectAt(tx, bucket.name, input.Key, input.VersionId);
  if (row.marker)
    throw markerNotAllowed(method, [
      ["x-amz-delete-marker", "true"],
      ["x-amz-version-id", row.versionId],
    ]);
  return { bucket, row };
}

const versionMember = (bucket: Bucket, row: Row) =>
  bucket.versioning === undefined ? {} : { VersionId: row.versionId };

export const PutObjectTagging = on("PutObjectTagging", (ctx, input) =>
  ctx.update(async (tx) => {
    const { bucket, row } = await found(tx, input, "PUT");
    const tags = tagsOf(input.Tagging?.TagSet ?? []);
    await rewrite(tx, row, { facts: { ...row.facts, tags } });
    await notify(ctx, tx, bucket, createdEvent("s3:ObjectTagging:Put", row));
    return versionMember(bucket, row);
  }),
);

export const GetObjectTagging = on("GetObjectTagging", (ctx, input) =>
  ctx.view(async (tx) => {
    const { bucket, row } = await found(tx, input, "GET");
    return {
      ...versionMember(bucket, row),
      TagSet: (row.facts.tags ?? []).map(([Key, Value]) => ({ Key, Value })),
    };
  }),
);

export const DeleteObjectTagging = on("DeleteObjectTagging", (ctx, input) =>
  ctx.update(async (tx) => {
    const { bucket, row } = await found(tx, input, "DELETE");
    const { tags: _, ...facts } = row.facts;
    await rewrite(tx, row, { facts });
    await notify(ctx, tx, bucket, createdEvent("s3:ObjectTagging:Delete", row));
    return versionMember(bucket, row);
  }),
);

export const PutObjectLockConfiguration = on("PutObjectLockConfiguration", (ctx, input) =>
  changeSettings(ctx, input, (settings, bucket) => {
    const given = input.ObjectLockConfiguration;
    if (bucket.versioning !== "Enabled")
      throw invalidBucketState(
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      );
    if (given?.ObjectLockEnabled !== "Enabled") throw malformedXml();
    const preset = given.Rule?.DefaultRetention;
    if (given.Rule !== undefined) {
      if (preset?.Mode !== "GOVERNANCE" && preset?.Mode !== "COMPLIANCE") throw malformedXml();
      if ((preset.Days === undefined) === (preset.Years === undefined)) throw malformedXml();
      const amount = preset.Days ?? preset.Years!;
      if (amount < 1)
        throw invalidArgument("Default retention period must be a positive integer value.");
      if ((preset.Days ?? 0) > 36_500 || (preset.Years ?? 0) > 100)
        throw invalidArgument("Default retention period too large");
    }
    settings.objectLock = given.Rule === undefined ? {} : { rule: given.Rule };
  }),
);

export const GetObjectLockConfiguration = on("GetObjectLockConfiguration", (ctx, input) =>
  ctx.view(async (tx) => {
    const bucket = await bucketAt(tx, input);
    const held = bucket.settings.objectLock;
    if (held === undefined) throw noObjectLock(bucket.name);
    return {
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        ...(held.rule === undefined ? {} : { Rule: held.rule }),
      },
    } as never;
  }),
);

export const PutObjectRetention = on("PutObjectRetention", async (ctx, input) => {
  const bypass = await maySkipGovernance(ctx, input);
  return ctx.update(async (tx) => {
    const { bucket, row } = await found(tx, input, "PUT");
    if (bucket.settings.objectLock === undefined) throw lockNotEnabled();
    const { Mode: mode, RetainUntilDate: until } = input.Retention ?? {};
    if ((mode === undefined) !== (until === undefined)) throw malformedXml();
    if (mode !== undefined && mode !== "GOVERNANCE" && mode !== "COMPLIANCE") throw malformedXml();
    if (until !== undefined && until <= ctx.now)
      throw invalidArgument(
        "The retain until date must be in the future!",
        "RetainUntilDate",
        new Date(until).toISOString(),
      );
    checkRelaxed(row.facts, mode, until, ctx.now, bypass);
    const { lockMode: _m, lockUntil: _u, ...facts } = row.facts;
    await rewrite(tx, row, {
      facts: mode === undefined ? facts : { ...facts, lockMode: mode, lockUntil: until! },
    });
    return {};
  });
});

/** Retention may be lengthened by all, and shortened only where governance is passed over. */
function checkRelaxed(
  facts: ObjectFacts,
  mode: string | undefined,
  until: number | undefined,
  now: number,
  bypass: boolean,
): void {
  const { lockMode, lockUntil } = facts;
  if (lockMode === undefined || lockUntil === undefined || lockUntil <= now) return;
  const kept =
    mode !== undefined && until! >= lockUntil && (mode === lockMode || mode === "COMPLIANCE");
  if (kept) return;
  if (lockMode === "GOVERNANCE" && bypass) return;
  throw objectLocked();
}

export const GetObjectRetention = on("GetObjectRetention", (ctx, input) =>
  ctx.view(async (tx) => {
    const { bucket, row } = await found(tx, input, "GET");
    if (bucket.settings.objectLock === undefined) throw lockNotEnabled();
    const { lockMode, lockUntil } = row.facts;
    if (lockMode === undefined) throw noLockOnObject();
    return { Retention: { Mode: lockMode, RetainUntilDate: lockUntil } } as never;
  }),
);

export const PutObjectLegalHold = on("PutObjectLegalHold", (ctx, input) =>
  ctx.update(async (tx) => {
    const { bucket, row } = await found(tx, input, "PUT");
    if (bucket.settings.objectLock === undefined) throw lockNotEnabled();
    const status = input.LegalHold?.Status;
    if (status !== "ON" && status !== "OFF") throw malformedXml();
    await rewrite(tx, row, { facts: { ...row.facts, legalHold: status === "ON" } });
    return {};
  }),
);

export const GetObjectLegalHold = on("GetObjectLegalHold", (ctx, input) =>
  ctx.view(async (tx) => {
    const { bucket, row } = await found(tx, input, "GET");
    if (bucket.settings.objectLock === undefined) throw lockNotEnabled();
    if (row.facts.legalHold === undefined) throw noLockOnObject();
    return { LegalHold: { Status: row.facts.legalHold ? "ON" : "OFF" } } as never;
  }),
);

/** How long a restoration takes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html */
const RESTORE_MS: Readonly<Record<string, number>> = {
  "GLACIER Expedited": 5 * 60_000,
  "GLACIER Standard": 5 * 3_600_000,
  "GLACIER Bulk": 12 * 3_600_000,
  "DEEP_ARCHIVE Standard": 12 * 3_600_000,
  "DEEP_ARCHIVE Bulk": 48 * 3_600_000,
};

export const RestoreObject = on("RestoreObject", (ctx, input) => restore(ctx, input as never));

function restore(
  ctx: Ctx,
  input: ObjectAddress & {
    RestoreRequest?: {
      Days?: number;
      Tier?: string;
      GlacierJobParameters?: { Tier?: string };
      Type?: string;
      OutputLocation?: object;
    };
  },
) {
  const asked = input.RestoreRequest;
  if (asked?.Type !== undefined || asked?.OutputLocation !== undefined)
    throw notImplemented("s3:RestoreObject with a select request");
  return ctx.update(async (tx) => {
    const { bucket, row } = await found(tx, input, "POST");
    if (!ARCHIVED.includes(row.storageClass)) throw invalidObjectState(row.storageClass);
    if (asked?.Days === undefined || asked.Days < 1) throw malformedXml();
    const tier = asked.GlacierJobParameters?.Tier ?? asked.Tier ?? "Standard";
    const takes = RESTORE_MS[`${row.storageClass} ${tier}`];
    if (takes === undefined)
      throw invalidArgument(
        "Retrieval option is not supported by this storage class",
        "Tier",
        tier,
      );
    const { restoredUntil } = row.facts;
    if (restoredUntil === 0) throw restoreInProgress();
    const id = JSON.stringify([bucket.name, row.key, row.versionId]);
    if (restoredUntil !== undefined && restoredUntil > ctx.now) {
      const until = endOf(ctx.now, asked.Days);
      await rewrite(tx, row, { facts: { ...row.facts, restoredUntil: until } });
      await due(tx, bucket, "restored", id, until);
      return {};
    }
    await rewrite(tx, row, { facts: { ...row.facts, restoredUntil: 0, restoreDays: asked.Days } });
    await due(tx, bucket, "restored", id, ctx.now + takes);
    await notify(ctx, tx, bucket, createdEvent("s3:ObjectRestore:Post", row));
    return {};
  });
}

const endOf = (now: number, days: number) => Math.ceil((now + days * DAY_MS) / DAY_MS) * DAY_MS;

/** A restoration has arrived, or has ended. */
export async function restored(ctx: Ctx, id: string): Promise<void> {
  const [name, key, versionId] = JSON.parse(id) as [string, string, string];
  await ctx.update(async (tx) => {
    const bucket = await tx.bucket.find({ name });
    if (bucket === undefined) return;
    const row = await objectAt(tx, name, key, versionId).catch(() => undefined);
    if (row?.facts.restoredUntil === undefined) return;
    if (row.facts.restoredUntil === 0) {
      const until = endOf(ctx.now, row.facts.restoreDays ?? 1);
      await rewrite(tx, row, { facts: { ...row.facts, restoredUntil: until } });
      await due(tx, bucket, "restored", id, until);
      return notify(ctx, tx, bucket, createdEvent("s3:ObjectRestore:Completed", row));
    }
    const { restoredUntil: _u, restoreDays: _d, ...facts } = row.facts;
    await rewrite(tx, row, { facts });
    await notify(ctx, tx, bucket, createdEvent("s3:ObjectRestore:Delete", row));
  });
}
