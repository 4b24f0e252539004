/** The events `Api` and `HttpApi`: what they declare, and the hand-over to the APIs. */
import {
  addHttpRoute,
  addRestRoute,
  type HttpApi,
  linkHttpApi,
  linkRestApi,
  type RestApi,
} from "../apis/routes.ts";
import { INTEGER, LIST, MAP, property, STRING } from "../properties.ts";
import type { EventType } from "./event.ts";

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
  link: linkRestApi,
  make: (scope, event, target, linked) => addRestRoute(scope, event, target, linked as RestApi),
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
  link: linkHttpApi,
  make: (_scope, event, target, linked) => addHttpRoute(event, target, linked as HttpApi),
};
