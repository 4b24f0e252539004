/** Creation and update policies that nothing obeys are named; a request made twice is done once. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: CloudFormationClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new CloudFormationClient(brume.client);
});
afterAll(() => brume.stop());

const body = (more: object = {}, Properties: object = {}) =>
  JSON.stringify({ Resources: { Queue: { Type: "AWS::SQS::Queue", Properties, ...more } } });

async function ended(StackName: string) {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!.StackStatus;
}

test.each(["CreationPolicy", "UpdatePolicy"])("%s of a queue fails the stack", async (name) => {
  const StackName = `with-${name}`;
  const TemplateBody = body({ [name]: { ResourceSignal: { Count: 1, Timeout: "PT1M" } } });
  await client.send(new CreateStackCommand({ StackName, TemplateBody }));
  expect(await ended(StackName)).toBe("ROLLBACK_COMPLETE");
  const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
  const reasons = StackEvents!.map(({ ResourceStatusReason }) => ResourceStatusReason);
  expect(reasons).toContain(`${name} of AWS::SQS::Queue is not supported by Brume.`);
});

test("a request with a token that was used is done once", async () => {
  const create = (ClientRequestToken: string) =>
    client.send(
      new CreateStackCommand({ StackName: "once", TemplateBody: body(), ClientRequestToken }),
    );
  const first = await create("made");
  expect(await ended("once")).toBe("CREATE_COMPLETE");
  expect((await create("made")).StackId).toBe(first.StackId!);
  expect(create("other")).rejects.toThrow("Stack [once] already exists");
  const update = (ClientRequestToken: string) =>
    client.send(
      new UpdateStackCommand({
        StackName: "once",
        TemplateBody: body({}, { DelaySeconds: 1 }),
        ClientRequestToken,
      }),
    );
  expect(update("made")).rejects.toThrow("Token already exists: made");
  await update("changed");
  expect(await ended("once")).toBe("UPDATE_COMPLETE");
  expect((await update("changed")).StackId).toBe(first.StackId!);
  expect(update("later")).rejects.toThrow("No updates are to be performed.");
  const remove = new DeleteStackCommand({ StackName: "once", ClientRequestToken: "changed" });
  expect(client.send(remove)).rejects.toThrow("Token already exists: changed");
});

test("a change set executed twice with one token is executed once", async () => {
  const made = { StackName: "set", ChangeSetName: "one" };
  await client.send(
    new CreateChangeSetCommand({ ...made, ChangeSetType: "CREATE", TemplateBody: body() }),
  );
  const execute = (ClientRequestToken: string) =>
    client.send(new ExecuteChangeSetCommand({ ...made, ClientRequestToken }));
  await execute("t");
  expect(await ended("set")).toBe("CREATE_COMPLETE");
  await execute("t");
  expect(execute("u")).rejects.toThrow("cannot be executed in its current status");
});
