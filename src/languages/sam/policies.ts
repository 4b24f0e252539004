/**
 * `Policies` of functions and state machines, and the role that is made of them: names or ARNs of
 * managed policies, policy documents, and SAM's policy templates.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
 */
import { InvalidResource, InvalidTemplate } from "./errors.ts";
import templates from "./generated/policy-templates.json" with { type: "json" };
import { IF_NEEDS_THREE, ifArguments, isIf, isIntrinsic, isNoValue } from "./intrinsics.ts";
import { pythonRepr, same, truthy } from "./python.ts";
import { Resource } from "./resource.ts";
import { isObject, type Json, type Scope } from "./scope.ts";

interface Template {
  readonly parameters: readonly string[];
  readonly statement: unknown;
}

const TEMPLATES = templates as unknown as Readonly<Record<string, Template>>;

type Kind = "managed" | "document" | "template" | "unknown";

/** @throws InvalidTemplate for an `Fn::If` of policies of different kinds. */
function kindOf(policy: unknown, withTemplates: boolean): Kind {
  if (typeof policy === "string") return "managed";
  if (isIf(policy)) return kindOfIf(policy, withTemplates);
  if (isIntrinsic(policy)) return "managed";
  if (!isObject(policy)) return "unknown";
  if (Object.hasOwn(policy, "Statement")) return "document";
  const [name = "", ...more] = Object.keys(policy);
  return withTemplates && more.length === 0 && Object.hasOwn(TEMPLATES, name)
    ? "template"
    : "unknown";
}

function kindOfIf(policy: Json, withTemplates: boolean): Kind {
  const choice = ifArguments(policy);
  if (choice === undefined) throw new InvalidTemplate(IF_NEEDS_THREE);
  const yes = kindOf(choice[1], withTemplates);
  const no = kindOf(choice[2], withTemplates);
  if (yes === no) return yes;
  if (isNoValue(choice[1])) return no;
  if (isNoValue(choice[2])) return yes;
  throw new InvalidTemplate(
    "Different policy types within the same Fn::If statement is unsupported. Separate different policy types into different Fn::If statements",
  );
}

function listed(policies: unknown): unknown[] {
  if (!truthy(policies)) return [];
  return Array.isArray(policies) ? policies : [policies];
}

/**
 * Puts policy documents in the place of the policy templates in a resource's `Policies`.
 * @throws InvalidResource
 */
export function expandPolicyTemplates(id: string, properties: Json): void {
  const policies = listed(properties["Policies"]);
  if (policies.length === 0) return;
  properties["Policies"] = policies
    .map((policy) => ({ policy, kind: kindOf(policy, true) }))
    .map(({ policy, kind }) => {
      if (kind !== "template") return policy;
      if (!isIf(policy)) return fromTemplate(id, policy as Json);
      const [condition, ...branches] = policy["Fn::If"] as unknown[];
      return {
        "Fn::If": [
          condition,
          ...branches.map((branch) =>
            isNoValue(branch) ? branch : fromTemplate(id, branch as Json),
          ),
        ],
      };
    });
}

function fromTemplate(id: string, policy: Json): unknown {
  const [name, values] = Object.entries(policy)[0]!;
  const template = TEMPLATES[name]!;
  if (!isObject(values))
    throw new InvalidResource(
      id,
      `Must specify valid parameter values for policy template '${name}'`,
    );
  const missing = template.parameters.filter((parameter) => !Object.hasOwn(values, parameter));
  if (missing.length > 0)
    throw new InvalidResource(
      id,
      `Following required parameters of template '${name}' don't have values: ${pythonRepr(missing)}`,
    );
  const used = template.parameters.map((parameter) => [parameter, values[parameter]] as const);
  return { Statement: filled(template.statement, new Map(used)) };
}

function filled(value: unknown, parameters: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, parameters));
  if (!isObject(value)) return value;
  if (typeof value["Ref"] === "string" && parameters.has(value["Ref"]))
    return structuredClone(parameters.get(value["Ref"]));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, filled(inner, parameters)]),
  );
}

export interface RoleSpec {
  /** The resource that the role is for. */
  readonly id: string;
  readonly attributes: Json;
  readonly trust: unknown;
  readonly policies: unknown;
  /** ARNs that the resource needs, before those of `policies`. */
  readonly managed?: readonly unknown[];
  /** Inline policies that the resource needs, before those of `policies`. */
  readonly inline?: readonly Json[];
  readonly path?: unknown;
  readonly boundary?: unknown;
  readonly tags?: unknown;
}

/**
 * The role of a resource.
 * @throws InvalidResource
 */
export function roleFor(scope: Scope, spec: RoleSpec): Resource {
  const id = `${spec.id}Role`;
  const managed = [...(spec.managed ?? [])];
  const inline = [...(spec.inline ?? [])];
  listed(spec.policies)
    .map((policy) => ({ policy, kind: kindOf(policy, false) }))
    .forEach(({ policy, kind }, index) => {
      if (kind === "document") inline.push(inlined(`${id}Policy${index}`, policy));
      else if (kind === "managed") {
        const arn = managedArn(scope, policy);
        if (!managed.some((there) => same(there, arn))) managed.push(arn);
      } else
        throw new InvalidResource(
          spec.id,
          `Policy at index ${index} in the 'Policies' property is not valid`,
        );
    });
  return new Resource(
    id,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: spec.trust,
      ManagedPolicyArns: managed,
      Policies: inline.length > 0 ? inline : undefined,
      Path: spec.path,
      PermissionsBoundary: spec.boundary,
      Tags: spec.tags,
    },
    spec.attributes,
  );
}

function inlined(PolicyName: string, policy: unknown): Json {
  const one = (PolicyDocument: unknown): Json => ({ PolicyName, PolicyDocument });
  if (!isIf(policy)) return one(policy);
  const [condition, ...branches] = policy["Fn::If"] as unknown[];
  return {
    "Fn::If": [condition, ...branches.map((branch) => (isNoValue(branch) ? branch : one(branch)))],
  };
}

function managedArn(scope: Scope, policy: unknown): unknown {
  const known = scope.options.managedPolicies;
  const arnOf = (name: string) => (Object.hasOwn(known, name) ? known[name] : name);
  if (typeof policy === "string") return arnOf(policy);
  if (!isIf(policy)) return policy;
  const [condition, ...branches] = policy["Fn::If"] as unknown[];
  return {
    "Fn::If": [
      condition,
      ...branches.map((branch) => (typeof branch === "string" ? arnOf(branch) : branch)),
    ],
  };
}

/** The document by which a service may take a role. */
export const trustOf = (service: string): Json => ({
  Version: "2012-10-17",
  Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }],
});

/** The ARN of a policy that AWS manages, by its path and name. */
export const awsPolicy = (scope: Scope, name: string): string =>
  `arn:${scope.options.partition}:iam::aws:policy/${name}`;

/** An inline policy of statements. */
export const inlinePolicy = (PolicyName: string, ...Statement: Json[]): Json => ({
  PolicyName,
  PolicyDocument: { Statement },
});

/** The policies of a resource, apart from its role. */
export function policiesOf(scope: Scope, id: string, given: unknown) {
  const properties = { Policies: given };
  expandPolicyTemplates(id, properties);
  const role = roleFor(scope, { id, attributes: {}, trust: {}, policies: properties.Policies });
  return {
    managed: role.properties["ManagedPolicyArns"] as unknown[],
    inline: (role.properties["Policies"] ?? []) as Json[],
  };
}
