/** Schemas inferred, checked and exported, beside what AWS gives for the same events. */
import { expect, test } from "bun:test";
import { MalformedSchema, readSchema } from "#languages/event-schema/check";
import type { Json, JsonObject, SchemaType } from "#languages/event-schema/document";
import { draft4Of } from "#languages/event-schema/export";
import { inferDocument } from "#languages/event-schema/infer";
import { componentName, discoveredName, hashOrder } from "#languages/event-schema/names";

const event = (source: string, type: string, detail: Json, resources: Json = ["r"]): Json => ({
  version: "0",
  id: "315c1398-40ff-a850-213b-158f73e60175",
  "detail-type": type,
  source,
  account: "012345678912",
  time: "2019-02-26T19:42:21Z",
  region: "us-east-1",
  resources,
  detail,
});

const ENVELOPE =
  '"account":{"type":"string"},"detail-type":{"type":"string"},"id":{"type":"string"},"region":{"type":"string"}';
const REQUIRED =
  '["detail-type","resources","detail","id","source","time","region","version","account"]';

test("the schema of AWS's own page, to the letter", () => {
  const document = inferDocument([
    event("aws.states", "Step Functions Execution Status Change", {
      executionArn: "arn:aws:states:us-east-1:012345678912:execution:state-machine-name:e",
      stateMachineArn: "arn:aws:states:us-east-1:012345678912:stateMachine:state-machine",
      name: "execution-name",
      status: "FAILED",
      startDate: 1551225146847,
      stopDate: 1551225151881,
      input: "{}",
      output: null,
    }),
  ]);
  expect(JSON.stringify(document)).toBe(
    `{"openapi":"3.0.0","info":{"version":"1.0.0","title":"StepFunctionsExecutionStatusChange"},"paths":{},"components":{"schemas":{"AWSEvent":{"type":"object","required":${REQUIRED},"x-amazon-events-detail-type":"Step Functions Execution Status Change","x-amazon-events-source":"aws.states","properties":{"detail":{"$ref":"#/components/schemas/StepFunctionsExecutionStatusChange"},${ENVELOPE},"resources":{"type":"array","items":{"type":"string"}},"source":{"type":"string"},"time":{"type":"string","format":"date-time"},"version":{"type":"string"}}},"StepFunctionsExecutionStatusChange":{"type":"object","required":["output","input","executionArn","name","stateMachineArn","startDate","stopDate","status"],"properties":{"executionArn":{"type":"string"},"input":{"type":"string"},"name":{"type":"string"},"output":{},"startDate":{"type":"integer","format":"int64"},"stateMachineArn":{"type":"string"},"status":{"type":"string"},"stopDate":{"type":"integer","format":"int64"}}}}}}`,
  );
});

test("objects inside a detail, and no resources, as AWS discovered them", () => {
  const words = Object.fromEntries(
    ["street", "city", "zip", "country", "firstName", "lastName"].map((name) => [name, name]),
  );
  const document = inferDocument([
    event("order", "NewOrder", { orderId: "1", productId: "2", customer: words }, []),
  ]);
  expect(JSON.stringify(document["components"])).toBe(
    `{"schemas":{"AWSEvent":{"type":"object","required":${REQUIRED},"x-amazon-events-detail-type":"NewOrder","x-amazon-events-source":"order","properties":{"detail":{"$ref":"#/components/schemas/NewOrder"},${ENVELOPE},"resources":{"type":"array","items":{"type":"object"}},"source":{"type":"string"},"time":{"type":"string","format":"date-time"},"version":{"type":"string"}}},"NewOrder":{"type":"object","required":["productId","orderId","customer"],"properties":{"customer":{"$ref":"#/components/schemas/Customer"},"orderId":{"type":"string"},"productId":{"type":"string"}}},"Customer":{"type":"object","required":["zip","country","firstName","lastName","city","street"],"properties":{"city":{"type":"string"},"country":{"type":"string"},"firstName":{"type":"string"},"lastName":{"type":"string"},"street":{"type":"string"},"zip":{"type":"string"}}}}}`,
  );
});

