/** Topics: making, finding, changing, removing, tagging, permitting. */
import { beginningOf, retentionDays } from "../archive.ts";
import { fault } from "#aws/fault";
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import { checkDeliveryPolicy, effectivePolicy, shownPolicy } from "../delivery-policy.ts";
import { archived, invalidParameter } from "../errors.ts";
import { FEEDBACK_PROTOCOLS } from "../status-log.ts";
import { LEAST_MESSAGE_BYTES, MOST_MESSAGE_BYTES, MOST_TAGS, PAGE } from "../limits.ts";
import { checkProtection } from "../protection.ts";
import { checkLarge } from "../subscription-attributes.ts";
import { checkActions, checkPolicy } from "../topic-policies.ts";
import {
  checkRegion,
  type Ctx,
  isFifo,
  placeOf,
  scopeOf,
  topicArn,
  topicAt,
  topicPlace,
  type Tx,
} from "../topics.ts";
import { on, type TopicRow } from "../tables.ts";

const SETTABLE = new Set([
  "DeliveryPolicy",
  "DisplayName",
  "FifoTopic",
  "Policy",
  "SignatureVersion",
  "TracingConfig",
  "KmsMasterKeyId",
  "ContentBasedDeduplication",
  "FifoThroughputScope",
  "ArchivePolicy",
  "MaximumMessageSize",
  ...FEEDBACK_PROTOCOLS.flatMap((protocol) => [
    `${protocol}SuccessFeedbackRoleArn`,
    `${protocol}SuccessFeedbackSampleRate`,
    `${protocol}FailureFeedbackRoleArn`,
  ]),
]);
const tagsDiffer = fault(
  "InvalidParameterException",
  400,
  "Invalid parameter: Tags Reason: Topic already exists with different tags",
);
const tooManyTags = fault(
  "TagLimitExceededException",
  400,
  "Could not complete request: tag quota of per resource exceeded",
);
const labelTaken = fault(
  "InvalidParameterException",
  400,
  "Invalid parameter: Statement already exists",
);

export const CreateTopic = on("CreateTopic", (ctx, input) => {
  const { FifoTopic, ...rest } = input.Attributes ?? {};
  const fifo = FifoTopic === "true";
  // A topic that is none is not told to be none.
  const attributes = fifo ? { ...rest, FifoTopic } : rest;
  const bare = fifo ? input.Name.replace(/\.fifo$/, "") : input.Name;
  if (
    !/^[\w-]{1,256}$/.test(bare) ||
    fifo !== input.Name.endsWith(".fifo") ||
    input.Name.length > 256
  )
    throw invalidParameter("Topic Name");
  if (FifoTopic !== undefined && !isBoolean(FifoTopic)) throw invalidParameter("FifoTopic");
  checkAttributes(attributes, fifo);
  const tags = tagsGiven(input.Tags ?? []);
  checkTagCount(tags);
  const { DataProtectionPolicy: protection } = input;
  if (protection) checkProtection(protection);
  return ctx.update(async (tx) => {
    const current = await tx.topic.find({ name: input.Name });
    if (current === undefined) {
      await tx.topic.put({
        ...{ name: input.Name, attributes, tags, createdAt: ctx.now },
        ...(retentionDays(attributes["ArchivePolicy"]) ? { archivedSince: ctx.now } : {}),
        ...(protection ? { protection } : {}),
      });
      return { TopicArn: topicArn(ctx, input.Name) };
    }
    for (const [name, value] of Object.entries(attributes))
      if (current.attributes[name] !== value)
        throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
    if (input.Tags !== undefined && !areHeld(tags, current.tags)) throw tagsDiffer();
    return { TopicArn: topicArn(ctx, input.Name) };
  });
});

/** @throws Fault InvalidParameter for a key that stands there twice. */
function tagsGiven(
  given: readonly { readonly Key: string; readonly Value: string }[],
): Record<string, string> {
  const tags = new Map(given.map(({ Key, Value }) => [Key, Value]));
  if (tags.size < given.length) throw invalidParameter("Duplicated keys are not allowed.");
  return Object.fromEntries(tags);
}

function checkTagCount(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > MOST_TAGS) throw tooManyTags();
}

/** Whether a topic has the tags that it is asked for with; it may have more. */
function areHeld(asked: Readonly<Record<string, string>>, held: Readonly<Record<string, string>>) {
  return Object.entries(asked).every(([key, value]) => held[key] === value);
}

