import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let secrets: SecretsManagerClient;
beforeAll(async () => {
  brume = await testBrume();
  secrets = new SecretsManagerClient(brume.client);
});
afterAll(() => brume.stop());

test("versions and their stages", async () => {
  const { ARN } = await secrets.send(
    new CreateSecretCommand({ Name: "db/password", SecretString: "one" }),
  );
  expect(ARN).toMatch(
    /^arn:aws:secretsmanager:us-east-1:000000000000:secret:db\/password-[A-Za-z0-9]{6}$/,
  );
  await secrets.send(new PutSecretValueCommand({ SecretId: "db/password", SecretString: "two" }));
  const value = async (VersionStage?: string) =>
    (await secrets.send(new GetSecretValueCommand({ SecretId: ARN, VersionStage }))).SecretString;
  expect([await value(), await value("AWSPREVIOUS")]).toEqual(["two", "one"]);
  const described = await secrets.send(new DescribeSecretCommand({ SecretId: ARN }));
  expect(Object.values(described.VersionIdsToStages!).flat().sort()).toEqual([
    "AWSCURRENT",
    "AWSPREVIOUS",
  ]);
});

test("a deleted secret can be brought back until its window is over", async () => {
  const SecretId = "gone";
  await secrets.send(
    new CreateSecretCommand({ Name: SecretId, SecretBinary: new Uint8Array([1, 2]) }),
  );
  await secrets.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
    name: "InvalidRequestException",
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  });
  await secrets.send(new RestoreSecretCommand({ SecretId }));
  expect((await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretBinary).toEqual(
    new Uint8Array([1, 2]),
  );
  await secrets.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  await brume.advance(8 * 86_400_000);
  await expect(secrets.send(new DescribeSecretCommand({ SecretId }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Secrets Manager can't find the specified secret.",
  });
});

test("passwords have what is asked of them", async () => {
  const { RandomPassword } = await secrets.send(
    new GetRandomPasswordCommand({
      PasswordLength: 40,
      ExcludePunctuation: true,
      ExcludeCharacters: "abc",
    }),
  );
  expect(RandomPassword).toMatch(/^[A-Z0-9d-z]{40}$/);
  const { SecretList } = await secrets.send(
    new ListSecretsCommand({ Filters: [{ Key: "name", Values: ["db/"] }] }),
  );
  expect(SecretList?.map((s) => s.Name)).toEqual(["db/password"]);
});
