/** `kill -9` at any moment loses nothing that was acknowledged: twenty times under load. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { startProcess } from "../harness/process.ts";

const ROUNDS = 20;
const seed = Number(process.env["BRUME_SEED"] ?? 1);

interface Acknowledged {
  readonly messages: Set<string>;
  readonly items: Set<string>;
  readonly objects: Set<string>;
}

/** Small deterministic numbers: xorshift. */
function chance(state: number): () => number {
  let x = state * 2654435761 || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

function clients(endpoint: string) {
  const options = {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  return {
    sqs: new SQSClient(options),
    dynamodb: new DynamoDBClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
  };
}

const bodyOf = (id: string): string => id.padEnd(id.endsWith("0") ? 100_000 : 100, ".");

test(`nothing acknowledged is lost in ${ROUNDS} kills (seed ${seed})`, async () => {
  const data = mkdtempSync(join(tmpdir(), "brume-kill-"));
  const next = chance(seed);
  const done: Acknowledged = { messages: new Set(), items: new Set(), objects: new Set() };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const brume = await startProcess(["--data", data, "--tls", "off"]);
      const aws = clients(brume.url);
      const QueueUrl = `${brume.url}/000000000000/kept`;
      if (round === 0) {
        await aws.sqs.send(new CreateQueueCommand({ QueueName: "kept" }));
        await aws.s3.send(new CreateBucketCommand({ Bucket: "kept" }));
        await aws.dynamodb.send(
          new CreateTableCommand({
            TableName: "kept",
            BillingMode: "PAY_PER_REQUEST",
            KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
            AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          }),
        );
      }
      const load = Array.from({ length: 6 }, async (_, worker) => {
        for (let i = 0; i < 400; i++) {
          const id = `${round}-${worker}-${i}`;
          if (worker % 3 === 0) {
            await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: id }));
            done.messages.add(id);
          } else if (worker % 3 === 1) {
            await aws.dynamodb.send(
              new PutItemCommand({
                TableName: "kept",
                Item: { id: { S: id }, at: { N: String(i) } },
              }),
            );
            done.items.add(id);
          } else {
            await aws.s3.send(new PutObjectCommand({ Bucket: "kept", Key: id, Body: bodyOf(id) }));
            done.objects.add(id);
          }
        }
      }).map((work) => work.catch(() => undefined));
      const killAfter = 5 + Math.floor(next() * 120);
      const before = done.items.size + done.messages.size + done.objects.size;
      while (done.items.size + done.messages.size + done.objects.size < before + killAfter)
        await new Promise(setImmediate);
      await brume.kill();
      await Promise.all(load);
    }
    await check(data, done);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}, 180_000);

async function check(data: string, done: Acknowledged): Promise<void> {
  const brume = await startProcess(["--data", data, "--tls", "off"]);
  try {
    const aws = clients(brume.url);
    const found = new Set<string>();
    for (;;) {
      const { Messages = [] } = await aws.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: `${brume.url}/000000000000/kept`,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 3600,
        }),
      );
      if (Messages.length === 0) break;
      for (const { Body } of Messages) found.add(Body!);
    }
    expect([...done.messages].filter((id) => !found.has(id))).toEqual([]);
    for (const id of done.items) {
      const { Item } = await aws.dynamodb.send(
        new GetItemCommand({ TableName: "kept", Key: { id: { S: id } }, ConsistentRead: true }),
      );
      expect(Item?.["id"]).toEqual({ S: id });
    }
    for (const id of done.objects) {
      const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: "kept", Key: id }));
      expect((await Body!.transformToString()) === bodyOf(id)).toBe(true);
    }
    expect(done.messages.size + done.items.size + done.objects.size).toBeGreaterThan(ROUNDS * 5);
  } finally {
    await brume.stop();
  }
}
