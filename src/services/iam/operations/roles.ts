/** Roles: trust, description, service-linked ones. */
import { checkPolicy, keyOf, newId, policySize, withTags } from "../domain.ts";
import { change, changeable, checkPolicyArn, entitiesPage, entity, type Tx } from "../entities.ts";
import {
  deleteConflict,
  entityExists,
  invalidInput,
  missing,
  quotaExceeded,
  validation,
} from "../errors.ts";
import { SESSION_SECONDS, TRUST_POLICY_SIZE } from "../limits.ts";
import { awsPolicy } from "../managed-policies/catalogue.ts";
import { shownRole } from "../shown.ts";
import { type EntityRow, on, type RoleFacts } from "../tables.ts";
import { bound } from "./boundaries.ts";
import { emptied } from "./users.ts";

export const CreateRole = on("CreateRole", async (ctx, input) => {
  const trust = input.AssumeRolePolicyDocument;
  checkTrust(trust);
  if (/^\/aws-service-role\//.test(input.Path ?? "/"))
    throw validation("Cannot create a role under the reserved path /aws-service-role/.");
  const arn = input.PermissionsBoundary;
  if (arn !== undefined) checkPolicyArn(arn);
  const aws = arn === undefined ? undefined : await awsPolicy(arn);
  return change(ctx, async (tx) => {
    const row: EntityRow = {
      kind: "role",
      key: keyOf(input.RoleName),
      name: input.RoleName,
      id: newId(ctx.chance, "role"),
      path: input.Path ?? "/",
      createdAt: ctx.now,
      tags: withTags([], input.Tags ?? []),
      inline: [],
      role: {
        trust,
        maxSessionSeconds: input.MaxSessionDuration ?? SESSION_SECONDS,
        ...(input.Description === undefined ? {} : { description: input.Description }),
      },
    };
    if (!(await tx.entity.add(row))) throw entityExists("role", row.name);
    const made = arn === undefined ? row : await bound(ctx, tx, row, arn, aws);
    return { Role: shownRole(ctx, made) };
  });
});

/** Differs from AWS: users and roles that a trust policy names need not exist. */
function checkTrust(text: string): void {
  checkPolicy(text, "trust");
  if (policySize(text) > TRUST_POLICY_SIZE)
    throw quotaExceeded("ACLSizePerRole", TRUST_POLICY_SIZE);
}

export const GetRole = on("GetRole", (ctx, input) =>
  ctx.view(async (tx) => ({ Role: shownRole(ctx, await entity(tx, "role", input.RoleName)) })),
);

export const ListRoles = on("ListRoles", (ctx, input) =>
  ctx.view(async (tx) => {
    const { items, ...rest } = await entitiesPage(tx, "role", input);
    return { Roles: items.map((row) => shownRole(ctx, row, false)), ...rest };
  }),
);

async function revise(tx: Tx, name: string, facts: Partial<RoleFacts>): Promise<EntityRow> {
  const row = await changeable(tx, "role", name);
  const next: EntityRow = { ...row, role: { ...row.role!, ...facts } };
  await tx.entity.put(next);
  return next;
}

export const UpdateRole = on("UpdateRole", async (ctx, input) => {
  await change(ctx, (tx) =>
    revise(tx, input.RoleName, {
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.MaxSessionDuration === undefined
        ? {}
        : { maxSessionSeconds: input.MaxSessionDuration }),
    }),
  );
  return {};
});

export const UpdateRoleDescription = on("UpdateRoleDescription", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await revise(tx, input.RoleName, { description: input.Description });
    return { Role: shownRole(ctx, row) };
  }),
);

export const UpdateAssumeRolePolicy = on("UpdateAssumeRolePolicy", (ctx, input) =>
  change(ctx, async (tx) => {
    await changeable(tx, "role", input.RoleName);
    checkTrust(input.PolicyDocument);
    await revise(tx, input.RoleName, { trust: input.PolicyDocument });
  }),
);

export const DeleteRole = on("DeleteRole", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await changeable(tx, "role", input.RoleName);
    if ((await tx.profile.count({ roleKey: row.key })) > 0)
      throw deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
    await emptied(tx, row);
    await tx.attachment.removeAll({ kind: "role", key: row.key });
    await tx.entity.remove({ kind: "role", key: row.key });
  }),
);

