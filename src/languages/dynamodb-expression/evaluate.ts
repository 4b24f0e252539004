/** Whether an item meets a condition, and what an operand is. */
import { valueAt } from "./projection.ts";
import type { Comparator, Condition, Operand } from "./syntax.ts";
import { type AttributeValue, compare, equal, type Item, sizeOf, typeOf } from "./value.ts";

/** Whether `item` (without attributes when there is none) meets the condition. */
export function meets(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case "and":
      return condition.parts.every((part) => meets(part, item));
    case "or":
      return condition.parts.some((part) => meets(part, item));
    case "not":
      return !meets(condition.part, item);
    case "compare":
      return comparesAs(
        condition.operator,
        operandOf(condition.left, item),
        operandOf(condition.right, item),
      );
    case "between": {
      const value = operandOf(condition.operand, item);
      return (
        comparesAs(">=", value, operandOf(condition.low, item)) &&
        comparesAs("<=", value, operandOf(condition.high, item))
      );
    }
    case "in": {
      const value = operandOf(condition.operand, item);
      return condition.list.some((other) => comparesAs("=", value, operandOf(other, item)));
    }
    case "call":
      return calls(condition, item);
  }
}

/** The value of a condition's operand; undefined where the item has nothing there. */
export function operandOf(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === "path") return valueAt(item, operand.path);
  if (operand.kind === "value") return operand.value;
  if (operand.kind !== "size") return undefined;
  const value = operandOf(operand.of, item);
  const size = value === undefined ? undefined : sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** Values of different types, and missing ones, are only ever unequal. */
export function comparesAs(
  operator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return operator === "<>";
  if (operator === "=") return equal(left, right);
  if (operator === "<>") return !equal(left, right);
  const order = compare(left, right);
  if (order === undefined) return false;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

function calls(condition: Extract<Condition, { kind: "call" }>, item: Item): boolean {
  const value = operandOf(condition.operands[0]!, item);
  if (condition.name === "attribute_exists") return value !== undefined;
  if (condition.name === "attribute_not_exists") return value === undefined;
  const other =
    condition.operands[1] === undefined ? undefined : operandOf(condition.operands[1], item);
  if (value === undefined || other === undefined) return false;
  if (condition.name === "attribute_type") return typeOf(value) === other.S;
  return condition.name === "begins_with" ? beginsWith(value, other) : contains(value, other);
}

/** `begins_with`: of strings and of binaries, never across the two. */
export function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if (value.S !== undefined && prefix.S !== undefined) return value.S.startsWith(prefix.S);
  if (value.B === undefined || prefix.B === undefined) return false;
  const start = Buffer.from(prefix.B, "base64");
  return Buffer.from(value.B, "base64").subarray(0, start.length).equals(start);
}

/** `contains`: a part of a string or binary, an element of a set or list. */
export function contains(value: AttributeValue, part: AttributeValue): boolean {
  if (value.S !== undefined) return part.S !== undefined && value.S.includes(part.S);
  if (value.B !== undefined)
    return (
      part.B !== undefined && Buffer.from(value.B, "base64").includes(Buffer.from(part.B, "base64"))
    );
  if (value.SS !== undefined) return part.S !== undefined && value.SS.includes(part.S);
  if (value.NS !== undefined) return part.N !== undefined && value.NS.includes(part.N);
  if (value.BS !== undefined) return part.B !== undefined && value.BS.includes(part.B);
  return value.L?.some((element) => equal(element, part)) ?? false;
}
