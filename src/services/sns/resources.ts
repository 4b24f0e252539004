/** AWS::SNS::* for CloudFormation. */
import type { Properties, ResourceContext, ResourceHandler } from "#kernel/resource";

const ATTRIBUTES: Readonly<Record<string, string>> = {
  DisplayName: "DisplayName",
  KmsMasterKeyId: "KmsMasterKeyId",
  FifoTopic: "FifoTopic",
  ContentBasedDeduplication: "ContentBasedDeduplication",
  SignatureVersion: "SignatureVersion",
  TracingConfig: "TracingConfig",
  FifoThroughputScope: "FifoThroughputScope",
};

function attributesOf(desired: Properties): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of Object.keys(ATTRIBUTES)) {
    const value = desired[name];
    if (value !== undefined && !(name === "FifoTopic" && String(value) === "false"))
      out[name] = String(value);
  }
  return out;
}

const tagsOf = (ctx: ResourceContext, desired: Properties) =>
  Object.entries({
    ...ctx.tags,
    ...Object.fromEntries(
      ((desired["Tags"] as { Key: string; Value: string }[]) ?? []).map((t) => [t.Key, t.Value]),
    ),
  }).map(([Key, Value]) => ({ Key, Value }));

interface Inline {
  Endpoint: string;
  Protocol: string;
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

const topic: ResourceHandler = {
  properties: [...Object.keys(ATTRIBUTES), "TopicName", "Subscription", "Tags"],
  async make(ctx, desired) {
    const fifo = String(desired["FifoTopic"]) === "true";
    const Name =
      (desired["TopicName"] as string | undefined) ??
      ctx.name({ maxLength: 256, ...(fifo ? { suffix: ".fifo" } : {}) });
    const { TopicArn } = await ctx.call("sns", "CreateTopic", {
      Name,
      Attributes: attributesOf(desired),
      Tags: tagsOf(ctx, desired),
    });
    for (const { Endpoint, Protocol } of inlineOf(desired))
      await ctx.call("sns", "Subscribe", { TopicArn: TopicArn!, Protocol, Endpoint });
    return made(TopicArn!);
  },
  async update(ctx, id, desired, previous) {
    const next = attributesOf(desired);
    for (const name of new Set([...Object.keys(next), ...Object.keys(attributesOf(previous))]))
      if (name !== "FifoTopic" && next[name] !== attributesOf(previous)[name])
        await ctx.call("sns", "SetTopicAttributes", {
          TopicArn: id,
          AttributeName: name,
          AttributeValue: next[name] ?? "",
        });
    const same = (a: Inline, b: Inline) => a.Endpoint === b.Endpoint && a.Protocol === b.Protocol;
    for (const one of inlineOf(desired))
      if (!inlineOf(previous).some((old) => same(old, one)))
        await ctx.call("sns", "Subscribe", {
          TopicArn: id,
          Protocol: one.Protocol,
          Endpoint: one.Endpoint,
        });
    const { Subscriptions = [] } = await ctx.call("sns", "ListSubscriptionsByTopic", {
      TopicArn: id,
    });
    for (const old of inlineOf(previous).filter(
      (one) => !inlineOf(desired).some((kept) => same(kept, one)),
    ))
      for (const s of Subscriptions)
        if (s.Endpoint === old.Endpoint && s.Protocol === old.Protocol)
          await ctx.call("sns", "Unsubscribe", { SubscriptionArn: s.SubscriptionArn! });
    const gone = tagsOf(ctx, previous).map((t) => t.Key);
    if (gone.length > 0) await ctx.call("sns", "UntagResource", { ResourceArn: id, TagKeys: gone });
    await ctx.call("sns", "TagResource", { ResourceArn: id, Tags: tagsOf(ctx, desired) });
    return made(id);
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("sns", "DeleteTopic", { TopicArn: id })),
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
      if ((error as { code?: string }).code !== "NotFound") throw error;
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
] as const;

function subscriptionAttributes(desired: Properties): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of SUBSCRIPTION_ATTRIBUTES) {
    const value = desired[name];
    if (value !== undefined)
      out[name] = typeof value === "object" ? JSON.stringify(value) : String(value);
  }
  return out;
}

const subscription: ResourceHandler = {
  properties: [...SUBSCRIPTION_ATTRIBUTES, "Endpoint", "Protocol", "TopicArn"],
  async make(ctx, desired) {
    const { SubscriptionArn } = await ctx.call("sns", "Subscribe", {
      TopicArn: desired["TopicArn"] as string,
      Protocol: desired["Protocol"] as string,
      Endpoint: desired["Endpoint"] as string,
      Attributes: subscriptionAttributes(desired),
      ReturnSubscriptionArn: true,
    });
    return { id: SubscriptionArn!, attributes: { Arn: SubscriptionArn } };
  },
  async update(ctx, id, desired, previous) {
    const next = subscriptionAttributes(desired);
    const old = subscriptionAttributes(previous);
    for (const name of SUBSCRIPTION_ATTRIBUTES)
      if (next[name] !== old[name])
        await ctx.call("sns", "SetSubscriptionAttributes", {
          SubscriptionArn: id,
          AttributeName: name,
          AttributeValue: next[name] ?? "",
        });
    return { id, attributes: { Arn: id } };
  },
  remove: (ctx, id) => ignoreMissing(ctx.call("sns", "Unsubscribe", { SubscriptionArn: id })),
};

const topicPolicy: ResourceHandler = {
  properties: ["PolicyDocument", "Topics"],
  replaces: [],
  async make(ctx, desired) {
    for (const arn of desired["Topics"] as string[])
      await ctx.call("sns", "SetTopicAttributes", {
        TopicArn: arn,
        AttributeName: "Policy",
        AttributeValue: JSON.stringify(desired["PolicyDocument"]),
      });
    const id = ctx.name({ maxLength: 256 });
    return { id, attributes: { Id: id } };
  },
  async update(ctx, id, desired, previous) {
    const kept = desired["Topics"] as string[];
    for (const arn of (previous["Topics"] as string[]).filter((t) => !kept.includes(t)))
      await ignoreMissing(
        ctx.call("sns", "SetTopicAttributes", {
          TopicArn: arn,
          AttributeName: "Policy",
          AttributeValue: "",
        }),
      );
    for (const arn of kept)
      await ctx.call("sns", "SetTopicAttributes", {
        TopicArn: arn,
        AttributeName: "Policy",
        AttributeValue: JSON.stringify(desired["PolicyDocument"]),
      });
    return { id, attributes: { Id: id } };
  },
  async remove(ctx, _id, previous) {
    for (const arn of (previous["Topics"] as string[] | undefined) ?? [])
      await ignoreMissing(
        ctx.call("sns", "SetTopicAttributes", {
          TopicArn: arn,
          AttributeName: "Policy",
          AttributeValue: "",
        }),
      );
  },
};

export const resources: Readonly<Record<string, ResourceHandler>> = {
  "AWS::SNS::Topic": topic,
  "AWS::SNS::Subscription": subscription,
  "AWS::SNS::TopicPolicy": topicPolicy,
};
