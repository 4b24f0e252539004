import { afterAll, beforeAll, expect, test } from "bun:test";
import { IAM } from "@aws-sdk/client-iam";
import { type TestBrume, testBrume } from "#test/harness/brume";

const document = (Action: string, Effect = "Allow", Resource = "*") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, Action, Resource }] });

let brume: TestBrume;
let iam: IAM;

beforeAll(async () => {
  brume = await testBrume();
  iam = new IAM(brume.client);
});
afterAll(() => brume.stop());

async function refusal(work: Promise<unknown>): Promise<[string, string]> {
  try {
    await work;
  } catch (error) {
    return [(error as Error).name.replace(/Exception$/, ""), (error as Error).message];
  }
  throw new Error("It was not refused.");
}

test("AWS's managed policies are there by name", async () => {
  const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
  const { Policy } = await iam.getPolicy({ PolicyArn });
  expect(Policy).toMatchObject({
    PolicyName: "AdministratorAccess",
    DefaultVersionId: "v1",
    IsAttachable: true,
  });
  const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: "v1" });
  expect(JSON.parse(decodeURIComponent(PolicyVersion!.Document!))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  const { Policies, IsTruncated } = await iam.listPolicies({ Scope: "AWS", MaxItems: 1000 });
  expect([Policies!.length, IsTruncated]).toEqual([1000, true]);
  expect(
    await refusal(iam.getPolicy({ PolicyArn: "arn:aws:iam::aws:policy/NoSuchPolicy" })),
  ).toEqual(["NoSuchEntity", "Policy arn:aws:iam::aws:policy/NoSuchPolicy was not found."]);
});

test("a policy and its versions", async () => {
  const made = await iam.createPolicy({
    PolicyName: "mine",
    PolicyDocument: document("s3:*"),
    Description: "d",
  });
  const PolicyArn = made.Policy!.Arn!;
  expect(PolicyArn).toBe("arn:aws:iam::000000000000:policy/mine");
  expect(
    await refusal(
      iam.createPolicy({ PolicyName: "Mine", PolicyDocument: document("s3:*"), Path: "/x/" }),
    ),
  ).toEqual([
    "EntityAlreadyExists",
    "A policy called Mine already exists. Duplicate names are not allowed.",
  ]);
  for (let version = 2; version <= 5; version++)
    await iam.createPolicyVersion({
      PolicyArn,
      PolicyDocument: document(`s3:V${version}`),
      SetAsDefault: version === 3,
    });
  expect(
    (await refusal(iam.createPolicyVersion({ PolicyArn, PolicyDocument: document("s3:*") })))[1],
  ).toBe(
    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
  );
  const { Versions } = await iam.listPolicyVersions({ PolicyArn });
  expect(Versions!.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual(
    [
      ["v5", false],
      ["v4", false],
      ["v3", true],
      ["v2", false],
      ["v1", false],
    ],
  );
  expect((await refusal(iam.deletePolicyVersion({ PolicyArn, VersionId: "v3" })))[1]).toBe(
    "Cannot delete the default version of a policy.",
  );
  expect((await refusal(iam.deletePolicy({ PolicyArn })))[1]).toStartWith(
    "This policy has more than one version.",
  );
  await iam.setDefaultPolicyVersion({ PolicyArn, VersionId: "v5" });
  for (const VersionId of ["v1", "v2", "v3", "v4"])
    await iam.deletePolicyVersion({ PolicyArn, VersionId });
  await iam.createPolicyVersion({ PolicyArn, PolicyDocument: document("s3:V6") });
  expect((await iam.listPolicyVersions({ PolicyArn })).Versions![0]!.VersionId).toBe("v6");
  await iam.deletePolicyVersion({ PolicyArn, VersionId: "v6" });

  await iam.createUser({ UserName: "holder" });
  await iam.attachUserPolicy({ UserName: "holder", PolicyArn });
  expect((await iam.getPolicy({ PolicyArn })).Policy!.AttachmentCount).toBe(1);
  expect((await iam.listEntitiesForPolicy({ PolicyArn })).PolicyUsers![0]!.UserName).toBe("holder");
  expect((await iam.listPolicies({ Scope: "Local", OnlyAttached: true })).Policies).toHaveLength(1);
  expect((await refusal(iam.deletePolicy({ PolicyArn })))[1]).toBe(
    "Cannot delete a policy attached to entities.",
  );
  await iam.detachUserPolicy({ UserName: "holder", PolicyArn });
  await iam.deletePolicy({ PolicyArn });
});

test("policies that are none", async () => {
  expect(await refusal(iam.createPolicy({ PolicyName: "bad", PolicyDocument: "{}" }))).toEqual([
    "MalformedPolicyDocument",
    "Syntax errors in policy.",
  ]);
  expect(
    (
      await refusal(
        iam.attachUserPolicy({
          UserName: "holder",
          PolicyArn: `arn:aws:iam::aws:policy/${"x".repeat(9)}`,
        }),
      )
    )[1],
  ).toBe("Policy arn:aws:iam::aws:policy/xxxxxxxxx does not exist or is not attachable.");
  const large = document(`s3:${"x".repeat(6200)}`);
  expect(await refusal(iam.createPolicy({ PolicyName: "large", PolicyDocument: large }))).toEqual([
    "LimitExceeded",
    "Cannot exceed quota for PolicySize: 6144",
  ]);
  const inline = {
    UserName: "holder",
    PolicyName: "large",
    PolicyDocument: document(`s3:${"x".repeat(2100)}`),
  };
  expect((await refusal(iam.putUserPolicy(inline)))[1]).toBe(
    "Maximum policy size of 2048 bytes exceeded for user holder",
  );
});

test("the simulator says what would be decided, and why", async () => {
  const { EvaluationResults } = await iam.simulateCustomPolicy({
    PolicyInputList: [document("s3:*"), document("s3:Delete*", "Deny")],
    ActionNames: ["s3:GetObject", "s3:DeleteObject", "sqs:SendMessage"],
    ResourceArns: ["arn:aws:s3:::b/k"],
  });
  expect(
    EvaluationResults!.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision!]),
  ).toEqual([
    ["s3:GetObject", "allowed"],
    ["s3:DeleteObject", "explicitDeny"],
    ["sqs:SendMessage", "implicitDeny"],
  ]);
  expect(EvaluationResults![0]!.MatchedStatements![0]).toEqual({
    SourcePolicyId: "PolicyInputList.1",
    SourcePolicyType: "none" as never,
    StartPosition: { Line: 1, Column: 38 },
    EndPosition: { Line: 1, Column: 87 },
  });
});

