/** What a stack's template comes to: values of resources and outputs, and what a change would do. */
import { resourceFacts } from "#aws/resource-facts";
import { Fault } from "#aws/fault";
import {
  changedProperties,
  diff,
  type Replaces,
  type ResourceChange,
  UNKNOWN,
  type WantedResource,
} from "#languages/cloudformation/diff";
import { type Environment, Evaluator } from "#languages/cloudformation/evaluate";
import { checkOutputs, dependencies, order } from "#languages/cloudformation/graph";
import { isList, refValue, ssmNameOf } from "#languages/cloudformation/parameters";
import {
  readTemplate,
  type ResourceDefinition,
  type Template,
} from "#languages/cloudformation/template";
import {
  isObject,
  isScalar,
  type Json,
  type JsonObject,
  TemplateError,
} from "#languages/cloudformation/values";
import { validationError } from "./errors.ts";
import type { Ctx, Tx } from "./stacks.ts";
import type { ResourceRow, StoredOutput, StoredParameter } from "./tables.ts";

export interface EnvironmentFacts {
  readonly template: Template;
  readonly stackId: string;
  readonly stackName: string;
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  readonly notificationArns: readonly string[];
  readonly exports?: ReadonlyMap<string, string>;
  /** Exports that were asked for are noted here. */
  readonly importing?: Set<string>;
  reference?(logicalId: string): Json;
  attribute?(logicalId: string, name: string): Json;
}

export function environment(ctx: Ctx, facts: EnvironmentFacts): Environment {
  const absent = (name: string): never => {
    throw new TemplateError(
      `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
    );
  };
  return {
    ...facts,
    accountId: ctx.account,
    region: ctx.region,
    partition: ctx.partition,
    urlSuffix: ctx.region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com",
    zones: (region) => ["a", "b", "c"].map((letter) => region + letter),
    reference: (logicalId) => (facts.reference ?? absent)(logicalId),
    attribute: (logicalId, name) => (facts.attribute ?? absent)(logicalId, name),
    imported: (name) => {
      facts.importing?.add(name);
      return facts.exports?.get(name);
    },
  };
}

/** All exports of the account and region, by name. */
export async function exportsOf(tx: Tx): Promise<Map<string, string>> {
  return new Map((await tx.exported.list()).map(({ name, value }) => [name, value]));
}

/** What `Ref` gives for each stored parameter. */
export function parameterRefs(
  template: Template,
  parameters: Readonly<Record<string, StoredParameter>>,
): Map<string, string | string[]> {
  const out = new Map<string, string | string[]>();
  for (const { name, type } of template.parameters.values()) {
    const stored = parameters[name];
    if (stored !== undefined) out.set(name, refValue(type, stored.resolved ?? stored.value));
  }
  return out;
}

/** Looks up parameters whose types are SSM's, and notes which are not to be shown. */
export async function storedParameters(
  ctx: Ctx,
  template: Template,
  chosen: ReadonlyMap<string, string>,
): Promise<Record<string, StoredParameter>> {
  const out: Record<string, StoredParameter> = Object.create(null);
  for (const [name, value] of chosen) {
    const definition = template.parameters.get(name)!;
    const lookup = ssmNameOf(definition, value);
    const resolved =
      lookup === undefined ? undefined : await ssmValue(ctx, lookup, isList(definition.type));
    out[name] = {
      value,
      ...(resolved === undefined ? {} : { resolved }),
      ...(definition.noEcho ? { noEcho: true } : {}),
    };
  }
  return out;
}

async function ssmValue(ctx: Ctx, Name: string, list: boolean): Promise<string> {
  try {
    const { Parameter } = await ctx.call("ssm", "GetParameter", { Name });
    if (Parameter?.Type === "SecureString")
      throw validationError(
        `Parameters [${Name}] referenced by template have types not supported by CloudFormation.`,
      );
    if (list && Parameter?.Type === "String") return Parameter.Value ?? "";
    return Parameter?.Value ?? "";
  } catch (error) {
    if (error instanceof Fault && error.code === "ParameterNotFound")
      throw validationError(
        `Unable to fetch parameters [${Name}] from parameter store for this account.`,
      );
    throw error;
  }
}

/** Whether a change of a property makes a new resource, by CloudFormation's facts. */
export const byFacts: Replaces = (type, property) => {
  const fact = resourceFacts(type)?.properties[property]?.replaces;
  return fact === "always" ? "Always" : fact === "sometimes" ? "Conditionally" : "Never";
};

/** A stack's evaluator over its present resources. */
export function evaluatorFor(
  ctx: Ctx,
  template: Template,
  stack: {
    id: string;
    name: string;
    parameters: Readonly<Record<string, StoredParameter>>;
    notificationArns: readonly string[];
  },
  rows: ReadonlyMap<string, Readonly<ResourceRow>>,
  exports: ReadonlyMap<string, string>,
  importing?: Set<string>,
): Evaluator {
  return new Evaluator(
    environment(ctx, {
      template,
      stackId: stack.id,
      stackName: stack.name,
      parameters: parameterRefs(template, stack.parameters),
      notificationArns: stack.notificationArns,
      exports,
      ...(importing === undefined ? {} : { importing }),
      reference: (logicalId) => {
        const id = rows.get(logicalId)?.physicalId;
        if (id === undefined)
          throw new TemplateError(
            `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
          );
        return id;
      },
      attribute: (logicalId, name) => attributeOf(rows.get(logicalId), name),
    }),
  );
}

