/** What EventBridge refuses of templates before it ever fills them. */
import { readJson, Refused } from "#languages/event-pattern/json";
import { PARTS } from "./template.ts";

const PREDEFINED: ReadonlySet<string> = new Set([
  "aws.events.rule-arn",
  "aws.events.rule-name",
  "aws.events.event",
  "aws.events.event.json",
  "aws.events.event.ingestion-time",
]);

/**
 * Why a template is refused, in AWS's words; undefined for a good one. It is an object in JSON, or
 * begins with a text in quotes or another value of JSON: what follows on other lines is not read.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 * @param names The variables that have paths.
 * @param target The id of the target that it is for.
 */
export function refusalOf(
  template: string,
  names: ReadonlySet<string>,
  target: string,
): string | undefined {
  const isObject = /^\s*\{/.test(template);
  let quoted = false;
  let text = "";
  for (const [whole, name] of template.matchAll(PARTS)) {
    if (whole === '"') quoted = !quoted;
    if (name === undefined) {
      text += whole;
      continue;
    }
    if (/^[\w.-]+$/.test(name) && !names.has(name) && !PREDEFINED.has(name))
      return `InputTemplate for target ${target} contains invalid placeholder ${name}.`;
    if (name === "aws.events.event.json" && !isObject)
      return `InputTemplate for target ${target} contains placeholder ${name} valid only for JSON template.`;
    text += quoted ? whole : "null";
  }
  const at = /^\s*[{[]/.test(text) ? wrongAt(text) : wrongBeginning(text);
  if (at === undefined) return undefined;
  const before = text.slice(0, at).split("\n");
  return `Invalid InputTemplate for target ${target} : [Source: (String)"${text}"; line: ${before.length}, column: ${before.at(-1)!.length + 1}].`;
}

/** Where a text that is no JSON ceases to be; undefined for JSON. */
function wrongAt(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return placeOf(text);
  }
}

function placeOf(text: string): number {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof Refused) return error.at;
    throw error;
  }
  return text.length;
}

/** Where a text is wrong that does not begin with a value of JSON. */
function wrongBeginning(text: string): number | undefined {
  const value = /^\s*("[^"\\]*(?:\\.[^"\\]*)*"|-?\d|(?:null|true|false)(?!\w))/s;
  return value.test(text) ? undefined : /^\s*[\w.+-]*/.exec(text)![0].length;
}
