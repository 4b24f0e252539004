import { describe, expect, test } from "bun:test";
import { parseCondition } from "../condition-parser.ts";
import { meets } from "../evaluate.ts";
import { keyConditions } from "../key-condition.ts";
import { Substitutions } from "../names.ts";
import { RESERVED_COUNT } from "../reserved.ts";
import type { AttributeValue, Item } from "../value.ts";

const NAMES = { "#a": "data", "#s": "status" };
const VALUES: Record<string, AttributeValue> = {
  ":s": { S: "b" },
  ":t": { S: "a" },
  ":n": { N: "5" },
  ":m": { N: "7" },
  ":bool": { BOOL: true },
  ":ss": { SS: ["x"] },
  ":type": { S: "N" },
  ":odd": { S: "Q" },
  ":x": { S: "x" },
  ":bin": { B: "AQI=" },
};
const parse = (text: string, key = false) =>
  parseCondition(text, new Substitutions(NAMES, VALUES), key);

describe("refused", () => {
  test.each([
    ["", "The expression can not be empty;"],
    ["   ", "The expression can not be empty;"],
    ["((a = :s))", "The expression has redundant parentheses;"],
    ["event-id = :s", 'Syntax error; token: "-", near: "event-id"'],
    ["a", 'Syntax error; token: "<EOF>", near: "a"'],
    ["a = :s AND", 'Syntax error; token: "<EOF>", near: "AND"'],
    ["a = = :s", 'Syntax error; token: "=", near: "= = :s"'],
    ["a[b] = :s", 'Syntax error; token: "b", near: "[b]"'],
    ["a = 5", 'Syntax error; token: "5", near: "= 5"'],
    ["status = :s", "Attribute name is a reserved keyword; reserved keyword: status"],
    ["a.Name = :s", "Attribute name is a reserved keyword; reserved keyword: Name"],
    [
      "#nope = :s",
      "An expression attribute name used in the document path is not defined; attribute name: #nope",
    ],
    [
      "a = :nope",
      "An expression attribute value used in expression is not defined; attribute value: :nope",
    ],
    ["foo(a)", "Invalid function name; function: foo"],
    [
      "if_not_exists(a, :s)",
      "The function is not allowed in a condition expression; function: if_not_exists",
    ],
    ["size(a)", "The function is not allowed to be used this way in an expression; function: size"],
    [
      "attribute_exists(a) = :s",
      "The function is not allowed to be used this way in an expression; function: attribute_exists",
    ],
    [
      "attribute_exists(:s)",
      "Operator or function requires a document path; operator or function: attribute_exists",
    ],
    [
      "attribute_exists(a, b)",
      "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2",
    ],
    [
      "begins_with(a, :n)",
      "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
    ],
    [
      "a < :bool",
      "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL",
    ],
    [
      "size(:n) > :n",
      "Incorrect operand type for operator or function; operator or function: size, operand type: N",
    ],
    [
      "attribute_type(a, :n)",
      "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N",
    ],
    [
      "attribute_type(a, :odd)",
      "Invalid attribute type name found; type: Q, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
    ],
    [
      "contains(#a, #a)",
      "The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [data]",
    ],
    [
      "a = a",
      "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]",
    ],
    [
      "a BETWEEN :s AND :t",
      "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}",
    ],
    [
      "a BETWEEN :s AND :n",
      "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {N:5}",
    ],
    [
      `a = ${"a".repeat(4096)}`,
      "Expression size has exceeded the maximum allowed size; expression size: 4100",
    ],
    [
      `a IN (${Array(101).fill(":s").join(",")})`,
      "The IN operator is provided with too many operands; number of operands: 101",
    ],
  ])("%s", (text, words) => {
    expect(() => parse(text)).toThrow(words);
  });

  test("too many operators", () => {
    const text = Array(160).fill("a = :s").join(" OR ");
    expect(() => parse(text)).toThrow(
      "The expression contains too many operators; operator count: 319",
    );
  });
});

