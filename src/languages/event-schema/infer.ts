/**
 * The schema of events, inferred from events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schemas-infer-from-json.html
 */
import { isArray, isObject, type Json, type JsonObject, objectOf } from "./document.ts";
import { componentName, hashOrder } from "./names.ts";

/** What is known of a value that stands at one place of several events. */
type Shape =
  | { readonly kind: "any" | "boolean" | "integer" | "number" | "string" | "time" }
  | { readonly kind: "array"; readonly items: Shape | undefined }
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, Member> };

interface Member {
  readonly shape: Shape;
  /** Whether every event has it. */
  readonly always: boolean;
}

/** What EventBridge writes around a detail, in the order in which AWS requires it. */
const ENVELOPE = hashOrder([
  "account",
  "detail",
  "detail-type",
  "id",
  "region",
  "resources",
  "source",
  "time",
  "version",
]);

/** Whether it is an event as it comes from a bus. */
export function isBusEvent(event: Json): event is JsonObject {
  if (!isObject(event) || !isObject(event["detail"])) return false;
  return (
    ENVELOPE.every((name) => Object.hasOwn(event, name)) &&
    typeof event["source"] === "string" &&
    typeof event["detail-type"] === "string"
  );
}

/**
 * The OpenAPI 3 document of events of one kind.
 * @param events One or more; not nested deeper than `DEEPEST`.
 */
export function inferDocument(events: readonly Json[]): JsonObject {
  const shape = events.map(shapeOf).reduce(merged);
  const first = events[0]!;
  if (!events.every(isBusEvent) || !isBusEvent(first) || shape.kind !== "object")
    return documentOf("Event", (components) => components.add("Event", shape));
  const title = componentName(first["detail-type"] as string);
  return documentOf(title, (components) => {
    const { detail, ...others } = Object.fromEntries(shape.members);
    const envelope = { kind: "object", members: new Map(Object.entries(others)) } as const;
    components.put("AWSEvent", {});
    const written = components.written("AWSEvent", envelope);
    components.put("AWSEvent", {
      type: "object",
      required: hashOrder([...shape.members].filter(([, m]) => m.always).map(([name]) => name)),
      "x-amazon-events-detail-type": first["detail-type"] as string,
      "x-amazon-events-source": first["source"] as string,
      properties: {
        detail: components.reference(title, detail!.shape),
        ...(written["properties"] as JsonObject),
      },
    });
  });
}

/** A document whose components `fill` gives. @param title Of its info. */
function documentOf(title: string, fill: (components: Components) => void): JsonObject {
  const components = new Components();
  fill(components);
  return {
    openapi: "3.0.0",
    info: { version: "1.0.0", title },
    paths: {},
    components: { schemas: objectOf(components.all) },
  };
}

function shapeOf(value: Json): Shape {
  if (value === null) return { kind: "any" };
  if (typeof value === "string") return { kind: isTime(value) ? "time" : "string" };
  if (typeof value === "boolean") return { kind: "boolean" };
  if (typeof value === "number") return { kind: Number.isInteger(value) ? "integer" : "number" };
  if (isArray(value)) {
    const items = value.map(shapeOf);
    return { kind: "array", items: items.length === 0 ? undefined : items.reduce(merged) };
  }
  const members = Object.entries(value as JsonObject).map(
    ([name, one]) => [name, { shape: shapeOf(one), always: true }] as const,
  );
  return { kind: "object", members: new Map(members) };
}

/** A moment as RFC 3339 writes it. */
const isTime = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
  !Number.isNaN(Date.parse(text));

/** What holds of both. */
function merged(a: Shape, b: Shape): Shape {
  if (a.kind === "array" && b.kind === "array") {
    if (a.items === undefined || b.items === undefined) return a.items === undefined ? b : a;
    return { kind: "array", items: merged(a.items, b.items) };
  }
  if (a.kind === "object" && b.kind === "object") {
    const names = new Set([...a.members.keys(), ...b.members.keys()]);
    const both = [...names].map((name) => {
      const [x, y] = [a.members.get(name), b.members.get(name)];
      if (x === undefined || y === undefined)
        return [name, { shape: (x ?? y)!.shape, always: false }] as const;
      return [name, { shape: merged(x.shape, y.shape), always: x.always && y.always }] as const;
    });
    return { kind: "object", members: new Map(both) };
  }
  if (a.kind === b.kind) return a;
  const kinds = [a.kind, b.kind].sort().join();
  if (kinds === "integer,number") return { kind: "number" };
  return { kind: kinds === "string,time" ? "string" : "any" };
}

/** Components of a document: each object is one, in the order in which they are met. */
class Components {
  readonly all = new Map<string, JsonObject>();
  /** Names by the wanted name and the shape: what is alike is one component. */
  readonly #known = new Map<string, string>();
  readonly #used = new Map<string, number>();

  put(name: string, schema: JsonObject): void {
    this.all.set(name, schema);
  }

  add(name: string, shape: Shape): void {
    // Its place comes before those of what it holds.
    this.put(name, {});
    this.put(name, this.written(name, shape));
  }

  /** @param owner The component in which the shape stands. */
  written(owner: string, shape: Shape): JsonObject {
    if (shape.kind === "object") return this.#object(owner, shape.members);
    if (shape.kind === "array") return { type: "array", items: this.#items(owner, shape.items) };
    if (shape.kind === "any") return {};
    if (shape.kind === "time") return { type: "string", format: "date-time" };
    if (shape.kind === "integer") return { type: "integer", format: "int64" };
    if (shape.kind === "number") return { type: "number", format: "double" };
    return { type: shape.kind };
  }

  /** A reference to the component of an object, which is made if there is none. */
  reference(wanted: string, shape: Shape): JsonObject {
    const key = `${wanted} ${signatureOf(shape)}`;
    let name = this.#known.get(key);
    if (name === undefined) {
      // How AWS tells apart what has one name was not found.
      const used = this.#used.get(wanted) ?? 0;
      this.#used.set(wanted, used + 1);
      name = used === 0 && !this.all.has(wanted) ? wanted : `${wanted}_${Math.max(used, 1)}`;
      this.#known.set(key, name);
      this.add(name, shape);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #object(owner: string, members: ReadonlyMap<string, Member>): JsonObject {
    const names = [...members.keys()].sort();
    const required = names.filter((name) => members.get(name)!.always);
    const properties = names.map((name) => {
      const { shape } = members.get(name)!;
      return [
        name,
        shape.kind === "object"
          ? this.reference(componentName(name), shape)
          : this.written(owner, shape),
      ] as const;
    });
    return {
      type: "object",
      ...(required.length === 0 ? {} : { required: hashOrder(required) }),
      properties: objectOf(properties),
    };
  }

  /** Of an array that was always empty nothing is known but what AWS says of it. */
  #items(owner: string, items: Shape | undefined): JsonObject {
    if (items === undefined) return { type: "object" };
    return items.kind === "object"
      ? this.reference(`${owner}Item`, items)
      : this.written(owner, items);
  }
}

/** The same for shapes that are alike. */
function signatureOf(shape: Shape): string {
  if (shape.kind === "array")
    return `[${shape.items === undefined ? "" : signatureOf(shape.items)}]`;
  if (shape.kind !== "object") return shape.kind;
  const members = [...shape.members].map(
    ([name, { shape: one, always }]) =>
      `${JSON.stringify(name)}${always ? "!" : "?"}${signatureOf(one)}`,
  );
  return `{${members.sort().join()}}`;
}
