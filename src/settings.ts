/** What a user can set, from flags and environment variables; every one of them is obeyed. */
import { join, resolve } from "node:path";

export interface Settings {
  /** The port of everything; 0 takes any free one. */
  readonly port: number;
  /** The address to listen on; loopback unless told otherwise. */
  readonly host: string;
  /** Where state is kept. */
  readonly dataFolder: string;
  /** A database that several Brumes share, instead of a file in the data folder. */
  readonly store: string | undefined;
  /** Where large objects are kept; those who share a database share it too. */
  readonly blobsFolder: string;
  /** Nothing is kept: the store is in memory and blobs in a temporary folder. */
  readonly ephemeral: boolean;
  readonly iam: "audit" | "enforce" | "off";
  /** Also answer TLS on the same port, with a local authority's certificates. */
  readonly tls: boolean;
  /** AWS's waits are kept: a deleted queue's name is free after a minute, a queue is purged once a minute. */
  readonly waits: boolean;
  /** FIFO queues refuse more than 300 calls a second for each action, as AWS's do. */
  readonly sqsFifoQuotas: boolean;
  readonly defaultAccount: string;
  readonly defaultRegion: string;
  /** Browser origins, besides loopback ones, that may call. */
  readonly corsOrigins: readonly string[];
  /** Where e-mail goes besides the mailbox: "smtp://user:password@host:port". */
  readonly mailServer: string | undefined;
  /** Functions run in namespaces of their own where the system allows it. */
  readonly lambdaIsolation: boolean;
  /** Where Node.js functions find the AWS SDK first. */
  readonly lambdaNodeModules: string | undefined;
}

/** A flag or variable that cannot be obeyed, said so that the user can mend it. */
export class SettingsError extends Error {}

interface Setting {
  readonly flag: string;
  readonly variable: string;
  readonly takes?: string;
  readonly says: string;
}

/** The one list of settings: `--help` and the README are made from it. */
export const SETTINGS: readonly Setting[] = [
  { flag: "--port", variable: "BRUME_PORT", takes: "number", says: "Port to listen on (4566)." },
  {
    flag: "--host",
    variable: "BRUME_HOST",
    takes: "address",
    says: "Address to listen on (127.0.0.1).",
  },
  {
    flag: "--data",
    variable: "BRUME_DATA",
    takes: "folder",
    says: "Where state is kept (./.brume).",
  },
  {
    flag: "--store",
    variable: "BRUME_STORE",
    takes: "url",
    says: "PostgreSQL that several Brumes share: postgres://user:password@host/database (SQLite in --data).",
  },
  {
    flag: "--blobs",
    variable: "BRUME_BLOBS",
    takes: "folder",
    says: "Where large objects are kept; those who share --store share it (blobs in --data).",
  },
  {
    flag: "--ephemeral",
    variable: "BRUME_EPHEMERAL",
    says: "Keep nothing: state lives in memory.",
  },
  {
    flag: "--iam",
    variable: "BRUME_IAM",
    takes: "mode",
    says: "audit (record denials, the default), enforce, or off.",
  },
  {
    flag: "--tls",
    variable: "BRUME_TLS",
    takes: "on|off",
    says: "Answer TLS on the same port too (on).",
  },
  {
    flag: "--waits",
    variable: "BRUME_WAITS",
    takes: "on|off",
    says: "AWS's waits: a deleted queue's name is free after a minute, a queue is purged once a minute (on).",
  },
  {
    flag: "--sqs-fifo-quotas",
    variable: "BRUME_SQS_FIFO_QUOTAS",
    takes: "on|off",
    says: "FIFO queues refuse more than 300 calls a second for each action, as AWS's do (off).",
  },
  {
    flag: "--account",
    variable: "BRUME_ACCOUNT",
    takes: "id",
    says: "Account of keys that name none (000000000000).",
  },
  {
    flag: "--region",
    variable: "BRUME_REGION",
    takes: "region",
    says: "Region of requests that name none (us-east-1).",
  },
  {
    flag: "--cors",
    variable: "BRUME_CORS",
    takes: "origins",
    says: "Browser origins besides loopback that may call, by comma.",
  },
  {
    flag: "--smtp",
    variable: "BRUME_SMTP",
    takes: "url",
    says: "Server that e-mail goes to as well: smtp://user:password@host:port.",
  },
  {
    flag: "--lambda-isolation",
    variable: "BRUME_LAMBDA_ISOLATION",
    takes: "on|off",
    says: "Run functions in namespaces of their own where the system allows it (on).",
  },
  {
    flag: "--lambda-node-modules",
    variable: "BRUME_LAMBDA_NODE_MODULES",
    takes: "folder",
    says: "Where Node.js functions find the AWS SDK first (Brume's own node_modules).",
  },
];

