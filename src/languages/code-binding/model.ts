/** What a schema says, as classes: what bindings of every language are written from. */
import { isArray, isObject, type Json, type JsonObject, member } from "../event-schema/document.ts";
import { componentName } from "../event-schema/names.ts";

export type BindingType =
  | { readonly kind: "any" | "boolean" | "integer" | "number" | "time" }
  /** `values` when it can be only these. */
  | { readonly kind: "string"; readonly values?: readonly string[] }
  | { readonly kind: "array" | "map"; readonly of: BindingType }
  | { readonly kind: "class"; readonly name: string };

export interface BindingProperty {
  /** As it stands in the JSON. */
  readonly name: string;
  readonly type: BindingType;
  readonly required: boolean;
}

export interface BindingClass {
  readonly name: string;
  readonly properties: readonly BindingProperty[];
}

export interface Binding {
  /** Of the folders it stands in, e.g. ["schema", "order", "neworder"]. */
  readonly path: readonly string[];
  readonly classes: readonly BindingClass[];
  /** The class of the event itself. */
  readonly root: string;
}

/** A schema that has no binding in a language, with the reason. */
export class CannotBind extends Error {}

/** Classes of one binding; more are no schema that somebody wrote or discovered. */
const CLASSES = 2_000;
/** Aliases of aliases, and objects within objects. */
const DEEPEST = 300;
/** Schemas that objects are put together of: one that is twice two of another grows without end. */
const PARTS = 50_000;

/**
 * @param document A schema as `readSchema` gave it.
 * @param reserved Names that a class must not have in the language.
 * @throws CannotBind
 */
export function bindingOf(
  document: JsonObject,
  schemaName: string,
  reserved: ReadonlySet<string>,
): Binding {
  const classes = new Classes(document, reserved);
  const root = classes.root(schemaName);
  return { path: pathOf(document, schemaName), classes: classes.all, root };
}

/** As AWS's toolkits reckon it: aws.ec2@StateChange is in schema/aws/ec2/statechange. */
function pathOf(document: JsonObject, schemaName: string): readonly string[] {
  const given = member(member(document, "info"), "x-amazon-schemas-generated-code-hierarchy");
  const parts =
    typeof given === "string" ? given.split("/") : ["schema", ...schemaName.split(/[.@]/)];
  const folders = parts.filter((part) => part !== "").map(folder);
  return folders.length === 0 ? ["schema"] : folders;
}

function folder(part: string): string {
  const name = part.toLowerCase().replace(/\W/g, "_");
  return /^\d/.test(name) || RESERVED_FOLDERS.has(name) ? `_${name}` : name;
}

/** Words that are no package in Python or Go. */
const RESERVED_FOLDERS = new Set(
  `and as assert async await break case chan class const continue def default defer del
  elif else except fallthrough finally for from func global go goto if import in interface
  internal is lambda map nonlocal not or package pass raise range return select struct
  switch try type var while with yield`.split(/\s+/),
);

/** Numbers a name until `taken` does not have it, and takes it. */
export function unique(name: string, taken: Set<string>): string {
  let found = name;
  for (let n = 1; taken.has(found); n++) found = `${name}_${n}`;
  taken.add(found);
  return found;
}

class Classes {
  readonly #made: (BindingClass | undefined)[] = [];
  readonly #taken = new Set<string>();
  #parts = 0;
  /** Names of classes by the steps that lead to their schema. */
  readonly #names = new Map<string, string>();

  constructor(
    readonly document: JsonObject,
    readonly reserved: ReadonlySet<string>,
  ) {}

  get all(): BindingClass[] {
    return this.#made.filter((one) => one !== undefined);
  }

  root(schemaName: string): string {
    const schemas = member(member(this.document, "components"), "schemas");
    if (member(this.document, "openapi") === undefined) return this.#draft4(schemaName);
    const names = isObject(schemas) ? Object.keys(schemas) : [];
    const made = new Map(
      names.map((name) => [name, this.#referred(["components", "schemas", name], 0)]),
    );
    const root = made.get("AWSEvent") ?? [...made.values()].find(({ kind }) => kind === "class");
    if (root?.kind !== "class") throw new CannotBind("The schema has no object.");
    return root.name;
  }

  #draft4(schemaName: string): string {
    const title = member(this.document, "title");
    const name = typeof title === "string" ? title : schemaName.slice(schemaName.indexOf("@") + 1);
    const own = this.#name(componentName(name));
    this.#names.set(JSON.stringify([]), own);
    this.#make(own, this.document, 0);
    return own;
  }

  #name(wanted: string): string {
    const name = wanted.replace(/\W/g, "_").replace(/^\d/, "_$&");
    return unique(this.reserved.has(name) ? `${name}_` : name, this.#taken);
  }

  #make(name: string, schema: JsonObject, depth: number): void {
    if (this.#made.length >= CLASSES) throw new CannotBind(`It has more than ${CLASSES} classes.`);
    // Its place is before those of what it holds.
    const place = this.#made.push(undefined) - 1;
    const properties = new Map<string, Json>();
    const required = new Set<string>();
    this.#collect(schema, properties, required, depth);
    this.#made[place] = {
      name,
      properties: [...properties].map(([key, one]) => ({
        name: key,
        type: this.#type(one, key, depth + 1),
        required: required.has(key),
      })),
    };
  }