/** A resource's attribute by its name or by the path in it. */
export function attributeOf(row: Readonly<ResourceRow> | undefined, name: string): Json {
  if (row === undefined) return undefined;
  if (Object.hasOwn(row.attributes, name)) return row.attributes[name];
  let value: Json = row.attributes;
  for (const part of name.split(".")) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

export interface Target {
  readonly id: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, StoredParameter>>;
  readonly notificationArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface Plan {
  readonly changes: readonly ResourceChange[];
  /** Whether anything at all is different: resources, outputs, tags. */
  readonly different: boolean;
}

/** Whether the type takes tags, so that a stack's tags reach it. */
const tagged = (type: string) => {
  const facts = resourceFacts(type);
  return facts !== undefined && ("Tags" in facts.properties || "TagList" in facts.properties);
};

/**
 * Compares a stack as it is with a template.
 * @throws TemplateError when the template cannot be worked out.
 */
export function planOf(
  ctx: Ctx,
  template: Template,
  target: Target,
  present: {
    rows: readonly Readonly<ResourceRow>[];
    outputs: readonly StoredOutput[];
    tags: Readonly<Record<string, string>>;
  },
  exports: ReadonlyMap<string, string>,
  types: ReadonlyMap<string, Replaces> = new Map(),
): Plan {
  const rows = new Map(present.rows.map((row) => [row.logicalId, row]));
  const changing = new Set<string>();
  const replaces: Replaces = (type, property) => (types.get(type) ?? byFacts)(type, property);
  const facts = {
    template,
    stackId: target.id,
    stackName: target.name,
    parameters: parameterRefs(template, target.parameters),
    notificationArns: target.notificationArns,
    exports,
    reference: (logicalId: string) =>
      changing.has(logicalId) ? UNKNOWN : (rows.get(logicalId)?.physicalId ?? UNKNOWN),
    attribute: (logicalId: string, name: string) => {
      if (changing.has(logicalId)) return UNKNOWN;
      return rows.has(logicalId) ? (attributeOf(rows.get(logicalId), name) ?? UNKNOWN) : UNKNOWN;
    },
  };
  const evaluator = new Evaluator(environment(ctx, facts));
  const holds = (name: string) => evaluator.condition(name);
  for (const name of template.conditions.keys()) evaluator.condition(name);
  const needs = dependencies(template, holds);
  checkOutputs(template, needs, holds);
  const wanted = new Map<string, WantedResource>();
  const tagsDiffer = changedProperties(present.tags, target.tags).length > 0;
  const retagged: ResourceChange[] = [];
  for (const logicalId of order(needs).flat()) {
    const definition = template.resources.get(logicalId)!;
    policiesOf(template, definition, evaluator);
    const next: WantedResource = {
      logicalId,
      type: definition.type,
      properties: (evaluator.value(definition.properties) ?? {}) as JsonObject,
      metadata: evaluator.value(definition.metadata),
    };
    wanted.set(logicalId, next);
    const row = rows.get(logicalId);
    const [change] = diff(
      row === undefined ? new Map() : new Map([[logicalId, row as never]]),
      new Map([[logicalId, next]]),
      replaces,
    );
    if (row === undefined || change?.replacement === "True") changing.add(logicalId);
    if (change === undefined && tagsDiffer && tagged(definition.type))
      retagged.push({
        action: "Modify",
        logicalId,
        type: definition.type,
        replacement: "False",
        scope: ["Tags"],
        changes: [],
        ...(row?.physicalId === undefined ? {} : { physicalId: row.physicalId }),
      });
  }
  const inOrder = new Map(
    [...template.resources.keys()]
      .filter((id) => wanted.has(id))
      .map((id) => [id, wanted.get(id)!]),
  );
  const changes = [...diff(rows as never, inOrder, replaces), ...retagged];
  const outputs = outputsOf(template, evaluator);
  const different =
    changes.length > 0 || tagsDiffer || JSON.stringify(outputs) !== JSON.stringify(present.outputs);
  return { changes, different };
}

const POLICIES = new Set(["Delete", "Retain", "RetainExceptOnCreate"]);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html */
const SNAPSHOTS = new Set([
  "AWS::DocDB::DBCluster",
  "AWS::EC2::Volume",
  "AWS::ElastiCache::CacheCluster",
  "AWS::ElastiCache::ReplicationGroup",
  "AWS::Neptune::DBCluster",
  "AWS::RDS::DBCluster",
  "AWS::RDS::DBInstance",
  "AWS::Redshift::Cluster",
]);

/**
 * What becomes of a resource that goes.
 * @throws TemplateError for a policy that does not exist, or that the type has not.
 */
export function policiesOf(
  template: Template,
  definition: ResourceDefinition,
  evaluator: Evaluator,
): { deletionPolicy?: string; updateReplacePolicy?: string } {
  const out: { deletionPolicy?: string; updateReplacePolicy?: string } = {};
  for (const name of ["deletionPolicy", "updateReplacePolicy"] as const) {
    const given = definition[name];
    if (given === undefined) continue;
    const [title, words] =
      name === "deletionPolicy"
        ? ["DeletionPolicy", "deletion policy"]
        : ["UpdateReplacePolicy", "update replace policy"];
    const policy = template.extended ? evaluator.value(given) : given;
    if (typeof policy !== "string")
      throw new TemplateError(`Template format error: Every ${title} member must be a string.`);
    const { logicalId, type } = definition;
    if (policy === "Snapshot")
      throw new TemplateError(
        SNAPSHOTS.has(type)
          ? `${title} Snapshot is not supported by Brume (resource ${logicalId}).`
          : `Template error: resource type ${type} does not support ${words} Snapshot`,
      );
    // No pasted answer of AWS's was found for these words.
    if (!POLICIES.has(policy))
      throw new TemplateError(
        `Template error: Unrecognized ${title} ${policy} for resource ${logicalId}`,
      );
    out[name] = policy;
  }
  return out;
}

/** A template's outputs whose conditions hold. @throws TemplateError. */
export function outputsOf(template: Template, evaluator: Evaluator): StoredOutput[] {
  const out: StoredOutput[] = [];
  for (const output of template.outputs.values()) {
    if (output.condition !== undefined && !evaluator.condition(output.condition)) continue;
    const value = evaluator.value(output.value);
    if (!isScalar(value))
      throw new TemplateError(
        "Template format error: The Value field of every Outputs member must evaluate to a String.",
      );
    const exportName =
      output.exportName === undefined ? undefined : evaluator.value(output.exportName);
    if (exportName !== undefined && typeof exportName !== "string")
      throw new TemplateError(
        "Template format error: The Name field of every Export member must evaluate to a String.",
      );
    out.push({
      key: output.name,
      value: String(value),
      ...(output.description === undefined ? {} : { description: output.description }),
      ...(exportName === undefined ? {} : { exportName }),
    });
  }
  return out;
}

/** The checked template of a stored text. */
export const storedTemplate = (processed: string): Template => readTemplate(JSON.parse(processed));
