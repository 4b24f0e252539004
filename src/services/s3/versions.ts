/** A key's versions: what a write and a deletion do to them. */
import { type Bucket, type Ctx, atHome, type Tx } from "./buckets.ts";
import { dropSegments, keepSegments } from "./bodies.ts";
import { checkVersionId } from "./domain/names.ts";
import { noSuchKey, noSuchVersion, objectLocked } from "./errors.ts";
import { removedEvent, notify } from "./events.ts";
import type { ObjectFacts, ObjectRow } from "./tables.ts";

export type Row = Readonly<ObjectRow>;
/** A new object, before it has a place among the versions. */
export type Draft = Omit<ObjectRow, "rank" | "versionId" | "marker" | "bucket">;

/** The newest version of a key with its bytes, delete marker or not. */
export function newest(
  tx: Tx,
  bucket: string,
  key: string,
): Promise<Row | undefined> | Row | undefined {
  return tx.object.find({ bucket, key });
}

/** The newest version without an inline body: for decisions. */
export async function headOf(tx: Tx, bucket: string, key: string): Promise<Row | undefined> {
  const [row] = await tx.object.query("head", { bucket, key });
  return row;
}

/** One version, or the newest without an id; undefined when there is none. */
export async function versionOf(
  tx: Tx,
  bucket: string,
  key: string,
  versionId: string | undefined,
): Promise<Row | undefined> {
  const current = await tx.object.find({ bucket, key });
  if (versionId === undefined || current?.versionId === versionId) return current;
  if (current === undefined) return undefined;
  const [older] = await tx.version.query("byId", { bucket, key, versionId });
  return older;
}

/**
 * The object a request reads or changes.
 * @throws Fault NoSuchKey, NoSuchVersion, InvalidArgument. A delete marker is returned when it was asked for by id.
 */
export async function objectAt(
  tx: Tx,
  bucket: string,
  key: string,
  versionId: string | undefined,
): Promise<Row> {
  checkVersionId(versionId);
  const row = await versionOf(tx, bucket, key, versionId);
  if (row === undefined)
    throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  if (row.marker && versionId === undefined)
    throw noSuchKey(key, [
      ["x-amz-delete-marker", "true"],
      ["x-amz-version-id", row.versionId],
    ]);
  return row;
}

/** Writes a changed row back where it stands: tags, locks, storage class. */
export async function rewrite(tx: Tx, row: Row, change: Partial<ObjectRow>): Promise<void> {
  const current = await headOf(tx, row.bucket, row.key);
  const table = current?.rank === row.rank ? tx.object : tx.version;
  await table.put({ ...row, ...change });
}

/**
 * Puts a new object on top of its key's versions; its segments are counted as held.
 * @returns The row, and its id where the bucket keeps versions.
 */
export async function place(ctx: Ctx, tx: Tx, bucket: Bucket, draft: Draft): Promise<Row> {
  const { name } = bucket;
  const rank = -ctx.kernel.sequence();
  const { key } = draft;
  await keepSegments(tx, draft.segments);
  if (bucket.versioning === undefined) {
    const row: ObjectRow = {
      ...draft,
      bucket: name,
      rank,
      versionId: "null",
      marker: false,
    };
    // Most keys are new, and then nothing need be looked for.
    if (await tx.object.add(row)) return row;
    const [held] = await tx.object.query<{ segments?: ObjectRow["segments"] }>("held", {
      bucket: name,
      key,
    });
    await tx.object.put(row);
    await dropSegments(tx, held?.segments);
    return row;
  }
  const versionId = bucket.versioning === "Enabled" ? ctx.chance.mixed(32) : "null";
  await makeRoom(tx, name, key, versionId);
  const row: ObjectRow = { ...draft, bucket: name, rank, versionId, marker: false };
  await tx.object.put(row);
  return row;
}

