/**
 * JSON Schema, draft 4, as API Gateway's models are written.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */

type Json = Record<string, unknown>;

export interface Schema {
  /** What is wrong with a value, in words; empty when nothing is. */
  errors(value: unknown): string[];
}

const DEPTH_LIMIT = 64;
const ERRORS_LIMIT = 20;

/**
 * @param schema The schema, already parsed.
 * @param modelOf Another model's schema by its name, for references to models.
 */
export function compileSchema(schema: unknown, modelOf: (name: string) => unknown): Schema {
  return {
    errors(value) {
      const check = new Check(schema, modelOf);
      check.value(schema, value, "", 0);
      return check.errors;
    },
  };
}

class Check {
  readonly errors: string[] = [];

  constructor(
    readonly root: unknown,
    readonly modelOf: (name: string) => unknown,
  ) {}

  value(given: unknown, value: unknown, at: string, depth: number): void {
    if (!isObject(given) || depth > DEPTH_LIMIT || this.errors.length > ERRORS_LIMIT) return;
    const { $ref } = given;
    if (typeof $ref === "string") return this.#reference($ref, value, at, depth);
    const type = typeOf(value);
    const wanted = given["type"];
    if (wanted !== undefined && !(given["nullable"] === true && value === null)) {
      const list = Array.isArray(wanted) ? wanted : [wanted];
      if (!list.some((one) => one === type || (one === "number" && type === "integer")))
        return this.#fail(
          at,
          `instance type (${type}) does not match any allowed primitive type (allowed: ${JSON.stringify(list)})`,
        );
    }
    const { enum: allowed } = given;
    if (Array.isArray(allowed) && !allowed.some((one) => same(one, value)))
      this.#fail(
        at,
        `instance value (${JSON.stringify(value)}) not found in enum (possible values: ${JSON.stringify(allowed)})`,
      );
    if (typeof value === "string") this.#string(given, value, at);
    else if (typeof value === "number") this.#number(given, value, at);
    else if (Array.isArray(value)) this.#array(given, value, at, depth);
    else if (isObject(value)) this.#object(given, value, at, depth);
    this.#combined(given, value, at, depth);
  }

  #fail(at: string, words: string): void {
    this.errors.push(at === "" ? words : `${words} at ${at}`);
  }

  #reference(ref: string, value: unknown, at: string, depth: number): void {
    const model = /\/models\/([A-Za-z0-9]+)$/.exec(ref)?.[1];
    if (model !== undefined) {
      const schema = this.modelOf(model);
      if (schema === undefined) return this.#fail(at, `no model ${model}`);
      const other = new Check(schema, this.modelOf);
      other.value(schema, value, at, depth + 1);
      this.errors.push(...other.errors);
      return;
    }
    if (ref === "#") return this.value(this.root, value, at, depth + 1);
    let found: unknown = this.root;
    for (const part of ref.replace(/^#\//, "").split("/")) {
      const name = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
      found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
    }
    if (found === undefined) return this.#fail(at, `no definition ${ref}`);
    this.value(found, value, at, depth + 1);
  }

  #string(schema: Json, value: string, at: string): void {
    const { length } = [...value];
    if (length < limit(schema["minLength"], 0))
      this.#fail(
        at,
        `string "${value}" is too short (length: ${length}, required minimum: ${schema["minLength"]})`,
      );
    if (length > limit(schema["maxLength"], Infinity))
      this.#fail(
        at,
        `string "${value}" is too long (length: ${length}, maximum allowed: ${schema["maxLength"]})`,
      );
    const { pattern } = schema;
    if (typeof pattern === "string" && !matches(pattern, value))
      this.#fail(at, `ECMA 262 regex "${pattern}" does not match input string "${value}"`);
  }

  #number(schema: Json, value: number, at: string): void {
    const low = limit(schema["minimum"], -Infinity);
    const high = limit(schema["maximum"], Infinity);
    if (value < low || (value === low && schema["exclusiveMinimum"] === true))
      this.#fail(
        at,
        `numeric instance is lower than the required minimum (minimum: ${low}, found: ${value})`,
      );
    if (value > high || (value === high && schema["exclusiveMaximum"] === true))
      this.#fail(
        at,
        `numeric instance is greater than the required maximum (maximum: ${high}, found: ${value})`,
      );
    const step = schema["multipleOf"];
    if (
      typeof step === "number" &&
      step > 0 &&
      Math.abs(value / step - Math.round(value / step)) > 1e-9
    )
      this.#fail(at, `remainder of division is not zero (${value} / ${step})`);
  }

  #array(schema: Json, value: readonly unknown[], at: string, depth: number): void {
    if (value.length < limit(schema["minItems"], 0))
      this.#fail(
        at,
        `array is too short: must have at least ${schema["minItems"]} elements but instance has ${value.length} elements`,
      );
    if (value.length > limit(schema["maxItems"], Infinity))
      this.#fail(
        at,
        `array is too long: must have at most ${schema["maxItems"]} elements but instance has ${value.length} elements`,
      );
    if (schema["uniqueItems"] === true) {
      const seen = new Set(value.map((item) => canonical(item)));
      if (seen.size < value.length) this.#fail(at, "array must not contain duplicate elements");
    }
    const { items } = schema;
    value.forEach((item, i) => {
      const own = Array.isArray(items) ? (items[i] as unknown) : items;
      if (own !== undefined) return this.value(own, item, `${at}/${i}`, depth + 1);
      if (Array.isArray(items) && schema["additionalItems"] === false)
        this.#fail(`${at}/${i}`, "additional items are not allowed");
    });
  }

  #object(schema: Json, value: Json, at: string, depth: number): void {
    const names = Object.keys(value);
    const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
    const absent = required.filter((name) => !Object.hasOwn(value, name));
    if (absent.length > 0)
      this.#fail(at, `object has missing required properties (${JSON.stringify(absent)})`);
    if (names.length < limit(schema["minProperties"], 0))
      this.#fail(at, "object has too few properties");
    if (names.length > limit(schema["maxProperties"], Infinity))
      this.#fail(at, "object has too many properties");
    const properties = isObject(schema["properties"]) ? schema["properties"] : {};
    const patterns = isObject(schema["patternProperties"]) ? schema["patternProperties"] : {};
    const unknown: string[] = [];
    for (const name of names) {
      const own = Object.hasOwn(properties, name);
      if (own) this.value(properties[name], value[name], `${at}/${name}`, depth + 1);
      const fitting = Object.keys(patterns).filter((pattern) => matches(pattern, name));
      for (const pattern of fitting)
        this.value(patterns[pattern], value[name], `${at}/${name}`, depth + 1);
      if (own || fitting.length > 0) continue;
      const more = schema["additionalProperties"];
      if (more === false) unknown.push(name);
      else this.value(more, value[name], `${at}/${name}`, depth + 1);
    }
    if (unknown.length > 0)
      this.#fail(
        at,
        `object instance has properties which are not allowed by the schema: ${JSON.stringify(unknown)}`,
      );
  }

  #combined(schema: Json, value: unknown, at: string, depth: number): void {
    const passes = (one: unknown): boolean => {
      const check = new Check(this.root, this.modelOf);
      check.value(one, value, at, depth + 1);
      return check.errors.length === 0;
    };
    const { allOf, anyOf, oneOf, not } = schema;
    if (Array.isArray(allOf)) for (const one of allOf) this.value(one, value, at, depth + 1);
    if (Array.isArray(anyOf) && !anyOf.some(passes))
      this.#fail(at, `instance failed to match at least one required schema among ${anyOf.length}`);
    if (Array.isArray(oneOf)) {
      const count = oneOf.filter(passes).length;
      if (count !== 1)
        this.#fail(
          at,
          `instance failed to match exactly one schema (matched ${count} out of ${oneOf.length})`,
        );
    }
    if (not !== undefined && passes(not))
      this.#fail(at, "instance matched a schema which it should not have");
  }
}

/** A mapping template that gives what a model describes, with GetModelTemplate's shape. */
export function exampleTemplate(text: string): string {
  const schema: unknown = JSON.parse(text);
  const properties = isObject(schema) && isObject(schema["properties"]) ? schema["properties"] : {};
  const lines = Object.entries(properties).map(([name, one]) => {
    const quoted = isObject(one) && one["type"] === "string";
    return `  "${name}" : ${quoted ? `"$inputRoot.${name}"` : `$inputRoot.${name}`}`;
  });
  return `#set($inputRoot = $input.path('$'))\n{\n${lines.join(",\n")}\n}`;
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const limit = (value: unknown, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** A pattern that is no regular expression matches everything, as it would constrain nothing. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
