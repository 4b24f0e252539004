import { expect, test } from "bun:test";
import { evaluated, evaluatedFailure, type Evaluation, keysIn, suffixOf } from "../prefixes.ts";

const BY: Evaluation = {
  at: Date.UTC(2018, 7, 27, 10, 30, 5),
  zone: undefined,
  seed: "seed",
  keys: new Map([["partitionKeyFromQuery:id", "7"]]),
};

test.each([
  [undefined, "2018/08/27/10/"],
  ["", "2018/08/27/10/"],
  ["plain", "plain2018/08/27/10/"],
  ["p/!{timestamp:'year='yyyy'/month='MM}/", "p/year=2018/month=08/"],
  ["id=!{partitionKeyFromQuery:id}/", "id=7/2018/08/27/10/"],
  ["!{timestamp:yyyy}!{timestamp:MM}", "201808"],
])("%s", (prefix, shown) => {
  expect(evaluated(prefix, BY)).toBe(shown);
});

test.each([
  [undefined, undefined, "processing-failed/2018/08/27/10/"],
  ["mine/", undefined, "mine/processing-failed/2018/08/27/10/"],
  ["mine/", "bad/", "bad/processing-failed/2018/08/27/10/"],
  ["mine/", "bad/!{firehose:error-output-type}/", "bad/processing-failed/"],
  [undefined, "!{timestamp:yyyy}/!{firehose:error-output-type}", "2018/processing-failed"],
])("what failed: %s, %s", (prefix, errorPrefix, shown) => {
  const by = { ...BY, failure: "processing-failed" };
  expect(evaluatedFailure(prefix, errorPrefix, by)).toBe(shown);
});

test("random strings: eleven letters, each another, the same for the same object", () => {
  const prefix = "!{firehose:random-string}/!{firehose:random-string}/!{timestamp:yyyy}";
  const shown = evaluated(prefix, BY);
  expect(shown).toMatch(/^[0-9a-f]{11}\/[0-9a-f]{11}\/2018$/);
  expect(new Set(shown.split("/")).size).toBe(3);
  expect(evaluated(prefix, BY)).toBe(shown);
  expect(evaluated(prefix, { ...BY, seed: "other" })).not.toBe(shown);
});

test("a value that looks like an expression is none", () => {
  const keys = new Map([["partitionKeyFromLambda:k", "!{timestamp:yyyy}"]]);
  expect(evaluated("!{partitionKeyFromLambda:k}/!{timestamp:yyyy}", { ...BY, keys })).toBe(
    "!{timestamp:yyyy}/2018",
  );
});

test("the keys that a prefix asks for, and the end of a key", () => {
  const prefix =
    "!{partitionKeyFromQuery:a}/!{partitionKeyFromLambda:b}/!{partitionKeyFromQuery:a}";
  expect(keysIn(prefix)).toEqual(["partitionKeyFromQuery:a", "partitionKeyFromLambda:b"]);
  const stream = { name: "flow", version: 3 };
  expect(suffixOf(stream, { ...BY, zone: "Asia/Tokyo" }, ".gz")).toBe(
    "flow-3-2018-08-27-19-30-05-seed.gz",
  );
});
