/** Queues: making, finding, changing, removing, purging, tagging. */
import { keyIn, readPage, tokenOf } from "#kernel/pages";
import {
  checkAttributes,
  checkName,
  checkThroughput,
  checkTags,
  isFifo,
  isSame,
  numeric,
  parseRedrive,
  parseRedriveAllow,
  shownAttributes,
} from "../domain.ts";
import {
  fixedQueueType,
  invalidAttributeName,
  invalidParameter,
  missingParameter,
  deletedRecently,
  purgeInProgress,
  queueExists,
  queueMissing,
} from "../errors.ts";
import { LIST_PAGE, NAME_KEPT_MS, OLDEST_RECEIVED, PURGE_EVERY_MS, TAGS } from "../limits.ts";
import {
  arrival,
  type Ctx,
  inQuery,
  placeOf,
  queueArn,
  queueAt,
  queueUrl,
  type Tx,
} from "../queues.ts";
import { on, type QueueRow } from "../tables.ts";

export const CreateQueue = on("CreateQueue", (ctx, input) => {
  const attributes = given(input.Attributes);
  const fifo = attributes["FifoQueue"] === "true";
  checkName(input.QueueName, fifo);
  checkAttributes(attributes, fifo);
  checkThroughput(attributes);
  checkTags(input.tags ?? {}, ctx.facts.via === "port");
  for (const name of Object.keys(attributes)) if (attributes[name] === "") delete attributes[name];
  return ctx.update(async (tx) => {
    const current = await tx.queue.find({ name: input.QueueName });
    if (current !== undefined) {
      const held = { ...current.attributes, ...shownAttributes(current) };
      for (const [name, value] of Object.entries(attributes))
        if (!isSame(name, held[name], value)) throw queueExists(name);
      return { QueueUrl: queueUrl(ctx, input.QueueName) };
    }
    if (ctx.isOn("waits") && (await tx.deleted.find({ name: input.QueueName })) !== undefined)
      throw deletedRecently();
    await checkRedrive(ctx, tx, input.QueueName, attributes);
    const row: QueueRow = {
      name: input.QueueName,
      id: ctx.chance.alnum(10),
      attributes,
      tags: { ...input.tags },
      createdAt: ctx.now,
      modifiedAt: ctx.now,
    };
    await tx.queue.put(row);
    await tx.due.set("expire", row.name, ctx.now + retentionMs(row));
    return { QueueUrl: queueUrl(ctx, row.name) };
  });
});

export const GetQueueUrl = on("GetQueueUrl", (ctx, input) =>
  ctx.view(async (tx) => {
    const account = input.QueueOwnerAWSAccountId ?? ctx.account;
    const row = await tx.at(account, ctx.region).queue.find({ name: input.QueueName });
    if (row === undefined) throw queueMissing(inQuery(ctx));
    return { QueueUrl: queueUrl(ctx, row.name, account) };
  }),
);

export const ListQueues = on("ListQueues", (ctx, input) =>
  ctx.view(async (tx) => {
    const limit = pageOf(input.MaxResults);
    const prefix = input.QueueNamePrefix ?? "";
    const after = nameIn(input.NextToken);
    const { rows, next } = await readPage(tx.queue, { column: "name", after, limit, prefix });
    return {
      ...(rows.length > 0 ? { QueueUrls: rows.map((row) => queueUrl(ctx, row.name)) } : {}),
      ...tokenIf(next, input.MaxResults),
    };
  }),
);

export const DeleteQueue = on("DeleteQueue", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await queueAt(ctx, tx, input.QueueUrl);
    const { account } = placeOf(ctx, input.QueueUrl);
    const scoped = tx.at(account, ctx.region);
    await scoped.queue.remove({ name: row.name });
    await tx.message.removeAll({ queue: row.id });
    await tx.deduplication.removeAll({ queue: row.id });
    await tx.attempt.removeAll({ queue: row.id });
    await scoped.due.set("expire", row.name, undefined);
    await scoped.deleted.put({ name: row.name });
    await scoped.due.set("release", row.name, ctx.now + NAME_KEPT_MS);
    return {};
  }),
);

