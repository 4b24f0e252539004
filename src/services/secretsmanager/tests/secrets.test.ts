import { afterAll, beforeAll, expect, test } from "bun:test";
import { IAM } from "@aws-sdk/client-iam";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  paginateBatchGetSecretValue,
  paginateListSecrets,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManager,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let secrets: SecretsManagerClient;
let all: SecretsManager;
beforeAll(async () => {
  brume = await testBrume();
  secrets = new SecretsManagerClient(brume.client);
  all = new SecretsManager(brume.client);
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

test("a request made again with its token changes nothing, and with another value fails", async () => {
  const { ARN } = await all.createSecret({ Name: "tokens", SecretString: "one" });
  const given = { SecretId: "tokens", ClientRequestToken: "t".repeat(32) };
  for (let i = 0; i < 2; i++)
    expect(await all.putSecretValue({ ...given, SecretString: "two" })).toMatchObject({
      VersionId: given.ClientRequestToken,
    });
  for (const call of [
    all.putSecretValue({ ...given, SecretString: "three" }),
    all.updateSecret({ ...given, SecretString: "three" }),
  ])
    await expect(call).rejects.toMatchObject({
      name: "ResourceExistsException",
      message: `You can't use ClientRequestToken ${given.ClientRequestToken} because that value is already in use for a version of secret ${ARN}.`,
    });
  await all.updateSecret({ ...given, SecretString: "two" });
  expect((await all.getSecretValue({ SecretId: "tokens" })).SecretString).toBe("two");
});

test("the version that loses AWSCURRENT becomes AWSPREVIOUS", async () => {
  const SecretId = "staged";
  const ids: string[] = [];
  for (const [i, stage] of ["AWSCURRENT", "AWSCURRENT", "AWSPENDING"].entries()) {
    const ClientRequestToken = `${i}`.repeat(32);
    const call = { SecretString: `v${i}`, ClientRequestToken };
    if (i === 0) await all.createSecret({ Name: SecretId, ...call });
    else await all.putSecretValue({ SecretId, ...call, VersionStages: [stage] });
    ids.push(ClientRequestToken);
  }
  await all.updateSecretVersionStage({
    SecretId,
    VersionStage: "AWSCURRENT",
    MoveToVersionId: ids[2],
    RemoveFromVersionId: ids[1],
  });
  const stages = async () => (await all.describeSecret({ SecretId })).VersionIdsToStages;
  expect(await stages()).toEqual({
    [ids[1]!]: ["AWSPREVIOUS"],
    [ids[2]!]: ["AWSPENDING", "AWSCURRENT"],
  });
  // Another label on the current version leaves the previous one alone.
  await all.updateSecretVersionStage({ SecretId, VersionStage: "mine", MoveToVersionId: ids[2] });
  expect((await stages())![ids[1]!]).toEqual(["AWSPREVIOUS"]);
  await expect(
    all.updateSecretVersionStage({
      SecretId,
      VersionStage: "AWSCURRENT",
      RemoveFromVersionId: ids[2],
    }),
  ).rejects.toMatchObject({
    name: "InvalidParameterException",
    message:
      "You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.",
  });
});

test("a forced deletion of nothing is no error, and a password too short for its types is", async () => {
  const gone = await all.deleteSecret({ SecretId: "never", ForceDeleteWithoutRecovery: true });
  expect(gone.Name).toBe("never");
  await expect(all.deleteSecret({ SecretId: "never" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await expect(all.getRandomPassword({ PasswordLength: 3 })).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "Password length is too short based on the required types.",
  });
});

test("policies name a secret by its whole ARN, by whatever name it is asked for", async () => {
  const strict = await testBrume({ iam: "enforce", running: true });
  try {
    await new SecretsManager(strict.client).createSecret({ Name: "guarded", SecretString: "x" });
    const iam = new IAM(strict.client);
    await iam.createUser({ UserName: "reader" });
    await iam.putUserPolicy({
      UserName: "reader",
      PolicyName: "p",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Action: "secretsmanager:GetSecretValue",
          Resource: "arn:aws:secretsmanager:us-east-1:000000000000:secret:guarded-??????",
        },
      }),
    });
    const { AccessKey } = await iam.createAccessKey({ UserName: "reader" });
    const credentials = {
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    };
    const reader = new SecretsManager({ ...strict.client, credentials });
    expect((await reader.getSecretValue({ SecretId: "guarded" })).SecretString).toBe("x");
  } finally {
    await strict.stop();
  }
});

test("lists come in pages, both ways, and batches by filters", async () => {
  for (const name of ["a", "b", "c"])
    await all.createSecret({ Name: `paged/${name}`, SecretString: name });
  const Filters = [{ Key: "name" as const, Values: ["paged/"] }];
  for (const [SortOrder, expected] of [
    ["asc", ["a", "b", "c"]],
    ["desc", ["c", "b", "a"]],
  ] as const) {
    const found: string[] = [];
    const pages = paginateListSecrets({ client: all, pageSize: 1 }, { Filters, SortOrder });
    for await (const { SecretList } of pages) found.push(...SecretList!.map((s) => s.Name!));
    expect(found).toEqual(expected.map((name) => `paged/${name}`));
  }
  const values: (string | undefined)[] = [];
  const batches = paginateBatchGetSecretValue({ client: all, pageSize: 2 }, { Filters });
  for await (const { SecretValues } of batches)
    values.push(...SecretValues!.map((s) => s.SecretString));
  expect(values).toEqual(["a", "b", "c"]);
  await all.putSecretValue({ SecretId: "paged/a", SecretString: "d" });
  const first = await all.listSecretVersionIds({ SecretId: "paged/a", MaxResults: 1 });
  const { NextToken } = first;
  const second = await all.listSecretVersionIds({ SecretId: "paged/a", MaxResults: 1, NextToken });
  const stages = [first, second].flatMap(({ Versions }) =>
    Versions!.flatMap((v) => v.VersionStages),
  );
  expect(stages.toSorted()).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
  expect(second.NextToken).toBeUndefined();
});
