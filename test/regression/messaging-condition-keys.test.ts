/** Tags of queues, topics and rules, whom a role is passed to, and whose a resource is had no condition keys. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

const ROLE = "arn:aws:iam::000000000000:role/worker";
let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
});
afterAll(() => brume.stop());

/** What clients of a user with these statements are made with. */
async function user(UserName: string, ...Statement: object[]) {
  const iam = new IAM(brume.client);
  await iam.createUser({ UserName });
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: Statement.map((one) => ({ Effect: "Allow", Resource: "*", ...one })),
  });
  await iam.putUserPolicy({ UserName, PolicyName: "p", PolicyDocument });
  const { AccessKey } = await iam.createAccessKey({ UserName });
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey!;
  return { ...brume.client, credentials: { accessKeyId, secretAccessKey } };
}
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: Error) => error.name.replace(/Exception$/, ""),
  );

test("tags that a request sets and that a resource has", async () => {
  const client = await user(
    "tagged",
    {
      Action: ["sqs:CreateQueue", "sns:CreateTopic", "events:PutRule", "*:Tag*"],
      Condition: { StringEquals: { "aws:RequestTag/team": "blue" } },
    },
    {
      Action: ["sqs:SendMessage", "sns:Publish", "events:DescribeRule"],
      Condition: { StringEquals: { "aws:ResourceTag/team": "blue" } },
    },
  );
  const sqs = new SQS(client);
  const sns = new SNS(client);
  const events = new EventBridge(client);
  const made = (team: string) => {
    const Tags = [{ Key: "team", Value: team }];
    return Promise.all([
      outcome(sqs.createQueue({ QueueName: team, tags: { team } })),
      outcome(sns.createTopic({ Name: team, Tags })),
      outcome(events.putRule({ Name: team, ScheduleExpression: "rate(1 day)", Tags })),
    ]);
  };
  expect(await made("red")).toEqual(["AccessDenied", "AuthorizationError", "AccessDenied"]);
  expect(await made("blue")).toEqual(["done", "done", "done"]);
  const root = brume.client;
  await new SQS(root).createQueue({ QueueName: "plain" });
  await new SNS(root).createTopic({ Name: "plain" });
  await new EventBridge(root).putRule({ Name: "plain", ScheduleExpression: "rate(1 day)" });
  const used = (name: string) =>
    Promise.all([
      outcome(sqs.sendMessage({ QueueUrl: `${brume.url}/000000000000/${name}`, MessageBody: "m" })),
      outcome(
        sns.publish({ TopicArn: `arn:aws:sns:us-east-1:000000000000:${name}`, Message: "m" }),
      ),
      outcome(events.describeRule({ Name: name })),
    ]);
  expect(await used("blue")).toEqual(["done", "done", "done"]);
  expect(await used("plain")).toEqual(["AccessDenied", "AuthorizationError", "AccessDenied"]);
});

test("a role is passed to the service that is named, and to no other", async () => {
  await new IAM(brume.client).createRole({
    RoleName: "worker",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "scheduler.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    }),
  });
  const schedule = async (name: string, service: string) => {
    const client = await user(
      name,
      { Action: "scheduler:*" },
      {
        Action: "iam:PassRole",
        Condition: {
          StringEquals: { "iam:PassedToService": service, "aws:ResourceAccount": "000000000000" },
        },
      },
    );
    return outcome(
      new Scheduler(client).createSchedule({
        Name: name,
        ScheduleExpression: "rate(1 day)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: "arn:aws:sqs:us-east-1:000000000000:plain", RoleArn: ROLE },
      }),
    );
  };
  expect(await schedule("right", "scheduler.amazonaws.com")).toBe("done");
  expect(await schedule("wrong", "lambda.amazonaws.com")).toBe("AccessDenied");
});

test("what a further permission would have refused is recorded in audit mode", async () => {
  const audited = await testBrume({ iam: "audit" });
  const iam = new IAM(audited.client);
  await iam.createUser({ UserName: "some" });
  await iam.putUserPolicy({
    UserName: "some",
    PolicyName: "p",
    PolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "scheduler:*", Resource: "*" }],
    }),
  });
  const { AccessKey } = await iam.createAccessKey({ UserName: "some" });
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey!;
  const scheduler = new Scheduler({
    ...audited.client,
    credentials: { accessKeyId, secretAccessKey },
  });
  await scheduler.createSchedule({
    Name: "s",
    ScheduleExpression: "rate(1 day)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { Arn: "arn:aws:sqs:us-east-1:000000000000:plain", RoleArn: ROLE },
  });
  const entry = audited.kernel.journal.last(1)[0]!;
  expect([entry.status, entry.denials]).toEqual([
    200,
    [expect.stringContaining(`is not authorized to perform: iam:PassRole on resource: ${ROLE}`)],
  ]);
  await audited.stop();
});
