/** Between XML and values, by shape: rest-xml in both directions, Query and EC2 for answers. */
import type { Member, ServiceModel, StructureShape } from "#aws/model";
import { readTimestamp, writeTimestamp } from "./timestamps.ts";
import { type Element, escapeXml, MalformedXml } from "./xml.ts";

type Json = Record<string, unknown>;

/** Reads an element as a shape. @throws MalformedXml for text that is no such value. */
export function readXml(model: ServiceModel, member: Member, element: Element): unknown {
  const shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "structure":
      return readStructure(model, shape, element);
    case "list": {
      const name = shape.member.name ?? "member";
      return element.children
        .filter((child) => child.name === name)
        .map((child) => readXml(model, shape.member, child));
    }
    case "map": {
      const out: Json = Object.create(null);
      for (const entry of element.children) addEntry(model, shape, entry, out);
      return out;
    }
    default:
      return readScalar(model, member, element.text);
  }
}

function readStructure(model: ServiceModel, shape: StructureShape, element: Element): Json {
  const out: Json = Object.create(null);
  for (const [name, member] of Object.entries(shape.members)) {
    if (member.location !== undefined) continue;
    const target = model.shapes[member.shape]!;
    const wire = member.name ?? name;
    if (member.xmlAttribute) {
      const value = element.attributes[wire];
      if (value !== undefined) out[name] = readScalar(model, member, value);
    } else if (
      (target.type === "list" || target.type === "map") &&
      (member.flattened || target.flattened)
    ) {
      const own = target.type === "list" ? (member.name ?? target.member.name ?? name) : wire;
      const found = element.children.filter((child) => child.name === own);
      if (found.length === 0) continue;
      if (target.type === "list")
        out[name] = found.map((child) => readXml(model, target.member, child));
      else {
        const map: Json = Object.create(null);
        for (const entry of found) addEntry(model, target, entry, map);
        out[name] = map;
      }
    } else {
      const child = element.children.find((one) => one.name === wire.slice(wire.indexOf(":") + 1));
      if (child !== undefined) out[name] = readXml(model, member, child);
    }
  }
  return out;
}

function addEntry(
  model: ServiceModel,
  shape: { key: Member; value: Member },
  entry: Element,
  out: Json,
): void {
  const key = entry.children.find((child) => child.name === (shape.key.name ?? "key"));
  const value = entry.children.find((child) => child.name === (shape.value.name ?? "value"));
  if (key !== undefined && value !== undefined) out[key.text] = readXml(model, shape.value, value);
}

/** Text as a scalar of a shape, as headers, queries and elements carry it. */
export function readScalar(
  model: ServiceModel,
  member: Member,
  text: string,
  header = false,
): unknown {
  const shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "boolean":
      if (/^true$/i.test(text)) return true;
      if (/^false$/i.test(text)) return false;
      throw new MalformedXml(`"${text}" is no boolean.`);
    case "integer":
    case "long": {
      if (!/^\s*[+-]?\d{1,19}\s*$/.test(text))
        throw new MalformedXml(`"${text}" is no whole number.`);
      return Number(text);
    }
    case "float":
    case "double": {
      const value = Number(text);
      if (Number.isNaN(value) && text !== "NaN") throw new MalformedXml(`"${text}" is no number.`);
      return value;
    }
    case "timestamp": {
      const read = readTimestamp(
        text,
        member.timestampFormat ?? shape.timestampFormat ?? (header ? "rfc822" : "iso8601"),
      );
      if (read === undefined) throw new MalformedXml(`"${text}" is no time.`);
      return read;
    }
    case "blob":
      return new Uint8Array(Buffer.from(text, "base64"));
    case "string":
      return member.jsonValue && header ? Buffer.from(text, "base64").toString() : text;
    default:
      return text;
  }
}

export interface XmlStyle {
  /** EC2 lists have no member element of their own name but `item`, and members a lower first letter. */
  readonly ec2?: boolean;
}

