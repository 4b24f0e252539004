/** The command line as a user meets it: processes, exit codes, and what they print. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
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
  expect(await parsed("snapshot", "load", "one")).toEqual({ load: "one" });
  const fault = await parsed("faults", "add", "--service", "s3", "--status", "500", "--times", "2");
  expect(fault).toMatchObject({ service: "s3", status: 500, times: 2, met: 0 });
  expect(await parsed("faults")).toEqual([fault]);
  expect(await parsed("faults", "remove", fault.id)).toEqual([]);
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
    [["faults", "remove"], 2, /Say which to remove by its id/],
    [["faults", "add", "--times", "few"], 2, /--times takes a number, not "few"/],
    [["faults", "add", "--service", "s4"], 1, /There is no service "s4"/],
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
    ["store", "postgres://a/b", "postgresql://c/d", "postgres://a/b", "postgresql://c/d"],
    ["blobsFolder", "/a", "/b", "/a", "/b"],
    ["ephemeral", "on", "off", true, false],
    ["iam", "enforce", "off", "enforce", "off"],
    ["tls", "off", "on", false, true],
    ["waits", "off", "on", false, true],
    ["sqsFifoQuotas", "on", "off", true, false],
    ["defaultAccount", "111111111111", "222222222222", "111111111111", "222222222222"],
    ["defaultRegion", "eu-west-1", "us-west-2", "eu-west-1", "us-west-2"],
    ["corsOrigins", "https://a", "https://b, https://c", ["https://a"], ["https://b", "https://c"]],
    ["mailServer", "smtp://a:1", "smtps://u:p@b:2", "smtp://a:1", "smtps://u:p@b:2"],
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

/** What a process prints, line by line; the process ends with a loop that is left. */
async function* printed(child: ReturnType<typeof spawnCli>): AsyncIterable<string> {
  let rest = "";
  let whole = false;
  const decoder = new TextDecoder();
  try {
    for await (const piece of child.stdout) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
      rest = lines.pop()!;
      yield* lines;
    }
    whole = true;
  } finally {
    if (!whole) child.kill();
  }
}

const clientOf = (url: string) => ({
  endpoint: url,
  region: "eu-west-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
});

test("requests -f shows each request as it comes, once", async () => {
  const sqs = new SQSClient(clientOf(brume.url));
  const names: string[] = [];
  // Following begins with what there is: the first line says that it does.
  await sqs.send(new CreateQueueCommand({ QueueName: "followed-0" }));
  for await (const line of printed(spawnCli(["requests", "-f", "--limit", "1", "--json"]))) {
    const { operation, status } = JSON.parse(line) as { operation: string; status: number };
    names.push(`${operation} ${status}`);
    if (names.length === 3) break;
    const next = names.length === 1 ? "followed-1" : "not a name";
    await sqs.send(new CreateQueueCommand({ QueueName: next })).catch(() => undefined);
  }
  expect(names).toEqual(["CreateQueue 200", "CreateQueue 200", "CreateQueue 400"]);
}, 15_000);

test("logs shows the newest lines by time, and -f goes on as they are written", async () => {
  const client = new CloudWatchLogsClient(clientOf(brume.url));
  const now = Date.now();
  const put = (logGroupName: string, ...messages: [string, number][]) =>
    client.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName: "s",
        logEvents: messages.map(([message, ago]) => ({ message, timestamp: now - ago })),
      }),
    );
  for (const logGroupName of ["/told/a", "/told/b", "/other"]) {
    await client.send(new CreateLogGroupCommand({ logGroupName }));
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "s" }));
  }
  await put("/told/a", ["a1", 4_000], ["a3", 2_000]);
  await put("/told/b", ["b2", 3_000], ["b4", 1_000]);
  await put("/other", ["unasked", 0]);
  const { out } = await cli("logs", "--limit", "3", "/told/");
  expect(out.trim().split("\n")).toEqual(
    [
      [3_000, "/told/b  b2"],
      [2_000, "/told/a  a3"],
      [1_000, "/told/b  b4"],
    ].map(([ago, text]) => `${new Date(now - Number(ago)).toISOString()} ${text}`),
  );
  const seen: string[] = [];
  for await (const line of printed(spawnCli(["logs", "-f", "/told/", "--limit", "1", "--json"]))) {
    seen.push((JSON.parse(line) as { message: string }).message);
    if (seen.length === 1) await put("/told/a", ["a5", 0]);
    // Written later, but older: it is shown none the less, and once.
    if (seen.length === 2) await put("/told/b", ["b-late", 2_500]);
    if (seen.length === 3) break;
  }
  expect(seen).toEqual(["b4", "a5", "b-late"]);
}, 15_000);

