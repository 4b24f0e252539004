/** Authorizers: who decides whether a caller may pass. */
import { notImplemented } from "#aws/fault";
import type { Authorizer } from "#aws/generated/types/apigateway";
import { type Ctx, edit, look, page } from "../definition.ts";
import { badRequest, conflict, missing } from "../errors.ts";
import { AUTHORIZER_TTL_MOST_SECONDS, AUTHORIZER_TTL_SECONDS } from "../limits.ts";
import { patch, type Rules } from "../patches.ts";
import { type Definition, on } from "../tables.ts";

const IDENTITY =
  /^(?:method\.request\.(?:header|querystring)\.[\w!#$%&'*+.^`|~-]+|(?:stageVariables|context)\.[\w.]+)$/;

export const CreateAuthorizer = on("CreateAuthorizer", (ctx: Ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const { restApiId: _, ...given } = input;
    if (definition.authorizers.some((one) => one.name === input.name))
      throw badRequest(
        "Authorizer name must be unique. Authorizer with this name already exists in RestApi.",
      );
    const authorizer: Authorizer = {
      id: ctx.chance.alnum(6),
      ...given,
      authType:
        input.authType ?? (input.type === "COGNITO_USER_POOLS" ? "cognito_user_pools" : "custom"),
      authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds ?? AUTHORIZER_TTL_SECONDS,
    };
    checkAuthorizer(authorizer);
    definition.authorizers.push(authorizer);
    return authorizer;
  }),
);

export const GetAuthorizer = on("GetAuthorizer", (ctx, input) =>
  look(ctx, input.restApiId, (api) => authorizerOf(api.definition, input.authorizerId)),
);

export const GetAuthorizers = on("GetAuthorizers", (ctx, input) =>
  look(ctx, input.restApiId, (api) => page(api.definition.authorizers, input, (one) => one.id!)),
);

const AUTHORIZER: Rules = {
  "/authorizerUri": "text",
  "/authorizerCredentials": "text",
  "/authorizerResultTtlInSeconds": "number",
  "/authType": "text",
  "/identitySource": "text",
  "/identityValidationExpression": "text",
  "/name": "text",
  "/providerARNs": "values",
  "/type": "text",
};

export const UpdateAuthorizer = on("UpdateAuthorizer", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const authorizer = authorizerOf(definition, input.authorizerId);
    patch(authorizer, input.patchOperations, AUTHORIZER);
    checkAuthorizer(authorizer);
    return authorizer;
  }),
);

export const DeleteAuthorizer = on("DeleteAuthorizer", (ctx, input) =>
  edit(ctx, input.restApiId, (definition) => {
    const authorizer = authorizerOf(definition, input.authorizerId);
    const used = definition.resources.some(({ resourceMethods }) =>
      Object.values(resourceMethods).some((method) => method.authorizerId === authorizer.id),
    );
    if (used)
      throw conflict(`Cannot delete authorizer '${authorizer.name}', is referenced in a method`);
    definition.authorizers = definition.authorizers.filter((one) => one !== authorizer);
    return {};
  }),
);

/** @throws Fault NotFoundException "Invalid Authorizer identifier specified". */
export function authorizerOf(definition: Definition, id: string): Authorizer {
  const found = definition.authorizers.find((one) => one.id === id);
  if (found === undefined) throw missing("Authorizer");
  return found;
}

/** @throws Fault BadRequestException for what AWS refuses, NotImplemented for what Brume does not obey. */
export function checkAuthorizer(authorizer: Authorizer): void {
  const { type, identitySource, authorizerUri } = authorizer;
  if (type === "JWT") throw notImplemented("apigateway: authorizers of the type JWT");
  const ttl = authorizer.authorizerResultTtlInSeconds ?? AUTHORIZER_TTL_SECONDS;
  if (ttl < 0 || ttl > AUTHORIZER_TTL_MOST_SECONDS)
    throw badRequest(
      `Authorizer result TTL must be between 0 and ${AUTHORIZER_TTL_MOST_SECONDS} seconds`,
    );
  if (type === "COGNITO_USER_POOLS") {
    if (!authorizer.providerARNs?.length)
      throw badRequest("Authorizer provider ARNs is a required field for COGNITO_USER_POOLS type");
    return;
  }
  if (!authorizerUri) throw badRequest("Authorizer uri is a required field");
  if (!/lambda:path\/2015-03-31\/functions\/.+\/invocations/.test(authorizerUri))
    throw badRequest(
      `Invalid Authorizer URI: ${authorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  if (type === "TOKEN" && !/^method\.request\.header\.[^\s,]+$/.test(identitySource ?? ""))
    throw badRequest(
      identitySource
        ? `Invalid identity source: ${identitySource}`
        : "Identity source is a required field",
    );
  if (type !== "REQUEST") return;
  if (!identitySource && ttl > 0)
    throw badRequest("Identity source is required when authorizer caching is enabled");
  for (const source of sourcesOf(authorizer))
    if (!IDENTITY.test(source)) throw badRequest(`Invalid identity source: ${source}`);
}

/** What identifies a caller, one expression each. */
export function sourcesOf(authorizer: Authorizer): string[] {
  return (authorizer.identitySource ?? "")
    .split(",")
    .map((source) => source.trim())
    .filter((source) => source !== "");
}
