/**
 * Prefixes of S3 keys, with what stands in !{...} evaluated.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
import { hash } from "node:crypto";
import {
  compileDatePattern,
  type DatePattern,
  InvalidDatePattern,
} from "#languages/date-pattern/pattern";
import { zoneOf } from "#languages/schedule/zone";
import { invalidArgument, prefixRefused } from "./errors.ts";
import { PREFIX_LENGTH } from "./limits.ts";

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "time"; readonly pattern: DatePattern }
  | { readonly kind: "random" }
  | { readonly kind: "failure" }
  | { readonly kind: "key"; readonly name: string };

export interface Evaluation {
  /** When the oldest record came. Epoch milliseconds. */
  readonly at: number;
  /** IANA's name; UTC when absent. */
  readonly zone: string | undefined;
  /** What random strings are made from: they are the same whenever the object is written again. */
  readonly seed: string;
  /** By the namespace and name of partition keys, "partitionKeyFromQuery:id". */
  readonly keys: ReadonlyMap<string, string>;
  /** Of what failed, e.g. "processing-failed". */
  readonly failure?: string;
}

const DEFAULT_TIME = "!{timestamp:yyyy/MM/dd/HH/}";
const RANDOM_LENGTH = 11;
const FAILURE = "!{firehose:error-output-type}";

/** @throws Fault InvalidArgument for an expression that is none. */
function partsOf(prefix: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (;;) {
    const open = prefix.indexOf("!{", at);
    if (open > at || (open < 0 && at < prefix.length))
      parts.push({ kind: "text", text: prefix.slice(at, open < 0 ? undefined : open) });
    if (open < 0) return parts;
    const close = prefix.indexOf("}", open);
    const found = /^!\{(\w+):([^{}]+)\}$/.exec(prefix.slice(open, close + 1));
    if (close < 0 || found === null)
      throw prefixRefused("The sequence !{ can only appear in !{namespace:value} expressions");
    parts.push(expression(found[1]!, found[2]!));
    at = close + 1;
  }
}

function expression(namespace: string, value: string): Part {
  if (namespace === "timestamp")
    try {
      return { kind: "time", pattern: compileDatePattern(value) };
    } catch (error) {
      if (!(error instanceof InvalidDatePattern)) throw error;
      throw prefixRefused(`timestamp values must be valid patterns. ${error.message}`);
    }
  if (namespace === "firehose" && value === "random-string") return { kind: "random" };
  if (namespace === "firehose" && value === "error-output-type") return { kind: "failure" };
  if (namespace === "partitionKeyFromQuery" || namespace === "partitionKeyFromLambda")
    return { kind: "key", name: `${namespace}:${value}` };
  throw prefixRefused(`Unknown expression !{${namespace}:${value}}`);
}

/**
 * Checks a pair of prefixes by AWS's semantic rules.
 * @throws Fault InvalidArgument with the rule that is broken.
 */
export function checkPrefixes(
  prefix: string | undefined,
  errorPrefix: string | undefined,
  partitioned: boolean,
): void {
  const parts = partsOf(prefix ?? "");
  const errorParts = partsOf(errorPrefix ?? "");
  const has = (list: readonly Part[], kind: Part["kind"]) => list.some((one) => one.kind === kind);
  if (has(parts, "failure")) throw prefixRefused(`Prefix cannot contain ${FAILURE}`);
  if (has(parts, "key") && !partitioned)
    throw invalidArgument(
      "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.",
    );
  if (partitioned && !has(parts, "key"))
    throw invalidArgument(
      "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
    );
  if (has(errorParts, "key"))
    throw prefixRefused("ErrorOutputPrefix cannot contain Dynamic Partitioning namespaces");
  if (parts.some((one) => one.kind !== "text") && !errorPrefix)
    throw prefixRefused(
      "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
    );
  if (errorParts.some((one) => one.kind !== "text") && !has(errorParts, "failure"))
    throw prefixRefused(
      `ErrorOutputPrefix must contain at least one instance of ${FAILURE} when it contains expressions`,
    );
  checkLength(prefix, errorPrefix);
}

/** What a prefix comes to on any day shows how long it will be, but for partition keys. */
function checkLength(prefix: string | undefined, errorPrefix: string | undefined): void {
  const by: Evaluation = { at: 0, zone: undefined, seed: "", keys: new Map(), failure: "" };
  const lengths = [evaluated(prefix, by), evaluatedFailure(prefix, errorPrefix, by)];
  if (lengths.some(({ length }) => length > PREFIX_LENGTH))
    throw prefixRefused(
      `Neither Prefix nor ErrorOutputPrefix can be greater than ${PREFIX_LENGTH} characters after they are evaluated`,
    );
}

/** The names of the partition keys that a prefix asks for, each once. */
export function keysIn(prefix: string | undefined): readonly string[] {
  const names = partsOf(prefix ?? "").flatMap((one) => (one.kind === "key" ? [one.name] : []));
  return [...new Set(names)];
}

/** The prefix of delivered records: with the time of day at its end where it has no time. */
export function evaluated(prefix: string | undefined, by: Evaluation): string {
  const given = prefix ?? "";
  const timed = partsOf(given).some(({ kind }) => kind === "time");
  return shown(timed ? given : given + DEFAULT_TIME, by);
}

/**
 * The prefix of what failed: its own, or that of records with the error output type behind it. One
 * of its own without any expression gets both; of that AWS's page says nothing.
 */
export function evaluatedFailure(
  prefix: string | undefined,
  errorPrefix: string | undefined,
  by: Evaluation,
): string {
  const given = errorPrefix || prefix || "";
  const plain = partsOf(given).every(({ kind }) => kind === "text");
  return shown(plain ? `${given}${FAILURE}/${DEFAULT_TIME}` : given, by);
}

function shown(prefix: string, by: Evaluation): string {
  const zone = zoneOf(by.zone || "UTC");
  return partsOf(prefix)
    .map((part, index) => {
      switch (part.kind) {
        case "text":
          return part.text;
        case "time":
          return part.pattern.format(by.at, zone, by.zone || "UTC");
        case "random":
          return hash("sha256", `${by.seed}/${index}`).slice(0, RANDOM_LENGTH);
        case "failure":
          return by.failure ?? "";
        case "key":
          return by.keys.get(part.name) ?? "";
      }
    })
    .join("");
}

/** The end of a key: which stream wrote it, when its oldest record came, and what it is in. */
export function suffixOf(
  stream: { readonly name: string; readonly version: number },
  by: Evaluation,
  extension: string,
): string {
  const pattern = compileDatePattern("yyyy-MM-dd-HH-mm-ss");
  const time = pattern.format(by.at, zoneOf(by.zone || "UTC"));
  return `${stream.name}-${stream.version}-${time}-${by.seed}${extension}`;
}
