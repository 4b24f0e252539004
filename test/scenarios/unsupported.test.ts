/** What Brume lacks says so and names itself, for every service whose model it has. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { OperationModel, Protocol, ServiceModel } from "#aws/model";
import { loadModel, modelIds } from "#aws/models";
import { services } from "#services/index";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

interface Message {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** A request for an operation without input, as the protocol's clients begin it. */
function message(model: ServiceModel, operation: OperationModel, protocol: Protocol): Message {
  switch (protocol) {
    case "aws-json-1.0":
    case "aws-json-1.1":
      return {
        method: "POST",
        path: "/",
        headers: {
          "content-type": `application/x-amz-json-${protocol.slice(-3)}`,
          "x-amz-target": `${model.targetPrefix}.${operation.name}`,
        },
        body: "{}",
      };
    case "query":
    case "ec2-query":
      return {
        method: "POST",
        path: "/",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: `Action=${operation.name}&Version=${model.apiVersion}`,
      };
    case "rpc-cbor":
      return {
        method: "POST",
        path: `/service/${model.targetPrefix}/operation/${operation.name}`,
        headers: { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
      };
    default:
      return {
        method: operation.http.method,
        path: operation.http.uri.replace(/\{[^}]+\}/g, "x"),
        headers: {},
      };
  }
}

/** The first operation that has no handler, needs no input, and has an address of its own. */
async function lacking(model: ServiceModel, rest: boolean): Promise<OperationModel | undefined> {
  const entry = services.find(({ id }) => id === model.id);
  const handlers = (await entry?.load())?.service.handlers;
  const all = Object.values(model.operations);
  const address = ({ http }: OperationModel) => `${http.method} ${http.uri}`;
  return all.find((operation) => {
    const shape = model.shapes[operation.input ?? ""];
    const needs = shape?.type === "structure" ? (shape.required ?? []).length : 0;
    if (handlers?.has(operation.name) || needs > 0) return false;
    return !rest || all.filter((other) => address(other) === address(operation)).length === 1;
  });
}

const cases = modelIds().flatMap((id) => {
  const model = loadModel(id);
  return model.protocols.map((protocol) => [`${id} by ${protocol}`, model, protocol] as const);
});

test.each(cases)("%s", async (_name, model, protocol) => {
  const operation = await lacking(model, protocol.startsWith("rest-"));
  // Every operation of the service that takes no input has a handler.
  if (operation === undefined) return;
  const { method, path, headers, body } = message(model, operation, protocol);
  const answer = await fetch(brume.url + path, {
    method,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${model.signingName}/aws4_request, SignedHeaders=host, Signature=00`,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  expect([operation.name, answer.status]).toEqual([operation.name, 501]);
  if (method !== "HEAD") expect(text).toContain(`${model.id}:${operation.name}`);
});
