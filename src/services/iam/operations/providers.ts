/** Identity providers: OpenID Connect and SAML. */
import { notImplemented } from "#aws/fault";
import { withTags } from "../domain.ts";
import { change, type Tx } from "../entities.ts";
import { exists, invalidInput, missing, quotaExceeded, validation } from "../errors.ts";
import { shownTags } from "../shown.ts";
import { on, type ProviderRow } from "../tables.ts";

const CLIENT_IDS = 100;
const THUMBPRINTS = 5;
/** AWS shows the certificate's end; a hundred years stand for metadata without one. */
const VALID_MS = 100 * 365 * 86_400_000;

/** @throws Fault NoSuchEntity. */
export async function oidcProvider(tx: Tx, arn: string): Promise<Readonly<ProviderRow>> {
  const row = await tx.provider.find({ arn });
  if (row?.kind !== "oidc") throw missing.oidc(arn);
  return row;
}

/** @throws Fault NoSuchEntity. */
export async function samlProvider(tx: Tx, arn: string): Promise<Readonly<ProviderRow>> {
  const row = await tx.provider.find({ arn });
  if (row?.kind !== "saml") throw missing.saml(arn);
  return row;
}

function checkThumbprints(list: readonly string[]): void {
  if (list.length > THUMBPRINTS)
    throw invalidInput("Thumbprint list must contain fewer than 5 entries.");
  for (const each of list)
    if (!/^[0-9a-fA-F]{40}$/.test(each))
      throw validation(`Thumbprint ${each} must be 40 hexadecimal digits.`);
}

