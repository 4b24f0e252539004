/** Runs functions as processes of this machine. */
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment, EngineClock, FunctionEngine, FunctionSpec } from "../contract.ts";
import launchScript from "./bootstraps/launch.sh" with { type: "text" };
import nodeClient from "./bootstraps/node.cjs" with { type: "text" };
import pythonClient from "./bootstraps/python.py" with { type: "text" };
import { ProcessEnvironment } from "./environment.ts";
import { type Interpreter, Interpreters } from "./interpreters.ts";
import { Sandbox, type View } from "./sandbox.ts";

export interface ProcessEngineOptions {
  /** A folder of the engine's own, emptied when it starts. */
  readonly folder: string;
  readonly clock: EngineClock;
  /** Where interpreters are looked for, as in PATH. */
  readonly path: string;
  /** False to run without namespaces even where they are allowed. */
  readonly isolate?: boolean;
  /** Says something to the user, e.g. that functions run unisolated. */
  readonly say: (words: string) => void;
  /** Host folder with Node.js modules that functions may load, as AWS's runtime has its SDK. */
  readonly nodeModulesFolder?: string;
}

export class ProcessEngine implements FunctionEngine {
  readonly #interpreters: Interpreters;
  #sandbox: Sandbox;
  readonly #environments = new Set<ProcessEnvironment>();
  #written = false;
  readonly #told = new Set<string>();
  #sequence = 0;
  #closing = false;

  constructor(readonly options: ProcessEngineOptions) {
    this.#interpreters = new Interpreters(options.path);
    this.#sandbox = new Sandbox(options.folder, options.isolate ?? true);
  }

  get running(): number {
    return this.#environments.size;
  }

  async prepare(runtime: string): Promise<void> {
    this.#write();
    await Promise.all([this.#interpreters.for(runtime), this.#sandbox.unisolated()]);
  }

  async start(spec: FunctionSpec): Promise<Environment> {
    this.#write();
    const interpreter = await this.#interpreters.for(spec.runtime);
    const unisolated = await this.#sandbox.unisolated();
    if (unisolated !== undefined) this.#sayOnce(`Functions run without isolation: ${unisolated}.`);
    if (!fits(spec.runtime, interpreter.version))
      this.#sayOnce(
        `${spec.runtime} functions run on ${interpreter.command} ${interpreter.version}, the nearest there is.`,
      );
    if (this.#closing) throw new Error("The engine is closed.");
    const id = `${spec.functionName.slice(0, 64).replace(/[^\w-]/g, "_")}-${this.#sequence++}`;
    const isolated = unisolated === undefined;
    const environment: ProcessEnvironment = new ProcessEnvironment({
      spec,
      clock: this.options.clock,
      interpreterVersion: interpreter.version,
      launch: (runtimeApi) => this.#launch(id, spec, interpreter, isolated, runtimeApi),
      ended: () => {
        this.#environments.delete(environment);
        rmSync(join(this.options.folder, "tables", id), { force: true });
      },
    });
    this.#environments.add(environment);
    await environment.open();
    return environment;
  }

  #sayOnce(words: string): void {
    if (this.#told.has(words)) return;
    this.#told.add(words);
    this.options.say(words);
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#environments].map((environment) => environment.close()));
    rmSync(this.options.folder, { recursive: true, force: true });
    this.#written = false;
    this.#closing = false;
  }

  #launch(
    id: string,
    spec: FunctionSpec,
    interpreter: Interpreter,
    isolated: boolean,
    runtimeApi: string,
  ) {
    const shown = {
      task: isolated ? "/var/task" : spec.codeFolder,
      layers: isolated ? "/opt" : (spec.layersFolder ?? "/opt"),
      runtime: isolated ? "/var/runtime" : join(this.options.folder, "runtime"),
      modules: isolated ? "/var/runtime/node_modules" : (this.options.nodeModulesFolder ?? ""),
    };
    const { nodeModulesFolder } = this.options;
    const view: View = {
      id,
      codeFolder: spec.codeFolder,
      folders: interpreter.folders,
      temporaryMb: spec.ephemeralStorageMb,
      memoryMb: spec.memoryMb,
      ...(spec.layersFolder === undefined ? {} : { layersFolder: spec.layersFolder }),
      ...(nodeModulesFolder === undefined || interpreter.kind !== "node"
        ? {}
        : { mounts: { "var/runtime/node_modules": nodeModulesFolder } }),
    };
    const [command, args] = commandOf(spec, interpreter, shown);
    return {
      launch: this.#sandbox.launch(
        view,
        { command, args, environment: environmentOf(spec, interpreter, shown, runtimeApi) },
        isolated,
      ),
      folder: isolated ? "/" : spec.codeFolder,
    };
  }

