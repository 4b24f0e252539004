/** Templates that AWS refuses when they are handed in: some made half a stack, some were taken. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: CloudFormationClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new CloudFormationClient(brume.client);
});
afterAll(() => brume.stop());

const body = (template: unknown) =>
  typeof template === "string" ? template : JSON.stringify(template);
const create = (StackName: string, template: unknown) =>
  client.send(new CreateStackCommand({ StackName, TemplateBody: body(template) }));
async function settled(StackName: string) {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!;
}
async function told(StackName: string) {
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents!.map((e) => [
    e.LogicalResourceId,
    e.ResourceStatus,
    ...(e.ResourceStatusReason === undefined ? [] : [e.ResourceStatusReason]),
  ]);
}

const queue = (more: object = {}) => ({ Type: "AWS::SQS::Queue", ...more });
const named = (QueueName: unknown) => queue({ Properties: { QueueName } });
const never = { Never: { "Fn::Equals": ["a", "b"] } };

const REFUSED: [string, unknown, string][] = [
  [
    "an unknown type",
    { Resources: { A: queue(), B: { Type: "AWS::Foo::Bar" }, C: { Type: "Foo" } } },
    "Template format error: Unrecognized resource types: [AWS::Foo::Bar, Foo]",
  ],
  [
    "a serverless type without the transform",
    { Resources: { A: { Type: "AWS::Serverless::Function" } } },
    "Template format error: Unrecognized resource types: [AWS::Serverless::Function]",
  ],
  [
    "an attribute that the type has not",
    { Resources: { A: queue(), B: named({ "Fn::GetAtt": ["A", "Foo"] }) } },
    "Template error: resource A does not support attribute type Foo in Fn::GetAtt",
  ],
  [
    "an attribute in an output",
    { Resources: { A: queue() }, Outputs: { O: { Value: { "Fn::Sub": "${A.Foo}" } } } },
    "Template error: resource A does not support attribute type Foo in Fn::GetAtt",
  ],
  [
    "an output of a resource that is not made",
    {
      Conditions: never,
      Resources: { A: queue(), B: queue({ Condition: "Never" }) },
      Outputs: { O: { Value: { "Fn::GetAtt": ["B", "Arn"] } } },
    },
    "Template format error: Unresolved resource dependencies [B] in the Outputs block of the template",
  ],
  [
    "a condition that nothing uses and nothing defines",
    { Conditions: { A: { "Fn::Not": [{ Condition: "B" }] } }, Resources: { A: queue() } },
    "Template format error: Unresolved condition dependency B in the Conditions block of the template",
  ],
  [
    "a condition of a value that nothing defines",
    { Resources: { A: named({ "Fn::If": ["B", "a", "b"] }) } },
    "Template format error: Unresolved condition dependency B in the Resources block of the template",
  ],
  [
    "conditions that need each other",
    { Conditions: { A: { Condition: "B" }, B: { Condition: "A" } }, Resources: { A: queue() } },
    "Circular dependencies between conditions: [A]",
  ],
  [
    "a policy that does not exist",
    { Resources: { A: queue({ DeletionPolicy: "Keep" }) } },
    "Template error: Unrecognized DeletionPolicy Keep for resource A",
  ],
  [
    "a snapshot of what has none",
    { Resources: { A: queue({ UpdateReplacePolicy: "Snapshot" }) } },
    "Template error: resource type AWS::SQS::Queue does not support update replace policy Snapshot",
  ],
  [
    "a policy that is a function",
    { Resources: { A: queue({ DeletionPolicy: { Ref: "AWS::Region" } }) } },
    "Template format error: Every DeletionPolicy member must be a string.",
  ],
  [
    "a format that does not exist",
    { AWSTemplateFormatVersion: "2011-01-01", Resources: { A: queue() } },
    "Template format error: 2011-01-01 is not a supported value for AWSTemplateFormatVersion.",
  ],
  [
    "a section that is null",
    "Resources:\n  A:\n    Type: AWS::SQS::Queue\nOutputs:\n",
    "[/Outputs] 'null' values are not allowed in templates",
  ],
  [
    "a property that is null",
    "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      Tags:\n        - Key:\n",
    "[/Resources/A/Type/Tags/0/Key] 'null' values are not allowed in templates",
  ],
];

describe("a template with", () => {
  test.each(REFUSED)("%s is refused", async (_what, template, message) => {
    const refused = await create("refused", template).catch((error: Error) => error);
    expect(refused).toMatchObject({ name: "ValidationError", message });
    expect(await settled("refused").catch((error: Error) => error.message)).toBe(
      "Stack with id refused does not exist",
    );
  });

  test("an unknown type is not valid", async () => {
    const TemplateBody = body({ Resources: { A: { Type: "AWS::Foo::Bar" } } });
    const refused = client.send(new ValidateTemplateCommand({ TemplateBody }));
    expect(await refused.catch((error: Error) => error.message)).toBe(
      "Template format error: Unrecognized resource types: [AWS::Foo::Bar]",
    );
  });
});

test("properties that a type has not, and those that it must have, are named with the resource", async () => {
  await create("wrong", {
    Resources: { A: { Type: "AWS::Logs::MetricFilter", Properties: { Foo: 1, Bar: 2 } } },
  });
  expect((await settled("wrong")).StackStatus).toBe("ROLLBACK_COMPLETE");
  const reasons = (await told("wrong")).filter(([, status]) => status === "CREATE_FAILED");
  expect(reasons).toEqual([
    [
      "A",
      "CREATE_FAILED",
      "Properties validation failed for resource A with message:\n" +
        "[#: required key [MetricTransformations] not found, #: required key [FilterPattern] not found, " +
        "#: required key [LogGroupName] not found, #: extraneous key [Foo] is not permitted, " +
        "#: extraneous key [Bar] is not permitted]",
    ],
  ]);
});

test("an import of what is not exported ends the stack before anything is made", async () => {
  await create("takes", {
    Conditions: never,
    Resources: {
      A: queue(),
      B: named({ "Fn::If": ["Never", { "Fn::ImportValue": "unasked" }, "b"] }),
      C: named({ "Fn::ImportValue": { "Fn::Sub": "${AWS::Region}-none" } }),
    },
  });
  expect((await settled("takes")).StackStatus).toBe("ROLLBACK_COMPLETE");
  expect((await told("takes")).reverse()).toEqual([
    ["takes", "CREATE_IN_PROGRESS", "User Initiated"],
    [
      "takes",
      "ROLLBACK_IN_PROGRESS",
      "No export named us-east-1-none found. Rollback requested by user.",
    ],
    ["takes", "ROLLBACK_COMPLETE"],
  ]);
});

test("an export of a name that is taken says so once", async () => {
  const exporting = (name: string, more: object = {}) => ({
    Resources: { A: queue(more) },
    Outputs: { O: { Value: "1", Export: { Name: name } } },
  });
  await create("first", exporting("same"));
  await settled("first");
  await create("second", exporting("same"));
  await settled("second");
  expect(await told("second")).toContainEqual([
    "second",
    "ROLLBACK_IN_PROGRESS",
    "Export with name same is already exported by stack first. Rollback requested by user.",
  ]);
  await create("third", exporting("other"));
  await settled("third");
  const TemplateBody = body(exporting("same"));
  await client.send(new UpdateStackCommand({ StackName: "third", TemplateBody }));
  expect((await settled("third")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(await told("third")).toContainEqual([
    "third",
    "UPDATE_ROLLBACK_IN_PROGRESS",
    "Export with name same is already exported by stack first",
  ]);
});

test("a stack whose export is in use is as it was after its deletion is cancelled", async () => {
  await create("gives", {
    Resources: { A: queue() },
    Outputs: { O: { Value: "1", Export: { Name: "needed" } } },
  });
  await settled("gives");
  const needing = {
    Resources: { A: queue({ Properties: { DelaySeconds: { "Fn::ImportValue": "needed" } } }) },
  };
  for (const name of ["b", "a", "c"]) {
    await create(name, needing);
    await settled(name);
  }
  await client.send(new DeleteStackCommand({ StackName: "gives" }));
  const reason = "Delete canceled. Cannot delete export needed as it is in use by a, b and c.";
  expect(await settled("gives")).toMatchObject({
    StackStatus: "CREATE_COMPLETE",
    StackStatusReason: reason,
  });
  expect((await told("gives")).slice(0, 2)).toEqual([
    ["gives", "CREATE_COMPLETE", reason],
    ["gives", "DELETE_IN_PROGRESS", "User Initiated"],
  ]);
  const changed = { Resources: { A: queue() }, Outputs: {} };
  await client.send(new UpdateStackCommand({ StackName: "gives", TemplateBody: body(changed) }));
  await settled("gives");
  expect(await told("gives")).toContainEqual([
    "gives",
    "UPDATE_ROLLBACK_IN_PROGRESS",
    "Export needed cannot be deleted as it is in use by a, b and c",
  ]);
  for (const StackName of ["a", "b", "c", "gives"]) {
    await client.send(new DeleteStackCommand({ StackName }));
    await settled(StackName).catch(() => undefined);
  }
  expect(await settled("gives").catch((error: Error) => error.message)).toBe(
    "Stack with id gives does not exist",
  );
});

test("what a service refuses is told with the service, the status and the request", async () => {
  await create("refuses", { Resources: { A: queue({ Properties: { DelaySeconds: -1 } }) } });
  await settled("refuses");
  const [reason] = (await told("refuses")).filter(([, status]) => status === "CREATE_FAILED");
  expect(reason![2]).toMatch(
    /^Resource handler returned message: "Invalid value for the parameter DelaySeconds\. \(Service: Sqs, Status Code: 400, Request ID: [-0-9a-f]{36}\) \(SDK Attempt Count: 1\)" \(RequestToken: [-0-9a-f]{36}, HandlerErrorCode: InvalidRequest\)$/,
  );
});
