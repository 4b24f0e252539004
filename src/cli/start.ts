/** `brume start`. */
import { readSettings, SETTINGS, SettingsError } from "../settings.ts";
import { type Command, CommandError, type Terminal } from "./command.ts";

/** Everything must have ended within this after Ctrl-C. */
const STOP_WITHIN_MS = 1_900;

export const start: Command = {
  name: "start",
  usage: "brume start [options]",
  summary: "Start Brume and stay in the foreground.",
  says: "Starts Brume on one port. State is kept in the data folder unless --ephemeral.",
  options: SETTINGS.map(
    (s) => `  ${`${s.flag}${s.takes ? ` <${s.takes}>` : ""}`.padEnd(20)} ${s.says} [${s.variable}]`,
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
      throw explained(error, settings.port);
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

function explained(error: unknown, port: number): unknown {
  const { code, name } = error as { code?: string; name?: string };
  if (code === "EADDRINUSE")
    return new CommandError(
      `Port ${port} is taken by another program. Stop it, or choose another port: \`brume start --port ${port + 1}\`.`,
    );
  if (code === "EACCES")
    return new CommandError(
      `Not allowed: ${(error as Error).message}. Choose a port above 1023 and a folder you may write.`,
    );
  if (name === "Error" && /in use by another Brume|newer Brume/.test((error as Error).message))
    return new CommandError((error as Error).message);
  return error instanceof SettingsError ? error : error;
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
