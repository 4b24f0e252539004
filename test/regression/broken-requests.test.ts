/** Requests that the fuzz of protocols found answered with a 500, or in no protocol at all. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

const signed = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, ` +
  `SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;

async function sent(
  service: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  path = "/",
): Promise<string> {
  const answer = await fetch(`${brume.url}${path}`, {
    method: "POST",
    headers: { authorization: signed(service), ...headers },
    body,
  });
  const named = answer.headers.get("x-amzn-errortype") ?? "";
  return `${answer.status} ${named} ${await answer.text()}`;
}

const form = { "content-type": "application/x-www-form-urlencoded" };
const json = (target: string) => ({
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": target,
});

test("a ciphertext that is not there is missing, though the model does not require it", async () => {
  for (const [operation, more] of [
    ["Decrypt", {}],
    ["ReEncrypt", { DestinationKeyId: "alias/aws/s3" }],
  ] as const) {
    const answer = await sent("kms", json(`TrentService.${operation}`), JSON.stringify(more));
    expect(answer).toStartWith("400 ");
    expect(answer).toContain("Value null at 'ciphertextBlob' failed to satisfy constraint");
  }
});

const queue = "QueueUrl=http%3A%2F%2Flocalhost%2F000000000000%2Fq&Version=2012-11-05";
const missing: readonly (readonly [string, string, string])[] = [
  [
    "sqs",
    `Action=SendMessageBatch&${queue}&SendMessageBatchRequestEntry.1.Id=a`,
    "The request must contain the parameter SendMessageBatchRequestEntry.1.MessageBody.",
  ],
  [
    "sns",
    "Action=PublishBatch&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3At" +
      "&PublishBatchRequestEntries.member.1.Id=a",
    "Value null at &apos;publishBatchRequestEntries.1.member.message&apos; failed to satisfy",
  ],
];
for (const [service, body, words] of missing)
  test(`${service}: what a list's entry requires is missing`, async () => {
    const answer = await sent(service, form, body);
    expect(answer).toStartWith("400 ");
    expect(answer.replaceAll("'", "&apos;")).toContain(words);
  });

test("a null in a list is missing too", async () => {
  const body = JSON.stringify({ QueueUrl: "http://localhost/000000000000/q", Entries: [null] });
  expect(await sent("sqs", json("AmazonSQS.SendMessageBatch"), body)).toContain("MissingParameter");
  const names = JSON.stringify({ Names: [null] });
  expect(await sent("ssm", json("AmazonSSM.GetParameters"), names)).toContain(
    "Value '[null]' at 'names' failed to satisfy constraint: Member must satisfy constraint: " +
      "[Member must have length less than or equal to 2048, " +
      "Member must have length greater than or equal to 1, Member must not be null]",
  );
});

test("a time beyond what a calendar holds cannot be read", async () => {
  for (const time of ["9007199254740993", "-1e300", "1e400"]) {
    const body = `{"Entries":[{"Source":"a","DetailType":"b","Detail":"{}","Time":${time}}]}`;
    expect(await sent("events", json("AWSEvents.PutEvents"), body)).toStartWith(
      "400 SerializationException ",
    );
  }
});

test("a JSON message that is null has no default entry", async () => {
  const topic = "TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3At";
  const body = `Action=Publish&Version=2010-03-31&${topic}&MessageStructure=json&Message=null`;
  expect(await sent("sns", form, body)).toContain("No default entry in JSON message body");
});

test("a role that can have no such name is assumed by nobody, and nothing is left unhandled", async () => {
  const role = "RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fw%C3%BCrking";
  const body = `Action=AssumeRole&Version=2011-06-15&${role}&RoleSessionName=session`;
  expect(await sent("sts", form, body)).toStartWith("400 ");
  // An unhandled rejection would end the process, and this test with it.
  expect(await sent("sts", form, "Action=GetCallerIdentity&Version=2011-06-15")).toStartWith("200");
});

test("a variable of an input transformer has a path", async () => {
  const InputTransformer = { InputPathsMap: { a: "" }, InputTemplate: "<a>" };
  const Arn = "arn:aws:sqs:us-east-1:000000000000:q";
  const body = JSON.stringify({ Rule: "r", Targets: [{ Id: "1", Arn, InputTransformer }] });
  const answer = await sent("events", json("AWSEvents.PutTargets"), body);
  expect(answer).toContain("Invalid JSONPath provided for target 1.");
});

test("an ARN of no parameter names none", async () => {
  const answer = await sent("ssm", json("AmazonSSM.DeleteParameter"), '{"Name":"arn:"}');
  expect(answer).toStartWith("400 ParameterNotFound");
});

const unknown: readonly (readonly [string, string, Record<string, string>, string, string])[] = [
  ["dynamodb", "/", json("NoSuch.Thing"), "400", "UnknownOperationException"],
  ["sts", "/", form, "400", "<Code>MissingAction</Code>"],
  ["ec2", "/", form, "400", "<Response><Errors><Error><Code>MissingAction</Code>"],
  ["lambda", "/nothing", json("x"), "404", "UnknownOperationException"],
  ["route53", "/nothing", {}, "404", "<Code>UnknownOperationException</Code>"],
  ["s3", "/bucket", {}, "405", "<Code>MethodNotAllowed</Code>"],
];
for (const [service, path, headers, status, words] of unknown)
  test(`${service}: a request for no operation is answered in its protocol`, async () => {
    const answer = await sent(service, headers, "", path);
    expect(answer).toStartWith(`${status} `);
    expect(answer).toContain(words);
  });

test("a document nested too deeply is refused at once, and what is no text is not read as one", async () => {
  const imported = (body: string) => sent("apigateway", {}, body, "/restapis?mode=import");
  const deep = await imported(
    `{"openapi":"3.0.1","x":${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}}`,
  );
  expect(deep).toStartWith("400 BadRequestException ");
  const odd = JSON.stringify({
    openapi: "3.0.1",
    info: { title: { toString: 1 }, version: "1" },
    "x-amazon-apigateway-binary-media-types": [{ toString: 1 }],
    paths: { "/a": { get: { operationId: { toString: 1 } } } },
  });
  expect(await imported(odd)).not.toStartWith("500 ");
});
