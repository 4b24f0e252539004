/**
 * Checks an input against its model in AWS's words; compiled once per shape. Several errors are
 * counted in one message, as the services themselves do.
 */
import { Fault } from "#aws/fault";
import type {
  ListShape,
  MapShape,
  Member,
  OperationModel,
  Protocol,
  ServiceModel,
  Shape,
  StructureShape,
} from "#aws/model";
import { type Rule, rulesOf, wordsOf } from "./constraints.ts";
import { camel, firstMissing, under } from "./required.ts";

type Check = (value: unknown, path: string, found: Finding[]) => void;

interface Finding {
  readonly kind: "missing" | "constraint";
  readonly path: string;
  readonly words: string;
}

/** Compiled on first use; a model lives as long as the process. */
const checks = new WeakMap<ServiceModel, Map<string, Check>>();
/** AWS stops listing at some point, and so do we: a message is no place for a thousand errors. */
const MOST_FINDINGS = 20;
/** Of a list or map in a message; AWS shows all. */
const MOST_SHOWN = 50;

/** Undefined when the input is valid. */
export function validate(
  model: ServiceModel,
  operation: OperationModel,
  input: unknown,
  protocol: Protocol,
): Fault | undefined {
  if (operation.input === undefined) return undefined;
  if (OWN_WORDS.has(model.id)) return requiredOnly(model, operation.input, input, protocol);
  const found: Finding[] = [];
  checkOf(model, { shape: operation.input })(input, "", found);
  if (found.length === 0) return undefined;
  return faultOf(model, protocol, found);
}

/** Services that check members themselves and in other words than the common ones. */
const OWN_WORDS = new Set(["sqs", "s3", "sns", "dynamodb"]);

function requiredOnly(
  model: ServiceModel,
  shape: string,
  input: unknown,
  protocol: Protocol,
): Fault | undefined {
  const missing = firstMissing(model, shape, input);
  if (missing === undefined) return undefined;
  const { path, parameter, outermost } = missing;
  switch (model.id) {
    case "sqs":
      return new Fault(
        "MissingParameter",
        `The request must contain the parameter ${parameter}.`,
        400,
      );
    case "sns":
      if (!outermost) break;
      return new Fault(
        "InvalidParameterException",
        `Invalid parameter: ${parameter} Reason: no value for required parameter`,
        400,
      );
    case "s3":
      return outermost
        ? new Fault("InvalidRequest", `Missing required parameter: ${parameter}`, 400)
        : new Fault(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema",
            400,
          );
  }
  const found: Finding[] = [];
  // What DynamoDB says of its own it says beside what is missing.
  if (model.id === "dynamodb") checkOf(model, { shape })(input, "", found);
  else found.push({ kind: "missing", path: parameter, words: absent(path) });
  return faultOf(model, protocol, found);
}

const absent = (path: string): string =>
  `Value null at '${path}' failed to satisfy constraint: Member must not be null`;

function faultOf(model: ServiceModel, protocol: Protocol, found: readonly Finding[]): Fault {
  const count = found.length;
  const words = `${count} validation error${count > 1 ? "s" : ""} detected: ${found.map((f) => f.words).join("; ")}`;
  if (protocol === "query" || protocol === "ec2-query") {
    const missing = found.find((f) => f.kind === "missing");
    if (protocol === "ec2-query" && missing !== undefined)
      return new Fault(
        "MissingParameter",
        `The request must contain the parameter ${missing.path}`,
        400,
      );
    return new Fault("ValidationError", words, 400);
  }
  return new Fault(codeOf(model), words, 400);
}

/** Services that answer the common code although their models have an error of their own. */
const COMMON_CODE = new Set(["lambda", "secretsmanager", "kms", "ssm", "cognito-identity"]);

/** The service's own error for invalid input where it has no ValidationException. */
function codeOf(model: ServiceModel): string {
  // Its ValidationException came with anomaly detectors and is theirs alone.
  if (model.id === "logs") return "InvalidParameterException";
  for (const code of [
    "ValidationException",
    "InvalidParameterException",
    "BadRequestException",
    "InvalidRequestException",
    "InvalidInputException",
  ])
    if (model.shapes[code] !== undefined)
      return COMMON_CODE.has(model.id) ? "ValidationException" : code;
  return "ValidationException";
}

function checkOf(model: ServiceModel, member: Member): Check {
  let own = checks.get(model);
  if (own === undefined) {
    own = new Map();
    checks.set(model, own);
  }
  let check = own.get(member.shape);
  if (check === undefined) {
    let made: Check | undefined;
    own.set(member.shape, (value, path, found) => made!(value, path, found));
    made = makeCheck(model, model.shapes[member.shape]!);
    own.set(member.shape, made);
    check = made;
  }
  return check;
}

function broken(shown: string, path: string, rule: string): Finding {
  const words = `Value${shown} at '${path}' failed to satisfy constraint: ${rule}`;
  return { kind: "constraint", path, words };
}

/** As it stands after "Value": what is secret is not repeated. */
function shownAs(model: ServiceModel, shape: Shape, value: unknown): string {
  return isSensitive(model, shape) ? "" : ` '${textOf(value)}'`;
}

function isSensitive(model: ServiceModel, shape: Shape | undefined): boolean {
  if (shape?.type === "string") return shape.sensitive === true;
  if (shape?.type === "list") return isSensitive(model, model.shapes[shape.member.shape]);
  if (shape?.type !== "map") return false;
  return [shape.key, shape.value].some((member) => isSensitive(model, model.shapes[member.shape]));
}

