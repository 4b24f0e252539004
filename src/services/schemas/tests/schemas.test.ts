/** Registries, schemas, policies and tags through the port, with the AWS SDK. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  DeleteRegistryCommand,
  DeleteResourcePolicyCommand,
  DeleteSchemaCommand,
  DeleteSchemaVersionCommand,
  DescribeRegistryCommand,
  DescribeSchemaCommand,
  ExportSchemaCommand,
  GetDiscoveredSchemaCommand,
  GetResourcePolicyCommand,
  ListRegistriesCommand,
  ListSchemasCommand,
  ListSchemaVersionsCommand,
  ListTagsForResourceCommand,
  paginateListSchemas,
  PutResourcePolicyCommand,
  SchemasClient,
  SearchSchemasCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateRegistryCommand,
  UpdateSchemaCommand,
} from "@aws-sdk/client-schemas";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { testBrume, type TestBrume } from "#test/harness/brume";

let brume: TestBrume;
let schemas: SchemasClient;

beforeAll(async () => {
  brume = await testBrume();
  schemas = new SchemasClient(brume.client);
});
afterAll(() => brume.stop());

/** What a refused call says: code, status, text, and the code in the body. */
async function refused(work: Promise<unknown>) {
  const error = (await work.then(
    () => new Error("It was not refused."),
    (reason: unknown) => reason,
  )) as Error & { Code?: string; $metadata?: { httpStatusCode?: number } };
  expect(error.Code ?? error.name).toBe(error.name);
  return [error.name, error.$metadata?.httpStatusCode, error.message];
}

const document = (properties: object, title = "Event"): string =>
  JSON.stringify({
    openapi: "3.0.0",
    info: { version: "1.0.0", title },
    paths: {},
    components: { schemas: { [title]: { type: "object", properties } } },
  });

const TEXT = { type: "string" };
const registry = (RegistryName: string) =>
  schemas.send(new CreateRegistryCommand({ RegistryName }));
const schema = (RegistryName: string, SchemaName: string, Content = document({ a: TEXT })) =>
  schemas.send(new CreateSchemaCommand({ RegistryName, SchemaName, Type: "OpenApi3", Content }));

test("a registry's life", async () => {
  const made = await schemas.send(
    new CreateRegistryCommand({ RegistryName: "shop", Description: "d", Tags: { a: "1" } }),
  );
  const { $metadata, ...shown } = made;
  expect([$metadata.httpStatusCode, shown]).toEqual([
    201,
    {
      RegistryName: "shop",
      RegistryArn: "arn:aws:schemas:us-east-1:000000000000:registry/shop",
      Description: "d",
      Tags: { a: "1" },
    },
  ]);
  expect(await refused(registry("shop"))).toEqual([
    "ConflictException",
    409,
    "Registry with name shop already exists.",
  ]);
  expect(await refused(registry("a b"))).toEqual([
    "BadRequestException",
    400,
    "RegistryName must have 1 to 64 characters: letters, digits, dots, hyphens and underscores.",
  ]);
  await schemas.send(new UpdateRegistryCommand({ RegistryName: "shop", Description: "e" }));
  const describe = new DescribeRegistryCommand({ RegistryName: "shop" });
  expect((await schemas.send(describe)).Description).toBe("e");
  const byArn = new DescribeRegistryCommand({ RegistryName: made.RegistryArn! });
  expect((await schemas.send(byArn)).RegistryName).toBe("shop");
  await schema("shop", "one");
  const remove = new DeleteRegistryCommand({ RegistryName: "shop" });
  expect(await refused(schemas.send(remove))).toEqual([
    "BadRequestException",
    400,
    "Registry with name shop has schemas; delete them first.",
  ]);
  await schemas.send(new DeleteSchemaCommand({ RegistryName: "shop", SchemaName: "one" }));
  expect((await schemas.send(remove)).$metadata.httpStatusCode).toBe(204);
  expect(await refused(schemas.send(describe))).toEqual([
    "NotFoundException",
    404,
    "Registry with name shop does not exist.",
  ]);
});

