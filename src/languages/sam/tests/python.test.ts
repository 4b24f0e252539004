/** Python's forms, which SAM's ids and texts are made of. The wanted values are Python's own. */
import { expect, test } from "bun:test";
import { Dict27, idHash, order27, pythonDump, pythonRepr, toPython27, truthy } from "../python.ts";

test("json.dumps: spaces, sorted keys, escapes outside ASCII, numbers written with a fraction", () => {
  expect(pythonDump({ b: [1, 1.5, true, null], a: "é\n\u007f😀" })).toBe(
    '{"b": [1, 1.5, true, null], "a": "\\u00e9\\n\\u007f\\ud83d\\ude00"}',
  );
  expect(pythonDump({ b: 1, a: Object(2) }, { sortKeys: true, compact: true })).toBe(
    '{"a":2.0,"b":1}',
  );
});

test("repr shows texts as Python 3 does, and the template's as Python 2.7 did", () => {
  expect(pythonRepr({ a: "it's", b: [null, false, 'say "it\'s"'] })).toBe(
    `{'a': "it's", 'b': [None, False, 'say "it\\'s"']}`,
  );
  expect(pythonRepr(toPython27({ a: "é\n" }))).toBe("{u'a': u'\\xe9\\n'}");
});

test("a dictionary of Python 2.7 keeps its own order, through growth and removal", () => {
  expect(order27(["swagger", "paths", "info"])).toEqual(["info", "paths", "swagger"]);
  const letters = [..."abcdefghij"];
  expect(order27(letters).join("")).toBe("acbedgfihj");
  const dict = new Dict27(letters.map((letter) => [letter, 1]));
  dict.delete("c");
  dict.set("z", 1);
  expect(dict.keys().sort().join("")).toBe("abdefghijz");
});

test("the hash at the end of an id is that of compact, sorted JSON, and of a text its own", () => {
  expect(idHash({ b: 1, a: [] })).toBe(idHash({ a: [], b: 1 }));
  expect(idHash("my-stage")).toHaveLength(10);
  expect(idHash({})).toBe("");
});

test("truth is Python's", () => {
  expect([{}, [], "", 0, null, Object(0)].map(truthy)).toEqual(Array(6).fill(false));
  expect([{ a: 0 }, [0], " ", -1, Object(1)].map(truthy)).toEqual(Array(5).fill(true));
});
