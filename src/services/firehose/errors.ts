/** Firehose's faults, in AWS's words: https://docs.aws.amazon.com/firehose/latest/APIReference/CommonErrors.html */
import { Fault, fault } from "#aws/fault";

export const streamMissing = fault(
  "ResourceNotFoundException",
  400,
  (name: string, account: string) => `Firehose ${name} under account ${account} not found.`,
);
/** No answer of AWS's own was found; the words are those of the missing stream's. */
export const streamExists = fault(
  "ResourceInUseException",
  400,
  (name: string, account: string) => `Firehose ${name} under accountId ${account} already exists`,
);
export const streamBusy = fault(
  "ResourceInUseException",
  400,
  (name: string, status: string) => `Firehose ${name} is in ${status} state and is not modifiable.`,
);
export const invalidArgument = fault("InvalidArgumentException", 400, (words: string) => words);
export const limitExceeded = fault("LimitExceededException", 400, (words: string) => words);
export const versionPassed = fault(
  "ConcurrentModificationException",
  400,
  (name: string, current: number, given: string) =>
    `Cannot update firehose: ${name} since the current version id: ${current} and specified version id: ${given} do not match`,
);
export const roleRefused = (role: string): Fault =>
  invalidArgument(`Firehose is unable to assume role ${role}. Please check the role provided.`);
/** The constraint that a pair of prefixes breaks; the first word is AWS's own spelling. */
export const prefixRefused = (constraint: string): Fault =>
  invalidArgument(`Ths supplied prefix(es) do not satisfy the following constraint: ${constraint}`);
export const onlyFromLogs = (): Fault =>
  new Fault(
    "InvalidSourceException",
    "Only requests from CloudWatch Logs are supported when CloudWatch Logs decompression is enabled.",
  );
/** KMS's refusal, under Firehose's name. */
export const kmsRefused = ({ code, message }: Fault): Fault =>
  new Fault("InvalidKMSResourceException", message, 400, { code });

/** A batch could not be brought to where it goes. */
export class Undelivered extends Error {
  /** @param again Whether trying again may help. */
  constructor(
    readonly code: string,
    message: string,
    readonly again = true,
  ) {
    super(message);
  }
}
