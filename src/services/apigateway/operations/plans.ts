/** Usage plans, their keys, and what was used of them. */
import type { Usage, UsagePlan } from "#aws/generated/types/apigateway";
import { type Ctx, page, setOwn, type Tx } from "../definition.ts";
import { badRequest, conflict, missing, notFound } from "../errors.ts";
import { patch, type Rules } from "../patches.ts";
import { dayOf, startOf } from "../quotas.ts";
import { on } from "../tables.ts";
import { keyOf } from "./keys.ts";

const KIND = "plan";

export type Plan = UsagePlan & { id: string };

export const CreateUsagePlan = on("CreateUsagePlan", (ctx: Ctx, input) =>
  ctx.update(async (tx) => {
    const plan: Plan = {
      id: ctx.chance.alnum(6),
      ...input,
      apiStages: input.apiStages ?? [],
      tags: { ...input.tags },
    };
    await check(tx, plan, []);
    await put(tx, plan);
    return plan;
  }),
);

/** A stage that is gone is gone from the plans that named it. */
export async function leavePlans(tx: Tx, apiId: string, stage?: string): Promise<void> {
  for (const row of await tx.thing.list({ where: { kind: KIND } })) {
    const plan = row.value as unknown as Plan;
    const rest = (plan.apiStages ?? []).filter(
      (one) => one.apiId !== apiId || (stage !== undefined && one.stage !== stage),
    );
    if (rest.length < (plan.apiStages?.length ?? 0)) await put(tx, { ...plan, apiStages: rest });
  }
}

const put = (tx: Tx, plan: Plan) => tx.thing.put({ kind: KIND, id: plan.id, value: { ...plan } });

export const GetUsagePlan = on("GetUsagePlan", (ctx, input) =>
  ctx.view((tx) => planOf(tx, input.usagePlanId)),
);

export const GetUsagePlans = on("GetUsagePlans", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.thing.list({ where: { kind: KIND } });
    const held =
      input.keyId === undefined
        ? undefined
        : new Set((await tx.planKey.list({ where: { key: input.keyId } })).map((one) => one.plan));
    const plans = rows.map((row) => row.value as unknown as Plan);
    return page(
      plans.filter((plan) => held === undefined || held.has(plan.id)),
      input,
      (plan) => plan.id,
    );
  }),
);

type Stages = NonNullable<UsagePlan["apiStages"]>;

const PLAN: Rules = {
  "/apiStages": (target, op, value) => {
    const [apiId, stage] = value.split(":");
    const stages = target["apiStages"] as Stages;
    const rest = stages.filter((one) => one.apiId !== apiId || one.stage !== stage);
    if (op === "remove") {
      if (rest.length === stages.length)
        throw notFound("Usage Plan does not contain the API stage");
      target["apiStages"] = rest;
    } else if (rest.length < stages.length)
      throw conflict(`Usage plan already contains API Stage ${value}`);
    else target["apiStages"] = [...stages, { apiId, stage }];
  },
  "/apiStages/*/throttle/*/rateLimit": (target, _op, value, [place = "", method = ""]) =>
    limitOf(target, place, method, "rateLimit", value),
  "/apiStages/*/throttle/*/burstLimit": (target, _op, value, [place = "", method = ""]) =>
    limitOf(target, place, method, "burstLimit", value),
  "/apiStages/*/throttle": (target, _op, value, [place = ""]) => {
    stageIn(target, place).throttle =
      value === "" ? {} : (JSON.parse(value) as Record<string, object>);
  },
  "/apiStages/*/throttle/*": (target, _op, _value, [place = "", method = ""]) => {
    delete stageIn(target, place).throttle?.[method];
  },
  "/description": "text",
  "/name": "text",
  "/productCode": "text",
  "/quota": (target) => delete target["quota"],
  "/quota/limit": "number",
  "/quota/offset": "number",
  "/quota/period": "text",
  "/throttle": (target) => delete target["throttle"],
  "/throttle/burstLimit": "number",
  "/throttle/rateLimit": "number",
};

function stageIn(target: object, place: string) {
  const [apiId, stage] = place.split(":");
  const stages = (target as UsagePlan).apiStages ?? [];
  const found = stages.find((one) => one.apiId === apiId && one.stage === stage);
  if (found === undefined) throw badRequest(`Invalid API Stage specified: ${place}`);
  return found;
}

