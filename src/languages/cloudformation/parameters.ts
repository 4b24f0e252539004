/** A stack's parameters: their values, and the constraints that judge them. */
import { PARAMETER_VALUE_BYTES, PATTERN_LENGTH } from "./limits.ts";
import type { ParameterDefinition, Template } from "./template.ts";
import { TemplateError } from "./values.ts";

export interface GivenParameter {
  readonly key: string;
  readonly value?: string;
  readonly usePrevious?: boolean;
}

/** Text values by name, as given or by default, before SSM parameters are looked up. */
export type ParameterTexts = ReadonlyMap<string, string>;

/**
 * @param previous The stack's present values, for UsePreviousValue.
 * @throws TemplateError in AWS's words.
 */
export function chooseParameters(
  template: Template,
  given: readonly GivenParameter[],
  previous: ParameterTexts | undefined,
): Map<string, string> {
  const unknown = given.filter(({ key }) => !template.parameters.has(key)).map(({ key }) => key);
  if (unknown.length > 0)
    throw new TemplateError(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  const byKey = new Map<string, GivenParameter>();
  for (const parameter of given) {
    if (byKey.has(parameter.key))
      throw new TemplateError(`Parameter ${parameter.key} is specified more than once`);
    byKey.set(parameter.key, parameter);
  }
  const chosen = new Map<string, string>();
  const missing: string[] = [];
  for (const definition of template.parameters.values()) {
    const asked = byKey.get(definition.name);
    let value = asked?.value;
    if (asked?.usePrevious) {
      if (value !== undefined)
        throw new TemplateError(
          `Invalid input for parameter key ${definition.name}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
        );
      value = previous?.get(definition.name);
      if (value === undefined)
        throw new TemplateError(
          `Invalid input for parameter key ${definition.name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
        );
    }
    value ??= definition.default;
    if (value === undefined) missing.push(definition.name);
    else chosen.set(definition.name, value);
  }
  if (missing.length > 0)
    throw new TemplateError(`Parameters: [${missing.join(", ")}] must have values`);
  for (const definition of template.parameters.values())
    check(definition, chosen.get(definition.name)!);
  return chosen;
}

/** The name of the SSM parameter that a value names, if the type is a lookup. */
export function ssmNameOf(definition: ParameterDefinition, value: string): string | undefined {
  return definition.type.startsWith("AWS::SSM::Parameter::Value<") ? value : undefined;
}

/** Whether `Ref` gives a list. */
export function isList(type: string): boolean {
  const inner = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1] ?? type;
  return inner === "CommaDelimitedList" || inner.startsWith("List<");
}

/** What `Ref` gives for a value's text. */
export function refValue(type: string, text: string): string | string[] {
  if (!isList(type)) return text;
  return text === "" ? [] : text.split(",").map((item) => item.trim());
}

function refused(definition: ParameterDefinition, words: string): TemplateError {
  const { name, constraintDescription } = definition;
  return new TemplateError(
    constraintDescription === undefined
      ? `Parameter '${name}' ${words}`
      : `Parameter ${name} failed to satisfy constraint: ${constraintDescription}`,
  );
}

function check(definition: ParameterDefinition, value: string): void {
  if (Buffer.byteLength(value) > PARAMETER_VALUE_BYTES)
    throw new TemplateError(
      `Parameter '${definition.name}' must contain at most ${PARAMETER_VALUE_BYTES} characters`,
    );
  const values =
    isList(definition.type) && !definition.type.startsWith("AWS::SSM")
      ? (refValue(definition.type, value) as string[])
      : [value];
  const numeric = /^(Number|List<Number>)$/.test(definition.type);
  for (const one of values) {
    if (numeric && (one.trim() === "" || !Number.isFinite(Number(one))))
      throw new TemplateError(`Parameter '${definition.name}' must be a number`);
    if (definition.allowedValues && !allows(definition.allowedValues, one, numeric))
      throw refused(definition, "must be one of AllowedValues");
    checkRange(definition, one, numeric);
    checkPattern(definition, one);
  }
}

const allows = (allowed: readonly string[], value: string, numeric: boolean) =>
  allowed.some((item) => item === value || (numeric && Number(item) === Number(value)));

function checkRange(definition: ParameterDefinition, value: string, numeric: boolean): void {
  const { minLength, maxLength, minValue, maxValue } = definition;
  if (minLength !== undefined && value.length < minLength)
    throw refused(definition, `must contain at least ${minLength} characters`);
  if (maxLength !== undefined && value.length > maxLength)
    throw refused(definition, `must contain at most ${maxLength} characters`);
  if (!numeric) return;
  if (minValue !== undefined && Number(value) < minValue)
    throw refused(definition, `must be a number not less than ${minValue}`);
  if (maxValue !== undefined && Number(value) > maxValue)
    throw refused(definition, `must be a number not greater than ${maxValue}`);
}

/** Repeats inside repeats make a backtracking matcher take exponential time. */
const NESTED_REPEAT = /\([^()]*[+*}][^()]*\)\s*[+*{]/;

function checkPattern(definition: ParameterDefinition, value: string): void {
  const pattern = definition.allowedPattern;
  if (pattern === undefined) return;
  const bad = (words: string) =>
    new TemplateError(
      `Template format error: AllowedPattern of parameter ${definition.name} ${words}`,
    );
  if (pattern.length > PATTERN_LENGTH) throw bad(`is longer than ${PATTERN_LENGTH} characters.`);
  if (NESTED_REPEAT.test(pattern) && value.length > 64)
    throw bad("repeats a repetition, which could take for ever.");
  let compiled: RegExp;
  try {
    compiled = new RegExp(`^(?:${pattern})$`);
  } catch {
    throw bad("is not a valid regular expression.");
  }
  if (!compiled.test(value)) throw refused(definition, `must match pattern ${pattern}`);
}
