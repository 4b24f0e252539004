import { afterAll, beforeAll, expect, test } from "bun:test";
import { IAM } from "@aws-sdk/client-iam";
import { type TestBrume, testBrume } from "#test/harness/brume";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
const READ = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "*" }],
});
const BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

let brume: TestBrume;
let iam: IAM;

beforeAll(async () => {
  brume = await testBrume();
  iam = new IAM(brume.client);
});
afterAll(() => brume.stop());

/** The code and text with which AWS refuses. */
async function refusal(work: Promise<unknown>): Promise<[string, string]> {
  try {
    await work;
  } catch (error) {
    return [(error as Error).name.replace(/Exception$/, ""), (error as Error).message];
  }
  throw new Error("It was not refused.");
}

test("a role from its making to its end", async () => {
  const made = await iam.createRole({
    RoleName: "Runner",
    AssumeRolePolicyDocument: TRUST,
    Description: "runs",
    MaxSessionDuration: 7200,
    Tags: [{ Key: "team", Value: "red" }],
  });
  expect(made.Role).toMatchObject({
    Arn: "arn:aws:iam::000000000000:role/Runner",
    Path: "/",
    MaxSessionDuration: 7200,
    Tags: [{ Key: "team", Value: "red" }],
  });
  expect(made.Role!.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
  expect(decodeURIComponent(made.Role!.AssumeRolePolicyDocument!)).toBe(TRUST);
  expect(
    await refusal(iam.createRole({ RoleName: "runner", AssumeRolePolicyDocument: TRUST })),
  ).toEqual(["EntityAlreadyExists", "Role with name runner already exists."]);

  await iam.attachRolePolicy({ RoleName: "Runner", PolicyArn: BASIC });
  await iam.putRolePolicy({ RoleName: "Runner", PolicyName: "read", PolicyDocument: READ });
  const attached = await iam.listAttachedRolePolicies({ RoleName: "Runner" });
  expect(attached.AttachedPolicies).toEqual([
    { PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: BASIC },
  ]);
  expect((await iam.listRolePolicies({ RoleName: "Runner" })).PolicyNames).toEqual(["read"]);
  const inline = await iam.getRolePolicy({ RoleName: "Runner", PolicyName: "read" });
  expect(decodeURIComponent(inline.PolicyDocument!)).toBe(READ);

  expect(await refusal(iam.deleteRole({ RoleName: "Runner" }))).toEqual([
    "DeleteConflict",
    "Cannot delete entity, must detach all policies first.",
  ]);
  await iam.detachRolePolicy({ RoleName: "Runner", PolicyArn: BASIC });
  expect(await refusal(iam.detachRolePolicy({ RoleName: "Runner", PolicyArn: BASIC }))).toEqual([
    "NoSuchEntity",
    `Policy ${BASIC} was not found.`,
  ]);
  expect(await refusal(iam.deleteRole({ RoleName: "Runner" }))).toEqual([
    "DeleteConflict",
    "Cannot delete entity, must delete policies first.",
  ]);
  await iam.deleteRolePolicy({ RoleName: "Runner", PolicyName: "read" });
  await iam.deleteRole({ RoleName: "Runner" });
  expect(await refusal(iam.getRole({ RoleName: "Runner" }))).toEqual([
    "NoSuchEntity",
    "The role with name Runner cannot be found.",
  ]);
});

test("trust policies are judged as IAM judges them", async () => {
  const bad = TRUST.replace('"Action"', '"Resource":"*","Action"');
  expect(await refusal(iam.createRole({ RoleName: "bad", AssumeRolePolicyDocument: bad }))).toEqual(
    ["MalformedPolicyDocument", "Has prohibited field Resource"],
  );
  expect(await refusal(iam.createRole({ RoleName: "bad", AssumeRolePolicyDocument: "{" }))).toEqual(
    ["MalformedPolicyDocument", "This policy contains invalid Json"],
  );
});

test("a service-linked role is AWS's own", async () => {
  const { Role } = await iam.createServiceLinkedRole({ AWSServiceName: "ecs.amazonaws.com" });
  const RoleName = "AWSServiceRoleForECS";
  expect(Role!.Arn).toBe(
    `arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/${RoleName}`,
  );
  expect((await refusal(iam.deleteRole({ RoleName })))[0]).toBe("UnmodifiableEntity");
  const { DeletionTaskId } = await iam.deleteServiceLinkedRole({ RoleName });
  const status = await iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId });
  expect(status.Status).toBe("SUCCEEDED");
});

