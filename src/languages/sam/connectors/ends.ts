/** The two ends of a connector: resources of the template, or others that are described. */
import { InvalidResource } from "../errors.ts";
import { namedResource } from "../intrinsics.ts";
import { truthy } from "../python.ts";
import { isObject, type Json, ref, type Scope } from "../scope.ts";
import { resourceFacts } from "./profiles.ts";

export interface End {
  /** Undefined for what is not of the template. */
  readonly id: string | undefined;
  readonly type: string;
  readonly arn: unknown;
  readonly roleName: unknown;
  readonly queueUrl: unknown;
  readonly resourceId: unknown;
  readonly name: unknown;
  readonly qualifier: unknown;
}

/** Types that a described resource may be given by. */
const MADE_OF: Readonly<Record<string, string>> = {
  "AWS::Serverless::Function": "AWS::Lambda::Function",
  "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
  "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
  "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
  "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
};

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/**
 * @param other The other end, which says which of a rule's targets is meant.
 * @throws InvalidResource
 */
export function endOf(scope: Scope, connector: string, given: Json, other: Json): End {
  const refuse = (words: string): never => {
    throw new InvalidResource(connector, words);
  };
  const described = Object.keys(given).some((key) => key !== "Id" && key !== "Qualifier");
  if (Object.hasOwn(given, "Id") === described)
    refuse(
      "Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties.",
    );
  const id = given["Id"];
  if (!truthy(id)) {
    const type = given["Type"];
    if (!isText(type)) return refuse("'Type' is missing or not a string.");
    return {
      id: undefined,
      type: Object.hasOwn(MADE_OF, type) ? MADE_OF[type]! : type,
      arn: given["Arn"],
      roleName: given["RoleName"],
      queueUrl: given["QueueUrl"],
      resourceId: given["ResourceId"],
      name: given["Name"],
      qualifier: given["Qualifier"],
    };
  }
  if (!isText(id)) return refuse("'Id' is missing or not a string.");
  const resource = Object.hasOwn(scope.output, id) ? scope.output[id] : undefined;
  if (resource === undefined || !truthy(resource))
    return refuse(`Unable to find resource with logical ID '${id}'.`);
  const type = resource["Type"];
  if (!isText(type)) return refuse("'Type' is missing or not a string.");
  const { Inputs: inputs, Outputs: outputs = {} } = resourceFacts(type, id);
  const properties = isObject(resource["Properties"]) ? resource["Properties"] : {};
  return {
    id,
    type,
    arn: outputs["Arn"],
    roleName: roleName(inputs?.Role, properties, other),
    queueUrl: outputs["Url"],
    resourceId: outputs["Id"],
    name: outputs["Name"],
    qualifier: Object.hasOwn(given, "Qualifier") ? given["Qualifier"] : outputs["Qualifier"],
  };
}

function roleName(
  role: string | { readonly Function: string } | undefined,
  properties: Json,
  other: Json,
): unknown {
  const arn =
    typeof role === "string"
      ? properties[role]
      : role?.Function === "GetEventsRuleRole"
        ? targetRole(properties, other)
        : undefined;
  const id = namedResource(arn);
  return id === undefined ? undefined : ref(id);
}

/** The role of the target of a rule that is the other end. */
function targetRole(properties: Json, other: Json): unknown {
  const targets = properties["Targets"];
  if (!Array.isArray(targets)) return undefined;
  for (const target of targets as Json[]) {
    const id = namedResource(target["Arn"]);
    if (id !== undefined && id === other["Id"]) return target["RoleArn"];
    if (truthy(other["Arn"]) && JSON.stringify(target["Arn"]) === JSON.stringify(other["Arn"]))
      return target["RoleArn"];
  }
  return undefined;
}
