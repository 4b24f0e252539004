/** Reads ConditionExpression, FilterExpression and KeyConditionExpression. */
import type { Substitutions } from "./names.ts";
import { isMissing, Reader } from "./reader.ts";
import {
  type Comparator,
  type Condition,
  type ConditionFunction,
  type Operand,
  showPath,
} from "./syntax.ts";
import { type AttributeValue, compare, type TypeName, typeOf } from "./value.ts";

const COMPARATORS = new Set(["=", "<>", "<", "<=", ">", ">="]);
const TYPES = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"];
const ORDERED: readonly TypeName[] = ["S", "N", "B"];
const MOST_IN_OPERANDS = 100;

/** Operands that a function takes. */
const FUNCTIONS: Readonly<Record<ConditionFunction | "size", number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const UPDATE_FUNCTIONS = new Set(["if_not_exists", "list_append"]);

/** A piece that is not yet known to be a condition or an operand in parentheses. */
type Piece =
  | { readonly condition: Condition; readonly operand?: undefined; readonly parens: boolean }
  | { readonly condition?: undefined; readonly operand: Operand; readonly parens: boolean };

/**
 * @param key The expression is a KeyConditionExpression, where needless parentheses are allowed.
 * @throws ExpressionFault in AWS's words, without "Invalid ConditionExpression: ".
 */
export function parseCondition(text: string, substitutions: Substitutions, key = false): Condition {
  const reader = new Reader(text, substitutions);
  const parser = new ConditionParser(reader, key);
  const piece = parser.or();
  if (piece.condition === undefined) parser.misplaced(piece.operand);
  reader.finish();
  return piece.condition!;
}

class ConditionParser {
  constructor(
    readonly reader: Reader,
    readonly key: boolean,
  ) {}

  or(): Piece {
    const first = this.#and();
    if (!this.reader.isWord("OR")) return first;
    const parts = [this.#condition(first)];
    while (this.reader.takeWord("OR")) {
      this.reader.operator();
      parts.push(this.#condition(this.#and()));
    }
    return { condition: { kind: "or", parts }, parens: false };
  }

  #and(): Piece {
    const first = this.#not();
    if (!this.reader.isWord("AND")) return first;
    const parts = [this.#condition(first)];
    while (this.reader.takeWord("AND")) {
      this.reader.operator();
      parts.push(this.#condition(this.#not()));
    }
    return { condition: { kind: "and", parts }, parens: false };
  }

  #not(): Piece {
    if (!this.reader.isWord("NOT")) return this.#comparison();
    this.reader.next();
    this.reader.operator();
    return { condition: { kind: "not", part: this.#condition(this.#not()) }, parens: false };
  }

  /** @throws ExpressionFault where an operand stands alone. */
  #condition(piece: Piece): Condition {
    return piece.condition ?? this.misplaced(piece.operand!);
  }

  misplaced(operand: Operand): Condition {
    if (operand.kind !== "size") this.reader.syntaxError();
    this.reader.fault(
      "misused",
      "The function is not allowed to be used this way in an expression; function: size",
    );
    return { kind: "and", parts: [] };
  }

  #comparison(): Piece {
    const { reader } = this;
    const left = this.#primary();
    const operator = reader.token.text;
    if (reader.token.kind === "sign" && COMPARATORS.has(operator)) {
      const first = this.#operandOf(left);
      reader.next();
      const second = this.#operandOf(this.#primary());
      return { condition: this.#compare(operator as Comparator, first, second), parens: false };
    }
    if (reader.isWord("BETWEEN"))
      return { condition: this.#between(this.#operandOf(left)), parens: false };
    if (reader.isWord("IN")) return { condition: this.#in(this.#operandOf(left)), parens: false };
    return left;
  }

  #between(operand: Operand): Condition {
    this.reader.next();
    this.reader.operator();
    const low = this.#operandOf(this.#primary());
    if (!this.reader.takeWord("AND")) this.reader.syntaxError();
    const high = this.#operandOf(this.#primary());
    this.#checkBounds(low, high);
    for (const bound of [operand, low, high]) this.#checkType("BETWEEN", bound, ORDERED);
    return { kind: "between", operand, low, high };
  }

  #in(operand: Operand): Condition {
    const { reader } = this;
    reader.next();
    reader.operator();
    reader.expectSign("(");
    const list: Operand[] = [];
    do list.push(this.#operandOf(this.#primary()));
    while (reader.takeSign(","));
    reader.expectSign(")");
    if (list.length > MOST_IN_OPERANDS)
      reader.fault(
        "operand",
        `The IN operator is provided with too many operands; number of operands: ${list.length}`,
      );
    return { kind: "in", operand, list };
  }

  #compare(operator: Comparator, left: Operand, right: Operand): Condition {
    this.reader.operator();
    if (operator !== "=" && operator !== "<>")
      for (const side of [left, right]) this.#checkType(operator, side, ORDERED);
    this.#checkDistinct(operator, left, [right]);
    return { kind: "compare", operator, left, right };
  }

  #primary(): Piece {
    const { reader } = this;
    if (reader.takeSign("(")) {
      const inner = this.or();
      reader.expectSign(")");
      if (inner.parens && !this.key)
        reader.fault("parens", "The expression has redundant parentheses;");
      return { ...inner, parens: true };
    }
    if (reader.token.kind === "value")
      return { operand: { kind: "value", value: reader.value() }, parens: false };
    if (reader.atCall()) return this.#call();
    if (!reader.atPath() || this.#isKeyword()) reader.syntaxError();
    return { operand: { kind: "path", path: reader.path() }, parens: false };
  }

  #isKeyword(): boolean {
    return ["AND", "OR", "NOT", "BETWEEN", "IN"].some((word) => this.reader.isWord(word));
  }

  #call(): Piece {
    const { reader } = this;
    const name = reader.next().text;
    reader.next();
    reader.operator();
    const operands: Operand[] = [];
    if (!reader.isSign(")"))
      do operands.push(this.#operandOf(this.#primary()));
      while (reader.takeSign(","));
    reader.expectSign(")");
    this.#checkCall(name, operands);
    if (name === "size")
      return {
        operand: { kind: "size", of: operands[0] ?? { kind: "path", path: [] } },
        parens: false,
      };
    return {
      condition: { kind: "call", name: name as ConditionFunction, operands },
      parens: false,
    };
  }

  /** A condition in the place of an operand can only be a function that gives a truth value. */
  #operandOf(piece: Piece): Operand {
    if (piece.operand !== undefined) return piece.operand;
    if (piece.condition!.kind !== "call") this.reader.syntaxError();
    this.reader.fault(
      "misused",
      "The function is not allowed to be used this way in an expression; function: " +
        piece.condition!.name,
    );
    return { kind: "path", path: [] };
  }

  #checkCall(name: string, operands: readonly Operand[]): void {
    const { reader } = this;
    if (UPDATE_FUNCTIONS.has(name)) {
      const words = "The function is not allowed in a condition expression; function: ";
      reader.fault("function", words + name);
    } else if (!Object.hasOwn(FUNCTIONS, name)) {
      reader.fault("function", `Invalid function name; function: ${name}`);
    } else if (operands.length !== FUNCTIONS[name as keyof typeof FUNCTIONS]) {
      reader.fault(
        "operand",
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    } else {
      this.#checkOperands(name as keyof typeof FUNCTIONS, operands[0]!, operands[1]);
    }
  }

  #checkOperands(name: keyof typeof FUNCTIONS, first: Operand, second: Operand | undefined): void {
    const { reader } = this;
    if (name === "attribute_exists" || name === "attribute_not_exists") {
      if (first.kind !== "path")
        reader.fault(
          "operand",
          `Operator or function requires a document path; operator or function: ${name}`,
        );
      return;
    }
    if (name === "attribute_type") {
      this.#checkType(name, second!, ["S"]);
      const type = second!.kind === "value" ? second!.value.S : undefined;
      if (type !== undefined && !TYPES.includes(type))
        reader.fault(
          "operand",
          `Invalid attribute type name found; type: ${type}, valid types: {${TYPES.join(",")}}`,
        );
    }
    if (name === "begins_with")
      for (const operand of [first, second!]) this.#checkType(name, operand, ["S", "B"]);
    if (name === "size") this.#checkType(name, first, ["S", "B", "SS", "NS", "BS", "L", "M"]);
    if (second !== undefined) this.#checkDistinct(name, first, [second]);
  }

