/** One execution environment: a process, its runtime API, and the invocation that it works on. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Body } from "#protocol/http";
import type { Environment, EngineClock, FunctionSpec, Invocation, Outcome } from "../contract.ts";
import { type Loopback, listenLoopback } from "./listener.ts";
import { Lines, PlatformLines } from "./log-lines.ts";
import { memoryOf, signalAll, treeOf } from "./process-tree.ts";
import {
  type Answer,
  jsonBytes,
  RESPONSE_BYTES,
  runtimeApi,
  type RuntimeEvents,
} from "./runtime-api.ts";
import type { Launch } from "./sandbox.ts";
import { Tail } from "./tail.ts";

/** The process ended before it took the invocation: another environment may take it. */
export class EnvironmentGone extends Error {}

export interface Start {
  readonly spec: FunctionSpec;
  readonly clock: EngineClock;
  /** For INIT_START. */
  readonly interpreterVersion: string;
  /** How to start the process, given where its runtime API listens. */
  launch(runtimeApi: string): {
    launch: Launch;
    folder: string;
  };
  /** Called once, when nothing of it runs any more. */
  readonly ended: () => void;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT_MS = 10_000;
/** Idle this long before it is frozen, so that a busy environment never pays for it. */
const FREEZE_AFTER_MS = 25;
const WATCH_EVERY_MS = 50;
const PEAK_EVERY_MS = 20;
const MARK_LIMIT_MS = 500;
const MARK = "\u0000brume ";

interface Current {
  readonly invocation: Invocation;
  readonly tail: Tail | undefined;
  began: number;
  answer?: Answer;
  resolve(ending: Ending): void;
}

/** How an invocation or an initialisation ended. */
type Ending = "ready" | "answered" | "timeout" | "exit" | "init-error";
type Given = { invocation: Invocation; deadline: number };

export class ProcessEnvironment implements Environment {
  readonly #lines: PlatformLines;
  #child: ChildProcess | undefined;
  #launch: Launch | undefined;
  #listening: Loopback | undefined;
  #closed: Promise<void> = Promise.resolve();
  #exit: { code: number | null; signal: string | null } | undefined;
  #spawnError: string | undefined;
  #ready = Promise.withResolvers<Ending>();
  #waiting: ((given: Given | undefined) => void) | undefined;
  #current: Current | undefined;
  #initError: Answer | undefined;
  #initBegan = 0;
  #initMs: number | undefined;
  #pid = 0;
  #frozen: number[] | undefined;
  #freezing: { cancel(): void } | undefined;
  #markSeen: (() => void) | undefined;
  #marks = 0;
  #peakBytes = 0;
  #peakReadAt = Number.NEGATIVE_INFINITY;
  #killedFor: "timeout" | "memory" | "close" | undefined;
  #over = false;

  constructor(readonly start: Start) {
    this.#lines = new PlatformLines(start.spec.logFormat);
  }

  get alive(): boolean {
    return !this.#over && this.#exit === undefined && this.#killedFor === undefined;
  }

  /** Of the process that everything of this environment descends from. */
  get processId(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts listening and the process. */
  async open(): Promise<void> {
    const { spec, clock } = this.start;
    this.#listening = await listenLoopback(runtimeApi(this.#events()));
    this.#log(
      this.#lines.initStart(
        clock.now(),
        spec.runtime,
        this.start.interpreterVersion,
        spec.functionName,
        spec.version,
      ),
    );
    this.#spawn();
  }

  async ready(): Promise<void> {
    await this.#initialised(INIT_LIMIT_MS);
  }

  async invoke(invocation: Invocation): Promise<Outcome> {
    if (!this.alive) throw new EnvironmentGone();
    this.#thaw();
    const { spec, clock } = this.start;
    const current: Current = {
      invocation,
      began: clock.elapsed(),
      resolve: () => undefined,
      tail: invocation.tail ? new Tail() : undefined,
    };
    const cold = this.#initMs === undefined;
    if (cold) {
      const ending = await this.#initialised(INIT_LIMIT_MS);
      current.began = clock.elapsed();
      if (ending === "timeout") await this.#again(invocation.timeoutMs);
    }
    this.#current = current;
    this.#log(this.#lines.start(clock.now(), invocation.requestId, spec.version));
    const ending = await this.#work(current);
    const initMs = cold ? this.#initMs : undefined;
    const outcome = await this.#outcome(current, ending, initMs);
    this.#current = undefined;
    if (ending === "answered" && this.alive) this.#freezeSoon();
    else await this.close();
    return outcome;
  }

