/** The policy simulator: what would be decided, and by which statements. */
import {
  type ContextValue,
  contextOf,
  type Decision,
  evaluate,
  type RequestPrincipal,
} from "#languages/policy/evaluate";
import { contextKeysOf, type Policy } from "#languages/policy/policy";
import { checkPolicy, keyOf, page } from "../domain.ts";
import { type Ctx, entity, managedText, type Tx } from "../entities.ts";
import { invalidInput, missing } from "../errors.ts";
import { isAwsArn } from "../managed-policies/catalogue.ts";
import { statementSpans } from "../spans.ts";
import { type EntityRow, type Kind, on } from "../tables.ts";

type SourceType = "user" | "group" | "role" | "aws-managed" | "user-managed" | "resource" | "none";

/** A policy that has a say, and how an answer names it. */
interface Source {
  readonly policy: Policy;
  readonly text: string;
  readonly id: string;
  readonly type: SourceType;
}

function source(text: string, id: string, type: SourceType): Source {
  return { policy: checkPolicy(text, type === "resource" ? "resource" : "inline"), text, id, type };
}

interface Asked {
  readonly ActionNames: readonly string[];
  readonly ResourceArns?: readonly string[];
  readonly ResourcePolicy?: string;
  readonly ResourceOwner?: string;
  readonly CallerArn?: string;
  readonly ContextEntries?: readonly {
    readonly ContextKeyName?: string;
    readonly ContextKeyValues?: readonly string[];
  }[];
  readonly MaxItems?: number;
  readonly Marker?: string;
}

const DECISIONS = {
  allowed: "allowed",
  explicitDeny: "explicitDeny",
  implicitDeny: "implicitDeny",
} as const;

function simulate(
  ctx: Ctx,
  asked: Asked,
  principal: RequestPrincipal,
  identity: readonly Source[],
  boundary: Source | undefined,
) {
  const resource =
    asked.ResourcePolicy === undefined
      ? undefined
      : source(asked.ResourcePolicy, "ResourcePolicy", "resource");
  const sources = [...identity, ...(boundary ? [boundary] : []), ...(resource ? [resource] : [])];
  const entries = asked.ContextEntries ?? [];
  const context = contextOf(
    entries.map(({ ContextKeyName = "", ContextKeyValues = [] }): [string, ContextValue] => [
      ContextKeyName,
      ContextKeyValues.length === 1 ? ContextKeyValues[0]! : ContextKeyValues,
    ]),
  );
  const given = new Set([...entries.map((e) => (e.ContextKeyName ?? "").toLowerCase()), ...TIMES]);
  const MissingContextValues = [
    ...new Set(sources.flatMap((s) => contextKeysOf(s.policy.document))),
  ]
    .filter((key) => !given.has(key.toLowerCase()))
    .sort();
  const pairs = asked.ActionNames.flatMap((action) =>
    (asked.ResourceArns ?? ["*"]).map((arn) => ({ action, arn })),
  ).map((pair, index) => ({ ...pair, place: String(index).padStart(8, "0") }));
  const { items, ...rest } = page(pairs, ({ place }) => place, asked);
  const owner = asked.ResourceOwner?.split(":")[4] ?? asked.ResourceOwner;
  const EvaluationResults = items.map(({ action, arn }) => {
    if (!/^[\w-]+:[\w*?-]+$/.test(action)) throw invalidInput(`Invalid Action Name: ${action}`);
    const request = { principal, action, resource: arn, context, now: ctx.now };
    const decision = evaluate(request, {
      identity: identity.map(({ policy }) => policy),
      resource: resource?.policy,
      resourceAccount: owner || arn.split(":")[4] || principal.account,
      boundary: boundary?.policy,
    });
    const bounded =
      boundary === undefined
        ? {}
        : {
            PermissionsBoundaryDecisionDetail: {
              AllowedByPermissionsBoundary: evaluate(request, { identity: [boundary.policy] })
                .allowed,
            },
          };
    return {
      EvalActionName: action,
      EvalResourceName: arn,
      EvalDecision: DECISIONS[decision.kind],
      MatchedStatements: matched(decision, sources),
      MissingContextValues,
      ...bounded,
    };
  });
  return { EvaluationResults, ...rest };
}

/** Known without being told. */
const TIMES = ["aws:currenttime", "aws:epochtime"];

function matched(decision: Decision, sources: readonly Source[]) {
  return decision.matchedStatements.flatMap(({ policy, statement }) => {
    const found = sources.find((each) => each.policy === policy);
    if (found === undefined) return [];
    const span = statementSpans(found.text)[statement.index];
    return [{ SourcePolicyId: found.id, SourcePolicyType: found.type, ...span }];
  });
}

/** A principal of an ARN; the account's root where there is none. */
function principalOf(ctx: Ctx, arn: string | undefined, id: string): RequestPrincipal {
  const [, , , , account = "", name = ""] = (arn ?? "").split(":");
  const owner = account || ctx.account;
  if (arn === undefined)
    return { kind: "user", account: owner, arn: ctx.arn("iam", "user/simulated", ""), id };
  if (name === "root") return { kind: "root", account: owner, arn, id: owner };
  return name.startsWith("role/")
    ? { kind: "role", account: owner, arn, id, issuer: arn }
    : { kind: "user", account: owner, arn, id };
}

