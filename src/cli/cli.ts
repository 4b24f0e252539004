/** The command line: finds the command, helps on a typo. */
import { SettingsError, suggestion } from "../settings.ts";
import { clock, reset, snapshot, status, stop } from "./administer.ts";
import { type Command, CommandError, type Terminal } from "./command.ts";
import { doctor } from "./doctor.ts";
import { environment, runAws } from "./environment.ts";
import { faults } from "./faults.ts";
import { logs } from "./logs.ts";
import { mailbox } from "./mailbox.ts";
import { requests } from "./requests.ts";
import { start } from "./start.ts";

/** In the order in which help shows them. */
export const COMMANDS: readonly Command[] = [
  start,
  stop,
  status,
  logs,
  reset,
  snapshot,
  clock,
  requests,
  mailbox,
  faults,
  doctor,
  environment,
  runAws,
];

/** Runs a command line; the exit code. */
export async function run(
  args: readonly string[],
  environmentVariables: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const terminal: Terminal = {
    environment: environmentVariables,
    colours: process.stdout.isTTY === true && !environmentVariables["NO_COLOR"],
    out: (line) => write(process.stdout, line),
    error: (line) => write(process.stderr, line),
  };
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") return help(terminal, rest[0]);
  if (name === "--version") {
    terminal.out((await import("../brume.ts")).VERSION);
    return 0;
  }
  const command = COMMANDS.find((c) => c.name === name);
  if (command === undefined) {
    terminal.error(
      `brume: there is no command "${name}".${suggestion(
        name,
        COMMANDS.map((c) => c.name),
      )} ` + "`brume --help` lists them.",
    );
    return 2;
  }
  if (command.name !== "aws" && (rest.includes("--help") || rest.includes("-h")))
    return help(terminal, name);
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof CommandError) && !(error instanceof SettingsError)) throw error;
    terminal.error(`brume: ${error.message}`);
    return error instanceof CommandError ? error.exitCode : 2;
  }
}

function write(stream: NodeJS.WriteStream, line: string): void {
  try {
    stream.write(line + "\n");
  } catch (error) {
    endWithReader(error as Error);
  }
}

/** Whoever reads has enough (`brume requests | head`): there is nobody to print to. */
export function endWithReader(error: Error): void {
  if ((error as { code?: string }).code !== "EPIPE") throw error;
  process.exit(0);
}

function help(terminal: Terminal, name: string | undefined): number {
  const command = COMMANDS.find((c) => c.name === name);
  if (command !== undefined) {
    terminal.out(`${command.usage}\n\n${command.says}\n`);
    if (command.options) terminal.out(`${command.options}\n`);
    terminal.out(`Examples:\n${command.examples.map((e) => `  ${e}`).join("\n")}`);
    return 0;
  }
  const width = Math.max(...COMMANDS.map((c) => c.name.length));
  terminal.out("brume <command> [options]: AWS on your own machine.\n\nCommands:");
  for (const c of COMMANDS) terminal.out(`  ${c.name.padEnd(width)}  ${c.summary}`);
  terminal.out(
    "\nExamples:\n  brume start\n  brume start --ephemeral --iam enforce\n  brume aws sqs list-queues\n\n`brume <command> --help` says more.",
  );
  return 0;
}
