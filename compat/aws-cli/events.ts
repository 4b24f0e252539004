/** Tours of EventBridge, its Scheduler, Pipes and Schemas by the AWS CLI's own commands. */
import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { type Aws, type Cli, makeRole } from "./cli.ts";
import { makeFunction } from "./compute.ts";

const BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default";

/** A queue, and the options that receive from it. */
async function queue({ aws }: Aws, name: string): Promise<{ arn: string; receive: string[] }> {
  const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", name);
  const waiting = ["--wait-time-seconds", "10", "--max-number-of-messages", "10"];
  return {
    arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    receive: ["sqs", "receive-message", "--queue-url", QueueUrl, ...waiting],
  };
}

/** The parsed bodies of what a command received. */
const bodies = ({ Messages }: { Messages: readonly { Body: string }[] }): unknown[] =>
  Messages.map(({ Body }) => JSON.parse(Body));

/** Puts one event of an order on a bus. */
async function put({ aws }: Aws, Source: string, detail: object, EventBusName = "default") {
  const entry = { Source, DetailType: "order", Detail: JSON.stringify(detail), EventBusName };
  const { FailedEntryCount } = await aws(
    ...["events", "put-events", "--entries", JSON.stringify([entry])],
  );
  expect(FailedEntryCount).toBe(0);
}

