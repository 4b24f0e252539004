/**
 * The two ends of the transform: a resource as the template gives it, read and checked
 * (`readResource`), and a CloudFormation resource as the transform makes it (`Resource`).
 *
 * A translator takes a `Given` and returns `Resource`s in AWS's order; it may change a resource
 * until the transform writes it out.
 */
import { InvalidResource } from "./errors.ts";
import { checkNames, checkValues, type Properties } from "./properties.ts";
import { pythonStr } from "./python.ts";
import { getAtt, isObject, type Json, ref } from "./scope.ts";

/** Attributes that the resource of the same id keeps. */
const OWN = ["DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"];
/** Attributes that every resource made from it gets. */
const SHARED = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];

/** Made types that can carry tags, and so take part in `PropagateTags`. */
const TAGGABLE: ReadonlySet<string> = new Set([
  "AWS::ApiGateway::ApiKey",
  "AWS::ApiGateway::DomainName",
  "AWS::ApiGateway::DomainNameAccessAssociation",
  "AWS::ApiGateway::DomainNameV2",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGateway::Stage",
  "AWS::ApiGateway::UsagePlan",
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::DomainName",
  "AWS::ApiGatewayV2::Stage",
  "AWS::AppSync::GraphQLApi",
  "AWS::CloudFormation::Stack",
  "AWS::CodeDeploy::Application",
  "AWS::CodeDeploy::DeploymentGroup",
  "AWS::DynamoDB::Table",
  "AWS::IAM::Role",
  "AWS::IoT::TopicRule",
  "AWS::Lambda::CapacityProvider",
  "AWS::Lambda::Function",
  "AWS::Lambda::MicrovmImage",
  "AWS::Lambda::NetworkConnector",
  "AWS::Lambda::WebFunction",
  "AWS::S3::Bucket",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::StepFunctions::StateMachine",
]);

/** A resource of the template, checked. */
export interface Given {
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
  /** `DependsOn`, where given. */
  readonly dependsOn: unknown;
  /** For the resource of the same id. */
  readonly attributes: Json;
  /** For every resource made from it. */
  readonly shared: Json;
}

/**
 * Ids are of letters and digits; digits alone are no id, for in YAML they are a number.
 * @throws InvalidResource
 */
export function checkId(id: unknown): asserts id is string {
  if (typeof id !== "string" || !/^[A-Za-z0-9]+$/.test(id) || /^(0|[1-9][0-9]*)$/.test(id))
    throw new InvalidResource(pythonStr(id), "Logical ids must be alphanumeric.");
}

/**
 * Reads a resource or an event of the template and checks its properties against the declaration.
 * @param before What may refuse or change the properties before they are checked.
 * @throws InvalidResource
 */
export function readResource(
  id: string,
  resource: Json,
  declared: Properties,
  before: (properties: Json) => void = () => {},
): Given {
  checkId(id);
  if (!Object.hasOwn(resource, "Type"))
    throw new InvalidResource(id, "Resource dict missing key 'Type'.");
  const type = resource["Type"] as string;
  const properties = Object.hasOwn(resource, "Properties") ? resource["Properties"] : {};
  if (!isObject(properties))
    throw new InvalidResource(id, "Properties of a resource must be an object.");
  before(properties);
  checkNames(id, type, properties, declared);
  checkValues(id, properties, declared);
  return {
    id,
    type,
    properties,
    dependsOn: resource["DependsOn"],
    attributes: picked(resource, OWN),
    shared: picked(resource, SHARED),
  };
}

function picked(resource: Json, names: readonly string[]): Json {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(resource, name)).map((name) => [name, resource[name]]),
  );
}

/** A CloudFormation resource in the making. */
export class Resource {
  readonly attributes: Json;
  /** Undefined and null stand for "not given". */
  properties: Json;

  /** @throws InvalidResource for an id that is not of letters and digits. */
  constructor(
    readonly id: string,
    readonly type: string,
    properties: Json = {},
    attributes: Json = {},
    public dependsOn: unknown = undefined,
  ) {
    checkId(id);
    this.properties = properties;
    this.attributes = { ...attributes };
  }

  ref(): Json {
    return ref(this.id);
  }

  getAtt(attribute: string): Json {
    return getAtt(this.id, attribute);
  }

  /** The resource as a template has it. */
  write(): Json {
    const out: Json = { Type: this.type };
    const needs = this.dependsOn;
    if (needs && !(Array.isArray(needs) && needs.length === 0)) out["DependsOn"] = needs;
    return { ...out, ...this.attributes, Properties: given(this.properties) };
  }
}

/** The properties that have a value. */
export function given(properties: Json): Json {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** A map of tags as CloudFormation's list. */
export function tagList(tags: unknown): Json[] {
  return isObject(tags)
    ? Object.entries(tags).map(([Key, Value]) => ({ Key, Value: Value ?? "" }))
    : [];
}

const RESERVED = [
  "lambda:createdBy",
  "serverlessrepo:applicationId",
  "serverlessrepo:semanticVersion",
];

/**
 * The tags of a made resource, with the one that says who made it.
 * @throws InvalidResource for a tag that SAM keeps for itself.
 */
export function samTags(
  id: string,
  tags: unknown,
  more: Json = {},
  createdBy = "lambda:createdBy",
): Json[] {
  if (isObject(tags))
    for (const name of [createdBy, ...RESERVED.slice(1)])
      if (Object.hasOwn(tags, name))
        throw new InvalidResource(
          id,
          `${name} is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the input.`,
        );
  return [{ Key: createdBy, Value: "SAM" }, ...tagList(more), ...tagList(tags)];
}

/** `PropagateTags`: puts a resource's tags on all that is made from it, in place of theirs. */
export function propagateTags(resources: readonly Resource[], tags: unknown, on: unknown): void {
  if (!on || !isObject(tags) || Object.keys(tags).length === 0) return;
  for (const resource of resources) {
    if (!TAGGABLE.has(resource.type)) continue;
    if (!resource.type.startsWith("AWS::ApiGatewayV2::"))
      resource.properties["Tags"] = tagList(tags);
    // HTTP APIs take tags in their definition, and what belongs to them as a map.
    else if (resource.type !== HTTP_API || resource.properties["ProtocolType"] === "WEBSOCKET")
      resource.properties["Tags"] = tags;
  }
}

const HTTP_API = "AWS::ApiGatewayV2::Api";

/** `PropagateTags` for the resource types that keep the tags the made resources have. */
export function addTags(resources: readonly Resource[], tags: unknown, on: unknown): void {
  if (!on || !isObject(tags) || Object.keys(tags).length === 0) return;
  for (const resource of resources) {
    if (!TAGGABLE.has(resource.type)) continue;
    const there = (resource.properties["Tags"] as Json[] | undefined | null) ?? [];
    const all = new Map([...there, ...tagList(tags)].map((tag) => [tag["Key"], tag["Value"]]));
    resource.properties["Tags"] = [...all].map(([Key, Value]) => ({ Key, Value }));
  }
}