/** A value as the content of an element. */
export function writeXml(
  model: ServiceModel,
  member: Member,
  value: unknown,
  style: XmlStyle = {},
): string {
  const shape = model.shapes[member.shape]!;
  switch (shape.type) {
    case "structure":
      return writeStructure(model, shape, value as Json, style);
    case "list": {
      const name = shape.member.name ?? "member";
      return Array.from(value as unknown[], (item) =>
        wrapped(model, shape.member, name, item, style),
      ).join("");
    }
    case "map":
      return Object.entries(value as Json)
        .map(([key, inner]) => `<entry>${entryOf(model, shape, key, inner, style)}</entry>`)
        .join("");
    default:
      return escapeXml(writeScalar(model, member, value));
  }
}

function entryOf(
  model: ServiceModel,
  shape: { key: Member; value: Member },
  key: string,
  value: unknown,
  style: XmlStyle,
): string {
  const [k, v] = [shape.key.name ?? "key", shape.value.name ?? "value"];
  return `<${k}>${escapeXml(key)}</${k}>${wrapped(model, shape.value, v, value, style)}`;
}

function writeStructure(
  model: ServiceModel,
  shape: StructureShape,
  value: Json,
  style: XmlStyle,
): string {
  let out = "";
  for (const name in shape.members) {
    const member = shape.members[name]!;
    const held = value[name];
    if (held === undefined || held === null || member.location !== undefined || member.xmlAttribute)
      continue;
    const target = model.shapes[member.shape]!;
    const wire = member.name ?? name;
    if (target.type === "list" && (member.flattened || target.flattened)) {
      const own = member.name ?? target.member.name ?? name;
      for (const item of held as unknown[]) out += wrapped(model, target.member, own, item, style);
    } else if (target.type === "map" && (member.flattened || target.flattened))
      for (const [key, inner] of Object.entries(held as Json))
        out += `<${wire}>${entryOf(model, target, key, inner, style)}</${wire}>`;
    else out += wrapped(model, member, wire, held, style);
  }
  return out;
}

/** An element of that name around a value, with its namespace and attributes. */
function wrapped(
  model: ServiceModel,
  member: Member,
  name: string,
  value: unknown,
  style: XmlStyle,
): string {
  const shape = model.shapes[member.shape]!;
  let head = name;
  const namespace =
    member.xmlNamespace ?? (shape.type === "structure" ? shape.xmlNamespace : undefined);
  if (namespace !== undefined)
    head += ` xmlns${namespace.prefix ? `:${namespace.prefix}` : ""}="${escapeXml(namespace.uri)}"`;
  if (shape.type === "structure")
    for (const [key, inner] of Object.entries(shape.members))
      if (inner.xmlAttribute && (value as Json)[key] !== undefined)
        head += ` ${inner.name ?? key}="${escapeXml(String((value as Json)[key]))}"`;
  const content = writeXml(model, member, value, style);
  return content === "" ? `<${head}/>` : `<${head}>${content}</${name}>`;
}

/** A scalar as text, as elements carry it; headers give their own format of time. */
export function writeScalar(
  model: ServiceModel,
  member: Member,
  value: unknown,
  header = false,
): string {
  const shape = model.shapes[member.shape]!;
  if (shape.type === "timestamp")
    return writeTimestamp(
      value as number,
      member.timestampFormat ?? shape.timestampFormat ?? (header ? "rfc822" : "iso8601"),
    );
  if (shape.type === "blob") return Buffer.from(value as Uint8Array).toString("base64");
  if (member.jsonValue && header) return Buffer.from(String(value)).toString("base64");
  return String(value);
}

/** A whole document with its root element. */
export function xmlDocument(root: string, namespace: string | undefined, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${namespace === undefined ? "" : ` xmlns="${escapeXml(namespace)}"`}>${content}</${root}>`;
}