function limitOf(target: object, place: string, method: string, name: string, value: string) {
  const found = stageIn(target, place);
  found.throttle ??= {};
  if (!Object.hasOwn(found.throttle, method)) setOwn(found.throttle, method, {});
  setOwn(found.throttle[method]!, name, Number(value));
}

export const UpdateUsagePlan = on("UpdateUsagePlan", (ctx, input) =>
  ctx.update(async (tx) => {
    const before = await planOf(tx, input.usagePlanId);
    const plan = structuredClone(before);
    patch(plan, input.patchOperations, PLAN);
    await check(tx, plan, before.apiStages ?? []);
    await put(tx, plan);
    return plan;
  }),
);

export const DeleteUsagePlan = on("DeleteUsagePlan", (ctx, input) =>
  ctx.update(async (tx) => {
    const plan = await planOf(tx, input.usagePlanId);
    if ((plan.apiStages?.length ?? 0) > 0)
      throw badRequest(
        `Cannot delete usage plan with associated API stages: please disassociate usage plan ${plan.id} first`,
      );
    await tx.thing.remove({ kind: KIND, id: plan.id });
    await tx.planKey.removeAll({ plan: plan.id });
    await tx.usage.removeAll({ plan: plan.id });
    return {};
  }),
);

export const CreateUsagePlanKey = on("CreateUsagePlanKey", (ctx, input) =>
  ctx.update(async (tx) => {
    const plan = await planOf(tx, input.usagePlanId);
    if (input.keyType !== "API_KEY")
      throw badRequest(`Invalid key type specified: ${input.keyType}`);
    const key = await keyOf(tx, input.keyId);
    if (!(await tx.planKey.add({ plan: plan.id, key: key.id, addedAt: ctx.now })))
      throw conflict(
        `Usage Plan ${plan.id} cannot be added because API Key ${key.id} is already subscribed to it`,
      );
    return shownKey(key);
  }),
);

export const GetUsagePlanKey = on("GetUsagePlanKey", (ctx, input) =>
  ctx.view(async (tx) => {
    const plan = await planOf(tx, input.usagePlanId);
    if ((await tx.planKey.find({ plan: plan.id, key: input.keyId })) === undefined)
      throw missing("Usage Plan Key");
    return shownKey(await keyOf(tx, input.keyId));
  }),
);

export const GetUsagePlanKeys = on("GetUsagePlanKeys", (ctx, input) =>
  ctx.view(async (tx) => {
    const plan = await planOf(tx, input.usagePlanId);
    const rows = await tx.planKey.list({ where: { plan: plan.id } });
    const keys = [];
    for (const row of rows) keys.push(shownKey(await keyOf(tx, row.key)));
    const { nameQuery } = input;
    const fits = keys.filter((key) => nameQuery === undefined || key.name?.startsWith(nameQuery));
    return page(fits, input, (key) => key.id);
  }),
);

export const DeleteUsagePlanKey = on("DeleteUsagePlanKey", (ctx, input) =>
  ctx.update(async (tx) => {
    const plan = await planOf(tx, input.usagePlanId);
    if (!(await tx.planKey.remove({ plan: plan.id, key: input.keyId })))
      throw missing("Usage Plan Key");
    return {};
  }),
);

const shownKey = (key: { id: string; value: string; name?: string }) => ({
  id: key.id,
  type: "API_KEY",
  value: key.value,
  name: key.name,
});

const DAY_MS = 86_400_000;
const DAYS_MOST = 90;

export const GetUsage = on("GetUsage", (ctx, input) =>
  ctx.view(async (tx) => {
    const plan = await planOf(tx, input.usagePlanId);
    return usageOf(tx, plan, input, input.keyId);
  }),
);

