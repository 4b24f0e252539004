/** What is done to bodies: JSON, forms, XML and CBOR, by structure and by bytes. */
import { decode, encode } from "cborg";
import type { Chance } from "./chance.ts";
import type { Draft } from "./draft.ts";

const deep = (open: string, close: string, levels: number): string =>
  open.repeat(levels) + close.repeat(levels);

/** JSON that stands in the place of any value. */
const JSON_VALUES: readonly string[] = [
  "null",
  "true",
  "0",
  "-1",
  "1.5",
  "1e400",
  "-1e400",
  "9007199254740993",
  "1".repeat(400),
  "NaN",
  "Infinity",
  "0x10",
  "01",
  '""',
  '"\\ud800"',
  '"\\u0000"',
  '"\\x"',
  '"' + "x".repeat(5000) + '"',
  "[]",
  "{}",
  "[[]]",
  "[null]",
  '[{"a":[1]}]',
  '{"":""}',
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":1}}',
  '{"toString":1,"hasOwnProperty":null}',
  '{"a":1,"a":2}',
  deep("[", "]", 40),
  deep("[", "]", 5000),
  deep('{"a":', "}", 3000),
  '"2026-13-45T99:99:99Z"',
  '"not base64!"',
  "'single'",
  "undefined",
  "{a:1}",
  "[1,]",
  '{"S":1}',
  '{"N":"x"}',
  '{"M":{"L":{}}}',
  '"arn:aws:sqs:::"',
  '"arn:"',
  '"${x}"',
  '"%s%n"',
  "-0",
  "1e-400",
  '"\\u202e"',
  '"é"',
  '"\\ud83d"',
]; // prettier-ignore

const SPOT = "@@spot@@";

export function mutateJson(draft: Draft, chance: Chance): void {
  let root: unknown;
  try {
    root = JSON.parse(draft.body.length === 0 ? "{}" : draft.body.toString());
  } catch {
    return;
  }
  const raw = chance.pick(JSON_VALUES);
  const spots: ((value: unknown) => void)[] = [(value) => (root = value)];
  collect(root, spots);
  const kind = chance.below(8);
  if (kind === 0 && isObject(root)) {
    const name = chance.pick(["__proto__", "constructor", "toString", "x".repeat(300), "", "a.b"]);
    define(root, name, SPOT);
    draft.done.push(`member ${name.slice(0, 20)} of ${raw.slice(0, 40)}`);
  } else {
    const spot = spots.length === 1 ? spots[0]! : spots[1 + chance.below(spots.length - 1)]!;
    (chance.oneIn(20) ? spots[0]! : spot)(SPOT);
    draft.done.push(`a value became ${raw.slice(0, 40)}`);
  }
  draft.body = Buffer.from(JSON.stringify(root).replaceAll(`"${SPOT}"`, () => raw));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** Ways to replace each value within. */
function collect(value: unknown, spots: ((value: unknown) => void)[]): void {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  for (const [key, inner] of Object.entries(value)) {
    spots.push((changed) => define(value, key, changed));
    collect(inner, spots);
  }
}

const FORM_VALUES: readonly string[] = [
  "",
  "%",
  "%zz",
  "%c0%af",
  "%00",
  "%F0%9F%92%A9",
  "+",
  "-1",
  "99999999999999999999",
  "NaN",
  "true",
  "x".repeat(3000),
  "2026-13-45",
  "%E0%A4%A",
  "null",
  "{}",
  "[",
  "%3Cx%3E",
  "1e9",
  "arn%3Aaws%3A",
  "%26",
  "=",
  "a=b=c",
]; // prettier-ignore
const FORM_NAMES: readonly string[] = [
  "Action",
  "Version",
  "__proto__",
  "constructor.prototype",
  "__proto__.x",
  ".",
  "a".repeat(2000),
  "a.".repeat(1000),
  "%zz",
  "",
  "member.1",
  "Tags.member.99999999",
  "Tags.member.0",
  "Tags.member.-1",
  "Attribute.1.Name",
  "Filter.1.Value.999999999999",
  "toString",
  "Tags.member.1.__proto__",
  "Tags.member.1e3",
  "entry.1.key",
]; // prettier-ignore

export function mutateForm(text: string, chance: Chance, done: string[]): string {
  const pairs = text.split("&");
  const at = chance.below(pairs.length);
  const value = chance.pick(FORM_VALUES);
  const [name = ""] = pairs[at]!.split("=");
  switch (chance.below(9)) {
    case 0:
      done.push(`${name.slice(0, 30)} became ${value.slice(0, 30)}`);
      pairs[at] = `${name}=${value}`;
      break;
    case 1:
      pairs.splice(at, 1);
      done.push(`without ${name}`);
      break;
    case 2:
      pairs.push(pairs[at]!);
      done.push(`${name} twice`);
      break;
    case 3: {
      const index = chance.pick([
        "0",
        "-1",
        "7",
        "99999999999999",
        "1e5",
        "01",
        "x",
        "",
        "%EF%BC%91",
      ]);
      pairs[at] = pairs[at]!.replace(/\.\d+/, `.${index}`);
      done.push(`index ${index}`);
      break;
    }
    case 4:
      pairs[at] = `${name}.${chance.pick(["a", "1", "member.1", "__proto__"])}=${value}`;
      done.push(`${name} has something below it`);
      break;
    case 5:
      for (let i = 0; i < 3000; i++) pairs.push(`${name}.${i}=x`);
      done.push(`${name} 3,000 times`);
      break;
    case 6:
      pairs[at] = name;
      done.push(`${name} without a value`);
      break;
    default: {
      const other = chance.pick(FORM_NAMES);
      pairs.push(`${other}=${value}`);
      done.push(`and ${other.slice(0, 30)}=${value.slice(0, 30)}`);
    }
  }
  return pairs.join("&");
}

const XML_INSERTS: readonly string[] = [
  "&bomb;",
  "&#0;",
  "&#x110000;",
  "&#xd800;",
  "&",
  "<![CDATA[x]]>",
  "<![CDATA[",
  "<!-- c -->",
  "<!--",
  "<?pi?>",
  "<?",
  "<a/>",
  "<a>",
  "</a>",
  "<a b='1' b='2'/>",
  "<a b=1/>",
  "<x:y/>",
  "<x:y xmlns:x='urn:z'/>",
  "<__proto__>1</__proto__>",
  "]]>",
  "\0",
  "\x01",
  "\ufffe",
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  deep("<a>", "</a>", 60),
  deep("<a>", "</a>", 3000),
  "x".repeat(4000),
  "é☃",
  "-1",
  "1e999",
  "true",
  " ",
  "2026-99-99T00:00:00Z",
]; // prettier-ignore

export function mutateXml(draft: Draft, chance: Chance): void {
  const text = draft.body.toString();
  const insert = chance.pick(XML_INSERTS);
  const places = [...text.matchAll(/[<>]/g)].map((match) => match.index);
  const at = places.length === 0 ? 0 : chance.pick(places) + chance.below(2);
  const rest = text.slice(at);
  const next = rest.search(/[<>]/);
  const kind = chance.below(6);
  draft.done.push(`XML ${kind}: ${insert.slice(0, 30)} at ${at}`);
  let changed: string;
  if (kind <= 2) changed = text.slice(0, at) + insert + rest;
  else if (kind === 3) changed = text.slice(0, at) + insert + rest.slice(Math.max(0, next));
  else if (kind === 4)
    changed =
      `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">` +
      `<!ENTITY x SYSTEM "file:///etc/passwd">]>${text.replace(/>([^<]*)</, ">&b;&x;<")}`;
  else changed = text.replace(/xmlns="[^"]*"/, chance.pick(['xmlns="urn:other"', "", 'xmlns=""']));
  draft.body = Buffer.from(changed);
}

const CBOR_VALUES: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2n ** 63n,
  -(2n ** 63n),
  "",
  "x".repeat(5000),
  [],
  {},
  [[]],
  [null],
  { "": "" },
  { a: [1, { b: 2 }] },
  new Uint8Array(0),
  new Uint8Array(100),
]; // prettier-ignore
/** Bytes that begin or break things: indefinite lengths, tags, simple values, absurd sizes. */
const CBOR_BYTES: readonly string[] = [
  "9f",
  "bf",
  "5f",
  "7f",
  "ff",
  "c0",
  "c1",
  "c1f97e00",
  "c2",
  "d8ff",
  "d9d9f7",
  "db7fffffffffffffff01",
  "5bffffffffffffffff",
  "7b7fffffffffffffff",
  "9bffffffffffffffff",
  "bb00000000ffffffff",
  "f7",
  "f8ff",
  "f97e00",
  "f97c00",
  "fb7ff8000000000000",
  "1c",
  "fc",
  "3bffffffffffffffff",
  "81".repeat(3000),
  "a16161".repeat(2000),
  "9f01ff",
  "bf616101ff",
  "5f4101ff",
  "7f6161ff",
  "a1695f5f70726f746f5f5fa0",
  "a2616101616102",
  "a10102",
  "c11bffffffffffffffff",
]; // prettier-ignore

