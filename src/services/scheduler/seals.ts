/**
 * Schedules with a key of the customer's: the key seals something when the schedule is made, and
 * must open it whenever the schedule is read or runs.
 * Differs from AWS: the schedule itself is not kept encrypted.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
 */
import { Fault } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import type { Principal } from "#kernel/principal";
import { validation } from "./errors.ts";
import type { Ctx } from "./schedules.ts";

const contextOf = (scheduleArn: string) => ({ "aws:scheduler:schedule:arn": scheduleArn });

/** @returns Base64. @throws Fault AccessDenied, or Validation for a key that cannot be used. */
export async function sealWith(ctx: Ctx, KeyId: string, scheduleArn: string): Promise<string> {
  const input = {
    ...{ KeyId, KeySpec: "AES_256" as const, EncryptionContext: contextOf(scheduleArn) },
  };
  const { region } = arnParts(KeyId);
  const { CiphertextBlob } = await ctx
    .call("kms", "GenerateDataKeyWithoutPlaintext", input, { region })
    .catch(refused);
  return Buffer.from(CiphertextBlob as Uint8Array).toString("base64");
}

interface Sealed {
  readonly seal?: string;
  readonly kmsKeyArn?: string;
}

/** Opens a schedule's seal, if it has one. @throws Fault of KMS. */
export async function unseal(
  ctx: Ctx,
  { seal, kmsKeyArn }: Sealed,
  scheduleArn: string,
  principal: Principal = ctx.principal,
): Promise<void> {
  if (seal === undefined || kmsKeyArn === undefined) return;
  await ctx.call(
    "kms",
    "Decrypt",
    {
      KeyId: kmsKeyArn,
      CiphertextBlob: new Uint8Array(Buffer.from(seal, "base64")),
      EncryptionContext: contextOf(scheduleArn),
    },
    { principal, region: arnParts(kmsKeyArn).region },
  );
}

/** How Scheduler's API tells of KMS's refusals. */
export function refused(error: unknown): never {
  if (!(error instanceof Fault)) throw error;
  if (error.code === "AccessDeniedException") throw new Fault(error.code, error.message, 403);
  throw validation(error.message);
}
