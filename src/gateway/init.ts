/**
 * Init hooks as LocalStack's users have them: executable files in `init/ready.d`, `init/shutdown.d`
 * of the data folder or of /etc/localstack, run in the order of their names.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

type Stage = "boot" | "start" | "ready" | "shutdown";
interface Script {
  readonly stage: string;
  readonly name: string;
  state: "RUNNING" | "SUCCESSFUL" | "ERROR";
}

const STAGES: readonly Stage[] = ["boot", "start", "ready", "shutdown"];

export class Init {
  readonly #scripts: Script[] = [];
  readonly #done = new Set<Stage>();

  constructor(readonly folder: string) {}

  state() {
    return {
      completed: Object.fromEntries(
        STAGES.map((s) => [s.toUpperCase(), s !== "shutdown" || this.#done.has(s)]),
      ),
      scripts: this.#scripts.map((s) => ({
        stage: s.stage.toUpperCase(),
        name: s.name,
        state: s.state,
      })),
    };
  }

  /** Runs a stage's scripts one after another; a failing one is recorded and the next still runs. */
  async run(stage: "ready" | "shutdown", url: string, region: string): Promise<void> {
    for (const root of [join(this.folder, "init"), "/etc/localstack/init"])
      for (const file of filesOf(join(root, `${stage}.d`)))
        await this.#one(stage, file, url, region);
    this.#done.add(stage);
  }

  #one(stage: Stage, file: string, url: string, region: string): Promise<void> {
    const script: Script = { stage, name: file.split("/").at(-1)!, state: "RUNNING" };
    this.#scripts.push(script);
    const [command, args] = file.endsWith(".py")
      ? ["python3", [file]]
      : file.endsWith(".sh")
        ? ["sh", [file]]
        : [file, []];
    return new Promise((resolve) => {
      const child = spawn(command as string, args as string[], {
        stdio: "inherit",
        env: {
          ...process.env,
          AWS_ENDPOINT_URL: url,
          AWS_ACCESS_KEY_ID: "test",
          AWS_SECRET_ACCESS_KEY: "test",
          AWS_DEFAULT_REGION: region,
          AWS_REGION: region,
        },
      });
      const end = (ok: boolean) => {
        script.state = ok ? "SUCCESSFUL" : "ERROR";
        resolve();
      };
      child.on("error", () => end(false));
      child.on("exit", (code) => end(code === 0));
    });
  }
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
