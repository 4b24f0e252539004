/** A Brume in the test's own process: a port of its own, in memory, its clock under control. */
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
  const args = [
    ...["--port", "0", "--iam", options.iam ?? "audit", "--tls", "off"],
    ...(options.settings ?? []),
  ];
  const settings = readSettings(
    [...args, ...(options.data === undefined ? ["--ephemeral"] : ["--data", options.data])],
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
