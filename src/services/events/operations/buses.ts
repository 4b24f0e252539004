/** Event buses and who may put events on them. */
import { notImplemented } from "#aws/fault";
import type { DescribeEventBusResponse } from "#aws/generated/types/events";
import { isPolicy } from "#languages/policy/policy";
import {
  type BusPlace,
  busArn,
  busAt,
  busPlace,
  type Ctx,
  DEFAULT_BUS,
  type Tx,
} from "../buses.ts";
import { claim } from "./partners.ts";
import { exists, limitExceeded, missing, policyTooLong, validation } from "../errors.ts";
import { BUSES, POLICY_LENGTH } from "../limits.ts";
import { pageOf } from "../paging.ts";
import { type BusRow, on } from "../tables.ts";

export const CreateEventBus = on("CreateEventBus", (ctx, input) => {
  const { Name: name, EventSourceName: source } = input;
  if (name.includes("/") && source === undefined)
    throw validation("Event bus name must not contain '/'.");
  if (source !== undefined && source !== name)
    throw validation("Event bus name must be the same as the name of the event source.");
  if (input.LogConfig !== undefined) throw notImplemented("events: LogConfig of event buses");
  return ctx.update(async (tx) => {
    const place = busPlace(ctx, name);
    if (source !== undefined) await claim(tx, source);
    if (name === DEFAULT_BUS || (await tx.bus.find({ name })) !== undefined)
      throw exists(`Event bus ${name} already exists.`);
    if ((await tx.bus.count()) >= BUSES)
      throw limitExceeded("The requested resource exceeds the maximum number allowed.");
    const tags = Object.fromEntries((input.Tags ?? []).map((tag) => [tag.Key, tag.Value]));
    const row: BusRow = {
      name,
      tags,
      stamp: ctx.chance.uuid(),
      createdAt: ctx.now,
      modifiedAt: ctx.now,
      ...settingsOf(input),
      ...(source === undefined ? {} : { eventSource: source }),
    };
    await tx.bus.put(row);
    return { EventBusArn: busArn(ctx, place), ...shownSettings(row) };
  });
});

export const UpdateEventBus = on("UpdateEventBus", (ctx, input) => {
  if (input.LogConfig !== undefined) throw notImplemented("events: LogConfig of event buses");
  return ctx.update(async (tx) => {
    const place = busPlace(ctx, input.Name);
    const current = await busAt(ctx, tx, place);
    const row = { ...current, ...settingsOf(input), modifiedAt: ctx.now };
    await tx.bus.put(row);
    return { Arn: busArn(ctx, place), Name: place.name, ...shownSettings(row) };
  });
});

export const DeleteEventBus = on("DeleteEventBus", (ctx, input) =>
  ctx.update(async (tx) => {
    const { name } = busPlace(ctx, input.Name);
    if (name === DEFAULT_BUS) throw validation("Cannot delete event bus default.");
    if ((await tx.rule.count({ bus: name })) > 0)
      throw validation("Event bus can't be deleted since it has rules.");
    await tx.bus.remove({ name });
    return {};
  }),
);

export const DescribeEventBus = on("DescribeEventBus", (ctx, input) =>
  ctx.view(async (tx) => {
    const place = busPlace(ctx, input.Name);
    return shown(ctx, place, await busAt(ctx, tx, place));
  }),
);

export const ListEventBuses = on("ListEventBuses", (ctx, input) =>
  ctx.view(async (tx) => {
    const own = busPlace(ctx, undefined);
    const made = (await tx.bus.list()).filter((row) => row.name !== DEFAULT_BUS);
    const all = [await busAt(ctx, tx, own), ...made]
      .filter((row) => row.name.startsWith(input.NamePrefix ?? ""))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { rows, token } = pageOf(all, (row) => row.name, input.NextToken, input.Limit);
    const EventBuses = rows.map((row) => {
      const { Name, Arn, Description, Policy, CreationTime, LastModifiedTime } = shown(
        ctx,
        { ...own, name: row.name },
        row,
      );
      return {
        Name: Name!,
        Arn: Arn!,
        CreationTime: CreationTime!,
        LastModifiedTime: LastModifiedTime!,
        ...(Description === undefined ? {} : { Description }),
        ...(Policy === undefined ? {} : { Policy }),
      };
    });
    return { EventBuses, ...(token === undefined ? {} : { NextToken: token }) };
  }),
);

