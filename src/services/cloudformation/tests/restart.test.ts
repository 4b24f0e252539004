/** A process that ended while a resource was being made, and other ways a creation is cut short. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { Fault } from "#aws/fault";
import type { ResourceHandler } from "#kernel/resource";
import { defineService } from "#kernel/service";
import { services } from "#services/index";
import { testBrume } from "#test/harness/brume";

/** A service with one resource type, made as the test says. */
const withType = (handler: ResourceHandler) => [
  ...services,
  {
    id: "ses",
    resources: ["AWS::SES"],
    load: async () => ({
      service: defineService({
        id: "ses",
        tables: {},
        operations: [],
        resources: { "AWS::SES::ReceiptRuleSet": handler },
      }),
    }),
  },
];

const TemplateBody = JSON.stringify({
  Resources: { Rules: { Type: "AWS::SES::ReceiptRuleSet", Properties: {} } },
});

test("what was left half made is removed and made again under its name", async () => {
  const data = mkdtempSync(join(tmpdir(), "brume-cloudformation-"));
  const there = new Set<string>();
  const log: string[] = [];
  const handler = (hang: boolean): ResourceHandler => ({
    properties: ["RuleSetName"],
    async make(ctx) {
      const name = ctx.name({ maxLength: 64 });
      if (there.has(name)) throw new Fault("AlreadyExists", `${name} already exists`, 400);
      there.add(name);
      log.push(`make ${name}`);
      if (hang) await new Promise(() => undefined);
      return { id: name };
    },
    async remove(_ctx, id) {
      there.delete(id);
      log.push(`remove ${id}`);
    },
  });
  const first = await testBrume({ data, services: withType(handler(true)), running: true });
  const one = new CloudFormationClient(first.client);
  await one.send(new CreateStackCommand({ StackName: "half", TemplateBody }));
  while (there.size === 0) await new Promise((next) => setImmediate(next));
  await first.stop();
  const second = await testBrume({ data, services: withType(handler(false)), running: true });
  const two = new CloudFormationClient(second.client);
  await second.kernel.load("cloudformation");
  await second.kernel.settle();
  const { Stacks } = await two.send(new DescribeStacksCommand({ StackName: "half" }));
  expect(Stacks![0]!.StackStatus).toBe("CREATE_COMPLETE");
  const { StackResources } = await two.send(
    new DescribeStackResourcesCommand({ StackName: "half" }),
  );
  const id = StackResources![0]!.PhysicalResourceId!;
  expect(log).toEqual([`make ${id}`, `remove ${id}`, `make ${id}`]);
  await second.stop();
  rmSync(data, { recursive: true, force: true });
});

test("a creation that takes longer than its time is rolled back", async () => {
  const brume = await testBrume();
  const client = new CloudFormationClient(brume.client);
  const body = JSON.stringify({
    Resources: {
      H: { Type: "AWS::CloudFormation::WaitConditionHandle" },
      W: {
        Type: "AWS::CloudFormation::WaitCondition",
        Properties: { Handle: { Ref: "H" }, Timeout: "3600" },
      },
    },
  });
  await client.send(
    new CreateStackCommand({ StackName: "slow", TemplateBody: body, TimeoutInMinutes: 5 }),
  );
  await brume.kernel.settle();
  await brume.advance(301_000);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: "slow" }));
  expect(Stacks![0]!.StackStatus).toBe("ROLLBACK_COMPLETE");
  await brume.stop();
});
