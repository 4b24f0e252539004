/** The event `Api` of a state machine: a path of a REST API that starts it. */
import { addStateMachineRoute, linkRestApi, type RestApi } from "../apis/routes.ts";
import type { Event } from "../events/event.ts";
import { pythonDump, truthy } from "../python.ts";
import type { Resource } from "../resource.ts";
import { type Json, type Scope, sub } from "../scope.ts";
import { type MachineTarget, startingRole } from "./events.ts";

/** @throws InvalidEvent, InvalidResource */
export const linkMachineRoute = (scope: Scope, event: Event): RestApi => linkRestApi(scope, event);

/** @throws InvalidEvent, InvalidResource, SamError */
export function makeMachineRoute(
  scope: Scope,
  event: Event,
  target: MachineTarget,
  linked: unknown,
): Resource[] {
  const role = startingRole(event, target, "apigateway.amazonaws.com");
  addStateMachineRoute(scope, event, linked as RestApi, {
    condition: target.condition as string | undefined,
    roleArn: role.getAtt("Arn"),
    template: requestTemplate(target.id, truthy(event.properties["UnescapeMappingTemplate"])),
  });
  return [role];
}

/** The request that starts an execution with the caller's body as its input. */
function requestTemplate(machine: string, plain: boolean): Json {
  const input = "$util.escapeJavaScript($input.json('$'))";
  const text = plain
    ? `{"input": "${input}.replaceAll("\\\\'","'")", "stateMachineArn": "\${${machine}}"}`
    : pythonDump({ input, stateMachineArn: `\${${machine}}` });
  return { "application/json": sub(text) };
}
