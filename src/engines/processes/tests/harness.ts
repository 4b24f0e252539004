/** An engine over a temporary folder, and functions written into folders of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AdjustableClock } from "#kernel/clock";
import type { FunctionSpec, Invocation } from "../../contract.ts";
import { ProcessEngine } from "../engine.ts";

export interface TestEngine {
  readonly engine: ProcessEngine;
  readonly clock: AdjustableClock;
  readonly said: string[];
  readonly folder: string;
  spec(
    files: Record<string, string>,
    change?: Partial<FunctionSpec>,
  ): FunctionSpec & { lines: string[] };
  stop(): Promise<void>;
}

export function testEngine(isolate: boolean): TestEngine {
  const folder = mkdtempSync(join(tmpdir(), "brume-engine-"));
  const clock = new AdjustableClock();
  const said: string[] = [];
  const engine = new ProcessEngine({
    folder: join(folder, "engine"),
    clock,
    path: process.env["PATH"] ?? "",
    isolate,
    say: (words) => said.push(words),
  });
  let functions = 0;
  return {
    engine,
    clock,
    said,
    folder,
    spec(files, change = {}) {
      const codeFolder = join(folder, `code${functions++}`);
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(codeFolder, name)), { recursive: true });
        writeFileSync(join(codeFolder, name), text, { mode: 0o755 });
      }
      const lines: string[] = [];
      return {
        functionName: "f",
        version: "$LATEST",
        arn: "arn:aws:lambda:us-east-1:000000000000:function:f",
        runtime: "nodejs20.x",
        handler: "index.handler",
        architecture: "x86_64",
        memoryMb: 128,
        ephemeralStorageMb: 512,
        region: "us-east-1",
        account: "000000000000",
        codeFolder,
        variables: {},
        logGroup: "/aws/lambda/f",
        logStream: "s",
        logFormat: "Text",
        log: (line) => lines.push(line.text),
        lines,
        ...change,
      };
    },
    async stop() {
      await engine.close();
      clock.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let invocations = 0;

export function invocation(event: unknown, change: Partial<Invocation> = {}): Invocation {
  return {
    requestId: `00000000-0000-4000-8000-${String(++invocations).padStart(12, "0")}`,
    invokedArn: "arn:aws:lambda:us-east-1:000000000000:function:f",
    payload: Buffer.from(JSON.stringify(event)),
    timeoutMs: 5_000,
    trace: "Root=1-0-0",
    ...change,
  };
}

export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