test("the simulator takes a principal's policies, groups and boundary", async () => {
  await iam.createUser({
    UserName: "sim",
    PermissionsBoundary: "arn:aws:iam::aws:policy/AmazonSQSFullAccess",
  });
  await iam.createGroup({ GroupName: "sims" });
  await iam.addUserToGroup({ GroupName: "sims", UserName: "sim" });
  await iam.putGroupPolicy({ GroupName: "sims", PolicyName: "all", PolicyDocument: document("*") });
  const condition = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Deny",
      Action: "sqs:*",
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
    },
  });
  await iam.putUserPolicy({ UserName: "sim", PolicyName: "region", PolicyDocument: condition });
  const ask = async (region: string) => {
    const { EvaluationResults } = await iam.simulatePrincipalPolicy({
      PolicySourceArn: "arn:aws:iam::000000000000:user/sim",
      ActionNames: ["sqs:SendMessage", "s3:GetObject"],
      ContextEntries: [
        {
          ContextKeyName: "aws:requestedregion",
          ContextKeyValues: [region],
          ContextKeyType: "string",
        },
      ],
    });
    return EvaluationResults!.map(({ EvalDecision }) => EvalDecision!);
  };
  expect(await ask("us-east-1")).toEqual(["allowed", "implicitDeny"]);
  expect(await ask("eu-west-1")).toEqual(["explicitDeny", "implicitDeny"]);
  const keys = await iam.getContextKeysForPrincipalPolicy({
    PolicySourceArn: "arn:aws:iam::000000000000:user/sim",
  });
  expect(keys.ContextKeyNames).toEqual(["aws:RequestedRegion"]);
});

test("all that an account has", async () => {
  const details = await iam.getAccountAuthorizationDetails({});
  const sim = details.UserDetailList!.find(({ UserName }) => UserName === "sim")!;
  expect(sim).toMatchObject({ GroupList: ["sims"], UserPolicyList: [{ PolicyName: "region" }] });
  expect(details.GroupDetailList!.map(({ GroupName }) => GroupName)).toEqual(["sims"]);
  expect(details.Policies!.map(({ PolicyName }) => PolicyName)).toEqual(["AmazonSQSFullAccess"]);
  const users = await iam.getAccountAuthorizationDetails({ Filter: ["User"], MaxItems: 1 });
  expect([users.UserDetailList!.length, users.IsTruncated, users.GroupDetailList ?? []]).toEqual([
    1,
    true,
    [],
  ]);
});