/** A value as Java shows it; structures within are left out. */
function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return "java.nio.HeapByteBuffer";
  if (Array.isArray(value)) return `[${value.slice(0, MOST_SHOWN).map(innerText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).slice(0, MOST_SHOWN);
  return `{${entries.map(([key, inner]) => `${key}=${innerText(inner)}`).join(", ")}}`;
}

const innerText = (value: unknown): string =>
  Array.isArray(value)
    ? "[...]"
    : typeof value === "object" && value !== null
      ? "..."
      : String(value);

function makeCheck(model: ServiceModel, shape: Shape): Check {
  const rules = rulesOf(shape);
  const own: Check = (value, path, found) => {
    for (const rule of rules)
      if (!rule.holds(value)) found.push(broken(shownAs(model, shape, value), path, rule.words));
  };
  switch (shape.type) {
    case "structure":
      return structureCheck(model, shape);
    case "list": {
      const held = listCheck(model, shape);
      return (value, path, found) => {
        own(value, path, found);
        held(value, path, found);
      };
    }
    case "map": {
      const held = mapCheck(model, shape);
      return (value, path, found) => {
        own(value, path, found);
        held(value, path, found);
      };
    }
    default:
      return own;
  }
}

function structureCheck(model: ServiceModel, shape: StructureShape): Check {
  if (shape.eventStream || (shape as { document?: boolean }).document) return () => undefined;
  const required = (shape.required ?? []).map((name) => [name, camel(name)] as const);
  const members = Object.entries(shape.members)
    .filter(([, member]) => checkable(model, member))
    .map(([name, member]) => [name, camel(name), lazy(() => checkOf(model, member))] as const);
  return (value, path, found) => {
    const held = value as Record<string, unknown>;
    for (const [name, shown] of required)
      if ((held[name] === undefined || held[name] === null) && found.length < MOST_FINDINGS)
        found.push({ kind: "missing", path: name, words: absent(under(path, shown)) });
    for (const [name, shown, check] of members) {
      const inner = held[name];
      if (inner !== undefined && inner !== null) check(inner, under(path, shown), found);
    }
  };
}

/** What a list holds: scalars are spoken of at the list, all else where it stands. */
function listCheck(model: ServiceModel, shape: ListShape): Check {
  const target = model.shapes[shape.member.shape]!;
  if (isScalar(target)) {
    const rules = rulesOf(target);
    return (value, path, found) => {
      const list = value as unknown[];
      const lacking = list.some(isNone);
      if (!lacking && list.every((item) => satisfies(rules, item))) return;
      const told = wordsOf(lacking ? [...rules, NOT_NULL] : rules);
      const words = `Member must satisfy constraint: ${told}`;
      found.push(broken(shownAs(model, shape, value), path, words));
    };
  }
  const inner = lazy(() => checkOf(model, shape.member));
  return (value, path, found) => {
    const list = value as unknown[];
    for (let i = 0; i < list.length && found.length < MOST_FINDINGS; i++) {
      const at = `${path}.${i + 1}.member`;
      if (isNone(list[i])) found.push({ kind: "missing", path: at, words: absent(at) });
      else inner(list[i], at, found);
    }
  };
}

/** What a map holds: keys, scalars and the sizes of lists are spoken of at the map. */
function mapCheck(model: ServiceModel, shape: MapShape): Check {
  const target = model.shapes[shape.value.shape]!;
  const keys = rulesOf(model.shapes[shape.key.shape]!);
  const values = target.type === "structure" ? [] : rulesOf(target);
  const inner = isScalar(target) ? undefined : lazy(() => heldCheck(model, target));
  return (value, path, found) => {
    const entries = Object.entries(value as Record<string, unknown>);
    const tell = (words: string) => found.push(broken(shownAs(model, shape, value), path, words));
    if (entries.some(([name]) => !satisfies(keys, name)))
      tell(`Map keys must satisfy constraint: ${wordsOf(keys)}`);
    if (entries.some(([, held]) => !isNone(held) && !satisfies(values, held)))
      tell(`Map value must satisfy constraint: ${wordsOf(values)}`);
    if (inner === undefined) return;
    for (const [name, held] of entries)
      if (found.length < MOST_FINDINGS && !isNone(held))
        inner(held, `${path}.${name}.member`, found);
  };
}

/** What is within a map's value, whose own constraints are spoken of at the map. */
function heldCheck(model: ServiceModel, shape: Shape): Check {
  if (shape.type === "list") return listCheck(model, shape);
  if (shape.type === "map") return mapCheck(model, shape);
  return makeCheck(model, shape);
}

const NOT_NULL: Rule = { words: "Member must not be null", holds: (value) => !isNone(value) };
const CONSTRAINTS = ["min", "max", "pattern", "enum"] as const;

const satisfies = (rules: readonly Rule[], value: unknown): boolean =>
  rules.every((rule) => rule.holds(value));

const isNone = (value: unknown): boolean => value === null || value === undefined;

const isScalar = ({ type }: Shape): boolean =>
  type !== "structure" && type !== "list" && type !== "map" && type !== "document";

/** Whether there is anything to check below a member: most scalars have nothing. */
function checkable(model: ServiceModel, member: Member): boolean {
  const shape = model.shapes[member.shape]!;
  if (shape.type === "document" || member.streaming) return false;
  return !isScalar(shape) || CONSTRAINTS.some((name) => name in shape);
}

function lazy(make: () => Check): Check {
  let made: Check | undefined;
  return (value, path, found) => {
    made ??= make();
    made(value, path, found);
  };
}
