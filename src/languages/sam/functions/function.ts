/**
 * AWS::Serverless::Function: a Lambda function, its role, its version and alias, its URL, and what
 * its events stand for.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
import { InvalidResource } from "../errors.ts";
import type { Target } from "../events/event.ts";
import { linkEvents, makeEvents } from "../events/events.ts";
import {
  IF_NEEDS_THREE,
  ifArguments,
  isIf,
  isIntrinsic,
  isNoValue,
  resolvedInside,
  withMappings,
  withParameters,
} from "../intrinsics.ts";
import { awsPolicy, expandPolicyTemplates, roleFor, trustOf } from "../policies.ts";
import { demand } from "../properties.ts";
import { pythonStr, truthy } from "../python.ts";
import { type Given, propagateTags, Resource, samTags } from "../resource.ts";
import { type Json, makeIf, type SamType, type Scope } from "../scope.ts";
import { FUNCTION } from "./declared.ts";
import { capacityOf } from "./capacity.ts";
import { checkPackage, functionCode } from "./code.ts";
import { eventInvokeConfig } from "./destinations.ts";
import { functionUrl } from "./urls.ts";
import { published } from "./versions.ts";

export const serverlessFunction: SamType = {
  type: "AWS::Serverless::Function",
  properties: FUNCTION,
  referable: {
    Alias: "AWS::Lambda::Alias",
    Version: "AWS::Lambda::Version",
    DestinationTopic: "AWS::SNS::Topic",
    DestinationQueue: "AWS::SQS::Queue",
  },
  before: (_scope, id, properties) => expandPolicyTemplates(id, properties),
  translate,
};

function translate(scope: Scope, given: Given): Resource[] {
  const { id, properties } = given;
  const linked = linkEvents(scope, id, properties["Events"]);
  checkTogether(given);
  checkDeadLetters(given);
  checkTenancy(given);
  const made = lambdaFunction(scope, given);
  if (truthy(properties["ProvisionedConcurrencyConfig"]) && !truthy(properties["AutoPublishAlias"]))
    throw new InvalidResource(
      id,
      "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function",
    );
  const versions = published(scope, given, made);
  const alias = versions[1];
  const resources = [made, ...versions, ...functionUrl(given, alias?.ref() ?? made.ref())];
  deployGradually(scope, given, alias);
  const invocations = eventInvokeConfig(scope, given, alias);
  resources.push(...invocations.resources);
  const role = executionRole(scope, given, invocations.policies);
  if (takesRole(scope, made, role)) resources.push(role);
  const target: Target = {
    id: (alias ?? made).id,
    functionId: id,
    name: (alias ?? made).ref(),
    arn: alias?.ref() ?? made.getAtt("Arn"),
    shared: given.shared,
    condition: given.shared["Condition"] as string | undefined,
    role,
  };
  resources.push(...makeEvents(scope, properties["Events"], target, linked));
  propagateTags(resources, properties["Tags"], truthy(properties["PropagateTags"]));
  return resources;
}

const present = (value: unknown): boolean => value !== undefined && value !== null;

/** Properties that exclude or need each other. */
function checkTogether({ id, properties }: Given): void {
  const has = (name: string) => present(properties[name]);
  const problems: string[] = [];
  for (const other of ["ProvisionedConcurrencyConfig", "VpcConfig"])
    if (has("CapacityProviderConfig") && has(other))
      problems.push(`Cannot specify 'CapacityProviderConfig' and '${other}' together.`);
  if (has("FunctionScalingConfig") && !has("CapacityProviderConfig"))
    problems.push("'FunctionScalingConfig' requires 'CapacityProviderConfig'.");
  if (has("VersionDeletionPolicy") && !has("AutoPublishAlias"))
    problems.push("'VersionDeletionPolicy' requires 'AutoPublishAlias'.");
  if (problems.length > 0) throw new InvalidResource(id, problems.join("\n"));
}

