/**
 * What every protocol does: turn a request into an operation's input and an output, or a fault,
 * into a response. Values: structures and maps are objects without a prototype, timestamps numbers
 * of epoch milliseconds, blobs Uint8Array, 64-bit integers numbers, streaming members a `Body`
 * going in and a `ResponseBody` coming out, event streams AsyncIterable of `{ [event]: {...} }`.
 */
import type { Fault } from "#aws/fault";
import type { OperationModel, Protocol, ServiceModel } from "#aws/model";
import type { HttpRequest, HttpResponse } from "#protocol/http";

export type Value = Record<string, unknown>;

export interface Codec {
  readonly protocol: Protocol;
  /**
   * Reads the input of `operation`. `body` is the whole body, or undefined where the operation
   * streams it (then the streaming member is `request.body`, or an event stream read from it).
   * `labels` are the URI labels the router matched, decoded. A promise where the first message of
   * an event stream holds members.
   * @throws Fault in AWS's words for input that cannot be read (SerializationException and kin).
   */
  parse(
    operation: OperationModel,
    request: HttpRequest,
    body: Uint8Array | undefined,
    labels: Readonly<Record<string, string>>,
  ): Value | Promise<Value>;
  serialize(operation: OperationModel, output: Value, requestId: string): HttpResponse;
  /** `operation` is undefined when the request never got as far as one. */
  serializeFault(
    operation: OperationModel | undefined,
    fault: Fault,
    requestId: string,
  ): HttpResponse;
}

/** The codec of a protocol for a service; compiled pieces are kept per operation. */
export type CodecFor = (model: ServiceModel, protocol: Protocol) => Codec;
