/** Finding users, groups, roles and policies in a transaction, and what changes to them share. */
import type { Context } from "#kernel/context";
import { readPage } from "#kernel/pages";
import type { ServiceTransaction } from "#kernel/service";
import type { Awaitable } from "#store/contract";
import { entityArn, fromMarker, keyOf, marked, type Paging, policyArn } from "./domain.ts";
import { invalidInput, missing, unmodifiable } from "./errors.ts";
import { LIST_PAGE } from "./limits.ts";
import { type AwsPolicy, awsDocument, awsPolicy, isAwsArn } from "./managed-policies/catalogue.ts";
import type { EntityRow, Kind, PolicyRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

/** A change to who may do what: whatever was worked out from the rows before is void after it. */
export function change<R>(ctx: Ctx, fn: (tx: Tx) => Awaitable<R>): Promise<R> {
  return ctx.update(async (tx) => {
    const out = await fn(tx);
    const account = await tx.settings.find({ key: "account" });
    await tx.settings.put({ ...account, key: "account", stamp: ctx.chance.hex(16) });
    return out;
  });
}

/** @throws Fault NoSuchEntity. */
export async function entity(tx: Tx, kind: Kind, name: string): Promise<Readonly<EntityRow>> {
  const row = await tx.entity.find({ kind, key: keyOf(name) });
  if (row === undefined) throw missing[kind](name);
  return row;
}

/** A role that may be changed. @throws Fault UnmodifiableEntity when it is linked to a service. */
export async function changeable(tx: Tx, kind: Kind, name: string): Promise<Readonly<EntityRow>> {
  const row = await entity(tx, kind, name);
  if (row.role?.service !== undefined) throw unmodifiable(row.name);
  return row;
}

/** The user an operation is about: the caller where no name was given; undefined is the root. */
export async function subject(
  ctx: Ctx,
  tx: Tx,
  name: string | undefined,
): Promise<Readonly<EntityRow> | undefined> {
  if (name !== undefined) return entity(tx, "user", name);
  const { principal } = ctx;
  return principal.kind === "user" && principal.name !== undefined
    ? entity(tx, "user", principal.name)
    : undefined;
}

export const arnOf = (ctx: Ctx, row: Pick<EntityRow, "kind" | "path" | "name">): string =>
  entityArn(ctx.partition, ctx.account, row);

/** A page of those of a kind under a path, in the order of their names. */
export async function entitiesPage(
  tx: Tx,
  kind: Kind,
  {
    PathPrefix: prefix = "/",
    Marker,
    MaxItems: limit = LIST_PAGE,
  }: Paging & { PathPrefix?: string },
) {
  const after = fromMarker(Marker);
  const keep = ({ path }: EntityRow) => path.startsWith(prefix);
  return marked(await readPage(tx.entity, { column: "key", after, limit, where: { kind }, keep }));
}

/** The customer's policy of an ARN. */
export async function ownPolicy(
  ctx: Ctx,
  tx: Tx,
  arn: string,
): Promise<Readonly<PolicyRow> | undefined> {
  const row = await tx.policy.find({ key: keyOf(arn.slice(arn.lastIndexOf("/") + 1)) });
  if (row === undefined) return undefined;
  return policyArn(ctx.partition, ctx.account, row) === arn ? row : undefined;
}

/** A managed policy of either owner. Look AWS's up before the transaction. */
export async function attachable(
  ctx: Ctx,
  tx: Tx,
  arn: string,
  aws: AwsPolicy | undefined,
): Promise<{ readonly name: string }> {
  const found = aws ?? (await ownPolicy(ctx, tx, arn));
  if (found === undefined) throw missing.attachable(arn);
  return found;
}

/** @throws Fault InvalidInput when it is no policy's ARN. */
export function checkPolicyArn(arn: string): void {
  if (!/^arn:[\w-]+:iam::(\d{12}|aws):policy\/.+$/.test(arn))
    throw invalidInput(`ARN ${arn} is not valid.`);
}

/** The default version of a managed policy, as JSON text. */
export async function managedText(ctx: Ctx, arn: string): Promise<string | undefined> {
  if (isAwsArn(arn)) {
    const aws = await awsPolicy(arn);
    return aws === undefined ? undefined : awsDocument(aws.name);
  }
  return ctx.view(async (tx) => {
    const row = await ownPolicy(ctx, tx, arn);
    return row?.versions.find(({ id }) => id === row.defaultVersionId)?.text;
  });
}
