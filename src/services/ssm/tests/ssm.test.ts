import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let ssm: SSMClient;
beforeAll(async () => {
  brume = await testBrume();
  ssm = new SSMClient(brume.client);
});
afterAll(() => brume.stop());

test("versions and labels", async () => {
  const put = (Value: string, Overwrite = true) =>
    ssm.send(new PutParameterCommand({ Name: "/app/url", Value, Type: "String", Overwrite }));
  expect((await put("one", false)).Version).toBe(1);
  await expect(put("two", false)).rejects.toMatchObject({
    name: "ParameterAlreadyExists",
    message:
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  });
  expect((await put("two")).Version).toBe(2);
  await ssm.send(
    new LabelParameterVersionCommand({ Name: "/app/url", ParameterVersion: 1, Labels: ["stable"] }),
  );
  const get = async (Name: string) =>
    (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;
  expect([await get("/app/url"), await get("/app/url:1"), await get("/app/url:stable")]).toEqual([
    "two",
    "one",
    "one",
  ]);
  expect(
    (await ssm.send(new GetParameterHistoryCommand({ Name: "/app/url" }))).Parameters?.map(
      (p) => p.Value,
    ),
  ).toEqual(["one", "two"]);
});

test("secure strings are sealed under KMS", async () => {
  await ssm.send(
    new PutParameterCommand({ Name: "/app/key", Value: "hidden", Type: "SecureString" }),
  );
  const sealed = await ssm.send(new GetParameterCommand({ Name: "/app/key" }));
  expect(sealed.Parameter?.Value).not.toContain("hidden");
  const opened = await ssm.send(
    new GetParametersCommand({ Names: ["/app/key", "/none"], WithDecryption: true }),
  );
  expect(opened.Parameters?.[0]?.Value).toBe("hidden");
  expect(opened.InvalidParameters).toEqual(["/none"]);
});

test("paths, filters and what is not there", async () => {
  await ssm.send(new PutParameterCommand({ Name: "/tree/a", Value: "1", Type: "String" }));
  await ssm.send(new PutParameterCommand({ Name: "/tree/b/c", Value: "2", Type: "StringList" }));
  const names = async (Recursive: boolean) =>
    (await ssm.send(new GetParametersByPathCommand({ Path: "/tree", Recursive }))).Parameters?.map(
      (p) => p.Name,
    );
  expect(await names(false)).toEqual(["/tree/a"]);
  expect(await names(true)).toEqual(["/tree/a", "/tree/b/c"]);
  const lists = await ssm.send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: "Type", Values: ["StringList"] }] }),
  );
  expect(lists.Parameters?.map((p) => p.Name)).toEqual(["/tree/b/c"]);
  await ssm.send(new DeleteParameterCommand({ Name: "/tree/a" }));
  await expect(ssm.send(new GetParameterCommand({ Name: "/tree/a" }))).rejects.toMatchObject({
    name: "ParameterNotFound",
  });
});

test("an expiration policy removes its parameter when it is due", async () => {
  const Timestamp = new Date(EPOCH + 3_600_000).toISOString();
  const Policies = JSON.stringify([
    { Type: "Expiration", Version: "1.0", Attributes: { Timestamp } },
  ]);
  await ssm.send(
    new PutParameterCommand({
      Name: "/short",
      Value: "x",
      Type: "String",
      Tier: "Advanced",
      Policies,
    }),
  );
  await brume.advance(3_600_000);
  await expect(ssm.send(new GetParameterCommand({ Name: "/short" }))).rejects.toMatchObject({
    name: "ParameterNotFound",
  });
});
