/** Stages of HTTP APIs that throttle and write access logs; APIs written out as OpenAPI. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as v2 from "@aws-sdk/client-apigatewayv2";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let api: v2.ApiGatewayV2Client;
beforeAll(async () => {
  brume = await testBrume();
  api = new v2.ApiGatewayV2Client(brume.client);
});
afterAll(() => brume.stop());

test("a stage throttles, logs, and forgets both again", async () => {
  const logs = new CloudWatchLogsClient(brume.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "access" }));
  const { ApiId } = await api.send(
    // Nothing listens there, which is answered at once.
    new v2.CreateApiCommand({ Name: "a", ProtocolType: "HTTP", Target: "http://127.0.0.1:9/" }),
  );
  const stage = { ApiId, StageName: "$default" };
  const DestinationArn = "arn:aws:logs:us-east-1:000000000000:log-group:access";
  const bad = new v2.UpdateStageCommand({
    ...stage,
    AccessLogSettings: { DestinationArn, Format: "$context.status" },
  });
  expect(api.send(bad)).rejects.toThrow("AccessLogSettings Format must include");
  await api.send(
    new v2.UpdateStageCommand({
      ...stage,
      DefaultRouteSettings: { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 },
      AccessLogSettings: {
        DestinationArn,
        Format: "$context.requestId $context.status $context.path",
      },
    }),
  );
  const call = async () =>
    (await fetch(`${brume.url}/_aws/execute-api/${ApiId}/$default/pets`)).status;
  expect([await call(), await call(), await call()]).toEqual([503, 503, 429]);
  await brume.advance(1_000);
  expect([await call(), await call()]).toEqual([503, 429]);
  await brume.kernel.settle();
  const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: "access" }));
  expect(events!.map(({ message }) => message!.split(" ").slice(1).join(" ")).sort()).toEqual([
    "429 /pets",
    "429 /pets",
    "503 /pets",
    "503 /pets",
    "503 /pets",
  ]);
  const shown = await api.send(new v2.GetStageCommand(stage));
  expect(shown.DefaultRouteSettings?.ThrottlingBurstLimit).toBe(2);
  await api.send(new v2.DeleteAccessLogSettingsCommand(stage));
  expect((await api.send(new v2.GetStageCommand(stage))).AccessLogSettings).toBeUndefined();
});

test("what is exported can be imported", async () => {
  const { ApiId } = await api.send(
    new v2.CreateApiCommand({
      Name: "out",
      ProtocolType: "HTTP",
      CorsConfiguration: { AllowOrigins: ["https://a.example"] },
    }),
  );
  const { AuthorizerId } = await api.send(
    new v2.CreateAuthorizerCommand({
      ApiId,
      Name: "jwt",
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: { Issuer: "https://issuer.example", Audience: ["app"] },
    }),
  );
  const { IntegrationId } = await api.send(
    new v2.CreateIntegrationCommand({
      ApiId,
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "GET",
      IntegrationUri: "https://backend.example/{id}",
      PayloadFormatVersion: "1.0",
    }),
  );
  await api.send(
    new v2.CreateRouteCommand({
      ApiId,
      RouteKey: "GET /pets/{id}",
      Target: `integrations/${IntegrationId}`,
      AuthorizationType: "JWT",
      AuthorizerId,
      AuthorizationScopes: ["read"],
    }),
  );
  const out = (id: string | undefined) =>
    api
      .send(new v2.ExportApiCommand({ ApiId: id, Specification: "OAS30", OutputType: "JSON" }))
      .then(({ body }) => Buffer.from(body!).toString());
  const Body = await out(ApiId);
  const imported = await api.send(new v2.ImportApiCommand({ Body, FailOnWarnings: true }));
  const strip = (text: string) => ({ ...JSON.parse(text), servers: 0, info: 0 });
  expect(strip(await out(imported.ApiId))).toEqual(strip(Body));
  const { Items } = await api.send(new v2.GetRoutesCommand({ ApiId: imported.ApiId }));
  expect(Items?.map((r) => [r.RouteKey, r.AuthorizationType, r.AuthorizationScopes])).toEqual([
    ["GET /pets/{id}", "JWT", ["read"]],
  ]);
});
