/** `brume requests`: what clients and services asked of Brume. */
import { type Command, flags, type Terminal } from "./command.ts";
import { addressOf, callAdmin, linesOf, WHERE, WHERE_SAYS } from "./reach.ts";

interface Entry {
  readonly requestId: string;
  readonly time: number;
  readonly via: string;
  readonly service: string;
  readonly operation: string;
  readonly status: number;
  readonly durationMs: number;
  readonly error?: string;
  readonly message?: string;
  readonly denials?: readonly string[];
}

export const requests: Command = {
  name: "requests",
  usage: "brume requests [-f] [--limit n] [--json]",
  summary: "Show the last requests, or follow them.",
  says: "Every call from outside and between services, with its status, time and error; denials that audit mode let pass are marked.",
  options:
    WHERE_SAYS +
    "  -f                Go on showing new ones\n" +
    "  --limit <n>       How many of the last (50)\n" +
    "  --json            One JSON object a line",
  examples: [
    "brume requests",
    "brume requests -f",
    "brume requests --json --limit 500 | jq 'select(.status >= 400)'",
  ],
  async run(args, terminal) {
    const known = { ...WHERE, "-f": "switch", "--limit": "value", "--json": "switch" } as const;
    const { values } = flags(args, known);
    const address = addressOf(values, terminal);
    const show = values.has("--json")
      ? (entry: Entry) => terminal.out(JSON.stringify(entry))
      : (entry: Entry) => terminal.out(line(entry, terminal));
    const limit = encodeURIComponent(values.get("--limit") ?? "50");
    const path = `/_brume/requests?limit=${limit}`;
    // Followed before the first look, so that nothing falls between the two.
    const followed = values.has("-f") ? await linesOf(address, "/_brume/requests/follow") : [];
    const last = await callAdmin<{ requests: Entry[] }>(address, "GET", path);
    for (const entry of last.requests) show(entry);
    const shown = new Set(last.requests.map((entry) => entry.requestId));
    for await (const text of followed) {
      const entry = JSON.parse(text) as Entry;
      if (!shown.has(entry.requestId)) show(entry);
    }
    return 0;
  },
};

function line(entry: Entry, terminal: Terminal): string {
  const colour = (code: number, text: string) =>
    terminal.colours ? `\u001b[${code}m${text}\u001b[0m` : text;
  const status = colour(entry.status < 400 ? 32 : 31, String(entry.status));
  const nested = entry.via === "port" ? "" : `  (${entry.via})`;
  const error = entry.error === undefined ? "" : `  ${entry.error}: ${entry.message ?? ""}`;
  const denied = (entry.denials ?? [])
    .map((denial) => colour(33, `\n      would be denied: ${denial}`))
    .join("");
  const time = new Date(entry.time).toISOString().slice(11, 23);
  return `${time} ${status} ${entry.durationMs.toFixed(1).padStart(8)} ms  ${entry.service}:${entry.operation}${nested}${error}${denied}`;
}
