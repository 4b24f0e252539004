/** Reads CloudFormation templates: YAML 1.1 with the short forms of intrinsic functions, or JSON. */
import {
  type CollectionTag,
  type Document,
  isPair,
  isScalar,
  parseDocument,
  type ScalarTag,
  type Tags,
  visit,
  YAMLMap,
  type YAMLSeq,
} from "yaml";

/** A template that cannot be read; says where. */
export class TemplateUnreadable extends Error {}

const LARGEST_BYTES = 1_048_576 * 2;
const FUNCTIONS = [
  "And",
  "Base64",
  "Cidr",
  "Contains",
  "EachMemberEquals",
  "EachMemberIn",
  "Equals",
  "FindInMap",
  "ForEach",
  "GetAtt",
  "GetAZs",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "RefAll",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
  "ValueOf",
  "ValueOfAll",
];

/** The long form's name of a short one. */
const longName = (name: string): string =>
  name === "Ref" || name === "Condition" ? name : `Fn::${name}`;

/** `y` and `n` alone are no booleans to AWS: they name axes and parameters. */
function withoutLetters(tag: Tags[number]): Tags[number] {
  if (typeof tag !== "object" || tag.tag !== "tag:yaml.org,2002:bool" || !("test" in tag))
    return tag;
  const { test } = tag;
  if (test === undefined) return tag;
  return { ...tag, test: new RegExp(`(?=..)(?:${test.source})`) };
}

/** @throws TemplateUnreadable */
export function parseTemplate(text: string): unknown {
  if (Buffer.byteLength(text) > LARGEST_BYTES)
    throw new TemplateUnreadable("The template is too large.");
  if (nestsDeeply(text)) throw new TemplateUnreadable("The template is nested too deeply.");
  const document = parseDocument(text, {
    version: "1.1",
    schema: "yaml-1.1",
    customTags: (tags: Tags) => [
      ...tags
        .filter(
          (t) =>
            !(typeof t === "object" && t.tag === "tag:yaml.org,2002:timestamp") &&
            t !== "timestamp",
        )
        .map(withoutLetters),
      ...shortForms(),
    ],
    uniqueKeys: true,
    merge: true,
    prettyErrors: true,
    logLevel: "error",
    stringKeys: false,
  });
  const [error] = document.errors;
  if (error !== undefined) throw new TemplateUnreadable(error.message.split("\n")[0]!);
  const template = resolved(document);
  const fractions = wholeFractions(document);
  if (fractions.length > 0 && typeof template === "object" && template !== null)
    Object.defineProperty(template, WHOLE_FRACTIONS, { value: fractions });
  return template;
}

/** The reader's time grows with the square of the depth: far below this no template goes. */
const DEEPEST = 200;

/** Whether brackets nest beyond the bound; those of texts count too, but they close again. */
function nestsDeeply(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > DEEPEST) return true;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return false;
}

/** The document's value. @throws TemplateUnreadable for aliases that hold themselves, or multiply. */
function resolved(document: Document): unknown {
  visit(document, {
    Alias(_key, node, ancestors) {
      const target = node.resolve(document);
      if (target !== undefined && ancestors.includes(target))
        throw new TemplateUnreadable(`The alias *${node.source} stands within what it names.`);
    },
  });
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // What cannot be merged, or aliases that multiply: the reader says it in its own words.
    throw new TemplateUnreadable((error as Error).message.split("\n")[0]!);
  }
}

/**
 * Under this symbol, a template that has them keeps the paths of whole numbers written with a
 * fraction, as `2.0`: SAM's ids are hashes of how a definition was written.
 */
export const WHOLE_FRACTIONS = Symbol("whole fractions");

function wholeFractions(document: Document): string[][] {
  const found: string[][] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === "key" || !Number.isInteger(node.value) || !node.source?.includes(".")) return;
      const path = ancestors.flatMap((one, index) => {
        if (isPair(one)) return [isScalar(one.key) ? String(one.key.value) : String(one.key)];
        const next = ancestors[index + 1] ?? node;
        const items = (one as { items?: unknown[] }).items;
        return items === undefined || isPair(next) ? [] : [String(items.indexOf(next))];
      });
      found.push(path);
    },
  });
  return found;
}

function shortForms(): (ScalarTag | CollectionTag)[] {
  return [...FUNCTIONS, "Ref", "Condition"].flatMap((name): (ScalarTag | CollectionTag)[] => {
    const tag = `!${name}`;
    const key = longName(name);
    const wrap = (value: unknown) => ({ [key]: value });
    return [
      {
        tag,
        resolve: (value: string) =>
          wrap(
            name === "GetAtt" && value.includes(".")
              ? [value.slice(0, value.indexOf(".")), value.slice(value.indexOf(".") + 1)]
              : value,
          ),
      } as ScalarTag,
      { tag, collection: "seq", resolve: (seq) => wrapNode(key, seq as YAMLSeq) } as CollectionTag,
      { tag, collection: "map", resolve: (map) => wrapNode(key, map as YAMLMap) } as CollectionTag,
    ];
  });
}

function wrapNode(key: string, node: YAMLSeq | YAMLMap): YAMLMap {
  const map = new YAMLMap();
  map.set(key, node);
  return map;
}
