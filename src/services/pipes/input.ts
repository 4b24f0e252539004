/**
 * What enrichments and targets are given: events as they are, or what a template makes of them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
import { filled } from "#languages/input-template/template";
import { compilePath } from "#languages/jsonpath/path";
import { lookedInto, parsed } from "./events.ts";
import { type Ctx, pipeArn } from "./pipes.ts";
import type { PipeRow } from "./tables.ts";

/** One input for each event. */
export function inputsOf(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  events: readonly unknown[],
  template: string | undefined,
): readonly unknown[] {
  if (template === undefined || template === "") return events;
  return events.map((event) => {
    const seen = lookedInto(event);
    const text = filled(template, (name) => variable(ctx, row, event, seen, name));
    return parsed(text);
  });
}

function variable(
  ctx: Ctx,
  row: Readonly<PipeRow>,
  event: unknown,
  seen: unknown,
  name: string,
): unknown {
  if (name.startsWith("$")) return compilePath(name).value(seen);
  switch (name) {
    case "aws.pipes.pipe-arn":
      return pipeArn(ctx, row.name);
    case "aws.pipes.pipe-name":
      return row.name;
    case "aws.pipes.source-arn":
      return row.settings.Source;
    case "aws.pipes.enrichment-arn":
      return row.settings.Enrichment;
    case "aws.pipes.target-arn":
      return row.settings.Target;
    case "aws.pipes.event.ingestion-time":
      return new Date(ctx.now).toISOString();
    case "aws.pipes.event":
      return event;
    case "aws.pipes.event.json":
      return seen;
  }
  return undefined;
}

/** A parameter's value: itself, or what a path finds in the event. */
function dynamic(value: string, event: unknown): string | undefined {
  if (!/^\$[.[]/.test(value)) return value;
  const found = compilePath(value).value(lookedInto(event));
  if (found === undefined) return undefined;
  return typeof found === "string" ? found : JSON.stringify(found);
}

/** Parameters of a target with what their paths find in an event, at any depth. */
export function allDynamic<P>(parameters: P, event: unknown): P {
  return JSON.parse(JSON.stringify(parameters ?? {}), (_name, value: unknown) =>
    typeof value === "string" ? dynamic(value, event) : value,
  ) as P;
}