test("users, groups, and what holds a user back from being deleted", async () => {
  const { User } = await iam.createUser({ UserName: "ann", Path: "/staff/" });
  expect(User).toMatchObject({ Arn: "arn:aws:iam::000000000000:user/staff/ann", Path: "/staff/" });
  expect(User!.UserId).toMatch(/^AIDA/);
  await iam.createGroup({ GroupName: "devs" });
  await iam.addUserToGroup({ GroupName: "devs", UserName: "ann" });
  const group = await iam.getGroup({ GroupName: "devs" });
  expect(group.Users!.map(({ UserName }) => UserName)).toEqual(["ann"]);
  expect((await iam.listGroupsForUser({ UserName: "ann" })).Groups![0]!.GroupName).toBe("devs");
  const { AccessKey } = await iam.createAccessKey({ UserName: "ann" });
  expect(AccessKey!.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(AccessKey!.SecretAccessKey).toHaveLength(40);
  await iam.createAccessKey({ UserName: "ann" });
  expect(await refusal(iam.createAccessKey({ UserName: "ann" }))).toEqual([
    "LimitExceeded",
    "Cannot exceed quota for AccessKeysPerUser: 2",
  ]);
  expect(await refusal(iam.deleteUser({ UserName: "ann" }))).toEqual([
    "DeleteConflict",
    "Cannot delete entity, must delete access keys first.",
  ]);

  await iam.updateUser({ UserName: "ann", NewUserName: "anna", NewPath: "/" });
  const { AccessKeyMetadata } = await iam.listAccessKeys({ UserName: "anna" });
  expect(AccessKeyMetadata).toHaveLength(2);
  for (const { AccessKeyId } of AccessKeyMetadata!)
    await iam.deleteAccessKey({ UserName: "anna", AccessKeyId: AccessKeyId! });
  expect(await refusal(iam.deleteUser({ UserName: "anna" }))).toEqual([
    "DeleteConflict",
    "Cannot delete entity, must remove users from group first.",
  ]);
  expect((await refusal(iam.deleteGroup({ GroupName: "devs" })))[0]).toBe("DeleteConflict");
  await iam.removeUserFromGroup({ GroupName: "devs", UserName: "anna" });
  await iam.deleteUser({ UserName: "anna" });
  await iam.deleteGroup({ GroupName: "devs" });
});

test("lists come in pages", async () => {
  for (const name of ["p3", "P1", "p2", "p4", "p5"])
    await iam.createUser({ UserName: name, Path: "/pages/" });
  const names: string[] = [];
  let Marker: string | undefined;
  let pages = 0;
  do {
    const page = await iam.listUsers({ PathPrefix: "/pages/", MaxItems: 2, Marker });
    names.push(...page.Users!.map(({ UserName }) => UserName!));
    Marker = page.Marker;
    pages++;
    expect(page.IsTruncated ?? false).toBe(Marker !== undefined);
  } while (Marker !== undefined);
  expect([names, pages]).toEqual([["P1", "p2", "p3", "p4", "p5"], 3]);
});

test("instance profiles hold one role", async () => {
  const InstanceProfileName = "box";
  await iam.createRole({ RoleName: "boxed", AssumeRolePolicyDocument: TRUST });
  await iam.createInstanceProfile({ InstanceProfileName });
  await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: "boxed" });
  const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName });
  expect(InstanceProfile).toMatchObject({
    Arn: "arn:aws:iam::000000000000:instance-profile/box",
    Roles: [{ RoleName: "boxed" }],
  });
  expect(
    await refusal(iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: "boxed" })),
  ).toEqual(["LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"]);
  expect((await refusal(iam.deleteInstanceProfile({ InstanceProfileName })))[0]).toBe(
    "DeleteConflict",
  );
  expect((await refusal(iam.deleteRole({ RoleName: "boxed" })))[0]).toBe("DeleteConflict");
  const list = await iam.listInstanceProfilesForRole({ RoleName: "boxed" });
  expect(list.InstanceProfiles).toHaveLength(1);
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: "boxed" });
  await iam.deleteInstanceProfile({ InstanceProfileName });
  await iam.deleteRole({ RoleName: "boxed" });
});

