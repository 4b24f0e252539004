/**
 * The same workload against several endpoints in one run:
 * `bun bench/compare.ts http://127.0.0.1:4566 http://127.0.0.1:5000 [seconds]`.
 */
import { loadFromOutside } from "./load.ts";
import { jsonRequest } from "./sqs.ts";

const args = process.argv.slice(2);
const urls = args.filter((a) => a.startsWith("http"));
const seconds = Number(args.find((a) => /^\d+$/.test(a)) ?? 3);
if (urls.length === 0) {
  console.error(
    "Give one or more endpoints: bun bench/compare.ts http://127.0.0.1:4566 http://127.0.0.1:5000",
  );
  process.exit(2);
}

const ITEM = { pk: { S: "user#1" }, name: { S: "Ada" }, note: { S: "x".repeat(100) } };

interface Workload {
  readonly title: string;
  request(url: string): string;
}

const WORKLOADS: readonly Workload[] = [
  {
    title: "SQS SendMessage",
    request: (url) =>
      jsonRequest("sqs", "AmazonSQS.SendMessage", {
        QueueUrl: `${url}/000000000000/compare`,
        MessageBody: "x".repeat(100),
      }),
  },
  {
    title: "DynamoDB PutItem",
    request: () =>
      jsonRequest("dynamodb", "DynamoDB_20120810.PutItem", { TableName: "compare", Item: ITEM }),
  },
  {
    title: "DynamoDB GetItem",
    request: () =>
      jsonRequest("dynamodb", "DynamoDB_20120810.GetItem", {
        TableName: "compare",
        Key: { pk: ITEM.pk },
      }),
  },
];

for (const url of urls) await prepare(url);
for (const { title, request } of WORKLOADS) {
  const rows: string[] = [];
  for (const url of urls) {
    const { hostname, port } = new URL(url);
    const result = await loadFromOutside({
      host: hostname,
      port: Number(port),
      connections: 32,
      seconds,
      request: request(url),
    });
    rows.push(
      `  ${url}: ${Math.round(result.requestsPerSecond)}/s, p50 ${result.p50Milliseconds.toFixed(2)} ms, p99 ${result.p99Milliseconds.toFixed(2)} ms${result.refused > 0 ? `, ${result.refused} refused` : ""}`,
    );
  }
  console.log(`${title}\n${rows.join("\n")}`);
}
process.exit(0);

async function prepare(url: string): Promise<void> {
  const call = (service: string, target: string, input: object) =>
    fetch(url, {
      method: "POST",
      headers: {
        "x-amz-target": target,
        "content-type": "application/x-amz-json-1.0",
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    });
  await call("sqs", "AmazonSQS.CreateQueue", { QueueName: "compare" });
  await call("dynamodb", "DynamoDB_20120810.CreateTable", {
    TableName: "compare",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  });
  await call("dynamodb", "DynamoDB_20120810.PutItem", { TableName: "compare", Item: ITEM });
}
