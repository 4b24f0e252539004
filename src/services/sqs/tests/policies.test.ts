/** Who may use a queue: its policy, with conditions, of other accounts too. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { IAM } from "@aws-sdk/client-iam";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let root: SQS;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  root = new SQS(brume.client);
});
afterAll(() => brume.stop());

const OTHER = "111111111111";
const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
/** Credentials of an account's root: a key of twelve digits is that account. */
const rootOf = (account: string) => ({ accessKeyId: account, secretAccessKey: "test" });

/** A client of a new user of an account. */
async function user(name: string, account: string, actions: readonly string[] = []): Promise<SQS> {
  const iam = new IAM({ ...brume.client, credentials: rootOf(account) });
  await iam.createUser({ UserName: name });
  if (actions.length > 0)
    await iam.putUserPolicy({
      UserName: name,
      PolicyName: "p",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
      }),
    });
  const { AccessKey } = await iam.createAccessKey({ UserName: name });
  return new SQS({
    ...brume.client,
    credentials: {
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    },
  });
}

async function queue(QueueName: string, ...Statement: object[]): Promise<string> {
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: Statement.map((one) => ({ Effect: "Allow", Resource: arn(QueueName), ...one })),
  });
  const Attributes = Statement.length === 0 ? {} : { Policy };
  return (await root.createQueue({ QueueName, Attributes })).QueueUrl!;
}

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error) => `${error.name}: ${error.message}`,
  );
const send = (client: SQS, QueueUrl: string) =>
  outcome(client.sendMessage({ QueueUrl, MessageBody: "m" }));
const refused = (who: string, name: string, action = "sendmessage", why = "identity") =>
  `AccessDenied: User: ${who} is not authorized to perform: sqs:${action} on resource: ${arn(name)} because no ${why}-based policy allows the sqs:${action} action`;

test("a user needs a permission, and a batch that of its entries", async () => {
  const url = await queue("plain");
  const none = await user("none", "000000000000");
  const who = "arn:aws:iam::000000000000:user/none";
  expect(await send(none, url)).toBe(refused(who, "plain"));
  const Entries = [{ Id: "a", MessageBody: "m" }];
  expect(await outcome(none.sendMessageBatch({ QueueUrl: url, Entries }))).toBe(
    refused(who, "plain"),
  );
  expect(await outcome(none.receiveMessage({ QueueUrl: url }))).toBe(
    refused(who, "plain", "receivemessage"),
  );
  const sender = await user("sender", "000000000000", ["sqs:SendMessage"]);
  expect(await outcome(sender.sendMessageBatch({ QueueUrl: url, Entries }))).toBe("done");
  expect(await outcome(sender.purgeQueue({ QueueUrl: url }))).toContain("sqs:purgequeue");
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ Action: "SendMessage", MessageBody: "m" }),
  });
  expect([answer.status, await answer.text()]).toEqual([
    expect.any(Number),
    expect.stringMatching(/<Code>(AccessDenied|MissingAuthenticationToken)<\/Code>/),
  ]);
});

test("AddPermission lets another account in, for what it names, until it is removed", async () => {
  const url = await queue("shared");
  const theirs = new SQS({ ...brume.client, credentials: rootOf(OTHER) });
  expect(await send(theirs, url)).toContain("AccessDenied");
  await root.addPermission({
    QueueUrl: url,
    Label: "partner",
    AWSAccountIds: [OTHER],
    Actions: ["SendMessage"],
  });
  const { Attributes } = await root.getQueueAttributes({
    QueueUrl: url,
    AttributeNames: ["Policy"],
  });
  expect(JSON.parse(Attributes!.Policy!)).toEqual({
    Version: "2008-10-17",
    Id: `${arn("shared")}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: "partner",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
        Action: "SQS:SendMessage",
        Resource: arn("shared"),
      },
    ],
  });
  expect(await send(theirs, url)).toBe("done");
  expect(await outcome(theirs.receiveMessage({ QueueUrl: url }))).toContain("AccessDenied");
  // Its account lets a user in only as far as its own policies do.
  expect(await send(await user("idle", OTHER), url)).toContain("AccessDenied");
  expect(await send(await user("busy", OTHER, ["sqs:*"]), url)).toBe("done");
  const { Messages } = await root.receiveMessage({
    QueueUrl: url,
    MessageSystemAttributeNames: ["SenderId"],
  });
  expect(Messages![0]!.Attributes!.SenderId).toBe(OTHER);
  await root.removePermission({ QueueUrl: url, Label: "partner" });
  expect(await send(theirs, url)).toContain("AccessDenied");
  expect(
    await root.getQueueAttributes({ QueueUrl: url, AttributeNames: ["Policy"] }),
  ).not.toHaveProperty("Attributes");
});

test("aws:SourceArn tells the topic that may deliver", async () => {
  const sns = new SNS(brume.client);
  const TopicArn = (await sns.createTopic({ Name: "let-in" })).TopicArn!;
  const stranger = (await sns.createTopic({ Name: "kept-out" })).TopicArn!;
  const url = await queue("topical", {
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
  });
  for (const [topic, Message] of [
    [stranger, "kept out"],
    [TopicArn, "let in"],
  ]) {
    await sns.subscribe({ TopicArn: topic, Protocol: "sqs", Endpoint: arn("topical") });
    await sns.publish({ TopicArn: topic, Message });
  }
  await brume.kernel.settle();
  const { Messages = [] } = await root.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10 });
  expect(Messages.map(({ Body }) => JSON.parse(Body!).Message)).toEqual(["let in"]);
});

test.each([
  // No call comes through a VPC endpoint, and no account is in an organization.
  ["aws:SourceVpce", { StringEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } }, false],
  ["aws:SourceVpc", { StringEquals: { "aws:SourceVpc": "vpc-111bbb22" } }, false],
  ["aws:PrincipalOrgID", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, false],
  [
    "aws:PrincipalOrgID if there is one",
    { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a" } },
    true,
  ],
  ["aws:PrincipalAccount", { StringEquals: { "aws:PrincipalAccount": OTHER } }, true],
  ["aws:PrincipalAccount, another", { StringEquals: { "aws:PrincipalAccount": "2" } }, false],
  ["aws:SourceIp", { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } }, true],
  ["aws:SourceIp, another", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, false],
  ["aws:SecureTransport", { Bool: { "aws:SecureTransport": "true" } }, false],
  ["aws:CurrentTime", { DateLessThan: { "aws:CurrentTime": "2999-01-01T00:00:00Z" } }, true],
  ["aws:PrincipalArn", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${OTHER}:*` } }, true],
] as const)("another account by %s", async (_name, Condition, allowed) => {
  const url = await queue(`conditional-${Math.abs(Bun.hash.crc32(JSON.stringify(Condition)))}`, {
    Principal: "*",
    Action: "SQS:SendMessage",
    Condition,
  });
  const theirs = new SQS({ ...brume.client, credentials: rootOf(OTHER) });
  const told = await send(theirs, url);
  if (allowed) expect(told).toBe("done");
  else expect(told).toContain("AccessDenied");
});

