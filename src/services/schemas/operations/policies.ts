/** Who else may use a registry. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-resource-based-schemas.html */
import { isPolicy } from "#languages/policy/policy";
import { badRequest, missing, preconditionFailed } from "../errors.ts";
import { ownRegistryAt } from "../registries.ts";
import { on, type RegistryRow } from "../tables.ts";

/** The model lets the name be left out; of what registry the policy would be is nowhere said. */
function named(name: string | undefined): string {
  if (!name) throw badRequest("RegistryName must be given.");
  return name;
}

export const PutResourcePolicy = on("PutResourcePolicy", (ctx, input) => {
  const { Policy: policy, RevisionId: expected } = input;
  if (!isPolicy(policy)) throw badRequest("The policy is not well-formed.");
  return ctx.update(async (tx) => {
    const { tx: own, row } = await ownRegistryAt(ctx, tx, named(input.RegistryName));
    if (expected !== undefined && expected !== row.revision)
      throw preconditionFailed(
        `The RevisionId ${expected} is not that of the policy of registry ${row.name}.`,
      );
    const revision = ctx.chance.uuid();
    await own.registry.put({ ...row, policy, revision });
    return { Policy: policy, RevisionId: revision };
  });
});

export const GetResourcePolicy = on("GetResourcePolicy", (ctx, input) =>
  ctx.view(async (tx) => {
    const { row } = await ownRegistryAt(ctx, tx, named(input.RegistryName));
    const { policy, revision } = withPolicy(row);
    return { Policy: policy, RevisionId: revision };
  }),
);

export const DeleteResourcePolicy = on("DeleteResourcePolicy", (ctx, input) =>
  ctx.update(async (tx) => {
    const { tx: own, row } = await ownRegistryAt(ctx, tx, named(input.RegistryName));
    const { policy: _policy, revision: _revision, ...rest } = withPolicy(row);
    await own.registry.put(rest);
    return {};
  }),
);

/** @throws Fault NotFound for a registry without a policy. */
function withPolicy(row: Readonly<RegistryRow>) {
  const { policy, revision } = row;
  if (policy === undefined || revision === undefined)
    throw missing(`Registry with name ${row.name} has no resource policy.`);
  return { ...row, policy, revision };
}
