/**
 * Archives of FIFO topics, and replays of them.
 * https://docs.aws.amazon.com/sns/latest/dg/fifo-message-archiving-replay.html
 */
import { createHash } from "node:crypto";
import { Fault } from "#aws/fault";
import type { MessageAttributeValue } from "#aws/generated/types/sns";
import { filteredOut } from "./deliveries.ts";
import { dispatch } from "./dispatch.ts";
import { invalidParameter, replayRunning } from "./errors.ts";
import { isProhibited, tellProhibited } from "./protection.ts";
import type { Publication } from "./publications.ts";
import { type DataKey, dataKeyFor, seal, unseal } from "./sealing.ts";
import type { ArchiveRow, Replay, SubscriptionRow, TopicRow } from "./tables.ts";
import { type Ctx, topicArn, type Tx } from "./topics.ts";

const DAY_MS = 86_400_000;
const MOST_DAYS = 365;
/** Messages of a replay that go out in one transaction. */
const AT_ONCE = 20;
/** A replay of sealed messages waits as long for a key that cannot be used. */
const KEY_WAIT_MS = 60_000;

/** What the archive keeps of a publication. */
interface ArchivedMessage {
  readonly messageId: string;
  readonly message: string;
  readonly bodies?: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly groupId: string;
  readonly deduplicationId: string;
  readonly sequenceNumber: string;
}

/** Days, of an ArchivePolicy; undefined for one that archives nothing. @throws Fault InvalidParameter */
export function retentionDays(policy: string | undefined): number | undefined {
  if (policy === undefined || policy === "") return undefined;
  const value = objectIn(policy, "ArchivePolicy");
  if (Object.keys(value).length === 0) return undefined;
  const other = Object.keys(value).find((name) => name !== "MessageRetentionPeriod");
  if (other !== undefined)
    throw invalidParameter(`Attributes Reason: ArchivePolicy: Unexpected member: ${other}`);
  const days = Number(value["MessageRetentionPeriod"]);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw invalidParameter(
      "Attributes Reason: ArchivePolicy: MessageRetentionPeriod must be between 1 and 365 days",
    );
  return days;
}

/** Epoch milliseconds from which a topic's archive can be replayed; undefined without one. */
export function beginningOf(topic: Readonly<TopicRow>, now: number): number | undefined {
  const days = retentionDays(topic.attributes["ArchivePolicy"]);
  if (days === undefined) return undefined;
  return Math.max(topic.archivedSince ?? topic.createdAt, now - days * DAY_MS);
}

/** Keeps a publication, and forgets those past their time. @param tx Over the topic's place. */
export async function keep(
  ctx: Ctx,
  tx: Tx,
  topic: Readonly<TopicRow>,
  place: number,
  publication: Publication,
): Promise<void> {
  const since = beginningOf(topic, ctx.now);
  if (since === undefined) return;
  const { dataKey, bodies, subject } = publication;
  const message: ArchivedMessage = {
    messageId: publication.messageId,
    message: publication.message,
    ...(bodies === undefined ? {} : { bodies: Object.fromEntries(bodies) }),
    ...(subject === undefined ? {} : { subject }),
    attributes: publication.attributes,
    groupId: publication.groupId!,
    deduplicationId: publication.deduplicationId!,
    sequenceNumber: publication.sequenceNumber!,
  };
  const kept = dataKey === undefined ? written(message) : seal(ctx, dataKey, message);
  await tx.archive.put({
    ...{ topic: topic.name, place, at: publication.time },
    ...{ message: kept, sealed: dataKey !== undefined },
  });
  await tx.archive.run("forget", { topic: topic.name, until: since });
  ctx.countAll("AWS/SNS", { TopicName: topic.name }, [
    ["NumberOfMessagesArchiveProcessing", 1, "Count"],
    ["NumberOfBytesArchiveProcessing", Buffer.byteLength(kept), "Bytes"],
  ]);
}

