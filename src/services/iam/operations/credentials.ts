/** What users keep at IAM for other services: SSH keys, signing certificates, service passwords. */
import { createHash, X509Certificate } from "node:crypto";
import { notImplemented } from "#aws/fault";
import { byName, newId, page } from "../domain.ts";
import { type Ctx, entity, subject, type Tx } from "../entities.ts";
import {
  invalidPublicKey,
  invalidUserType,
  malformedCertificate,
  missing,
  quotaExceeded,
} from "../errors.ts";
import { type CredentialRow, on } from "../tables.ts";

const SSH_KEYS = 5;
const SIGNING_CERTIFICATES = 2;
const SERVICE_CREDENTIALS = 2;
const SERVICES = ["codecommit.amazonaws.com", "cassandra.amazonaws.com", "bedrock.amazonaws.com"];

type Kind = CredentialRow["kind"];
type Status = "Active" | "Inactive";
const WORDS: Readonly<Record<Kind, string>> = {
  ssh: "Public Key",
  certificate: "Certificate",
  service: "Service Specific Credential",
  server: "Server Certificate",
};

/** The user named, or the caller. */
async function holder(ctx: Ctx, tx: Tx, name: string | undefined) {
  const row = await subject(ctx, tx, name);
  if (row === undefined)
    throw invalidUserType("Must specify userName when calling with non-User credentials");
  return row;
}

/** @throws Fault NoSuchEntity unless it is there, and of this user. */
async function held(
  tx: Tx,
  kind: Kind,
  id: string,
  userKey: string,
): Promise<Readonly<CredentialRow>> {
  const row = await tx.credential.find({ kind, id });
  if (row === undefined || row.userKey !== userKey) throw missing.credential(WORDS[kind], id);
  return row;
}

async function rows(tx: Tx, kind: Kind, userKey: string) {
  return byName(await tx.credential.list({ where: { kind, userKey } }), ({ id }) => id);
}

/** @param key The base64 part of an OpenSSH public key, or a PEM. */
function fingerprint(body: string): string {
  const key = /^(ssh-rsa|ecdsa-[\w-]+|ssh-ed25519)\s+([A-Za-z0-9+/=]+)/.exec(body.trim())?.[2];
  const pem = /-----BEGIN [A-Z ]*PUBLIC KEY-----([\s\S]+?)-----END/.exec(body)?.[1];
  const base64 = key ?? pem?.replace(/\s/g, "");
  if (base64 === undefined) throw invalidPublicKey();
  const digest = createHash("md5").update(Buffer.from(base64, "base64")).digest("hex");
  return digest.match(/../g)!.join(":");
}

function shownKey(row: Readonly<CredentialRow>, UserName: string) {
  const { SSHPublicKeyBody, Fingerprint, Status } = row.document as {
    SSHPublicKeyBody: string;
    Fingerprint: string;
    Status: Status;
  };
  const UploadDate = row.createdAt;
  return { UserName, SSHPublicKeyId: row.id, Fingerprint, SSHPublicKeyBody, Status, UploadDate };
}

export const UploadSSHPublicKey = on("UploadSSHPublicKey", (ctx, input) =>
  ctx.update(async (tx) => {
    const user = await entity(tx, "user", input.UserName);
    const Fingerprint = fingerprint(input.SSHPublicKeyBody);
    if ((await tx.credential.count({ kind: "ssh", userKey: user.key })) >= SSH_KEYS)
      throw quotaExceeded("SshPublicKeysPerUser", SSH_KEYS);
    const row: CredentialRow = {
      kind: "ssh",
      id: newId(ctx.chance, "ssh"),
      userKey: user.key,
      createdAt: ctx.now,
      document: { SSHPublicKeyBody: input.SSHPublicKeyBody, Fingerprint, Status: "Active" },
    };
    await tx.credential.put(row);
    return { SSHPublicKey: shownKey(row, user.name) };
  }),
);

export const GetSSHPublicKey = on("GetSSHPublicKey", (ctx, input) =>
  ctx.view(async (tx) => {
    const user = await entity(tx, "user", input.UserName);
    const row = await held(tx, "ssh", input.SSHPublicKeyId, user.key);
    const pem = String(row.document["SSHPublicKeyBody"]).startsWith("-----BEGIN");
    if (pem !== (input.Encoding === "PEM"))
      throw notImplemented("iam:GetSSHPublicKey in another encoding than the uploaded one");
    return { SSHPublicKey: shownKey(row, user.name) };
  }),
);

export const ListSSHPublicKeys = on("ListSSHPublicKeys", (ctx, input) =>
  ctx.view(async (tx) => {
    const user = await holder(ctx, tx, input.UserName);
    const { items, ...rest } = page(await rows(tx, "ssh", user.key), ({ id }) => id, input);
    const SSHPublicKeys = items.map((row) => {
      const { SSHPublicKeyId, Status, UploadDate } = shownKey(row, user.name);
      return { UserName: user.name, SSHPublicKeyId, Status, UploadDate };
    });
    return { SSHPublicKeys, ...rest };
  }),
);

async function setStatus(
  ctx: Ctx,
  kind: Kind,
  id: string,
  name: string | undefined,
  Status: string,
): Promise<void> {
  await ctx.update(async (tx) => {
    const user = await holder(ctx, tx, name);
    const row = await held(tx, kind, id, user.key);
    await tx.credential.put({ ...row, document: { ...row.document, Status } });
  });
}

async function drop(ctx: Ctx, kind: Kind, id: string, name: string | undefined): Promise<void> {
  await ctx.update(async (tx) => {
    const user = await holder(ctx, tx, name);
    await held(tx, kind, id, user.key);
    await tx.credential.remove({ kind, id });
  });
}

