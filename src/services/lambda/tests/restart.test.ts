import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as lambda from "@aws-sdk/client-lambda";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { testBrume } from "#test/harness/brume";
import { zipOf } from "../inline-code.ts";

test("functions, waiting events and mappings outlive Brume", async () => {
  const data = mkdtempSync(join(tmpdir(), "brume-lambda-"));
  try {
    const first = await testBrume({ running: true, data });
    const client = new lambda.LambdaClient(first.client);
    const sqs = new SQSClient(first.client);
    const { QueueUrl: dead } = await sqs.send(new CreateQueueCommand({ QueueName: "dead" }));
    await sqs.send(new CreateQueueCommand({ QueueName: "in" }));
    await client.send(
      new lambda.CreateFunctionCommand({
        FunctionName: "f",
        Role: "arn:aws:iam::000000000000:role/r",
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Code: {
          ZipFile: zipOf({
            "index.js": `exports.handler = async (e) => { if (!e.Records) throw new Error("no"); return 1 }`,
          }),
        },
        DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:000000000000:dead" },
      }),
    );
    await client.send(
      new lambda.CreateEventSourceMappingCommand({
        FunctionName: "f",
        EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:in",
      }),
    );
    await client.send(
      new lambda.InvokeCommand({
        FunctionName: "f",
        InvocationType: "Event",
        Payload: Buffer.from('{"kept":true}'),
      }),
    );
    await first.kernel.settle();
    await first.stop();

    const second = await testBrume({ running: true, data });
    try {
      await second.advance(60_000);
      await second.advance(120_000);
      const queues = new SQSClient(second.client);
      const { Messages } = await queues.send(
        new ReceiveMessageCommand({
          QueueUrl: dead!.replace(first.url, second.url),
          WaitTimeSeconds: 10,
        }),
      );
      expect(JSON.parse(Messages![0]!.Body!)).toEqual({ kept: true });
      const url = `${second.url}/000000000000/in`;
      await queues.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "m" }));
      // The function runs in real time: the mapping takes the message out when it has ended.
      const left = async () =>
        Object.values(
          (
            await queues.send(
              new GetQueueAttributesCommand({
                QueueUrl: url,
                AttributeNames: [
                  "ApproximateNumberOfMessages",
                  "ApproximateNumberOfMessagesNotVisible",
                ],
              }),
            )
          ).Attributes!,
        );
      const until = performance.now() + 10_000;
      while ((await left()).join() !== "0,0" && performance.now() < until);
      expect(await left()).toEqual(["0", "0"]);
    } finally {
      await second.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
