/** `sam deploy` makes its bucket by a change set of a SAM template without any capabilities. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
let client: CloudFormationClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new CloudFormationClient(brume.client);
});
afterAll(() => brume.stop());

const Transform = "AWS::Serverless-2016-10-31";
const Bucket = { Type: "AWS::S3::Bucket" };
const Nested = { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://x/y" } };

const told = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => "made",
    (error: Error) => `${error.name}: ${error.message}`,
  );
const changeSet = (StackName: string, Resources: object): Promise<string> =>
  told(
    client.send(
      new CreateChangeSetCommand({
        StackName,
        ChangeSetName: "first",
        ChangeSetType: "CREATE",
        TemplateBody: JSON.stringify({ Transform, Resources }),
      }),
    ),
  );

const REFUSED =
  "InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_AUTO_EXPAND]";

test("a change set shows what a macro made, and so needs no consent to it", async () => {
  expect(await changeSet("shown", { Bucket })).toBe("made");
  expect(await changeSet("unseen", { Bucket, Nested })).toBe(REFUSED);
});

test("a stack made at once needs it", async () => {
  const TemplateBody = JSON.stringify({ Transform, Resources: { Bucket } });
  const made = client.send(new CreateStackCommand({ StackName: "direct", TemplateBody }));
  expect(await told(made)).toBe(REFUSED);
});
