/** How creations, updates and deletions begin: everything is checked first, then the work is stored. */
import { Evaluator } from "#languages/cloudformation/evaluate";
import { chooseParameters, type GivenParameter } from "#languages/cloudformation/parameters";
import { checkRules } from "#languages/cloudformation/rules";
import { readStackPolicy } from "#languages/cloudformation/stack-policy";
import type { Template } from "#languages/cloudformation/template";
import type { Principal } from "#kernel/principal";
import { kick } from "./deployment/runner.ts";
import { checkRole } from "./role.ts";
import {
  insufficientCapabilities,
  stackExists,
  stackUnknown,
  tokenReused,
  validationError,
} from "./errors.ts";
import {
  environment,
  exportsOf,
  parameterRefs,
  type Plan,
  planOf,
  storedParameters,
  storedTemplate,
} from "./plan.ts";
import { type Ctx, findStack, livingStack, tagMap, tellStack, type Tx } from "./stacks.ts";
import type { Previous, ResourceRow, StackRow, StoredParameter, Work } from "./tables.ts";
import {
  capabilitiesOf,
  judged,
  parsed,
  process,
  templateText,
  type TemplateSource,
} from "./templates.ts";

export interface Parent {
  readonly parentId: string;
  readonly parentLogicalId: string;
  readonly rootId: string;
}

/** The members that CreateStack, UpdateStack and CreateChangeSet share. */
export interface DesiredInput extends TemplateSource {
  readonly StackName: string;
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?:
    | readonly { ParameterKey?: string; ParameterValue?: string; UsePreviousValue?: boolean }[]
    | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
  readonly Tags?: readonly { Key?: string; Value?: string }[] | undefined;
  /** `sam sync` says here what DisableRollback says elsewhere. */
  readonly DeploymentConfig?: { readonly DisableRollback?: boolean } | undefined;
  readonly NotificationARNs?: readonly string[] | undefined;
  readonly RoleARN?: string | undefined;
}

/** A desired state that has been checked as far as can be without making anything. */
export interface Desired {
  readonly template: Template;
  readonly text: string;
  readonly processed: string;
  readonly parameters: Record<string, StoredParameter>;
  readonly tags: Record<string, string>;
  readonly capabilities: string[];
  readonly notificationArns: string[];
  readonly roleArn?: string;
}

/**
 * What a stack is asked to become; `asChangeSet` when it is only to be shown at first.
 *
 * @throws Fault ValidationError, InsufficientCapabilitiesException.
 */
export async function desire(
  ctx: Ctx,
  input: DesiredInput,
  present: Readonly<StackRow> | undefined,
  asChangeSet = false,
): Promise<Desired> {
  const given: GivenParameter[] = (input.Parameters ?? []).map((p) => ({
    key: p.ParameterKey ?? "",
    ...(p.ParameterValue === undefined ? {} : { value: p.ParameterValue }),
    ...(p.UsePreviousValue ? { usePrevious: true } : {}),
  }));
  const previous =
    present && new Map(Object.entries(present.parameters).map(([key, { value }]) => [key, value]));
  const text =
    input.UsePreviousTemplate && present !== undefined
      ? present.template
      : await templateText(ctx, input);
  if (text === undefined || text === "")
    throw validationError("Either Template URL or Template Body must be specified.");
  const name = present?.name ?? input.StackName;
  const {
    template,
    text: processed,
    transforms,
  } = await process(ctx, parsed(text), name, given, previous);
  grant(template, transforms, input.Capabilities ?? [], asChangeSet);
  if (input.ResourceTypes !== undefined) onlyTypes(template, input.ResourceTypes);
  const chosen = judged(() => chooseParameters(template, given, previous));
  const parameters = await storedParameters(ctx, template, chosen);
  const notificationArns = [...(input.NotificationARNs ?? present?.notificationArns ?? [])];
  judged(() =>
    checkRules(
      template,
      new Evaluator(
        environment(ctx, {
          template,
          stackId: "",
          stackName: name,
          parameters: parameterRefs(template, parameters),
          notificationArns,
        }),
      ),
    ),
  );
  const roleArn = input.RoleARN ?? present?.roleArn;
  if (input.RoleARN !== undefined) await ctx.passRole(input.RoleARN);
  if (roleArn !== undefined) await checkRole(ctx, roleArn, present?.id ?? name);
  return {
    template,
    text,
    processed,
    parameters,
    tags:
      input.Tags === undefined && present !== undefined ? present.tags : checkedTags(input.Tags),
    capabilities: [...(input.Capabilities ?? [])],
    notificationArns,
    ...(roleArn === undefined ? {} : { roleArn }),
  };
}

