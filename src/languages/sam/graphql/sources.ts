/** Data sources of a GraphQL API, the roles by which it uses them, and what these may do. */
import { connector } from "../connectors/connector.ts";
import { trustOf } from "../policies.ts";
import { truthy } from "../python.ts";
import { readResource, type Resource } from "../resource.ts";
import { isObject, type Json, ref, sub } from "../scope.ts";
import { type Making, set } from "./api.ts";

/** @throws InvalidResource */
export function dataSources(making: Making): Resource[] {
  const given = making.given.properties["DataSources"];
  if (!isObject(given)) return [];
  return [
    ...each(given["DynamoDb"], (name, source) => dynamoDb(making, name, source)),
    ...each(given["Lambda"], (name, source) => lambda(making, name, source)),
  ];
}

function each(given: unknown, make: (name: string, source: Json) => Resource[]): Resource[] {
  if (!isObject(given)) return [];
  return Object.entries(given as Record<string, Json>).flatMap(([name, one]) => make(name, one));
}

function dynamoDb(making: Making, name: string, source: Json): Resource[] {
  const region = set(source["Region"]) ?? ref("AWS::Region");
  const made = making.part(`${name}DynamoDBDataSource`, "AWS::AppSync::DataSource", {
    Name: set(source["Name"]) ?? name,
    Type: "AMAZON_DYNAMODB",
    ApiId: making.apiId,
    Description: source["Description"],
    DynamoDBConfig: {
      AwsRegion: region,
      TableName: source["TableName"],
      ...(truthy(source["UseCallerCredentials"])
        ? { UseCallerCredentials: source["UseCallerCredentials"] }
        : {}),
      ...(truthy(source["Versioned"]) ? { Versioned: source["Versioned"] } : {}),
      ...(isObject(source["DeltaSync"]) ? { DeltaSyncConfig: source["DeltaSync"] } : {}),
    },
  });
  const table =
    set(source["TableArn"]) ??
    sub("arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}", {
      __TableName__: source["TableName"],
      __Region__: region,
    });
  const permissions = set(source["Permissions"]) ?? ["Read", "Write"];
  const destination = { Type: "AWS::DynamoDB::Table", Arn: table };
  return withRole(making, name, made, source, "ToTableConnector", destination, permissions);
}

function lambda(making: Making, name: string, source: Json): Resource[] {
  const made = making.part(`${name}LambdaDataSource`, "AWS::AppSync::DataSource", {
    Name: set(source["Name"]) ?? name,
    Type: "AWS_LAMBDA",
    ApiId: making.apiId,
    Description: source["Description"],
    LambdaConfig: { LambdaFunctionArn: source["FunctionArn"] },
  });
  const destination = { Type: "AWS::Lambda::Function", Arn: source["FunctionArn"] };
  return withRole(making, name, made, source, "ToLambdaConnector", destination, ["Write"]);
}

/** The data source with its role, unless it has one, and what the role may do. */
function withRole(
  making: Making,
  name: string,
  made: Resource,
  source: Json,
  suffix: string,
  Destination: Json,
  Permissions: unknown,
): Resource[] {
  making.sourceNames.set(name, made.getAtt("Name"));
  if (truthy(source["ServiceRoleArn"])) {
    made.properties["ServiceRoleArn"] = source["ServiceRoleArn"];
    return [made];
  }
  const own = made.id.slice(making.given.id.length);
  const role = making.part(`${own}Role`, "AWS::IAM::Role", {
    AssumeRolePolicyDocument: trustOf("appsync.amazonaws.com"),
  });
  made.properties["ServiceRoleArn"] = role.getAtt("Arn");
  const Source = {
    Type: "AWS::AppSync::DataSource",
    Arn: made.getAtt("DataSourceArn"),
    RoleName: role.ref(),
  };
  const connected = connect(making, `${made.id}${suffix}`, { Source, Destination, Permissions });
  return [made, role, ...connected];
}

/** The right of the API to call a function that authorizes its callers. */
export function lambdaConnector(making: Making, Arn: unknown, number: number): Resource[] {
  const { id } = making.given;
  return connect(making, `${id}ToLambdaAuthConnector${number}`, {
    Source: { Type: "AWS::AppSync::GraphQLApi", Arn: ref(id), ResourceId: making.apiId },
    Destination: { Type: "AWS::Lambda::Function", Arn },
    Permissions: ["Write"],
  });
}

function connect({ scope }: Making, id: string, Properties: Json): Resource[] {
  const given = readResource(id, { Type: connector.type, Properties }, connector.properties);
  return connector.translate(scope, given);
}
