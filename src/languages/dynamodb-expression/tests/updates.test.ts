import { describe, expect, test } from "bun:test";
import { Substitutions } from "../names.ts";
import { parseProjection, project } from "../projection.ts";
import { applyUpdate } from "../update.ts";
import { parseUpdate } from "../update-parser.ts";
import type { AttributeValue, Item } from "../value.ts";

const VALUES: Record<string, AttributeValue> = {
  ":s": { S: "v" },
  ":n": { N: "1" },
  ":l": { L: [{ S: "e" }] },
  ":ss": { SS: ["b", "z"] },
  ":ab": { SS: ["a", "b"] },
  ":m": { M: {} },
};
const parse = (text: string) => parseUpdate(text, new Substitutions({ "#p": "__proto__" }, VALUES));

describe("refused", () => {
  test.each([
    ["", "The expression can not be empty;"],
    ["INVALID SYNTAX HERE", 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ["SET a = :s SET b = :s", 'The "SET" section can only be used once in an update expression;'],
    ["SET a :s", 'Syntax error; token: ":s", near: "a :s"'],
    ["SET a = b + c + :n", 'Syntax error; token: "+", near: "c + :n"'],
    [
      "SET a = :s, a.b = :s",
      "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]",
    ],
    [
      "SET a[0] = :s REMOVE a.b",
      "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, [0]], path two: [a, b]",
    ],
    [
      "SET a = attribute_exists(b)",
      "The function is not allowed in an update expression; function: attribute_exists",
    ],
    ["SET a = foo(b)", "Invalid function name; function: foo"],
    [
      "SET a = if_not_exists(:s, :s)",
      "Operator or function requires a document path; operator or function: if_not_exists",
    ],
    [
      "SET a = list_append(b)",
      "Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1",
    ],
    [
      "SET a = list_append(b, :s)",
      "Incorrect operand type for operator or function; operator or function: list_append, operand type: S",
    ],
    [
      "SET a = b + :s",
      "Incorrect operand type for operator or function; operator or function: +, operand type: S",
    ],
    [
      "ADD a :s",
      "Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
    ],
    [
      "DELETE a :n",
      "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
    ],
    [
      "SET a = :nope",
      "An expression attribute value used in expression is not defined; attribute value: :nope",
    ],
    ["SET size = :s", "Attribute name is a reserved keyword; reserved keyword: size"],
  ])("%s", (text, words) => {
    expect(() => parse(text)).toThrow(words);
  });
});

const ITEM: Item = {
  n: { N: "10" },
  l: { L: [{ S: "0" }, { S: "1" }, { S: "2" }] },
  m: { M: { k: { N: "1" } } },
  st: { SS: ["a", "b"] },
};

describe("applied", () => {
  test.each([
    ["SET n = n + :n", { n: { N: "11" } }],
    ["SET n = :n - n", { n: { N: "-9" } }],
    ["SET x = if_not_exists(x, :n) + :n", { x: { N: "2" } }],
    ["SET l = list_append(:l, l)", { l: { L: [{ S: "e" }, { S: "0" }, { S: "1" }, { S: "2" }] } }],
    [
      "SET l[9] = :s, l[7] = :n",
      { l: { L: [{ S: "0" }, { S: "1" }, { S: "2" }, { N: "1" }, { S: "v" }] } },
    ],
    ["SET m.k = n, n = m.k", { m: { M: { k: { N: "10" } } }, n: { N: "1" } }],
    ["REMOVE l[0], l[1]", { l: { L: [{ S: "2" }] } }],
    ["REMOVE m.k", { m: { M: {} } }],
    ["REMOVE nothing", {}],
    ["ADD n :n, fresh :n", { n: { N: "11" }, fresh: { N: "1" } }],
    ["ADD st :ss", { st: { SS: ["a", "b", "z"] } }],
    ["DELETE st :ss", { st: { SS: ["a"] } }],
    ["DELETE nothing :ss", {}],
    ["SET #p = :s", JSON.parse('{"__proto__":{"S":"v"}}')],
  ])("%s", (text, changed) => {
    expect(JSON.parse(JSON.stringify(applyUpdate(parse(text), ITEM)))).toEqual(
      JSON.parse(JSON.stringify({ ...ITEM, ...changed })),
    );
  });

  test("a set that loses all goes", () => {
    expect(applyUpdate(parse("DELETE st :ab"), ITEM)).not.toHaveProperty("st");
  });

  test("what was there stays as it was", () => {
    const before = JSON.stringify(ITEM);
    applyUpdate(parse("SET m.k = :s, l[0] = :s REMOVE l[1] ADD st :ss"), ITEM);
    expect(JSON.stringify(ITEM)).toBe(before);
  });

  test.each([
    ["SET x = y", "The provided expression refers to an attribute that does not exist in the item"],
    ["SET x = m + :n", "An operand in the update expression has an incorrect data type"],
    ["SET x.y = :s", "The document path provided in the update expression is invalid for update"],
    ["SET n.y = :s", "The document path provided in the update expression is invalid for update"],
    ["SET m[0] = :s", "The document path provided in the update expression is invalid for update"],
    ["REMOVE x.y", "The document path provided in the update expression is invalid for update"],
    ["ADD l :n", "An operand in the update expression has an incorrect data type"],
  ])("%s does not fit", (text, words) => {
    expect(() => applyUpdate(parse(text), ITEM)).toThrow(words);
  });
});

describe("projections", () => {
  const take = (text: string) =>
    project(ITEM, parseProjection(text, new Substitutions(undefined, undefined)));
  test.each([
    ["n", { n: ITEM["n"] }],
    ["l[2], l[0]", { l: { L: [{ S: "0" }, { S: "2" }] } }],
    ["m.k, n.nothing, x", { m: { M: { k: { N: "1" } } } }],
    ["l[9]", {}],
  ])("%s", (text, part) => {
    expect(take(text)).toEqual(part as never);
  });
  test.each([
    [
      "a, a",
      "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]",
    ],
    [
      "a, a.b",
      "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]",
    ],
    ["a,", 'Syntax error; token: "<EOF>", near: ","'],
    ["a b", 'Syntax error; token: "b", near: "a b"'],
    ["name", "Attribute name is a reserved keyword; reserved keyword: name"],
  ])("%s is refused", (text, words) => {
    expect(() => take(text)).toThrow(words);
  });
});
