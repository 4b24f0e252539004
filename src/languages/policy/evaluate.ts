/**
 * Judges a request as AWS's enforcement code does:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
import type { ContextValue, ContextValues } from "./conditions.ts";
import { keyName } from "./patterns.ts";
import type { Policy, Statement } from "./policy.ts";
import {
  ACCOUNT,
  ENTITY,
  ITSELF,
  type Named,
  NOBODY,
  type RequestPrincipal,
} from "./principals.ts";

export type { ContextValue, ContextValues } from "./conditions.ts";
export type { RequestPrincipal } from "./principals.ts";

export interface PolicyRequest {
  readonly principal: RequestPrincipal;
  /** e.g. "sqs:SendMessage". */
  readonly action: string;
  /** An ARN, or "*" for an action that acts on none. */
  readonly resource: string;
  /** Condition keys, in lower case up to their slash. */
  readonly context: ContextValues;
  /** Epoch milliseconds: aws:CurrentTime where the context has none. */
  readonly now: number;
}

/** The policies that have a say. */
export interface PolicySet {
  readonly identity: readonly Policy[];
  readonly resource?: Policy | undefined;
  /** Twelve digits: whose the resource is. Default: the principal's own account. */
  readonly resourceAccount?: string;
  /**
   * Nobody gets at the resource but through its own policy, not even by an identity-based one:
   * keys of KMS, and roles with their trust policies.
   */
  readonly resourceMustAllow?: boolean;
  readonly boundary?: Policy | undefined;
  /** Policies of the session; none when it is not restricted. */
  readonly session?: readonly Policy[];
  /** Service control policies: a list per level of the organisation. */
  readonly scp?: readonly (readonly Policy[])[];
  /** Resource control policies, likewise. */
  readonly rcp?: readonly (readonly Policy[])[];
}

export type PolicyType =
  | "identity-based policy"
  | "resource-based policy"
  | "permissions boundary"
  | "session policy"
  | "service control policy"
  | "resource control policy";

export interface MatchedStatement {
  readonly by: PolicyType;
  readonly policy: Policy;
  readonly statement: Statement;
}

export interface Decision {
  readonly allowed: boolean;
  readonly kind: "allowed" | "explicitDeny" | "implicitDeny";
  /** The kind of policy that allowed, denied, or failed to allow. */
  readonly by: PolicyType | undefined;
  /** The statements that decided: the denying ones, or the allowing ones. */
  readonly matchedStatements: readonly MatchedStatement[];
}

/** A request on its way through the policies. */
class Judgement {
  readonly action: string;
  denial: PolicyType | undefined;
  readonly denying: MatchedStatement[] = [];
  readonly allowing: MatchedStatement[] = [];

  constructor(readonly request: PolicyRequest) {
    this.action = request.action.toLowerCase();
  }

  /** Variables take single values only. */
  readonly lookup = (key: string): string | undefined => {
    const value = this.value(key);
    return typeof value === "string" ? value : undefined;
  };

  value(key: string): ContextValue | undefined {
    const { context, now } = this.request;
    const value = context[key];
    if (typeof value === "string" || Array.isArray(value)) return value;
    if (key === "aws:currenttime") return new Date(now).toISOString();
    if (key === "aws:epochtime") return String(Math.floor(now / 1000));
    // The tag's key behind the slash is compared without case as well.
    if (key.includes("/")) {
      const wanted = key.toLowerCase();
      for (const each of Object.keys(context))
        if (each.length === key.length && each.toLowerCase() === wanted) return context[each];
    }
    return undefined;
  }

  applies(statement: Statement): boolean {
    if (!statement.action(this.action)) return false;
    if (!statement.resource(this.request.resource, this.lookup)) return false;
    for (const condition of statement.conditions)
      if (!condition.test(this.value(condition.key), this.lookup)) return false;
    return true;
  }

  /** Whether one of the policies allows it; denials are noted. */
  ask(by: PolicyType, policies: readonly Policy[]): boolean {
    let allowed = false;
    for (const policy of policies)
      for (const statement of policy.statements) {
        if (!this.applies(statement)) continue;
        if (statement.effect === "Allow") {
          allowed = true;
          this.allowing.push({ by, policy, statement });
        } else this.deny({ by, policy, statement });
      }
    return allowed;
  }

