/** Filter policies: what passes, what is refused in which words, and what stays quick. */
import { expect, test } from "bun:test";
import { compileFilterPolicy, type Scalar } from "../filter.ts";

const BODIES: readonly [policy: object, body: unknown, passes: boolean][] = [
  [{ a: ["x"] }, { a: "x" }, true],
  [{ a: ["x"] }, { a: ["y", "x"] }, true],
  [{ a: ["x"] }, { a: "X" }, false],
  [{ a: ["x"], b: ["y"] }, { a: "x" }, false],
  [{ a: [true, null] }, { a: null }, true],
  [{ a: [true] }, { a: "true" }, false],
  [{ a: [1] }, { a: 1.0 }, true],
  [{ a: [{ prefix: "ab" }] }, { a: "abc" }, true],
  [{ a: [{ prefix: "ab" }] }, { a: "cab" }, false],
  [{ a: [{ suffix: "c" }] }, { a: "abc" }, true],
  [{ a: [{ suffix: "c" }] }, { a: "abd" }, false],
  [{ a: [{ "anything-but": ["x", "y"] }] }, { a: "z" }, true],
  [{ a: [{ "anything-but": ["x", "y"] }] }, { a: "y" }, false],
  [{ a: [{ "anything-but": "x" }] }, { a: "x" }, false],
  [{ a: [{ "anything-but": [1, 2] }] }, { a: 2 }, false],
  [{ a: [{ "anything-but": ["x"] }] }, { b: "y" }, false],
  [{ a: [{ "anything-but": { prefix: "x" } }] }, { a: "xy" }, false],
  [{ a: [{ "anything-but": { prefix: "x" } }] }, { a: "yx" }, true],
  [{ a: [{ "anything-but": { suffix: "x" } }] }, { a: "yx" }, false],
  [{ a: [{ "anything-but": { wildcard: "x*z" } }] }, { a: "xyz" }, false],
  [{ a: [{ "anything-but": { wildcard: "x*z" } }] }, { a: "xy" }, true],
  [{ a: [{ "anything-but": { "equals-ignore-case": ["x", "y"] } }] }, { a: "Y" }, false],
  [{ a: [{ "anything-but": { "equals-ignore-case": ["x", "y"] } }] }, { a: "z" }, true],
  [{ a: [{ numeric: ["=", 301.5] }] }, { a: 301.5 }, true],
  [{ a: [{ numeric: [">", 1, "<", 5] }] }, { a: 3 }, true],
  [{ a: [{ numeric: [">", 1, "<=", 5] }] }, { a: 5 }, true],
  [{ a: [{ numeric: [">", 1, "<", 5] }] }, { a: 5 }, false],
  [{ a: [{ numeric: ["<", 0] }] }, { a: "-1" }, false],
  [{ a: [{ exists: true }] }, { a: null }, true],
  [{ a: [{ exists: false }] }, { b: 1 }, true],
  [{ a: [{ exists: false }] }, { a: 1 }, false],
  [{ a: { b: [{ exists: false }] } }, { a: { c: 1 } }, true],
  [{ a: [{ "equals-ignore-case": "AbC" }] }, { a: "aBc" }, true],
  [{ a: [{ wildcard: "x*z" }] }, { a: "xyz" }, true],
  [{ a: [{ wildcard: "*.png" }] }, { a: ".png" }, true],
  [{ a: [{ wildcard: "a*b*c" }] }, { a: "a-c-b" }, false],
  [{ a: [{ cidr: "10.0.0.0/24" }] }, { a: "10.0.0.7" }, true],
  [{ a: [{ cidr: "10.0.0.0/24" }] }, { a: "10.0.1.7" }, false],
  [{ a: [{ cidr: "2001:db8::/32" }] }, { a: "2001:db8:1::7" }, true],
  [{ a: [{ cidr: "10.0.0.0/24" }] }, { a: "no address" }, false],
  [{ a: { b: [1] } }, { a: { b: 1 } }, true],
  [{ a: { b: [1] } }, { a: [{ b: 2 }, { b: 1 }] }, true],
  [{ a: { b: { c: ["x"] } } }, { a: { b: { c: "x" } } }, true],
  [{ $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, true],
  [{ $or: [{ a: [1] }, { b: [2] }] }, { b: 3 }, false],
  [{ c: ["x"], $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, false],
  [{ a: ["x"] }, ["x"], false],
  [{ toString: [{ exists: true }] }, {}, false],
];
test.each(BODIES)("%j on %j: %p", (policy, body, passes) => {
  const compiled = compileFilterPolicy(JSON.stringify(policy), true);
  expect(compiled.matchesBody(JSON.stringify(body))).toBe(passes);
});

test("attributes hold one value or several; what is no JSON passes no policy on the body", () => {
  const compiled = compileFilterPolicy('{"a":["x"],"n":[{"numeric":[">",1]}]}', false);
  const passes = (values: Record<string, Scalar[]>) =>
    compiled.matchesAttributes(new Map(Object.entries(values)));
  expect(passes({ a: ["y", "x"], n: [2] })).toBe(true);
  expect(passes({ a: ["x"], n: [1] })).toBe(false);
  expect(passes({ a: ["x"] })).toBe(false);
  expect(compileFilterPolicy('{"a":["x"]}', true).matchesBody("x")).toBe(false);
});

const REFUSED: readonly [policy: string, words: string][] = [
  ["{", "FilterPolicy: failed to parse JSON."],
  ["[]", "FilterPolicy: Filter policy must be a JSON object"],
  ['{"a":"x"}', 'FilterPolicy: "a" must be an object or an array'],
  ['{"a":[]}', "FilterPolicy: Empty arrays are not allowed"],
  ['{"a":{}}', "FilterPolicy: Empty objects are not allowed"],
  ['{"a":[["x"]]}', "FilterPolicy: Match value must be String, number, true, false, or null"],
  ['{"a":[{"prefix":"x","suffix":"y"}]}', "FilterPolicy: Only one key allowed in match expression"],
  ['{"a":[{"prefix":1}]}', "FilterPolicy: prefix match pattern must be a string"],
  ['{"a":[{"suffix":[]}]}', "FilterPolicy: suffix match pattern must be a string"],
  [
    '{"a":[{"equals-ignore-case":1}]}',
    "FilterPolicy: equals-ignore-case match pattern must be a string",
  ],
  ['{"a":[{"exists":"no"}]}', "FilterPolicy: exists match pattern must be either true or false."],
  ['{"a":[{"like":"x"}]}', "FilterPolicy: Unrecognized match type like"],
  ['{"a":[{"anything-but":{"cidr":"x"}}]}', "FilterPolicy: Unsupported anything-but pattern: cidr"],
  ['{"a":[{"anything-but":[]}]}', "FilterPolicy: Empty arrays are not allowed"],
  [
    '{"a":[{"anything-but":[null]}]}',
    "FilterPolicy: Inside anything but list, start|null|boolean is not supported.",
  ],
  ['{"a":[{"numeric":[]}]}', "FilterPolicy: Invalid member in numeric match: ]"],
  ['{"a":[{"numeric":[1]}]}', "FilterPolicy: Invalid member in numeric match: 1"],
  ['{"a":[{"numeric":["=="]}]}', "FilterPolicy: Unrecognized numeric range operator: =="],
  ['{"a":[{"numeric":["=","1"]}]}', "FilterPolicy: Value of equals must be numeric"],
  ['{"a":[{"numeric":["<"]}]}', "FilterPolicy: Value of < must be numeric"],
  ['{"a":[{"numeric":["<",1,">",0]}]}', "FilterPolicy: Too many elements in numeric expression"],
  ['{"a":[{"numeric":[">",1,7,0]}]}', "FilterPolicy: Bad value in numeric range: 7"],
  ['{"a":[{"numeric":[">",1,">",2]}]}', "FilterPolicy: Bad numeric range operator: >"],
  ['{"a":[{"numeric":[">",2,"<",1]}]}', "FilterPolicy: Bottom must be less than top"],
  [
    '{"a":[{"numeric":[">",1,"<",2,"<"]}]}',
    "FilterPolicy: Too many terms in numeric range expression",
  ],
  ['{"a":[{"cidr":1}]}', "FilterPolicy: prefix match pattern must be a string"],
  ['{"a":[{"cidr":"10.0.0.0"}]}', "FilterPolicy: Malformed CIDR, one '/' required"],
  ['{"a":[{"cidr":"10.0.0.0/x"}]}', "FilterPolicy: Malformed CIDR, mask bits must be an integer"],
  ['{"a":[{"cidr":"300.0.0.0/8"}]}', "FilterPolicy: Nonstandard IP address: 300.0.0.0"],
  ['{"a":[{"wildcard":"a**"}]}', "FilterPolicy: Consecutive wildcard characters at pos 1"],
  ['{"a":[{"wildcard":"a*b*c*d*e"}]}', "FilterPolicy: Rule is too complex"],
  [
    JSON.stringify({
      a: [{ wildcard: "a*b*c*" }, { wildcard: "d*e*f*" }],
      b: [{ wildcard: "a*b*c*" }],
    }),
    "FilterPolicy: Rule is too complex",
  ],
  [
    JSON.stringify(Object.fromEntries([..."abcdef"].map((key) => [key, ["x"]]))),
    "FilterPolicy: Filter policy can not have more than 5 keys",
  ],
  [
    JSON.stringify({ a: Array.from({ length: 13 }, (_, i) => i), b: [..."abcdefghijkl"] }),
    "FilterPolicy: Filter policy is too complex",
  ],
  [
    JSON.stringify({ a: { b: { c: Array.from({ length: 51 }, (_, i) => i) } } }),
    "FilterPolicy: Filter policy is too complex",
  ],
  [JSON.stringify({ a: ["x".repeat(262_144)] }), "FilterPolicy: Filter policy is too large"],
];
test.each(REFUSED)("%.60s is refused", (policy, words) => {
  expect(() => compileFilterPolicy(policy, true)).toThrow(words);
});

test("nesting is for bodies alone; keys within do not count; $or adds its combinations", () => {
  expect(() => compileFilterPolicy('{"a":{"b":["x"]}}', false)).toThrow(
    "Filter policy scope MessageAttributes does not support nested filter policy",
  );
  const nested = { a: Object.fromEntries([..."bcdefg"].map((key) => [key, [{ exists: true }]])) };
  expect(() => compileFilterPolicy(JSON.stringify(nested), true)).not.toThrow();
  const seventy = Array.from({ length: 70 }, (_, i) => i);
  const either = JSON.stringify({ $or: [{ a: seventy }, { b: seventy }] });
  expect(() => compileFilterPolicy(either, true)).not.toThrow();
});

test("a policy of wildcards and a large message stay quick", () => {
  const policy = compileFilterPolicy('{"a":[{"wildcard":"*a*b*"}]}', true);
  const body = JSON.stringify({ a: "a".repeat(250_000) });
  const began = performance.now();
  expect(policy.matchesBody(body)).toBe(false);
  expect(performance.now() - began).toBeLessThan(500);
});