test("registries by scope, prefix and page", async () => {
  for (const name of ["list-a", "list-b", "list-c"]) await registry(name);
  const names = async (input: object) => {
    const { Registries, NextToken } = await schemas.send(new ListRegistriesCommand(input));
    return { names: Registries!.map(({ RegistryName }) => RegistryName), NextToken };
  };
  const first = await names({ RegistryNamePrefix: "list-", Limit: 2 });
  expect(first.names).toEqual(["list-a", "list-b"]);
  expect(
    await names({ RegistryNamePrefix: "list-", Limit: 2, NextToken: first.NextToken }),
  ).toEqual({ names: ["list-c"], NextToken: undefined });
  expect((await names({ Scope: "AWS" })).names).toEqual(["aws.events"]);
  expect((await names({ Scope: "LOCAL" })).names).not.toContain("aws.events");
  expect((await names({})).names).toContain("aws.events");
  expect(await refused(schemas.send(new ListRegistriesCommand({ Scope: "ALL" })))).toEqual([
    "BadRequestException",
    400,
    "Scope must be LOCAL or AWS.",
  ]);
  expect(await refused(schemas.send(new ListRegistriesCommand({ Limit: 101 })))).toEqual([
    "BadRequestException",
    400,
    "Limit must be between 0 and 100.",
  ]);
});

test("versions: each content makes one, the same content none", async () => {
  await registry("versions");
  const place = { RegistryName: "versions", SchemaName: "shop@Order" };
  const made = await schema(place.RegistryName, place.SchemaName);
  expect(made).toMatchObject({
    SchemaArn: "arn:aws:schemas:us-east-1:000000000000:schema/versions/shop@Order",
    SchemaVersion: "1",
    Type: "OpenApi3",
    Tags: {},
    LastModified: new Date("2026-01-01T00:00:00Z"),
    VersionCreatedDate: new Date("2026-01-01T00:00:00Z"),
  });
  expect(await refused(schema(place.RegistryName, place.SchemaName))).toEqual([
    "ConflictException",
    409,
    "Schema with name shop@Order already exists.",
  ]);
  await brume.advance(1_000);
  const update = (input: object) => schemas.send(new UpdateSchemaCommand({ ...place, ...input }));
  const same = await update({ Content: document({ a: TEXT }), ClientTokenId: "t" });
  expect([same.SchemaVersion, same.LastModified]).toEqual(["1", made.LastModified!]);
  const other = await update({ Content: document({ b: TEXT }), Description: "x" });
  expect([other.SchemaVersion, other.Description]).toEqual(["2", "x"]);
  expect(other.VersionCreatedDate).toEqual(new Date("2026-01-01T00:00:01Z"));
  const draft4 = '{"type":"object"}';
  expect((await update({ Content: draft4, Type: "JSONSchemaDraft4" })).SchemaVersion).toBe("3");
  const describe = (SchemaVersion?: string) =>
    schemas.send(
      new DescribeSchemaCommand({ ...place, ...(SchemaVersion ? { SchemaVersion } : {}) }),
    );
  expect(await describe()).toMatchObject({ Content: draft4, Type: "JSONSchemaDraft4" });
  expect(await describe("2")).toMatchObject({ SchemaVersion: "2", Type: "OpenApi3" });
  for (const version of ["9", "latest"])
    expect(await refused(describe(version))).toEqual([
      "NotFoundException",
      404,
      `Schema version ${version} of schema shop@Order does not exist.`,
    ]);
  const { SchemaVersions, NextToken } = await schemas.send(
    new ListSchemaVersionsCommand({ ...place, Limit: 2 }),
  );
  expect(SchemaVersions!.map((one) => [one.SchemaVersion, one.Type])).toEqual([
    ["1", "OpenApi3"],
    ["2", "OpenApi3"],
  ]);
  const rest = await schemas.send(new ListSchemaVersionsCommand({ ...place, NextToken }));
  expect([rest.SchemaVersions!.length, rest.NextToken]).toEqual([1, undefined]);
  await schemas.send(new DeleteSchemaVersionCommand({ ...place, SchemaVersion: "3" }));
  expect((await update({ Content: document({ c: TEXT }) })).SchemaVersion).toBe("4");
  for (const SchemaVersion of ["1", "2", "4"])
    await schemas.send(new DeleteSchemaVersionCommand({ ...place, SchemaVersion }));
  expect(await refused(describe())).toEqual([
    "NotFoundException",
    404,
    "Schema with name shop@Order does not exist.",
  ]);
});

