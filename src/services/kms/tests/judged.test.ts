/** Who may use a key: its policy, IAM where the policy leaves it to it, and grants. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { IAM } from "@aws-sdk/client-iam";
import { KMS } from "@aws-sdk/client-kms";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SSM } from "@aws-sdk/client-ssm";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let root: KMS;
let KeyId: string;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  root = new KMS(brume.client);
  KeyId = (await root.createKey({})).KeyMetadata!.Arn!;
});
afterAll(() => brume.stop());

/** Clients of a new user, and the user's ARN. */
async function user(name: string, document?: object) {
  const iam = new IAM(brume.client);
  const { User } = await iam.createUser({ UserName: name });
  if (document !== undefined)
    await iam.putUserPolicy({
      UserName: name,
      PolicyName: "p",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: document }),
    });
  const { AccessKey } = await iam.createAccessKey({ UserName: name });
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  };
  const options = { ...brume.client, credentials };
  return {
    kms: new KMS(options),
    ssm: new SSM(options),
    secrets: new SecretsManager(options),
    arn: User!.Arn!,
  };
}

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error) => error.name,
  );

const DENIED = "AccessDeniedException";
const sealed = async (EncryptionContext?: Record<string, string>) => ({
  CiphertextBlob: (
    await root.encrypt({ KeyId, Plaintext: Buffer.from("secret"), EncryptionContext })
  ).CiphertextBlob!,
  ...(EncryptionContext === undefined ? {} : { EncryptionContext }),
});

test("a grant gives its operations to its grantee until it is revoked", async () => {
  const { kms, arn } = await user("granted");
  const blob = await sealed();
  expect(await outcome(kms.decrypt(blob))).toBe(DENIED);
  const { GrantId } = await root.createGrant({
    KeyId,
    GranteePrincipal: arn,
    Operations: ["Decrypt", "DescribeKey"],
  });
  expect(await outcome(kms.decrypt(blob))).toBe("done");
  expect(await outcome(kms.describeKey({ KeyId }))).toBe("done");
  expect(await outcome(kms.encrypt({ KeyId, Plaintext: Buffer.from("x") }))).toBe(DENIED);
  await root.revokeGrant({ KeyId, GrantId: GrantId! });
  expect(await outcome(kms.decrypt(blob))).toBe(DENIED);
});

test("a grant's constraints are about the encryption context", async () => {
  const subset = await user("subset");
  const equal = await user("equal");
  for (const [who, Constraints] of [
    [subset, { EncryptionContextSubset: { team: "a" } }],
    [equal, { EncryptionContextEquals: { team: "a" } }],
  ] as const)
    await root.createGrant({
      KeyId,
      GranteePrincipal: who.arn,
      Operations: ["Decrypt"],
      Constraints,
    });
  const cases: [Record<string, string> | undefined, string, string][] = [
    [undefined, DENIED, DENIED],
    [{ team: "b" }, DENIED, DENIED],
    [{ team: "a" }, "done", "done"],
    [{ team: "a", more: "x" }, "done", DENIED],
  ];
  for (const [context, bySubset, byEqual] of cases) {
    const blob = await sealed(context);
    expect([
      context,
      await outcome(subset.kms.decrypt(blob)),
      await outcome(equal.kms.decrypt(blob)),
    ]).toEqual([context, bySubset, byEqual]);
  }
});

test("a ciphertext and an alias are judged as the key they name", async () => {
  const other = (await root.createKey({})).KeyMetadata!.Arn!;
  await root.createAlias({ AliasName: "alias/mine", TargetKeyId: KeyId });
  const { kms } = await user("narrow", [
    { Effect: "Allow", Action: ["kms:Decrypt", "kms:Encrypt"], Resource: KeyId },
  ]);
  expect(await outcome(kms.decrypt(await sealed()))).toBe("done");
  const Plaintext = Buffer.from("x");
  expect(await outcome(kms.encrypt({ KeyId: "alias/mine", Plaintext }))).toBe("done");
  const { CiphertextBlob } = await root.encrypt({ KeyId: other, Plaintext });
  expect(await outcome(kms.decrypt({ CiphertextBlob: CiphertextBlob! }))).toBe(DENIED);
});

test("policies may ask for an encryption context", async () => {
  const { kms } = await user("careful", [
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "kms:EncryptionContext:app": "shop" } },
    },
  ]);
  expect(await outcome(kms.decrypt(await sealed({ app: "shop" })))).toBe("done");
  expect(await outcome(kms.decrypt(await sealed({ app: "other" })))).toBe(DENIED);
});

test("a key that AWS owns is used through its service alone, without leave of one's own", async () => {
  const { kms, ssm, secrets } = await user("through", [
    { Effect: "Allow", Action: ["ssm:*", "secretsmanager:*", "kms:ListAliases"], Resource: "*" },
  ]);
  await ssm.putParameter({ Name: "/sealed", Value: "one", Type: "SecureString" });
  const read = await ssm.getParameter({ Name: "/sealed", WithDecryption: true });
  expect(read.Parameter?.Value).toBe("one");
  await secrets.createSecret({ Name: "sealed", SecretString: "two" });
  expect((await secrets.getSecretValue({ SecretId: "sealed" })).SecretString).toBe("two");
  for (const one of [kms, root]) {
    const work = one.encrypt({ KeyId: "alias/aws/ssm", Plaintext: Buffer.from("x") });
    expect(await outcome(work)).toBe(DENIED);
  }
  expect((await root.describeKey({ KeyId: "alias/aws/ssm" })).KeyMetadata?.KeyManager).toBe("AWS");
});

test("a policy must leave its caller in charge, unless they waive it", async () => {
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::000000000000:role/other" },
      Action: "kms:*",
      Resource: "*",
    },
  });
  for (const work of [root.createKey({ Policy }), root.putKeyPolicy({ KeyId, Policy })])
    await expect(work).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
      message: "The new key policy will not allow you to update the key policy in the future.",
    });
  const { KeyMetadata } = await root.createKey({ Policy, BypassPolicyLockoutSafetyCheck: true });
  expect(KeyMetadata?.Enabled).toBe(true);
  await expect(root.getKeyPolicy({ KeyId, PolicyName: "mine" })).rejects.toMatchObject({
    name: "NotFoundException",
    message: "No such policy exists",
  });
});

test("a key waits seven days at least before it is deleted", async () => {
  const PendingWindowInDays = 6;
  expect(await outcome(root.scheduleKeyDeletion({ KeyId, PendingWindowInDays }))).toBe(
    "ValidationException",
  );
});
