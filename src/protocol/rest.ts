/**
 * REST-JSON and REST-XML: members stand in the path, the query, headers or the body.
 * https://smithy.io/2.0/spec/http-bindings.html
 */
import { Fault } from "#aws/fault";
import type { Member, OperationModel, ServiceModel, Shape, StructureShape } from "#aws/model";
import type { Codec, Value } from "./codec.ts";
import { errorShape, faultMembers, wireCode } from "./errors.ts";
import { EVENT_STREAM_TYPE, type EventFormat, eventStreamOf } from "./event-stream/events.ts";
import { eventStreamInput, piecesOf } from "./event-stream/reading.ts";
import { eventStreamBody } from "./event-stream/writing.ts";
import type { HttpRequest, HttpResponse, ResponseBody } from "./http.ts";
import { jsonShapes, parseJson, serialization } from "./json.ts";
import { escapeXml, MalformedXml, parseXml } from "./xml.ts";
import { readScalar, readXml, writeScalar, writeXml, xmlDocument } from "./xml-shapes.ts";

/** Events' payloads are written as bodies are. */
const eventFormat = (format: BodyFormat): EventFormat => ({
  type: format.type === "application/xml" ? "text/xml" : format.type,
  initial: false,
  write: (member, value) => format.writePayload(member.shape, member, value),
  read: (member, payload) => format.readPayload(member, payload),
});

/** What the two protocols do differently: the body. */
interface BodyFormat {
  readonly protocol: "rest-json" | "rest-xml";
  readonly type: string;
  /** Members of a structure that stand in the body. */
  readMembers(operation: OperationModel, body: Uint8Array): Value;
  readPayload(member: Member, body: Uint8Array): unknown;
  writeMembers(operation: OperationModel, shape: StructureShape, output: Value): string;
  writePayload(name: string, member: Member, value: unknown): string;
  fault(
    operation: OperationModel | undefined,
    fault: Fault,
    requestId: string,
  ): { body: string; code: string };
}

