/** Rules of composite alarms. */
import { expect, test } from "bun:test";
import { compileRule, InvalidRule } from "../rule.ts";
import type { StateValue } from "../tables.ts";

const STATES: ReadonlyMap<string, StateValue> = new Map([
  ["hot", "ALARM"],
  ["well", "OK"],
  ["two words", "ALARM"],
  ["new", "INSUFFICIENT_DATA"],
]);

test.each([
  ["ALARM(hot)", true],
  ['ALARM("two words")', true],
  ["OK(hot)", false],
  ["ALARM(arn:aws:cloudwatch:us-east-1:000000000000:alarm:hot)", true],
  ["INSUFFICIENT_DATA(new) AND OK(well)", true],
  ["NOT ALARM(hot) OR ALARM(well)", false],
  ["ALARM(well) AND FALSE OR TRUE", true],
  ["ALARM(hot) AND NOT (OK(well) OR FALSE)", false],
  ["NOT NOT TRUE", true],
  ["ALARM(nothing)", false],
])("%s", (text, expected) => {
  expect(compileRule(text).holds((name) => STATES.get(name))).toBe(expected);
});

test.each([
  ["()", "Error in AlarmRule [Unsupported token ')' at char 1]"],
  ["", "Error in AlarmRule [Unsupported token '' at char 0]"],
  ["TRUE TRUE", "Error in AlarmRule [Unsupported token 'TRUE' at char 5]"],
  ["ALARM(hot) XOR TRUE", "Error in AlarmRule [Unsupported token 'XOR' at char 11]"],
  ["(TRUE", "Error in AlarmRule [Unsupported token '' at char 5]"],
  ["NOT ".repeat(100), "Error in AlarmRule [Nested too deeply]"],
  ["(".repeat(100), "Error in AlarmRule [Nested too deeply]"],
])("%p is none", (text, message) => {
  expect(() => compileRule(text)).toThrow(new InvalidRule(message));
});
