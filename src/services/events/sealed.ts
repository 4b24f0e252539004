/**
 * Events of buses with a customer managed key: they go on once the key has been used for them.
 * Differs from AWS: the events are not kept encrypted; the key is asked for, and must be usable.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-dlq.html
 */
import { servicePrincipal } from "#kernel/principal";
import type { Delivery } from "#kernel/service";
import { type BusPlace, busArn, type Ctx, type Tx } from "./buses.ts";
import { type BusEvent, restored, type StoredEvent, stored, textOf } from "./event.ts";
import { type Hops, NO_HOPS, type Publish } from "./forward.ts";
import type { BusRow } from "./tables.ts";
import { toQueue } from "./undelivered.ts";

/** Events of AWS's own services are not encrypted with a bus's key. */
export const isSealed = (bus: Readonly<BusRow>, { source }: BusEvent): boolean =>
  bus.kmsKeyIdentifier !== undefined &&
  (!source.startsWith("aws.") || source.startsWith("aws.partner/"));

/** Sends an event on its way to a bus with a key. */
export async function seal(
  ctx: Ctx,
  tx: Tx,
  place: BusPlace,
  bus: Readonly<BusRow>,
  event: BusEvent,
  hops: Hops,
): Promise<void> {
  const { kmsKeyIdentifier: key, deadLetterArn } = bus;
  const failed = { bus: busArn(ctx, place), event: textOf(event), deadLetterArn };
  await tx.outbox.send({
    deliver: "sealed",
    input: { place, event: stored(event), key, hops },
    account: place.account,
    region: place.region,
    sourceArn: failed.bus,
    onFailure: { name: "unsealed", id: JSON.stringify(failed) },
  });
}

/** @throws Fault of KMS. */
export async function sealed(
  ctx: Ctx,
  input: Readonly<Record<string, unknown>>,
  publish: Publish,
): Promise<void> {
  const { place, event, key, hops } = input as unknown as {
    readonly place: BusPlace;
    readonly event: StoredEvent;
    readonly key: string;
    readonly hops?: Hops;
  };
  const arn = busArn(ctx, place);
  await ctx.call(
    "kms",
    "GenerateDataKeyWithoutPlaintext",
    {
      KeyId: key,
      KeySpec: "AES_256",
      EncryptionContext: { "aws:events:event-bus:arn": arn },
    },
    {
      principal: servicePrincipal("events.amazonaws.com", place.account),
      sourceArn: arn,
      ...(key.startsWith("arn:") ? { region: key.split(":")[3]! } : {}),
    },
  );
  await ctx.update((tx) => publish(ctx, tx, place, restored(event), hops ?? NO_HOPS));
}

/** Failure: the key cannot be used. The event goes to the bus's dead-letter queue, or is lost. */
export async function unsealed(
  ctx: Ctx,
  id: string,
  error: Error,
  _delivery: Delivery,
): Promise<void> {
  const { bus, event, deadLetterArn } = JSON.parse(id) as {
    readonly bus: string;
    readonly event: string;
    readonly deadLetterArn?: string;
  };
  if (deadLetterArn === undefined) return;
  await toQueue(ctx, deadLetterArn, bus, event, {
    ERROR_CODE: /AccessDenied/.test(error.name) ? "NO_PERMISSIONS" : "SDK_CLIENT_ERROR",
    ERROR_MESSAGE: error.message,
  });
}
