import { afterAll, beforeAll, expect, test } from "bun:test";
import * as gw from "@aws-sdk/client-api-gateway";
import * as cfn from "@aws-sdk/client-cloudformation";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let client: gw.APIGatewayClient;
let stacks: cfn.CloudFormationClient;
beforeAll(async () => {
  brume = await testBrume({ running: true });
  client = new gw.APIGatewayClient(brume.client);
  stacks = new cfn.CloudFormationClient(brume.client);
});
afterAll(() => brume.stop());

type Json = Record<string, unknown>;
const ref = (Ref: string) => ({ Ref });
const RestApiId = ref("Api");

const template = (answer: string, burst: number): Json => ({
  Resources: {
    Api: {
      Type: "AWS::ApiGateway::RestApi",
      Properties: {
        Name: "stacked",
        EndpointConfiguration: { Types: ["REGIONAL"] },
        BinaryMediaTypes: ["image/png"],
      },
    },
    Pets: {
      Type: "AWS::ApiGateway::Resource",
      Properties: {
        RestApiId,
        ParentId: { "Fn::GetAtt": ["Api", "RootResourceId"] },
        PathPart: "pets",
      },
    },
    Pet: {
      Type: "AWS::ApiGateway::Model",
      Properties: { RestApiId, Name: "Pet", Schema: { type: "object", required: ["name"] } },
    },
    Checks: {
      Type: "AWS::ApiGateway::RequestValidator",
      Properties: { RestApiId, Name: "body", ValidateRequestBody: true },
    },
    PostPets: {
      Type: "AWS::ApiGateway::Method",
      Properties: {
        RestApiId,
        ResourceId: ref("Pets"),
        HttpMethod: "POST",
        AuthorizationType: "NONE",
        ApiKeyRequired: true,
        RequestValidatorId: ref("Checks"),
        RequestModels: { "application/json": ref("Pet") },
        RequestParameters: { "method.request.querystring.q": "false" },
        MethodResponses: [
          { StatusCode: 200, ResponseParameters: { "method.response.header.X-A": true } },
        ],
        Integration: {
          Type: "MOCK",
          RequestTemplates: { "application/json": '{"statusCode":200}' },
          IntegrationResponses: [
            {
              StatusCode: 200,
              ResponseParameters: { "method.response.header.X-A": "'a'" },
              ResponseTemplates: { "application/json": answer },
            },
          ],
        },
      },
    },
    Denied: {
      Type: "AWS::ApiGateway::GatewayResponse",
      Properties: { RestApiId, ResponseType: "INVALID_API_KEY", StatusCode: "401" },
    },
    Deployment: {
      Type: "AWS::ApiGateway::Deployment",
      DependsOn: ["PostPets", "Denied"],
      Properties: { RestApiId },
    },
    Stage: {
      Type: "AWS::ApiGateway::Stage",
      Properties: {
        RestApiId,
        StageName: "live",
        DeploymentId: ref("Deployment"),
        Variables: { name: "v" },
        MethodSettings: [
          {
            ResourcePath: "/*",
            HttpMethod: "*",
            ThrottlingBurstLimit: burst,
            ThrottlingRateLimit: 100,
          },
        ],
        Tags: [{ Key: "k", Value: "v" }],
      },
    },
    Key: {
      Type: "AWS::ApiGateway::ApiKey",
      Properties: { Enabled: true, Value: "01234567890123456789" },
    },
    Plan: {
      Type: "AWS::ApiGateway::UsagePlan",
      Properties: {
        ApiStages: [{ ApiId: RestApiId, Stage: ref("Stage") }],
        Throttle: { BurstLimit: 50, RateLimit: 50 },
      },
    },
    Joined: {
      Type: "AWS::ApiGateway::UsagePlanKey",
      Properties: { KeyId: ref("Key"), KeyType: "API_KEY", UsagePlanId: ref("Plan") },
    },
    Domain: {
      Type: "AWS::ApiGateway::DomainName",
      Properties: {
        DomainName: "stacked.example.com",
        RegionalCertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/c",
        EndpointConfiguration: { Types: ["REGIONAL"] },
      },
    },
    Mapping: {
      Type: "AWS::ApiGateway::BasePathMapping",
      Properties: { DomainName: ref("Domain"), RestApiId, Stage: ref("Stage") },
    },
    Account: {
      Type: "AWS::ApiGateway::Account",
      Properties: { CloudWatchRoleArn: "arn:aws:iam::000000000000:role/logs" },
    },
    Words: {
      Type: "AWS::ApiGateway::DocumentationPart",
      Properties: { RestApiId, Location: { Type: "API" }, Properties: '{"description":"d"}' },
    },
    Version: {
      Type: "AWS::ApiGateway::DocumentationVersion",
      DependsOn: "Words",
      Properties: { RestApiId, DocumentationVersion: "1" },
    },
    Link: {
      Type: "AWS::ApiGateway::VpcLink",
      Properties: {
        Name: "l",
        TargetArns: ["arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/1"],
      },
    },
  },
  Outputs: {
    Api: { Value: RestApiId },
    Deployment: { Value: { "Fn::GetAtt": ["Deployment", "DeploymentId"] } },
    Resource: { Value: { "Fn::GetAtt": ["Pets", "ResourceId"] } },
    Regional: { Value: { "Fn::GetAtt": ["Domain", "RegionalDomainName"] } },
  },
});

