/**
 * A stage's response cache. It is kept in memory, whatever its size is said to be.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
 */
import type { Stage } from "#aws/generated/types/apigateway";
import type { HttpResponse } from "#protocol/http";
import { live } from "../live.ts";
import { type Call, ids } from "./call.ts";
import { settingOf } from "./limits.ts";

/** Only what a method's settings cache, and unless they say otherwise only GET. */
function keyOf(call: Call, stage: Stage): string | undefined {
  if (!stage.cacheClusterEnabled || call.asked.method !== "GET") return undefined;
  if (!settingOf(stage, call)?.cachingEnabled) return undefined;
  const { integration, resource } = call.route;
  const values = (integration.cacheKeyParameters ?? []).map((key) => {
    const [, , place, ...rest] = key.split(".");
    const name = rest.join(".");
    if (place === "path") return call.parameters[name];
    return place === "querystring" ? call.query[name] : call.header(name);
  });
  const space = integration.cacheNamespace ?? resource.id;
  return `${call.api}/${call.stageName}/${space}/${call.route.verb}/${JSON.stringify(values)}`;
}

export function cached(call: Call, stage: Stage): HttpResponse | undefined {
  const key = keyOf(call, stage);
  if (key === undefined) return undefined;
  const { responses } = live(call.ctx.kernel);
  if (/max-age=0/.test(call.header("cache-control") ?? "")) {
    responses.forget(key);
    return undefined;
  }
  const held = responses.get(key, call.ctx.now);
  return held === undefined ? undefined : { ...held, headers: [...held.headers, ...ids(call)] };
}

export function keep(call: Call, stage: Stage, response: HttpResponse): void {
  const key = keyOf(call, stage);
  if (key === undefined || response.status >= 400) return;
  const ttl = settingOf(stage, call)?.cacheTtlInSeconds ?? 300;
  const own = new Set(["x-amzn-requestid", "x-amz-apigw-id"]);
  const headers = response.headers.filter(([name]) => !own.has(name.toLowerCase()));
  if (ttl > 0)
    live(call.ctx.kernel).responses.set(key, { ...response, headers }, call.ctx.now + ttl * 1000);
}
