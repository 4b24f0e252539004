/** Authorizers of REST APIs: user pools of Cognito, functions, IAM. */
import { InvalidResource } from "../errors.ts";
import { demand } from "../properties.ts";
import { type Dict27, pythonStr, Text27, toPython27, truthy } from "../python.ts";
import { isObject, type Json } from "../scope.ts";
import { dict } from "./document.ts";

const IDENTITY: readonly (readonly [string, string])[] = [
  ["Headers", "method.request.header."],
  ["QueryStrings", "method.request.querystring."],
  ["StageVariables", "stageVariables."],
  ["Context", "context."],
];

/** An authorizer of a REST API. */
export class Authorizer {
  readonly key: Text27;
  /** As the document has them. */
  readonly scopes: unknown;
  readonly functionArn: unknown;
  /** Whether API Gateway gets no permission to invoke the function. */
  readonly withoutPermission: boolean;
  readonly #payload: string;

  /** @throws InvalidResource */
  constructor(
    readonly apiId: string,
    readonly name: string,
    private readonly given: Json,
    private readonly partition: string,
    private readonly iam = false,
  ) {
    const payload = given["FunctionPayloadType"];
    const identity = given["Identity"];
    if (payload !== undefined && payload !== null && payload !== "TOKEN" && payload !== "REQUEST")
      throw new InvalidResource(
        apiId,
        `${name} Authorizer has invalid 'FunctionPayloadType': ${pythonStr(payload)}.`,
      );
    if (payload === "REQUEST" && this.#lacksSource(identity))
      throw new InvalidResource(
        apiId,
        `${name} Authorizer must specify Identity with at least one of Headers, QueryStrings, StageVariables, or Context.`,
      );
    const scopes = given["AuthorizationScopes"] ?? [];
    demand(apiId, `Authorizers.${name}.AuthorizationScopes`, scopes, "list");
    const without = given["DisableFunctionDefaultPermissions"] ?? false;
    demand(apiId, `Authorizers.${name}.DisableFunctionDefaultPermissions`, without, "boolean");
    this.key = new Text27(name);
    this.scopes = toPython27(scopes);
    this.functionArn = given["FunctionArn"];
    this.withoutPermission = without === true;
    this.#payload = payload === "REQUEST" ? "REQUEST" : "TOKEN";
  }

  #lacksSource(identity: unknown): boolean {
    if (!truthy(identity)) return true;
    demand(this.apiId, `Authorizer.${this.name}.Identity`, identity, "map");
    const map = identity as Json;
    const lacks = IDENTITY.every(([name]) => !truthy(map[name]));
    const ttl = map["ReauthorizeEvery"];
    const isNumber =
      typeof ttl === "number" ||
      typeof ttl === "boolean" ||
      (typeof ttl === "string" && /^\s*[+-]?\d+\s*$/.test(ttl));
    return isNumber ? Math.trunc(Number(ttl)) > 0 && lacks : lacks;
  }

  /** The security definition. */
  definition(): Dict27 {
    const cognito = !this.iam && truthy(this.given["UserPoolArn"]);
    const out = dict({ type: "apiKey", name: this.#header(cognito), in: "header" });
    const type = this.iam ? "awsSigv4" : cognito ? "cognito_user_pools" : "custom";
    out.set("x-amazon-apigateway-authtype", type);
    if (this.iam) return out;
    const authorizer = cognito ? this.#cognito() : this.#lambda();
    out.set("x-amazon-apigateway-authorizer", authorizer);
    if (cognito || this.#payload === "TOKEN") {
      const expression = this.#identity("ValidationExpression");
      if (truthy(expression))
        authorizer.set("identityValidationExpression", toPython27(expression));
    }
    return out;
  }

  #identity(name: string): unknown {
    const identity = this.given["Identity"];
    return isObject(identity) ? identity[name] : undefined;
  }

  #header(cognito: boolean): unknown {
    if (!this.iam && !cognito && this.#payload === "REQUEST") return "Unused";
    const identity = this.given["Identity"];
    if (truthy(identity) && !isObject(identity))
      throw new InvalidResource(
        this.apiId,
        "Auth.Authorizers.<Authorizer>.Identity must be a dict (LambdaTokenAuthorizationIdentity, LambdaRequestAuthorizationIdentity or CognitoAuthorizationIdentity).",
      );
    const header = this.#identity("Header");
    return truthy(header) ? toPython27(header) : "Authorization";
  }

  #cognito(): Dict27 {
    const pools = this.given["UserPoolArn"];
    return dict({
      type: "cognito_user_pools",
      providerARNs: toPython27(Array.isArray(pools) ? pools : [pools]),
    });
  }

  #lambda(): Dict27 {
    const uri = `arn:${this.partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations`;
    const out = dict({
      type: this.#payload.toLowerCase(),
      authorizerUri: {
        "Fn::Sub": [uri, { __FunctionArn__: toPython27(this.functionArn) ?? null }],
      },
    });
    const ttl = this.#identity("ReauthorizeEvery");
    if (ttl !== undefined && ttl !== null) out.set("authorizerResultTtlInSeconds", toPython27(ttl));
    const role = this.given["FunctionInvokeRole"];
    if (truthy(role) && role !== "NONE") out.set("authorizerCredentials", toPython27(role));
    if (this.#payload === "REQUEST") {
      const source = this.#source();
      if (source !== "") out.set("identitySource", new Text27(source));
    }
    return out;
  }

  #source(): string {
    return IDENTITY.flatMap(([name, prefix]) => {
      const values = this.#identity(name);
      if (!truthy(values)) return [];
      const path = `Auth.Authorizers.${this.name}.Identity.${name}`;
      demand(this.apiId, path, values, "list");
      return (values as unknown[]).map((value, index) => {
        demand(this.apiId, `${path}[${index}]`, value, "string");
        return prefix + String(value);
      });
    }).join(", ");
  }
}
