/**
 * Judges a call: who calls, what for, and whether identity, resource, session and boundary policies
 * let them. `enforce` refuses as AWS does, `audit` records what would have been refused and lets it
 * pass, `off` judges nothing.
 */
import { Fault } from "#aws/fault";
import { actionsOf } from "#aws/iam-facts";
import { loadModel } from "#aws/models";
import { compile, type Policy } from "#languages/policy/policy";
import {
  type ContextValues,
  denialMessage,
  evaluate,
  type PolicyRequest,
} from "#languages/policy/evaluate";
import { type Awaitable, inTurn, then } from "#base/awaitable";
import type { Context } from "./context.ts";
import type { IdentityPolicies } from "./identity.ts";
import type { Entry } from "./journal.ts";
import type { Kernel } from "./kernel.ts";
import type { Principal } from "./principal.ts";

export type IamMode = "audit" | "enforce" | "off";
type Conditions = Readonly<Record<string, string | readonly string[]>>;

const POLICIES_KEPT = 1_000;
/**
 * The names of a VPC endpoint tell which it is: `vpce-1a2b3c4d-5e6f.sqs.us-east-1.vpce.amazonaws.com`.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
const VPC_ENDPOINT = /(?:^|\.)(vpce-[0-9a-f]{8,17})(?:-[\w-]+)?\./;
const NONE: IdentityPolicies = { identity: [] };
const NO_CONDITIONS: Conditions = {};

/** What is to be decided about a resource. */
interface Question {
  readonly ctx: Context;
  readonly resource: string;
  readonly owner: string | undefined;
  readonly held: IdentityPolicies;
  readonly policy: Policy | undefined;
  readonly extra: Conditions;
  readonly entry: Entry | undefined;
}

export class Authorizer {
  /** Compiled resource policies by their text: parsing one costs a thousand times its use. */
  readonly #compiled = new Map<string, Policy>();

  constructor(readonly kernel: Kernel) {}

  get mode(): IamMode {
    return this.kernel.options.iam;
  }

  forget(): void {
    this.#compiled.clear();
  }

  /** Judges the operation of a context. @throws Fault in enforce mode, or rejects with it. */
  judge(ctx: Context, input: Record<string, unknown>, entry: Entry): Awaitable<void> {
    if (this.mode === "off") return;
    const rules = ctx.definition.authorization;
    const { principal } = ctx;
    if (principal.kind === "root" && principal.account === ctx.account && !rules?.policyOf) return;
    if (rules?.open?.includes(ctx.operation)) return;
    const actions = rules?.actions?.(ctx.operation, input) ?? this.#actions(ctx);
    if (actions.length === 0) return;
    const resources = rules?.resources?.(ctx, ctx.operation, input) ?? ["*"];
    if (!(resources instanceof Promise) && plainlyAllowed(ctx, resources)) return;
    const conditions = () => rules?.conditions?.(ctx, ctx.operation, input) ?? NO_CONDITIONS;
    return then(resources, (all) => this.require(ctx, actions, all, conditions, entry));
  }

