/** Creation, update, and the way back of a failed update: resources are brought to what is wanted. */
import { Fault } from "#aws/fault";
import { changedProperties } from "#languages/cloudformation/diff";
import { dependencies, importsOf } from "#languages/cloudformation/graph";
import type { ResourceDefinition } from "#languages/cloudformation/template";
import { type JsonObject, same, TemplateError } from "#languages/cloudformation/values";
import { policyAllows, readStackPolicy } from "#languages/cloudformation/stack-policy";
import { policiesOf, storedTemplate } from "../plan.ts";
import type { ResourceRow, StepResult } from "../tables.ts";
import { failForward, finishForward } from "./endings.ts";
import { type Action, failureWords, type Handler, type Run } from "./run.ts";
import type { Outcome } from "./runner.ts";
import { type Ending, schedule } from "./schedule.ts";

/** What a resource is to become. */
interface Wanted {
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata?: unknown;
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
}

export async function forward(run: Run): Promise<Outcome> {
  const failures: string[] = [];
  const goal = new Goal(run);
  let needs: Map<string, Set<string>>;
  try {
    needs = goal.needs();
    if (run.work.phase !== "rollbackUpdate")
      for (const name of importsOf(run.template, (of) => run.evaluator.condition(of)))
        run.evaluator.value({ "Fn::ImportValue": name });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return failForward(run, [], error.message);
  }
  if (run.unable !== undefined) return failForward(run, [], run.unable);
  if (run.work.stop !== undefined) {
    await cancelWaiting(run);
    return failForward(run, [], run.work.stop);
  }
  const before = await refuseUnsupported(run, goal, needs);
  if (before.length > 0) return failForward(run, before);
  const ended = await schedule(needs, (logicalId) => bring(run, goal, logicalId, failures));
  if (ended.failed.length > 0) {
    await cancelWaiting(run);
    return failForward(run, ended.failed);
  }
  if (ended.waiting.length > 0) return { again: false };
  return finishForward(run, needs);
}

/** What the phase leads to: the template's resources, or those the update began with. */
class Goal {
  readonly #before: ReadonlyMap<string, ResourceRow> | undefined;

