/** Alarms: how they are shown, and what happens when their state changes. */
import type { CompositeAlarm, MetricAlarm } from "#aws/generated/types/cloudwatch";
import { servicePrincipal } from "#kernel/principal";
import { alarmArn, alarmTypeOf, isComposite } from "./domain.ts";
import { longTime } from "./evaluation.ts";
import { announceState, functionPayload, topicMessage } from "./messages.ts";
import type { Ctx, Tx } from "./points.ts";
import { compileRule } from "./rule.ts";
import type { AlarmRow, HistoryRow, StateValue } from "./tables.ts";

/** How long AWS keeps what happened to alarms. */
const HISTORY_MS = 30 * 86_400_000;

/** An alarm as DescribeAlarms shows it. */
export function shownAlarm(ctx: Ctx, row: AlarmRow): MetricAlarm & CompositeAlarm {
  const { configuration, reasonData } = row;
  return {
    ...configuration,
    AlarmName: row.name,
    AlarmArn: alarmArn(ctx, row.name),
    AlarmConfigurationUpdatedTimestamp: row.configuredAt,
    ActionsEnabled: row.actionsEnabled,
    OKActions: configuration.OKActions ?? [],
    AlarmActions: configuration.AlarmActions ?? [],
    InsufficientDataActions: configuration.InsufficientDataActions ?? [],
    ...(isComposite(row) ? {} : { Dimensions: configuration.Dimensions ?? [] }),
    StateValue: row.state,
    StateReason: row.reason,
    ...(reasonData === undefined ? {} : { StateReasonData: reasonData }),
    StateUpdatedTimestamp: row.stateAt,
    StateTransitionedTimestamp: row.changedAt,
  };
}

/** Writes down what happened to an alarm. */
export async function record(
  ctx: Ctx,
  tx: Tx,
  row: Pick<HistoryRow, "name" | "alarmType" | "type" | "summary">,
  data: object,
): Promise<void> {
  const sequence = ctx.kernel.sequence();
  await tx.history.put({ ...row, at: ctx.now, sequence, data: JSON.stringify(data) });
  await tx.history.run("forget", { horizon: ctx.now - HISTORY_MS });
}

export interface State {
  readonly value: StateValue;
  readonly reason: string;
  readonly reasonData?: string | undefined;
}

/**
 * Puts an alarm into a state; a change is recorded, told to the default bus, and acted on.
 * @returns The alarm as it is then.
 */
export async function enter(ctx: Ctx, tx: Tx, row: AlarmRow, state: State): Promise<AlarmRow> {
  const next: AlarmRow = {
    ...row,
    ...{ state: state.value, reason: state.reason, stateAt: ctx.now },
    ...{ reasonData: state.reasonData },
  };
  if (state.value === row.state) {
    await tx.alarm.put(next);
    return next;
  }
  next.changedAt = ctx.now;
  await tx.alarm.put(next);
  const summary = `Alarm updated from ${row.state} to ${next.state}`;
  const data = { version: "1.0", oldState: stateData(row), newState: stateData(next) };
  const alarmType = alarmTypeOf(row);
  await record(ctx, tx, { name: row.name, alarmType, type: "StateUpdate", summary }, data);
  await announceState(ctx, tx, row, next);
  if (row.actionsEnabled)
    for (const action of actionsOf(next)) await act(ctx, tx, action, row, next);
  return next;
}

/** Composite alarms upon composite alarms settle in so many rounds; those in a circle stop there. */
const ROUNDS = 20;

/** Brings composite alarms into the states of their rules, after other alarms have changed. */
export async function compose(ctx: Ctx, tx: Tx): Promise<void> {
  const rows = new Map(((await tx.alarm.list({})) as AlarmRow[]).map((row) => [row.name, row]));
  const rules = [...rows.values()]
    .filter(isComposite)
    .map((row) => [row.name, compileRule(row.configuration.AlarmRule!)] as const);
  for (let round = 0; round < ROUNDS; round++) {
    let settled = true;
    for (const [name, rule] of rules) {
      const row = rows.get(name)!;
      const value = rule.holds((one) => rows.get(one)?.state) ? "ALARM" : "OK";
      if (value === row.state) continue;
      const children = [...rule.names].flatMap((child) => rows.get(child) ?? []);
      rows.set(name, await enter(ctx, tx, row, { value, ...becauseOf(ctx, children, value) }));
      settled = false;
    }
    if (settled) return;
  }
}

/** Why a composite alarm changed: the one of its children that changed last, best to the same state. */
function becauseOf(ctx: Ctx, children: readonly AlarmRow[], value: StateValue) {
  const [last] = [...children].sort(
    (a, b) => b.changedAt - a.changedAt || Number(b.state === value) - Number(a.state === value),
  );
  if (last === undefined) return { reason: `The alarm rule evaluates to ${value}` };
  const arn = alarmArn(ctx, last.name);
  const state = { value: last.state, timestamp: longTime(last.stateAt) };
  return {
    reason: `${arn} transitioned to ${last.state} at ${spokenTime(last.changedAt)}`,
    reasonData: JSON.stringify({ triggeringAlarms: [{ arn, state }] }),
  };
}

