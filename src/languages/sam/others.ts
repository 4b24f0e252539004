/** Tables, layers, nested applications, state machines. */
import { InvalidResource } from "./errors.ts";
import { codePlace } from "./functions.ts";
import { policiesOf } from "./policies.ts";
import {
  defined,
  digest,
  getAtt,
  isObject,
  type Json,
  kept,
  type Made,
  type Scope,
  tagList,
} from "./scope.ts";

const ATTRIBUTE_TYPES: Readonly<Record<string, string>> = { String: "S", Number: "N", Binary: "B" };

export function simpleTable(_scope: Scope, id: string, resource: Json): Made {
  const given = (resource["Properties"] ?? {}) as Json;
  const key = isObject(given["PrimaryKey"]) ? given["PrimaryKey"] : { Name: "id", Type: "String" };
  if (key["Name"] === undefined)
    throw new InvalidResource(id, "'PrimaryKey' is missing required Property 'Name'.");
  const type = ATTRIBUTE_TYPES[String(key["Type"])];
  if (type === undefined) throw new InvalidResource(id, `Invalid 'Type' "${key["Type"]}".`);
  const Properties: Json = {
    AttributeDefinitions: [{ AttributeName: key["Name"], AttributeType: type }],
    KeySchema: [{ AttributeName: key["Name"], KeyType: "HASH" }],
    ...(given["ProvisionedThroughput"] === undefined
      ? { BillingMode: "PAY_PER_REQUEST" }
      : { ProvisionedThroughput: given["ProvisionedThroughput"] }),
    ...defined({
      TableName: given["TableName"],
      SSESpecification: given["SSESpecification"],
      PointInTimeRecoverySpecification: given["PointInTimeRecoverySpecification"],
      Tags:
        given["Tags"] === undefined
          ? undefined
          : Object.entries(given["Tags"] as Json).map(([Key, Value]) => ({ Key, Value })),
    }),
  };
  return { [id]: { Type: "AWS::DynamoDB::Table", Properties, ...kept(resource) } };
}

export function layerVersion(_scope: Scope, id: string, resource: Json): Made {
  const given = (resource["Properties"] ?? {}) as Json;
  const policy = given["RetentionPolicy"] === "Delete" ? "Delete" : "Retain";
  const Properties: Json = {
    Content: codePlace(
      id,
      given["ContentUri"],
      "ContentUri",
      "S3Bucket",
      "S3Key",
      "S3ObjectVersion",
    ),
    LayerName: given["LayerName"] ?? id,
    ...defined({
      CompatibleArchitectures: given["CompatibleArchitectures"],
      CompatibleRuntimes: given["CompatibleRuntimes"],
      Description: given["Description"],
      LicenseInfo: given["LicenseInfo"],
    }),
  };
  return {
    [`${id}${digest(Properties, 10)}`]: {
      Type: "AWS::Lambda::LayerVersion",
      DeletionPolicy: policy,
      Properties,
      ...kept(resource),
    },
  };
}

export function application(_scope: Scope, id: string, resource: Json): Made {
  const given = (resource["Properties"] ?? {}) as Json;
  if (typeof given["Location"] !== "string")
    throw new InvalidResource(
      id,
      "Applications of the Serverless Application Repository are not supported yet.",
    );
  return {
    [id]: {
      Type: "AWS::CloudFormation::Stack",
      ...kept(resource),
      Properties: {
        TemplateURL: given["Location"],
        Tags: tagList(given["Tags"]),
        ...defined({
          Parameters: given["Parameters"],
          NotificationARNs: given["NotificationARNs"],
          TimeoutInMinutes: given["TimeoutInMinutes"],
        }),
      },
    },
  };
}

const STATE_MACHINE = new Set([
  "Definition",
  "DefinitionUri",
  "DefinitionSubstitutions",
  "Role",
  "Policies",
  "PermissionsBoundary",
  "Name",
  "Type",
  "Tags",
  "Logging",
  "Tracing",
]);

export function stateMachine(scope: Scope, id: string, resource: Json): Made {
  const given = (resource["Properties"] ?? {}) as Json;
  for (const name of Object.keys(given))
    if (!STATE_MACHINE.has(name))
      throw new InvalidResource(
        id,
        `The property ${name} of AWS::Serverless::StateMachine is not supported yet.`,
      );
  const made: Made = {};
  if (given["Role"] === undefined) {
    const { managed, inline } = policiesOf(scope, id, given["Policies"]);
    made[`${id}Role`] = {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: ["states.amazonaws.com"] },
              Action: ["sts:AssumeRole"],
            },
          ],
        },
        ManagedPolicyArns: managed,
        ...(inline.length > 0 ? { Policies: inline } : {}),
        Tags: tagList(given["Tags"], "stateMachine:createdBy"),
        ...defined({ PermissionsBoundary: given["PermissionsBoundary"] }),
      },
    };
  }
  const place = given["DefinitionUri"];
  made[id] = {
    Type: "AWS::StepFunctions::StateMachine",
    ...kept(resource),
    Properties: {
      ...(place === undefined
        ? { DefinitionString: JSON.stringify(given["Definition"]) }
        : {
            DefinitionS3Location: codePlace(id, place, "DefinitionUri", "Bucket", "Key", "Version"),
          }),
      RoleArn: given["Role"] ?? getAtt(`${id}Role`, "Arn"),
      StateMachineType: given["Type"] ?? "STANDARD",
      Tags: tagList(given["Tags"], "stateMachine:createdBy"),
      ...defined({
        DefinitionSubstitutions: given["DefinitionSubstitutions"],
        StateMachineName: given["Name"],
        LoggingConfiguration: given["Logging"],
        TracingConfiguration: given["Tracing"],
      }),
    },
  };
  return made;
}
