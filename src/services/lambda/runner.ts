/** Where functions run: one pool of environments for each Brume, and what an environment is made of. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  CannotRun,
  type FunctionSpec,
  type Invocation,
  type LogLine,
  type Outcome,
} from "#engines/contract";
import { Pool, PoolFull, type Recipe } from "#engines/pool";
import { ProcessEngine } from "#engines/processes/engine";
import { Fault } from "#aws/fault";
import type { Kernel } from "#kernel/kernel";
import { type Principal, rootOf, servicePrincipal } from "#kernel/principal";
import { Unpacked } from "./code.ts";
import { cannotRun, throttled } from "./errors.ts";
import { type Ctx, functionArn, type Place, type Target } from "./functions.ts";
import { CONCURRENCY, CREDENTIALS_SECONDS, ENVIRONMENTS, IDLE_MS, WAIT_MS } from "./limits.ts";
import { LogStream } from "./log-stream.ts";
import type { Configuration } from "./tables.ts";

/** The runner of each Brume of this process: processes are no rows, and end with their Brume. */
const runners = new WeakMap<Kernel, Runner>();

export function runnerOf(kernel: Kernel): Runner {
  let runner = runners.get(kernel);
  if (runner === undefined) {
    runner = new Runner(kernel);
    runners.set(kernel, runner);
  }
  return runner;
}

export class Runner {
  readonly #pool: Pool;
  readonly #engine: ProcessEngine;
  readonly #unpacked: Unpacked;
  /** Invocations under way by function, and in all by account and region. */
  readonly #busy = new Map<string, number>();