test("tags are compared without case", async () => {
  await iam.createUser({ UserName: "tagged", Tags: [{ Key: "Team", Value: "red" }] });
  await iam.tagUser({
    UserName: "tagged",
    Tags: [
      { Key: "team", Value: "blue" },
      { Key: "__proto__", Value: "x" },
    ],
  });
  const { Tags } = await iam.listUserTags({ UserName: "tagged" });
  expect(Tags).toEqual([
    { Key: "__proto__", Value: "x" },
    { Key: "team", Value: "blue" },
  ]);
  expect(
    await refusal(
      iam.tagUser({
        UserName: "tagged",
        Tags: [
          { Key: "a", Value: "" },
          { Key: "A", Value: "" },
        ],
      }),
    ),
  ).toEqual([
    "InvalidInput",
    "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
  ]);
  await iam.untagUser({ UserName: "tagged", TagKeys: ["TEAM", "__proto__"] });
  expect((await iam.listUserTags({ UserName: "tagged" })).Tags).toEqual([]);
});

test("boundaries", async () => {
  const boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  await iam.createUser({ UserName: "bound", PermissionsBoundary: boundary });
  const { User } = await iam.getUser({ UserName: "bound" });
  expect(User!.PermissionsBoundary).toEqual({
    PermissionsBoundaryType: "PermissionsBoundaryPolicy" as never,
    PermissionsBoundaryArn: boundary,
  });
  const { Policy } = await iam.getPolicy({ PolicyArn: boundary });
  expect(Policy).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 });
  await iam.deleteUserPermissionsBoundary({ UserName: "bound" });
  expect((await iam.getUser({ UserName: "bound" })).User!.PermissionsBoundary).toBeUndefined();
});

test("passwords keep the account's rules", async () => {
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 10, RequireNumbers: true });
  const { PasswordPolicy } = await iam.getAccountPasswordPolicy({});
  expect(PasswordPolicy).toMatchObject({ MinimumPasswordLength: 10, ExpirePasswords: false });
  await iam.createUser({ UserName: "login" });
  expect(await refusal(iam.createLoginProfile({ UserName: "login", Password: "short" }))).toEqual([
    "PasswordPolicyViolation",
    "Password should have a minimum length of 10",
  ]);
  await iam.createLoginProfile({ UserName: "login", Password: "long enough 1" });
  expect((await iam.getLoginProfile({ UserName: "login" })).LoginProfile!.UserName).toBe("login");
  await iam.deleteAccountPasswordPolicy();
  expect((await refusal(iam.getAccountPasswordPolicy({})))[1]).toBe(
    "The Password Policy with domain name 000000000000 cannot be found.",
  );
});

