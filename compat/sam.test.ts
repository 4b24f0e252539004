/** `sam build && sam deploy` of examples/orders, twice, and `sam delete`. */
import { expect } from "bun:test";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../test/harness/process.ts";
import { CACHE, installed, testWith, world } from "./client.ts";
import { copyOrders, driveOrders, looksOfBoto3, type Outputs } from "./orders.ts";

const sam = installed("sam/bin/sam");
const python = Bun.which("python3.11");
const missing = sam.missing ?? (python === null ? "no python3.11 on PATH" : undefined);
const it = testWith(missing);
const begun = world();

// Without it, SAM reports each command to AWS.
const env = { SAM_CLI_TELEMETRY: "0" };
const DEPLOY = ["deploy", "--stack-name", "orders", "--resolve-s3"];
const CAPABILITIES = ["--capabilities", "CAPABILITY_IAM"];

it("sam build and sam deploy bring the application up", async () => {
  const { must, brume, folder } = await begun();
  const cwd = join(copyOrders(folder), "..");
  await must(sam.file, ["validate"], { cwd, env });
  expect(await must(sam.file, ["build"], { cwd, env })).toContain("Build Succeeded");
  const deployed = await must(sam.file, [...DEPLOY, ...CAPABILITIES], { cwd, env });
  expect(deployed).toContain("Successfully created/updated stack - orders in us-east-1");
  await driveOrders(brume.url, outputsShown(deployed), looksOfBoto3(await begun(), "sam"));
});

it("a second sam deploy finds nothing to change", async () => {
  const { run, folder } = await begun();
  const again = await run(sam.file, [...DEPLOY, ...CAPABILITIES], {
    cwd: join(folder, "orders"),
    env,
  });
  expect([again.code, again.err]).toEqual([
    1,
    expect.stringContaining("No changes to deploy. Stack orders is up to date"),
  ]);
  const allowed = [...DEPLOY, ...CAPABILITIES, "--no-fail-on-empty-changeset"];
  expect((await run(sam.file, allowed, { cwd: join(folder, "orders"), env })).code).toBe(0);
});

it("sam's own look at the stack: list, logs, remote invoke", async () => {
  const { must, run, folder } = await begun();
  const cwd = join(folder, "orders");
  const stack = ["--stack-name", "orders"];
  const listed = await must(sam.file, ["list", "resources", ...stack, "--output", "json"], {
    cwd,
    env,
  });
  const names = (JSON.parse(listed) as { LogicalResourceId: string }[]).map(
    ({ LogicalResourceId }) => LogicalResourceId,
  );
  expect(names).toEqual(expect.arrayContaining(["Api", "Worker", "Report", "ServerlessHttpApi"]));
  const shown = await must(sam.file, ["list", "stack-outputs", ...stack, "--output", "json"], {
    cwd,
    env,
  });
  expect(JSON.parse(shown)).toContainEqual(expect.objectContaining({ OutputKey: "OrdersApi" }));
  expect(await must(sam.file, ["logs", ...stack, "--name", "Report"], { cwd, env })).toContain(
    "report over 2 orders",
  );
  const invoked = await run(sam.file, ["remote", "invoke", "Report", ...stack], { cwd, env });
  expect([invoked.code, invoked.out]).toEqual([0, expect.stringContaining('\\"orders\\": 2')]);
});

it("samlocal runs the installed sam, on Brume's port", async () => {
  const { must, brume, folder } = await begun();
  const args = ["list", "resources", "--stack-name", "orders", "--output", "json"];
  const shown = await must("node", [join(ROOT, "bin", "samlocal.mjs"), ...args], {
    cwd: join(folder, "orders"),
    env: {
      ...env,
      PATH: `${join(CACHE, "sam", "bin")}:${process.env["PATH"]}`,
      AWS_ENDPOINT_URL: undefined,
      BRUME_PORT: new URL(brume.url).port,
    },
  });
  const ids = (JSON.parse(shown) as { LogicalResourceId: string }[]).map(
    ({ LogicalResourceId }) => LogicalResourceId,
  );
  expect(ids).toContain("ServerlessHttpApi");
});

