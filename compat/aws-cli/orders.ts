/** `aws cloudformation deploy` of examples/orders, twice, and its deletion. */
import { expect } from "bun:test";
import { join } from "node:path";
import { copyOrders, driveOrders, type Looks } from "../orders.ts";
import type { Aws, Cli } from "./cli.ts";

const DEPLOY = ["cloudformation", "deploy", "--stack-name", "orders"];
const PACKAGED = ["--template-file", "packaged.yaml", "--capabilities", "CAPABILITY_IAM"];

/** @param packager The AWS CLI that puts the code into S3, where it is not the same one. */
export function deploysOrders({ it, begin, generation }: Cli, packager?: string): void {
  it("cloudformation package and deploy bring the application up", async () => {
    const one = await begin();
    const template = copyOrders(one.folder);
    expect(await one.text("s3", "mb", "s3://artefacts")).toContain("make_bucket: artefacts");
    const packaged = join(one.folder, "packaged.yaml");
    const pack = [
      ...["cloudformation", "package", "--template-file", template],
      ...["--s3-bucket", "artefacts", "--output-template-file", packaged],
    ];
    await (packager === undefined ? one.text(...pack) : one.must(packager, pack));
    expect(await one.text(...DEPLOY, ...PACKAGED)).toContain(
      "Successfully created/updated stack - orders",
    );
    const { Stacks } = await one.aws("cloudformation", "describe-stacks", "--stack-name", "orders");
    const outputs = Stacks[0].Outputs as { OutputKey: string; OutputValue: string }[];
    await driveOrders(
      one.brume.url,
      Object.fromEntries(outputs.map((o) => [o.OutputKey, o.OutputValue])),
      looks(one),
    );
    const { Functions } = await one.aws("lambda", "list-functions");
    expect(Functions).toHaveLength(3);
  });

  it("a second cloudformation deploy finds nothing to change", async () => {
    const one = await begin();
    const again = await one.ended(...DEPLOY, ...PACKAGED);
    // Version 1 takes an empty change set for a failure unless told otherwise, version 2 does not.
    expect([again.code, again.out + again.err]).toEqual([
      generation === 1 ? 255 : 0,
      expect.stringContaining("No changes to deploy. Stack orders is up to date"),
    ]);
  });

  it("cloudformation's own commands: events, resources, drift-free template, delete", async () => {
    const one = await begin();
    const stack = ["--stack-name", "orders"];
    const { StackEvents } = await one.aws("cloudformation", "describe-stack-events", ...stack);
    expect(StackEvents[0]).toMatchObject({
      LogicalResourceId: "orders",
      ResourceStatus: "CREATE_COMPLETE",
    });
    const { StackResourceSummaries } = await one.aws(
      "cloudformation",
      "list-stack-resources",
      ...stack,
    );
    expect(StackResourceSummaries.length).toBe(25);
    const { TemplateBody } = await one.aws("cloudformation", "get-template", ...stack);
    expect(TemplateBody).toContain("AWS::Serverless-2016-10-31");
    await one.text("cloudformation", "delete-stack", ...stack);
    await one.text("cloudformation", "wait", "stack-delete-complete", ...stack);
    expect(await one.refused("cloudformation", "describe-stacks", ...stack)).toContain(
      "An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id orders does not exist",
    );
    expect((await one.aws("lambda", "list-functions")).Functions).toEqual([]);
  });
}

function looks({ aws }: Aws): Looks {
  return {
    async item(table, id) {
      const key = JSON.stringify({ id: { S: id } });
      return (await aws("dynamodb", "get-item", "--table-name", table, "--key", key))?.Item;
    },
    async receive(url) {
      const at = ["--queue-url", url];
      const { Messages } = await aws("sqs", "receive-message", ...at, "--wait-time-seconds", "10");
      const { ReceiptHandle, Body } = Messages[0];
      await aws("sqs", "delete-message", ...at, "--receipt-handle", ReceiptHandle);
      return Body;
    },
    async logLines(group) {
      const { events } = await aws("logs", "filter-log-events", "--log-group-name", group);
      return events.map(({ message }: { message: string }) => message);
    },
  };
}
