/** The command line as a user meets it: processes, exit codes, and what they print. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { bunExecutable } from "../../bin/runtime.mjs";
import { readSettings, SETTINGS } from "../../src/settings.ts";
import { type BrumeProcess, ROOT, startProcess } from "../harness/process.ts";

let folder: string;
let brume: BrumeProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "brume-cli-"));
  mkdirSync(join(folder, "init", "ready.d"), { recursive: true });
  writeFileSync(
    join(folder, "init", "ready.d", "10-hook.sh"),
    'curl -s "$AWS_ENDPOINT_URL/?Action=CreateQueue&QueueName=hooked&Version=2012-11-05" >/dev/null\n',
  );
  writeFileSync(join(folder, "init", "ready.d", "20-bad.sh"), "exit 3\n");
  brume = await startProcess(["--data", folder, "--region", "eu-west-1"]);
}, 20_000);
afterAll(async () => {
  await brume.kill();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const spawnCli = (args: readonly string[], environment: Record<string, string> = {}) =>
  Bun.spawn([bunExecutable(), join(ROOT, "src", "main.ts"), ...args], {
    cwd: folder,
    env: { ...process.env, BRUME_DATA: folder, ...environment },
    stdout: "pipe",
    stderr: "pipe",
  });

async function endOf(child: ReturnType<typeof spawnCli>): Promise<Ended> {
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, out, err };
}

const cli = (...args: string[]): Promise<Ended> => endOf(spawnCli(args));

test("start says what to export and what to try next", () => {
  for (const words of [
    `export AWS_ENDPOINT_URL=${brume.url}`,
    "AWS_REGION=eu-west-1",
    "AWS_ACCESS_KEY_ID=test",
    "Try next:",
    "Ctrl-C stops it.",
  ])
    expect(brume.output()).toContain(words);
});

test("init hooks of ready.d ran in order, and say how they ended", async () => {
  const state = (await (await fetch(`${brume.url}/_localstack/init`)).json()) as {
    completed: Record<string, boolean>;
    scripts: object[];
  };
  expect(state.completed).toEqual({ BOOT: true, START: true, READY: true, SHUTDOWN: false });
  expect(state.scripts).toEqual([
    { stage: "READY", name: "10-hook.sh", state: "SUCCESSFUL" },
    { stage: "READY", name: "20-bad.sh", state: "ERROR" },
  ]);
  const made = await fetch(`${brume.url}/000000000000/hooked?Action=GetQueueUrl&QueueName=hooked`);
  expect([made.status, await made.text()]).toEqual([
    200,
    expect.stringContaining("/000000000000/hooked"),
  ]);
});

test("a second start on the same folder, or on a taken port, is refused with what to do", async () => {
  const again = await cli("start", "--port", "0", "--data", folder);
  expect(again.code).toBe(1);
  expect(again.err).toContain("in use by another Brume");
  expect(again.err).toContain(brume.url);
  const port = new URL(brume.url).port;
  const taken = await cli("start", "--ephemeral", "--port", port);
  expect(taken.code).toBe(1);
  expect(taken.err).toContain(`Port ${port} is taken`);
}, 15_000);

test("every administering command answers in JSON", async () => {
  const parsed = async (...args: string[]) => {
    const { code, out, err } = await cli(...args, "--json");
    if (code !== 0) console.error(brume.output());
    expect([args.join(" "), code, err]).toEqual([args.join(" "), 0, ""]);
    return out.trim() === "" ? undefined : JSON.parse(out.trim().split("\n")[0]!);
  };
  const [status, env, saved, shown, requests, doctor, logs] = await Promise.all([
    parsed("status"),
    parsed("env"),
    parsed("snapshot", "save", "one"),
    parsed("clock", "show"),
    parsed("requests", "--limit", "5"),
    parsed("doctor"),
    parsed("logs"),
  ]);
  expect(status.url).toBe(brume.url);
  expect(env.AWS_ENDPOINT_URL).toBe(brume.url);
  expect(saved).toEqual({ save: "one" });
  expect(shown.aheadMilliseconds).toBe(0);
  expect(requests).toBeDefined();
  expect(doctor.map((d: { name: string }) => d.name)).toContain("Node.js");
  expect(logs).toBeUndefined();
  const listed = await parsed("snapshot", "list");
  expect(listed.snapshots[0].name).toBe("one");
  const ahead = (await parsed("clock", "advance", "1h30m")).aheadMilliseconds;
  expect(Math.abs(ahead - 5_400_000)).toBeLessThan(1_000);
  expect((await parsed("reset")).reset).toBe(true);
}, 30_000);

test("typos get a suggestion, and exit code 2", async () => {
  const cases: [string[], number, RegExp][] = [
    [["stat"], 2, /Did you mean sta(rt|tus)\?/],
    [["start", "--prot", "1"], 2, /Did you mean --port\?/],
    [["reset", "--jsn"], 2, /Unknown option --jsn\. Did you mean --json\?/],
    [["snapshot", "lod", "one"], 2, /There is no "lod"\. Did you mean load\?/],
    [["clock", "show", "14d"], 2, /Say `brume clock show`, or how far/],
    [["clock", "advance", "14x"], 2, /"14x" is no duration/],
    [["reset", "now"], 2, /"now" is one word too many/],
    [["status", "--port", "high"], 2, /--port takes a number from 1 to 65535, not "high"/],
    [["status", "--port", "1"], 1, /No Brume answers at http:\/\/127\.0\.0\.1:1\./],
  ];
  const ended = await Promise.all(cases.map(([args]) => cli(...args)));
  for (const [i, [args, code, says]] of cases.entries()) {
    expect([args, ended[i]!.code]).toEqual([args, code]);
    expect(ended[i]!.err).toMatch(says);
  }
}, 30_000);

test("a folder on which none runs is not another's: nothing is reset", async () => {
  const elsewhere = join(folder, "elsewhere");
  const refused = await cli("reset", "--data", elsewhere);
  expect([refused.code, refused.err]).toEqual([1, `brume: No Brume runs on ${elsewhere}.\n`]);
});

test("a proxy's variables do not lead away from this machine", async () => {
  const nowhere = "http://127.0.0.1:1";
  const { code, err } = await endOf(
    spawnCli(["status"], { HTTP_PROXY: nowhere, http_proxy: nowhere, NO_PROXY: "", no_proxy: "" }),
  );
  expect([code, err]).toEqual([0, ""]);
});

test("a folder that cannot be used is refused with the reason", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const spoilt = join(folder, "spoilt");
  mkdirSync(spoilt);
  writeFileSync(join(spoilt, "brume.db"), "no database at all".repeat(100));
  for (const [data, says] of [
    [file, "cannot be made a folder"],
    [join(file, "x"), "cannot be made a folder"],
    [spoilt, "is no database that can be read"],
  ] as const) {
    const { code, err } = await cli("start", "--port", "0", "--data", data);
    expect([data, code, err]).toEqual([data, 1, expect.stringContaining(says)]);
    expect(err).not.toContain("at startBrume");
  }
}, 15_000);

test("help has examples for every command, and every setting with its variable", async () => {
  const { run } = await import("../../src/cli/cli.ts");
  const written: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
  try {
    await run(["--help"], {});
    const names = written
      .join("")
      .split("Commands:")[1]!
      .split("Examples:")[0]!
      .trim()
      .split("\n")
      .map((l) => l.trim().split(" ")[0]!);
    expect(names.length).toBeGreaterThan(9);
    for (const name of names) {
      written.length = 0;
      expect(await run(["help", name], {})).toBe(0);
      expect(written.join("")).toContain("Examples:\n  ");
      if (name === "start")
        for (const s of SETTINGS) expect(written.join("")).toContain(`[${s.variable}]`);
    }
  } finally {
    process.stdout.write = write;
  }
});

test("each setting is read from its flag and from its variable, the flag first", () => {
  const cases: [string, string, string, unknown, unknown][] = [
    ["port", "1", "2", 1, 2],
    ["host", "::1", "0.0.0.0", "::1", "0.0.0.0"],
    ["dataFolder", "/a", "/b", "/a", "/b"],
    ["ephemeral", "on", "off", true, false],
    ["iam", "enforce", "off", "enforce", "off"],
    ["tls", "off", "on", false, true],
    ["defaultAccount", "111111111111", "222222222222", "111111111111", "222222222222"],
    ["defaultRegion", "eu-west-1", "us-west-2", "eu-west-1", "us-west-2"],
    ["corsOrigins", "https://a", "https://b, https://c", ["https://a"], ["https://b", "https://c"]],
    ["lambdaIsolation", "off", "on", false, true],
    ["lambdaNodeModules", "/a", "/b", "/a", "/b"],
  ];
  expect(cases.length).toBe(SETTINGS.length);
  for (const [i, [name, flag, variable, byFlag, byVariable]] of cases.entries()) {
    const setting = SETTINGS[i]!;
    const read = (args: string[]) =>
      readSettings(args, { [setting.variable]: variable })[name as "port"] as unknown;
    expect(read([])).toEqual(byVariable);
    expect(read([`${setting.flag}=${flag}`])).toEqual(byFlag);
  }
});

test("Ctrl-C stops within two seconds among long polls, and stop waits for the end", async () => {
  const mine = mkdtempSync(join(tmpdir(), "brume-cli-"));
  try {
    const one = await startProcess(["--data", mine]);
    const sqs = new SQSClient({
      endpoint: one.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "q" }));
    const polls = Array.from({ length: 20 }, () =>
      fetch(`${QueueUrl}?Action=ReceiveMessage&WaitTimeSeconds=20`, {
        headers: {
          authorization:
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=00",
        },
      }).catch(() => undefined),
    );
    await fetch(`${one.url}/_brume/health`);
    const ended = new Promise<number | null>((resolve) => one.child.once("exit", resolve));
    const began = performance.now();
    one.child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(2_000);
    await Promise.all(polls);
    const two = await startProcess(["--data", mine]);
    const stopped = await cli("stop", "--data", mine, "--json");
    expect(JSON.parse(stopped.out)).toEqual({ stopped: two.child.pid });
    const none = await cli("stop", "--data", mine);
    expect([none.code, none.err]).toEqual([1, `brume: No Brume runs on ${mine}.\n`]);
  } finally {
    rmSync(mine, { recursive: true, force: true });
  }
}, 20_000);
