/** Lists in pages: whichever service, the pages together hold each thing once, in order. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { KMS } from "@aws-sdk/client-kms";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { Schemas } from "@aws-sdk/client-schemas";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { SSM } from "@aws-sdk/client-ssm";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

interface Page {
  readonly names: readonly (string | undefined)[];
  readonly next: string | undefined;
}

/** All pages of a list of so many a page, each of which but the last is full. */
async function paged(
  size: number,
  list: (token: string | undefined) => Promise<Page>,
): Promise<string[]> {
  const all: string[] = [];
  for (let token: string | undefined, more = true; more; ) {
    const { names, next } = await list(token);
    expect(names.length).toBeLessThanOrEqual(size);
    if (next !== undefined) expect(names).toHaveLength(size);
    all.push(...(names as string[]));
    token = next;
    more = next !== undefined;
  }
  return all;
}

const names = (count: number, prefix = "thing"): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${String(i).padStart(3, "0")}`);

const last = (arn: string | undefined): string | undefined => arn?.split(/[:/]/).at(-1);

/** Makes things in an order that is not theirs, as many as there are names. */
async function make(all: readonly string[], one: (name: string) => Promise<unknown>) {
  await Promise.all(all.toReversed().map(one));
}

test("topics and their subscriptions, a hundred a page", async () => {
  const sns = new SNS(brume.client);
  const wanted = names(201);
  await make(wanted, (Name) => sns.createTopic({ Name }));
  const topics = await paged(100, async (NextToken) => {
    const page = await sns.listTopics({ NextToken });
    return { names: page.Topics!.map(({ TopicArn }) => last(TopicArn)), next: page.NextToken };
  });
  expect(topics).toEqual(wanted);
  const { TopicArn } = await sns.createTopic({ Name: wanted[0] });
  const queue = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
  await make(names(101), (name) =>
    sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: queue(name) }),
  );
  const endpoints = await paged(100, async (NextToken) => {
    const page = await sns.listSubscriptionsByTopic({ TopicArn, NextToken });
    return { names: page.Subscriptions!.map((s) => last(s.Endpoint)), next: page.NextToken };
  });
  expect(endpoints.sort()).toEqual(names(101));
});

test("queues, by prefix, and only in pages when asked", async () => {
  const sqs = new SQS(brume.client);
  await make([...names(5), ...names(2, "other")], (QueueName) => sqs.createQueue({ QueueName }));
  const QueueNamePrefix = "thing";
  const found = await paged(2, async (NextToken) => {
    const page = await sqs.listQueues({ QueueNamePrefix, MaxResults: 2, NextToken });
    return { names: (page.QueueUrls ?? []).map(last), next: page.NextToken };
  });
  expect(found).toEqual(names(5));
  expect((await sqs.listQueues({ QueueNamePrefix })).QueueUrls).toHaveLength(5);
});

test("schedules of all groups, of one, and by state", async () => {
  const scheduler = new Scheduler(brume.client);
  const RoleArn = "arn:aws:iam::000000000000:role/scheduler";
  const Target = { Arn: "arn:aws:sqs:us-east-1:000000000000:thing-000", RoleArn };
  const groups = ["aaa", "default", "zzz"];
  for (const Name of ["aaa", "zzz", "empty"]) await scheduler.createScheduleGroup({ Name });
  for (const GroupName of groups)
    await make(names(3), (Name) =>
      scheduler.createSchedule({
        ...{ Name, GroupName, Target, ScheduleExpression: "rate(1 day)" },
        State: Name.endsWith("1") ? "DISABLED" : "ENABLED",
        FlexibleTimeWindow: { Mode: "OFF" },
      }),
    );
  const list = (size: number, asked: { GroupName?: string; State?: "ENABLED" }) =>
    paged(size, async (NextToken) => {
      const page = await scheduler.listSchedules({ ...asked, MaxResults: size, NextToken });
      const found = page.Schedules!.map(({ GroupName, Name }) => `${GroupName}/${Name}`);
      return { names: found, next: page.NextToken };
    });
  const wanted = groups.flatMap((group) => names(3).map((name) => `${group}/${name}`));
  for (const size of [1, 2, 3, 4, 9, 10]) expect(await list(size, {})).toEqual(wanted);
  expect(await list(2, { GroupName: "zzz" })).toEqual(wanted.slice(6));
  const enabled = wanted.filter((place) => !place.endsWith("1"));
  for (const size of [1, 2, 5, 6]) expect(await list(size, { State: "ENABLED" })).toEqual(enabled);
});

test("rules and registries", async () => {
  const events = new EventBridge(brume.client);
  await make(names(5), (Name) => events.putRule({ Name, EventPattern: '{"source":["a"]}' }));
  const rules = await paged(2, async (NextToken) => {
    const page = await events.listRules({ Limit: 2, NextToken });
    return { names: page.Rules!.map(({ Name }) => Name), next: page.NextToken };
  });
  expect(rules).toEqual(names(5));
  const schemas = new Schemas(brume.client);
  await make(names(5), (RegistryName) => schemas.createRegistry({ RegistryName }));
  const registries = await paged(2, async (NextToken) => {
    const page = await schemas.listRegistries({ Scope: "LOCAL", Limit: 2, NextToken });
    return { names: page.Registries!.map((row) => row.RegistryName), next: page.NextToken };
  });
  expect(registries).toEqual(names(5));
});

test("keys and aliases", async () => {
  const kms = new KMS(brume.client);
  const made = await Promise.all(names(5).map(() => kms.createKey({})));
  const ids = made.map(({ KeyMetadata }) => KeyMetadata!.KeyId!).sort();
  const keys = await paged(2, async (Marker) => {
    const page = await kms.listKeys({ Limit: 2, Marker });
    expect(page.Truncated).toBe(page.NextMarker !== undefined);
    return { names: page.Keys!.map(({ KeyId }) => KeyId), next: page.NextMarker };
  });
  expect(keys).toEqual(ids);
  await make(names(5), (name) =>
    kms.createAlias({ AliasName: `alias/${name}`, TargetKeyId: ids[name.endsWith("4") ? 1 : 0] }),
  );
  const aliases = await paged(3, async (Marker) => {
    const page = await kms.listAliases({ KeyId: ids[0], Limit: 3, Marker });
    return { names: page.Aliases!.map((row) => last(row.AliasName)), next: page.NextMarker };
  });
  expect(aliases).toEqual(names(4));
});

test("secrets, either way, without those that are to be deleted", async () => {
  const secrets = new SecretsManager(brume.client);
  await make(names(7), (Name) => secrets.createSecret({ Name, SecretString: "x" }));
  await secrets.deleteSecret({ SecretId: "thing-003" });
  const wanted = names(7).filter((name) => name !== "thing-003");
  for (const SortOrder of ["asc", "desc"] as const) {
    const found = await paged(2, async (NextToken) => {
      const page = await secrets.listSecrets({ SortOrder, MaxResults: 2, NextToken });
      return { names: page.SecretList!.map(({ Name }) => Name), next: page.NextToken };
    });
    expect(found).toEqual(SortOrder === "asc" ? wanted : wanted.toReversed());
  }
});

test("parameters: all, by tag, and under a path", async () => {
  const ssm = new SSM(brume.client);
  const path = (name: string) => `/shop/${name}`;
  const Tags = (name: string) => [{ Key: "end", Value: name.slice(-1) }];
  await make(names(6), (name) =>
    ssm.putParameter({ Name: path(name), Value: "x", Type: "String", Tags: Tags(name) }),
  );
  for (const Name of ["/shop", "/shop/thing-001/deep", "/shopping"])
    await ssm.putParameter({ Name, Value: "x", Type: "String" });
  const tagged = await paged(2, async (NextToken) => {
    const filter = { Key: "tag:end", Values: ["1", "3", "5"] };
    const page = await ssm.describeParameters({
      ...{ ParameterFilters: [filter], MaxResults: 2, NextToken },
    });
    return { names: page.Parameters!.map(({ Name }) => Name), next: page.NextToken };
  });
  expect(tagged).toEqual(["thing-001", "thing-003", "thing-005"].map(path));
  const under = (Recursive: boolean) =>
    paged(2, async (NextToken) => {
      const page = await ssm.getParametersByPath({
        ...{ Path: "/shop", Recursive, MaxResults: 2, NextToken },
      });
      return { names: page.Parameters!.map(({ Name }) => Name), next: page.NextToken };
    });
  expect(await under(false)).toEqual(names(6).map(path));
  expect(await under(true)).toEqual([...names(6).map(path), "/shop/thing-001/deep"].sort());
});

test("log groups, streams, tables, alarms and users", async () => {
  const logs = new CloudWatchLogs(brume.client);
  await make(names(5), (logGroupName) => logs.createLogGroup({ logGroupName }));
  const groups = await paged(2, async (nextToken) => {
    const page = await logs.describeLogGroups({ logGroupNamePrefix: "thing", limit: 2, nextToken });
    return { names: page.logGroups!.map((row) => row.logGroupName), next: page.nextToken };
  });
  expect(groups).toEqual(names(5));
  const kinesis = new Kinesis(brume.client);
  await make(names(5), (StreamName) => kinesis.createStream({ StreamName, ShardCount: 1 }));
  const streams = await paged(2, async (NextToken) => {
    const page = await kinesis.listStreams({ Limit: 2, NextToken });
    expect(page.HasMoreStreams).toBe(page.NextToken !== undefined);
    return { names: page.StreamNames!, next: page.NextToken };
  });
  expect(streams).toEqual(names(5));
  const dynamodb = new DynamoDB(brume.client);
  const key = [{ AttributeName: "id", KeyType: "HASH" as const }];
  const AttributeDefinitions = [{ AttributeName: "id", AttributeType: "S" as const }];
  await make(names(5), (TableName) =>
    dynamodb.createTable({
      ...{ TableName, KeySchema: key, AttributeDefinitions, BillingMode: "PAY_PER_REQUEST" },
    }),
  );
  const tables = await paged(2, async (ExclusiveStartTableName) => {
    const page = await dynamodb.listTables({ Limit: 2, ExclusiveStartTableName });
    return { names: page.TableNames!, next: page.LastEvaluatedTableName };
  });
  expect(tables).toEqual(names(5));
  const cloudwatch = new CloudWatch(brume.client);
  await make(names(5), (AlarmName) =>
    cloudwatch.putMetricAlarm({
      ...{ AlarmName, Namespace: "n", MetricName: "m", Statistic: "Sum", Period: 60 },
      ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
    }),
  );
  const alarms = await paged(2, async (NextToken) => {
    const page = await cloudwatch.describeAlarms({ MaxRecords: 2, NextToken });
    return { names: page.MetricAlarms!.map((row) => row.AlarmName), next: page.NextToken };
  });
  expect(alarms).toEqual(names(5));
  const iam = new IAM(brume.client);
  await make(names(5), (UserName) =>
    iam.createUser({ UserName, Path: UserName.endsWith("2") ? "/b/" : "/a/" }),
  );
  const users = await paged(2, async (Marker) => {
    const page = await iam.listUsers({ PathPrefix: "/a/", MaxItems: 2, Marker });
    expect(page.IsTruncated).toBe(page.Marker !== undefined);
    return { names: page.Users!.map(({ UserName }) => UserName), next: page.Marker };
  });
  expect(users).toEqual(names(5).filter((name) => !name.endsWith("2")));
});
