/** From bus to bus, under policies; keys of buses; dead letters; targets whose services are not here. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  CreateEventBusCommand,
  CreatePartnerEventSourceCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutPartnerEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { testBrume, type TestBrume } from "#test/harness/brume";

const HOME = "000000000000";
const OTHER = "222222222222";
let brume: TestBrume;
beforeEach(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
});
afterEach(() => brume.stop());

/** Someone's clients: the root of an account, in a region. */
function at(account: string, region = "us-east-1") {
  const config = {
    ...brume.client,
    region,
    ...(account === HOME ? {} : { credentials: { accessKeyId: account, secretAccessKey: "test" } }),
  };
  return {
    ...{ account, region, events: new EventBridgeClient(config) },
    ...{ sqs: new SQSClient(config), iam: new IAMClient(config), kms: new KMSClient(config) },
  };
}
type Place = ReturnType<typeof at>;

const busArn = ({ account, region }: Place, name: string) =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

/** A queue that EventBridge may send to. */
async function queue({ sqs, account, region }: Place, QueueName: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const arn = `arn:aws:sqs:${region}:${account}:${QueueName}`;
  const Policy = JSON.stringify({
    Statement: [
      {
        ...{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" } },
        ...{ Action: "sqs:SendMessage", Resource: arn },
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  return arn;
}

/** A rule for everything of the source "shop", with one target. */
async function rule({ events }: Place, bus: string, target: Partial<Target> & { Arn: string }) {
  const EventPattern = '{"source":["shop"]}';
  await events.send(new PutRuleCommand({ Name: "r", EventBusName: bus, EventPattern }));
  const Targets = [{ Id: "t", ...target }];
  const { FailedEntries } = await events.send(
    new PutTargetsCommand({ Rule: "r", EventBusName: bus, Targets }),
  );
  expect(FailedEntries).toEqual([]);
}

const put = ({ events }: Place, EventBusName = "default") =>
  events.send(
    new PutEventsCommand({
      Entries: [{ EventBusName, Source: "shop", DetailType: "t", Detail: '{"n":1}' }],
    }),
  );

async function messages({ sqs, account }: Place, name: string) {
  await brume.advance(1_000);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl: `${brume.url}/${account}/${name}`, MaxNumberOfMessages: 10 },
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages.map(({ Body, MessageAttributes = {} }) => ({
    event: JSON.parse(Body!),
    why: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  }));
}

async function role({ iam, account }: Place, ...Action: string[]): Promise<string> {
  const statement = (more: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
  const Principal = { Service: "events.amazonaws.com" };
  await iam.send(
    new CreateRoleCommand({
      RoleName: "r",
      AssumeRolePolicyDocument: statement({ Principal, Action: "sts:AssumeRole" }),
    }),
  );
  const PolicyDocument = statement({ Action, Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "r", PolicyName: "p", PolicyDocument }));
  return `arn:aws:iam::${account}:role/r`;
}

test("another account's bus takes events that its policy allows, and no others", async () => {
  const [home, other] = [at(HOME), at(OTHER)];
  await other.events.send(new CreateEventBusCommand({ Name: "b" }));
  await rule(other, "b", { Arn: await queue(other, "seen") });
  const dead = await queue(home, "dead");
  await rule(home, "default", { Arn: busArn(other, "b"), DeadLetterConfig: { Arn: dead } });
  await put(home);
  expect(await messages(other, "seen")).toEqual([]);
  const [letter] = await messages(home, "dead");
  expect(letter).toMatchObject({
    event: { source: "shop", account: HOME, detail: { n: 1 } },
    why: {
      RULE_ARN: "arn:aws:events:us-east-1:000000000000:rule/r",
      TARGET_ARN: busArn(other, "b"),
      ERROR_CODE: "NO_PERMISSIONS",
    },
  });
  expect(letter!.why["EXHAUSTED_RETRY_CONDITION"]).toBeUndefined();
  await other.events.send(
    new PutPermissionCommand({
      ...{ EventBusName: "b", Action: "events:PutEvents", Principal: HOME, StatementId: "s" },
    }),
  );
  await put(home);
  const [seen] = await messages(other, "seen");
  expect(seen!.event).toMatchObject({ account: HOME, region: "us-east-1", detail: { n: 1 } });
  // PutEvents itself is judged by the same policy.
  expect((await put(home, busArn(other, "b"))).FailedEntryCount).toBe(0);
  expect(await messages(other, "seen")).toHaveLength(1);
});

test("a bus of another region is reached as the target's role", async () => {
  const [home, far] = [at(HOME), at(HOME, "eu-west-1")];
  await far.events.send(new CreateEventBusCommand({ Name: "b" }));
  await rule(far, "b", { Arn: await queue(far, "seen") });
  const RoleArn = await role(home, "events:PutEvents");
  await rule(home, "default", { Arn: busArn(far, "b"), RoleArn });
  await put(home);
  expect((await messages(far, "seen")).map(({ event }) => event.region)).toEqual(["us-east-1"]);
});

test("what came from another bus goes to no third one", async () => {
  const home = at(HOME);
  for (const Name of ["one", "two"]) await home.events.send(new CreateEventBusCommand({ Name }));
  const dead = await queue(home, "dead");
  await rule(home, "default", { Arn: busArn(home, "one") });
  await rule(home, "one", { Arn: busArn(home, "two"), DeadLetterConfig: { Arn: dead } });
  await rule(home, "two", { Arn: await queue(home, "seen") });
  await put(home);
  expect(await messages(home, "seen")).toEqual([]);
  expect((await messages(home, "dead"))[0]!.why).toMatchObject({
    ERROR_CODE: "THIRD_ACCOUNT_HOP_DETECTED",
    ERROR_MESSAGE: "Events received from another event bus cannot be forwarded to this event bus.",
  });
  // From the second bus on it is one hop.
  await put(home, "one");
  expect(await messages(home, "seen")).toHaveLength(1);
});

test("a bus that is not there: a dead letter", async () => {
  const home = at(HOME);
  const dead = await queue(home, "dead");
  await rule(home, "default", { Arn: busArn(home, "none"), DeadLetterConfig: { Arn: dead } });
  await put(home);
  expect((await messages(home, "dead"))[0]!.why).toMatchObject({
    ERROR_CODE: "NO_RESOURCE",
    ERROR_MESSAGE: "Event bus none does not exist.",
  });
});

test("a bus's key is used for each event; one that is disabled makes dead letters", async () => {
  const home = at(HOME);
  const { KeyMetadata } = await home.kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata!.KeyId!;
  const dead = await queue(home, "dead");
  await home.events.send(
    new CreateEventBusCommand({
      ...{ Name: "b", KmsKeyIdentifier: KeyMetadata!.Arn, DeadLetterConfig: { Arn: dead } },
    }),
  );
  await rule(home, "b", { Arn: await queue(home, "seen") });
  // The key's policy does not let EventBridge use it.
  await put(home, "b");
  expect((await messages(home, "dead"))[0]!.why).toMatchObject({ ERROR_CODE: "NO_PERMISSIONS" });
  const allow = (more: object) => ({ Effect: "Allow", Action: "kms:*", Resource: "*", ...more });
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      allow({ Principal: { AWS: `arn:aws:iam::${HOME}:root` } }),
      allow({
        Principal: { Service: "events.amazonaws.com" },
        Condition: {
          StringEquals: { "kms:EncryptionContext:aws:events:event-bus:arn": busArn(home, "b") },
        },
      }),
    ],
  });
  await home.kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy }));
  await put(home, "b");
  expect((await messages(home, "seen")).map(({ event }) => event.detail)).toEqual([{ n: 1 }]);
  await home.kms.send(new DisableKeyCommand({ KeyId }));
  expect((await put(home, "b")).FailedEntryCount).toBe(0);
  expect(await messages(home, "seen")).toEqual([]);
  const [letter] = await messages(home, "dead");
  expect(letter).toMatchObject({ event: { detail: { n: 1 } } });
  expect(letter!.why["ERROR_MESSAGE"]).toContain("is disabled");
});

