/** A binding in Python 3.6: a class per object, and a marshaller between them and JSON. */
import {
  type Binding,
  type BindingClass,
  type BindingProperty,
  type BindingType,
  unique,
} from "./model.ts";

/** Names that the generated code itself uses. */
export const RESERVED_PYTHON: ReadonlySet<string> = new Set([
  "False",
  "Marshaller",
  "Model",
  "None",
  "True",
]);

const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except
  finally for from global if import in is lambda nonlocal not or pass raise return self
  try while with yield`.split(/\s+/),
);

/** Sources by their paths, with a package for each folder. */
export function pythonFiles({ path, classes }: Binding): ReadonlyMap<string, string> {
  const folder = path.join("/");
  const module = path.join(".");
  const files = new Map<string, string>();
  for (let n = 1; n < path.length; n++) files.set(`${path.slice(0, n).join("/")}/__init__.py`, "");
  const names = classes.map(({ name }) => name);
  files.set(
    `${folder}/__init__.py`,
    [
      "# coding: utf-8",
      `from ${module}.marshaller import Marshaller`,
      ...names.map((name) => `from ${module}.${name} import ${name}`),
      "",
    ].join("\n"),
  );
  files.set(`${folder}/model.py`, MODEL);
  files.set(`${folder}/marshaller.py`, marshallerFile(module, names));
  for (const one of classes) files.set(`${folder}/${one.name}.py`, classFile(one, module));
  return files;
}

/** A Python string of any text, in ASCII. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, (c) => {
    const code = c.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });

/** "source-ip-address" and "sourceIPAddress" are source_ip_address. */
function attributes(properties: readonly BindingProperty[]): Map<string, string> {
  // What every model has.
  const taken = new Set(["to_dict", "to_str"]);
  return new Map(
    properties.map(({ name }) => {
      const words = name
        .replace(/([a-z\d])([A-Z])/g, "$1_$2")
        .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
        .replace(/\W/g, "_")
        .toLowerCase();
      const plain = words === "" || /^\d/.test(words) || KEYWORDS.has(words) ? `_${words}` : words;
      // Two underscores in front would be mangled inside the class.
      return [name, unique(plain.replace(/^__+/, "_"), taken)];
    }),
  );
}

function classFile({ name, properties }: BindingClass, module: string): string {
  const names = attributes(properties);
  const own = [...names.values()];
  const entries = (value: (one: BindingProperty) => string): string[] =>
    properties.map((one) => `        ${quoted(names.get(one.name)!)}: ${quoted(value(one))},`);
  const given = own.map((one) => `, ${one}=None`).join("");
  return [
    "# coding: utf-8",
    `from ${module}.model import Model`,
    "",
    "",
    `class ${name}(Model):`,
    "",
    "    _types = {",
    ...entries(({ type }) => typeName(type)),
    "    }",
    "",
    "    _attribute_map = {",
    ...entries((one) => one.name),
    "    }",
    "",
    `    def __init__(self${given}):`,
    ...(own.length === 0 ? ["        pass"] : own.map((one) => `        self.${one} = ${one}`)),
    "",
  ].join("\n");
}

function typeName(type: BindingType): string {
  switch (type.kind) {
    case "class":
      return type.name;
    case "array":
      return `list[${typeName(type.of)}]`;
    case "map":
      return `dict(str, ${typeName(type.of)})`;
    default:
      return PLAIN[type.kind];
  }
}

const PLAIN = {
  any: "object",
  boolean: "bool",
  integer: "int",
  number: "float",
  string: "str",
  time: "datetime",
};

const MODEL = `# coding: utf-8
import pprint


class Model(object):

    _types = {}
    _attribute_map = {}

    def to_dict(self):
        def plain(value):
            if isinstance(value, list):
                return [plain(one) for one in value]
            if isinstance(value, dict):
                return {key: plain(one) for key, one in value.items()}
            return value.to_dict() if isinstance(value, Model) else value

        return {name: plain(getattr(self, name)) for name in self._types}

    def to_str(self):
        return pprint.pformat(self.to_dict())

    def __repr__(self):
        return self.to_str()

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __ne__(self, other):
        return not self == other

    __hash__ = None
`;

function marshallerFile(module: string, names: readonly string[]): string {
  return `# coding: utf-8
import datetime
import importlib
import re

from ${module}.model import Model

_NAMES = {${names.map(quoted).join(", ")}}


${MARSHALLER}`;
}

const MARSHALLER = `def _class_of(name):
    if name not in _NAMES:
        return None
    return getattr(importlib.import_module(__package__ + "." + name), name)


def _time_of(text):
    match = re.match(r"^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)?$", text)
    if match is None:
        return text
    value = datetime.datetime.strptime(match.group(1), "%Y-%m-%dT%H:%M:%S")
    if match.group(2):
        value = value.replace(microsecond=int(match.group(2)[1:7].ljust(6, "0")))
    zone = match.group(3)
    if zone is None:
        return value
    if zone == "Z":
        return value.replace(tzinfo=datetime.timezone.utc)
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    offset = datetime.timedelta(minutes=-minutes if zone[0] == "-" else minutes)
    return value.replace(tzinfo=datetime.timezone(offset))


class Marshaller(object):
    """Between JSON and the classes of this schema."""

    @staticmethod
    def marshall(data):
        """What is to be sent, of an object of a class."""
        if isinstance(data, Model):
            return {
                data._attribute_map[name]: Marshaller.marshall(getattr(data, name))
                for name in data._types
                if getattr(data, name) is not None
            }
        if isinstance(data, (list, tuple)):
            return [Marshaller.marshall(one) for one in data]
        if isinstance(data, dict):
            return {key: Marshaller.marshall(one) for key, one in data.items()}
        if isinstance(data, (datetime.datetime, datetime.date)):
            text = data.isoformat()
            return text[:-6] + "Z" if text.endswith("+00:00") else text
        return data

    @staticmethod
    def unmarshall(data, typeName):
        """An object of a class, or of the class of that name, of parsed JSON."""
        if data is None:
            return None
        if not isinstance(typeName, str):
            return Marshaller._model(data, typeName)
        if typeName.startswith("list["):
            return [Marshaller.unmarshall(one, typeName[5:-1]) for one in data]
        if typeName.startswith("dict(str, "):
            return {key: Marshaller.unmarshall(one, typeName[10:-1]) for key, one in data.items()}
        if typeName == "datetime":
            return _time_of(data) if isinstance(data, str) else data
        if typeName == "float" and isinstance(data, int) and not isinstance(data, bool):
            return float(data)
        model = _class_of(typeName)
        return data if model is None else Marshaller._model(data, model)

    @staticmethod
    def _model(data, model):
        result = model()
        for name, own in model._types.items():
            wire = model._attribute_map[name]
            if wire in data:
                setattr(result, name, Marshaller.unmarshall(data[wire], own))
        return result
`;
