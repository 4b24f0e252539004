/** A bug in the service behind a resource left the stack in progress for ever. */
import { afterAll, beforeAll, expect, spyOn, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { services } from "#services/index";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
let client: CloudFormationClient;
const logged = spyOn(console, "error").mockImplementation(() => undefined);
beforeAll(async () => {
  brume = await testBrume({
    services: services.map((entry) => ({
      ...entry,
      async load() {
        const { service } = await entry.load();
        if (entry.id !== "sqs") return { service };
        const CreateQueue = {
          name: "CreateQueue",
          run: () => {
            throw new TypeError("a bug");
          },
        };
        return {
          service: {
            ...service,
            handlers: new Map([...service.handlers, ["CreateQueue", CreateQueue]]),
          },
        };
      },
    })),
  });
  client = new CloudFormationClient(brume.client);
});
afterAll(async () => {
  await brume.stop();
  logged.mockRestore();
});

test("the resource fails, the stack goes back, and the bug is logged", async () => {
  const StackName = "s";
  const Resources = { Topic: { Type: "AWS::SNS::Topic" }, Queue: { Type: "AWS::SQS::Queue" } };
  await client.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }) }),
  );
  await brume.kernel.settle();
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  expect(Stacks![0]!.StackStatus).toBe("ROLLBACK_COMPLETE");
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents!.find((e) => e.ResourceStatus === "CREATE_FAILED");
  expect([failed?.LogicalResourceId, failed?.ResourceStatusReason]).toEqual([
    "Queue",
    expect.stringContaining("HandlerErrorCode: InternalFailure"),
  ]);
  expect(logged.mock.calls.flat().map(String).join()).toContain("TypeError: a bug");
});
