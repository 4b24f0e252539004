/** Keys of KMS that streams are encrypted with: Firehose is granted their use. */
import { Fault } from "#aws/fault";
import type { DeliveryStreamEncryptionConfigurationInput } from "#aws/generated/types/firehose";
import { invalidArgument } from "./errors.ts";
import { RETENTION_MS } from "./limits.ts";
import { asFirehose, FIREHOSE } from "./sealing.ts";
import type { Ctx, Tx } from "./streams.ts";
import type { Encryption } from "./tables.ts";

/** @throws Fault InvalidArgument, or InvalidKMSResource when KMS refuses the grant. */
export async function encryptionOf(
  ctx: Ctx,
  given: DeliveryStreamEncryptionConfigurationInput | undefined,
): Promise<Encryption> {
  const { KeyType: keyType = "AWS_OWNED_CMK", KeyARN: keyArn } = given ?? {};
  if (keyType === "AWS_OWNED_CMK") {
    if (keyArn !== undefined)
      throw invalidArgument("KeyARN cannot be specified when KeyType is AWS_OWNED_CMK.");
    return { status: "ENABLING", keyType };
  }
  if (keyArn === undefined)
    throw invalidArgument("KeyARN must be specified when KeyType is CUSTOMER_MANAGED_CMK.");
  const { GrantId } = await asFirehose(() =>
    ctx.call("kms", "CreateGrant", {
      KeyId: keyArn,
      GranteePrincipal: FIREHOSE,
      RetiringPrincipal: FIREHOSE,
      Operations: ["GenerateDataKey", "Decrypt"],
    }),
  );
  return { status: "ENABLING", keyType, keyArn, grantId: GrantId! };
}

/** Gives a grant up, once no record can be left that needs it. */
export async function giveBack(
  ctx: Ctx,
  tx: Tx,
  { keyArn, grantId }: Encryption,
  gone: boolean,
): Promise<void> {
  if (keyArn === undefined || grantId === undefined) return;
  const at = gone ? ctx.now : ctx.now + RETENTION_MS;
  await tx.due.set("retire", JSON.stringify([keyArn, grantId]), at);
}

/** Due: a grant is retired; one that is gone is no matter. */
export async function retire(ctx: Ctx, id: string): Promise<void> {
  const [KeyId, GrantId] = JSON.parse(id) as [string, string];
  await ctx
    .call("kms", "RetireGrant", { KeyId, GrantId }, { trusted: true })
    .catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
}
