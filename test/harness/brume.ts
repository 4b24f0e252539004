/** A Brume in the test's own process: a port of its own, in memory, its clock under control. */
import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AdjustableClock } from "#kernel/clock";
import { type Brume, type Replacements, startBrume } from "../../src/brume.ts";
import { readSettings } from "../../src/settings.ts";

/** Where a test's clock stands at first: 2026-01-01T00:00:00Z. */
export const EPOCH = Date.UTC(2026, 0, 1);

export interface TestBrume extends Brume {
  /** What an AWS SDK client for JavaScript is made with. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    /** A refused request shows at once; retries would hide it. */
    readonly maxAttempts: number;
  };
  /** Moves the clock on, running what falls due on the way. */
  advance(milliseconds: number): Promise<void>;
}

export interface TestOptions extends Replacements {
  readonly iam?: "audit" | "enforce" | "off";
  /** A data folder; without one nothing is kept. */
  readonly data?: string;
  /** The clock runs as the real one does, for what measures real time. */
  readonly running?: boolean;
  /** Further settings, as on the command line. */
  readonly settings?: readonly string[];
}

export async function testBrume(options: TestOptions = {}): Promise<TestBrume> {
  const settings = readSettings(
    [
      ...["--port", "0", "--iam", options.iam ?? "audit", "--tls", "off"],
      ...placeOf(options),
      ...(options.settings ?? []),
    ],
    {},
  );
  const clock =
    options.clock ?? (options.running ? new AdjustableClock() : new AdjustableClock(EPOCH));
  const brume = await startBrume(settings, { ...options, clock });
  return {
    ...brume,
    client: {
      endpoint: brume.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    },
    advance: (milliseconds) => brume.kernel.advance(milliseconds),
  };
}

/** Where state is kept: nowhere, in a folder, or in a schema of BRUME_TEST_STORE's database. */
function placeOf({ data }: TestOptions): readonly string[] {
  const database = process.env["BRUME_TEST_STORE"];
  if (database === undefined) return data === undefined ? ["--ephemeral"] : ["--data", data];
  const folder = data ?? mkdtempSync(join(tmpdir(), "brume-data-"));
  const schema = `t_${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`;
  return ["--data", folder, "--store", `${database}?schema=${schema}`];
}
