/** Publications handed to their subscriptions: into queues at once where that can be, else the outbox. */
import { createHash } from "node:crypto";
import { bodyFor, sendingTo, toQueue } from "./deliveries.ts";
import { holdBack, isHeldBack } from "./lines.ts";
import { type Publication, sealedIf, send } from "./publications.ts";
import { logsOf } from "./status-log.ts";
import type { SubscriptionRow } from "./tables.ts";
import type { Ctx, Tx } from "./topics.ts";

/**
 * @param tx Over the account and region of the topic, as `ctx`.
 * @returns Whether it is in its queue already, which the caller counts.
 */
export async function dispatch(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): Promise<boolean> {
  if (row.protocol === "sqs") {
    const line = publication.sequenceNumber === undefined ? undefined : publication.groupId;
    const waits = line !== undefined && (await isHeldBack(tx, row, line));
    if (!waits && (await tx.outbox.inside(toQueue(ctx, row, publication)))) {
      const told = logsOf(publication.topicAttributes, "sqs", true);
      if (told !== undefined) await tellDelivered(ctx, tx, row, publication);
      return true;
    }
    if (line !== undefined) {
      const sending = sealedIf(ctx, publication.dataKey, sendingTo(ctx, row, publication));
      await holdBack(ctx, tx, row, line, sending);
      return false;
    }
  }
  await send(tx, sealedIf(ctx, publication.dataKey, sendingTo(ctx, row, publication)));
  return false;
}

/** Has it logged that a message is in its queue. */
async function tellDelivered(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): Promise<void> {
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
