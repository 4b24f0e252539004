import { expect, test } from "bun:test";
import {
  decodeDenial,
  denialMessage,
  encodeDenial,
  evaluate,
  type PolicySet,
  type RequestPrincipal,
} from "../evaluate.ts";
import { compile, contextKeysOf, parsePolicy } from "../policy.ts";

const HOME = "111122223333";
const AWAY = "444455556666";
const user: RequestPrincipal = {
  kind: "user",
  account: HOME,
  arn: `arn:aws:iam::${HOME}:user/ann`,
  id: "AIDAANN",
};
const role: RequestPrincipal = {
  kind: "role",
  account: HOME,
  arn: `arn:aws:sts::${HOME}:assumed-role/r/s`,
  id: "AROAR:s",
  issuer: `arn:aws:iam::${HOME}:role/path/r`,
};
const root: RequestPrincipal = {
  kind: "root",
  account: HOME,
  arn: `arn:aws:iam::${HOME}:root`,
  id: HOME,
};
const federated: RequestPrincipal = {
  kind: "federated",
  account: HOME,
  arn: `arn:aws:sts::${HOME}:federated-user/bob`,
  id: `${HOME}:bob`,
  issuer: user.arn,
};
const service: RequestPrincipal = {
  kind: "service",
  account: HOME,
  arn: root.arn,
  id: HOME,
  service: "sns.amazonaws.com",
};
const anonymous: RequestPrincipal = { kind: "anonymous", account: "anonymous", arn: "*", id: "" };

