/** The events of a state machine: rules and schedules that start it, and paths of REST APIs. */
import { InvalidEvent, InvalidResource } from "../errors.ts";
import { deadLetters, type Event, targetId } from "../events/event.ts";
import { SCHEDULE_V2, scheduled } from "../events/rules.ts";
import { inlinePolicy, trustOf } from "../policies.ts";
import { BOOLEAN, known, MAP, property, type Properties, STRING } from "../properties.ts";
import { order27, pythonStr, pythonType, truthy } from "../python.ts";
import { readResource, Resource } from "../resource.ts";
import { isObject, type Json, ref, type Scope } from "../scope.ts";
import { linkMachineRoute, makeMachineRoute } from "./routes.ts";

/** What an event starts: the machine, or its alias. */
export interface MachineTarget {
  readonly id: string;
  /** Attributes for every resource made. */
  readonly shared: Json;
  readonly condition: unknown;
  /** The permissions boundary of roles. */
  readonly boundary: unknown;
}

interface MachineEventType {
  readonly properties: Properties;
  readonly link?: (scope: Scope, event: Event) => unknown;
  readonly make: (scope: Scope, event: Event, target: MachineTarget, linked: unknown) => Resource[];
}

const has = (value: unknown): boolean => value !== undefined && value !== null;

/** The policy by which a role starts the machine. */
const startPolicy = (id: string, machine: string): Json =>
  inlinePolicy(`${id}StartExecutionPolicy`, {
    Action: "states:StartExecution",
    Effect: "Allow",
    Resource: ref(machine),
  });

/** The role by which an event's source starts the machine. */
export function startingRole(event: Event, target: MachineTarget, principal: string): Resource {
  const id = `${event.id}Role`;
  return new Resource(
    id,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: trustOf(principal),
      Policies: [startPolicy(id, target.id)],
      PermissionsBoundary: truthy(target.boundary) ? target.boundary : undefined,
    },
    target.shared,
  );
}

const PRINCIPAL = "events.amazonaws.com";
const SUFFIX = "StepFunctionsTarget";

/** What a rule's target takes of the event, in AWS's order. */
const TAKEN = ["Input", "InputPath", "DeadLetterConfig", "RetryPolicy", "InputTransformer"];

function completed(
  event: Event,
  target: MachineTarget,
  rule: Resource,
  roleArn: unknown,
): Resource[] {
  const given = event.properties;
  const config = given["DeadLetterConfig"];
  const letters = has(config)
    ? deadLetters(event.id, config as Json, target.shared, rule.getAtt("Arn"))
    : { arn: undefined, resources: [] };
  const own = given["Target"];
  const to: Json = {
    Arn: ref(target.id),
    Id: isObject(own) && Object.hasOwn(own, "Id") ? own["Id"] : targetId(event.id, SUFFIX),
    RoleArn: roleArn,
  };
  for (const name of TAKEN)
    if (has(given[name]))
      to[name] = name === "DeadLetterConfig" ? { Arn: letters.arn } : given[name];
  rule.properties["Targets"] = [to];
  return letters.resources;
}

const schedule: MachineEventType = {
  properties: {
    Schedule: property(STRING, true),
    Input: property(STRING),
    Enabled: property(BOOLEAN),
    State: property(STRING),
    Name: property(STRING),
    Description: property(STRING),
    DeadLetterConfig: property(MAP),
    RetryPolicy: property(MAP),
    Target: known(MAP),
    RoleArn: known(STRING),
  },
  make(_scope, event, target) {
    const given = event.properties;
    const { State: state, Enabled: enabled } = given;
    if (truthy(state) && has(enabled))
      throw new InvalidEvent(event.name, "State and Enabled Properties cannot both be specified.");
    const rule = new Resource(
      event.id,
      "AWS::Events::Rule",
      {
        ScheduleExpression: given["Schedule"],
        State: truthy(state)
          ? state
          : has(enabled)
            ? truthy(enabled)
              ? "ENABLED"
              : "DISABLED"
            : undefined,
        Name: given["Name"],
        Description: given["Description"],
      },
      target.shared,
    );
    const role = has(given["RoleArn"]) ? undefined : startingRole(event, target, PRINCIPAL);
    const letters = completed(event, target, rule, role?.getAtt("Arn") ?? given["RoleArn"]);
    return [rule, ...(role === undefined ? [] : [role]), ...letters];
  },
};

