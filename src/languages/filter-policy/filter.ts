/**
 * SNS subscription filter policies, on message attributes or on the message body.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */

/** A policy SNS refuses; the message is AWS's, without its prefix. */
export class InvalidFilterPolicy extends Error {}

export interface FilterPolicy {
  /** Whether attributes, each with the values it holds, pass. */
  matchesAttributes(attributes: ReadonlyMap<string, readonly Scalar[]>): boolean;
  /** Whether a JSON body passes; what is no JSON object does not. */
  matchesBody(body: string): boolean;
}

export type Scalar = string | number | boolean | null;
type Test = (value: Scalar) => boolean;

interface Leaf {
  /** Some value passes one of the tests. */
  readonly tests: readonly Test[];
  /** `{"exists": false}` was listed. */
  readonly absent: boolean;
}
interface Branch {
  readonly fields: readonly (readonly [string, Node])[];
  /** `$or`: one of these must pass. */
  readonly either: readonly (readonly Branch[])[];
}
type Node = Leaf | Branch;

const BODY_LIMIT_BYTES = 150_000;
const COMBINATIONS_LIMIT = 150;
const KEYS_LIMIT = 5;

/**
 * @param text JSON of the policy.
 * @param onBody The policy's scope is the message body, where fields may nest.
 * @throws InvalidFilterPolicy
 */
export function compileFilterPolicy(text: string, onBody: boolean): FilterPolicy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidFilterPolicy("FilterPolicy: failed to parse JSON.");
  }
  if (!isObject(value))
    throw new InvalidFilterPolicy("FilterPolicy: Filter policy must be a JSON object");
  if (Buffer.byteLength(text) > BODY_LIMIT_BYTES)
    throw new InvalidFilterPolicy("FilterPolicy: Filter policy is too large");
  const size = { combinations: 1, keys: 0 };
  const root = branchOf(value, onBody, 1, size);
  if (size.combinations > COMBINATIONS_LIMIT)
    throw new InvalidFilterPolicy("FilterPolicy: Filter policy is too complex");
  if (size.keys > KEYS_LIMIT)
    throw new InvalidFilterPolicy("FilterPolicy: Filter policy can not have more than 5 keys");
  return {
    matchesAttributes: (attributes) => passes(root, (name) => attributes.get(name)),
    matchesBody(body) {
      let parsed: unknown;
      try {
        parsed = JSON.parse(body);
      } catch {
        return false;
      }
      return isObject(parsed) && passesObject(root, parsed);
    },
  };
}

function branchOf(
  value: Record<string, unknown>,
  onBody: boolean,
  depth: number,
  size: { combinations: number; keys: number },
): Branch {
  const fields: [string, Node][] = [];
  const either: Branch[][] = [];
  if (depth > 10) throw new InvalidFilterPolicy("FilterPolicy: Filter policy is nested too deeply");
  for (const [name, inner] of Object.entries(value)) {
    if (name === "$or" && Array.isArray(inner) && inner.length > 1 && inner.every(isObject)) {
      size.combinations *= inner.length;
      either.push(inner.map((one) => branchOf(one, onBody, depth, size)));
    } else if (Array.isArray(inner)) {
      size.keys++;
      size.combinations *= Math.max(1, inner.length) * depth;
      fields.push([name, leafOf(inner)]);
    } else if (isObject(inner)) {
      if (!onBody)
        throw new InvalidFilterPolicy(
          "FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy",
        );
      if (Object.keys(inner).length === 0)
        throw new InvalidFilterPolicy("FilterPolicy: Empty objects are not allowed");
      fields.push([name, branchOf(inner, onBody, depth + 1, size)]);
    } else throw new InvalidFilterPolicy(`FilterPolicy: "${name}" must be an object or an array`);
  }
  return { fields, either };
}

