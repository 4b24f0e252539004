/** What a listed value of a pattern asks of a value of the event. */
import { isIP } from "node:net";
import { type Field, type Located, Refused } from "./json.ts";

export type Scalar = string | number | boolean | null;
export type Test = (value: Scalar) => boolean;

/** A listed value: a test, or that the field is absent; `exact` where one value alone passes. */
export interface Listed {
  readonly test: Test;
  readonly absent?: boolean;
  readonly exact?: Scalar;
}

const MOST = 5e9;
const never: Test = () => false;

/** @throws Refused in AWS's words. */
export function listed(value: Located): Listed {
  switch (value.kind) {
    case "object":
      return operator(value);
    case "array":
      throw new Refused("Match value must be String, number, true, false, or null", value.at);
    default: {
      const exact = value.value as Scalar;
      return { test: (given) => given === exact, exact };
    }
  }
}

function operator(object: Located): Listed {
  const fields = object.value as readonly Field[];
  const [field, other] = fields;
  if (field === undefined) throw new Refused("Empty objects are not allowed", object.at);
  if (other !== undefined) throw new Refused("Only one key allowed in match expression", other.at);
  const { name, value } = field;
  switch (name) {
    case "exists": {
      if (typeof value.value !== "boolean")
        throw new Refused("exists match pattern must be either true or false.", value.at);
      return value.value ? { test: () => true } : { test: never, absent: true };
    }
    case "anything-but":
      return { test: anythingBut(value) };
    case "numeric":
      return { test: numeric(value) };
    case "cidr":
      return { test: cidr(value) };
    case "prefix":
    case "suffix":
      return { test: affix(name, value) };
    case "equals-ignore-case":
    case "wildcard":
      return { test: TEXT_TESTS[name]!(text(name, value), value.at) };
    default:
      throw new Refused(`Unrecognized match type ${name}`, field.at);
  }
}

function text(name: string, value: Located): string {
  if (value.kind !== "string")
    throw new Refused(`${name} match pattern must be a string`, value.at);
  return value.value as string;
}

type TextTest = (wanted: string, at: number) => Test;

const TEXT_TESTS: Readonly<Record<string, TextTest>> = {
  prefix: (wanted) => (given) => typeof given === "string" && given.startsWith(wanted),
  suffix: (wanted) => (given) => typeof given === "string" && given.endsWith(wanted),
  "equals-ignore-case": (wanted) => {
    const lower = wanted.toLowerCase();
    return (given) => typeof given === "string" && given.toLowerCase() === lower;
  },
  wildcard,
};

/** A prefix or suffix, its case perhaps ignored. */
function affix(name: "prefix" | "suffix", value: Located): Test {
  if (value.kind !== "object") return TEXT_TESTS[name]!(text(name, value), value.at);
  const [field, other] = value.value as readonly Field[];
  if (field === undefined) {
    const named = name === "prefix" ? "Prefix" : "Suffix";
    throw new Refused(`${named} expression name not found`, value.at);
  }
  if (field.name !== "equals-ignore-case")
    throw new Refused(`Unsupported ${name} pattern: ${field.name}`, field.at);
  if (other !== undefined) throw new Refused("Only one key allowed in match expression", other.at);
  const wanted = text("equals-ignore-case", field.value).toLowerCase();
  return (given) => {
    if (typeof given !== "string") return false;
    const lower = given.toLowerCase();
    return name === "prefix" ? lower.startsWith(wanted) : lower.endsWith(wanted);
  };
}