interface PolicyText {
  Version: string;
  Statement: Record<string, unknown>[];
}

export const PutPermission = on("PutPermission", (ctx, input) =>
  changePolicy(ctx, input.EventBusName, (place, current) => {
    if (input.Policy !== undefined) {
      if (!isPolicy(input.Policy)) throw validation("The policy is not well-formed.");
      return input.Policy;
    }
    const { Action: action, Principal: principal, StatementId: id, Condition: condition } = input;
    if (action === undefined || principal === undefined || id === undefined)
      throw validation("Parameter(s) Action, Principal and StatementId must be specified.");
    if (action !== "events:PutEvents")
      throw validation("Provided value in parameter 'action' is not supported.");
    if (principal !== "*" && !/^\d{12}$/.test(principal))
      throw validation(
        `Value '${principal}' at 'principal' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\d{12}|\\*)`,
      );
    const policy = policyOf(current);
    policy.Statement = policy.Statement.filter((statement) => statement["Sid"] !== id);
    policy.Statement.push({
      Sid: id,
      Effect: "Allow",
      Principal: principal === "*" ? "*" : { AWS: `arn:aws:iam::${principal}:root` },
      Action: action,
      Resource: busArn(ctx, place),
      ...(condition === undefined
        ? {}
        : { Condition: { [condition.Type]: { [condition.Key]: condition.Value } } }),
    });
    return JSON.stringify(policy);
  }),
);

export const RemovePermission = on("RemovePermission", (ctx, input) =>
  changePolicy(ctx, input.EventBusName, (_place, current) => {
    if (input.RemoveAllPermissions) return undefined;
    if (current === undefined) throw missing("EventBus does not have a policy.");
    const policy = policyOf(current);
    const kept = policy.Statement.filter((statement) => statement["Sid"] !== input.StatementId);
    if (kept.length === policy.Statement.length)
      throw missing("Statement with the provided id does not exist.");
    return kept.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: kept });
  }),
);

function policyOf(text: string | undefined): PolicyText {
  if (text === undefined) return { Version: "2012-10-17", Statement: [] };
  const policy = JSON.parse(text) as PolicyText;
  return { ...policy, Statement: [policy.Statement].flat() };
}

function changePolicy(
  ctx: Ctx,
  bus: string | undefined,
  change: (place: BusPlace, current: string | undefined) => string | undefined,
): Promise<Record<string, never>> {
  return ctx.update(async (tx: Tx) => {
    const place = busPlace(ctx, bus);
    const { policy, ...row } = await busAt(ctx, tx, place);
    const next = change(place, policy);
    if ((next?.length ?? 0) > POLICY_LENGTH) throw policyTooLong();
    await tx.bus.put({ ...row, ...(next === undefined ? {} : { policy: next }) });
    return {};
  });
}

function settingsOf(input: {
  Description?: string;
  KmsKeyIdentifier?: string;
  DeadLetterConfig?: { Arn?: string };
}): Partial<BusRow> {
  return {
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.KmsKeyIdentifier === undefined ? {} : { kmsKeyIdentifier: input.KmsKeyIdentifier }),
    ...(input.DeadLetterConfig?.Arn === undefined
      ? {}
      : { deadLetterArn: input.DeadLetterConfig.Arn }),
  };
}

function shownSettings(row: Readonly<BusRow>) {
  return {
    ...(row.description === undefined ? {} : { Description: row.description }),
    ...(row.kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: row.kmsKeyIdentifier }),
    ...(row.deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: row.deadLetterArn } }),
  };
}

function shown(ctx: Ctx, place: BusPlace, row: Readonly<BusRow>): DescribeEventBusResponse {
  return {
    Name: row.name,
    Arn: busArn(ctx, place),
    CreationTime: row.createdAt,
    LastModifiedTime: row.modifiedAt,
    ...(row.policy === undefined ? {} : { Policy: row.policy }),
    ...shownSettings(row),
  };
}
