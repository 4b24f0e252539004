/** Works out a template's values: intrinsic functions, conditions, pseudo-parameters. */
import { cidrBlocks } from "./cidr.ts";
import { unsupportedFunction } from "./functions.ts";
import { DEPTH, STEPS, TEXT_LENGTH } from "./limits.ts";
import type { Template } from "./template.ts";
import { bare, callOf, isObject, isScalar, type Json, TemplateError, textOf } from "./values.ts";

/** What AWS::NoValue becomes: a property that is left out. */
export const NO_VALUE = Symbol("AWS::NoValue");

export interface Environment {
  readonly template: Template;
  /** What `Ref` gives for each parameter. */
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
  zones(region: string): readonly string[];
  /** What `Ref` gives for a resource. */
  reference(logicalId: string): Json;
  /** What `Fn::GetAtt` gives; undefined when the resource has no such attribute. */
  attribute(logicalId: string, name: string): Json;
  /** The value of an export; undefined when there is none. */
  imported(name: string): string | undefined;
}

/** Values of one template in one environment; conditions are worked out once. */
export class Evaluator {
  readonly #conditions = new Map<string, boolean | "working">();
  #steps = 0;

  constructor(readonly env: Environment) {}

  /** @throws TemplateError. The result has no functions left in it; NO_VALUE members are gone. */
  value(input: Json): Json {
    const out = this.#value(input, 0);
    return out === NO_VALUE ? undefined : out;
  }

  /** Whether a named condition holds. */
  condition(name: string): boolean {
    const known = this.#conditions.get(name);
    if (known === "working")
      throw new TemplateError(`Circular dependencies between conditions: [${name}]`);
    if (known !== undefined) return known;
    const { conditions } = this.env.template;
    if (!conditions.has(name))
      throw new TemplateError(`Template error: unresolved condition dependency ${name}`);
    this.#conditions.set(name, "working");
    const result = this.test(conditions.get(name));
    this.#conditions.set(name, result);
    return result;
  }

  /** A condition's expression. */
  test(expression: Json): boolean {
    const value = this.#value(expression, 0);
    if (typeof value === "boolean") return value;
    if (value === "true" || value === "false") return value === "true";
    throw new TemplateError(
      "Template format error: Conditions can only be boolean operations on parameters and other conditions",
    );
  }

  #value(input: Json, depth: number): Json {
    if (++this.#steps > STEPS || depth > DEPTH)
      throw new TemplateError(
        "Template error: the template is too large or too deep to be worked out.",
      );
    if (Array.isArray(input))
      return input.map((item) => this.#value(item, depth + 1)).filter((item) => item !== NO_VALUE);
    if (!isObject(input)) return input;
    const call = callOf(input);
    if (call !== undefined && !(call[0] === "Condition" && typeof call[1] !== "string"))
      return this.#call(call[0], call[1], depth + 1);
    const out = bare();
    for (const [key, item] of Object.entries(input)) {
      const value = this.#value(item, depth + 1);
      if (value !== NO_VALUE) out[key] = value;
    }
    return out;
  }

  #call(name: string, argument: Json, depth: number): Json {
    switch (name) {
      case "Ref":
        return this.#ref(argument);
      case "Condition":
        return this.condition(argument as string);
      case "Fn::GetAtt":
        return this.#getAtt(argument, depth);
      case "Fn::Sub":
        return this.#sub(argument, depth);
      case "Fn::Join":
        return this.#join(argument, depth);
      case "Fn::Split":
        return this.#split(argument, depth);
      case "Fn::Select":
        return this.#select(argument, depth);
      case "Fn::If":
        return this.#if(argument, depth);
      case "Fn::FindInMap":
        return this.#findInMap(argument, depth);
      case "Fn::Equals":
        return this.#equals(argument, depth);
      case "Fn::And":
        return this.#many("Fn::And", argument, depth).every(Boolean);
      case "Fn::Or":
        return this.#many("Fn::Or", argument, depth).some(Boolean);
      case "Fn::Not":
        return this.#not(argument, depth);
      case "Fn::Base64":
        return this.#base64(argument, depth);
      case "Fn::Cidr":
        return this.#cidr(argument, depth);
      case "Fn::GetAZs":
        return this.#zones(argument, depth);
      case "Fn::ImportValue":
        return this.#import(argument, depth);
      case "Fn::Length":
        return this.#length(argument, depth);
      case "Fn::ToJsonString":
        return this.#jsonText(argument, depth);
      default:
        throw new TemplateError(unsupportedFunction(name));
    }
  }

