/** AWS::SNS::* for CloudFormation. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";
import { goneTags, tagList, tagsOf } from "#kernel/resource-tags";
import { invalidParameter, topicTaken } from "./errors.ts";

const ATTRIBUTES: Readonly<Record<string, string>> = {
  DisplayName: "DisplayName",
  KmsMasterKeyId: "KmsMasterKeyId",
  FifoTopic: "FifoTopic",
  ContentBasedDeduplication: "ContentBasedDeduplication",
  SignatureVersion: "SignatureVersion",
  TracingConfig: "TracingConfig",
  FifoThroughputScope: "FifoThroughputScope",
  MaximumMessageSize: "MaximumMessageSize",
  ArchivePolicy: "ArchivePolicy",
};

function attributesOf(desired: Properties): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of Object.keys(ATTRIBUTES)) {
    const value = desired[name];
    if (value !== undefined && !(name === "FifoTopic" && String(value) === "false"))
      out[name] = textOf(value);
  }
  for (const logging of (desired["DeliveryStatusLogging"] as Logging[] | undefined) ?? [])
    Object.assign(out, loggingOf(logging));
  return out;
}

const textOf = (value: unknown): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);

/** How one protocol's deliveries are logged. */
interface Logging {
  readonly Protocol: string;
  readonly SuccessFeedbackRoleArn?: string;
  readonly SuccessFeedbackSampleRate?: string;
  readonly FailureFeedbackRoleArn?: string;
}

const PREFIXES: Readonly<Record<string, string>> = {
  "http/s": "HTTP",
  sqs: "SQS",
  lambda: "Lambda",
  firehose: "Firehose",
  application: "Application",
};

/** As topic attributes, each with its protocol before it. */
function loggingOf(logging: Logging): Record<string, string> {
  const prefix = PREFIXES[logging.Protocol];
  if (prefix === undefined) throw invalidParameter(`Protocol: ${logging.Protocol}`);
  const out: Record<string, string> = {};
  for (const name of [
    "SuccessFeedbackRoleArn",
    "SuccessFeedbackSampleRate",
    "FailureFeedbackRoleArn",
  ] as const)
    if (logging[name] !== undefined) out[`${prefix}${name}`] = String(logging[name]);
  return out;
}

const protectionOf = (desired: Properties): string | undefined =>
  desired["DataProtectionPolicy"] === undefined
    ? undefined
    : textOf(desired["DataProtectionPolicy"]);

interface Inline {
  readonly Endpoint: string;
  readonly Protocol: string;
}
const inlineOf = (desired: Properties): Inline[] =>
  (desired["Subscription"] as Inline[] | undefined) ?? [];
const made = (arn: string) => ({
  id: arn,
  attributes: { TopicArn: arn, TopicName: arn.split(":").at(-1) },
});

async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    // A subscription that nobody confirmed ends by itself.
    const pending = /pending confirmation/.test(error.message);
    if (error.code !== "NotFoundException" && !pending) throw error;
  });
}

async function changeAttributes(
  ctx: ResourceContext,
  id: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const next = attributesOf(desired);
  const old = attributesOf(previous);
  for (const name of new Set([...Object.keys(next), ...Object.keys(old)]))
    if (name !== "FifoTopic" && next[name] !== old[name])
      await ctx.call("sns", "SetTopicAttributes", {
        TopicArn: id,
        AttributeName: name,
        AttributeValue: next[name] ?? UNSET[name] ?? "",
      });
}

/** What attributes are set to when a template does not name them any more: not all can be empty. */
const UNSET: Readonly<Record<string, string>> = {
  SignatureVersion: "1",
  TracingConfig: "PassThrough",
  ContentBasedDeduplication: "false",
  FifoThroughputScope: "Topic",
  FilterPolicyScope: "MessageAttributes",
  RawMessageDelivery: "false",
};