it("sam delete leaves nothing of the stack", async () => {
  const { must, run, folder } = await begun();
  const cwd = join(folder, "orders");
  const gone = await must(
    sam.file,
    ["delete", "--stack-name", "orders", "--no-prompts", "--region", "us-east-1"],
    { cwd, env },
  );
  expect(gone).toContain("Deleted successfully");
  const left = await run(sam.file, ["list", "resources", "--stack-name", "orders"], { cwd, env });
  expect([left.code, left.err]).toEqual([1, expect.stringContaining("does not exist")]);
});

it("an application of several artefacts: layer, included definition, nested stack", async () => {
  const { must, brume, folder } = await begun();
  const cwd = join(folder, "parts");
  cpSync(join(import.meta.dir, "sam"), cwd, { recursive: true });
  await must(sam.file, ["build"], { cwd, env });
  const deploy = ["deploy", "--stack-name", "parts", "--resolve-s3", "--capabilities"];
  const capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"];
  const outputs = outputsShown(await must(sam.file, [...deploy, ...capabilities], { cwd, env }));
  const { host } = new URL(outputs["Url"]!);
  const byUrl = await fetch(`${brume.url}/world`, { headers: { host } });
  expect([byUrl.status, await byUrl.text()]).toEqual([200, "hello /world"]);
  const rest = await fetch(`${brume.url}/restapis/${outputs["RestId"]}/v1/_user_request_/hello`);
  expect([rest.status, await rest.text()]).toEqual([200, "hello /hello"]);
  expect(await must(sam.file, ["remote", "invoke", outputs["Child"]!], { cwd, env })).toContain(
    `child of arn:aws:dynamodb:us-east-1:000000000000:table/parts-Table-`,
  );
  // `sam delete` knows the artefact of a nested stack only by an address that begins https://s3.
  const drop =
    'import boto3; c = boto3.client("cloudformation"); c.delete_stack(StackName="parts"); ' +
    'c.get_waiter("stack_delete_complete").wait(StackName="parts", WaiterConfig={"Delay": 1})';
  await must(join(CACHE, "sam", "bin", "python"), ["-c", drop]);
});

it("sam sync makes a stack, then changes its code without a deployment", async () => {
  const { must, folder } = await begun();
  const cwd = join(folder, "synced");
  mkdirSync(join(cwd, "fn"), { recursive: true });
  const properties = "{CodeUri: fn/, Handler: index.handler, Runtime: nodejs20.x}";
  writeFileSync(
    join(cwd, "template.yaml"),
    `Transform: AWS::Serverless-2016-10-31
Resources:
  Said: {Type: AWS::Serverless::Function, Properties: ${properties}}
`,
  );
  const sync = async (word: string, ...more: string[]): Promise<string> => {
    writeFileSync(join(cwd, "fn", "index.js"), `exports.handler = async () => "${word}";`);
    const stack = ["--stack-name", "synced"];
    // It asks whether the stack is one for development.
    await must(sam.file, ["sync", ...stack, "--no-watch", ...more], { cwd, env, typed: "y\n" });
    return must(sam.file, ["remote", "invoke", "Said", ...stack], { cwd, env });
  };
  const capabilities = ["--capabilities", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"];
  expect(await sync("one", ...capabilities)).toBe('"one"');
  expect(await sync("two", "--code")).toBe('"two"');
  expect(await sync("three", ...capabilities)).toBe('"three"');
});

/** The table that `sam deploy` prints at its end. */
function outputsShown(printed: string): Outputs {
  const rows = printed.matchAll(/^Key +(\S+)[^\n]*\nDescription[^\n]*\nValue +(\S+)/gm);
  return Object.fromEntries([...rows].map(([, key, value]) => [key, value]));
}
