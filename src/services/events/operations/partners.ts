/**
 * Partner event sources, from both sides: the partner makes one for an account, the account makes a
 * bus of it. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-saas.html
 */
import { isoSeconds } from "#base/iso-time";
import type { Ctx, Tx } from "../buses.ts";
import { exists, invalidState, missing, validation } from "../errors.ts";
import { pageOf } from "../paging.ts";
import { type BusEvent, withText } from "../event.ts";
import { arrive } from "../publish.ts";
import { on, type PartnerSourceRow } from "../tables.ts";

/**
 * A source that is pending lasts this long, because nobody has made a bus of it or because it was
 * deactivated. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeactivateEventSource.html
 */
const PENDING_MS = 14 * 86_400_000;

const sourceArn = (ctx: Ctx, name: string): string =>
  ctx.arn("events", `event-source/${name}`, ctx.region, "");

/** @throws Fault ResourceNotFound. */
async function sourceAt(tx: Tx, name: string): Promise<Readonly<PartnerSourceRow>> {
  const row = await tx.partnerSource.find({ name });
  if (row === undefined) throw missing(`Event source ${name} does not exist.`);
  return row;
}

/** Makes a source the account's own, when a bus is made of it. @throws Fault */
export async function claim(tx: Tx, name: string): Promise<void> {
  const row = await sourceAt(tx, name);
  await tx.partnerSource.put({ ...row, state: "ACTIVE" });
}

/** Makes a source pending again; one that is gone is fine. */
export async function release(ctx: Ctx, tx: Tx, name: string): Promise<void> {
  const row = await tx.partnerSource.find({ name });
  if (row === undefined) return;
  const expiresAt = ctx.now + PENDING_MS;
  await tx.partnerSource.put({ ...row, state: "PENDING", expiresAt });
  await tx.due.set("unclaimed", name, expiresAt);
}

const expiryOf = (row: Readonly<PartnerSourceRow>): number =>
  row.expiresAt ?? row.createdAt + PENDING_MS;

/** Due: a source that has been pending long enough is gone. */
export async function unclaimed(ctx: Ctx, name: string): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await tx.partnerSource.find({ name });
    if (row?.state !== "PENDING" || expiryOf(row) > ctx.now) return;
    await tx.partnerSource.remove({ name });
  });
}

export const CreatePartnerEventSource = on("CreatePartnerEventSource", (ctx, input) =>
  ctx.update(async (tx) => {
    if (!/^aws\.partner\/[\w.-]+(\/[\w./-]+){1,3}$/.test(input.Name))
      throw validation(
        "Parameter Name is not valid. Reason: it must be aws.partner/partner_name/event_namespace/event_name.",
      );
    const made = await tx.at(input.Account, ctx.region).partnerSource.add({
      name: input.Name,
      createdBy: ctx.account,
      state: "PENDING",
      createdAt: ctx.now,
    });
    if (!made) throw exists(`Event source ${input.Name} already exists.`);
    await tx.at(input.Account, ctx.region).due.set("unclaimed", input.Name, ctx.now + PENDING_MS);
    return { EventSourceArn: sourceArn(ctx, input.Name) };
  }),
);

export const DeletePartnerEventSource = on("DeletePartnerEventSource", (ctx, input) =>
  ctx.update(async (tx) => {
    await tx.at(input.Account, ctx.region).partnerSource.remove({ name: input.Name });
    return {};
  }),
);

export const DescribePartnerEventSource = on("DescribePartnerEventSource", (ctx, input) =>
  ctx.view(async (tx) => {
    const [row] = await mine(tx, (name) => name === input.Name);
    if (row === undefined) throw missing(`Event source ${input.Name} does not exist.`);
    return { Arn: sourceArn(ctx, input.Name), Name: input.Name };
  }),
);