export const PurgeQueue = on("PurgeQueue", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await queueAt(ctx, tx, input.QueueUrl);
    const early = row.purgedAt !== undefined && ctx.now - row.purgedAt < PURGE_EVERY_MS;
    if (early && ctx.isOn("waits")) throw purgeInProgress(row.name);
    await tx.message.removeAll({ queue: row.id });
    const { account } = placeOf(ctx, input.QueueUrl);
    await tx.at(account, ctx.region).queue.put({ ...row, purgedAt: ctx.now });
    return {};
  }),
);

export const GetQueueAttributes = on("GetQueueAttributes", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await queueAt(ctx, tx, input.QueueUrl);
    const names = input.AttributeNames ?? [];
    if (names.length === 0) return {};
    const { account } = placeOf(ctx, input.QueueUrl);
    const all = await describe(ctx, tx, row, account);
    if (names.includes("All")) return { Attributes: all };
    const picked: Record<string, string> = Object.create(null);
    for (const name of names) {
      if (!(name in all) && !KNOWN.has(name)) throw invalidAttributeName(name);
      if (all[name] !== undefined) picked[name] = all[name];
    }
    return Object.keys(picked).length > 0 ? { Attributes: picked } : {};
  }),
);

export const SetQueueAttributes = on("SetQueueAttributes", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await queueAt(ctx, tx, input.QueueUrl);
    const changes = given(input.Attributes);
    if (isFifo(row) && "FifoQueue" in changes && changes["FifoQueue"] !== "true")
      throw fixedQueueType();
    checkAttributes(changes, isFifo(row));
    await checkRedrive(ctx, tx, row.name, changes);
    const attributes: Record<string, string> = { ...row.attributes };
    for (const [name, value] of Object.entries(changes))
      if (value === "") delete attributes[name];
      else attributes[name] = value;
    // One kind of encryption takes the other's place.
    if (changes["KmsMasterKeyId"]) delete attributes["SqsManagedSseEnabled"];
    if (changes["SqsManagedSseEnabled"] === "true") delete attributes["KmsMasterKeyId"];
    checkThroughput(attributes);
    const { account } = placeOf(ctx, input.QueueUrl);
    const scoped = tx.at(account, ctx.region);
    const next = { ...row, attributes, modifiedAt: ctx.now };
    await scoped.queue.put(next);
    if (isFifo(next)) await delayAnew(ctx, tx, row, next);
    await scoped.due.set(
      "expire",
      row.name,
      ctx.now + Math.min(retentionMs(next), retentionMs(row)),
    );
    return {};
  }),
);

/**
 * A FIFO queue's delay holds for the messages that it has.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html
 */
async function delayAnew(ctx: Ctx, tx: Tx, row: QueueRow, next: QueueRow): Promise<void> {
  const seconds = numeric(next, "DelaySeconds");
  if (seconds === numeric(row, "DelaySeconds")) return;
  await tx.message.run("delay", { queue: row.id, delay: 1000 * seconds });
  tx.afterCommit(() => ctx.signals.wake(arrival(row.id)));
}

export const ListDeadLetterSourceQueues = on("ListDeadLetterSourceQueues", (ctx, input) =>
  ctx.view(async (tx) => {
    const limit = pageOf(input.MaxResults);
    const target = await queueAt(ctx, tx, input.QueueUrl);
    const { account } = placeOf(ctx, input.QueueUrl);
    const arn = queueArn(ctx, target.name, account);
    const { rows, next } = await readPage(tx.at(account, ctx.region).queue, {
      column: "name",
      after: nameIn(input.NextToken),
      limit,
      keep: ({ attributes: { RedrivePolicy: policy } }) =>
        policy !== undefined && parseRedrive(policy).deadLetterTargetArn === arn,
    });
    return {
      queueUrls: rows.map((row) => queueUrl(ctx, row.name, account)),
      ...tokenIf(next, input.MaxResults),
    };
  }),
);

export const TagQueue = on("TagQueue", (ctx, input) =>
  retag(ctx, input.QueueUrl, (tags) => {
    checkTags(input.Tags, ctx.facts.via === "port");
    return { ...tags, ...input.Tags };
  }),
);

export const UntagQueue = on("UntagQueue", (ctx, input) =>
  retag(ctx, input.QueueUrl, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  ),
);

