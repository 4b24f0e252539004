/** `x-amazon-apigateway-integration`, both ways. */
import type { Integration, IntegrationResponse } from "#aws/generated/types/apigateway";
import { setOwn } from "../definition.ts";
import { INTEGRATION_TIMEOUT_MS } from "../limits.ts";
import { checkIntegration } from "../operations/integrations.ts";

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function texts(value: unknown): Record<string, string> | undefined {
  if (!isObject(value)) return undefined;
  const out: Record<string, string> = {};
  for (const [key, one] of Object.entries(value))
    setOwn(out, key, typeof one === "string" ? one : JSON.stringify(one));
  return out;
}

/** A value where a text should stand: an object's own `toString` may be none. */
export const asText = (value: unknown): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);

/** The same where there may be nothing. */
export function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : asText(value);
}

/** An integration as a document has it. */
export function integrationIn(given: Json, resourceId: string): Integration {
  const text = (key: string) => textOf(given[key]);
  const integration: Integration = {
    type: text("type")?.toUpperCase() as Integration["type"],
    httpMethod: text("httpMethod")?.toUpperCase(),
    uri: text("uri"),
    credentials: text("credentials"),
    requestParameters: texts(given["requestParameters"]),
    requestTemplates: texts(given["requestTemplates"]),
    passthroughBehavior: text("passthroughBehavior")?.toUpperCase() ?? "WHEN_NO_MATCH",
    contentHandling: text("contentHandling")?.toUpperCase() as "CONVERT_TO_TEXT",
    connectionType: text("connectionType") as "INTERNET",
    connectionId: text("connectionId"),
    timeoutInMillis: Number(given["timeoutInMillis"] ?? INTEGRATION_TIMEOUT_MS),
    cacheNamespace: text("cacheNamespace") ?? resourceId,
    cacheKeyParameters: Array.isArray(given["cacheKeyParameters"])
      ? given["cacheKeyParameters"].map(String)
      : [],
    tlsConfig: isObject(given["tlsConfig"]) ? given["tlsConfig"] : undefined,
    responseTransferMode: text("responseTransferMode") as "BUFFERED",
  };
  if (isObject(given["responses"])) {
    integration.integrationResponses = {};
    for (const [pattern, response] of Object.entries(given["responses"])) {
      if (!isObject(response)) continue;
      const statusCode = asText(response["statusCode"] ?? "200");
      const read: IntegrationResponse = {
        statusCode,
        ...(pattern === "default" ? {} : { selectionPattern: pattern }),
        responseParameters: texts(response["responseParameters"]),
        responseTemplates: texts(response["responseTemplates"]),
        contentHandling: response["contentHandling"] as "CONVERT_TO_TEXT" | undefined,
      };
      setOwn(integration.integrationResponses, statusCode, read);
    }
  }
  checkIntegration(integration);
  return integration;
}

/** An integration as an export shows it. */
export function integrationOut(integration: Integration): Json {
  const { type, integrationResponses, ...rest } = integration;
  const { cacheNamespace: _, cacheKeyParameters, passthroughBehavior, ...shown } = rest;
  const out: Json = {
    ...shown,
    type: type?.toLowerCase(),
    passthroughBehavior: passthroughBehavior?.toLowerCase(),
  };
  if (cacheKeyParameters?.length) out["cacheKeyParameters"] = cacheKeyParameters;
  const responses = Object.values(integrationResponses ?? {});
  if (responses.length === 0) return out;
  const listed: Json = {};
  for (const { selectionPattern, ...response } of responses)
    setOwn(listed, selectionPattern ? selectionPattern : "default", response);
  out["responses"] = listed;
  return out;
}
