import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { IAM } from "@aws-sdk/client-iam";
import { STS } from "@aws-sdk/client-sts";
import { servicePrincipal } from "#kernel/principal";
import { type TestBrume, testBrume } from "#test/harness/brume";

const HOME = "000000000000";
const AWAY = "111122223333";

const policy = (Action: string | string[], Resource = "*", Effect = "Allow") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, Action, Resource }] });
const trust = (Principal: unknown, more: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal, Action: ["sts:AssumeRole", "sts:TagSession"], ...more },
    ],
  });

let brume: TestBrume;
let root: IAM;

beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  root = new IAM(brume.client);
});
afterAll(() => brume.stop());

interface Keys {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
}

/** What a client with other credentials is made with. */
function as(keys: Keys) {
  const credentials = {
    accessKeyId: keys.AccessKeyId!,
    secretAccessKey: keys.SecretAccessKey!,
    ...(keys.SessionToken === undefined ? {} : { sessionToken: keys.SessionToken }),
  };
  return { ...brume.client, credentials };
}

async function user(name: string, document?: string) {
  await root.createUser({ UserName: name });
  if (document !== undefined)
    await root.putUserPolicy({ UserName: name, PolicyName: "p", PolicyDocument: document });
  return as((await root.createAccessKey({ UserName: name })).AccessKey!);
}

async function refusal(work: Promise<unknown>): Promise<[string, string]> {
  try {
    await work;
  } catch (error) {
    return [(error as Error).name.replace(/Exception$/, ""), (error as Error).message];
  }
  throw new Error("It was not refused.");
}

test("who one is", async () => {
  const me = await new STS(brume.client).getCallerIdentity({});
  expect(me).toMatchObject({ Account: HOME, Arn: `arn:aws:iam::${HOME}:root`, UserId: HOME });
  const ann = await user("ann");
  expect(await new STS(ann).getCallerIdentity({})).toMatchObject({
    Arn: `arn:aws:iam::${HOME}:user/ann`,
  });
});

test("a user without policies may do nothing, and is told so in AWS's words", async () => {
  const bob = new IAM(await user("bob"));
  expect(await refusal(bob.createGroup({ GroupName: "g" }))).toEqual([
    "AccessDenied",
    `User: arn:aws:iam::${HOME}:user/bob is not authorized to perform: iam:CreateGroup on resource: ` +
      `arn:aws:iam::${HOME}:group/g because no identity-based policy allows the iam:CreateGroup action`,
  ]);
  await root.putUserPolicy({ UserName: "bob", PolicyName: "p", PolicyDocument: policy("iam:*") });
  await bob.createGroup({ GroupName: "g" });
  await root.putUserPolicy({
    UserName: "bob",
    PolicyName: "q",
    PolicyDocument: policy("iam:DeleteGroup", "*", "Deny"),
  });
  expect((await refusal(bob.deleteGroup({ GroupName: "g" })))[1]).toEndWith(
    "with an explicit deny in an identity-based policy",
  );
});

test("resources have their paths and tags", async () => {
  const Condition = { StringEquals: { "iam:ResourceTag/team": "red" } };
  const statements = [
    { Effect: "Allow", Action: "iam:GetUser", Resource: `arn:aws:iam::${HOME}:user/staff/*` },
    { Effect: "Allow", Action: "iam:GetRole", Resource: "*", Condition },
  ];
  const kim = new IAM(
    await user("kim", JSON.stringify({ Version: "2012-10-17", Statement: statements })),
  );
  await root.createUser({ UserName: "lee", Path: "/staff/" });
  await kim.getUser({ UserName: "lee" });
  expect((await refusal(kim.getUser({ UserName: "kim" })))[0]).toBe("AccessDenied");
  for (const team of ["red", "blue"])
    await root.createRole({
      RoleName: `team-${team}`,
      AssumeRolePolicyDocument: trust({ AWS: HOME }),
      Tags: [{ Key: "team", Value: team }],
    });
  await kim.getRole({ RoleName: "team-red" });
  expect((await refusal(kim.getRole({ RoleName: "team-blue" })))[0]).toBe("AccessDenied");
});

