/** What a command of the command line is. */
import { suggestion } from "../settings.ts";

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
  /** @returns the exit code. */
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

/**
 * Splits off the flags that a command knows.
 * @param most How many words it takes besides.
 * @throws CommandError (exit code 2) for a flag or a word that it does not know.
 */
export function flags(
  args: readonly string[],
  known: Readonly<Record<string, "value" | "switch">>,
  most = 0,
): { words: string[]; values: Map<string, string> } {
  const words: string[] = [];
  const values = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const [flag = "", inline] = args[i]!.split(/=(.*)/s);
    if (!flag.startsWith("-")) {
      if (words.length === most) throw new CommandError(`"${args[i]}" is one word too many.`, 2);
      words.push(args[i]!);
      continue;
    }
    const kind = Object.hasOwn(known, flag) ? known[flag] : undefined;
    if (kind === undefined) {
      const names = Object.keys(known);
      throw new CommandError(
        `Unknown option ${flag}.${suggestion(flag, names) || ` It takes ${names.join(", ")}.`}`,
        2,
      );
    }
    if (kind === "switch" && inline !== undefined)
      throw new CommandError(`${flag} takes no value.`, 2);
    const value = kind === "switch" ? "on" : (inline ?? args[++i]);
    if (value === undefined) throw new CommandError(`${flag} takes a value.`, 2);
    values.set(flag, value);
  }
  return { words, values };
}

/**
 * The word that says what a command is to do.
 * @throws CommandError (exit code 2) when it is none of the verbs, with the one that was meant.
 */
export function verbOf<V extends string>(word: string | undefined, verbs: readonly V[]): V {
  const verb = verbs.find((v) => v === word);
  if (verb !== undefined) return verb;
  const list = `Say one of: ${verbs.join(", ")}.`;
  throw new CommandError(
    word === undefined ? list : `There is no "${word}".${suggestion(word, verbs) || ` ${list}`}`,
    2,
  );
}
