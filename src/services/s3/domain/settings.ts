/** What a bucket is set to: AWS's own shapes, as they were put. Times are epoch milliseconds. */
import type {
  CORSRule,
  LifecycleRule,
  LoggingEnabled,
  NotificationConfiguration,
  ObjectLockRule,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionRule,
  WebsiteConfiguration,
} from "#aws/generated/types/s3";
import type { Grant } from "../tables.ts";

export interface BucketSettings {
  /** BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter; absent once deleted. */
  ownership?: string;
  grants?: Grant[];
  policy?: string;
  publicAccessBlock?: PublicAccessBlockConfiguration;
  tags?: [string, string][];
  cors?: CORSRule[];
  lifecycle?: LifecycleRule[];
  transitionMinimum?: string;
  encryption?: ServerSideEncryptionRule[];
  notification?: NotificationConfiguration;
  website?: WebsiteConfiguration;
  logging?: LoggingEnabled;
  accelerate?: string;
  payer?: string;
  objectLock?: { rule?: ObjectLockRule };
}

/** A new bucket's settings: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
export function freshSettings(): BucketSettings {
  return {
    ownership: "BucketOwnerEnforced",
    publicAccessBlock: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  };
}
