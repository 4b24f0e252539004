/** `brume env` and `brume aws`: other clients pointed at Brume. */
import { spawn } from "node:child_process";
import { type Command, CommandError, flags } from "./command.ts";
import { type Address, addressOf, WHERE, WHERE_SAYS } from "./reach.ts";

const variables = ({ url, region }: Address): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: url,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});

export const environment: Command = {
  name: "env",
  usage: "brume env [--json]",
  summary: "Print the variables that point AWS clients here.",
  says: 'For a shell: eval "$(brume env)".',
  options: `${WHERE_SAYS}  --json            Answer in JSON`,
  examples: ['eval "$(brume env)"', "brume env --json"],
  async run(args, terminal) {
    const { values } = flags(args, { ...WHERE, "--json": "switch" });
    const all = variables(addressOf(values, terminal));
    if (values.has("--json")) terminal.out(JSON.stringify(all));
    else for (const [name, value] of Object.entries(all)) terminal.out(`export ${name}=${value}`);
    return 0;
  },
};

export const runAws: Command = {
  name: "aws",
  usage: "brume aws <arguments of the AWS CLI>",
  summary: "Run the installed AWS CLI against Brume.",
  says: "Sets the endpoint, the region and the root credentials of the default account, and hands on everything else.",
  examples: ["brume aws sqs list-queues", "brume aws s3 mb s3://photos"],
  run(args, terminal) {
    const address = addressOf(new Map(), terminal);
    const env: NodeJS.ProcessEnv = { ...terminal.environment, ...variables(address) };
    // What is left of a real account would not fit these keys.
    delete env["AWS_SESSION_TOKEN"];
    delete env["AWS_PROFILE"];
    return new Promise((resolve, reject) => {
      // Version 1 of the CLI has an address of its own for SQS, which only the option overrides.
      const child = spawn("aws", ["--endpoint-url", address.url, ...args], {
        stdio: "inherit",
        env,
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
