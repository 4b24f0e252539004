/**
 * What a target is given of an event: all of it, a part, a constant, or what a template makes of it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import type { Target } from "#aws/generated/types/events";
import { compilePath } from "#languages/jsonpath/path";
import type { BusEvent } from "./tables.ts";

export interface RuleFacts {
  readonly arn: string;
  readonly name: string;
  /** When the event came in, epoch milliseconds. */
  readonly now: number;
}

/** The text that goes to a target. */
export function inputOf(target: Target, event: BusEvent, rule: RuleFacts): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined && target.InputPath !== "")
    return JSON.stringify(compilePath(target.InputPath).value(event) ?? {});
  const transformer = target.InputTransformer;
  if (transformer === undefined) return JSON.stringify(event);
  const values = valuesOf(transformer.InputPathsMap ?? {}, event, rule);
  return filled(transformer.InputTemplate, values);
}

function valuesOf(
  paths: Readonly<Record<string, string>>,
  event: BusEvent,
  rule: RuleFacts,
): Map<string, unknown> {
  const { detail: _detail, ...envelope } = event;
  const values = new Map<string, unknown>([
    ["aws.events.rule-arn", rule.arn],
    ["aws.events.rule-name", rule.name],
    ["aws.events.event", envelope],
    ["aws.events.event.json", event],
    ["aws.events.event.ingestion-time", new Date(rule.now).toISOString()],
  ]);
  for (const [name, path] of Object.entries(paths)) {
    const value = compilePath(path).value(event);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/**
 * Puts values in a template. Within quotes a value stands as text; outside them as JSON, a text
 * with its quotes when the template is JSON. A variable without a value leaves nothing.
 */
function filled(template: string, values: ReadonlyMap<string, unknown>): string {
  const json = /^\s*[{[]/.test(template);
  let quoted = false;
  let out = "";
  const parts = /\\.|"|<([^<>"\s]+)>|[^\\"<]+|</gs;
  for (const [whole, name] of template.matchAll(parts)) {
    if (whole === '"') quoted = !quoted;
    if (name === undefined) out += whole;
    else if (values.has(name)) out += shown(values.get(name), json, quoted);
    else if (json && !quoted) out += '""';
  }
  return out;
}

function shown(value: unknown, json: boolean, quoted: boolean): string {
  if (typeof value !== "string") {
    const text = JSON.stringify(value);
    return quoted ? escaped(text) : text;
  }
  if (quoted) return escaped(value);
  return json ? JSON.stringify(value) : value;
}

/** A text as it stands between quotes that are there already. */
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
