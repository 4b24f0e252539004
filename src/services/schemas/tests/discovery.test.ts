/** Discovery on event buses, and what is made of what was discovered, through the port. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateDiscovererCommand,
  CreateRegistryCommand,
  CreateSchemaCommand,
  DeleteDiscovererCommand,
  DescribeCodeBindingCommand,
  DescribeDiscovererCommand,
  DescribeSchemaCommand,
  ExportSchemaCommand,
  GetCodeBindingSourceCommand,
  ListDiscoverersCommand,
  ListSchemasCommand,
  ListSchemaVersionsCommand,
  PutCodeBindingCommand,
  SchemasClient,
  StartDiscovererCommand,
  StopDiscovererCommand,
  UpdateDiscovererCommand,
  waitUntilCodeBindingExists,
} from "@aws-sdk/client-schemas";
import { unzipSync } from "fflate";
import { testBrume, type TestBrume } from "#test/harness/brume";

let brume: TestBrume;
let schemas: SchemasClient;
let events: EventBridgeClient;
const folder = mkdtempSync(join(tmpdir(), "brume-schemas-"));

beforeAll(async () => {
  brume = await testBrume();
  schemas = new SchemasClient(brume.client);
  events = new EventBridgeClient(brume.client);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await brume.stop();
});

const ARN = "arn:aws:events:us-east-1:000000000000:event-bus/";
const DISCOVERED = { RegistryName: "discovered-schemas" };

async function bus(Name: string, input: object = {}) {
  await events.send(new CreateEventBusCommand({ Name }));
  const SourceArn = `${ARN}${Name}`;
  return schemas.send(new CreateDiscovererCommand({ SourceArn, ...input }));
}

async function put(EventBusName: string, Source: string, DetailType: string, ...details: object[]) {
  const Entries = details.map((detail) => ({
    EventBusName,
    Source,
    DetailType,
    Detail: JSON.stringify(detail),
  }));
  const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries }));
  expect(FailedEntryCount).toBe(0);
  await brume.kernel.settle();
}

async function names(SchemaNamePrefix: string) {
  const { Schemas } = await schemas.send(
    new ListSchemasCommand({ ...DISCOVERED, SchemaNamePrefix }),
  );
  return Schemas!.map(({ SchemaName, VersionCount }) => `${SchemaName} ${VersionCount}`);
}

async function refused(work: Promise<unknown>) {
  const error = (await work.then(
    () => new Error("It was not refused."),
    (reason: unknown) => reason,
  )) as Error & { $metadata?: { httpStatusCode?: number } };
  return [error.name, error.$metadata?.httpStatusCode, error.message];
}

test("from events on a bus to TypeScript: discovered, downloaded, compiled", async () => {
  const made = await bus("orders", { Description: "d", Tags: { a: "1" } });
  const { $metadata, ...shown } = made;
  expect([$metadata.httpStatusCode, shown]).toEqual([
    201,
    {
      DiscovererId: "events-event-bus-orders",
      DiscovererArn: "arn:aws:schemas:us-east-1:000000000000:discoverer/events-event-bus-orders",
      SourceArn: `${ARN}orders`,
      State: "STARTED",
      CrossAccount: true,
      Description: "d",
      Tags: { a: "1" },
    },
  ]);
  const order = { orderId: "1", lines: [{ sku: "a", count: 2 }], customer: { name: "Ada" } };
  await put("orders", "shop.orders", "order placed", order);
  const place = { ...DISCOVERED, SchemaName: "shop.orders@OrderPlaced" };
  const schema = await schemas.send(new DescribeSchemaCommand(place));
  expect(schema.Type).toBe("OpenApi3");
  expect(JSON.parse(schema.Content!)).toMatchObject({
    info: { title: "OrderPlaced" },
    components: {
      schemas: {
        AWSEvent: {
          "x-amazon-events-source": "shop.orders",
          "x-amazon-events-detail-type": "order placed",
          properties: { detail: { $ref: "#/components/schemas/OrderPlaced" } },
        },
        OrderPlaced: { properties: { customer: { $ref: "#/components/schemas/Customer" } } },
      },
    },
  });
  const asked = { ...place, Language: "TypeScript3" };
  const { Status, $metadata: answer } = await schemas.send(new PutCodeBindingCommand(asked));
  expect([Status, answer.httpStatusCode]).toEqual(["CREATE_IN_PROGRESS", 202]);
  await brume.kernel.settle();
  await waitUntilCodeBindingExists({ client: schemas, maxWaitTime: 10 }, asked);
  const { Body } = await schemas.send(new GetCodeBindingSourceCommand(asked));
  for (const [path, bytes] of Object.entries(unzipSync(Body!))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  writeFileSync(
    join(folder, "handler.ts"),
    `import { AWSEvent } from "./schema/shop/orders/orderplaced/AWSEvent";
import { OrderPlaced } from "./schema/shop/orders/orderplaced/OrderPlaced";
import { Marshaller } from "./schema/shop/orders/orderplaced/marshaller/Marshaller";
export function handler(given: unknown): string {
    const event: AWSEvent<OrderPlaced> = Marshaller.unmarshal(given, "AWSEvent");
    return event.detail.customer.name + event.detail.lines.map((line) => line.sku + line.count).join();
}
`,
  );
  const tsc = "--noEmit --strict --target es2022 --module esnext --moduleResolution bundler".split(
    " ",
  );
  const { status, stdout } = spawnSync(
    join(process.cwd(), "node_modules/.bin/tsc"),
    [...tsc, "--types", "", "handler.ts"],
    { cwd: folder },
  );
  expect([status, stdout.toString()]).toEqual([0, ""]);
  const { handler } = await import(join(folder, "handler.ts"));
  expect(handler({ detail: order })).toBe("Adaa2");
}, 60_000);

test("a new version for a new shape, none for one that is known", async () => {
  await bus("shapes");
  await put("shapes", "shapes", "made", { a: 1 }, { a: 2 });
  expect(await names("shapes@")).toEqual(["shapes@Made 1"]);
  await put("shapes", "shapes", "made", { a: 1, b: "x" });
  await put("shapes", "shapes", "made", { a: 3 });
  await put("shapes", "shapes", "gone", {});
  expect(await names("shapes@")).toEqual(["shapes@Gone 1", "shapes@Made 2"]);
  const place = { ...DISCOVERED, SchemaName: "shapes@Made" };
  const exported = await schemas.send(
    new ExportSchemaCommand({ ...place, SchemaVersion: "1", Type: "JSONSchemaDraft4" }),
  );
  expect(JSON.parse(exported.Content!).definitions.Made.required).toEqual(["a"]);
  const { SchemaVersions } = await schemas.send(new ListSchemaVersionsCommand(place));
  expect(SchemaVersions!.map(({ SchemaVersion }) => SchemaVersion)).toEqual(["1", "2"]);
});

test("events of AWS's services are not discovered", async () => {
  const SourceArn = `${ARN}default`;
  await schemas.send(new CreateDiscovererCommand({ SourceArn }));
  await put("default", "plain", "made", { a: 1 });
  // The registry's own news comes to this bus.
  await schemas.send(new CreateRegistryCommand({ RegistryName: "news" }));
  await schemas.send(
    new CreateSchemaCommand({
      RegistryName: "news",
      SchemaName: "s",
      Type: "JSONSchemaDraft4",
      Content: "{}",
    }),
  );
  await brume.kernel.settle();
  expect(await names("plain@")).toEqual(["plain@Made 1"]);
  expect(await names("aws.")).toEqual([]);
});

test("stopped, started, changed, deleted", async () => {
  const { DiscovererId, DiscovererArn } = await bus("moods");
  const rule = { Name: "Schemas-events-event-bus-moods", EventBusName: "moods" };
  const described = await events.send(new DescribeRuleCommand(rule));
  expect(described).toMatchObject({
    ManagedBy: "schemas.amazonaws.com",
    Description: "This rule is used to route Events to Schema Discoverer",
    State: "ENABLED",
    EventPattern: JSON.stringify({
      source: [{ prefix: "aws.partner/" }, { "anything-but": { prefix: "aws." } }],
    }),
  });
  const stop = await schemas.send(new StopDiscovererCommand({ DiscovererId }));
  expect([stop.DiscovererId, stop.State]).toEqual([DiscovererId, "STOPPED"]);
  await put("moods", "moods", "stopped", {});
  expect(await names("moods@")).toEqual([]);
  await schemas.send(new StartDiscovererCommand({ DiscovererId }));
  await put("moods", "moods", "started", {});
  expect(await names("moods@")).toEqual(["moods@Started 1"]);
  const update = new UpdateDiscovererCommand({ DiscovererId, Description: "e" });
  expect(await schemas.send(update)).toMatchObject({ Description: "e", CrossAccount: true });
  const listed = await schemas.send(new ListDiscoverersCommand({ SourceArnPrefix: `${ARN}moo` }));
  expect(listed.Discoverers).toEqual([
    {
      DiscovererId: DiscovererId!,
      DiscovererArn: DiscovererArn!,
      SourceArn: `${ARN}moods`,
      State: "STARTED",
      CrossAccount: true,
      Tags: {},
    },
  ]);
  const none = new ListDiscoverersCommand({ DiscovererIdPrefix: "x" });
  expect((await schemas.send(none)).Discoverers).toEqual([]);
  await schemas.send(new DeleteDiscovererCommand({ DiscovererId }));
  expect((await refused(events.send(new DescribeRuleCommand(rule))))[0]).toBe(
    "ResourceNotFoundException",
  );
  const missing = [
    "NotFoundException",
    404,
    "Discoverer with id events-event-bus-moods does not exist.",
  ];
  expect(await refused(schemas.send(new DescribeDiscovererCommand({ DiscovererId })))).toEqual(
    missing,
  );
  expect(await refused(schemas.send(new StartDiscovererCommand({ DiscovererId })))).toEqual(
    missing,
  );
  await events.send(new DeleteEventBusCommand({ Name: "moods" }));
});

test("the rule is the discoverer's: nobody else changes it but with force", async () => {
  const { DiscovererId } = await bus("guarded");
  const Name = "Schemas-events-event-bus-guarded";
  const EventBusName = "guarded";
  const managed = [
    "ManagedRuleException",
    400,
    `${Name} is a managed rule. Set 'force' parameter to true to override.`,
  ];
  const on = { Rule: Name, EventBusName };
  const { Targets } = await events.send(new ListTargetsByRuleCommand(on));
  const Ids = [Targets![0]!.Id!];
  for (const command of [
    new PutRuleCommand({ Name, EventBusName, EventPattern: '{"source":["a"]}' }),
    new DisableRuleCommand({ Name, EventBusName }),
    new PutTargetsCommand({ ...on, Targets: [{ Id: "1", Arn: Targets![0]!.Arn! }] }),
    new RemoveTargetsCommand({ ...on, Ids }),
    new DeleteRuleCommand({ Name, EventBusName }),
  ])
    expect(await refused(events.send(command as DeleteRuleCommand))).toEqual(managed);
  await events.send(new RemoveTargetsCommand({ ...on, Ids, Force: true }));
  await events.send(new DeleteRuleCommand({ Name, EventBusName, Force: true }));
  await put(EventBusName, "guarded", "made", {});
  expect(await names("guarded@")).toEqual([]);
  await schemas.send(new StartDiscovererCommand({ DiscovererId }));
  await put(EventBusName, "guarded", "made", {});
  expect(await names("guarded@")).toEqual(["guarded@Made 1"]);
  await schemas.send(new DeleteDiscovererCommand({ DiscovererId }));
});

test("events of other accounts, unless they are not wanted", async () => {
  const { DiscovererId } = await bus("open");
  await events.send(
    new PutPermissionCommand({
      EventBusName: "open",
      Action: "events:PutEvents",
      Principal: "*",
      StatementId: "all",
    }),
  );
  const theirs = new EventBridgeClient({
    ...brume.client,
    credentials: { accessKeyId: "111111111111", secretAccessKey: "x" },
  });
  const send = async (DetailType: string) => {
    await theirs.send(
      new PutEventsCommand({
        Entries: [{ EventBusName: `${ARN}open`, Source: "open", DetailType, Detail: "{}" }],
      }),
    );
    await brume.kernel.settle();
  };
  await send("one");
  await schemas.send(new UpdateDiscovererCommand({ DiscovererId, CrossAccount: false }));
  await send("two");
  await put("open", "open", "three", {});
  expect(await names("open@")).toEqual(["open@One 1", "open@Three 1"]);
});

test("discovery goes on where policies are enforced", async () => {
  const strict = await testBrume({ iam: "enforce", running: true });
  try {
    const client = new SchemasClient(strict.client);
    const source = new EventBridgeClient(strict.client);
    await client.send(new CreateDiscovererCommand({ SourceArn: `${ARN}default` }));
    await source.send(
      new PutEventsCommand({ Entries: [{ Source: "s", DetailType: "made", Detail: "{}" }] }),
    );
    await strict.kernel.settle();
    const { Schemas } = await client.send(new ListSchemasCommand(DISCOVERED));
    expect(Schemas!.map(({ SchemaName }) => SchemaName)).toEqual(["s@Made"]);
  } finally {
    await strict.stop();
  }
});

test("discoverers that cannot be", async () => {
  const create = (SourceArn: string) =>
    refused(schemas.send(new CreateDiscovererCommand({ SourceArn })));
  const wrong = "SourceArn must be the ARN of an event bus of this account and Region.";
  expect(await create("arn:aws:sqs:us-east-1:000000000000:q")).toEqual([
    "BadRequestException",
    400,
    wrong,
  ]);
  expect((await create("arn:aws:events:us-east-1:111111111111:event-bus/x"))[2]).toBe(wrong);
  expect(await create(`${ARN}nowhere`)).toEqual([
    "BadRequestException",
    400,
    "Event bus nowhere does not exist.",
  ]);
  await bus("twice");
  expect(await create(`${ARN}twice`)).toEqual([
    "ConflictException",
    409,
    `Discoverer for source ${ARN}twice already exists.`,
  ]);
  await events.send(new CreateEventBusCommand({ Name: "locked", KmsKeyIdentifier: "alias/a" }));
  expect((await create(`${ARN}locked`))[2]).toBe(
    "Schema discovery is not supported for event buses encrypted using a customer managed key.",
  );
  const long = "l".repeat(200);
  await bus(long);
  await put(long, "long", "made", {});
  expect(await names("long@")).toEqual(["long@Made 1"]);
});

test("bindings: languages, versions, what is not there", async () => {
  await schemas.send(new CreateRegistryCommand({ RegistryName: "bound" }));
  const place = { RegistryName: "bound", SchemaName: "shop@Made" };
  const content = (schema: object) => JSON.stringify({ type: "object", ...schema });
  const create = (SchemaName: string, Content: string) =>
    schemas.send(
      new CreateSchemaCommand({ ...place, SchemaName, Type: "JSONSchemaDraft4", Content }),
    );
  await create("shop@Made", content({ properties: { a: { type: "string" } } }));
  const asked = (Language: string, SchemaVersion?: string) => ({
    ...place,
    Language,
    ...(SchemaVersion === undefined ? {} : { SchemaVersion }),
  });
  expect(await refused(schemas.send(new PutCodeBindingCommand(asked("Cobol"))))).toEqual([
    "BadRequestException",
    400,
    "Language must be one of Java8, Python36, TypeScript3, Go1.",
  ]);
  expect(
    (await refused(schemas.send(new PutCodeBindingCommand(asked("Java8"))))).slice(0, 2),
  ).toEqual(["NotImplemented", 501]);
  expect((await refused(schemas.send(new PutCodeBindingCommand(asked("Go1", "7")))))[2]).toBe(
    "Schema version 7 of schema shop@Made does not exist.",
  );
  const source = (Language: string) =>
    schemas.send(new GetCodeBindingSourceCommand(asked(Language)));
  const none = "Code binding in Python36 of schema shop@Made does not exist.";
  expect(await refused(source("Python36"))).toEqual(["NotFoundException", 404, none]);
  for (const Language of ["Python36", "Go1"])
    await schemas.send(new PutCodeBindingCommand(asked(Language, "1")));
  await brume.kernel.settle();
  const { Status, SchemaVersion } = await schemas.send(
    new DescribeCodeBindingCommand(asked("Python36")),
  );
  expect([Status, SchemaVersion]).toEqual(["CREATE_COMPLETE", "1"]);
  const files = unzipSync((await source("Python36")).Body!);
  expect(Object.keys(files).sort()).toEqual([
    "schema/__init__.py",
    "schema/shop/__init__.py",
    "schema/shop/made/Made.py",
    "schema/shop/made/__init__.py",
    "schema/shop/made/marshaller.py",
    "schema/shop/made/model.py",
  ]);
  expect(Object.keys(unzipSync((await source("Go1")).Body!)).sort()).toEqual([
    "schema/shop/made/Made.go",
    "schema/shop/made/Marshaller.go",
  ]);
  expect((await refused(schemas.send(new PutCodeBindingCommand(asked("Go1")))))[0]).toBe(
    "ConflictException",
  );
  await create("quoted", content({ properties: { 'a"': { type: "string" } } }));
  const quoted = { ...asked("Go1"), SchemaName: "quoted" };
  await schemas.send(new PutCodeBindingCommand(quoted));
  await brume.kernel.settle();
  expect((await schemas.send(new DescribeCodeBindingCommand(quoted))).Status).toBe("CREATE_FAILED");
  expect(await refused(schemas.send(new GetCodeBindingSourceCommand(quoted)))).toEqual([
    "NotFoundException",
    404,
    "Code binding in Go1 of schema quoted has no source.",
  ]);
  const managed = {
    RegistryName: "aws.events",
    SchemaName: "aws.events@ScheduledJson",
    Language: "Python36",
  };
  await schemas.send(new PutCodeBindingCommand(managed));
  await brume.kernel.settle();
  const { Body } = await schemas.send(new GetCodeBindingSourceCommand(managed));
  expect(Object.keys(unzipSync(Body!))).toContain(
    "schema/aws/events/scheduledjson/ScheduledEvent.py",
  );
});
