/** `brume logs`: log lines of functions and services, from CloudWatch Logs. */
import { type Command, CommandError, flags } from "./command.ts";
import { type Address, addressOf, callService, linesOf, WHERE, WHERE_SAYS } from "./reach.ts";

interface LogEvent {
  readonly eventId: string;
  /** Epoch milliseconds, as the writer says. */
  readonly timestamp: number;
  readonly message: string;
  readonly logStreamName: string;
}

type Line = LogEvent & { readonly group: string };

/** Lines may be written in any order; those older than this beside a newer one are not looked for. */
const LATE_MS = 60_000;

export const logs: Command = {
  name: "logs",
  usage: "brume logs [-f] [--limit n] [--region r] [--json] [group]",
  summary: "Show log lines from CloudWatch Logs, or follow them.",
  says: "Of all groups, or of those whose name starts with what is given; the newest last.",
  options:
    WHERE_SAYS +
    "  -f                Go on showing new ones\n" +
    "  --limit <n>       How many of the last (200)\n" +
    "  --region <r>      The groups' region (Brume's own)\n" +
    "  --json            One JSON object a line",
  examples: ["brume logs -f", "brume logs /aws/lambda/orders", "brume logs --json | jq .message"],
  async run(args, terminal) {
    const { words, values } = flags(
      args,
      { ...WHERE, "-f": "switch", "--limit": "value", "--region": "value", "--json": "switch" },
      1,
    );
    const limit = Number(values.get("--limit") ?? 200);
    if (!Number.isInteger(limit) || limit < 1)
      throw new CommandError("--limit takes a whole number above 0.", 2);
    const found = addressOf(values, terminal);
    const address = { ...found, region: values.get("--region") ?? found.region };
    const show = (line: Line) =>
      terminal.out(
        values.has("--json")
          ? JSON.stringify(line)
          : `${new Date(line.timestamp).toISOString()} ${line.group}  ${line.message.trimEnd()}`,
      );
    // Followed before the first look, so that nothing falls between the two.
    const written = values.has("-f") ? await linesOf(address, "/_brume/requests/follow") : [];
    const reader = new Reader(address, words[0]);
    for (const line of (await reader.unseen(limit)).slice(-limit)) show(line);
    for await (const text of written) {
      const { service, operation } = JSON.parse(text) as { service: string; operation: string };
      if (service === "logs" && operation === "PutLogEvents")
        for (const line of await reader.unseen(Number.POSITIVE_INFINITY)) show(line);
    }
    return 0;
  },
};

/** Reads groups again and again, each line once: Brume's event ids rise as events are written. */
class Reader {
  #since = 0;
  readonly #newest = new Map<string, string>();

  constructor(
    readonly address: Address,
    readonly prefix: string | undefined,
  ) {}

  /** Lines not given before, by time; of more than `most` in a group only the last. */
  async unseen(most: number): Promise<Line[]> {
    const lines: Line[] = [];
    for (const group of await this.#groups()) lines.push(...(await this.#linesOf(group, most)));
    lines.sort((a, b) => a.timestamp - b.timestamp || (a.eventId < b.eventId ? -1 : 1));
    this.#since = Math.max(this.#since, (lines.at(-1)?.timestamp ?? 0) - LATE_MS);
    return lines;
  }

  async #groups(): Promise<string[]> {
    const { prefix } = this;
    const input = prefix === undefined ? {} : { logGroupNamePrefix: prefix };
    type Page = { logGroups?: { logGroupName: string }[]; nextToken?: string };
    const out: string[] = [];
    for await (const page of this.#pages<Page>("DescribeLogGroups", input))
      out.push(...(page.logGroups ?? []).map((group) => group.logGroupName));
    return out;
  }

  async #linesOf(group: string, most: number): Promise<Line[]> {
    const given = this.#newest.get(group) ?? "";
    let newest = given;
    type Page = { events?: LogEvent[]; nextToken?: string };
    const input = { logGroupName: group, startTime: this.#since };
    const out: Line[] = [];
    for await (const page of this.#pages<Page>("FilterLogEvents", input)) {
      for (const event of page.events ?? []) {
        if (event.eventId > given) out.push({ group, ...event });
        if (event.eventId > newest) newest = event.eventId;
      }
      if (out.length > most) out.splice(0, out.length - most);
    }
    this.#newest.set(group, newest);
    return out;
  }

  async *#pages<P extends { nextToken?: string }>(
    operation: string,
    input: object,
  ): AsyncIterable<P> {
    let nextToken: string | undefined;
    do {
      const page: P = await callService(this.address, "logs", `Logs_20140328.${operation}`, {
        ...input,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      yield page;
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }
}
