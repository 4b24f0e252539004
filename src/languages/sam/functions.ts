/** AWS::Serverless::Function. */
import { InvalidResource } from "./errors.ts";
import { eventResources } from "./events.ts";
import { policiesOf } from "./policies.ts";
import {
  defined,
  digest,
  getAtt,
  isObject,
  type Json,
  kept,
  type Made,
  ref,
  type Scope,
  tagList,
} from "./scope.ts";

/** Properties that pass as they are. */
const PASSED = [
  "Architectures",
  "CodeSigningConfigArn",
  "Description",
  "EphemeralStorage",
  "FileSystemConfigs",
  "FunctionName",
  "Handler",
  "ImageConfig",
  "KmsKeyArn",
  "Layers",
  "LoggingConfig",
  "MemorySize",
  "PackageType",
  "RecursiveLoop",
  "Runtime",
  "RuntimeManagementConfig",
  "SnapStart",
  "Timeout",
  "VpcConfig",
];
const KNOWN = new Set([
  ...PASSED,
  "CodeUri",
  "InlineCode",
  "ImageUri",
  "Role",
  "Policies",
  "PermissionsBoundary",
  "RolePath",
  "AssumeRolePolicyDocument",
  "Environment",
  "Tags",
  "PropagateTags",
  "Tracing",
  "DeadLetterQueue",
  "ReservedConcurrentExecutions",
  "AutoPublishAlias",
  "AutoPublishCodeSha256",
  "AutoPublishAliasAllProperties",
  "VersionDescription",
  "VersionDeletionPolicy",
  "Events",
  "FunctionUrlConfig",
  "EventInvokeConfig",
  "ProvisionedConcurrencyConfig",
]);
const BASIC = "service-role/AWSLambdaBasicExecutionRole";

export function serverlessFunction(scope: Scope, id: string, resource: Json): Made {
  const properties = (resource["Properties"] ?? {}) as Json;
  for (const name of Object.keys(properties))
    if (!KNOWN.has(name))
      throw new InvalidResource(
        id,
        `property ${name} not defined for resource of type AWS::Serverless::Function`,
      );
  const made: Made = {};
  const role = properties["Role"] ?? getAtt(`${id}Role`, "Arn");
  const shared = conditionOf(resource);
  const tags = properties["Tags"];
  const image = properties["PackageType"] === "Image";
  if (!image && properties["Handler"] === undefined)
    throw new InvalidResource(id, "Missing required property 'Handler'.");
  const functionProperties: Json = {
    ...Object.fromEntries(
      PASSED.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
    ),
    Code: codeOf(id, properties),
    Role: role,
    Tags: tagList(tags),
    ...defined({
      Environment: properties["Environment"],
      TracingConfig:
        properties["Tracing"] === undefined || properties["Tracing"] === "Disabled"
          ? undefined
          : { Mode: properties["Tracing"] },
      DeadLetterConfig: isObject(properties["DeadLetterQueue"])
        ? { TargetArn: properties["DeadLetterQueue"]["TargetArn"] }
        : undefined,
      ReservedConcurrentExecutions: properties["ReservedConcurrentExecutions"],
    }),
  };
  made[id] = { Type: "AWS::Lambda::Function", Properties: functionProperties, ...kept(resource) };
  const events = eventResources(scope, id, resource, aliasOf(properties));
  if (properties["Role"] === undefined)
    made[`${id}Role`] = roleOf(
      scope,
      id,
      properties,
      events.managedPolicies,
      events.policies,
      shared,
    );
  if (typeof properties["AutoPublishAlias"] === "string")
    addAlias(made, id, properties, functionProperties, shared);
  if (isObject(properties["FunctionUrlConfig"]))
    addUrl(made, id, properties["FunctionUrlConfig"], aliasOf(properties), shared);
  if (isObject(properties["EventInvokeConfig"]))
    addInvokeConfig(made, id, properties["EventInvokeConfig"], aliasOf(properties), shared);
  return { ...made, ...events.resources };
}

const aliasOf = (properties: Json): string | undefined =>
  typeof properties["AutoPublishAlias"] === "string" ? properties["AutoPublishAlias"] : undefined;

export const conditionOf = (resource: Json): Json =>
  resource["Condition"] === undefined ? {} : { Condition: resource["Condition"] };

function codeOf(id: string, properties: Json): Json {
  const { CodeUri: uri, InlineCode: inline, ImageUri: image } = properties;
  if (inline !== undefined) return { ZipFile: inline };
  if (image !== undefined) return { ImageUri: image };
  if (uri === undefined) throw new InvalidResource(id, "'CodeUri' must be specified.");
  return codePlace(id, uri, "CodeUri", "S3Bucket", "S3Key", "S3ObjectVersion");
}

