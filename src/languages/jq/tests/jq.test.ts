import { expect, test } from "bun:test";
import { compileJq } from "#languages/jq/evaluate";
import { InvalidJq, UnsupportedJq } from "#languages/jq/parser";
import { JqFailed } from "#languages/jq/values";

const INPUT = {
  type: { device: "mobile", event: "Clicked" },
  customer_id: "1234567890",
  event_timestamp: 1565382027,
  "odd name": [10, 20, 30],
  price: 2.5,
  none: null,
};

test.each([
  [".", INPUT],
  [".type.device", "mobile"],
  [".type|.event|ascii_downcase", "clicked"],
  ['."odd name"[1]', 20],
  ['.["odd name"][-1]', 30],
  ['."odd name"[1:]', [20, 30]],
  [".missing.deeper", null],
  ['.none // "other"', "other"],
  ['.event_timestamp| strftime("%Y/%m/%d/%H")', "2019/08/09/20"],
  [".event_timestamp|gmtime|mktime", 1565382027],
  [".event_timestamp|todate", "2019-08-09T20:20:27Z"],
  [
    '{a:.customer_id,"b":.type.device,c:(.price*2|tostring)}',
    { a: "1234567890", b: "mobile", c: "5" },
  ],
  ["{customer_id}", { customer_id: "1234567890" }],
  ['{y:.event_timestamp|strftime("%Y"),d:.price}', { y: "2019", d: 2.5 }],
  ["1 + 2 * 3 - -1", 8],
  ["(1 + 2) * 3", 9],
  ['"id-\\(.customer_id[0:3])-\\(.price)"', "id-123-2.5"],
  ['if .price > 2 then "dear" elif .price > 1 then "fair" else "cheap" end', "dear"],
  [".price >= 2.5 and (.none|not)", true],
  [".customer_id|tonumber|. % 100", 90],
  ['."odd name"|add', 60],
  ['."odd name"|map', undefined],
  ['.type|keys|join("-")', "device-event"],
  ['.type.event|ltrimstr("Cl")|length', 5],
  [".price.x?", null],
  ["[.price]", [2.5]],
])("%s", (filter, made) => {
  if (made === undefined) return expect(() => compileJq(filter)).toThrow(UnsupportedJq);
  expect(compileJq(filter)(INPUT)).toEqual(made as never);
});

test.each([".[]", "..", ".a,.b", "reduce .a as $x (0; .)", ".a |= 1", "select(.a)", "$ENV", "now"])(
  "%s is named as not known",
  (filter) => {
    expect(() => compileJq(filter)).toThrow(UnsupportedJq);
  },
);

test.each(["{a:", ".a b", '"open', "if . then", "(", "{1:2}", "~"])("%s is none", (filter) => {
  expect(() => compileJq(filter)).toThrow(InvalidJq);
});

test.each([
  [".price.x", 'Cannot index number with "x"'],
  [".type + 1", "cannot be added"],
  ["1 / 0", "divisor is zero"],
  ["1 % 0.5", "divisor is zero"],
  [".price|add", "Cannot iterate over number (2.5)"],
  [".customer_id|keys", "has no keys"],
  ['.type|strftime("%Y")', "strftime/1 requires parsed datetime inputs"],
])("%s fails", (filter, words) => {
  const run = compileJq(filter);
  expect(() => run(INPUT)).toThrow(JqFailed);
  expect(() => run(INPUT)).toThrow(words);
});

test("keys of the prototype are no keys of an input", () => {
  expect(compileJq(".constructor")({})).toBe(null);
  expect(compileJq("{__proto__: 1}")({})).toEqual(
    Object.assign(Object.create(null), JSON.parse('{"__proto__": 1}')),
  );
});
