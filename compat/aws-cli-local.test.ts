/** The commands that put Brume's address before an AWS CLI: `brume aws`, `awslocal`. */
import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../test/harness/process.ts";
import { cli } from "./aws-cli/cli.ts";
import { deploysOrders } from "./aws-cli/orders.ts";
import { CACHE, installed, testWith, world } from "./client.ts";

const begun = world();

/** What `apt install awscli` brings: on Debian 12 a version 2 that reads no AWS_ENDPOINT_URL yet. */
const system = "/usr/bin/aws";
const missing = existsSync(system) ? undefined : `no ${system}; apt install awscli brings it`;

/** Each goes to SQS, whose address version 1 does not take from AWS_ENDPOINT_URL. */
async function throughEach(bin: string): Promise<string[]> {
  const { must, brume } = await begun();
  const env = {
    PATH: `${bin}:${process.env["PATH"]}`,
    AWS_ENDPOINT_URL: undefined,
    BRUME_PORT: new URL(brume.url).port,
  };
  const ask = ["sqs", "create-queue", "--queue-name", "local", "--query", "QueueUrl"];
  const run = (...wrapper: string[]) =>
    must("node", [...wrapper, ...ask, "--output", "text"], { env });
  const answers = [
    await run(join(ROOT, "bin", "brume.mjs"), "aws"),
    await run(join(ROOT, "bin", "awslocal.mjs")),
  ];
  return answers.map((answer) => answer.trim());
}

const client1 = installed("aws-cli-v1/bin/aws");
const client2 = installed("aws-cli-v2/bin/aws");
const expected = async () => {
  const url = `${(await begun()).brume.url}/000000000000/local`;
  return [url, url];
};

testWith(client1.missing)("brume aws and awslocal run version 1", async () => {
  expect(await throughEach(join(CACHE, "aws-cli-v1", "bin"))).toEqual(await expected());
});
testWith(client2.missing)("brume aws and awslocal run version 2", async () => {
  expect(await throughEach(join(CACHE, "aws-cli-v2", "bin"))).toEqual(await expected());
});
testWith(missing)("brume aws and awslocal run this system's own AWS CLI", async () => {
  expect(await throughEach("/usr/bin")).toEqual(await expected());
});
const first =
  missing === undefined && (await Bun.$`${system} --version`.text()).startsWith("aws-cli/1");
// Before 2.13, `package` uploads to AWS whatever --endpoint-url says: another one does it.
deploysOrders(
  cli(first ? 1 : 2, {
    file: "node",
    missing: missing ?? client1.missing,
    through: (url) => ({
      args: [join(ROOT, "bin", "brume.mjs"), "aws"],
      env: {
        PATH: `/usr/bin:${process.env["PATH"]}`,
        AWS_ENDPOINT_URL: undefined,
        BRUME_PORT: new URL(url).port,
      },
    }),
  }),
  client1.file,
);
testWith(client1.missing)("LocalStack's own awslocal finds Brume", async () => {
  const { must } = await begun();
  const localstack = join(CACHE, "aws-cli-v1", "bin", "awslocal");
  const env = { PATH: `${join(CACHE, "aws-cli-v1", "bin")}:${process.env["PATH"]}` };
  for (const command of [
    ["s3", "mb", "s3://local"],
    ["sqs", "list-queues"],
  ])
    await must(localstack, command, { env });
  expect(await must(localstack, ["s3", "ls"], { env })).toContain("local");
});
