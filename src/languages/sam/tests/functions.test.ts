/** Functions: roles, versions, policies, events, globals, references, and the errors of each. */
import { expect, test } from "bun:test";
import { SamError, transform } from "../transform.ts";

type Json = Record<string, unknown>;
type Resources = Record<string, { Type: string; Properties: Json; DependsOn?: unknown }>;

const options = {
  parameterValues: { Stage: "beta" },
  region: "eu-west-1",
  partition: "aws",
  managedPolicies: { AmazonSQSFullAccess: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" },
};

const base = { Runtime: "nodejs22.x", Handler: "index.handler", InlineCode: "exports.x = 1" };
const fn = (more: Json = {}): Json => ({
  Type: "AWS::Serverless::Function",
  Properties: { ...base, ...more },
});

function made(resources: Json, sections: Json = {}): Resources {
  return transform({ ...sections, Resources: resources }, options)["Resources"] as Resources;
}

function refused(resources: Json, sections: Json = {}): string {
  try {
    made(resources, sections);
  } catch (error) {
    if (error instanceof SamError) return error.errorMessage.replace(/^.*found: \d+\. /, "");
    throw error;
  }
  return "";
}

test("a function has a role that may write logs, with what its properties need", () => {
  const { Work, WorkRole } = made({
    Work: fn({ Tracing: "Active", VpcConfig: { SubnetIds: [] }, Policies: "AmazonSQSFullAccess" }),
  });
  expect(Work!.Properties["Role"]).toEqual({ "Fn::GetAtt": ["WorkRole", "Arn"] });
  const arns = WorkRole!.Properties["ManagedPolicyArns"] as string[];
  expect(arns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1))).toEqual([
    "AWSLambdaBasicExecutionRole",
    "AWSXrayWriteOnlyAccess",
    "AWSLambdaVPCAccessExecutionRole",
    "AmazonSQSFullAccess",
  ]);
});

test("a policy template becomes statements with its parameters put in", () => {
  const { WorkRole } = made({
    Work: fn({ Policies: [{ SQSPollerPolicy: { QueueName: { Ref: "Jobs" } } }] }),
  });
  const [policy] = WorkRole!.Properties["Policies"] as Json[];
  expect(policy!["PolicyName"]).toBe("WorkRolePolicy0");
  expect(JSON.stringify(policy)).toContain('{"queueName":{"Ref":"Jobs"}}');
});

test("a version's id changes with the code and the memory, not with the description", () => {
  const version = (more: Json) =>
    Object.entries(made({ Work: fn({ AutoPublishAlias: { Ref: "Stage" }, ...more }) })).find(
      ([, { Type }]) => Type === "AWS::Lambda::Version",
    )![0];
  expect(version({})).toBe(version({ Description: "new" }));
  expect(version({})).not.toBe(version({ MemorySize: 512 }));
  expect(version({})).not.toBe(version({ InlineCode: "exports.x = 2" }));
});

test("the template may refer to what was made: an alias, a layer by the id it had", () => {
  const resources = made({
    Work: fn({ AutoPublishAlias: "live-1", Layers: [{ Ref: "Shared" }] }),
    Shared: { Type: "AWS::Serverless::LayerVersion", Properties: { ContentUri: "s3://b/k" } },
    Seen: {
      Type: "Custom::Seen",
      DependsOn: "Shared",
      Properties: { A: { Ref: "Work.Alias" }, B: { "Fn::Sub": "${Work.Version}" } },
    },
  });
  const idOf = (type: string) => Object.keys(resources).find((id) => resources[id]!.Type === type)!;
  expect(resources["Seen"]!.Properties).toEqual({
    A: { Ref: "WorkAliasliveD1" },
    B: { "Fn::Sub": `\${${idOf("AWS::Lambda::Version")}}` },
  });
  const layer = idOf("AWS::Lambda::LayerVersion");
  expect(layer).toMatch(/^Shared[0-9a-f]{10}$/);
  expect(resources["Seen"]!.DependsOn).toBe(layer);
  expect(resources["Work"]!.Properties["Layers"]).toEqual([{ Ref: layer }]);
});

test("events make permissions, mappings and rules, and change the bucket they come from", () => {
  const resources = made({
    Files: { Type: "AWS::S3::Bucket" },
    Work: fn({
      Events: {
        Put: { Type: "S3", Properties: { Bucket: { Ref: "Files" }, Events: "s3:ObjectCreated:*" } },
        Job: { Type: "SQS", Properties: { Queue: "arn:aws:sqs:eu-west-1:1:jobs" } },
        Tick: { Type: "Schedule", Properties: { Schedule: "rate(1 hour)", Enabled: false } },
      },
    }),
  });
  expect(Object.keys(resources).sort()).toEqual(
    ["Files", "Work", "WorkJob", "WorkPutPermission", "WorkRole", "WorkTick"].concat(
      "WorkTickPermission",
    ),
  );
  expect(resources["Files"]!.DependsOn).toEqual(["WorkPutPermission"]);
  expect(resources["WorkTick"]!.Properties["State"]).toBe("DISABLED");
  expect(resources["WorkRole"]!.Properties["ManagedPolicyArns"]).toContain(
    "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole",
  );
});