export const UpdateSSHPublicKey = on("UpdateSSHPublicKey", (ctx, input) =>
  setStatus(ctx, "ssh", input.SSHPublicKeyId, input.UserName, input.Status),
);
export const DeleteSSHPublicKey = on("DeleteSSHPublicKey", (ctx, input) =>
  drop(ctx, "ssh", input.SSHPublicKeyId, input.UserName),
);

/** @throws Fault MalformedCertificate. */
export function certificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw malformedCertificate();
  }
}

function shownCertificate(row: Readonly<CredentialRow>, UserName: string) {
  const { CertificateBody, Status } = row.document as { CertificateBody: string; Status: Status };
  return { UserName, CertificateId: row.id, CertificateBody, Status, UploadDate: row.createdAt };
}

export const UploadSigningCertificate = on("UploadSigningCertificate", (ctx, input) =>
  ctx.update(async (tx) => {
    const user = await holder(ctx, tx, input.UserName);
    certificate(input.CertificateBody);
    if (
      (await tx.credential.count({ kind: "certificate", userKey: user.key })) >=
      SIGNING_CERTIFICATES
    )
      throw quotaExceeded("SigningCertificatesPerUser", SIGNING_CERTIFICATES);
    const row: CredentialRow = {
      kind: "certificate",
      id: ctx.chance.upper(32),
      userKey: user.key,
      createdAt: ctx.now,
      document: { CertificateBody: input.CertificateBody, Status: "Active" },
    };
    await tx.credential.put(row);
    return { Certificate: shownCertificate(row, user.name) };
  }),
);

export const ListSigningCertificates = on("ListSigningCertificates", (ctx, input) =>
  ctx.view(async (tx) => {
    const user = await holder(ctx, tx, input.UserName);
    const { items, ...rest } = page(await rows(tx, "certificate", user.key), ({ id }) => id, input);
    return { Certificates: items.map((row) => shownCertificate(row, user.name)), ...rest };
  }),
);

export const UpdateSigningCertificate = on("UpdateSigningCertificate", (ctx, input) =>
  setStatus(ctx, "certificate", input.CertificateId, input.UserName, input.Status),
);
export const DeleteSigningCertificate = on("DeleteSigningCertificate", (ctx, input) =>
  drop(ctx, "certificate", input.CertificateId, input.UserName),
);

interface ServiceFacts {
  readonly ServiceName: string;
  readonly ServiceUserName: string;
  readonly Status: Status;
}

function shownService(row: Readonly<CredentialRow>, UserName: string) {
  const { ServiceName, ServiceUserName, Status } = row.document as unknown as ServiceFacts;
  const CreateDate = row.createdAt;
  const ServiceSpecificCredentialId = row.id;
  return {
    UserName,
    Status,
    ServiceUserName,
    CreateDate,
    ServiceSpecificCredentialId,
    ServiceName,
  };
}

export const CreateServiceSpecificCredential = on("CreateServiceSpecificCredential", (ctx, input) =>
  ctx.update(async (tx) => {
    const user = await entity(tx, "user", input.UserName);
    const { ServiceName } = input;
    if (input.CredentialAgeDays !== undefined)
      throw notImplemented("CredentialAgeDays of iam:CreateServiceSpecificCredential");
    if (!SERVICES.includes(ServiceName)) throw missing.credential("service", ServiceName);
    const mine = await rows(tx, "service", user.key);
    if (
      mine.filter((row) => row.document["ServiceName"] === ServiceName).length >=
      SERVICE_CREDENTIALS
    )
      throw quotaExceeded("ServiceSpecificCredentialsPerUserPerService", SERVICE_CREDENTIALS);
    const ServiceUserName = `${user.name}-at-${ctx.account}`;
    const row: CredentialRow = {
      kind: "service",
      id: newId(ctx.chance, "service"),
      userKey: user.key,
      createdAt: ctx.now,
      document: { ServiceName, ServiceUserName, Status: "Active" },
    };
    await tx.credential.put(row);
    const ServicePassword = ctx.chance.mixed(44);
    return { ServiceSpecificCredential: { ...shownService(row, user.name), ServicePassword } };
  }),
);

export const ResetServiceSpecificCredential = on("ResetServiceSpecificCredential", (ctx, input) =>
  ctx.view(async (tx) => {
    const user = await holder(ctx, tx, input.UserName);
    const row = await held(tx, "service", input.ServiceSpecificCredentialId, user.key);
    // The password is shown once and kept nowhere: nothing here takes it.
    const ServicePassword = ctx.chance.mixed(44);
    return { ServiceSpecificCredential: { ...shownService(row, user.name), ServicePassword } };
  }),
);

export const ListServiceSpecificCredentials = on("ListServiceSpecificCredentials", (ctx, input) =>
  ctx.view(async (tx) => {
    const user = await holder(ctx, tx, input.UserName);
    const mine = await rows(tx, "service", user.key);
    const ServiceSpecificCredentials = mine
      .map((row) => shownService(row, user.name))
      .filter((each) => input.ServiceName === undefined || each.ServiceName === input.ServiceName);
    return { ServiceSpecificCredentials };
  }),
);

export const UpdateServiceSpecificCredential = on("UpdateServiceSpecificCredential", (ctx, input) =>
  setStatus(ctx, "service", input.ServiceSpecificCredentialId, input.UserName, input.Status),
);
export const DeleteServiceSpecificCredential = on("DeleteServiceSpecificCredential", (ctx, input) =>
  drop(ctx, "service", input.ServiceSpecificCredentialId, input.UserName),
);
