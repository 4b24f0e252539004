/** Integrations and their responses: what stands behind a method. */
import { notImplemented } from "#aws/fault";
import type { Integration } from "#aws/generated/types/apigateway";
import { type Ctx, edit, integrationOf, look, methodOf, own, setOwn } from "../definition.ts";
import { badRequest, integrationMissing, responseMissing } from "../errors.ts";
import { INTEGRATION_TIMEOUT_MS } from "../limits.ts";
import { patch, type Rules } from "../patches.ts";
import { type Definition, on } from "../tables.ts";
import { checkStatus } from "./methods.ts";

const PASSTHROUGH = ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"];

export const PutIntegration = on("PutIntegration", (ctx: Ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const method = methodOf(definition, input.resourceId, input.httpMethod);
    const { restApiId: _, resourceId, httpMethod: _verb, integrationHttpMethod, ...given } = input;
    const integration: Integration = {
      ...given,
      httpMethod: integrationHttpMethod,
      passthroughBehavior: input.passthroughBehavior ?? "WHEN_NO_MATCH",
      timeoutInMillis: input.timeoutInMillis ?? INTEGRATION_TIMEOUT_MS,
      cacheNamespace: input.cacheNamespace ?? resourceId,
      cacheKeyParameters: input.cacheKeyParameters ?? [],
    };
    checkIntegration(integration);
    if (method.methodIntegration?.integrationResponses !== undefined)
      integration.integrationResponses = method.methodIntegration.integrationResponses;
    method.methodIntegration = integration;
    return integration;
  }),
);

export const GetIntegration = on("GetIntegration", (ctx, input) =>
  look(ctx, input.restApiId, (api) =>
    integrationOf(api.definition, input.resourceId, input.httpMethod),
  ),
);

const INTEGRATION: Rules = {
  "/cacheKeyParameters": "values",
  "/cacheKeyParameters/*": "member",
  "/cacheNamespace": "text",
  "/connectionId": "text",
  "/connectionType": "text",
  "/contentHandling": "text",
  "/credentials": "text",
  "/httpMethod": "text",
  "/integrationTarget": "text",
  "/passthroughBehavior": "text",
  "/requestParameters/*": "text",
  "/requestTemplates/*": "text",
  "/responseTransferMode": "text",
  "/timeoutInMillis": "number",
  "/tlsConfig/insecureSkipVerification": "flag",
  "/type": "text",
  "/uri": "text",
};

export const UpdateIntegration = on("UpdateIntegration", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const integration = integrationOf(definition, input.resourceId, input.httpMethod);
    patch(integration, input.patchOperations, INTEGRATION);
    checkIntegration(integration);
    return integration;
  }),
);

export const DeleteIntegration = on("DeleteIntegration", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const method = methodOf(definition, input.resourceId, input.httpMethod);
    if (method.methodIntegration === undefined) throw integrationMissing();
    delete method.methodIntegration;
    return {};
  }),
);

export const PutIntegrationResponse = on("PutIntegrationResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const method = methodOf(definition, input.resourceId, input.httpMethod);
    const integration = integrationOf(definition, input.resourceId, input.httpMethod);
    checkStatus(input.statusCode);
    if (own(method.methodResponses, input.statusCode) === undefined) throw responseMissing();
    const { statusCode, selectionPattern, responseParameters } = input;
    const { responseTemplates, contentHandling } = input;
    checkPattern(selectionPattern);
    const response = {
      statusCode,
      selectionPattern,
      responseParameters,
      responseTemplates,
      contentHandling,
    };
    integration.integrationResponses ??= {};
    setOwn(integration.integrationResponses, statusCode, response);
    return response;
  }),
);

export const GetIntegrationResponse = on("GetIntegrationResponse", (ctx, input) =>
  look(ctx, input.restApiId, (api) => responseOf(api.definition, input)),
);

export const UpdateIntegrationResponse = on("UpdateIntegrationResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const response = responseOf(definition, input);
    patch(response, input.patchOperations, {
      "/contentHandling": "text",
      "/responseParameters/*": "text",
      "/responseTemplates/*": "text",
      "/selectionPattern": "text",
    });
    checkPattern(response.selectionPattern);
    return response;
  }),
);

export const DeleteIntegrationResponse = on("DeleteIntegrationResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    responseOf(definition, input);
    const integration = integrationOf(definition, input.resourceId, input.httpMethod);
    delete integration.integrationResponses![input.statusCode];
    return {};
  }),
);

function responseOf(
  definition: Definition,
  place: { resourceId: string; httpMethod: string; statusCode: string },
) {
  const integration = integrationOf(definition, place.resourceId, place.httpMethod);
  const found = own(integration.integrationResponses, place.statusCode);
  if (found === undefined) throw responseMissing();
  return found;
}

function checkPattern(pattern: string | undefined): void {
  if (pattern === undefined) return;
  try {
    new RegExp(pattern);
  } catch {
    throw badRequest(`Invalid selection pattern specified: ${pattern}`);
  }
}

/**
 * Refuses an integration that could not be obeyed.
 * @throws Fault BadRequestException in AWS's words, or NotImplemented.
 */
export function checkIntegration(integration: Integration): void {
  const { type = "", uri } = integration;
  if (!["HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY"].includes(type))
    throw badRequest("Enumeration value for type is invalid");
  if (integration.passthroughBehavior && !PASSTHROUGH.includes(integration.passthroughBehavior))
    throw badRequest(
      "Invalid passthrough behavior specified. Valid options are WHEN_NO_MATCH, WHEN_NO_TEMPLATES, and NEVER",
    );
  const timeout = integration.timeoutInMillis ?? INTEGRATION_TIMEOUT_MS;
  if (timeout < 50 || timeout > 300_000)
    throw badRequest("Timeout should be between 50 ms and 300000 ms");
  if (integration.responseTransferMode === "STREAM")
    throw notImplemented("apigateway: responseTransferMode STREAM");
  if (integration.connectionType === "VPC_LINK")
    throw notImplemented("apigateway: integrations over a VPC link");
  if (type === "MOCK") return;
  if (!integration.httpMethod)
    throw badRequest("Enumeration value for HttpMethod must be non-empty");
  if (type === "AWS" || type === "AWS_PROXY") return checkAws(uri ?? "", type);
  if (!/^https?:\/\/./.test(uri ?? "") && !/\$\{stageVariables\./.test(uri ?? ""))
    throw badRequest("Invalid HTTP endpoint specified for URI");
}

function checkAws(uri: string, type: string): void {
  if (!uri.startsWith("arn:") && !uri.includes("${"))
    throw badRequest("Invalid ARN specified in the request");
  const parts = /^arn:[^:]+:apigateway:[^:]+:([^:]+):(path|action)\/./.exec(uri);
  if (parts === null) throw badRequest("AWS ARN for integration must contain path or action");
  if (type === "AWS_PROXY" && !/lambda/.test(parts[1]!))
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
}
