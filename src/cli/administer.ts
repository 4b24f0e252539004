/** Commands that ask a running Brume for something and print the answer. */
import { runningIn } from "../lock.ts";
import { type Command, CommandError, flags, verbOf } from "./command.ts";
import { addressOf, callAdmin, folderOf, WHERE, WHERE_SAYS } from "./reach.ts";

const JSON_SAYS = "  --json            Answer in JSON";
const OPTIONS = WHERE_SAYS + JSON_SAYS;
const KNOWN = { ...WHERE, "--json": "switch" } as const;
/** As long as `brume start` may take to end, and something to spare. */
const STOP_WITHIN_MS = 5_000;

export const stop: Command = {
  name: "stop",
  usage: "brume stop [--data folder] [--json]",
  summary: "Stop the Brume of a data folder.",
  says: "Asks the Brume that has the data folder to end, and waits until it has.",
  options: `  --data <folder>   Which Brume, by its data folder [BRUME_DATA]\n${JSON_SAYS}`,
  examples: ["brume stop", "brume stop --data /tmp/mine"],
  async run(args, terminal) {
    const { values } = flags(args, { "--data": "value", "--json": "switch" });
    const folder = folderOf(values, terminal);
    const running = runningIn(folder);
    if (running === undefined) throw new CommandError(`No Brume runs on ${folder}.`);
    process.kill(running.pid, "SIGTERM");
    for (let waited = 0; waited < STOP_WITHIN_MS; waited += 20) {
      if (runningIn(folder) === undefined) {
        terminal.out(
          values.has("--json")
            ? JSON.stringify({ stopped: running.pid })
            : `Stopped (process ${running.pid}).`,
        );
        return 0;
      }
      await Bun.sleep(20);
    }
    throw new CommandError(
      `Process ${running.pid} has not ended after 5 s. \`kill -9 ${running.pid}\` ends it; no acknowledged write is lost.`,
    );
  },
};

interface Health {
  services: Record<string, string>;
  version: string;
}

export const status: Command = {
  name: "status",
  usage: "brume status [--json]",
  summary: "Say whether Brume runs, and which services are in use.",
  says: "Exit code 0 when it answers, 1 when not.",
  options: OPTIONS,
  examples: ["brume status", "brume status --json | jq .services"],
  async run(args, terminal) {
    const { values } = flags(args, KNOWN);
    const address = addressOf(values, terminal);
    const { url } = address;
    const health = await callAdmin<Health>(address, "GET", "/_brume/health");
    if (values.has("--json")) {
      terminal.out(JSON.stringify({ url, ...health }));
      return 0;
    }
    const running = Object.entries(health.services)
      .filter(([, state]) => state === "running")
      .map(([id]) => id);
    terminal.out(`Brume ${health.version} answers at ${url}.`);
    terminal.out(
      `In use: ${running.join(", ") || "nothing yet"}. ${Object.keys(health.services).length} services in all.`,
    );
    return 0;
  },
};

export const reset: Command = {
  name: "reset",
  usage: "brume reset",
  summary: "Empty every account and region.",
  says: "Brings all state back to that of a fresh account, at once.",
  options: OPTIONS,
  examples: ["brume reset"],
  async run(args, terminal) {
    const { values } = flags(args, KNOWN);
    const done = await callAdmin<{ milliseconds: number }>(
      addressOf(values, terminal),
      "POST",
      "/_brume/reset",
    );
    terminal.out(values.has("--json") ? JSON.stringify(done) : `Reset in ${done.milliseconds} ms.`);
    return 0;
  },
};

export const snapshot: Command = {
  name: "snapshot",
  usage: "brume snapshot save <name> | load <name> | list",
  summary: "Save all state under a name, load it, list what there is.",
  says: "Snapshots stand in the data folder, each a folder with the database and the blobs.",
  options: OPTIONS,
  examples: [
    "brume snapshot save before-migration",
    "brume snapshot load before-migration",
    "brume snapshot list",
  ],
  async run(args, terminal) {
    const { words, values } = flags(args, KNOWN, 2);
    const verb = verbOf(words[0], ["save", "load", "list"]);
    const address = addressOf(values, terminal);
    const json = (answer: unknown) => terminal.out(JSON.stringify(answer));
    if (verb === "list") {
      const listed = await callAdmin<Listed>(address, "GET", "/_brume/snapshots");
      if (values.has("--json")) json(listed);
      else if (listed.snapshots.length === 0)
        terminal.out("No snapshots yet: `brume snapshot save <name>`.");
      else for (const saved of listed.snapshots) terminal.out(snapshotLine(saved));
      return 0;
    }
    const name = words[1];
    if (name === undefined) throw new CommandError(`Say \`brume snapshot ${verb} <name>\`.`, 2);
    await callAdmin(address, "POST", `/_brume/snapshots/${verb}`, { name });
    if (values.has("--json")) json({ [verb]: name });
    else terminal.out(`${verb === "save" ? "Saved" : "Loaded"} ${name}.`);
    return 0;
  },
};

interface Listed {
  readonly snapshots: readonly {
    readonly name: string;
    readonly savedAt: number;
    readonly databaseBytes: number;
  }[];
}

const snapshotLine = (saved: Listed["snapshots"][number]): string =>
  `${saved.name.padEnd(32)} ${new Date(saved.savedAt).toISOString()}  ${saved.databaseBytes} bytes`;

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

export const clock: Command = {
  name: "clock",
  usage: "brume clock show | advance <duration>",
  summary: "Show Brume's clock, or move it forward.",
  says: "Advancing runs everything that falls due on the way, in order: retentions, TTLs, schedules, retries.",
  options: OPTIONS,
  examples: ["brume clock show", "brume clock advance 14d", "brume clock advance 1h30m"],
  async run(args, terminal) {
    const { words, values } = flags(args, KNOWN, 2);
    const verb = verbOf(words[0] ?? "show", ["show", "advance"]);
    const address = addressOf(values, terminal);
    const duration = words[1];
    if ((verb === "advance") !== (duration !== undefined))
      throw new CommandError("Say `brume clock show`, or how far: `brume clock advance 14d`.", 2);
    const shown =
      duration === undefined
        ? await callAdmin<Shown>(address, "GET", "/_brume/clock")
        : await callAdmin<Shown>(address, "POST", "/_brume/clock/advance", {
            milliseconds: milliseconds(duration),
          });
    const ahead =
      shown.aheadMilliseconds > 0
        ? ` (${Math.round(shown.aheadMilliseconds / 1000)} s ahead of real time)`
        : "";
    terminal.out(values.has("--json") ? JSON.stringify(shown) : shown.iso + ahead);
    return 0;
  },
};

interface Shown {
  readonly iso: string;
  readonly aheadMilliseconds: number;
}

function milliseconds(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)];
  if (parts.length === 0 || parts.map((p) => p[0]).join("") !== text)
    throw new CommandError(`"${text}" is no duration: say 30s, 15m, 2h, 14d or 1h30m.`, 2);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit!]!, 0);
}