  /** Own properties, and those of all that an object is, too. */
  #collect(schema: Json, into: Map<string, Json>, required: Set<string>, depth: number): void {
    if (depth > DEEPEST) throw new CannotBind("The schema is nested too deeply.");
    if (++this.#parts > PARTS) throw new CannotBind("Its objects have too many parts.");
    const reference = member(schema, "$ref");
    if (typeof reference === "string")
      return this.#collect(this.#at(stepsOf(reference)) ?? {}, into, required, depth + 1);
    const parts = member(schema, "allOf");
    if (isArray(parts)) for (const part of parts) this.#collect(part, into, required, depth + 1);
    const properties = member(schema, "properties");
    for (const [name, one] of isObject(properties) ? Object.entries(properties) : [])
      into.set(name, one);
    const names = member(schema, "required");
    for (const name of isArray(names) ? names : []) required.add(String(name));
  }

  #type(schema: Json, name: string, depth: number): BindingType {
    if (depth > DEEPEST) throw new CannotBind("The schema is nested too deeply.");
    const reference = member(schema, "$ref");
    if (typeof reference === "string") return this.#referred(stepsOf(reference), depth);
    if (isRecord(schema)) {
      const own = this.#name(componentName(name));
      this.#make(own, schema as JsonObject, depth);
      return { kind: "class", name: own };
    }
    return this.#plain(schema, name, depth);
  }

  #referred(steps: Steps, depth: number): BindingType {
    const key = JSON.stringify(steps ?? null);
    const known = this.#names.get(key);
    if (known !== undefined) return { kind: "class", name: known };
    const schema = this.#at(steps);
    if (steps === undefined || schema === undefined) return { kind: "any" };
    const name = steps.at(-1) ?? "Event";
    if (!isRecord(schema)) return this.#type(schema, name, depth + 1);
    const own = this.#name(name);
    this.#names.set(key, own);
    this.#make(own, schema as JsonObject, depth);
    return { kind: "class", name: own };
  }

  #plain(schema: Json, name: string, depth: number): BindingType {
    const types = [member(schema, "type") ?? []].flat().filter((one) => one !== "null");
    const type = types.length === 1 ? types[0] : undefined;
    if (type === "boolean" || type === "integer" || type === "number") return { kind: type };
    if (type === "string") return stringOf(schema);
    if (type === "array") {
      const items = member(schema, "items");
      const of = isObject(items) ? this.#type(items, `${name}Item`, depth + 1) : undefined;
      return { kind: "array", of: of ?? { kind: "any" } };
    }
    if (type !== "object") return { kind: "any" };
    const values = member(schema, "additionalProperties");
    const of = isObject(values) ? this.#type(values, `${name}Value`, depth + 1) : undefined;
    return { kind: "map", of: of ?? { kind: "any" } };
  }

  #at(steps: Steps): Json | undefined {
    return steps?.reduce<Json | undefined>((value, step) => member(value, step), this.document);
  }
}

/** Whether it is an object whose members are known. */
function isRecord(schema: Json): boolean {
  if (isArray(member(schema, "allOf"))) return true;
  const properties = member(schema, "properties");
  if (!isObject(properties)) return false;
  // Without a property of its own it is a map, where it says of what.
  return Object.keys(properties).length > 0 || !isObject(member(schema, "additionalProperties"));
}

function stringOf(schema: Json): BindingType {
  if (member(schema, "format") === "date-time") return { kind: "time" };
  const values = member(schema, "enum");
  if (!isArray(values)) return { kind: "string" };
  const texts = values.filter((value) => typeof value === "string");
  return texts.length < values.length ? { kind: "string" } : { kind: "string", values: texts };
}

/** From the document to a schema; undefined for one that stands elsewhere. */
type Steps = readonly string[] | undefined;

/** Of a reference: RFC 6901, in a URI's fragment. */
function stepsOf(reference: string): Steps {
  if (!reference.startsWith("#")) return undefined;
  const steps = reference.slice(1).split("/").slice(1);
  try {
    return steps.map((step) =>
      decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"),
    );
  } catch {
    return undefined;
  }
}
