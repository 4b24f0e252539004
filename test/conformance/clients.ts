/** The official JavaScript client of each service, with a wire of our own instead of a socket. */
import type { Protocol, ServiceModel } from "#aws/model";

/** What a client hands to its request handler. */
export interface ClientRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ClientResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Answers a request in the place of the network. */
export type Wire = (request: ClientRequest) => ClientResponse | Promise<ClientResponse>;

export interface OfficialClient {
  /** Sends a command over the wire given; rejects as the client does. */
  send(operation: string, input: unknown, wire: Wire): Promise<Record<string, unknown>>;
  /** The client's own schema of an operation: `[kind, namespace, name, traits, input, output]`. */
  schema(operation: string): readonly unknown[] | undefined;
  has(operation: string): boolean;
}

interface Command {
  new (input: unknown): { readonly schema?: readonly unknown[] };
}
interface RawClient {
  send(command: unknown): Promise<Record<string, unknown>>;
}
type Package = Record<string, unknown>;

/** The npm package of a service's client. */
export function packageOf(model: ServiceModel): string {
  return `@aws-sdk/client-${model.serviceId.replaceAll(" ", "-").toLowerCase()}`;
}

/** Undefined when that client speaks only another protocol. */
export async function officialClient(
  model: ServiceModel,
  protocol: Protocol,
): Promise<OfficialClient | undefined> {
  const all = (await import(packageOf(model))) as Package;
  const name = Object.keys(all).find(
    (key) => /^[A-Za-z0-9]+Client$/.test(key) && key !== "__Client",
  );
  const Client = all[name!] as new (configuration: object) => RawClient;
  let wire: Wire | undefined;
  const signature = "00".repeat(32);
  const rest = protocol.startsWith("rest-") || protocol === "ec2-query";
  const chosen = rest ? {} : { protocol: await protocolClass(protocol) };
  const client = new Client({
    ...chosen,
    region: "us-east-1",
    endpoint: "http://localhost:4566",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    // Signatures have tests of their own.
    signer: {
      sign: async (given: object) => ("message" in given ? { ...given, signature } : given),
    },
    requestHandler: {
      handle: async (request: ClientRequest) => ({ response: await wire!(request) }),
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    },
    maxAttempts: 1,
    disableHostPrefix: true,
    disableRequestCompression: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    forcePathStyle: true,
    ...(model.id === "sqs" ? { md5: false, useQueueUrlAsEndpoint: false } : {}),
  });
  const command = (operation: string) => all[`${operation}Command`] as Command | undefined;
  return {
    has: (operation) => command(operation) !== undefined,
    schema: (operation) => new (command(operation)!)({}).schema,
    send(operation, input, answer) {
      wire = answer;
      return client.send(new (command(operation)!)(input));
    },
  };
}

/** The client's implementation of a protocol, which need not be its first choice. */
async function protocolClass(protocol: Protocol): Promise<unknown> {
  const protocols = (await import("@aws-sdk/core/protocols")) as Package;
  const names: Readonly<Record<Protocol, string>> = {
    "aws-json-1.0": "AwsJson1_0Protocol",
    "aws-json-1.1": "AwsJson1_1Protocol",
    query: "AwsQueryProtocol",
    "ec2-query": "AwsEc2QueryProtocol",
    "rest-json": "AwsRestJsonProtocol",
    "rest-xml": "AwsRestXmlProtocol",
    "rpc-cbor": "AwsSmithyRpcV2CborProtocol",
  };
  return protocols[names[protocol]];
}
