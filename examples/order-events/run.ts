/**
 * `npm run example:order-events`: one publish, several workflows. Deploys topics, queues, a bus, a
 * pipe and rules to a running Brume, places orders and shows what came of them everywhere.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "../orders/client.ts";

const endpoint =
  process.env["AWS_ENDPOINT_URL"] ?? `http://127.0.0.1:${process.env["BRUME_PORT"] ?? 4566}`;
const region = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
const aws = new Client({
  endpoint,
  region,
  accessKeyId: process.env["AWS_ACCESS_KEY_ID"] ?? "test",
  secretAccessKey: process.env["AWS_SECRET_ACCESS_KEY"] ?? "test",
});
const STACK = "order-events";
const CLOUDFORMATION = "2010-05-15";
const DEADLINE_MS = 30_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

try {
  await main();
} catch (error) {
  console.error(`\nThe example failed: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  await step("Brume answers", async () => {
    const answer = await fetch(`${endpoint}/_brume/health`).catch(() => undefined);
    if (!answer?.ok)
      throw new Error(`nothing answers at ${endpoint}. Start Brume in another terminal: npm start`);
    return endpoint;
  });
  const outputs = await step("Template deployed through CloudFormation", deploy);
  await step("The office confirms its subscription by the link in its mailbox", confirm);
  await step("Two orders published, once each", async () => {
    await publish(outputs["Topic"]!, { id: "o-1", customer: "ann", total: 250 });
    await publish(outputs["Topic"]!, { id: "o-2", customer: "bob", total: 20 });
    return "ann's for 250, bob's for 20";
  });
  await step("The filter let only the large one through to packing", () =>
    received(outputs["Packing"]!, 1),
  );
  await step("The pipe billed both on the bus; the rule wrote the invoices", () =>
    received(outputs["Invoices"]!, 2),
  );
  await step("The office has both by e-mail", async () => {
    const letters = await until("the e-mail is there", async () => {
      const all = await mailbox();
      const orders = all.filter(({ body }) => body.includes("customer"));
      return orders.length >= 2 ? orders : undefined;
    });
    return letters.map(({ to, subject }) => `${to}: ${subject}`).join("\n");
  });
  await step("The invoices are lost; the bus's archive replays the orders", () => replay(outputs));
  await step("What nobody packs is a dead letter after three attempts", () => fail3(outputs));
  await step("The packers are back; a move task brings it to them once more", async () => {
    const task = { SourceArn: outputs["UnpackedArn"]! };
    await aws.json("sqs", "AmazonSQS.StartMessageMoveTask", task);
    await advance(MINUTE_MS);
    return received(outputs["Packing"]!, 1);
  });
  await step("A day passes; the reminder comes", async () => {
    await advance(DAY_MS);
    return received(outputs["Reminders"]!, 1);
  });
  console.log(`
Try it:
  npx brume aws sns publish --topic-arn ${outputs["Topic"]} --message '{"id":"o-3","customer":"cy","total":7}'
  npx brume mailbox --to office@example.com
  npx brume requests -f
`);
}

async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  process.stdout.write(`${title} ... `);
  const result = await work();
  const shown = typeof result === "string" ? `\n    ${result.replaceAll("\n", "\n    ")}` : "";
  console.log(`${(performance.now() - began).toFixed(0)} ms${shown}`);
  return result;
}

async function deploy(): Promise<Record<string, string>> {
  const describe = () =>
    aws.query("cloudformation", CLOUDFORMATION, "DescribeStacks", { StackName: STACK });
  const exists = await describe().then(
    () => true,
    () => false,
  );
  if (!exists)
    await aws.query("cloudformation", CLOUDFORMATION, "CreateStack", {
      StackName: STACK,
      TemplateBody: readFileSync(join(import.meta.dir, "template.yaml"), "utf8"),
      "Capabilities.member.1": "CAPABILITY_IAM",
    });
  const done = await until("the stack is complete", async () => {
    const answer = await describe();
    if (/(FAILED|ROLLBACK_COMPLETE)<\/StackStatus>/.test(answer))
      throw new Error("the stack failed: npx brume aws cloudformation describe-stack-events");
    return /_COMPLETE<\/StackStatus>/.test(answer) ? answer : undefined;
  });
  const found = done.matchAll(/<OutputKey>(.*?)<\/OutputKey>\s*<OutputValue>(.*?)<\/OutputValue>/g);
  return Object.fromEntries([...found].map(([, key, value]) => [key!, value!]));
}

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

async function mailbox(): Promise<readonly Letter[]> {
  const answer = await fetch(`${endpoint}/_brume/mailbox?to=office@example.com`);
  return ((await answer.json()) as { letters: Letter[] }).letters;
}

async function confirm(): Promise<string> {
  const link = await until("the letter is there", async () => {
    const asked = (await mailbox()).find(({ subject }) => subject.includes("Confirmation"));
    return /http:\S+/.exec(asked?.body ?? "")?.[0];
  });
  const answer = await fetch(link);
  if (!answer.ok) throw new Error(`the link answered ${answer.status}`);
  return "office@example.com";
}

async function publish(TopicArn: string, order: object): Promise<void> {
  const input = { TopicArn, Subject: "Order placed", Message: JSON.stringify(order) };
  await aws.query("sns", "2010-03-31", "Publish", input);
}

interface Message {
  readonly Body: string;
  readonly ReceiptHandle: string;
}

async function take(QueueUrl: string, WaitTimeSeconds = 1): Promise<readonly Message[]> {
  const { Messages = [] } = await aws.json<{ Messages?: Message[] }>(
    "sqs",
    "AmazonSQS.ReceiveMessage",
    { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds },
  );
  return Messages;
}

async function received(QueueUrl: string, count: number): Promise<string> {
  const all: string[] = [];
  await until(`${count} messages`, async () => {
    for (const { Body, ReceiptHandle } of await take(QueueUrl)) {
      all.push(Body);
      await aws.json("sqs", "AmazonSQS.DeleteMessage", { QueueUrl, ReceiptHandle });
    }
    return all.length >= count ? all : undefined;
  });
  return all.join("\n");
}

/** Moves Brume's clock on; the epoch milliseconds at which it stands, all that was due being done. */
async function advance(milliseconds: number): Promise<number> {
  const asked = { method: "POST", body: JSON.stringify({ milliseconds }) };
  const answer = await fetch(`${endpoint}/_brume/clock/advance`, asked);
  if (!answer.ok) throw new Error(`the clock answered ${answer.status}`);
  return ((await answer.json()) as { now: number }).now;
}

