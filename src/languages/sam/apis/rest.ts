/**
 * AWS::Serverless::Api: the API, a deployment named after what it deploys, its stage.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
import { InvalidResource } from "../errors.ts";
import { s3Place } from "../functions/code.ts";
import { withParameters } from "../intrinsics.ts";
import { BOOLEAN, INTEGER, known, LIST, MAP, oneOf, property, STRING } from "../properties.ts";
import {
  Dict27,
  fromPython27,
  idHash,
  pythonDump,
  pythonRepr,
  pythonStr,
  Text27,
  toPython27,
  truthy,
} from "../python.ts";
import { type Given, propagateTags, Resource, tagList } from "../resource.ts";
import { isObject, type Json, ref, type SamType, type Scope } from "../scope.ts";
import { at, dict, has, isMap, isOpenApi3 } from "./document.ts";
import { type Domain, restDomain } from "./domains.ts";
import { isImplicit, MANAGED } from "./implicit.ts";
import { asOpenApi3, editDefinition, permitted } from "./definition.ts";
import { usagePlan } from "./usage.ts";

const TEXT_OR_MAP = oneOf(STRING, MAP);

export const restApi: SamType = {
  type: "AWS::Serverless::Api",
  properties: {
    [MANAGED]: property(BOOLEAN),
    Name: property(TEXT_OR_MAP),
    StageName: property(TEXT_OR_MAP, true),
    Tags: property(MAP),
    PropagateTags: property(BOOLEAN),
    DefinitionBody: property(MAP),
    DefinitionUri: property(TEXT_OR_MAP),
    MergeDefinitions: known(BOOLEAN),
    CacheClusterEnabled: property(BOOLEAN),
    CacheClusterSize: property(STRING),
    Variables: property(MAP),
    EndpointConfiguration: property(TEXT_OR_MAP),
    MethodSettings: property(LIST),
    BinaryMediaTypes: property(LIST),
    MinimumCompressionSize: property(INTEGER),
    Cors: property(TEXT_OR_MAP),
    Auth: property(MAP),
    GatewayResponses: property(MAP),
    AccessLogSetting: property(MAP),
    CanarySetting: property(MAP),
    TracingEnabled: property(BOOLEAN),
    OpenApiVersion: property(STRING),
    Models: property(MAP),
    Domain: property(MAP),
    FailOnWarnings: property(BOOLEAN),
    Description: property(STRING),
    Mode: property(STRING),
    DisableExecuteApiEndpoint: property(BOOLEAN),
    ApiKeySourceType: property(STRING),
    AlwaysDeploy: known(BOOLEAN),
    Policy: property(TEXT_OR_MAP),
    SecurityPolicy: property(STRING),
    EndpointAccessMode: property(STRING),
  },
  referable: {
    Stage: "AWS::ApiGateway::Stage",
    Deployment: "AWS::ApiGateway::Deployment",
    DomainName: "AWS::ApiGateway::DomainName",
    DomainNameV2: "AWS::ApiGateway::DomainNameV2",
    UsagePlan: "AWS::ApiGateway::UsagePlan",
    UsagePlanKey: "AWS::ApiGateway::UsagePlanKey",
    ApiKey: "AWS::ApiGateway::ApiKey",
  },
  translate(scope, given) {
    const properties: Json = { ...given.properties };
    for (const name of ["BinaryMediaTypes", "Domain", "Auth"])
      properties[name] = withParameters(scope.values, properties[name]);
    const made = resources(scope, given, properties);
    propagateTags(made, properties["Tags"], properties["PropagateTags"]);
    return made;
  },
};

function resources(scope: Scope, given: Given, properties: Json): Resource[] {
  const { id, shared } = given;
  checkDefinition(id, properties);
  const api = restApiOf(scope, given, properties);
  const noted = toPython27(properties["Domain"]);
  const domain: Domain =
    noted === undefined || noted === null
      ? { resources: [] }
      : restDomain({ scope, apiId: id, shared }, properties["Domain"], noted as Dict27);
  const body = api.definition;
  const deployment = new Resource(
    `${id}Deployment${body === undefined ? "" : deploymentHash(scope, id, properties, body, noted, 10)}`,
    "AWS::ApiGateway::Deployment",
    {
      RestApiId: ref(id),
      StageName: truthy(properties["OpenApiVersion"]) ? undefined : "Stage",
      Description:
        body === undefined
          ? undefined
          : `RestApi deployment id: ${deploymentHash(scope, id, properties, body, noted, 40)}`,
    },
    shared,
  );
  const stage = stageOf(given, properties, deployment);
  const auth = properties["Auth"];
  const plan = truthy(auth) ? (auth as Json)["UsagePlan"] : undefined;
  return [
    api.resource,
    deployment,
    stage,
    ...permitted(scope, given, auth),
    ...domain.resources,
    ...usagePlan(scope, id, stage.id, shared, plan),
    ...(domain.association === undefined ? [] : [domain.association]),
  ];
}

function checkDefinition(id: string, properties: Json): void {
  const refuse = (words: string): never => {
    throw new InvalidResource(id, words);
  };
  const { DefinitionUri: uri, DefinitionBody: body, OpenApiVersion: version } = properties;
  if (truthy(uri) && truthy(body))
    refuse("Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
  if (truthy(uri) && truthy(properties["MergeDefinitions"]))
    refuse("Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.");
  if (truthy(version) && !/^[2-3](\.\d)(\.\d)?$/.test(pythonStr(version)))
    refuse("The OpenApiVersion value must be of the format '3.0.0'.");
}

/** Properties that the API takes as they are, where they are not empty. */
const PASSED = [
  "Name",
  "Description",
  "Mode",
  "ApiKeySourceType",
  "Policy",
  "SecurityPolicy",
  "EndpointAccessMode",
  "FailOnWarnings",
];

