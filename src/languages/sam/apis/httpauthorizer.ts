/** Authorizers of HTTP APIs: JSON web tokens, functions, IAM. */
import { InvalidResource } from "../errors.ts";
import { demand } from "../properties.ts";
import { truthy } from "../python.ts";
import { isObject, type Json } from "../scope.ts";

type Kind = "JWT" | "REQUEST" | "AWS_IAM";

/** Properties in the order of their check, with the kind that has them and how AWS names it. */
const PROPERTIES: readonly (readonly [string, Kind, string])[] = [
  ["AuthorizationScopes", "JWT", "OAuth2 Authorizer"],
  ["JwtConfiguration", "JWT", "OAuth2 Authorizer"],
  [
    "IdentitySource",
    "JWT",
    "OAuth2 Authorizer. For Lambda Authorizer, use the 'Identity' property instead",
  ],
  ["FunctionArn", "REQUEST", "Lambda Authorizer"],
  ["FunctionInvokeRole", "REQUEST", "Lambda Authorizer"],
  ["Identity", "REQUEST", "Lambda Authorizer"],
  ["AuthorizerPayloadFormatVersion", "REQUEST", "Lambda Authorizer"],
  ["EnableSimpleResponses", "REQUEST", "Lambda Authorizer"],
  ["EnableFunctionDefaultPermissions", "REQUEST", "Lambda Authorizer"],
];

const IDENTITY: readonly (readonly [string, string])[] = [
  ["Headers", "$request.header."],
  ["QueryStrings", "$request.querystring."],
  ["StageVariables", "$stageVariables."],
  ["Context", "$context."],
];

/** An authorizer of an HTTP API. */
export class HttpAuthorizer {
  readonly #kind: Kind;

  /** @throws InvalidResource */
  constructor(
    private readonly apiId: string,
    private readonly name: string,
    private readonly given: Json,
    private readonly partition: string,
    iam = false,
  ) {
    const jwt = given["JwtConfiguration"];
    if (truthy(jwt)) demand(apiId, "JwtConfiguration", jwt, "map");
    this.#kind = iam ? "AWS_IAM" : truthy(jwt) ? "JWT" : "REQUEST";
    this.#check();
  }

  #check(): void {
    const refuse = (words: string): never => {
      throw new InvalidResource(this.apiId, words);
    };
    const scopes = this.given["AuthorizationScopes"] ?? [];
    if (!Array.isArray(scopes)) refuse("AuthorizationScopes must be a list.");
    for (const [property, kind, words] of PROPERTIES) {
      // An empty JwtConfiguration counts as none given.
      const value = property === "JwtConfiguration" ? undefined : this.given[property];
      if (value !== undefined && value !== null && kind !== this.#kind)
        refuse(`${property} is only supported for ${words}.`);
    }
    const must = (kind: string, property: string): void => {
      if (!truthy(this.given[property]))
        refuse(`${this.name} ${kind} Authorizer must define '${property}'.`);
    };
    if (this.#kind === "JWT") must("OAuth2", "IdentitySource");
    if (this.#kind === "REQUEST") {
      must("Lambda", "FunctionArn");
      must("Lambda", "AuthorizerPayloadFormatVersion");
    }
    const permissions = this.given["EnableFunctionDefaultPermissions"] ?? false;
    const path = `Authorizers.${this.name}.EnableFunctionDefaultPermissions`;
    demand(this.apiId, path, permissions, "boolean");
  }

  get scopes(): unknown {
    return this.given["AuthorizationScopes"] ?? [];
  }

  /** The function that API Gateway gets the permission to invoke. */
  get permitted(): unknown {
    const allowed = this.given["EnableFunctionDefaultPermissions"] === true;
    return allowed && truthy(this.given["FunctionArn"]) ? this.given["FunctionArn"] : undefined;
  }

  /** The security scheme. */
  scheme(): Json {
    const header = { type: "apiKey", in: "header" };
    if (this.#kind === "AWS_IAM")
      return { ...header, name: "Authorization", "x-amazon-apigateway-authtype": "awsSigv4" };
    if (this.#kind === "REQUEST")
      return { ...header, name: "Unused", "x-amazon-apigateway-authorizer": this.#request() };
    const jwtConfiguration = Object.fromEntries(
      Object.entries(this.given["JwtConfiguration"] as Json).map(([key, value]) => [
        key.toLowerCase(),
        value,
      ]),
    );
    const identitySource = this.given["IdentitySource"];
    return {
      type: "oauth2",
      "x-amazon-apigateway-authorizer": { jwtConfiguration, identitySource, type: "jwt" },
    };
  }

  #request(): Json {
    const { FunctionArn, FunctionInvokeRole: role, Identity: identity } = this.given;
    const uri = `arn:${this.partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations`;
    const out: Json = {
      type: "request",
      authorizerUri: { "Fn::Sub": [uri, { __FunctionArn__: FunctionArn }] },
      authorizerPayloadFormatVersion: this.given["AuthorizerPayloadFormatVersion"],
    };
    if (truthy(role) && role !== "NONE") out["authorizerCredentials"] = role;
    if (truthy(identity)) {
      demand(this.apiId, `Auth.Authorizers.${this.name}.Identity`, identity, "map");
      const ttl = isObject(identity) ? identity["ReauthorizeEvery"] : undefined;
      if (ttl !== undefined && ttl !== null) out["authorizerResultTtlInSeconds"] = ttl;
      out["identitySource"] = this.#source(identity as Json);
    }
    if (truthy(this.given["EnableSimpleResponses"]))
      out["enableSimpleResponses"] = this.given["EnableSimpleResponses"];
    return out;
  }

  #source(identity: Json): string[] {
    return IDENTITY.flatMap(([name, prefix]) => {
      const values = identity[name];
      if (!truthy(values)) return [];
      const path = `Authorizers.${this.name}.Identity.${name}`;
      demand(this.apiId, path, values, "list");
      return (values as unknown[]).map((value, index) => {
        demand(this.apiId, `${path}[${index}]`, value, "string");
        return prefix + String(value);
      });
    });
  }
}
