/** AWS::Serverless::WebFunction: a web application on Lambda, its revision, and the endpoint that leads to it. */
import { InvalidResource } from "../errors.ts";
import { s3Place } from "../functions/code.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { awsPolicy, roleFor, trustOf } from "../policies.ts";
import {
  INTEGER,
  LIST,
  MAP,
  oneOf,
  passed,
  type Properties,
  property,
  STRING,
} from "../properties.ts";
import { pythonStr, truthy } from "../python.ts";
import { type Given, Resource, samTags } from "../resource.ts";
import { isObject, type Json, type SamType, type Scope } from "../scope.ts";
import { checkWebFunction } from "./checks.ts";
import { replicaRegions } from "./regions.ts";

const DECLARED: Properties = {
  FunctionName: property(oneOf(STRING, MAP)),
  Tags: property(MAP),
  ReplicaRegions: property(oneOf(LIST, MAP)),
  AuthType: passed(),
  Runtime: passed(),
  CodeUri: passed(),
  InlineCode: passed(),
  RevisionDescription: passed(),
  KmsKeyArn: passed(),
  ExecutionRoleArn: property(STRING),
  EnvironmentVariables: property(MAP),
  EntryPoint: passed(),
  MaxConcurrencyPerEnvironment: passed(),
  EgressNetworkConnectorArn: passed(),
  Timeout: property(INTEGER),
  LoggingConfig: passed(),
  RevisionWeights: passed(),
  EndpointName: passed(),
  EndpointType: passed(),
  EndpointDescription: passed(),
  ScalingConfig: passed(),
  ThrottleConfig: passed(),
  AutoDeploymentMode: passed(),
};

const DEFAULT_TIMEOUT_SECONDS = 30;

export const webFunction: SamType = {
  type: "AWS::Serverless::WebFunction",
  properties: DECLARED,
  translate(scope, given) {
    checkWebFunction(scope, given);
    const { id, properties, shared } = given;
    const own = properties["ExecutionRoleArn"] ?? undefined;
    const role = own === undefined ? executionRole(scope, given) : undefined;
    const FunctionName = nameOf(given);
    const made = new Resource(
      id,
      "AWS::Lambda::WebFunction",
      { FunctionName, Tags: samTags(id, properties["Tags"]) },
      given.attributes,
      given.dependsOn,
    );
    const revision = new Resource(
      `${id}Revision`,
      "AWS::Lambda::WebFunctionRevision",
      {
        FunctionName,
        Description: properties["RevisionDescription"],
        KmsKeyArn: properties["KmsKeyArn"],
        BuildConfig: buildOf(given),
        ServiceConfig: serviceOf(given, own ?? role!.getAtt("Arn")),
      },
      shared,
      [id],
    );
    const endpoint = endpointOf(given, FunctionName, revision);
    return [...(role === undefined ? [] : [role]), made, revision, endpoint];
  },
};

/** The three resources share the name; one that is not given is of the id and a part of the stack's. */
function nameOf({ id, properties }: Given): unknown {
  if (truthy(properties["FunctionName"])) return properties["FunctionName"];
  const part = (list: Json, index: number) => ({ "Fn::Select": [index, list] });
  const split = (by: string, what: Json) => ({ "Fn::Split": [by, what] });
  const guid = part(split("/", { Ref: "AWS::StackId" }), 2);
  return {
    "Fn::Sub": [
      `${id.slice(0, 55)}-\${StackIdSuffix}`,
      { StackIdSuffix: part(split("-", guid), 0) },
    ],
  };
}

function buildOf({ id, properties }: Given): Json {
  const code = codeOf(id, properties);
  const runtime = properties["Runtime"] ?? undefined;
  if (runtime === undefined) throw new InvalidResource(id, "'Runtime' is required.");
  return { CodeConfig: { S3Object: code }, RuntimeConfig: { Runtime: runtime } };
}