const ITEM: Item = {
  a: { S: "bcd" },
  n: { N: "5" },
  l: { L: [{ S: "x" }, { M: { deep: { N: "7" } } }] },
  st: { SS: ["x", "y"] },
  nul: { NULL: true },
  data: { S: "b" },
  bin: { B: "AQID" },
};

describe("meets", () => {
  test.each([
    ["a = :s", false],
    ["#a = :s", true],
    ["a > :s", true],
    ["n = :n", true],
    ["n <> :m", true],
    ["n < :m", true],
    ["absent = :s", false],
    ["absent <> :s", true],
    ["NOT absent = :s", true],
    ["a > :n", false],
    ["n BETWEEN :n AND :m", true],
    ["n IN (:m, :n)", true],
    ["l[1].deep = :m", true],
    ["l[9].deep = :m", false],
    ["attribute_exists(l[0])", true],
    ["attribute_not_exists(a.b)", true],
    ["attribute_type(n, :type)", true],
    ["begins_with(a, :s)", true],
    ["begins_with(bin, :bin)", true],
    ["contains(a, :s)", true],
    ["contains(st, :x)", true],
    ["contains(l, :x)", true],
    ["contains(n, :n)", false],
    ["size(l) < :n", true],
    ["size(absent) < :n", false],
    ["(n = :m OR n = :n) AND #a = :s", true],
    ["n = :m OR n = :n AND #a = :t", false],
    ["(#a) = (:s)", true],
    ["nul <> :s", true],
    ["attribute_exists(toString)", false],
    ["attribute_exists(__proto__)", false],
  ])("%s is %p", (text, holds) => {
    expect(meets(parse(text), ITEM)).toBe(holds);
  });
});

describe("key conditions", () => {
  test.each([
    ["pk = :s", [["pk", "=", 1]]],
    [
      "pk = :s AND sk BETWEEN :t AND :s",
      [
        ["pk", "=", 1],
        ["sk", "BETWEEN", 2],
      ],
    ],
    [
      "((pk = :s)) AND ((:n <= sk))",
      [
        ["pk", "=", 1],
        ["sk", ">=", 1],
      ],
    ],
    [
      "begins_with(sk, :s) and pk = :s",
      [
        ["sk", "begins_with", 1],
        ["pk", "=", 1],
      ],
    ],
  ])("%s", (text, expected) => {
    const found = keyConditions(parse(text, true));
    expect(found.map((one) => [one.attribute, one.operator, one.values.length])).toEqual(
      expected as never,
    );
  });

  test.each([
    ["pk = :s OR sk = :s", "Invalid operator used in KeyConditionExpression: OR"],
    ["NOT pk = :s", "Invalid operator used in KeyConditionExpression: NOT"],
    ["pk <> :s", "Invalid operator used in KeyConditionExpression: <>"],
    ["pk IN (:s)", "Invalid operator used in KeyConditionExpression: IN"],
    ["attribute_exists(pk)", "Invalid operator used in KeyConditionExpression: attribute_exists"],
    ["pk = :s AND pk = :s", "KeyConditionExpressions must only contain one condition per key"],
    ["size(pk) = :n", "KeyConditionExpressions cannot contain nested operations"],
    [
      "pk = :s AND sk.foo = :s",
      "KeyConditionExpressions cannot have conditions on nested attributes",
    ],
  ])("%s is refused", (text, words) => {
    expect(() => keyConditions(parse(text, true))).toThrow(words);
  });
});

test("all reserved words are known", () => {
  expect(RESERVED_COUNT).toBe(573);
});

test("unused names and values are told", () => {
  const substitutions = new Substitutions({ "#x": "x" }, { ":y": { S: "y" } });
  expect(substitutions.unused()).toBe(
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}",
  );
  substitutions.name("#x");
  expect(substitutions.unused()).toBe(
    "Value provided in ExpressionAttributeValues unused in expressions: keys: {:y}",
  );
});
