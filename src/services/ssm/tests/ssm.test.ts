import { afterAll, beforeAll, expect, test } from "bun:test";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
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

test("a label finds the version that has it under a path; an empty value is none", async () => {
  const put = (Value: string) =>
    ssm.send(
      new PutParameterCommand({ Name: "/labelled/a", Value, Type: "String", Overwrite: true }),
    );
  for (const value of ["one", "two", "three"]) await put(value);
  await ssm.send(
    new LabelParameterVersionCommand({
      Name: "/labelled/a",
      ParameterVersion: 2,
      Labels: ["prod"],
    }),
  );
  const { Parameters } = await ssm.send(
    new GetParametersByPathCommand({
      Path: "/labelled",
      ParameterFilters: [{ Key: "Label", Values: ["prod"] }],
    }),
  );
  expect(Parameters?.map(({ Value, Version }) => [Value, Version])).toEqual([["two", 2]]);
  await expect(put("")).rejects.toMatchObject({
    name: "ValidationException",
    message:
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
  });
});

test("secrets are read as parameters", async () => {
  const secrets = new SecretsManager(brume.client);
  const { ARN } = await secrets.createSecret({ Name: "team/db", SecretString: "one" });
  await secrets.putSecretValue({ SecretId: "team/db", SecretString: "two" });
  const Name = "/aws/reference/secretsmanager/team/db";
  const get = (name: string, WithDecryption = true) =>
    ssm.send(new GetParameterCommand({ Name: name, WithDecryption }));
  const { Parameter } = await get(Name);
  expect(Parameter).toMatchObject({ Name, Type: "SecureString", Value: "two", Version: 0 });
  expect(JSON.parse(Parameter!.SourceResult!)).toMatchObject({ ARN, name: "team/db" });
  expect((await get(`${Name}:AWSPREVIOUS`)).Parameter).toMatchObject({
    Value: "one",
    Selector: ":AWSPREVIOUS",
  });
  const found = await ssm.send(
    new GetParametersCommand({ Names: [Name, `${Name}x`, "/no"], WithDecryption: true }),
  );
  expect(found.Parameters?.map(({ Value }) => Value)).toEqual(["two"]);
  expect(found.InvalidParameters).toEqual(["/no", `${Name}x`]);
  await expect(get(Name, false)).rejects.toMatchObject({
    name: "ValidationException",
    message: "WithDecryption flag must be True for retrieving a Secret Manager secret.",
  });
  await expect(get(`${Name}x`)).rejects.toMatchObject({
    name: "ParameterNotFound",
    message: `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${Name}x not found.`,
  });
});
