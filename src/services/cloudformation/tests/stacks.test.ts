/** Stacks through the port, with AWS's own client. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListExportsCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { services } from "#services/index";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: CloudFormationClient;
let sqs: SQSClient;

beforeAll(async () => {
  const own = {
    id: "cloudformation",
    load: () => import("../service.ts"),
    wakes: true,
    paths: ["/_aws/cloudformation/"],
  };
  brume = await testBrume({
    services: [...services.filter((s) => s.id !== "cloudformation"), own],
  } as never);
  client = new CloudFormationClient(brume.client);
  sqs = new SQSClient(brume.client);
});
afterAll(() => brume.stop());

async function stack(StackName: string) {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!;
}
const create = (StackName: string, template: unknown, more: object = {}) =>
  client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: typeof template === "string" ? template : JSON.stringify(template),
      ...more,
    }),
  );
const update = (StackName: string, template: unknown, more: object = {}) =>
  client.send(
    new UpdateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...more }),
  );
async function events(StackName: string) {
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents!
    .reverse()
    .map((e) =>
      [e.LogicalResourceId, e.ResourceStatus, e.ResourceStatusReason]
        .filter((x) => x !== undefined)
        .join(" "),
    );
}
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no error",
    (error) => error.message,
  );
const queue = (properties: object = {}) => ({ Type: "AWS::SQS::Queue", Properties: properties });

describe("stacks", () => {
  test("a stack is made, shown, changed and removed", async () => {
    const template = {
      Parameters: { Seconds: { Type: "Number", Default: "30" } },
      Resources: {
        Dead: queue(),
        Jobs: queue({
          VisibilityTimeout: { Ref: "Seconds" },
          RedrivePolicy: {
            deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] },
            maxReceiveCount: 3,
          },
        }),
      },
      Outputs: {
        Url: { Value: { Ref: "Jobs" }, Export: { Name: "jobs-url" } },
        Arn: { Value: { "Fn::GetAtt": "Jobs.Arn" } },
      },
    };
    await create("first", template);
    const made = await stack("first");
    expect(made.StackStatus).toBe("CREATE_COMPLETE");
    expect(made.Outputs!.find((o) => o.OutputKey === "Arn")!.OutputValue).toMatch(
      /:first-Jobs-[A-Za-z0-9]{12}$/,
    );
    expect(await events("first")).toEqual([
      "first CREATE_IN_PROGRESS User Initiated",
      "Dead CREATE_IN_PROGRESS",
      "Dead CREATE_IN_PROGRESS Resource creation Initiated",
      "Dead CREATE_COMPLETE",
      "Jobs CREATE_IN_PROGRESS",
      "Jobs CREATE_IN_PROGRESS Resource creation Initiated",
      "Jobs CREATE_COMPLETE",
      "first CREATE_COMPLETE",
    ]);
    const { Exports } = await client.send(new ListExportsCommand({}));
    expect(Exports!.map((e) => e.Name)).toEqual(["jobs-url"]);
    expect(await failure(update("first", template))).toBe("No updates are to be performed.");
    await update("first", template, {
      Parameters: [{ ParameterKey: "Seconds", ParameterValue: "60" }],
    });
    expect((await stack("first")).StackStatus).toBe("UPDATE_COMPLETE");
    expect((await events("first")).slice(8)).toEqual([
      "first UPDATE_IN_PROGRESS User Initiated",
      "Jobs UPDATE_IN_PROGRESS",
      "Jobs UPDATE_COMPLETE",
      "first UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "first UPDATE_COMPLETE",
    ]);
    await client.send(new DeleteStackCommand({ StackName: "first" }));
    expect((await stack(made.StackId!)).StackStatus).toBe("DELETE_COMPLETE");
    expect(await failure(stack("first"))).toBe("Stack with id first does not exist");
    expect(
      (await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "first-" }))).QueueUrls,
    ).toBeUndefined();
  });

  test("a replaced resource gets a new name, and the old one goes", async () => {
    await create("swap", { Resources: { Q: queue({ QueueName: "swap-one" }) } });
    expect((await stack("swap")).StackStatus).toBe("CREATE_COMPLETE");
    await update("swap", { Resources: { Q: queue({ QueueName: "swap-two" }) } });
    expect((await stack("swap")).StackStatus).toBe("UPDATE_COMPLETE");
    const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "swap-" }));
    expect(QueueUrls!.map((u) => u.split("/").at(-1))).toEqual(["swap-two"]);
  });

  test("a failed creation rolls back and says why", async () => {
    await create("bad", {
      Resources: {
        Good: queue(),
        Bad: { ...queue({ VisibilityTimeout: 999_999 }), DependsOn: "Good" },
      },
    });
    const row = await stack("bad");
    expect(row.StackStatus).toBe("ROLLBACK_COMPLETE");
    const all = await events("bad");
    expect(all).toContain(
      "bad ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Bad]. Rollback requested by user.",
    );
    expect(all.find((e) => e.startsWith("Bad CREATE_FAILED"))).toContain(
      "Invalid value for the parameter VisibilityTimeout",
    );
    expect(
      (await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "bad-" }))).QueueUrls,
    ).toBeUndefined();
  });

  test("a failed update goes back to what was", async () => {
    await create("back", { Resources: { A: queue({ DelaySeconds: 1 }) } });
    await stack("back");
    await update("back", {
      Resources: {
        A: queue({ DelaySeconds: 2 }),
        B: queue({ QueueName: "back-b" }),
        C: { ...queue({ VisibilityTimeout: -5 }), DependsOn: ["A", "B"] },
      },
    });
    expect((await stack("back")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "back-" }));
    expect(QueueUrls!.length).toBe(1);
    const { StackResources } = await client.send(
      new DescribeStackResourcesCommand({ StackName: "back" }),
    );
    expect(StackResources!.map((r) => r.LogicalResourceId)).toEqual(["A"]);
    expect(await failure(update("back", { Resources: { A: queue({ DelaySeconds: 1 }) } }))).toBe(
      "No updates are to be performed.",
    );
  });

  test("what is not supported names itself", async () => {
    await create("odd", {
      Resources: {
        X: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16" } },
      },
    });
    expect((await stack("odd")).StackStatus).toBe("ROLLBACK_COMPLETE");
    expect((await events("odd")).find((e) => e.startsWith("X CREATE_FAILED"))).toContain(
      "AWS::EC2::VPC is not supported",
    );
    await create("odd2", { Resources: { X: queue({ Colour: "red" }) } });
    await stack("odd2");
    expect((await events("odd2")).find((e) => e.startsWith("X CREATE_FAILED"))).toContain(
      "extraneous key [Colour] is not permitted",
    );
  });

  test("a change set that changes nothing has failed", async () => {
    const TemplateBody = JSON.stringify({ Resources: { Q: queue({ DelaySeconds: 5 }) } });
    await client.send(
      new CreateChangeSetCommand({
        StackName: "sets",
        ChangeSetName: "one",
        ChangeSetType: "CREATE",
        TemplateBody,
      }),
    );
    expect((await stack("sets")).StackStatus).toBe("REVIEW_IN_PROGRESS");
    const first = await client.send(
      new DescribeChangeSetCommand({ StackName: "sets", ChangeSetName: "one" }),
    );
    expect([first.Status, first.Changes![0]!.ResourceChange!.Action]).toEqual([
      "CREATE_COMPLETE",
      "Add",
    ]);
    await client.send(new ExecuteChangeSetCommand({ StackName: "sets", ChangeSetName: "one" }));
    expect((await stack("sets")).StackStatus).toBe("CREATE_COMPLETE");
    await client.send(
      new CreateChangeSetCommand({ StackName: "sets", ChangeSetName: "two", TemplateBody }),
    );
    const second = await client.send(
      new DescribeChangeSetCommand({ StackName: "sets", ChangeSetName: "two" }),
    );
    expect([second.Status, second.StatusReason]).toEqual([
      "FAILED",
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    ]);
    const changed = JSON.stringify({ Resources: { Q: queue({ DelaySeconds: 6 }), R: queue() } });
    await client.send(
      new CreateChangeSetCommand({
        StackName: "sets",
        ChangeSetName: "three",
        TemplateBody: changed,
      }),
    );
    const third = await client.send(
      new DescribeChangeSetCommand({ StackName: "sets", ChangeSetName: "three" }),
    );
    expect(
      third.Changes!.map(
        (c) =>
          `${c.ResourceChange!.Action} ${c.ResourceChange!.LogicalResourceId} ${c.ResourceChange!.Replacement}`,
      ),
    ).toEqual(["Modify Q False", "Add R undefined"]);
  });

  test("a wait condition waits for its signal, or for its time", async () => {
    const template = {
      Resources: {
        H: { Type: "AWS::CloudFormation::WaitConditionHandle" },
        W: {
          Type: "AWS::CloudFormation::WaitCondition",
          Properties: { Handle: { Ref: "H" }, Timeout: "60" },
        },
      },
      Outputs: { Data: { Value: { "Fn::GetAtt": ["W", "Data"] } } },
    };
    await create("waits", template);
    expect((await stack("waits")).StackStatus).toBe("CREATE_IN_PROGRESS");
    const { StackResources } = await client.send(
      new DescribeStackResourcesCommand({ StackName: "waits" }),
    );
    const url = StackResources!.find((r) => r.LogicalResourceId === "H")!.PhysicalResourceId!;
    await fetch(url, {
      method: "PUT",
      body: JSON.stringify({ Status: "SUCCESS", UniqueId: "1", Data: "done", Reason: "" }),
    });
    const made = await stack("waits");
    expect([made.StackStatus, made.Outputs![0]!.OutputValue]).toEqual([
      "CREATE_COMPLETE",
      '{"1":"done"}',
    ]);
    await create("late", template);
    await stack("late");
    await brume.advance(61_000);
    expect((await stack("late")).StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(await events("late")).toContain(
      "W CREATE_FAILED WaitCondition timed out. Received 0 conditions when expecting 1",
    );
  });

  test("capabilities and templates are checked before anything is made", async () => {
    const role = {
      Resources: {
        R: {
          Type: "AWS::IAM::Role",
          Properties: { RoleName: "named", AssumeRolePolicyDocument: {} },
        },
      },
    };
    expect(await failure(create("caps", role, { Capabilities: ["CAPABILITY_IAM"] }))).toBe(
      "Requires capabilities : [CAPABILITY_NAMED_IAM]",
    );
    expect(
      await failure(
        client.send(
          new ValidateTemplateCommand({
            TemplateBody:
              '{"Resources":{"A":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":{"Ref":"Nope"}}}}}',
          }),
        ),
      ),
    ).toBe(
      "Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template",
    );
  });

  test("twenty small resources are quick", async () => {
    const Resources = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`Q${i}`, queue()]));
    const began = performance.now();
    await create("twenty", { Resources });
    expect((await stack("twenty")).StackStatus).toBe("CREATE_COMPLETE");
    console.info(`20 queues: ${(performance.now() - began).toFixed(1)} ms`);
  });
});