const QUEUE = `arn:aws:sqs:eu-west-1:${HOME}:jobs`;
const allow = compile({ Statement: { Effect: "Allow", Action: "sqs:*", Resource: "*" } });
const deny = compile({ Statement: { Effect: "Deny", Action: "sqs:Send*", Resource: "*" } });
const other = compile({ Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" } });

function grant(Principal: unknown, Effect = "Allow") {
  return compile({ Statement: { Effect, Principal, Action: "sqs:SendMessage", Resource: QUEUE } });
}

const toUser = grant({ AWS: user.arn });
const toRole = grant({ AWS: role.issuer });
const toSession = grant({ AWS: role.arn });
const toAccount = grant({ AWS: HOME });
const toAll = grant("*");

/** What is asked, by whom, with which policies; then "allowed" or who refused. */
const cases: readonly (readonly [string, RequestPrincipal, Partial<PolicySet>, string])[] = [
  ["nothing", user, {}, "implicitDeny identity-based policy"],
  ["identity", user, { identity: [allow] }, "allowed identity-based policy"],
  ["another action", user, { identity: [other] }, "implicitDeny identity-based policy"],
  ["denied", user, { identity: [allow, deny] }, "explicitDeny identity-based policy"],
  ["root", root, {}, "allowed identity-based policy"],
  [
    "root denied by the resource",
    root,
    { resource: grant("*", "Deny") },
    "explicitDeny resource-based policy",
  ],
  ["root under an SCP", root, { scp: [[other]] }, "implicitDeny service control policy"],
  ["resource names the user", user, { resource: toUser }, "allowed resource-based policy"],
  ["by id", user, { resource: grant({ AWS: "AIDAANN" }) }, "allowed resource-based policy"],
  ["resource names everyone", user, { resource: toAll }, "allowed resource-based policy"],
  [
    "resource names the account",
    user,
    { resource: toAccount },
    "implicitDeny identity-based policy",
  ],
  [
    "resource denies",
    user,
    { identity: [allow], resource: grant({ AWS: HOME }, "Deny") },
    "explicitDeny resource-based policy",
  ],
  [
    "user past the boundary",
    user,
    { resource: toUser, boundary: other },
    "allowed resource-based policy",
  ],
  ["boundary", user, { identity: [allow], boundary: other }, "implicitDeny permissions boundary"],
  [
    "boundary allows too",
    user,
    { identity: [allow], boundary: allow },
    "allowed identity-based policy",
  ],
  ["boundary alone", user, { boundary: allow }, "implicitDeny identity-based policy"],
  [
    "boundary denies",
    user,
    { identity: [allow], boundary: deny },
    "explicitDeny permissions boundary",
  ],
  ["role granted", role, { resource: toRole }, "allowed resource-based policy"],
  ["role by id", role, { resource: grant({ AWS: "AROAR" }) }, "allowed resource-based policy"],
  [
    "role granted, bounded",
    role,
    { resource: toRole, boundary: other },
    "implicitDeny permissions boundary",
  ],
  [
    "role granted, session bound",
    role,
    { resource: toRole, session: [other] },
    "implicitDeny session policy",
  ],
  [
    "session granted goes past all",
    role,
    { resource: toSession, boundary: other, session: [other] },
    "allowed resource-based policy",
  ],
  [
    "everyone granted, bounded",
    role,
    { resource: toAll, boundary: other },
    "implicitDeny permissions boundary",
  ],
  ["session policy", role, { identity: [allow], session: [other] }, "implicitDeny session policy"],
  [
    "session policies add up",
    role,
    { identity: [allow], session: [other, allow] },
    "allowed identity-based policy",
  ],
  [
    "session denies",
    role,
    { identity: [allow], session: [allow, deny] },
    "explicitDeny session policy",
  ],
  [
    "federated without a policy",
    federated,
    { identity: [allow] },
    "implicitDeny identity-based policy",
  ],
  [
    "federated",
    federated,
    { identity: [allow], session: [allow] },
    "allowed identity-based policy",
  ],
  [
    "federated, by its user's grant",
    federated,
    { resource: toUser, session: [other] },
    "implicitDeny session policy",
  ],
  [
    "SCP at every level",
    user,
    { identity: [allow], scp: [[allow], [other]] },
    "implicitDeny service control policy",
  ],
  [
    "SCPs",
    user,
    { identity: [allow], scp: [[allow], [other, allow]] },
    "allowed identity-based policy",
  ],
  [
    "SCP denies",
    user,
    { identity: [allow], scp: [[allow, deny]] },
    "explicitDeny service control policy",
  ],
  [
    "RCP denies",
    user,
    { identity: [allow], rcp: [[allow, deny]] },
    "explicitDeny resource control policy",
  ],
  [
    "service without a policy",
    service,
    { identity: [allow] },
    "implicitDeny resource-based policy",
  ],
  [
    "service",
    service,
    { resource: grant({ Service: "sns.amazonaws.com" }) },
    "allowed resource-based policy",
  ],
  [
    "regional service",
    service,
    { resource: grant({ Service: "sns.eu-west-1.amazonaws.com" }) },
    "allowed resource-based policy",
  ],
  [
    "another service",
    service,
    { resource: grant({ Service: "s3.amazonaws.com" }) },
    "implicitDeny resource-based policy",
  ],
  ["anonymous", anonymous, { resource: toAll }, "allowed resource-based policy"],
  [
    "anonymous and an account",
    anonymous,
    { resource: toAccount },
    "implicitDeny resource-based policy",
  ],
  [
    "all but somebody else",
    user,
    {
      identity: [allow],
      resource: compile({
        Statement: {
          Effect: "Deny",
          NotPrincipal: { AWS: role.issuer },
          Action: "*",
          Resource: "*",
        },
      }),
    },
    "explicitDeny resource-based policy",
  ],
  [
    "all but his account and somebody else in it",
    user,
    {
      identity: [allow],
      resource: compile({
        Statement: {
          Effect: "Deny",
          NotPrincipal: { AWS: [`arn:aws:iam::${user.account}:root`, role.issuer] },
          Action: "*",
          Resource: "*",
        },
      }),
    },
    "explicitDeny resource-based policy",
  ],
  [
    "all but himself",
    user,
    {
      identity: [allow],
      resource: compile({
        Statement: { Effect: "Deny", NotPrincipal: { AWS: user.arn }, Action: "*", Resource: "*" },
      }),
    },
    "allowed identity-based policy",
  ],
  [
    "key policy missing",
    user,
    { identity: [allow], resourceMustAllow: true },
    "implicitDeny resource-based policy",
  ],
  [
    "key policy delegates",
    user,
    { identity: [allow], resource: toAccount, resourceMustAllow: true },
    "allowed identity-based policy",
  ],
  [
    "key policy delegates, identity does not",
    user,
    { resource: toAccount, resourceMustAllow: true },
    "implicitDeny identity-based policy",
  ],
  ["across: neither", user, { resourceAccount: AWAY }, "implicitDeny resource-based policy"],
  [
    "across: identity only",
    user,
    { resourceAccount: AWAY, identity: [allow] },
    "implicitDeny resource-based policy",
  ],
  [
    "across: resource only",
    user,
    { resourceAccount: AWAY, resource: toUser },
    "implicitDeny identity-based policy",
  ],
  [
    "across: account only",
    user,
    { resourceAccount: AWAY, resource: toAccount },
    "implicitDeny resource-based policy",
  ],
  [
    "across: both",
    user,
    { resourceAccount: AWAY, identity: [allow], resource: toAccount },
    "allowed resource-based policy",
  ],
  [
    "across: both denied",
    user,
    { resourceAccount: AWAY, identity: [deny], resource: grant("*", "Deny") },
    "explicitDeny identity-based policy",
  ],
  [
    "across: bounded",
    user,
    { resourceAccount: AWAY, identity: [allow], resource: toUser, boundary: other },
    "implicitDeny permissions boundary",
  ],
  [
    "across: root",
    root,
    { resourceAccount: AWAY, resource: toAccount },
    "allowed resource-based policy",
  ],
];

test.each(cases)("%s", (_, principal, policies, expected) => {
  const decision = evaluate(
    { principal, action: "sqs:SendMessage", resource: QUEUE, context: {}, now: 0 },
    { identity: [], resourceAccount: HOME, ...policies },
  );
  expect(`${decision.kind} ${decision.by}`).toBe(expected);
  expect(decision.allowed).toBe(decision.kind === "allowed");
});

test.each([
  ["Action", "sqs:SendMessage", true],
  ["Action", "SQS:sendmessage", true],
  ["Action", "sqs:Send*", true],
  ["Action", "sqs:?endMessage", true],
  ["Action", "s*:SendMessage", true],
  ["Action", ["s3:*", "sqs:Get*", "sqs:*Message"], true],
  ["Action", ["s3:*", "sqs:Get*"], false],
  ["Action", "sqs:SendMessageBatch", false],
  ["NotAction", "sqs:SendMessage", false],
  ["NotAction", ["s3:*", "iam:*"], true],
] as const)("%s %j is %p", (element, value, expected) => {
  const policy = compile({ Statement: { Effect: "Allow", [element]: value, Resource: "*" } });
  expect(asks(policy, QUEUE)).toBe(expected);
});

test.each([
  ["Resource", QUEUE, true],
  ["Resource", `arn:aws:sqs:*:${HOME}:jobs`, true],
  ["Resource", "arn:aws:sqs:*:*:j?bs", true],
  ["Resource", "arn:aws:sqs:*", true],
  ["Resource", "arn:aws:sqs:*:jobs", false],
  ["Resource", "arn:aws:sqs:eu-*:*:*", true],
  ["Resource", "arn:aws:sns:*:*:*", false],
  ["Resource", [`${QUEUE}2`, QUEUE], true],
  ["Resource", "arn:aws:sqs:*:*:${aws:username, 'jobs'}", true],
  ["Resource", "arn:aws:sqs:*:*:${aws:username}", false],
  ["NotResource", QUEUE, false],
  ["NotResource", "arn:aws:sqs:*:*:other*", true],
  ["NotResource", "*", false],
] as const)("%s %j is %p", (element, value, expected) => {
  const Statement = { Effect: "Allow", Action: "sqs:*", [element]: value };
  expect(asks(compile({ Version: "2012-10-17", Statement }), QUEUE)).toBe(expected);
});

test("an action without a resource needs every resource", () => {
  const some = compile({
    Statement: { Effect: "Allow", Action: "*", Resource: "arn:aws:sqs:*:*:*" },
  });
  expect(asks(some, "*")).toBe(false);
  expect(asks(allow, "*")).toBe(true);
});

function asks(policy: ReturnType<typeof compile>, resource: string): boolean {
  const request = { principal: user, action: "sqs:SendMessage", resource, context: {}, now: 0 };
  return evaluate(request, { identity: [policy] }).allowed;
}

test.each([
  [user, {}, " because no identity-based policy allows the sqs:sendmessage action"],
  [user, { identity: [deny] }, " with an explicit deny in an identity-based policy"],
  [user, { resource: grant("*", "Deny") }, " with an explicit deny in a resource-based policy"],
  [
    user,
    { scp: [[other]] },
    " because no service control policy allows the sqs:sendmessage action",
  ],
  [user, { identity: [allow], boundary: deny }, " with an explicit deny in a permissions boundary"],
] as const)("words %#", (principal, policies, ending) => {
  const request = { principal, action: "sqs:SendMessage", resource: QUEUE, context: {}, now: 0 };
  const decision = evaluate(request, { identity: [], ...policies } as PolicySet);
  expect(denialMessage(decision, principal.arn, request.action, QUEUE)).toBe(
    `User: ${user.arn} is not authorized to perform: sqs:sendmessage on resource: ${QUEUE}${ending}`,
  );
});

test("a decision names its statements", () => {
  const policy = compile({
    Statement: [
      { Sid: "no", Effect: "Allow", Action: "s3:*", Resource: "*" },
      { Sid: "yes", Effect: "Allow", Action: "sqs:*", Resource: "*" },
    ],
  });
  const request = {
    principal: user,
    action: "sqs:SendMessage",
    resource: QUEUE,
    context: {},
    now: 0,
  };
  const [matched] = evaluate(request, { identity: [policy] }).matchedStatements;
  expect(matched).toMatchObject({
    by: "identity-based policy",
    policy,
    statement: { sid: "yes", index: 1 },
  });
});

test("the keys that a policy asks for", () => {
  const document = parsePolicy({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: "*",
      Resource: "arn:aws:s3:::${aws:username}/*",
      Condition: { StringEquals: { "s3:prefix": "${aws:PrincipalTag/a, 'x'}${*}" } },
    },
  });
  expect(contextKeysOf(document).sort()).toEqual([
    "aws:PrincipalTag/a",
    "aws:username",
    "s3:prefix",
  ]);
});

test("a refusal can be encoded and read again", () => {
  const context = { "aws:requestedregion": "eu-west-1" };
  const request = { principal: user, action: "sqs:SendMessage", resource: QUEUE, context, now: 0 };
  const text = encodeDenial(evaluate(request, { identity: [deny] }), request);
  expect(JSON.parse(decodeDenial(text)!)).toMatchObject({
    allowed: false,
    explicitDeny: true,
    matchedStatements: { items: [{ effect: "DENY" }] },
    context: { principal: { arn: user.arn }, action: "sqs:SendMessage", resource: QUEUE },
  });
  expect(decodeDenial("brume1-AAAA")).toBeUndefined();
});

test("a role's trust policy is named in its words", () => {
  const request = { principal: user, action: "sts:AssumeRole", resource: "r", context: {}, now: 0 };
  const decision = evaluate(request, { identity: [], resourceMustAllow: true });
  expect(denialMessage(decision, "u", "sts:AssumeRole", "r")).toBe(
    "User: u is not authorized to perform: sts:AssumeRole on resource: r " +
      "because no role trust policy allows the sts:AssumeRole action",
  );
});

test("S3 alone puts the resource into quotes", () => {
  const bucket = "arn:aws:s3:::bucket";
  const decision = {
    allowed: false,
    kind: "implicitDeny",
    by: "identity-based policy",
    matchedStatements: [],
  } as const;
  expect(denialMessage(decision, user.arn, "s3:ListBucket", bucket)).toBe(
    `User: ${user.arn} is not authorized to perform: s3:ListBucket on resource: "${bucket}" ` +
      "because no identity-based policy allows the s3:ListBucket action",
  );
});
