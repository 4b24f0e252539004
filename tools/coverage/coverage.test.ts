import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { coverageFiles } from "./coverage.ts";
import { coverage } from "./facts.ts";
import { BEGIN, END, operationsBlock, overview, withBlock } from "./pages.ts";

const root = join(import.meta.dir, "..", "..");

test("the committed tables are what the code says (npm run coverage writes them)", async () => {
  const stale: string[] = [];
  for (const { file, text } of await coverageFiles(root)) {
    const path = join(root, file);
    const there = existsSync(path) ? readFileSync(path, "utf8") : undefined;
    if (there !== text) stale.push(file);
  }
  expect(stale).toEqual([]);
});

test("an operation counts when it has a handler, a property when its resource type obeys it", async () => {
  const all = await coverage();
  const sqs = all.find((service) => service.id === "sqs")!;
  const answers = Object.fromEntries(sqs.operations.map((o) => [o.name, o.handled]));
  expect([answers["SendMessage"], answers["StartMessageMoveTask"]]).toEqual([true, false]);
  expect(sqs.handled).toBe(sqs.operations.filter((o) => o.handled).length);
  expect(operationsBlock(sqs)).toContain(`${sqs.handled} of ${sqs.operations.length}`);
  const types = new Map(all.flatMap((s) => s.resources.map((r) => [r.type, r] as const)));
  expect(types.get("AWS::Lambda::Function")!.obeyed).toContain("Handler");
  expect(types.get("AWS::Lambda::Function")!.refused).toContain("CodeSigningConfigArn");
  expect([...types.keys()]).toContain("AWS::CloudFormation::WaitCondition");
  expect(types.has("AWS::CloudFormation::HookVersion")).toBe(false);
  const ec2 = all.find((service) => service.id === "ec2")!;
  expect([ec2.folder, ec2.handled]).toEqual([undefined, 0]);
  expect(overview(all)).toContain(`| ec2 | EC2 | ${ec2.operations.length} |`);
});

test("a block replaces the one between its markers and nothing else", () => {
  const text = `# A\n\n${BEGIN}\nold\n${END}\n\nafter\n`;
  expect(withBlock(text, "new")).toBe(`# A\n\n${BEGIN}\nnew\n${END}\n\nafter\n`);
  expect(withBlock(withBlock("# A\n", "x"), "y")).toBe(`# A\n\n${BEGIN}\ny\n${END}\n`);
});
