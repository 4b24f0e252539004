/** Inputs as users write them, read by the models. */
import { expect, test } from "bun:test";
import { Fault } from "#aws/fault";
import { loadModel } from "#aws/models";
import { inputFromJson } from "../user-input.ts";

const CASES: readonly [service: string, operation: string, given: unknown, read: unknown][] = [
  ["sqs", "SendMessage", { QueueUrl: "u", DelaySeconds: "5" }, { QueueUrl: "u", DelaySeconds: 5 }],
  // Names begin with either case; what is no member is left out, and so is null.
  ["sqs", "SendMessage", { queueUrl: "u", Other: 1, MessageBody: null }, { QueueUrl: "u" }],
  ["logs", "CreateLogStream", { LogGroupName: "g" }, { logGroupName: "g" }],
  // Bytes: base64 where it is that, else text.
  ["lambda", "Invoke", { Payload: '{"a":1}' }, { Payload: new Uint8Array(Buffer.from('{"a":1}')) }],
  [
    "lambda",
    "Invoke",
    { Payload: "eyJhIjoxfQ==" },
    { Payload: new Uint8Array(Buffer.from('{"a":1}')) },
  ],
  // Times: epoch seconds or dates.
  ["scheduler", "CreateSchedule", { StartDate: 1.5 }, { StartDate: 1_500 }],
  ["scheduler", "CreateSchedule", { StartDate: "1970-01-01T00:00:01Z" }, { StartDate: 1_000 }],
  ["dynamodb", "PutItem", { Item: { a: { N: 1 } } }, { Item: { a: { N: "1" } } }],
  ["sqs", "SendMessage", [], "SerializationException"],
  ["sqs", "SendMessage", { QueueUrl: {} }, "SerializationException"],
  ["sqs", "SendMessage", { DelaySeconds: "soon" }, "SerializationException"],
  ["sqs", "SendMessageBatch", { Entries: "none" }, "SerializationException"],
  ["scheduler", "CreateSchedule", { StartDate: "someday" }, "SerializationException"],
  ["dynamodb", "PutItem", { Item: nested(200) }, "SerializationException"],
];

function nested(depth: number): unknown {
  let value: unknown = { S: "x" };
  for (let n = 0; n < depth; n++) value = { M: { a: value } };
  return { a: value };
}

test.each(CASES)("%s %s, case %#", (service, operation, given, read) => {
  const model = loadModel(service);
  let found: unknown;
  try {
    found = inputFromJson(model, model.operations[operation]!, given);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    found = error.code;
  }
  expect(found).toEqual(read);
});