test("what is no schema is refused", async () => {
  await registry("checked");
  const create = (Content: string, Type: "OpenApi3" | "JSONSchemaDraft4", SchemaName = "s") =>
    refused(
      schemas.send(new CreateSchemaCommand({ RegistryName: "checked", SchemaName, Content, Type })),
    );
  expect(await create("{", "OpenApi3")).toEqual([
    "BadRequestException",
    400,
    "Content is not a valid OpenApi3 schema: it is no JSON.",
  ]);
  expect(await create('{"type":"text"}', "JSONSchemaDraft4")).toEqual([
    "BadRequestException",
    400,
    'Content is not a valid JSONSchemaDraft4 schema: "type" of # must be the name of a type.',
  ]);
  expect((await create("{}", "JSONSchemaDraft4", "a/b"))[0]).toBe("BadRequestException");
  const [code, status, words] = await create("x".repeat(100_001), "OpenApi3");
  expect([code, status]).toEqual(["BadRequestException", 400]);
  expect(words).toContain("Member must have length less than or equal to 100000");
  await schema("checked", "s");
  const update = new UpdateSchemaCommand({
    RegistryName: "checked",
    SchemaName: "s",
    Content: "[]",
  });
  expect((await refused(schemas.send(update)))[2]).toBe(
    "Content is not a valid OpenApi3 schema: it is no JSON object.",
  );
  expect(await refused(schema("nowhere", "s"))).toEqual([
    "NotFoundException",
    404,
    "Registry with name nowhere does not exist.",
  ]);
});

test("schemas by prefix and page, and by words", async () => {
  await registry("many");
  await schema("many", "a-first", document({ apple: TEXT }));
  await schema("many", "b-second", document({ pear: TEXT }));
  await schema("many", "b-third", document({ plum: TEXT }));
  await schemas.send(
    new UpdateSchemaCommand({
      RegistryName: "many",
      SchemaName: "b-third",
      Content: document({ apple: TEXT }),
    }),
  );
  const pages = [];
  for await (const page of paginateListSchemas(
    { client: schemas, pageSize: 1 },
    { RegistryName: "many", SchemaNamePrefix: "b-" },
  ))
    pages.push(page.Schemas!.map((one) => [one.SchemaName, one.VersionCount]));
  expect(pages).toEqual([[["b-second", 1]], [["b-third", 2]]]);
  const search = async (Keywords: string, input: object = {}) => {
    const found = await schemas.send(
      new SearchSchemasCommand({ RegistryName: "many", Keywords, ...input }),
    );
    const names = found.Schemas!.map((one) => [
      one.SchemaName,
      one.SchemaVersions!.map((version) => version.SchemaVersion).join(),
    ]);
    return { names, NextToken: found.NextToken };
  };
  expect((await search("APPLE")).names).toEqual([
    ["a-first", "1"],
    ["b-third", "2"],
  ]);
  const first = await search("first second", { Limit: 1 });
  expect(first.names).toEqual([["a-first", "1"]]);
  const second = await search("first second", { Limit: 1, NextToken: first.NextToken });
  expect(second).toEqual({ names: [["b-second", "1"]], NextToken: undefined });
  expect(await refused(search(" "))).toEqual([
    "BadRequestException",
    400,
    "Keywords must be given.",
  ]);
});

