/**
 * AWS::Serverless::Connector: the permissions by which one resource uses another.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html
 */
import { InvalidResource } from "../errors.ts";
import { namedResource } from "../intrinsics.ts";
import {
  ANY,
  listOf,
  MAP,
  mapOf,
  oneOf,
  property,
  type Properties,
  STRING,
} from "../properties.ts";
import { byCodePoint, truthy } from "../python.ts";
import { type Given, Resource } from "../resource.ts";
import { isObject, type Json, type SamType, type Scope } from "../scope.ts";
import { type End, endOf } from "./ends.ts";
import { filled, Missing, profileOf, type ProfileProperties } from "./profiles.ts";

const DECLARED: Properties = {
  Source: property(mapOf(ANY), true),
  Destination: property(oneOf(MAP, listOf(MAP)), true),
  Permissions: property(listOf(STRING), true),
};

export const connector: SamType = {
  type: "AWS::Serverless::Connector",
  properties: DECLARED,
  translate(scope, given) {
    const { id, properties } = given;
    const source = properties["Source"] as Json;
    const several = Array.isArray(properties["Destination"]);
    const destinations = [properties["Destination"]].flat() as Json[];
    const made = destinations.flatMap((destination, index) => {
      const to = endOf(scope, id, destination, source);
      const from = endOf(scope, id, source, destination);
      const suffix = several ? `Destination${index}` : "";
      return tagged(scope, id, from, to, connect(scope, given, from, to, suffix));
    });
    if (made.length === 0) throw new InvalidResource(id, "'Destination' is an empty list");
    dependOnMade(
      scope,
      id,
      made.map((one) => one.id),
    );
    return made;
  },
};

/** Each made resource says what it connects. */
function tagged(scope: Scope, id: string, from: End, to: End, made: Resource[]): Resource[] {
  const typeOf = (end: End): unknown => {
    const there = end.id === undefined ? undefined : scope.resources[end.id];
    return truthy(there?.["Type"]) ? there!["Type"] : end.type;
  };
  const note = {
    "aws:sam:connectors": {
      [id]: { Source: { Type: typeOf(from) }, Destination: { Type: typeOf(to) } },
    },
  };
  for (const one of made)
    one.attributes["Metadata"] = { ...(one.attributes["Metadata"] as Json | undefined), ...note };
  return made;
}

/** What depends on the connector depends on what is made of it. */
function dependOnMade(scope: Scope, id: string, made: readonly string[]): void {
  for (const resource of Object.values(scope.output)) {
    const needs = [resource["DependsOn"] ?? []].flat();
    if (!needs.includes(id)) continue;
    const others = needs.filter((need) => need !== id);
    resource["DependsOn"] = [...others, ...made.filter((one) => !others.includes(one))];
  }
}

function dependOn(scope: Scope, id: string, on: string): void {
  const resource = scope.output[id];
  if (resource === undefined) return;
  const needs = [resource["DependsOn"] ?? []].flat();
  resource["DependsOn"] = needs.includes(on) ? needs : [...needs, on];
}

function connect(scope: Scope, given: Given, from: End, to: End, suffix: string): Resource[] {
  const { id } = given;
  const profile = profileOf(from.type, to.type);
  if (profile === undefined)
    throw new InvalidResource(
      id,
      `Unable to create connector from ${from.type} to ${to.type}; it's not supported or the template is invalid.`,
    );
  const permissions = given.properties["Permissions"];
  // A map, as intrinsic functions are, counts as its keys.
  const wanted = isObject(permissions)
    ? Object.keys(permissions)
    : [...new Set(permissions as string[])];
  checkPermissions(id, wanted, profile.Properties, from, to);
  const properties = filledProfile(id, profile.Properties, from, to);
  const parts: Parts = { scope, given, from, to, properties, wanted, suffix };
  return MAKERS[profile.Type]!(parts);
}

interface Parts {
  readonly scope: Scope;
  readonly given: Given;
  readonly from: End;
  readonly to: End;
  readonly properties: ProfileProperties;
  /** The permissions asked for. */
  readonly wanted: readonly string[];
  /** Tells the resources of several destinations apart. */
  readonly suffix: string;
}

function checkPermissions(
  id: string,
  wanted: readonly string[],
  { AccessCategories: categories, ValidAccessCategories: combinations }: ProfileProperties,
  from: End,
  to: End,
): void {
  const valid = Object.keys(categories).join(", ");
  if (wanted.length === 0)
    throw new InvalidResource(id, `'Permissions' cannot be empty; valid values are: ${valid}.`);
  const refused = `Unsupported 'Permissions' provided for connector from ${from.type} to ${to.type}`;
  if (wanted.some((permission) => !Object.hasOwn(categories, permission)))
    throw new InvalidResource(id, `${refused}; valid values are: ${valid}.`);
  if (combinations === undefined) return;
  const sorted = combinations.map((one) => [...one].sort(byCodePoint).join(" + "));
  if (!sorted.includes([...wanted].sort(byCodePoint).join(" + ")))
    throw new InvalidResource(id, `${refused}; valid combinations are: ${sorted.join(", ")}.`);
}

