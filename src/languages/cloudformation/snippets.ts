/**
 * Fn::Transform: what stands beside it goes to a macro, deepest first, and the answer takes its
 * place. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-overview.html
 */
import { DEPTH, STEPS } from "./limits.ts";
import { bare, isObject, type Json, type JsonObject, TemplateError } from "./values.ts";

/** A macro's call: by its name, with its parameters, on a part of a template. */
export interface MacroCall {
  readonly name: string;
  readonly parameters: JsonObject;
  readonly fragment: JsonObject;
}

const KEY = "Fn::Transform";

/** Names of all macros that a template's Fn::Transform functions call. @throws TemplateError. */
export function snippetMacros(value: Json): string[] {
  const names = new Set<string>();
  let steps = 0;
  const visit = (item: Json, depth: number): void => {
    if (++steps > STEPS || depth > DEPTH) throw tooDeep();
    if (Array.isArray(item)) for (const one of item) visit(one, depth + 1);
    if (!isObject(item)) return;
    if (Object.hasOwn(item, KEY)) for (const { name } of callsOf(item)) names.add(name);
    for (const one of Object.values(item)) visit(one, depth + 1);
  };
  visit(value, 0);
  return [...names];
}

/**
 * Replaces every Fn::Transform with what `run` answers for it.
 * @throws TemplateError when one is malformed.
 */
export async function expandSnippets(
  value: Json,
  run: (call: MacroCall) => Promise<Json>,
  depth = 0,
): Promise<Json> {
  if (depth > DEPTH) throw tooDeep();
  if (Array.isArray(value)) {
    const out: Json[] = [];
    for (const item of value) out.push(await expandSnippets(item, run, depth + 1));
    return out;
  }
  if (!isObject(value)) return value;
  const beside = bare();
  for (const [key, item] of Object.entries(value))
    if (key !== KEY) beside[key] = await expandSnippets(item, run, depth + 1);
  if (!Object.hasOwn(value, KEY)) return beside;
  let current: Json = beside;
  for (const { name, parameters } of callsOf(value)) {
    if (!isObject(current))
      throw new TemplateError(`Received malformed response from transform ${name}`);
    current = await run({ name, parameters, fragment: current });
  }
  return current;
}

const tooDeep = () =>
  new TemplateError("Template format error: too many or too deep Fn::Transform.");

function callsOf(value: JsonObject): { name: string; parameters: JsonObject }[] {
  const given = value[KEY];
  return (Array.isArray(given) ? given : [given]).map((item) => {
    const name = isObject(item) ? item["Name"] : undefined;
    const parameters = (isObject(item) ? item["Parameters"] : undefined) ?? bare();
    if (typeof name !== "string" || !isObject(parameters))
      throw new TemplateError(
        "Template error: Fn::Transform requires a mapping with the keys Name and Parameters.",
      );
    return { name, parameters };
  });
}
