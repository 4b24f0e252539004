/** Authorizers: functions and token issuers that say who may take a route. */
import { apiOf, change, type Ctx, defined, one, pageOf } from "../apis.ts";
import { badRequest, conflict } from "../errors.ts";
import { type Authorizer, on } from "../tables.ts";

export const CreateAuthorizer = on("CreateAuthorizer", (ctx, input) =>
  change(ctx, input.ApiId, (definition) => {
    if (definition.authorizers.some(({ name }) => name === input.Name))
      throw conflict(`Authorizer with name ${input.Name} already exists for this API`);
    const authorizer: Authorizer = {
      id: ctx.chance.alnum(6),
      type: input.AuthorizerType,
      ...(settings(input) as { name: string }),
      identitySource: input.IdentitySource ?? [],
      simpleResponses: input.EnableSimpleResponses ?? false,
      ttlSeconds: input.AuthorizerResultTtlInSeconds ?? 0,
    };
    check(authorizer);
    definition.authorizers.push(authorizer);
    return shownAuthorizer(authorizer);
  }),
);

export const UpdateAuthorizer = on("UpdateAuthorizer", async (ctx, input) => {
  const shown = await change(ctx, input.ApiId, (definition) => {
    const authorizer = one(definition.authorizers, "Authorizer", input.AuthorizerId);
    Object.assign(authorizer, settings(input), defined({ type: input.AuthorizerType }));
    check(authorizer);
    return shownAuthorizer(authorizer);
  });
  await forget(ctx, { api: input.ApiId, authorizer: input.AuthorizerId });
  return shown;
});

export const GetAuthorizer = on("GetAuthorizer", (ctx, input) =>
  ctx.view(async (tx) =>
    shownAuthorizer(
      one(
        (await apiOf(ctx, tx, input.ApiId)).definition.authorizers,
        "Authorizer",
        input.AuthorizerId,
      ),
    ),
  ),
);

export const GetAuthorizers = on("GetAuthorizers", (ctx, input) =>
  ctx.view(async (tx) =>
    pageOf((await apiOf(ctx, tx, input.ApiId)).definition.authorizers.map(shownAuthorizer), input),
  ),
);

export const DeleteAuthorizer = on("DeleteAuthorizer", async (ctx, input) => {
  await change(ctx, input.ApiId, (definition) => {
    one(definition.authorizers, "Authorizer", input.AuthorizerId);
    definition.authorizers = definition.authorizers.filter((a) => a.id !== input.AuthorizerId);
  });
  await forget(ctx, { api: input.ApiId, authorizer: input.AuthorizerId });
  return {};
});

export const ResetAuthorizersCache = on("ResetAuthorizersCache", async (ctx, input) => {
  await ctx.view((tx) => apiOf(ctx, tx, input.ApiId));
  await forget(ctx, { api: input.ApiId, stage: input.StageName });
  return {};
});

/** What was said of callers is asked for again. */
async function forget(
  ctx: Ctx,
  where: { api: string; stage?: string; authorizer?: string },
): Promise<void> {
  await ctx.update((tx) => tx.verdict.removeAll(where));
}

function settings(input: {
  readonly Name?: string;
  readonly AuthorizerUri?: string;
  readonly AuthorizerPayloadFormatVersion?: string;
  readonly AuthorizerCredentialsArn?: string;
  readonly AuthorizerResultTtlInSeconds?: number;
  readonly EnableSimpleResponses?: boolean;
  readonly IdentitySource?: readonly string[];
  readonly JwtConfiguration?: { readonly Issuer?: string; readonly Audience?: readonly string[] };
}): Partial<Authorizer> {
  return defined({
    name: input.Name,
    uri: input.AuthorizerUri,
    payloadFormat: input.AuthorizerPayloadFormatVersion,
    credentialsArn: input.AuthorizerCredentialsArn,
    ttlSeconds: input.AuthorizerResultTtlInSeconds,
    simpleResponses: input.EnableSimpleResponses,
    identitySource: input.IdentitySource && [...input.IdentitySource],
    issuer: input.JwtConfiguration?.Issuer,
    audience: input.JwtConfiguration?.Audience && [...input.JwtConfiguration.Audience],
  }) as Partial<Authorizer>;
}

/** @throws Fault BadRequestException for what cannot judge anybody. */
export function check(authorizer: Authorizer): void {
  const source = /^\$(request\.(header|querystring)\.[^\s]+|context\..+|stageVariables\..+)$/i;
  const wrong = authorizer.identitySource.find((text) => !source.test(text));
  if (wrong !== undefined) throw badRequest(`Invalid identity source expression: ${wrong}`);
  if (authorizer.type === "JWT") {
    if (authorizer.issuer === undefined)
      throw badRequest("Issuer is a required parameter for JWT authorizers");
    if (!URL.canParse(authorizer.issuer))
      throw badRequest(`Invalid issuer: ${authorizer.issuer}. Issuer must have a valid URL`);
    if (!authorizer.audience?.length)
      throw badRequest("Audience is a required parameter for JWT authorizers");
    if (authorizer.identitySource.length !== 1)
      throw badRequest("JWT authorizers require exactly one identity source");
    return;
  }
  if (authorizer.uri === undefined)
    throw badRequest("AuthorizerUri is a required parameter for REQUEST authorizers");
  if (authorizer.payloadFormat === undefined)
    throw badRequest(
      "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizers",
    );
  if (authorizer.simpleResponses && authorizer.payloadFormat === "1.0")
    throw badRequest("EnableSimpleResponses requires AuthorizerPayloadFormatVersion 2.0");
  if (authorizer.ttlSeconds > 0 && authorizer.identitySource.length === 0)
    throw badRequest("An identity source is required for caching");
}

function shownAuthorizer(authorizer: Readonly<Authorizer>) {
  const { issuer, audience } = authorizer;
  const common = {
    AuthorizerId: authorizer.id,
    AuthorizerType: authorizer.type,
    Name: authorizer.name,
    IdentitySource: authorizer.identitySource,
  };
  if (authorizer.type === "JWT")
    return { ...common, JwtConfiguration: { Audience: audience ?? [], Issuer: issuer ?? "" } };
  return {
    ...common,
    EnableSimpleResponses: authorizer.simpleResponses,
    AuthorizerResultTtlInSeconds: authorizer.ttlSeconds,
    ...defined({
      AuthorizerUri: authorizer.uri,
      AuthorizerPayloadFormatVersion: authorizer.payloadFormat,
      AuthorizerCredentialsArn: authorizer.credentialsArn,
    }),
  };
}