function filledProfile(
  id: string,
  properties: ProfileProperties,
  from: End,
  to: End,
): ProfileProperties {
  const values = new Map<string, unknown>([
    ["Source.Arn", from.arn],
    ["Destination.Arn", to.arn],
    ["Source.ResourceId", from.resourceId],
    ["Destination.ResourceId", to.resourceId],
    ["Source.Name", from.name],
    ["Destination.Name", to.name],
    ["Source.Qualifier", from.qualifier],
    ["Destination.Qualifier", to.qualifier],
  ]);
  try {
    return filled(properties, values) as ProfileProperties;
  } catch (error) {
    if (error instanceof Missing) throw new InvalidResource(id, error.message);
    throw error;
  }
}

/** The end whose policy it is, and what the template calls that end. */
function holder({ properties, from, to }: Parts): { end: End; called: string } {
  return properties.SourcePolicy
    ? { end: from, called: "Source" }
    : { end: to, called: "Destination" };
}

/** @throws InvalidResource where the end does not have it. */
function needed(parts: Parts, part: "arn" | "roleName" | "queueUrl", what: string): unknown {
  const { end, called } = holder(parts);
  if (!truthy(end[part]))
    throw new InvalidResource(parts.given.id, `Unable to get ${what} from '${called}' resource.`);
  return end[part];
}

/** The statements of the permissions asked for. */
function document({ properties, wanted }: Parts): Json {
  const statements = Object.entries(properties.AccessCategories)
    .filter(([name]) => wanted.includes(name))
    .flatMap(([, category]) => category["Statement"] as unknown[]);
  return { Version: "2012-10-17", Statement: statements };
}

function made({ given, suffix }: Parts, name: string, type: string, properties: Json): Resource {
  return new Resource(
    `${given.id}${name}${suffix}`,
    type,
    properties,
    given.attributes,
    given.dependsOn,
  );
}

const MAKERS: Readonly<Record<string, (parts: Parts) => Resource[]>> = {
  AWS_IAM_ROLE_MANAGED_POLICY(parts) {
    const { scope, properties, from, to } = parts;
    const role = needed(parts, "roleName", "IAM role name");
    const policy = made(parts, "Policy", "AWS::IAM::ManagedPolicy", {
      PolicyDocument: document(parts),
      Roles: [role],
    });
    if (properties.DependedBy === "DESTINATION_EVENT_SOURCE_MAPPING" && from.id && to.id) {
      const mappings = mappingsBetween(scope, from.id, to.id);
      if (mappings.length === 1) dependOn(scope, mappings[0]!, policy.id);
    }
    if (properties.DependedBy === "SOURCE" && from.id) dependOn(scope, from.id, policy.id);
    return [policy];
  },
  AWS_LAMBDA_PERMISSION(parts) {
    const { properties, wanted } = parts;
    const FunctionName = needed(parts, "arn", "Lambda function ARN");
    return Object.entries(properties.AccessCategories)
      .filter(([name]) => wanted.includes(name))
      .map(([name, { Action, Principal, SourceArn, SourceAccount }]) =>
        made(parts, `${name}LambdaPermission`, "AWS::Lambda::Permission", {
          Action,
          FunctionName,
          Principal,
          SourceArn,
          SourceAccount,
        }),
      );
  },
  AWS_SNS_TOPIC_POLICY(parts) {
    const topic = needed(parts, "arn", "SNS topic ARN");
    return [
      made(parts, "TopicPolicy", "AWS::SNS::TopicPolicy", {
        PolicyDocument: document(parts),
        Topics: [topic],
      }),
    ];
  },
  AWS_SQS_QUEUE_POLICY(parts) {
    const queue = needed(parts, "queueUrl", "SQS queue URL");
    return [
      made(parts, "QueuePolicy", "AWS::SQS::QueuePolicy", {
        PolicyDocument: document(parts),
        Queues: [queue],
      }),
    ];
  },
};

/** Event source mappings from one resource to a function, by id. */
function mappingsBetween(scope: Scope, source: string, target: string): string[] {
  return Object.entries(scope.output)
    .filter(([, { Type, Properties: properties }]) => {
      if (Type !== "AWS::Lambda::EventSourceMapping" || !isObject(properties)) return false;
      return (
        namedResource(properties["FunctionName"]) === target &&
        namedResource(properties["EventSourceArn"]) === source
      );
    })
    .map(([id]) => id);
}