/** Names of service-linked roles whose service's name does not give them. */
const LINKED: Readonly<Record<string, string>> = {
  "autoscaling.amazonaws.com": "AutoScaling",
  "ecs.amazonaws.com": "ECS",
  "elasticloadbalancing.amazonaws.com": "ElasticLoadBalancing",
  "elasticache.amazonaws.com": "ElastiCache",
  "es.amazonaws.com": "AmazonElasticsearchService",
  "opensearchservice.amazonaws.com": "AmazonOpenSearchService",
  "rds.amazonaws.com": "RDS",
  "spot.amazonaws.com": "EC2Spot",
  "spotfleet.amazonaws.com": "EC2SpotFleet",
  "ops.apigateway.amazonaws.com": "APIGateway",
  "batch.amazonaws.com": "Batch",
  "eks.amazonaws.com": "AmazonEKS",
  "eks-nodegroup.amazonaws.com": "AmazonEKSNodegroup",
  "ecs.application-autoscaling.amazonaws.com": "ApplicationAutoScaling_ECSService",
  "dynamodb.application-autoscaling.amazonaws.com": "ApplicationAutoScaling_DynamoDBTable",
  "lambda.application-autoscaling.amazonaws.com": "ApplicationAutoScaling_LambdaConcurrency",
  "replicator.lambda.amazonaws.com": "LambdaReplicator",
  "organizations.amazonaws.com": "Organizations",
  "lex.amazonaws.com": "LexBots",
  "kafka.amazonaws.com": "Kafka",
  "mq.amazonaws.com": "AmazonMQ",
};

function linkedName(service: string, suffix: string | undefined): string {
  const first = service.split(".")[0]!;
  const title = first
    .split("-")
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join("");
  return `AWSServiceRoleFor${LINKED[service] ?? title}${suffix === undefined ? "" : `_${suffix}`}`;
}

export const CreateServiceLinkedRole = on("CreateServiceLinkedRole", (ctx, input) =>
  change(ctx, async (tx) => {
    const service = input.AWSServiceName;
    if (!/^[\w-]+(\.[\w-]+)*\.amazonaws\.com$/.test(service))
      throw invalidInput(`Service role for service ${service} is not supported.`);
    const name = linkedName(service, input.CustomSuffix);
    const statement = {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
    };
    const row: EntityRow = {
      kind: "role",
      key: keyOf(name),
      name,
      id: newId(ctx.chance, "role"),
      path: `/aws-service-role/${service}/`,
      createdAt: ctx.now,
      tags: [],
      inline: [],
      role: {
        trust: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
        maxSessionSeconds: SESSION_SECONDS,
        service,
        ...(input.Description === undefined ? {} : { description: input.Description }),
      },
    };
    if (!(await tx.entity.add(row)))
      throw invalidInput(
        `Service role name ${name} has been taken in this account, please try a different suffix.`,
      );
    return { Role: shownRole(ctx, row) };
  }),
);

export const DeleteServiceLinkedRole = on("DeleteServiceLinkedRole", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await entity(tx, "role", input.RoleName);
    const { service } = row.role!;
    if (service === undefined) throw invalidInput(`Role ${row.name} is not a service-linked role.`);
    await tx.attachment.removeAll({ kind: "role", key: row.key });
    await tx.entity.remove({ kind: "role", key: row.key });
    const DeletionTaskId = `task/aws-service-role/${service}/${row.name}/${ctx.chance.uuid()}`;
    return { DeletionTaskId };
  }),
);

/** Removal is done at once, so a task of a role that is gone has succeeded. */
export const GetServiceLinkedRoleDeletionStatus = on(
  "GetServiceLinkedRoleDeletionStatus",
  (ctx, input) =>
    ctx.view(async (tx) => {
      const parts = /^task\/aws-service-role\/[^/]+\/([^/]+)\/[\w-]+$/.exec(input.DeletionTaskId);
      if (parts === null) throw missing.deletion(input.DeletionTaskId);
      const row = await tx.entity.find({ kind: "role", key: keyOf(parts[1]!) });
      if (row !== undefined) throw missing.deletion(input.DeletionTaskId);
      return { Status: "SUCCEEDED" as const };
    }),
);