export const DeleteTopic = on("DeleteTopic", (ctx, input) => {
  checkRegion(ctx, input.TopicArn);
  return ctx.update(async (tx) => {
    const { name } = topicPlace(input.TopicArn);
    const scoped = scopeOf(tx, input.TopicArn);
    const row = await scoped.topic.find({ name });
    if (retentionDays(row?.attributes["ArchivePolicy"]) !== undefined) throw archived();
    for (const { id } of await scoped.subscription.list({ where: { topic: name } }))
      await scoped.line.removeAll({ subscription: id });
    await scoped.topic.remove({ name });
    await scoped.subscription.removeAll({ topic: name });
    await scoped.ended.removeAll({ topic: name });
    await scoped.archive.removeAll({ topic: name });
    await scoped.deduplication.removeAll({ topic: name });
    return {};
  });
});

export const ListTopics = on("ListTopics", (ctx, input) =>
  ctx.view(async (tx) => {
    const after = keyIn(input.NextToken);
    const { rows, next } = await readPage(tx.topic, { column: "name", after, limit: PAGE });
    return {
      Topics: rows.map((row) => ({ TopicArn: topicArn(ctx, row.name) })),
      ...(next === undefined ? {} : { NextToken: tokenOf(next) }),
    };
  }),
);

export const GetTopicAttributes = on("GetTopicAttributes", (ctx, input) => {
  checkRegion(ctx, input.TopicArn);
  return ctx.view(async (tx) => {
    const row = await topicAt(tx, input.TopicArn);
    const subscriptions = await scopeOf(tx, input.TopicArn).subscription.list({
      where: { topic: row.name },
    });
    const pending = subscriptions.filter((s) => s.pending).length;
    return {
      Attributes: {
        Policy: defaultPolicy(ctx, row),
        Owner: placeOf(input.TopicArn).account,
        TopicArn: input.TopicArn,
        DisplayName: "",
        SubscriptionsConfirmed: String(subscriptions.length - pending),
        SubscriptionsPending: String(pending),
        SubscriptionsDeleted: "0",
        EffectiveDeliveryPolicy: shownPolicy(
          effectivePolicy(row.attributes["DeliveryPolicy"], undefined),
          true,
        ),
        ...(isFifo(row) ? { FifoTopic: "true", ContentBasedDeduplication: "false" } : {}),
        ...row.attributes,
        ...shownArchive(row, ctx.now),
      },
    };
  });
});

function shownArchive(row: Readonly<TopicRow>, now: number): Record<string, string> {
  const beginning = beginningOf(row, now);
  return beginning === undefined ? {} : { BeginningArchiveTime: new Date(beginning).toISOString() };
}

export const SetTopicAttributes = on("SetTopicAttributes", (ctx, input) => {
  checkRegion(ctx, input.TopicArn);
  return ctx.update(async (tx) => {
    const row = await topicAt(tx, input.TopicArn);
    const value = input.AttributeValue ?? "";
    if (input.AttributeName === "FifoTopic") throw invalidParameter("AttributeName");
    checkAttributes({ [input.AttributeName]: value }, isFifo(row));
    const attributes: Record<string, string> = { ...row.attributes, [input.AttributeName]: value };
    if (value === "") delete attributes[input.AttributeName];
    const scoped = scopeOf(tx, input.TopicArn);
    const next = { ...row, attributes };
    if (input.AttributeName === "MaximumMessageSize")
      checkLarge(next, await scoped.subscription.list({ where: { topic: row.name } }));
    if (input.AttributeName === "ArchivePolicy") {
      const kept = retentionDays(value) !== undefined;
      if (!kept) {
        delete attributes["ArchivePolicy"];
        delete next.archivedSince;
        await scoped.archive.removeAll({ topic: row.name });
      } else next.archivedSince = row.archivedSince ?? ctx.now;
    }
    await scoped.topic.put(next);
    return {};
  });
});

export const TagResource = on("TagResource", (ctx, input) => {
  const given = tagsGiven(input.Tags);
  return retag(ctx, input.ResourceArn, (tags) => ({ ...tags, ...given }));
});

export const UntagResource = on("UntagResource", (ctx, input) =>
  retag(ctx, input.ResourceArn, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  ),
);

export const ListTagsForResource = on("ListTagsForResource", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await topicOrResource(tx, input.ResourceArn);
    return { Tags: Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })) };
  }),
);