  constructor(readonly kernel: Kernel) {
    const folder = join(kernel.options.folder, "lambda");
    this.#unpacked = new Unpacked(kernel, join(folder, "code"));
    const modules = sdkFolder(kernel.options.functions?.nodeModulesFolder);
    this.#engine = new ProcessEngine({
      folder: join(folder, "run"),
      clock: kernel.clock,
      path: process.env["PATH"] ?? "",
      isolate: kernel.options.functions?.isolate ?? true,
      say: (words) => console.error(words),
      ...(modules === undefined ? {} : { nodeModulesFolder: modules }),
    });
    this.#pool = new Pool(this.#engine, kernel.clock, {
      idleMs: IDLE_MS,
      most: ENVIRONMENTS,
      waitMs: WAIT_MS,
    });
  }

  /**
   * Does ahead of the first invocation what need not wait for it: finds the interpreter, unpacks
   * the code, loads the services that an environment calls. What is missing is said by the
   * invocation itself.
   */
  async prepare(configuration: Pick<Configuration, "runtime" | "code" | "layers">): Promise<void> {
    const { runtime, code, layers } = configuration;
    await Promise.allSettled([
      this.#engine.prepare(runtime),
      this.#unpacked.folderOf([code.blob]),
      layers.length === 0 ? undefined : this.#unpacked.folderOf(layers.map((layer) => layer.blob)),
      this.kernel.load("logs"),
      this.kernel.load("sts"),
    ]);
  }

  /** Invocations of a function under way. */
  busy(place: Place): number {
    return this.#busy.get(functionArn(place)) ?? 0;
  }

  /**
   * Runs one invocation.
   * @throws Fault TooManyRequestsException beyond the function's or the account's concurrency, or
   * InvalidRuntimeException when it cannot be run here.
   */
  async run(ctx: Ctx, target: Target, invocation: Invocation): Promise<Outcome> {
    const name = functionArn(target.place);
    const scope = `${target.place.account}/${target.place.region}`;
    const reserved = target.function.reservedConcurrency;
    if (reserved !== undefined && this.busy(target.place) >= reserved)
      throw throttled("ReservedFunctionConcurrentInvocationLimitExceeded");
    if ((this.#busy.get(scope) ?? 0) >= CONCURRENCY)
      throw throttled("ConcurrentInvocationLimitExceeded");
    this.#add(name, 1);
    this.#add(scope, 1);
    try {
      return await this.#pool.run(keyOf(target), () => this.#recipe(ctx, target), invocation);
    } catch (error) {
      if (error instanceof PoolFull) throw throttled("ConcurrentInvocationLimitExceeded");
      if (error instanceof CannotRun) throw cannotRun(error.message);
      throw error;
    } finally {
      this.#add(name, -1);
      this.#add(scope, -1);
    }
  }

  /** Keeps environments of a version ready. */
  async provision(ctx: Ctx, target: Target, count: number): Promise<void> {
    await this.#pool.provision(keyOf(target), () => this.#recipe(ctx, target), count);
  }

  available(target: Target): number {
    return this.#pool.size(keyOf(target));
  }

  /** Ends the environments of a function's versions: its code or configuration changed. */
  async retire(place: Place): Promise<void> {
    await this.#pool.retireAll(prefixOf(place));
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await this.#pool.close();
    await this.#unpacked.clear();
  }

  #add(key: string, change: number): void {
    const next = (this.#busy.get(key) ?? 0) + change;
    if (next <= 0) this.#busy.delete(key);
    else this.#busy.set(key, next);
  }

  async #recipe(ctx: Ctx, target: Target): Promise<Recipe> {
    const { place, version } = target;
    const c = version.configuration;
    const own = ctx.as({
      account: place.account,
      region: place.region,
      http: undefined,
      signal: undefined,
    });
    const [codeFolder, layersFolder, credentials] = await Promise.all([
      this.#unpacked.folderOf([c.code.blob]),
      c.layers.length === 0
        ? undefined
        : this.#unpacked.folderOf(c.layers.map((layer) => layer.blob)),
      credentialsOf(own, c.role, place.name),
    ]);
    const logGroup = c.logGroup ?? `/aws/lambda/${place.name}`;
    const day = new Date(ctx.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    const logStream = `${day}/[${version.version}]${ctx.chance.hex(32)}`;
    const stream = new LogStream(own.as({ principal: credentials.principal }), logGroup, logStream);
    const spec: FunctionSpec = {
      functionName: place.name,
      version: version.version,
      arn: functionArn(place),
      runtime: c.runtime,
      handler: c.handler,
      architecture: c.architecture,
      memoryMb: c.memoryMb,
      ephemeralStorageMb: c.ephemeralStorageMb,
      region: place.region,
      account: place.account,
      codeFolder,
      ...(layersFolder === undefined ? {} : { layersFolder }),
      variables: {
        AWS_ENDPOINT_URL: this.kernel.options.origin(),
        ...c.variables,
        ...credentials.variables,
      },
      logGroup,
      logStream,
      logFormat: c.logFormat,
      ...(c.logFormat === "Text"
        ? {}
        : {
            applicationLogLevel: c.applicationLogLevel ?? "INFO",
            systemLogLevel: c.systemLogLevel ?? "INFO",
          }),
      log: (line: LogLine) => stream.push(line),
    };
    return {
      spec,
      ...(credentials.expiresAt === undefined ? {} : { expiresAt: credentials.expiresAt }),
    };
  }
}

/**
 * Node.js modules that functions find as they find the AWS SDK in AWS's own runtime: the first of
 * the user's choice, Brume's own and the current folder's that has the SDK.
 */
function sdkFolder(chosen: string | undefined): string | undefined {
  const own = join(import.meta.dir, "..", "..", "..", "node_modules");
  const folders = [...(chosen ? [chosen] : []), own, resolve("node_modules")];
  return folders.find((folder) => existsSync(join(folder, "@aws-sdk")));
}

const prefixOf = (place: Place): string => `${functionArn(place)}|`;

/** One for each configuration of each version of each incarnation of a function. */
const keyOf = ({ place, function: row, version }: Target): string =>
  `${prefixOf(place)}${version.version}|${row.id}|${version.configuration.revisionId}`;

interface Credentials {
  readonly principal: Principal;
  readonly variables: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

/** Temporary credentials of the execution role, as the function finds them in its environment. */
async function credentialsOf(ctx: Ctx, role: string, name: string): Promise<Credentials> {
  try {
    const { Credentials: given } = await ctx.call(
      "sts",
      "AssumeRole",
      { RoleArn: role, RoleSessionName: name.slice(0, 64), DurationSeconds: CREDENTIALS_SECONDS },
      { principal: servicePrincipal("lambda.amazonaws.com", ctx.account) },
    );
    const session = name.slice(0, 64);
    const principal = await ctx.kernel.roleSession(role, "lambda", ctx.account, { session });
    return {
      principal,
      expiresAt: ctx.clock.now() + (CREDENTIALS_SECONDS - 900) * 1000,
      variables: {
        AWS_ACCESS_KEY_ID: given!.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: given!.SecretAccessKey,
        AWS_SESSION_TOKEN: given!.SessionToken,
      },
    };
  } catch (error) {
    if (!(error instanceof Fault) || ctx.kernel.options.iam === "enforce") throw error;
    // Where nothing is enforced, made-up roles are common in templates of others: such a function
    // acts as its account.
    return {
      principal: rootOf(ctx.account),
      variables: { AWS_ACCESS_KEY_ID: ctx.account, AWS_SECRET_ACCESS_KEY: "test" },
    };
  }
}

/** The role that a function's messages are sent as; Lambda itself where the role is made up. */
export async function actorOf(ctx: Ctx, role: string): Promise<string> {
  if (ctx.kernel.options.iam === "enforce") return role;
  return ctx.kernel.roleSession(role, "lambda", ctx.account).then(
    () => role,
    () => "lambda.amazonaws.com",
  );
}

/** The role's session, or the account where the role is made up and nothing is enforced. */
export async function principalOf(ctx: Ctx, role: string, session: string): Promise<Principal> {
  try {
    const named = { session: session.slice(0, 64) };
    return await ctx.kernel.roleSession(role, "lambda", ctx.account, named);
  } catch (error) {
    if (!(error instanceof Fault) || ctx.kernel.options.iam === "enforce") throw error;
    return rootOf(ctx.account);
  }
}
