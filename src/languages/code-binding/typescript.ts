/** A binding in TypeScript: a class per object, and a marshaller between them and JSON. */
import {
  type Binding,
  type BindingClass,
  type BindingProperty,
  type BindingType,
  unique,
} from "./model.ts";

/** Names that the generated code itself uses. */
export const RESERVED_TYPESCRIPT: ReadonlySet<string> = new Set(
  `Array Attribute Boolean Date Error Function JSON Map Marshaller Models Number Object
  Promise Record String Symbol Type`.split(/\s+/),
);

/** Sources by their paths: a file per class, and the marshaller in a folder of its own. */
export function typescriptFiles({ path, classes, root }: Binding): ReadonlyMap<string, string> {
  const folder = path.join("/");
  const files = new Map<string, string>();
  for (const one of classes) files.set(`${folder}/${one.name}.ts`, classFile(one, root));
  files.set(`${folder}/marshaller/Marshaller.ts`, marshallerFile(classes));
  return files;
}

/** What a property is called in the class. */
export function identifiers(properties: readonly BindingProperty[]): Map<string, string> {
  // A field of this name cannot be declared.
  const taken = new Set(["constructor", "__proto__", "prototype"]);
  return new Map(
    properties.map(({ name }) => {
      const plain = name.replace(/[^\w$]/g, "_").replace(/^\d/, "_$&");
      return [name, unique(plain === "" ? "_" : plain, taken)];
    }),
  );
}

function classFile({ name, properties }: BindingClass, root: string): string {
  const names = identifiers(properties);
  const detail = properties.find((one) => one.name === "detail")?.type;
  // Handlers are written for an event of a detail: AWSEvent<NewOrder>.
  const generic = name === "AWSEvent" && name === root && detail?.kind === "class";
  const used = new Set(properties.flatMap(({ type }) => classesIn(type)));
  used.delete(name);
  const fields = properties.map(({ name: wire, type, required }) => {
    const written = generic && wire === "detail" ? "T" : typeName(type);
    return `    ${JSON.stringify(names.get(wire))}${required ? "!" : "?"}: ${written};`;
  });
  const map = properties.map(
    ({ name: wire, type }) =>
      `            { name: ${JSON.stringify(names.get(wire))}, baseName: ${JSON.stringify(wire)}, type: ${JSON.stringify(attributeType(type))} },`,
  );
  return [
    ...[...used].sort().map((one) => `import { ${one} } from "./${one}";`),
    ...(used.size === 0 ? [] : [""]),
    `export class ${name}${generic ? `<T = ${typeName(detail)}>` : ""} {`,
    ...fields,
    "",
    "    public static getAttributeTypeMap(): Array<{ name: string, baseName: string, type: string }> {",
    "        return [",
    ...map,
    "        ];",
    "    }",
    "}",
    "",
  ].join("\n");
}

function classesIn(type: BindingType): readonly string[] {
  if (type.kind === "class") return [type.name];
  return type.kind === "array" || type.kind === "map" ? classesIn(type.of) : [];
}

function typeName(type: BindingType): string {
  switch (type.kind) {
    case "class":
      return type.name;
    case "array":
      return `Array<${typeName(type.of)}>`;
    case "map":
      return `{ [key: string]: ${typeName(type.of)} }`;
    case "string":
      return type.values?.map((value) => JSON.stringify(value)).join(" | ") ?? "string";
    case "integer":
    case "number":
      return "number";
    case "time":
      return "Date";
    default:
      return type.kind;
  }
}

/** What the marshaller goes by. */
function attributeType(type: BindingType): string {
  if (type.kind === "array") return `Array<${attributeType(type.of)}>`;
  if (type.kind === "map") return `Map<${attributeType(type.of)}>`;
  return type.kind === "string" ? "string" : typeName(type);
}

function marshallerFile(classes: readonly BindingClass[]): string {
  const names = classes.map(({ name }) => name).sort();
  return `${names.map((name) => `import { ${name} } from "../${name}";`).join("\n")}

interface Models {
${names.map((name) => `    ${name}: ${name};`).join("\n")}
}

interface Type {
    new (): object;
    getAttributeTypeMap(): Array<{ name: string, baseName: string, type: string }>;
}

function typeOf(name: string): Type | undefined {
    switch (name) {
${names.map((name) => `        case ${JSON.stringify(name)}: return ${name};`).join("\n")}
        default: return undefined;
    }
}

${MARSHALLER}`;
}

const MARSHALLER = `/** Between JSON and the classes of this schema. */
export class Marshaller {
    /** What is to be sent, of an object of the class. */
    public static marshal<K extends keyof Models>(data: Models[K], type: K): any {
        return Marshaller.written(data, type);
    }

    /** An object of the class, of parsed JSON. */
    public static unmarshal<K extends keyof Models>(data: any, type: K): Models[K] {
        return Marshaller.read(data, type);
    }

    private static written(data: any, type: string): any {
        if (data === undefined || data === null) return data;
        const inner = /^(Array|Map)<(.*)>$/.exec(type);
        if (inner !== null) return Marshaller.each(data, (one) => Marshaller.written(one, inner[2] as string));
        if (type === "Date") return data instanceof Date ? data.toISOString().replace(".000Z", "Z") : data;
        const made = typeOf(type);
        if (made === undefined) return data;
        const result: any = {};
        for (const { name, baseName, type: own } of made.getAttributeTypeMap())
            if (data[name] !== undefined) Marshaller.set(result, baseName, Marshaller.written(data[name], own));
        return result;
    }

    private static read(data: any, type: string): any {
        if (data === undefined || data === null) return data;
        const inner = /^(Array|Map)<(.*)>$/.exec(type);
        if (inner !== null) return Marshaller.each(data, (one) => Marshaller.read(one, inner[2] as string));
        if (type === "Date") return typeof data === "string" ? new Date(data) : data;
        const made = typeOf(type);
        if (made === undefined) return data;
        const result: any = new made();
        for (const { name, baseName, type: own } of made.getAttributeTypeMap())
            if (Object.prototype.hasOwnProperty.call(data, baseName))
                result[name] = Marshaller.read(data[baseName], own);
        return result;
    }

    private static each(data: any, change: (one: any) => any): any {
        if (Array.isArray(data)) return data.map(change);
        const result: any = {};
        for (const key of Object.keys(data)) Marshaller.set(result, key, change(data[key]));
        return result;
    }

    /** A member of its own, whatever its name. */
    private static set(result: any, key: string, value: any): void {
        Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
    }
}
`;
