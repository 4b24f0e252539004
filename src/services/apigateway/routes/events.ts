/** What functions are told of a call. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
import { event1 } from "#aws/proxy-event";
import { type Call, identityOf, type Json } from "./call.ts";

/** The event of a Lambda proxy integration, and of authorizers of the type REQUEST. */
export function eventOf(call: Call): Json {
  const { ctx, asked, route, caller } = call;
  const some = (map: Readonly<Record<string, string>>) =>
    Object.keys(map).length === 0 ? undefined : map;
  const event = event1({
    ...asked,
    headers: call.forwarded,
    now: ctx.now,
    requestId: ctx.requestId,
    account: ctx.account,
    apiId: call.api,
    stage: call.stageName,
    route: route.resource.path,
    resourceId: route.resource.id,
    pathParameters: some(call.parameters),
    stageVariables: some(call.stageVariables),
    authorizer: authorizerOf(call),
    binaryTypes: call.deployment.settings.binaryMediaTypes ?? [],
  });
  const requestContext = event["requestContext"] as Json;
  const testing = caller.signed === undefined && asked.host === "";
  return {
    ...event,
    requestContext: {
      ...requestContext,
      deploymentId: call.deployment.id,
      domainName: testing ? "testPrefix.testDomainName" : requestContext["domainName"],
      identity: identityOf(call),
    },
  };
}

/** The authorizer's part; its values are texts to functions. */
function authorizerOf({ caller }: Call): Json | undefined {
  if (caller.context === undefined && caller.principalId === undefined) return undefined;
  const out: Json = {};
  for (const [name, value] of Object.entries(caller.context ?? {})) out[name] = String(value);
  if (caller.principalId !== undefined) out["principalId"] = caller.principalId;
  return out;
}
