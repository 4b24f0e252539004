import { expect, test } from "bun:test";
import { type ContextValue, contextOf, evaluate } from "../evaluate.ts";
import { compile } from "../policy.ts";
import { addressOf, dateOf } from "../values.ts";

const NOW = Date.UTC(2026, 0, 15, 12);
const principal = {
  kind: "user",
  account: "111122223333",
  arn: "arn:aws:iam::111122223333:user/ann",
  id: "AIDAANN",
} as const;

function holds(
  condition: object,
  context: Readonly<Record<string, ContextValue>>,
  Version = "2012-10-17",
): boolean {
  const Statement = { Effect: "Allow", Action: "*", Resource: "*", Condition: condition };
  const request = {
    principal,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/k",
    context: contextOf(Object.entries(context)),
    now: NOW,
  };
  return evaluate(request, { identity: [compile({ Version, Statement })] }).allowed;
}

/** Operator, its value in the policy, the key's value in the request, and whether it holds. */
const single: readonly [string, unknown, ContextValue | undefined, boolean][] = [
  ["StringEquals", "a", "a", true],
  ["StringEquals", "a", "A", false],
  ["StringEquals", ["a", "b"], "b", true],
  ["StringEquals", "a*", "ab", false],
  ["StringEquals", "a", undefined, false],
  ["StringEqualsIfExists", "a", undefined, true],
  ["StringEqualsIfExists", "a", "b", false],
  ["StringNotEquals", "a", "b", true],
  ["StringNotEquals", ["a", "b"], "b", false],
  ["StringNotEquals", "a", undefined, true],
  ["StringEqualsIgnoreCase", "Ann", "aNN", true],
  ["StringNotEqualsIgnoreCase", "Ann", "aNN", false],
  ["StringLike", "a*c?", "abbbcd", true],
  ["StringLike", "a*c?", "abbbc", false],
  ["StringLike", "*", "", true],
  ["StringNotLike", "a*", "b", true],
  ["StringNotLike", ["a*", "b*"], "b", false],
  ["NumericEquals", "10", "10.0", true],
  ["NumericNotEquals", "10", "11", true],
  ["NumericLessThan", 10, "9", true],
  ["NumericLessThan", 10, "10", false],
  ["NumericLessThanEquals", 10, "10", true],
  ["NumericGreaterThan", "10", "10.5", true],
  ["NumericGreaterThanEquals", "10", "ten", false],
  ["DateEquals", "2026-01-15T12:00:00Z", "1768478400", true],
  ["DateNotEquals", "2026-01-15T12:00:00Z", "2026-01-15T12:00:01Z", true],
  ["DateLessThan", "2026-01-15T13:00:00+02:00", "2026-01-15T10:59:59Z", true],
  ["DateLessThanEquals", "2026-01-15", "2026-01-15T00:00:00Z", true],
  ["DateGreaterThan", "2026-01-15", "2026-01-15T00:00:00.001Z", true],
  ["DateGreaterThanEquals", "2026-01-15", "2026-01-14", false],
  ["Bool", "true", "TRUE", true],
  ["Bool", true, "false", false],
  ["Bool", "false", undefined, false],
  ["BoolIfExists", "false", undefined, true],
  ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", true],
  ["BinaryEquals", "QmluYXJ5", "QmluYXJ6", false],
  ["IpAddress", "10.0.0.0/8", "10.255.1.2", true],
  ["IpAddress", "10.0.0.0/8", "11.0.0.1", false],
  ["IpAddress", "203.0.113.5", "203.0.113.5", true],
  ["IpAddress", "2001:db8::/33", "2001:db8:7fff::1", true],
  ["IpAddress", "2001:db8::/33", "2001:db8:8000::1", false],
  ["IpAddress", "127.0.0.1", "::ffff:127.0.0.1", true],
  ["IpAddress", "nonsense", "127.0.0.1", false],
  ["NotIpAddress", ["10.0.0.0/8", "192.168.0.0/16"], "8.8.8.8", true],
  ["NotIpAddress", "10.0.0.0/8", "10.1.1.1", false],
  ["ArnEquals", "arn:aws:sns:*:111122223333:t*", "arn:aws:sns:eu-west-1:111122223333:topic", true],
  ["ArnLike", "arn:aws:sns:*:topic", "arn:aws:sns:eu-west-1:111122223333:topic", false],
  ["ArnLike", "arn:aws:s3:::b/*", "arn:aws:s3:::b/a:c", true],
  ["ArnNotLike", "arn:aws:s3:::b*", "arn:aws:s3:::c", true],
  ["ArnNotEquals", "arn:aws:s3:::b", "arn:aws:s3:::b", false],
  ["Null", "true", undefined, true],
  ["Null", "true", "x", false],
  ["Null", "false", "x", true],
  ["Null", "false", undefined, false],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b", "a"], true],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
  ["ForAllValues:StringEquals", ["a", "b"], undefined, true],
  ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], true],
  ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], false],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], true],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c"], false],
  ["ForAnyValue:StringEquals", ["a", "b"], undefined, false],
  ["ForAnyValue:StringNotEquals", ["a"], ["a", "b"], true],
  ["ForAnyValue:StringLike", "ou-*", ["o-1", "ou-2"], true],
  ["StringEquals", "b", ["a", "b"], true],
];