test("AWS's own registry is read, not changed", async () => {
  const RegistryName = "aws.events";
  const { RegistryArn } = await schemas.send(new DescribeRegistryCommand({ RegistryName }));
  expect(RegistryArn).toBe("arn:aws:schemas:us-east-1::registry/aws.events");
  const { Schemas } = await schemas.send(new ListSchemasCommand({ RegistryName }));
  expect(Schemas!.map(({ SchemaName }) => SchemaName)).toEqual([
    "aws.cloudformation@CloudFormationResourceStatusChange",
    "aws.cloudformation@CloudFormationStackStatusChange",
    "aws.events@ScheduledJson",
    "aws.schemas@SchemaCreated",
    "aws.schemas@SchemaVersionCreated",
  ]);
  const place = { RegistryName, SchemaName: "aws.schemas@SchemaCreated" };
  const described = await schemas.send(new DescribeSchemaCommand(place));
  expect(described.SchemaArn).toBe(
    "arn:aws:schemas:us-east-1::schema/aws.events/aws.schemas@SchemaCreated",
  );
  const exported = await schemas.send(
    new ExportSchemaCommand({ ...place, Type: "JSONSchemaDraft4" }),
  );
  expect(exported).toMatchObject({ SchemaVersion: "1", Type: "JSONSchemaDraft4" });
  expect(JSON.parse(exported.Content!)).toMatchObject({
    $schema: "http://json-schema.org/draft-04/schema#",
    title: "SchemaCreated",
    properties: { detail: { $ref: "#/definitions/SchemaCreated" } },
    "x-amazon-events-source": "aws.schemas",
  });
  const searched = await schemas.send(
    new SearchSchemasCommand({ RegistryName, Keywords: "logical-resource-id" }),
  );
  expect(searched.Schemas!.length).toBe(1);
  const forbidden = [
    "ForbiddenException",
    403,
    "You cannot change the registry aws.events, which is managed by AWS.",
  ];
  expect(await refused(schema(RegistryName, "mine"))).toEqual(forbidden);
  expect(await refused(schemas.send(new DeleteSchemaCommand(place)))).toEqual(forbidden);
  expect((await refused(registry(RegistryName)))[0]).toBe("ConflictException");
});

test("what is neither AWS's nor discovered is not exported, and nothing as OpenApi3", async () => {
  await registry("export");
  await schema("export", "s");
  const send = (RegistryName: string, SchemaName: string, Type: string) =>
    refused(schemas.send(new ExportSchemaCommand({ RegistryName, SchemaName, Type })));
  expect(await send("export", "s", "JSONSchemaDraft4")).toEqual([
    "ForbiddenException",
    403,
    "You cannot export non discovered or non aws managed schemas.",
  ]);
  expect(await send("aws.events", "aws.events@ScheduledJson", "OpenApi3")).toEqual([
    "BadRequestException",
    400,
    "Schemas are exported as JSONSchemaDraft4 only.",
  ]);
});

test("a schema of events that are given", async () => {
  const discover = (Type: "OpenApi3" | "JSONSchemaDraft4", ...events: string[]) =>
    schemas.send(new GetDiscoveredSchemaCommand({ Type, Events: events }));
  const { Content } = await discover("OpenApi3", '{"a":1}', '{"b":"x"}');
  expect(JSON.parse(Content!)).toMatchObject({
    info: { title: "Event" },
    components: {
      schemas: { Event: { properties: { a: { type: "integer" }, b: { type: "string" } } } },
    },
  });
  const draft4 = await discover("JSONSchemaDraft4", '{"a":1}');
  expect(JSON.parse(draft4.Content!)).toMatchObject({ title: "Event", required: ["a"] });
  for (const [event, words] of [
    ["{", "Events must be JSON."],
    ["[]", "Events must be JSON objects."],
    [
      `${'{"a":'.repeat(400)}1${"}".repeat(400)}`,
      "Events must not be nested deeper than 255 levels.",
    ],
  ] as const)
    expect(await refused(discover("OpenApi3", event))).toEqual(["BadRequestException", 400, words]);
  expect(
    (await refused(discover("OpenApi3", '{"detail-type":"a"}', '{"detail-type":"b"}')))[2],
  ).toBe("Events must be of a single type.");
});

test("a policy, and which one it is", async () => {
  await registry("shared");
  const RegistryName = "shared";
  const get = () => schemas.send(new GetResourcePolicyCommand({ RegistryName }));
  const put = (input: { Policy: string; RevisionId?: string }) =>
    schemas.send(new PutResourcePolicyCommand({ RegistryName, ...input }));
  const none = ["NotFoundException", 404, "Registry with name shared has no resource policy."];
  expect(await refused(get())).toEqual(none);
  const policy = (Effect: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect, Principal: { AWS: "*" }, Action: "schemas:DescribeRegistry", Resource: "*" },
      ],
    });
  expect(await refused(put({ Policy: "{" }))).toEqual([
    "BadRequestException",
    400,
    "The policy is not well-formed.",
  ]);
  expect((await refused(put({ Policy: policy("Allow"), RevisionId: "x" })))[0]).toBe(
    "PreconditionFailedException",
  );
  const { RevisionId } = await put({ Policy: policy("Allow") });
  const got = await get();
  expect([String(got.Policy), got.RevisionId]).toEqual([policy("Allow"), RevisionId]);
  const next = await put({ Policy: policy("Deny"), RevisionId: RevisionId! });
  expect(await refused(put({ Policy: policy("Deny"), RevisionId: RevisionId! }))).toEqual([
    "PreconditionFailedException",
    412,
    `The RevisionId ${RevisionId} is not that of the policy of registry shared.`,
  ]);
  expect(next.RevisionId).not.toBe(RevisionId);
  await schemas.send(new DeleteResourcePolicyCommand({ RegistryName }));
  expect(await refused(get())).toEqual(none);
  expect((await refused(schemas.send(new GetResourcePolicyCommand({}))))[2]).toBe(
    "RegistryName must be given.",
  );
});

