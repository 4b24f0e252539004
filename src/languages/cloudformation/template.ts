/** The sections of a template and what may stand in them. */
import * as limits from "./limits.ts";
import { isObject, type Json, type JsonObject, TemplateError, textOf } from "./values.ts";

export interface ParameterDefinition {
  readonly name: string;
  readonly type: string;
  readonly default?: string;
  readonly noEcho: boolean;
  readonly description?: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
  readonly constraintDescription?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
}

export interface ResourceDefinition {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  readonly deletionPolicy?: Json;
  readonly updateReplacePolicy?: Json;
  readonly creationPolicy?: Json;
  readonly updatePolicy?: Json;
  readonly metadata?: Json;
}

export interface OutputDefinition {
  readonly name: string;
  readonly value: Json;
  readonly description?: string;
  readonly exportName?: Json;
  readonly condition?: string;
}

export interface Template {
  readonly raw: JsonObject;
  readonly description?: string;
  readonly metadata?: Json;
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
  readonly mappings: JsonObject;
  readonly conditions: ReadonlyMap<string, Json>;
  readonly rules: ReadonlyMap<string, JsonObject>;
  readonly resources: ReadonlyMap<string, ResourceDefinition>;
  readonly outputs: ReadonlyMap<string, OutputDefinition>;
  readonly transforms: readonly string[];
  /** Whether AWS::LanguageExtensions is declared. */
  readonly extended: boolean;
}

const SECTIONS = new Set([
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Mappings",
  "Conditions",
  "Rules",
  "Resources",
  "Outputs",
  "Transform",
  "Hooks",
]);
const RESOURCE_KEYS = new Set([
  "Type",
  "Properties",
  "DependsOn",
  "Condition",
  "DeletionPolicy",
  "UpdateReplacePolicy",
  "CreationPolicy",
  "UpdatePolicy",
  "Metadata",
  "Description",
]);
const PARAMETER_KEYS = new Set([
  "Type",
  "Default",
  "NoEcho",
  "Description",
  "AllowedValues",
  "AllowedPattern",
  "ConstraintDescription",
  "MinLength",
  "MaxLength",
  "MinValue",
  "MaxValue",
]);
const SIMPLE_TYPES = /^(String|Number|CommaDelimitedList|List<Number>|List<String>)$/;
const AWS_TYPE = /^AWS::(EC2|Route53)::[A-Za-z:.]+$/;
const LIST_TYPE = /^List<(.+)>$/;
const SSM_TYPE = /^AWS::SSM::Parameter::(Name|Value<(.+)>)$/;
const ALPHANUMERIC = /^[a-zA-Z0-9]+$/;

/** Names of the transforms a template declares, e.g. "AWS::Serverless-2016-10-31". */
export const transformsOf = (raw: JsonObject): string[] =>
  transformCalls(raw).map(({ name }) => name);

/** The same with the parameters that each is given. @throws TemplateError. */
export function transformCalls(raw: JsonObject): { name: string; parameters: JsonObject }[] {
  const declared = raw["Transform"];
  if (declared === undefined) return [];
  return (Array.isArray(declared) ? declared : [declared]).map((item) => {
    if (typeof item === "string") return { name: item, parameters: {} };
    if (isObject(item) && typeof item["Name"] === "string") {
      const given = item["Parameters"];
      return { name: item["Name"], parameters: isObject(given) ? given : {} };
    }
    throw new TemplateError(
      "Template format error: transform must be a string or an object with a Name.",
    );
  });
}

function section(raw: JsonObject, name: string): JsonObject {
  const value = raw[name];
  if (value === undefined) return {};
  if (!isObject(value))
    throw new TemplateError(`Template format error: [/${name}] '${name}' must be an object.`);
  return value;
}

/**
 * A null anywhere in a template. The path shows a resource's properties as `Type`, as AWS's does:
 * https://github.com/aws-cloudformation/cfn-lint/issues/38
 * @throws TemplateError naming the first.
 */
export function checkNulls(raw: JsonObject): void {
  const visit = (value: Json, path: readonly string[]): void => {
    if (value === null) {
      const shown = path.map((name, at) =>
        at === 2 && name === "Properties" && path[0] === "Resources" && path.length > 3
          ? "Type"
          : name,
      );
      throw new TemplateError(`[/${shown.join("/")}] 'null' values are not allowed in templates`);
    }
    if (typeof value !== "object") return;
    for (const [name, item] of Object.entries(value)) visit(item, [...path, name]);
  };
  visit(raw, []);
}

/**
 * Reads a template that has been parsed and had its transforms applied.
 * @throws TemplateError in AWS's words.
 */