/** Friday 04 August, 2023 12:54:46 UTC */
function spokenTime(at: number): string {
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(at);
  const [year, , day, time] = new Date(at).toISOString().split(/[-T.]/);
  return `${name({ weekday: "long" })} ${day} ${name({ month: "long" })}, ${year} ${time} UTC`;
}

const stateData = (row: AlarmRow) => ({
  stateValue: row.state,
  stateReason: row.reason,
  ...(row.reasonData === undefined ? {} : { stateReasonData: parsed(row.reasonData) }),
});

/** What somebody gave as JSON is JSON; checked when it was given. */
const parsed = (text: string): unknown => JSON.parse(text) as unknown;

function actionsOf({ state, configuration }: AlarmRow): readonly string[] {
  if (state === "OK") return configuration.OKActions ?? [];
  return (
    (state === "ALARM" ? configuration.AlarmActions : configuration.InsufficientDataActions) ?? []
  );
}

/** One call of an action, as its delivery keeps it. */
interface Acting {
  readonly name: string;
  readonly alarmType: HistoryRow["alarmType"];
  readonly action: string;
  /** Epoch milliseconds. */
  readonly stateAt: number;
  readonly call: { readonly service: "sns" | "lambda"; readonly input: Record<string, unknown> };
}

async function act(ctx: Ctx, tx: Tx, action: string, from: AlarmRow, to: AlarmRow): Promise<void> {
  const ofFunction = action.split(":")[2] === "lambda";
  const acting: Acting = {
    ...{ name: to.name, alarmType: alarmTypeOf(to), action, stateAt: to.stateAt },
    call: ofFunction
      ? { service: "lambda", input: { payload: functionPayload(ctx, from, to) } }
      : { service: "sns", input: topicMessage(ctx, action, from, to) },
  };
  await tx.outbox.send({
    deliver: "act",
    input: acting as unknown as Record<string, unknown>,
    sourceArn: alarmArn(ctx, to.name),
    onFailure: {
      name: "unacted",
      id: JSON.stringify({ ...acting, call: undefined }),
    },
  });
}

/** Delivery: calls an action, and writes down that it was called. @throws Fault */
export async function deliverAction(
  ctx: Ctx,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const acting = input as unknown as Acting;
  const { name, action, call } = acting;
  const [, , , region = ctx.region, account = ctx.account] = action.split(":");
  const sourceArn = alarmArn(ctx, name);
  const place = { sourceArn, account, region };
  if (call.service === "lambda")
    await ctx.call(
      "lambda",
      "Invoke",
      {
        FunctionName: action,
        InvocationType: "Event",
        Payload: new Uint8Array(Buffer.from(String(call.input["payload"]))),
      },
      {
        ...place,
        principal: servicePrincipal("lambda.alarms.cloudwatch.amazonaws.com", ctx.account),
      },
    );
  else
    await ctx.call("sns", "Publish", call.input as { Message: string }, {
      ...place,
      principal: servicePrincipal("cloudwatch.amazonaws.com", ctx.account),
    });
  const message = call.input["Message"] ?? call.input["payload"];
  const publishedMessage = JSON.stringify({ default: message });
  const summary = `Successfully executed action ${action}`;
  await recordAction(ctx, summary, acting, { error: null, publishedMessage });
}

function recordAction(
  ctx: Ctx,
  summary: string,
  { name, alarmType, action, stateAt }: Omit<Acting, "call">,
  { error, ...further }: { readonly error: string | null; readonly publishedMessage?: string },
): Promise<void> {
  const data = {
    error,
    actionState: error === null ? "Succeeded" : "Failed",
    notificationResource: action,
    stateUpdateTimestamp: stateAt,
    ...further,
  };
  return ctx.update((tx) => record(ctx, tx, { name, alarmType, type: "Action", summary }, data));
}

/** An action could not be called for good. @param id JSON of the alarm's name and the action. */
export async function actionFailed(ctx: Ctx, id: string, error: Error): Promise<void> {
  const acting = JSON.parse(id) as Acting;
  const summary = `Failed to execute action ${acting.action}. Received error: "${error.message}"`;
  await recordAction(ctx, summary, acting, { error: error.message });
}

/** What was judged, as `StateReasonData` has it. */
export function reasonDataOf(
  configuration: AlarmRow["configuration"],
  now: number,
  periodMs: number,
  judged: readonly { at: number; value?: number; sampleCount?: number }[],
): string {
  const real = judged.filter(({ value }) => value !== undefined);
  const oldest = real.at(-1);
  const { Unit, Statistic, ExtendedStatistic } = configuration;
  const statistic = Statistic ?? ExtendedStatistic;
  return JSON.stringify({
    version: "1.0",
    queryDate: longTime(now),
    ...(oldest === undefined ? {} : { startDate: longTime(oldest.at) }),
    ...(Unit === undefined ? {} : { unit: Unit }),
    ...(statistic === undefined ? {} : { statistic }),
    period: periodMs / 1_000,
    recentDatapoints: real.map(({ value }) => value).reverse(),
    threshold: configuration.Threshold,
    evaluatedDatapoints: judged.map(({ at, sampleCount, value }) => ({
      timestamp: longTime(at),
      ...(sampleCount === undefined ? {} : { sampleCount }),
      ...(value === undefined ? {} : { value }),
    })),
  });
}