test("a key is used for what comes from other buses and from partners, too", async () => {
  const [home, other] = [at(HOME), at(OTHER)];
  const Name = "aws.partner/acme.com/store/1";
  const dead = await queue(home, "dead");
  const seen = { Arn: await queue(home, "seen") };
  const locked = { KmsKeyIdentifier: "alias/none", DeadLetterConfig: { Arn: dead } };
  await home.events.send(new CreateEventBusCommand({ Name: "b", ...locked }));
  await rule(home, "b", seen);
  await rule(home, "default", { Arn: busArn(home, "b") });
  await put(home);
  expect(await messages(home, "dead")).toHaveLength(1);
  await home.events.send(
    new PutPermissionCommand({
      ...{ EventBusName: "b", Action: "events:PutEvents", Principal: OTHER, StatementId: "s" },
    }),
  );
  await rule(other, "default", { Arn: busArn(home, "b") });
  await put(other);
  expect(await messages(home, "dead")).toHaveLength(1);
  await other.events.send(new CreatePartnerEventSourceCommand({ Name, Account: HOME }));
  await home.events.send(new CreateEventBusCommand({ Name, EventSourceName: Name, ...locked }));
  const Entries = [{ Source: Name, DetailType: "sold", Detail: "{}" }];
  await other.events.send(new PutPartnerEventsCommand({ Entries }));
  expect(await messages(home, "dead")).toHaveLength(1);
  expect(await messages(home, "seen")).toEqual([]);
});

