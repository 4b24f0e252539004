/** One run over a stack: its rows as they stand, and the steps that resources are made by. */
import { Fault } from "#aws/fault";
import { resourceFacts } from "#aws/resource-facts";
import {
  type DynamicReference,
  hasDynamic,
  resolveDynamic,
} from "#languages/cloudformation/dynamic";
import type { Evaluator } from "#languages/cloudformation/evaluate";
import type { Template } from "#languages/cloudformation/template";
import { type JsonObject, TemplateError } from "#languages/cloudformation/values";
import type { Principal } from "#kernel/principal";
import type { Made } from "#kernel/resource";
import { byFacts, evaluatorFor, exportsOf, storedTemplate } from "../plan.ts";
import { assume } from "../role.ts";
import { type Ctx, tellResource } from "../stacks.ts";
import type { LeftoverRow, ResourceRow, StackRow, Waiting, Work } from "../tables.ts";
import { type Handler, handlerOf } from "./handlers.ts";
import { resourceContext } from "./resource-context.ts";

export type { Handler } from "./handlers.ts";

export type Action = "Create" | "Update" | "Delete";

export interface Step {
  readonly action: Action;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string | undefined;
  readonly desired: JsonObject;
  readonly previous: JsonObject;
  readonly generation: number;
  /** Of a deletion in the clean-up: the row that waits. */
  readonly leftover?: LeftoverRow;
}

export class Run {
  readonly importing = new Set<string>();
  readonly #handlers = new Map<string, Promise<Handler | undefined>>();
  #evaluator: Evaluator | undefined;

  private constructor(
    readonly ctx: Ctx,
    public stack: StackRow,
    readonly work: Work,
    readonly rows: Map<string, ResourceRow>,
    readonly template: Template,
    readonly exports: ReadonlyMap<string, string>,
    /** Why nothing can be done, as nobody can be it. */
    readonly unable: string | undefined,
  ) {}

  /** Undefined when there is nothing to do. */
  static async load(ctx: Ctx, stackId: string): Promise<Run | undefined> {
    const read = await ctx.view(async (tx) => {
      const stack = await tx.stack.find({ id: stackId });
      if (stack?.work === undefined) return undefined;
      const rows = await tx.resource.list({ where: { stackId } });
      return { stack, rows, exports: await exportsOf(tx) };
    });
    if (read === undefined) return undefined;
    const { stack } = read;
    const work = stack.work!;
    const principal = await actor(ctx, stack, work);
    const unable = typeof principal === "string" ? principal : undefined;
    const acting = ctx.as({
      origin: work.origin,
      ...(typeof principal === "string" ? {} : { principal }),
    });
    const rows = new Map(read.rows.map((row) => [row.logicalId, { ...row }]));
    return new Run(
      acting,
      { ...stack },
      work,
      rows,
      storedTemplate(stack.processed),
      read.exports,
      unable,
    );
  }

