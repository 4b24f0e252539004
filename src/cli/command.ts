/** What a command of the command line is, and how it reaches a running Brume. */
import { runningIn } from "../lock.ts";
import { resolve } from "node:path";

export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Only on a terminal, and not with NO_COLOR. */
  readonly colours: boolean;
  out(line: string): void;
  error(line: string): void;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  /** A few words for the list of commands. */
  readonly summary: string;
  readonly says: string;
  readonly options?: string;
  readonly examples: readonly string[];
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** Something the user can mend; its message says what happened, why, and what to do. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** Splits off flags a command knows. @throws CommandError for one it does not. */
export function flags(
  args: readonly string[],
  known: Readonly<Record<string, "value" | "switch">>,
): { words: string[]; values: Map<string, string> } {
  const words: string[] = [];
  const values = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const [flag = "", inline] = args[i]!.split(/=(.*)/s);
    if (!flag.startsWith("-")) {
      words.push(args[i]!);
      continue;
    }
    const kind = known[flag];
    if (kind === undefined)
      throw new CommandError(
        `Unknown option ${flag}. It takes ${Object.keys(known).join(", ") || "none"}.`,
        2,
      );
    if (kind === "switch") values.set(flag, "on");
    else {
      const value = inline ?? args[++i];
      if (value === undefined) throw new CommandError(`${flag} takes a value.`, 2);
      values.set(flag, value);
    }
  }
  return { words, values };
}

export const WHERE = { "--data": "value", "--port": "value" } as const;

/** The address of the Brume that is meant: --port, BRUME_PORT, or the one of the data folder. */
export function addressOf(values: ReadonlyMap<string, string>, terminal: Terminal): string {
  const port = values.get("--port") ?? terminal.environment["BRUME_PORT"];
  if (port !== undefined) return `http://127.0.0.1:${port}`;
  return runningIn(folderOf(values, terminal))?.url || "http://127.0.0.1:4566";
}

export function folderOf(values: ReadonlyMap<string, string>, terminal: Terminal): string {
  return resolve(values.get("--data") ?? terminal.environment["BRUME_DATA"] ?? ".brume");
}

/** Calls the admin API. @throws CommandError when nothing answers, or it refuses. */
export async function callAdmin<T>(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new CommandError(
      `No Brume answers at ${url}. Start one with \`brume start\`, or name its --port.`,
    );
  }
  // A bug's answer may have no body.
  const answer = (await response.json().catch(() => null)) as (T & { message?: string }) | null;
  if (!response.ok || answer === null)
    throw new CommandError(
      answer?.message ?? `Brume answered ${response.status}; what it printed says more.`,
    );
  return answer;
}
