/** The form that the properties of a GraphQL API must have; AWS tells the first place that has not. */
import { InvalidResource } from "../errors.ts";
import { isObject, type Json } from "../scope.ts";

type Form =
  | { readonly kind: "any" | "text" | "textOrMap" | "boolean" }
  | { readonly kind: "one of"; readonly texts: readonly string[] }
  | { readonly kind: "list" | "map"; readonly of: Form }
  | { readonly kind: "fields"; readonly required: Fields; readonly optional: Fields }
  | { readonly kind: "boolean or"; readonly of: Form };
type Fields = Readonly<Record<string, Form>>;

const any: Form = { kind: "any" };
const text: Form = { kind: "text" };
const oneOf = (...texts: string[]): Form => ({ kind: "one of", texts });
const map = (of: Form): Form => ({ kind: "map", of });
const list = (of: Form): Form => ({ kind: "list", of });
const fields = (required: Fields, optional: Fields = {}): Form => ({
  kind: "fields",
  required,
  optional,
});
const anyOf = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, any]));

const AUTHORIZER = {
  required: {
    Type: oneOf("AWS_IAM", "API_KEY", "AWS_LAMBDA", "OPENID_CONNECT", "AMAZON_COGNITO_USER_POOLS"),
  },
  optional: {
    LambdaAuthorizer: fields(
      anyOf("AuthorizerUri"),
      anyOf("AuthorizerResultTtlInSeconds", "IdentityValidationExpression"),
    ),
    OpenIDConnect: fields({}, anyOf("AuthTTL", "ClientId", "IatTTL", "Issuer")),
    UserPool: fields(anyOf("UserPoolId"), anyOf("AppIdClientRegex", "AwsRegion", "DefaultAction")),
  },
};
const authorizer = fields(AUTHORIZER.required, AUTHORIZER.optional);

const dynamoDb = fields(anyOf("TableName"), {
  ...anyOf("ServiceRoleArn", "TableArn", "Name", "Description", "Region"),
  Permissions: list(oneOf("Read", "Write")),
  DeltaSync: fields(anyOf("BaseTableTTL", "DeltaSyncTableName", "DeltaSyncTableTTL")),
  ...anyOf("UseCallerCredentials", "Versioned"),
});
const lambda = fields(anyOf("FunctionArn"), anyOf("ServiceRoleArn", "Name", "Description"));
const runtime = fields(anyOf("Name", "Version"));
const sync = fields(anyOf("ConflictDetection"), {
  ...anyOf("ConflictHandler"),
  LambdaConflictHandlerConfig: fields(anyOf("LambdaConflictHandlerArn")),
});
const code = anyOf("InlineCode", "CodeUri");

const graphQLFunction = fields(
  {},
  {
    DataSource: { kind: "textOrMap" },
    Runtime: runtime,
    ...code,
    ...anyOf("Description", "MaxBatchSize"),
    Name: text,
    ...anyOf("Id"),
    Sync: sync,
  },
);
const resolver = fields(
  {},
  {
    FieldName: text,
    Caching: fields(anyOf("Ttl"), { CachingKeys: list(any) }),
    ...code,
    ...anyOf("MaxBatchSize"),
    Pipeline: list(text),
    Runtime: runtime,
    Sync: sync,
  },
);

const API = fields(
  { Auth: fields(AUTHORIZER.required, { ...AUTHORIZER.optional, Additional: list(authorizer) }) },
  {
    Tags: map(any),
    ...anyOf("Name"),
    XrayEnabled: { kind: "boolean" },
    ...anyOf("SchemaInline", "SchemaUri"),
    Logging: {
      kind: "boolean or",
      of: fields({}, anyOf("CloudWatchLogsRoleArn", "ExcludeVerboseContent", "FieldLogLevel")),
    },
    DataSources: fields({}, { DynamoDb: map(dynamoDb), Lambda: map(lambda) }),
    Functions: map(graphQLFunction),
    Resolvers: map(map(resolver)),
    ApiKeys: map(fields({}, anyOf("ApiKeyId", "Description", "ExpiresOn"))),
    DomainName: fields(anyOf("CertificateArn", "DomainName"), anyOf("Description")),
    Cache: fields(
      anyOf("ApiCachingBehavior", "Ttl", "Type"),
      anyOf("AtRestEncryptionEnabled", "TransitEncryptionEnabled"),
    ),
    ...anyOf(
      "Visibility",
      "OwnerContact",
      "IntrospectionConfig",
      "QueryDepthLimit",
      "ResolverCountLimit",
    ),
  },
);

/** @throws InvalidResource */
export function checkForm(id: string, properties: Json): void {
  const wrong = wrongPlace(properties, API);
  if (wrong !== undefined)
    throw new InvalidResource(id, `Property '${wrong.join(".")}' is invalid.`);
}

type Place = readonly (string | number)[];

function wrongPlace(value: unknown, form: Form): Place | undefined {
  const when = (holds: boolean): Place | undefined => (holds ? undefined : []);
  switch (form.kind) {
    case "any":
      return undefined;
    case "text":
      return when(typeof value === "string" || typeof value === "number");
    case "textOrMap":
      return when(typeof value === "string" || typeof value === "number" || isObject(value));
    case "boolean":
      return when(isBoolean(value));
    case "one of":
      return when(typeof value === "string" && form.texts.includes(value));
    case "boolean or":
      return isBoolean(value) ? undefined : wrongPlace(value, form.of);
    case "list":
      return Array.isArray(value)
        ? firstOf([...value.entries()], (item) => wrongPlace(item, form.of))
        : [];
    case "map":
      return isObject(value)
        ? firstOf(Object.entries(value), (item) => wrongPlace(item, form.of))
        : [];
    case "fields":
      return isObject(value) ? wrongField(value, form.required, form.optional) : [];
  }
}

const isBoolean = (value: unknown): boolean =>
  typeof value === "boolean" ||
  value === 0 ||
  value === 1 ||
  (typeof value === "string" && /^(0|1|on|off|t|f|true|false|y|n|yes|no)$/i.test(value));

function wrongField(value: Json, required: Fields, optional: Fields): Place | undefined {
  const declared = { ...required, ...optional };
  const given = Object.entries(declared).map(([name]) => [name, value[name]] as const);
  const wrong = firstOf(given, (item, name) => {
    if (item === undefined || item === null) return Object.hasOwn(required, name) ? [] : undefined;
    return wrongPlace(item, declared[name]!);
  });
  if (wrong !== undefined) return wrong;
  const other = Object.keys(value).find((name) => !Object.hasOwn(declared, name));
  return other === undefined ? undefined : [other];
}

function firstOf<K extends string | number>(
  entries: readonly (readonly [K, unknown])[],
  wrong: (item: unknown, key: K) => Place | undefined,
): Place | undefined {
  for (const [key, item] of entries) {
    const place = wrong(item, key);
    if (place !== undefined) return [key, ...place];
  }
  return undefined;
}