test("identity providers", async () => {
  const Url = "https://token.example.com/path";
  const { OpenIDConnectProviderArn } = await iam.createOpenIDConnectProvider({
    Url,
    ClientIDList: ["app"],
    ThumbprintList: ["a".repeat(40)],
  });
  expect(OpenIDConnectProviderArn).toBe(
    "arn:aws:iam::000000000000:oidc-provider/token.example.com/path",
  );
  expect((await refusal(iam.createOpenIDConnectProvider({ Url })))[1]).toBe(
    `Provider with url ${Url} already exists.`,
  );
  await iam.addClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID: "web" });
  const found = await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn });
  expect(found).toMatchObject({ Url: "token.example.com/path", ClientIDList: ["app", "web"] });
  await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn });
  expect((await iam.listOpenIDConnectProviders({})).OpenIDConnectProviderList).toEqual([]);
});

test("the account's alias and summary", async () => {
  await iam.createAccountAlias({ AccountAlias: "brume" });
  expect((await iam.listAccountAliases({})).AccountAliases).toEqual(["brume"]);
  await iam.deleteAccountAlias({ AccountAlias: "brume" });
  const { SummaryMap } = await iam.getAccountSummary({});
  expect(SummaryMap).toMatchObject({ AccessKeysPerUserQuota: 2, AccountMFAEnabled: 0 });
});

test("accounts know nothing of each other", async () => {
  const credentials = { accessKeyId: "111122223333", secretAccessKey: "test" };
  const away = new IAM({ ...brume.client, credentials });
  await iam.createUser({ UserName: "twin" });
  const { User } = await away.createUser({ UserName: "twin" });
  expect(User!.Arn).toBe("arn:aws:iam::111122223333:user/twin");
  expect((await away.listUsers({})).Users).toHaveLength(1);
  const { AccessKey } = await iam.createAccessKey({ UserName: "twin" });
  expect((await away.listAccessKeys({ UserName: "twin" })).AccessKeyMetadata).toEqual([]);
  const AccessKeyId = AccessKey!.AccessKeyId!;
  expect(await refusal(away.deleteAccessKey({ UserName: "twin", AccessKeyId }))).toEqual([
    "NoSuchEntity",
    `The Access Key with id ${AccessKeyId} cannot be found.`,
  ]);
});

test("of many who make the same role at once, one does", async () => {
  const all = Array.from({ length: 20 }, () =>
    iam.createRole({ RoleName: "race", AssumeRolePolicyDocument: TRUST }),
  );
  const settled = await Promise.allSettled(all);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("certificates and keys of users", async () => {
  await iam.createUser({ UserName: "keys" });
  const SSHPublicKeyBody = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7 me";
  const { SSHPublicKey } = await iam.uploadSSHPublicKey({ UserName: "keys", SSHPublicKeyBody });
  expect(SSHPublicKey!.Fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  const { SSHPublicKeyId } = SSHPublicKey!;
  await iam.updateSSHPublicKey({ UserName: "keys", SSHPublicKeyId, Status: "Inactive" });
  const { SSHPublicKeys } = await iam.listSSHPublicKeys({ UserName: "keys" });
  expect(SSHPublicKeys!.map(({ Status }) => Status!)).toEqual(["Inactive"]);
  expect(
    (await refusal(iam.uploadSSHPublicKey({ UserName: "keys", SSHPublicKeyBody: "x" })))[0],
  ).toBe("InvalidPublicKey");
  expect(
    (await refusal(iam.uploadSigningCertificate({ UserName: "keys", CertificateBody: "x" })))[1],
  ).toBe("Unable to parse certificate. Please ensure the certificate is in PEM format.");
  const ServiceName = "codecommit.amazonaws.com";
  const made = await iam.createServiceSpecificCredential({ UserName: "keys", ServiceName });
  expect(made.ServiceSpecificCredential!.ServiceUserName).toBe("keys-at-000000000000");
});

test("what is not there yet names itself", async () => {
  expect(
    await refusal(
      iam.generateServiceLastAccessedDetails({ Arn: "arn:aws:iam::000000000000:user/keys" }),
    ),
  ).toEqual([
    "NotImplemented",
    "iam:GenerateServiceLastAccessedDetails is not implemented in Brume yet.",
  ]);
});