test("a role's session has the role's rights, within its session policy", async () => {
  const { Role } = await root.createRole({
    RoleName: "worker",
    AssumeRolePolicyDocument: trust({ AWS: HOME }),
    Tags: [{ Key: "team", Value: "red" }],
  });
  await root.attachRolePolicy({
    RoleName: "worker",
    PolicyArn: "arn:aws:iam::aws:policy/IAMFullAccess",
  });
  const carl = new STS(await user("carl", policy("sts:AssumeRole")));
  const session = { RoleArn: Role!.Arn!, RoleSessionName: "s1" };
  const made = await carl.assumeRole(session);
  expect(made.AssumedRoleUser).toEqual({
    Arn: `arn:aws:sts::${HOME}:assumed-role/worker/s1`,
    AssumedRoleId: `${Role!.RoleId}:s1`,
  });
  const left = Number(made.Credentials!.Expiration) - brume.kernel.clock.now();
  expect(left).toBeWithin(3_590_000, 3_600_001);
  expect(made.Credentials!.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect((await new IAM(as(made.Credentials!)).listUsers({})).Users!.length).toBeGreaterThan(0);
  const me = await new STS(as(made.Credentials!)).getCallerIdentity({});
  expect(me.UserId).toBe(`${Role!.RoleId}:s1`);

  const bound = await carl.assumeRole({ ...session, Policy: policy("iam:ListRoles") });
  expect(bound.PackedPolicySize).toBeGreaterThan(0);
  const limited = new IAM(as(bound.Credentials!));
  await limited.listRoles({});
  expect((await refusal(limited.listUsers({})))[1]).toEndWith(
    "because no session policy allows the iam:ListUsers action",
  );
});

test("the trust policy decides who may be the role", async () => {
  const RoleArn = `arn:aws:iam::${HOME}:role/trusting`;
  await root.createRole({
    RoleName: "trusting",
    AssumeRolePolicyDocument: trust(
      { AWS: [`arn:aws:iam::${HOME}:user/dora`, `arn:aws:iam::${AWAY}:root`] },
      { Condition: { StringEquals: { "sts:ExternalId": "secret" } } },
    ),
  });
  // Named himself, the user needs no policy of his own.
  const dora = new STS(await user("dora"));
  const session = { RoleArn, RoleSessionName: "ses" };
  expect(await refusal(dora.assumeRole(session))).toEqual([
    "AccessDenied",
    `User: arn:aws:iam::${HOME}:user/dora is not authorized to perform: sts:AssumeRole on resource: ` +
      `${RoleArn} because no role trust policy allows the sts:AssumeRole action`,
  ]);
  await dora.assumeRole({ ...session, ExternalId: "secret" });
  const emil = new STS(await user("emil", policy("sts:*")));
  expect((await refusal(emil.assumeRole({ ...session, ExternalId: "secret" })))[0]).toBe(
    "AccessDenied",
  );
  // Across accounts the root of the account that is named may.
  const away = { ...brume.client, credentials: { accessKeyId: AWAY, secretAccessKey: "test" } };
  await new STS(away).assumeRole({ ...session, ExternalId: "secret" });
});

test("session tags are the principal's", async () => {
  await root.createRole({ RoleName: "tagged", AssumeRolePolicyDocument: trust({ AWS: HOME }) });
  await root.putRolePolicy({
    RoleName: "tagged",
    PolicyName: "p",
    PolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "iam:GetGroup",
        Resource: "arn:aws:iam::*:group/${aws:PrincipalTag/team}",
      },
    }),
  });
  for (const GroupName of ["red", "blue"]) await root.createGroup({ GroupName });
  const gus = new STS(await user("gus", policy(["sts:AssumeRole", "sts:TagSession"])));
  const { Credentials } = await gus.assumeRole({
    RoleArn: `arn:aws:iam::${HOME}:role/tagged`,
    RoleSessionName: "ses",
    Tags: [{ Key: "team", Value: "red" }],
  });
  const client = new IAM(as(Credentials!));
  await client.getGroup({ GroupName: "red" });
  expect((await refusal(client.getGroup({ GroupName: "blue" })))[0]).toBe("AccessDenied");
});

test("a federated user has what both sides allow", async () => {
  const hal = new STS(await user("hal", policy(["iam:List*", "sts:GetFederationToken"])));
  const bare = await hal.getFederationToken({ Name: "guest" });
  expect(bare.FederatedUser).toEqual({
    FederatedUserId: `${HOME}:guest`,
    Arn: `arn:aws:sts::${HOME}:federated-user/guest`,
  });
  expect((await refusal(new IAM(as(bare.Credentials!)).listUsers({})))[0]).toBe("AccessDenied");
  const given = await hal.getFederationToken({
    Name: "guest",
    Policy: policy(["iam:ListUsers", "iam:GetUser"]),
  });
  const guest = new IAM(as(given.Credentials!));
  await guest.listUsers({});
  expect((await refusal(guest.getUser({ UserName: "hal" })))[0]).toBe("AccessDenied");
  expect(
    (await refusal(new STS(as(given.Credentials!)).getFederationToken({ Name: "other" })))[0],
  ).toBe("AccessDenied");
});