test("what is no event of a bus is a component called Event", () => {
  const entry = { Source: "s", Detail: "{}", EventBusName: "b", Resources: ["r"], DetailType: "t" };
  expect(JSON.stringify(inferDocument([entry]))).toBe(
    '{"openapi":"3.0.0","info":{"version":"1.0.0","title":"Event"},"paths":{},"components":{"schemas":{"Event":{"type":"object","required":["EventBusName","DetailType","Resources","Detail","Source"],"properties":{"Detail":{"type":"string"},"DetailType":{"type":"string"},"EventBusName":{"type":"string"},"Resources":{"type":"array","items":{"type":"string"}},"Source":{"type":"string"}}}}}}',
  );
});

const components = (...details: Json[]): JsonObject => {
  const document = inferDocument(details.map((detail) => event("s", "made", detail)));
  const { AWSEvent: _, ...others } = (document["components"] as JsonObject)[
    "schemas"
  ] as JsonObject;
  return others;
};

test("several events: what all have is required, what differs is as wide as both", () => {
  expect(components({ a: 1, b: "x", d: [] }, { a: 1.5, c: true, d: [{ e: null }] })).toEqual({
    Made: {
      type: "object",
      required: ["a", "d"],
      properties: {
        a: { type: "number", format: "double" },
        b: { type: "string" },
        c: { type: "boolean" },
        d: { type: "array", items: { $ref: "#/components/schemas/MadeItem" } },
      },
    },
    MadeItem: { type: "object", required: ["e"], properties: { e: {} } },
  });
});

test("alike objects share a component, others of the same name get a number", () => {
  const { A, B, Data, Data_1 } = components({
    a: { data: { x: 1 } },
    b: { data: { y: 1 } },
    c: { data: { x: 2 } },
  }) as Record<string, JsonObject>;
  const of = (schema: JsonObject | undefined) => (schema!["properties"] as JsonObject)["data"];
  expect([of(A), of(B)]).toEqual([
    { $ref: "#/components/schemas/Data" },
    { $ref: "#/components/schemas/Data_1" },
  ]);
  expect([Data!["required"], Data_1!["required"]]).toEqual([["x"], ["y"]]);
});

test("a detail called like the envelope, or like what every object has", () => {
  const all = components(JSON.parse('{"__proto__":{"constructor":1},"a":{"aWSEvent":{"b":1}}}'));
  expect(Object.keys(all)).toEqual(["Made", "Proto", "A", "AWSEvent_1"]);
  expect(JSON.stringify((all["Made"] as JsonObject)["properties"])).toContain('"__proto__"');
});

test.each([
  ["EC2 Instance State-change Notification", "EC2InstanceStateChangeNotification"],
  ["AWS API Call via CloudTrail", "AWSAPICallViaCloudTrail"],
  ["userCreated", "UserCreated"],
  ["surgical", "Surgical"],
  ["注文", "Event"],
])("the component of %p is %p", (text, name) => {
  expect(componentName(text)).toBe(name);
});

test("names of discovered schemas", () => {
  expect(discoveredName("scheduling.event", "surgical")).toBe("scheduling.event@Surgical");
  expect(discoveredName("aws.partner/shop.com/x", "Ticket Created")).toBe(
    "aws.partner-shop.com-x@TicketCreated",
  );
  expect(hashOrder(["a", "b"])).toEqual(["a", "b"]);
});

test("export to draft 4, as AWS exports it", () => {
  const document = inferDocument([event("users", "userCreated", { data: { id: "1" } }, [])]);
  expect(JSON.stringify(draft4Of(document))).toBe(
    '{"$schema":"http://json-schema.org/draft-04/schema#","title":"UserCreated","definitions":{"Data":{"properties":{"id":{"type":"string"}},"required":["id"],"type":"object"},"UserCreated":{"properties":{"data":{"$ref":"#/definitions/Data"}},"required":["data"],"type":"object"}},"properties":{"account":{"type":"string"},"detail":{"$ref":"#/definitions/UserCreated"},"detail-type":{"type":"string"},"id":{"type":"string"},"region":{"type":"string"},"resources":{"items":{"type":"object"},"type":"array"},"source":{"type":"string"},"time":{"format":"date-time","type":"string"},"version":{"type":"string"}},"required":["detail-type","resources","detail","id","source","time","region","version","account"],"type":"object","x-amazon-events-detail-type":"userCreated","x-amazon-events-source":"users"}',
  );
});

