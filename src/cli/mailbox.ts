/** `brume mailbox`: e-mail, text messages and notifications that services sent to people. */
import { type Command, flags } from "./command.ts";
import { addressOf, callAdmin, WHERE, WHERE_SAYS } from "./reach.ts";

interface Letter {
  readonly at: number;
  readonly medium: string;
  readonly from: string;
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
}

export const mailbox: Command = {
  name: "mailbox",
  usage: "brume mailbox [--to address] [--medium email|sms|push] [--limit n] [--json]",
  summary: "Show what was sent to people: e-mail, text messages, notifications.",
  says: "Nothing leaves this machine, but e-mail when `brume start --smtp` names a server.",
  options:
    WHERE_SAYS +
    "  --to <address>    Only those to an address, a phone number or an endpoint\n" +
    "  --medium <name>   Only email, sms or push\n" +
    "  --limit <n>       How many of the last (20)\n" +
    "  --json            One JSON object a line",
  examples: ["brume mailbox", "brume mailbox --to +15550100 --limit 1"],
  async run(args, terminal) {
    const known = {
      ...WHERE,
      "--to": "value",
      "--medium": "value",
      "--limit": "value",
      "--json": "switch",
    } as const;
    const { values } = flags(args, known);
    const asked = new URLSearchParams({ limit: values.get("--limit") ?? "20" });
    for (const name of ["to", "medium"]) {
      const value = values.get(`--${name}`);
      if (value !== undefined) asked.set(name, value);
    }
    const { letters } = await callAdmin<{ letters: Letter[] }>(
      addressOf(values, terminal),
      "GET",
      `/_brume/mailbox?${asked}`,
    );
    for (const letter of letters.reverse())
      terminal.out(values.has("--json") ? JSON.stringify(letter) : text(letter));
    return 0;
  },
};

function text({ at, medium, from, to, subject, body }: Letter): string {
  const head = `${new Date(at).toISOString()}  ${medium}  ${from} -> ${to}`;
  return `${head}${subject === undefined ? "" : `\n  ${subject}`}\n${body.replace(/^/gm, "    ")}\n`;
}
