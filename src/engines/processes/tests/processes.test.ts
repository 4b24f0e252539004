import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { CannotRun } from "../../contract.ts";
import { Pool, PoolFull } from "../../pool.ts";
import { treeOf } from "../process-tree.ts";
import { invocation, type TestEngine, testEngine, text } from "./harness.ts";

/** Lets the event loop go round once. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const answer = (bytes: Uint8Array) => JSON.parse(text(bytes));
const PYTHON = execFileSync("sh", ["-c", "command -v python3 || true"]).toString().trim() !== "";

for (const isolate of [true, false])
  describe(isolate ? "in namespaces" : "unisolated", () => {
    let t: TestEngine;
    beforeAll(() => {
      t = testEngine(isolate);
    });
    afterAll(() => t.stop());

    const run = async (code: string, event: unknown = {}, change = {}, inv = {}) => {
      const spec = t.spec({ "index.js": code }, change);
      const environment = await t.engine.start(spec);
      const outcome = await environment.invoke(invocation(event, { tail: true, ...inv }));
      await environment.close();
      return { spec, outcome, answer: answer(outcome.payload), environment };
    };

    test("async handlers, context, deadline, logs", async () => {
      const {
        spec,
        outcome,
        answer: a,
      } = await run(
        `exports.handler = async (event, context) => { console.log("one\\ntwo"); console.error("bad");
          return { event, name: context.functionName, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis(), client: context.clientContext } }`,
        { a: "ü" },
        {},
        { clientContext: '{"custom":{"k":"é"}}' },
      );
      expect(a).toMatchObject({ event: { a: "ü" }, name: "f", client: { custom: { k: "é" } } });
      expect(a.left).toBeGreaterThan(4_000);
      expect(spec.lines[0]).toStartWith("INIT_START Runtime Version: nodejs:20.v");
      expect(spec.lines.slice(1).map((line) => line.split(/[\t ]/)[0])).toEqual([
        "START",
        expect.any(String),
        expect.any(String),
        "END",
        "REPORT",
      ] as string[]);
      expect(spec.lines[2]).toEndWith("\tINFO\tone\ntwo");
      expect(spec.lines[3]).toEndWith("\tERROR\tbad");
      expect(spec.lines[5]).toMatch(
        /Duration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: [1-9]\d* MB\tInit Duration/,
      );
      expect(outcome.tail).toBe(`${spec.lines.slice(1).join("\n")}\n`);
    });

    test("callbacks wait for the event loop, or not", async () => {
      const waits = await run(
        `let n = 0; exports.handler = (e, c, done) => { done(null, { get n() { return n } }); setTimeout(() => n++, 20) }`,
      );
      expect(waits.answer).toEqual({ n: 1 });
      const not = await run(
        `exports.handler = (e, c, done) => { c.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 1000); done(null, 5) }`,
      );
      expect(not.answer).toBe(5);
      expect((await run(`exports.handler = (e, c) => c.succeed("ok")`)).answer).toBe("ok");
      expect(
        (await run(`exports.handler = (e, c) => c.fail(new TypeError("no"))`)).answer,
      ).toMatchObject({ errorType: "TypeError", errorMessage: "no" });
      expect((await run(`exports.handler = (e, c, done) => done("text")`)).answer).toEqual({
        errorType: "string",
        errorMessage: "text",
        trace: [],
      });
      expect((await run(`exports.handler = () => {}`)).answer).toBe(null);
    });

    test("ES modules", async () => {
      const spec = t.spec(
        {
          "src/app.mjs": `import { x } from "./x.mjs"; export const go = async () => x;`,
          "src/x.mjs": "export const x = 7",
        },
        { handler: "src/app.go" },
      );
      const environment = await t.engine.start(spec);
      expect(text((await environment.invoke(invocation({}))).payload)).toBe("7");
      await environment.close();
      const typed = t.spec({
        "index.js": "export const handler = async () => import.meta.url",
        "package.json": '{"type":"module"}',
      });
      const second = await t.engine.start(typed);
      expect(text((await second.invoke(invocation({}))).payload)).toEndWith('/index.js"');
      await second.close();
    });

    test("errors have AWS's types and words", async () => {
      const thrown = await run(`exports.handler = async () => { throw new RangeError("far") }`);
      expect(thrown.outcome.errorType).toBe("RangeError");
      expect(thrown.answer).toMatchObject({ errorType: "RangeError", errorMessage: "far" });
      expect(thrown.answer.trace[0]).toBe("RangeError: far");
      expect(thrown.outcome.tail).toContain(
        'ERROR\tInvoke Error \t{"errorType":"RangeError","errorMessage":"far","stack":["RangeError: far"',
      );
      const cases: [string, string, string, string?][] = [
        [`require("nope")`, "Runtime.ImportModuleError", "Error: Cannot find module 'nope'"],
        [
          `exports.other = 1`,
          "Runtime.HandlerNotFound",
          "index.handler is undefined or not exported",
        ],
        [
          `exports.handler = {`,
          "Runtime.UserCodeSyntaxError",
          "SyntaxError: Unexpected end of input",
        ],
        [`throw new Error("early")`, "Error", "early"],
        [`process.exit(3)`, "Runtime.ExitError", "Error: Runtime exited with error: exit status 3"],
        [
          `process.exit(0)`,
          "Runtime.ExitError",
          "Error: Runtime exited without providing a reason",
        ],
        [
          `exports.handler = async () => process.exit(4)`,
          "Runtime.ExitError",
          "Error: Runtime exited with error: exit status 4",
        ],
        [
          `exports.handler = () => { Promise.reject(new Error("late")); setTimeout(() => {}, 1000) }`,
          "Runtime.UnhandledPromiseRejection",
          "Error: late",
        ],
        [
          `exports.handler = () => setTimeout(() => { throw new Error("async") }, 1)`,
          "Error",
          "async",
        ],
        [
          `exports.handler = async () => ({ n: 1n })`,
          "Runtime.UnexpectedError",
          "Unable to stringify response body",
        ],
      ];
      for (const [code, type, message] of cases) {
        const { answer: got } = await run(code);
        expect([code, got.errorType]).toEqual([code, type]);
        expect(got.errorMessage).toContain(message);
      }
      const missing = await run("", {}, { handler: "nowhere.handler" });
      expect(missing.answer.errorMessage).toBe(
        "Error: Cannot find module 'nowhere'\nRequire stack:\n- /var/runtime/index.mjs",
      );
    });

    test("a timeout kills everything, in AWS's words", async () => {
      const {
        spec,
        answer: a,
        environment,
      } = await run(
        `require("child_process").spawn("sleep", ["100"]); exports.handler = () => new Promise((r) => setTimeout(r, 60000))`,
        {},
        {},
        { timeoutMs: 300 },
      );
      expect(a.errorType).toBe("Sandbox.Timedout");
      expect(a.errorMessage).toMatch(
        /^RequestId: [\w-]+ Error: Task timed out after 0\.30 seconds$/,
      );
      expect(
        spec.lines.some((line) =>
          /^[\d-]+T[\d:.]+Z [\w-]+ Task timed out after 0\.30 seconds\n$/.test(line),
        ),
      ).toBe(true);
      expect(spec.lines.at(-1)).toContain("Status: timeout");
      expect(environment.alive).toBe(false);
    });

    test("memory is bounded", async () => {
      const { outcome, answer: a } = await run(
        `const kept = []; exports.handler = async () => { for (;;) { kept.push(Buffer.alloc(8e6, 1)); await new Promise((r) => setTimeout(r, 5)) } }`,
        {},
        { memoryMb: 128 },
        { timeoutMs: 20_000 },
      );
      expect(a.errorType).toBe("Runtime.ExitError");
      expect(a.errorMessage).toEndWith("Error: Runtime exited with error: signal: killed");
      expect(outcome.maxMemoryMb).toBe(128);
    });

    test("an environment is frozen while idle, and used again", async () => {
      const spec = t.spec({
        "index.js": `let n = 0; setInterval(() => n++, 1); exports.handler = async () => n`,
      });
      const environment = await t.engine.start(spec);
      await environment.invoke(invocation({}));
      const state = () => {
        const pid = treeOf((environment as unknown as { processId: number }).processId).at(-1)!;
        return execFileSync("cut", ["-d", " ", "-f", "3", `/proc/${pid}/stat`])
          .toString()
          .trim();
      };
      if (process.platform === "linux") {
        for (let i = 0; state() !== "T"; i++) {
          expect(i).toBeLessThan(100_000);
          await turn();
        }
      }
      expect(answer((await environment.invoke(invocation({}))).payload)).toBeGreaterThan(0);
      await environment.close();
      expect(t.engine.running).toBe(0);
    });

    test("streamed answers arrive piece by piece", async () => {
      const spec = t.spec({
        "index.js": `exports.handler = awslambda.streamifyResponse(async (event, out) => {
          out = awslambda.HttpResponseStream.from(out, { statusCode: 201 }); out.write("a"); await new Promise((r) => setImmediate(r)); out.write("b"); out.end() })`,
      });
      const environment = await t.engine.start(spec);
      let type: string | undefined;
      let reading: Promise<string> | undefined;
      const stream = (contentType: string | undefined, pieces: AsyncIterable<Uint8Array>) => {
        type = contentType;
        reading = (async () => {
          let all = "";
          for await (const piece of pieces) all += text(piece);
          return all;
        })();
      };
      for (let round = 0; round < 2; round++) {
        const outcome = await environment.invoke(invocation({}, { stream }));
        expect(outcome.errorType).toBeUndefined();
        expect(await reading!).toBe(`{"statusCode":201}${"\0".repeat(8)}ab`);
      }
      expect(type).toBe("application/vnd.awslambda.http-integration-response");
      expect(text((await environment.invoke(invocation({}))).payload)).toEndWith("ab");
      await environment.close();
    });

    test("a response past 6 MB is refused", async () => {
      const { answer: a } = await run(`exports.handler = async () => "x".repeat(6300000)`);
      expect(a).toEqual({
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage:
          "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      });
    });

    test("JSON logs", async () => {
      const { spec } = await run(
        `exports.handler = async () => { console.info("hi"); console.debug("quiet") }`,
        {},
        { logFormat: "JSON", applicationLogLevel: "INFO" },
      );
      const entries = spec.lines.map((line) => JSON.parse(line));
      expect(entries.map((entry) => entry.type ?? entry.level)).toEqual([
        "platform.initStart",
        "platform.start",
        "INFO",
        "platform.report",
      ]);
      expect(entries[2]).toMatchObject({
        level: "INFO",
        message: "hi",
        requestId: entries[1].record.requestId,
      });
      expect(entries[3].record.metrics.memorySizeMB).toBe(128);
    });

    test.skipIf(!PYTHON)(`python${PYTHON ? "" : " (no python3 on PATH)"}`, async () => {
      const spec = t.spec(
        {
          "app.py": [
            "import logging, os",
            "from decimal import Decimal",
            "log = logging.getLogger()",
            "log.setLevel('INFO')",
            "def handler(event, context):",
            "    print('printed')",
            "    log.warning('careful\\nnow')",
            "    if event.get('fail'): raise KeyError('gone')",
            "    if event.get('bad'): return object()",
            "    return {'e': event, 'd': Decimal('1.5'), 'left': context.get_remaining_time_in_millis(), 'n': context.function_name}",
          ].join("\n"),
        },
        { runtime: "python3.12", handler: "app.handler" },
      );
      const environment = await t.engine.start(spec);
      expect(answer((await environment.invoke(invocation({ x: "ü" }))).payload)).toMatchObject({
        e: { x: "ü" },
        d: 1.5,
        n: "f",
      });
      expect(spec.lines[2]).toBe("printed");
      expect(spec.lines[3]).toMatch(/^\[WARNING\]\t[\d-]+T[\d:.]+Z\t[\w-]{36}\tcareful\nnow$/);
      const failed = await environment.invoke(invocation({ fail: true }, { tail: true }));
      expect(answer(failed.payload)).toMatchObject({
        errorType: "KeyError",
        errorMessage: "'gone'",
        stackTrace: [expect.stringContaining("in handler")],
      });
      expect(failed.tail).toContain("[ERROR] KeyError: 'gone'\nTraceback (most recent call last):");
      const bad = await environment.invoke(invocation({ bad: true }));
      expect(answer(bad.payload)).toMatchObject({
        errorType: "Runtime.MarshalError",
        errorMessage: "Unable to marshal response: Object of type object is not JSON serializable",
      });
      await environment.close();
      for (const [files, handler, type, message] of [
        [
          { "app.py": "import nope" },
          "app.handler",
          "Runtime.ImportModuleError",
          "Unable to import module 'app': No module named 'nope'",
        ],
        [
          { "app.py": "" },
          "app.handler",
          "Runtime.HandlerNotFound",
          "Handler 'handler' missing on module 'app'",
        ],
        [
          { "app.py": "def (" },
          "app.handler",
          "Runtime.UserCodeSyntaxError",
          "Syntax error in module 'app': invalid syntax",
        ],
        [
          { "app.py": "" },
          "app",
          "Runtime.MalformedHandlerName",
          "Bad handler 'app': not enough values to unpack (expected 2, got 1)",
        ],
      ] as const) {
        const broken = await t.engine.start(t.spec(files, { runtime: "python3.12", handler }));
        const got = answer((await broken.invoke(invocation({}))).payload);
        expect(got.errorType).toBe(type);
        expect(got.errorMessage).toContain(message);
      }
    });

    const curl = existsSync("/usr/bin/curl");
    test.skipIf(!curl)(
      `a custom runtime over curl${curl ? "" : " (no /usr/bin/curl)"}`,
      async () => {
        const bootstrap = `#!/bin/sh
        api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
        while :; do
          event=$(curl -sS -D /tmp/head-$$ $api/next) || exit 1
          id=$(grep -i lambda-runtime-aws-request-id /tmp/head-$$ | tr -d '\\r' | cut -d' ' -f2)
          echo "got $event"
          curl -sS -X POST $api/$id/response -d "{\\"heard\\":$event,\\"quote\\":\\"$Q\\"}" > /dev/null
        done`;
        const spec = t.spec(
          { bootstrap },
          { runtime: "provided.al2023", variables: { Q: "it's $HOME" } },
        );
        const environment = await t.engine.start(spec);
        for (const n of [1, 2])
          expect(answer((await environment.invoke(invocation({ n }))).payload)).toEqual({
            heard: { n },
            quote: "it's $HOME",
          });
        expect(spec.lines).toContain('got {"n":1}');
        await environment.close();
      },
    );

    test("custom runtimes and unknown ones", async () => {
      const spec = t.spec(
        { bootstrap: "#!/bin/sh\necho started; sleep 0.01; exit 9\n" },
        { runtime: "provided.al2023" },
      );
      const outcome = await (await t.engine.start(spec)).invoke(invocation({}));
      expect(answer(outcome.payload).errorMessage).toEndWith("exit status 9");
      expect(spec.lines).toContain("started");
      const none = await (
        await t.engine.start(t.spec({ a: "" }, { runtime: "provided.al2" }))
      ).invoke(invocation({}));
      expect(none.errorType).toBe("Runtime.ExitError");
      expect(t.engine.start(t.spec({}, { runtime: "java21" }))).rejects.toThrow(CannotRun);
      expect(t.engine.start(t.spec({}, { runtime: "java21" }))).rejects.toThrow(
        "java21 cannot be run here",
      );
    });

    test("nothing of Brume's environment is seen", async () => {
      process.env["BRUME_SECRET_OF_TEST"] = "s";
      const { answer: a } = await run(
        `exports.handler = async () => ({ e: process.env, home: require("fs").existsSync(${JSON.stringify(t.folder)}) })`,
        {},
        { variables: { OWN: "1" } },
      );
      delete process.env["BRUME_SECRET_OF_TEST"];
      expect(a.e.OWN).toBe("1");
      expect(a.e.HOME).toBeUndefined();
      expect(a.e.BRUME_SECRET_OF_TEST).toBeUndefined();
      expect(a.e.AWS_LAMBDA_FUNCTION_NAME).toBe("f");
      expect(a.home).toBe(
        !(isolate && !t.said.some((words) => words.includes("without isolation"))),
      );
    });

    test("layers, /tmp and a read-only task folder", async () => {
      const layers = t.spec({
        "nodejs/node_modules/lay/index.js": "module.exports = 'layer'",
      }).codeFolder;
      const { answer: a } = await run(
        `const fs = require("fs"); exports.handler = async () => { fs.writeFileSync("/tmp/brume-own-test", "x"); fs.rmSync("/tmp/brume-own-test");
          let ro; try { fs.writeFileSync(process.env.LAMBDA_TASK_ROOT + "/w", "x") } catch (e) { ro = e.code }
          return { lay: require("lay"), ro, tmp: fs.readdirSync("/tmp").length, pids: fs.existsSync("/proc") ? fs.readdirSync("/proc").filter((n) => /^\\d+$/.test(n)).length : 0 } }`,
        {},
        { layersFolder: layers },
      );
      expect(a.lay).toBe("layer");
      if (isolate && !t.said.some((words) => words.includes("without isolation"))) {
        expect(a).toMatchObject({ ro: "EROFS", tmp: 0 });
        expect(a.pids).toBeLessThan(5);
      }
    });

    test("modules are imported from layers and from where the SDK is", async () => {
      const layers = t.spec({
        "nodejs/node_modules/lay/package.json":
          '{"exports":{"import":"./i.mjs","require":"./r.cjs"}}',
        "nodejs/node_modules/lay/i.mjs": "export default 'imported'",
        "nodejs/node_modules/lay/r.cjs": "module.exports = 'required'",
      }).codeFolder;
      const spec = t.spec(
        {
          "index.mjs": `import lay from "lay"; import near from "./near.mjs";
            const missing = await import("missing").catch((e) => e.message);
            export const handler = async () => ({ lay, near, missing, later: (await import("lay")).default });`,
          "near.mjs": "export { default } from 'lay'",
        },
        { layersFolder: layers },
      );
      const environment = await t.engine.start(spec);
      const { payload } = await environment.invoke(invocation({}));
      const answer = JSON.parse(text(payload));
      expect(answer).toMatchObject({ lay: "imported", near: "imported", later: "imported" });
      expect(answer.missing).toStartWith("Cannot find package 'missing' imported from ");
      await environment.close();
    });

    test("the pool reuses, bounds, retires and ends environments", async () => {
      const pool = new Pool(t.engine, t.clock, { idleMs: 60_000, most: 2, waitMs: 0 });
      const spec = t.spec({
        "index.js": `let n = 0; exports.handler = async (e) => { await new Promise((r) => setTimeout(r, e.wait ?? 0)); return ++n }`,
      });
      const go = (key: string, wait = 0) =>
        pool.run(key, async () => ({ spec }), invocation({ wait }));
      expect(text((await go("a")).payload)).toBe("1");
      expect(text((await go("a")).payload)).toBe("2");
      const both = Promise.all([go("a", 100), go("b", 100)]);
      while (pool.busy("a") + pool.busy("b") < 2) await turn();
      expect(pool.busy("a")).toBe(1);
      expect(go("c")).rejects.toThrow(PoolFull);
      await both;
      await go("c");
      expect(pool.size("a") + pool.size("b")).toBe(1);
      await pool.retire("c");
      expect(pool.size("c")).toBe(0);
      await t.clock.advance(61_000, async () => {});
      while (t.engine.running > 0) await turn();
      expect(t.engine.running).toBe(0);
      const patient = new Pool(t.engine, t.clock, { idleMs: 60_000, most: 1, waitMs: 30_000 });
      const one = (key: string) =>
        patient.run(key, async () => ({ spec }), invocation({ wait: 20 }));
      const counts = await Promise.all([one("a"), one("a"), one("b")]);
      expect(counts.map((outcome) => text(outcome.payload)).sort()).toEqual(["1", "1", "2"]);
      expect(t.engine.running).toBe(1);
      await pool.close();
      expect(t.engine.running).toBe(0);
    });
  });
