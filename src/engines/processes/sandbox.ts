/**
 * The view of the machine that a function gets, made with util-linux's own tools in Linux
 * namespaces: nothing compiled, nothing installed, no rights needed beyond user namespaces.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { hostGroup, type MemoryGroup, sweepGroups } from "./memory-group.ts";

/** How a command is started: inside namespaces, or as it is. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly isolated: boolean;
  readonly group?: MemoryGroup;
}

/** What differs from function to function. */
export interface View {
  readonly id: string;
  readonly codeFolder: string;
  readonly layersFolder?: string;
  /** Folders of the interpreter and modules, shown where they are. */
  readonly folders: readonly string[];
  /** Host folders shown elsewhere, by where. */
  readonly mounts?: Readonly<Record<string, string>>;
  readonly temporaryMb: number;
  readonly memoryMb: number;
}

/** A command and its whole environment. */
export type Wanted = Pick<Launch, "command" | "args" | "environment">;

const TOOLS_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
const DEVICES = ["null", "zero", "full", "random", "urandom"];
const SYSTEM_LINKS = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"];
/** Of /etc, what resolving names, loading libraries and trusting certificates takes. */
const ETC = [
  "ld.so.cache",
  "ld.so.conf",
  "ld.so.conf.d",
  "nsswitch.conf",
  "resolv.conf",
  "hosts",
  "services",
  "protocols",
  "alternatives",
  "ssl/openssl.cnf",
  "ssl/certs/ca-certificates.crt",
  "pki/tls/certs/ca-bundle.crt",
  "mime.types",
];
const LOCKED = "ro,nosuid,nodev";

export class Sandbox {
  #probe: Promise<string | undefined> | undefined;
  #roots = new Map<string, string>();

  /**
   * @param folder Where roots and mount tables are kept; the runtime clients lie in `runtime` of it.
   * @param allowed False runs everything unisolated, e.g. when a user asks for it.
   */
  constructor(
    readonly folder: string,
    readonly allowed: boolean,
  ) {}

  /** Why functions run unisolated, or undefined when they are isolated. Tried once. */
  unisolated(): Promise<string | undefined> {
    this.#probe ??= this.#try();
    return this.#probe;
  }

  /** How to start `command` with the view; the caller has awaited `unisolated`. */
  launch(view: View, wanted: Wanted, isolated: boolean): Launch {
    const { command, args, environment } = wanted;
    if (!isolated) return { ...wanted, isolated };
    const root = this.#root([...view.folders].sort());
    const table = join(this.folder, "tables", view.id);
    mkdirSync(dirname(table), { recursive: true });
    writeFileSync(table, tableOf(root, view, join(this.folder, "runtime")));
    const group = hostGroup(view.id, view.memoryMb + view.temporaryMb);
    return {
      command: "setpriv",
      args: [
        "--pdeathsig",
        "KILL",
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "--ipc",
        "--uts",
        "sh",
        join(this.folder, "runtime", "launch.sh"),
        root,
        table,
        group?.procs ?? "-",
        command,
        ...args,
      ],
      // The function's PATH must not pick our tools, nor its libraries be loaded into them.
      environment: { PATH: TOOLS_PATH, BRUME_VARIABLES: exportsOf(environment) },
      isolated,
      ...(group === undefined ? {} : { group }),
    };
  }

