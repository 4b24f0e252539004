/** What bounds a call: API keys, usage plans, throttling. */
import type { MethodSetting, Stage } from "#aws/generated/types/apigateway";
import { own } from "../definition.ts";
import { live } from "../live.ts";
import type { Key } from "../operations/keys.ts";
import type { Plan } from "../operations/plans.ts";
import { allowance, dayOf, startOf } from "../quotas.ts";
import { type Call, Refusal } from "./call.ts";

/** @throws Refusal INVALID_API_KEY, THROTTLED or QUOTA_EXCEEDED. */
export async function admit(call: Call, stage: Stage): Promise<void> {
  if (call.route.method.apiKeyRequired) await keyed(call);
  const setting = settingOf(stage, call);
  const rate = setting?.throttlingRateLimit ?? -1;
  const burst = setting?.throttlingBurstLimit ?? -1;
  if (rate < 0 || burst < 0) return;
  const { verb, resource } = call.route;
  throttled(call, `stage/${call.api}/${call.stageName}/${verb}${resource.path}`, rate, burst);
}

/** The settings of a method: its own, else those of all. */
export function settingOf(stage: Stage, call: Call): MethodSetting | undefined {
  const settings = stage.methodSettings;
  // Most stages have none, and every call asks more than once.
  if (settings === undefined || isEmpty(settings)) return undefined;
  const { verb, resource } = call.route;
  const path = resource.path.replaceAll("/", "~1");
  for (const one of [path, path.slice(2), "*"])
    for (const method of [verb, "*"]) {
      const found = own(settings, `${one}/${method}`);
      if (found !== undefined) return found;
    }
  return undefined;
}

function isEmpty(settings: object): boolean {
  for (const _ in settings) return false;
  return true;
}

function throttled(call: Call, key: string, rate: number, burst: number): void {
  const { ctx } = call;
  if (!live(ctx.kernel).buckets.take(key, rate, burst, ctx.now))
    throw new Refusal("THROTTLED", "Too Many Requests");
}

const forbidden = (): Refusal => new Refusal("INVALID_API_KEY", "Forbidden");

async function keyed(call: Call): Promise<void> {
  const { ctx, caller, deployment } = call;
  const value =
    deployment.settings.apiKeySource === "AUTHORIZER"
      ? caller.usageIdentifierKey
      : call.header("x-api-key");
  if (value === undefined || value === "") throw forbidden();
  const found = await ctx.view(async (tx) => {
    const held = await tx.keyValue.find({ value });
    if (held === undefined) return undefined;
    const key = await tx.thing.find({ kind: "key", id: held.key });
    const joined = await tx.planKey.list({ where: { key: held.key } });
    const plans: { plan: Plan; addedAt: number }[] = [];
    for (const { plan, addedAt } of joined) {
      const row = await tx.thing.find({ kind: "plan", id: plan });
      if (row !== undefined) plans.push({ plan: row.value as unknown as Plan, addedAt });
    }
    return { key: key?.value as unknown as Key, plans };
  });
  if (found?.key?.enabled !== true) throw forbidden();
  caller.apiKey = value;
  caller.apiKeyId = found.key.id;
  for (const { plan, addedAt } of found.plans) {
    const stage = plan.apiStages?.find((o) => o.apiId === call.api && o.stage === call.stageName);
    if (stage === undefined) continue;
    const { verb, resource } = call.route;
    const method = `${resource.path}/${verb}`;
    const limits = own(stage.throttle, method) ?? plan.throttle;
    const place = limits === plan.throttle ? "" : method;
    if (limits?.rateLimit !== undefined || limits?.burstLimit !== undefined)
      throttled(
        call,
        `plan/${plan.id}/${found.key.id}/${place}`,
        limits.rateLimit ?? Infinity,
        limits.burstLimit ?? Math.max(1, limits.rateLimit ?? 1),
      );
    return used(call, plan, found.key.id, addedAt);
  }
  // Keys of before usage plans name their stages themselves.
  if (!found.key.stageKeys?.includes(`${call.api}/${call.stageName}`)) throw forbidden();
}

/** Counts the request towards the plan. @throws Refusal QUOTA_EXCEEDED */
async function used(call: Call, { id: plan, quota }: Plan, key: string, addedAt: number) {
  const { ctx } = call;
  const day = dayOf(ctx.now);
  const allowed = await ctx.update(async (tx) => {
    if (quota?.limit !== undefined) {
      const rows = await tx.usage.list({ where: { plan, key } });
      const start = startOf(quota, ctx.now);
      const count = rows.filter((r) => r.day >= start).reduce((sum, r) => sum + r.used, 0);
      if (count >= allowance(quota, addedAt, ctx.now)) return false;
    }
    const today = await tx.usage.find({ plan, key, day });
    await tx.usage.put({ plan, key, day, used: (today?.used ?? 0) + 1 });
    return true;
  });
  if (!allowed) throw new Refusal("QUOTA_EXCEEDED", "Limit Exceeded");
}
