import { expect, test } from "bun:test";
import { compileDatePattern, InvalidDatePattern } from "#languages/date-pattern/pattern";
import { zoneOf } from "#languages/schedule/zone";

const AT = Date.UTC(2018, 7, 5, 23, 7, 9, 45);
const tokyo = zoneOf("Asia/Tokyo")!;

test.each([
  ["yyyy/MM/dd/HH", "2018/08/05/23"],
  ["yy-M-d", "18-8-5"],
  ["'year='yyyy'/month='MM", "year=2018/month=08"],
  ["hh:mm:ss a", "11:07:09 PM"],
  ["DDD", "217"],
  ["EEE, d MMM yyyy", "Sun, 5 Aug 2018"],
  ["EEEE MMMM", "Sunday August"],
  ["ss.SSS", "09.045"],
  ["XXX Z", "Z +0000"],
  ["'o''clock'", "o'clock"],
  ["''", "'"],
  ["w YYYY", "32 2018"],
])("%s", (pattern, shown) => {
  expect(compileDatePattern(pattern).format(AT)).toBe(shown);
});

test("a zone's own clock", () => {
  const pattern = compileDatePattern("yyyy-MM-dd HH XXX VV");
  expect(pattern.format(AT, tokyo, "Asia/Tokyo")).toBe("2018-08-06 08 +09:00 Asia/Tokyo");
});

test("the last days of December may be of the next year's first week", () => {
  expect(compileDatePattern("YYYY-ww").format(Date.UTC(2018, 11, 31))).toBe("2019-01");
});

test.each(["yyyy'open", "bbb", "HHH", "ddd"])("%s is none", (pattern) => {
  expect(() => compileDatePattern(pattern)).toThrow(InvalidDatePattern);
});