test("a denial holds whatever else allows", async () => {
  const url = await queue(
    "denied",
    { Principal: "*", Action: "sqs:*" },
    {
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:SendMessage",
      Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } },
    },
  );
  const all = await user("all", "000000000000", ["sqs:*"]);
  expect(await send(all, url)).toContain("with an explicit deny in a resource-based policy");
  expect(await outcome(all.receiveMessage({ QueueUrl: url }))).toBe("done");
});

test("who moves messages must be allowed to receive and delete them, and to send them on", async () => {
  await queue("dead");
  await root.createQueue({
    QueueName: "source",
    Attributes: {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 1 }),
    },
  });
  const start = (client: SQS, DestinationArn?: string) =>
    outcome(client.startMessageMoveTask({ SourceArn: arn("dead"), DestinationArn }));
  const starter = await user("starter", "000000000000", ["sqs:StartMessageMoveTask"]);
  expect(await start(starter)).toContain("sqs:receivemessage on resource");
  const mover = await user("mover", "000000000000", [
    "sqs:StartMessageMoveTask",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
  ]);
  for (const to of [arn("source"), undefined])
    expect(await start(mover, to)).toContain(`sqs:sendmessage on resource: ${arn("source")}`);
  const all = await user("all-moves", "000000000000", [
    "sqs:StartMessageMoveTask",
    "sqs:CancelMessageMoveTask",
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:SendMessage",
  ]);
  expect(await start(all)).toBe("done");
});

test("a policy may ask for the VPC endpoint that a caller came by", async () => {
  const audited = await testBrume();
  const sqs = new SQS(audited.client);
  const Condition = { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } };
  const only = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*", Condition };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [only] });
  await sqs.createQueue({ QueueName: "private", Attributes: { Policy } });
  const denied = async (host: string): Promise<number> => {
    const answer = await fetch(audited.url, {
      method: "POST",
      headers: {
        host,
        authorization:
          "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "AmazonSQS.GetQueueUrl",
      },
      body: JSON.stringify({ QueueName: "private" }),
    });
    expect(answer.status).toBe(200);
    return audited.kernel.journal.last(1)[0]?.denials?.length ?? 0;
  };
  expect(await denied("vpce-1a2b3c4d-5e6f7a8b.sqs.us-east-1.vpce.amazonaws.com")).toBe(0);
  expect(await denied("vpce-0f0f0f0f-5e6f7a8b.sqs.us-east-1.vpce.amazonaws.com")).toBe(1);
  expect(await denied("sqs.us-east-1.amazonaws.com")).toBe(1);
  await audited.stop();
});

test("what only the owner may do, a policy gives to no other account", async () => {
  const url = await queue("owned", { Principal: { AWS: OTHER }, Action: "sqs:*" });
  const other = await user("other", OTHER, ["sqs:*"]);
  expect(await send(other, url)).toBe("done");
  const Attributes = { DelaySeconds: "1" };
  const Entry = { QueueUrl: url, Label: "l", AWSAccountIds: [OTHER], Actions: ["*"] };
  for (const work of [
    () => other.setQueueAttributes({ QueueUrl: url, Attributes }),
    () => other.tagQueue({ QueueUrl: url, Tags: { a: "b" } }),
    () => other.listQueueTags({ QueueUrl: url }),
    () => other.addPermission(Entry),
    () => other.deleteQueue({ QueueUrl: url }),
  ])
    expect(await outcome(work())).toStartWith("AccessDenied");
});
