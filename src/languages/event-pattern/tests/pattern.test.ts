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
    [{ a: [{ exists: false }] }, { a: { c: 1 } }, true],
    [{ a: [{ exists: true }] }, { a: { c: 1 } }, false],
    [{ a: [{ exists: false }] }, { a: [{ c: 1 }] }, true],
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

test("a field is absent when no element has it, or the element that an earlier field is of", () => {
  const sku = { items: { sku: [{ exists: false }] } };
  const named = { items: { name: ["b"], sku: [{ exists: false }] } };
  const either = { items: { $or: [{ sku: [{ exists: false }] }, { name: ["b"] }] } };
  const cases: [object, object, boolean][] = [
    [sku, {}, true],
    [sku, { items: [] }, true],
    [sku, { items: [1, "x"] }, true],
    [sku, { items: [{ x: 1 }, { x: 2 }] }, true],
    [sku, { items: [{ sku: 1 }, { x: 2 }] }, false],
    [sku, { items: [[{ sku: 1 }], []] }, false],
    [named, { items: [{ name: "a", sku: 1 }, { name: "b" }] }, true],
    [named, { items: [{ name: "a" }, { name: "b", sku: 1 }] }, false],
    // By its name the absent field comes first: there is no element yet that it would be of.
    [
      { items: { name: ["b"], a: [{ exists: false }] } },
      { items: [{ name: "a", a: 1 }, { name: "b" }] },
      false,
    ],
    [either, { items: [{ sku: 1 }, { x: 1 }] }, false],
    [either, { items: [{ sku: 1 }, { name: "b" }] }, true],
    [either, { items: [{ x: 1 }] }, true],
    [{ items: { sku: ["x", { exists: false }] } }, { items: [{ sku: "y" }, { sku: "x" }] }, true],
    [{ items: { sku: ["x", { exists: false }] } }, { items: [{ sku: "y" }, {}] }, false],
  ];
  for (const [pattern, event, wanted] of cases)
    expect([pattern, event, matches(pattern, event)]).toEqual([pattern, event, wanted]);
});

test("fields are told by their joined names", () => {
  const cases: [object, object, boolean][] = [
    [{ d: { "s.t": ["x"] } }, { d: { s: { t: "x" } } }, true],
    [{ d: { "s.t": ["x"] } }, { d: { "s.t": "x" } }, true],
    [{ "d.s.t": ["x"] }, { d: { s: { t: "x" } } }, true],
    [{ d: { s: { t: ["x"] } } }, { d: { "s.t": "x" } }, true],
    [{ d: { s: { t: ["x"], u: [1] } } }, { "d.s": { t: "x" }, d: { "s.u": 1 } }, true],
    [{ d: { s: { t: [{ exists: false }] } } }, { d: { "s.t": "x" } }, false],
    [{ d: { s: { t: ["x"] } } }, { d: { "s.t": "y", s: { t: "x" } } }, true],
    [{ d: ["x"], "d.s": ["y"] }, { d: ["x", { s: "y" }] }, true],
    [{ d: { $or: [{ "s.t": ["x"] }, { u: [1] }] } }, { d: { s: { t: "x" } } }, true],
    [{ a: { __proto__x: { b: ["x"] } } }, { "a.__proto__x.b": "x" }, true],
  ];
  for (const [pattern, event, wanted] of cases) {
    expect([pattern, event, matches(pattern, event)]).toEqual([pattern, event, wanted]);
    const index = new PatternIndex([["it", compileEventPattern(JSON.stringify(pattern))]]);
    expect(index.matching(event)).toEqual(wanted ? ["it"] : []);
  }
});

test("wildcards are refused when a text may be at too many places of them", () => {
  const compiled = (wildcard: string) => () =>
    compileEventPattern(JSON.stringify({ a: [{ wildcard }] }));
  for (const text of ["*:*:*:*:*:event-bus/*", "*a*a*a*a*a*a*a*", `*${"a".repeat(40)}`])
    expect(compiled(text)).toThrow("Rule is too complex - try using fewer wildcard characters or");
  for (const text of [
    "arn:aws:events:us-east-1:*:event-bus/*",
    "*.jpg",
    "a*b*c",
    "dir/*/x/*/y/*.png",
    `${"a".repeat(40)}*`,
    "\\*\\*\\*\\*\\*\\*\\*",
  ])
    expect(compiled(text)).not.toThrow();
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
    ['{"a": [{"prefix": {"wildcard": "b"}}]}', "Unsupported prefix pattern: wildcard"],
    ['{"a": [{"suffix": {"x": 1}}]}', "Unsupported suffix pattern: x"],
    [
      '{"a": [{"prefix": {"equals-ignore-case": 1}}]}',
      "equals-ignore-case match pattern must be a string",
    ],
    ['{"a": [{"anything-but": {"prefix": ""}}]}', "Null prefix/suffix not allowed"],
    ['{"a": [{"anything-but": {"suffix": ["x", ""]}}]}', "Null prefix/suffix not allowed"],
    ['{"a": [{"anything-but": {"prefix": [1]}}]}', "prefix/suffix match pattern must be a string"],
    ['{"a": [{"anything-but": {"suffix": 1}}]}', "prefix/suffix match pattern must be a string"],
    ['{"a": [{"anything-but": {"wildcard": [1]}}]}', "wildcard match pattern must be a string"],
    [
      '{"a": [{"anything-but": {"prefix": null}}]}',
      "Value of anything-but must be an array or single string/number value.",
    ],
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
