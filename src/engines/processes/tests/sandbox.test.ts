import { afterAll, expect, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import launchScript from "../bootstraps/launch.sh" with { type: "text" };
import { Sandbox } from "../sandbox.ts";

const folder = mkdtempSync(join(tmpdir(), "brume-sandbox-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
chmodSync(folder, 0o755);
mkdirSync(join(folder, "runtime", "node_modules"), { recursive: true });
mkdirSync(join(folder, "code with space"));
writeFileSync(join(folder, "runtime", "launch.sh"), launchScript);
const sandbox = new Sandbox(folder, true);
const missing = await sandbox.unisolated();
const ROOT = process.getuid?.() === 0;

const view = (id: string) => ({
  id,
  codeFolder: join(folder, "code with space"),
  folders: [],
  temporaryMb: 8,
  memoryMb: 64,
});

test.skipIf(missing !== undefined)(
  `what a function sees${missing === undefined ? "" : ` (${missing})`}`,
  () => {
    const wanted = {
      command: "sh",
      args: [
        "-c",
        'ls /; echo "$V"; touch /x /var/task/x /usr/x 2>&1; ls /proc | grep -c "^[0-9]"; grep Cap /proc/self/status; head -c 9000000 /dev/zero > /tmp/f 2>&1; ls -l /tmp/f',
      ],
      environment: { PATH: "/usr/bin:/bin", V: "a b\n$c" },
    };
    const launch = sandbox.launch(view("see"), wanted, true);
    const out = execFileSync(launch.command, [...launch.args], {
      env: { ...launch.environment },
    }).toString();
    launch.group?.remove();
    expect(out).toContain("a b\n$c\n");
    expect(out.split("\n").slice(0, 12)).not.toContain("root");
    expect(out.match(/Read-only file system/g)?.length).toBe(3);
    expect(out.match(/Cap\w+:\t0{16}/g)?.length).toBe(5);
    expect(out).toContain(" 8388608 ");
  },
);

test.skipIf(missing !== undefined || !ROOT)(
  `as a user without rights${ROOT ? "" : " (this user is one)"}`,
  () => {
    const launch = sandbox.launch(
      view("user"),
      { command: "id", args: ["-u"], environment: { PATH: "/usr/bin:/bin" } },
      true,
    );
    const args = [
      "--reuid",
      "65534",
      "--regid",
      "65534",
      "--clear-groups",
      launch.command,
      ...launch.args,
    ];
    expect(execFileSync("setpriv", args, { env: { ...launch.environment } }).toString()).toBe(
      "0\n",
    );
    launch.group?.remove();
  },
);

test("isolation that is off says why", async () => {
  expect(await new Sandbox(folder, false).unisolated()).toBe("isolation is switched off");
});

test.skipIf(missing !== undefined)(
  `nothing outlives a killed Brume${missing === undefined ? "" : ` (${missing})`}`,
  async () => {
    const child = Bun.spawn([process.execPath, join(import.meta.dir, "orphan.ts"), "isolated"], {
      stdout: "pipe",
    });
    const { value } = await child.stdout.getReader().read();
    const started = JSON.parse(Buffer.from(value!).toString()) as {
      pids: number[];
      folder: string;
    };
    expect(started.pids.length).toBeGreaterThan(2);
    child.kill("SIGKILL");
    await child.exited;
    while (started.pids.some((pid) => existsSync(`/proc/${pid}`)))
      await new Promise<void>((resolve) => setImmediate(resolve));
    rmSync(started.folder, { recursive: true, force: true });
  },
);