function token(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.c2ln`;
}

test("a web identity is judged by its claims", async () => {
  await root.createOpenIDConnectProvider({ Url: "https://ci.example.com", ClientIDList: ["sts"] });
  const RoleArn = `arn:aws:iam::${HOME}:role/ci`;
  await root.createRole({
    RoleName: "ci",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${HOME}:oidc-provider/ci.example.com` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringLike: { "ci.example.com:sub": "repo:brume/*" } },
      },
    }),
  });
  const now = Math.floor(brume.kernel.clock.now() / 1000);
  const claims = {
    iss: "https://ci.example.com",
    aud: "sts",
    sub: "repo:brume/main",
    exp: now + 60,
  };
  const ask = (change: object) =>
    new STS(brume.client).assumeRoleWithWebIdentity({
      RoleArn,
      RoleSessionName: "run",
      WebIdentityToken: token({ ...claims, ...change }),
    });
  expect(await ask({})).toMatchObject({
    SubjectFromWebIdentityToken: "repo:brume/main",
    Audience: "sts",
    AssumedRoleUser: { Arn: `arn:aws:sts::${HOME}:assumed-role/ci/run` },
  });
  expect((await refusal(ask({ sub: "repo:other/main" })))[0]).toBe("AccessDenied");
  expect(await refusal(ask({ aud: "web" }))).toEqual([
    "InvalidIdentityToken",
    "Incorrect token audience",
  ]);
  expect((await refusal(ask({ iss: "https://x.example.com" })))[1]).toBe(
    "No OpenIDConnect provider found in your account for https://x.example.com",
  );
  expect((await refusal(ask({ exp: now - 1 })))[0]).toBe("ExpiredToken");
});

test("a SAML assertion is judged by what it says", async () => {
  const entityID = "https://idp.example.com";
  const { SAMLProviderArn } = await root.createSAMLProvider({
    Name: "idp",
    SAMLMetadataDocument: `<EntityDescriptor entityID="${entityID}">${" ".repeat(1000)}</EntityDescriptor>`,
  });
  const RoleArn = `arn:aws:iam::${HOME}:role/sso`;
  await root.createRole({
    RoleName: "sso",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Federated: SAMLProviderArn },
        Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        Condition: { StringEquals: { "saml:aud": "https://signin.aws.amazon.com/saml" } },
      },
    }),
  });
  const attribute = (name: string, value: string) =>
    `<a:Attribute Name="https://aws.amazon.com/SAML/Attributes/${name}"><a:AttributeValue>${value}</a:AttributeValue></a:Attribute>`;
  const now = brume.kernel.clock.now();
  const ask = (issuer: string, recipient: string, until = now + 60_000) =>
    new STS(brume.client).assumeRoleWithSAML({
      RoleArn,
      PrincipalArn: SAMLProviderArn!,
      SAMLAssertion: Buffer.from(
        `<p:Response xmlns:p="p" xmlns:a="a"><a:Assertion><a:Issuer>${issuer}</a:Issuer><a:Subject>` +
          `<a:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">mo</a:NameID>` +
          `<a:SubjectConfirmation><a:SubjectConfirmationData Recipient="${recipient}" ` +
          `NotOnOrAfter="${new Date(until).toISOString()}"/></a:SubjectConfirmation></a:Subject><a:AttributeStatement>` +
          attribute("Role", `${SAMLProviderArn},${RoleArn}`) +
          attribute("RoleSessionName", "mo@example.com") +
          attribute("PrincipalTag:team", "red") +
          "</a:AttributeStatement></a:Assertion></p:Response>",
      ).toString("base64"),
    });
  const recipient = "https://signin.aws.amazon.com/saml";
  expect(await ask(entityID, recipient)).toMatchObject({
    AssumedRoleUser: { Arn: `arn:aws:sts::${HOME}:assumed-role/sso/mo@example.com` },
    Subject: "mo",
    SubjectType: "persistent",
    Issuer: entityID,
  });
  expect((await refusal(ask(entityID, "https://other")))[0]).toBe("AccessDenied");
  expect((await refusal(ask("https://x", recipient)))[1]).toBe(
    "Issuer not present in specified provider",
  );
  expect((await refusal(ask(entityID, recipient, now - 1)))[0]).toBe("ExpiredToken");
});

test("the account stands in an access key id", async () => {
  const { AccessKey } = await root.createAccessKey({ UserName: "ann" });
  const sts = new STS(brume.client);
  expect((await sts.getAccessKeyInfo({ AccessKeyId: AccessKey!.AccessKeyId! })).Account).toBe(HOME);
  // AWS's own example: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
  expect((await sts.getAccessKeyInfo({ AccessKeyId: "ASIAQNZGKIQY56JQ7WML" })).Account).toBe(
    "029608264753",
  );
});

