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
import { kindOf } from "../destinations.ts";
import { claim, release } from "./partners.ts";
import { exists, limitExceeded, missing, policyTooLong, validation } from "../errors.ts";
import { BUSES, POLICY_LENGTH } from "../limits.ts";
import { pageOf } from "../paging.ts";
import { setIn } from "../settings.ts";
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
    const bare: BusRow = {
      name,
      tags,
      stamp: ctx.chance.uuid(),
      createdAt: ctx.now,
      modifiedAt: ctx.now,
      ...(source === undefined ? {} : { eventSource: source }),
    };
    const row = withSettings(bare, input);
    await tx.bus.put(row);
    return { EventBusArn: busArn(ctx, place), ...shownSettings(row) };
  });
});

export const UpdateEventBus = on("UpdateEventBus", (ctx, input) => {
  if (input.LogConfig !== undefined) throw notImplemented("events: LogConfig of event buses");
  return ctx.update(async (tx) => {
    const place = busPlace(ctx, input.Name);
    const current = await busAt(ctx, tx, place);
    if (input.KmsKeyIdentifier) await refuseDiscovered(tx, place);
    const row = withSettings({ ...current, modifiedAt: ctx.now }, input);
    await tx.at(place.account, place.region).bus.put(row);
    return { Arn: busArn(ctx, place), Name: place.name, ...shownSettings(row) };
  });
});

/**
 * A bus with schema discovery takes no key of the customer's; AWS's words were not found.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html
 * @throws Fault Validation.
 */
async function refuseDiscovered(tx: Tx, { account, region, name }: BusPlace): Promise<void> {
  const targets = await tx.at(account, region).target.list({ where: { bus: name } });
  if (targets.some(({ arn }) => kindOf(arn) === "discoverer"))
    throw validation(
      "Schema discovery is not supported for event buses encrypted using a customer managed key.",
    );
}

export const DeleteEventBus = on("DeleteEventBus", (ctx, input) =>
  ctx.update(async (tx) => {
    const { account, region, name } = busPlace(ctx, input.Name);
    if (name === DEFAULT_BUS) throw validation("Cannot delete event bus default.");
    const there = tx.at(account, region);
    if ((await there.rule.count({ bus: name })) > 0)
      throw validation("Event bus can't be deleted since it has rules.");
    const row = await there.bus.find({ name });
    if (row?.eventSource !== undefined) await release(ctx, there, row.eventSource);
    await there.bus.remove({ name });
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
    await tx
      .at(place.account, place.region)
      .bus.put({ ...row, ...(next === undefined ? {} : { policy: next }) });
    return {};
  });
}

interface Settings {
  readonly Description?: string;
  readonly KmsKeyIdentifier?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

/** A row with what was given. An empty key is AWS's own, which is none here; a queue without an ARN is none. */
function withSettings(row: Readonly<BusRow>, input: Settings): BusRow {
  const { description, kmsKeyIdentifier, deadLetterArn, ...rest } = row;
  const given = {
    description: input.Description ?? description,
    kmsKeyIdentifier: input.KmsKeyIdentifier ?? kmsKeyIdentifier,
    deadLetterArn:
      input.DeadLetterConfig === undefined ? deadLetterArn : input.DeadLetterConfig.Arn,
  };
  return { ...rest, ...setIn(given) };
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