  #checkType(name: string, operand: Operand, allowed: readonly TypeName[]): void {
    const type =
      operand.kind === "size" ? "N" : operand.kind === "value" ? typeOf(operand.value) : undefined;
    if (type === undefined || (operand.kind === "value" && isMissing(operand.value))) return;
    if (!allowed.includes(type))
      this.reader.fault(
        "operand",
        `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
      );
  }

  #checkDistinct(name: string, first: Operand, others: readonly Operand[]): void {
    if (first.kind !== "path" || first.path.length === 0) return;
    const shown = showPath(first.path);
    for (const other of others)
      if (other.kind === "path" && showPath(other.path) === shown)
        this.reader.fault(
          "distinct",
          "The first operand must be distinct from the remaining operands for this operator or function; " +
            `operator: ${name}, first operand: ${shown}`,
        );
  }

  #checkBounds(low: Operand, high: Operand): void {
    if (low.kind !== "value" || high.kind !== "value") return;
    if (isMissing(low.value) || isMissing(high.value)) return;
    const shown =
      `lower bound operand: AttributeValue: ${showValue(low.value)}, ` +
      `upper bound operand: AttributeValue: ${showValue(high.value)}`;
    if (typeOf(low.value) !== typeOf(high.value))
      this.reader.fault(
        "operand",
        `The BETWEEN operator requires same data type for lower and upper bounds; ${shown}`,
      );
    else if ((compare(low.value, high.value) ?? 0) > 0)
      this.reader.fault(
        "operand",
        `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${shown}`,
      );
  }
}

/** A value as AWS's messages write it: `{S:a}`. */
export function showValue(value: AttributeValue): string {
  const type = typeOf(value);
  const inner = value[type];
  return `{${type}:${typeof inner === "object" ? JSON.stringify(inner) : String(inner)}}`;
}