  #ref(argument: Json): Json {
    if (typeof argument !== "string")
      throw new TemplateError("Template error: every Ref object must have a single String value.");
    const { env } = this;
    switch (argument) {
      case "AWS::AccountId":
        return env.accountId;
      case "AWS::Region":
        return env.region;
      case "AWS::Partition":
        return env.partition;
      case "AWS::URLSuffix":
        return env.urlSuffix;
      case "AWS::StackId":
        return env.stackId;
      case "AWS::StackName":
        return env.stackName;
      case "AWS::NotificationARNs":
        return [...env.notificationArns];
      case "AWS::NoValue":
        return NO_VALUE;
    }
    const parameter = env.parameters.get(argument);
    if (parameter !== undefined) return typeof parameter === "string" ? parameter : [...parameter];
    return env.reference(argument);
  }

  #getAtt(argument: Json, depth: number): Json {
    const malformed = () =>
      new TemplateError(
        "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
      );
    let resource: Json;
    let attribute: Json;
    if (typeof argument === "string") {
      const dot = argument.indexOf(".");
      if (dot < 0) throw malformed();
      [resource, attribute] = [argument.slice(0, dot), argument.slice(dot + 1)];
    } else if (Array.isArray(argument) && argument.length >= 2) {
      resource = argument[0];
      attribute =
        argument.length === 2 ? this.#value(argument[1], depth) : argument.slice(1).join(".");
    }
    if (typeof resource !== "string" || typeof attribute !== "string" || !resource || !attribute)
      throw malformed();
    return this.#attribute(resource, attribute);
  }

  #attribute(resource: string, attribute: string): Json {
    const value = this.env.attribute(resource, attribute);
    if (value === undefined)
      throw new TemplateError(
        `Template error: resource ${resource} does not support attribute type ${attribute} in Fn::GetAtt`,
      );
    return value;
  }

  #sub(argument: Json, depth: number): Json {
    const [text, map] = Array.isArray(argument) ? argument : [argument, {}];
    if (
      typeof text !== "string" ||
      !isObject(map) ||
      (Array.isArray(argument) && argument.length !== 2)
    )
      throw new TemplateError(
        "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
      );
    const out = text.replace(/\$\{(!?)([^{}]*)\}/g, (_whole, literal: string, inner: string) => {
      if (literal) return `\${${inner}}`;
      const name = inner.trim();
      if (!/^[\w.:]+$/.test(name))
        throw new TemplateError(
          "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
        );
      const value = Object.hasOwn(map, name) ? this.#value(map[name], depth) : this.#variable(name);
      if (!isScalar(value))
        throw new TemplateError(
          `Template error: variable ${name} in Fn::Sub expression does not resolve to a string`,
        );
      return String(value);
    });
    return this.#bounded(out);
  }

  #variable(name: string): Json {
    const dot = name.indexOf(".");
    return dot < 0 ? this.#ref(name) : this.#attribute(name.slice(0, dot), name.slice(dot + 1));
  }

  #bounded(text: string): string {
    this.#steps += text.length >> 6;
    if (text.length > TEXT_LENGTH)
      throw new TemplateError(
        "Template error: the template is too large or too deep to be worked out.",
      );
    return text;
  }

  #join(argument: Json, depth: number): Json {
    const malformed = () =>
      new TemplateError(
        "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
      );
    if (!Array.isArray(argument) || argument.length !== 2 || typeof argument[0] !== "string")
      throw malformed();
    const items = this.#value(argument[1], depth);
    if (!Array.isArray(items) || !items.every(isScalar)) throw malformed();
    return this.#bounded(items.map(String).join(argument[0]));
  }

  #split(argument: Json, depth: number): Json {
    const malformed = () =>
      new TemplateError(
        "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
      );
    if (
      !Array.isArray(argument) ||
      argument.length !== 2 ||
      typeof argument[0] !== "string" ||
      argument[0] === ""
    )
      throw malformed();
    const text = this.#value(argument[1], depth);
    if (!isScalar(text)) throw malformed();
    return String(text).split(argument[0]);
  }

  #select(argument: Json, depth: number): Json {
    if (!Array.isArray(argument) || argument.length !== 2)
      throw new TemplateError(
        "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
      );
    const index = this.#value(argument[0], depth);
    if (!isScalar(index) || !/^\d+$/.test(String(index)))
      throw new TemplateError(
        "Template error: Fn::Select requires a list argument with a valid index value",
      );
    const list = this.#value(argument[1], depth);
    if (!Array.isArray(list))
      throw new TemplateError(
        "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
      );
    const at = Number(index);
    if (at >= list.length)
      throw new TemplateError(
        `Template error: Fn::Select cannot select nonexistent value at index ${at}`,
      );
    return list[at];
  }

  #if(argument: Json, depth: number): Json {
    if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== "string")
      throw new TemplateError(
        "Template error: Fn::If requires a list argument with three elements",
      );
    return this.#value(this.condition(argument[0]) ? argument[1] : argument[2], depth);
  }

  #findInMap(argument: Json, depth: number): Json {
    const { template } = this.env;
    const fallback =
      Array.isArray(argument) && argument.length === 4 && template.extended
        ? argument[3]
        : undefined;
    if (!Array.isArray(argument) || argument.length !== (fallback === undefined ? 3 : 4))
      throw new TemplateError(
        "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
      );
    const keys = argument.slice(0, 3).map((part) => this.#value(part, depth));
    if (!keys.every(isScalar))
      throw new TemplateError(
        "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
      );
    const [map, key, attribute] = keys.map(String) as [string, string, string];
    const preset = isObject(fallback) && Object.hasOwn(fallback, "DefaultValue");
    const top = own(own(own(template.mappings, map), key), attribute);
    if (top !== undefined) return top;
    if (preset) return this.#value(fallback["DefaultValue"], depth);
    if (own(template.mappings, map) === undefined)
      throw new TemplateError(
        `Template error: Mapping named '${map}' is not present in the 'Mappings' section of template.`,
      );
    throw new TemplateError(
      `Template error: Unable to get mapping for ${map}::${key}::${attribute}`,
    );
  }

  #equals(argument: Json, depth: number): boolean {
    if (!Array.isArray(argument) || argument.length !== 2)
      throw new TemplateError(
        "Template error: every Fn::Equals object requires a list of 2 string parameters.",
      );
    const [a, b] = argument.map((part) => this.#value(part, depth));
    return isScalar(a) && isScalar(b)
      ? String(a) === String(b)
      : JSON.stringify(a) === JSON.stringify(b);
  }

  #many(name: string, argument: Json, depth: number): boolean[] {
    if (!Array.isArray(argument) || argument.length < 2 || argument.length > 10)
      throw new TemplateError(
        `Template error: every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`,
      );
    return argument.map((part) => this.#boolean(part, depth));
  }

  #boolean(part: Json, depth: number): boolean {
    const value = this.#value(part, depth);
    if (typeof value === "boolean") return value;
    if (value === "true" || value === "false") return value === "true";
    throw new TemplateError(
      "Template format error: Conditions can only be boolean operations on parameters and other conditions",
    );
  }

  #not(argument: Json, depth: number): boolean {
    if (!Array.isArray(argument) || argument.length !== 1)
      throw new TemplateError(
        "Template error: every Fn::Not object requires one boolean parameter.",
      );
    return !this.#boolean(argument[0], depth);
  }

  #base64(argument: Json, depth: number): Json {
    const text = this.#value(argument, depth);
    if (!isScalar(text))
      throw new TemplateError(
        "Template error: every Fn::Base64 object must have a String-typed value.",
      );
    return this.#bounded(Buffer.from(String(text)).toString("base64"));
  }

  #cidr(argument: Json, depth: number): Json {
    if (!Array.isArray(argument) || argument.length < 2 || argument.length > 3)
      throw new TemplateError(
        "Template error: every Fn::Cidr object requires two to three parameters, (1) a CIDR block, (2) a count and (3) the number of subnet bits.",
      );
    const [block, count, bits] = argument.map((part) => this.#value(part, depth));
    const wide = textOf(block).includes(":");
    return cidrBlocks(
      textOf(block),
      Number(textOf(count)),
      bits === undefined ? (wide ? 64 : 8) : Number(textOf(bits)),
    );
  }

  #zones(argument: Json, depth: number): Json {
    const region = this.#value(argument, depth);
    if (typeof region !== "string")
      throw new TemplateError(
        "Template error: every Fn::GetAZs object must have a String-typed value.",
      );
    return [...this.env.zones(region === "" ? this.env.region : region)];
  }

  #import(argument: Json, depth: number): Json {
    const name = this.#value(argument, depth);
    if (typeof name !== "string")
      throw new TemplateError(
        "Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string",
      );
    const value = this.env.imported(name);
    if (value === undefined) throw new TemplateError(`No export named ${name} found.`);
    return value;
  }

  #length(argument: Json, depth: number): Json {
    this.#extension("Fn::Length");
    const list = this.#value(argument, depth);
    if (!Array.isArray(list))
      throw new TemplateError("Template error: every Fn::Length object requires a list.");
    return list.length;
  }

  #jsonText(argument: Json, depth: number): Json {
    this.#extension("Fn::ToJsonString");
    const value = this.#value(argument, depth);
    if (typeof value !== "object" || value === null)
      throw new TemplateError(
        "Template error: every Fn::ToJsonString object requires an object or a list.",
      );
    return this.#bounded(JSON.stringify(value));
  }

  #extension(name: string): void {
    if (!this.env.template.extended) throw new TemplateError(unsupportedFunction(name));
  }
}

const own = (value: Json, key: string): Json =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
