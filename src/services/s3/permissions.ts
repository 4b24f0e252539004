/** What S3 asks of a caller beyond the operation's own action. */
import { Fault } from "#aws/fault";
import type { Awaitable } from "#base/awaitable";
import { type Bucket, bucketArn, bareName, type Ctx } from "./buckets.ts";
import { accessDenied } from "./errors.ts";

/**
 * Whether the request asks to pass over governance retention, and its caller may.
 * @throws Fault AccessDenied when it asks and may not.
 */
export async function maySkipGovernance(
  ctx: Ctx,
  input: { Bucket: string; Key?: string; BypassGovernanceRetention?: boolean },
): Promise<boolean> {
  if (input.BypassGovernanceRetention !== true) return false;
  await ctx.authorize(
    "s3:BypassGovernanceRetention",
    `${bucketArn(bareName(input.Bucket))}/${input.Key ?? "*"}`,
  );
  return true;
}

/**
 * A bucket whose requester pays answers strangers only when they agree to pay.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html
 */
export function requirePayer(ctx: Ctx, bucket: Bucket, input: { RequestPayer?: string }): void {
  if (bucket.settings.payer !== "Requester" || ctx.principal.account === bucket.owner) return;
  if (ctx.principal.kind === "service") return;
  if (ctx.principal.kind === "anonymous" || input.RequestPayer !== "requester")
    throw accessDenied();
}

/** Runs `work`; a fault of `code` becomes undefined. */
export async function unless<R>(code: string, work: () => Promise<R>): Promise<R | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault && error.code === code) return undefined;
    throw error;
  }
}

/**
 * Runs `work`, which looks for an object. Whether there is one is told only to those who may list
 * its bucket; to others what is missing is denied.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @throws Fault AccessDenied in place of NoSuchKey or NoSuchVersion.
 */
export async function unlessHidden<R>(
  ctx: Ctx,
  bucket: string,
  work: () => Awaitable<R>,
): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault && (error.code === "NoSuchKey" || error.code === "NoSuchVersion"))
      await ctx.authorize("s3:ListBucket", bucketArn(bareName(bucket)));
    throw error;
  }
}

/** Whether the caller may do this with an object; what is denied is given, not thrown. */
export async function denialOf(ctx: Ctx, action: string, bucket: string, key: string) {
  try {
    await ctx.authorize(action, `${bucketArn(bareName(bucket))}/${key}`);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
