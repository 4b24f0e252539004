/**
 * Checks an input against its model in AWS's words; compiled once per shape. Several errors are
 * counted in one message, as the services themselves do.
 */
import { Fault } from "#aws/fault";
import type { Member, OperationModel, Protocol, ServiceModel, Shape } from "#aws/model";
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
/** Patterns over longer text are not tried: the length constraint speaks first. */
const PATTERN_TEXT = 8_192;

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

/** The service's own error for invalid input where it has no ValidationException. */
function codeOf(model: ServiceModel): string {
  for (const code of [
    "ValidationException",
    "InvalidParameterException",
    "BadRequestException",
    "InvalidRequestException",
    "InvalidInputException",
  ])
    if (model.shapes[code] !== undefined)
      return model.id === "lambda" ||
        model.id === "secretsmanager" ||
        model.id === "kms" ||
        model.id === "ssm"
        ? "ValidationException"
        : code;
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

function constraint(value: unknown, path: string, rule: string): Finding {
  const shown = value === null || value === undefined ? "Value null" : `Value '${String(value)}'`;
  return {
    kind: "constraint",
    path,
    words: `${shown} at '${path}' failed to satisfy constraint: ${rule}`,
  };
}

function makeCheck(model: ServiceModel, shape: Shape): Check {
  switch (shape.type) {
    case "structure": {
      if (shape.eventStream || (shape as { document?: boolean }).document) return () => undefined;
      const required = (shape.required ?? []).map((name) => [name, camel(name)] as const);
      const members = Object.entries(shape.members)
        .filter(([, member]) => checkable(model, member))
        .map(([name, member]) => [name, camel(name), lazy(() => checkOf(model, member))] as const);
      return (value, path, found) => {
        const held = value as Record<string, unknown>;
        for (const [name, shown] of required)
          if ((held[name] === undefined || held[name] === null) && found.length < MOST_FINDINGS)
            found.push({
              kind: "missing",
              path: name,
              words: absent(under(path, shown)),
            });
        for (const [name, shown, check] of members) {
          const inner = held[name];
          if (inner !== undefined && inner !== null) check(inner, under(path, shown), found);
        }
      };
    }
    case "list": {
      const size = sizeCheck(
        shape,
        (value) => (value as unknown[]).length,
        (value) =>
          `[${(value as unknown[])
            .map((v) => (typeof v === "object" && v !== null ? "..." : String(v)))
            .slice(0, 50)
            .join(", ")}]`,
      );
      const inner = checkable(model, shape.member)
        ? lazy(() => checkOf(model, shape.member))
        : undefined;
      return (value, path, found) => {
        size?.(value, path, found);
        const list = value as unknown[];
        for (let i = 0; i < list.length && found.length < MOST_FINDINGS; i++) {
          const at = `${path}.${i + 1}.member`;
          if (list[i] === null || list[i] === undefined)
            found.push({ kind: "missing", path: at, words: absent(at) });
          else inner?.(list[i], at, found);
        }
      };
    }
    case "map": {
      const size = sizeCheck(
        shape,
        (value) => Object.keys(value as object).length,
        () => "{...}",
      );
      const key = lazy(() => checkOf(model, shape.key));
      const inner = lazy(() => checkOf(model, shape.value));
      return (value, path, found) => {
        size?.(value, path, found);
        for (const [name, held] of Object.entries(value as Record<string, unknown>)) {
          if (found.length >= MOST_FINDINGS) return;
          key(name, path, found);
          if (held !== null && held !== undefined) inner(held, `${path}.${name}.member`, found);
        }
      };
    }
    case "string":
      return stringCheck(shape);
    case "blob":
      return (
        sizeCheck(
          shape,
          (value) => (value instanceof Uint8Array ? value.length : 0),
          () => "java.nio.HeapByteBuffer",
        ) ?? (() => undefined)
      );
    case "integer":
    case "long":
    case "float":
    case "double":
      return (value, path, found) => {
        if (shape.min !== undefined && (value as number) < shape.min)
          found.push(
            constraint(value, path, `Member must have value greater than or equal to ${shape.min}`),
          );
        if (shape.max !== undefined && (value as number) > shape.max)
          found.push(
            constraint(value, path, `Member must have value less than or equal to ${shape.max}`),
          );
      };
    default:
      return () => undefined;
  }
}

/** Whether there is anything to check below a member: most scalars have nothing. */
function checkable(model: ServiceModel, member: Member): boolean {
  const shape = model.shapes[member.shape]!;
  if (shape.type === "boolean" || shape.type === "timestamp" || shape.type === "document")
    return false;
  if (shape.type === "string")
    return (
      shape.min !== undefined ||
      shape.max !== undefined ||
      shape.pattern !== undefined ||
      shape.enum !== undefined
    );
  if (shape.type === "blob")
    return (
      !(member.streaming || shape.streaming) && (shape.min !== undefined || shape.max !== undefined)
    );
  if (
    shape.type === "integer" ||
    shape.type === "long" ||
    shape.type === "float" ||
    shape.type === "double"
  )
    return shape.min !== undefined || shape.max !== undefined;
  return true;
}

function sizeCheck(
  shape: { min?: number; max?: number },
  size: (value: unknown) => number,
  show: (value: unknown) => string,
): Check | undefined {
  const { min, max } = shape;
  if (min === undefined && max === undefined) return undefined;
  return (value, path, found) => {
    const length = size(value);
    if (min !== undefined && length < min)
      found.push(
        constraint(show(value), path, `Member must have length greater than or equal to ${min}`),
      );
    if (max !== undefined && length > max)
      found.push(
        constraint(show(value), path, `Member must have length less than or equal to ${max}`),
      );
  };
}

function stringCheck(shape: Extract<Shape, { type: "string" }>): Check {
  const { min, max, enum: values, sensitive } = shape;
  const allowed = values === undefined ? undefined : new Set(values);
  const pattern = shape.pattern === undefined ? undefined : patternOf(shape.pattern);
  return (value, path, found) => {
    if (typeof value !== "string") return;
    const shown = sensitive ? "***Sensitive Data Redacted***" : value;
    if (allowed !== undefined && !allowed.has(value))
      found.push(
        constraint(shown, path, `Member must satisfy enum value set: [${values!.join(", ")}]`),
      );
    if (max !== undefined && value.length > max)
      found.push(constraint(shown, path, `Member must have length less than or equal to ${max}`));
    if (min !== undefined && value.length < min)
      found.push(
        constraint(shown, path, `Member must have length greater than or equal to ${min}`),
      );
    if (pattern !== undefined && value.length <= PATTERN_TEXT && !pattern.test(value))
      found.push(
        constraint(shown, path, `Member must satisfy regular expression pattern: ${shape.pattern}`),
      );
  };
}

/** A Java pattern as ours, matched whole; undefined where it cannot be had. */
function patternOf(source: string): RegExp | undefined {
  const translated = source
    .replace(/\(\?i\)/g, "")
    .replace(/([*+?}])\+/g, "$1")
    .replace(/\\p\{Graph\}/g, "\\x21-\\x7e")
    .replace(/\\p\{ASCII\}/g, "\\x00-\\x7f")
    .replace(/\\p\{Punct\}/g, "!-\\/:-@\\[-`{-~")
    .replace(
      /\\p\{(IsAlphabetic|Alpha|Alnum|Digit|Upper|Lower)\}/g,
      (_, name: string) =>
        ({
          IsAlphabetic: "\\p{L}",
          Alpha: "a-zA-Z",
          Alnum: "a-zA-Z0-9",
          Digit: "0-9",
          Upper: "A-Z",
          Lower: "a-z",
        })[name]!,
    )
    .replace(/\\p\{Is([LMNPSZC][a-z]?)\}/g, "\\p{$1}")
    .replace(/\\([zZAQE])/g, (_, c: string) =>
      c === "A" ? "^" : c.toLowerCase() === "z" ? "$" : "",
    );
  // What repeats a repetition could be made to run for ever; such a pattern is left to the service.
  if (/[+*]\)[+*]|[+*]\)\{\d+,\}/.test(translated)) return undefined;
  for (const flags of ["u", ""])
    try {
      return new RegExp(`^(?:${translated})$`, flags);
    } catch {
      // Without the flag, escapes that are none stand for themselves.
    }
  return undefined;
}

function lazy(make: () => Check): Check {
  let made: Check | undefined;
  return (value, path, found) => {
    made ??= make();
    made(value, path, found);
  };
}