export const ListQueueTags = on("ListQueueTags", (ctx, input) =>
  ctx.view(async (tx) => {
    const { tags } = await queueAt(ctx, tx, input.QueueUrl);
    return Object.keys(tags).length > 0 ? { Tags: tags } : {};
  }),
);

/** How long messages of a queue are kept, in milliseconds. */
export function retentionMs(row: QueueRow): number {
  return Number(row.attributes["MessageRetentionPeriod"] ?? 345_600) * 1000;
}

const KNOWN = new Set([
  "Policy",
  "RedrivePolicy",
  "RedriveAllowPolicy",
  "FifoQueue",
  "ContentBasedDeduplication",
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
  "DeduplicationScope",
  "FifoThroughputLimit",
  "SqsManagedSseEnabled",
]);

function given(attributes: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return { ...attributes };
}

/** @throws Fault InvalidParameterValue for a page that is none. */
function pageOf(asked: number | undefined): number {
  const limit = asked ?? LIST_PAGE;
  if (limit < 1 || limit > LIST_PAGE)
    throw invalidParameter(
      `Value ${limit} for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.`,
    );
  return limit;
}

/** Only who asks for pages is told that there are more. */
const tokenIf = (next: string | undefined, asked: number | undefined) =>
  next === undefined || asked === undefined ? {} : { NextToken: tokenOf(next) };

/** @throws Fault InvalidParameterValue for a token that is none. */
function nameIn(token: string | undefined): string | undefined {
  const name = keyIn(token);
  if (name !== undefined && !/^[\w.-]{1,80}$/.test(name))
    throw invalidParameter("Invalid or expired next token.");
  return name;
}

async function retag(
  ctx: Ctx,
  url: string | undefined,
  change: (tags: Record<string, string>) => Record<string, string>,
): Promise<Record<string, never>> {
  if (!url) throw missingParameter("QueueUrl");
  return ctx.update(async (tx) => {
    const row = await queueAt(ctx, tx, url);
    const tags = change(row.tags);
    if (Object.keys(tags).length > TAGS)
      throw invalidParameter("Too many tags added for queue " + row.name + ".");
    const { account } = placeOf(ctx, url);
    await tx.at(account, ctx.region).queue.put({ ...row, tags });
    return {};
  });
}

/** The target of a redrive policy must exist, be of the same kind, and allow this source. */
async function checkRedrive(
  ctx: Ctx,
  tx: Tx,
  name: string,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const text = attributes["RedrivePolicy"];
  if (!text) return;
  const redrive = parseRedrive(text);
  const [, , , region = "", account = "", target = ""] = redrive.deadLetterTargetArn.split(":");
  const refuse = (reason: string) =>
    invalidParameter(`Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
  const row = await tx.at(account, region).queue.find({ name: target });
  if (row === undefined || region !== ctx.region)
    throw refuse("Dead letter target does not exist.");
  if (isFifo(row) !== name.endsWith(".fifo"))
    throw refuse("Dead-letter queue must be same type of queue as the source.");
  const allow = row.attributes["RedriveAllowPolicy"];
  if (allow === undefined) return;
  const rule = parseRedriveAllow(allow);
  const allowed =
    rule.redrivePermission === "allowAll" ||
    (rule.redrivePermission === "byQueue" && rule.sourceQueueArns?.includes(queueArn(ctx, name)));
  if (!allowed)
    throw refuse(
      `The dead-letter queue ${redrive.deadLetterTargetArn} does not allow this source queue.`,
    );
}

async function describe(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<QueueRow>,
  account: string,
): Promise<Record<string, string>> {
  const [counts] = await tx.message.query<Record<string, number>>("counts", {
    queue: row.id,
    now: ctx.now,
    horizon: ctx.now - retentionMs(row),
    received: OLDEST_RECEIVED,
  });
  return {
    QueueArn: queueArn(ctx, row.name, account),
    ApproximateNumberOfMessages: String(counts?.["visible"] ?? 0),
    ApproximateNumberOfMessagesNotVisible: String(counts?.["in_flight"] ?? 0),
    ApproximateNumberOfMessagesDelayed: String(counts?.["delayed"] ?? 0),
    CreatedTimestamp: String(Math.floor(row.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(row.modifiedAt / 1000)),
    ...shownAttributes(row),
  };
}
