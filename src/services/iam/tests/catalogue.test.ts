import { expect, test } from "bun:test";
import { evaluate } from "#languages/policy/evaluate";
import { compile, parsePolicy } from "#languages/policy/policy";
import { awsDocument, awsPolicies, awsPolicy } from "../managed-policies/catalogue.ts";

test("every one of AWS's policies is found, and is a policy", async () => {
  const policies = await awsPolicies();
  expect(policies.length).toBeGreaterThan(1_500);
  for (const each of policies) {
    expect((await awsPolicy(each.arn))?.name).toBe(each.name);
    const text = await awsDocument(each.name);
    // One of them is longer than what IAM takes from others.
    if (each.name === "AWSSupportServiceRolePolicy") compile(text!);
    else expect(compile(parsePolicy(text!, "managed")).statements.length).toBeGreaterThan(0);
  }
});

test.each([
  ["arn:aws:iam::aws:policy/AdministratorAccess", true],
  ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", true],
  ["arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole", false],
  ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", true],
  ["arn:aws:iam::000000000000:policy/AdministratorAccess", false],
])("%s is there: %p", async (arn, there) => {
  expect((await awsPolicy(arn)) !== undefined).toBe(there);
});

test("a large one is judged as quickly as a small one", async () => {
  const policy = compile((await awsDocument("ReadOnlyAccess"))!);
  const principal = { kind: "user", account: "1", arn: "arn:aws:iam::1:user/a", id: "A" } as const;
  const ask = (action: string) =>
    evaluate({ principal, action, resource: "*", context: {}, now: 0 }, { identity: [policy] })
      .allowed;
  expect([ask("s3:GetObject"), ask("s3:PutObject"), ask("zzz:Any")]).toEqual([true, false, false]);
  const began = performance.now();
  for (let round = 0; round < 10_000; round++) ask("s3:GetObject");
  // About a microsecond each; a hundred times that would be a scan of its thousand patterns.
  expect(performance.now() - began).toBeLessThan(500);
});
