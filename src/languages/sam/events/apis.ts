/** The events `Api` and `HttpApi`: what they declare, and the hand-over to the APIs. */
import { addHttpRoute, addRestRoute } from "../apis.ts";
import { INTEGER, LIST, MAP, property, STRING } from "../properties.ts";
import { Resource } from "../resource.ts";
import { isObject, type Json, type Made, type Scope } from "../scope.ts";
import type { Event, EventType, Target } from "./event.ts";

type Route = Parameters<typeof addRestRoute>[0];

function routed(add: (event: Route) => void): EventType["make"] {
  return (scope: Scope, event: Event, target: Target) => {
    const made: Made = {};
    add({
      scope,
      functionId: target.functionId,
      eventId: event.name,
      event: { Type: event.type, Properties: event.properties },
      target: target.name,
      shared: target.shared,
      out: { resources: made, managedPolicies: [], policies: [] },
    });
    return Object.entries(made).map(([id, { Type, Properties, ...attributes }]) => {
      const properties = isObject(Properties) ? Properties : ({} as Json);
      return new Resource(id, String(Type), properties, attributes);
    });
  };
}

export const api: EventType = {
  type: "Api",
  properties: {
    Path: property(STRING, true),
    Method: property(STRING, true),
    RestApiId: property(STRING, true),
    Stage: property(STRING),
    Auth: property(MAP),
    RequestModel: property(MAP),
    RequestParameters: property(LIST),
    TimeoutInMillis: property(INTEGER),
    ResponseTransferMode: property(STRING),
  },
  make: routed(addRestRoute),
};

export const httpApi: EventType = {
  type: "HttpApi",
  properties: {
    Path: property(STRING),
    Method: property(STRING),
    ApiId: property(STRING),
    Stage: property(STRING),
    Auth: property(MAP),
    TimeoutInMillis: property(INTEGER),
    RouteSettings: property(MAP),
    PayloadFormatVersion: property(STRING),
  },
  make: routed(addHttpRoute),
};
