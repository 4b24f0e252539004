/** Metric filters and subscription filters of log groups. */
import { Fault, notImplemented } from "#aws/fault";
import { compileFilter, InvalidPattern } from "#languages/log-filter/filter";
import { filterMissing, invalidParameter, tooManyFilters } from "../errors.ts";
import { callTo, controlMessage } from "../filters.ts";
import { METRIC_FILTERS, SUBSCRIPTION_FILTERS } from "../limits.ts";
import {
  type GroupFilters,
  type GroupRow,
  type MetricFilter,
  on,
  type SubscriptionFilter,
} from "../tables.ts";
import { type Ctx, groupOf, type Tx } from "./groups.ts";

const NONE: GroupFilters = { metrics: [], subscriptions: [] };

/** Puts a filter in the place of the one of its name. @throws Fault LimitExceededException. */
function placed<F extends { readonly name: string }>(
  list: readonly F[],
  filter: F,
  most: number,
): F[] {
  const others = list.filter(({ name }) => name !== filter.name);
  if (others.length >= most) throw tooManyFilters();
  return [...others, filter].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function checkPattern(pattern: string): void {
  try {
    compileFilter(pattern);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw invalidParameter(error.message);
  }
}

const put = (tx: Tx, group: Readonly<GroupRow>, filters: GroupFilters) =>
  tx.group.put({ ...group, filters });

export const PutMetricFilter = on("PutMetricFilter", (ctx, input) => {
  checkPattern(input.filterPattern);
  if (input.applyOnTransformedLogs) throw notImplemented("logs: applyOnTransformedLogs");
  if (input.fieldSelectionCriteria !== undefined)
    throw notImplemented("logs: fieldSelectionCriteria");
  if (input.emitSystemFieldDimensions?.length)
    throw notImplemented("logs: emitSystemFieldDimensions");
  const transformations = input.metricTransformations.map((one) => {
    const sources = [one.metricValue, ...Object.values(one.dimensions ?? {})];
    const column = sources.find((text) => /^\$[^.]/.test(text));
    if (column !== undefined)
      throw notImplemented(`logs: ${column}, a column of a space-delimited pattern, as a value`);
    if (!one.metricValue.startsWith("$") && !Number.isFinite(Number(one.metricValue)))
      throw invalidParameter(`Invalid metric transformation: ${one.metricValue} is no number`);
    if (one.defaultValue !== undefined && Object.keys(one.dimensions ?? {}).length > 0)
      throw invalidParameter(
        "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
      );
    return {
      name: one.metricName,
      namespace: one.metricNamespace,
      value: one.metricValue,
      unit: one.unit ?? "None",
      dimensions: { ...one.dimensions },
      ...(one.defaultValue === undefined ? {} : { defaultValue: one.defaultValue }),
    };
  });
  return ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    const filters = group.filters ?? NONE;
    const { filterName: name, filterPattern: pattern } = input;
    const filter: MetricFilter = { name, pattern, transformations, createdAt: ctx.now };
    await put(tx, group, { ...filters, metrics: placed(filters.metrics, filter, METRIC_FILTERS) });
    return {};
  });
});

export const DescribeMetricFilters = on("DescribeMetricFilters", (ctx, input) =>
  ctx.view(async (tx) => {
    const groups =
      input.logGroupName === undefined
        ? await tx.group.list()
        : [await groupOf(tx, input.logGroupName)];
    const found = groups
      .flatMap((group) => (group.filters?.metrics ?? []).map((filter) => ({ group, filter })))
      .filter(
        ({ filter }) =>
          filter.name.startsWith(input.filterNamePrefix ?? "") &&
          (input.metricName === undefined ||
            filter.transformations.some(
              (one) => one.name === input.metricName && one.namespace === input.metricNamespace,
            )),
      );
    const { page, next } = pageOf(found, input);
    return {
      metricFilters: page.map(({ group, filter }) => shownMetric(group, filter)),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  }),
);

export const DeleteMetricFilter = on("DeleteMetricFilter", (ctx, input) =>
  ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    const filters = group.filters ?? NONE;
    const metrics = filters.metrics.filter(({ name }) => name !== input.filterName);
    if (metrics.length === filters.metrics.length) throw filterMissing("metric");
    await put(tx, group, { ...filters, metrics });
    return {};
  }),
);

export const PutSubscriptionFilter = on("PutSubscriptionFilter", async (ctx, input) => {
  checkPattern(input.filterPattern);
  if (input.applyOnTransformedLogs) throw notImplemented("logs: applyOnTransformedLogs");
  if (input.fieldSelectionCriteria !== undefined)
    throw notImplemented("logs: fieldSelectionCriteria");
  if (input.emitSystemFields?.length) throw notImplemented("logs: emitSystemFields");
  const destination = input.destinationArn;
  await checkDestination(ctx, destination, input.roleArn);
  return ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    const filters = group.filters ?? NONE;
    const filter: SubscriptionFilter = {
      name: input.filterName,
      pattern: input.filterPattern,
      destination,
      ...(input.roleArn === undefined ? {} : { role: input.roleArn }),
      distribution: input.distribution ?? "ByLogStream",
      createdAt: ctx.now,
    };
    const subscriptions = placed(filters.subscriptions, filter, SUBSCRIPTION_FILTERS);
    await put(tx, group, { ...filters, subscriptions });
    return {};
  });
});