  /** Values over the rows as they stand now; remade when a row has changed. */
  get evaluator(): Evaluator {
    this.#evaluator ??= evaluatorFor(
      this.ctx,
      this.template,
      this.stack,
      this.rows,
      this.exports,
      this.importing,
    );
    return this.#evaluator;
  }

  async handler(type: string): Promise<Handler | undefined> {
    let found = this.#handlers.get(type);
    if (found === undefined) {
      found = handlerOf(this.ctx, type);
      this.#handlers.set(type, found);
    }
    return found;
  }

  /** Why the properties cannot be obeyed; undefined when they can. */
  refusal(
    { logicalId, type }: { readonly logicalId: string; readonly type: string },
    handler: Handler | undefined,
    properties: JsonObject,
  ): string | undefined {
    if (handler === undefined) return `Resource type ${type} is not supported by Brume.`;
    if (handler.properties === "any") return undefined;
    const obeyed: readonly string[] = handler.properties;
    const facts = resourceFacts(type)?.properties ?? {};
    const others = Object.keys(properties).filter((name) => !obeyed.includes(name));
    const wrong = [
      ...Object.entries(facts)
        .filter(([name, { required }]) => required && properties[name] === undefined)
        .map(([name]) => `#: required key [${name}] not found`),
      ...others
        .filter((name) => resourceFacts(type) !== undefined && !Object.hasOwn(facts, name))
        .map((name) => `#: extraneous key [${name}] is not permitted`),
    ];
    if (wrong.length > 0)
      return `Properties validation failed for resource ${logicalId} with message:\n[${wrong.join(", ")}]`;
    return others.length === 0
      ? undefined
      : `Property ${others[0]} of ${type} is not supported by Brume.`;
  }

  /** Whether changes of these properties need a new resource. */
  replaces(
    type: string,
    handler: Handler,
    changed: readonly string[],
    before: JsonObject,
    after: JsonObject,
  ): boolean {
    if ("begin" in handler) return handler.replaces?.(changed) ?? false;
    if (handler.update === undefined) return changed.length > 0;
    if (handler.replaces !== undefined)
      return changed.some((name) => handler.replaces!.includes(name));
    return changed.some(
      (name) =>
        byFacts(type, name) === "Always" ||
        (byFacts(type, name) === "Conditionally" &&
          before[name] !== undefined &&
          after[name] === undefined),
    );
  }

  /** Does one step; "waiting" when something outside has to finish it. */
  async perform(handler: Handler, step: Step, resumed: boolean): Promise<Made | "waiting"> {
    const named: string[] = [];
    const token = `${this.work.id}-${step.logicalId}`.slice(0, 64);
    const context = resourceContext(this.ctx, this.stack, { ...step, token }, named);
    const desired = (await this.#dynamic(step.desired)) as JsonObject;
    const previous = (await this.#dynamic(step.previous)) as JsonObject;
    if ("begin" in handler) return handler.begin(this, { ...step, desired, previous }, context);
    if (step.action === "Delete") {
      await handler.remove(context, step.physicalId!, previous);
      return { id: step.physicalId! };
    }
    if (step.action === "Update" && handler.update !== undefined)
      return handler.update(context, step.physicalId!, desired, previous);
    try {
      return await handler.make(context, desired);
    } catch (error) {
      // A process that ended in the middle of making it left it behind under the same name.
      if (
        !resumed ||
        named.length === 0 ||
        !(error instanceof Fault) ||
        !/Exist|Conflict|InUse/i.test(error.code)
      )
        throw error;
      for (const name of named) await handler.remove(context, name, desired);
      return handler.make(context, desired);
    }
  }

  async #dynamic(properties: JsonObject): Promise<unknown> {
    return hasDynamic(properties)
      ? resolveDynamic(properties, (reference) => this.#resolve(reference))
      : properties;
  }

  async #resolve(reference: DynamicReference): Promise<string> {
    const { ctx } = this;
    if (reference.service !== "secretsmanager") {
      const { name, version } = reference;
      const Name = version === undefined ? name : `${name}:${version}`;
      const { Parameter } = await ctx
        .call("ssm", "GetParameter", { Name, WithDecryption: reference.service === "ssm-secure" })
        .catch((error) =>
          unresolved(error, `Parameters: [${reference.service}:${Name}] cannot be found.`),
        );
      if (reference.service === "ssm" && Parameter?.Type === "SecureString")
        throw new TemplateError(`Non-secure SSM prefix was used for secure parameter: [${name}]`);
      return Parameter?.Value ?? "";
    }
    const { secretId, jsonKey, versionStage, versionId } = reference;
    const { SecretString } = await ctx
      .call("secretsmanager", "GetSecretValue", {
        SecretId: secretId,
        ...(versionStage === undefined ? {} : { VersionStage: versionStage }),
        ...(versionId === undefined ? {} : { VersionId: versionId }),
      })
      .catch((error) => unresolved(error));
    if (jsonKey === undefined) return SecretString ?? "";
    let parsed: Record<string, unknown>;
    try {
      parsed = JSON.parse(SecretString ?? "");
    } catch {
      throw new TemplateError("Could not parse SecretString JSON");
    }
    if (!Object.hasOwn(parsed, jsonKey))
      throw new TemplateError(`Could not find a value associated with JSONKey in SecretString`);
    const value = parsed[jsonKey];
    return typeof value === "string" ? value : JSON.stringify(value);
  }

  /** Stores a resource's row, with events: each a status and a reason, over the row as it is then. */
  async put(
    row: ResourceRow,
    events: readonly (readonly [status: string, reason?: string])[] = [],
  ): Promise<void> {
    row.updatedAt = this.ctx.clock.now();
    for (const key of Object.keys(row) as (keyof ResourceRow)[])
      if (row[key] === undefined) delete row[key];
    this.rows.set(row.logicalId, row);
    await this.ctx.update(async (tx) => {
      await tx.resource.put(row);
      for (const [status, reason] of events)
        await tellResource(this.ctx, tx, this.stack, row, this.work.token, status, reason);
    });
  }

  /** Notes that a step has to wait for an answer, until a time at most. */
  async wait(
    step: Step,
    waiting: Omit<Waiting, "work" | "action" | "since">,
    answerToken?: string,
  ): Promise<void> {
    const { ctx, stack } = this;
    const whole: Waiting = {
      work: this.work.id,
      action: step.action,
      since: ctx.clock.now(),
      desired: step.desired as Record<string, unknown>,
      ...waiting,
    };
    await ctx.update(async (tx) => {
      if (step.leftover !== undefined) await tx.leftover.put({ ...step.leftover, waiting: whole });
      else {
        const row = this.rows.get(step.logicalId)!;
        row.waiting = whole;
        await tx.resource.put(row);
      }
      if (answerToken !== undefined)
        await tx.answer.put({
          token: answerToken,
          account: ctx.account,
          region: ctx.region,
          stackId: stack.id,
          logicalId: step.logicalId,
          kind: "custom",
        });
      await tx.due.set("step", `${stack.id}|${step.logicalId}`, waiting.until);
    });
  }
}

