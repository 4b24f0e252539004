/** Failure options, deletion and stack policies, exports, parameters from elsewhere. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListImportsCommand,
  RollbackStackCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: CloudFormationClient;
let sqs: SQSClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new CloudFormationClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());

async function status(StackName: string) {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!.StackStatus;
}
const create = (StackName: string, template: unknown, more: object = {}) =>
  client.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...more }),
  );
const update = (StackName: string, template: unknown, more: object = {}) =>
  client.send(
    new UpdateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...more }),
  );
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no error",
    (error) => error.message,
  );
const queue = (Properties: object = {}, more: object = {}) => ({
  Type: "AWS::SQS::Queue",
  Properties,
  ...more,
});
const bad = queue({ VisibilityTimeout: -1 });
async function queues(prefix: string) {
  const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  return (QueueUrls ?? []).map((url) => url.split("/").at(-1));
}

test("a failed creation may stay as it is, or go", async () => {
  const Resources = {
    A: queue({ QueueName: "stay-a" }),
    B: { ...bad, DependsOn: "A" },
  };
  await create("stay", { Resources }, { OnFailure: "DO_NOTHING" });
  expect([await status("stay"), await queues("stay")]).toEqual(["CREATE_FAILED", ["stay-a"]]);
  await client.send(new RollbackStackCommand({ StackName: "stay" }));
  expect([await status("stay"), await queues("stay")]).toEqual(["ROLLBACK_COMPLETE", []]);
  const { StackId } = await create("go", { Resources }, { OnFailure: "DELETE" });
  expect(await status(StackId!)).toBe("DELETE_COMPLETE");
});

test("a failed update may stay, be mended, or go back", async () => {
  await create("mend", { Resources: { A: queue({ DelaySeconds: 1 }) } });
  await status("mend");
  const broken = { Resources: { A: queue({ DelaySeconds: 2 }), B: { ...bad, DependsOn: "A" } } };
  await update("mend", broken, { DisableRollback: true });
  expect(await status("mend")).toBe("UPDATE_FAILED");
  await update("mend", { Resources: { A: queue({ DelaySeconds: 3 }), B: queue() } });
  expect(await status("mend")).toBe("UPDATE_COMPLETE");
  await update(
    "mend",
    { Resources: { A: queue({ DelaySeconds: 4 }), C: bad } },
    { DisableRollback: true },
  );
  expect(await status("mend")).toBe("UPDATE_FAILED");
  await client.send(new RollbackStackCommand({ StackName: "mend" }));
  expect(await status("mend")).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect((await queues("mend")).length).toBe(2);
});

test("what is retained stays, what is protected is not touched", async () => {
  const Resources = {
    Kept: queue({ QueueName: "kept" }, { DeletionPolicy: "Retain" }),
    Gone: queue({ QueueName: "gone" }),
  };
  await create("policies", { Resources }, { EnableTerminationProtection: true });
  await status("policies");
  expect(await failure(client.send(new DeleteStackCommand({ StackName: "policies" })))).toBe(
    "Stack [policies] cannot be deleted while TerminationProtection is enabled",
  );
  await client.send(
    new UpdateTerminationProtectionCommand({
      StackName: "policies",
      EnableTerminationProtection: false,
    }),
  );
  const { StackId } = (await client.send(new DescribeStacksCommand({ StackName: "policies" })))
    .Stacks![0]!;
  await client.send(new DeleteStackCommand({ StackName: "policies" }));
  expect(await status(StackId!)).toBe("DELETE_COMPLETE");
  expect([await queues("kept"), await queues("gone")]).toEqual([["kept"], []]);

  const StackPolicyBody = JSON.stringify({
    Statement: [
      { Effect: "Deny", Action: "Update:*", Principal: "*", Resource: "LogicalResourceId/A" },
      { Effect: "Allow", Action: "Update:*", Principal: "*", Resource: "*" },
    ],
  });
  await create("locked", { Resources: { A: queue(), B: queue() } }, { StackPolicyBody });
  await status("locked");
  await update("locked", { Resources: { A: queue({ DelaySeconds: 1 }), B: queue() } });
  expect(await status("locked")).toBe("UPDATE_ROLLBACK_COMPLETE");
  const { StackEvents } = await client.send(
    new DescribeStackEventsCommand({ StackName: "locked" }),
  );
  expect(StackEvents!.find((e) => e.ResourceStatus === "UPDATE_FAILED")!.ResourceStatusReason).toBe(
    "Action denied by stack policy",
  );
  await update("locked", { Resources: { A: queue(), B: queue({ DelaySeconds: 1 }) } });
  expect(await status("locked")).toBe("UPDATE_COMPLETE");
  await update("locked", { Resources: { B: queue({ DelaySeconds: 1 }) } });
  expect([await status("locked"), (await queues("locked")).length]).toEqual([
    "UPDATE_ROLLBACK_COMPLETE",
    2,
  ]);
});

test("an export in use stays", async () => {
  const exporting = (Value: string) => ({
    Resources: { A: queue() },
    Outputs: { O: { Value, Export: { Name: "shared" } } },
  });
  await create("gives", exporting("7"));
  await status("gives");
  await create("takes", {
    Resources: { B: queue({ DelaySeconds: { "Fn::ImportValue": "shared" } }) },
  });
  expect(await status("takes")).toBe("CREATE_COMPLETE");
  const { Imports } = await client.send(new ListImportsCommand({ ExportName: "shared" }));
  expect(Imports).toEqual(["takes"]);
  await client.send(new DeleteStackCommand({ StackName: "gives" }));
  expect(await status("gives")).toBe("CREATE_COMPLETE");
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: "gives" }));
  expect(StackEvents![0]!.ResourceStatusReason).toBe(
    "Delete canceled. Cannot delete export shared as it is in use by takes.",
  );
  await create("twice", exporting("8"));
  expect(await status("twice")).toBe("ROLLBACK_COMPLETE");
});

test("values come from Parameter Store and Secrets Manager", async () => {
  const call = (service: string, operation: string, input: object) =>
    brume.kernel.call(
      brume.kernel.factsFor({
        account: "000000000000",
        region: "us-east-1",
        via: "call",
        operation,
      }),
      service,
      operation,
      input as never,
    );
  await call("ssm", "PutParameter", { Name: "/delay", Value: "9", Type: "String" });
  await call("secretsmanager", "CreateSecret", { Name: "s", SecretString: '{"n":"from-secret"}' });
  await create("values", {
    Parameters: {
      Delay: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/delay" },
      Hidden: { Type: "String", NoEcho: true, Default: "x" },
    },
    Resources: {
      Q: queue({
        QueueName: "{{resolve:secretsmanager:s:SecretString:n}}",
        DelaySeconds: { Ref: "Delay" },
        VisibilityTimeout: "{{resolve:ssm:/delay}}",
      }),
    },
  });
  expect(await status("values")).toBe("CREATE_COMPLETE");
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: "values" }));
  expect(Stacks![0]!.Parameters).toEqual([
    { ParameterKey: "Delay", ParameterValue: "/delay", ResolvedValue: "9" },
    { ParameterKey: "Hidden", ParameterValue: "****" },
  ]);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: `${brume.url}/000000000000/from-secret`,
      AttributeNames: ["All"],
    }),
  );
  expect([Attributes!["DelaySeconds"], Attributes!["VisibilityTimeout"]]).toEqual(["9", "9"]);
});

test("loops of the language extensions are written out, in YAML's short tags", async () => {
  const TemplateBody = `
Transform: AWS::LanguageExtensions
Parameters:
  Names: { Type: CommaDelimitedList, Default: "loop-a,loop-b" }
Mappings:
  Delays: { loopa: { s: 4 } }
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - Queue&{Name}:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub "\${Name}"
          DelaySeconds: !FindInMap [Delays, "&{Name}", s, { DefaultValue: 7 }]
Outputs:
  Count: { Value: !Length [1, 2, 3] }
`;
  await client.send(
    new CreateStackCommand({
      StackName: "loops",
      TemplateBody,
      Capabilities: ["CAPABILITY_AUTO_EXPAND"],
    }),
  );
  expect([await status("loops"), await queues("loop-")]).toEqual([
    "CREATE_COMPLETE",
    ["loop-a", "loop-b"],
  ]);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: `${brume.url}/000000000000/loop-b`,
      AttributeNames: ["DelaySeconds"],
    }),
  );
  expect(Attributes!["DelaySeconds"]).toBe("7");
  expect(
    await failure(
      client.send(
        new UpdateStackCommand({
          StackName: "loops",
          TemplateBody,
          Capabilities: ["CAPABILITY_AUTO_EXPAND"],
        }),
      ),
    ),
  ).toBe("No updates are to be performed.");
});
