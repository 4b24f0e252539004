/** Tours of SQS and SNS by the AWS CLI's own commands. */
import { expect } from "bun:test";
import type { Cli } from "./cli.ts";

export function toursMessages({ it, begin, generation }: Cli): void {
  it("sqs: create, send in batches, receive, dead letters moved back, purge, delete", async () => {
    const { aws, refused, advance } = await begin();
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
    const source = ["--source-arn", Attributes.QueueArn];
    await aws("sqs", "start-message-move-task", ...source);
    await advance(60_000);
    const { Results } = await aws("sqs", "list-message-move-tasks", ...source);
    expect(Results).toMatchObject([{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 2 }]);
    expect((await aws("sqs", "receive-message", ...queue, ...all)).Messages).toHaveLength(2);
    await aws("sqs", "purge-queue", ...queue);
    expect((await aws("sqs", "list-queues")).QueueUrls.toSorted()).toEqual([dead[1], queue[1]]);
    await Promise.all([dead, queue].map((at) => aws("sqs", "delete-queue", ...at)));
    expect(await refused("sqs", "get-queue-url", "--queue-name", "tour")).toContain(
      "(AWS.SimpleQueueService.NonExistentQueue) when calling the GetQueueUrl operation: The specified queue does not exist.",
    );
  });

  it("sqs: a FIFO queue takes what is sent twice once, and keeps the order of a group", async () => {
    const { aws } = await begin();
    const attributes = ["--attributes", "FifoQueue=true"];
    const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", "a.fifo", ...attributes);
    const queue = ["--queue-url", QueueUrl];
    const send = (step: string) =>
      aws(
        ...["sqs", "send-message", ...queue, "--message-body", step, "--message-group-id", "ann"],
        ...["--message-deduplication-id", step],
      );
    const { MessageId } = await send("placed");
    await send("paid");
    expect((await send("placed")).MessageId).toBe(MessageId);
    const receive = ["receive-message", ...queue, "--max-number-of-messages", "10"];
    const { Messages } = await aws("sqs", ...receive);
    expect(Messages.map((m: { Body: string }) => m.Body)).toEqual(["placed", "paid"]);
    expect(await aws("sqs", ...receive)).toBeUndefined();
    await aws("sqs", "delete-queue", ...queue);
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

  it("sns: topic, subscriptions with a filter and by e-mail, publish, delete", async () => {
    const { aws, refused, brume } = await begin();
    const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", "heard");
    const { TopicArn } = await aws("sns", "create-topic", "--name", "tour");
    const topic = ["--topic-arn", TopicArn];
    const { SubscriptionArn } = await aws(
      ...["sns", "subscribe", ...topic, "--protocol", "sqs", "--return-subscription-arn"],
      ...["--notification-endpoint", "arn:aws:sqs:us-east-1:000000000000:heard"],
      ...["--attributes", '{"FilterPolicy": "{\\"kind\\": [\\"loud\\"]}"}'],
    );
    const letters = async () => {
      const answer = await fetch(`${brume.url}/_brume/mailbox?to=ann@example.com`);
      return ((await answer.json()) as { letters: { body: string }[] }).letters;
    };
    await aws(
      ...["sns", "subscribe", ...topic, "--protocol", "email"],
      ...["--notification-endpoint", "ann@example.com"],
    );
    const token = /Token=(\w+)/.exec((await letters())[0]!.body)![1]!;
    await aws("sns", "confirm-subscription", ...topic, "--token", token);
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
    expect((await letters()).map(({ body }) => body.split("\n")[0])).toEqual(
      expect.arrayContaining(["a quiet one", "a loud one"]),
    );
    const listed = await aws("sns", "list-subscriptions-by-topic", ...topic);
    expect(listed.Subscriptions).toHaveLength(2);
    expect(listed.Subscriptions).toContainEqual(
      expect.objectContaining({ SubscriptionArn, Protocol: "sqs" }),
    );
    await aws("sns", "unsubscribe", "--subscription-arn", SubscriptionArn);
    await aws("sns", "delete-topic", ...topic);
    expect(await refused("sns", "get-topic-attributes", ...topic)).toContain(
      "(NotFound) when calling the GetTopicAttributes operation: Topic does not exist",
    );
  });
}