/** Moves the newest version down; the null version, which a suspended bucket writes over, goes. */
async function makeRoom(tx: Tx, bucket: string, key: string, versionId: string): Promise<void> {
  const current = await tx.object.find({ bucket, key });
  if (current === undefined) return;
  if (versionId === "null") {
    if (current.versionId === "null") return void (await dropSegments(tx, current.segments));
    const [old] = await tx.version.query("byId", { bucket, key, versionId });
    if (old !== undefined) {
      await dropSegments(tx, old.segments);
      await tx.version.remove({ bucket, key, rank: old.rank });
    }
  }
  await tx.version.put(current);
}

export interface Deleted {
  readonly versionId?: string;
  /** The version that went was a delete marker, or one was made. */
  readonly marker: boolean;
  readonly made: boolean;
}

/** Deletes without an id: the object itself, or a delete marker on top of its versions. */
export async function remove(
  ctx: Ctx,
  tx: Tx,
  bucket: Bucket,
  key: string,
  reason = "s3:ObjectRemoved:Delete",
): Promise<Deleted> {
  const { name } = bucket;
  if (bucket.versioning === undefined) {
    const held = await headOf(tx, name, key);
    if (held === undefined) return { marker: false, made: false };
    await dropSegments(tx, held.segments);
    await tx.object.remove({ bucket: name, key });
    await notify(ctx, tx, bucket, removedEvent(reason, held));
    return { marker: false, made: false };
  }
  const versionId = bucket.versioning === "Enabled" ? ctx.chance.mixed(32) : "null";
  await makeRoom(tx, name, key, versionId);
  const row: ObjectRow = {
    bucket: name,
    key,
    rank: -ctx.kernel.sequence(),
    versionId,
    modifiedAt: ctx.now,
    sizeBytes: 0,
    etag: "",
    storageClass: "STANDARD",
    marker: true,
    facts: { owner: bucket.owner },
  };
  await tx.object.put(row);
  const name_ =
    reason === "s3:ObjectRemoved:Delete"
      ? "s3:ObjectRemoved:DeleteMarkerCreated"
      : "s3:LifecycleExpiration:DeleteMarkerCreated";
  await notify(ctx, tx, bucket, removedEvent(name_, row));
  return { versionId, marker: true, made: true };
}

/**
 * Deletes one version for good.
 * @param bypass The caller may pass over governance retention.
 * @throws Fault AccessDenied while it is locked.
 */
export async function removeVersion(
  ctx: Ctx,
  tx: Tx,
  bucket: Bucket,
  key: string,
  versionId: string,
  bypass: boolean,
  reason = "s3:ObjectRemoved:Delete",
): Promise<Deleted> {
  const { name } = bucket;
  const row = await versionOf(tx, name, key, versionId);
  if (row === undefined) return { versionId, marker: false, made: false };
  if (locked(row.facts, ctx.now, bypass)) throw objectLocked();
  await dropSegments(tx, row.segments);
  const current = await headOf(tx, name, key);
  if (current?.rank === row.rank) {
    await tx.object.remove({ bucket: name, key });
    const [next] = await tx.version.query("newest", { bucket: name, key });
    if (next !== undefined) {
      await tx.version.remove({ bucket: name, key, rank: next.rank });
      await tx.object.put(next);
    }
  } else await tx.version.remove({ bucket: name, key, rank: row.rank });
  await notify(ctx, tx, bucket, removedEvent(reason, row));
  return { versionId, marker: row.marker, made: false };
}

/** Whether retention or a legal hold protects a version. */
export function locked(facts: ObjectFacts, now: number, bypass: boolean): boolean {
  if (facts.legalHold) return true;
  if (facts.lockUntil === undefined || facts.lockUntil <= now) return false;
  return !(facts.lockMode === "GOVERNANCE" && bypass);
}

/** Whether a bucket holds anything, in one look at each table. */
export async function holds(tx: Tx, bucket: string): Promise<"nothing" | "objects" | "versions"> {
  const [row] = await tx.object.query<ObjectRow>("any", { bucket });
  const [old] = await tx.version.query<ObjectRow>("any", { bucket });
  return old !== undefined ? "versions" : row !== undefined ? "objects" : "nothing";
}

/** Sets or takes back a deadline in the bucket's own account and region. */
export function due(tx: Tx, bucket: Bucket, kind: string, id: string, at: number | undefined) {
  return atHome(tx, bucket).due.set(kind, id, at);
}
