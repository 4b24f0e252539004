/** Fn::ForEach of AWS::LanguageExtensions: written out before anything else reads the template. */
import { STEPS, TEXT_LENGTH } from "./limits.ts";
import { bare, isObject, isScalar, type Json, type JsonObject, TemplateError } from "./values.ts";

const MOST_DEPTH = 5;
type Bindings = ReadonlyMap<string, string>;

/**
 * @param collection Works out a loop's collection (a Ref to a list parameter, Fn::FindInMap, ...),
 *   with the outer loops' identifiers already put in.
 */
export function expandLoops(raw: JsonObject, collection: (value: Json) => Json): JsonObject {
  let steps = 0;
  let size = 0;
  const visit = (value: Json, bound: Bindings, depth: number): Json => {
    if (++steps > STEPS / 4)
      throw new TemplateError("Template error: Fn::ForEach loops are too many or too long.");
    if (typeof value === "string") {
      const text = substitute(value, bound);
      size += text.length;
      if (size > TEXT_LENGTH)
        throw new TemplateError("Template error: Fn::ForEach loops are too many or too long.");
      return text;
    }
    if (Array.isArray(value)) return value.map((item) => visit(item, bound, depth));
    if (!isObject(value)) return value;
    const alone = Object.keys(value).length === 1;
    if (alone && typeof value["Ref"] === "string" && bound.has(value["Ref"]))
      return bound.get(value["Ref"])!;
    const out = bare();
    for (const [key, given] of Object.entries(value)) {
      const item = alone ? named(key, given, bound, depth) : given;
      if (key.startsWith("Fn::ForEach::")) {
        for (const [name, member] of loop(key, item, bound, depth)) put(out, name, member);
      } else put(out, substitute(key, bound), visit(item, bound, depth));
    }
    return out;
  };
  /** The logical id that a function of a Ref or Fn::GetAtt gives, in its place. */
  const named = (key: string, item: Json, bound: Bindings, depth: number): Json => {
    if (key === "Ref" && isObject(item)) return collection(visit(item, bound, depth));
    if (key !== "Fn::GetAtt" || !Array.isArray(item) || !isObject(item[0])) return item;
    return [collection(visit(item[0], bound, depth)), ...item.slice(1)];
  };
  const loop = (key: string, item: Json, bound: Bindings, depth: number): [string, Json][] => {
    const malformed = () =>
      new TemplateError(
        `Template error: ${key} requires a list of three elements: an identifier, a collection and an output map.`,
      );
    if (depth >= MOST_DEPTH)
      throw new TemplateError(
        `Template error: Fn::ForEach loops are nested deeper than ${MOST_DEPTH}.`,
      );
    if (
      !Array.isArray(item) ||
      item.length !== 3 ||
      typeof item[0] !== "string" ||
      !isObject(item[2])
    )
      throw malformed();
    const [identifier, from, body] = item as [string, Json, JsonObject];
    const bindsHere = (value: Json): Json => visit(value, bound, depth);
    const written = Array.isArray(from)
      ? from.flatMap((one) => asList(collection(bindsHere(one))))
      : collection(bindsHere(from));
    if (!Array.isArray(written)) throw malformed();
    return written.flatMap((one) => {
      if (!isScalar(one)) throw malformed();
      const inner = new Map([...bound, [identifier, String(one)]]);
      return Object.entries(visit(body, inner, depth + 1) as JsonObject);
    });
  };
  return visit(raw, new Map(), 0) as JsonObject;
}

const asList = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);

function put(out: Record<string, Json>, key: string, value: Json): void {
  if (Object.hasOwn(out, key))
    throw new TemplateError(`Template error: Fn::ForEach makes the key ${key} twice.`);
  out[key] = value;
}

/** `${Identifier}` becomes the item, `&{Identifier}` the item's letters and digits. */
function substitute(text: string, bound: Bindings): string {
  if (bound.size === 0 || !text.includes("{")) return text;
  return text.replace(/([$&])\{([A-Za-z0-9]+)\}/g, (whole, mark: string, name: string) => {
    const item = bound.get(name);
    if (item === undefined) return whole;
    return mark === "&" ? item.replace(/[^A-Za-z0-9]/g, "") : item;
  });
}
