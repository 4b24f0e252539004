/**
 * What enrichments and targets are given: events as they are, or what a template makes of them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
import { filled } from "#languages/input-template/template";
import { compilePath } from "#languages/jsonpath/path";
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

/** An event whose body is JSON, with that in its place. */
export function lookedInto(event: unknown): unknown {
  if (typeof event !== "object" || event === null || !Object.hasOwn(event, "body")) return event;
  return { ...event, body: parsed((event as { body: unknown }).body) };
}

/** A parameter's value: itself, or what a path finds in the event. */
export function dynamic(value: string | undefined, event: unknown): string | undefined {
  if (value === undefined || !value.startsWith("$")) return value;
  const found = compilePath(value).value(lookedInto(event));
  if (found === undefined) return undefined;
  return typeof found === "string" ? found : JSON.stringify(found);
}

/** A body that is JSON is looked into, by filters and by templates. */
export function parsed(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