/**
 * Reads settings; a flag wins over its variable.
 * @throws SettingsError that names the setting, its value and what it takes.
 */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const given = new Map<string, string>();
  for (const setting of SETTINGS) {
    const value = environment[setting.variable];
    if (value !== undefined && value !== "") given.set(setting.flag, value);
  }
  for (let i = 0; i < args.length; i++) {
    const [flag = "", inline] = args[i]!.split(/=(.*)/s);
    const setting = SETTINGS.find((s) => s.flag === flag);
    if (setting === undefined)
      throw new SettingsError(
        `Unknown option ${flag}.${suggestion(
          flag,
          SETTINGS.map((s) => s.flag),
        )}`,
      );
    const next = args[i + 1];
    const takesNext =
      setting.takes !== undefined &&
      inline === undefined &&
      next !== undefined &&
      !next.startsWith("--");
    if (takesNext) i++;
    else if (setting.takes !== undefined && inline === undefined && setting.takes !== "on|off")
      throw new SettingsError(`${flag} takes a value (${setting.takes}): ${setting.says}`);
    given.set(flag, inline ?? (takesNext ? next : "on"));
  }
  return settingsOf((flag) => given.get(flag));
}

function settingsOf(of: (flag: string) => string | undefined): Settings {
  const port = of("--port") ?? "4566";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new SettingsError(`--port takes a number from 0 to 65535, not "${port}".`);
  const iam = of("--iam") ?? "audit";
  if (iam !== "audit" && iam !== "enforce" && iam !== "off")
    throw new SettingsError(`--iam takes audit, enforce or off, not "${iam}".`);
  const account = of("--account") ?? "000000000000";
  if (!/^\d{12}$/.test(account))
    throw new SettingsError(`--account takes twelve digits, not "${account}".`);
  const region = of("--region") ?? "us-east-1";
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    throw new SettingsError(`--region takes a region such as us-east-1, not "${region}".`);
  const dataFolder = resolve(of("--data") ?? ".brume");
  const ephemeral = truth("--ephemeral", of("--ephemeral") ?? "off");
  return {
    port: Number(port),
    host: of("--host") ?? "127.0.0.1",
    dataFolder,
    store: store(of("--store"), ephemeral),
    blobsFolder: resolve(of("--blobs") ?? join(dataFolder, "blobs")),
    ephemeral,
    iam,
    tls: truth("--tls", of("--tls") ?? "on"),
    waits: truth("--waits", of("--waits") ?? "on"),
    sqsFifoQuotas: truth("--sqs-fifo-quotas", of("--sqs-fifo-quotas") ?? "off"),
    defaultAccount: account,
    defaultRegion: region,
    corsOrigins: (of("--cors") ?? "")
      .split(",")
      .map((o) => o.trim())
      .filter((o) => o !== ""),
    mailServer: mailServer(of("--smtp")),
    lambdaIsolation: truth("--lambda-isolation", of("--lambda-isolation") ?? "on"),
    lambdaNodeModules: folder(of("--lambda-node-modules")),
  };
}

function store(given: string | undefined, ephemeral: boolean): string | undefined {
  if (given === undefined) return undefined;
  if (!/^postgres(ql)?:\/\/./.test(given))
    throw new SettingsError("--store takes postgres://user:password@host:port/database.");
  if (ephemeral)
    throw new SettingsError("--store keeps state and --ephemeral keeps none: give one of the two.");
  return given;
}

function mailServer(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (!/^smtps?:\/\/[^/]+\/?$/.test(given))
    throw new SettingsError("--smtp takes smtp://host:port or smtps://user:password@host:port.");
  return given;
}

const folder = (given: string | undefined): string | undefined =>
  given === undefined ? undefined : resolve(given);

function truth(flag: string, value: string): boolean {
  if (/^(1|on|true|yes)$/i.test(value)) return true;
  if (/^(0|off|false|no)$/i.test(value)) return false;
  throw new SettingsError(`${flag} takes on or off, not "${value}".`);
}

/** " Did you mean X?" when one of the words is close to what was typed, else nothing. */
export function suggestion(typed: string, words: readonly string[]): string {
  const ranked = words
    .map((word) => [distance(typed, word), word] as const)
    .sort((a, b) => a[0] - b[0]);
  const best = ranked[0];
  return best !== undefined && best[0] <= Math.max(2, typed.length / 3)
    ? ` Did you mean ${best[1]}?`
    : "";
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length]!;
}