  async #try(): Promise<string | undefined> {
    if (!this.allowed) return "isolation is switched off";
    if (process.platform !== "linux")
      return `Linux namespaces are not there on ${process.platform}`;
    sweepGroups();
    const empty = join(this.folder, "empty");
    mkdirSync(empty, { recursive: true });
    const view = { id: "probe", codeFolder: empty, folders: [], temporaryMb: 1, memoryMb: 64 };
    const launch = this.launch(view, { command: "true", args: [], environment: {} }, true);
    const failure = await outputOf(launch);
    launch.group?.remove();
    return failure;
  }

  /** A folder of mount points and copied configuration, one for each set of interpreter folders. */
  #root(folders: readonly string[]): string {
    const key = createHash("sha256").update(folders.join("\n")).digest("hex").slice(0, 16);
    const known = this.#roots.get(key);
    if (known !== undefined) return known;
    const root = join(this.folder, "roots", key);
    for (const path of [
      "usr",
      "etc",
      "dev",
      "proc",
      "tmp",
      "var/task",
      "var/runtime/node_modules",
      "opt",
      ...folders,
    ])
      mkdirSync(join(root, path), { recursive: true });
    for (const name of SYSTEM_LINKS) {
      if (!existsSync(`/${name}`) || existsSync(join(root, name))) continue;
      if (lstatSync(`/${name}`).isSymbolicLink())
        symlinkSync(readlinkSync(`/${name}`), join(root, name));
      else mkdirSync(join(root, name));
    }
    for (const name of DEVICES) writeFileSync(join(root, "dev", name), "");
    for (const [name, target] of [
      ["fd", "/proc/self/fd"],
      ["stdout", "/proc/self/fd/1"],
      ["stderr", "/proc/self/fd/2"],
    ] as const)
      if (!linkThere(join(root, "dev", name))) symlinkSync(target, join(root, "dev", name));
    // Where Node.js looks last of all from any folder, for ES modules too, which NODE_PATH says nothing to.
    if (!linkThere(join(root, "node_modules")))
      symlinkSync("var/runtime/node_modules", join(root, "node_modules"));
    this.#etc(root);
    this.#roots.set(key, root);
    return root;
  }

  #etc(root: string): void {
    for (const name of ETC) {
      const from = join("/etc", name);
      if (!existsSync(from)) continue;
      const to = join(root, "etc", name);
      mkdirSync(dirname(to), { recursive: true });
      const folder = lstatSync(from).isDirectory();
      if (folder) cpSync(from, to, { recursive: true, verbatimSymlinks: true, force: true });
      else writeFileSync(to, readFileSync(from));
    }
    writeFileSync(join(root, "etc/passwd"), "sbx_user1051:x:0:0::/tmp:/sbin/nologin\n");
    writeFileSync(join(root, "etc/group"), "sbx_user1051:x:0:\n");
  }
}

function linkThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The mount table of one environment, in fstab's form: one `mount` reads it all. */
function tableOf(root: string, view: View, runtime: string): string {
  const lines: string[] = [];
  const show = (from: string, to: string, options = `bind,${LOCKED}`) =>
    lines.push(`${escaped(from)} ${escaped(join(root, to))} none ${options} 0 0`);
  show("/usr", "usr");
  for (const name of SYSTEM_LINKS)
    if (existsSync(`/${name}`) && !lstatSync(`/${name}`).isSymbolicLink()) show(`/${name}`, name);
  for (const folder of view.folders) show(folder, folder);
  show(view.codeFolder, "var/task");
  show(runtime, "var/runtime");
  if (view.layersFolder !== undefined) show(view.layersFolder, "opt");
  for (const [where, from] of Object.entries(view.mounts ?? {})) show(from, where);
  for (const name of DEVICES) show(`/dev/${name}`, `dev/${name}`, "bind");
  const temporary = `size=${view.temporaryMb}m,mode=1777,nosuid,nodev`;
  lines.push(`tmpfs ${escaped(join(root, "tmp"))} tmpfs ${temporary} 0 0`);
  lines.push(`proc ${escaped(join(root, "proc"))} proc nosuid,nodev,noexec 0 0`);
  return `${lines.join("\n")}\n`;
}

/** Shell words that export variables, whatever is in their values. */
function exportsOf(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join("");
}

/** fstab's own escapes for what would end a field. */
function escaped(path: string): string {
  return path.replace(/[\\ \t\n]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

/** Undefined when the command succeeds, else the first line of what it said. */
function outputOf({ command, args, environment }: Launch): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const child = spawn(command, [...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...environment },
    });
    child.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
    });
    child.stderr.on("data", (piece: Buffer) => {
      said += piece.toString();
    });
    child.on("error", (error) => resolve(`${command} cannot be started (${error.message})`));
    child.on("close", (code) => {
      if (code === 0) resolve(undefined);
      else resolve(said.trim().split("\n")[0] || `the trial ended with status ${code}`);
    });
  });
}
