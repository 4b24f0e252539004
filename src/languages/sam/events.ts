/** What a function's events stand for: permissions, mappings, rules, subscriptions, API paths. */
import type { Json, Made, Scope } from "./scope.ts";

export interface EventResources {
  readonly resources: Made;
  readonly managedPolicies: string[];
  readonly policies: Json[];
}

interface EventScope {
  readonly scope: Scope;
  readonly functionId: string;
  readonly eventId: string;
  readonly event: Json;
  /** What events invoke: the function, or its alias. */
  readonly target: Json;
  readonly shared: Json;
  readonly out: EventResources;
}

export function propertiesOf({ event }: { event: Json }): Json {
  return (event["Properties"] ?? {}) as Json;
}

export function permission(
  event: Omit<EventScope, "out"> & { out: EventResources },
  Principal: string,
  more: Json,
  suffix = "",
): void {
  event.out.resources[`${event.functionId}${event.eventId}Permission${suffix}`] = {
    Type: "AWS::Lambda::Permission",
    ...event.shared,
    Properties: { Action: "lambda:InvokeFunction", FunctionName: event.target, Principal, ...more },
  };
}

export type { EventScope };
