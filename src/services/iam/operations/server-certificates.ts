/** Server certificates. */
import { createPrivateKey } from "node:crypto";
import { byName, newId, page, withoutTags, withTags } from "../domain.ts";
import type { Ctx, Tx } from "../entities.ts";
import { exists, keyMismatch, missing } from "../errors.ts";
import { shownTags } from "../shown.ts";
import { type CredentialRow, on, type Tag } from "../tables.ts";
import { certificate } from "./credentials.ts";

/** The name is the row's id: server certificates are found by it alone. */
interface Facts {
  readonly id: string;
  readonly path: string;
  readonly body: string;
  readonly chain?: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly tags: readonly Tag[];
}

const factsOf = (row: Readonly<CredentialRow>) => row.document as unknown as Facts;

async function found(tx: Tx, name: string): Promise<Readonly<CredentialRow>> {
  const row = await tx.credential.find({ kind: "server", id: name });
  if (row === undefined) throw missing.serverCertificate(name);
  return row;
}

function metadata(ctx: Ctx, row: Readonly<CredentialRow>) {
  const { id, path, expiresAt } = factsOf(row);
  return {
    Path: path,
    ServerCertificateName: row.id,
    ServerCertificateId: id,
    Arn: ctx.arn("iam", `server-certificate${path}${row.id}`, ""),
    UploadDate: row.createdAt,
    Expiration: expiresAt,
  };
}

export const UploadServerCertificate = on("UploadServerCertificate", (ctx, input) =>
  ctx.update(async (tx) => {
    const x509 = certificate(input.CertificateBody);
    checkKey(x509, input.PrivateKey);
    const tags = withTags([], input.Tags ?? []);
    const document: Facts = {
      id: newId(ctx.chance, "certificate"),
      path: input.Path ?? "/",
      body: input.CertificateBody,
      ...(input.CertificateChain === undefined ? {} : { chain: input.CertificateChain }),
      key: input.PrivateKey,
      expiresAt: Date.parse(x509.validTo),
      tags,
    };
    const row: CredentialRow = {
      kind: "server",
      id: input.ServerCertificateName,
      createdAt: ctx.now,
      document: { ...document },
    };
    if (!(await tx.credential.add(row)))
      throw exists(`The Server Certificate with name ${row.id} already exists.`);
    return {
      ServerCertificateMetadata: metadata(ctx, row),
      ...(tags.length === 0 ? {} : { Tags: shownTags(tags) }),
    };
  }),
);

function checkKey(x509: ReturnType<typeof certificate>, pem: string): void {
  let matches = false;
  try {
    matches = x509.checkPrivateKey(createPrivateKey(pem));
  } catch {
    throw keyMismatch("Unable to parse key pair. Please ensure the private key is in PEM format.");
  }
  if (!matches) throw keyMismatch("The private key does not match the certificate.");
}

export const GetServerCertificate = on("GetServerCertificate", (ctx, input) =>
  ctx.view(async (tx) => {
    const row = await found(tx, input.ServerCertificateName);
    const { body, chain, tags } = factsOf(row);
    return {
      ServerCertificate: {
        ServerCertificateMetadata: metadata(ctx, row),
        CertificateBody: body,
        ...(chain === undefined ? {} : { CertificateChain: chain }),
        ...(tags.length === 0 ? {} : { Tags: shownTags(tags) }),
      },
    };
  }),
);

export const ListServerCertificates = on("ListServerCertificates", (ctx, input) =>
  ctx.view(async (tx) => {
    const all = (await tx.credential.list({ where: { kind: "server" } })).filter((row) =>
      factsOf(row).path.startsWith(input.PathPrefix ?? "/"),
    );
    const { items, ...rest } = page(
      byName(all, ({ id }) => id),
      ({ id }) => id,
      input,
    );
    return { ServerCertificateMetadataList: items.map((row) => metadata(ctx, row)), ...rest };
  }),
);

export const UpdateServerCertificate = on("UpdateServerCertificate", (ctx, input) =>
  ctx.update(async (tx) => {
    const row = await found(tx, input.ServerCertificateName);
    const id = input.NewServerCertificateName ?? row.id;
    const document = { ...row.document, path: input.NewPath ?? factsOf(row).path };
    if (id !== row.id) {
      if (!(await tx.credential.add({ ...row, id, document })))
        throw exists(`The Server Certificate with name ${id} already exists.`);
      await tx.credential.remove({ kind: "server", id: row.id });
    } else await tx.credential.put({ ...row, document });
  }),
);

export const DeleteServerCertificate = on("DeleteServerCertificate", (ctx, input) =>
  ctx.update(async (tx) => {
    const { id } = await found(tx, input.ServerCertificateName);
    await tx.credential.remove({ kind: "server", id });
  }),
);

async function retag(
  ctx: Ctx,
  name: string,
  change: (tags: readonly Tag[]) => readonly Tag[],
): Promise<void> {
  await ctx.update(async (tx) => {
    const row = await found(tx, name);
    const tags = change(factsOf(row).tags);
    await tx.credential.put({ ...row, document: { ...row.document, tags } });
  });
}

export const TagServerCertificate = on("TagServerCertificate", (ctx, input) =>
  retag(ctx, input.ServerCertificateName, (tags) => withTags(tags, input.Tags)),
);
export const UntagServerCertificate = on("UntagServerCertificate", (ctx, input) =>
  retag(ctx, input.ServerCertificateName, (tags) => withoutTags(tags, input.TagKeys)),
);
export const ListServerCertificateTags = on("ListServerCertificateTags", (ctx, input) =>
  ctx.view(async (tx) => {
    const { tags } = factsOf(await found(tx, input.ServerCertificateName));
    const { items, ...rest } = page(
      byName(tags, ({ Key }) => Key),
      ({ Key }) => Key,
      input,
    );
    return { Tags: shownTags(items), ...rest };
  }),
);