/** The codec of REST-JSON: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export function restJson(model: ServiceModel): Codec {
  const shapes = jsonShapes(model, { timestamps: "unixTimestamp", names: true });
  const inputs = new Map<string, (value: unknown) => unknown>();
  return rest(model, {
    protocol: "rest-json",
    type: "application/json",
    readMembers(operation, body) {
      let read = inputs.get(operation.name);
      if (read === undefined) {
        read = shapes.reader({ shape: operation.input! });
        inputs.set(operation.name, read);
      }
      return read(parseJson(body)) as Value;
    },
    readPayload: (member, body) =>
      body.length === 0 ? undefined : shapes.reader(member)(parseJson(body)),
    writeMembers: (operation, shape, output) =>
      JSON.stringify(shapes.writer({ shape: operation.output! })(bodyMembers(shape, output))),
    writePayload: (_name, member, value) => JSON.stringify(shapes.writer(member)(value)),
    fault(operation, fault) {
      const shape = errorShape(model, operation, fault);
      const members =
        shape === undefined
          ? {}
          : (shapes.writer({ shape: shape.name })(
              bodyMembers(shape.shape, faultMembers(shape, fault)),
            ) as object);
      const message = Object.keys(members).some((key) => key.toLowerCase() === "message")
        ? {}
        : { message: fault.message };
      return { code: shape?.name ?? fault.code, body: JSON.stringify({ ...members, ...message }) };
    },
  });
}

/** The codec of REST-XML: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export function restXml(model: ServiceModel): Codec {
  const bare = model.id === "s3";
  // botocore's model of S3 leaves out the namespace that S3's answers have.
  const namespace =
    model.xmlNamespace ?? (bare ? "http://s3.amazonaws.com/doc/2006-03-01/" : undefined);
  const malformed = () =>
    new Fault(
      bare ? "MalformedXML" : "MalformedInput",
      "The XML you provided was not well-formed or did not validate against our published schema",
      400,
    );
  const parsed = (member: Member, body: Uint8Array): unknown => {
    try {
      return readXml(model, member, parseXml(Buffer.from(body).toString("utf8")));
    } catch (error) {
      throw error instanceof MalformedXml ? malformed() : error;
    }
  };
  const namespaceOf = (member: Member): string | undefined => {
    const shape = model.shapes[member.shape];
    return (
      member.xmlNamespace?.uri ??
      (shape?.type === "structure" ? shape.xmlNamespace?.uri : undefined) ??
      namespace
    );
  };
  return rest(model, {
    protocol: "rest-xml",
    type: "application/xml",
    readMembers: (operation, body) =>
      body.length === 0
        ? Object.create(null)
        : (parsed({ shape: operation.input! }, body) as Value),
    readPayload: (member, body) => (body.length === 0 ? undefined : parsed(member, body)),
    writeMembers(operation, shape, output) {
      // The one S3 answer that is its only member.
      if (operation.name === "GetBucketLocation" && bare)
        return xmlDocument(
          "LocationConstraint",
          namespace,
          escapeXml(String(output["LocationConstraint"] ?? "")),
        );
      const root =
        shape.xmlName ??
        (bare
          ? (S3_ROOTS[operation.name] ?? operation.output!.replace(/Output$/, "Result"))
          : operation.output!);
      return xmlDocument(root, namespace, writeXml(model, { shape: operation.output! }, output));
    },
    writePayload(name, member, value) {
      const shape = model.shapes[member.shape]!;
      const root = member.name ?? (shape.type === "structure" ? shape.xmlName : undefined) ?? name;
      return xmlDocument(root, namespaceOf(member), writeXml(model, member, value));
    },
    fault(operation, fault, requestId) {
      const shape = errorShape(model, operation, fault);
      const code = escapeXml(wireCode(model, shape, fault));
      const details = Object.entries(fault.details)
        .map(([key, value]) => `<${key}>${escapeXml(String(value))}</${key}>`)
        .join("");
      const inner = `<Code>${code}</Code><Message>${escapeXml(fault.message)}</Message>${details}`;
      const body = bare
        ? `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}<RequestId>${requestId}</RequestId><HostId>${hostId(requestId)}</HostId></Error>`
        : xmlDocument(
            "ErrorResponse",
            namespace,
            `<Error><Type>${fault.status < 500 ? "Sender" : "Receiver"}</Type>${inner}</Error><RequestId>${requestId}</RequestId>`,
          );
      return { code: wireCode(model, shape, fault), body };
    },
  });
}

/** The root elements of S3's answers, which botocore's model leaves out. */
const S3_ROOTS: Readonly<Record<string, string>> = {
  CreateMultipartUpload: "InitiateMultipartUploadResult",
  DeleteObjects: "DeleteResult",
  GetBucketAccelerateConfiguration: "AccelerateConfiguration",
  GetBucketAcl: "AccessControlPolicy",
  GetBucketCors: "CORSConfiguration",
  GetBucketLifecycleConfiguration: "LifecycleConfiguration",
  GetBucketLogging: "BucketLoggingStatus",
  GetBucketNotificationConfiguration: "NotificationConfiguration",
  GetBucketRequestPayment: "RequestPaymentConfiguration",
  GetBucketTagging: "Tagging",
  GetBucketVersioning: "VersioningConfiguration",
  GetBucketWebsite: "WebsiteConfiguration",
  GetObjectAcl: "AccessControlPolicy",
  GetObjectAttributes: "GetObjectAttributesResponse",
  GetObjectTagging: "Tagging",
  ListBuckets: "ListAllMyBucketsResult",
  ListObjectVersions: "ListVersionsResult",
  ListObjects: "ListBucketResult",
  ListObjectsV2: "ListBucketResult",
};

interface Located {
  readonly name: string;
  readonly member: Member;
  readonly shape: Shape;
  /** The header field's name, or its beginning, in lower case. */
  readonly field: string;
}

