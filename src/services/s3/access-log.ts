/**
 * Server access logs: a line for each request to a bucket, delivered to another bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
import { then } from "#base/awaitable";
import { Fault } from "#aws/fault";
import type { LoggingEnabled } from "#aws/generated/types/s3";
import { servicePrincipal } from "#kernel/principal";
import type { Answered } from "#kernel/service";
import { type Bucket, bareName, bucketArn, type Ctx } from "./buckets.ts";
import { canonicalId } from "./domain/grants.ts";
import { ACCESS_LOG_LINES, ACCESS_LOG_MS } from "./limits.ts";

/** The parts of a bucket that a query names, as the log names them. */
const PARTS: Readonly<Record<string, string>> = {
  accelerate: "ACCELERATE",
  acl: "ACL",
  cors: "CORS",
  delete: "MULTI_OBJECT_DELETE",
  encryption: "ENCRYPTION",
  "legal-hold": "OBJECT_LOCK_LEGALHOLD",
  lifecycle: "LIFECYCLE",
  location: "LOCATION",
  logging: "LOGGING_STATUS",
  notification: "NOTIFICATION",
  "object-lock": "OBJECT_LOCK_CONFIGURATION",
  ownershipControls: "OWNERSHIP_CONTROLS",
  policy: "BUCKETPOLICY",
  policyStatus: "BUCKETPOLICYSTATUS",
  publicAccessBlock: "PUBLIC_ACCESS_BLOCK",
  requestPayment: "REQUEST_PAYMENT",
  retention: "OBJECT_LOCK_RETENTION",
  tagging: "TAGGING",
  uploads: "UPLOADS",
  uploadId: "UPLOAD",
  versioning: "VERSIONING",
  versions: "BUCKETVERSIONS",
  website: "WEBSITE",
};

/** Writes a line for a request to a bucket that is set to have its requests written down. */
export function logAccess(ctx: Ctx, answered: Answered): void {
  const { Bucket, Key } = answered.input as { Bucket?: string; Key?: string };
  if (Bucket === undefined) return;
  const found = ctx.view((tx) => tx.bucket.find({ name: bareName(Bucket) }));
  void then(found, (bucket) => {
    if (bucket?.settings.logging === undefined) return;
    const line = lineOf(ctx, answered, bucket.owner, bucket.name, Key);
    ctx.background(() => write(ctx, bucket, line));
  });
}

async function write(ctx: Ctx, bucket: Bucket, line: string): Promise<void> {
  await ctx.update(async (tx) => {
    const waiting = await tx.accessLine.count({ bucket: bucket.name });
    if (waiting >= ACCESS_LOG_LINES) return;
    await tx.accessLine.put({ bucket: bucket.name, sequence: ctx.kernel.sequence(), line });
    if (waiting === 0)
      await tx
        .at(bucket.owner, bucket.location)
        .due.set("accessLog", bucket.name, ctx.now + ACCESS_LOG_MS);
  });
}

/** Delivers what has gathered for a bucket as one object. */
export async function accessLog(ctx: Ctx, name: string): Promise<void> {
  const { bucket, lines } = await ctx.view(async (tx) => ({
    bucket: await tx.bucket.find({ name }),
    lines: await tx.accessLine.list({ where: { bucket: name } }),
  }));
  const logging = bucket?.settings.logging;
  if (bucket !== undefined && logging !== undefined && lines.length > 0) {
    const grants = (logging.TargetGrants ?? []).map(({ Permission, Grantee }) => ({
      header: Permission === "FULL_CONTROL" ? "GrantFullControl" : "GrantRead",
      to: Grantee?.URI === undefined ? `id="${Grantee?.ID}"` : `uri="${Grantee.URI}"`,
    }));
    const grant = (header: string) => {
      const to = grants.filter((one) => one.header === header).map((one) => one.to);
      return to.length === 0 ? {} : { [header]: to.join(", ") };
    };
    const input = {
      Bucket: logging.TargetBucket!,
      Key: keyOf(ctx, logging, bucket.owner, bucket.location, name),
      Body: Buffer.from(lines.map(({ line }) => `${line}\n`).join("")),
      ContentType: "text/plain",
      ...grant("GrantFullControl"),
      ...grant("GrantRead"),
    };
    const principal = servicePrincipal("logging.s3.amazonaws.com", bucket.owner);
    await ctx
      .call("s3", "PutObject", input as never, { principal, sourceArn: bucketArn(name) })
      // Delivery is on a best effort basis: a target that takes no logs gets none.
      .catch((error: unknown) => {
        if (!(error instanceof Fault)) throw error;
      });
  }
  await ctx.update(async (tx) => {
    for (const { sequence } of lines) await tx.accessLine.remove({ bucket: name, sequence });
    const more = await tx.accessLine.count({ bucket: name });
    if (more > 0 && bucket !== undefined)
      await tx
        .at(bucket.owner, bucket.location)
        .due.set("accessLog", name, ctx.now + ACCESS_LOG_MS);
  });
}