/** Sends what the last hour brought over the bus again. */
async function replay(outputs: Record<string, string>): Promise<string> {
  const seconds = (await advance(MINUTE_MS)) / 1000;
  await aws.json("events", "AWSEvents.StartReplay", {
    ReplayName: `again-${Math.floor(seconds)}`,
    EventSourceArn: outputs["Archive"]!,
    Destination: { Arn: outputs["Bus"]! },
    EventStartTime: seconds - 3600,
    EventEndTime: seconds,
  });
  await advance(10 * MINUTE_MS);
  return received(outputs["Invoices"]!, 2);
}

/** Receives a message again and again without deleting it, as who fails to pack does. */
async function fail3(outputs: Record<string, string>): Promise<string> {
  await publish(outputs["Topic"]!, { id: "o-9", customer: "eve", total: 900 });
  for (let attempt = 1; attempt <= 3; attempt++) {
    await until(`attempt ${attempt}`, async () => (await take(outputs["Packing"]!))[0]);
    // Until its visibility timeout is over it is hidden.
    await advance(MINUTE_MS);
  }
  // The fourth attempt finds nothing: it makes a dead letter of what was taken three times.
  await take(outputs["Packing"]!, 0);
  const [dead] = await take(outputs["Unpacked"]!);
  if (dead === undefined) throw new Error("it is no dead letter");
  // Visible again, it can be moved.
  await advance(MINUTE_MS);
  return dead.Body;
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS;
  while (performance.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error(`gave up waiting until ${what}`);
}
