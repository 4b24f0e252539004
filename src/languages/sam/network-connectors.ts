/**
 * AWS::Serverless::NetworkConnector: the way of Lambda's microVMs and web functions into a VPC, and
 * the role that lays it.
 */
import { InvalidResource } from "./errors.ts";
import { checkForms, listOf, mapOf, oneOfWords, text } from "./forms.ts";
import { awsPolicy, roleFor, trustOf } from "./policies.ts";
import { BOOLEAN, known, LIST, MAP, oneOf, type Properties, STRING } from "./properties.ts";
import { pythonRepr, truthy } from "./python.ts";
import { addTags, type Given, Resource, tagList } from "./resource.ts";
import type { Json, SamType, Scope } from "./scope.ts";

const DECLARED: Properties = {
  Name: known(oneOf(STRING, MAP)),
  VpcConfig: known(MAP, true),
  ComputeTypes: known(LIST),
  OperatorRole: known(oneOf(STRING, MAP)),
  Tags: known(MAP),
  PropagateTags: known(BOOLEAN),
};

const COMPUTE_TYPES = ["MicroVm", "WebFunction"];

const VPC = mapOf(
  {
    SubnetIds: listOf(text),
    SecurityGroupIds: listOf(text),
    NetworkProtocol: oneOfWords("IPv4", "DualStack"),
  },
  ["SubnetIds", "SecurityGroupIds", "NetworkProtocol"],
);

export const networkConnector: SamType = {
  type: "AWS::Serverless::NetworkConnector",
  properties: DECLARED,
  translate(scope, given) {
    const { id, properties, shared } = given;
    checkComputeTypes(id, properties["ComputeTypes"]);
    checkForms(given, { VpcConfig: VPC, ComputeTypes: listOf(oneOfWords(...COMPUTE_TYPES)) });
    const role = truthy(properties["OperatorRole"]) ? undefined : operatorRole(scope, given);
    const connector = new Resource(
      id,
      "AWS::Lambda::NetworkConnector",
      {
        Name: truthy(properties["Name"]) ? properties["Name"] : undefined,
        Configuration: {
          VpcEgressConfiguration: {
            ...(properties["VpcConfig"] as Json),
            AssociatedComputeResourceTypes: properties["ComputeTypes"] ?? ["MicroVm"],
          },
        },
        OperatorRole: role?.getAtt("Arn") ?? properties["OperatorRole"],
        Tags: tagList({ ...(properties["Tags"] as Json | undefined), "lambda:createdBy": "SAM" }),
      },
      { ...given.attributes, ...shared },
      given.dependsOn,
    );
    const made = role === undefined ? [connector] : [role, connector];
    addTags(made, properties["Tags"], properties["PropagateTags"]);
    return made;
  },
};

function checkComputeTypes(id: string, types: unknown): void {
  if (!Array.isArray(types)) return;
  if (types.length !== 1)
    throw new InvalidResource(
      id,
      `'ComputeTypes' must contain exactly one value, got ${types.length}.`,
    );
  const [type] = types;
  if (typeof type === "string" && !COMPUTE_TYPES.includes(type))
    throw new InvalidResource(
      id,
      `'ComputeTypes' values must be one of ${pythonRepr(COMPUTE_TYPES)}, got '${type}'.`,
    );
}

function operatorRole(scope: Scope, { id, shared }: Given): Resource {
  const made = roleFor(scope, {
    id,
    attributes: shared,
    trust: trustOf("lambda.amazonaws.com"),
    policies: undefined,
    managed: [awsPolicy(scope, "AWSLambdaNetworkConnectorOperatorPolicy")],
    tags: tagList({ "lambda:createdBy": "SAM" }),
  });
  return new Resource(`${id}OperatorRole`, made.type, made.properties, made.attributes);
}
