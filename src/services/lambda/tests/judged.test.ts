import { afterAll, beforeAll, expect, test } from "bun:test";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { rootOf, servicePrincipal } from "#kernel/principal";
import type { ResourceContext } from "#kernel/resource";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { zipOf } from "../inline-code.ts";
import { resources } from "../resources.ts";

let brume: TestBrume;
let client: lambda.LambdaClient;
beforeAll(async () => {
  brume = await testBrume({ running: true, iam: "enforce" });
  client = new lambda.LambdaClient(brume.client);
});
afterAll(() => brume.stop());

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
const policy = (...Action: string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: "*" }],
  });
const js = (code: string) => zipOf({ "index.js": code });
const answer = async (FunctionName: string, event: unknown = {}) => {
  const { Payload } = await client.send(
    new lambda.InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  return JSON.parse(Buffer.from(Payload!).toString());
};

async function role(RoleName: string, document: string): Promise<string> {
  const identities = new iam.IAMClient(brume.client);
  const { Role } = await identities.send(
    new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }),
  );
  await identities.send(
    new iam.PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: document }),
  );
  return Role!.Arn!;
}

const call = (service: string, operation: string, input: Record<string, unknown>) =>
  brume.kernel.call(
    brume.kernel.factsFor({
      account: "000000000000",
      region: "us-east-1",
      via: "call",
      operation,
      principal: rootOf("000000000000"),
    }),
    service,
    operation,
    input,
  );

test("a function acts as its role, and its lines are in CloudWatch Logs", async () => {
  const Role = await role("worker", policy("logs:*"));
  await client.send(
    new lambda.CreateFunctionCommand({
      FunctionName: "worker",
      Role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: {
        ZipFile: js(`exports.handler = async () => { console.log("to the log");
      const r = [process.env.AWS_ACCESS_KEY_ID, process.env.AWS_SESSION_TOKEN !== undefined]; return r }`),
      },
    }),
  );
  const [key, token] = await answer("worker");
  expect(key).toStartWith("ASIA");
  expect(token).toBe(true);
  await brume.kernel.settle();
  const { events } = (await call("logs", "FilterLogEvents", {
    logGroupName: "/aws/lambda/worker",
  })) as { events: { message: string; logStreamName: string }[] };
  expect(events.map((event) => event.message.split(/[\t ]/)[0])).toEqual([
    "INIT_START",
    "START",
    expect.any(String),
    "END",
    "REPORT",
  ] as string[]);
  expect(events[2]!.message).toEndWith("\tINFO\tto the log");
  expect(events[0]!.logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
});

test("a role that Lambda cannot assume is refused", async () => {
  const making = client.send(
    new lambda.CreateFunctionCommand({
      FunctionName: "none",
      Role: "arn:aws:iam::000000000000:role/none",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile: js("") },
    }),
  );
  expect(making).rejects.toThrow("The role defined for the function cannot be assumed by Lambda.");
});

test("code from S3, and its location", async () => {
  const Role = await role("s3code", policy("logs:*"));
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "code" }));
  const zip = js(`exports.handler = async () => "from s3"`);
  await s3.send(new PutObjectCommand({ Bucket: "code", Key: "a.zip", Body: zip }));
  await client.send(
    new lambda.CreateFunctionCommand({
      FunctionName: "s3code",
      Role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { S3Bucket: "code", S3Key: "a.zip" },
    }),
  );
  expect(await answer("s3code")).toBe("from s3");
  const { Code } = await client.send(new lambda.GetFunctionCommand({ FunctionName: "s3code" }));
  expect(
    Buffer.from(await (await fetch(Code!.Location!)).arrayBuffer()).equals(Buffer.from(zip)),
  ).toBe(true);
});

