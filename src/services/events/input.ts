/**
 * What a target is given of an event: all of it, a part, a constant, or what a template makes of it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import type { Target } from "#aws/generated/types/events";
import { filled } from "#languages/input-template/template";
import { compilePath } from "#languages/jsonpath/path";
import { type BusEvent, detailText, textOf } from "./event.ts";

export interface RuleFacts {
  readonly arn: string;
  readonly name: string;
  /** When the event came in, epoch milliseconds. */
  readonly now: number;
}

/** The text that goes to a target. */
export function inputOf(target: Target, event: BusEvent, rule: RuleFacts): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath === "$.detail") return detailText(event);
  if (target.InputPath !== undefined && target.InputPath !== "" && target.InputPath !== "$")
    return JSON.stringify(compilePath(target.InputPath).value(event) ?? {});
  const transformer = target.InputTransformer;
  if (transformer === undefined) return textOf(event);
  const values = valuesOf(transformer.InputPathsMap ?? {}, event, rule);
  return filled(transformer.InputTemplate, (name) => values.get(name));
}

function valuesOf(
  paths: Readonly<Record<string, string>>,
  event: BusEvent,
  rule: RuleFacts,
): Map<string, unknown> {
  // The type goes by another name here, as AWS has it.
  const envelope = Object.fromEntries(
    Object.entries(event)
      .filter(([name]) => name !== "detail")
      .map(([name, value]) => [name === "detail-type" ? "detailType" : name, value]),
  );
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