function codeOf(id: string, { CodeUri: uri, InlineCode: inline }: Json): Json {
  const given = (value: unknown) => value !== undefined && value !== null;
  if (given(uri) && given(inline))
    throw new InvalidResource(id, "Only one of 'InlineCode' or 'CodeUri' can be set.");
  if (!truthy(uri))
    throw new InvalidResource(
      id,
      truthy(inline)
        ? "'InlineCode' is not yet supported for 'AWS::Serverless::WebFunction'. Please use 'CodeUri' instead."
        : "Either 'InlineCode' or 'CodeUri' must be set.",
    );
  const { bucket, key, version } = s3Place(id, uri, "CodeUri");
  return { Bucket: bucket, Key: key, ...(version === undefined ? {} : { VersionId: version }) };
}

function serviceOf({ id, properties }: Given, role: unknown): Json {
  const { LoggingConfig, MaxConcurrencyPerEnvironment, EgressNetworkConnectorArn } = properties;
  const variables = variablesOf(id, properties);
  return {
    ExecutionRoleArn: role,
    ...(variables === undefined ? {} : { EnvironmentVariables: variables }),
    ...(truthy(LoggingConfig) ? { TelemetryConfig: { LoggingConfig } } : {}),
    ...((MaxConcurrencyPerEnvironment ?? undefined) === undefined
      ? {}
      : { MaxConcurrencyPerEnvironment }),
    ...((EgressNetworkConnectorArn ?? undefined) === undefined
      ? {}
      : { EgressNetworkConnectorArn }),
    TimeoutSeconds: truthy(properties["Timeout"]) ? properties["Timeout"] : DEFAULT_TIMEOUT_SECONDS,
  };
}

/** Variables are texts; the entry point is one of them. */
function variablesOf(id: string, properties: Json): unknown {
  const { EnvironmentVariables: given, EntryPoint: entry } = properties;
  if (isIntrinsic(given)) {
    if (!truthy(entry)) return given;
    throw new InvalidResource(
      id,
      "'EntryPoint' cannot be used when 'EnvironmentVariables' is an intrinsic function.",
    );
  }
  const texts = Object.entries(isObject(given) ? given : {}).map(([name, value]) => {
    if (typeof value === "boolean") return [name, String(value)];
    return [name, typeof value === "number" || value instanceof Number ? pythonStr(value) : value];
  });
  if (truthy(entry)) texts.push(["AWS_LAMBDA_NODEJS_ENTRYPOINT", entry]);
  return texts.length === 0 ? undefined : Object.fromEntries(texts);
}

function endpointOf({ id, properties, shared }: Given, name: unknown, revision: Resource) {
  const weights = properties["RevisionWeights"];
  const or = (property: string, otherwise: string) =>
    truthy(properties[property]) ? properties[property] : otherwise;
  return new Resource(
    `${id}Endpoint`,
    "AWS::Lambda::WebFunctionEndpoint",
    {
      FunctionName: name,
      EndpointName: or("EndpointName", "prod"),
      EndpointType: or("EndpointType", "HomeRegion"),
      AuthType: properties["AuthType"],
      RevisionWeights: truthy(weights)
        ? Object.entries(weights as Json).map(([RevisionId, Weight]) => ({ RevisionId, Weight }))
        : [{ RevisionId: revision.getAtt("RevisionId"), Weight: 100 }],
      Regions: replicaRegions(id, properties["ReplicaRegions"]),
      Description: properties["EndpointDescription"],
      ScalingConfig: properties["ScalingConfig"],
      ThrottleConfig: properties["ThrottleConfig"],
    },
    shared,
    [id, revision.id],
  );
}

function executionRole(scope: Scope, { id, properties, shared }: Given): Resource {
  return roleFor(scope, {
    id,
    attributes: shared,
    trust: trustOf("lambda.amazonaws.com"),
    policies: undefined,
    managed: [awsPolicy(scope, "service-role/AWSLambdaBasicExecutionRole")],
    tags: samTags(id, properties["Tags"]),
  });
}