function anythingBut(value: Located): Test {
  if (value.kind === "object") return anythingButText(value);
  if (value.kind === "array") {
    const items = value.value as readonly Located[];
    for (const item of items)
      if (item.kind !== "string" && item.kind !== "number")
        throw new Refused(
          "Inside anything but list, start|null|boolean is not supported.",
          item.at,
        );
    if (new Set(items.map((item) => item.kind)).size !== 1)
      throw new Refused(
        "Inside anything but list, either all values are number or string, mixed type is not supported",
        value.at,
      );
    const refused = new Set(items.map((item) => item.value));
    return (given) => !refused.has(given);
  }
  if (value.kind === "literal")
    throw new Refused(
      "Value of anything-but must be an array or single string/number value.",
      value.at,
    );
  return (given) => given !== value.value;
}

/** `{"anything-but": {"prefix": ...}}`, of one text or of several. */
function anythingButText(object: Located): Test {
  const [field, other] = object.value as readonly Field[];
  if (field === undefined) throw new Refused("Empty objects are not allowed", object.at);
  if (other !== undefined) throw new Refused("Only one key allowed in match expression", other.at);
  const { name, value } = field;
  const make = Object.hasOwn(TEXT_TESTS, name) ? TEXT_TESTS[name] : undefined;
  if (make === undefined) throw new Refused(`Unsupported anything-but pattern: ${name}`, field.at);
  if (value.kind === "literal" || value.kind === "object")
    throw new Refused(
      "Value of anything-but must be an array or single string/number value.",
      value.at,
    );
  const items = value.kind === "array" ? (value.value as readonly Located[]) : [value];
  if (items.length === 0) throw new Refused("Empty arrays are not allowed", value.at);
  const tests = items.map((item) => {
    if (item.kind !== "string") throw new Refused(NO_TEXT[name]!, item.at);
    if (item.value === "" && (name === "prefix" || name === "suffix"))
      throw new Refused("Null prefix/suffix not allowed", item.at);
    return make(item.value as string, item.at);
  });
  return (given) => !tests.some((test) => test(given));
}

/** What is said of a value within anything-but that is no text. */
const NO_TEXT: Readonly<Record<string, string>> = {
  prefix: "prefix/suffix match pattern must be a string",
  suffix: "prefix/suffix match pattern must be a string",
  wildcard: "wildcard match pattern must be a string",
  "equals-ignore-case":
    "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
};

/** `[">", 0, "<=", 5]`. */
function numeric(value: Located): Test {
  if (value.kind !== "array") throw new Refused("Value of numeric must be an array.", value.at);
  const items = value.value as readonly Located[];
  const [first] = items;
  if (first === undefined) throw new Refused("Invalid member in numeric match: ]", value.at);
  const tests: ((given: number) => boolean)[] = [];
  let lower: number | undefined;
  for (let i = 0; i < items.length; i += 2) {
    const sign = items[i]!;
    if (sign.kind !== "string")
      throw new Refused("Bad numeric range operator: " + String(sign.value), sign.at);
    const name = sign.value as string;
    const allowed = i === 0 ? ["=", "<", "<=", ">", ">="] : lower === undefined ? [] : ["<", "<="];
    if (!Object.hasOwn(COMPARED, name))
      throw new Refused(`Unrecognized numeric range operator: ${name}`, sign.at);
    if (!allowed.includes(name))
      throw new Refused("Too many terms in numeric range expression", sign.at);
    const bound = items[i + 1];
    if (bound === undefined || bound.kind !== "number")
      throw new Refused(`Value of ${name} must be numeric`, bound?.at ?? value.at);
    const number = bound.value as number;
    if (Math.abs(number) > MOST)
      throw new Refused(`Value must be between ${-MOST} and ${MOST}, inclusive`, bound.at);
    if (lower !== undefined && number <= lower)
      throw new Refused("Bottom must be less than top", bound.at);
    if (i === 0 && name.startsWith(">")) lower = number;
    else lower = undefined;
    const compare = COMPARED[name]!;
    tests.push((given) => compare(given, number));
  }
  return (given) => typeof given === "number" && tests.every((test) => test(given));
}

