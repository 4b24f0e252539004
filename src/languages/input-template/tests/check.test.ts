import { expect, test } from "bun:test";
import { refusalOf } from "../check.ts";

const names = new Set(["s", "a-b"]);

test("templates that AWS takes", () => {
  for (const template of [
    '{"a": <s>, "b": "x <s> \\"<a-b>\\"", "c": <aws.events.event.json>}',
    '\n {"a": [<s>, {"b": <s>}], "c": 1.5, "d": null}\n',
    '"<s> owes <a-b>"',
    '"<s> came"\n"<s> left"',
    '"a \\"quoted\\" <s>"',
    "<s>",
    "<s> is in state <a-b>",
    "[<s>, <a-b>]",
    "12",
    "true",
    '"1 < 2 and <b c>"',
    "<aws.events.event>",
    '"<aws.events.rule-arn> at <aws.events.event.ingestion-time>"',
  ])
    expect([template, refusalOf(template, names, "t")]).toEqual([template, undefined]);
});

test("templates that AWS refuses, and its words", () => {
  const invalid = (text: string, line: number, column: number) =>
    `Invalid InputTemplate for target t : [Source: (String)"${text}"; line: ${line}, column: ${column}].`;
  const json = (name: string) =>
    `InputTemplate for target t contains placeholder ${name} valid only for JSON template.`;
  for (const [template, words] of [
    ['{"a": <zz>}', "InputTemplate for target t contains invalid placeholder zz."],
    ['"<zz>"', "InputTemplate for target t contains invalid placeholder zz."],
    ["[<aws.events.event.json>]", json("aws.events.event.json")],
    ['"<aws.events.event.json>"', json("aws.events.event.json")],
    ["hello <s>", invalid("hello null", 1, 6)],
    ['"hello <s>', invalid('"hello <s>', 1, 1)],
    ['{"a": <s>', invalid('{"a": null', 1, 11)],
    ['{"a": <s><a-b>}', invalid('{"a": nullnull}', 1, 15)],
    ['{<s>: "a"}', invalid('{null: "a"}', 1, 3)],
    ['{\n"a": <s>, }', invalid('{\n"a": null, }', 2, 13)],
    ["[<s>, x]", invalid("[null, x]", 1, 9)],
  ] as const)
    expect([template, refusalOf(template, names, "t")]).toEqual([template, words]);
});
