/**
 * AWS::Serverless::CapacityProvider: instances that functions run on, and the role that runs them.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-capacityprovider.html
 */
import { InvalidResource } from "./errors.ts";
import { awsPolicy, roleFor, trustOf } from "./policies.ts";
import { BOOLEAN, known, MAP, oneOf, type Properties, STRING } from "./properties.ts";
import { pythonStr, truthy } from "./python.ts";
import { addTags, type Given, Resource, tagList } from "./resource.ts";
import { isObject, type Json, type SamType, type Scope } from "./scope.ts";

const DECLARED: Properties = {
  CapacityProviderName: known(oneOf(STRING, MAP)),
  VpcConfig: known(MAP, true),
  OperatorRole: known(oneOf(STRING, MAP)),
  Tags: known(MAP),
  PropagateTags: known(BOOLEAN),
  InstanceRequirements: known(MAP),
  ScalingConfig: known(MAP),
  KmsKeyArn: known(oneOf(STRING, MAP)),
  LoggingConfig: known(MAP),
  ManagedResourceTags: known(MAP),
};

export const capacityProvider: SamType = {
  type: "AWS::Serverless::CapacityProvider",
  properties: DECLARED,
  translate(scope, given) {
    check(given);
    const { id, properties, shared } = given;
    const tags = tagsOf(properties["Tags"]);
    const role = truthy(properties["OperatorRole"]) ? undefined : operatorRole(scope, given);
    const provider = new Resource(
      id,
      "AWS::Lambda::CapacityProvider",
      {
        CapacityProviderName: truthy(properties["CapacityProviderName"])
          ? properties["CapacityProviderName"]
          : undefined,
        VpcConfig: vpcOf(properties["VpcConfig"] as Json),
        PermissionsConfig: {
          CapacityProviderOperatorRoleArn: role?.getAtt("Arn") ?? properties["OperatorRole"],
        },
        Tags: tags,
        InstanceRequirements: instancesOf(properties["InstanceRequirements"]),
        CapacityProviderScalingConfig: scalingOf(properties["ScalingConfig"]),
        KmsKeyArn: truthy(properties["KmsKeyArn"]) ? properties["KmsKeyArn"] : undefined,
        TelemetryConfig: truthy(properties["LoggingConfig"])
          ? { LoggingConfig: properties["LoggingConfig"] }
          : undefined,
        PropagateTags: managedTagsOf(properties["ManagedResourceTags"]),
      },
      { ...given.attributes, ...shared },
      given.dependsOn,
    );
    const made = role === undefined ? [provider] : [role, provider];
    addTags(made, properties["Tags"], properties["PropagateTags"]);
    return made;
  },
};

/** The tag that says who made it stands last. */
const tagsOf = (tags: unknown): Json[] =>
  tagList({ ...(tags as Json | undefined), "lambda:createdBy": "SAM" });

const present = (value: unknown): boolean => value !== undefined && value !== null;

/** A list's items as texts; an empty list is written as the empty map that it is read as first. */
function texts(given: unknown): unknown {
  if (!Array.isArray(given)) return given;
  return given.length === 0 ? {} : given.map((one) => (isObject(one) ? one : pythonStr(one)));
}

const number = (given: unknown): unknown => (isObject(given) ? given : Number(given));
const whole = (given: unknown): unknown => (isObject(given) ? given : Math.trunc(Number(given)));

function vpcOf(vpc: Json): Json {
  return {
    SubnetIds: texts(vpc["SubnetIds"]),
    ...(present(vpc["SecurityGroupIds"])
      ? { SecurityGroupIds: texts(vpc["SecurityGroupIds"]) }
      : {}),
  };
}

const INSTANCES: readonly (readonly [string, string])[] = [
  ["Architectures", "Architectures"],
  ["AllowedTypes", "AllowedInstanceTypes"],
  ["ExcludedTypes", "ExcludedInstanceTypes"],
];

/** The set properties of a map; undefined where there is none. */
function instancesOf(given: unknown): Json | undefined {
  if (!isObject(given)) return undefined;
  const set = INSTANCES.filter(([name]) => present(given[name]));
  return set.length === 0
    ? undefined
    : Object.fromEntries(set.map(([name, lambdas]) => [lambdas, texts(given[name])]));
}

