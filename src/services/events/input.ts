/**
 * What a target is given of an event: all of it, a part, a constant, or what a template makes of it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import type { Target } from "#aws/generated/types/events";
import { filled } from "#languages/input-template/template";
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
  return filled(transformer.InputTemplate, (name) => values.get(name));
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
