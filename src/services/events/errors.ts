/** EventBridge's faults, in AWS's words: https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html */
import { Fault, fault } from "#aws/fault";

export const missing = fault("ResourceNotFoundException", 400, (words: string) => words);
export const busMissing = (name: string) => missing(`Event bus ${name} does not exist.`);
export const ruleMissing = (name: string, bus: string) =>
  missing(`Rule ${name} does not exist on EventBus ${bus}.`);
export const exists = fault("ResourceAlreadyExistsException", 400, (words: string) => words);
export const validation = fault("ValidationException", 400, (words: string) => words);
export const arnRefused = (arn: string) =>
  validation(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
export const limitExceeded = fault("LimitExceededException", 400, (words: string) => words);
export const illegalStatus = fault("IllegalStatusException", 400, (words: string) => words);
export const invalidState = fault("InvalidStateException", 400, (words: string) => words);
export const managedRule = fault(
  "ManagedRuleException",
  400,
  (rule: string) => `${rule} is a managed rule. Set 'force' parameter to true to override.`,
);
export const policyTooLong = fault(
  "PolicyLengthExceededException",
  400,
  "The event bus policy is too long.",
);
export const invalidPattern = fault(
  "InvalidEventPatternException",
  400,
  (reason: string) => `Event pattern is not valid. Reason: ${reason}`,
);

/** Of an event that came from another bus already; as it stands in dead-letter queues. */
export const hopRefused = (across: boolean): Fault =>
  across
    ? new Fault("THIRD_REGION_HOP_DETECTED", "Unknown exception.", 400)
    : new Fault(
        "THIRD_ACCOUNT_HOP_DETECTED",
        "Events received from another event bus cannot be forwarded to this event bus.",
        400,
      );
