/**
 * Asynchronous invocations: kept as rows until they succeeded or failed for good.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import { Fault } from "#aws/fault";
import type { Outcome } from "#engines/contract";
import { actorOf } from "./runner.ts";
import { deliver, type Ending } from "./destinations.ts";
import { at, type Ctx, type Place, type Target } from "./functions.ts";
import { type Call, invoke, resolve } from "./invoke.ts";
import { ASYNC_AGE_SECONDS, ASYNC_RETRIES, RETRY_AFTER_MS } from "./limits.ts";
import type { EventRow, InvokeConfigRow } from "./tables.ts";

/** Throttled events wait this long, doubled each time up to five minutes. */
const THROTTLED_MS = 1_000;
const THROTTLED_LONGEST_MS = 300_000;

/** Keeps an event and sets its work off; resolves once it is kept. */
export async function enqueue(ctx: Ctx, place: Place, call: Call): Promise<void> {
  const row: EventRow = {
    id: call.requestId,
    functionName: place.name,
    qualifier: place.qualifier ?? "",
    payload: call.payload,
    trace: call.trace,
    attempts: 0,
    failures: 0,
    receivedAt: ctx.now,
    waiting: false,
    ...(call.clientContext === undefined ? {} : { clientContext: call.clientContext }),
  };
  const own = inPlace(ctx, place);
  await own.update(async (tx) => {
    await tx.event.put(row);
    tx.afterCommit(() => own.background(() => work(own, row.id)));
  });
}

/** Sets off what an earlier process left undone. */
export async function resume(ctx: Ctx): Promise<void> {
  const rows = await ctx.view((tx) =>
    tx.event.query<{ account: string; region: string; id: string }>("left"),
  );
  for (const { account, region, id } of rows) {
    const own = ctx.as({ account, region });
    own.background(() => work(own, id));
  }
}

/** The due handler: a retry whose time has come. Its work goes on beside the others'. */
export async function retry(ctx: Ctx, id: string): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await tx.event.find({ id });
    if (row === undefined) return;
    await tx.event.put({ ...row, waiting: false });
    tx.afterCommit(() => ctx.background(() => work(ctx, id)));
  });
}

function inPlace(ctx: Ctx, place: Pick<Place, "account" | "region">): Ctx {
  return ctx.as({
    account: place.account,
    region: place.region,
    http: undefined,
    signal: undefined,
  });
}

async function work(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.view((tx) => tx.event.find({ id }));
  if (row === undefined || row.waiting) return;
  const place: Place = {
    account: ctx.account,
    region: ctx.region,
    name: row.functionName,
    qualifier: row.qualifier === "" ? undefined : row.qualifier,
  };
  let target: Target;
  try {
    target = await resolve(ctx, place);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // The function is gone: so are its events.
    return void (await ctx.update((tx) => tx.event.remove({ id })));
  }
  const config = await ctx.view((tx) =>
    tx.invokeConfig.find({ functionName: row.functionName, qualifier: row.qualifier }),
  );
  let outcome: Outcome | undefined;
  try {
    outcome = await invoke(ctx, target, {
      payload: row.payload,
      requestId: id,
      trace: row.trace,
      ...(row.clientContext === undefined ? {} : { clientContext: row.clientContext }),
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  await settle(ctx, target, row, config, outcome);
}

/** Removes the event, or sets its next attempt; tells destinations when it is over. */
async function settle(
  ctx: Ctx,
  target: Target,
  row: Readonly<EventRow>,
  config: Readonly<InvokeConfigRow> | undefined,
  outcome: Outcome | undefined,
): Promise<void> {
  const now = ctx.clock.now();
  const attempts = row.attempts + 1;
  const failed = outcome?.errorType !== undefined;
  const failures = row.failures + (failed ? 1 : 0);
  const next = nextAttempt(now, row, attempts, failures, outcome, config);
  const as = await actorOf(ctx, target.version.configuration.role);
  await ctx.update(async (tx) => {
    const own = at(ctx, tx, target.place);
    if (typeof next === "number") {
      await own.event.put({ ...row, attempts, failures, waiting: true });
      await own.due.set("event", row.id, next);
      return;
    }
    await own.event.remove({ id: row.id });
    await deliver(ctx, own, {
      target,
      event: row,
      config,
      outcome,
      attempts,
      condition: next,
      now,
      as,
    });
  });
}

/** When to try again (epoch milliseconds), or how it ended. */
function nextAttempt(
  now: number,
  row: Readonly<EventRow>,
  attempts: number,
  failures: number,
  outcome: Outcome | undefined,
  config: Readonly<InvokeConfigRow> | undefined,
): number | Ending {
  if (outcome !== undefined && outcome.errorType === undefined) return "Success";
  const expires = row.receivedAt + 1000 * (config?.ageSeconds ?? ASYNC_AGE_SECONDS);
  if (outcome !== undefined) {
    if (failures > (config?.retries ?? ASYNC_RETRIES)) return "RetriesExhausted";
    const at = now + (RETRY_AFTER_MS[failures - 1] ?? RETRY_AFTER_MS.at(-1)!);
    return at > expires ? "EventAgeExceeded" : at;
  }
  const at =
    now + Math.min(THROTTLED_MS * 2 ** Math.min(attempts - failures - 1, 20), THROTTLED_LONGEST_MS);
  return at > expires ? "EventAgeExceeded" : at;
}
