/** What expressions mean: their trees, with names and values already put in. */
import type { AttributeValue } from "./value.ts";

/** A document path: attribute names and list indexes. */
export type Path = readonly (string | number)[];

export type Operand =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly value: AttributeValue }
  | { readonly kind: "size"; readonly of: Operand }
  | { readonly kind: "if_not_exists"; readonly path: Path; readonly otherwise: Operand }
  | { readonly kind: "list_append"; readonly first: Operand; readonly second: Operand }
  | {
      readonly kind: "sum";
      readonly minus: boolean;
      readonly left: Operand;
      readonly right: Operand;
    };

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export type Condition =
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | {
      readonly kind: "compare";
      readonly operator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: "between";
      readonly operand: Operand;
      readonly low: Operand;
      readonly high: Operand;
    }
  | { readonly kind: "in"; readonly operand: Operand; readonly list: readonly Operand[] }
  | {
      readonly kind: "call";
      readonly name: ConditionFunction;
      readonly operands: readonly Operand[];
    };

export type ConditionFunction =
  | "attribute_exists"
  | "attribute_not_exists"
  | "attribute_type"
  | "begins_with"
  | "contains";

export interface Update {
  readonly set: readonly { readonly path: Path; readonly operand: Operand }[];
  readonly remove: readonly Path[];
  readonly add: readonly { readonly path: Path; readonly value: AttributeValue }[];
  readonly delete: readonly { readonly path: Path; readonly value: AttributeValue }[];
}

/** An expression that DynamoDB refuses; the message is AWS's, without "Invalid ...: ". */
export class ExpressionFault extends Error {}

/** A path as AWS's messages write it: `[a, [1], b]`. */
export function showPath(path: Path): string {
  return `[${path.map((step) => (typeof step === "number" ? `[${step}]` : step)).join(", ")}]`;
}

/**
 * Refuses two paths of which one lies in the other, or that take the same thing for a list and a
 * map.
 * @throws ExpressionFault
 */
export function checkOverlap(paths: readonly Path[]): void {
  for (let j = 1; j < paths.length; j++)
    for (let i = 0; i < j; i++) checkPair(paths[i]!, paths[j]!);
}

function checkPair(one: Path, two: Path): void {
  const shorter = Math.min(one.length, two.length);
  for (let i = 0; i < shorter; i++) {
    if (one[i] === two[i]) continue;
    if (typeof one[i] === typeof two[i]) return;
    throw new ExpressionFault(
      "Two document paths conflict with each other; must remove or rewrite one of these paths; " +
        `path one: ${showPath(one)}, path two: ${showPath(two)}`,
    );
  }
  throw new ExpressionFault(
    "Two document paths overlap with each other; must remove or rewrite one of these paths; " +
      `path one: ${showPath(one)}, path two: ${showPath(two)}`,
  );
}
