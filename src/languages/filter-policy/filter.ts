/**
 * SNS subscription filter policies, on message attributes or on the message body.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */

/** A policy SNS refuses; the message is AWS's, without "Invalid parameter: ". */
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

const POLICY_LIMIT_BYTES = 262_144;
const COMBINATIONS_LIMIT = 150;
/** Of a nested policy only the keys at its top count. */
const KEYS_LIMIT = 5;
const DEPTH_LIMIT = 10;
const WILDCARDS_LIMIT = 3;
/** The product of what each field's wildcards cost. */
const WILDCARD_POINTS_LIMIT = 100;

const refuse = (words: string) => new InvalidFilterPolicy(`FilterPolicy: ${words}`);

/**
 * @param text JSON of the policy.
 * @param onBody The policy's scope is the message body, where fields may nest.
 * @throws InvalidFilterPolicy
 */
export function compileFilterPolicy(text: string, onBody: boolean): FilterPolicy {
  if (Buffer.byteLength(text) > POLICY_LIMIT_BYTES) throw refuse("Filter policy is too large");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("failed to parse JSON.");
  }
  if (!isObject(value)) throw refuse("Filter policy must be a JSON object");
  if (Object.keys(value).length > KEYS_LIMIT)
    throw refuse("Filter policy can not have more than 5 keys");
  const compiler = new Compiler(onBody);
  const { branch: root, combinations } = compiler.branch(value, 1, 1);
  if (combinations > COMBINATIONS_LIMIT) throw refuse("Filter policy is too complex");
  if (compiler.points > WILDCARD_POINTS_LIMIT) throw tooManyWildcards();
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

/** Reads a policy, and counts what it may have only so much of. */
class Compiler {
  /** The product of what each field's wildcards cost: one of them 1, each of several 3. */
  points = 1;

  constructor(readonly onBody: boolean) {}

  /** @param combinations What stands before it makes as many combinations of values. */
  branch(
    value: Record<string, unknown>,
    depth: number,
    combinations: number,
  ): { readonly branch: Branch; readonly combinations: number } {
    if (depth > DEPTH_LIMIT) throw refuse("Filter policy is nested too deeply");
    if (depth > 1 && !this.onBody)
      throw new InvalidFilterPolicy(
        "Filter policy scope MessageAttributes does not support nested filter policy",
      );
    const fields: [string, Node][] = [];
    const either: Branch[][] = [];
    let total = combinations;
    for (const [name, inner] of Object.entries(value)) {
      if (name === "$or" && Array.isArray(inner) && inner.length > 1 && inner.every(isObject)) {
        const options = inner.map((one) => this.branch(one, depth, total));
        total = options.reduce((sum, option) => sum + option.combinations, 0);
        either.push(options.map(({ branch }) => branch));
      } else if (Array.isArray(inner)) {
        total *= inner.length * depth;
        fields.push([name, leafOf(inner)]);
        this.points *= Math.max(1, pointsOf(inner));
      } else if (isObject(inner)) {
        if (Object.keys(inner).length === 0) throw refuse("Empty objects are not allowed");
        const nested = this.branch(inner, depth + 1, total);
        total = nested.combinations;
        fields.push([name, nested.branch]);
      } else throw refuse(`"${name}" must be an object or an array`);
    }
    return { branch: { fields, either }, combinations: total };
  }
}

/** What the wildcards of a field's values cost. */
function pointsOf(list: readonly unknown[]): number {
  let points = 0;
  for (const item of list) {
    if (!isObject(item)) continue;
    const but = isObject(item["anything-but"]) ? item["anything-but"]["wildcard"] : undefined;
    for (const pattern of [item["wildcard"], but].flat()) {
      const count = typeof pattern === "string" ? pattern.split("*").length - 1 : 0;
      points += count > 1 ? 3 * count : count;
    }
  }
  return points;
}

const tooManyWildcards = () =>
  refuse(
    "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character",
  );

