import { expect, test } from "bun:test";
import { compileTemplate, TemplateError } from "../render.ts";

const CASES: readonly [template: string, expected: string][] = [
  ["Hello $name!", "Hello Ann!"],
  ["$missing $!missing.", "$missing ."],
  ["${name}s", "Anns"],
  ["#set($x = 1 + 2 * 3)$x", "7"],
  ['#set($s = "a $name")$s', "a Ann"],
  ["#set($s = 'a $name')$s", "a $name"],
  ["#if($list.size() == 3)yes#{else}no#end", "yes"],
  ["#foreach($i in $list)$i#if($foreach.hasNext),#end#end", "1,2,3"],
  ["#foreach($k in $map.keySet())$k=$map.get($k);#end", "a=1;b=2;"],
  ["$map.a $map['b'] $map.c", "1 2 $map.c"],
  ["## gone\nkept", "kept"],
  ["a#* gone *#b", "ab"],
  ["#set($m = {'x': [1, 2]})$m.x[1]", "2"],
  ['#set($d = "")#foreach($i in [1..3])#set($d = "$d$i")#end$d', "123"],
  ["$name.toUpperCase().substring(0, 2)", "AN"],
  ["#macro(twice $x)$x$x#end#twice('ab')", "abab"],
  ["#if(!$missing && $name == 'Ann')ok#end", "ok"],
  ["$fn.double(4)", "8"],
  ["costs $5 and #1", "costs $5 and #1"],
];

test.each(CASES)("%s", (template, expected) => {
  const variables = {
    name: "Ann",
    list: [1, 2, 3],
    map: { a: 1, b: 2 },
    fn: { double: (n: unknown) => Number(n) * 2 },
  };
  expect(compileTemplate(template).render(variables)).toBe(expected);
});

test("a template made to run forever is stopped", () => {
  const nested =
    "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end";
  expect(() => compileTemplate(nested).render({})).toThrow(TemplateError);
});

test("nothing but own properties is reachable", () => {
  expect(compileTemplate("$x.constructor $x.__proto__").render({ x: {} })).toBe(
    "$x.constructor $x.__proto__",
  );
});
