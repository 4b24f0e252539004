/** DynamoDB's faults, in AWS's words: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
import { Fault, fault } from "#aws/fault";
import type { Item } from "#languages/dynamodb-expression/value";

export const invalid = fault("ValidationException", 400, (words: string) => words);
/** Invalid, with the words that begin most of AWS's messages. */
export const invalidParameters = fault(
  "ValidationException",
  400,
  (words: string) => `One or more parameter values were invalid: ${words}`,
);
export const notFound = fault("ResourceNotFoundException", 400, "Requested resource not found");
export const tableMissing = fault(
  "ResourceNotFoundException",
  400,
  (name: string) => `Requested resource not found: Table: ${name} not found`,
);
export const arnMissing = fault(
  "ResourceNotFoundException",
  400,
  (arn: string) => `Requested resource not found: ResourcArn: ${arn} not found`,
);
export const accessDenied = fault(
  "AccessDeniedException",
  400,
  (principal: string, operation: string, arn: string) =>
    `User: ${principal} is not authorized to perform: dynamodb:${operation} on resource: ${arn}`,
);
export const tableExists = fault(
  "ResourceInUseException",
  400,
  (name: string) => `Table already exists: ${name}`,
);
export const protectedTable = fault(
  "ValidationException",
  400,
  "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
);
export const limitExceeded = fault("LimitExceededException", 400, (words: string) => words);
export const duplicateItem = fault(
  "DuplicateItemException",
  400,
  "Duplicate primary key exists in table",
);
export const tokenMismatch = fault(
  "IdempotentParameterMismatchException",
  400,
  "The provided client token is already in use for a different request",
);
export const policyMissing = fault(
  "PolicyNotFoundException",
  400,
  (arn: string) => `Resource-based policy not found for the provided ResourceArn: ${arn}`,
);

export const CONDITION_FAILED = "The conditional request failed";

/** @param item The item that failed the condition, where the caller asked to see it. */
export function conditionFailed(item?: Readonly<Item>): Fault {
  return new Fault(
    "ConditionalCheckFailedException",
    CONDITION_FAILED,
    400,
    item === undefined ? {} : { Item: item },
  );
}

export interface CancellationReason {
  Code: string;
  Message?: string;
  Item?: unknown;
}

/** @param reasons One per action, in their order. */
export function transactionCancelled(reasons: readonly CancellationReason[]): Fault {
  const codes = reasons.map((reason) => reason.Code).join(", ");
  return new Fault(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}
