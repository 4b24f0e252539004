/** A template that AWS's own transform breaks on was answered 500. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

test("a WebSocket API with a route that is null is refused", async () => {
  const client = new CloudFormationClient(brume.client);
  const TemplateBody = JSON.stringify({
    Transform: "AWS::Serverless-2016-10-31",
    Resources: {
      Api: {
        Type: "AWS::Serverless::WebSocketApi",
        Properties: {
          RouteSelectionExpression: "$request.body.action",
          Routes: { $default: null },
        },
      },
    },
  });
  const refused = await client
    .send(
      new CreateStackCommand({
        StackName: "s",
        TemplateBody,
        Capabilities: ["CAPABILITY_AUTO_EXPAND", "CAPABILITY_IAM"],
      }),
    )
    .catch((error: Error) => error);
  expect(refused).toMatchObject({
    name: "ValidationError",
    message: expect.stringContaining(
      "Transform AWS::Serverless-2016-10-31 failed with: Internal transform failure.",
    ),
  });
});
