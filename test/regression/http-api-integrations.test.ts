/** Integrations of HTTP APIs: mapped answers, services' operations, authorizing functions, by template. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume({ running: true });
});
afterAll(() => brume.stop());

const code = `
let calls = 0;
exports.handler = async (event) => {
  if (event.type === "REQUEST") {
    calls++;
    const allow = event.headers.who === "ada";
    const Statement = [{ Effect: allow ? "Allow" : "Deny", Action: "execute-api:Invoke", Resource: event.routeArn.replace(/GET.*/, "GET/shown") }];
    return { principalId: "p", policyDocument: { Version: "2012-10-17", Statement }, context: { calls } };
  }
  return { statusCode: 201, headers: { "x-own": "1", "x-gone": "2" }, body: JSON.stringify({ who: event.headers["x-who"], q: event.queryStringParameters, authorizer: event.requestContext.authorizer }) };
};`;

const invocations = {
  "Fn::Sub":
    "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Code.Arn}/invocations",
};
const api = { Ref: "Api" };
const assume = (service: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});
const to = (integration: string) => ({ "Fn::Sub": `integrations/\${${integration}}` });
const resource = (Type: string, Properties: object) => ({ Type, Properties });

const template = {
  Resources: {
    Queue: resource("AWS::SQS::Queue", { QueueName: "orders" }),
    Role: resource("AWS::IAM::Role", {
      AssumeRolePolicyDocument: assume("lambda.amazonaws.com"),
    }),
    Code: resource("AWS::Lambda::Function", {
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { ZipFile: code },
    }),
    Api: resource("AWS::ApiGatewayV2::Api", { Name: "mapped", ProtocolType: "HTTP" }),
    Stage: resource("AWS::ApiGatewayV2::Stage", {
      ApiId: api,
      StageName: "$default",
      AutoDeploy: true,
    }),
    Judge: resource("AWS::ApiGatewayV2::Authorizer", {
      ApiId: api,
      Name: "judge",
      AuthorizerType: "REQUEST",
      AuthorizerPayloadFormatVersion: "2.0",
      AuthorizerResultTtlInSeconds: 300,
      IdentitySource: ["$request.header.who"],
      AuthorizerUri: invocations,
    }),
    Behind: resource("AWS::ApiGatewayV2::Integration", {
      ApiId: api,
      IntegrationType: "AWS_PROXY",
      IntegrationUri: { "Fn::GetAtt": ["Code", "Arn"] },
      PayloadFormatVersion: "2.0",
      RequestParameters: {
        "append:header.x-who": "${request.header.who} of ${context.stage}",
        "overwrite:querystring.q": "$request.path.id",
      },
      ResponseParameters: {
        201: {
          ResponseParameters: [
            { Destination: "overwrite:statuscode", Source: "202" },
            { Destination: "remove:header.x-gone", Source: "''" },
            { Destination: "append:header.x-new", Source: "$response.header.x-own" },
          ],
        },
      },
    }),
    Sending: resource("AWS::ApiGatewayV2::Integration", {
      ApiId: api,
      IntegrationType: "AWS_PROXY",
      IntegrationSubtype: "SQS-SendMessage",
      PayloadFormatVersion: "1.0",
      RequestParameters: { QueueUrl: { Ref: "Queue" }, MessageBody: "$request.body.order" },
    }),
    Shown: resource("AWS::ApiGatewayV2::Route", {
      ApiId: api,
      RouteKey: "GET /{id}",
      Target: to("Behind"),
      AuthorizationType: "CUSTOM",
      AuthorizerId: { Ref: "Judge" },
    }),
    Sent: resource("AWS::ApiGatewayV2::Route", {
      ApiId: api,
      RouteKey: "POST /orders",
      Target: to("Sending"),
    }),
  },
  Outputs: { Api: { Value: api } },
};

test("a template's authorizer, mappings and service integration work", async () => {
  const cloudFormation = new CloudFormationClient(brume.client);
  const StackName = "http";
  await cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(template),
      Capabilities: ["CAPABILITY_IAM"],
    }),
  );
  await brume.kernel.settle();
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const { StackEvents } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents!.filter((e) => e.ResourceStatus?.endsWith("FAILED"));
  expect(failed.map((e) => e.ResourceStatusReason)).toEqual([]);
  const base = `${brume.url}/_aws/execute-api/${Stacks![0]!.Outputs![0]!.OutputValue}/$default`;

  const shown = (path: string, who: string) => fetch(`${base}${path}`, { headers: { who } });
  for (const round of [1, 2]) {
    const answer = await shown("/shown", "ada");
    expect([round, answer.status]).toEqual([round, 202]);
    expect(answer.headers.get("x-gone")).toBeNull();
    expect(answer.headers.get("x-new")).toBe("1");
    expect(await answer.json()).toEqual({
      who: "ada of $default",
      q: { q: "shown" },
      authorizer: { lambda: { calls: 1 } },
    });
  }
  expect((await shown("/other", "ada")).status).toBe(403);
  expect((await shown("/shown", "eve")).status).toBe(403);
  expect((await fetch(`${base}/shown`)).status).toBe(401);

  const body = JSON.stringify({ order: { id: 7 } });
  const sent = await fetch(`${base}/orders`, { method: "POST", body });
  expect([sent.status, await sent.text()]).toEqual([
    200,
    expect.stringContaining("<SendMessageResult>"),
  ]);
  const sqs = new SQSClient(brume.client);
  const QueueUrl = `${brume.url}/000000000000/orders`;
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.[0]?.Body).toBe('{"id":7}');
  const missing = await fetch(`${base}/orders`, { method: "POST", body: "{}" });
  expect([missing.status, await missing.json()]).toEqual([
    400,
    { message: "Missing required parameter: MessageBody" },
  ]);
}, 30_000);
