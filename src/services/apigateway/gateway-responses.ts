/**
 * What a gateway answers of its own: types, statuses, and what an API puts in their place.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
import type { GatewayResponse } from "#aws/generated/types/apigateway";
import type { Definition } from "./tables.ts";

export type ResponseType = NonNullable<GatewayResponse["responseType"]>;

/** Status and the value of x-amzn-ErrorType by type. */
const FACTS: Readonly<Record<ResponseType, readonly [status: string | undefined, error: string]>> =
  {
    ACCESS_DENIED: ["403", "AccessDeniedException"],
    API_CONFIGURATION_ERROR: ["500", "InternalServerErrorException"],
    AUTHORIZER_CONFIGURATION_ERROR: ["500", "AuthorizerConfigurationException"],
    AUTHORIZER_FAILURE: ["500", "InternalServerErrorException"],
    BAD_REQUEST_BODY: ["400", "BadRequestException"],
    BAD_REQUEST_PARAMETERS: ["400", "BadRequestException"],
    DEFAULT_4XX: [undefined, "BadRequestException"],
    DEFAULT_5XX: [undefined, "InternalServerErrorException"],
    EXPIRED_TOKEN: ["403", "ExpiredTokenException"],
    INTEGRATION_FAILURE: ["504", "InternalServerErrorException"],
    INTEGRATION_TIMEOUT: ["504", "InternalServerErrorException"],
    INVALID_API_KEY: ["403", "ForbiddenException"],
    INVALID_SIGNATURE: ["403", "InvalidSignatureException"],
    MISSING_AUTHENTICATION_TOKEN: ["403", "MissingAuthenticationTokenException"],
    QUOTA_EXCEEDED: ["429", "LimitExceededException"],
    REQUEST_TOO_LARGE: ["413", "RequestTooLargeException"],
    RESOURCE_NOT_FOUND: ["404", "NotFoundException"],
    THROTTLED: ["429", "TooManyRequestsException"],
    UNAUTHORIZED: ["401", "UnauthorizedException"],
    UNSUPPORTED_MEDIA_TYPE: ["415", "UnsupportedMediaTypeException"],
    WAF_FILTERED: ["403", "ForbiddenException"],
  };

export const RESPONSE_TYPES = Object.keys(FACTS) as ResponseType[];
export const errorTypeOf = (type: ResponseType): string => FACTS[type][1];

/** What every answer says that nobody changed. */
const TEMPLATES = { "application/json": '{"message":$context.error.messageString}' };

/**
 * The response of a type as an API has it: its own, else the default of its kind with the type's
 * status.
 */
export function shownGatewayResponse(definition: Definition, type: ResponseType): GatewayResponse {
  const held = (t: ResponseType) => definition.gatewayResponses.find((r) => r.responseType === t);
  const status = FACTS[type][0];
  const own = held(type);
  const kind = status?.startsWith("5") ? "DEFAULT_5XX" : "DEFAULT_4XX";
  const found = own ?? (status === undefined ? undefined : held(kind));
  const statusCode = found?.statusCode || status;
  return {
    responseType: type,
    ...(statusCode === undefined ? {} : { statusCode }),
    responseParameters: found?.responseParameters ?? {},
    responseTemplates: found?.responseTemplates ?? TEMPLATES,
    defaultResponse: own === undefined,
  };
}
