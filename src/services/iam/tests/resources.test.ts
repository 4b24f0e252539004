import { afterAll, beforeAll, expect, test } from "bun:test";
import { IAM } from "@aws-sdk/client-iam";
import { resourceFacts } from "#aws/resource-facts";
import type { Properties, ResourceContext } from "#kernel/resource";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";
import { resources } from "../resources/index.ts";

const BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const TRUST = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};
const document = (Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});

let brume: TestBrume;
let iam: IAM;

beforeAll(async () => {
  brume = await testBrume();
  iam = new IAM(brume.client);
});
afterAll(() => brume.stop());

/** A stack's context for one resource. */
function context(logicalId: string, tags: Record<string, string> = {}): ResourceContext {
  const { kernel } = brume;
  const facts = kernel.factsFor({
    account: "000000000000",
    region: "us-east-1",
    via: "call",
    operation: "CreateStack",
  });
  return {
    account: facts.account,
    region: facts.region,
    partition: "aws",
    stackId: "arn:aws:cloudformation:us-east-1:000000000000:stack/s/1",
    stackName: "s",
    logicalId,
    tags,
    now: EPOCH,
    signal: new AbortController().signal,
    origin: "http://127.0.0.1",
    call: (service: string, operation: string, input: Record<string, unknown>) =>
      kernel.call(facts, service, operation, input) as never,
    name: () => `s-${logicalId}-X`,
    token: logicalId,
  } as ResourceContext;
}

const make = (type: string, logicalId: string, properties: Properties, tags = {}) =>
  resources[`AWS::IAM::${type}`]!.make(context(logicalId, tags), properties);
const update = (
  type: string,
  logicalId: string,
  id: string,
  next: Properties,
  before: Properties,
) => resources[`AWS::IAM::${type}`]!.update!(context(logicalId), id, next, before);
const remove = (type: string, logicalId: string, id: string, properties: Properties) =>
  resources[`AWS::IAM::${type}`]!.remove(context(logicalId), id, properties);

test("a role is made, changed and removed", async () => {
  const first: Properties = {
    AssumeRolePolicyDocument: TRUST,
    ManagedPolicyArns: [BASIC],
    Policies: [{ PolicyName: "inline", PolicyDocument: document("s3:GetObject") }],
    Tags: [{ Key: "own", Value: "1" }],
  };
  const made = await make("Role", "Role", first, {
    stack: "s",
    "aws:cloudformation:stack-name": "s",
  });
  expect(made.id).toBe("s-Role-X");
  expect(made.attributes!["Arn"]).toBe("arn:aws:iam::000000000000:role/s-Role-X");
  const { Role } = await iam.getRole({ RoleName: made.id });
  expect(Role!.Tags).toEqual([
    { Key: "stack", Value: "s" },
    { Key: "own", Value: "1" },
  ]);

  const next: Properties = {
    AssumeRolePolicyDocument: TRUST,
    Description: "changed",
    ManagedPolicyArns: [READ_ONLY],
    Policies: [{ PolicyName: "other", PolicyDocument: document("s3:PutObject") }],
    MaxSessionDuration: "7200",
  };
  await update("Role", "Role", made.id, next, first);
  const attached = await iam.listAttachedRolePolicies({ RoleName: made.id });
  expect(attached.AttachedPolicies!.map(({ PolicyArn }) => PolicyArn)).toEqual([READ_ONLY]);
  expect((await iam.listRolePolicies({ RoleName: made.id })).PolicyNames).toEqual(["other"]);
  expect((await iam.getRole({ RoleName: made.id })).Role).toMatchObject({
    Description: "changed",
    MaxSessionDuration: 7200,
  });

  // What others hung on the role meanwhile does not hold its removal up.
  await iam.putRolePolicy({
    RoleName: made.id,
    PolicyName: "late",
    PolicyDocument: JSON.stringify(document("s3:*")),
  });
  await remove("Role", "Role", made.id, next);
  expect(iam.getRole({ RoleName: made.id })).rejects.toThrow("cannot be found");
  await remove("Role", "Role", made.id, next);
});