const COMPARED: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** `10.0.0.0/24`, or of IPv6. */
function cidr(value: Located): Test {
  const wanted = text("prefix", value);
  const [base = "", length, rest] = wanted.split("/");
  const version = isIP(base);
  if (length === undefined) {
    if (version === 0) throw new Refused("Malformed CIDR, one '/' required", value.at);
    const exact = bitsOf(base);
    return (given) =>
      typeof given === "string" && isIP(given) === version && bitsOf(given) === exact;
  }
  if (rest !== undefined) throw new Refused("Malformed CIDR, one '/' required", value.at);
  if (version === 0) throw new Refused("Nonstandard IP address: " + base, value.at);
  const width = version === 4 ? 32n : 128n;
  if (!/^\d{1,3}$/.test(length))
    throw new Refused("Malformed CIDR, mask bits must be an integer", value.at);
  const bits = BigInt(length);
  if (bits > width) throw new Refused(`IPv${version} mask bits must be < ${width}`, value.at);
  const shift = width - bits;
  const network = bitsOf(base) >> shift;
  return (given) =>
    typeof given === "string" && isIP(given) === version && bitsOf(given) >> shift === network;
}

function bitsOf(address: string): bigint {
  if (!address.includes(":"))
    return address.split(".").reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
  const bare = address.split("%")[0]!;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(bare);
  const whole =
    tail === null
      ? bare
      : `${tail[1]}${(bitsOf(tail[2]!) >> 16n).toString(16)}:${(bitsOf(tail[2]!) & 0xffffn).toString(16)}`;
  const [head = "", rest] = whole.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = rest === undefined || rest === "" ? [] : rest.split(":");
  const zeros = Array(8 - front.length - back.length).fill("0") as string[];
  const groups = rest === undefined ? front : [...front, ...zeros, ...back];
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** `*` stands for any text, `\\*` for itself; time grows with text times stars, no more. */
function wildcard(pattern: string, at: number): Test {
  const parts: string[] = [""];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === "\\") {
      const next = pattern[++i];
      if (next !== "*" && next !== "\\")
        throw new Refused(`Invalid escape character at pos ${i - 1}`, at);
      parts[parts.length - 1] += next;
    } else if (c === "*") {
      if (pattern[i + 1] === "*")
        throw new Refused(`Consecutive wildcard characters at pos ${i}`, at);
      parts.push("");
    } else parts[parts.length - 1] += c;
  }
  if (complexityOf(parts) > MOST_COMPLEX)
    throw new Refused(
      "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character",
      at,
    );
  return (given) => typeof given === "string" && fits(given, parts);
}

/**
 * Of how many beginnings of the pattern a text may be at once: of one for each star, and of one for
 * each way in which what follows the star may have begun in itself.
 * Differs from AWS: its limit is not told, and it reckons with the bytes of all patterns of a field;
 * this one refuses what its page refuses.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching-complexity
 */
function complexityOf([, ...parts]: readonly string[]): number {
  return parts.reduce((sum, part) => sum + 1 + beginningsIn(part), 0);
}

const MOST_COMPLEX = 10;

/** The most beginnings of a text that any beginning of it ends with, itself among them. */
function beginningsIn(text: string): number {
  // The longest beginning that the first i + 1 characters end with, as Knuth, Morris and Pratt have it.
  const borders: number[] = [];
  const counts: number[] = [];
  let most = 0;
  for (let i = 0, border = 0; i < text.length; i++) {
    while (border > 0 && text[i] !== text[border]) border = borders[border - 1]!;
    if (i > 0 && text[i] === text[border]) border++;
    borders.push(border);
    counts.push(1 + (border === 0 ? 0 : counts[border - 1]!));
    most = Math.max(most, counts[i]!);
  }
  return most;
}

/** Whether a text begins and ends with the outer parts and has the others between, in order. */
function fits(text: string, parts: readonly string[]): boolean {
  const first = parts[0]!;
  if (parts.length === 1) return text === first;
  const last = parts.at(-1)!;
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
