/**
 * AWS::Serverless::Application: a nested stack, of a template or of an application that the
 * Serverless Application Repository publishes.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 */
import { InvalidResource } from "./errors.ts";
import { withMappings, withParameters } from "./intrinsics.ts";
import {
  demand,
  demandGiven,
  INTEGER,
  listOf,
  MAP,
  oneOf,
  property,
  STRING,
} from "./properties.ts";
import { truthy } from "./python.ts";
import { Resource, samTags } from "./resource.ts";
import { isObject, type Json, type SamType, type Scope } from "./scope.ts";

const TEXT_OR_MAP = oneOf(STRING, MAP);
const ID = "ApplicationId";
const VERSION = "SemanticVersion";

export const application: SamType = {
  type: "AWS::Serverless::Application",
  properties: {
    Location: property(TEXT_OR_MAP, true),
    TemplateUrl: property(STRING),
    Parameters: property(MAP),
    NotificationARNs: property(listOf(TEXT_OR_MAP)),
    Tags: property(MAP),
    TimeoutInMinutes: property(INTEGER),
  },
  before: locate,
  translate(_scope, { id, properties, shared, dependsOn }) {
    const made: Json = {
      Parameters: properties["Parameters"],
      NotificationARNs: properties["NotificationARNs"],
      Tags: samTags(id, properties["Tags"], publishedTags(properties["Location"])),
      TimeoutInMinutes: properties["TimeoutInMinutes"],
      TemplateURL: truthy(properties["TemplateUrl"]) ? properties["TemplateUrl"] : "",
    };
    return [new Resource(id, "AWS::CloudFormation::Stack", made, shared, dependsOn)];
  },
};

/** The tags that say which published application a stack is of. */
function publishedTags(location: unknown): Json {
  const tags: Json = {};
  if (!isObject(location)) return tags;
  if (location[ID] != null) tags["serverlessrepo:applicationId"] = location[ID];
  if (location[VERSION] != null) tags["serverlessrepo:semanticVersion"] = location[VERSION];
  return tags;
}

/** Puts the template's address in, which is the location, or what the repository answers. */
function locate(scope: Scope, id: string, properties: Json): void {
  const need = (given: Json, name: string) => {
    if (!Object.hasOwn(given, name))
      throw new InvalidResource(id, `Resource is missing the required [${name}] property.`);
  };
  need(properties, "Location");
  const given = properties["Location"];
  if (!isObject(given)) {
    properties["TemplateUrl"] = given;
    return;
  }
  need(given, ID);
  need(given, VERSION);
  const location: Json = { ...given };
  if (given[ID] !== null && given[VERSION] !== null)
    for (const name of [ID, VERSION])
      location[name] = withMappings(
        scope.mappings,
        withParameters(scope.values, structuredClone(given[name])),
      );
  properties["Location"] = location;
  demandGiven(id, ID, location[ID]);
  refuseMap(id, ID, location[ID]);
  if (!truthy(location[VERSION]))
    throw new InvalidResource(id, "Property 'SemanticVersion' cannot be blank.");
  refuseMap(id, VERSION, location[VERSION]);
  properties["TemplateUrl"] = templateUrl(scope, id, location[ID], location[VERSION]);
}

function refuseMap(id: string, name: string, value: unknown): void {
  if (isObject(value))
    throw new InvalidResource(
      id,
      `Property '${name}' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported.`,
    );
}

function templateUrl(scope: Scope, id: string, appId: unknown, version: unknown): unknown {
  demand(id, `Location.${ID}`, appId, "string");
  demand(id, `Location.${VERSION}`, version, "string");
  const resolve = scope.options.resolveApplication;
  if (resolve === undefined)
    throw new InvalidResource(
      id,
      "Serverless Application Repository is not available in this region.",
    );
  if (/\{\{resolve:ssm:[a-zA-Z0-9_.\-/]+(:\d+)?\}\}/.test(appId as string))
    throw new InvalidResource(
      id,
      "Serverless Application Repostiory does not support dynamic reference in 'ApplicationId' property.",
    );
  return resolve(appId as string, version as string);
}
