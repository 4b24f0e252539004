import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { coverageFiles } from "./coverage.ts";
import { coverage } from "./facts.ts";
import { begin, end, operationsBlock, overview, withBlock } from "./pages.ts";

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
  const sns = all.find((service) => service.id === "sns")!;
  const answers = Object.fromEntries(sns.operations.map((o) => [o.name, o.handled]));
  expect(answers["Publish"]).toBe(true);
  expect(sns.handled).toBe(sns.operations.filter((o) => o.handled).length);
  expect(operationsBlock(sns)).toContain(`${sns.handled} of ${sns.operations.length}`);
  const types = new Map(all.flatMap((s) => s.resources.map((r) => [r.type, r] as const)));
  expect(types.get("AWS::Lambda::Function")!.obeyed).toContain("Handler");
  expect(types.get("AWS::Lambda::Function")!.refused).toContain("CodeSigningConfigArn");
  expect([...types.keys()]).toContain("AWS::CloudFormation::WaitCondition");
  expect(types.has("AWS::CloudFormation::HookVersion")).toBe(false);
  const ec2 = all.find((service) => service.id === "ec2")!;
  expect([ec2.folder, ec2.handled]).toEqual([undefined, 0]);
  expect(ec2.operations.find((o) => o.name === "RunInstances")!.handled).toBe(false);
  expect(overview(all)).toContain(`| ec2 | EC2 | ${ec2.operations.length} |`);
});

test("an input member that nothing reads is refused by name, or said to be harmless", async () => {
  for (const { id, unread, said } of await coverage()) {
    const listed = [...(said?.refused ?? []), ...Object.keys(said?.harmless ?? {})].sort();
    // Obey it, or list it in the service's unread.ts; take it out there once it is read.
    expect([id, ...listed]).toEqual([id, ...unread.map(({ member }) => member)]);
  }
});

test("a block replaces the one between its markers and nothing else", () => {
  const around = (block: string) => `${begin("coverage")}\n${block}\n${end("coverage")}`;
  const text = `# A\n\n${around("old")}\n\nafter\n`;
  expect(withBlock(text, "coverage", "new")).toBe(`# A\n\n${around("new")}\n\nafter\n`);
  const twice = withBlock(withBlock("# A\n", "coverage", "x"), "coverage", "y");
  expect(twice).toBe(`# A\n\n${around("y")}\n`);
  expect(withBlock(text, "settings", "s")).toContain(around("old"));
});
