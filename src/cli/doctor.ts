/** `brume doctor`: which interpreters and engines are there, and what each would enable. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { type Command, flags } from "./command.ts";

interface Check {
  readonly name: string;
  readonly enables: string;
  readonly get: string;
  /** What was found, or undefined. */
  look(): string | undefined;
}

const version =
  (command: string, ...args: string[]) =>
  (): string | undefined => {
    const ran = spawnSync(command, args, { encoding: "utf8", timeout: 5_000 });
    return ran.status === 0 ? (ran.stdout || ran.stderr).split("\n")[0]!.trim() : undefined;
  };

const CHECKS: readonly Check[] = [
  {
    name: "Node.js",
    enables: "Lambda functions on nodejs*",
    get: "apt install nodejs, or nodejs.org",
    look: version("node", "--version"),
  },
  {
    name: "Python",
    enables: "Lambda functions on python3.*",
    get: "apt install python3",
    look: version("python3", "--version"),
  },
  {
    name: "Linux namespaces",
    enables: "functions isolated from each other and from your files",
    get: "apt install util-linux, sysctl kernel.unprivileged_userns_clone=1 (and on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0)",
    look: () =>
      version("unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "true")() ===
      undefined
        ? undefined
        : "allowed",
  },
  {
    name: "Docker engine",
    enables: "container images (image functions and ECS, later)",
    get: "apt install docker.io",
    look: () => {
      try {
        accessSync("/var/run/docker.sock", constants.R_OK | constants.W_OK);
        return "/var/run/docker.sock";
      } catch {
        return undefined;
      }
    },
  },
  {
    name: "AWS CLI",
    enables: "`brume aws ...`",
    get: "pip install awscli, or apt install awscli",
    look: version("aws", "--version"),
  },
  {
    name: "SAM CLI",
    enables: "`sam build && sam deploy`",
    get: "pip install aws-sam-cli",
    look: version("sam", "--version"),
  },
];

export const doctor: Command = {
  name: "doctor",
  usage: "brume doctor [--json]",
  summary: "Say which interpreters and engines are there, and what each enables.",
  says: "Nothing here is needed to start; each line says what it would add.",
  examples: ["brume doctor", "brume doctor --json"],
  async run(args, terminal) {
    const { values } = flags(args, { "--json": "switch" });
    const found = CHECKS.map((check) => ({ ...check, found: check.look() }));
    if (values.has("--json")) {
      terminal.out(
        JSON.stringify(
          found.map(({ name, enables, get, found: there }) => ({
            name,
            enables,
            get,
            found: there ?? null,
          })),
        ),
      );
      return 0;
    }
    for (const check of found)
      if (check.found !== undefined)
        terminal.out(`  yes  ${check.name.padEnd(18)} ${check.found || "found"}: ${check.enables}`);
      else
        terminal.out(
          `  no   ${check.name.padEnd(18)} would enable ${check.enables}; get it: ${check.get}`,
        );
    return 0;
  },
};