/** A structure's members by where they stand. */
interface Layout {
  readonly uri: readonly Located[];
  readonly query: readonly Located[];
  readonly headers: readonly Located[];
  readonly prefixes: readonly Located[];
  readonly status: Located | undefined;
  readonly payload: Located | undefined;
  readonly body: boolean;
  /** Whether a member is the Content-Type. */
  readonly typed: boolean;
}

function layoutOf(model: ServiceModel, shape: StructureShape): Layout {
  const all = Object.entries(shape.members).map(([name, member]) => ({
    name,
    member,
    shape: model.shapes[member.shape]!,
    field: (member.name ?? (member.location === "headers" ? "" : name)).toLowerCase(),
  }));
  const at = (location: string) => all.filter((one) => one.member.location === location);
  const headers = at("header");
  return {
    uri: at("uri"),
    query: at("querystring"),
    headers,
    typed: headers.some(({ field }) => field === "content-type"),
    prefixes: at("headers"),
    status: at("statusCode")[0],
    payload:
      shape.payload === undefined ? undefined : all.find((one) => one.name === shape.payload),
    body: shape.payload === undefined && all.some((one) => one.member.location === undefined),
  };
}

function rest(model: ServiceModel, format: BodyFormat): Codec {
  const layouts = new Map<string, Layout>();
  const layout = (name: string): Layout => {
    let known = layouts.get(name);
    if (known === undefined) {
      known = layoutOf(model, model.shapes[name] as StructureShape);
      layouts.set(name, known);
    }
    return known;
  };
  return {
    protocol: format.protocol,
    parse: (operation, request, body, labels) =>
      operation.input === undefined
        ? Object.create(null)
        : readInput(model, format, operation, layout(operation.input), request, body, labels),
    serialize: (operation, output, requestId) =>
      writeOutput(
        model,
        format,
        operation,
        operation.output === undefined ? undefined : layout(operation.output),
        output,
        requestId,
      ),
    serializeFault(operation, fault, requestId) {
      const { body, code } = format.fault(operation, fault, requestId);
      const headers: [string, string][] = [
        ["content-type", format.type],
        ...requestIds(model, requestId),
      ];
      if (format.protocol === "rest-json") headers.push(["x-amzn-errortype", code]);
      const shape = errorShape(model, operation, fault);
      if (shape !== undefined) {
        const said = new Set(fault.headers.map(([name]) => name.toLowerCase()));
        const own = writeHeaders(model, layoutOf(model, shape.shape), fault.details as Value);
        headers.push(...own.filter(([name]) => !said.has(name)));
      }
      const none = fault.status === 304 || fault.status === 204;
      return {
        status: fault.status,
        headers: [...headers, ...fault.headers],
        body: none ? undefined : body,
      };
    },
  };
}

function readInput(
  model: ServiceModel,
  format: BodyFormat,
  operation: OperationModel,
  layout: Layout,
  request: HttpRequest,
  body: Uint8Array | undefined,
  labels: Readonly<Record<string, string>>,
): Value | Promise<Value> {
  let out: Value = Object.create(null);
  const stream = eventStreamOf(model, operation, "input");
  if (layout.payload !== undefined && stream === undefined) {
    const value = readPayload(format, layout.payload, request, body);
    if (value !== undefined) out[layout.payload.name] = value;
  } else if (layout.body && body !== undefined && body.length > 0)
    out = format.readMembers(operation, body);
  for (const { name, member } of layout.uri) {
    const text = labels[member.name ?? name];
    if (text !== undefined) out[name] = scalar(model, member, text);
  }
  if (layout.query.length > 0 && request.query !== "")
    readQuery(model, layout, operation, request.query, out);
  for (const { name, member, shape, field } of layout.headers) {
    const text = request.headers.joined(field);
    if (text === undefined) continue;
    out[name] =
      shape.type === "list"
        ? headerList(model, shape.member, text)
        : scalar(model, member, text, true);
  }
  for (const { name, field: prefix } of layout.prefixes) {
    const held: Record<string, string> = Object.create(null);
    for (const [header, value] of request.headers.entries)
      if (header.toLowerCase().startsWith(prefix)) {
        const key = header.slice(prefix.length).toLowerCase();
        held[key] = held[key] === undefined ? value : `${held[key]},${value}`;
      }
    if (Object.keys(held).length > 0) out[name] = held;
  }
  if (stream === undefined) return out;
  const pieces = body === undefined ? request.body.stream() : piecesOf(body);
  return eventStreamInput(model, operation, stream, pieces, eventFormat(format), out);
}