export function mutateCbor(draft: Draft, chance: Chance): void {
  if (chance.oneIn(2)) {
    const inserted = Buffer.from(chance.pick(CBOR_BYTES), "hex");
    const at = chance.below(draft.body.length + 1);
    const gone = chance.below(3);
    draft.body = Buffer.concat([
      draft.body.subarray(0, at),
      inserted,
      draft.body.subarray(at + gone),
    ]);
    draft.done.push(`CBOR bytes ${inserted.toString("hex").slice(0, 30)} at ${at}`);
    return;
  }
  let root: unknown;
  try {
    root = decode(draft.body, { tags: { 1: (value: unknown) => value } as never });
  } catch {
    return;
  }
  const spots: ((value: unknown) => void)[] = [(value) => (root = value)];
  collect(root, spots);
  const value = chance.pick(CBOR_VALUES);
  chance.pick(spots)(value);
  try {
    draft.body = Buffer.from(encode(root));
  } catch {
    // What was broken before may have been read as something that cannot be written.
    return;
  }
  draft.done.push(`a CBOR value became ${String(value).slice(0, 30)}`);
}

/** Bodies of any kind, as bytes. */
export function mutateBytes(draft: Draft, chance: Chance): void {
  const { body } = draft;
  const at = chance.below(body.length + 1);
  const kind = chance.below(9);
  draft.done.push(`bytes ${kind} at ${at}`);
  const [before, after] = [body.subarray(0, at), body.subarray(at)];
  if (kind === 0) draft.body = before;
  else if (kind === 1) draft.body = after;
  else if (kind === 2) draft.body = Buffer.concat([before, chance.bytes(8), after]);
  else if (kind === 3) {
    draft.body = Buffer.from(body);
    for (let i = 0; i < 4 && body.length > 0; i++)
      draft.body[chance.below(body.length)] = chance.below(256);
  } else if (kind === 4) draft.body = Buffer.concat([body, body]);
  else if (kind === 5) draft.body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]);
  else if (kind === 6) draft.body = Buffer.from(body.toString(), "utf16le");
  else if (kind === 7) draft.body = chance.bytes(chance.below(200));
  else
    draft.body = Buffer.concat([before, Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80]), after]);
}
