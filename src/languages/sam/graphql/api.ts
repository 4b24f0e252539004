/**
 * AWS::Serverless::GraphQLApi: an AppSync API with its schema, keys, cache, domain, data sources,
 * functions and resolvers.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html
 */
import { InvalidResource } from "../errors.ts";
import { trustOf } from "../policies.ts";
import { BOOLEAN, known, MAP, oneOf, passed, type Properties, STRING } from "../properties.ts";
import { truthy } from "../python.ts";
import { type Given, Resource, tagList } from "../resource.ts";
import { getAtt, isObject, type Json, type SamType, type Scope, sub } from "../scope.ts";
import { authorize } from "./auth.ts";
import { checkForm } from "./forms.ts";
import { graphQLFunctions, resolvers } from "./resolvers.ts";
import { dataSources, lambdaConnector } from "./sources.ts";

const DECLARED: Properties = {
  Name: passed(),
  Tags: known(MAP),
  XrayEnabled: passed(),
  Auth: known(MAP, true),
  SchemaInline: known(STRING),
  SchemaUri: known(STRING),
  Logging: known(oneOf(MAP, BOOLEAN)),
  DataSources: known(MAP),
  Functions: known(MAP),
  Resolvers: known(MAP),
  ApiKeys: known(MAP),
  DomainName: known(MAP),
  Cache: known(MAP),
  Visibility: passed(),
  OwnerContact: passed(),
  IntrospectionConfig: passed(),
  QueryDepthLimit: passed(),
  ResolverCountLimit: passed(),
};

/** What the parts of an API share while it is made. */
export interface Making {
  readonly scope: Scope;
  readonly given: Given;
  readonly apiId: Json;
  /** What stands for the names of data sources and the ids of functions, by their names here. */
  readonly sourceNames: Map<string, unknown>;
  readonly functionIds: Map<string, unknown>;
  /** A resource of the API, by what its id ends in. */
  part(suffix: string, type: string, properties: Json): Resource;
}

/** A value where there is one: empty ones count as none. */
export const set = (value: unknown): unknown => (truthy(value) ? value : undefined);

export const graphQLApi: SamType = {
  type: "AWS::Serverless::GraphQLApi",
  properties: DECLARED,
  /** Properties that it does not have are passed over. */
  before(_scope, _id, properties) {
    for (const name of Object.keys(properties))
      if (!Object.hasOwn(DECLARED, name)) delete properties[name];
  },
  translate(scope, given) {
    const { id, properties } = given;
    checkForm(id, properties);
    const making: Making = {
      scope,
      given,
      apiId: getAtt(id, "ApiId"),
      sourceNames: new Map(),
      functionIds: new Map(),
      part: (suffix, type, parts) =>
        new Resource(`${id}${suffix}`, type, parts, given.attributes, given.dependsOn),
    };
    const auth = authorize(id, properties["Auth"] as Json);
    const logging = loggingOf(making);
    const api = making.part("", "AWS::AppSync::GraphQLApi", {
      Name: set(properties["Name"]) ?? id,
      Visibility: set(properties["Visibility"]),
      OwnerContact: set(properties["OwnerContact"]),
      XrayEnabled: properties["XrayEnabled"],
      IntrospectionConfig: set(properties["IntrospectionConfig"]),
      QueryDepthLimit: set(properties["QueryDepthLimit"]),
      ResolverCountLimit: set(properties["ResolverCountLimit"]),
      ...auth.properties,
      Tags: tagList({ ...(properties["Tags"] as Json | undefined), "graphqlapi:createdBy": "SAM" }),
      LogConfig: logging?.config,
    });
    const schema = schemaOf(making);
    return [
      api,
      schema,
      ...auth.functionArns.flatMap((arn, index) => lambdaConnector(making, arn, index + 1)),
      ...(logging?.role === undefined ? [] : [logging.role]),
      ...keysOf(making),
      ...cacheOf(making),
      ...dataSources(making),
      ...domainOf(making),
      ...graphQLFunctions(making),
      ...resolvers(making, schema.id),
    ];
  },
};

function schemaOf({ given, part, apiId }: Making): Resource {
  const { SchemaInline: inline, SchemaUri: uri } = given.properties;
  if (!truthy(inline) && !truthy(uri))
    throw new InvalidResource(given.id, "One of 'SchemaInline' or 'SchemaUri' must be set.");
  if (truthy(inline) && truthy(uri))
    throw new InvalidResource(
      given.id,
      "Both 'SchemaInline' and 'SchemaUri' cannot be defined at the same time.",
    );
  return part("Schema", "AWS::AppSync::GraphQLSchema", {
    ApiId: apiId,
    Definition: inline,
    DefinitionS3Location: uri,
  });
}

/** Logging is on unless it is turned off; its role is made unless one is given. */
function loggingOf(making: Making): { config: Json; role?: Resource } | undefined {
  const given = making.given.properties["Logging"];
  if (given === false) return undefined;
  const own = isObject(given) ? given : {};
  const config: Json = {
    ...(truthy(own["ExcludeVerboseContent"])
      ? { ExcludeVerboseContent: own["ExcludeVerboseContent"] }
      : {}),
    FieldLogLevel: set(own["FieldLogLevel"]) ?? "ALL",
  };
  if (truthy(own["CloudWatchLogsRoleArn"]))
    return { config: { ...config, CloudWatchLogsRoleArn: own["CloudWatchLogsRoleArn"] } };
  const role = making.part("CloudWatchRole", "AWS::IAM::Role", {
    AssumeRolePolicyDocument: trustOf("appsync.amazonaws.com"),
    ManagedPolicyArns: [
      sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs"),
    ],
  });
  return { config: { ...config, CloudWatchLogsRoleArn: role.getAtt("Arn") }, role };
}

function keysOf({ given, part, apiId }: Making): Resource[] {
  const keys = given.properties["ApiKeys"];
  if (!isObject(keys)) return [];
  return Object.entries(keys as Record<string, Json>).map(([name, key]) =>
    part(name, "AWS::AppSync::ApiKey", {
      ApiId: apiId,
      ApiKeyId: key["ApiKeyId"],
      Description: key["Description"],
      Expires: key["ExpiresOn"],
    }),
  );
}

function cacheOf({ given, part, apiId }: Making): Resource[] {
  const cache = given.properties["Cache"];
  return isObject(cache)
    ? [part("ApiCache", "AWS::AppSync::ApiCache", { ApiId: apiId, ...cache })]
    : [];
}

function domainOf({ given, part, apiId }: Making): Resource[] {
  const domain = given.properties["DomainName"];
  if (!isObject(domain)) return [];
  const name = part("DomainName", "AWS::AppSync::DomainName", { ...domain });
  const association = part("DomainNameApiAssociation", "AWS::AppSync::DomainNameApiAssociation", {
    ApiId: apiId,
    DomainName: name.ref(),
  });
  return [name, association];
}