function checkDeadLetters({ id, properties }: Given): void {
  const queue = properties["DeadLetterQueue"] as Json | undefined | null;
  if (!truthy(queue)) return;
  const type = queue!["Type"];
  if (!truthy(type) || !truthy(queue!["TargetArn"]))
    throw new InvalidResource(
      id,
      "'DeadLetterQueue' requires Type and TargetArn properties to be specified.",
    );
  demand(id, "DeadLetterQueue.Type", type, "string");
  if (type !== "SQS" && type !== "SNS")
    throw new InvalidResource(id, "'DeadLetterQueue' requires Type of ['SQS', 'SNS']");
}

/** What functions with a tenant per environment cannot have. */
function checkTenancy({ id, properties }: Given): void {
  if (!truthy(properties["TenancyConfig"])) return;
  const refuse = (what: string): never => {
    throw new InvalidResource(
      id,
      `${what} is not supported for functions enabled with tenancy configuration.`,
    );
  };
  if (truthy(properties["ProvisionedConcurrencyConfig"])) refuse("Provisioned concurrency");
  if (truthy(properties["FunctionUrlConfig"])) refuse("Function URL");
  if (truthy(properties["SnapStart"])) refuse("SnapStart");
  for (const event of Object.values((properties["Events"] ?? {}) as Record<string, Json>))
    if (event["Type"] !== "Api" && event["Type"] !== "HttpApi")
      throw new InvalidResource(
        id,
        `Event source '${pythonStr(event["Type"])}' is not supported for functions enabled with tenancy configuration. Only Api and HttpApi event sources are supported.`,
      );
}

/** Properties that Lambda has under the same name. */
const SAME_NAME = [
  "Handler",
  "Runtime",
  "Description",
  "MemorySize",
  "Timeout",
  "VpcConfig",
  "Role",
  "Environment",
  "KmsKeyArn",
  "ReservedConcurrentExecutions",
  "Layers",
  "FileSystemConfigs",
  "ImageConfig",
  "PackageType",
  "Architectures",
  "SnapStart",
  "EphemeralStorage",
  "CodeSigningConfigArn",
  "RuntimeManagementConfig",
  "LoggingConfig",
  "TenancyConfig",
  "RecursiveLoop",
  "DurableConfig",
  "PublishToLatestPublished",
];

const isTraced = (scope: Scope, tracing: unknown): boolean =>
  truthy(tracing) && withParameters(scope.values, tracing) !== "Disabled";

function lambdaFunction(scope: Scope, given: Given): Resource {
  const { id, properties } = given;
  const tracing = properties["Tracing"];
  const letters = properties["DeadLetterQueue"] as Json | undefined | null;
  const scaling = properties["FunctionScalingConfig"];
  const made: Json = {
    ...Object.fromEntries(SAME_NAME.map((name) => [name, properties[name]])),
    FunctionName: truthy(properties["FunctionName"]) ? properties["FunctionName"] : undefined,
    Code: functionCode(id, properties),
    Tags: samTags(id, properties["Tags"]),
    TracingConfig: isTraced(scope, tracing)
      ? { Mode: resolvedInside(scope.values, tracing) }
      : undefined,
    DeadLetterConfig: truthy(letters) ? { TargetArn: letters!["TargetArn"] } : undefined,
    CapacityProviderConfig: capacityOf(id, properties["CapacityProviderConfig"]),
    FunctionScalingConfig: truthy(scaling) ? scaling : undefined,
  };
  checkPackage(id, made);
  return new Resource(id, "AWS::Lambda::Function", made, given.attributes, given.dependsOn);
}