async function changeSubscriptions(
  ctx: ResourceContext,
  TopicArn: string,
  desired: Properties,
  previous: Properties,
): Promise<void> {
  const same = (a: Inline, b: Inline) => a.Endpoint === b.Endpoint && a.Protocol === b.Protocol;
  for (const one of inlineOf(desired))
    if (!inlineOf(previous).some((old) => same(old, one)))
      await ctx.call("sns", "Subscribe", { TopicArn, ...one });
  const { Subscriptions = [] } = await ctx.call("sns", "ListSubscriptionsByTopic", { TopicArn });
  for (const old of inlineOf(previous).filter(
    (one) => !inlineOf(desired).some((kept) => same(kept, one)),
  ))
    for (const s of Subscriptions)
      if (s.Endpoint === old.Endpoint && s.Protocol === old.Protocol)
        await ignoreMissing(
          ctx.call("sns", "Unsubscribe", { SubscriptionArn: s.SubscriptionArn! }),
        );
}

/**
 * CreateTopic answers for a topic that is there already; a stack takes only one that a step of its
 * own made before, as its tags tell. @throws Fault AlreadyExists
 */
async function checkUnmade(ctx: ResourceContext, name: string): Promise<void> {
  const arn = `arn:${ctx.partition}:sns:${ctx.region}:${ctx.account}:${name}`;
  try {
    await ctx.call("sns", "GetTopicAttributes", { TopicArn: arn });
  } catch (error) {
    if ((error as { code?: string }).code === "NotFoundException") return;
    throw error;
  }
  const { Tags = [] } = await ctx.call("sns", "ListTagsForResource", { ResourceArn: arn });
  const has = (key: string, value: string) =>
    Tags.some(({ Key, Value }) => Key === `aws:cloudformation:${key}` && Value === value);
  if (!has("stack-id", ctx.stackId) || !has("logical-id", ctx.logicalId)) throw topicTaken(arn);
}

const topic: ResourceHandler = {
  properties: [
    ...Object.keys(ATTRIBUTES),
    ...["TopicName", "Subscription", "Tags", "DataProtectionPolicy", "DeliveryStatusLogging"],
  ],
  async make(ctx, desired) {
    const fifo = String(desired["FifoTopic"]) === "true";
    const Name =
      (desired["TopicName"] as string | undefined) ??
      ctx.name({ maxLength: 256, ...(fifo ? { suffix: ".fifo" } : {}) });
    if (desired["TopicName"] !== undefined) await checkUnmade(ctx, Name);
    const { TopicArn } = await ctx.call("sns", "CreateTopic", {
      Name,
      Attributes: attributesOf(desired),
      Tags: tagList(tagsOf(ctx, desired)),
      ...(protectionOf(desired) === undefined
        ? {}
        : { DataProtectionPolicy: protectionOf(desired)! }),
    });
    for (const { Endpoint, Protocol } of inlineOf(desired))
      await ctx.call("sns", "Subscribe", { TopicArn: TopicArn!, Protocol, Endpoint });
    return made(TopicArn!);
  },
  async update(ctx, id, desired, previous) {
    if (protectionOf(desired) !== protectionOf(previous))
      await ctx.call("sns", "PutDataProtectionPolicy", {
        ResourceArn: id,
        DataProtectionPolicy: protectionOf(desired) ?? "",
      });
    await changeAttributes(ctx, id, desired, previous);
    await changeSubscriptions(ctx, id, desired, previous);
    const tags = tagsOf(ctx, desired);
    const TagKeys = goneTags(tags, previous);
    if (TagKeys.length > 0) await ctx.call("sns", "UntagResource", { ResourceArn: id, TagKeys });
    await ctx.call("sns", "TagResource", { ResourceArn: id, Tags: tagList(tags) });
    return made(id);
  },
  async remove(ctx, id, previous) {
    // A topic that is archived cannot be deleted.
    if (previous["ArchivePolicy"] !== undefined)
      await ignoreMissing(
        ctx.call("sns", "SetTopicAttributes", {
          TopicArn: id,
          AttributeName: "ArchivePolicy",
          AttributeValue: "{}",
        }),
      );
    await ignoreMissing(ctx.call("sns", "DeleteTopic", { TopicArn: id }));
  },
  async read(ctx, id) {
    try {
      const { Attributes = {} } = await ctx.call("sns", "GetTopicAttributes", { TopicArn: id });
      return {
        TopicName: id.split(":").at(-1),
        DisplayName: Attributes["DisplayName"] || undefined,
        KmsMasterKeyId: Attributes["KmsMasterKeyId"],
        FifoTopic: Attributes["FifoTopic"] ?? "false",
        ContentBasedDeduplication: Attributes["ContentBasedDeduplication"] ?? "false",
      };
    } catch (error) {
      if ((error as { code?: string }).code !== "NotFoundException") throw error;
      return undefined;
    }
  },
};

