/** AWS::Serverless::MicrovmImage: an image that Lambda builds of code in S3, and the role it builds it with. */
import { InvalidResource } from "./errors.ts";
import { checkForms, listOf, mapOf, oneOfWords, text, truth, whole } from "./forms.ts";
import { withParameters } from "./intrinsics.ts";
import { trustOf } from "./policies.ts";
import { BOOLEAN, known, LIST, MAP, oneOf, type Properties, STRING } from "./properties.ts";
import { truthy } from "./python.ts";
import { addTags, type Given, Resource, tagList } from "./resource.ts";
import { isObject, type Json, type SamType, type Scope } from "./scope.ts";

const TEXT = oneOf(STRING, MAP);
const DECLARED: Properties = {
  Name: known(TEXT, true),
  CodeUri: known(TEXT, true),
  BaseImageArn: known(TEXT, true),
  BuildRoleArn: known(TEXT),
  BaseImageVersion: known(TEXT, true),
  Description: known(TEXT),
  Tags: known(MAP),
  Logging: known(MAP),
  EgressNetworkConnectors: known(LIST),
  CpuConfigurations: known(LIST),
  Resources: known(LIST),
  AdditionalOsCapabilities: known(LIST),
  Hooks: known(MAP),
  EnvironmentVariables: known(MAP),
  PropagateTags: known(BOOLEAN),
};

/** Hooks of these names, each with how long it may take. */
const hooks = (...names: string[]) =>
  mapOf(
    Object.fromEntries(
      names.flatMap((name) => [
        [name, oneOfWords("ENABLED", "DISABLED")],
        [`${name}TimeoutInSeconds`, whole],
      ]),
    ),
  );

const FORMS = {
  Logging: mapOf({ Disabled: truth, CloudWatch: mapOf({ LogGroup: text, LogStream: text }) }),
  EgressNetworkConnectors: listOf(text),
  CpuConfigurations: listOf(mapOf({ Architecture: oneOfWords("ARM_64") }, ["Architecture"])),
  Resources: listOf(mapOf({ MinimumMemoryInMiB: whole }, ["MinimumMemoryInMiB"])),
  AdditionalOsCapabilities: listOf(oneOfWords("ALL")),
  Hooks: mapOf({
    Port: whole,
    MicrovmHooks: hooks("Run", "Resume", "Suspend", "Terminate"),
    MicrovmImageHooks: hooks("Ready", "Validate"),
  }),
};

export const microvmImage: SamType = {
  type: "AWS::Serverless::MicrovmImage",
  properties: DECLARED,
  translate(scope, given) {
    checkForms(given, FORMS);
    const { id, properties, shared } = given;
    const or = (name: string, otherwise: unknown) =>
      truthy(properties[name]) ? properties[name] : otherwise;
    const uri = uriOf(scope, properties);
    const role = truthy(properties["BuildRoleArn"]) ? undefined : buildRole(scope, given, uri);
    const variables = properties["EnvironmentVariables"];
    const image = new Resource(
      id,
      "AWS::Lambda::MicrovmImage",
      {
        Name: properties["Name"],
        CodeArtifact: { Uri: uri },
        BaseImageArn: properties["BaseImageArn"],
        BuildRoleArn: role?.getAtt("Arn") ?? properties["BuildRoleArn"],
        BaseImageVersion: properties["BaseImageVersion"],
        Description: or("Description", ""),
        Tags: tagList({ ...(properties["Tags"] as Json | undefined), "lambda:createdBy": "SAM" }),
        Logging: or("Logging", {}),
        EgressNetworkConnectors: or("EgressNetworkConnectors", []),
        CpuConfigurations: or("CpuConfigurations", []),
        Resources: or("Resources", []),
        AdditionalOsCapabilities: or("AdditionalOsCapabilities", []),
        Hooks: or("Hooks", {}),
        EnvironmentVariables: isObject(variables)
          ? Object.entries(variables).map(([Key, Value]) => ({ Key, Value }))
          : [],
      },
      { ...given.attributes, ...shared },
      given.dependsOn,
    );
    const made = role === undefined ? [image] : [role, image];
    addTags(made, properties["Tags"], properties["PropagateTags"]);
    return made;
  },
};

/** Where a role is made, a function that names parameters is written with their values. */
function uriOf(scope: Scope, properties: Json): unknown {
  const given = properties["CodeUri"];
  if (!isObject(given) || truthy(properties["BuildRoleArn"])) return given;
  const known = withParameters(scope.values, given);
  return isObject(known) ? known : given;
}

function buildRole(scope: Scope, { id, shared }: Given, uri: unknown): Resource {
  const allowed = (Action: string[], Resource: unknown) => ({ Effect: "Allow", Action, Resource });
  const document = {
    Version: "2012-10-17",
    Statement: [
      allowed(["s3:GetObject"], objectsOf(scope, id, uri)),
      allowed(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "*"),
    ],
  };
  return new Resource(
    `${id}BuildRole`,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: trustOf("lambda.amazonaws.com"),
      Policies: [{ PolicyName: "MicrovmImageBuildPolicy", PolicyDocument: document }],
      Tags: tagList({ "lambda:createdBy": "SAM" }),
    },
    shared,
  );
}

/** The objects of the code's bucket, which may only be known when the stack is made. */
function objectsOf(scope: Scope, id: string, uri: unknown): Json {
  const known = isObject(uri) ? withParameters(scope.values, uri) : uri;
  if (typeof known !== "string" || !known.startsWith("s3://")) {
    const Bucket = { "Fn::Select": [2, { "Fn::Split": ["/", uri] }] };
    return { "Fn::Sub": ["arn:${AWS::Partition}:s3:::${Bucket}/*", { Bucket }] };
  }
  const bucket = known.slice("s3://".length).split("/")[0];
  if (bucket === "")
    throw new InvalidResource(
      id,
      "CodeUri must be a valid S3 URI with a bucket name (e.g. s3://bucket/key.zip).",
    );
  return { "Fn::Sub": `arn:\${AWS::Partition}:s3:::${bucket}/*` };
}
