/** Managed policies and their versions. */
import {
  byName,
  checkPolicy,
  encoded,
  keyOf,
  newId,
  page,
  policyArn,
  policySize,
  withTags,
} from "../domain.ts";
import { change, checkPolicyArn, type Ctx, ownPolicy, type Tx } from "../entities.ts";
import {
  accessDenied,
  deleteConflict,
  exists,
  limitExceeded,
  missing,
  quotaExceeded,
} from "../errors.ts";
import { MANAGED_POLICY_SIZE, VERSIONS_PER_POLICY } from "../limits.ts";
import { awsDocument, awsPolicies, awsPolicy, isAwsArn } from "../managed-policies/catalogue.ts";
import { shownAwsPolicy, shownPolicy, usageOf } from "../shown.ts";
import { on, type PolicyRow, type PolicyVersion } from "../tables.ts";

function checkDocument(text: string): void {
  checkPolicy(text, "managed");
  if (policySize(text) > MANAGED_POLICY_SIZE)
    throw quotaExceeded("PolicySize", MANAGED_POLICY_SIZE);
}

export const CreatePolicy = on("CreatePolicy", (ctx, input) => {
  checkDocument(input.PolicyDocument);
  return change(ctx, async (tx) => {
    const row: PolicyRow = {
      key: keyOf(input.PolicyName),
      name: input.PolicyName,
      path: input.Path ?? "/",
      id: newId(ctx.chance, "policy"),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      defaultVersionId: "v1",
      versions: [{ id: "v1", text: input.PolicyDocument, createdAt: ctx.now }],
      nextVersion: 2,
      createdAt: ctx.now,
      updatedAt: ctx.now,
      tags: withTags([], input.Tags ?? []),
    };
    if (!(await tx.policy.add(row)))
      throw exists(`A policy called ${row.name} already exists. Duplicate names are not allowed.`);
    const usage = { AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 };
    return { Policy: shownPolicy(ctx, row, usage) };
  });
});

/** The customer's own policy of an ARN. @throws Fault NoSuchEntity, AccessDenied on AWS's own. */
async function own(ctx: Ctx, tx: Tx, arn: string): Promise<Readonly<PolicyRow>> {
  checkPolicyArn(arn);
  const row = await ownPolicy(ctx, tx, arn);
  if (row !== undefined) return row;
  if (isAwsArn(arn))
    throw accessDenied(
      `User: ${ctx.principal.arn} is not authorized to perform: iam:${ctx.operation} ` +
        `on resource: policy ${arn}`,
    );
  throw missing.policy(arn);
}

export const GetPolicy = on("GetPolicy", async (ctx, input) => {
  checkPolicyArn(input.PolicyArn);
  const aws = await awsPolicy(input.PolicyArn);
  return ctx.view(async (tx) => {
    const usage = await usageOf(tx, input.PolicyArn);
    if (aws !== undefined) return { Policy: shownAwsPolicy(aws, usage) };
    const row = await ownPolicy(ctx, tx, input.PolicyArn);
    if (row === undefined) throw missing.policy(input.PolicyArn);
    return { Policy: shownPolicy(ctx, row, usage) };
  });
});

export const ListPolicies = on("ListPolicies", async (ctx, input) => {
  const scope = input.Scope ?? "All";
  const prefix = input.PathPrefix ?? "/";
  const aws = scope === "Local" ? [] : await awsPolicies();
  return ctx.view(async (tx) => {
    const rows = scope === "AWS" ? [] : await tx.policy.list();
    const bounding = input.PolicyUsageFilter === "PermissionsBoundary";
    const counts = new Map<string, [number, number]>();
    for (const { policyArn: arn, usage } of await tx.attachment.list()) {
      const count = counts.get(arn) ?? [0, 0];
      count[usage === "policy" ? 0 : 1]++;
      counts.set(arn, count);
    }
    const all = [
      ...aws.map((policy) => ({ policy, own: undefined, arn: policy.arn })),
      ...rows.map((policy) => ({
        policy,
        own: policy,
        arn: policyArn(ctx.partition, ctx.account, policy),
      })),
    ].filter(({ policy, arn }) => {
      if (!policy.path.startsWith(prefix)) return false;
      const [attached, bound] = counts.get(arn) ?? [0, 0];
      if (input.OnlyAttached && (bounding ? bound : attached) === 0) return false;
      return !bounding || bound > 0;
    });
    const { items, ...rest } = page(
      byName(all, ({ arn }) => arn),
      ({ arn }) => arn,
      input,
    );
    const Policies = items.map((item) => {
      const [AttachmentCount, PermissionsBoundaryUsageCount] = counts.get(item.arn) ?? [0, 0];
      const usage = { AttachmentCount, PermissionsBoundaryUsageCount };
      return item.own === undefined
        ? shownAwsPolicy(item.policy as (typeof aws)[number], usage)
        : shownPolicy(ctx, item.own, usage, false);
    });
    return { Policies, ...rest };
  });
});

