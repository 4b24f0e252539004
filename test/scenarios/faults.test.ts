/** What goes wrong outside: newer data, a full disk, a kill amid uploads. */
import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { Database } from "bun:sqlite";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { bunExecutable } from "../../bin/runtime.mjs";
import { ROOT, startProcess } from "../harness/process.ts";

const s3At = (endpoint: string) =>
  new S3Client({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
    forcePathStyle: true,
  });

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "brume-faults-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a folder of a newer Brume is refused and left as it was", () =>
  inFolder(async (folder) => {
    const file = join(folder, "brume.db");
    const database = new Database(file);
    database.run("pragma user_version = 9999");
    database.run("create table t (x)");
    database.close();
    const before = readFileSync(file);
    const child = Bun.spawnSync(
      [bunExecutable(), join(ROOT, "src", "main.ts"), "start", "--port", "0", "--data", folder],
      { cwd: ROOT },
    );
    expect(child.exitCode).toBe(1);
    expect(child.stderr.toString()).toMatch(/^brume: .*written by a newer Brume/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(join(folder, "brume.pid"))).toBe(false);
  }));

test(
  "kill -9 amid uploads leaves no orphan blob after the next start",
  () =>
    inFolder(async (folder) => {
      const one = await startProcess(["--data", folder]);
      const s3 = s3At(one.url);
      await s3.send(new CreateBucketCommand({ Bucket: "photos" }));
      const acknowledged = new Set<string>();
      const seen = Promise.withResolvers<void>();
      const uploads = Array.from({ length: 4 }, async (_, w) => {
        for (let i = 0; ; i++) {
          const Key = `${w}-${i}`;
          await s3.send(
            new PutObjectCommand({ Bucket: "photos", Key, Body: Buffer.alloc(300_000, Key) }),
          );
          acknowledged.add(Key);
          if (acknowledged.size === 20) seen.resolve();
        }
      });
      // Watched before the kill: what fails by it is no failure of the test.
      const ended = Promise.allSettled(uploads);
      await seen.promise;
      await one.kill();
      await ended;
      const two = await startProcess(["--data", folder]);
      try {
        const again = s3At(two.url);
        const listed = await again.send(new ListObjectsV2Command({ Bucket: "photos" }));
        const keys = new Set(listed.Contents!.map((o) => o.Key!));
        for (const key of acknowledged) expect(keys.has(key)).toBe(true);
        const blobs = () =>
          readdirSync(join(folder, "blobs"), { recursive: true }).filter((name) =>
            /[0-9a-f]{64}$|tmp\/./.test(String(name)),
          );
        // The sweep runs beside the first requests.
        for (let turn = 0; turn < 200 && blobs().length !== keys.size; turn++)
          await again.send(new ListObjectsV2Command({ Bucket: "photos" }));
        expect(blobs().length).toBe(keys.size);
      } finally {
        await two.kill();
      }
    }),
  20_000,
);

const mounts =
  process.platform === "linux" &&
  spawnSync("unshare", ["-Urm", "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"]).status === 0;

test.skipIf(!mounts)(
  `a full disk answers ServiceUnavailable and recovers${mounts ? "" : " (skipped: no tmpfs in a user namespace)"}`,
  () =>
    inFolder(async (folder) => {
      const data = join(folder, "small");
      mkdirSync(data);
      const script = `mount -t tmpfs -o size=12m tmpfs ${data} && exec ${bunExecutable()} ${join(ROOT, "src", "main.ts")} start --port 0 --tls off --data ${data}`;
      const child = Bun.spawn(["unshare", "-Urm", "sh", "-c", script], {
        cwd: ROOT,
        stdout: "pipe",
        stderr: "pipe",
      });
      try {
        let printed = "";
        let url: string | undefined;
        for await (const piece of child.stdout) {
          printed += new TextDecoder().decode(piece);
          url = /answers at (http:\S+?)\s/.exec(printed)?.[1];
          if (url !== undefined) break;
        }
        const s3 = s3At(url!);
        await s3.send(new CreateBucketCommand({ Bucket: "photos" }));
        const bodyOf = (i: number) => Buffer.alloc(i % 2 ? 700_000 : 9_000, `${i},`);
        const kept = new Set<number>();
        let refused = 0;
        for (let i = 0; i < 400 && refused < 8; i++)
          try {
            await s3.send(new PutObjectCommand({ Bucket: "photos", Key: `${i}`, Body: bodyOf(i) }));
            kept.add(i);
          } catch (error) {
            const { name, $metadata } = error as { name: string; $metadata: object };
            expect([name, $metadata]).toEqual([
              "ServiceUnavailable",
              expect.objectContaining({ httpStatusCode: 503 }),
            ]);
            refused++;
          }
        expect(refused).toBe(8);
        const check = async () => {
          for (const i of kept) {
            const got = await s3.send(new GetObjectCommand({ Bucket: "photos", Key: `${i}` }));
            const read = Buffer.from(await got.Body!.transformToByteArray());
            expect(read.equals(bodyOf(i))).toBe(true);
          }
        };
        await check();
        let freed = 0;
        for (const i of [...kept].filter((k) => k % 2).slice(0, 4))
          try {
            await s3.send(new DeleteObjectCommand({ Bucket: "photos", Key: `${i}` }));
            kept.delete(i);
            freed++;
          } catch {
            // Even a deletion needs a little room.
          }
        expect(freed).toBeGreaterThan(0);
        await s3.send(new PutObjectCommand({ Bucket: "photos", Key: "9999", Body: bodyOf(9999) }));
        kept.add(9999);
        await check();
      } finally {
        child.kill("SIGKILL");
        await child.exited;
      }
    }),
  30_000,
);