test("a function's policy lets services and URLs in", async () => {
  const Role = await role("open", policy("logs:*"));
  await client.send(
    new lambda.CreateFunctionCommand({
      FunctionName: "open",
      Role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile: js("exports.handler = async () => 'in'") },
    }),
  );
  const facts = brume.kernel.factsFor({
    account: "000000000000",
    region: "us-east-1",
    via: "call",
    operation: "t",
    principal: servicePrincipal("sns.amazonaws.com", "000000000000"),
  });
  const invoke = (sourceArn: string) =>
    brume.kernel.call(
      facts,
      "lambda",
      "Invoke",
      { FunctionName: "open" },
      { sourceArn },
    ) as Promise<{ Payload: Uint8Array }>;
  expect(invoke("arn:aws:sns:us-east-1:000000000000:t")).rejects.toThrow(
    "is not authorized to perform: lambda:InvokeFunction",
  );
  await client.send(
    new lambda.AddPermissionCommand({
      FunctionName: "open",
      StatementId: "sns",
      Action: "lambda:InvokeFunction",
      Principal: "sns.amazonaws.com",
      SourceArn: "arn:aws:sns:us-east-1:000000000000:t",
    }),
  );
  expect(
    Buffer.from((await invoke("arn:aws:sns:us-east-1:000000000000:t")).Payload).toString(),
  ).toBe('"in"');
  expect(invoke("arn:aws:sns:us-east-1:000000000000:other")).rejects.toThrow("is not authorized");
  const { FunctionUrl } = await client.send(
    new lambda.CreateFunctionUrlConfigCommand({ FunctionName: "open", AuthType: "NONE" }),
  );
  const get = () => fetch(brume.url, { headers: { host: new URL(FunctionUrl!).host } });
  expect((await get()).status).toBe(403);
  await client.send(
    new lambda.AddPermissionCommand({
      FunctionName: "open",
      StatementId: "url",
      Action: "lambda:InvokeFunctionUrl",
      Principal: "*",
      FunctionUrlAuthType: "NONE",
    }),
  );
  expect(await (await get()).text()).toBe("in");
});

test("CloudFormation's types make, change and remove", async () => {
  const Role = await role("stack", policy("logs:*"));
  const ctx = {
    account: "000000000000",
    region: "us-east-1",
    partition: "aws",
    stackId: "arn:stack",
    stackName: "s",
    logicalId: "F",
    tags: { stack: "s" },
    now: brume.kernel.clock.now(),
    signal: new AbortController().signal,
    origin: brume.url,
    call,
    token: "t",
    name: ({ maxLength = 64 } = {}) => "s-F-1".slice(0, maxLength),
  } as unknown as ResourceContext;
  const type = (name: string) => resources[`AWS::Lambda::${name}`]!;
  const inline = {
    Role,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Timeout: "5",
    Code: {
      ZipFile: `const r = require("cfn-response"); exports.handler = async () => [typeof r.send, process.env.KEY]`,
    },
  };
  const made = await type("Function").make(ctx, {
    ...inline,
    Environment: { Variables: { KEY: 1 } },
  });
  expect(made).toMatchObject({
    id: "s-F-1",
    attributes: { Arn: "arn:aws:lambda:us-east-1:000000000000:function:s-F-1" },
  });
  expect(await answer("s-F-1")).toEqual(["function", "1"]);
  await type("Function").update!(ctx, made.id, inline, {
    ...inline,
    Environment: { Variables: { KEY: 1 } },
  });
  expect(await answer("s-F-1")).toEqual(["function", null]);
  const version = await type("Version").make(ctx, { FunctionName: made.id });
  expect(version.attributes).toMatchObject({ Version: "1" });
  const alias = await type("Alias").make(ctx, {
    FunctionName: made.id,
    FunctionVersion: "1",
    Name: "live",
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 },
  });
  await brume.kernel.settle();
  const provisioned = await client.send(
    new lambda.GetProvisionedConcurrencyConfigCommand({ FunctionName: made.id, Qualifier: "live" }),
  );
  expect(provisioned).toMatchObject({
    Status: "READY",
    AllocatedProvisionedConcurrentExecutions: 1,
  });
  const permission = await type("Permission").make(ctx, {
    FunctionName: made.id,
    Action: "lambda:InvokeFunction",
    Principal: "sns.amazonaws.com",
  });
  const url = await type("Url").make(ctx, { TargetFunctionArn: made.id, AuthType: "NONE" });
  expect(url.attributes!["FunctionUrl"]).toContain(".lambda-url.us-east-1.localhost");
  await type("Url").remove(ctx, url.id, {});
  await type("Permission").remove(ctx, permission.id, { FunctionName: made.id });
  await type("Alias").remove(ctx, alias.id, {});
  await type("Version").remove(ctx, version.id, {});
  await type("Function").remove(ctx, made.id, {});
  await type("Function").remove(ctx, made.id, {});
  expect(await type("Function").read!(ctx, made.id, {})).toBeUndefined();
});

test("a reset ends every process", async () => {
  await brume.kernel.reset();
  expect((await client.send(new lambda.ListFunctionsCommand({}))).Functions).toEqual([]);
  const Role = await role("again", policy("logs:*"));
  await client.send(
    new lambda.CreateFunctionCommand({
      FunctionName: "again",
      Role,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Code: { ZipFile: js("exports.handler = async () => 1") },
    }),
  );
  expect(await answer("again")).toBe(1);
});