function readPayload(
  format: BodyFormat,
  { member, shape }: Located,
  request: HttpRequest,
  body: Uint8Array | undefined,
): unknown {
  if (shape.type === "blob") {
    if (member.streaming || shape.streaming) return body === undefined ? request.body : body;
    return body !== undefined && body.length > 0 ? body : undefined;
  }
  if (shape.type === "string")
    return body !== undefined && body.length > 0 ? Buffer.from(body).toString("utf8") : undefined;
  return body === undefined ? undefined : format.readPayload(member, body);
}

function scalar(model: ServiceModel, member: Member, text: string, header = false): unknown {
  try {
    return readScalar(model, member, text, header);
  } catch (error) {
    if (error instanceof MalformedXml) throw serialization(`${error.message}`);
    throw error;
  }
}

function headerList(model: ServiceModel, member: Member, text: string): unknown[] {
  const shape = model.shapes[member.shape]!;
  // HTTP dates hold a comma themselves.
  const parts =
    shape.type === "timestamp" &&
    (member.timestampFormat ?? shape.timestampFormat ?? "rfc822") === "rfc822"
      ? (text.match(/[^,]+,[^,]+/g) ?? [])
      : (text.match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? []);
  return parts.map((part) => {
    const trimmed = part.trim();
    return scalar(
      model,
      member,
      trimmed.startsWith('"') && shape.type === "string"
        ? trimmed.slice(1, -1).replace(/\\(.)/g, "$1")
        : trimmed,
      true,
    );
  });
}

function readQuery(
  model: ServiceModel,
  layout: Layout,
  operation: OperationModel,
  query: string,
  out: Value,
): void {
  const given = new Map<string, string[]>();
  for (const part of query.split("&")) {
    const equals = part.indexOf("=");
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? "" : decode(part.slice(equals + 1));
    const held = given.get(name);
    if (held === undefined) given.set(name, [value]);
    else held.push(value);
  }
  const taken = new Set(constantsOf(operation));
  for (const { name, member, shape } of layout.query) {
    if (shape.type === "map") continue;
    const wire = member.name ?? name;
    const values = given.get(wire);
    taken.add(wire);
    if (values === undefined) continue;
    if (shape.type === "list")
      out[name] = values.map((value) => scalar(model, shape.member, value));
    else if (values[0] !== "" || shape.type === "string")
      out[name] = queryScalar(model, member, values[0]!);
  }
  for (const { name, shape } of layout.query) {
    if (shape.type !== "map") continue;
    const list = model.shapes[shape.value.shape]?.type === "list";
    const rest: Record<string, unknown> = Object.create(null);
    for (const [key, values] of given) if (!taken.has(key)) rest[key] = list ? values : values[0];
    if (Object.keys(rest).length > 0) out[name] = rest;
  }
}

/** Parameters that stand in the operation's own address: `?mode=import`. */
function constantsOf(operation: OperationModel): string[] {
  const { uri } = operation.http;
  const at = uri.indexOf("?");
  if (at < 0) return [];
  return uri
    .slice(at + 1)
    .split("&")
    .map((part) => part.split("=")[0]!);
}

