/** Commands that ask a running Brume for something and print the answer. */
import { runningIn } from "../lock.ts";
import {
  addressOf,
  type Command,
  CommandError,
  callAdmin,
  flags,
  folderOf,
  WHERE,
} from "./command.ts";

const OPTIONS =
  "  --port <number>   Which Brume, by its port [BRUME_PORT]\n  --data <folder>   ... or by its data folder [BRUME_DATA]\n  --json            Answer in JSON";

export const stop: Command = {
  name: "stop",
  usage: "brume stop [--data folder] [--json]",
  summary: "Stop the Brume of a data folder.",
  says: "Asks the Brume that has the data folder to end, and waits until it has.",
  options:
    "  --data <folder>   Which Brume, by its data folder [BRUME_DATA]\n  --json            Answer in JSON",
  examples: ["brume stop", "brume stop --data /tmp/mine"],
  async run(args, terminal) {
    const { values } = flags(args, { "--data": "value", "--json": "switch" });
    const folder = folderOf(values, terminal);
    const running = runningIn(folder);
    if (running === undefined) throw new CommandError(`No Brume runs on ${folder}.`);
    process.kill(running.pid, "SIGTERM");
    for (let waited = 0; waited < 5_000; waited += 20) {
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
    const { values } = flags(args, { ...WHERE, "--json": "switch" });
    const url = addressOf(values, terminal);
    const health = await callAdmin<Health>(url, "GET", "/_brume/health");
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
    const { values } = flags(args, { ...WHERE, "--json": "switch" });
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
    const { words, values } = flags(args, { ...WHERE, "--json": "switch" });
    const url = addressOf(values, terminal);
    const [verb, name] = words;
    if (verb === "list") {
      type Listed = { snapshots: { name: string; savedAt: number; databaseBytes: number }[] };
      const listed = await callAdmin<Listed>(url, "GET", "/_brume/snapshots");
      if (values.has("--json")) terminal.out(JSON.stringify(listed));
      else if (listed.snapshots.length === 0)
        terminal.out("No snapshots yet: `brume snapshot save <name>`.");
      else
        for (const s of listed.snapshots)
          terminal.out(
            `${s.name.padEnd(32)} ${new Date(s.savedAt).toISOString()}  ${s.databaseBytes} bytes`,
          );
      return 0;
    }
    if ((verb !== "save" && verb !== "load") || name === undefined)
      throw new CommandError("Say `brume snapshot save <name>`, `load <name>` or `list`.", 2);
    await callAdmin(url, "POST", `/_brume/snapshots/${verb}`, { name });
    terminal.out(
      values.has("--json")
        ? JSON.stringify({ [verb]: name })
        : `${verb === "save" ? "Saved" : "Loaded"} ${name}.`,
    );
    return 0;
  },
};

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
    const { words, values } = flags(args, { ...WHERE, "--json": "switch" });
    const url = addressOf(values, terminal);
    const [verb, duration] = words;
    type Shown = { iso: string; aheadMilliseconds: number };
    let shown: Shown;
    if (verb === "show" || verb === undefined)
      shown = await callAdmin<Shown>(url, "GET", "/_brume/clock");
    else if (verb === "advance" && duration !== undefined)
      shown = await callAdmin<Shown>(url, "POST", "/_brume/clock/advance", {
        milliseconds: milliseconds(duration),
      });
    else throw new CommandError("Say `brume clock show` or `brume clock advance 14d`.", 2);
    if (values.has("--json")) terminal.out(JSON.stringify(shown));
    else
      terminal.out(
        `${shown.iso}${shown.aheadMilliseconds > 0 ? ` (${Math.round(shown.aheadMilliseconds / 1000)} s ahead of real time)` : ""}`,
      );
    return 0;
  },
};

function milliseconds(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)];
  if (parts.length === 0 || parts.map((p) => p[0]).join("") !== text)
    throw new CommandError(`"${text}" is no duration: say 30s, 15m, 2h, 14d or 1h30m.`, 2);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit!]!, 0);
}