  constructor(readonly run: Run) {
    if (run.work.phase === "rollbackUpdate")
      this.#before = new Map(
        (run.stack.previous?.resources ?? []).map((row) => [row.logicalId, row]),
      );
  }

  needs(): Map<string, Set<string>> {
    const { run } = this;
    if (this.#before === undefined)
      return dependencies(run.template, (name) => run.evaluator.condition(name));
    const all = dependencies(storedTemplate(run.stack.previous!.processed), undefined);
    return new Map([...all].filter(([id]) => this.#before!.has(id)));
  }

  snapshot(logicalId: string): ResourceRow | undefined {
    return this.#before?.get(logicalId);
  }

  /** @throws TemplateError. */
  wanted(logicalId: string): Wanted {
    const before = this.#before?.get(logicalId);
    if (before !== undefined) return before;
    const { run } = this;
    const definition = run.template.resources.get(logicalId)!;
    const { evaluator } = run;
    return {
      type: definition.type,
      properties: (evaluator.value(definition.properties) ?? {}) as JsonObject,
      metadata: evaluator.value(definition.metadata),
      ...policiesOf(run.template, definition, evaluator),
    };
  }
}

/** Types that are not there fail before anything is made, so that nothing has to be undone. */
async function refuseUnsupported(
  run: Run,
  goal: Goal,
  needs: ReadonlyMap<string, unknown>,
): Promise<string[]> {
  if (run.work.phase === "rollbackUpdate") return [];
  const failed: string[] = [];
  const policy = run.work.policy ?? run.stack.policy;
  if (policy !== undefined && run.work.phase === "update") {
    const statements = readStackPolicy(policy);
    for (const row of run.rows.values()) {
      if (
        needs.has(row.logicalId) ||
        policyAllows(statements, "Update:Delete", row.logicalId, row.type)
      )
        continue;
      await fail(run, goal, row.logicalId, "Action denied by stack policy");
      failed.push(row.logicalId);
    }
  }
  for (const logicalId of needs.keys()) {
    const definition = run.template.resources.get(logicalId)!;
    const handler = await run.handler(definition.type);
    const reason =
      run.refusal(definition, handler, handler === undefined ? {} : known(definition.properties)) ??
      unobeyedAttribute(definition);
    if (reason === undefined) continue;
    if (run.rows.get(logicalId)?.doneIn === run.work.id) continue;
    await fail(run, goal, logicalId, reason);
    failed.push(logicalId);
  }
  return failed;
}

/**
 * The attribute that nothing here would obey. Of the types that Brume makes, AWS has a creation
 * policy for wait conditions and an update policy for aliases, whose traffic CodeDeploy moves.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-creationpolicy.html
 */
function unobeyedAttribute({ type, creationPolicy, updatePolicy }: ResourceDefinition) {
  if (updatePolicy !== undefined) return `UpdatePolicy of ${type} is not supported by Brume.`;
  return creationPolicy === undefined || type === "AWS::CloudFormation::WaitCondition"
    ? undefined
    : `CreationPolicy of ${type} is not supported by Brume.`;
}

/** Names count here; what an Fn::If may leave out is judged when it is worked out. */
const known = (properties: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("Fn::")));

const word = (run: Run, row: ResourceRow | undefined): "CREATE" | "UPDATE" =>
  run.work.phase === "create" ||
  row?.physicalId === undefined ||
  row.status === "CREATE_IN_PROGRESS"
    ? "CREATE"
    : "UPDATE";

async function fail(
  run: Run,
  goal: Goal,
  logicalId: string,
  reason: string,
  attempted?: JsonObject,
): Promise<Ending> {
  const row = run.rows.get(logicalId);
  const verb = row?.status.startsWith("UPDATE") ? "UPDATE" : word(run, row);
  const base: ResourceRow = row ?? {
    stackId: run.stack.id,
    logicalId,
    type: run.template.resources.get(logicalId)?.type ?? goal.snapshot(logicalId)!.type,
    status: "",
    updatedAt: 0,
    properties: {},
    attributes: {},
    generation: 0,
  };
  const next: ResourceRow = { ...base, status: `${verb}_FAILED`, reason };
  delete next.waiting;
  if (attempted !== undefined) next.properties = attempted as Record<string, unknown>;
  await run.put(next, [[next.status, reason]]);
  return "failed";
}

async function cancelWaiting(run: Run): Promise<void> {
  for (const row of run.rows.values()) {
    if (row.waiting === undefined || row.waiting.result !== undefined) continue;
    const verb = row.waiting.action === "Create" ? "CREATE" : "UPDATE";
    const reason = `Resource ${verb === "CREATE" ? "creation" : "update"} cancelled`;
    const next: ResourceRow = { ...row, status: `${verb}_FAILED`, reason };
    delete next.waiting;
    await run.put(next, [[next.status, reason]]);
  }
}

function bring(
  run: Run,
  goal: Goal,
  logicalId: string,
  failures: string[],
): Promise<Ending> | Ending {
  const row = run.rows.get(logicalId);
  if (row?.doneIn === run.work.id) return "done";
  if (row?.waiting?.work === run.work.id)
    return row.waiting.result === undefined ? "waiting" : answered(run, goal, row);
  return begin(run, goal, logicalId).then((ending) => {
    if (ending === "failed") failures.push(logicalId);
    return ending;
  });
}

interface Change {
  readonly action: Action;
  readonly replaced: boolean;
  readonly handler: Handler;
  readonly wanted: Wanted;
}

/** What is to be done to a resource; undefined when it is as it should be. */
async function changeOf(
  run: Run,
  goal: Goal,
  logicalId: string,
  wanted: Wanted,
): Promise<Change | undefined> {
  const row = run.rows.get(logicalId);
  const handler = (await run.handler(wanted.type))!;
  if (
    row?.physicalId === undefined ||
    row.status === "CREATE_IN_PROGRESS" ||
    row.status === "CREATE_FAILED"
  )
    return { action: "Create", replaced: false, handler, wanted };
  const changed = changedProperties(row.properties, wanted.properties);
  const failed = row.status === "UPDATE_FAILED" || row.status === "UPDATE_IN_PROGRESS";
  const tagged =
    run.work.phase !== "create" &&
    changedProperties(run.stack.previous?.tags ?? run.stack.tags, run.stack.tags).length > 0;
  const snapshot = goal.snapshot(logicalId);
  if (snapshot !== undefined) {
    if (changed.length === 0 && !failed && !tagged) return undefined;
    return { action: "Update", replaced: false, handler, wanted };
  }
  // A nested stack is always looked at: its template may be another behind the same URL.
  const nested = wanted.type === "AWS::CloudFormation::Stack" && run.work.phase === "update";
  const otherType = row.type !== wanted.type;
  if (
    !nested &&
    !otherType &&
    changed.length === 0 &&
    same(row.metadata, wanted.metadata) &&
    !failed &&
    !(tagged && "make" in handler && handler.properties.includes("Tags"))
  )
    return undefined;
  const replaced =
    otherType || run.replaces(wanted.type, handler, changed, row.properties, wanted.properties);
  return { action: replaced ? "Create" : "Update", replaced, handler, wanted };
}

async function begin(run: Run, goal: Goal, logicalId: string): Promise<Ending> {
  let wanted: Wanted;
  let change: Change | undefined;
  try {
    wanted = goal.wanted(logicalId);
    const snapshot = goal.snapshot(logicalId);
    const row = run.rows.get(logicalId);
    if (
      snapshot !== undefined &&
      row?.physicalId === undefined &&
      snapshot.physicalId === undefined
    )
      return "done";
    if (snapshot !== undefined && row !== undefined && row.physicalId !== snapshot.physicalId)
      return restore(run, row, snapshot);
    change = await changeOf(run, goal, logicalId, wanted);
    if (change === undefined) {
      await keepPolicies(run, logicalId, wanted);
      return "done";
    }
    const refusal = run.refusal(
      { logicalId, type: wanted.type },
      change.handler,
      wanted.properties,
    );
    if (refusal !== undefined) return fail(run, goal, logicalId, refusal);
    if (!allowed(run, logicalId, change))
      return fail(run, goal, logicalId, "Action denied by stack policy");
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return fail(run, goal, logicalId, error.message);
  }
  return act(run, goal, logicalId, change);
}

/** Policies that changed alone need no step, but count from now on. */
async function keepPolicies(run: Run, logicalId: string, wanted: Wanted): Promise<void> {
  const row = run.rows.get(logicalId)!;
  if (
    row.deletionPolicy === wanted.deletionPolicy &&
    row.updateReplacePolicy === wanted.updateReplacePolicy
  )
    return;
  const next: ResourceRow = { ...row };
  delete next.deletionPolicy;
  delete next.updateReplacePolicy;
  if (wanted.deletionPolicy !== undefined) next.deletionPolicy = wanted.deletionPolicy;
  if (wanted.updateReplacePolicy !== undefined)
    next.updateReplacePolicy = wanted.updateReplacePolicy;
  await run.put(next);
}

function allowed(run: Run, logicalId: string, change: Change): boolean {
  const policy = run.work.policy ?? run.stack.policy;
  if (
    policy === undefined ||
    run.work.phase !== "update" ||
    run.rows.get(logicalId)?.physicalId === undefined
  )
    return true;
  return policyAllows(
    readStackPolicy(policy),
    change.replaced ? "Update:Replace" : "Update:Modify",
    logicalId,
    change.wanted.type,
  );
}

async function act(run: Run, goal: Goal, logicalId: string, change: Change): Promise<Ending> {
  const { handler, wanted, action, replaced } = change;
  const row = run.rows.get(logicalId);
  const resumed = row?.status === "CREATE_IN_PROGRESS" || row?.status === "UPDATE_IN_PROGRESS";
  const verb = action === "Create" && !replaced ? "CREATE" : "UPDATE";
  const generation = replaced ? row!.generation + 1 : (row?.generation ?? 0);
  const started: ResourceRow = {
    ...(row ?? { physicalId: undefined, attributes: {} }),
    stackId: run.stack.id,
    logicalId,
    type: replaced ? row!.type : wanted.type,
    status: `${verb}_IN_PROGRESS`,
    updatedAt: 0,
    properties:
      verb === "CREATE" ? (wanted.properties as Record<string, unknown>) : row!.properties,
    generation: row?.generation ?? 0,
  } as ResourceRow;
  delete started.reason;
  const why = replaced
    ? "Requested update requires the creation of a new physical resource; hence creating one."
    : undefined;
  await run.put(
    started,
    resumed && row?.waiting === undefined && row?.doneIn === undefined && verb === "CREATE"
      ? []
      : [[started.status, why]],
  );
  const step = {
    action,
    logicalId,
    type: wanted.type,
    physicalId: action === "Create" ? undefined : row?.physicalId,
    desired: wanted.properties,
    previous: row?.properties ?? {},
    generation,
  };
  try {
    const made = await run.perform(handler, step, resumed);
    if (made === "waiting") return "waiting";
    await complete(
      run,
      logicalId,
      wanted,
      { ok: true, id: made.id, attributes: { ...made.attributes } },
      action,
      replaced,
    );
    return "done";
  } catch (error) {
    // What CloudFormation itself makes fails in its own words, with no handler between.
    const own = "begin" in handler && error instanceof Fault && error.status < 500;
    const reason = own ? error.message : failureWords(run, error, wanted.type);
    return fail(run, goal, logicalId, reason, action === "Update" ? wanted.properties : undefined);
  }
}

/** A waiting step has got its answer. */
async function answered(run: Run, goal: Goal, row: ResourceRow): Promise<Ending> {
  const { result, action, desired } = row.waiting!;
  // A custom resource that fails may have made something: under its id it is told to remove it.
  if (!result!.ok && result!.id !== undefined && row.physicalId === undefined)
    run.rows.set(row.logicalId, { ...row, physicalId: result!.id });
  if (!result!.ok)
    return fail(
      run,
      goal,
      row.logicalId,
      result!.reason ?? "Unknown failure",
      action === "Update" ? desired : undefined,
    );
  try {
    const wanted = goal.wanted(row.logicalId);
    const replaced = row.status === "UPDATE_IN_PROGRESS" && action === "Create";
    await complete(
      run,
      row.logicalId,
      { ...wanted, properties: (desired ?? {}) as JsonObject },
      result!,
      action,
      replaced,
    );
    return "done";
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return fail(run, goal, row.logicalId, error.message);
  }
}

/** A resource has become what was wanted; one that it takes the place of is left for the clean-up. */
async function complete(
  run: Run,
  logicalId: string,
  wanted: Wanted,
  result: StepResult,
  action: Action,
  replaced: boolean,
): Promise<void> {
  const row = run.rows.get(logicalId)!;
  const id = result.id ?? row.physicalId!;
  const verb = row.status.startsWith("CREATE") ? "CREATE" : "UPDATE";
  // A custom resource that answers an update with another id has made a new thing.
  const exchanged =
    row.physicalId !== undefined && row.physicalId !== id && (replaced || action === "Update");
  if (exchanged || (replaced && row.physicalId !== undefined))
    await run.ctx.update((tx) =>
      tx.leftover.put({
        stackId: run.stack.id,
        logicalId,
        physicalId: row.physicalId!,
        type: row.type,
        properties: row.properties,
        retain: (wanted.updateReplacePolicy ?? "Delete") !== "Delete",
      }),
    );
  const next: ResourceRow = {
    stackId: row.stackId,
    logicalId,
    type: wanted.type,
    physicalId: id,
    status: `${verb}_COMPLETE`,
    updatedAt: 0,
    properties: wanted.properties as Record<string, unknown>,
    attributes: result.attributes ?? {},
    generation: replaced ? row.generation + 1 : row.generation,
    doneIn: run.work.id,
    ...(wanted.metadata === undefined ? {} : { metadata: wanted.metadata }),
    ...(wanted.deletionPolicy === undefined ? {} : { deletionPolicy: wanted.deletionPolicy }),
    ...(wanted.updateReplacePolicy === undefined
      ? {}
      : { updateReplacePolicy: wanted.updateReplacePolicy }),
  };
  const initiated: [string, string][] =
    action === "Create" ? [[row.status, "Resource creation Initiated"]] : [];
  if (exchanged && !replaced)
    initiated.push([
      row.status,
      "Requested update required the provider to create a new physical resource",
    ]);
  await run.put(next, [...initiated, [next.status]]);
}

/** The way back of a replacement: the old resource counts again, the new one goes. */
async function restore(run: Run, row: ResourceRow, snapshot: ResourceRow): Promise<Ending> {
  await run.ctx.update(async (tx) => {
    if (snapshot.physicalId !== undefined)
      await tx.leftover.remove({
        stackId: row.stackId,
        logicalId: row.logicalId,
        physicalId: snapshot.physicalId!,
      });
    if (row.physicalId !== undefined)
      await tx.leftover.put({
        stackId: row.stackId,
        logicalId: row.logicalId,
        physicalId: row.physicalId,
        type: row.type,
        properties: row.properties,
        retain: false,
      });
  });
  // Its number stays high, so that a later replacement gets a name not used yet.
  const next: ResourceRow = {
    ...snapshot,
    status: "UPDATE_COMPLETE",
    doneIn: run.work.id,
    generation: row.generation,
  };
  await run.put(next, [["UPDATE_IN_PROGRESS"], ["UPDATE_COMPLETE"]]);
  return "done";
}
