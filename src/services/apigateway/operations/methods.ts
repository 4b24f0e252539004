/** Methods and their responses. */
import type { Method } from "#aws/generated/types/apigateway";
import { type Ctx, edit, look, methodOf, own, resourceOf, setOwn } from "../definition.ts";
import { badRequest, conflict, methodMissing, missing, responseMissing } from "../errors.ts";
import { patch, type Rules } from "../patches.ts";
import { type Definition, on } from "../tables.ts";

const VERBS = ["GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "DELETE", "ANY"];
const AUTHORIZATION = ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"];

export const PutMethod = on("PutMethod", (ctx: Ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const { restApiId: _, resourceId, ...given } = input;
    const resource = resourceOf(definition, resourceId);
    if (!VERBS.includes(input.httpMethod))
      throw badRequest(
        "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
      );
    if (own(resource.resourceMethods, input.httpMethod) !== undefined)
      throw conflict("Method already exists for this resource");
    const method: Method = { ...given, apiKeyRequired: input.apiKeyRequired ?? false };
    check(definition, method);
    setOwn(resource.resourceMethods, input.httpMethod, method);
    return method;
  }),
);

export const GetMethod = on("GetMethod", (ctx, input) =>
  look(ctx, input.restApiId, (api) => methodOf(api.definition, input.resourceId, input.httpMethod)),
);

const METHOD: Rules = {
  "/authorizationType": "text",
  "/authorizerId": "text",
  "/apiKeyRequired": "flag",
  "/operationName": "text",
  "/requestParameters/*": "flag",
  "/requestModels/*": "text",
  "/requestValidatorId": "text",
  "/authorizationScopes": "values",
};

export const UpdateMethod = on("UpdateMethod", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const method = methodOf(definition, input.resourceId, input.httpMethod);
    patch(method, input.patchOperations, METHOD);
    if (method.authorizationType === "NONE" || method.authorizationType === "AWS_IAM")
      delete method.authorizerId;
    check(definition, method);
    return method;
  }),
);

export const DeleteMethod = on("DeleteMethod", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const { resourceMethods } = resourceOf(definition, input.resourceId);
    if (own(resourceMethods, input.httpMethod) === undefined) throw methodMissing();
    delete resourceMethods[input.httpMethod];
    return {};
  }),
);

export const PutMethodResponse = on("PutMethodResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const method = methodOf(definition, input.resourceId, input.httpMethod);
    checkStatus(input.statusCode);
    if (own(method.methodResponses, input.statusCode) !== undefined)
      throw conflict("Response already exists for this resource");
    const { statusCode, responseParameters, responseModels } = input;
    checkModels(definition, responseModels);
    const response = { statusCode, responseParameters, responseModels };
    method.methodResponses ??= {};
    setOwn(method.methodResponses, statusCode, response);
    return response;
  }),
);

export const GetMethodResponse = on("GetMethodResponse", (ctx, input) =>
  look(ctx, input.restApiId, (api) => responseOf(api.definition, input)),
);

export const UpdateMethodResponse = on("UpdateMethodResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const response = responseOf(definition, input);
    patch(response, input.patchOperations, {
      "/responseParameters/*": "flag",
      "/responseModels/*": "text",
    });
    checkModels(definition, response.responseModels);
    return response;
  }),
);

export const DeleteMethodResponse = on("DeleteMethodResponse", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    responseOf(definition, input);
    const method = methodOf(definition, input.resourceId, input.httpMethod);
    delete method.methodResponses![input.statusCode];
    return {};
  }),
);

function responseOf(
  definition: Definition,
  place: { resourceId: string; httpMethod: string; statusCode: string },
) {
  const method = methodOf(definition, place.resourceId, place.httpMethod);
  const found = own(method.methodResponses, place.statusCode);
  if (found === undefined) throw responseMissing();
  return found;
}

/** @throws Fault BadRequestException "Invalid Response status code specified". */
export function checkStatus(status: string): void {
  if (!/^[1-5]\d\d$/.test(status)) throw badRequest("Invalid Response status code specified");
}

/** What a method names must be there. */
function check(definition: Definition, method: Method): void {
  const type = method.authorizationType ?? "";
  if (!AUTHORIZATION.includes(type))
    throw badRequest(
      "Invalid authorization type specified. Valid options are NONE, AWS_IAM, CUSTOM, and COGNITO_USER_POOLS",
    );
  if (type === "CUSTOM" || type === "COGNITO_USER_POOLS") {
    const authorizer = definition.authorizers.find(({ id }) => id === method.authorizerId);
    if (authorizer === undefined)
      throw badRequest(
        "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
      );
  }
  if (
    method.requestValidatorId &&
    !definition.requestValidators.some(({ id }) => id === method.requestValidatorId)
  )
    throw missing("Request Validator");
  for (const name of Object.keys(method.requestParameters ?? {}))
    if (
      !/^method\.request\.(?:querystring|path|header|multivalueheader|multivaluequerystring)\.[^\s]+$/.test(
        name,
      )
    )
      throw badRequest(
        "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: " +
          `${name}]`,
      );
  checkModels(definition, method.requestModels);
}

/** "Empty" and "Error" are models of every API. */
function checkModels(definition: Definition, named: Record<string, string> | undefined): void {
  for (const name of Object.values(named ?? {}))
    if (!["Empty", "Error"].includes(name) && !definition.models.some((m) => m.name === name))
      throw badRequest(`Invalid model identifier specified: ${name}`);
}