function leafOf(list: readonly unknown[]): Leaf {
  if (list.length === 0) throw refuse("Empty arrays are not allowed");
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
  if (!isObject(item)) throw refuse("Match value must be String, number, true, false, or null");
  if (Object.keys(item).length !== 1) throw refuse("Only one key allowed in match expression");
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
        throw refuse("exists match pattern must be either true or false.");
      return () => true;
    case "numeric":
      return numericTest(operand);
    case "cidr":
      // Its operand's type is refused in the words of prefix.
      return cidrTest(text("prefix", operand));
    case "anything-but":
      return butTest(operand);
    default:
      throw refuse(`Unrecognized match type ${operator}`);
  }
}

function text(operator: string, operand: unknown): string {
  if (typeof operand !== "string") throw refuse(`${operator} match pattern must be a string`);
  if (operand === "" && operator !== "equals-ignore-case")
    throw refuse(`${operator} match pattern must not be empty`);
  return operand;
}

const onText =
  (part: string, test: (value: string, part: string) => boolean): Test =>
  (value) =>
    typeof value === "string" && test(value, part);

function wildcardTest(pattern: string): Test {
  if (/\*\*/.test(pattern))
    throw refuse(`Consecutive wildcard characters at pos ${pattern.indexOf("**")}`);
  if (pattern.split("*").length - 1 > WILDCARDS_LIMIT) throw tooManyWildcards();
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
  const terms: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const [low, from, high, to, ...rest] = terms;
  if (typeof low !== "string") throw refuse(`Invalid member in numeric match: ${low ?? "]"}`);
  const first = comparison(low, from, `Unrecognized numeric range operator: ${low}`);
  if (terms.length === 2) return (value) => typeof value === "number" && first(value);
  if (low !== ">" && low !== ">=") throw refuse("Too many elements in numeric expression");
  if (typeof high !== "string") throw refuse(`Bad value in numeric range: ${high}`);
  const wrong = `Bad numeric range operator: ${high}`;
  if (!high.startsWith("<")) throw refuse(wrong);
  const second = comparison(high, to, wrong);
  if ((to as number) <= (from as number)) throw refuse("Bottom must be less than top");
  if (rest.length > 0) throw refuse("Too many terms in numeric range expression");
  return (value) => typeof value === "number" && first(value) && second(value);
}

function comparison(
  operator: string,
  bound: unknown,
  unknownOperator: string,
): (value: number) => boolean {
  const compare = Object.hasOwn(COMPARE, operator) ? COMPARE[operator] : undefined;
  if (compare === undefined) throw refuse(unknownOperator);
  if (typeof bound !== "number")
    throw refuse(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  if (Math.abs(bound) > 1e9)
    throw refuse("Value of numeric must be a number between -1000000000 and 1000000000");
  return (value) => compare(value, bound);
}

function butTest(operand: unknown): Test {
  if (isObject(operand)) {
    const [operator = "", inner] = Object.entries(operand)[0] ?? [];
    if (!["prefix", "suffix", "wildcard", "equals-ignore-case"].includes(operator))
      throw refuse(`Unsupported anything-but pattern: ${operator}`);
    const tests = (Array.isArray(inner) ? inner : [inner]).map((one) =>
      operatorTest(operator, one),
    );
    return (value) => typeof value === "string" && !tests.some((test) => test(value));
  }
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw refuse("Empty arrays are not allowed");
  if (!list.every((one) => typeof one === "string" || typeof one === "number"))
    throw refuse("Inside anything but list, start|null|boolean is not supported.");
  const held = new Set<unknown>(list);
  return (value) => !held.has(value);
}

function cidrTest(range: string): Test {
  const [address = "", bits = "", ...rest] = range.split("/");
  if (rest.length > 0 || !range.includes("/")) throw refuse("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(bits)) throw refuse("Malformed CIDR, mask bits must be an integer");
  const network = addressBits(address);
  const length = Number(bits);
  if (network === undefined || length > network.length)
    throw refuse(`Nonstandard IP address: ${address}`);
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