/** "s3://bucket/key", or an object of bucket, key and version, under the names wanted. */
export function codePlace(
  id: string,
  uri: unknown,
  name: string,
  bucket: string,
  key: string,
  version: string,
): Json {
  if (isObject(uri) && uri["Bucket"] !== undefined && uri["Key"] !== undefined)
    return {
      [bucket]: uri["Bucket"],
      [key]: uri["Key"],
      ...(uri["Version"] === undefined ? {} : { [version]: uri["Version"] }),
    };
  const match =
    typeof uri === "string" ? /^s3:\/\/([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(uri) : null;
  if (match === null)
    throw new InvalidResource(
      id,
      `'${name}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.`,
    );
  return {
    [bucket]: match[1],
    [key]: match[2],
    ...(match[3] === undefined ? {} : { [version]: match[3] }),
  };
}

function roleOf(
  scope: Scope,
  id: string,
  properties: Json,
  eventManaged: readonly string[],
  eventPolicies: readonly Json[],
  shared: Json,
): Json {
  const arn = (name: string): unknown =>
    scope.options.managedPolicies[name.split("/").at(-1)!] ??
    `arn:${scope.options.partition}:iam::aws:policy/${name}`;
  const base: unknown[] = [arn(BASIC)];
  if (properties["Tracing"] !== undefined && properties["Tracing"] !== "Disabled")
    base.push(arn("AWSXrayWriteOnlyAccess"));
  if (properties["VpcConfig"] !== undefined)
    base.push(arn("service-role/AWSLambdaVPCAccessExecutionRole"));
  const { managed, inline } = policiesOf(scope, id, properties["Policies"]);
  const policies = [...inline, ...eventPolicies, ...deadLetterPolicy(properties)];
  const all = [...base, ...eventManaged.map(arn), ...managed];
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: properties["AssumeRolePolicyDocument"] ?? {
        Version: "2012-10-17",
        Statement: [
          {
            Action: ["sts:AssumeRole"],
            Effect: "Allow",
            Principal: { Service: ["lambda.amazonaws.com"] },
          },
        ],
      },
      ManagedPolicyArns: all.filter(
        (one, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i,
      ),
      ...(policies.length > 0 ? { Policies: policies } : {}),
      ...defined({
        PermissionsBoundary: properties["PermissionsBoundary"],
        Path: properties["RolePath"],
      }),
      Tags: tagList(properties["Tags"]),
    },
    ...shared,
  };
}

function deadLetterPolicy(properties: Json): Json[] {
  const queue = properties["DeadLetterQueue"];
  if (!isObject(queue)) return [];
  const Action = queue["Type"] === "SNS" ? "sns:Publish" : "sqs:SendMessage";
  return [
    {
      PolicyName: "DeadLetterQueuePolicy",
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action, Effect: "Allow", Resource: queue["TargetArn"] }],
      },
    },
  ];
}

function addAlias(
  made: Made,
  id: string,
  properties: Json,
  functionProperties: Json,
  shared: Json,
): void {
  const alias = String(properties["AutoPublishAlias"]);
  const seed =
    properties["AutoPublishCodeSha256"] ??
    (properties["AutoPublishAliasAllProperties"] ? functionProperties : functionProperties["Code"]);
  const version = `${id}Version${digest(seed, 10)}`;
  const policy = properties["VersionDeletionPolicy"] ?? "Retain";
  made[version] = {
    Type: "AWS::Lambda::Version",
    DeletionPolicy: policy,
    ...shared,
    Properties: {
      FunctionName: ref(id),
      ...defined({ Description: properties["VersionDescription"] }),
    },
  };
  made[`${id}Alias${alias.replace(/[^A-Za-z0-9]/g, "")}`] = {
    Type: "AWS::Lambda::Alias",
    ...shared,
    Properties: {
      Name: alias,
      FunctionName: ref(id),
      FunctionVersion: getAtt(version, "Version"),
      ...defined({ ProvisionedConcurrencyConfig: properties["ProvisionedConcurrencyConfig"] }),
    },
  };
}

function addUrl(
  made: Made,
  id: string,
  config: Json,
  alias: string | undefined,
  shared: Json,
): void {
  const target =
    alias === undefined ? ref(id) : ref(`${id}Alias${alias.replace(/[^A-Za-z0-9]/g, "")}`);
  const auth = config["AuthType"];
  made[`${id}Url`] = {
    Type: "AWS::Lambda::Url",
    ...shared,
    Properties: {
      TargetFunctionArn: target,
      AuthType: auth,
      ...defined({ Cors: config["Cors"], InvokeMode: config["InvokeMode"] }),
    },
  };
  if (auth !== "NONE") return;
  made[`${id}UrlPublicPermissions`] = {
    Type: "AWS::Lambda::Permission",
    ...shared,
    Properties: {
      Action: "lambda:InvokeFunctionUrl",
      FunctionName: target,
      Principal: "*",
      FunctionUrlAuthType: "NONE",
    },
  };
  made[`${id}URLInvokeAllowPublicAccess`] = {
    Type: "AWS::Lambda::Permission",
    ...shared,
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: target,
      Principal: "*",
      InvokedViaFunctionUrl: true,
    },
  };
}

function addInvokeConfig(
  made: Made,
  id: string,
  config: Json,
  alias: string | undefined,
  shared: Json,
): void {
  if (config["DestinationConfig"] !== undefined)
    throw new InvalidResource(
      id,
      "EventInvokeConfig with a DestinationConfig is not supported yet.",
    );
  made[`${id}EventInvokeConfig`] = {
    Type: "AWS::Lambda::EventInvokeConfig",
    ...shared,
    Properties: {
      FunctionName: ref(id),
      Qualifier: alias ?? "$LATEST",
      ...defined({
        MaximumEventAgeInSeconds: config["MaximumEventAgeInSeconds"],
        MaximumRetryAttempts: config["MaximumRetryAttempts"],
      }),
    },
  };
}
