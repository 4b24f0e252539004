/** AWS JSON 1.0 and 1.1. https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
import type { Fault } from "#aws/fault";
import type { OperationModel, Protocol, ServiceModel } from "#aws/model";
import type { Codec, Value } from "./codec.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import { jsonShapes, parseJson } from "./json.ts";
import { errorShape, queryError, faultMembers } from "./errors.ts";
import { EVENT_STREAM_TYPE, type EventFormat, eventStreamOf } from "./event-stream/events.ts";
import { eventStreamInput, piecesOf } from "./event-stream/reading.ts";
import { eventStreamBody } from "./event-stream/writing.ts";

/**
 * The codec of AWS JSON 1.0 and 1.1: https://smithy.io/2.0/aws/protocols/aws-
 * json-1_0-protocol.html
 */
export function awsJson(model: ServiceModel, protocol: Protocol): Codec {
  const shapes = jsonShapes(model, { timestamps: "unixTimestamp", names: false });
  const type =
    protocol === "aws-json-1.0" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
  const inputs = new Map<string, (value: unknown) => unknown>();
  const outputs = new Map<string, (value: unknown) => unknown>();
  const format: EventFormat = {
    type,
    initial: true,
    write: (member, value) => JSON.stringify(shapes.writer(member)(value)),
    read: (member, payload) => shapes.reader(member)(parseJson(payload)),
  };
  return {
    protocol,
    parse(operation: OperationModel, request: HttpRequest, body: Uint8Array | undefined) {
      if (operation.input === undefined) return Object.create(null);
      const stream = eventStreamOf(model, operation, "input");
      if (stream !== undefined) {
        const pieces = body === undefined ? request.body.stream() : piecesOf(body);
        return eventStreamInput(model, operation, stream, pieces, format, Object.create(null));
      }
      let read = inputs.get(operation.name);
      if (read === undefined) {
        read = shapes.reader({ shape: operation.input });
        inputs.set(operation.name, read);
      }
      return read(parseJson(body ?? new Uint8Array())) as Value;
    },
    serialize(operation: OperationModel, output: Value, requestId: string): HttpResponse {
      const stream = eventStreamOf(model, operation, "output");
      if (stream !== undefined && output[stream.member] !== undefined)
        return {
          status: 200,
          headers: [
            ["content-type", EVENT_STREAM_TYPE],
            ["x-amzn-requestid", requestId],
          ],
          body: eventStreamBody(model, operation, stream, output, format),
        };
      if (operation.output === undefined) return answer(200, "", requestId, type);
      let write = outputs.get(operation.name);
      if (write === undefined) {
        write = shapes.writer({ shape: operation.output });
        outputs.set(operation.name, write);
      }
      return answer(200, JSON.stringify(write(output)), requestId, type);
    },
    serializeFault(
      operation: OperationModel | undefined,
      fault: Fault,
      requestId: string,
    ): HttpResponse {
      const shape = errorShape(model, operation, fault);
      const members =
        shape === undefined
          ? {}
          : (shapes.writer({ shape: shape.name })(faultMembers(shape, fault)) as object);
      const named = { __type: qualified(model, fault.code), ...members };
      const message = "message" in named || "Message" in named ? {} : { message: fault.message };
      const response = answer(
        fault.status,
        JSON.stringify({ ...named, ...message }),
        requestId,
        type,
      );
      const extra: [string, string][] = [["x-amzn-errortype", fault.code]];
      if (model.queryCompatible) extra.push(queryError(shape, fault));
      return { ...response, headers: [...response.headers, ...extra, ...fault.headers] };
    },
  };
}

/** Clients take what stands behind "#"; DynamoDB and SQS name their namespace before it. */
function qualified(model: ServiceModel, code: string): string {
  if (model.id === "dynamodb") {
    const own =
      code === "ValidationException" ||
      code === "SerializationException" ||
      code === "UnrecognizedClientException";
    return own
      ? `com.amazon.coral.${code === "SerializationException" ? "service" : code === "ValidationException" ? "validate" : "service"}#${code}`
      : `com.amazonaws.dynamodb.v20120810#${code}`;
  }
  return model.id === "sqs" ? `com.amazonaws.sqs#${code}` : code;
}

function answer(status: number, body: string, requestId: string, type: string): HttpResponse {
  return {
    status,
    headers: [
      ["content-type", type],
      ["x-amzn-requestid", requestId],
    ],
    body,
  };
}
