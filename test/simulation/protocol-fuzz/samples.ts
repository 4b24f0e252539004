/** Valid requests, as the official clients write them, for mutations to start from. */
import type { OperationModel, Protocol, ServiceModel } from "#aws/model";
import { loadModel } from "#aws/models";
import { type ClientRequest, officialClient } from "../../conformance/clients.ts";
import { forClient } from "../../conformance/comparison.ts";
import { exampleOf } from "../../conformance/examples.ts";
import { WORKING } from "./working.ts";

export interface Sample {
  readonly service: string;
  readonly protocol: Protocol;
  readonly operation: string;
  readonly method: string;
  /** Encoded, as it stands in the request line. */
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

class Enough extends Error {}

/** Every operation of a service that its client can write, by one protocol. */
export async function samplesOf(id: string, protocol: Protocol): Promise<Sample[]> {
  const model = loadModel(id);
  if (id === "sqs" && protocol === "query") return queueForms(model);
  const inputs: [string, unknown][] = [];
  for (const { name, input } of Object.values(model.operations))
    for (const extent of ["all", "required"] as const) {
      const made = input === undefined ? {} : exampleOf(model, input, extent);
      inputs.push([name, input === undefined ? {} : forClient(model, { shape: input }, made)]);
    }
  return written(model, protocol, inputs);
}

/** What WORKING has for a service, by one protocol. */
export async function workingOf(id: string, protocol: Protocol): Promise<Sample[]> {
  const known = Object.hasOwn(WORKING, id) ? WORKING[id]! : [];
  return id === "sqs" && protocol === "query" ? [] : written(loadModel(id), protocol, known);
}

/** Operations and their inputs as the official client writes them. */
async function written(
  model: ServiceModel,
  protocol: Protocol,
  inputs: readonly (readonly [string, unknown])[],
): Promise<Sample[]> {
  const client = inputs.length === 0 ? undefined : await officialClient(model, protocol);
  const out: Sample[] = [];
  for (const [name, input] of inputs) {
    if (client?.has(name) !== true) continue;
    let taken: ClientRequest | undefined;
    try {
      await client.send(name, input, (request) => {
        taken = request;
        throw new Enough();
      });
    } catch (error) {
      if (!(error instanceof Enough)) continue;
    }
    if (taken !== undefined) out.push(sampleOf(model, protocol, model.operations[name]!, taken));
  }
  return out;
}

function sampleOf(
  model: ServiceModel,
  protocol: Protocol,
  operation: OperationModel,
  request: ClientRequest,
): Sample {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(request.query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      pairs.push(one === null ? escaped(name) : `${escaped(name)}=${escaped(String(one))}`);
  const { body } = request;
  const left = new Set(["content-length", "host", "authorization"]);
  return {
    service: model.id,
    protocol,
    operation: operation.name,
    method: request.method,
    path: request.path,
    query: pairs.join("&"),
    headers: [
      ["host", "localhost:4566"],
      ...Object.entries(request.headers).filter(([name]) => !left.has(name.toLowerCase())),
      ["x-amz-date", "20260101T000000Z"],
      ["authorization", authorization(model.signingName)],
    ],
    body:
      typeof body === "string"
        ? Buffer.from(body)
        : body instanceof Uint8Array
          ? Buffer.from(body)
          : Buffer.alloc(0),
  };
}

export const authorization = (signingName: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${signingName}/aws4_request, ` +
  `SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/** SQS by Query, which its client no longer speaks. */
function queueForms(model: ServiceModel): Sample[] {
  const forms = [
    "CreateQueue&QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=40&Tag.1.Key=a&Tag.1.Value=b",
    "SendMessage&QueueUrl=http%3A%2F%2Flocalhost%2F000000000000%2Fq&MessageBody=hello&DelaySeconds=1" +
      "&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v",
    "SendMessageBatch&QueueUrl=http%3A%2F%2Flocalhost%2F000000000000%2Fq&SendMessageBatchRequestEntry.1.Id=a" +
      "&SendMessageBatchRequestEntry.1.MessageBody=b&SendMessageBatchRequestEntry.2.Id=c&SendMessageBatchRequestEntry.2.MessageBody=d",
    "ReceiveMessage&QueueUrl=http%3A%2F%2Flocalhost%2F000000000000%2Fq&MaxNumberOfMessages=2&AttributeName.1=All",
    "GetQueueAttributes&QueueUrl=http%3A%2F%2Flocalhost%2F000000000000%2Fq&AttributeName.1=All",
    "ListQueues&QueueNamePrefix=q&MaxResults=3",
  ];
  return forms.map((form) => ({
    service: "sqs",
    protocol: "query",
    operation: form.split("&")[0]!,
    method: "POST",
    path: "/",
    query: "",
    headers: [
      ["host", "localhost:4566"],
      ["content-type", "application/x-www-form-urlencoded"],
      ["x-amz-date", "20260101T000000Z"],
      ["authorization", authorization(model.signingName)],
    ],
    body: Buffer.from(`Action=${form}&Version=${model.apiVersion}`),
  }));
}