  async close(): Promise<void> {
    this.#killedFor ??= "close";
    this.#over = true;
    this.#freezing?.cancel();
    this.#kill();
    await this.#closed;
    this.#waiting?.(undefined);
    this.#waiting = undefined;
    this.#listening?.close();
    this.#listening = undefined;
    this.#removeGroup(20);
    this.start.ended();
  }

  /** The last process may still be ending when its output has ended. */
  #removeGroup(attempts: number): void {
    const group = this.#launch?.group;
    if (group === undefined || group.remove() || attempts === 0) return;
    this.start.clock.afterReal(WATCH_EVERY_MS, () => this.#removeGroup(attempts - 1));
  }

  /** Waits for the first `next`, or what comes instead of it. */
  async #initialised(limitMs: number): Promise<Ending> {
    if (this.#initMs !== undefined) return "ready";
    const left = Math.max(1, this.#initBegan + limitMs - this.start.clock.elapsed());
    const timer = this.start.clock.afterReal(left, () => this.#ready.resolve("timeout"));
    const ending = await this.#ready.promise;
    timer.cancel();
    return ending;
  }

  /** AWS starts initialisation anew, within the function's own timeout, when it took too long. */
  async #again(limitMs: number): Promise<void> {
    this.#log(
      `INIT_REPORT Init Duration: ${INIT_LIMIT_MS.toFixed(2)} ms\tPhase: init\tStatus: timeout`,
    );
    this.#kill();
    await this.#closed;
    this.#exit = undefined;
    this.#ready = Promise.withResolvers<Ending>();
    this.#spawn();
    await this.#initialised(limitMs);
  }

  /** Hands the invocation over and waits for its end. */
  async #work(current: Current): Promise<Ending> {
    const { clock } = this.start;
    const { timeoutMs } = current.invocation;
    const { promise, resolve } = Promise.withResolvers<Ending>();
    current.resolve = resolve;
    if (this.#initMs === undefined)
      resolve(
        this.#exit !== undefined
          ? this.#initError
            ? "init-error"
            : "exit"
          : this.#initError
            ? "init-error"
            : "timeout",
      );
    else {
      current.began = clock.elapsed();
      if (this.#exit !== undefined) resolve("exit");
      this.#hand();
    }
    const timer = clock.afterReal(timeoutMs, () => resolve("timeout"));
    const stopWatching = this.#watch();
    const ending = await promise;
    timer.cancel();
    stopWatching();
    return ending;
  }

  /** Gives the waiting process its invocation. */
  #hand(): void {
    const current = this.#current;
    const waiting = this.#waiting;
    if (current === undefined || waiting === undefined) return;
    this.#waiting = undefined;
    // The function compares the deadline with its own, real clock.
    waiting({
      invocation: current.invocation,
      deadline: Date.now() + current.invocation.timeoutMs,
    });
  }

