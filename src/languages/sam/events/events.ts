/** The events of a function: read, linked to where they come from, made. */
import { InvalidEvent, InvalidResource } from "../errors.ts";
import { byCodePoint, order27, pythonStr, pythonType } from "../python.ts";
import { readResource, type Resource } from "../resource.ts";
import { isObject, type Json, type Scope } from "../scope.ts";
import { api, httpApi } from "./apis.ts";
import type { Event, EventType, Target } from "./event.ts";
import { cognito, s3 } from "./linked.ts";
import { pullEvents } from "./pull.ts";
import { alexaSkill, cloudWatchLogs, iotRule, sns } from "./push.ts";
import { cloudWatchEvent, eventBridgeRule, schedule, scheduleV2 } from "./rules.ts";

const TYPES: ReadonlyMap<unknown, EventType> = new Map(
  [
    ...pullEvents,
    alexaSkill,
    api,
    cloudWatchEvent,
    cloudWatchLogs,
    cognito,
    eventBridgeRule,
    httpApi,
    iotRule,
    s3,
    schedule,
    scheduleV2,
    sns,
  ].map((type) => [type.type, type]),
);

/** Events by name with what they are linked to. */
export type LinkedEvents = ReadonlyMap<string, unknown>;

/**
 * Links each event to the resource that it comes from.
 * @throws InvalidResource
 */
export function linkEvents(scope: Scope, functionId: string, events: unknown): LinkedEvents {
  return inFunction(functionId, () => {
    const linked = new Map<string, unknown>();
    if (!isObject(events)) return linked;
    const names = scope.asPython27 ? order27(Object.keys(events)) : Object.keys(events);
    for (const name of names) {
      const { type, event } = read(functionId, name, events[name]);
      linked.set(name, type.link?.(scope, event));
    }
    return linked;
  });
}

/**
 * Makes what the events stand for, in the order of their paths or names.
 * @throws InvalidResource
 */
export function makeEvents(
  scope: Scope,
  events: unknown,
  target: Target,
  linked: LinkedEvents,
): Resource[] {
  return inFunction(target.functionId, () =>
    [...linked]
      .map(([name, to]) => ({ ...read(target.functionId, name, (events as Json)[name]), to }))
      .sort((a, b) => byCodePoint(orderOf(a.event), orderOf(b.event)))
      .flatMap(({ type, event, to }) => type.make(scope, event, target, to)),
  );
}

const orderOf = ({ name, properties }: Event): string =>
  typeof properties["Path"] === "string" ? properties["Path"] : name;

/** An event's fault is told as one of its function. */
function inFunction<T>(functionId: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidEvent) throw new InvalidResource(functionId, error.text);
    throw error;
  }
}

function read(functionId: string, name: string, given: unknown): { type: EventType; event: Event } {
  if (!isObject(given))
    throw new InvalidEvent(name, `'${pythonType(given)}' object has no attribute 'get'`);
  const type = TYPES.get(given["Type"]);
  if (type === undefined)
    throw new InvalidEvent(
      name,
      `Resource dict has missing or invalid value for key Type. Event Type is: ${pythonStr(given["Type"])}.`,
    );
  const { id, properties } = readResource(`${functionId}${name}`, given, type.properties);
  return { type, event: { id, name, type: type.type, properties } };
}