export const UpdateUsage = on("UpdateUsage", (ctx, input) =>
  ctx.update(async (tx) => {
    const plan = await planOf(tx, input.usagePlanId);
    if ((await tx.planKey.find({ plan: plan.id, key: input.keyId })) === undefined)
      throw missing("Usage Plan Key");
    const { limit = 0, period } = plan.quota ?? {};
    if (period === undefined) throw badRequest(`Usage Plan ${plan.id} does not have quota set`);
    const start = startOf(plan.quota!, ctx.now);
    const today = dayOf(ctx.now);
    const left = { remaining: undefined as number | undefined };
    patch(left, input.patchOperations, { "/remaining": "number" });
    const rows = await tx.usage.list({ where: { plan: plan.id, key: input.keyId } });
    const earlier = rows.filter((row) => row.day >= start && row.day !== today);
    const used = earlier.reduce((sum, row) => sum + row.used, 0);
    if (left.remaining !== undefined)
      await tx.usage.put({
        plan: plan.id,
        key: input.keyId,
        day: today,
        used: limit - left.remaining - used,
      });
    return usageOf(tx, plan, { startDate: today, endDate: today }, input.keyId);
  }),
);

async function usageOf(
  tx: Tx,
  plan: Plan,
  asked: { startDate: string; endDate: string; position?: string; limit?: number },
  keyId: string | undefined,
): Promise<Usage> {
  const { startDate, endDate } = asked;
  const [first, last] = [Date.parse(startDate), Date.parse(endDate)];
  if (Number.isNaN(first) || Number.isNaN(last) || last < first)
    throw badRequest("Usage plan usage date range is invalid");
  if ((last - first) / DAY_MS >= DAYS_MOST)
    throw badRequest(`Usage date range cannot be greater than ${DAYS_MOST} days`);
  const joined = await tx.planKey.list({ where: { plan: plan.id } });
  const { items: keys, position } = page(
    joined.filter(({ key }) => keyId === undefined || key === keyId),
    asked,
    ({ key }) => key,
  );
  const items: Record<string, number[][]> = {};
  for (const { key } of keys) {
    const rows = await tx.usage.list({ where: { plan: plan.id, key } });
    const used = new Map(rows.map((row) => [row.day, row.used]));
    const days: number[][] = [];
    for (let at = first; at <= last; at += DAY_MS) {
      const count = used.get(dayOf(at)) ?? 0;
      days.push([count, remaining(plan, used, at)]);
    }
    items[key] = days;
  }
  return { usagePlanId: plan.id, startDate, endDate, items, position };
}

/** What is left of the quota at the end of a day. */
function remaining(plan: Plan, used: ReadonlyMap<string, number>, at: number): number {
  if (plan.quota?.limit === undefined) return 0;
  const start = startOf(plan.quota, at);
  let count = 0;
  for (const [day, n] of used) if (day >= start && day <= dayOf(at)) count += n;
  return Math.max(0, plan.quota.limit - count);
}

/** @throws Fault NotFoundException "Invalid Usage Plan ID specified". */
export async function planOf(tx: Tx, id: string): Promise<Plan> {
  const row = await tx.thing.find({ kind: KIND, id });
  if (row === undefined) throw notFound("Invalid Usage Plan ID specified");
  return row.value as unknown as Plan;
}

async function check(tx: Tx, plan: Plan, known: Stages): Promise<void> {
  const { quota, throttle } = plan;
  if (!plan.name) throw badRequest("Usage Plan name cannot be empty");
  if (quota !== undefined) {
    if (!["DAY", "WEEK", "MONTH"].includes(quota.period ?? ""))
      throw badRequest("Usage Plan quota period must be one of DAY, WEEK, MONTH");
    if ((quota.limit ?? 0) < 0) throw badRequest("Usage Plan quota limit must not be negative");
    const offset = quota.offset ?? 0;
    const most = quota.period === "DAY" ? 0 : quota.period === "WEEK" ? 6 : 27;
    if (offset < 0 || offset > most)
      throw badRequest(`Usage Plan quota offset must be in the range [0, ${most}]`);
  }
  if ((throttle?.rateLimit ?? 0) < 0 || (throttle?.burstLimit ?? 0) < 0)
    throw badRequest("Usage Plan throttle limits must not be negative");
  for (const { apiId, stage } of plan.apiStages ?? []) {
    if (known.some((one) => one.apiId === apiId && one.stage === stage)) continue;
    const held = await tx.stage.find({ api: apiId ?? "", name: stage ?? "" });
    if (held === undefined) throw notFound(`API Stage not found: ${apiId}:${stage}`);
  }
}