test.each(single)("%s %j against %j is %p", (operator, wanted, given, expected) => {
  const context = given === undefined ? {} : { "app:Key": given };
  expect(holds({ [operator]: { "app:key": wanted } }, context as never)).toBe(expected);
});

test("all operators and keys must hold", () => {
  const both = { StringEquals: { "a:x": "1", "a:y": "2" }, Bool: { "a:z": "true" } };
  expect(holds(both, { "a:x": "1", "a:y": "2", "a:z": "true" })).toBe(true);
  expect(holds(both, { "a:x": "1", "a:y": "3", "a:z": "true" })).toBe(false);
  expect(holds(both, { "a:x": "1", "a:y": "2", "a:z": "false" })).toBe(false);
});

test.each([
  ["${aws:username}", { "aws:username": "ann" }, "ann", true],
  ["${AWS:UserName}/*", { "aws:username": "ann" }, "ann/x", true],
  ["${aws:username}", {}, "ann", false],
  ["${aws:username, 'guest'}", {}, "guest", true],
  ["${aws:PrincipalTag/team}", { "aws:PrincipalTag/Team": "red" }, "red", true],
  ["${*}a${?}${$}", {}, "*a?$", true],
  ["${*}a", {}, "ba", false],
  ["${aws:username}", { "aws:username": "a*" }, "abc", false],
  ["${unclosed", {}, "${unclosed", true],
  ["${aws:TagKeys}", { "aws:TagKeys": ["a"] }, "a", false],
] as [string, Record<string, ContextValue>, string, boolean][])(
  "the variable %s with %j against %s is %p",
  (wanted, context, given, expected) => {
    const condition = { StringLike: { "app:key": wanted } };
    expect(holds(condition, { ...context, "app:key": given })).toBe(expected);
  },
);

test("version 2008-10-17 has no variables", () => {
  const condition = { StringEquals: { "app:key": "${aws:username}" } };
  const context = { "aws:username": "ann", "app:key": "${aws:username}" };
  expect(holds(condition, context, "2008-10-17")).toBe(true);
});

test("the time is there without being given", () => {
  const key = "aws:CurrentTime";
  expect(holds({ DateLessThan: { [key]: "2026-01-16" } }, {})).toBe(true);
  expect(holds({ DateLessThan: { [key]: "2026-01-15" } }, {})).toBe(false);
  expect(holds({ NumericLessThan: { "aws:EpochTime": String(NOW / 1000 + 1) } }, {})).toBe(true);
});

test("keys that every object has are not there", () => {
  for (const key of ["constructor", "__proto__", "toString"])
    expect(holds(JSON.parse(`{"Null":{"${key}":"true"}}`), {})).toBe(true);
});

test("a pattern of many stars is not slow", () => {
  const pattern = `${"a*".repeat(1000)}b`;
  const began = performance.now();
  for (let round = 0; round < 20; round++)
    expect(holds({ StringLike: { "app:key": pattern } }, { "app:key": "a".repeat(2000) })).toBe(
      false,
    );
  expect(performance.now() - began).toBeLessThan(1_000);
});

test.each([
  ["2026", undefined],
  ["2026-01", Date.UTC(2026, 0)],
  ["2026-01-15T12:00Z", NOW],
  ["1768478400", NOW],
  ["2026-01-15T12:00:00.5Z", NOW + 500],
  ["yesterday", undefined],
])("the date %s", (text, expected) => {
  if (text === "2026") expect(dateOf(text)).toBe(2_026_000);
  else expect(dateOf(text)).toBe(expected!);
});

test.each(["1.2.3", "1.2.3.256", "::1::", "1:2:3:4:5:6:7", "g::1", ":::", "1:2:3:4:5:6:7:8:9"])(
  "%s is no address",
  (text) => expect(addressOf(text)).toBeUndefined(),
);
