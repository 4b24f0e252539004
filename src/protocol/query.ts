/** AWS Query and EC2 Query. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
import { Fault } from "#aws/fault";
import type { Member, OperationModel, ServiceModel } from "#aws/model";
import type { Codec, Value } from "./codec.ts";
import { errorShape, wireCode } from "./errors.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import { escapeXml, MalformedXml } from "./xml.ts";
import { readScalar, writeXml } from "./xml-shapes.ts";

/** A form as a tree: `A.B.1` under A, B, 1. */
interface Tree {
  text?: string;
  readonly children: Map<string, Tree>;
}

const MOST_PARAMETERS = 20_000;
const DEEPEST = 40;

/** @param ec2 EC2's variant: names, lists and answers differ. */
export function query(model: ServiceModel, ec2: boolean): Codec {
  return {
    protocol: ec2 ? "ec2-query" : "query",
    parse(operation: OperationModel, request: HttpRequest, body: Uint8Array | undefined): Value {
      const form = treeOf(
        request.query,
        body === undefined ? "" : Buffer.from(body).toString("utf8"),
      );
      if (operation.input === undefined) return Object.create(null);
      const input = structureOf(model, operation.input, form, ec2);
      // The queue of a Query request may stand in its path.
      const shape = model.shapes[operation.input];
      if (
        model.id === "sqs" &&
        input["QueueUrl"] === undefined &&
        shape?.type === "structure" &&
        shape.members["QueueUrl"] &&
        request.path.length > 1
      )
        input["QueueUrl"] = `http://${request.host}${request.path}`;
      return input;
    },
    serialize(operation: OperationModel, output: Value, requestId: string): HttpResponse {
      const content =
        operation.output === undefined
          ? ""
          : writeXml(model, { shape: operation.output }, output, { ec2 });
      const namespace =
        model.xmlNamespace ??
        (ec2
          ? "http://ec2.amazonaws.com/doc/2016-11-15/"
          : `http://${model.endpointPrefix}.amazonaws.com/doc/${model.apiVersion}/`);
      const wrapper = operation.resultWrapper ?? `${operation.name}Result`;
      const inner = ec2
        ? `<requestId>${requestId}</requestId>${content}`
        : `${operation.output === undefined ? "" : `<${wrapper}>${content}</${wrapper}>`}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      return xml(
        200,
        `<${operation.name}Response xmlns="${escapeXml(namespace)}">${inner}</${operation.name}Response>`,
        requestId,
      );
    },
    serializeFault(
      operation: OperationModel | undefined,
      fault: Fault,
      requestId: string,
    ): HttpResponse {
      const shape = errorShape(model, operation, fault);
      const code = escapeXml(wireCode(model, shape, fault));
      const message = escapeXml(fault.message);
      if (ec2)
        return xml(
          fault.status,
          `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
          requestId,
        );
      const details =
        shape === undefined
          ? ""
          : writeXml(
              model,
              { shape: shape.name },
              { ...fault.details, message: undefined, Message: undefined },
            );
      const namespace =
        model.xmlNamespace === undefined ? "" : ` xmlns="${escapeXml(model.xmlNamespace)}"`;
      const type = fault.status < 500 ? "Sender" : "Receiver";
      return xml(
        shape?.shape.error?.status ?? fault.status,
        `<ErrorResponse${namespace}><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message>${details}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
        requestId,
      );
    },
  };
}

function xml(status: number, body: string, requestId: string): HttpResponse {
  return {
    status,
    headers: [
      ["content-type", "text/xml"],
      ["x-amzn-requestid", requestId],
    ],
    body,
  };
}

function malformed(words: string): Fault {
  return new Fault("MalformedQueryString", words, 400);
}

function decode(text: string): string {
  // Most texts are plain, and to look is much cheaper than to decode.
  if (!text.includes("%") && !text.includes("+")) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw malformed("The query string contains a syntax error.");
  }
}

function treeOf(...texts: string[]): Tree {
  const root: Tree = { children: new Map() };
  let count = 0;
  for (const text of texts) {
    if (text === "") continue;
    for (const part of text.split("&")) {
      if (part === "") continue;
      if (++count > MOST_PARAMETERS) throw malformed("The request has too many parameters.");
      const equals = part.indexOf("=");
      const path = decode(equals < 0 ? part : part.slice(0, equals)).split(".");
      if (path.length > DEEPEST) throw malformed("A parameter is nested too deeply.");
      let at = root;
      for (const step of path) {
        let next = at.children.get(step);
        if (next === undefined) {
          next = { children: new Map() };
          at.children.set(step, next);
        }
        at = next;
      }
      at.text = equals < 0 ? "" : decode(part.slice(equals + 1));
    }
  }
  return root;
}

function structureOf(model: ServiceModel, name: string, tree: Tree, ec2: boolean): Value {
  const shape = model.shapes[name]!;
  const out: Value = Object.create(null);
  if (shape.type !== "structure") return out;
  for (const key in shape.members) {
    const member = shape.members[key]!;
    const target = model.shapes[member.shape]!;
    let wire = ec2 ? (member.queryName ?? capital(member.name ?? key)) : (member.name ?? key);
    // A flattened list of Query stands under its items' name.
    if (
      !ec2 &&
      target.type === "list" &&
      (target.flattened || member.flattened) &&
      target.member.name
    )
      wire = target.member.name;
    const held = tree.children.get(wire) ?? (ec2 ? undefined : tree.children.get(key));
    if (held !== undefined) out[key] = valueAt(model, member, held, ec2);
  }
  return out;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function valueAt(model: ServiceModel, member: Member, tree: Tree, ec2: boolean): unknown {
  const shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "structure":
      return structureOf(model, member.shape, tree, ec2);
    case "list": {
      const flat = ec2 || shape.flattened || member.flattened;
      const items = flat
        ? tree
        : (tree.children.get(shape.member.name ?? "member") ??
          tree.children.get("member") ??
          tree.children.get("entry") ?? { children: new Map<string, Tree>() });
      // An empty list is sent as the bare name.
      return numbered(items).map((item) => valueAt(model, shape.member, item, ec2));
    }
    case "map": {
      const entries =
        shape.flattened || member.flattened
          ? tree
          : (tree.children.get("entry") ?? { children: new Map<string, Tree>() });
      const out: Value = Object.create(null);
      for (const entry of numbered(entries)) {
        const key = entry.children.get(shape.key.name ?? "key")?.text;
        const value = entry.children.get(shape.value.name ?? "value");
        if (key !== undefined && value !== undefined)
          out[key] = valueAt(model, shape.value, value, ec2);
      }
      return out;
    }
    default:
      try {
        return readScalar(model, member, tree.text ?? "");
      } catch (error) {
        if (error instanceof MalformedXml) throw new Fault("MalformedInput", error.message, 400);
        throw error;
      }
  }
}

function numbered(tree: Tree): Tree[] {
  return [...tree.children]
    .filter(([key]) => /^\d{1,6}$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);
}
