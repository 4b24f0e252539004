/** Tours of SQS, SNS, EventBridge and its Scheduler by the AWS CLI's own commands. */
import { expect } from "bun:test";
import type { Cli } from "./cli.ts";

export function toursMessages({ it, begin, generation }: Cli): void {
  it("sqs: create, send in batches, receive, attributes, dead letters, purge, delete", async () => {
    const { aws, refused } = await begin();
    const make = async (name: string, attributes: object): Promise<string[]> => {
      const at = ["--queue-name", name, "--attributes", JSON.stringify(attributes)];
      return ["--queue-url", (await aws("sqs", "create-queue", ...at)).QueueUrl];
    };
    const dead = await make("dead", {});
    const { Attributes } = await aws(
      ...["sqs", "get-queue-attributes", ...dead, "--attribute-names", "QueueArn"],
    );
    const target = { deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 1 };
    const queue = await make("tour", { RedrivePolicy: JSON.stringify(target) });
    const entries = ["a", "b"].map((Id) => ({ Id, MessageBody: `body ${Id}` }));
    const batch = ["--entries", JSON.stringify(entries)];
    expect((await aws("sqs", "send-message-batch", ...queue, ...batch)).Successful).toHaveLength(2);
    const all = ["--max-number-of-messages", "10", "--visibility-timeout", "0"];
    const first = await aws("sqs", "receive-message", ...queue, ...all);
    expect(first.Messages.map((m: { Body: string }) => m.Body).sort()).toEqual([
      "body a",
      "body b",
    ]);
    expect(await aws("sqs", "receive-message", ...queue, ...all)).toBeUndefined();
    expect((await aws("sqs", "receive-message", ...dead, ...all)).Messages).toHaveLength(2);
    const sources = await aws("sqs", "list-dead-letter-source-queues", ...dead);
    expect(sources.queueUrls).toEqual([queue[1]]);
    await aws("sqs", "purge-queue", ...dead);
    expect((await aws("sqs", "list-queues")).QueueUrls.toSorted()).toEqual([dead[1], queue[1]]);
    await Promise.all([dead, queue].map((at) => aws("sqs", "delete-queue", ...at)));
    expect(await refused("sqs", "get-queue-url", "--queue-name", "tour")).toContain(
      "(AWS.SimpleQueueService.NonExistentQueue) when calling the GetQueueUrl operation: The specified queue does not exist.",
    );
  });

  if (generation === 1)
    it("sqs without --endpoint-url never reaches Brume: version 1 has an address of its own", async () => {
      const { file, run, brume } = await begin();

      // The proxy keeps the call on this machine, and is not asked for plain HTTP such as Brume's.
      const HTTPS_PROXY = "http://127.0.0.1:1";
      const env = { AWS_ENDPOINT_URL_SQS: brume.url, AWS_MAX_ATTEMPTS: "1", HTTPS_PROXY };
      const { code, err } = await run(file, ["sqs", "list-queues"], { env });
      expect([code, err.trim()]).toEqual([255, `Failed to connect to proxy URL: "${HTTPS_PROXY}"`]);
    });

  it("sns: topic, subscription with a filter, publish, attributes, delete", async () => {
    const { aws, refused } = await begin();
    const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", "heard");
    const { TopicArn } = await aws("sns", "create-topic", "--name", "tour");
    const topic = ["--topic-arn", TopicArn];
    const { SubscriptionArn } = await aws(
      ...["sns", "subscribe", ...topic, "--protocol", "sqs", "--return-subscription-arn"],
      ...["--notification-endpoint", "arn:aws:sqs:us-east-1:000000000000:heard"],
      ...["--attributes", '{"FilterPolicy": "{\\"kind\\": [\\"loud\\"]}"}'],
    );
    for (const kind of ["quiet", "loud"])
      await aws(
        ...["sns", "publish", ...topic, "--message", `a ${kind} one`, "--subject", "s"],
        ...["--message-attributes", `kind={DataType=String,StringValue=${kind}}`],
      );
    const { Messages } = await aws(
      ...["sqs", "receive-message", "--queue-url", QueueUrl, "--wait-time-seconds", "10"],
      ...["--max-number-of-messages", "10"],
    );
    expect(Messages).toHaveLength(1);
    expect(JSON.parse(Messages[0].Body)).toMatchObject({
      Type: "Notification",
      TopicArn,
      Subject: "s",
      Message: "a loud one",
      MessageAttributes: { kind: { Type: "String", Value: "loud" } },
    });
    const listed = await aws("sns", "list-subscriptions-by-topic", ...topic);
    expect(listed.Subscriptions).toMatchObject([{ SubscriptionArn, Protocol: "sqs" }]);
    await aws("sns", "unsubscribe", "--subscription-arn", SubscriptionArn);
    await aws("sns", "delete-topic", ...topic);
    expect(await refused("sns", "get-topic-attributes", ...topic)).toContain(
      "(NotFound) when calling the GetTopicAttributes operation: Topic does not exist",
    );
  });

  it("events: bus, rule, target, events that fit and that do not", async () => {
    const { aws, refused } = await begin();
    const bus = ["--event-bus-name", "tour"];
    await aws("events", "create-event-bus", "--name", "tour");
    const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", "told");
    const queue = ["--queue-url", QueueUrl];
    const arn = "arn:aws:sqs:us-east-1:000000000000:told";
    const pattern = JSON.stringify({
      source: ["shop"],
      detail: { total: [{ numeric: [">", 100] }] },
    });
    const rule = await aws(
      ...["events", "put-rule", ...bus, "--name", "large", "--event-pattern", pattern],
    );
    const allow = {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arn,
      Condition: { ArnEquals: { "aws:SourceArn": rule.RuleArn } },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [allow] });
    await aws(
      ...["sqs", "set-queue-attributes", ...queue, "--attributes", JSON.stringify({ Policy })],
    );
    const target = ["--targets", JSON.stringify([{ Id: "q", Arn: arn, InputPath: "$.detail" }])];
    const put = await aws("events", "put-targets", ...bus, "--rule", "large", ...target);
    expect(put.FailedEntryCount).toBe(0);
    const entries = [5, 500].map((total) => ({
      Source: "shop",
      DetailType: "order",
      Detail: JSON.stringify({ total }),
      EventBusName: "tour",
    }));
    const sent = await aws("events", "put-events", "--entries", JSON.stringify(entries));
    expect(sent.FailedEntryCount).toBe(0);
    const { Messages } = await aws("sqs", "receive-message", ...queue, "--wait-time-seconds", "10");
    expect(Messages.map((m: { Body: string }) => JSON.parse(m.Body))).toEqual([{ total: 500 }]);
    expect(await refused("events", "delete-rule", ...bus, "--name", "large")).toContain(
      "(ValidationException) when calling the DeleteRule operation: Rule can't be deleted since it has targets.",
    );
    expect(await refused("events", "describe-rule", "--name", "none")).toContain(
      "(ResourceNotFoundException) when calling the DescribeRule operation: Rule none does not exist on EventBus default.",
    );
  });

  it("scheduler: a schedule that comes due", async () => {
    const { aws, refused } = await begin();
    const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", "due");
    const allow = { Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" } };
    const trust = { Version: "2012-10-17", Statement: [{ ...allow, Action: "sts:AssumeRole" }] };
    const { Role } = await aws(
      ...["iam", "create-role", "--role-name", "schedules"],
      ...["--assume-role-policy-document", JSON.stringify(trust)],
    );
    const target = {
      Arn: "arn:aws:sqs:us-east-1:000000000000:due",
      RoleArn: Role.Arn,
      Input: "it is time",
    };
    // Seconds that both generations of the client have started by.
    const at = new Date(performance.timeOrigin + performance.now() + 10_000).toISOString();
    const expression = `at(${at.slice(0, 19)})`;
    await aws(
      ...["scheduler", "create-schedule", "--name", "soon", "--schedule-expression", expression],
      ...["--flexible-time-window", "Mode=OFF", "--target", JSON.stringify(target)],
    );
    const schedule = await aws("scheduler", "get-schedule", "--name", "soon");
    expect([schedule.State, schedule.Target.Input]).toEqual(["ENABLED", "it is time"]);
    const due = ["--queue-url", QueueUrl, "--wait-time-seconds", "20"];
    const { Messages } = await aws("sqs", "receive-message", ...due);
    expect(Messages[0].Body).toBe("it is time");
    await aws("scheduler", "delete-schedule", "--name", "soon");
    expect(await refused("scheduler", "get-schedule", "--name", "soon")).toContain(
      "(ResourceNotFoundException) when calling the GetSchedule operation: Schedule soon does not exist.",
    );
  });
}
