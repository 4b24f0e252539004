/** Commands that show what happens: requests, and the functions' and services' log lines. */
import {
  addressOf,
  type Command,
  CommandError,
  callAdmin,
  flags,
  type Terminal,
  WHERE,
} from "./command.ts";

interface Entry {
  time: number;
  via: string;
  service: string;
  operation: string;
  account: string;
  region: string;
  principal: string;
  status: number;
  durationMs: number;
  error?: string;
  message?: string;
  denials?: string[];
  requestId: string;
}

export const requests: Command = {
  name: "requests",
  usage: "brume requests [-f] [--limit n] [--json]",
  summary: "Show the last requests, or follow them.",
  says: "Every call from outside and between services, with its status, time and error; denials that audit mode let pass are marked.",
  options:
    "  -f                Go on showing new ones\n  --limit <n>       How many of the last (50)\n  --json            One JSON object a line",
  examples: [
    "brume requests",
    "brume requests -f",
    "brume requests --json --limit 500 | jq 'select(.status >= 400)'",
  ],
  async run(args, terminal) {
    const { values } = flags(args, {
      ...WHERE,
      "-f": "switch",
      "--limit": "value",
      "--json": "switch",
    });
    const url = addressOf(values, terminal);
    const show = values.has("--json")
      ? (entry: Entry) => terminal.out(JSON.stringify(entry))
      : (entry: Entry) => terminal.out(line(entry, terminal));
    const limit = values.get("--limit") ?? "50";
    const last = await callAdmin<{ requests: Entry[] }>(
      url,
      "GET",
      `/_brume/requests?limit=${encodeURIComponent(limit)}`,
    );
    for (const entry of last.requests) show(entry);
    if (values.has("-f")) await followLines(url, (text) => show(JSON.parse(text) as Entry));
    return 0;
  },
};

function line(entry: Entry, terminal: Terminal): string {
  const colour = (code: number, text: string) =>
    terminal.colours ? `\u001b[${code}m${text}\u001b[0m` : text;
  const status = colour(entry.status < 400 ? 32 : 31, String(entry.status));
  const nested = entry.via === "port" ? "" : `  (${entry.via})`;
  const error = entry.error === undefined ? "" : `  ${entry.error}: ${entry.message ?? ""}`;
  const denied =
    entry.denials === undefined
      ? ""
      : colour(33, `\n      would be denied: ${entry.denials.join("\n      would be denied: ")}`);
  const time = new Date(entry.time).toISOString().slice(11, 23);
  return `${time} ${status} ${entry.durationMs.toFixed(1).padStart(8)} ms  ${entry.service}:${entry.operation}${nested}${error}${denied}`;
}

async function followLines(url: string, show: (line: string) => void): Promise<void> {
  const response = await fetch(`${url}/_brume/requests/follow`);
  if (!response.ok || response.body === null)
    throw new CommandError(`Brume answered ${response.status}.`);
  let rest = "";
  const decoder = new TextDecoder();
  for await (const piece of response.body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) if (text !== "") show(text);
  }
}

export const logs: Command = {
  name: "logs",
  usage: "brume logs [-f] [group]",
  summary: "Show log lines from CloudWatch Logs, or follow them.",
  says: "All groups, or those whose name starts with what is given; the newest last.",
  options: "  -f                Go on showing new ones\n  --json            One JSON object a line",
  examples: ["brume logs -f", "brume logs /aws/lambda/orders"],
  async run(args, terminal) {
    const { words, values } = flags(args, { ...WHERE, "-f": "switch", "--json": "switch" });
    const url = addressOf(values, terminal);
    const seen = new Set<string>();
    let since = 0;
    for (;;) {
      for (const group of await groups(url, words[0])) {
        type Events = {
          events?: { eventId: string; timestamp: number; message: string; logStreamName: string }[];
        };
        const found = await logsCall<Events>(url, "FilterLogEvents", {
          logGroupName: group,
          startTime: since,
          limit: 1000,
        });
        for (const event of found.events ?? []) {
          if (seen.has(event.eventId)) continue;
          seen.add(event.eventId);
          since = Math.max(since, event.timestamp - 60_000);
          terminal.out(
            values.has("--json")
              ? JSON.stringify({ group, ...event })
              : `${new Date(event.timestamp).toISOString()} ${group}  ${event.message.trimEnd()}`,
          );
        }
      }
      if (!values.has("-f")) return 0;
      await Bun.sleep(500);
    }
  },
};

async function groups(url: string, prefix: string | undefined): Promise<string[]> {
  type Groups = { logGroups?: { logGroupName: string }[] };
  const found = await logsCall<Groups>(
    url,
    "DescribeLogGroups",
    prefix === undefined ? {} : { logGroupNamePrefix: prefix },
  );
  return (found.logGroups ?? []).map((g) => g.logGroupName);
}

async function logsCall<T>(url: string, operation: string, input: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `Logs_20140328.${operation}`,
        authorization:
          "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: JSON.stringify(input),
    });
  } catch {
    throw new CommandError(`No Brume answers at ${url}. Start one with \`brume start\`.`);
  }
  const answer = (await response.json()) as T & { message?: string };
  if (!response.ok) throw new CommandError(answer.message ?? `Brume answered ${response.status}.`);
  return answer;
}
