/** Notifications to phones, into the mailbox. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as s from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type TestBrume, testBrume } from "#test/harness/brume";

let brume: TestBrume;
let sns: s.SNSClient;
beforeAll(async () => {
  brume = await testBrume();
  sns = new s.SNSClient(brume.client);
});
afterAll(() => brume.stop());
const refused = (work: Promise<unknown>) =>
  work.catch((error: Error) => `${error.name}: ${error.message}`);

test("an endpoint gets its platform's part of a message, until it is disabled", async () => {
  const { PlatformApplicationArn } = await sns.send(
    new s.CreatePlatformApplicationCommand({
      ...{ Name: "shop", Platform: "GCM", Attributes: { PlatformCredential: "secret" } },
    }),
  );
  expect(PlatformApplicationArn).toBe("arn:aws:sns:us-east-1:000000000000:app/GCM/shop");
  const create = (more: object = {}) =>
    sns.send(
      new s.CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: "device-1", ...more }),
    );
  const { EndpointArn } = await create();
  expect((await create()).EndpointArn).toBe(EndpointArn);
  expect(await refused(create({ CustomUserData: "other" }))).toContain(
    "already exists with the same Token, but different attributes.",
  );
  const message = { MessageStructure: "json", Message: '{"default":"d","GCM":"{\\"data\\":1}"}' };
  await sns.send(new s.PublishCommand({ TargetArn: EndpointArn, ...message }));
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "news" }));
  await sns.send(
    new s.SubscribeCommand({ TopicArn, Protocol: "application", Endpoint: EndpointArn }),
  );
  await sns.send(new s.PublishCommand({ TopicArn, Message: "to all" }));
  await brume.advance(0);
  expect(await brume.kernel.mailbox.last({ medium: "push", limit: 10 })).toMatchObject([
    { body: "to all", to: EndpointArn, from: "shop" },
    { body: '{"data":1}', details: { platform: "GCM", token: "device-1" } },
  ]);
  const Attributes = { Enabled: "false" };
  await sns.send(new s.SetEndpointAttributesCommand({ EndpointArn, Attributes }));
  expect(
    await refused(sns.send(new s.PublishCommand({ TargetArn: EndpointArn, Message: "x" }))),
  ).toBe("EndpointDisabledException: Endpoint is disabled");
  const shown = await sns.send(
    new s.GetPlatformApplicationAttributesCommand({ PlatformApplicationArn }),
  );
  expect(shown.Attributes).toEqual({ Enabled: "true" });
  const listed = await sns.send(
    new s.ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn }),
  );
  expect(listed.Endpoints).toMatchObject([{ EndpointArn, Attributes: { Enabled: "false" } }]);
  await sns.send(new s.DeletePlatformApplicationCommand({ PlatformApplicationArn }));
  expect(await refused(sns.send(new s.GetEndpointAttributesCommand({ EndpointArn })))).toBe(
    "NotFoundException: Endpoint does not exist",
  );
});

test("what happens to endpoints is told to the topics that the application names", async () => {
  const sqs = new SQSClient(brume.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "events" }));
  const { TopicArn } = await sns.send(new s.CreateTopicCommand({ Name: "events" }));
  const Endpoint = "arn:aws:sqs:us-east-1:000000000000:events";
  await sns.send(new s.SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  const told = async () => {
    await brume.advance(0);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body }) => JSON.parse(JSON.parse(Body!).Message));
  };
  const names = ["EndpointCreated", "EndpointDeleted", "EndpointUpdated", "DeliveryFailure"];
  const events = Object.fromEntries(names.map((name) => [`Event${name}`, TopicArn!]));
  const { PlatformApplicationArn } = await sns.send(
    new s.CreatePlatformApplicationCommand({
      ...{ Name: "told", Platform: "APNS" },
      Attributes: { PlatformCredential: "x", ...events },
    }),
  );
  const { EndpointArn } = await sns.send(
    new s.CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: "device" }),
  );
  const facts = { EndpointArn, Resource: PlatformApplicationArn, Service: "SNS" };
  expect(await told()).toMatchObject([{ ...facts, EventType: "EndpointCreated" }]);
  const other = await sns.send(new s.CreateTopicCommand({ Name: "other" }));
  await sns.send(
    new s.SubscribeCommand({
      ...{ TopicArn: other.TopicArn, Protocol: "application", Endpoint: EndpointArn },
    }),
  );
  const Attributes = { Enabled: "false" };
  await sns.send(new s.SetEndpointAttributesCommand({ EndpointArn, Attributes }));
  expect(await told()).toMatchObject([{ ...facts, EventType: "EndpointUpdated" }]);
  const { MessageId } = await sns.send(
    new s.PublishCommand({ TopicArn: other.TopicArn, Message: "unheard" }),
  );
  expect(await told()).toMatchObject([
    {
      ...{ ...facts, EventType: "DeliveryFailure", MessageId, DeliveryAttempts: 1 },
      ...{ FailureType: "EndpointDisabled", FailureMessage: "Endpoint is disabled" },
    },
  ]);
  await sns.send(new s.DeleteEndpointCommand({ EndpointArn }));
  expect(await told()).toMatchObject([{ ...facts, EventType: "EndpointDeleted" }]);
  await sns.send(
    new s.SetPlatformApplicationAttributesCommand({
      ...{ PlatformApplicationArn, Attributes: { EventEndpointCreated: "" } },
    }),
  );
  await sns.send(new s.CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: "next" }));
  expect(await told()).toEqual([]);
});