export const AddPermission = on("AddPermission", (ctx, input) => {
  const Action = input.ActionName.map((action) => `SNS:${action}`);
  checkActions(Action);
  return repolicy(ctx, input.TopicArn, (policy) => {
    if (policy.Statement.some((s) => s["Sid"] === input.Label)) throw labelTaken();
    policy.Statement.push({
      Sid: input.Label,
      Effect: "Allow",
      Principal: { AWS: input.AWSAccountId.map((id) => `arn:aws:iam::${id}:root`) },
      Action,
      Resource: input.TopicArn,
    });
  });
});

export const RemovePermission = on("RemovePermission", (ctx, input) =>
  repolicy(ctx, input.TopicArn, (policy) => {
    policy.Statement = policy.Statement.filter((s) => s["Sid"] !== input.Label);
  }),
);

interface PolicyText {
  Version: string;
  Id: string;
  Statement: Record<string, unknown>[];
}

/** The policy every topic has until it is given another: its owner may do everything. */
export function defaultPolicy(ctx: Ctx, row: Readonly<TopicRow>): string {
  if (row.attributes["Policy"] !== undefined) return row.attributes["Policy"];
  const policy: PolicyText = {
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: topicArn(ctx, row.name),
        Condition: { StringEquals: { "AWS:SourceOwner": ctx.account } },
      },
    ],
  };
  return JSON.stringify(policy);
}

const isBoolean = (value: string): boolean => value === "true" || value === "false";

function checkAttributes(given: Readonly<Record<string, string>>, fifo: boolean): void {
  for (const [name, value] of Object.entries(given)) {
    if (!SETTABLE.has(name)) throw invalidParameter("AttributeName");
    if (name === "Policy" && value !== "") checkPolicy(value);
    if (name === "ContentBasedDeduplication") {
      if (!fifo)
        throw invalidParameter(
          "Attributes Reason: Content-based deduplication can only be set for FIFO topics",
        );
      if (!isBoolean(value)) throw invalidParameter("ContentBasedDeduplication");
    }
    if (name === "ArchivePolicy") {
      if (!fifo && value !== "")
        throw invalidParameter("Attributes Reason: ArchivePolicy can only be set for FIFO topics");
      retentionDays(value);
    }
    if (name === "FifoThroughputScope" && !(fifo && /^(Topic|MessageGroup)$/.test(value)))
      throw invalidParameter("FifoThroughputScope");
    if (name === "MaximumMessageSize" && value !== "") {
      const most = Number(value);
      if (!Number.isInteger(most) || most < LEAST_MESSAGE_BYTES || most > MOST_MESSAGE_BYTES)
        throw invalidParameter("MaximumMessageSize");
    }
    if (name === "DisplayName" && value.length > 100) throw invalidParameter("DisplayName");
    if (name === "SignatureVersion" && value !== "1" && value !== "2")
      throw invalidParameter("SignatureVersion");
    if (name === "DeliveryPolicy" && value !== "") checkDeliveryPolicy(value, true);
    if (name.endsWith("FeedbackRoleArn") && !/^(arn:[\w-]+:iam::\d{12}:role\/.+)?$/.test(value))
      throw invalidParameter(name);
    if (name.endsWith("SampleRate") && !(Number(value) >= 0 && Number(value) <= 100))
      throw invalidParameter(name);
    if (name === "TracingConfig" && value !== "PassThrough" && value !== "Active")
      throw invalidParameter("TracingConfig");
  }
}

async function topicOrResource(tx: Tx, arn: string): Promise<Readonly<TopicRow>> {
  try {
    return await topicAt(tx, arn);
  } catch {
    throw fault("ResourceNotFoundException", 404, "Resource does not exist")();
  }
}

function retag(
  ctx: Ctx,
  arn: string,
  change: (tags: Record<string, string>) => Record<string, string>,
) {
  return ctx.update(async (tx) => {
    const row = await topicOrResource(tx, arn);
    const tags = change(row.tags);
    checkTagCount(tags);
    await scopeOf(tx, arn).topic.put({ ...row, tags });
    return {};
  });
}

function repolicy(ctx: Ctx, arn: string, change: (policy: PolicyText) => void) {
  checkRegion(ctx, arn);
  return ctx.update(async (tx) => {
    const row = await topicAt(tx, arn);
    const policy = JSON.parse(defaultPolicy(ctx, row)) as PolicyText;
    change(policy);
    const attributes = { ...row.attributes, Policy: JSON.stringify(policy) };
    await scopeOf(tx, arn).topic.put({ ...row, attributes });
    return {};
  });
}
