/**
 * AWS::Serverless::LayerVersion: a layer's version, whose id changes with what it is made of, so
 * that a change makes a new version beside the old one.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html
 */
import { InvalidResource } from "./errors.ts";
import { s3Code } from "./functions/code.ts";
import { isIntrinsic, withParameters } from "./intrinsics.ts";
import { BOOLEAN, listOf, MAP, oneOf, property, STRING } from "./properties.ts";
import { idHash, truthy } from "./python.ts";
import { type Given, given as present, Resource } from "./resource.ts";
import { isObject, type Json, type SamType, type Scope } from "./scope.ts";

const TEXT_OR_MAP = oneOf(STRING, MAP);
const RETENTIONS = ["Retain", "Delete"];

export const layerVersion: SamType = {
  type: "AWS::Serverless::LayerVersion",
  properties: {
    LayerName: property(TEXT_OR_MAP),
    Description: property(STRING),
    PublishLambdaVersion: property(BOOLEAN),
    ContentUri: property(TEXT_OR_MAP, true),
    CompatibleArchitectures: property(listOf(TEXT_OR_MAP)),
    CompatibleRuntimes: property(listOf(TEXT_OR_MAP)),
    LicenseInfo: property(STRING),
    RetentionPolicy: property(STRING),
  },
  translate(scope, given) {
    const properties: Json = { ...given.properties };
    for (const name of ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"])
      properties[name] = resolvedText(scope, given.id, name, properties[name]);
    const retention = retentionOf(given.id, properties["RetentionPolicy"]);
    const id = given.id + idHash(identity(given, properties));
    scope.changedIds.set(given.id, id);
    const made: Json = {
      LayerName: truthy(properties["LayerName"]) ? properties["LayerName"] : given.id,
      Description: properties["Description"],
      Content: s3Code(id, properties["ContentUri"], "ContentUri"),
      CompatibleArchitectures: properties["CompatibleArchitectures"],
      CompatibleRuntimes: properties["CompatibleRuntimes"],
      LicenseInfo: properties["LicenseInfo"],
    };
    checkArchitectures(id, made["CompatibleArchitectures"]);
    const attributes: Json = { DeletionPolicy: "Retain", ...given.shared };
    if (retention !== undefined) attributes["DeletionPolicy"] = retention;
    return [new Resource(id, "AWS::Lambda::LayerVersion", made, attributes, given.dependsOn)];
  },
};

function resolvedText(scope: Scope, id: string, name: string, given: unknown): unknown {
  if (!truthy(given)) return given;
  const value = withParameters(scope.values, given);
  if (typeof value === "string" || isObject(value)) return value;
  throw new InvalidResource(
    id,
    `Could not resolve parameter for '${name}' or parameter is not a String.`,
  );
}

function retentionOf(id: string, given: unknown): string | undefined {
  const options = "one of the following options: ['Retain', 'Delete']";
  const refuse = (words: string): never => {
    throw new InvalidResource(id, words);
  };
  if (isIntrinsic(given))
    refuse(`'RetentionPolicy' does not accept intrinsic functions, please use ${options}`);
  if (given === undefined || given === null) return undefined;
  if (typeof given !== "string")
    return refuse(`Invalid 'RetentionPolicy' type, please use ${options}`);
  const found = RETENTIONS.find((one) => one.toLowerCase() === given.toLowerCase());
  return found ?? refuse(`'RetentionPolicy' must be ${options}.`);
}

/** What a new version is made for when it changes: not how long the old one is kept. */
function identity({ id, type, attributes, dependsOn }: Given, properties: Json): Json {
  const { DeletionPolicy: _d, UpdateReplacePolicy: _u, Metadata: _m, ...rest } = attributes;
  return {
    [id]: {
      Type: type,
      ...(truthy(dependsOn) ? { DependsOn: dependsOn } : {}),
      ...rest,
      Properties: present(properties),
    },
  };
}

function checkArchitectures(id: string, given: unknown): void {
  if (!Array.isArray(given)) return;
  for (const one of given)
    if (!isIntrinsic(one) && one !== "arm64" && one !== "x86_64")
      throw new InvalidResource(
        id,
        "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'",
      );
}
