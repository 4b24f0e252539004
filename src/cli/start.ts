/** `brume start`. */
import { join } from "node:path";
import { NewerData } from "#store/contract";
import { FolderInUse } from "../lock.ts";
import { readSettings, SETTINGS, type Settings } from "../settings.ts";
import { type Command, CommandError, type Terminal } from "./command.ts";

/** Everything must have ended within this after Ctrl-C. */
const STOP_WITHIN_MS = 1_900;

export const start: Command = {
  name: "start",
  usage: "brume start [options]",
  summary: "Start Brume and stay in the foreground.",
  says: "Starts Brume on one port. State is kept in the data folder unless --ephemeral.",
  options: SETTINGS.map(
    (s) => `  ${`${s.flag}${s.takes ? ` <${s.takes}>` : ""}`.padEnd(31)} ${s.says} [${s.variable}]`,
  ).join("\n"),
  examples: [
    "brume start",
    "brume start --port 4570 --data /tmp/mine",
    "brume start --ephemeral --iam enforce",
  ],
  async run(args, terminal) {
    const settings = readSettings(args, terminal.environment);
    const began = performance.now();
    const { startBrume } = await import("../brume.ts");
    let brume: Awaited<ReturnType<typeof startBrume>>;
    try {
      brume = await startBrume(settings);
    } catch (error) {
      throw explained(error, settings);
    }
    greet(terminal, brume.url, settings.defaultRegion, Math.round(performance.now() - began), {
      folder: settings.ephemeral ? undefined : settings.dataFolder,
      authority: brume.authorityFile,
    });
    await new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
        process.once(signal, () => resolve());
    });
    terminal.out("\nStopping.");
    const late = setTimeout(() => process.exit(0), STOP_WITHIN_MS);
    await brume.stop();
    clearTimeout(late);
    process.exit(0);
  },
};

/** What the user can mend, said so; a bug as it is. */
function explained(error: unknown, { port, host, dataFolder }: Settings): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (error instanceof FolderInUse || error instanceof NewerData) return new CommandError(message);
  if ((error as Error).name === "StoreUnreachable") return new CommandError(message);
  if (code === "EADDRINUSE")
    return new CommandError(
      `Port ${port} is taken by another program. Stop it, or choose another port: \`brume start --port ${port + 1}\`.`,
    );
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new CommandError(
      `This machine has no address ${host}. Give --host one of its own, or 0.0.0.0 for all of them.`,
    );
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new CommandError(
      `Not allowed: ${message}. Choose a port above 1023 and a folder you may write.`,
    );
  if (code === "EEXIST" || code === "ENOTDIR" || code === "ENOENT")
    return new CommandError(
      `${dataFolder} cannot be made a folder: ${message}. Choose another with --data.`,
    );
  if (code === "ENOSPC" || code === "SQLITE_FULL")
    return new CommandError(`There is no space left for ${dataFolder}: ${message}.`);
  if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT")
    return new CommandError(
      `${join(dataFolder, "brume.db")} is no database that can be read: ${message}. Nothing was changed; choose another folder with --data.`,
    );
  return error;
}

function greet(
  terminal: Terminal,
  url: string,
  region: string,
  milliseconds: number,
  where: { folder: string | undefined; authority: string | undefined },
): void {
  const bold = (text: string) => (terminal.colours ? `\u001b[1m${text}\u001b[0m` : text);
  const lines = [
    `${bold("Brume")} answers at ${bold(url)} (after ${milliseconds} ms).`,
    where.folder === undefined
      ? "State is in memory and goes when it stops."
      : `State is kept in ${where.folder}.`,
    ...(where.authority === undefined
      ? []
      : [`TLS on the same port; trust its authority: export AWS_CA_BUNDLE=${where.authority}`]),
    "",
    "Point any AWS client at it:",
    `  export AWS_ENDPOINT_URL=${url}`,
    `  export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    "  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test",
    "",
    "Try next:",
    "  npm run example                              deploy a whole serverless application",
    "  aws sqs create-queue --queue-name hello      or: npx brume aws sqs create-queue ...",
    "  npx brume requests -f                        watch what your clients do",
    "",
    "Ctrl-C stops it.",
  ];
  terminal.out(lines.join("\n"));
}
