/** `npm run example`: deploys the orders application to a running Brume and drives it. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { zipSync } from "fflate";
import { AwsError, Client } from "./client.ts";

const endpoint =
  process.env["AWS_ENDPOINT_URL"] ?? `http://127.0.0.1:${process.env["BRUME_PORT"] ?? 4566}`;
const region = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1";
const aws = new Client({
  endpoint,
  region,
  accessKeyId: process.env["AWS_ACCESS_KEY_ID"] ?? "test",
  secretAccessKey: process.env["AWS_SECRET_ACCESS_KEY"] ?? "test",
});
const STACK = "orders";
const ARTEFACTS = "orders-artefacts";
const CLOUDFORMATION = "2010-05-15";
const DEADLINE_MS = 30_000;
const here = import.meta.dir;

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
  const template = await step("Code packed and uploaded to S3", upload);
  const changed = await step("Template deployed through CloudFormation", () => deploy(template));
  const outputs = await outputsOf();
  await step("Static page put into the website bucket", async () => {
    await aws.send(
      "s3",
      "PUT",
      `/${outputs["SiteBucket"]}/index.html`,
      { "content-type": "text/html" },
      readFileSync(join(here, "site", "index.html")),
    );
    const page = await fetch(siteUrl(outputs["SiteBucket"]!)).then((r) => r.text());
    return /<h1>(.*?)<\/h1>/.exec(page)?.[1] === "Orders"
      ? "the page answers"
      : fail(`the page says ${page.slice(0, 200)}`);
  });
  const id = await step("An order posted to the HTTP API", () =>
    post(outputs, { customer: "ann", total: 250 }),
  );
  await step(
    "Its function has put it into the table",
    async () =>
      `${(await item(outputs, id))["customer"]?.S} ordered for ${(await item(outputs, id))["total"]?.N}`,
  );
  await step(
    "The topic's filter has let it into the queue of large orders",
    async () => (await receive(outputs["LargeOrdersQueue"]!)) ?? fail("the queue is empty"),
  );
  await step("The worker has taken it off its queue and fulfilled it", () =>
    until("the order is fulfilled", async () =>
      (await item(outputs, id))["state"]?.S === "fulfilled" ? "state: fulfilled" : undefined,
    ),
  );
  await step("The order read back through the HTTP API", async () =>
    fetchText(`${httpApi(outputs)}/orders/${id}`),
  );
  await step("The report of the Python function through the REST API", async () =>
    fetchText(`${restApi(outputs)}/report`),
  );
  await step("The functions' log lines in CloudWatch Logs", () => logLines(outputs));
  await step("A second deployment finds nothing to change", () => deploy(template, true));
  console.log(`
Try it:
  curl -X POST '${httpApi(outputs)}/orders' -d '{"customer":"bob","total":20}'
  curl ${restApi(outputs)}/report
  open ${siteUrl(outputs["SiteBucket"]!)}
  npx brume logs -f
${changed}`);
}

async function step(title: string, work: () => Promise<string>): Promise<string> {
  const began = performance.now();
  process.stdout.write(`${title} ... `);
  const result = await work();
  const shown = result.includes("\n") && !title.startsWith("The functions") ? "" : result;
  console.log(
    `${(performance.now() - began).toFixed(0)} ms${shown === "" ? "" : `\n    ${shown.replaceAll("\n", "\n    ")}`}`,
  );
  return result;
}

/** Puts the functions' code into S3 and gives the template with their places. */
async function upload(): Promise<string> {
  await aws.send("s3", "PUT", `/${ARTEFACTS}`, {}, "").catch((error) => {
    if (!(error instanceof AwsError) || error.code !== "BucketAlreadyOwnedByYou") throw error;
  });
  let template = readFileSync(join(here, "template.yaml"), "utf8");
  for (const name of readdirSync(join(here, "functions"))) {
    const zip = zipped(join(here, "functions", name));
    const key = `${name}-${Bun.hash(zip).toString(16)}.zip`;
    await aws.send("s3", "PUT", `/${ARTEFACTS}/${key}`, { "content-type": "application/zip" }, zip);
    template = template.replace(`CodeUri: functions/${name}/`, `CodeUri: s3://${ARTEFACTS}/${key}`);
  }
  return template;
}

function zipped(folder: string): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  const walk = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) walk(path);
      else files[relative(folder, path)] = readFileSync(path);
    }
  };
  walk(folder);
  return zipSync(files, { mtime: new Date(2026, 0, 1) });
}