/** A dynamic reference to what is not there fails the step in words that name it. */
function unresolved(error: unknown, words?: string): never {
  if (!(error instanceof Fault) || !/NotFound/.test(error.code)) throw error;
  throw new TemplateError(words ?? error.message);
}

const EXPIRED = "The security token included in the request is expired";

/** Who the stack's calls are made as, or why it can be nobody. */
async function actor(ctx: Ctx, stack: StackRow, work: Work): Promise<Principal | string> {
  if (stack.roleArn !== undefined)
    return assume(ctx, stack.roleArn, stack.id).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      return error.message;
    });
  const key = work.principal.accessKeyId;
  if (work.principal.kind === "root" || key === undefined) return work.principal;
  const identity = await ctx.kernel.identity();
  return (await identity?.credential(key))?.principal ?? EXPIRED;
}

/** What the SDK that AWS's handlers call with names a service, where the type names it otherwise. */
const SDK_NAMES: Readonly<Record<string, string>> = {
  DynamoDB: "DynamoDb",
  Events: "EventBridge",
  IAM: "Iam",
  KMS: "Kms",
  Logs: "CloudWatchLogs",
  SNS: "Sns",
  SQS: "Sqs",
  SSM: "Ssm",
  StepFunctions: "Sfn",
};

function serviceWord(type: string): string {
  const word = type.split("::")[1] ?? type;
  return Object.hasOwn(SDK_NAMES, word) ? SDK_NAMES[word]! : word;
}

/**
 * A step's failure as AWS words it. A bug in a service is one too: the stack would else stand in
 * progress for ever.
 * @throws the error itself when Brume is stopping, which takes the step up again when it starts.
 */
export function failureWords({ ctx, work }: Run, error: unknown, type: string): string {
  const token = work.id;
  if (error instanceof TemplateError) return error.message;
  if (!(error instanceof Fault)) {
    if (ctx.kernel.stopping) throw error;
    ctx.background(() => Promise.reject(error));
    return `Resource handler returned message: "null" (RequestToken: ${token}, HandlerErrorCode: InternalFailure)`;
  }
  const kind = /NotFound|NoSuch|NonExistent|DoesNotExist/i.test(error.code)
    ? "NotFound"
    : /Exist|Conflict|InUse|Taken/i.test(error.code)
      ? "AlreadyExists"
      : /AccessDenied|Unauthorized|NotAuthorized/i.test(error.code)
        ? "AccessDenied"
        : error.status >= 500
          ? "GeneralServiceException"
          : "InvalidRequest";
  if (error.status === 501) return error.message;
  const caller = `(Service: ${serviceWord(type)}, Status Code: ${error.status}, Request ID: ${ctx.chance.uuid()}) (SDK Attempt Count: 1)`;
  return `Resource handler returned message: "${error.message} ${caller}" (RequestToken: ${token}, HandlerErrorCode: ${kind})`;
}
