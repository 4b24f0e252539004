/** Run by a test: starts an environment, prints its processes, and waits to be killed. */
import { treeOf } from "../process-tree.ts";
import { invocation, testEngine } from "./harness.ts";

const t = testEngine(process.argv[2] === "isolated");
const spec = t.spec({ "index.js": "exports.handler = async () => 1" });
const environment = await t.engine.start(spec);
await environment.invoke(invocation({}));
const { processId } = environment as unknown as { processId: number };
console.log(JSON.stringify({ pids: treeOf(processId), folder: t.folder }));