interface RestApi {
  readonly resource: Resource;
  /** What is deployed: the definition, or where it lies. */
  readonly definition: unknown;
}

function restApiOf(scope: Scope, given: Given, properties: Json): RestApi {
  const { id } = given;
  const made: Json = {
    BinaryMediaTypes: properties["BinaryMediaTypes"],
    MinimumCompressionSize: properties["MinimumCompressionSize"],
  };
  const endpoint = properties["EndpointConfiguration"];
  if (truthy(endpoint)) Object.assign(made, endpointOf(id, endpoint));
  const stage = properties["StageName"];
  const edited = editDefinition(scope, id, properties, {
    stage: isImplicit(id, properties) ? stage : toPython27(stage),
  });
  for (const name of PASSED) if (truthy(properties[name])) made[name] = properties[name];
  let definition: unknown;
  if (truthy(properties["DefinitionUri"])) {
    definition = locationOf(id, properties["DefinitionUri"]);
    made["BodyS3Location"] = fromPython27(definition);
  } else if (truthy(edited)) {
    definition = asOpenApi3(edited, properties["OpenApiVersion"]);
    made["Body"] = fromPython27(definition);
  }
  const resource = new Resource(
    id,
    "AWS::ApiGateway::RestApi",
    made,
    given.attributes,
    given.dependsOn,
  );
  return { resource, definition };
}

function endpointOf(id: string, given: unknown): Json {
  if (!isObject(given) || !truthy(given["Type"]))
    return {
      EndpointConfiguration: { Types: [given] },
      Parameters: { endpointConfigurationTypes: given },
    };
  const both = ["VPCEndpointIds", "VpcEndpointIds"].filter((name) => Object.hasOwn(given, name));
  if (both.length === 2)
    throw new InvalidResource(
      id,
      "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration.",
    );
  const endpoint: Json = { Types: [given["Type"]] };
  if (both.length === 1) {
    const first = given["VPCEndpointIds"];
    endpoint["VpcEndpointIds"] = truthy(first) ? first : (given["VpcEndpointIds"] ?? null);
  }
  if (Object.hasOwn(given, "IpAddressType")) endpoint["IpAddressType"] = given["IpAddressType"];
  return {
    EndpointConfiguration: endpoint,
    Parameters: { endpointConfigurationTypes: given["Type"] },
  };
}

