// Publishes to a queue, and has AWS's own validator judge what arrives.
// node tour.mjs <node_modules of the validator> <version of signatures>
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

const [folder, SignatureVersion] = process.argv.slice(2);
const MessageValidator = createRequire(`${folder}/`)("sns-validator");
const here = new URL(process.env.AWS_ENDPOINT_URL).host.replaceAll(".", "\\.");
const validator = new MessageValidator(new RegExp(`^${here}$`));
const judged = (message) =>
  new Promise((resolve) => validator.validate(message, (error) => resolve(error?.message)));

const sns = new SNSClient({});
const sqs = new SQSClient({});
const name = `signed-${SignatureVersion}`;
const { TopicArn } = await sns.send(
  new CreateTopicCommand({ Name: name, Attributes: { SignatureVersion } }),
);
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${name}`;
await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
await sns.send(new PublishCommand({ TopicArn, Subject: "greeting", Message: "häl\nlo" }));
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
const message = JSON.parse(Messages[0].Body);
assert.equal(message.SignatureVersion, SignatureVersion);
assert.equal(await judged(message), undefined);
assert.match(await judged({ ...message, Message: "other" }), /signature is invalid/i);
