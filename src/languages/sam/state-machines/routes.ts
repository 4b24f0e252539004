/** The event `Api` of a state machine: a path of a REST API that starts it. */
import { InvalidEvent } from "../errors.ts";
import type { Event } from "../events/event.ts";
import type { Resource } from "../resource.ts";
import type { Scope } from "../scope.ts";
import type { MachineTarget } from "./events.ts";

export function linkMachineRoute(_scope: Scope, event: Event): unknown {
  throw new InvalidEvent(event.name, "Api events of state machines are not supported yet.");
}

export function makeMachineRoute(
  _scope: Scope,
  event: Event,
  _target: MachineTarget,
  _linked: unknown,
): Resource[] {
  throw new InvalidEvent(event.name, "Api events of state machines are not supported yet.");
}