  async #outcome(current: Current, ending: Ending, initMs: number | undefined): Promise<Outcome> {
    const { spec, clock } = this.start;
    const { invocation } = current;
    const elapsed = clock.elapsed() - current.began;
    const durationMs = ending === "timeout" ? invocation.timeoutMs : elapsed;
    if (ending === "answered") await this.#outputRead(current.answer!.marked);
    else {
      this.#killedFor ??= ending === "timeout" ? "timeout" : undefined;
      this.#kill();
      await this.#closed;
    }
    const { payload, errorType } = this.#answerOf(current, ending);
    const billedMs = Math.max(1, Math.ceil(durationMs + (initMs ?? 0)));
    const maxMemoryMb = this.#maxMemoryMb();
    const status =
      ending === "timeout"
        ? "timeout"
        : errorType === undefined || ending === "answered"
          ? "success"
          : "error";
    const report = this.#lines.end(clock.now(), {
      requestId: invocation.requestId,
      durationMs,
      billedMs,
      memoryMb: spec.memoryMb,
      maxMemoryMb,
      initMs,
      status,
      errorType,
      trace: invocation.trace,
    });
    for (const line of report) this.#log(line);
    return {
      payload,
      durationMs,
      billedMs,
      maxMemoryMb,
      ...(errorType === undefined ? {} : { errorType }),
      ...(initMs === undefined ? {} : { initMs }),
      ...(current.tail === undefined ? {} : { tail: current.tail.text() }),
    };
  }

  #answerOf(current: Current, ending: Ending): { payload: Uint8Array; errorType?: string } {
    const { requestId, timeoutMs } = current.invocation;
    if (ending === "answered") return current.answer!;
    if (ending === "init-error") return this.#initError!;
    if (ending === "timeout") {
      const seconds = (timeoutMs / 1000).toFixed(2);
      this.#log(this.#lines.timedOut(this.start.clock.now(), requestId, seconds));
      return failed(
        "Sandbox.Timedout",
        `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
      );
    }
    const [errorType, words] = this.#exitWords();
    this.#log(`RequestId: ${requestId} Error: ${words}\n${errorType}`);
    return failed(errorType, `RequestId: ${requestId} Error: ${words}`);
  }

  #exitWords(): [errorType: string, words: string] {
    if (this.#spawnError !== undefined) return ["Runtime.InvalidEntrypoint", this.#spawnError];
    const { code, signal } = this.#exit ?? { code: null, signal: "SIGKILL" };
    const name = signal ?? SIGNALS_BY_STATUS.get(code ?? 0);
    if (this.#killedFor === "memory" || name === "SIGKILL")
      return ["Runtime.ExitError", "Runtime exited with error: signal: killed"];
    if (name !== undefined && name !== null)
      return [
        "Runtime.ExitError",
        `Runtime exited with error: signal: ${SIGNAL_WORDS.get(name) ?? name}`,
      ];
    if (code === 0) return ["Runtime.ExitError", "Runtime exited without providing a reason"];
    return ["Runtime.ExitError", `Runtime exited with error: exit status ${code}`];
  }

  #events(): RuntimeEvents {
    return {
      next: (signal) => this.#next(signal),
      isCurrent: (id) =>
        this.#current?.invocation.requestId === id && this.#current.answer === undefined,
      answered: (answer) => this.#answered(answer),
      streamed: (contentType, body) => this.#streamed(contentType, body),
      initFailed: (errorType, payload) => {
        this.#initError = { errorType, payload, marked: false };
        this.#ready.resolve("init-error");
      },
    };
  }

  #next(signal: AbortSignal): Promise<Given | undefined> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      signal.addEventListener("abort", () => resolve(undefined), { once: true });
      if (this.#initMs === undefined) {
        this.#initMs = this.start.clock.elapsed() - this.#initBegan;
        const tree = this.#child?.pid === undefined ? [] : treeOf(this.#child.pid);
        // Behind `unshare` and the first shell of the namespace comes the function's own process.
        this.#pid = (this.#launch?.isolated ? tree[2] : tree[0]) ?? 0;
        this.#ready.resolve("ready");
        return;
      }
      if (this.#current !== undefined && this.#current.answer === undefined) this.#hand();
    });
  }

  #answered(answer: Answer): void {
    const current = this.#current;
    if (current === undefined) return;
    current.answer = answer;
    current.resolve("answered");
  }

  async #streamed(contentType: string | undefined, body: Body): Promise<void> {
    const current = this.#current;
    if (current === undefined) return;
    const { stream } = current.invocation;
    const payload: Uint8Array[] = [];
    if (stream === undefined) payload.push(await body.bytes(RESPONSE_BYTES * 32));
    else {
      const { promise, resolve } = Promise.withResolvers<void>();
      stream(contentType, watched(body.stream(), resolve));
      await promise;
    }
    const trailers = body.trailers();
    const errorType = trailers.get("lambda-runtime-function-error-type");
    const text = trailers.get("lambda-runtime-function-error-body");
    this.#answered({
      payload:
        errorType === undefined || text === undefined
          ? Buffer.concat(payload)
          : Buffer.from(text, "base64"),
      ...(errorType === undefined ? {} : { errorType }),
      marked: trailers.has("brume-log-mark"),
    });
  }

  #spawn(): void {
    const { launch, folder } = this.start.launch(`127.0.0.1:${this.#listening!.port}`);
    this.#launch = launch;
    this.#initBegan = this.start.clock.elapsed();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#closed = promise;
    const child = spawn(launch.command, [...launch.args], {
      cwd: folder,
      env: { ...launch.environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#child = child;
    const lines = new Lines((line) => this.#line(line));
    child.stdout!.on("data", (piece: Buffer) => lines.push(piece));
    child.stderr!.on("data", (piece: Buffer) => lines.push(piece));
    let done = false;
    const ended = (code: number | null, signal: string | null) => {
      if (done) return;
      done = true;
      lines.flush();
      this.#exit = { code, signal };
      resolve();
      // An init error that was reported stands; else the exit is what happened.
      if (this.#initMs === undefined)
        this.#ready.resolve(this.#initError === undefined ? "exit" : "init-error");
      else this.#current?.resolve("exit");
      if (this.#current === undefined && this.#initMs !== undefined) void this.close();
    };
    child.on("error", (error) => {
      this.#spawnError = error.message;
      ended(1, null);
    });
    child.on("close", ended);
  }

  /** Everything of it ends at once: the namespace's first process dies with `unshare`. */
  #kill(): void {
    const pid = this.#child?.pid;
    if (pid === undefined || this.#exit !== undefined) return;
    this.#readPeak();
    signalAll([-pid, pid], "SIGKILL");
  }

  #freezeSoon(): void {
    this.#freezing = this.start.clock.afterReal(FREEZE_AFTER_MS, () => {
      if (
        this.#waiting === undefined ||
        this.#current !== undefined ||
        this.#child?.pid === undefined
      )
        return;
      this.#frozen = treeOf(this.#child.pid).slice(this.#launch?.isolated ? 2 : 0);
      signalAll(this.#frozen, "SIGSTOP");
    });
  }

  #thaw(): void {
    this.#freezing?.cancel();
    if (this.#frozen === undefined) return;
    signalAll(this.#frozen, "SIGCONT");
    this.#frozen = undefined;
  }

  /** Looks at the processes' memory while they work, and kills them above the function's limit. */
  #watch(): () => void {
    const { clock, spec } = this.start;
    const look = () => {
      if (this.#child?.pid === undefined) return;
      const resident = treeOf(this.#child.pid)
        .slice(this.#launch?.isolated ? 2 : 0)
        .reduce((sum, pid) => sum + memoryOf(pid).residentBytes, 0);
      this.#peakBytes = Math.max(this.#peakBytes, resident);
      if (resident > spec.memoryMb * 1024 * 1024) {
        this.#killedFor = "memory";
        this.#kill();
      } else timer = clock.afterReal(WATCH_EVERY_MS, look);
    };
    let timer = clock.afterReal(WATCH_EVERY_MS, look);
    return () => timer.cancel();
  }

  /** The peak only rises: a fresh look is taken now and then, not after each invocation. */
  #readPeak(): void {
    const now = this.start.clock.elapsed();
    if (now - this.#peakReadAt < PEAK_EVERY_MS && this.#killedFor === undefined) return;
    this.#peakReadAt = now;
    if (this.#pid !== 0) this.#peakBytes = Math.max(this.#peakBytes, memoryOf(this.#pid).peakBytes);
  }

  #maxMemoryMb(): number {
    this.#readPeak();
    const { memoryMb } = this.start.spec;
    return this.#killedFor === "memory"
      ? memoryMb
      : Math.min(memoryMb, Math.ceil(this.#peakBytes / 1024 / 1024));
  }

  /** Resolves when what the process wrote before its answer has been read. */
  async #outputRead(marked: boolean): Promise<void> {
    if (!marked) return;
    if (this.#marks > 0) {
      this.#marks = 0;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#markSeen = resolve;
    const timer = this.start.clock.afterReal(MARK_LIMIT_MS, resolve);
    await promise;
    timer.cancel();
    this.#markSeen = undefined;
    this.#marks = 0;
  }

  #line(line: string): void {
    const mark = line.indexOf(MARK);
    if (mark >= 0) {
      if (mark > 0) this.#log(line.slice(0, mark));
      this.#marks++;
      this.#markSeen?.();
      return;
    }
    // Our runtime clients send the line breaks inside a message as carriage returns.
    this.#log(line.replace(/\r$/, "").replaceAll("\r", "\n"));
  }

  #log(text: string): void {
    this.#current?.tail?.add(text);
    this.start.spec.log({ time: this.start.clock.now(), text });
  }
}

const SIGNALS_BY_STATUS: ReadonlyMap<number, string> = new Map([
  [132, "SIGILL"],
  [133, "SIGTRAP"],
  [134, "SIGABRT"],
  [136, "SIGFPE"],
  [137, "SIGKILL"],
  [139, "SIGSEGV"],
]);
const SIGNAL_WORDS: ReadonlyMap<string, string> = new Map([
  ["SIGABRT", "aborted"],
  ["SIGSEGV", "segmentation fault"],
  ["SIGILL", "illegal instruction"],
  ["SIGTRAP", "trace/breakpoint trap"],
  ["SIGFPE", "floating point exception"],
  ["SIGTERM", "terminated"],
]);

function failed(
  errorType: string,
  errorMessage: string,
): { payload: Uint8Array; errorType: string } {
  return { payload: jsonBytes({ errorType, errorMessage }), errorType };
}

/** Passes pieces on and says when they are over, also when the taker stopped early. */
async function* watched(
  pieces: AsyncIterable<Uint8Array>,
  over: () => void,
): AsyncIterable<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const step = await iterator.next();
      if (step.done) {
        ended = true;
        return;
      }
      yield step.value;
    }
  } finally {
    // What a taker left unread is read to its end, so that the function is not stuck on it.
    while (!ended) ended = (await iterator.next().catch(() => ({ done: true }))).done ?? false;
    over();
  }
}
