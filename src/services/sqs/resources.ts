/** AWS::SQS::* for CloudFormation. */
import { Fault } from "#aws/fault";
import { FIFO_DEFAULTS, NUMERIC_DEFAULTS } from "./domain.ts";
import { NUMERIC } from "./limits.ts";
import type { ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagsOf } from "#kernel/resource-tags";

const SETTABLE = [
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "DelaySeconds",
  "FifoQueue",
  "FifoThroughputLimit",
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
  "VisibilityTimeout",
] as const;

/** What a queue has again when a template no longer says it. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ...NUMERIC_DEFAULTS,
  ...FIFO_DEFAULTS,
  KmsDataKeyReusePeriodSeconds: String(NUMERIC["KmsDataKeyReusePeriodSeconds"]!.fallback),
  // AWS's default for a queue without a key of its own.
  SqsManagedSseEnabled: "true",
};

function attributesOf(
  desired: Readonly<Record<string, unknown>>,
  previous: Readonly<Record<string, unknown>> = {},
) {
  const out: Record<string, string> = {};
  for (const name of SETTABLE) {
    const value = desired[name];
    if (value === undefined) {
      // A key takes the place of SQS's own encryption, which is not asked for beside it.
      const other = name === "SqsManagedSseEnabled" && desired["KmsMasterKeyId"] !== undefined;
      if (previous[name] !== undefined && !other) out[name] = DEFAULTS[name] ?? "";
    } else if (name === "FifoQueue" && String(value) === "false") continue;
    else out[name] = typeof value === "object" ? JSON.stringify(value) : String(value);
  }
  return out;
}

const described = (url: string, arn: string) => ({
  id: url,
  attributes: { Arn: arn, QueueName: arn.split(":").at(-1), QueueUrl: url },
});

const queue: ResourceHandler = {
  properties: [...SETTABLE, "QueueName", "Tags"],
  async make(ctx, desired) {
    const fifo = String(desired["FifoQueue"]) === "true";
    const QueueName =
      (desired["QueueName"] as string | undefined) ??
      ctx.name({ maxLength: 80, ...(fifo ? { suffix: ".fifo" } : {}) });
    const { QueueUrl } = await ctx.call("sqs", "CreateQueue", {
      QueueName,
      Attributes: attributesOf(desired),
      tags: tagsOf(ctx, desired),
    });
    return described(
      QueueUrl!,
      `arn:${ctx.partition}:sqs:${ctx.region}:${ctx.account}:${QueueName}`,
    );
  },
  async update(ctx, id, desired, previous) {
    const Attributes = attributesOf(
      { ...desired, FifoQueue: undefined },
      { ...previous, FifoQueue: undefined },
    );
    if (Object.keys(Attributes).length > 0)
      await ctx.call("sqs", "SetQueueAttributes", { QueueUrl: id, Attributes });
    const Tags = tagsOf(ctx, desired);
    const TagKeys = goneTags(Tags, previous);
    if (TagKeys.length > 0) await ctx.call("sqs", "UntagQueue", { QueueUrl: id, TagKeys });
    await ctx.call("sqs", "TagQueue", { QueueUrl: id, Tags });
    return described(
      id,
      `arn:${ctx.partition}:sqs:${ctx.region}:${ctx.account}:${id.split("/").at(-1)}`,
    );
  },
  async remove(ctx, id) {
    await ctx.call("sqs", "DeleteQueue", { QueueUrl: id }).catch((error) => {
      if (error.code !== "QueueDoesNotExist") throw error;
    });
  },
  async read(ctx, id) {
    try {
      const given = { QueueUrl: id, AttributeNames: ["All" as const] };
      const { Attributes = {} } = await ctx.call("sqs", "GetQueueAttributes", given);
      const { RedrivePolicy: redrive, RedriveAllowPolicy: allow, ...rest } = Attributes;
      return {
        ...Object.fromEntries(SETTABLE.map((name) => [name, rest[name]])),
        FifoQueue: rest.FifoQueue ?? "false",
        RedrivePolicy: redrive && JSON.parse(redrive),
        RedriveAllowPolicy: allow && JSON.parse(allow),
        QueueName: id.split("/").at(-1),
      };
    } catch (error) {
      if (error instanceof Fault && error.code.includes("NonExistentQueue")) return undefined;
      if (error instanceof Fault && error.code === "QueueDoesNotExist") return undefined;
      throw error;
    }
  },
};

/** Gives a queue a policy, or takes it away; a queue that is gone has none. */
async function setPolicy(ctx: ResourceContext, QueueUrl: string, document?: unknown) {
  const Policy = document === undefined ? "" : JSON.stringify(document);
  const done = ctx.call("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
  await done.catch((error) => {
    if (document !== undefined || error.code !== "QueueDoesNotExist") throw error;
  });
}

const queuePolicy: ResourceHandler = {
  properties: ["PolicyDocument", "Queues"],
  replaces: [],
  async make(ctx, desired) {
    for (const url of desired["Queues"] as string[])
      await setPolicy(ctx, url, desired["PolicyDocument"]);
    const id = ctx.name({ maxLength: 80 });
    return { id, attributes: { Id: id } };
  },
  async update(ctx, id, desired, previous) {
    const kept = new Set(desired["Queues"] as string[]);
    for (const url of previous["Queues"] as string[]) if (!kept.has(url)) await setPolicy(ctx, url);
    for (const url of kept) await setPolicy(ctx, url, desired["PolicyDocument"]);
    return { id, attributes: { Id: id } };
  },
  async remove(ctx, _id, previous) {
    for (const url of (previous["Queues"] as string[] | undefined) ?? []) await setPolicy(ctx, url);
  },
};

const inlinePolicy: ResourceHandler = {
  properties: ["PolicyDocument", "Queue"],
  async make(ctx, desired) {
    const id = desired["Queue"] as string;
    await setPolicy(ctx, id, desired["PolicyDocument"]);
    return { id, attributes: {} };
  },
  async update(ctx, id, desired) {
    await setPolicy(ctx, id, desired["PolicyDocument"]);
    return { id, attributes: {} };
  },
  remove: (ctx, id) => setPolicy(ctx, id),
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::SQS::Queue": queue,
  "AWS::SQS::QueueInlinePolicy": inlinePolicy,
  "AWS::SQS::QueuePolicy": queuePolicy,
};
