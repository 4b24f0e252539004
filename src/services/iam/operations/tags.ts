/** Tags of everything in IAM that has them. */
import { byName, page, withoutTags, withTags } from "../domain.ts";
import { change, checkPolicyArn, type Ctx, entity, ownPolicy, type Tx } from "../entities.ts";
import { missing } from "../errors.ts";
import { shownTags } from "../shown.ts";
import { on, type Tag } from "../tables.ts";
import { profile } from "./profiles.ts";
import { oidcProvider, samlProvider } from "./providers.ts";

/** Something with tags, and how to keep it with others. */
interface Tagged {
  readonly tags: readonly Tag[];
  put(tags: readonly Tag[]): unknown;
}

type Find = (ctx: Ctx, tx: Tx, name: string) => Promise<Tagged>;

const finds = {
  user: async (_ctx: Ctx, tx: Tx, name: string) => {
    const row = await entity(tx, "user", name);
    return { tags: row.tags, put: (tags: readonly Tag[]) => tx.entity.put({ ...row, tags }) };
  },
  role: async (_ctx: Ctx, tx: Tx, name: string) => {
    const row = await entity(tx, "role", name);
    return { tags: row.tags, put: (tags: readonly Tag[]) => tx.entity.put({ ...row, tags }) };
  },
  policy: async (ctx: Ctx, tx: Tx, arn: string) => {
    checkPolicyArn(arn);
    const row = await ownPolicy(ctx, tx, arn);
    if (row === undefined) throw missing.policy(arn);
    return { tags: row.tags, put: (tags: readonly Tag[]) => tx.policy.put({ ...row, tags }) };
  },
  profile: async (_ctx: Ctx, tx: Tx, name: string) => {
    const row = await profile(tx, name);
    return { tags: row.tags, put: (tags: readonly Tag[]) => tx.profile.put({ ...row, tags }) };
  },
  oidc: async (_ctx: Ctx, tx: Tx, arn: string) => {
    const row = await oidcProvider(tx, arn);
    return { tags: row.tags, put: (tags: readonly Tag[]) => tx.provider.put({ ...row, tags }) };
  },
  saml: async (_ctx: Ctx, tx: Tx, arn: string) => {
    const row = await samlProvider(tx, arn);
    return { tags: row.tags, put: (tags: readonly Tag[]) => tx.provider.put({ ...row, tags }) };
  },
  device: async (_ctx: Ctx, tx: Tx, serial: string) => {
    const row = await tx.device.find({ serial });
    if (row === undefined) throw missing.device(serial);
    return { tags: row.tags, put: (tags: readonly Tag[]) => tx.device.put({ ...row, tags }) };
  },
} satisfies Record<string, Find>;

function tag(ctx: Ctx, find: Find, name: string, given: readonly Tag[]): Promise<void> {
  return change(ctx, async (tx) => {
    const found = await find(ctx, tx, name);
    await found.put(withTags(found.tags, given));
  });
}

function untag(ctx: Ctx, find: Find, name: string, keys: readonly string[]): Promise<void> {
  return change(ctx, async (tx) => {
    const found = await find(ctx, tx, name);
    await found.put(withoutTags(found.tags, keys));
  });
}

interface Paged {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

function list(ctx: Ctx, find: Find, name: string, input: Paged) {
  return ctx.view(async (tx) => {
    const { tags } = await find(ctx, tx, name);
    const { items, ...rest } = page(
      byName(tags, ({ Key }) => Key),
      ({ Key }) => Key,
      input,
    );
    return { Tags: shownTags(items), ...rest };
  });
}

export const TagUser = on("TagUser", (ctx, input) =>
  tag(ctx, finds.user, input.UserName, input.Tags),
);
export const UntagUser = on("UntagUser", (ctx, input) =>
  untag(ctx, finds.user, input.UserName, input.TagKeys),
);
export const ListUserTags = on("ListUserTags", (ctx, input) =>
  list(ctx, finds.user, input.UserName, input),
);

export const TagRole = on("TagRole", (ctx, input) =>
  tag(ctx, finds.role, input.RoleName, input.Tags),
);
export const UntagRole = on("UntagRole", (ctx, input) =>
  untag(ctx, finds.role, input.RoleName, input.TagKeys),
);
export const ListRoleTags = on("ListRoleTags", (ctx, input) =>
  list(ctx, finds.role, input.RoleName, input),
);

export const TagPolicy = on("TagPolicy", (ctx, input) =>
  tag(ctx, finds.policy, input.PolicyArn, input.Tags),
);
export const UntagPolicy = on("UntagPolicy", (ctx, input) =>
  untag(ctx, finds.policy, input.PolicyArn, input.TagKeys),
);
export const ListPolicyTags = on("ListPolicyTags", (ctx, input) =>
  list(ctx, finds.policy, input.PolicyArn, input),
);

export const TagInstanceProfile = on("TagInstanceProfile", (ctx, input) =>
  tag(ctx, finds.profile, input.InstanceProfileName, input.Tags),
);
export const UntagInstanceProfile = on("UntagInstanceProfile", (ctx, input) =>
  untag(ctx, finds.profile, input.InstanceProfileName, input.TagKeys),
);
export const ListInstanceProfileTags = on("ListInstanceProfileTags", (ctx, input) =>
  list(ctx, finds.profile, input.InstanceProfileName, input),
);

export const TagOpenIDConnectProvider = on("TagOpenIDConnectProvider", (ctx, input) =>
  tag(ctx, finds.oidc, input.OpenIDConnectProviderArn, input.Tags),
);
export const UntagOpenIDConnectProvider = on("UntagOpenIDConnectProvider", (ctx, input) =>
  untag(ctx, finds.oidc, input.OpenIDConnectProviderArn, input.TagKeys),
);
export const ListOpenIDConnectProviderTags = on("ListOpenIDConnectProviderTags", (ctx, input) =>
  list(ctx, finds.oidc, input.OpenIDConnectProviderArn, input),
);

export const TagSAMLProvider = on("TagSAMLProvider", (ctx, input) =>
  tag(ctx, finds.saml, input.SAMLProviderArn, input.Tags),
);
export const UntagSAMLProvider = on("UntagSAMLProvider", (ctx, input) =>
  untag(ctx, finds.saml, input.SAMLProviderArn, input.TagKeys),
);
export const ListSAMLProviderTags = on("ListSAMLProviderTags", (ctx, input) =>
  list(ctx, finds.saml, input.SAMLProviderArn, input),
);

export const TagMFADevice = on("TagMFADevice", (ctx, input) =>
  tag(ctx, finds.device, input.SerialNumber, input.Tags),
);
export const UntagMFADevice = on("UntagMFADevice", (ctx, input) =>
  untag(ctx, finds.device, input.SerialNumber, input.TagKeys),
);
export const ListMFADeviceTags = on("ListMFADeviceTags", (ctx, input) =>
  list(ctx, finds.device, input.SerialNumber, input),
);
