/** Working out metric math over series. */
import { FUNCTIONS } from "./functions.ts";
import { isArray, mapped, operated, type Series, sizeOf, typeOf, type Value } from "./series.ts";
import { InvalidMath, type Node } from "./syntax.ts";

/** The function is one of CloudWatch's that needs more than the data points of a request. */
export class UnsupportedFunction extends Error {
  readonly function: string;

  constructor(name: string) {
    super(name);
    this.function = name;
  }
}

const UNSUPPORTED: ReadonlySet<string> = new Set([
  "ANOMALY_DETECTION_BAND",
  "DB_PERF_INSIGHTS",
  "INSIGHT_RULE_METRIC",
  "LAMBDA",
  "SEARCH",
  "SERVICE_QUOTA",
]);

/** What an expression is worked out over. */
export interface Surroundings {
  /** Epoch milliseconds, the start of a period. */
  readonly from: number;
  /** Epoch milliseconds, left out. */
  readonly to: number;
  /** Of series that no metric gives one. */
  readonly periodMs: number;
  /** The value of a metric or of another expression; undefined where there is none. */
  named(id: string): Value | undefined;
  /** The metrics of the request, by id. */
  metrics(): Iterable<readonly [id: string, series: Series]>;
  /** Called with every number of data points that is made; may throw where there are too many. */
  spend(points: number): void;
}

/** A call's arguments: as they stand, and their values. */
export interface Call {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly surroundings: Surroundings;
  value(index: number): Value;
}

/** Works an expression out. @throws InvalidMath @throws UnsupportedFunction */
export function evaluateMath(node: Node, surroundings: Surroundings): Value {
  const value = resultOf(node, surroundings);
  surroundings.spend(sizeOf(value));
  return value;
}

function resultOf(node: Node, surroundings: Surroundings): Value {
  switch (node.kind) {
    case "number":
      return node.value;
    case "id": {
      const value = surroundings.named(node.id);
      if (value === undefined) throw new InvalidMath(`Unrecognized identifier '${node.id}'.`);
      return value;
    }
    case "list":
      return node.items.flatMap((item) => listed(evaluateMath(item, surroundings)));
    case "negation":
      return negated(evaluateMath(node.of, surroundings));
    case "operation":
      return operated(
        node.operator,
        evaluateMath(node.left, surroundings),
        evaluateMath(node.right, surroundings),
      );
    case "call":
      return called(node.name, node.args, surroundings);
    case "text":
      throw new InvalidMath(`Unexpected text '${node.text}'.`);
    case "word":
      throw new InvalidMath(`Unrecognized identifier '${node.word}'.`);
  }
}

function listed(value: Value): readonly Series[] {
  if (typeof value === "number")
    throw new InvalidMath(`An array cannot have a ${typeOf(value)} in it.`);
  return isArray(value) ? value : [value];
}

function negated(value: Value): Value {
  if (typeof value === "number") return -value;
  const negate = (one: Series) => mapped(one, (of) => -of);
  return isArray(value) ? value.map(negate) : negate(value);
}

function called(name: string, nodes: readonly Node[], surroundings: Surroundings): Value {
  if (UNSUPPORTED.has(name)) throw new UnsupportedFunction(name);
  const found = FUNCTIONS.get(name);
  if (found === undefined) throw new InvalidMath(`Unrecognized function '${name}'.`);
  if (nodes.length < found.least || nodes.length > found.most)
    throw new InvalidMath(`Invalid number of arguments for the function ${name}.`);
  const value = (index: number) => evaluateMath(nodes[index]!, surroundings);
  return found.apply({ name, nodes, surroundings, value });
}