test("a policy lets another account in, and keeps it out", async () => {
  const strict = await testBrume({ iam: "enforce", running: true });
  try {
    const mine = new SchemasClient(strict.client);
    const theirs = new SchemasClient({
      ...strict.client,
      credentials: { accessKeyId: "111111111111", secretAccessKey: "test" },
    });
    const { RegistryArn } = await mine.send(new CreateRegistryCommand({ RegistryName: "shared" }));
    const describe = () => theirs.send(new DescribeRegistryCommand({ RegistryName: RegistryArn! }));
    expect((await refused(describe())).slice(0, 2)).toEqual(["AccessDeniedException", 403]);
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "111111111111" },
          Action: "schemas:DescribeRegistry",
          Resource: RegistryArn,
        },
      ],
    });
    await mine.send(new PutResourcePolicyCommand({ RegistryName: "shared", Policy }));
    expect((await describe()).RegistryArn).toBe(RegistryArn!);
    const remove = new DeleteRegistryCommand({ RegistryName: RegistryArn! });
    expect((await refused(theirs.send(remove)))[0]).toBe("AccessDeniedException");
  } finally {
    await strict.stop();
  }
});

test("tags", async () => {
  await registry("tagged");
  const { SchemaArn } = await schema("tagged", "s");
  const tags = (ResourceArn: string) =>
    schemas.send(new ListTagsForResourceCommand({ ResourceArn })).then(({ Tags }) => Tags);
  for (const ResourceArn of [
    SchemaArn!,
    "arn:aws:schemas:us-east-1:000000000000:registry/tagged",
  ]) {
    await schemas.send(
      new TagResourceCommand({ ResourceArn, Tags: { a: "1", b: "2", ["__proto__"]: "3" } }),
    );
    await schemas.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] }));
    expect(Object.entries((await tags(ResourceArn))!)).toEqual(
      Object.entries(JSON.parse('{"b":"2","__proto__":"3"}')),
    );
  }
  expect((await refused(tags("arn:aws:schemas:us-east-1:000000000000:registry/no")))[0]).toBe(
    "NotFoundException",
  );
  expect((await refused(tags("arn:aws:sqs:us-east-1:000000000000:q")))[0]).toBe(
    "BadRequestException",
  );
});

test("the default bus is told of schemas and versions", async () => {
  const events = new EventBridgeClient(brume.client);
  const sqs = new SQSClient(brume.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "told" }));
  await events.send(
    new PutRuleCommand({ Name: "told", EventPattern: '{"source":["aws.schemas"]}' }),
  );
  await events.send(
    new PutTargetsCommand({
      Rule: "told",
      Targets: [{ Id: "1", Arn: "arn:aws:sqs:us-east-1:000000000000:told" }],
    }),
  );
  await registry("telling");
  await schema("telling", "s");
  await brume.kernel.settle();
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  const told = Messages!.map(({ Body }) => JSON.parse(Body!));
  expect(told.map((event) => event["detail-type"]).sort()).toEqual([
    "Schema Created",
    "Schema Version Created",
  ]);
  expect(told[0]).toMatchObject({
    source: "aws.schemas",
    resources: ["arn:aws:schemas:us-east-1::schema/telling/s"],
    detail: {
      SchemaName: "s",
      SchemaType: "OpenApi3",
      RegistryName: "telling",
      CreationDate: expect.stringMatching(/^2026-01-01T00:00:\d\dZ$/),
      Version: "1",
    },
  });
});
