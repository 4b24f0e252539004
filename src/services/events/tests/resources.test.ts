/** AWS::Events::* through CloudFormation. */
import { expect, test } from "bun:test";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import {
  DescribeArchiveCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTagsForResourceCommand,
  PutEventsCommand,
} from "@aws-sdk/client-eventbridge";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { testBrume } from "#test/harness/brume";

const TEMPLATE = {
  Resources: {
    Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "orders" } },
    Queue: { Type: "AWS::SQS::Queue" },
    Rule: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventBusName: { Ref: "Bus" },
        EventPattern: { source: ["shop"] },
        Targets: [{ Id: "queue", Arn: { "Fn::GetAtt": ["Queue", "Arn"] }, InputPath: "$.detail" }],
      },
    },
    Archive: {
      Type: "AWS::Events::Archive",
      Properties: { SourceArn: { "Fn::GetAtt": ["Bus", "Arn"] }, RetentionDays: 3 },
    },
    Connection: {
      Type: "AWS::Events::Connection",
      Properties: {
        AuthorizationType: "API_KEY",
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "k", ApiKeyValue: "v" } },
      },
    },
    Destination: {
      Type: "AWS::Events::ApiDestination",
      Properties: {
        ConnectionArn: { "Fn::GetAtt": ["Connection", "Arn"] },
        HttpMethod: "POST",
        InvocationEndpoint: "http://127.0.0.1:9/hook",
        InvocationRateLimitPerSecond: "20",
      },
    },
    Endpoint: {
      Type: "AWS::Events::Endpoint",
      Properties: {
        RoutingConfig: {
          FailoverConfig: {
            Primary: { HealthCheck: "arn:aws:route53:::healthcheck/h" },
            Secondary: { Route: "us-west-2" },
          },
        },
        EventBuses: [
          { EventBusArn: { "Fn::GetAtt": ["Bus", "Arn"] } },
          { EventBusArn: "arn:aws:events:us-west-2:000000000000:event-bus/orders" },
        ],
      },
    },
  },
  Outputs: {
    Policy: { Value: { "Fn::GetAtt": ["Destination", "ArnForPolicy"] } },
    Url: { Value: { "Fn::GetAtt": ["Endpoint", "EndpointUrl"] } },
    Rule: { Value: { Ref: "Rule" } },
    Queue: { Value: { Ref: "Queue" } },
  },
};

test("a bus, a rule, an archive and a destination, made and removed", async () => {
  const brume = await testBrume();
  try {
    const stacks = new CloudFormationClient(brume.client);
    const events = new EventBridgeClient(brume.client);
    await stacks.send(
      new CreateStackCommand({ StackName: "s", TemplateBody: JSON.stringify(TEMPLATE) }),
    );
    await brume.kernel.settle();
    const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: "s" }));
    expect([Stacks![0]!.StackStatus, Stacks![0]!.StackStatusReason]).toEqual([
      "CREATE_COMPLETE",
      undefined,
    ]);
    const outputs = Object.fromEntries(
      Stacks![0]!.Outputs!.map((output) => [output.OutputKey, output.OutputValue]),
    );
    expect(outputs["Policy"]).toMatch(/:api-destination\/[\w-]+$/);
    expect(outputs["Url"]).toMatch(/^https:\/\/.+\.endpoint\.events\.amazonaws\.com$/);
    await events.send(
      new PutEventsCommand({
        Entries: [{ Source: "shop", DetailType: "t", Detail: '{"a":1}', EventBusName: "orders" }],
      }),
    );
    await brume.kernel.settle();
    const { Messages } = await new SQSClient(brume.client).send(
      new ReceiveMessageCommand({ QueueUrl: outputs["Queue"] }),
    );
    expect(Messages!.map((message) => message.Body)).toEqual(['{"a":1}']);
    await stacks.send(new DeleteStackCommand({ StackName: "s" }));
    await brume.kernel.settle();
    const gone = await events
      .send(
        new DescribeRuleCommand({
          Name: outputs["Rule"]!.split("|")[1],
          EventBusName: "orders",
        }),
      )
      .catch((error: Error) => error.name);
    expect(gone).toBe("ResourceNotFoundException");
  } finally {
    await brume.stop();
  }
});

test("tags follow the template, and properties that it has no longer are taken away", async () => {
  const brume = await testBrume();
  try {
    const stacks = new CloudFormationClient(brume.client);
    const events = new EventBridgeClient(brume.client);
    const here = "arn:aws:events:us-east-1:000000000000";
    const template = (bus: object, rule: object, archive: object) =>
      JSON.stringify({
        Resources: {
          Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "b", ...bus } },
          Rule: {
            Type: "AWS::Events::Rule",
            Properties: { Name: "r", EventPattern: { source: ["a"] }, ...rule },
          },
          Archive: {
            Type: "AWS::Events::Archive",
            Properties: { ArchiveName: "a", SourceArn: `${here}:event-bus/default`, ...archive },
          },
        },
      });
    const tag = (Key: string, Value: string) => ({ Key, Value });
    const done = async () => {
      await brume.kernel.settle();
      const { Stacks } = await stacks.send(new DescribeStacksCommand({ StackName: "s" }));
      return Stacks![0]!.StackStatus;
    };
    const before = template(
      {
        ...{ Description: "d", KmsKeyIdentifier: "alias/k", Tags: [tag("a", "1"), tag("b", "1")] },
        DeadLetterConfig: { Arn: "arn:aws:sqs:us-east-1:000000000000:q" },
      },
      { Description: "d", Tags: [tag("a", "1"), tag("c", "1")] },
      { Description: "d", RetentionDays: 7, EventPattern: { source: ["z"] } },
    );
    await stacks.send(new CreateStackCommand({ StackName: "s", TemplateBody: before }));
    expect(await done()).toBe("CREATE_COMPLETE");
    const after = template(
      { Tags: [tag("b", "2")] },
      { Tags: [tag("a", "2"), tag("b", "3")] },
      { RetentionDays: 0 },
    );
    await stacks.send(new UpdateStackCommand({ StackName: "s", TemplateBody: after }));
    expect(await done()).toBe("UPDATE_COMPLETE");
    const tags = async (path: string) => {
      const ResourceARN = `${here}:${path}`;
      const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN }));
      return Tags!.map(({ Key, Value }) => `${Key}=${Value}`).sort();
    };
    expect(await tags("event-bus/b")).toEqual(["b=2"]);
    expect(await tags("rule/r")).toEqual(["a=2", "b=3"]);
    const bus = await events.send(new DescribeEventBusCommand({ Name: "b" }));
    expect([bus.Description, bus.KmsKeyIdentifier, bus.DeadLetterConfig]).toEqual([
      ...[undefined, undefined, undefined],
    ]);
    const archive = await events.send(new DescribeArchiveCommand({ ArchiveName: "a" }));
    expect([archive.Description, archive.EventPattern, archive.RetentionDays]).toEqual([
      ...[undefined, undefined, 0],
    ]);
  } finally {
    await brume.stop();
  }
});