/** Marks bytes. */
const BYTES = "sns:bytes";
const written = (message: ArchivedMessage): string =>
  JSON.stringify(message, (_name, one) =>
    one instanceof Uint8Array ? { [BYTES]: Buffer.from(one).toString("base64") } : one,
  );
const read = (text: string): ArchivedMessage =>
  JSON.parse(text, (_name, one) =>
    typeof one === "object" && one !== null && typeof one[BYTES] === "string"
      ? new Uint8Array(Buffer.from(one[BYTES], "base64"))
      : one,
  ) as ArchivedMessage;

/**
 * A replay that a ReplayPolicy asks for.
 * @throws Fault InvalidParameter, ReplayLimitExceeded while another one runs.
 */
export function replayOf(
  ctx: Ctx,
  topic: Readonly<TopicRow>,
  row: Pick<SubscriptionRow, "protocol" | "replay">,
  policy: string,
): Replay {
  const value = objectIn(policy, "ReplayPolicy");
  const beginning = beginningOf(topic, ctx.now);
  if (beginning === undefined || row.protocol !== "sqs")
    throw invalidParameter(
      "Attributes Reason: ReplayPolicy: Replay is only supported by FIFO topics with an ArchivePolicy",
    );
  if (isReplaying(row)) throw replayRunning();
  if (value["PointType"] !== "Timestamp")
    throw invalidParameter("Attributes Reason: ReplayPolicy: PointType must be Timestamp");
  const from = timeIn(value, "StartingPoint", ctx.now);
  const until =
    value["EndingPoint"] === undefined ? undefined : timeIn(value, "EndingPoint", Infinity);
  if (until !== undefined && until < from)
    throw invalidParameter(
      "Attributes Reason: ReplayPolicy: EndingPoint must be later than StartingPoint",
    );
  return {
    status: "Pending",
    from: Math.max(from, beginning),
    ...(until === undefined ? {} : { until }),
    after: 0,
    began: ctx.kernel.sequence(),
  };
}

function timeIn(value: Readonly<Record<string, unknown>>, name: string, most: number): number {
  const text = value[name];
  const time = typeof text === "string" ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw invalidParameter(
      `Attributes Reason: ReplayPolicy: ${name} must be a timestamp in ISO 8601 format`,
    );
  if (time > most)
    throw invalidParameter(`Attributes Reason: ReplayPolicy: ${name} must not be in the future`);
  return time;
}

/**
 * Whether what is published does not go to a subscription at once: while it is replaying new
 * messages come out of the archive, after the old ones; with an ending point none come any more.
 */
export const isClosed = (row: Pick<SubscriptionRow, "replay">): boolean =>
  isReplaying(row) || row.replay?.until !== undefined;

const isReplaying = ({ replay }: Pick<SubscriptionRow, "replay">): boolean =>
  replay !== undefined && replay.status !== "Completed";

/** Due: goes on with a subscription's replay until it is done. */
export async function replay(ctx: Ctx, id: string): Promise<void> {
  for (;;) {
    const seen = await ctx.view(async (tx) => {
      const row = await tx.subscription.find({ id });
      const rows = row?.replay && isReplaying(row) ? await entries(tx, row, row.replay) : [];
      return { row, rows };
    });
    if (seen.row === undefined || !isReplaying(seen.row)) return;
    // KMS is asked outside of the transaction.
    const opened = await open(ctx, seen.row, seen.rows);
    if (opened === undefined)
      return ctx.update((tx) => tx.due.set("replay", id, ctx.clock.now() + KEY_WAIT_MS));
    if (await ctx.update((tx) => step(ctx, tx, id, opened))) return;
  }
}

/** Messages by their place, and what they are sealed with again while they wait. */
interface Opened {
  readonly messages: ReadonlyMap<number, ArchivedMessage>;
  readonly dataKey: DataKey | undefined;
}