  /** Writes the runtime clients where functions find them. */
  #write(): void {
    const runtime = join(this.options.folder, "runtime");
    if (this.#written && existsSync(runtime)) return;
    rmSync(this.options.folder, { recursive: true, force: true });
    mkdirSync(join(runtime, "node_modules"), { recursive: true });
    writeFileSync(join(runtime, "index.cjs"), nodeClient);
    writeFileSync(join(runtime, "bootstrap.py"), pythonClient);
    writeFileSync(join(runtime, "launch.sh"), launchScript);
    chmodSync(this.options.folder, 0o755);
    this.#sandbox = new Sandbox(this.options.folder, this.options.isolate ?? true);
    this.#written = true;
  }
}

/** Whether an interpreter is of the version that a runtime names. */
function fits(runtime: string, version: string): boolean {
  const wanted = /(\d+(?:\.\d+)?)(?:\.x)?$/.exec(runtime)?.[1];
  return (
    runtime.startsWith("provided") || wanted === undefined || `${version}.`.startsWith(`${wanted}.`)
  );
}

interface Shown {
  readonly task: string;
  readonly layers: string;
  readonly runtime: string;
  readonly modules: string;
}

function commandOf(spec: FunctionSpec, interpreter: Interpreter, shown: Shown): [string, string[]] {
  // An execution wrapper gets the command as its arguments, as on AWS.
  const wrapper = spec.variables["AWS_LAMBDA_EXEC_WRAPPER"];
  const wrapped = (command: string, args: string[]): [string, string[]] =>
    wrapper === undefined || wrapper === "" ? [command, args] : [wrapper, [command, ...args]];
  if (interpreter.kind === "node") {
    // What AWS leaves to V8's old space of a function's memory.
    const heapMb = Math.floor(spec.memoryMb * 0.9);
    return wrapped(interpreter.command, [
      `--max-old-space-size=${heapMb}`,
      "--max-http-header-size=81920",
      join(shown.runtime, "index.cjs"),
    ]);
  }
  if (interpreter.kind === "python")
    return wrapped(interpreter.command, [join(shown.runtime, "bootstrap.py")]);
  const own = existsSync(join(spec.codeFolder, "bootstrap"));
  if (own) return [join(shown.task, "bootstrap"), []];
  if (spec.layersFolder !== undefined && existsSync(join(spec.layersFolder, "bootstrap")))
    return [join(shown.layers, "bootstrap"), []];
  return [
    "sh",
    [
      "-c",
      'echo "Couldn\'t find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"; exit 127',
    ],
  ];
}

/** The environment, from scratch: nothing of Brume's own gets in. */
function environmentOf(
  spec: FunctionSpec,
  interpreter: Interpreter,
  shown: Shown,
  runtimeApi: string,
): Record<string, string> {
  const { task, layers, runtime, modules } = shown;
  const major = interpreter.version.split(".")[0];
  const python = interpreter.version.split(".").slice(0, 2).join(".");
  return {
    PATH: `/var/lang/bin:/usr/local/bin:/usr/bin:/bin:${layers}/bin`,
    LD_LIBRARY_PATH: `/var/lang/lib:/lib64:/usr/lib64:${runtime}:${runtime}/lib:${task}:${task}/lib:${layers}/lib`,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    ...(interpreter.kind === "node"
      ? {
          NODE_PATH: [
            `${layers}/nodejs/node${major}/node_modules`,
            `${layers}/nodejs/node_modules`,
            modules,
            runtime,
            task,
          ]
            .filter((p) => p !== "")
            .join(":"),
        }
      : {}),
    ...(interpreter.kind === "python"
      ? {
          PYTHONPATH: [
            runtime,
            `${layers}/python/lib/python${python}/site-packages`,
            `${layers}/python`,
          ].join(":"),
          PYTHONDONTWRITEBYTECODE: "1",
          PYTHONIOENCODING: "utf-8",
          PYTHONUTF8: "1",
        }
      : {}),
    AWS_REGION: spec.region,
    AWS_DEFAULT_REGION: spec.region,
    ...spec.variables,
    _HANDLER: spec.handler,
    LAMBDA_TASK_ROOT: task,
    LAMBDA_RUNTIME_DIR: runtime,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: spec.logStream,
    AWS_LAMBDA_LOG_FORMAT: spec.logFormat,
    ...(spec.applicationLogLevel === undefined
      ? {}
      : { AWS_LAMBDA_LOG_LEVEL: spec.applicationLogLevel }),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    ...(spec.runtime.startsWith("provided")
      ? {}
      : { AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}` }),
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
  };
}