test("a reader that has enough ends what follows, without a word", async () => {
  const sqs = new SQSClient(clientOf(brume.url));
  await sqs.send(new CreateQueueCommand({ QueueName: "read-once" }));
  const script = `"$0" "$1" requests -f | head -n 1; echo "left"`;
  const child = Bun.spawn(["sh", "-c", script, bunExecutable(), join(ROOT, "src", "main.ts")], {
    cwd: folder,
    env: { ...process.env, BRUME_DATA: folder },
    stdout: "pipe",
    stderr: "pipe",
  });
  let ended = false;
  void child.exited.then(() => (ended = true));
  // Each further request makes it write to nobody.
  while (!ended) await sqs.send(new CreateQueueCommand({ QueueName: "read-once" }));
  const printed = await new Response(child.stdout).text();
  expect([printed.split("\n").length, await new Response(child.stderr).text()]).toEqual([3, ""]);
}, 15_000);

test("following ends when Brume does", async () => {
  const one = await startProcess(["--ephemeral"]);
  const port = new URL(one.url).port;
  await new SQSClient(clientOf(one.url)).send(new CreateQueueCommand({ QueueName: "q" }));
  const child = spawnCli(["requests", "-f", "--port", port]);
  const lines: string[] = [];
  for await (const line of printed(child)) {
    lines.push(line);
    await one.stop();
  }
  expect(lines.length).toBe(1);
  expect([await child.exited, await new Response(child.stderr).text()]).toEqual([0, ""]);
}, 15_000);

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

test("Ctrl-C ends a running function with Brume, cleanly and within two seconds", async () => {
  const mine = mkdtempSync(join(tmpdir(), "brume-cli-"));
  try {
    const one = await startProcess(["--data", mine, "--region", "eu-west-1"]);
    const lambda = new LambdaClient(clientOf(one.url));
    const code =
      "exports.handler = () => { console.log('running'); return new Promise(() => setInterval(() => 0, 1e6)); };";
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: "endless",
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Role: "arn:aws:iam::000000000000:role/any",
        Timeout: 60,
        Code: { ZipFile: zipSync({ "index.js": Buffer.from(code) }) },
      }),
    );
    const invoked = lambda
      .send(new InvokeCommand({ FunctionName: "endless" }))
      .catch(() => undefined);
    for await (const line of printed(spawnCli(["logs", "-f", "--data", mine])))
      if (line.includes("running")) break;
    expect(processesOf(mine)).not.toEqual([]);
    expect(existsSync(join(mine, "brume.pid"))).toBe(true);
    const ended = new Promise<number | null>((resolve) => one.child.once("exit", resolve));
    const began = performance.now();
    one.child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(2_000);
    await invoked;
    expect(processesOf(mine)).toEqual([]);
    // It came to its own end, and was not cut off at the last moment.
    expect(existsSync(join(mine, "brume.pid"))).toBe(false);
  } finally {
    rmSync(mine, { recursive: true, force: true });
  }
}, 30_000);

/** Command lines of this machine's processes, Brume's own aside, that name a folder. */
function processesOf(named: string): string[] {
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return "";
      }
    })
    .filter((line) => line.includes(named) && !line.includes("src/main.ts"));
}
