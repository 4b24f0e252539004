// Deploys examples/orders with the AWS SDK for JavaScript, on Node.js:
// `node orders.mjs deploy|again|delete <template>`. Its clients are made with no argument at all.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  CloudFormation,
  paginateListStackResources,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import { S3 } from "@aws-sdk/client-s3";
import { zipSync } from "fflate";

const cloudformation = new CloudFormation();
const s3 = new S3();
const StackName = "orders";
const waiter = { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

/** The template with each function's folder as an archive in S3. */
async function packed(path) {
  await s3.createBucket({ Bucket: "artefacts" });
  let template = readFileSync(path, "utf8");
  for (const [whole, folder] of template.matchAll(/CodeUri: (\S+)/g)) {
    const from = join(dirname(path), folder);
    const files = readdirSync(from).map((name) => [name, readFileSync(join(from, name))]);
    const Key = `${folder.replace(/\W+/g, "-")}.zip`;
    const Body = zipSync(Object.fromEntries(files), { mtime: "2026-01-01" });
    await s3.putObject({ Bucket: "artefacts", Key, Body });
    template = template.replace(whole, `CodeUri: s3://artefacts/${Key}`);
  }
  return template;
}

async function changeSet(path, ChangeSetType) {
  await cloudformation.createChangeSet({
    StackName,
    ChangeSetName: ChangeSetType.toLowerCase(),
    ChangeSetType,
    TemplateBody: await packed(path),
    Capabilities: ["CAPABILITY_IAM"],
  });
  const asked = { StackName, ChangeSetName: ChangeSetType.toLowerCase() };
  await waitUntilChangeSetCreateComplete(waiter, asked);
  return asked;
}

const steps = {
  async deploy(path) {
    await cloudformation.executeChangeSet(await changeSet(path, "CREATE"));
    await waitUntilStackCreateComplete(waiter, { StackName });
    const names = [];
    for await (const page of paginateListStackResources({ client: cloudformation }, { StackName }))
      names.push(...page.StackResourceSummaries.map((r) => r.LogicalResourceId));
    assert.equal(names.length, 25);
    const { Stacks } = await cloudformation.describeStacks({ StackName });
    const outputs = Stacks[0].Outputs.map((o) => [o.OutputKey, o.OutputValue]);
    console.log(JSON.stringify(Object.fromEntries(outputs)));
  },
  async again(path) {
    await assert.rejects(changeSet(path, "UPDATE"), /didn't contain changes/);
    const input = {
      StackName,
      TemplateBody: await packed(path),
      Capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    };
    await assert.rejects(cloudformation.updateStack(input), {
      name: "ValidationError",
      message: "No updates are to be performed.",
    });
  },
  async delete() {
    await cloudformation.deleteStack({ StackName });
    await waitUntilStackDeleteComplete(waiter, { StackName });
    await assert.rejects(cloudformation.describeStacks({ StackName }), {
      name: "ValidationError",
      message: "Stack with id orders does not exist",
    });
  },
};

await steps[process.argv[2]](process.argv[3]);
