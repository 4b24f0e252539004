/** Web functions, images of microVMs, network connectors, capacity providers: what is made of them, and what is refused. */
import { describe, expect, test } from "bun:test";
import { SamError, transform } from "../transform.ts";

type Json = Record<string, unknown>;
type Resources = Record<string, { Type: string; Properties: Json; DependsOn?: unknown }>;

const options = {
  parameterValues: {},
  region: "eu-west-1",
  partition: "aws",
  managedPolicies: {},
};
const made = (type: string, Properties: Json): Resources =>
  transform({ Resources: { It: { Type: `AWS::Serverless::${type}`, Properties } } }, options)[
    "Resources"
  ] as Resources;
function refused(type: string, properties: Json): string {
  try {
    made(type, properties);
  } catch (error) {
    if (error instanceof SamError)
      return error.errorMessage.replace(/^.*Resource with id \[It\] is invalid\. /, "");
    throw error;
  }
  return "";
}
const typesOf = (resources: Resources) =>
  Object.entries(resources).map(([id, { Type }]) => `${id} ${Type}`);

const web = { AuthType: "IamAuth", Runtime: "nodejs24.x", CodeUri: "s3://code/app.zip" };
const vpc = { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"], NetworkProtocol: "IPv4" };
const image = {
  Name: "n",
  CodeUri: "s3://code/app.zip",
  BaseImageArn: "arn",
  BaseImageVersion: "1",
};

describe("a web function", () => {
  test("is a function, a revision and an endpoint, with a role where none is given", () => {
    const resources = made("WebFunction", {
      ...web,
      EnvironmentVariables: { LEVEL: 3, ON: true },
      EntryPoint: "server.js",
      ReplicaRegions: { IncludeRegions: ["CA", "SA", "eu-south-1"], ExcludeRegions: ["CA"] },
    });
    expect(typesOf(resources)).toEqual([
      "ItRole AWS::IAM::Role",
      "It AWS::Lambda::WebFunction",
      "ItRevision AWS::Lambda::WebFunctionRevision",
      "ItEndpoint AWS::Lambda::WebFunctionEndpoint",
    ]);
    const { ItRevision, ItEndpoint } = resources;
    expect([ItRevision!.DependsOn, ItEndpoint!.DependsOn]).toEqual([["It"], ["It", "ItRevision"]]);
    expect(ItRevision!.Properties["BuildConfig"]).toEqual({
      CodeConfig: { S3Object: { Bucket: "code", Key: "app.zip" } },
      RuntimeConfig: { Runtime: "nodejs24.x" },
    });
    expect(ItRevision!.Properties["ServiceConfig"]).toEqual({
      ExecutionRoleArn: { "Fn::GetAtt": ["ItRole", "Arn"] },
      EnvironmentVariables: { LEVEL: "3", ON: "true", AWS_LAMBDA_NODEJS_ENTRYPOINT: "server.js" },
      TimeoutSeconds: 30,
    });
    expect(ItEndpoint!.Properties).toMatchObject({
      EndpointName: "prod",
      Regions: ["eu-south-1", "sa-east-1"],
      RevisionWeights: [
        { RevisionId: { "Fn::GetAtt": ["ItRevision", "RevisionId"] }, Weight: 100 },
      ],
    });
  });

  test.each<[Json, string]>([
    [{ Runtime: null }, "'Runtime' is required."],
    [{ Timeout: 2 }, "'Timeout' must be an integer between 3 and 900."],
    [
      { EndpointType: "MultiRegion" },
      "'AutoDeploymentMode' must be 'Disabled' when 'EndpointType' is 'MultiRegion'.",
    ],
    [
      { AutoDeploymentMode: "Disabled", RevisionWeights: { a: 60, b: 30 } },
      "'RevisionWeights' values must sum to 100, got 90.",
    ],
    [
      { EnvironmentVariables: { "a-b": "x" } },
      "Environment variable key 'a-b' must match pattern '^[a-zA-Z][a-zA-Z0-9_]*$'.",
    ],
    [{ ReplicaRegions: ["nowhere"] }, "Unknown region key or code: 'nowhere'."],
    [
      { ReplicaRegions: { ExcludeRegions: ["EU"] } },
      "'ExcludeRegions' requires 'IncludeRegions' to also be specified in 'ReplicaRegions'.",
    ],
  ])("with %j is refused", (properties, words) => {
    expect(refused("WebFunction", { ...web, ...properties })).toBe(words);
  });
});

describe("an image of a microVM", () => {
  test("is built with a role that reads its bucket", () => {
    const { ItBuildRole, It } = made("MicrovmImage", {
      ...image,
      EnvironmentVariables: { A: "b" },
    });
    expect(JSON.stringify(ItBuildRole)).toContain('"arn:${AWS::Partition}:s3:::code/*"');
    expect(It!.Properties).toMatchObject({
      CodeArtifact: { Uri: "s3://code/app.zip" },
      BuildRoleArn: { "Fn::GetAtt": ["ItBuildRole", "Arn"] },
      EnvironmentVariables: [{ Key: "A", Value: "b" }],
      Hooks: {},
    });
  });

  test("with several faults is refused with all of them", () => {
    const faults = {
      Hooks: { Port: "x", MicrovmHooks: { Run: "ON", More: 1 } },
      Logging: { Disabled: "maybe" },
      Resources: [{}, { MinimumMemoryInMiB: "much" }],
    };
    expect(refused("MicrovmImage", { ...image, ...faults })).toBe(
      [
        "Property 'Logging.Disabled' value could not be parsed to a boolean.",
        "Property 'Resources.0.MinimumMemoryInMiB' is required.",
        "Property 'Resources.1.MinimumMemoryInMiB' value must be dictionary or integer.",
        "Property 'Hooks.Port' value must be dictionary or integer.",
        "Property 'Hooks.MicrovmHooks.Run' value is not a valid dict.",
        "Property 'Hooks.MicrovmHooks.More' is an invalid property.",
      ].join(" "),
    );
  });
});

describe("a network connector", () => {
  test("has an operator role, and the compute types that may use it", () => {
    const { ItOperatorRole, It } = made("NetworkConnector", { VpcConfig: vpc });
    expect(ItOperatorRole!.Properties["ManagedPolicyArns"]).toEqual([
      "arn:aws:iam::aws:policy/AWSLambdaNetworkConnectorOperatorPolicy",
    ]);
    expect(It!.Properties["Configuration"]).toEqual({
      VpcEgressConfiguration: { ...vpc, AssociatedComputeResourceTypes: ["MicroVm"] },
    });
  });

  test.each<[Json, string]>([
    [
      { VpcConfig: { SubnetIds: "x", SecurityGroupIds: [null] } },
      "Property 'VpcConfig.SubnetIds' value is not a valid list. Property 'VpcConfig.SecurityGroupIds.0' none is not an allowed value. Property 'VpcConfig.NetworkProtocol' is required.",
    ],
    [
      { VpcConfig: vpc, ComputeTypes: ["Other"] },
      "'ComputeTypes' values must be one of ['MicroVm', 'WebFunction'], got 'Other'.",
    ],
    [{ VpcConfig: vpc, ComputeTypes: [] }, "'ComputeTypes' must contain exactly one value, got 0."],
  ])("with %j is refused", (properties, words) => {
    expect(refused("NetworkConnector", properties)).toBe(words);
  });
});

test("a capacity provider's numbers and texts are read from either", () => {
  const { It } = made("CapacityProvider", {
    VpcConfig: { SubnetIds: [5, "subnet-1"] },
    ScalingConfig: { MaxVCpuCount: "16", AverageCPUUtilization: "70.5" },
  });
  expect(It!.Properties["VpcConfig"]).toEqual({ SubnetIds: ["5", "subnet-1"] });
  expect(It!.Properties["CapacityProviderScalingConfig"]).toMatchObject({
    MaxVCpuCount: 16,
    ScalingPolicies: [{ TargetValue: 70.5 }],
  });
});