test("rules on another account's bus are the bus's, for whom its policy allows them", async () => {
  const [home, other] = [at(HOME), at(OTHER)];
  await other.events.send(new CreateEventBusCommand({ Name: "b" }));
  const EventBusName = busArn(other, "b");
  const RuleArn = `arn:aws:events:us-east-1:${OTHER}:rule/b/r`;
  const asked = { Name: "r", EventBusName, EventPattern: '{"source":["shop"]}' };
  const refused = await home.events
    .send(new PutRuleCommand(asked))
    .catch((error: Error) => error.name);
  expect(refused).toBe("AccessDeniedException");
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Sid: "s", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${HOME}:root` } },
        ...{ Action: "events:*", Resource: `arn:aws:events:us-east-1:${OTHER}:rule/b/*` },
        Condition: { StringEquals: { "events:creatorAccount": HOME } },
      },
      {
        ...{ Sid: "t", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${HOME}:root` } },
        ...{ Action: "events:List*", Resource: "*" },
      },
    ],
  });
  await other.events.send(new PutPermissionCommand({ EventBusName: "b", Policy }));
  const target = await queue(home, "seen");
  await rule(home, EventBusName, { Arn: target });
  await put(other, "b");
  expect(await messages(home, "seen")).toHaveLength(1);
  const found = await home.events.send(new DescribeRuleCommand({ Name: "r", EventBusName }));
  expect([found.Arn, found.CreatedBy]).toEqual([RuleArn, HOME]);
  const theirs = await other.events.send(new ListRulesCommand({ EventBusName: "b" }));
  expect(theirs.Rules!.map(({ Arn }) => Arn)).toEqual([RuleArn]);
  const byTarget = { TargetArn: target, EventBusName: "b" };
  const named = await other.events.send(new ListRuleNamesByTargetCommand(byTarget));
  expect(named.RuleNames).toEqual(["r"]);
  const place = { Rule: "r", EventBusName };
  const { Targets } = await home.events.send(new ListTargetsByRuleCommand(place));
  expect(Targets!.map(({ Id }) => Id)).toEqual(["t"]);
  await home.events.send(
    new TagResourceCommand({ ResourceARN: RuleArn, Tags: [{ Key: "a", Value: "1" }] }),
  );
  const tags = await other.events.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }));
  expect(tags.Tags).toEqual([{ Key: "a", Value: "1" }]);
  await home.events.send(new RemoveTargetsCommand({ ...place, Ids: ["t"] }));
  await home.events.send(new DeleteRuleCommand({ Name: "r", EventBusName }));
  expect((await other.events.send(new ListRulesCommand({ EventBusName: "b" }))).Rules).toEqual([]);
});

const KINDS: readonly [what: string, target: Partial<Target> & { Arn: string }, service: string][] =
  [
    ["Step Functions", { Arn: "arn:aws:states:us-east-1:000000000000:stateMachine:m" }, "states"],
    [
      "Kinesis",
      {
        Arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s",
        KinesisParameters: { PartitionKeyPath: "$.detail.n" },
      },
      "kinesis",
    ],
    ["Firehose", { Arn: "arn:aws:firehose:us-east-1:000000000000:deliverystream/d" }, "firehose"],
    [
      "ECS",
      {
        Arn: "arn:aws:ecs:us-east-1:000000000000:cluster/c",
        EcsParameters: {
          TaskDefinitionArn: "arn:aws:ecs:us-east-1:000000000000:task-definition/d",
        },
      },
      "ecs",
    ],
    [
      "Batch",
      {
        Arn: "arn:aws:batch:us-east-1:000000000000:job-queue/q",
        BatchParameters: { JobDefinition: "d", JobName: "n" },
      },
      "batch",
    ],
    ["CodeBuild", { Arn: "arn:aws:codebuild:us-east-1:000000000000:project/p" }, "codebuild"],
    ["CodePipeline", { Arn: "arn:aws:codepipeline:us-east-1:000000000000:p" }, "codepipeline"],
    [
      "Run Command",
      {
        Arn: "arn:aws:ssm:us-east-1::document/doc",
        RunCommandParameters: { RunCommandTargets: [{ Key: "InstanceIds", Values: ["i-1"] }] },
      },
      "ssm",
    ],
    [
      "Automation",
      { Arn: "arn:aws:ssm:us-east-1:000000000000:automation-definition/auto:$DEFAULT" },
      "ssm",
    ],
    [
      "Inspector",
      { Arn: "arn:aws:inspector:us-east-1:000000000000:target/t/template/u" },
      "inspector",
    ],
    [
      "Redshift",
      {
        Arn: "arn:aws:redshift:us-east-1:000000000000:cluster:c",
        RedshiftDataParameters: { Database: "d", Sql: "select 1" },
      },
      "redshift",
    ],
    ["SageMaker", { Arn: "arn:aws:sagemaker:us-east-1:000000000000:pipeline/p" }, "sagemaker"],
    [
      "AppSync",
      {
        Arn: "arn:aws:appsync:us-east-1:000000000000:endpoints/graphql-api/a",
        AppSyncParameters: { GraphQLOperation: "mutation m { m }" },
      },
      "appsync",
    ],
    ["EC2", { Arn: "arn:aws:events:us-east-1:000000000000:target/stop-instance" }, "ec2"],
  ];

/** What answers for what is not here; these are absent until such a service is added. */
test.each(KINDS)("a target of %s is called, and its failure told", async (_what, target) => {
  const home = at(HOME);
  const dead = await queue(home, "dead");
  const RoleArn = await role(home, "*");
  await rule(home, "default", { ...target, RoleArn, DeadLetterConfig: { Arn: dead } });
  await put(home);
  const [letter] = await messages(home, "dead");
  expect(letter!.event.detail).toEqual({ n: 1 });
  expect(letter!.why["TARGET_ARN"]).toBe(target.Arn);
  expect(letter!.why["ERROR_CODE"]).toMatch(/^(SDK_CLIENT_ERROR|NO_RESOURCE)$/);
  expect(letter!.why["EXHAUSTED_RETRY_CONDITION"]).toBeUndefined();
  expect(letter!.why["ERROR_MESSAGE"]).not.toBe("");
});