test("a role whose making fails leaves nothing behind", async () => {
  const properties = {
    AssumeRolePolicyDocument: TRUST,
    ManagedPolicyArns: ["arn:aws:iam::aws:policy/Nonsense"],
  };
  expect(make("Role", "Broken", properties)).rejects.toThrow("does not exist or is not attachable");
  await brume.kernel.settle();
  expect(iam.getRole({ RoleName: "s-Broken-X" })).rejects.toThrow("cannot be found");
});

test("policies are put into, and attached to, identities", async () => {
  const trust = { AssumeRolePolicyDocument: TRUST };
  const one = await make("Role", "One", trust);
  const two = await make("Role", "Two", trust);
  const group = await make("Group", "Group", { ManagedPolicyArns: [BASIC] });
  const user = await make("User", "User", {
    Groups: [group.id],
    LoginProfile: { Password: "long enough" },
  });
  expect((await iam.listGroupsForUser({ UserName: user.id })).Groups).toHaveLength(1);

  const first = {
    PolicyName: "p",
    PolicyDocument: document("s3:Get*"),
    Roles: [one.id],
    Groups: [group.id],
  };
  const policy = await make("Policy", "Policy", first);
  const second = { PolicyName: "p", PolicyDocument: document("s3:Put*"), Roles: [two.id] };
  await update("Policy", "Policy", policy.id, second, first);
  expect((await iam.listRolePolicies({ RoleName: one.id })).PolicyNames).toEqual([]);
  expect((await iam.listRolePolicies({ RoleName: two.id })).PolicyNames).toEqual(["p"]);
  expect((await iam.listGroupPolicies({ GroupName: group.id })).PolicyNames).toEqual([]);
  await remove("Policy", "Policy", policy.id, second);

  const managed = { PolicyDocument: document("sqs:*"), Users: [user.id], Roles: [one.id] };
  const made = await make("ManagedPolicy", "Managed", managed);
  expect(made.id).toBe("arn:aws:iam::000000000000:policy/s-Managed-X");
  expect(made.attributes).toMatchObject({ AttachmentCount: 2, DefaultVersionId: "v1" });
  let before: Properties = managed;
  for (let version = 2; version <= 7; version++) {
    const next = { PolicyDocument: document(`sqs:V${version}`), Roles: [one.id] };
    const changed = await update("ManagedPolicy", "Managed", made.id, next, before);
    expect(changed.attributes!["DefaultVersionId"]).toBe(`v${version}`);
    before = next;
  }
  const profile = { Roles: [one.id] };
  const instance = await make("InstanceProfile", "Profile", profile);
  const key = await make("AccessKey", "Key", { UserName: user.id });
  expect(key.id).toMatch(/^AKIA/);
  expect(key.attributes!["SecretAccessKey"]).toHaveLength(40);

  await remove("AccessKey", "Key", key.id, { UserName: user.id });
  await remove("InstanceProfile", "Profile", instance.id, profile);
  await remove("ManagedPolicy", "Managed", made.id, before);
  await remove("User", "User", user.id, {});
  await remove("Group", "Group", group.id, {});
  for (const { id } of [one, two]) await remove("Role", "", id, {});
  expect((await iam.listRoles({})).Roles).toEqual([]);
  expect((await iam.listUsers({})).Users).toEqual([]);
});

test("every property of every type is obeyed, or known not to be", () => {
  const unknown: string[] = [];
  for (const [type, handler] of Object.entries(resources)) {
    const facts = resourceFacts(type)!;
    for (const name of Object.keys(facts.properties))
      if (!handler.properties.includes(name)) unknown.push(`${type}.${name}`);
    for (const name of handler.properties) expect(Object.keys(facts.properties)).toContain(name);
  }
  expect(unknown.sort()).toEqual([
    // Encrypted assertions need the private key that decrypts them.
    "AWS::IAM::SAMLProvider.AddPrivateKey",
    "AWS::IAM::SAMLProvider.AssertionEncryptionMode",
    "AWS::IAM::SAMLProvider.PrivateKeyList",
    "AWS::IAM::SAMLProvider.RemovePrivateKey",
  ]);
});
