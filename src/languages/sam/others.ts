/** State machines. */
import { InvalidResource } from "./errors.ts";
import { s3Place } from "./functions/code.ts";
import { policiesOf } from "./policies.ts";
import { defined, getAtt, type Json, kept, type Made, type Scope, tagList } from "./scope.ts";

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
            DefinitionS3Location: located(id, place),
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

function located(id: string, place: unknown): Json {
  const { bucket, key, version } = s3Place(id, place, "DefinitionUri");
  return defined({ Bucket: bucket, Key: key, Version: version });
}