async function outputs(StackName: string): Promise<Record<string, string>> {
  await cfn.waitUntilStackExists({ client: stacks, maxWaitTime: 30 }, { StackName });
  for (let i = 0; i < 200; i++) {
    await brume.kernel.settle();
    const { Stacks } = await stacks.send(new cfn.DescribeStacksCommand({ StackName }));
    const { StackStatus = "", StackStatusReason, Outputs } = Stacks![0]!;
    if (/(CREATE|UPDATE)_COMPLETE$/.test(StackStatus) && !/ROLLBACK/.test(StackStatus))
      return Object.fromEntries((Outputs ?? []).map((one) => [one.OutputKey!, one.OutputValue!]));
    if (/FAILED|ROLLBACK/.test(StackStatus)) {
      const { StackEvents } = await stacks.send(new cfn.DescribeStackEventsCommand({ StackName }));
      const why = StackEvents?.filter((e) => /FAILED/.test(e.ResourceStatus ?? ""));
      throw new Error(
        `${StackStatus}: ${StackStatusReason} ${why?.map((e) => `${e.LogicalResourceId}: ${e.ResourceStatusReason}`).join("; ")}`,
      );
    }
  }
  throw new Error("The stack did not come to an end.");
}

async function post(id: string, path: string, body: string, key = "01234567890123456789") {
  const response = await fetch(`${brume.url}/restapis/${id}/live/_user_request_${path}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "x-api-key": key },
  });
  return [response.status, await response.text()];
}

test("a template of every kind of resource is deployed, updated and removed", async () => {
  const StackName = "whole";
  await stacks.send(
    new cfn.CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template("one", 100)) }),
  );
  const made = await outputs(StackName);
  expect(made["Regional"]).toMatch(/^d-\w+\.execute-api\.us-east-1\.amazonaws\.com$/);
  const id = made["Api"]!;
  expect(await post(id, "/pets", '{"name":"a"}')).toEqual([200, "one"]);
  expect(await post(id, "/pets", "{}")).toEqual([400, '{"message":"Invalid request body"}']);
  expect(await post(id, "/pets", "{}", "wrong")).toEqual([401, '{"message":"Forbidden"}']);
  const method = await client.send(
    new gw.GetMethodCommand({ restApiId: id, resourceId: made["Resource"], httpMethod: "POST" }),
  );
  expect(method.requestParameters).toEqual({ "method.request.querystring.q": false });
  const changed = template("two", 7);
  const { Resources } = changed as { Resources: Record<string, Json> };
  Resources["Deployment2"] = { ...Resources["Deployment"] };
  delete Resources["Deployment"];
  (Resources["Stage"]!["Properties"] as Json)["DeploymentId"] = ref("Deployment2");
  delete (changed["Outputs"] as Json)["Deployment"];
  await stacks.send(
    new cfn.UpdateStackCommand({ StackName, TemplateBody: JSON.stringify(changed) }),
  );
  await outputs(StackName);
  expect(await post(id, "/pets", '{"name":"a"}')).toEqual([200, "two"]);
  const stage = await client.send(new gw.GetStageCommand({ restApiId: id, stageName: "live" }));
  expect(stage.methodSettings?.["*/*"]?.throttlingBurstLimit).toBe(7);
  expect(stage.tags).toMatchObject({ k: "v" });
  await stacks.send(new cfn.DeleteStackCommand({ StackName }));
  await cfn.waitUntilStackDeleteComplete(
    { client: stacks, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { StackName },
  );
  const left = await client.send(new gw.GetRestApisCommand({}));
  expect(left.items).toEqual([]);
  expect((await client.send(new gw.GetUsagePlansCommand({}))).items).toEqual([]);
}, 60_000);

test("a document in a template is an API, with what the template says over it", async () => {
  const StackName = "sam";
  const body = {
    swagger: "2.0",
    info: { version: "1.0", title: { Ref: "AWS::StackName" } },
    paths: {
      "/a": {
        get: {
          responses: {},
          "x-amazon-apigateway-integration": {
            type: "mock",
            requestTemplates: { "application/json": '{"statusCode":200}' },
            responses: {
              default: { statusCode: "200", responseTemplates: { "application/json": "a" } },
            },
          },
        },
      },
    },
  };
  const TemplateBody = JSON.stringify({
    Resources: {
      Api: {
        Type: "AWS::ApiGateway::RestApi",
        Properties: {
          Body: body,
          MinimumCompressionSize: 1,
          Parameters: { endpointConfigurationTypes: "REGIONAL" },
        },
      },
      Deployment: {
        Type: "AWS::ApiGateway::Deployment",
        Properties: { RestApiId, Description: "d", StageName: "Stage" },
      },
      Prod: {
        Type: "AWS::ApiGateway::Stage",
        Properties: {
          RestApiId,
          DeploymentId: ref("Deployment"),
          StageName: "live",
          TracingEnabled: true,
        },
      },
    },
    Outputs: { Api: { Value: RestApiId } },
  });
  await stacks.send(new cfn.CreateStackCommand({ StackName, TemplateBody }));
  const { Api: id } = await outputs(StackName);
  const api = await client.send(new gw.GetRestApiCommand({ restApiId: id }));
  expect(api).toMatchObject({
    name: "sam",
    minimumCompressionSize: 1,
    endpointConfiguration: { types: ["REGIONAL"] },
  });
  const answer = await fetch(`${brume.url}/restapis/${id}/live/_user_request_/a`, {
    headers: { "accept-encoding": "gzip" },
  });
  expect(answer.headers.get("content-encoding")).toBe("gzip");
  expect(await answer.text()).toBe("a");
}, 60_000);
