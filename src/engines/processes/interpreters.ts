/** Finds the interpreters this machine has for AWS's runtimes. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { CannotRun } from "../contract.ts";

export interface Interpreter {
  readonly kind: "node" | "python" | "custom";
  /** Absolute; "" for a custom runtime, whose `bootstrap` is its own. */
  readonly command: string;
  /** e.g. "20.20.2". */
  readonly version: string;
  /** Folders outside /usr that it needs, to be shown where they are. */
  readonly folders: readonly string[];
}

const PYTHON_ASK =
  "import sys,platform;print(sys.executable);print(platform.python_version());print(sys.base_prefix);print(sys.prefix)";
const PYTHONS = ["3.9", "3.10", "3.11", "3.12", "3.13", "3.14"];

/** Looks on PATH and where version managers put things; what was found is remembered. */
export class Interpreters {
  readonly #found = new Map<string, Promise<Interpreter>>();

  /** @param path The search path, as in PATH. */
  constructor(readonly path: string) {}

  /** @throws CannotRun when the runtime is not supported or its interpreter is missing. */
  for(runtime: string): Promise<Interpreter> {
    let found = this.#found.get(runtime);
    if (found === undefined) {
      found = this.#look(runtime);
      this.#found.set(runtime, found);
      // Someone may install it and try again.
      found.catch(() => this.#found.delete(runtime));
    }
    return found;
  }

  async #look(runtime: string): Promise<Interpreter> {
    const node = /^nodejs(\d+)\.x$/.exec(runtime);
    if (node !== null) return this.#node(runtime, Number(node[1]));
    const python = /^python3\.(\d+)$/.exec(runtime);
    if (python !== null) return this.#python(runtime, Number(python[1]));
    if (/^provided(\.al2|\.al2023)?$/.test(runtime))
      return { kind: "custom", command: "", version: "", folders: [] };
    throw new CannotRun(
      `The runtime ${runtime} cannot be run here: Brume runs nodejs*, python3.* and provided.* functions.`,
    );
  }

  async #node(runtime: string, wanted: number): Promise<Interpreter> {
    const managed = [
      join(homedir(), ".nvm/versions/node"),
      join(homedir(), ".local/share/fnm/node-versions"),
    ];
    const candidates = [
      ...this.#onPath("node"),
      ...managed.flatMap((folder) =>
        entries(folder).flatMap((name) =>
          [join(folder, name, "bin/node"), join(folder, name, "installation/bin/node")].filter(
            (file) => existsSync(file),
          ),
        ),
      ),
    ];
    const found: Interpreter[] = [];
    for (const candidate of candidates) {
      const said = await ask(candidate, ["--version"]);
      const version = /^v(\d+\.\d+\.\d+)/.exec(said)?.[1];
      if (version === undefined) continue;
      const command = realpathSync(candidate);
      found.push({ kind: "node", command, version, folders: outside([prefixOf(command)]) });
      if (major(version) === wanted) break;
    }
    const best = nearest(found, wanted, major);
    if (best === undefined)
      throw new CannotRun(
        `Node.js is missing, which ${runtime} functions run on: put \`node\` on PATH (https://nodejs.org, or \`apt install nodejs\`).`,
      );
    return best;
  }

  async #python(runtime: string, wanted: number): Promise<Interpreter> {
    const versions = join(homedir(), ".pyenv/versions");
    const candidates = [
      ...this.#onPath(`python3.${wanted}`),
      ...entries(versions)
        .filter((name) => name.startsWith(`3.${wanted}.`))
        .map((name) => join(versions, name, "bin/python3")),
      ...this.#onPath("python3"),
      ...PYTHONS.filter((version) => version !== `3.${wanted}`).flatMap((version) =>
        this.#onPath(`python${version}`),
      ),
    ];
    const found: Interpreter[] = [];
    for (const candidate of candidates) {
      const [executable = "", version = "", base = "", prefix = ""] = (
        await ask(candidate, ["-c", PYTHON_ASK])
      ).split("\n");
      if (!/^3\.\d+\.\d+/.test(version)) continue;
      const command = realpathSync(executable);
      const folders = outside([prefixOf(command), base, prefix]);
      found.push({
        kind: "python",
        command: prefix === base ? command : executable,
        version,
        folders,
      });
      if (minor(version) === wanted) break;
    }
    const best = nearest(found, wanted, minor);
    if (best === undefined)
      throw new CannotRun(
        `Python is missing, which ${runtime} functions run on: put \`python3.${wanted}\` or \`python3\` on PATH (\`apt install python3\`).`,
      );
    return best;
  }

  #onPath(name: string): string[] {
    const files = this.path
      .split(":")
      .filter((folder) => folder.startsWith("/"))
      .map((folder) => join(folder, name));
    return files.filter((file) => existsSync(file));
  }
}

const major = (version: string): number => Number(version.split(".")[0]);
const minor = (version: string): number => Number(version.split(".")[1]);

/** The wanted version, else the closest one, a newer before an older. */
function nearest(
  found: readonly Interpreter[],
  wanted: number,
  of: (version: string) => number,
): Interpreter | undefined {
  const away = (one: Interpreter) =>
    Math.abs(of(one.version) - wanted) - (of(one.version) > wanted ? 0.5 : 0);
  return [...found].sort((a, b) => away(a) - away(b))[0];
}

/** The folder above `bin/`. */
function prefixOf(command: string): string {
  return dirname(dirname(command));
}

/** Folders that /usr and its links do not already show, without those inside another. */
function outside(folders: readonly string[]): string[] {
  const real = [
    ...new Set(folders.filter((folder) => folder !== "").map((folder) => realpathSync(folder))),
  ];
  const needed = real.filter(
    (folder) => folder !== "/" && !/^\/(usr|bin|sbin|lib\w*)(\/|$)/.test(folder),
  );
  return needed.filter(
    (folder) => !needed.some((other) => other !== folder && folder.startsWith(`${other}/`)),
  );
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ask(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, [...args], { timeout: 5_000 }, (error, stdout) =>
      resolve(error === null ? stdout : ""),
    );
  });
}
