/** What a pipe shows, what an update keeps, what CloudFormation makes of templates. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import * as p from "@aws-sdk/client-pipes";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { arnOf, Scene } from "./harness.ts";

const RoleArn = "arn:aws:iam::000000000000:role/r";
const STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
let brume: TestBrume;
let scene: Scene;
beforeEach(async () => {
  brume = await testBrume();
  scene = new Scene(brume);
});
afterEach(() => brume.stop());

const pipe = (more: Partial<p.CreatePipeCommandInput>) =>
  scene.pipe({
    ...{ Name: "p", Source: arnOf("in"), Target: arnOf("out"), RoleArn, DesiredState: "STOPPED" },
    ...more,
  });
async function update(more: Partial<p.UpdatePipeCommandInput>): Promise<void> {
  await scene.pipes.send(new p.UpdatePipeCommand({ Name: "p", RoleArn, ...more }));
  await brume.kernel.settle();
}
const described = (Name = "p") => scene.pipes.send(new p.DescribePipeCommand({ Name }));

test("a pipe shows its batch size where none was given, and no enrichment that was taken away", async () => {
  await pipe({ Enrichment: "arn:aws:lambda:us-east-1:000000000000:function:f" });
  expect((await described()).SourceParameters).toEqual({ SqsQueueParameters: { BatchSize: 10 } });
  await update({ Enrichment: "" });
  expect(await described()).not.toHaveProperty("Enrichment");
  const { Pipes = [] } = await scene.pipes.send(new p.ListPipesCommand({}));
  expect(Pipes[0]).not.toHaveProperty("Enrichment");
  await pipe({
    ...{ Name: "s", Source: STREAM, Target: "arn:aws:lambda:us-east-1:000000000000:function:f" },
    SourceParameters: { KinesisStreamParameters: { StartingPosition: "LATEST" } },
  });
  expect((await described("s")).SourceParameters).toEqual({
    KinesisStreamParameters: { StartingPosition: "LATEST", BatchSize: 100 },
  });
});

test("an update gives a service's parameters anew, and leaves alone what it does not name", async () => {
  const Filters = [{ Pattern: '{"body":{"a":[1]}}' }];
  await pipe({
    Description: "d",
    SourceParameters: {
      FilterCriteria: { Filters },
      SqsQueueParameters: { BatchSize: 5, MaximumBatchingWindowInSeconds: 2 },
    },
    TargetParameters: { InputTemplate: "x", SqsQueueParameters: { MessageGroupId: "g" } },
  });
  await update({
    SourceParameters: { SqsQueueParameters: { MaximumBatchingWindowInSeconds: 1 } },
    TargetParameters: { SqsQueueParameters: { MessageDeduplicationId: "d" } },
  });
  expect(await described()).toMatchObject({ Description: "d" });
  expect((await described()).SourceParameters).toEqual({
    FilterCriteria: { Filters },
    SqsQueueParameters: { BatchSize: 10, MaximumBatchingWindowInSeconds: 1 },
  });
  expect((await described()).TargetParameters).toEqual({
    ...{ InputTemplate: "x", SqsQueueParameters: { MessageDeduplicationId: "d" } },
  });
  // Another kind of target has its own.
  await update({ Target: "arn:aws:lambda:us-east-1:000000000000:function:f" });
  expect((await described()).TargetParameters).toEqual({ InputTemplate: "x" });
});

test("where a stream is read from outlives an update, nothing else of its parameters does", async () => {
  await pipe({
    Source: STREAM,
    SourceParameters: {
      KinesisStreamParameters: {
        ...{ StartingPosition: "AT_TIMESTAMP", StartingPositionTimestamp: new Date("2026-01-01") },
        ...{ BatchSize: 5, MaximumRetryAttempts: 3, MaximumRecordAgeInSeconds: 60 },
      },
    },
  });
  await update({ SourceParameters: { KinesisStreamParameters: { MaximumRetryAttempts: 7 } } });
  expect((await described()).SourceParameters).toEqual({
    KinesisStreamParameters: {
      ...{ StartingPosition: "AT_TIMESTAMP", StartingPositionTimestamp: new Date("2026-01-01") },
      ...{ BatchSize: 10, MaximumRetryAttempts: 7 },
    },
  });
});

async function deployed(properties: object): Promise<void> {
  const stacks = new CloudFormationClient(brume.client);
  const TemplateBody = JSON.stringify({
    Resources: {
      P: {
        Type: "AWS::Pipes::Pipe",
        Properties: {
          ...{ Name: "p", Source: arnOf("in"), RoleArn, DesiredState: "STOPPED" },
          ...{ Target: arnOf("out"), ...properties },
        },
      },
    },
  });
  const input = { StackName: "s", TemplateBody };
  const { Pipes } = await scene.pipes.send(new p.ListPipesCommand({}));
  if (Pipes!.length === 0) await stacks.send(new CreateStackCommand(input));
  else await stacks.send(new UpdateStackCommand(input));
  await brume.advance(5_000);
  const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: "s" }));
  expect(Stacks![0]!.StackStatus).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
}

test("CloudFormation: what a template says no longer is as if it had never been said", async () => {
  const SqsQueueParameters = { BatchSize: "5" };
  const Filters = [{ Pattern: '{"body":{"a":[1]}}' }];
  await deployed({
    ...{ Description: "d", Tags: { a: "1", b: "2" } },
    SourceParameters: { FilterCriteria: { Filters }, SqsQueueParameters },
    TargetParameters: { InputTemplate: "x", SqsQueueParameters: { MessageGroupId: "g" } },
  });
  expect((await described()).SourceParameters!.SqsQueueParameters).toEqual({ BatchSize: 5 });
  await deployed({ Tags: { a: "3" } });
  const found = await described();
  expect(found).not.toHaveProperty("Description");
  expect(found.SourceParameters).toEqual({
    ...{ FilterCriteria: { Filters: [] }, SqsQueueParameters: { BatchSize: 10 } },
  });
  expect(found.TargetParameters).toEqual({ InputTemplate: "", SqsQueueParameters: {} });
  const own = Object.entries(found.Tags!).filter(([key]) => !key.startsWith("aws:"));
  expect(own).toEqual([["a", "3"]]);
});

test("CloudFormation: texts in maps stay texts, whatever their keys", async () => {
  const HttpParameters = {
    HeaderParameters: { "X-Page-Size": "$.body.size", Count: "7" },
    QueryStringParameters: { Factor: "2" },
  };
  const destination = "arn:aws:events:us-east-1:000000000000:api-destination/d";
  await deployed({
    Target: `${destination}/11111111-1111-1111-1111-111111111111`,
    SourceParameters: { SqsQueueParameters: { BatchSize: "1" } },
    TargetParameters: { HttpParameters },
  });
  const found = await described();
  expect(found.TargetParameters).toEqual({ HttpParameters });
  expect(found.SourceParameters).toEqual({ SqsQueueParameters: { BatchSize: 1 } });
});
