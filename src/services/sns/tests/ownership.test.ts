/** Whose topics and subscriptions are, and who may do what with them: across accounts and regions. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import * as c from "@aws-sdk/client-cloudformation";
import * as s from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

const OTHER = "111122223333";
let brume: TestBrume;
let sns: s.SNSClient;
let others: s.SNSClient;
let strangers: s.SNSClient;
let west: s.SNSClient;
beforeAll(async () => {
  brume = await testBrume();
  const of = (accessKeyId: string) =>
    new s.SNSClient({ ...brume.client, credentials: { accessKeyId, secretAccessKey: "x" } });
  sns = new s.SNSClient(brume.client);
  others = of(OTHER);
  strangers = of("444455556666");
  west = new s.SNSClient({ ...brume.client, region: "us-west-2" });
});
afterAll(() => brume.stop());
beforeEach(() => brume.kernel.reset());

const queue = (name: string, account = "000000000000") =>
  `arn:aws:sqs:us-east-1:${account}:${name}`;
const topic = async (client = sns, Name = "t"): Promise<string> =>
  (await client.send(new s.CreateTopicCommand({ Name }))).TopicArn!;
const subscribe = async (
  TopicArn: string,
  Endpoint: string,
  more: Partial<s.SubscribeCommandInput> = {},
  client = sns,
) => {
  const command = new s.SubscribeCommand({
    ...{ TopicArn, Protocol: "sqs", Endpoint, ReturnSubscriptionArn: true },
    ...more,
  });
  return (await client.send(command)).SubscriptionArn!;
};
const said = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: s.SNSServiceException & { Code: string }) =>
      `${error.$metadata.httpStatusCode} ${error.Code}: ${error.message}`,
  );
const NOT_YOURS = "403 AuthorizationError: Not authorized";
const link = (parameters: string) => fetch(`${brume.url}/?Version=2010-03-31&${parameters}`);
const subscriptions = async (client: s.SNSClient) =>
  ((await client.send(new s.ListSubscriptionsCommand({}))).Subscriptions ?? []).map(
    ({ SubscriptionArn }) => SubscriptionArn,
  );
/** The token that an endpoint got last by mail. */
async function mailedToken(): Promise<string> {
  await brume.advance(0);
  const [letter] = await brume.kernel.mailbox.last({ limit: 1 });
  return /Token=([0-9a-f]+)/.exec(letter!.body)![1]!;
}

test("a queue's subscription ends at the hands of its owner or its topic's alone", async () => {
  const TopicArn = await topic();
  const arn = await subscribe(TopicArn, queue("q", OTHER), {}, others);
  const end = new s.UnsubscribeCommand({ SubscriptionArn: arn });
  expect((await link(`Action=Unsubscribe&SubscriptionArn=${arn}`)).status).toBe(403);
  expect(await said(strangers.send(end))).toBe(NOT_YOURS);
  expect(await subscriptions(others)).toEqual([arn]);
  expect(await said(others.send(end))).toBe("done");
  expect(await subscriptions(others)).toEqual([]);
  const again = await subscribe(TopicArn, queue("q", OTHER), {}, others);
  expect(await said(sns.send(new s.UnsubscribeCommand({ SubscriptionArn: again })))).toBe("done");
});

test("a mailbox's subscription ends by its link, unless that was ruled out by a signed request", async () => {
  const TopicArn = await topic();
  const Protocol = "email";
  const open = await subscribe(TopicArn, "ada@example.com", { Protocol });
  const token = await mailedToken();
  const ruled = `TopicArn=${TopicArn}&Token=${token}&AuthenticateOnUnsubscribe=true`;
  const unsigned = await link(`Action=ConfirmSubscription&${ruled}`);
  expect([unsigned.status, await unsigned.text()]).toEqual([
    403,
    expect.stringContaining("<Code>AuthorizationError</Code>"),
  ]);
  await link(`Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=${token}`);
  expect((await link(`Action=Unsubscribe&SubscriptionArn=${open}`)).status).toBe(200);
  expect(await subscriptions(sns)).toEqual([]);
  const shut = await subscribe(TopicArn, "bob@example.com", { Protocol });
  await sns.send(
    new s.ConfirmSubscriptionCommand({
      ...{ TopicArn, Token: await mailedToken(), AuthenticateOnUnsubscribe: "true" },
    }),
  );
  const end = new s.UnsubscribeCommand({ SubscriptionArn: shut });
  expect((await link(`Action=Unsubscribe&SubscriptionArn=${shut}`)).status).toBe(403);
  expect(await said(strangers.send(end))).toBe(NOT_YOURS);
  expect(await said(sns.send(end))).toBe("done");
});

