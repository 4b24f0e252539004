/**
 * What enrichments and targets are given: events as they are, or what a template makes of them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
import { filled } from "#languages/input-template/template";
import { compilePath, InvalidPath, type Path } from "#languages/jsonpath/path";
import { validation } from "./errors.ts";
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
  if (name.startsWith("$")) return found(name, seen);
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

/** The paths that stand in a template. */
export function pathsIn(template: string): readonly string[] {
  const paths: string[] = [];
  filled(template, (name) => (name.startsWith("$") ? void paths.push(name) : undefined));
  return paths;
}

/** Whether a parameter is a path into the event. */
export const isPath = (value: string): boolean => /^\$[.[]/.test(value);

/** @throws Fault Validation for what is no path. */
export const pathOf = (text: string): Path => readable(text, () => compilePath(text));

/** What a path finds. @throws Fault Validation when it is none, or finds more than can be read. */
const found = (path: string, seen: unknown): unknown =>
  readable(path, () => compilePath(path).value(seen));

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidPath)) throw error;
    throw validation(`Invalid JSONPath provided: ${path}.`);
  }
}

/** A parameter's value: itself, or what a path finds in the event. */
function dynamic(value: string, event: unknown): string | undefined {
  if (!isPath(value)) return value;
  const held = found(value, lookedInto(event));
  if (held === undefined) return undefined;
  return typeof held === "string" ? held : JSON.stringify(held);
}

/** Parameters of a target with what their paths find in an event, at any depth. */
export function allDynamic<P>(parameters: P, event: unknown): P {
  return JSON.parse(JSON.stringify(parameters ?? {}), (_name, value: unknown) =>
    typeof value === "string" ? dynamic(value, event) : value,
  ) as P;
}