export const DeletePolicy = on("DeletePolicy", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await own(ctx, tx, input.PolicyArn);
    if ((await tx.attachment.count({ policyArn: input.PolicyArn })) > 0)
      throw deleteConflict("Cannot delete a policy attached to entities.");
    if (row.versions.length > 1)
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the " +
          "policy's versions. The default version is deleted with the policy.",
      );
    await tx.policy.remove({ key: row.key });
  }),
);

export const CreatePolicyVersion = on("CreatePolicyVersion", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await own(ctx, tx, input.PolicyArn);
    checkDocument(input.PolicyDocument);
    if (row.versions.length >= VERSIONS_PER_POLICY)
      throw limitExceeded(
        `A managed policy can have up to ${VERSIONS_PER_POLICY} versions. Before you create a ` +
          "new version, you must delete an existing version.",
      );
    const id = `v${row.nextVersion}`;
    const isDefault = input.SetAsDefault ?? false;
    await tx.policy.put({
      ...row,
      versions: [...row.versions, { id, text: input.PolicyDocument, createdAt: ctx.now }],
      nextVersion: row.nextVersion + 1,
      defaultVersionId: isDefault ? id : row.defaultVersionId,
      updatedAt: ctx.now,
    });
    return { PolicyVersion: { VersionId: id, IsDefaultVersion: isDefault, CreateDate: ctx.now } };
  }),
);

function shownVersion(version: PolicyVersion, defaultVersionId: string) {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === defaultVersionId,
    CreateDate: version.createdAt,
  };
}

export const GetPolicyVersion = on("GetPolicyVersion", async (ctx, input) => {
  checkPolicyArn(input.PolicyArn);
  const aws = await awsPolicy(input.PolicyArn);
  const absent = missing.version(input.PolicyArn, input.VersionId);
  if (aws !== undefined) {
    const text = await awsDocument(aws.name);
    if (aws.defaultVersionId !== input.VersionId || text === undefined) throw absent;
    const version = { id: aws.defaultVersionId, text, createdAt: aws.updatedAt };
    return {
      PolicyVersion: { ...shownVersion(version, version.id), Document: encoded(text) },
    };
  }
  return ctx.view(async (tx) => {
    const row = await own(ctx, tx, input.PolicyArn);
    const version = row.versions.find(({ id }) => id === input.VersionId);
    if (version === undefined) throw absent;
    const Document = encoded(version.text);
    return { PolicyVersion: { ...shownVersion(version, row.defaultVersionId), Document } };
  });
});

export const ListPolicyVersions = on("ListPolicyVersions", async (ctx, input) => {
  checkPolicyArn(input.PolicyArn);
  const aws = await awsPolicy(input.PolicyArn);
  if (aws !== undefined) {
    const version = { id: aws.defaultVersionId, text: "", createdAt: aws.updatedAt };
    return { Versions: [shownVersion(version, version.id)], IsTruncated: false };
  }
  return ctx.view(async (tx) => {
    const row = await own(ctx, tx, input.PolicyArn);
    // Newest first, as AWS lists them; the marker is a place in that order.
    const rows = [...row.versions].reverse();
    const place = new Map(rows.map(({ id }, index) => [id, String(index).padStart(6, "0")]));
    const { items, ...rest } = page(rows, ({ id }) => place.get(id)!, input);
    return { Versions: items.map((each) => shownVersion(each, row.defaultVersionId)), ...rest };
  });
});

export const SetDefaultPolicyVersion = on("SetDefaultPolicyVersion", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await own(ctx, tx, input.PolicyArn);
    if (!row.versions.some(({ id }) => id === input.VersionId))
      throw missing.version(input.PolicyArn, input.VersionId);
    await tx.policy.put({ ...row, defaultVersionId: input.VersionId, updatedAt: ctx.now });
  }),
);

export const DeletePolicyVersion = on("DeletePolicyVersion", (ctx, input) =>
  change(ctx, async (tx) => {
    const row = await own(ctx, tx, input.PolicyArn);
    const versions = row.versions.filter(({ id }) => id !== input.VersionId);
    if (versions.length === row.versions.length)
      throw missing.version(input.PolicyArn, input.VersionId);
    if (input.VersionId === row.defaultVersionId)
      throw deleteConflict("Cannot delete the default version of a policy.");
    await tx.policy.put({ ...row, versions });
  }),
);
