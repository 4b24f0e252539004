/** A function's policies: templates, managed policies, statements of its own. */
import templates from "./generated/policy-templates.json" with { type: "json" };
import { InvalidResource } from "./errors.ts";
import { isObject, type Json, resolved, type Scope } from "./scope.ts";

interface Template {
  readonly parameters: readonly string[];
  readonly statement: unknown;
}

const TEMPLATES = templates as unknown as Readonly<Record<string, Template>>;

export interface RolePolicies {
  readonly managed: unknown[];
  readonly inline: Json[];
}

/** Sorts the entries of `Policies` into managed policies and inline documents. */
export function policiesOf(scope: Scope, id: string, given: unknown): RolePolicies {
  const managed: unknown[] = [];
  const inline: Json[] = [];
  const entries = given === undefined ? [] : Array.isArray(given) ? given : [given];
  entries.forEach((entry, index) => {
    const value = resolved(scope, entry);
    if (typeof value === "string") managed.push(scope.options.managedPolicies[value] ?? value);
    else if (isObject(value) && value["Statement"] !== undefined)
      inline.push(document(`${id}RolePolicy${index}`, value["Statement"], value["Version"]));
    else if (isObject(value) && isIntrinsic(value)) managed.push(value);
    else if (isObject(value) && Object.keys(value).length === 1) {
      const [name = "", parameters] = Object.entries(value)[0]!;
      inline.push(document(`${id}RolePolicy${index}`, fromTemplate(name, parameters)));
    } else
      throw new InvalidResource(
        id,
        "Policies must be a string, a policy document, or a policy template.",
      );
  });
  return { managed, inline };
}

function document(PolicyName: string, Statement: unknown, Version: unknown = undefined): Json {
  return {
    PolicyName,
    PolicyDocument: { ...(Version === undefined ? {} : { Version }), Statement },
  };
}

function isIntrinsic(value: Json): boolean {
  return Object.keys(value).some((key) => key === "Ref" || key.startsWith("Fn::"));
}

/** A template's statements with its parameters put in. */
function fromTemplate(name: string, given: unknown): unknown {
  const template = Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined;
  if (template === undefined)
    throw new InvalidResource(
      undefined,
      `Policy at index 0 in the 'Policies' property is not valid: ${name} is no policy template.`,
    );
  const values = isObject(given) ? given : {};
  const missing = template.parameters.filter((parameter) => values[parameter] === undefined);
  if (missing.length > 0)
    throw new InvalidResource(
      undefined,
      `Must specify valid parameter values for policy template '${name}'. Error: ['${missing.join("', '")}'] parameters are required for this policy`,
    );
  return filled(template.statement, values);
}

function filled(value: unknown, parameters: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, parameters));
  if (!isObject(value)) return value;
  if (typeof value["Ref"] === "string" && Object.hasOwn(parameters, value["Ref"]))
    return parameters[value["Ref"]];
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, filled(inner, parameters)]),
  );
}