/** Times in queries are ISO 8601 where nothing else is said. */
function queryScalar(model: ServiceModel, member: Member, text: string): unknown {
  return scalar(model, member, text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function writeOutput(
  model: ServiceModel,
  format: BodyFormat,
  operation: OperationModel,
  layout: Layout | undefined,
  output: Value,
  requestId: string,
): HttpResponse {
  const ids = requestIds(model, requestId);
  const status = operation.http.status ?? 200;
  if (layout === undefined) {
    const empty = format.protocol === "rest-json" && status !== 204 ? "{}" : undefined;
    return {
      status,
      headers: empty === undefined ? ids : [["content-type", format.type], ...ids],
      body: empty,
    };
  }
  const headers = [...writeHeaders(model, layout, output), ...ids];
  // A type that the output has a member for is the operation's to say: none is made up.
  const { typed } = layout;
  // S3's model does not say that a range is answered 206.
  const usual = status === 200 && typeof output["ContentRange"] === "string" ? 206 : status;
  const chosen = layout.status === undefined ? usual : Number(output[layout.status.name] ?? status);
  const stream = eventStreamOf(model, operation, "output");
  if (stream !== undefined && output[stream.member] !== undefined)
    return {
      status: chosen,
      headers: typed ? headers : [...headers, ["content-type", EVENT_STREAM_TYPE]],
      body: eventStreamBody(model, operation, stream, output, eventFormat(format)),
    };
  const { payload } = layout;
  if (payload !== undefined) {
    const value = output[payload.name];
    if (payload.shape.type === "blob" || payload.shape.type === "string") {
      if (value === undefined || value === null)
        return { status: chosen, headers, body: undefined };
      return {
        status: chosen,
        headers: typed
          ? headers
          : [
              ...headers,
              [
                "content-type",
                payload.shape.type === "blob" ? "application/octet-stream" : "text/plain",
              ],
            ],
        body: value as ResponseBody,
      };
    }
    if (value === undefined || value === null) return { status: chosen, headers, body: undefined };
    return {
      status: chosen,
      headers: typed ? headers : [["content-type", format.type], ...headers],
      body: format.writePayload(payload.name, payload.member, value),
    };
  }
  if (!layout.body) {
    if (
      format.protocol === "rest-json" &&
      chosen !== 204 &&
      Object.keys((model.shapes[operation.output!] as StructureShape).members).length === 0
    )
      return { status: chosen, headers: [["content-type", format.type], ...headers], body: "{}" };
    return { status: chosen, headers, body: undefined };
  }
  const body = format.writeMembers(
    operation,
    model.shapes[operation.output!] as StructureShape,
    output,
  );
  return {
    status: chosen,
    headers: [["content-type", format.type], ...headers],
    body: chosen === 204 || chosen === 304 ? undefined : body,
  };
}

function writeHeaders(model: ServiceModel, layout: Layout, output: Value): [string, string][] {
  const headers: [string, string][] = [];
  for (const { name, member, shape, field } of layout.headers) {
    const value = output[name];
    if (value === undefined || value === null) continue;
    const text =
      shape.type === "list"
        ? (value as unknown[])
            .map((item) =>
              quotedItem(
                writeScalar(model, shape.member, item, true),
                model.shapes[shape.member.shape]!,
              ),
            )
            .join(", ")
        : writeScalar(model, member, value, true);
    headers.push([field, text]);
  }
  for (const { name, field } of layout.prefixes)
    for (const [key, value] of Object.entries(
      (output[name] as Record<string, string> | undefined) ?? {},
    ))
      headers.push([`${field}${key}`, value]);
  return headers;
}

function quotedItem(text: string, shape: Shape): string {
  return shape.type === "string" && /[",]/.test(text)
    ? `"${text.replace(/["\\]/g, "\\$&")}"`
    : text;
}

function bodyMembers(shape: StructureShape, output: Value): Value {
  let clean = true;
  for (const name in shape.members) if (shape.members[name]!.location !== undefined) clean = false;
  if (clean) return output;
  return Object.fromEntries(
    Object.entries(output).filter(([name]) => shape.members[name]?.location === undefined),
  );
}

function hostId(requestId: string): string {
  return Buffer.from(requestId + requestId).toString("base64");
}

function requestIds(model: ServiceModel, requestId: string): [string, string][] {
  if (model.id !== "s3" && model.id !== "s3control") return [["x-amzn-requestid", requestId]];
  return [
    ["x-amz-request-id", requestId],
    ["x-amz-id-2", hostId(requestId)],
  ];
}
