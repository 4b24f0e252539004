/** What runs functions, whatever is under it: processes here, containers later. */

/** The clock an engine is given; the kernel's own fits. */
export interface EngineClock {
  /** Epoch milliseconds. */
  now(): number;
  at(at: number, fire: () => void): { cancel(): void };
  /** Calls back after real time has passed: a process runs in real time whatever the clock says. */
  afterReal(milliseconds: number, fire: () => void): { cancel(): void };
  /** Monotonic real milliseconds. */
  elapsed(): number;
}

/** One line that a function or the platform wrote. */
export interface LogLine {
  /** Epoch milliseconds. */
  readonly time: number;
  /** Without its line end; a message of several lines holds them all. */
  readonly text: string;
}

/** Everything that decides what an environment is; another spec is another environment. */
export interface FunctionSpec {
  readonly functionName: string;
  /** "$LATEST" or a number. */
  readonly version: string;
  /** The function's own ARN, unqualified. */
  readonly arn: string;
  /** AWS's runtime identifier, e.g. "nodejs22.x". */
  readonly runtime: string;
  readonly handler: string;
  readonly architecture: "x86_64" | "arm64";
  readonly memoryMb: number;
  readonly ephemeralStorageMb: number;
  readonly region: string;
  readonly account: string;
  /** The folder with the function's unpacked code. */
  readonly codeFolder: string;
  /** The folder with its layers merged, when it has any. */
  readonly layersFolder?: string;
  /** The user's variables, credentials and endpoint: laid over what the engine sets itself. */
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logFormat: "Text" | "JSON";
  readonly applicationLogLevel?: string;
  readonly systemLogLevel?: string;
  /** Takes every line of the environment, in order. */
  readonly log: (line: LogLine) => void;
}

export interface Invocation {
  readonly requestId: string;
  /** The ARN as invoked, with its qualifier. */
  readonly invokedArn: string;
  readonly payload: Uint8Array;
  readonly timeoutMs: number;
  /** Value of X-Amzn-Trace-Id. */
  readonly trace: string;
  /** JSON text. */
  readonly clientContext?: string;
  readonly cognitoIdentity?: string;
  /** Keep the last 4 KB of what is logged for `Outcome.tail`. */
  readonly tail?: boolean;
  /**
   * Called when the function streams its response; its pieces then come by the iterable, and
   * `Outcome.payload` is empty. Without it a streamed response is gathered.
   */
  readonly stream?: (contentType: string | undefined, pieces: AsyncIterable<Uint8Array>) => void;
}

export interface Outcome {
  /** The function's answer, or the JSON of its error. */
  readonly payload: Uint8Array;
  /** Set when the function failed: its errorType. */
  readonly errorType?: string;
  readonly durationMs: number;
  readonly billedMs: number;
  readonly initMs?: number;
  readonly maxMemoryMb: number;
  /** The end of the log as text, when the invocation asked for it. */
  readonly tail?: string;
}

/** One execution environment: it takes one invocation at a time. */
export interface Environment {
  /** Resolves once the function answered and is ready for more, or is dead. */
  invoke(invocation: Invocation): Promise<Outcome>;
  /** Resolves when initialisation is over, well or not: for provisioned concurrency. */
  ready(): Promise<void>;
  /** False once it cannot be used again. */
  readonly alive: boolean;
  /** Kills it; resolves when nothing of it runs. */
  close(): Promise<void>;
}

/** The function cannot be run here; the message says what is missing and how to get it. */
export class CannotRun extends Error {}

export interface FunctionEngine {
  /** @throws CannotRun. */
  start(spec: FunctionSpec): Promise<Environment>;
  /** Looks for what a runtime takes ahead of the first start. @throws CannotRun. */
  prepare(runtime: string): Promise<void>;
  /** Kills everything; resolves when nothing runs. */
  close(): Promise<void>;
}
