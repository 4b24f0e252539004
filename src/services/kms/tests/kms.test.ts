import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ReEncryptCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let kms: KMSClient;
beforeAll(async () => {
  brume = await testBrume();
  kms = new KMSClient(brume.client);
});
afterAll(() => brume.stop());

const key = async (): Promise<string> =>
  (await kms.send(new CreateKeyCommand({}))).KeyMetadata!.KeyId!;
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes!).toString();

test("what was encrypted decrypts, with its context only", async () => {
  const KeyId = await key();
  const EncryptionContext = { order: "1" };
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId, Plaintext: Buffer.from("secret"), EncryptionContext }),
  );
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  expect(text(opened.Plaintext)).toBe("secret");
  expect(opened.KeyId).toBe(`arn:aws:kms:us-east-1:000000000000:key/${KeyId}`);
  await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject({
    name: "InvalidCiphertextException",
  });
  await expect(
    kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: await key() })),
  ).rejects.toMatchObject({ name: "IncorrectKeyException" });
});

test("data keys, aliases, re-encryption", async () => {
  const KeyId = await key();
  await kms.send(new CreateAliasCommand({ AliasName: "alias/orders", TargetKeyId: KeyId }));
  const made = await kms.send(
    new GenerateDataKeyCommand({ KeyId: "alias/orders", KeySpec: "AES_256" }),
  );
  expect(made.Plaintext).toHaveLength(32);
  const moved = await kms.send(
    new ReEncryptCommand({ CiphertextBlob: made.CiphertextBlob, DestinationKeyId: await key() }),
  );
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob }));
  expect(Buffer.from(opened.Plaintext!).equals(Buffer.from(made.Plaintext!))).toBe(true);
  expect(
    (await kms.send(new ListAliasesCommand({ KeyId }))).Aliases?.map((a) => a.AliasName),
  ).toEqual(["alias/orders"]);
});

test("a rotated key opens what its older material sealed", async () => {
  const KeyId = await key();
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId, Plaintext: Buffer.from("old") }),
  );
  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
  await brume.advance(91 * 86_400_000);
  expect(text((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext)).toBe("old");
});

test("disabled and pending keys refuse in AWS's words", async () => {
  const KeyId = await key();
  const arn = `arn:aws:kms:us-east-1:000000000000:key/${KeyId}`;
  const encrypt = () => kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from("x") }));
  await kms.send(new DisableKeyCommand({ KeyId }));
  await expect(encrypt()).rejects.toMatchObject({
    name: "DisabledException",
    message: `${arn} is disabled.`,
  });
  await kms.send(new EnableKeyCommand({ KeyId }));
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  await expect(encrypt()).rejects.toMatchObject({
    name: "KMSInvalidStateException",
    message: `${arn} is pending deletion.`,
  });
  await kms.send(new CancelKeyDeletionCommand({ KeyId }));
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  await brume.advance(8 * 86_400_000);
  await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({
    name: "NotFoundException",
  });
});

test("grants are listed as they were made", async () => {
  const KeyId = await key();
  await kms.send(
    new CreateGrantCommand({
      KeyId,
      GranteePrincipal: "arn:aws:iam::000000000000:role/r",
      Operations: ["Decrypt"],
    }),
  );
  const { Grants } = await kms.send(new ListGrantsCommand({ KeyId }));
  expect(Grants?.[0]).toMatchObject({
    GranteePrincipal: "arn:aws:iam::000000000000:role/r",
    Operations: ["Decrypt"],
  });
});