export function readTemplate(raw: Json): Template {
  if (!isObject(raw)) throw new TemplateError("Template format error: unsupported structure.");
  const unknown = Object.keys(raw).filter((key) => !SECTIONS.has(key));
  if (unknown.length > 0)
    throw new TemplateError(`Invalid template property or properties [${unknown.join(", ")}]`);
  const version = raw["AWSTemplateFormatVersion"];
  if (version !== undefined && version !== "2010-09-09")
    throw new TemplateError(
      `Template format error: ${textOf(version)} is not a supported value for AWSTemplateFormatVersion.`,
    );
  const description = raw["Description"];
  if (description !== undefined && typeof description !== "string")
    throw new TemplateError("Template format error: Template Description must be a string.");
  if (description !== undefined && Buffer.byteLength(description) > limits.DESCRIPTION_BYTES)
    throw new TemplateError("Template format error: 'Description' length is greater than 1024");
  const transforms = transformsOf(raw);
  if (!Object.hasOwn(raw, "Resources"))
    throw new TemplateError(
      "Template format error: At least one Resources member must be defined.",
    );
  const resources = readAll(section(raw, "Resources"), "resources", limits.RESOURCES, readResource);
  if (resources.size === 0)
    throw new TemplateError(
      "Template format error: At least one Resources member must be defined.",
    );
  const conditions = new Map(Object.entries(section(raw, "Conditions")));
  return {
    raw,
    transforms,
    resources,
    conditions,
    extended: transforms.includes("AWS::LanguageExtensions"),
    ...(description === undefined ? {} : { description }),
    ...(raw["Metadata"] === undefined ? {} : { metadata: raw["Metadata"] }),
    parameters: readAll(section(raw, "Parameters"), "parameters", limits.PARAMETERS, readParameter),
    mappings: readMappings(section(raw, "Mappings")),
    rules: readAll(section(raw, "Rules"), "rules", limits.RESOURCES, readRule),
    outputs: readAll(section(raw, "Outputs"), "outputs", limits.OUTPUTS, readOutput),
  };
}

function readAll<T>(
  from: JsonObject,
  what: string,
  most: number,
  read: (name: string, value: Json) => T,
): Map<string, T> {
  const entries = Object.entries(from);
  if (entries.length > most)
    throw new TemplateError(
      `Template format error: Number of ${what}, ${entries.length}, is greater than maximum allowed, ${most}`,
    );
  return new Map(entries.map(([name, value]) => [name, read(name, value)]));
}

function checkName(kind: string, name: string): void {
  if (!ALPHANUMERIC.test(name))
    throw new TemplateError(`Template format error: ${kind} name ${name} is non alphanumeric.`);
  if (name.length > limits.NAME_LENGTH)
    throw new TemplateError(
      `Template format error: ${kind} name ${name} is longer than ${limits.NAME_LENGTH}.`,
    );
}

