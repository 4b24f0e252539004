/** Finding stacks, telling their events, showing them. */
import { createHash } from "node:crypto";
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { emit } from "./bus.ts";
import { stackMissing, stackUnknown } from "./errors.ts";
import type { EventRow, ResourceRow, StackRow, StoredParameter, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

/** Adds `undefined`-free members to an object. */
export const some = <T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;

/** The stack of that name that still lives, or of that ARN, dead or alive. */
export async function findStack(tx: Tx, nameOrId: string): Promise<Readonly<StackRow> | undefined> {
  if (nameOrId.startsWith("arn:")) return tx.stack.find({ id: nameOrId });
  const rows = await tx.stack.list({ where: { name: nameOrId } });
  return rows.find((row) => row.status !== "DELETE_COMPLETE");
}

/** @throws Fault as DescribeStacks words it. */
export async function stackAt(tx: Tx, nameOrId: string): Promise<Readonly<StackRow>> {
  const row = await findStack(tx, nameOrId);
  if (row === undefined) throw stackMissing(nameOrId);
  return row;
}

/** @throws Fault as operations that change a stack word it. */
export async function livingStack(tx: Tx, nameOrId: string): Promise<Readonly<StackRow>> {
  const row = await findStack(tx, nameOrId);
  if (row === undefined || row.status === "DELETE_COMPLETE") throw stackUnknown(nameOrId);
  return row;
}

/** Writes an event, and tells the default bus and the stack's topics. */
async function write(ctx: Ctx, tx: Tx, event: EventRow, topics: readonly string[]): Promise<void> {
  await tx.event.put(event);
  await emit(ctx, tx, event);
  if (topics.length === 0) return;
  const fields = {
    StackId: event.stackId,
    Timestamp: new Date(event.at).toISOString(),
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    Namespace: ctx.account,
    PhysicalResourceId: event.physicalId,
    PrincipalId: ctx.principal.id,
    ResourceProperties: event.properties ?? "null",
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason ?? "",
    ResourceType: event.type,
    StackName: event.stackId.split("/")[1] ?? "",
    ClientRequestToken: event.token ?? "null",
  };
  const Message = Object.entries(fields)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join("");
  for (const TopicArn of topics)
    await tx.outbox.send({
      service: "sns",
      operation: "Publish",
      input: { TopicArn, Subject: "AWS CloudFormation Notification", Message },
      as: "cloudformation.amazonaws.com",
      region: TopicArn.split(":")[3] ?? ctx.region,
      sourceArn: event.stackId,
    });
}

/** Writes an event about the stack itself, whose status it becomes. */
export async function tellStack(
  ctx: Ctx,
  tx: Tx,
  row: StackRow,
  status: string,
  reason?: string,
  changes: Partial<StackRow> = {},
): Promise<StackRow> {
  const next: StackRow = { ...row, ...changes, status };
  if (reason === undefined) delete next.reason;
  else next.reason = reason;
  for (const key of Object.keys(next) as (keyof StackRow)[])
    if (next[key] === undefined) delete next[key];
  await tx.stack.put(next);
  // The last event of an operation, which ends the work, is still of that work.
  const token = (next.work ?? row.work)?.token;
  const event: EventRow = {
    stackId: row.id,
    sequence: ctx.kernel.sequence(),
    id: ctx.chance.uuid(),
    logicalId: row.name,
    physicalId: row.id,
    type: "AWS::CloudFormation::Stack",
    status,
    at: ctx.clock.now(),
    ...(reason === undefined ? {} : { reason }),
    ...(token === undefined ? {} : { token }),
  };
  await write(ctx, tx, event, next.notificationArns);
  return next;
}

/** Writes an event of a resource. */
export async function tellResource(
  ctx: Ctx,
  tx: Tx,
  stack: Readonly<StackRow>,
  row: Readonly<ResourceRow>,
  token: string | undefined,
  status = row.status,
  reason = row.reason,
): Promise<void> {
  const at = ctx.clock.now();
  const event: EventRow = {
    stackId: row.stackId,
    sequence: ctx.kernel.sequence(),
    id: `${row.logicalId}-${status}-${new Date(at).toISOString()}`,
    logicalId: row.logicalId,
    physicalId: row.physicalId ?? "",
    type: row.type,
    status,
    at,
    ...(status.startsWith("DELETE") ? {} : { properties: JSON.stringify(row.properties) }),
    ...(reason === undefined ? {} : { reason }),
    ...(token === undefined ? {} : { token }),
  };
  await write(ctx, tx, event, stack.notificationArns);
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Twelve letters and digits that are the same for the same resource and generation. */
export function suffixOf(stackId: string, logicalId: string, generation: number): string {
  const hash = createHash("sha256").update(`${stackId}|${logicalId}|${generation}`).digest();
  return Array.from({ length: 12 }, (_, at) => LETTERS[hash[at]! % LETTERS.length]).join("");
}

/** What a physical id looks like: `<stack>-<logical>-<suffix>`, shortened in the middle as AWS does. */
export function physicalName(
  stackName: string,
  logicalId: string,
  random: string,
  options: { maxLength?: number; lowerCase?: boolean; suffix?: string } = {},
): string {
  const tail = `-${random}${options.suffix ?? ""}`;
  let head = `${stackName}-${logicalId}`;
  const room = (options.maxLength ?? 255) - tail.length;
  if (head.length > room) {
    const logical = logicalId.slice(
      0,
      Math.max(1, Math.min(logicalId.length, Math.ceil(room / 2))),
    );
    const stack = stackName.slice(0, Math.max(1, room - logical.length - 1)).replace(/-+$/, "");
    head = `${stack}-${logical}`.slice(0, room);
  }
  const whole = head + tail;
  return options.lowerCase ? whole.toLowerCase() : whole;
}

export const HIDDEN = "****";

/** Parameters as they are shown. */
export const shownParameters = (parameters: Readonly<Record<string, StoredParameter>>) =>
  Object.entries(parameters).map(([ParameterKey, { value, resolved, noEcho }]) => ({
    ParameterKey,
    ParameterValue: noEcho ? HIDDEN : value,
    ...(resolved === undefined ? {} : { ResolvedValue: noEcho ? HIDDEN : resolved }),
  }));

export const shownTags = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export function tagMap(
  tags: readonly { Key?: string; Value?: string }[] | undefined,
): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const { Key, Value } of tags ?? []) if (Key !== undefined) out[Key] = Value ?? "";
  return out;
}