function keyOf(
  ctx: Ctx,
  logging: LoggingEnabled,
  owner: string,
  region: string,
  bucket: string,
): string {
  const stamp = new Date(ctx.now).toISOString().slice(0, 19).replace(/[T:]/g, "-");
  const name = `${stamp}-${ctx.chance.hex(16).toUpperCase()}`;
  const prefix = logging.TargetPrefix ?? "";
  if (logging.TargetObjectKeyFormat?.PartitionedPrefix === undefined) return prefix + name;
  return `${prefix}${owner}/${region}/${bucket}/${stamp.slice(0, 10).replaceAll("-", "/")}/${name}`;
}

function lineOf(
  ctx: Ctx,
  answered: Answered,
  owner: string,
  bucket: string,
  key: string | undefined,
): string {
  const { request, status, errorCode, bytesSent, tookMs } = answered;
  const { principal } = ctx;
  const query = new URLSearchParams(request.query);
  const part = Object.keys(PARTS).find((name) => query.has(name));
  const resource = part === undefined ? (key === undefined ? "BUCKET" : "OBJECT") : PARTS[part];
  const requester =
    principal.kind === "anonymous"
      ? "-"
      : principal.kind === "root"
        ? canonicalId(principal.account)
        : principal.arn;
  const target = request.path + (request.query === "" ? "" : `?${request.query}`);
  const signed = request.headers.has("authorization");
  const presigned = query.has("X-Amz-Signature");
  const fields = [
    canonicalId(owner),
    bucket,
    `[${stampOf(ctx.now)}]`,
    request.remoteAddress,
    requester,
    ctx.requestId.replaceAll("-", "").slice(0, 16).toUpperCase(),
    `REST.${request.method}.${resource}`,
    key === undefined
      ? "-"
      : encodeURIComponent(encodeURI(key)).replaceAll("%252F", "/").replaceAll("%2F", "/"),
    quoted(`${request.method} ${target} HTTP/${request.httpVersion}`),
    String(status),
    errorCode ?? "-",
    bytesSent === 0 ? "-" : String(bytesSent),
    "-",
    String(tookMs),
    String(tookMs),
    quoted(request.headers.get("referer")),
    quoted(request.headers.get("user-agent")),
    query.get("versionId") ?? "-",
    ctx.requestId,
    signed || presigned ? "SigV4" : "-",
    request.secure ? "TLS_AES_128_GCM_SHA256" : "-",
    presigned ? "QueryString" : signed ? "AuthHeader" : "-",
    request.host === "" ? "-" : request.host,
    request.secure ? "TLSv1.3" : "-",
    "-",
    "-",
  ];
  return fields.join(" ");
}

const quoted = (text: string | undefined): string =>
  text === undefined ? '"-"' : `"${text.replaceAll('"', "%22")}"`;

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function stampOf(now: number): string {
  const [date = "", time = ""] = new Date(now).toISOString().split(/[T.]/);
  const [year, month, day] = date.split("-");
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
}