  /** Every level must allow; levels without policies say nothing. */
  askLevels(by: PolicyType, levels: readonly (readonly Policy[])[] | undefined): boolean {
    let allowed = true;
    for (const level of levels ?? []) if (level.length > 0 && !this.ask(by, level)) allowed = false;
    return allowed;
  }

  /** How directly the resource's policy lets the principal. */
  askResource(policy: Policy | undefined): Named {
    let best: Named = NOBODY;
    for (const statement of policy?.statements ?? []) {
      const named = statement.principal?.(this.request.principal) ?? NOBODY;
      if (named === NOBODY || !this.applies(statement)) continue;
      const matched = { by: "resource-based policy", policy: policy!, statement } as const;
      if (statement.effect === "Deny") this.deny(matched);
      else {
        this.allowing.push(matched);
        if (named > best) best = named;
      }
    }
    return best;
  }

  deny(matched: MatchedStatement): void {
    this.denial ??= matched.by;
    this.denying.push(matched);
  }

  allowed(by: PolicyType): Decision {
    return { allowed: true, kind: "allowed", by, matchedStatements: this.allowing };
  }

  refused(by: PolicyType): Decision {
    return { allowed: false, kind: "implicitDeny", by, matchedStatements: [] };
  }
}

/** Decides a request. */
export function evaluate(request: PolicyRequest, policies: PolicySet): Decision {
  const { principal } = request;
  const judgement = new Judgement(request);
  const outsider = principal.kind === "service" || principal.kind === "anonymous";
  const sameAccount = principal.account === (policies.resourceAccount ?? principal.account);
  const control = outsider || judgement.askLevels("service control policy", policies.scp);
  const resourceControl = judgement.askLevels("resource control policy", policies.rcp);
  const { boundary } = policies;
  const session = policies.session ?? [];
  const byIdentity = judgement.ask("identity-based policy", policies.identity);
  const named = judgement.askResource(policies.resource);
  const inBoundary = boundary === undefined || judgement.ask("permissions boundary", [boundary]);
  const inSession = session.length === 0 || judgement.ask("session policy", session);
  if (judgement.denial !== undefined)
    return {
      allowed: false,
      kind: "explicitDeny",
      by: judgement.denial,
      matchedStatements: judgement.denying,
    };
  if (!control) return judgement.refused("service control policy");
  if (!resourceControl) return judgement.refused("resource control policy");
  if (outsider) {
    if (named === NOBODY) return judgement.refused("resource-based policy");
    return judgement.allowed("resource-based policy");
  }
  // A session that GetFederationToken made without a policy may do nothing by itself.
  const bare = principal.kind === "federated" && session.length === 0;
  const identity: Side = {
    allows: (byIdentity || principal.kind === "root") && !bare,
    inBoundary,
    inSession,
  };
  return sameAccount
    ? withinAccount(judgement, identity, named, policies.resourceMustAllow ?? false)
    : acrossAccounts(judgement, identity, named);
}

/** What the principal's own side says. */
interface Side {
  readonly allows: boolean;
  readonly inBoundary: boolean;
  readonly inSession: boolean;
}

/** The first of the principal's own policies that does not allow; undefined when all do. */
function missing({ allows, inBoundary, inSession }: Side): PolicyType | undefined {
  if (!allows) return "identity-based policy";
  if (!inBoundary) return "permissions boundary";
  return inSession ? undefined : "session policy";
}