/** Makes a change set and runs it; as `aws cloudformation deploy` does. */
async function deploy(template: string, unchanged = false): Promise<string> {
  const exists = await describe().then(
    (d) => !/REVIEW_IN_PROGRESS/.test(d),
    () => false,
  );
  const name = `example-${process.pid}-${unchanged ? 2 : 1}`;
  await aws.query("cloudformation", CLOUDFORMATION, "CreateChangeSet", {
    StackName: STACK,
    ChangeSetName: name,
    TemplateBody: template,
    ChangeSetType: exists ? "UPDATE" : "CREATE",
    "Capabilities.member.1": "CAPABILITY_IAM",
    "Capabilities.member.2": "CAPABILITY_AUTO_EXPAND",
  });
  const state = await until("the change set is ready", async () => {
    const answer = await aws.query("cloudformation", CLOUDFORMATION, "DescribeChangeSet", {
      StackName: STACK,
      ChangeSetName: name,
    });
    return /<Status>(CREATE_COMPLETE|FAILED)<\/Status>/.test(answer) ? answer : undefined;
  });
  if (/<Status>FAILED/.test(state)) {
    const reason = /<StatusReason>([\s\S]*?)<\/StatusReason>/.exec(state)?.[1] ?? "";
    if (/didn't contain changes|didn&apos;t contain changes|No updates/.test(reason))
      return "no changes";
    throw new Error(reason);
  }
  if (unchanged) throw new Error("the second deployment found changes");
  await aws.query("cloudformation", CLOUDFORMATION, "ExecuteChangeSet", {
    StackName: STACK,
    ChangeSetName: name,
  });
  const done = await until("the stack is complete", async () => {
    const answer = await describe();
    return /<StackStatus>\w*(COMPLETE|FAILED)<\/StackStatus>/.test(answer) &&
      !/IN_PROGRESS<\/StackStatus>/.test(answer)
      ? answer
      : undefined;
  });
  const status = /<StackStatus>(\w+)<\/StackStatus>/.exec(done)?.[1] ?? "";
  if (status !== "CREATE_COMPLETE" && status !== "UPDATE_COMPLETE")
    throw new Error(`${status}\n${await failures()}`);
  const listed = await aws.query("cloudformation", CLOUDFORMATION, "ListStackResources", {
    StackName: STACK,
  });
  return `${status}: ${listed.match(/<LogicalResourceId>/g)?.length ?? 0} resources`;
}

function describe(): Promise<string> {
  return aws.query("cloudformation", CLOUDFORMATION, "DescribeStacks", { StackName: STACK });
}

async function failures(): Promise<string> {
  const events = await aws.query("cloudformation", CLOUDFORMATION, "DescribeStackEvents", {
    StackName: STACK,
  });
  return events
    .split("<member>")
    .filter((e) => /_FAILED</.test(e))
    .map(
      (e) =>
        `${/<LogicalResourceId>(.*?)</.exec(e)?.[1]}: ${/<ResourceStatusReason>([\s\S]*?)</.exec(e)?.[1]}`,
    )
    .join("\n");
}

async function outputsOf(): Promise<Record<string, string>> {
  const found = [
    ...(await describe()).matchAll(
      /<OutputKey>(.*?)<\/OutputKey>\s*<OutputValue>(.*?)<\/OutputValue>/g,
    ),
  ];
  return Object.fromEntries(found.map(([, key, value]) => [key!, value!]));
}

function httpApi(outputs: Record<string, string>): string {
  return `${endpoint}/_aws/execute-api/${outputs["HttpApiId"]}/$default`;
}
function restApi(outputs: Record<string, string>): string {
  return `${endpoint}/restapis/${outputs["RestApiId"]}/Prod/_user_request_`;
}
function siteUrl(bucket: string): string {
  return `http://${bucket}.s3-website.localhost:${new URL(endpoint).port}/`;
}

async function post(outputs: Record<string, string>, order: object): Promise<string> {
  const answer = await fetch(`${httpApi(outputs)}/orders`, {
    method: "POST",
    body: JSON.stringify(order),
    headers: { "content-type": "application/json" },
  });
  const text = await answer.text();
  return answer.status === 201
    ? (JSON.parse(text) as { id: string }).id
    : fail(`the API answered ${answer.status}: ${text}`);
}

async function fetchText(url: string): Promise<string> {
  const answer = await fetch(url);
  const text = await answer.text();
  return answer.ok ? text : fail(`${url} answered ${answer.status}: ${text}`);
}

type Item = Record<string, { S?: string; N?: string }>;

async function item(outputs: Record<string, string>, id: string): Promise<Item> {
  const { Item } = await aws.json<{ Item?: Item }>("dynamodb", "DynamoDB_20120810.GetItem", {
    TableName: outputs["Table"],
    Key: { id: { S: id } },
  });
  return Item ?? fail(`the table has no order ${id}`);
}

async function receive(QueueUrl: string): Promise<string | undefined> {
  type Received = { Messages?: { Body: string; ReceiptHandle: string }[] };
  const { Messages } = await aws.json<Received>("sqs", "AmazonSQS.ReceiveMessage", {
    QueueUrl,
    WaitTimeSeconds: 10,
  });
  const message = Messages?.[0];
  if (message !== undefined)
    await aws.json("sqs", "AmazonSQS.DeleteMessage", {
      QueueUrl,
      ReceiptHandle: message.ReceiptHandle,
    });
  return message?.Body;
}

async function logLines(outputs: Record<string, string>): Promise<string> {
  const lines: string[] = [];
  for (const name of [
    outputs["ApiFunction"],
    outputs["WorkerFunction"],
    outputs["ReportFunction"],
  ]) {
    type Events = { events: { message: string }[] };
    const found = await until(`log lines of ${name}`, async () => {
      const answer = await aws
        .json<Events>("logs", "Logs_20140328.FilterLogEvents", {
          logGroupName: `/aws/lambda/${name}`,
        })
        .catch(() => undefined);
      const own = answer?.events.filter((e) => /order/.test(e.message)) ?? [];
      return own.length > 0 ? own : undefined;
    });
    lines.push(...found.slice(-2).map((e) => e.message.trim()));
  }
  return lines.join("\n");
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

function fail(words: string): never {
  throw new Error(words);
}