const rule: MachineEventType = {
  properties: {
    EventBusName: property(STRING),
    RuleName: property(STRING),
    Pattern: property(MAP),
    Input: property(STRING),
    InputPath: property(STRING),
    DeadLetterConfig: property(MAP),
    RetryPolicy: property(MAP),
    State: property(STRING),
    Target: known(MAP),
    InputTransformer: property(MAP),
  },
  make(_scope, event, target) {
    const given = event.properties;
    const made = new Resource(
      event.id,
      "AWS::Events::Rule",
      {
        EventBusName: given["EventBusName"],
        EventPattern: given["Pattern"],
        Name: given["RuleName"],
        State: truthy(given["State"]) ? given["State"] : undefined,
      },
      target.shared,
    );
    const role = startingRole(event, target, PRINCIPAL);
    return [made, role, ...completed(event, target, made, role.getAtt("Arn"))];
  },
};

const scheduleV2: MachineEventType = {
  properties: SCHEDULE_V2,
  make: (_scope, event, target) =>
    scheduled(
      event,
      { arn: ref(target.id), shared: target.shared },
      startPolicy(event.id, target.id),
    ),
};

const api: MachineEventType = {
  properties: {
    Path: property(STRING, true),
    Method: property(STRING, true),
    RestApiId: property(STRING, true),
    Stage: property(STRING),
    Auth: property(MAP),
    UnescapeMappingTemplate: known(BOOLEAN),
  },
  link: linkMachineRoute,
  make: makeMachineRoute,
};

const TYPES: ReadonlyMap<unknown, MachineEventType> = new Map([
  ["Api", api],
  ["CloudWatchEvent", rule],
  ["EventBridgeRule", rule],
  ["Schedule", schedule],
  ["ScheduleV2", scheduleV2],
]);

export type LinkedMachineEvents = ReadonlyMap<string, unknown>;

/**
 * Links each event to the resource that it comes from.
 * @throws InvalidResource
 */
export function linkMachineEvents(scope: Scope, id: string, events: unknown): LinkedMachineEvents {
  const linked = new Map<string, unknown>();
  if (!truthy(events) || !isObject(events)) return linked;
  try {
    for (const name of namesOf(scope, events)) {
      const { type, event } = read(id, name, events[name]);
      linked.set(name, type.link?.(scope, event));
    }
  } catch (error) {
    if (error instanceof InvalidEvent) throw new InvalidResource(id, error.text);
    throw error;
  }
  return linked;
}

const namesOf = (scope: Scope, events: Json): string[] =>
  scope.asPython27 ? order27(Object.keys(events)) : Object.keys(events);

/**
 * Makes what the events stand for.
 * @throws InvalidEvent, InvalidResource
 */
export function makeMachineEvents(
  scope: Scope,
  id: string,
  events: unknown,
  target: MachineTarget,
  linked: LinkedMachineEvents,
): Resource[] {
  return [...linked].flatMap(([name, to]) => {
    const { type, event } = read(id, name, (events as Json)[name]);
    return type.make(scope, event, target, to);
  });
}

function read(
  machine: string,
  name: string,
  given: unknown,
): { type: MachineEventType; event: Event } {
  if (!isObject(given))
    throw new InvalidEvent(name, `'${pythonType(given)}' object has no attribute 'get'`);
  const type = TYPES.get(given["Type"]);
  if (type === undefined)
    throw new InvalidEvent(
      name,
      `Resource dict has missing or invalid value for key Type. Event Type is: ${pythonStr(given["Type"])}.`,
    );
  const { id, properties } = readResource(`${machine}${name}`, given, type.properties);
  return { type, event: { id, name, type: String(given["Type"]), properties } };
}