  /**
   * @param conditions Asked for when there is a policy that may ask for them.
   * @throws Fault in enforce mode, or rejects with it; in audit mode the denial is recorded on `entry`.
   */
  require(
    ctx: Context,
    actions: readonly string[],
    resources: readonly string[],
    conditions: () => Awaitable<Conditions>,
    entry: Entry | undefined,
  ): Awaitable<void> {
    if (this.mode === "off") return;
    return then(this.#policiesOf(ctx.principal), (held) =>
      inTurn(resources, (resource) =>
        then(ownerOf(ctx, resource), (owner) =>
          then(this.#resourcePolicy(ctx, resource), (policy) => {
            // The account's root may do all that no resource's policy speaks of: most calls end here.
            if (policy === undefined && rootAtHome(ctx, owner)) return;
            const extra = policy === undefined && held === NONE ? NO_CONDITIONS : conditions();
            return then(extra, (given) =>
              this.#decide({ ctx, resource, owner, held, policy, extra: given, entry }, actions),
            );
          }),
        ),
      ),
    );
  }

  #decide(
    { ctx, resource, owner, held, policy, extra, entry }: Question,
    actions: readonly string[],
  ) {
    for (const action of actions) {
      const decision = evaluate(new Asked(ctx, action, resource, owner, extra), {
        identity: held.identity,
        resource: policy,
        resourceAccount: owner || ctx.account,
        resourceMustAllow: ctx.definition.authorization?.policyDecides?.(resource) ?? false,
        boundary: held.boundary,
        session: ctx.principal.sessionPolicies ?? [],
        scp: held.control ?? [],
      });
      if (decision.allowed) continue;
      const words = denialMessage(decision, ctx.principal.arn, action, resource);
      if (this.mode === "enforce") throw this.#denied(ctx, words);
      if (entry !== undefined) (entry.denials ??= []).push(words);
    }
  }

  #actions(ctx: Context): readonly string[] {
    return actionsOf(ctx.definition.id, ctx.operation);
  }

  #policiesOf(principal: Principal): Awaitable<IdentityPolicies> {
    if (principal.kind === "anonymous" || principal.kind === "service") return NONE;
    return this.kernel.identity().then((identity) => identity?.policies(principal) ?? NONE);
  }

  #resourcePolicy(ctx: Context, arn: string): Awaitable<Policy | undefined> {
    return then(ctx.definition.authorization?.policyOf?.(ctx, arn), (text) => {
      if (text === undefined || text === "") return undefined;
      let policy = this.#compiled.get(text);
      if (policy === undefined) {
        policy = compile(text);
        if (this.#compiled.size >= POLICIES_KEPT) this.#compiled.clear();
        this.#compiled.set(text, policy);
      }
      return policy;
    });
  }

  #denied(ctx: Context, words: string): Fault {
    const { protocols, shapes } = loadModel(ctx.definition.id);
    const [protocol] = protocols;
    if (shapes["AuthorizationErrorException"] !== undefined)
      return new Fault("AuthorizationError", words, 403);
    if (protocol === "ec2-query") return new Fault("UnauthorizedOperation", words, 403);
    if (protocol === "rest-json") return new Fault("AccessDeniedException", words, 403);
    if (protocol === "query" || protocol === "rest-xml")
      return new Fault("AccessDenied", words, 403);
    return new Fault("AccessDeniedException", words, 400);
  }
}

/** The account of a resource; of one whose ARN tells none, as its service knows it. */
const ownerOf = (ctx: Context, resource: string): Awaitable<string | undefined> =>
  accountIn(resource) || ctx.definition.authorization?.ownerOf?.(ctx, resource);

function rootAtHome(ctx: Context, owner: Awaitable<string | undefined>): boolean {
  const { principal, account } = ctx;
  if (principal.kind !== "root" || principal.account !== account) return false;
  return principal.sessionPolicies === undefined && owner === account;
}

/**
 * Whether the account's own root asks for what no resource's policy speaks of, as far as that can
 * be told without waiting: most calls are that, and nothing more need be judged.
 */
function plainlyAllowed(ctx: Context, resources: readonly string[]): boolean {
  const rules = ctx.definition.authorization;
  for (const resource of resources) {
    if (resource === "*") continue;
    if (!rootAtHome(ctx, here(ownerOf(ctx, resource)))) return false;
    if (rules?.policyOf !== undefined && !isNone(rules.policyOf(ctx, resource))) return false;
  }
  return ctx.principal.kind === "root" && ctx.principal.sessionPolicies === undefined;
}

/** A value that is here; what is still to come is asked for again, and fails where it is waited for. */
function here<T>(value: Awaitable<T>): T | undefined {
  if (!(value instanceof Promise)) return value;
  value.catch(() => undefined);
  return undefined;
}

