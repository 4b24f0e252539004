/** The story of examples/orders: an order comes in over HTTP and is seen wherever it goes. */
import { expect } from "bun:test";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../test/harness/process.ts";
import { CACHE, type World } from "./client.ts";

/** What the stack says of itself. */
export type Outputs = Readonly<Record<string, string>>;

/** How a client looks at what the application did. */
export interface Looks {
  /** The item of the table with this id, in DynamoDB's own JSON. */
  item(table: string, id: string): Promise<Record<string, { S?: string; N?: string }> | undefined>;
  /** The body of one message of the queue, which it deletes; waits up to 10 s for one. */
  receive(queueUrl: string): Promise<string | undefined>;
  /** The messages of a log group. */
  logLines(group: string): Promise<string[]>;
}

/** Copies the application, as a user would have it, into a folder; the path of its template. */
export function copyOrders(folder: string): string {
  const to = join(folder, "orders");
  cpSync(join(ROOT, "examples", "orders"), to, { recursive: true });
  return join(to, "template.yaml");
}

/** Places a large and a small order through the HTTP API and follows them. */
export async function driveOrders(url: string, outputs: Outputs, looks: Looks): Promise<void> {
  const httpApi = `${url}/_aws/execute-api/${outputs["HttpApiId"]}/$default/orders`;
  const place = async (order: object): Promise<string> => {
    const answer = await fetch(httpApi, { method: "POST", body: JSON.stringify(order) });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { id: string }).id;
  };
  const small = await place({ customer: "bob", total: 20 });
  const large = await place({ customer: "ann", total: 250 });
  expect((await fetch(httpApi, { method: "POST", body: "{}" })).status).toBe(400);

  const item = await looks.item(outputs["Table"]!, large);
  expect([item?.["customer"]?.S, item?.["total"]?.N]).toEqual(["ann", "250"]);
  // The topic's filter policy lets only the large one into this queue.
  expect(JSON.parse((await looks.receive(outputs["LargeOrdersQueue"]!)) ?? "null")).toEqual({
    id: large,
    customer: "ann",
    total: 250,
  });
  for (const id of [small, large])
    await until(`order ${id} is fulfilled`, async () => {
      const order = (await (await fetch(`${httpApi}/${id}`)).json()) as { state: string };
      return order.state === "fulfilled";
    });
  const report = await fetch(`${url}/restapis/${outputs["RestApiId"]}/Prod/_user_request_/report`);
  expect([report.status, await report.json()]).toEqual([200, { orders: 2, total: 270 }]);

  for (const [name, words] of [
    ["ApiFunction", `order ${large} of ann over 250`],
    ["WorkerFunction", `order ${large} fulfilled`],
    ["ReportFunction", "report over 2 orders"],
  ] as const)
    await until(`${name} has logged "${words}"`, async () =>
      (await looks.logLines(`/aws/lambda/${outputs[name]}`)).some((line) => line.includes(words)),
    );
}

/** Looks with the boto3 of a client's environment: SAM, which brings it, has no words for tables. */
export function looksOfBoto3({ must }: World, client: "boto3" | "sam"): Looks {
  const boto3 = async (expression: string, ...args: string[]): Promise<unknown> => {
    const script = `import boto3, json, sys; a = sys.argv[1:]; print(json.dumps(${expression}))`;
    return JSON.parse(await must(join(CACHE, client, "bin", "python"), ["-c", script, ...args]));
  };
  return {
    item: (table, id) =>
      boto3(
        'boto3.client("dynamodb").get_item(TableName=a[0], Key={"id": {"S": a[1]}}).get("Item")',
        table,
        id,
      ) as ReturnType<Looks["item"]>,
    receive: (queueUrl) =>
      boto3(
        '[(m.delete(), m.body)[1] for m in boto3.resource("sqs").Queue(a[0]).receive_messages(WaitTimeSeconds=10)][0]',
        queueUrl,
      ) as Promise<string>,
    logLines: (group) =>
      boto3(
        '[e["message"] for e in boto3.client("logs").filter_log_events(logGroupName=a[0])["events"]]',
        group,
      ) as Promise<string[]>,
  };
}

/** Fulfilment and logs come after the answer: asks again until they are there, 20 s at most. */
async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`gave up waiting until ${what}`);
    await Bun.sleep(50);
  }
}
