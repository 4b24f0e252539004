import { expect, test } from "bun:test";
import { parseStatement } from "../parser.ts";

test.each([
  [`SELECT * FROM "t" WHERE pk = 'it''s'`, { kind: "select", table: "t" }],
  [
    `select a.b, c[0] from t."idx" where begins_with("a", 'x') order by a desc;`,
    { kind: "select", index: "idx" },
  ],
  [
    `INSERT INTO t VALUE {'pk': 'a', "n": -1.50, 'l': [1, null, true], 's': <<'x', 'x'>>}`,
    {
      kind: "insert",
      item: {
        pk: { S: "a" },
        n: { N: "-1.5" },
        l: { L: [{ N: "1" }, { NULL: true }, { BOOL: true }] },
        s: { SS: ["x"] },
      },
    },
  ],
  [
    `UPDATE t SET a = a + 1 SET b = list_append(b, [2]) REMOVE c WHERE pk = 'x' RETURNING ALL OLD *`,
    { kind: "update", returning: "ALL_OLD" },
  ],
  [`DELETE FROM t WHERE pk = 'x' RETURNING ALL OLD *`, { kind: "delete" }],
  [`EXISTS(SELECT * FROM t WHERE pk = 'x' AND v IS NOT MISSING)`, { kind: "exists" }],
])("%s", (text, part) => {
  expect(parseStatement(text, [])).toMatchObject(part as never);
});

test("question marks are taken in order", () => {
  const statement = parseStatement("INSERT INTO t VALUE {'a': ?, 'b': ?}", [
    { S: "1" },
    { N: "2" },
  ]);
  expect(statement).toMatchObject({ item: { a: { S: "1" }, b: { N: "2" } } });
});

test.each([
  [
    "SLECT * FROM t",
    "Statement wasn't well formed, can't be processed: Expected data manipulation",
  ],
  [`SELECT * FROM "t`, "Statement wasn't well formed, can't be processed"],
  ["SELECT * FROM a.b.c", "A path may contain at most 2 components in the FROM clause"],
  [`SELECT * FROM ""`, "Path component cannot be an empty string"],
  ["SELECT * FROM t WHERE a = ?", "Number of parameters in request and statement don't match."],
  [
    "SELECT * FROM t WHERE a < true",
    "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL",
  ],
  [
    "UPDATE t SET a = 1",
    "Where clause does not contain a mandatory equality on all key attributes",
  ],
  [
    "DELETE FROM t WHERE a = 1 RETURNING MODIFIED NEW *",
    "Invalid returning clause: RETURNING MODIFIED NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
  ],
  [
    "SELECT * FROM t extra words",
    "Statement wasn't well formed, can't be processed: Unexpected token: extra",
  ],
  [`INSERT INTO t VALUE ${"[".repeat(100)}`, "Literals are nested too deeply"],
])("%s is refused", (text, words) => {
  expect(() => parseStatement(text, [])).toThrow(words);
});

test("parameters that no question mark takes are refused", () => {
  expect(() => parseStatement("SELECT * FROM t", [{ S: "x" }])).toThrow("Number of parameters");
});