function inputs(list: readonly string[] | undefined, name: string): Source[] {
  return (list ?? []).map((text, index) => source(text, `${name}.${index + 1}`, "none"));
}

export const SimulateCustomPolicy = on("SimulateCustomPolicy", (ctx, input) => {
  const [boundary] = inputs(
    input.PermissionsBoundaryPolicyInputList,
    "PermissionsBoundaryPolicyInputList",
  );
  const identity = inputs(input.PolicyInputList, "PolicyInputList");
  return simulate(ctx, input, principalOf(ctx, input.CallerArn, "simulated"), identity, boundary);
});

export const SimulatePrincipalPolicy = on("SimulatePrincipalPolicy", async (ctx, input) => {
  const held = await sourcesOf(ctx, input.PolicySourceArn);
  const [given] = inputs(
    input.PermissionsBoundaryPolicyInputList,
    "PermissionsBoundaryPolicyInputList",
  );
  const arn = input.CallerArn ?? (held.row.kind === "group" ? undefined : input.PolicySourceArn);
  const identity = [...held.sources, ...inputs(input.PolicyInputList, "PolicyInputList")];
  const principal = principalOf(ctx, arn, held.row.id);
  return simulate(ctx, input, principal, identity, given ?? held.boundary);
});

function rowOf(tx: Tx, arn: string): Promise<Readonly<EntityRow>> {
  const match = /^arn:[\w-]+:iam::\d{12}:(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(arn);
  if (match === null) throw invalidInput(`ARN ${arn} is not valid.`);
  return entity(tx, match[1] as Kind, match[2]!);
}

/** The policies of a user (with its groups'), group or role. */
async function sourcesOf(ctx: Ctx, arn: string) {
  const { row, owners, attached } = await ctx.view(async (tx) => {
    const row = await rowOf(tx, arn);
    const owners: Readonly<EntityRow>[] = [row];
    if (row.kind === "user")
      for (const { groupKey } of await tx.membership.list({ where: { userKey: row.key } })) {
        const group = await tx.entity.find({ kind: "group", key: groupKey });
        if (group !== undefined) owners.push(group);
      }
    const attached: string[] = [];
    for (const { kind, key } of owners)
      for (const each of await tx.attachment.list({ where: { kind, key, usage: "policy" } }))
        attached.push(each.policyArn);
    return { row, owners, attached };
  });
  const sources = owners.flatMap(({ kind, name, inline }) =>
    inline.map((each) => source(each.text, `${kind}_${name}_${each.name}`, kind)),
  );
  for (const each of attached) sources.push(await managedSource(ctx, each));
  const boundary = row.boundary === undefined ? undefined : await managedSource(ctx, row.boundary);
  return { row, sources, boundary };
}

async function managedSource(ctx: Ctx, arn: string): Promise<Source> {
  const text = await managedText(ctx, arn);
  if (text === undefined) throw missing.policy(arn);
  const id = arn.slice(arn.lastIndexOf("/") + 1);
  return source(text, id, isAwsArn(arn) ? "aws-managed" : "user-managed");
}

export const GetContextKeysForCustomPolicy = on("GetContextKeysForCustomPolicy", (_ctx, input) => {
  const keys = input.PolicyInputList.flatMap((text) =>
    contextKeysOf(checkPolicy(text, "inline").document),
  );
  return { ContextKeyNames: [...new Set(keys)] };
});

export const GetContextKeysForPrincipalPolicy = on(
  "GetContextKeysForPrincipalPolicy",
  async (ctx, input) => {
    const { sources } = await sourcesOf(ctx, input.PolicySourceArn);
    const all = [...sources, ...inputs(input.PolicyInputList, "PolicyInputList")];
    const keys = all.flatMap(({ policy }) => contextKeysOf(policy.document));
    return { ContextKeyNames: [...new Set(keys)] };
  },
);

/** Which of a principal's policies let it use services. */
export const ListPoliciesGrantingServiceAccess = on(
  "ListPoliciesGrantingServiceAccess",
  async (ctx, input) => {
    const row = await ctx.view((tx) => rowOf(tx, input.Arn));
    const held = await sourcesOf(ctx, input.Arn);
    const PoliciesGrantingServiceAccess = input.ServiceNamespaces.map((ServiceNamespace) => {
      const prefix = `${keyOf(ServiceNamespace)}:`;
      const granting = held.sources.filter(({ policy }) =>
        policy.document.statements.some(
          ({ effect, action, notAction }) =>
            effect === "Allow" &&
            (notAction !== undefined ||
              (action ?? []).some((each) => each === "*" || keyOf(each).startsWith(prefix))),
        ),
      );
      const Policies = granting.map(({ id, type }) =>
        type === "aws-managed" || type === "user-managed"
          ? { PolicyName: id, PolicyType: "MANAGED" as const }
          : {
              PolicyName: id.slice(id.lastIndexOf("_") + 1),
              PolicyType: "INLINE" as const,
              EntityType: row.kind.toUpperCase() as "USER" | "ROLE" | "GROUP",
              EntityName: row.name,
            },
      );
      return { ServiceNamespace, Policies };
    });
    return { PoliciesGrantingServiceAccess, IsTruncated: false };
  },
);