export const CreateOpenIDConnectProvider = on("CreateOpenIDConnectProvider", (ctx, input) => {
  const { Url } = input;
  if (!/^https:\/\/[^/?#\s]+/.test(Url)) throw validation("Invalid Open ID Connect Provider URL");
  const thumbprints = input.ThumbprintList ?? [];
  checkThumbprints(thumbprints);
  const clientIds = input.ClientIDList ?? [];
  if (clientIds.length > CLIENT_IDS)
    throw quotaExceeded("ClientIdsPerOpenIdConnectProvider", CLIENT_IDS);
  const url = Url.slice("https://".length)
    .replace(/[?#].*$/, "")
    .replace(/\/$/, "");
  return change(ctx, async (tx) => {
    const arn = ctx.arn("iam", `oidc-provider/${url}`, "");
    const tags = withTags([], input.Tags ?? []);
    const kind = "oidc";
    if (
      !(await tx.provider.add({ arn, kind, createdAt: ctx.now, tags, url, clientIds, thumbprints }))
    )
      throw exists(`Provider with url ${Url} already exists.`);
    return {
      OpenIDConnectProviderArn: arn,
      ...(tags.length === 0 ? {} : { Tags: shownTags(tags) }),
    };
  });
});

export const GetOpenIDConnectProvider = on("GetOpenIDConnectProvider", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await oidcProvider(tx, input.OpenIDConnectProviderArn);
    return {
      Url: row.url!,
      ClientIDList: [...(row.clientIds ?? [])],
      ThumbprintList: [...(row.thumbprints ?? [])],
      CreateDate: row.createdAt,
      ...(row.tags.length === 0 ? {} : { Tags: shownTags(row.tags) }),
    };
  }),
);

export const ListOpenIDConnectProviders = on("ListOpenIDConnectProviders", (ctx) =>
  ctx.view(async (tx) => {
    const rows = await tx.provider.list({ where: { kind: "oidc" } });
    return { OpenIDConnectProviderList: rows.map(({ arn }) => ({ Arn: arn })) };
  }),
);

export const DeleteOpenIDConnectProvider = on("DeleteOpenIDConnectProvider", (ctx, input) =>
  change(ctx, async (tx) => {
    // Removing what is not there is fine, as AWS has it.
    await tx.provider.remove({ arn: input.OpenIDConnectProviderArn });
  }),
);

export const AddClientIDToOpenIDConnectProvider = on(
  "AddClientIDToOpenIDConnectProvider",
  (ctx, input) =>
    change(ctx, async (tx) => {
      const row = await oidcProvider(tx, input.OpenIDConnectProviderArn);
      const clientIds = [...new Set([...(row.clientIds ?? []), input.ClientID])];
      if (clientIds.length > CLIENT_IDS)
        throw quotaExceeded("ClientIdsPerOpenIdConnectProvider", CLIENT_IDS);
      await tx.provider.put({ ...row, clientIds });
    }),
);

export const RemoveClientIDFromOpenIDConnectProvider = on(
  "RemoveClientIDFromOpenIDConnectProvider",
  (ctx, input) =>
    change(ctx, async (tx) => {
      const row = await oidcProvider(tx, input.OpenIDConnectProviderArn);
      const clientIds = (row.clientIds ?? []).filter((id) => id !== input.ClientID);
      await tx.provider.put({ ...row, clientIds });
    }),
);

export const UpdateOpenIDConnectProviderThumbprint = on(
  "UpdateOpenIDConnectProviderThumbprint",
  (ctx, input) =>
    change(ctx, async (tx) => {
      checkThumbprints(input.ThumbprintList);
      const row = await oidcProvider(tx, input.OpenIDConnectProviderArn);
      await tx.provider.put({ ...row, thumbprints: input.ThumbprintList });
    }),
);

function checkMetadata(text: string): void {
  if (!/<(\w+:)?EntityDescriptor[\s>]/.test(text)) throw invalidInput("Could not parse metadata");
}

/** @throws Fault NotImplemented when assertions are to come encrypted. */
function plainOnly(input: { readonly AssertionEncryptionMode?: string }): void {
  for (const name of ["AssertionEncryptionMode", "AddPrivateKey", "RemovePrivateKey"])
    if (name in input) throw notImplemented(`${name} of SAML providers`);
}

export const CreateSAMLProvider = on("CreateSAMLProvider", (ctx, input) => {
  plainOnly(input);
  const metadata = input.SAMLMetadataDocument;
  checkMetadata(metadata);
  return change(ctx, async (tx) => {
    const arn = ctx.arn("iam", `saml-provider/${input.Name}`, "");
    const tags = withTags([], input.Tags ?? []);
    const times = { createdAt: ctx.now, validUntil: ctx.now + VALID_MS };
    if (!(await tx.provider.add({ arn, kind: "saml", ...times, tags, metadata })))
      throw exists(`SAMLProvider with name ${input.Name} already exists.`);
    return { SAMLProviderArn: arn, ...(tags.length === 0 ? {} : { Tags: shownTags(tags) }) };
  });
});

export const GetSAMLProvider = on("GetSAMLProvider", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await samlProvider(tx, input.SAMLProviderArn);
    return {
      SAMLMetadataDocument: row.metadata!,
      CreateDate: row.createdAt,
      ValidUntil: row.validUntil!,
      ...(row.tags.length === 0 ? {} : { Tags: shownTags(row.tags) }),
    };
  }),
);

export const UpdateSAMLProvider = on("UpdateSAMLProvider", (ctx, input) =>
  change(ctx, async (tx) => {
    plainOnly(input);
    const row = await samlProvider(tx, input.SAMLProviderArn);
    const metadata = input.SAMLMetadataDocument;
    if (metadata !== undefined) {
      checkMetadata(metadata);
      await tx.provider.put({ ...row, metadata });
    }
    return { SAMLProviderArn: row.arn };
  }),
);

export const DeleteSAMLProvider = on("DeleteSAMLProvider", (ctx, input) =>
  change(ctx, async (tx) => {
    const { arn } = await samlProvider(tx, input.SAMLProviderArn);
    await tx.provider.remove({ arn });
  }),
);

export const ListSAMLProviders = on("ListSAMLProviders", (ctx) =>
  ctx.view(async (tx) => {
    const rows = await tx.provider.list({ where: { kind: "saml" } });
    const SAMLProviderList = rows.map((row) => ({
      Arn: row.arn,
      CreateDate: row.createdAt,
      ValidUntil: row.validUntil!,
    }));
    return { SAMLProviderList };
  }),
);