function leafOf(list: readonly unknown[]): Leaf {
  if (list.length === 0)
    throw new InvalidFilterPolicy("FilterPolicy: Empty arrays are not allowed");
  const tests: Test[] = [];
  let absent = false;
  for (const item of list) {
    if (isObject(item) && item["exists"] === false && Object.keys(item).length === 1) absent = true;
    else tests.push(testOf(item));
  }
  return { tests, absent };
}

function testOf(item: unknown): Test {
  if (item === null || typeof item === "string" || typeof item === "boolean")
    return (value) => value === item;
  if (typeof item === "number") return (value) => value === item;
  if (!isObject(item) || Object.keys(item).length !== 1)
    throw new InvalidFilterPolicy(
      "FilterPolicy: Match value must be String, number, true, false, or null",
    );
  const [operator, operand] = Object.entries(item)[0]!;
  return operatorTest(operator, operand);
}

function operatorTest(operator: string, operand: unknown): Test {
  switch (operator) {
    case "prefix":
      return onText(text(operator, operand), (value, part) => value.startsWith(part));
    case "suffix":
      return onText(text(operator, operand), (value, part) => value.endsWith(part));
    case "equals-ignore-case":
      return onText(
        text(operator, operand).toLowerCase(),
        (value, part) => value.toLowerCase() === part,
      );
    case "wildcard":
      return wildcardTest(text(operator, operand));
    case "exists":
      if (typeof operand !== "boolean")
        throw new InvalidFilterPolicy(
          "FilterPolicy: exists match pattern must be either true or false.",
        );
      return () => true;
    case "numeric":
      return numericTest(operand);
    case "cidr":
      return cidrTest(text(operator, operand));
    case "anything-but":
      return butTest(operand);
    default:
      throw new InvalidFilterPolicy(`FilterPolicy: Unrecognized match type ${operator}`);
  }
}

function text(operator: string, operand: unknown): string {
  if (typeof operand !== "string")
    throw new InvalidFilterPolicy(`FilterPolicy: ${operator} match pattern must be a string`);
  if (operand === "" && operator !== "equals-ignore-case")
    throw new InvalidFilterPolicy(`FilterPolicy: ${operator} match pattern must not be empty`);
  return operand;
}

const onText =
  (part: string, test: (value: string, part: string) => boolean): Test =>
  (value) =>
    typeof value === "string" && test(value, part);

function wildcardTest(pattern: string): Test {
  if (/\*\*/.test(pattern))
    throw new InvalidFilterPolicy(
      "FilterPolicy: Consecutive wildcard characters at pos " + pattern.indexOf("**"),
    );
  if ((pattern.match(/\*/g)?.length ?? 0) > 3)
    throw new InvalidFilterPolicy(
      "FilterPolicy: Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character",
    );
  const parts = pattern.split("*");
  return (value) => {
    if (typeof value !== "string") return false;
    if (parts.length === 1) return value === pattern;
    if (!value.startsWith(parts[0]!)) return false;
    let at = parts[0]!.length;
    for (const part of parts.slice(1, -1)) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    const last = parts.at(-1)!;
    return value.length - at >= last.length && value.endsWith(last);
  };
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

function numericTest(operand: unknown): Test {
  if (
    !Array.isArray(operand) ||
    operand.length === 0 ||
    operand.length % 2 !== 0 ||
    operand.length > 4
  )
    throw new InvalidFilterPolicy(
      "FilterPolicy: Value of numeric must be an array of one or two comparisons",
    );
  const bounds: ((value: number) => boolean)[] = [];
  for (let i = 0; i < operand.length; i += 2) {
    const compare = COMPARE[operand[i] as string];
    const bound: unknown = operand[i + 1];
    if (compare === undefined)
      throw new InvalidFilterPolicy(
        `FilterPolicy: Unrecognized numeric range operator: ${operand[i]}`,
      );
    if (typeof bound !== "number" || Math.abs(bound) > 1e9)
      throw new InvalidFilterPolicy(
        "FilterPolicy: Value of numeric must be a number between -1000000000 and 1000000000",
      );
    bounds.push((value) => compare(value, bound));
  }
  if (operand.length === 4) {
    const [low, from, high, to] = operand as [string, number, string, number];
    if (!low.startsWith(">") || !high.startsWith("<"))
      throw new InvalidFilterPolicy("FilterPolicy: Bad numeric range operator");
    if (from >= to) throw new InvalidFilterPolicy("FilterPolicy: Bottom must be less than top");
  }
  return (value) => typeof value === "number" && bounds.every((bound) => bound(value));
}

function butTest(operand: unknown): Test {
  if (isObject(operand)) {
    const [operator = "", inner] = Object.entries(operand)[0] ?? [];
    if (!["prefix", "suffix", "wildcard", "equals-ignore-case"].includes(operator))
      throw new InvalidFilterPolicy(`FilterPolicy: Unsupported anything-but pattern: ${operator}`);
    const tests = (Array.isArray(inner) ? inner : [inner]).map((one) =>
      operatorTest(operator, one),
    );
    return (value) => typeof value === "string" && !tests.some((test) => test(value));
  }
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0)
    throw new InvalidFilterPolicy("FilterPolicy: Empty arrays are not allowed");
  if (!list.every((one) => typeof one === "string" || typeof one === "number"))
    throw new InvalidFilterPolicy(
      "FilterPolicy: Inside anything but list, start|null|boolean is not supported.",
    );
  const held = new Set<unknown>(list);
  return (value) => !held.has(value);
}