export function toursEvents({ it, begin }: Cli): void {
  it("events: bus, rule, target, events that fit and that do not", async () => {
    const { aws, refused } = await begin();
    const bus = ["--event-bus-name", "tour"];
    await aws("events", "create-event-bus", "--name", "tour");
    const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", "told");
    const queue = ["--queue-url", QueueUrl];
    const arn = "arn:aws:sqs:us-east-1:000000000000:told";
    const pattern = JSON.stringify({
      source: ["shop"],
      detail: { total: [{ numeric: [">", 100] }] },
    });
    const rule = await aws(
      ...["events", "put-rule", ...bus, "--name", "large", "--event-pattern", pattern],
    );
    const allow = {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arn,
      Condition: { ArnEquals: { "aws:SourceArn": rule.RuleArn } },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [allow] });
    await aws(
      ...["sqs", "set-queue-attributes", ...queue, "--attributes", JSON.stringify({ Policy })],
    );
    const target = ["--targets", JSON.stringify([{ Id: "q", Arn: arn, InputPath: "$.detail" }])];
    const put = await aws("events", "put-targets", ...bus, "--rule", "large", ...target);
    expect(put.FailedEntryCount).toBe(0);
    const entries = [5, 500].map((total) => ({
      Source: "shop",
      DetailType: "order",
      Detail: JSON.stringify({ total }),
      EventBusName: "tour",
    }));
    const sent = await aws("events", "put-events", "--entries", JSON.stringify(entries));
    expect(sent.FailedEntryCount).toBe(0);
    const { Messages } = await aws("sqs", "receive-message", ...queue, "--wait-time-seconds", "10");
    expect(Messages.map((m: { Body: string }) => JSON.parse(m.Body))).toEqual([{ total: 500 }]);
    expect(await refused("events", "delete-rule", ...bus, "--name", "large")).toContain(
      "(ValidationException) when calling the DeleteRule operation: Rule can't be deleted since it has targets.",
    );
    expect(await refused("events", "describe-rule", "--name", "none")).toContain(
      "(ResourceNotFoundException) when calling the DescribeRule operation: Rule none does not exist on EventBus default.",
    );
  });

  it("scheduler: a schedule that comes due", async () => {
    const one = await begin();
    const { aws, refused, advance } = one;
    const { QueueUrl } = await aws("sqs", "create-queue", "--queue-name", "due");
    const target = {
      Arn: "arn:aws:sqs:us-east-1:000000000000:due",
      RoleArn: await makeRole(one, "scheduler"),
      Input: "it is time",
    };
    const at = new Date((await advance(0)) + 3_600_000).toISOString();
    const expression = `at(${at.slice(0, 19)})`;
    await aws(
      ...["scheduler", "create-schedule", "--name", "soon", "--schedule-expression", expression],
      ...["--flexible-time-window", "Mode=OFF", "--target", JSON.stringify(target)],
    );
    const schedule = await aws("scheduler", "get-schedule", "--name", "soon");
    expect([schedule.State, schedule.Target.Input]).toEqual(["ENABLED", "it is time"]);
    await advance(3_600_000);
    const due = ["--queue-url", QueueUrl, "--wait-time-seconds", "10"];
    const { Messages } = await aws("sqs", "receive-message", ...due);
    expect(Messages[0].Body).toBe("it is time");
    await aws("scheduler", "delete-schedule", "--name", "soon");
    expect(await refused("scheduler", "get-schedule", "--name", "soon")).toContain(
      "(ResourceNotFoundException) when calling the GetSchedule operation: Schedule soon does not exist.",
    );
  });

  it("events: a scheduled rule, an archive, its replay", async () => {
    const one = await begin();
    const { aws, advance } = one;
    const late = await queue(one, "late");
    const rule = await aws(
      ...["events", "put-rule", "--name", "late", "--schedule-expression", "rate(1 hour)"],
      ...["--event-pattern", '{"source": ["archived"]}'],
    );
    const targets = JSON.stringify([{ Id: "q", Arn: late.arn, InputPath: "$.source" }]);
    const target = ["--rule", "late", "--targets", targets];
    const archive = await aws(
      ...["events", "create-archive", "--archive-name", "orders", "--event-source-arn", BUS],
      ...["--event-pattern", '{"source": ["archived"]}', "--retention-days", "1"],
    );
    const began = await advance(0);
    await put(one, "archived", { id: 1 });
    const ended = await advance(600_000);
    await aws("events", "put-targets", ...target);
    const time = (at: number) => new Date(at).toISOString();
    await aws(
      ...["events", "start-replay", "--replay-name", "again"],
      ...["--event-source-arn", archive.ArchiveArn, "--event-start-time", time(began - 60_000)],
      ...["--event-end-time", time(ended), "--destination"],
      JSON.stringify({ Arn: BUS, FilterArns: [rule.RuleArn] }),
    );
    await advance(600_000);
    const replay = await aws("events", "describe-replay", "--replay-name", "again");
    expect(replay.State).toBe("COMPLETED");
    expect(bodies(await aws(...late.receive))).toEqual(["archived"]);
    await advance(3_600_000);
    expect(bodies(await aws(...late.receive))).toContain("aws.events");
  });

  it("events: an API destination with a token that was fetched for it", async () => {
    const one = await begin();
    const { aws, advance } = one;
    const calls: (string | null)[][] = [];
    using web = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      async fetch(request) {
        const { pathname } = new URL(request.url);
        calls.push([pathname, await request.text(), request.headers.get("authorization")]);
        return Response.json({ access_token: "granted", token_type: "bearer", expires_in: 60 });
      },
    });
    const oauth = {
      AuthorizationEndpoint: `${web.url.origin}/token`,
      HttpMethod: "POST",
      ClientParameters: { ClientID: "brume", ClientSecret: "s3cret" },
    };
    const { ConnectionArn } = await aws(
      ...["events", "create-connection", "--name", "partner"],
      ...["--authorization-type", "OAUTH_CLIENT_CREDENTIALS"],
      ...["--auth-parameters", JSON.stringify({ OAuthParameters: oauth })],
    );
    const destination = {
      Name: "partner",
      ConnectionArn,
      InvocationEndpoint: `${web.url.origin}/orders/*`,
      HttpMethod: "POST",
    };
    // As JSON: version 1 takes an option's value that begins with http:// for a page to read.
    const { ApiDestinationArn } = await aws(
      ...["events", "create-api-destination", "--cli-input-json", JSON.stringify(destination)],
    );
    const rule = ["--name", "out", "--event-pattern", '{"source": ["partner"]}'];
    await aws("events", "put-rule", ...rule);
    const target = {
      Id: "api",
      Arn: ApiDestinationArn,
      RoleArn: await makeRole(one, "events"),
      HttpParameters: { PathParameterValues: ["$.detail.id"] },
      InputPath: "$.detail",
    };
    const targets = ["--rule", "out", "--targets", JSON.stringify([target])];
    await aws("events", "put-targets", ...targets);
    await put(one, "partner", { id: "o-1" });
    await advance(0);
    expect(calls.map(([path]) => path)).toEqual(["/token", "/orders/o-1"]);
    expect(calls[1]).toEqual(["/orders/o-1", '{"id":"o-1"}', "Bearer granted"]);
  });

  it("pipes: from a queue, enriched by a function, to a queue", async () => {
    const one = await begin();
    const { aws, refused } = one;
    const code = `exports.handler = async (events) =>
      events.map(({ body }) => ({ price: JSON.parse(body).total * 2 }));`;
    const enrichment = await makeFunction(one, "pricer", code);
    const source = await queue(one, "piped-in");
    const target = await queue(one, "piped-out");
    await aws(
      ...["pipes", "create-pipe", "--name", "tour", "--role-arn", await makeRole(one, "pipes")],
      ...["--source", source.arn, "--enrichment", enrichment, "--target", target.arn],
      ...["--target-parameters", JSON.stringify({ InputTemplate: '{"owed": <$.price>}' })],
    );
    const at = ["--queue-url", source.receive[3]!];
    await aws("sqs", "send-message", ...at, "--message-body", '{"total": 5}');
    expect(bodies(await aws(...target.receive))).toEqual([{ owed: 10 }]);
    const pipe = await aws("pipes", "describe-pipe", "--name", "tour");
    expect([pipe.CurrentState, pipe.Enrichment]).toEqual(["RUNNING", enrichment]);
    await aws("pipes", "delete-pipe", "--name", "tour");
    expect(await refused("pipes", "describe-pipe", "--name", "none")).toContain(
      "(NotFoundException) when calling the DescribePipe operation: Pipe none does not exist.",
    );
  });

  it("schemas: what an event looks like is discovered, and downloaded as code", async () => {
    const one = await begin();
    const { aws, text, advance, folder } = one;
    const bus = await aws("events", "create-event-bus", "--name", "looked-at");
    await aws("schemas", "create-discoverer", "--source-arn", bus.EventBusArn);
    await put(one, "shop", { id: "o-1", total: 5 }, "looked-at");
    await advance(0);
    const schema = ["--registry-name", "discovered-schemas", "--schema-name", "shop@Order"];
    const { Content } = await aws("schemas", "describe-schema", ...schema);
    const { properties } = JSON.parse(Content).components.schemas.Order;
    expect(Object.keys(properties)).toEqual(["id", "total"]);
    const binding = [...schema, "--language", "TypeScript3"];
    await aws("schemas", "put-code-binding", ...binding);
    await text("schemas", "wait", "code-binding-exists", ...binding);
    const zip = join(folder, "binding.zip");
    await aws("schemas", "get-code-binding-source", ...binding, zip);
    const code = Object.values(unzipSync(readFileSync(zip))).map((file) => strFromU8(file));
    expect(code.join("\n")).toContain("class Order");
  });
}