test("globals: maps merge, lists add up, what a resource ignores stays out", () => {
  const { One, Two } = made(
    {
      One: fn({ Environment: { Variables: { B: 2 } }, Layers: ["two"] }),
      Two: { ...fn(), IgnoreGlobals: ["Layers"] },
    },
    { Globals: { Function: { Environment: { Variables: { A: 1 } }, Layers: ["one"] } } },
  );
  expect(One!.Properties["Environment"]).toEqual({ Variables: { A: 1, B: 2 } });
  expect(One!.Properties["Layers"]).toEqual(["one", "two"]);
  expect(Two!.Properties["Layers"]).toBeUndefined();
});

const id = (name: string, words: string) => `Resource with id [${name}] is invalid. ${words}`;

const REFUSED: readonly (readonly [string, Json, Json, string])[] = [
  [
    "unknown property",
    { Colour: 1 },
    {},
    "property Colour not defined for resource of type AWS::Serverless::Function",
  ],
  ["wrong type", { Tags: ["a"] }, {}, "Property 'Tags' should be a map."],
  ["no code", { InlineCode: null }, {}, "Only one of 'InlineCode' or 'CodeUri' can be set."],
  [
    "bad place",
    { InlineCode: null, CodeUri: "./src" },
    {},
    "'CodeUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
  ],
  [
    "concurrency without alias",
    { ProvisionedConcurrencyConfig: { A: 1 } },
    {},
    "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function",
  ],
  [
    "event without type",
    { Events: { E: { Type: "Nope" } } },
    {},
    "Event with id [E] is invalid. Resource dict has missing or invalid value for key Type. Event Type is: Nope.",
  ],
  [
    "policy without parameters",
    { Policies: [{ SQSPollerPolicy: {} }] },
    {},
    "Following required parameters of template 'SQSPollerPolicy' don't have values: ['QueueName']",
  ],
];

test.each(REFUSED)("refused: %s", (_name, properties, sections, words) => {
  expect(refused({ Work: fn(properties) }, sections)).toBe(id("Work", words));
});

test("several errors stand in the order of their resources' ids; resources that clash are told", () => {
  expect(refused({ Zeta: fn({ Tags: 1 }), Alpha: fn({ Role: [] }) })).toBe(
    `${id("Alpha", "Property 'Role' should be a string.")} ${id("Zeta", "Property 'Tags' should be a map.")}`,
  );
  expect(refused({ Work: fn(), WorkRole: { Type: "AWS::IAM::Role" } })).toStartWith(
    'Transforming resource with id [Work] attempts to create a new resource with id [WorkRole] and type "AWS::IAM::Role".',
  );
});

test("user-chosen names cannot reach a prototype", () => {
  const events = JSON.parse('{"__proto__": {"Type": "Schedule", "Properties": {}}}');
  expect(refused({ Work: fn({ Events: events }) })).toContain("Logical ids must be alphanumeric");
  const tags = JSON.parse('{"__proto__": "x"}');
  expect(made({ Work: fn({ Tags: tags }) })["Work"]!.Properties["Tags"]).toContainEqual({
    Key: "__proto__",
    Value: "x",
  });
});

test("functions that have a destination from the globals send to the one made for the first", () => {
  const DestinationConfig = { OnFailure: { Type: "SQS" } };
  const resources = made(
    { A: fn(), B: fn({ EventInvokeConfig: { MaximumRetryAttempts: 1 } }) },
    { Globals: { Function: { EventInvokeConfig: { DestinationConfig } } } },
  );
  const queue = { "Fn::GetAtt": ["AEventInvokeConfigOnFailureQueue", "Arn"] };
  for (const id of ["AEventInvokeConfig", "BEventInvokeConfig"])
    expect(resources[id]!.Properties["DestinationConfig"]).toEqual({
      OnFailure: { Destination: queue },
    });
  expect(Object.keys(resources).filter((id) => resources[id]!.Type === "AWS::SQS::Queue")).toEqual([
    "AEventInvokeConfigOnFailureQueue",
  ]);
});

test("of two faults the one that is written first is told, in templates with a REST API too", () => {
  const Get = { Type: "Api", Properties: { Path: "/", Method: "get" } };
  for (const [first, second] of [
    ["IoTRule", "KinesisStream"],
    ["KinesisStream", "IoTRule"],
  ] as const)
    expect(refused({ Work: fn({ Events: { Get, [first]: {}, [second]: {} } }) })).toContain(
      `Event with id [${first}] is invalid.`,
    );
});

test("an HTTP API that says nothing of its callers defines no authorizers", () => {
  const event = { ApiId: { Ref: "Web" }, Path: "/", Method: "get", Auth: { Authorizer: "Own" } };
  const Work = fn({ Events: { Get: { Type: "HttpApi", Properties: event } } });
  const api = (Properties: Json) => ({ Type: "AWS::Serverless::HttpApi", Properties });
  const start = "Unable to set Authorizer [Own] on API method [get] for path [/]";
  expect(refused({ Web: api({}), Work })).toContain(
    `${start} because the related API does not define any Authorizers.`,
  );
  expect(refused({ Web: api({ Auth: { EnableIamAuthorizer: true } }), Work })).toContain(
    `${start}. The method authorizer must be a string with a corresponding dict entry in the api authorizer.`,
  );
});

test("a REST API without properties is refused for its stage alone", () => {
  const event = {
    RestApiId: { Ref: "Web" },
    Path: "/",
    Method: "get",
    Auth: { Authorizer: "Own" },
  };
  const Work = fn({ Events: { Get: { Type: "Api", Properties: event } } });
  expect(refused({ Web: { Type: "AWS::Serverless::Api" }, Work })).toBe(
    "Resource with id [Web] is invalid. Missing required property 'StageName'.",
  );
});