function checkedTags(tags: DesiredInput["Tags"]): Record<string, string> {
  const out = tagMap(tags);
  const reserved = Object.keys(out).find((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined)
    throw validationError(`aws: prefixed tag key names are not allowed for external use.`);
  return out;
}

function grant(
  template: Template,
  transforms: readonly string[],
  given: readonly string[],
  asChangeSet: boolean,
): void {
  const { names } = capabilitiesOf(template, transforms);
  const missing = names.filter(
    (name) =>
      !given.includes(name) &&
      !(name === "CAPABILITY_IAM" && given.includes("CAPABILITY_NAMED_IAM")),
  );
  // A change set can be looked at before it is run, so what a macro made needs no consent; the
  // stacks nested in it are not shown.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
  const unseen =
    !asChangeSet ||
    [...template.resources.values()].some(({ type }) => type === "AWS::CloudFormation::Stack");
  const expand =
    unseen &&
    missing.includes("CAPABILITY_AUTO_EXPAND") &&
    transforms.some((t) => t !== "AWS::LanguageExtensions");
  const needed = missing.filter((name) => name !== "CAPABILITY_AUTO_EXPAND" || expand);
  if (needed.length > 0) throw insufficientCapabilities(needed);
}

function onlyTypes(template: Template, types: readonly string[]): void {
  const matches = (type: string) =>
    types.some((t) => t === type || (t.endsWith("::*") && type.startsWith(t.slice(0, -1))));
  const missing = [...template.resources.values()]
    .map((r) => r.type)
    .filter((type) => !matches(type));
  if (missing.length > 0)
    throw validationError(
      `Resource type(s) [${[...new Set(missing)].join(", ")}] are not in the given ResourceTypes`,
    );
}

/** A piece of work for whoever calls. */
export function workOf(
  ctx: Ctx,
  phase: Work["phase"],
  token: string | undefined,
  principal = ctx.principal,
): Work {
  const { sessionPolicies: _policies, ...kept } = principal;
  return {
    id: ctx.chance.uuid(),
    phase,
    principal: kept,
    origin: ctx.origin,
    ...(token === undefined ? {} : { token }),
  };
}

export const stackArn = (ctx: Ctx, name: string): string =>
  ctx.arn("cloudformation", `stack/${name}/${ctx.chance.uuid()}`);

/** The row of a stack that does not exist yet. */
export function newStack(
  ctx: Ctx,
  id: string,
  name: string,
  desired: Desired,
  parent?: Parent,
): StackRow {
  return {
    id,
    name,
    status: "",
    template: desired.text,
    processed: desired.processed,
    parameters: desired.parameters,
    tags: desired.tags,
    capabilities: desired.capabilities,
    notificationArns: desired.notificationArns,
    disableRollback: false,
    outputs: [],
    protected: false,
    createdAt: ctx.now,
    ...(desired.roleArn === undefined ? {} : { roleArn: desired.roleArn }),
    ...(desired.template.description === undefined
      ? {}
      : { description: desired.template.description }),
    ...(parent === undefined ? {} : parent),
  };
}

export interface CreateInput extends DesiredInput {
  readonly DisableRollback?: boolean | undefined;
  readonly OnFailure?: string | undefined;
  readonly TimeoutInMinutes?: number | undefined;
  readonly StackPolicyBody?: string | undefined;
  readonly StackPolicyURL?: string | undefined;
  readonly EnableTerminationProtection?: boolean | undefined;
  readonly ClientRequestToken?: string | undefined;
}

/** The policy in the request or in S3, checked. */
export async function policyText(
  ctx: Ctx,
  body: string | undefined,
  url: string | undefined,
): Promise<string | undefined> {
  const text = url === undefined ? body : await templateText(ctx, { TemplateURL: url });
  if (text !== undefined) judged(() => readStackPolicy(text));
  return text;
}

/**
 * Whether what a failed operation made is left as it is. Differs from AWS: the other half of a
 * DeploymentConfig, its Mode, changes nothing; an EXPRESS operation too ends when all is ready.
 */
const keepsFailed = (input: {
  readonly DisableRollback?: boolean | undefined;
  readonly DeploymentConfig?: { readonly DisableRollback?: boolean } | undefined;
}): boolean | undefined => input.DisableRollback ?? input.DeploymentConfig?.DisableRollback;

/** Stores a new stack and sets out to make it. @returns its id. */
export async function beginCreate(ctx: Ctx, input: CreateInput, parent?: Parent): Promise<string> {
  if (input.OnFailure !== undefined && input.DisableRollback !== undefined)
    throw validationError("You can specify either DisableRollback or OnFailure, but not both.");
  const repeated = await ctx.view((tx) => begunBy(tx, input, "CREATE_IN_PROGRESS"));
  if (repeated !== undefined) return repeated;
  await absent(ctx, input.StackName, parent);
  const desired = await desire(ctx, input, undefined);
  const policy = await policyText(ctx, input.StackPolicyBody, input.StackPolicyURL);
  const id = stackArn(ctx, input.StackName);
  judged(() =>
    planOf(
      ctx,
      desired.template,
      { ...desired, id, name: input.StackName },
      { rows: [], outputs: [], tags: {} },
      new AnyExport(),
    ),
  );
  const row: StackRow = {
    ...newStack(ctx, id, input.StackName, desired, parent),
    disableRollback: keepsFailed(input) ?? false,
    protected: input.EnableTerminationProtection ?? false,
    ...(input.OnFailure === undefined ? {} : { onFailure: input.OnFailure }),
    ...(input.TimeoutInMinutes === undefined ? {} : { timeoutMinutes: input.TimeoutInMinutes }),
    ...(policy === undefined ? {} : { policy }),
  };
  await ctx.update(async (tx) => {
    if ((await findStack(tx, input.StackName)) !== undefined) throw stackExists(input.StackName);
    await startCreate(ctx, tx, row, workOf(ctx, "create", input.ClientRequestToken));
  });
  return id;
}

/**
 * The stack on which the same request, by its token, has begun the same action before.
 * @throws Fault TokenAlreadyExistsException when the token began another action on that stack.
 */
export async function begunBy(
  tx: Tx,
  request: { readonly StackName: string; readonly ClientRequestToken?: string | undefined },
  action: string,
): Promise<string | undefined> {
  const token = request.ClientRequestToken;
  if (token === undefined) return undefined;
  const row = await findStack(tx, request.StackName);
  if (row === undefined) return undefined;
  const events = await tx.event.list({ where: { stackId: row.id, token } });
  const first = events.find(
    (event) => event.physicalId === row.id && event.reason === "User Initiated",
  );
  if (first === undefined) return undefined;
  if (first.status !== action) throw tokenReused(token);
  return row.id;
}

/** While a template is only looked at, any export may turn up before it is needed. */
class AnyExport extends Map<string, string> {
  override get(_name: string): string {
    return "";
  }
}

async function absent(ctx: Ctx, name: string, parent: Parent | undefined): Promise<void> {
  const found = await ctx.view((tx) => findStack(tx, name));
  if (found === undefined) return;
  if (parent !== undefined && found.parentId === parent.parentId) return;
  throw stackExists(name);
}

/** Inside a transaction: the stack is being created from now on. */
export async function startCreate(ctx: Ctx, tx: Tx, row: StackRow, work: Work): Promise<void> {
  await tellStack(ctx, tx, row, "CREATE_IN_PROGRESS", "User Initiated", { work });
  if (row.timeoutMinutes !== undefined)
    await tx.due.set("timeout", row.id, ctx.now + row.timeoutMinutes * 60_000);
  tx.afterCommit(() => kick(ctx, row.id));
}

const UPDATABLE = new Set([
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_ROLLBACK_COMPLETE",
  "UPDATE_FAILED",
  "IMPORT_COMPLETE",
]);

/** @throws Fault ValidationError unless the stack can be updated now. */
export function checkUpdatable(row: Readonly<StackRow>): void {
  if (!UPDATABLE.has(row.status) && !(row.status === "CREATE_FAILED" && row.disableRollback))
    throw validationError(`Stack:${row.id} is in ${row.status} state and can not be updated.`);
}

export interface UpdateInput extends DesiredInput {
  readonly DisableRollback?: boolean | undefined;
  readonly StackPolicyBody?: string | undefined;
  readonly StackPolicyURL?: string | undefined;
  readonly StackPolicyDuringUpdateBody?: string | undefined;
  readonly StackPolicyDuringUpdateURL?: string | undefined;
  readonly ClientRequestToken?: string | undefined;
}

/** What a desired state would change in a stack. */
export async function planFor(ctx: Ctx, row: Readonly<StackRow>, desired: Desired): Promise<Plan> {
  const [rows, exports] = await ctx.view(
    async (tx) =>
      [await tx.resource.list({ where: { stackId: row.id } }), await exportsOf(tx)] as const,
  );
  return judged(() =>
    planOf(
      ctx,
      desired.template,
      { ...desired, id: row.id, name: row.name },
      { rows, outputs: row.outputs, tags: row.tags },
      exports,
    ),
  );
}

/** @throws Fault "No updates are to be performed." @returns the stack's id. */
export async function beginUpdate(ctx: Ctx, input: UpdateInput): Promise<string> {
  const repeated = await ctx.view((tx) => begunBy(tx, input, "UPDATE_IN_PROGRESS"));
  if (repeated !== undefined) return repeated;
  const row = await ctx.view((tx) => livingStack(tx, input.StackName));
  checkUpdatable(row);
  const desired = await desire(ctx, input, row);
  const policy = await policyText(ctx, input.StackPolicyBody, input.StackPolicyURL);
  const during = await policyText(
    ctx,
    input.StackPolicyDuringUpdateBody,
    input.StackPolicyDuringUpdateURL,
  );
  const plan = await planFor(ctx, row, desired);

  if (!plan.different && row.status !== "UPDATE_FAILED" && row.status !== "CREATE_FAILED") {
    if (policy === undefined) throw validationError("No updates are to be performed.");
    await ctx.update((tx) => tx.stack.put({ ...row, policy }));
    return row.id;
  }
  await ctx.update(async (tx) => {
    const current = (await tx.stack.find({ id: row.id }))!;
    checkUpdatable(current);
    const work = workOf(ctx, "update", input.ClientRequestToken);
    await startUpdate(
      ctx,
      tx,
      { ...current, ...(policy === undefined ? {} : { policy }) },
      desired,
      {
        ...work,
        ...(during === undefined ? {} : { policy: during }),
        ...(keepsFailed(input) ? { disableRollback: true } : {}),
      },
    );
  });
  return row.id;
}

/** Inside a transaction: keeps what was, and goes for what is desired. */
export async function startUpdate(
  ctx: Ctx,
  tx: Tx,
  row: StackRow,
  desired: Desired,
  work: Work,
): Promise<void> {
  const resources = (await tx.resource.list({ where: { stackId: row.id } })) as ResourceRow[];
  const previous: Previous =
    row.status === "UPDATE_FAILED" && row.previous !== undefined
      ? row.previous
      : {
          template: row.template,
          processed: row.processed,
          parameters: row.parameters,
          tags: row.tags,
          capabilities: row.capabilities,
          outputs: row.outputs,
          resources,
          ...(row.description === undefined ? {} : { description: row.description }),
        };
  await tellStack(ctx, tx, row, "UPDATE_IN_PROGRESS", "User Initiated", {
    template: desired.text,
    processed: desired.processed,
    parameters: desired.parameters,
    tags: desired.tags,
    capabilities: desired.capabilities,
    notificationArns: desired.notificationArns,
    updatedAt: ctx.now,
    previous,
    work,
    ...(desired.roleArn === undefined ? {} : { roleArn: desired.roleArn }),
    description: desired.template.description as never,
  });
  tx.afterCommit(() => kick(ctx, row.id));
}

/** @returns Whether anything is to be deleted. */
export async function beginDelete(
  ctx: Ctx,
  input: {
    StackName: string;
    RetainResources?: readonly string[] | undefined;
    RoleARN?: string | undefined;
    ClientRequestToken?: string | undefined;
    force?: boolean;
  },
  options: { principal?: Principal } = {},
): Promise<boolean> {
  const { RoleARN: given } = input;
  if (given !== undefined) await ctx.passRole(given);
  const present = await ctx.view((tx) => findStack(tx, input.StackName));
  const roleArn = given ?? present?.roleArn;
  if (roleArn !== undefined) await checkRole(ctx, roleArn, present?.id ?? input.StackName);
  return ctx.update(async (tx) => {
    const row = await findStack(tx, input.StackName);
    if (row === undefined || row.status === "DELETE_COMPLETE") {
      if (row === undefined && input.StackName.startsWith("arn:"))
        throw stackUnknown(input.StackName);
      return false;
    }
    await begunBy(tx, input, "DELETE_IN_PROGRESS");
    if (row.protected)
      throw validationError(
        `Stack [${row.name}] cannot be deleted while TerminationProtection is enabled`,
      );
    if (row.status === "DELETE_IN_PROGRESS") return true;
    if (row.work !== undefined && row.work.phase !== "create")
      throw validationError(`Stack:${row.id} is in ${row.status} state and can not be deleted.`);
    if (input.RetainResources?.length && row.status !== "DELETE_FAILED")
      throw validationError(
        `Invalid operation on stack [${row.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
      );
    const unknown =
      input.RetainResources?.filter((id) => !storedTemplate(row.processed).resources.has(id)) ?? [];
    if (unknown.length > 0)
      throw validationError(
        `Invalid operation on stack [${row.id}]. Resource(s) [${unknown.join(", ")}] do not exist in the stack`,
      );
    const work: Work = {
      ...workOf(ctx, "delete", input.ClientRequestToken, options.principal),
      ...(input.RetainResources?.length ? { keep: [...input.RetainResources] } : {}),
      ...(input.force ? { force: true } : {}),
      before: row.status,
    };
    await tellStack(ctx, tx, row, "DELETE_IN_PROGRESS", "User Initiated", {
      work,
      ...(input.RoleARN === undefined ? {} : { roleArn: input.RoleARN }),
    });
    tx.afterCommit(() => kick(ctx, row.id));
    return true;
  });
}
