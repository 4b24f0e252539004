/** botocore's service-2.json as our facts: see src/aws/model.ts. */
import type { Member, OperationModel, Protocol, ServiceModel, Shape } from "#aws/model";

// biome-ignore lint/suspicious/noExplicitAny: somebody else's JSON.
export type Json = any;

/**
 * @param id Ours.
 * @param queryModel The model of when the service spoke Query: the names and error codes it had there.
 */
export function modelOf(id: string, raw: Json, paginators: Json, queryModel?: Json): ServiceModel {
  if (queryModel !== undefined) addQueryNames(raw, queryModel);
  const { metadata } = raw;
  const operations: Record<string, OperationModel> = {};
  for (const name of Object.keys(raw.operations).sort())
    operations[name] = operationOf(name, raw.operations[name], paginators?.pagination?.[name]);
  const shapes: Record<string, Shape> = {};
  for (const name of Object.keys(raw.shapes).sort()) shapes[name] = shapeOf(raw.shapes[name]);
  return clean({
    id,
    serviceId: metadata.serviceId,
    apiVersion: metadata.apiVersion,
    endpointPrefix: metadata.endpointPrefix,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    protocols: protocolsOf(id, metadata),
    targetPrefix: metadata.targetPrefix,
    xmlNamespace: metadata.xmlNamespace?.uri ?? metadata.xmlNamespace,
    queryCompatible: metadata.awsQueryCompatible === undefined ? undefined : true,
    operations,
    shapes,
  }) as unknown as ServiceModel;
}

function addQueryNames(raw: Json, queryModel: Json): void {
  for (const [name, old] of Object.entries<Json>(queryModel.shapes)) {
    const shape = raw.shapes[name];
    if (shape === undefined) continue;
    if (old.error !== undefined)
      shape.error = { ...old.error, ...shape.error, code: old.error.code };
    if (old.flattened) shape.flattened = true;
    for (const key of ["member", "key", "value"])
      if (old[key]?.locationName && shape[key]) shape[key].locationName = old[key].locationName;
    for (const [key, member] of Object.entries<Json>(old.members ?? {})) {
      // A flattened map may say at itself what its entries are called.
      const called = member.locationName ?? queryModel.shapes[member.shape]?.locationName;
      if (shape.members?.[key] !== undefined && called) shape.members[key].locationName = called;
    }
  }
}

function protocolsOf(id: string, metadata: Json): Protocol[] {
  const known: Record<string, (m: Json) => Protocol> = {
    json: (m) => (m.jsonVersion === "1.0" ? "aws-json-1.0" : "aws-json-1.1"),
    query: () => "query",
    ec2: () => "ec2-query",
    "rest-json": () => "rest-json",
    "rest-xml": () => "rest-xml",
    "smithy-rpc-v2-cbor": () => "rpc-cbor",
  };
  const names: string[] = [metadata.protocol, ...(metadata.protocols ?? [])];
  const all = [...new Set(names)].flatMap((name) =>
    known[name] === undefined ? [] : [known[name](metadata)],
  );
  // SQS went from Query to JSON; its older clients are still about.
  if (id === "sqs" && !all.includes("query")) all.push("query");
  return all;
}

function operationOf(name: string, raw: Json, paginator: Json): OperationModel {
  const list = (value: Json) =>
    value === undefined ? undefined : Array.isArray(value) ? value : [value];
  return clean({
    // CloudFront's own names end in its API version, which no client or policy says.
    name,
    http: clean({
      method: raw.http?.method ?? "POST",
      uri: raw.http?.requestUri ?? "/",
      status: raw.http?.responseCode,
    }),
    input: raw.input?.shape,
    output: raw.output?.shape,
    errors: raw.errors?.map((e: Json) => e.shape),
    resultWrapper: raw.output?.resultWrapper,
    inputXmlName: raw.input?.locationName,
    inputXmlNamespace: raw.input?.xmlNamespace?.uri,
    unsigned: raw.authtype === "none" || raw.auth?.includes("smithy.api#noAuth") ? true : undefined,
    checksum:
      raw.httpChecksum === undefined
        ? undefined
        : clean({
            required: raw.httpChecksum.requestChecksumRequired,
            algorithmMember: raw.httpChecksum.requestAlgorithmMember,
          }),
    paginator:
      paginator === undefined
        ? undefined
        : clean({
            input: list(paginator.input_token),
            output: list(paginator.output_token),
            limit: paginator.limit_key,
            result: list(paginator.result_key) ?? [],
          }),
  }) as unknown as OperationModel;
}

function shapeOf(raw: Json): Shape {
  switch (raw.type) {
    case "structure": {
      const members: Record<string, Member> = {};
      for (const [name, member] of Object.entries<Json>(raw.members ?? {}))
        members[name] = memberOf(member);
      return clean({
        type: "structure",
        members,
        required: raw.required?.length ? raw.required : undefined,
        payload: raw.payload,
        union: raw.union,
        eventStream: raw.eventstream,
        event: raw.event,
        wrapper: raw.wrapper,
        error:
          raw.exception || raw.error
            ? clean({
                code: raw.error?.code,
                status: raw.error?.httpStatusCode,
                senderFault: raw.error?.senderFault ?? (raw.fault ? false : undefined),
              })
            : undefined,
        xmlName: raw.locationName,
        xmlNamespace:
          raw.xmlNamespace === undefined
            ? undefined
            : clean({ uri: raw.xmlNamespace.uri, prefix: raw.xmlNamespace.prefix }),
        document: raw.document,
      }) as Shape;
    }
    case "list":
      return clean({
        type: "list",
        member: memberOf(raw.member),
        min: raw.min,
        max: raw.max,
        flattened: raw.flattened,
      }) as Shape;
    case "map":
      return clean({
        type: "map",
        key: memberOf(raw.key),
        value: memberOf(raw.value),
        min: raw.min,
        max: raw.max,
        flattened: raw.flattened,
      }) as Shape;
    case "character":
    case "string":
      return clean({
        type: "string",
        min: raw.min,
        max: raw.max,
        pattern: raw.pattern,
        enum: raw.enum,
        sensitive: raw.sensitive,
      }) as Shape;
    case "blob":
      return clean({ type: "blob", min: raw.min, max: raw.max, streaming: raw.streaming }) as Shape;
    case "timestamp":
      return clean({ type: "timestamp", timestampFormat: raw.timestampFormat }) as Shape;
    case "boolean":
      return { type: "boolean" };
    default:
      return clean({ type: raw.type, min: raw.min, max: raw.max }) as Shape;
  }
}

function memberOf(raw: Json): Member {
  return clean({
    shape: raw.shape,
    location: raw.location,
    name: raw.locationName,
    queryName: raw.queryName,
    flattened: raw.flattened,
    xmlAttribute: raw.xmlAttribute,
    timestampFormat: raw.timestampFormat,
    streaming: raw.streaming,
    jsonValue: raw.jsonvalue,
    xmlNamespace:
      raw.xmlNamespace === undefined
        ? undefined
        : clean({ uri: raw.xmlNamespace.uri, prefix: raw.xmlNamespace.prefix }),
    hostLabel: raw.hostLabel,
    idempotencyToken: raw.idempotencyToken,
    contextParam: raw.contextParam?.name,
    eventHeader: raw.eventheader,
    eventPayload: raw.eventpayload,
  }) as unknown as Member;
}

function clean(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
}
