/**
 * `AutoPublishAlias`: a version that is made anew when the code changes, and the alias that moves
 * to it.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
 */
import { InvalidResource } from "../errors.ts";
import { namedResource, resolvedInside, withParameters } from "../intrinsics.ts";
import { idHash, truthy } from "../python.ts";
import { type Given, given as present, Resource } from "../resource.ts";
import { isObject, join, type Json, type Scope } from "../scope.ts";

/**
 * The version and the alias of a function that publishes one; the function's description gets the
 * hash of the code where it is given.
 * @throws InvalidResource
 */
export function published(scope: Scope, given: Given, made: Resource): [Resource, Resource] | [] {
  const { id, properties } = given;
  if (!truthy(properties["AutoPublishAlias"])) return [];
  const name = withParameters(scope.values, properties["AutoPublishAlias"]);
  if (typeof name !== "string")
    throw new InvalidResource(
      id,
      "'AutoPublishAlias' must be a string or a Ref to a template parameter",
    );
  const hash = codeHash(scope, given, made);
  const version = versionOf(scope, given, made, hash);
  return [version, aliasOf(given, name, version)];
}

/** The hash of the code where the template gives it; a change of it changes the function too. */
function codeHash(scope: Scope, { id, properties }: Given, made: Resource): string | undefined {
  if (!truthy(properties["AutoPublishCodeSha256"])) return undefined;
  const hash = withParameters(scope.values, properties["AutoPublishCodeSha256"]);
  if (typeof hash !== "string")
    throw new InvalidResource(id, "AutoPublishCodeSha256 must be a string");
  const description = withParameters(scope.values, properties["Description"]);
  if (!truthy(description)) made.properties["Description"] = hash;
  else
    made.properties["Description"] =
      typeof description === "string" ? `${description} ${hash}` : join(" ", [description, hash]);
  return hash;
}

function versionOf(
  scope: Scope,
  { id, properties, shared }: Given,
  made: Resource,
  hash: string | undefined,
): Resource {
  made.properties["Code"] = resolvedInside(scope.values, made.properties["Code"]);
  const data = truthy(properties["AutoPublishAliasAllProperties"])
    ? withLayers(scope, made)
    : relevant(made.properties);
  const end = truthy(hash) ? hash!.slice(0, 10) : idHash(data);
  const retained = properties["CapacityProviderConfig"] == null ? "Retain" : "Delete";
  const attributes = {
    DeletionPolicy: properties["VersionDeletionPolicy"] ?? retained,
    ...shared,
  };
  const scaling =
    properties["CapacityProviderConfig"] == null ? undefined : properties["FunctionScalingConfig"];
  return new Resource(
    `${id}Version${end}`,
    "AWS::Lambda::Version",
    {
      FunctionName: made.ref(),
      Description: properties["VersionDescription"],
      FunctionScalingConfig: scaling,
    },
    attributes,
  );
}

/** What makes a new version when it changes: the code, and what changes how it runs. */
function relevant(made: Json): Json {
  const data: Json = { ...(made["Code"] as Json) };
  if (truthy(made["Environment"])) Object.assign(data, made["Environment"]);
  if (truthy(made["MemorySize"])) data["MemorySize"] = made["MemorySize"];
  const start = made["SnapStart"];
  if (truthy(start) && ((start as Json)["ApplyOn"] ?? "None") !== "None") data["SnapStart"] = start;
  return data;
}

/** All of the function's properties, and those of layers that ask for it. */
function withLayers(scope: Scope, made: Resource): Json {
  const data = present(made.properties);
  const layers = made.properties["Layers"];
  for (const layer of Array.isArray(layers) ? layers : []) {
    const id = namedResource(layer);
    const resource = id === undefined ? undefined : scope.output[id];
    const properties = resource?.["Properties"];
    if (isObject(properties) && truthy(properties["PublishLambdaVersion"])) data[id!] = properties;
  }
  return data;
}

function aliasOf({ id, properties, shared }: Given, name: string, version: Resource): Resource {
  if (name === "") throw new InvalidResource(id, "Alias name is required to create an alias");
  if (!/^(?![0-9]+$)[a-zA-Z0-9\-_]+$/.test(name))
    throw new InvalidResource(
      id,
      `AutoPublishAlias name ('${name}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.`,
    );
  const end = name.replaceAll("-", "D").replaceAll("_", "U");
  const concurrency = properties["ProvisionedConcurrencyConfig"];
  return new Resource(
    `${id}Alias${end}`,
    "AWS::Lambda::Alias",
    {
      Name: name,
      FunctionName: { Ref: id },
      FunctionVersion: version.getAtt("Version"),
      ProvisionedConcurrencyConfig: truthy(concurrency) ? concurrency : undefined,
    },
    shared,
  );
}
