/**
 * Kinesis's faults, in AWS's words where they are known: those that say "none found" are worded
 * after the documentation. https://docs.aws.amazon.com/kinesis/latest/APIReference/CommonErrors.html
 */
import { Fault, fault } from "#aws/fault";

export const invalid = fault("InvalidArgumentException", 400, (words: string) => words);
export const validation = fault("ValidationException", 400, (words: string) => words);
export const notFound = fault("ResourceNotFoundException", 400, (words: string) => words);
export const inUse = fault("ResourceInUseException", 400, (words: string) => words);
export const limitExceeded = fault("LimitExceededException", 400, (words: string) => words);

export const streamMissing = fault(
  "ResourceNotFoundException",
  400,
  (name: string, account: string) => `Stream ${name} under account ${account} not found.`,
);
export const streamExists = fault(
  "ResourceInUseException",
  400,
  (name: string, account: string) => `Stream ${name} under account ${account} already exists.`,
);
export const shardMissing = fault(
  "ResourceNotFoundException",
  400,
  (shard: string, stream: string, account: string) =>
    `Could not find shard ${shard} in stream ${stream} under account ${account}.`,
);
export const shardGone = fault(
  "ResourceNotFoundException",
  400,
  (shard: string, stream: string, account: string) =>
    `Shard ${shard} in stream ${stream} under account ${account} does not exist`,
);
export const tooManyShards = fault(
  "LimitExceededException",
  400,
  (account: string, region: string, count: number, limit: number, more: number) =>
    `This request would exceed the shard limit for the account ${account} in ${region}. ` +
    `Current shard count for the account: ${count}. Limit: ${limit}. Number of additional shards ` +
    `that would have resulted from this request: ${more}. Refer to the AWS Service Limits page ` +
    "(http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits " +
    "and how to request higher limits.",
);
/** None found. */
export const consumerMissing = fault(
  "ResourceNotFoundException",
  400,
  (name: string, account: string) => `Consumer ${name}, account ${account} not found.`,
);
/** None found. */
export const consumerExists = fault(
  "ResourceInUseException",
  400,
  (name: string, stream: string, account: string) =>
    `Consumer ${name} under stream ${stream}, account ${account} already exists.`,
);
export const subscribed = fault(
  "ResourceInUseException",
  400,
  (consumer: string) => `Another active subscription exists for this consumer: ${consumer}`,
);
export const invalidIterator = fault("InvalidArgumentException", 400, "Invalid ShardIterator.");
export const expiredIterator = fault(
  "ExpiredIteratorException",
  400,
  (madeAt: number, now: number) =>
    `Iterator expired. The iterator was created at time ${spelled(madeAt)} while right now it is ` +
    `${spelled(now)} which is further in the future than the tolerated delay of 300000 milliseconds.`,
);
/** None found. */
export const expiredToken = fault(
  "ExpiredNextTokenException",
  400,
  "The pagination token has expired. Tokens expire after 300 seconds.",
);
/** None found. */
export const dryRun = fault(
  "DryRunOperationException",
  400,
  "Request would have succeeded, but DryRun flag is set.",
);
/** What KMS refused, by the code that Kinesis has for it. */
export const kmsFault = (code: string, words: string): Fault => new Fault(code, words, 400);

/** "Thu Jan 22 01:22:02 UTC 2015". */
function spelled(at: number): string {
  const [day, date, month, year, time] = new Date(at).toUTCString().replace(",", "").split(" ");
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}
