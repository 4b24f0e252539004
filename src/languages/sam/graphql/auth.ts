/** Who may call a GraphQL API. */
import { InvalidResource } from "../errors.ts";
import { given as present } from "../resource.ts";
import type { Json } from "../scope.ts";

export interface Authorization {
  /** Properties of the API. */
  readonly properties: Json;
  /** Functions that authorize callers, which the API must be allowed to call. */
  readonly functionArns: readonly unknown[];
}

/** Settings that a type of authorizer needs: the property here, and AppSync's. */
const NEEDED: Readonly<Record<string, readonly [string, string]>> = {
  AWS_LAMBDA: ["LambdaAuthorizer", "LambdaAuthorizerConfig"],
  OPENID_CONNECT: ["OpenIDConnect", "OpenIDConnectConfig"],
  AMAZON_COGNITO_USER_POOLS: ["UserPool", "UserPoolConfig"],
};

/** @throws InvalidResource */
export function authorize(id: string, auth: Json): Authorization {
  const { Additional: additional, ...first } = auth;
  const functionArns: unknown[] = [];
  const settings = (one: Json, index?: number): Json => {
    const found = settingsOf(id, one, index);
    const uri = (found["LambdaAuthorizerConfig"] as Json | undefined)?.["AuthorizerUri"];
    if (uri !== undefined) functionArns.push(uri);
    return { AuthenticationType: one["Type"], ...found };
  };
  const own = settings(first);
  const others = ((additional as Json[] | undefined | null) ?? []).map(settings);
  return {
    properties: {
      ...own,
      ...(others.length > 0 ? { AdditionalAuthenticationProviders: others } : {}),
    },
    functionArns,
  };
}

function settingsOf(id: string, auth: Json, index: number | undefined): Json {
  const path = index ? `Auth.Additional.${index}` : "Auth";
  if (Object.keys(present(auth)).length > 2)
    throw new InvalidResource(
      id,
      `'${path}' has more than one authentication configuration defined.`,
    );
  const type = String(auth["Type"]);
  if (!Object.hasOwn(NEEDED, type)) return {};
  const [name, config] = NEEDED[type]!;
  const settings = auth[name] as Json | undefined | null;
  if (settings === undefined || settings === null)
    throw new InvalidResource(id, `'${name}' must be defined if type is '${type}'.`);
  const set = present(settings);
  // Only the first user pool has a default action.
  if (index !== undefined && name === "UserPool") delete set["DefaultAction"];
  return { [config]: set };
}