test("OpenAPI's own words are put into draft 4's", () => {
  const exported = draft4Of({
    components: {
      schemas: {
        Node: {
          properties: {
            nullable: { type: "string", nullable: true, enum: ["a"], example: "a" },
            next: { oneOf: [{ $ref: "#/components/schemas/Node" }] },
          },
        },
      },
    },
  });
  expect(exported).toMatchObject({
    definitions: { Node: {} },
    properties: {
      nullable: { type: ["string", "null"], enum: ["a", null] },
      next: { oneOf: [{ $ref: "#/definitions/Node" }] },
    },
  });
  expect(JSON.stringify(exported)).not.toContain("example");
});

const head = '"openapi":"3.0.0","info":{"title":"t","version":"1"},"paths":{}';

test.each<[SchemaType, string, string]>([
  ["OpenApi3", "{", "it is no JSON."],
  ["OpenApi3", "[]", "it is no JSON object."],
  ["OpenApi3", "{}", '"openapi" must be a version 3.x.x.'],
  ["OpenApi3", '{"openapi":"2.0.0"}', '"openapi" must be a version 3.x.x.'],
  ["OpenApi3", '{"openapi":"3.0.0"}', '"info" of # must be an object.'],
  ["OpenApi3", '{"openapi":"3.0.0","info":{"title":"t"}}', '"version" of #/info must be a string.'],
  [
    "OpenApi3",
    '{"openapi":"3.0.0","info":{"title":"t","version":"1"}}',
    '"paths" of # must be an object.',
  ],
  [
    "OpenApi3",
    `{${head},"components":{"schemas":{"A":1}}}`,
    "#/components/schemas/A must be an object.",
  ],
  [
    "OpenApi3",
    `{${head},"components":{"schemas":{"A":{"type":["string"]}}}}`,
    '"type" of #/components/schemas/A must be the name of a type.',
  ],
  ["JSONSchemaDraft4", '{"type":"text"}', '"type" of # must be the name of a type.'],
  [
    "JSONSchemaDraft4",
    '{"properties":{"a":{"required":[]}}}',
    "#/properties/a/required must be an array of different names, one at least.",
  ],
  ["JSONSchemaDraft4", '{"required":true}', "#/required must be an array of strings."],
  [
    "JSONSchemaDraft4",
    '{"items":[{"minLength":-1}]}',
    '"minLength" of #/items/0 must be a whole number.',
  ],
  ["JSONSchemaDraft4", '{"allOf":[]}', "#/allOf must be an array that is not empty."],
  ["JSONSchemaDraft4", '{"enum":[]}', '"enum" of # must be an array that is not empty.'],
  ["JSONSchemaDraft4", `${'{"not":'.repeat(300)}{}${"}".repeat(300)}`, "it is nested too deeply."],
])("%s refuses %p", (type, text, says) => {
  expect(() => readSchema(text, type)).toThrow(new MalformedSchema(says));
});

test.each<[SchemaType, string]>([
  ["OpenApi3", `{${head}}`],
  ["OpenApi3", `{${head},"components":{"schemas":{"A":{"$ref":"#/nowhere","nullable":true}}}}`],
  ["JSONSchemaDraft4", "{}"],
  ["JSONSchemaDraft4", '{"type":["string","null"],"additionalProperties":false,"items":[{}]}'],
  // Of AWS's own example: an event, which as a schema says nothing and is one.
  [
    "JSONSchemaDraft4",
    '{"version":"0","id":"315c","source":"aws.states","resources":[],"detail":{"output":null}}',
  ],
])("%s takes %p", (type, text) => {
  expect(readSchema(text, type)).toEqual(JSON.parse(text));
});
