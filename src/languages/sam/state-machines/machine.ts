/**
 * AWS::Serverless::StateMachine: a state machine, its role, its version and alias, and what its
 * events stand for.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
 */
import { InvalidResource } from "../errors.ts";
import { s3Place } from "../functions/code.ts";
import { isIntrinsic } from "../intrinsics.ts";
import { expandPolicyTemplates, roleFor, trustOf } from "../policies.ts";
import {
  BOOLEAN,
  known,
  listOf,
  MAP,
  mapOf,
  oneOf,
  passed,
  property,
  type Properties,
  STRING,
} from "../properties.ts";
import { byCodePoint, pythonDump, pythonStr, truthy } from "../python.ts";
import { type Given, propagateTags, Resource, tagList } from "../resource.ts";
import { isObject, join, type Json, type SamType, type Scope } from "../scope.ts";
import { linkMachineEvents, makeMachineEvents } from "./events.ts";

const DECLARED: Properties = {
  Definition: property(MAP),
  DefinitionUri: property(oneOf(STRING, MAP)),
  Logging: property(MAP),
  Role: property(STRING),
  RolePath: passed(),
  DefinitionSubstitutions: property(MAP),
  Events: property(mapOf(MAP)),
  Name: property(STRING),
  Type: property(STRING),
  Tags: property(MAP),
  PropagateTags: property(BOOLEAN),
  Policies: property(oneOf(STRING, listOf(oneOf(STRING, MAP)))),
  Tracing: property(MAP),
  PermissionsBoundary: property(STRING),
  AutoPublishAlias: passed(),
  DeploymentPreference: passed(),
  UseAliasAsEventTarget: known(BOOLEAN),
};

export const stateMachine: SamType = {
  type: "AWS::Serverless::StateMachine",
  properties: DECLARED,
  before: (_scope, id, properties) => expandPolicyTemplates(id, properties),
  translate(scope, given) {
    const { id, properties, shared } = given;
    const linked = linkMachineEvents(scope, id, properties["Events"]);
    const machine = new Resource(
      id,
      "AWS::StepFunctions::StateMachine",
      {},
      given.attributes,
      given.dependsOn,
    );
    const definition = definitionOf(given);
    const role = roleOf(scope, given);
    const made = [machine, ...(role === undefined ? [] : [role])];
    machine.properties = {
      ...definition,
      LoggingConfiguration: properties["Logging"],
      RoleArn: role === undefined ? properties["Role"] : role.getAtt("Arn"),
      StateMachineName: properties["Name"],
      StateMachineType: properties["Type"],
      Tags: tagsOf(properties["Tags"]),
      TracingConfiguration: properties["Tracing"],
    };
    const published = publish(given, machine);
    made.push(...published);
    const alias = truthy(properties["UseAliasAsEventTarget"]) ? published[1] : undefined;
    const target = {
      id: (alias ?? machine).id,
      shared,
      condition: shared["Condition"],
      boundary: properties["PermissionsBoundary"],
    };
    made.push(...makeMachineEvents(scope, id, properties["Events"], target, linked));
    propagateTags(made, properties["Tags"], properties["PropagateTags"]);
    return made;
  },
};

const tagsOf = (tags: unknown): Json[] => [
  { Key: "stateMachine:createdBy", Value: "SAM" },
  ...tagList(tags),
];

/** What the machine does, as CloudFormation takes it. */
function definitionOf({ id, properties }: Given): Json {
  const { Definition: definition, DefinitionUri: place } = properties;
  const given = properties["DefinitionSubstitutions"];
  const substitutions = truthy(given) ? { ...(given as Json) } : {};
  if (truthy(definition) && truthy(place))
    throw new InvalidResource(
      id,
      "Specify either 'Definition' or 'DefinitionUri' property and not both.",
    );
  if (!truthy(definition) && !truthy(place))
    throw new InvalidResource(
      id,
      "Either 'Definition' or 'DefinitionUri' property must be specified.",
    );
  const what: Json = {};
  if (truthy(definition)) {
    const copy = structuredClone(definition);
    substitute(copy, substitutions);
    what["DefinitionString"] = join("\n", indented(copy, "").split("\n"));
  } else what["DefinitionS3Location"] = locationOf(id, place);
  if (Object.keys(substitutions).length > 0) what["DefinitionSubstitutions"] = substitutions;
  return what;
}