/**
 * Within an account either side suffices. A grant to the user or session itself goes around its
 * boundary and session policies; a grant to a role, or to everyone, is bounded by them:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function withinAccount(
  judgement: Judgement,
  side: Side,
  named: Named,
  resourceMustAllow: boolean,
): Decision {
  if (named === ITSELF) return judgement.allowed("resource-based policy");
  if (named === ENTITY) {
    const held = missing({ ...side, allows: true });
    return held === undefined
      ? judgement.allowed("resource-based policy")
      : judgement.refused(held);
  }
  if (resourceMustAllow && named === NOBODY) return judgement.refused("resource-based policy");
  const held = missing(side);
  return held === undefined ? judgement.allowed("identity-based policy") : judgement.refused(held);
}

/**
 * Across accounts both sides must allow. When the resource's policy names the account only, AWS
 * calls that policy the reason even if it is the identity's side that does not allow.
 */
function acrossAccounts(judgement: Judgement, side: Side, named: Named): Decision {
  if (named === NOBODY) return judgement.refused("resource-based policy");
  const held = missing(side);
  if (held === undefined) return judgement.allowed("resource-based policy");
  if (held === "identity-based policy" && named === ACCOUNT)
    return judgement.refused("resource-based policy");
  return judgement.refused(held);
}

/**
 * Why a request was refused, in AWS's words:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage(
  decision: Decision,
  principalArn: string,
  asked: string,
  resource: string,
): string {
  // SQS alone puts the action into lower case.
  const action = asked.startsWith("sqs:") ? asked.toLowerCase() : asked;
  const who = principalArn === "*" ? "anonymous" : principalArn;
  const what = `User: ${who} is not authorized to perform: ${action}${on(action, resource)}`;
  const { kind } = decision;
  if (decision.by === undefined || kind === "allowed") return what;
  // The resource-based policy of a role has a name of its own.
  const trust = decision.by === "resource-based policy" && /^sts:AssumeRole/i.test(action);
  if (trust && kind === "explicitDeny")
    return `${what} with an explicit deny in the role trust policy`;
  const by = trust ? "role trust policy" : decision.by;
  if (kind === "implicitDeny") return `${what} because no ${by} allows the ${action} action`;
  return `${what} with an explicit deny in ${by.startsWith("i") ? "an" : "a"} ${by}`;
}

/** S3 alone puts the resource into quotes, and names none where the action has none. */
function on(action: string, resource: string): string {
  if (!action.startsWith("s3:")) return ` on resource: ${resource}`;
  return resource === "*" ? "" : ` on resource: "${resource}"`;
}

/** A record of condition keys as `evaluate` wants them, safe against every name. */
export function contextOf(
  entries: Iterable<readonly [string, ContextValue]>,
): Record<string, ContextValue> {
  const out: Record<string, ContextValue> = Object.create(null);
  for (const [key, value] of entries) out[keyName(key)] = value;
  return out;
}

/**
 * A refused request as the text that `sts:DecodeAuthorizationMessage` reads. Differs from AWS: it
 * is encoded, not encrypted.
 */
export function encodeDenial(decision: Decision, request: PolicyRequest): string {
  const { principal, action, resource, context } = request;
  const statement = ({ statement: { sid, effect } }: MatchedStatement) => ({
    statementId: sid ?? "",
    effect: effect.toUpperCase(),
    principals: { items: [] },
    principalGroups: { items: [] },
    actions: { items: [{ value: action }] },
    resources: { items: [{ value: resource }] },
    conditions: { items: [] },
  });
  const conditions = Object.entries(context).map(([key, value]) => ({
    key,
    values: { items: [value ?? []].flat().map((each) => ({ value: each })) },
  }));
  const message = {
    allowed: false,
    explicitDeny: decision.kind === "explicitDeny",
    matchedStatements: { items: decision.matchedStatements.map(statement) },
    failures: { items: [] },
    context: {
      principal: { id: principal.id, arn: principal.arn },
      action,
      resource,
      conditions: { items: conditions },
    },
  };
  return ENCODED + Buffer.from(JSON.stringify(message)).toString("base64url");
}

/** What `encodeDenial` wrote, as JSON text; undefined when it did not write it. */
export function decodeDenial(text: string): string | undefined {
  if (!text.startsWith(ENCODED)) return undefined;
  const json = Buffer.from(text.slice(ENCODED.length), "base64url").toString("utf8");
  return json.startsWith('{"allowed":false,') ? json : undefined;
}

const ENCODED = "brume1-";
