/** A batch written to S3 as one object, as the destination's role. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { zipSync } from "fflate";
import { Fault } from "#aws/fault";
import { s3Of, type S3Settings } from "./destinations.ts";
import { Undelivered } from "./errors.ts";
import { evaluated, evaluatedFailure, type Evaluation, suffixOf } from "./prefixes.ts";
import { type Ctx, type Stream, streamArn } from "./streams.ts";
import type { BatchRow, RecordRow } from "./tables.ts";
import { assume } from "./role.ts";

const compress = promisify(gzip);

/** @returns The object's size in bytes. @throws Undelivered */
export async function store(
  ctx: Ctx,
  stream: Stream,
  batch: Readonly<BatchRow>,
  records: readonly Readonly<RecordRow>[],
): Promise<number> {
  const s3 = s3Of(stream.destination, batch.lane);
  const by: Evaluation = {
    at: batch.oldestAt,
    zone: s3.CustomTimeZone,
    seed: batch.id,
    keys: new Map(JSON.parse(batch.partition || "[]") as [string, string][]),
    ...(batch.lane.startsWith("failed:") ? { failure: batch.lane.slice("failed:".length) } : {}),
  };
  const prefix =
    by.failure === undefined
      ? evaluated(s3.Prefix, by)
      : evaluatedFailure(s3.Prefix, s3.ErrorOutputPrefix, by);
  const name = suffixOf(stream, by, "");
  const Body = await packed(s3, name, batch, records);
  const key = s3.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN;
  try {
    await ctx.call(
      "s3",
      "PutObject",
      {
        Bucket: s3.BucketARN.replace(/^arn:[^:]+:s3:::/, ""),
        Key: `${prefix}${name}${extensionOf(s3)}`,
        Body: Body as never,
        ContentType: "application/octet-stream",
        ...(s3.CompressionFormat === "GZIP" ? { ContentEncoding: "gzip" } : {}),
        ...(key === undefined ? {} : { ServerSideEncryption: "aws:kms", SSEKMSKeyId: key }),
      },
      {
        principal: await assume(ctx, s3.RoleARN, stream.name),
        sourceArn: streamArn(ctx, stream.name),
      },
    );
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw refused(error);
  }
  return Body.length;
}

function extensionOf({ FileExtension, CompressionFormat }: S3Settings): string {
  if (FileExtension) return FileExtension;
  return CompressionFormat === "GZIP" ? ".gz" : CompressionFormat === "ZIP" ? ".zip" : "";
}

async function packed(
  { CompressionFormat }: S3Settings,
  name: string,
  { oldestAt }: Readonly<BatchRow>,
  records: readonly Readonly<RecordRow>[],
): Promise<Uint8Array> {
  const whole = Buffer.concat(records.map(({ data }) => data));
  if (CompressionFormat === "GZIP") return compress(whole);
  if (CompressionFormat === "ZIP") return zipSync({ [name]: [whole, { mtime: oldestAt }] });
  return whole;
}

const WORDS: Readonly<Record<string, string>> = {
  AccessDenied:
    "Access was denied. Ensure that the trust policy for the provided IAM role allows Firehose to assume the role, and the access policy allows access to the S3 bucket.",
  NoSuchBucket:
    "The specified bucket does not exist. Create the bucket or use a different bucket that does exist.",
  MethodNotAllowed:
    "The specified method is not allowed against this resource. Modify the bucket's policy to allow the correct Amazon S3 operation permissions.",
  "KMS.NotFoundException":
    "The provided AWS KMS key was not found. If you are using what you believe to be a valid AWS KMS key with the correct role, check if there is a problem with the account to which the AWS KMS key is attached.",
};

const refused = ({ code, message }: Fault): Undelivered =>
  new Undelivered(`S3.${code}`, WORDS[code] ?? message);