test("sessions no longer than the role allows", async () => {
  const ivy = new STS(await user("ivy", policy("sts:AssumeRole")));
  const RoleArn = `arn:aws:iam::${HOME}:role/worker`;
  expect(
    await refusal(ivy.assumeRole({ RoleArn, RoleSessionName: "ses", DurationSeconds: 7200 })),
  ).toEqual([
    "ValidationError",
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  ]);
});

/** What a device with that seed shows: RFC 6238. */
function code(seed: string, step: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...seed].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g)!;
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(step, 4);
  const digest = createHmac("sha1", Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))))
    .update(counter)
    .digest();
  const number = digest.readUInt32BE(digest[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

test("a service becomes the roles that trust it", async () => {
  const { kernel } = brume;
  await root.createRole({
    RoleName: "fn",
    AssumeRolePolicyDocument: trust({ Service: "lambda.amazonaws.com" }),
  });
  const ask = (service: string) => {
    const principal = servicePrincipal(service, HOME);
    const facts = { account: HOME, region: "us-east-1", via: "call", operation: "Invoke" } as const;
    return kernel.call(kernel.factsFor({ ...facts, principal }), "sts", "AssumeRole", {
      RoleArn: `arn:aws:iam::${HOME}:role/fn`,
      RoleSessionName: "fn",
    }) as Promise<{ Credentials: Keys }>;
  };
  const { Credentials } = await ask("lambda.amazonaws.com");
  expect((await new STS(as(Credentials)).getCallerIdentity({})).Arn).toBe(
    `arn:aws:sts::${HOME}:assumed-role/fn/fn`,
  );
  expect((await refusal(ask("ec2.amazonaws.com")))[0]).toBe("AccessDenied");
});

test("a message that nobody encoded", async () => {
  const sts = new STS(brume.client);
  const [code] = await refusal(sts.decodeAuthorizationMessage({ EncodedMessage: "x" }));
  expect(code).toBe("InvalidAuthorizationMessage");
});

test("a second factor opens what wants one", async () => {
  const jo = await user("jo", policy("sts:AssumeRole"));
  const made = await root.createVirtualMFADevice({ VirtualMFADeviceName: "jo" });
  const SerialNumber = made.VirtualMFADevice!.SerialNumber!;
  const seed = Buffer.from(made.VirtualMFADevice!.Base32StringSeed!).toString();
  const now = Math.floor(brume.kernel.clock.now() / 30_000);
  const enable = (first: string, second: string) =>
    root.enableMFADevice({
      UserName: "jo",
      SerialNumber,
      AuthenticationCode1: first,
      AuthenticationCode2: second,
    });
  expect((await refusal(enable("000000", "000001")))[1]).toBe(
    "Authentication code for device is not valid.",
  );
  await enable(code(seed, now), code(seed, now + 1));
  expect((await root.listMFADevices({ UserName: "jo" })).MFADevices).toHaveLength(1);
  const RoleArn = `arn:aws:iam::${HOME}:role/guarded`;
  await root.createRole({
    RoleName: "guarded",
    AssumeRolePolicyDocument: trust(
      { AWS: HOME },
      { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
    ),
  });
  const sts = new STS(jo);
  const session = { RoleArn, RoleSessionName: "ses" };
  expect((await refusal(sts.assumeRole(session)))[0]).toBe("AccessDenied");
  expect(
    (await refusal(sts.assumeRole({ ...session, SerialNumber, TokenCode: "000000" })))[1],
  ).toBe("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  await sts.assumeRole({ ...session, SerialNumber, TokenCode: code(seed, now) });
  const { Credentials } = await sts.getSessionToken({ SerialNumber, TokenCode: code(seed, now) });
  await new STS(as(Credentials!)).assumeRole(session);
});

test("credentials end", async () => {
  const fay = new STS(await user("fay"));
  const { Credentials } = await fay.getSessionToken({ DurationSeconds: 900 });
  const sts = new STS(as(Credentials!));
  expect((await sts.getCallerIdentity({})).Arn).toBe(`arn:aws:iam::${HOME}:user/fay`);
  expect((await refusal(sts.getSessionToken({})))[1]).toBe(
    "Cannot call GetSessionToken with session credentials",
  );
  await brume.advance(901_000);
  const later = new STS({ ...as(Credentials!), systemClockOffset: 901_000 });
  expect((await refusal(later.getCallerIdentity({})))[0]).toBe("ExpiredToken");
});
