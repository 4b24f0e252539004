/** Publications handed to their subscriptions: into queues at once where that can be, else the outbox. */
import { createHash } from "node:crypto";
import { bodyFor, sendingTo, toQueue } from "./deliveries.ts";
import { holdBack, isHeldBack } from "./lines.ts";
import { type Publication, sealedIf, send } from "./publications.ts";
import { logsOf } from "./status-log.ts";
import type { SubscriptionRow } from "./tables.ts";
import { type Ctx, placeOf, type Tx } from "./topics.ts";

/** @param tx Over the account and region of the topic, as `ctx`. */
export async function dispatch(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): Promise<void> {
  if (row.protocol === "sqs") {
    const line = publication.sequenceNumber === undefined ? undefined : publication.groupId;
    const waits = line !== undefined && (await isHeldBack(tx, row, line));
    if (!waits && (await tx.outbox.inside(toQueue(ctx, row, publication))))
      return delivered(ctx, tx, row, publication);
    if (line !== undefined) {
      const sending = sealedIf(ctx, publication.dataKey, sendingTo(ctx, row, publication));
      return holdBack(ctx, tx, row, line, sending);
    }
  }
  await send(tx, sealedIf(ctx, publication.dataKey, sendingTo(ctx, row, publication)));
}

/** A message is in its queue: it is counted, and told of where the topic asks for that. */
async function delivered(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): Promise<void> {
  const TopicName = placeOf(publication.topicArn).name;
  ctx.count("AWS/SNS", "NumberOfNotificationsDelivered", 1, "Count", { TopicName });
  if (!logsOf(publication.topicAttributes, "sqs", true)) return;
  await tx.outbox.send({
    deliver: "statusLog",
    input: {
      sending: {
        ...{ protocol: "sqs", subscription: row.id, endpoint: row.endpoint, attempt: 0 },
        ...{ topicArn: publication.topicArn, messageId: publication.messageId },
        ...{ publishedAt: publication.time, at: ctx.now },
      },
      md5: createHash("md5").update(bodyFor(row, publication)).digest("hex"),
      outcome: {
        ...{ delivered: true, final: true, statusCode: 200 },
        providerResponse: JSON.stringify({ sqsRequestId: ctx.chance.uuid() }),
      },
      dwellTimeMs: ctx.clock.now() - publication.time,
    },
  });
}
