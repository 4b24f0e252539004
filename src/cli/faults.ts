/** `brume faults`: makes calls fail, wait, or be too many, to see what an application does then. */
import { type Command, CommandError, flags, verbOf } from "./command.ts";
import { addressOf, callAdmin, WHERE, WHERE_SAYS } from "./reach.ts";

interface Injection {
  readonly id: string;
  readonly met: number;
  readonly [member: string]: string | number;
}

/** Flags by what they are called in the admin API; those of numbers are read as such. */
const TEXTS = {
  "--service": "service",
  "--operation": "operation",
  "--in-account": "account",
  "--in-region": "region",
  "--code": "code",
  "--message": "message",
} as const;
const NUMBERS = {
  "--status": "status",
  "--delay": "delayMilliseconds",
  "--per-second": "perSecond",
  "--probability": "probability",
  "--times": "times",
} as const;

export const faults: Command = {
  name: "faults",
  usage: "brume faults add [options] | list | remove <id> | clear",
  summary: "Make calls fail, wait, or be too many.",
  says:
    "What is added meets the calls that it is for, from clients and between services, until it is\n" +
    "spent or removed, Brume is reset, or it ends. Without --code and --delay calls get 503.",
  options:
    WHERE_SAYS +
    "  --service <id>       Only calls of a service, e.g. s3\n" +
    "  --operation <name>   Only calls of an operation, e.g. PutObject\n" +
    "  --in-account <id>    Only calls in an account\n" +
    "  --in-region <name>   Only calls in a region\n" +
    "  --code <code>        The error they get, e.g. SlowDown\n" +
    "  --message <text>     Its message\n" +
    "  --status <number>    Its HTTP status (503)\n" +
    "  --delay <ms>         Wait before the call goes on, or fails\n" +
    "  --per-second <n>     Refuse only those above so many a second, as AWS throttles\n" +
    "  --probability <p>    Meet only some of them, e.g. 0.3\n" +
    "  --times <n>          Meet only so many\n" +
    "  --json               Answer in JSON",
  examples: [
    "brume faults add --service s3 --operation PutObject --code SlowDown --times 3",
    "brume faults add --service dynamodb --delay 500 --probability 0.2",
    "brume faults add --service sqs --per-second 10",
    "brume faults clear",
  ],
  async run(args, terminal) {
    const asked = Object.fromEntries(
      [...Object.keys(TEXTS), ...Object.keys(NUMBERS)].map((flag) => [flag, "value"] as const),
    );
    const { words, values } = flags(args, { ...WHERE, ...asked, "--json": "switch" }, 2);
    const verb = verbOf(words[0] ?? "list", ["add", "list", "remove", "clear"]);
    const id = words[1];
    if ((verb === "remove") !== (id !== undefined))
      throw new CommandError("Say which to remove by its id: `brume faults remove <id>`.", 2);
    const address = addressOf(values, terminal);
    const path = "/_brume/faults";
    const answer =
      verb === "add"
        ? [await callAdmin<Injection>(address, "POST", path, read(values))]
        : (
            await callAdmin<{ faults: Injection[] }>(
              address,
              verb === "list" ? "GET" : "DELETE",
              id === undefined ? path : `${path}?id=${encodeURIComponent(id)}`,
            )
          ).faults;
    if (values.has("--json")) terminal.out(JSON.stringify(verb === "add" ? answer[0] : answer));
    else if (answer.length === 0) terminal.out("No faults are injected.");
    else for (const one of answer) terminal.out(line(one));
    return 0;
  },
};

function read(values: ReadonlyMap<string, string>): Record<string, string | number> {
  const out: Record<string, string | number> = {};
  for (const [flag, name] of Object.entries(TEXTS))
    if (values.has(flag)) out[name] = values.get(flag)!;
  for (const [flag, name] of Object.entries(NUMBERS)) {
    const value = values.get(flag);
    if (value === undefined) continue;
    if (value.trim() === "" || !Number.isFinite(Number(value)))
      throw new CommandError(`${flag} takes a number, not "${value}".`, 2);
    out[name] = Number(value);
  }
  return out;
}

function line({ id, met, ...asked }: Injection): string {
  const said = Object.entries(asked).map(([name, value]) => `${name}=${value}`);
  return `${id}  met ${met}  ${said.join(" ") || "every call"}`;
}