function locationOf(id: string, place: unknown): Json {
  const { bucket, key, version } = s3Place(id, place, "DefinitionUri");
  return { Bucket: bucket, Key: key, ...(version === undefined ? {} : { Version: version }) };
}

/** Puts names in the place of intrinsic functions and dynamic references, and notes their values. */
function substitute(value: unknown, substitutions: Json): void {
  let count = 0;
  const visit = (at: unknown): void => {
    if (!isObject(at) && !Array.isArray(at)) return;
    const map = at as Json;
    const keys = Array.isArray(at) ? [...at.keys()].map(String) : Object.keys(at).sort(byCodePoint);
    for (const key of keys) {
      const inner = map[key];
      if (isIntrinsic(inner) || isDynamicReference(inner)) {
        const name = `definition_substitution_${++count}`;
        substitutions[name] = inner;
        map[key] = `\${${name}}`;
      } else visit(inner);
    }
  };
  visit(value);
}

const isDynamicReference = (value: unknown): boolean =>
  typeof value === "string" && /^{{resolve:([a-z-]+):(.*)}}$/.test(value);

/** As Python prints JSON with sorted keys and four spaces. */
function indented(value: unknown, indent: string): string {
  const deeper = `${indent}    `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item) => deeper + indented(item, deeper));
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  if (!isObject(value)) return pythonDump(value);
  const keys = Object.keys(value).sort(byCodePoint);
  if (keys.length === 0) return "{}";
  const fields = keys.map((key) => `${deeper}${pythonDump(key)}: ${indented(value[key], deeper)}`);
  return `{\n${fields.join(",\n")}\n${indent}}`;
}

/** The role that is made for the machine; undefined where it has one. */
function roleOf(scope: Scope, { id, properties, shared }: Given): Resource | undefined {
  const { Role: role, Policies: policies, Tracing: tracing } = properties;
  if (truthy(role) && truthy(policies))
    throw new InvalidResource(
      id,
      "Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them",
    );
  if (truthy(role)) return undefined;
  const listed = truthy(policies) ? [policies].flat() : [];
  if (isObject(tracing) && tracing["Enabled"] === true)
    listed.push(
      scope.options.partition === "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess",
    );
  return roleFor(scope, {
    id,
    attributes: shared,
    trust: trustOf("states.amazonaws.com"),
    policies: listed,
    path: properties["RolePath"],
    boundary: properties["PermissionsBoundary"],
    tags: tagsOf(properties["Tags"]),
  });
}

/** The version and the alias of `AutoPublishAlias`. */
function publish({ id, properties, shared }: Given, machine: Resource): Resource[] {
  const { AutoPublishAlias: name, DeploymentPreference: preference } = properties;
  const needed = (what: string): never => {
    throw new InvalidResource(
      id,
      `'${what}' requires 'AutoPublishAlias' property to be specified.`,
    );
  };
  if (!truthy(name) && truthy(properties["UseAliasAsEventTarget"])) needed("UseAliasAsEventTarget");
  if (!truthy(name) && truthy(preference)) needed("DeploymentPreference");
  if (!truthy(name)) return [];
  const version = new Resource(
    `${id}Version`,
    "AWS::StepFunctions::StateMachineVersion",
    {
      StateMachineArn: machine.ref(),
      StateMachineRevisionId: machine.getAtt("StateMachineRevisionId"),
    },
    { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain", ...shared },
  );
  const alias = new Resource(
    `${id}Alias${pythonStr(name)}`,
    "AWS::StepFunctions::StateMachineAlias",
    {
      Name: name,
      DeploymentPreference: {
        ...(truthy(preference) ? (preference as Json) : { Type: "ALL_AT_ONCE" }),
        StateMachineVersionArn: version.ref(),
      },
    },
    shared,
  );
  return [version, alias];
}