function cidrTest(range: string): Test {
  const [address = "", bits = ""] = range.split("/");
  const network = addressBits(address);
  const length = Number(bits);
  if (network === undefined || !/^\d+$/.test(bits) || length > network.length)
    throw new InvalidFilterPolicy(`FilterPolicy: Malformed CIDR, one '/' required`);
  const prefix = network.slice(0, length);
  return (value) => {
    const own = typeof value === "string" ? addressBits(value) : undefined;
    return own !== undefined && own.length === network.length && own.startsWith(prefix);
  };
}

function addressBits(text: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const bytes = text.split(".").map(Number);
    return bytes.every((b) => b < 256)
      ? bytes.map((b) => b.toString(2).padStart(8, "0")).join("")
      : undefined;
  }
  if (!/^[0-9a-f:]+$/i.test(text) || !text.includes(":")) return undefined;
  const [head = "", tail] = text.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...new Array<string>(Math.max(0, missing)).fill("0"), ...right];
  if (groups.length !== 8 || groups.some((g) => g.length > 4)) return undefined;
  return groups.map((g) => Number.parseInt(g, 16).toString(2).padStart(16, "0")).join("");
}

function passes(
  branch: Branch,
  valuesOf: (name: string) => readonly Scalar[] | undefined,
): boolean {
  return (
    branch.fields.every(([name, node]) => !("tests" in node) || leafPasses(node, valuesOf(name))) &&
    branch.either.every((options) => options.some((option) => passes(option, valuesOf)))
  );
}

function leafPasses(leaf: Leaf, values: readonly Scalar[] | undefined): boolean {
  if (values === undefined) return leaf.absent;
  return values.some((value) => leaf.tests.some((test) => test(value)));
}

function passesObject(branch: Branch, value: Record<string, unknown>): boolean {
  return (
    branch.fields.every(([name, node]) =>
      fieldPasses(node, Object.hasOwn(value, name) ? value[name] : undefined),
    ) && branch.either.every((options) => options.some((option) => passesObject(option, value)))
  );
}

function fieldPasses(node: Node, held: unknown): boolean {
  if ("tests" in node) {
    if (held === undefined) return node.absent;
    const scalars = (Array.isArray(held) ? held.flat(8) : [held]).filter(
      (one) => one === null || typeof one !== "object",
    );
    return leafPasses(node, scalars as Scalar[]);
  }
  if (Array.isArray(held)) return held.some((one) => isObject(one) && passesObject(node, one));
  // A missing object passes where all that is asked of it is to be absent.
  if (held === undefined) return passesObject(node, {});
  return isObject(held) && passesObject(node, held);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
