/** What waits for someone outside: nested stacks, custom resources, a process that ended. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: CloudFormationClient;
let sqs: SQSClient;

beforeAll(async () => {
  brume = await testBrume();
  client = new CloudFormationClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());

async function stack(StackName: string, from = client) {
  const { Stacks } = await from.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!;
}
const create = (StackName: string, template: unknown, from = client) =>
  from.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
const queue = (properties: object = {}) => ({ Type: "AWS::SQS::Queue", Properties: properties });

test("a nested stack is made, updated and removed with its parent", async () => {
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "templates" }));
  const child = {
    Parameters: { Delay: { Type: "Number" } },
    Resources: { Inner: queue({ DelaySeconds: { Ref: "Delay" } }) },
    Outputs: { Name: { Value: { "Fn::GetAtt": ["Inner", "QueueName"] } } },
  };
  await s3.send(
    new PutObjectCommand({ Bucket: "templates", Key: "child.json", Body: JSON.stringify(child) }),
  );
  const parent = (Delay: number) => ({
    Resources: {
      Child: {
        Type: "AWS::CloudFormation::Stack",
        Properties: { TemplateURL: `${brume.url}/templates/child.json`, Parameters: { Delay } },
      },
      After: queue({ QueueName: { "Fn::Sub": "after-${Child.Outputs.Name}" } }),
    },
  });
  await create("parent", parent(1));
  await brume.kernel.settle();
  expect((await stack("parent")).StackStatus).toBe("CREATE_COMPLETE");
  const { StackResources } = await client.send(
    new DescribeStackResourcesCommand({ StackName: "parent" }),
  );
  const id = StackResources!.find((r) => r.LogicalResourceId === "Child")!.PhysicalResourceId!;
  expect((await stack(id)).ParentId).toContain("stack/parent/");
  await client.send(
    new UpdateStackCommand({ StackName: "parent", TemplateBody: JSON.stringify(parent(2)) }),
  );
  await brume.kernel.settle();
  expect([(await stack("parent")).StackStatus, (await stack(id)).StackStatus]).toEqual([
    "UPDATE_COMPLETE",
    "UPDATE_COMPLETE",
  ]);
  await client.send(new DeleteStackCommand({ StackName: "parent" }));
  await brume.kernel.settle();
  expect((await stack(id)).StackStatus).toBe("DELETE_COMPLETE");
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
});

test("a custom resource behind a topic answers by its URL", async () => {
  const call = async (service: string, operation: string, input: object) =>
    brume.kernel.call(
      brume.kernel.factsFor({
        account: "000000000000",
        region: "us-east-1",
        via: "call",
        operation,
      }),
      service,
      operation,
      input as never,
    ) as Promise<Record<string, string>>;
  const { TopicArn } = await call("sns", "CreateTopic", { Name: "custom" });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "asked" }));
  await call("sns", "Subscribe", {
    TopicArn,
    Protocol: "sqs",
    Endpoint: "arn:aws:sqs:us-east-1:000000000000:asked",
    Attributes: { RawMessageDelivery: "true" },
  });
  const next = async () => {
    await brume.kernel.settle();
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: QueueUrl! }));
    return JSON.parse(Messages![0]!.Body!);
  };
  const answer = (request: { ResponseURL: string }, body: object) =>
    fetch(request.ResponseURL, { method: "PUT", body: JSON.stringify(body) }).then(() =>
      brume.kernel.settle(),
    );
  const template = (Size: number) => ({
    Resources: { Thing: { Type: "Custom::Thing", Properties: { ServiceToken: TopicArn, Size } } },
    Outputs: { Colour: { Value: { "Fn::GetAtt": ["Thing", "Colour"] } } },
  });
  await create("custom", template(1));
  const made = await next();
  expect([made.RequestType, made.ResourceProperties.Size]).toEqual(["Create", "1"]);
  await answer(made, { Status: "SUCCESS", PhysicalResourceId: "thing-1", Data: { Colour: "red" } });
  const row = await stack("custom");
  expect([row.StackStatus, row.Outputs![0]!.OutputValue]).toEqual(["CREATE_COMPLETE", "red"]);
  await client.send(
    new UpdateStackCommand({ StackName: "custom", TemplateBody: JSON.stringify(template(2)) }),
  );
  const changed = await next();
  expect([
    changed.RequestType,
    changed.OldResourceProperties.Size,
    changed.PhysicalResourceId,
  ]).toEqual(["Update", "1", "thing-1"]);
  await answer(changed, {
    Status: "SUCCESS",
    PhysicalResourceId: "thing-2",
    Data: { Colour: "blue" },
  });
  const old = await next();
  expect([old.RequestType, old.PhysicalResourceId]).toEqual(["Delete", "thing-1"]);
  await answer(old, { Status: "SUCCESS", PhysicalResourceId: "thing-1" });
  expect((await stack("custom")).StackStatus).toBe("UPDATE_COMPLETE");
  await client.send(new DeleteStackCommand({ StackName: "custom" }));
  const last = await next();
  await answer(last, { Status: "FAILED", PhysicalResourceId: "thing-2", Reason: "no" });
  const { StackEvents } = await client.send(
    new DescribeStackEventsCommand({ StackName: row.StackId! }),
  );
  expect(StackEvents![0]!.ResourceStatus).toBe("DELETE_FAILED");
});

test("a stack goes on after a restart", async () => {
  const data = mkdtempSync(join(tmpdir(), "brume-cloudformation-"));
  const first = await testBrume({ data });
  const one = new CloudFormationClient(first.client);
  await create(
    "long",
    {
      Resources: {
        H: { Type: "AWS::CloudFormation::WaitConditionHandle" },
        W: {
          Type: "AWS::CloudFormation::WaitCondition",
          Properties: { Handle: { Ref: "H" }, Timeout: "600" },
        },
        Q: { ...queue(), DependsOn: "W" },
      },
    },
    one,
  );
  await stack("long", one);
  const { StackResources } = await one.send(
    new DescribeStackResourcesCommand({ StackName: "long" }),
  );
  const path = new URL(
    StackResources!.find((r) => r.LogicalResourceId === "H")!.PhysicalResourceId!,
  ).pathname;
  await first.stop();
  const second = await testBrume({ data });
  const two = new CloudFormationClient(second.client);
  expect((await stack("long", two)).StackStatus).toBe("CREATE_IN_PROGRESS");
  await fetch(second.url + path, {
    method: "PUT",
    body: JSON.stringify({ Status: "SUCCESS", UniqueId: "a", Data: "d" }),
  });
  expect((await stack("long", two)).StackStatus).toBe("CREATE_COMPLETE");
  await second.stop();
  rmSync(data, { recursive: true, force: true });
});
