/** Client certificates: what stages show to HTTP backends. */
import { selfSigned } from "#aws/certificate";
import { type Ctx, page, type Tx } from "../definition.ts";
import { badRequest, missing } from "../errors.ts";
import { patch } from "../patches.ts";
import { on } from "../tables.ts";

const KIND = "certificate";
const YEAR_MS = 365 * 86_400_000;

export interface Certificate {
  clientCertificateId: string;
  description?: string;
  pemEncodedCertificate: string;
  /** Never shown. */
  privateKey: string;
  createdDate: number;
  expirationDate: number;
  tags: Record<string, string>;
}

export const GenerateClientCertificate = on("GenerateClientCertificate", (ctx: Ctx, input) => {
  const until = ctx.now + YEAR_MS;
  const made = selfSigned({
    serial: ctx.chance.bytes(8),
    commonName: "ApiGateway",
    from: ctx.now,
    until,
    bits: 2048,
  });
  const value: Certificate = {
    clientCertificateId: ctx.chance.alnum(6),
    description: input.description,
    pemEncodedCertificate: made.certificate,
    privateKey: made.privateKey,
    createdDate: ctx.now,
    expirationDate: until,
    tags: { ...input.tags },
  };
  return ctx.update(async (tx) => {
    await put(tx, value);
    return shown(value);
  });
});

const put = (tx: Tx, value: Certificate) =>
  tx.thing.put({ kind: KIND, id: value.clientCertificateId, value: { ...value } });

export const GetClientCertificate = on("GetClientCertificate", (ctx, input) =>
  ctx.view(async (tx) => shown(await certificateOf(tx, input.clientCertificateId))),
);

export const GetClientCertificates = on("GetClientCertificates", (ctx, input) =>
  ctx.view(async (tx) => {
    const rows = await tx.thing.list({ where: { kind: KIND } });
    const all = rows.map((row) => shown(row.value as unknown as Certificate));
    return page(all, input, (one) => one.clientCertificateId);
  }),
);

export const UpdateClientCertificate = on("UpdateClientCertificate", (ctx, input) =>
  ctx.update(async (tx) => {
    const value = structuredClone(await certificateOf(tx, input.clientCertificateId));
    patch(value, input.patchOperations, { "/description": "text" });
    await put(tx, value);
    return shown(value);
  }),
);

export const DeleteClientCertificate = on("DeleteClientCertificate", (ctx, input) =>
  ctx.update(async (tx) => {
    const { clientCertificateId: id } = await certificateOf(tx, input.clientCertificateId);
    for (const { settings } of await tx.stage.list())
      if (settings.clientCertificateId === id)
        throw badRequest(`Client certificate ${id} is in use by the stage ${settings.stageName}`);
    await tx.thing.remove({ kind: KIND, id });
    return {};
  }),
);

/** @throws Fault NotFoundException "Invalid Client Certificate identifier specified". */
export async function certificateOf(tx: Tx, id: string): Promise<Certificate> {
  const row = await tx.thing.find({ kind: KIND, id });
  if (row === undefined) throw missing("Client Certificate");
  return row.value as unknown as Certificate;
}

function shown({ privateKey: _, ...rest }: Certificate) {
  return rest;
}