function scalingOf(given: unknown): Json | undefined {
  if (!isObject(given)) return undefined;
  const { MaxVCpuCount: most, AverageCPUUtilization: average } = given;
  if (!present(most) && !present(average)) return undefined;
  return {
    ...(present(most) ? { MaxVCpuCount: whole(most) } : {}),
    ...(present(average)
      ? {
          ScalingMode: "Manual",
          ScalingPolicies: [
            {
              PredefinedMetricType: "LambdaCapacityProviderAverageCPUUtilization",
              TargetValue: number(average),
            },
          ],
        }
      : { ScalingMode: "Auto" }),
  };
}

function managedTagsOf(given: unknown): Json | undefined {
  if (!isObject(given) || !present(given["Tags"])) return undefined;
  return { Mode: "Explicit", ExplicitTags: tagList(given["Tags"]) };
}

function operatorRole(scope: Scope, { id, shared }: Given): Resource {
  const made = roleFor(scope, {
    id,
    attributes: shared,
    trust: trustOf("lambda.amazonaws.com"),
    policies: undefined,
    managed: [awsPolicy(scope, "AWSLambdaManagedEC2ResourceOperator")],
    tags: tagsOf(undefined),
  });
  return new Resource(`${id}OperatorRole`, made.type, made.properties, made.attributes);
}

/** What a value may be besides a map, which an intrinsic function is. */
interface Form {
  readonly words: string;
  readonly holds: (value: unknown) => boolean;
}

const NUMBER: Form = {
  words: "number",
  holds: (value) =>
    typeof value === "number" ||
    typeof value === "boolean" ||
    value instanceof Number ||
    (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))),
};
const WHOLE: Form = {
  words: "integer",
  holds: (value) =>
    typeof value === "number" ||
    typeof value === "boolean" ||
    value instanceof Number ||
    (typeof value === "string" && /^\s*[-+]?\d+\s*$/.test(value)),
};
const TEXTS: Form = { words: "list", holds: (value) => Array.isArray(value) };

/** The members of each map, in AWS's order. */
const MEMBERS: Readonly<Record<string, Readonly<Record<string, Form | undefined>>>> = {
  VpcConfig: { SecurityGroupIds: TEXTS, SubnetIds: TEXTS },
  InstanceRequirements: { Architectures: TEXTS, AllowedTypes: TEXTS, ExcludedTypes: TEXTS },
  ScalingConfig: { MaxVCpuCount: WHOLE, AverageCPUUtilization: NUMBER },
  ManagedResourceTags: { Tags: undefined },
};

/** @throws InvalidResource with all that is wrong. */
function check({ id, properties }: Given): void {
  const problems = Object.entries(MEMBERS).flatMap(([name, members]) => {
    const given = properties[name];
    return isObject(given) ? problemsOf(name, given, members) : [];
  });
  if (problems.length > 0) throw new InvalidResource(id, problems.join(" "));
  const instances = properties["InstanceRequirements"];
  if (
    isObject(instances) &&
    present(instances["AllowedTypes"]) &&
    present(instances["ExcludedTypes"])
  )
    throw new InvalidResource(
      id,
      "Cannot specify 'InstanceRequirements.AllowedTypes' and 'InstanceRequirements.ExcludedTypes' together.",
    );
}

function problemsOf(
  name: string,
  given: Json,
  members: Readonly<Record<string, Form | undefined>>,
): string[] {
  const problems: string[] = [];
  for (const [member, form] of Object.entries(members)) {
    const value = given[member];
    const path = `${name}.${member}`;
    if (!present(value)) {
      if (path === "VpcConfig.SubnetIds")
        problems.push(
          Object.hasOwn(given, member)
            ? `Property '${path}' none is not an allowed value.`
            : `Property '${path}' is required.`,
        );
    } else if (form === undefined) {
      if (!isObject(value)) problems.push(`Property '${path}' value is not a valid dict.`);
    } else if (!isObject(value) && !form.holds(value))
      problems.push(`Property '${path}' value must be dictionary or ${form.words}.`);
  }
  for (const member of Object.keys(given))
    if (!Object.hasOwn(members, member))
      problems.push(`Property '${name}.${member}' is an invalid property.`);
  return problems;
}