/** Undefined while the topic's key cannot be used. */
async function open(
  ctx: Ctx,
  row: Readonly<SubscriptionRow>,
  rows: readonly Readonly<ArchiveRow>[],
): Promise<Opened | undefined> {
  const arn = topicArn(ctx, row.topic);
  const topic = await ctx.view((tx) => tx.topic.find({ name: row.topic }));
  const keyId = topic?.attributes["KmsMasterKeyId"];
  const messages = new Map<number, ArchivedMessage>();
  try {
    const dataKey =
      keyId && rows.length > 0 ? await dataKeyFor(ctx, arn, keyId, { trusted: true }) : undefined;
    for (const { place, sealed, message } of rows)
      messages.set(place, sealed ? await unseal(ctx, arn, message) : read(message));
    return { messages, dataKey };
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

const entries = (tx: Tx, { topic }: Readonly<SubscriptionRow>, { after }: Replay) =>
  tx.archive.list({ where: { topic }, range: { column: "place", after }, limit: AT_ONCE });

/** Sends what was opened; true when nothing is left. */
async function step(ctx: Ctx, tx: Tx, id: string, { messages, dataKey }: Opened): Promise<boolean> {
  const row = await tx.subscription.find({ id });
  const topic = row && (await tx.topic.find({ name: row.topic }));
  if (row?.replay === undefined || topic === undefined) return true;
  const rows = await entries(tx, row, row.replay);
  if (rows.length === 0) {
    await tx.subscription.put({ ...row, replay: { ...row.replay, status: "Completed" } });
    return true;
  }
  let { after } = row.replay;
  for (const entry of rows) {
    const message = messages.get(entry.place);
    // It was published since: the next turn opens it.
    if (message === undefined) break;
    after = entry.place;
    if (isWanted(row.replay, entry)) await again(ctx, tx, { topic, row, entry, message, dataKey });
  }
  await tx.subscription.put({ ...row, replay: { ...row.replay, status: "In progress", after } });
  return false;
}

const isWanted = ({ from, until, began }: Replay, { at, place }: Readonly<ArchiveRow>): boolean =>
  (place > began && until === undefined) || (at >= from && at <= (until ?? at));

interface Again {
  readonly topic: Readonly<TopicRow>;
  readonly row: Readonly<SubscriptionRow>;
  readonly entry: Readonly<ArchiveRow>;
  readonly message: ArchivedMessage;
  readonly dataKey: DataKey | undefined;
}

async function again(
  ctx: Ctx,
  tx: Tx,
  { topic, row, entry, message: kept, dataKey }: Again,
): Promise<void> {
  const { began } = row.replay!;
  const replayed = entry.place <= began;
  const publication: Publication = {
    messageId: kept.messageId,
    topicArn: topicArn(ctx, topic.name),
    time: entry.at,
    message: kept.message,
    bodies: kept.bodies === undefined ? undefined : new Map(Object.entries(kept.bodies)),
    subject: kept.subject,
    attributes: kept.attributes,
    groupId: kept.groupId,
    // Its queue would take it for a duplicate of the first delivery.
    deduplicationId: replayed ? digest(`${kept.deduplicationId}\n${began}`) : kept.deduplicationId,
    sequenceNumber: kept.sequenceNumber,
    key: undefined,
    topicAttributes: topic.attributes,
    dataKey,
    replayed,
  };
  if (filteredOut(row, publication) !== undefined) return;
  if (isProhibited(topic, row, publication)) return tellProhibited(ctx, tx, row, publication);
  const { name: TopicName } = topic;
  const count = (metric: string) => ctx.count("AWS/SNS", metric, 1, "Count", { TopicName });
  if (await dispatch(ctx, tx, row, publication)) count("NumberOfNotificationsDelivered");
  if (replayed) count("NumberOfReplayedNotificationsDelivered");
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

function objectIn(text: string, attribute: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidParameter(`Attributes Reason: ${attribute}: failed to parse JSON.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalidParameter(`Attributes Reason: ${attribute}: failed to parse JSON.`);
  return value as Record<string, unknown>;
}
