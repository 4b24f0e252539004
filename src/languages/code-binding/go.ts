/** A binding in Go: a struct per object, and functions between the event and JSON. */
import {
  type Binding,
  type BindingClass,
  type BindingProperty,
  type BindingType,
  CannotBind,
  unique,
} from "./model.ts";

/** Names that the generated code itself uses. */
export const RESERVED_GO: ReadonlySet<string> = new Set([
  "Marshaller",
  "MarshalEvent",
  "UnmarshalEvent",
]);

/** Sources by their paths, of one package. @throws CannotBind */
export function goFiles({ path, classes, root }: Binding): ReadonlyMap<string, string> {
  const folder = path.join("/");
  const pack = path.at(-1)!;
  // What is not spelled with a capital is not seen outside its package.
  const taken = new Set<string>(RESERVED_GO);
  const names = new Map(classes.map(({ name }) => [name, unique(exported(name), taken)]));
  const files = new Map<string, string>();
  for (const one of classes) {
    const name = names.get(one.name)!;
    files.set(`${folder}/${name}.go`, structFile(one, pack, names));
  }
  files.set(`${folder}/Marshaller.go`, marshallerFile(pack, names.get(root)!));
  return files;
}

function exported(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[A-Z]/.test(name) ? name : `X${name}`;
}

type Names = ReadonlyMap<string, string>;

function structFile({ name, properties }: BindingClass, pack: string, names: Names): string {
  const taken = new Set<string>();
  const fields = properties.map((one) => {
    const type = typeName(one.type, names);
    const optional = !one.required && isPlain(one.type) ? `*${type}` : type;
    return `\t${unique(exported(one.name), taken)} ${optional} ${tagOf(one)}`;
  });
  const timed = properties.some(({ type }) => hasTime(type));
  return [
    `package ${pack}`,
    "",
    ...(timed ? ['import "time"', ""] : []),
    `type ${names.get(name)} struct {`,
    ...fields,
    "}",
    "",
  ].join("\n");
}

/** @throws CannotBind for a name that encoding/json cannot be told. */
function tagOf({ name, required }: BindingProperty): string {
  if (!/^[\p{L}\p{Nd}!#$%&()*+\-./:;<=>?@[\]^_{|}~ ]+$/u.test(name))
    throw new CannotBind(`Go has no tag for the property ${JSON.stringify(name)}.`);
  // A lone hyphen would leave the field out.
  const options = required ? (name === "-" ? "," : "") : ",omitempty";
  return `\`json:"${name}${options}"\``;
}

const isPlain = ({ kind }: BindingType): boolean =>
  kind === "boolean" ||
  kind === "integer" ||
  kind === "number" ||
  kind === "string" ||
  kind === "time";

const hasTime = (type: BindingType): boolean =>
  type.kind === "array" || type.kind === "map" ? hasTime(type.of) : type.kind === "time";

function typeName(type: BindingType, names: Names): string {
  switch (type.kind) {
    case "class":
      // By reference, for an object may hold one of its own kind.
      return `*${names.get(type.name)}`;
    case "array":
      return `[]${typeName(type.of, names)}`;
    case "map":
      return `map[string]${typeName(type.of, names)}`;
    default:
      return PLAIN[type.kind];
  }
}

const PLAIN = {
  any: "interface{}",
  boolean: "bool",
  integer: "int64",
  number: "float64",
  string: "string",
  time: "time.Time",
};

function marshallerFile(pack: string, root: string): string {
  return `package ${pack}

import "encoding/json"

// UnmarshalEvent reads an event of its JSON.
func UnmarshalEvent(data []byte) (*${root}, error) {
\tvar event ${root}
\tif err := json.Unmarshal(data, &event); err != nil {
\t\treturn nil, err
\t}
\treturn &event, nil
}

// MarshalEvent writes an event as JSON.
func MarshalEvent(event *${root}) ([]byte, error) {
\treturn json.Marshal(event)
}
`;
}