/** Whether it is known without waiting that there is nothing. */
function isNone(value: Awaitable<unknown>): boolean {
  return here(value) === undefined && !(value instanceof Promise);
}

/** The account in an ARN; "" where it has none. */
function accountIn(arn: string): string {
  let at = -1;
  for (let colons = 0; colons < 4; colons++) {
    at = arn.indexOf(":", at + 1);
    if (at < 0) return "";
  }
  return arn.slice(at + 1, arn.indexOf(":", at + 1));
}

/** A call as policies see it. Its condition keys are made when a condition asks for one. */
class Asked implements PolicyRequest {
  #context: ContextValues | undefined;

  constructor(
    readonly ctx: Context,
    readonly action: string,
    readonly resource: string,
    /** Whose the resource is, where that is known. */
    readonly owner: string | undefined,
    readonly extra: Conditions,
  ) {}

  get principal(): Principal {
    return this.ctx.principal;
  }
  get now(): number {
    return this.ctx.now;
  }
  get context(): ContextValues {
    this.#context ??= conditionKeys(this.ctx, this.owner, this.extra);
    return this.#context;
  }
}

/** The global condition keys but the time's, which the evaluation knows, and the service's own. */
function conditionKeys(ctx: Context, owner: string | undefined, extra: Conditions): ContextValues {
  const { principal, facts } = ctx;
  const context: Record<string, string | readonly string[]> = {
    "aws:securetransport": String(facts.http?.secure ?? false),
    "aws:requestedregion": ctx.region,
    "aws:principalaccount": principal.account,
    "aws:viaawsservice": String(facts.via !== "port"),
  };
  if (owner) context["aws:resourceaccount"] = owner;
  if (principal.kind !== "anonymous") {
    context["aws:principalarn"] = principal.issuer ?? principal.arn;
    context["aws:userid"] = principal.id;
    context["aws:principaltype"] = principal.kind === "root" ? "Account" : title(principal.kind);
  }
  if (principal.kind === "user" && principal.name) context["aws:username"] = principal.name;
  if (principal.service) context["aws:principalservicename"] = principal.service;
  if (principal.sourceIdentity) context["aws:sourceidentity"] = principal.sourceIdentity;
  if (principal.issuedAt)
    context["aws:tokenissuetime"] = new Date(principal.issuedAt).toISOString();
  if (principal.multiFactor !== undefined)
    context["aws:multifactorauthpresent"] = String(principal.multiFactor);
  for (const [key, value] of Object.entries(principal.tags ?? {}))
    context[`aws:principaltag/${key}`] = value;
  const endpoint = VPC_ENDPOINT.exec(facts.http?.host ?? "")?.[1];
  if (endpoint) context["aws:sourcevpce"] = endpoint;
  const ip = facts.http?.remoteAddress ?? facts.sourceIp;
  if (ip) context["aws:sourceip"] = ip;
  const agent = facts.http?.headers.get("user-agent");
  if (agent) context["aws:useragent"] = agent;
  const referer = facts.http?.headers.get("referer");
  if (referer) context["aws:referer"] = referer;
  if (facts.sourceArn) {
    context["aws:sourcearn"] = facts.sourceArn;
    context["aws:sourceaccount"] = facts.sourceArn.split(":")[4] || principal.account;
  }
  return { ...context, ...lowered(extra) };
}

function lowered(conditions: Conditions): Record<string, string | readonly string[]> {
  const out: Record<string, string | readonly string[]> = Object.create(null);
  for (const [key, value] of Object.entries(conditions)) {
    const slash = key.indexOf("/");
    const name =
      slash < 0 ? key.toLowerCase() : key.slice(0, slash).toLowerCase() + key.slice(slash);
    out[name] = value;
  }
  return out;
}

function title(kind: string): string {
  return kind === "role" ? "AssumedRole" : kind === "user" ? "User" : "FederatedUser";
}