const SUBSCRIPTION_ATTRIBUTES = [
  "FilterPolicy",
  "FilterPolicyScope",
  "RawMessageDelivery",
  "RedrivePolicy",
  "DeliveryPolicy",
  "SubscriptionRoleArn",
  "ReplayPolicy",
] as const;

function subscriptionAttributes(desired: Properties): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of SUBSCRIPTION_ATTRIBUTES) {
    const value = desired[name];
    if (value !== undefined) out[name] = textOf(value);
  }
  return out;
}

const subscription: ResourceHandler = {
  properties: [...SUBSCRIPTION_ATTRIBUTES, "Endpoint", "Protocol", "TopicArn", "Region"],
  async make(ctx, desired) {
    const asked = {
      TopicArn: desired["TopicArn"] as string,
      Protocol: desired["Protocol"] as string,
      Endpoint: desired["Endpoint"] as string,
      Attributes: subscriptionAttributes(desired),
      ReturnSubscriptionArn: true,
    };
    const region = desired["Region"] as string | undefined;
    const { SubscriptionArn } = await ctx.call("sns", "Subscribe", asked, region);
    return { id: SubscriptionArn!, attributes: { Arn: SubscriptionArn } };
  },
  async update(ctx, id, desired, previous) {
    const next = subscriptionAttributes(desired);
    const old = subscriptionAttributes(previous);
    // A policy on the body may nest: its scope comes before it, and goes after it.
    const onBody = next["FilterPolicyScope"] === "MessageBody";
    const first = onBody ? "FilterPolicyScope" : "FilterPolicy";
    for (const name of new Set([first, ...SUBSCRIPTION_ATTRIBUTES] as const))
      if (next[name] !== old[name])
        await ctx.call("sns", "SetSubscriptionAttributes", {
          SubscriptionArn: id,
          AttributeName: name,
          AttributeValue: next[name] ?? UNSET[name] ?? "",
        });
    return { id, attributes: { Arn: id } };
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("sns", "Unsubscribe", { SubscriptionArn: id })),
};

const setPolicy = (ctx: ResourceContext, TopicArn: string, document: unknown) =>
  ctx.call("sns", "SetTopicAttributes", {
    TopicArn,
    AttributeName: "Policy",
    AttributeValue: document === undefined ? "" : textOf(document),
  });

const topicsOf = (properties: Properties): readonly string[] =>
  (properties["Topics"] as readonly string[] | undefined) ?? [];

const topicPolicy: ResourceHandler = {
  properties: ["PolicyDocument", "Topics"],
  replaces: [],
  async make(ctx, desired) {
    for (const arn of topicsOf(desired)) await setPolicy(ctx, arn, desired["PolicyDocument"]);
    const id = ctx.name({ maxLength: 256 });
    return { id, attributes: { Id: id } };
  },
  async update(ctx, id, desired, previous) {
    const kept = topicsOf(desired);
    for (const arn of topicsOf(previous).filter((one) => !kept.includes(one)))
      await ignoreMissing(setPolicy(ctx, arn, undefined));
    for (const arn of kept) await setPolicy(ctx, arn, desired["PolicyDocument"]);
    return { id, attributes: { Id: id } };
  },
  async remove(ctx, _id, previous) {
    for (const arn of topicsOf(previous)) await ignoreMissing(setPolicy(ctx, arn, undefined));
  },
};

const topicInlinePolicy: ResourceHandler = {
  properties: ["PolicyDocument", "TopicArn"],
  async make(ctx, desired) {
    const id = desired["TopicArn"] as string;
    await setPolicy(ctx, id, desired["PolicyDocument"]);
    return { id };
  },
  async update(ctx, id, desired) {
    await setPolicy(ctx, id, desired["PolicyDocument"]);
    return { id };
  },
  async remove(ctx, id) {
    await ignoreMissing(setPolicy(ctx, id, undefined));
  },
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::SNS::Topic": topic,
  "AWS::SNS::Subscription": subscription,
  "AWS::SNS::TopicPolicy": topicPolicy,
  "AWS::SNS::TopicInlinePolicy": topicInlinePolicy,
};