export const ListPartnerEventSources = on("ListPartnerEventSources", (ctx, input) =>
  ctx.view(async (tx) => {
    const names = (await mine(tx, (name) => name.startsWith(input.NamePrefix))).map((r) => r.name);
    const { rows, token } = pageOf([...new Set(names)], (n) => n, input.NextToken, input.Limit);
    return {
      PartnerEventSources: rows.map((Name) => ({ Arn: sourceArn(ctx, Name), Name })),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);

export const ListPartnerEventSourceAccounts = on("ListPartnerEventSourceAccounts", (_ctx, input) =>
  _ctx.view(async (tx) => {
    const all = await mine(tx, (name) => name === input.EventSourceName);
    const { rows, token } = pageOf(all, (r) => r.account, input.NextToken, input.Limit);
    return {
      PartnerEventSourceAccounts: rows.map((row) => ({
        Account: row.account,
        CreationTime: row.createdAt,
        State: row.state,
        ...(row.state === "PENDING" ? { ExpirationTime: expiryOf(row) } : {}),
      })),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);

/** Sources that this partner made, in whichever account. */
async function mine(tx: Tx, wanted: (name: string) => boolean) {
  const all = await tx.partnerSource.query<PartnerSourceRow & { account: string }>("made");
  return all.filter((row) => wanted(row.name));
}

export const DescribeEventSource = on("DescribeEventSource", (ctx, input) =>
  ctx.view(async (tx) => shown(ctx, await sourceAt(tx, input.Name))),
);

export const ListEventSources = on("ListEventSources", (ctx, input) =>
  ctx.view(async (tx) => {
    const all = (await tx.partnerSource.list()).filter((row) =>
      row.name.startsWith(input.NamePrefix ?? ""),
    );
    const { rows, token } = pageOf(all, (row) => row.name, input.NextToken, input.Limit);
    return {
      EventSources: rows.map((row) => shown(ctx, row)),
      ...(token === undefined ? {} : { NextToken: token }),
    };
  }),
);

const shown = (ctx: Ctx, row: Readonly<PartnerSourceRow>) => ({
  Arn: sourceArn(ctx, row.name),
  CreatedBy: row.createdBy,
  CreationTime: row.createdAt,
  Name: row.name,
  State: row.state,
  ...(row.state === "PENDING" ? { ExpirationTime: expiryOf(row) } : {}),
});

export const ActivateEventSource = on("ActivateEventSource", (ctx, input) =>
  ctx.update(async (tx) => {
    await checkClaimed(tx, input.Name);
    await claim(tx, input.Name);
    return {};
  }),
);

export const DeactivateEventSource = on("DeactivateEventSource", (ctx, input) =>
  ctx.update(async (tx) => {
    await checkClaimed(tx, input.Name);
    await release(ctx, tx, input.Name);
    return {};
  }),
);

/** @throws Fault ResourceNotFound, InvalidState. */
async function checkClaimed(tx: Tx, name: string): Promise<void> {
  await sourceAt(tx, name);
  if ((await tx.bus.find({ name })) === undefined)
    throw invalidState(`Event source ${name} has no event bus.`);
}

export const PutPartnerEvents = on("PutPartnerEvents", (ctx, input) =>
  ctx.update(async (tx) => {
    const Entries: { EventId?: string; ErrorCode?: string; ErrorMessage?: string }[] = [];
    for (const entry of input.Entries) {
      const detail = detailOf(entry.Detail);
      const sources = await mine(tx, (name) => name === entry.Source);
      if (!entry.DetailType || detail === undefined || sources.length === 0) {
        Entries.push({
          ErrorCode: "InvalidArgument",
          ErrorMessage: "Source, DetailType and Detail must be those of an event of this partner.",
        });
        continue;
      }
      const id = ctx.chance.uuid();
      for (const { account, name, state } of sources) {
        const place = { account, region: ctx.region, name };
        if (state !== "ACTIVE") continue;
        const event: BusEvent = {
          version: "0",
          id,
          "detail-type": entry.DetailType,
          source: name,
          account,
          time: isoSeconds(entry.Time ?? ctx.now),
          region: ctx.region,
          resources: [...(entry.Resources ?? [])],
          detail,
        };
        await arrive(ctx, tx, place, [withText(event, entry.Detail!)]);
      }
      ctx.count("AWS/Events", "Events", 1, "Count", { EventSourceName: entry.Source! });
      Entries.push({ EventId: id });
    }
    const failed = Entries.filter((entry) => entry.ErrorCode !== undefined).length;
    return { FailedEntryCount: failed, Entries };
  }),
);

function detailOf(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
