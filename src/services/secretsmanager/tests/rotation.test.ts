/** Rotation with a function that does as AWS's own templates do. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { Lambda } from "@aws-sdk/client-lambda";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { zipOf } from "../../lambda/inline-code.ts";

const DAY_MS = 86_400_000;
let brume: TestBrume;
let lambda: Lambda;
let secrets: SecretsManager;
beforeAll(async () => {
  brume = await testBrume({ running: true });
  lambda = new Lambda(brume.client);
  secrets = new SecretsManager(brume.client);
});
afterAll(() => brume.stop());

const ROTATOR = `
const { SecretsManager } = require("@aws-sdk/client-secrets-manager");
const client = new SecretsManager({});
exports.handler = async ({ Step, SecretId, ClientRequestToken: token }) => {
  const { VersionIdsToStages: held, RotationEnabled } = await client.describeSecret({ SecretId });
  if (!RotationEnabled) throw new Error("not enabled");
  if (held[token] === undefined) throw new Error("no such version");
  if (held[token].includes("AWSCURRENT")) return;
  if (!held[token].includes("AWSPENDING")) throw new Error("not pending");
  if (Step === "createSecret") {
    const now = await client.getSecretValue({ SecretId, VersionStage: "AWSCURRENT" });
    const asked = { SecretId, VersionId: token, VersionStage: "AWSPENDING" };
    await client.getSecretValue(asked).then(() => { throw new Error("has a value"); }, (error) => {
      if (error.name !== "ResourceNotFoundException") throw error;
    });
    await client.putSecretValue({
      SecretId, ClientRequestToken: token, SecretString: now.SecretString + "+",
      VersionStages: ["AWSPENDING"],
    });
  }
  if (Step === "testSecret" && process.env.FAILS === "yes") throw new Error("test failed");
  if (Step === "finishSecret") {
    const [old] = Object.entries(held).find(([, stages]) => stages.includes("AWSCURRENT"));
    await client.updateSecretVersionStage({
      SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: token, RemoveFromVersionId: old,
    });
  }
};`;

async function rotator(FunctionName: string, FAILS = "no"): Promise<string> {
  const { FunctionArn } = await lambda.createFunction({
    FunctionName,
    Role: "arn:aws:iam::000000000000:role/r",
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Timeout: 30,
    Environment: { Variables: { FAILS } },
    Code: { ZipFile: zipOf({ "index.js": ROTATOR }) },
  });
  await lambda.addPermission({
    FunctionName,
    StatementId: "s",
    Action: "lambda:InvokeFunction",
    Principal: "secretsmanager.amazonaws.com",
  });
  return FunctionArn!;
}
const value = async (SecretId: string, VersionStage?: string) =>
  (await secrets.getSecretValue({ SecretId, VersionStage })).SecretString;

test("a secret is rotated at once, then by its schedule, until that is cancelled", async () => {
  const SecretId = "rotated";
  await secrets.createSecret({ Name: SecretId, SecretString: "one" });
  const RotationLambdaARN = await rotator("rotator");
  const RotationRules = { AutomaticallyAfterDays: 30 };
  const { VersionId } = await secrets.rotateSecret({ SecretId, RotationLambdaARN, RotationRules });
  await brume.advance(0);
  await brume.kernel.settle();
  expect([await value(SecretId), await value(SecretId, "AWSPREVIOUS")]).toEqual(["one+", "one"]);
  const shown = await secrets.describeSecret({ SecretId });
  expect(shown).toMatchObject({ RotationEnabled: true, RotationLambdaARN, RotationRules });
  expect(shown.VersionIdsToStages![VersionId!]).toContain("AWSCURRENT");
  expect(shown.NextRotationDate!.getTime() - shown.LastRotatedDate!.getTime()).toBe(30 * DAY_MS);

  await brume.advance(31 * DAY_MS);
  expect(await value(SecretId)).toBe("one++");
  await secrets.cancelRotateSecret({ SecretId });
  await brume.advance(31 * DAY_MS);
  expect(await value(SecretId)).toBe("one++");
  expect((await secrets.describeSecret({ SecretId })).RotationEnabled).toBe(false);
});

test("one that fails leaves the secret as it is, and is tried again", async () => {
  const SecretId = "failing";
  await secrets.createSecret({ Name: SecretId, SecretString: "one" });
  const RotationLambdaARN = await rotator("failing", "yes");
  await secrets.rotateSecret({ SecretId, RotationLambdaARN });
  await brume.advance(0);
  await brume.kernel.settle();
  expect([await value(SecretId), await value(SecretId, "AWSPENDING")]).toEqual(["one", "one+"]);
  await expect(secrets.rotateSecret({ SecretId })).rejects.toMatchObject({
    name: "InvalidRequestException",
    message: "A previous rotation isn't complete. That rotation will be reattempted.",
  });
  await secrets.deleteSecret({ SecretId, ForceDeleteWithoutRecovery: true });
});

test("what cannot be rotated says so", async () => {
  const SecretId = "plain";
  await secrets.createSecret({ Name: SecretId, SecretString: "one" });
  await expect(secrets.rotateSecret({ SecretId })).rejects.toMatchObject({
    name: "InvalidRequestException",
    message: "No Lambda rotation function ARN is associated with this secret.",
  });
  const RotationLambdaARN = "arn:aws:lambda:us-east-1:000000000000:function:none";
  await expect(secrets.rotateSecret({ SecretId, RotationLambdaARN })).rejects.toMatchObject({
    name: "AccessDeniedException",
    message:
      "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.",
  });
});

test("a template sets a schedule, which goes with its stack", async () => {
  const cloudformation = new CloudFormation(brume.client);
  const RotationLambdaARN = await rotator("by-template");
  const StackName = "rotation";
  await cloudformation.createStack({
    StackName,
    TemplateBody: JSON.stringify({
      Resources: {
        Secret: { Type: "AWS::SecretsManager::Secret", Properties: { SecretString: "one" } },
        Schedule: {
          Type: "AWS::SecretsManager::RotationSchedule",
          Properties: {
            SecretId: { Ref: "Secret" },
            RotationLambdaARN,
            RotationRules: { ScheduleExpression: "rate(10 days)" },
            RotateImmediatelyOnUpdate: false,
          },
        },
      },
      Outputs: { Arn: { Value: { Ref: "Schedule" } } },
    }),
  });
  await brume.kernel.settle();
  const { Stacks } = await cloudformation.describeStacks({ StackName });
  const SecretId = Stacks![0]!.Outputs![0]!.OutputValue!;
  expect(await value(SecretId)).toBe("one");
  await brume.advance(11 * DAY_MS);
  expect(await value(SecretId)).toBe("one+");
});