/** @throws Fault InvalidParameter for what cannot be delivered to. */
async function checkDestination(ctx: Ctx, arn: string, role: string | undefined): Promise<void> {
  if (/^arn:[^:]+:lambda:[^:]+:\d{12}:function:/.test(arn)) {
    if (role !== undefined)
      throw invalidParameter("destinationArn for vendor lambda cannot be used with roleArn");
    return checkFunction(ctx, arn);
  }
  if (/^arn:[^:]+:kinesis:[^:]+:\d{12}:stream\//.test(arn))
    return checkStream(ctx, arn, role, "Kinesis stream");
  if (/^arn:[^:]+:firehose:[^:]+:\d{12}:deliverystream\//.test(arn))
    return checkStream(ctx, arn, role, "Firehose");
  throw notImplemented(
    `logs: subscription filters whose destination is ${arn.split(":")[2] ?? arn}`,
  );
}

/** Sends a stream a message of control as the filter's role, which tells whether it can be written to. */
async function checkStream(
  ctx: Ctx,
  arn: string,
  role: string | undefined,
  what: "Kinesis stream" | "Firehose",
): Promise<void> {
  const [, , vendor, region = ctx.region, account = ctx.account] = arn.split(":");
  if (role === undefined)
    throw invalidParameter(`destinationArn for vendor ${vendor} cannot be used without roleArn`);
  await ctx.passRole(role);
  const { service, operation, input } = callTo(arn, controlMessage(ctx, what), ctx.chance.uuid());
  const principal = await ctx.kernel.roleSession(role, "logs", ctx.account);
  try {
    await ctx.kernel.call(ctx.facts, service, operation, input, { region, account, principal });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // The words for Firehose are by those for Kinesis: no answer of AWS's own was found.
    const named = what === "Firehose" ? "Firehose stream" : "Kinesis stream";
    throw invalidParameter(
      `Could not deliver test message to specified ${named}. Check if the given ${named.replace("Kinesis", "kinesis")} is in ACTIVE state.`,
    );
  }
}

async function checkFunction(ctx: Ctx, FunctionName: string): Promise<void> {
  const [, , , region = ctx.region, account = ctx.account] = FunctionName.split(":");
  try {
    const options = { region, account, trusted: true };
    await ctx.call("lambda", "GetFunctionConfiguration", { FunctionName }, options);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw invalidParameter(
      "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    );
  }
}

export const DescribeSubscriptionFilters = on("DescribeSubscriptionFilters", (ctx, input) =>
  ctx.view(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    const found = (group.filters?.subscriptions ?? []).filter(({ name }) =>
      name.startsWith(input.filterNamePrefix ?? ""),
    );
    const { page, next } = pageOf(found, input);
    return {
      subscriptionFilters: page.map((filter) => ({
        filterName: filter.name,
        logGroupName: group.name,
        filterPattern: filter.pattern,
        destinationArn: filter.destination,
        ...(filter.role === undefined ? {} : { roleArn: filter.role }),
        distribution: filter.distribution as "ByLogStream",
        creationTime: filter.createdAt,
      })),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  }),
);

export const DeleteSubscriptionFilter = on("DeleteSubscriptionFilter", (ctx, input) =>
  ctx.update(async (tx) => {
    const group = await groupOf(tx, input.logGroupName);
    const filters = group.filters ?? NONE;
    const subscriptions = filters.subscriptions.filter(({ name }) => name !== input.filterName);
    if (subscriptions.length === filters.subscriptions.length) throw filterMissing("subscription");
    await put(tx, group, { ...filters, subscriptions });
    return {};
  }),
);

function pageOf<T>(
  list: readonly T[],
  input: { readonly limit?: number; readonly nextToken?: string },
): { page: readonly T[]; next: string | undefined } {
  const start = Number(input.nextToken ?? 0) || 0;
  const end = start + (input.limit ?? 50);
  return { page: list.slice(start, end), next: end < list.length ? String(end) : undefined };
}

const shownMetric = (group: Readonly<GroupRow>, filter: MetricFilter) => ({
  filterName: filter.name,
  filterPattern: filter.pattern,
  creationTime: filter.createdAt,
  logGroupName: group.name,
  metricTransformations: filter.transformations.map((one) => ({
    metricName: one.name,
    metricNamespace: one.namespace,
    metricValue: one.value,
    unit: one.unit as "None",
    ...(Object.keys(one.dimensions).length === 0 ? {} : { dimensions: one.dimensions }),
    ...(one.defaultValue === undefined ? {} : { defaultValue: one.defaultValue }),
  })),
});
