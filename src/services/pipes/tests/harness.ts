/** What the tests of pipes share: roles, queues, tables with streams, functions. */
import {
  type AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import * as p from "@aws-sdk/client-pipes";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import type { TestBrume } from "#test/harness/brume";

export const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

export class Scene {
  readonly pipes: p.PipesClient;
  readonly sqs: SQSClient;
  readonly tables: DynamoDBClient;

  constructor(readonly brume: TestBrume) {
    this.pipes = new p.PipesClient(brume.client);
    this.sqs = new SQSClient(brume.client);
    this.tables = new DynamoDBClient(brume.client);
  }

  urlOf(name: string): string {
    return `${this.brume.url}/000000000000/${name}`;
  }

  async queues(...names: string[]): Promise<void> {
    for (const QueueName of names) await this.sqs.send(new CreateQueueCommand({ QueueName }));
  }

  /** A role that pipes and functions may take on, for all of these actions. */
  async role(...Action: string[]): Promise<string> {
    const iam = new IAMClient(this.brume.client);
    const statement = (more: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
    const Service = ["pipes.amazonaws.com", "lambda.amazonaws.com"];
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: "pipe",
        AssumeRolePolicyDocument: statement({ Principal: { Service }, Action: "sts:AssumeRole" }),
      }),
    );
    const PolicyDocument = statement({ Action, Resource: "*" });
    await iam.send(new PutRolePolicyCommand({ RoleName: "pipe", PolicyName: "p", PolicyDocument }));
    return Role!.Arn!;
  }

  /** A table with a stream, whose ARN it returns. */
  async table(TableName: string): Promise<string> {
    await this.tables.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      }),
    );
    const { Table } = await this.tables.send(new DescribeTableCommand({ TableName }));
    return Table!.LatestStreamArn!;
  }

  put(TableName: string, pk: string, more: Record<string, AttributeValue> = {}) {
    return this.tables.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, ...more } }));
  }

  /** A pipe, once it runs. */
  async pipe(input: p.CreatePipeCommandInput): Promise<void> {
    await this.pipes.send(new p.CreatePipeCommand(input));
    await this.brume.kernel.settle();
  }

  /** The bodies of a queue's messages, which are deleted: as many as there are once nothing stirs. */
  async bodies(name: string, count: number): Promise<unknown[]> {
    const QueueUrl = this.urlOf(name);
    const found: unknown[] = [];
    for (let turn = 0; turn < 100 && (found.length < count || turn < 3); turn++) {
      await this.brume.kernel.settle();
      const { Messages = [] } = await this.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) continue;
      const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
      await this.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      found.push(...Messages.map(({ Body }) => JSON.parse(Body!)));
    }
    return found;
  }

  async lambda(FunctionName: string, code: string, Role: string): Promise<string> {
    const ZipFile = zipSync({ "index.mjs": new TextEncoder().encode(code) });
    const client = new LambdaClient(this.brume.client);
    const { FunctionArn } = await client.send(
      new CreateFunctionCommand({
        ...{ FunctionName, Role, Runtime: "nodejs22.x", Handler: "index.handler" },
        Code: { ZipFile },
      }),
    );
    return FunctionArn!;
  }
}

export const STREAM_ACTIONS = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "sqs:SendMessage",
];
