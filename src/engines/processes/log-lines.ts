/** What the platform itself writes into a function's log, as text and as JSON. */

export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly billedMs: number;
  readonly memoryMb: number;
  readonly maxMemoryMb: number;
  readonly initMs: number | undefined;
  readonly status: "success" | "error" | "timeout";
  readonly errorType?: string | undefined;
  readonly trace: string;
}

type Record = { readonly [name: string]: unknown };

/** Lines in one format; times are epoch milliseconds. */
export class PlatformLines {
  constructor(readonly format: "Text" | "JSON") {}

  initStart(
    time: number,
    runtime: string,
    version: string,
    functionName: string,
    functionVersion: string,
  ): string {
    const runtimeVersion = `${runtime.replace(/^(nodejs|python)/, "$1:").replace(/\.x$/, "")}${version === "" ? "" : `.v${version}`}`;
    if (this.format === "Text") return `INIT_START Runtime Version: ${runtimeVersion}`;
    return this.#json(time, "platform.initStart", {
      initializationType: "on-demand",
      phase: "init",
      runtimeVersion,
      functionName,
      functionVersion,
    });
  }

  start(time: number, requestId: string, version: string): string {
    if (this.format === "Text") return `START RequestId: ${requestId} Version: ${version}`;
    return this.#json(time, "platform.start", { requestId, version });
  }

  /** END and REPORT in text; platform.report in JSON. */
  end(time: number, report: Report): string[] {
    const { requestId, durationMs, billedMs, memoryMb, maxMemoryMb, initMs, status, errorType } =
      report;
    if (this.format === "Text") {
      const fields = [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${durationMs.toFixed(2)} ms`,
        `Billed Duration: ${billedMs} ms`,
        `Memory Size: ${memoryMb} MB`,
        `Max Memory Used: ${maxMemoryMb} MB`,
        ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
        ...(status === "success" ? [] : [`Status: ${status}`]),
        ...(status === "error" && errorType !== undefined ? [`Error Type: ${errorType}`] : []),
      ];
      return [`END RequestId: ${requestId}`, `${fields.join("\t")}\t`];
    }
    return [
      this.#json(time, "platform.report", {
        requestId,
        metrics: {
          durationMs: rounded(durationMs),
          billedDurationMs: billedMs,
          memorySizeMB: memoryMb,
          maxMemoryUsedMB: maxMemoryMb,
          ...(initMs === undefined ? {} : { initDurationMs: rounded(initMs) }),
        },
        ...(errorType === undefined ? {} : { errorType }),
        status,
      }),
    ];
  }

  timedOut(time: number, requestId: string, seconds: string): string {
    return `${new Date(time).toISOString()} ${requestId} Task timed out after ${seconds} seconds\n`;
  }

  #json(time: number, type: string, record: Record): string {
    return JSON.stringify({ time: new Date(time).toISOString(), type, record });
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

/** Cuts a stream of bytes into lines; a line that never ends is cut at AWS's event size. */
export class Lines {
  #rest = "";
  readonly #decoder = new TextDecoder();

  constructor(readonly take: (line: string) => void) {}

  push(piece: Uint8Array): void {
    this.#rest += this.#decoder.decode(piece, { stream: true });
    let start = 0;
    for (;;) {
      const end = this.#rest.indexOf("\n", start);
      if (end < 0) break;
      this.take(this.#rest.slice(start, end));
      start = end + 1;
    }
    this.#rest = this.#rest.slice(start);
    if (this.#rest.length > LONGEST) this.flush();
  }

  flush(): void {
    const rest = this.#rest;
    this.#rest = "";
    if (rest !== "") this.take(rest);
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html: 256 KB an event. */
const LONGEST = 256 * 1024 - 26;