function readResource(logicalId: string, value: Json): ResourceDefinition {
  checkName("Resource", logicalId);
  if (!isObject(value))
    throw new TemplateError(
      `Template format error: [/Resources/${logicalId}] resource definition is malformed`,
    );
  const type = value["Type"];
  if (typeof type !== "string")
    throw new TemplateError(
      `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
    );
  for (const key of Object.keys(value))
    if (!RESOURCE_KEYS.has(key))
      throw new TemplateError(`Invalid template resource property '${key}'`);
  const properties = value["Properties"] ?? {};
  if (!isObject(properties))
    throw new TemplateError(
      `Template format error: [/Resources/${logicalId}/Properties] 'Properties' must be an object.`,
    );
  const { DependsOn: on, Condition: condition } = value;
  const dependsOn = on === undefined ? [] : Array.isArray(on) ? on : [on];
  if (!dependsOn.every((name): name is string => typeof name === "string"))
    throw new TemplateError(
      `Template format error: DependsOn must be a string or list of strings. Resource: ${logicalId}`,
    );
  if (condition !== undefined && typeof condition !== "string")
    throw new TemplateError("Template format error: Every Condition member must be a string.");
  return {
    logicalId,
    type,
    properties,
    dependsOn,
    ...(condition === undefined ? {} : { condition }),
    ...attribute("deletionPolicy", value["DeletionPolicy"]),
    ...attribute("updateReplacePolicy", value["UpdateReplacePolicy"]),
    ...attribute("creationPolicy", value["CreationPolicy"]),
    ...attribute("updatePolicy", value["UpdatePolicy"]),
    ...attribute("metadata", value["Metadata"]),
  };
}

const attribute = (name: string, value: Json) => (value === undefined ? {} : { [name]: value });

/** Whether AWS has this type of parameter. */
function knownType(type: string): boolean {
  if (SIMPLE_TYPES.test(type) || AWS_TYPE.test(type)) return true;
  const list = LIST_TYPE.exec(type);
  if (list !== null) return AWS_TYPE.test(list[1]!);
  const ssm = SSM_TYPE.exec(type);
  if (ssm === null) return false;
  return ssm[2] === undefined || knownType(ssm[2]);
}

function readParameter(name: string, value: Json): ParameterDefinition {
  checkName("Parameter", name);
  if (!isObject(value))
    throw new TemplateError(
      `Template format error: Every Parameters object must contain a Type member.`,
    );
  for (const key of Object.keys(value))
    if (!PARAMETER_KEYS.has(key))
      throw new TemplateError(`Invalid template parameter property '${key}'`);
  const type = value["Type"];
  if (typeof type !== "string")
    throw new TemplateError(
      "Template format error: Every Parameters object must contain a Type member.",
    );
  if (!knownType(type))
    throw new TemplateError(`Template format error: Unrecognized parameter type: ${type}`);
  const preset = value["Default"];
  if (preset !== undefined && (typeof preset === "object" || preset === null))
    throw new TemplateError("Template format error: Every Default member must be a string.");
  const allowed = value["AllowedValues"];
  if (allowed !== undefined && !Array.isArray(allowed))
    throw new TemplateError("Template format error: AllowedValues must be a list.");
  const number = (key: string) => {
    const given = value[key];
    if (given === undefined) return undefined;
    const read = Number(textOf(given));
    if (!Number.isFinite(read))
      throw new TemplateError(`Template format error: ${key} must be a number.`);
    return read;
  };
  return {
    name,
    type,
    noEcho: textOf(value["NoEcho"] ?? false).toLowerCase() === "true",
    ...attribute("default", preset === undefined ? undefined : textOf(preset)),
    ...attribute("description", value["Description"]),
    ...attribute("allowedValues", (allowed as unknown[] | undefined)?.map(String)),
    ...attribute("allowedPattern", value["AllowedPattern"]),
    ...attribute("constraintDescription", value["ConstraintDescription"]),
    ...attribute("minLength", number("MinLength")),
    ...attribute("maxLength", number("MaxLength")),
    ...attribute("minValue", number("MinValue")),
    ...attribute("maxValue", number("MaxValue")),
  };
}

function readMappings(mappings: JsonObject): JsonObject {
  const names = Object.keys(mappings);
  if (names.length > limits.MAPPINGS)
    throw new TemplateError(
      `Template format error: Number of mappings, ${names.length}, is greater than maximum allowed, ${limits.MAPPINGS}`,
    );
  for (const name of names) {
    if (name === "Fn::Transform") continue;
    checkName("Mapping", name);
    const mapping = mappings[name];
    if (!isObject(mapping))
      throw new TemplateError(`Template format error: Every Mappings member ${name} must be a map`);
    for (const [key, attributes] of Object.entries(mapping)) {
      if (!isObject(attributes))
        throw new TemplateError(
          `Template format error: Every Mappings member ${name} must be a map of maps; found ${key}.`,
        );
      if (Object.keys(attributes).length > limits.MAPPING_ATTRIBUTES)
        throw new TemplateError(
          `Template format error: Number of attributes in mapping ${name} is greater than maximum allowed, ${limits.MAPPING_ATTRIBUTES}`,
        );
    }
  }
  return mappings;
}

function readRule(name: string, value: Json): JsonObject {
  if (!isObject(value) || !Array.isArray(value["Assertions"]))
    throw new TemplateError(`Template format error: Rule ${name} must contain Assertions.`);
  return value;
}

function readOutput(name: string, value: Json): OutputDefinition {
  checkName("Output", name);
  if (!isObject(value) || !Object.hasOwn(value, "Value"))
    throw new TemplateError(
      "Template format error: Every Outputs member must contain a Value object",
    );
  for (const key of Object.keys(value))
    if (!["Value", "Description", "Export", "Condition"].includes(key))
      throw new TemplateError(`Invalid template output property '${key}'`);
  const { Export: exported, Condition: condition, Description: description } = value;
  if (exported !== undefined && (!isObject(exported) || !Object.hasOwn(exported, "Name")))
    throw new TemplateError(
      `Template format error: Output ${name} is malformed. The Export member must contain a Name.`,
    );
  return {
    name,
    value: value["Value"],
    ...attribute("description", description),
    ...attribute("condition", condition),
    ...attribute("exportName", isObject(exported) ? exported["Name"] : undefined),
  };
}
