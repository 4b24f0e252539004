/** `brume env` and `brume aws`: other clients pointed at Brume. */
import { spawn } from "node:child_process";
import { addressOf, type Command, CommandError, flags, type Terminal, WHERE } from "./command.ts";

function variables(url: string, terminal: Terminal): Record<string, string> {
  const region = terminal.environment["BRUME_REGION"] ?? "us-east-1";
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}

export const environment: Command = {
  name: "env",
  usage: "brume env [--json]",
  summary: "Print the variables that point AWS clients here.",
  says: 'For a shell: eval "$(brume env)".',
  examples: ['eval "$(brume env)"', "brume env --json"],
  async run(args, terminal) {
    const { values } = flags(args, { ...WHERE, "--json": "switch" });
    const all = variables(addressOf(values, terminal), terminal);
    if (values.has("--json")) terminal.out(JSON.stringify(all));
    else for (const [name, value] of Object.entries(all)) terminal.out(`export ${name}=${value}`);
    return 0;
  },
};

export const runAws: Command = {
  name: "aws",
  usage: "brume aws <arguments of the AWS CLI>",
  summary: "Run the installed AWS CLI against Brume.",
  says: "Sets endpoint, region and credentials for it, and hands on everything else.",
  examples: ["brume aws sqs list-queues", "brume aws s3 mb s3://photos"],
  run(args, terminal) {
    const url = addressOf(new Map(), terminal);
    return new Promise((resolve, reject) => {
      // Version 1 of the CLI has an address of its own for SQS, which only the option overrides.
      const child = spawn("aws", ["--endpoint-url", url, ...args], {
        stdio: "inherit",
        env: { ...process.env, ...variables(url, terminal) },
      });
      child.on("error", () =>
        reject(
          new CommandError(
            "The AWS CLI (`aws`) is not installed. `pip install awscli` or `apt install awscli` brings it.",
            127,
          ),
        ),
      );
      child.on("exit", (code) => resolve(code ?? 1));
    });
  },
};
