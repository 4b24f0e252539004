/** Encrypting, decrypting, data keys, message authentication codes. */
import { timingSafeEqual } from "node:crypto";
import { mac, readSealed, seal, unseal } from "../domain.ts";
import {
  incorrectKey,
  invalidCiphertext,
  invalidMac,
  invalidUsage,
  noCiphertext,
  validation,
} from "../errors.ts";
import { type Ctx, ensureManaged, keyArn, keyOf, usable } from "../keys.ts";
import { type KeyRow, on } from "../tables.ts";

type EncryptionContext = Readonly<Record<string, string>>;

export const Encrypt = on("Encrypt", async (ctx, input) => {
  const key = await encrypting(ctx, input.KeyId, "Encrypt");
  return {
    CiphertextBlob: sealWith(ctx, key, input.Plaintext, input.EncryptionContext),
    KeyId: keyArn(ctx, key.id),
    EncryptionAlgorithm: "SYMMETRIC_DEFAULT" as const,
  };
});

export const Decrypt = on("Decrypt", async (ctx, input) => {
  const { key, plaintext } = await open(
    ctx,
    input.CiphertextBlob,
    input.EncryptionContext,
    input.KeyId,
  );
  return {
    Plaintext: plaintext,
    KeyId: keyArn(ctx, key.id),
    EncryptionAlgorithm: "SYMMETRIC_DEFAULT" as const,
  };
});

export const ReEncrypt = on("ReEncrypt", async (ctx, input) => {
  const source = await open(
    ctx,
    input.CiphertextBlob,
    input.SourceEncryptionContext,
    input.SourceKeyId,
  );
  const key = await encrypting(ctx, input.DestinationKeyId, "ReEncryptTo");
  return {
    CiphertextBlob: sealWith(ctx, key, source.plaintext, input.DestinationEncryptionContext),
    SourceKeyId: keyArn(ctx, source.key.id),
    KeyId: keyArn(ctx, key.id),
    SourceEncryptionAlgorithm: "SYMMETRIC_DEFAULT" as const,
    DestinationEncryptionAlgorithm: "SYMMETRIC_DEFAULT" as const,
  };
});

export const GenerateDataKey = on("GenerateDataKey", async (ctx, input) => {
  const made = await dataKey(ctx, input, "GenerateDataKey");
  return { CiphertextBlob: made.sealed, Plaintext: made.plaintext, KeyId: made.arn };
});

export const GenerateDataKeyWithoutPlaintext = on(
  "GenerateDataKeyWithoutPlaintext",
  async (ctx, input) => {
    const made = await dataKey(ctx, input, "GenerateDataKeyWithoutPlaintext");
    return { CiphertextBlob: made.sealed, KeyId: made.arn };
  },
);

export const GenerateRandom = on("GenerateRandom", (ctx, input) => {
  if (input.NumberOfBytes === undefined) throw validation("NumberOfBytes is required.");
  return { Plaintext: ctx.chance.bytes(input.NumberOfBytes) };
});

export const GenerateMac = on("GenerateMac", async (ctx, input) => {
  const key = await macKey(ctx, input.KeyId, input.MacAlgorithm, "GenerateMac");
  return {
    Mac: mac(input.MacAlgorithm, materialOf(key, 0), input.Message),
    MacAlgorithm: input.MacAlgorithm,
    KeyId: keyArn(ctx, key.id),
  };
});

export const VerifyMac = on("VerifyMac", async (ctx, input) => {
  const key = await macKey(ctx, input.KeyId, input.MacAlgorithm, "VerifyMac");
  const expected = mac(input.MacAlgorithm, materialOf(key, 0), input.Message);
  if (expected.length !== input.Mac.length || !timingSafeEqual(expected, input.Mac))
    throw invalidMac();
  return { MacValid: true, MacAlgorithm: input.MacAlgorithm, KeyId: keyArn(ctx, key.id) };
});

function materialOf(key: Readonly<KeyRow>, generation: number): Uint8Array {
  const text = key.material[generation];
  if (text === undefined) throw invalidCiphertext();
  return Buffer.from(text, "base64");
}

function sealWith(
  ctx: Ctx,
  key: Readonly<KeyRow>,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
): Uint8Array {
  const generation = key.material.length - 1;
  return seal(
    key.id,
    generation,
    materialOf(key, generation),
    plaintext,
    context,
    ctx.chance.bytes(12),
  );
}

async function encrypting(ctx: Ctx, keyId: string, operation: string): Promise<Readonly<KeyRow>> {
  await ensureManaged(ctx, keyId);
  const key = usable(ctx, await ctx.view((tx) => keyOf(ctx, tx, keyId)));
  if (key.usage !== "ENCRYPT_DECRYPT")
    throw invalidUsage(keyArn(ctx, key.id), key.usage, operation);
  return key;
}

async function macKey(
  ctx: Ctx,
  keyId: string,
  algorithm: string,
  operation: string,
): Promise<Readonly<KeyRow>> {
  const key = usable(ctx, await ctx.view((tx) => keyOf(ctx, tx, keyId)));
  if (key.usage !== "GENERATE_VERIFY_MAC" || key.spec !== algorithm.replace("_SHA", ""))
    throw invalidUsage(keyArn(ctx, key.id), key.usage, operation);
  return key;
}

async function open(
  ctx: Ctx,
  blob: Uint8Array | undefined,
  context: EncryptionContext | undefined,
  keyId: string | undefined,
) {
  // The model does not require it, as dry runs can do without.
  if (blob === undefined) throw noCiphertext();
  const sealed = readSealed(blob);
  const key = await ctx.view(async (tx) => {
    const named = keyId === undefined ? undefined : await keyOf(ctx, tx, keyId);
    if (named !== undefined && named.id !== sealed.keyId) throw incorrectKey();
    return named ?? (await tx.key.find({ id: sealed.keyId }));
  });
  if (key === undefined) throw invalidCiphertext();
  usable(ctx, key);
  return { key, plaintext: unseal(sealed, materialOf(key, sealed.generation), context) };
}

interface DataKeyInput {
  KeyId: string;
  KeySpec?: string;
  NumberOfBytes?: number;
  EncryptionContext?: EncryptionContext;
}

async function dataKey(ctx: Ctx, input: DataKeyInput, operation: string) {
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined))
    throw validation("Please specify either number of bytes or key spec.");
  const key = await encrypting(ctx, input.KeyId, operation);
  const length = input.NumberOfBytes ?? (input.KeySpec === "AES_128" ? 16 : 32);
  const plaintext = ctx.chance.bytes(length);
  return {
    plaintext,
    sealed: sealWith(ctx, key, plaintext, input.EncryptionContext),
    arn: keyArn(ctx, key.id),
  };
}
