import { expect, test } from "bun:test";
import { PatternIndex } from "../index.ts";
import { compileEventPattern, InvalidEventPattern } from "../pattern.ts";

const matches = (pattern: object, event: object): boolean =>
  compileEventPattern(JSON.stringify(pattern)).matches(event);

test("operators, arrays and absence", () => {
  const cases: [object, object, boolean][] = [
    [{ a: ["x"] }, { a: ["w", "x"] }, true],
    [
      { a: { b: [1], c: [4] } },
      {
        a: [
          { b: 1, c: 2 },
          { b: 3, c: 4 },
        ],
      },
      false,
    ],
    [
      { a: { b: [3], c: [4] } },
      {
        a: [
          { b: 1, c: 2 },
          { b: 3, c: 4 },
        ],
      },
      true,
    ],
    [{ a: [{ exists: false }] }, { b: 1 }, true],
    [{ a: [{ exists: false }] }, { a: { c: 1 } }, false],
    [{ a: [{ exists: true }] }, { a: null }, true],
    [{ a: { b: [{ exists: false }] } }, {}, true],
    [{ a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 5 }, true],
    [{ a: [{ numeric: [">", 0, "<=", 5] }] }, { a: "5" }, false],
    [{ a: [{ "anything-but": [1, 2] }] }, { a: 3 }, true],
    [{ a: [{ "anything-but": "x" }] }, {}, false],
    [{ a: [{ wildcard: "a*b*c" }] }, { a: "a--b--c" }, true],
    [{ a: [{ wildcard: "a*b*c" }] }, { a: "abc-b" }, false],
    [{ a: [{ wildcard: "\\*" }] }, { a: "*" }, true],
    [{ a: [{ cidr: "2001:db8::/32" }] }, { a: "2001:db8:1::1" }, true],
    [{ a: [{ cidr: "10.0.0.0/8" }] }, { a: "11.0.0.1" }, false],
    [{ $or: [{ a: [1] }, { b: [2] }], c: [3] }, { b: 2, c: 3 }, true],
    [{ $or: [{ a: [1] }, { b: [2] }], c: [3] }, { b: 2, c: 4 }, false],
    [JSON.parse('{"__proto__": ["x"]}'), {}, false],
  ];
  for (const [pattern, event, wanted] of cases)
    expect([pattern, event, matches(pattern, event)]).toEqual([pattern, event, wanted]);
});

test("refusals say what and where, as AWS does", () => {
  const refusal = (text: string): string => {
    try {
      compileEventPattern(text);
    } catch (error) {
      if (error instanceof InvalidEventPattern) return error.message;
    }
    return "";
  };
  expect(refusal('{"source": ["aws.health"], "detail": {}}')).toBe(
    'Empty objects are not allowed\n at [Source: (String)"{"source": ["aws.health"], "detail": {}}"; line: 1, column: 40]',
  );
  expect(refusal('{"source":["test.event-pattern"],"detail":{"lenderId":"LenderA"}}')).toBe(
    '"lenderId" must be an object or an array\n at [Source: (String)"{"source":["test.event-pattern"],"detail":{"lenderId":"LenderA"}}"; line: 1, column: 56]',
  );
  for (const [text, words] of [
    ['{"a": []}', "Empty arrays are not allowed"],
    ['{"a": [{"like": 1}]}', "Unrecognized match type like"],
    ['{"a": [{"suffix": ["b"]}]}', "suffix match pattern must be a string"],
    ['{"a": [{"wildcard": "b**"}]}', "Consecutive wildcard characters at pos 1"],
    ['{"a": ["b"', "Unexpected end-of-input"],
    ["[]", "Filter is not an object"],
    [`${'{"a":'.repeat(90)}1${"}".repeat(90)}`, "Event pattern is nested too deeply"],
  ] as const)
    expect([text, refusal(text).split("\n")[0]]).toEqual([text, words]);
});

test("an index finds what each pattern alone would match", () => {
  const patterns = Array.from({ length: 300 }, (_, i) =>
    i % 7 === 0
      ? { source: [{ prefix: `s${i % 3}` }] }
      : { source: ["s1", `s${i % 5}`], detail: { kind: [`k${i}`, "all"] } },
  ).map((pattern, i) => [i, compileEventPattern(JSON.stringify(pattern))] as const);
  const index = new PatternIndex(patterns);
  for (let i = 0; i < 60; i++) {
    const event = { source: `s${i % 6}`, detail: { kind: i % 9 === 0 ? ["all", "k1"] : `k${i}` } };
    const wanted = patterns.filter(([, pattern]) => pattern.matches(event)).map(([key]) => key);
    expect(index.matching(event).sort((a, b) => a - b)).toEqual(wanted);
  }
});