/** `DeploymentPreference`: the alias moves to new versions little by little. */
function deployGradually(scope: Scope, given: Given, alias: Resource | undefined): void {
  const { id, properties, shared } = given;
  if (!truthy(properties["DeploymentPreference"])) return;
  const resolve = (value: unknown) =>
    withMappings(scope.mappings, withParameters(scope.values, value));
  const preference = { ...(properties["DeploymentPreference"] as Json) };
  for (const name of ["Enabled", "Type"])
    if (Object.hasOwn(preference, name)) preference[name] = resolve(preference[name]);
  const pass = "PassthroughCondition";
  preference[pass] =
    Object.hasOwn(preference, pass) && truthOf(id, pass, resolve(preference[pass]));
  const tags = truthy(properties["PropagateTags"]) ? properties["Tags"] : undefined;
  scope.deployments.add(
    id,
    preference,
    shared["Condition"] as string | undefined,
    truthy(tags) ? (tags as Json) : undefined,
  );
  if (!scope.deployments.enabled(id)) return;
  if (alias === undefined)
    throw new InvalidResource(
      id,
      "'DeploymentPreference' requires AutoPublishAlias property to be specified.",
    );
  alias.attributes["UpdatePolicy"] = scope.deployments.updatePolicy(id);
}

function truthOf(id: string, name: string, value: unknown): boolean {
  if (value === true || value === 1 || value === "true" || value === "True") return true;
  if (value === false || value === 0 || value === "false" || value === "False") return false;
  throw new InvalidResource(
    id,
    isIntrinsic(value)
      ? `Unsupported intrinsic: the only intrinsic functions supported for property ${name} are FindInMap and parameter Refs.`
      : `Invalid value for property ${name}.`,
  );
}

function executionRole(scope: Scope, given: Given, sending: readonly Json[]): Resource {
  const { id, properties, shared } = given;
  const letters = properties["DeadLetterQueue"] as Json | undefined | null;
  const basic = truthy(properties["DurableConfig"])
    ? "AWSLambdaBasicDurableExecutionRolePolicy"
    : "AWSLambdaBasicExecutionRole";
  const names = [`service-role/${basic}`];
  if (isTraced(scope, properties["Tracing"]))
    names.push(
      scope.options.partition === "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess",
    );
  if (truthy(properties["VpcConfig"])) names.push("service-role/AWSLambdaVPCAccessExecutionRole");
  return roleFor(scope, {
    id,
    attributes: shared,
    trust: properties["AssumeRolePolicyDocument"] ?? trustOf("lambda.amazonaws.com"),
    policies: properties["Policies"],
    managed: names.map((name) => awsPolicy(scope, name)),
    inline: [...(truthy(letters) ? [lettersPolicy(letters!)] : []), ...sending],
    path: properties["RolePath"],
    boundary: properties["PermissionsBoundary"],
    tags: samTags(id, properties["Tags"]),
  });
}

const lettersPolicy = (letters: Json): Json => ({
  PolicyName: "DeadLetterQueuePolicy",
  PolicyDocument: {
    Version: "2012-10-17",
    Statement: [
      {
        Action: letters["Type"] === "SQS" ? "sqs:SendMessage" : "sns:Publish",
        Resource: letters["TargetArn"],
        Effect: "Allow",
      },
    ],
  },
});

/** Whether the role is to be made: where none is given, or none under a condition. */
function takesRole(scope: Scope, made: Resource, role: Resource): boolean {
  const given = made.properties["Role"] ?? undefined;
  if (given === undefined) {
    made.properties["Role"] = role.getAtt("Arn");
    return true;
  }
  if (!isIf(given)) return false;
  made.properties["Role"] = withParameters(scope.values, given);
  const choice = ifArguments(made.properties["Role"] as Json);
  if (choice === undefined)
    throw new InvalidResource(made.id, `Malformed 'Role' property: ${IF_NEEDS_THREE}.`);
  const [condition, yes, no] = choice;
  const arn = role.getAtt("Arn");
  if (isNoValue(yes) && isNoValue(no)) made.properties["Role"] = arn;
  else if (isNoValue(yes)) {
    made.properties["Role"] = makeIf(condition, arn, no);
    role.attributes["Condition"] = condition;
  } else if (isNoValue(no)) {
    made.properties["Role"] = makeIf(condition, yes, arn);
    role.attributes["Condition"] = `NOT${condition}`;
    if (scope.conditions !== undefined)
      scope.conditions[`NOT${condition}`] = { "Fn::Not": [{ Condition: condition }] };
  } else return false;
  return true;
}
