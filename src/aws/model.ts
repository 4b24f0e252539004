/**
 * The facts about an AWS service's interface, as `tools/generate` takes them from botocore's models.
 * A model is one JSON file in `aws/generated/models/`, read on first use of its service.
 */

export type Protocol =
  | "aws-json-1.0"
  | "aws-json-1.1"
  | "query"
  | "ec2-query"
  | "rest-json"
  | "rest-xml"
  | "rpc-cbor";

export interface ServiceModel {
  /** The word after `aws` in the CLI where it is one of ours: sqs, events, stepfunctions. */
  readonly id: string;
  /** botocore's serviceId, e.g. "API Gateway"; names error prefixes and the CBOR route. */
  readonly serviceId: string;
  readonly apiVersion: string;
  /** e.g. "sqs", "email": the first label of the service's host name. */
  readonly endpointPrefix: string;
  /** The service in a credential scope, e.g. "sqs", "execute-api". */
  readonly signingName: string;
  /** Every protocol the service answers, the preferred one first. */
  readonly protocols: readonly Protocol[];
  /** e.g. "AmazonSQS": what stands before the dot in X-Amz-Target. */
  readonly targetPrefix?: string;
  readonly xmlNamespace?: string;
  /** Query error codes are sent beside JSON ones (`x-amzn-query-error`). */
  readonly queryCompatible?: boolean;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly name: string;
  readonly http: { readonly method: string; readonly uri: string; readonly status?: number };
  /** Names of shapes. */
  readonly input?: string;
  readonly output?: string;
  readonly errors?: readonly string[];
  /** Query: the element that wraps the result. */
  readonly resultWrapper?: string;
  /** rest-xml: the input's own XML element and namespace. */
  readonly inputXmlName?: string;
  readonly inputXmlNamespace?: string;
  /** No signature is expected (`authtype: none`). */
  readonly unsigned?: boolean;
  readonly checksum?: { readonly required?: boolean; readonly algorithmMember?: string };
  readonly endpointPrefix?: string;
  readonly paginator?: {
    readonly input: readonly string[];
    readonly output: readonly string[];
    readonly limit?: string;
    readonly result: readonly string[];
  };
}

export type Shape =
  | StructureShape
  | ListShape
  | MapShape
  | StringShape
  | NumberShape
  | { readonly type: "boolean" }
  | BlobShape
  | TimestampShape
  | { readonly type: "document" };

export interface StructureShape {
  readonly type: "structure";
  readonly members: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  /** The member that is the HTTP body. */
  readonly payload?: string;
  readonly union?: boolean;
  readonly eventStream?: boolean;
  /** An event of an event stream. */
  readonly event?: boolean;
  readonly error?: {
    readonly code?: string;
    readonly status?: number;
    readonly senderFault?: boolean;
  };
  readonly xmlName?: string;
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string };
  /** A structure that the SDK serialises in this order (S3). */
  readonly wrapper?: boolean;
}

export interface Member {
  readonly shape: string;
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  /** The name on the wire where it differs from the member's. */
  readonly name?: string;
  /** EC2's own name for queries. */
  readonly queryName?: string;
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: { readonly uri: string; readonly prefix?: string };
  readonly timestampFormat?: TimestampFormat;
  readonly streaming?: boolean;
  readonly jsonValue?: boolean;
  readonly hostLabel?: boolean;
  readonly idempotencyToken?: boolean;
  readonly contextParam?: string;
  readonly eventHeader?: boolean;
  readonly eventPayload?: boolean;
}

export interface ListShape {
  readonly type: "list";
  readonly member: Member;
  readonly min?: number;
  readonly max?: number;
  readonly flattened?: boolean;
}

export interface MapShape {
  readonly type: "map";
  readonly key: Member;
  readonly value: Member;
  readonly min?: number;
  readonly max?: number;
  readonly flattened?: boolean;
}

export interface StringShape {
  readonly type: "string";
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
}

export interface NumberShape {
  readonly type: "integer" | "long" | "float" | "double";
  readonly min?: number;
  readonly max?: number;
}

export interface BlobShape {
  readonly type: "blob";
  readonly min?: number;
  readonly max?: number;
  readonly streaming?: boolean;
}

export type TimestampFormat = "iso8601" | "rfc822" | "unixTimestamp";

export interface TimestampShape {
  readonly type: "timestamp";
  readonly timestampFormat?: TimestampFormat;
}
