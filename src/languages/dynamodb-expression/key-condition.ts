/** What a KeyConditionExpression asks of the keys. */
import { type Comparator, type Condition, ExpressionFault, type Operand } from "./syntax.ts";
import type { AttributeValue } from "./value.ts";

export interface KeyCondition {
  readonly attribute: string;
  readonly operator: Exclude<Comparator, "<>"> | "BETWEEN" | "begins_with";
  readonly values: readonly AttributeValue[];
}

const TURNED: Readonly<Record<string, KeyCondition["operator"]>> = {
  "=": "=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/**
 * The conditions, one per key attribute.
 * @throws ExpressionFault in AWS's words, whole: nothing stands before them.
 */
export function keyConditions(condition: Condition): KeyCondition[] {
  const parts: KeyCondition[] = [];
  collect(condition, parts);
  const names = new Set<string>();
  for (const { attribute } of parts) {
    if (names.has(attribute))
      throw new ExpressionFault("KeyConditionExpressions must only contain one condition per key");
    names.add(attribute);
  }
  return parts;
}

function collect(condition: Condition, into: KeyCondition[]): void {
  switch (condition.kind) {
    case "and":
      for (const part of condition.parts) collect(part, into);
      return;
    case "or":
    case "not":
    case "in":
      throw refused(condition.kind.toUpperCase());
    case "call":
      if (condition.name !== "begins_with") throw refused(condition.name);
      into.push(one("begins_with", "begins_with", condition.operands));
      return;
    case "between":
      into.push(one("BETWEEN", "BETWEEN", [condition.operand, condition.low, condition.high]));
      return;
    case "compare": {
      if (condition.operator === "<>") throw refused("<>");
      const { left, right } = condition;
      if (left.kind === "value" && right.kind === "path")
        into.push(one(TURNED[condition.operator]!, condition.operator, [right, left]));
      else into.push(one(condition.operator, condition.operator, [left, right]));
    }
  }
}

function refused(operator: string): ExpressionFault {
  return new ExpressionFault(`Invalid operator used in KeyConditionExpression: ${operator}`);
}

function one(
  operator: KeyCondition["operator"],
  shown: string,
  operands: readonly Operand[],
): KeyCondition {
  const paths = operands.filter((operand) => operand.kind === "path");
  if (operands.some((operand) => operand.kind !== "path" && operand.kind !== "value"))
    throw new ExpressionFault("KeyConditionExpressions cannot contain nested operations");
  if (paths.length > 1)
    throw new ExpressionFault(
      "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
    );
  const path = paths[0];
  if (path === undefined)
    throw new ExpressionFault(
      "Invalid condition in KeyConditionExpression: No key attribute specified",
    );
  if (operands[0] !== path)
    throw new ExpressionFault(
      `Invalid condition in KeyConditionExpression: ${shown} operator must have the key attribute as its first operand`,
    );
  if (path.path.length > 1)
    throw new ExpressionFault(
      "KeyConditionExpressions cannot have conditions on nested attributes",
    );
  return {
    attribute: path.path[0] as string,
    operator,
    values: operands.slice(1).map((operand) => (operand as { value: AttributeValue }).value),
  };
}
