import { expect, test } from "bun:test";
import {
  addNumbers,
  compareNumbers,
  normalNumber,
  NumberFault,
  numberBytes,
  sortableNumber,
} from "../decimal.ts";

test.each([
  ["00042", "42"],
  ["1.5E2", "150"],
  ["-0", "0"],
  ["3.1400", "3.14"],
  ["1E-3", "0.001"],
  ["+7", "7"],
  [".5", "0.5"],
  ["5.", "5"],
  ["-0.10", "-0.1"],
  ["1E125", `1${"0".repeat(125)}`],
  ["12345678901234567890123456789012345678", "12345678901234567890123456789012345678"],
  ["123456789012345678901234567890123456780000", "123456789012345678901234567890123456780000"],
])("%s is %s", (given, normal) => {
  expect(normalNumber(given)).toBe(normal);
  expect(normalNumber(normal)).toBe(normal);
});

const CONVERTED = "The parameter cannot be converted to a numeric value";
test.each([
  ["", CONVERTED],
  ["abc", `${CONVERTED}: abc`],
  [".", `${CONVERTED}: .`],
  ["1e", `${CONVERTED}: 1e`],
  ["NaN", `${CONVERTED}: NaN`],
  ["0x10", `${CONVERTED}: 0x10`],
  [
    "1E126",
    "Number overflow. Attempting to store a number with magnitude larger than supported range",
  ],
  [
    "-1E126",
    "Number overflow. Attempting to store a number with magnitude larger than supported range",
  ],
  [
    "1E-131",
    "Number underflow. Attempting to store a number with magnitude smaller than supported range",
  ],
  [
    "123456789012345678901234567890123456789",
    "Attempting to store more than 38 significant digits in a Number",
  ],
])("%p is refused", (given, words) => {
  expect(() => normalNumber(given)).toThrow(new NumberFault(words));
});

// Bytes measured against AWS: developer guides describe the rule, and round it otherwise.
test.each([
  ["0", 1],
  ["1", 2],
  ["12", 2],
  ["123", 3],
  ["1234", 3],
  ["100", 2],
  ["1010", 3],
  ["1E125", 2],
  ["1E-100", 2],
  ["1.5", 3],
  ["15", 2],
  ["3.14159", 5],
  ["100.5", 4],
  ["0.15", 2],
  ["-42", 3],
  ["-0", 1],
  ["12345678901234567890123456789012345678", 20],
])("%s takes %d bytes", (number, bytes) => {
  expect(numberBytes(normalNumber(number))).toBe(bytes);
});

test.each([
  ["0.1", "0.2", "0.3"],
  ["1", "-3", "-2"],
  ["99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000"],
  ["0", "0", "0"],
  ["1E-130", "0", `0.${"0".repeat(129)}1`],
  ["-5", "5", "0"],
])("%s + %s = %s", (a, b, sum) => {
  expect(addNumbers(a, b)).toBe(sum);
});

test("sums out of range are refused", () => {
  expect(() => addNumbers("9.9E125", "9.9E125")).toThrow("Number overflow");
  expect(() => addNumbers("1E100", "1")).toThrow("more than 38 significant digits");
});

const ASCENDING = [
  "-9.9E125",
  "-100",
  "-12",
  "-1.55",
  "-1.5",
  "-1",
  "-0.05",
  "-1E-130",
  "0",
  "1E-130",
  "0.05",
  "1",
  "1.05",
  "1.5",
  "1.55",
  "9",
  "10",
  "12",
  "100",
  "9.9E125",
];

test("bytes and comparison order numbers alike", () => {
  for (const [i, a] of ASCENDING.entries())
    for (const [j, b] of ASCENDING.entries()) {
      expect(Math.sign(compareNumbers(a, b))).toBe(Math.sign(i - j));
      expect(Math.sign(Buffer.compare(sortableNumber(a), sortableNumber(b)))).toBe(
        Math.sign(i - j),
      );
    }
  expect(sortableNumber("1.50")).toEqual(sortableNumber("1.5"));
});
