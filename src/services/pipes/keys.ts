/**
 * Pipes with a key of the customer's: whoever makes the pipe must know the key, and the pipe's role
 * must be able to use it for every execution.
 * Differs from AWS: the pipe itself is not kept encrypted.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-pipes-cmkey.html
 */
import { Fault } from "#aws/fault";
import type { Principal } from "#kernel/principal";
import { validation } from "./errors.ts";
import { type Ctx, pipeArn } from "./pipes.ts";
import type { PipeRow } from "./tables.ts";

const regionOf = (key: string) => (key.startsWith("arn:") ? { region: key.split(":")[3]! } : {});

/** @throws Fault AccessDenied, or Validation for a key that is not there. */
export async function checkKey(ctx: Ctx, key: string | undefined): Promise<void> {
  if (key === undefined || key === "") return;
  await ctx.call("kms", "DescribeKey", { KeyId: key }, regionOf(key)).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    if (error.code === "AccessDeniedException") throw new Fault(error.code, error.message, 403);
    throw validation(error.message);
  });
}

/** Uses a pipe's key, if it has one. @throws Fault of KMS. */
export async function unlock(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  principal: Principal,
): Promise<void> {
  const { KmsKeyIdentifier: key } = row.settings;
  if (key === undefined || key === "") return;
  await ctx.call(
    "kms",
    "GenerateDataKeyWithoutPlaintext",
    {
      ...{ KeyId: key, KeySpec: "AES_256" },
      EncryptionContext: { "aws:pipe:arn": pipeArn(ctx, row.name) },
    },
    { principal, ...regionOf(key) },
  );
}