test("who subscribes to topics of others finds that in its own list, page by page", async () => {
  const theirs = await topic(others);
  const mine = await topic();
  const own = await subscribe(mine, queue("own"));
  const abroad: string[] = [];
  for (let i = 0; i < 101; i++) abroad.push(await subscribe(theirs, queue(`q${i}`)));
  expect(await subscriptions(others)).toEqual([]);
  const found: string[] = [];
  for await (const page of s.paginateListSubscriptions({ client: sns }, {}))
    for (const { SubscriptionArn, Owner, TopicArn } of page.Subscriptions ?? []) {
      expect(Owner).toBe("000000000000");
      expect(SubscriptionArn).toStartWith(`${TopicArn}:`);
      found.push(SubscriptionArn!);
    }
  expect(found.sort()).toEqual([own, ...abroad].sort());
});

test("policies speak of the protocol and the endpoint of who subscribes", async () => {
  const enforcing = await testBrume({ iam: "enforce", running: true });
  try {
    const owner = new s.SNSClient(enforcing.client);
    const credentials = { accessKeyId: OTHER, secretAccessKey: "test" };
    const other = new s.SNSClient({ ...enforcing.client, credentials });
    const TopicArn = await topic(owner);
    const allow = (Condition: object) =>
      owner.send(
        new s.SetTopicAttributesCommand({
          ...{ TopicArn, AttributeName: "Policy" },
          AttributeValue: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                ...{ Effect: "Allow", Principal: "*", Action: "SNS:Subscribe" },
                ...{ Resource: TopicArn, Condition },
              },
            ],
          }),
        }),
      );
    const ask = () => said(subscribe(TopicArn, queue("q", OTHER), {}, other));
    await allow({ StringEquals: { "SNS:Protocol": "https" } });
    expect(await ask()).toStartWith("403 AuthorizationError");
    await allow({ StringEquals: { "SNS:Protocol": "sqs" } });
    expect(await ask()).toBe("done");
    await allow({ StringLike: { "sns:Endpoint": "*@example.com" } });
    expect(await ask()).toStartWith("403 AuthorizationError");
    await allow({ StringLike: { "sns:Endpoint": "arn:aws:sqs:*" } });
    expect(await ask()).toBe("done");
  } finally {
    await enforcing.stop();
  }
});

test("a topic is reached through its own region alone", async () => {
  const TopicArn = await topic();
  const value = { AttributeName: "DisplayName", AttributeValue: "x" };
  const entries = [{ Id: "a", Message: "m" }];
  const label = { Label: "l", AWSAccountId: [OTHER], ActionName: ["Publish"] };
  // biome-ignore lint/suspicious/noExplicitAny: commands of every kind.
  const commands: readonly any[] = [
    new s.PublishCommand({ TopicArn, Message: "m" }),
    new s.PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }),
    new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queue("q") }),
    new s.GetTopicAttributesCommand({ TopicArn }),
    new s.SetTopicAttributesCommand({ TopicArn, ...value }),
    new s.ListSubscriptionsByTopicCommand({ TopicArn }),
    new s.AddPermissionCommand({ TopicArn, ...label }),
    new s.DeleteTopicCommand({ TopicArn }),
    new s.DeleteTopicCommand({ TopicArn: `${TopicArn}x` }),
  ];
  for (const command of commands)
    expect(await said(west.send(command))).toBe(
      "400 InvalidParameter: Invalid parameter: TopicArn",
    );
  const mailed = await subscribe(TopicArn, "ada@example.com", { Protocol: "email" });
  // Links say no region; a queue of another region gets what it subscribed to.
  const token = await mailedToken();
  const followed = await link(`Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=${token}`);
  expect(await followed.text()).toContain(mailed);
  const sqs = new SQSClient({ ...brume.client, region: "us-west-2" });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "far" }));
  await subscribe(TopicArn, "arn:aws:sqs:us-west-2:000000000000:far");
  await sns.send(new s.PublishCommand({ TopicArn, Message: "m" }));
  await brume.advance(0);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(JSON.parse(Messages[0]!.Body!).Message).toBe("m");
});

test("a stack subscribes to a topic of another region when it says which", async () => {
  const TopicArn = await topic(west);
  const stacks = new c.CloudFormationClient(brume.client);
  const stack = async (StackName: string, more: object) => {
    const Properties = { TopicArn, Protocol: "sqs", Endpoint: queue("q"), ...more };
    const Resources = { S: { Type: "AWS::SNS::Subscription", Properties } };
    const TemplateBody = JSON.stringify({ Resources });
    await stacks.send(new c.CreateStackCommand({ StackName, TemplateBody }));
    await brume.advance(60_000);
    const { Stacks } = await stacks.send(new c.DescribeStacksCommand({ StackName }));
    return Stacks![0]!.StackStatus;
  };
  expect(await stack("without", {})).toBe("ROLLBACK_COMPLETE");
  expect(await stack("with", { Region: "us-west-2" })).toBe("CREATE_COMPLETE");
  const made = await west.send(new s.ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(made.Subscriptions).toMatchObject([{ Endpoint: queue("q") }]);
});