function locationOf(id: string, uri: unknown): Dict27 {
  const notUri = () =>
    new InvalidResource(
      id,
      "'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
    );
  if (!isObject(uri) && typeof uri !== "string") throw notUri();
  const { bucket, key, version } = s3Place(id, uri, "DefinitionUri");
  const out = dict({ Bucket: toPython27(bucket), Key: toPython27(key) });
  if (version !== undefined) out.set("Version", toPython27(version));
  return out;
}

/** A deployment is made anew when what it deploys changes, so its id is a hash of that. */
function deploymentHash(
  scope: Scope,
  id: string,
  properties: Json,
  definition: unknown,
  domain: unknown,
  length: number,
): string {
  const version = properties["OpenApiVersion"];
  const parts = [pythonRepr(definition)];
  if (truthy(version)) parts.push(pythonStr(version));
  if (truthy(domain)) parts.push(pythonDump(domain));
  const names = functionNames(scope, id);
  if (names !== "") parts.push(names);
  if (truthy(properties["AlwaysDeploy"]))
    return idHash(String(Math.trunc(scope.options.nowSeconds ?? 0)), length);
  return idHash(parts.join("||"), length);
}

/** The given names of the functions that answer an API. */
function functionNames(scope: Scope, apiId: string): string {
  return Object.values(scope.resources)
    .flatMap((resource) => {
      const properties = resource["Properties"];
      if (resource["Type"] !== "AWS::Serverless::Function" || !isObject(properties)) return [];
      const events = isObject(properties["Events"]) ? Object.values(properties["Events"]) : [];
      const name = withParameters(scope.values, properties["FunctionName"]);
      return events
        .filter(isObject)
        .filter((event) => event["Type"] === "Api" && isObject(event["Properties"]))
        .filter((event) => {
          const api = (event["Properties"] as Json)["RestApiId"];
          return (isObject(api) && "Ref" in api ? api["Ref"] : api) === apiId;
        })
        .map(() =>
          truthy(name) ? pythonStr(typeof name === "string" ? name : toPython27(name)) : "",
        );
    })
    .join("");
}

/** Properties that the stage takes as they are. */
const STAGE = [
  "CacheClusterEnabled",
  "CacheClusterSize",
  "Variables",
  "MethodSettings",
  "AccessLogSetting",
  "CanarySetting",
  "TracingEnabled",
];

function stageOf({ id, shared }: Given, properties: Json, deployment: Resource): Resource {
  const name = properties["StageName"];
  const prefix = typeof name === "string" ? name : "";
  const stageId = /^[\p{L}\p{N}]+$/u.test(prefix)
    ? `${id}${prefix}Stage`
    : `${id}Stage${idHash(prefix)}`;
  const made: Json = {
    RestApiId: ref(id),
    DeploymentId: deployment.ref(),
    StageName: name,
    ...Object.fromEntries(STAGE.map((key) => [key, properties[key]])),
  };
  const tags = properties["Tags"];
  if (tags !== undefined && tags !== null) made["Tags"] = tagList(tags);
  return new Resource(stageId, "AWS::ApiGateway::Stage", made, shared);
}

/**
 * The definitions of the transform's own making in the version that `OpenApiVersion` names; to be
 * done once the globals are in the resources, and before events add to the definitions.
 */
export function nameVersions(scope: Scope): void {
  for (const resource of Object.values(scope.resources)) {
    const properties = resource["Properties"];
    if (resource["Type"] !== restApi.type || !isObject(properties)) continue;
    if (!("OpenApiVersion" in properties) || !(MANAGED in properties)) continue;
    const version = properties["OpenApiVersion"];
    if (!isOpenApi3(toPython27(version))) continue;
    const text = typeof version === "string" ? version : pythonStr(version);
    properties["OpenApiVersion"] = text;
    const body = properties["DefinitionBody"];
    if (!isMap(body) || !(body instanceof Dict27)) continue;
    body.set("openapi", typeof version === "string" ? new Text27(text) : text);
    if (has(body, "swagger") && truthy(at(body, "swagger"))) body.delete("swagger");
  }
}
