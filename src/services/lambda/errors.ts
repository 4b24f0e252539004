/** Lambda's faults, in AWS's words: https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
import { Fault } from "#aws/fault";

/** A fault with the `Type` member that Lambda's errors carry. */
function lambdaFault<A extends unknown[]>(
  code: string,
  status: number,
  words: string | ((...args: A) => string),
  details: Readonly<Record<string, unknown>> = {},
): (...args: A) => Fault {
  return (...args) =>
    new Fault(code, typeof words === "string" ? words : words(...args), status, {
      Type: "User",
      ...details,
    });
}

export const functionMissing = lambdaFault(
  "ResourceNotFoundException",
  404,
  (arn: string) => `Function not found: ${arn}`,
);
export const resourceMissing = lambdaFault(
  "ResourceNotFoundException",
  404,
  "The resource you requested does not exist.",
);
export const aliasMissing = lambdaFault(
  "ResourceNotFoundException",
  404,
  (arn: string) => `Cannot find alias arn: ${arn}`,
);
export const noPolicy = lambdaFault(
  "ResourceNotFoundException",
  404,
  "The resource you requested does not exist.",
);
/** How RemovePermission says it. */
export const noPolicyToChange = lambdaFault(
  "ResourceNotFoundException",
  404,
  "No policy is associated with the given resource.",
);
export const statementMissing = lambdaFault(
  "ResourceNotFoundException",
  404,
  (id: string) => `Statement ${id} is not found in resource policy.`,
);
export const layerMissing = lambdaFault(
  "InvalidParameterValueException",
  400,
  (arn: string) => `Layer version ${arn} does not exist.`,
);
export const noProvisioned = lambdaFault(
  "ProvisionedConcurrencyConfigNotFoundException",
  404,
  "No Provisioned Concurrency Config found for this function",
);
export const noInvokeConfig = lambdaFault(
  "ResourceNotFoundException",
  404,
  (arn: string) => `The function ${arn} doesn't have an EventInvokeConfig`,
);

export const functionExists = lambdaFault(
  "ResourceConflictException",
  409,
  (name: string) => `Function already exist: ${name}`,
);
export const aliasExists = lambdaFault(
  "ResourceConflictException",
  409,
  (arn: string) => `Alias already exists: ${arn}`,
);
export const statementExists = lambdaFault(
  "ResourceConflictException",
  409,
  (id: string) =>
    `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
);
export const mappingExists = lambdaFault(
  "ResourceConflictException",
  409,
  (source: string, name: string, uuid: string) =>
    `An event source mapping with SQS arn (" ${source} ") and function (" ${name} ") already exists. ` +
    `Please update or delete the existing mapping with UUID ${uuid}`,
);
export const urlExists = lambdaFault(
  "ResourceConflictException",
  409,
  (arn: string) =>
    `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
);
export const versionInUse = lambdaFault(
  "ResourceConflictException",
  409,
  (arn: string, aliases: string) =>
    `Unable to delete version because the following aliases reference it: [${aliases}] (${arn})`,
);

export const revisionDiffers = lambdaFault(
  "PreconditionFailedException",
  412,
  "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
);
export const invalid = lambdaFault("InvalidParameterValueException", 400, (words: string) => words);
export const notZip = lambdaFault(
  "InvalidParameterValueException",
  400,
  "Could not unzip uploaded file. Please check your file, then try to upload again.",
);
export const unzippedTooLarge = lambdaFault(
  "InvalidParameterValueException",
  400,
  "Unzipped size must be smaller than 262144000 bytes",
);
export const zippedTooLarge = lambdaFault(
  "RequestTooLargeException",
  413,
  (limit: number) => `Request must be smaller than ${limit} bytes for the CreateFunction operation`,
);
export const roleRefused = lambdaFault(
  "InvalidParameterValueException",
  400,
  "The role defined for the function cannot be assumed by Lambda.",
);
export const notJson = lambdaFault(
  "InvalidRequestContentException",
  400,
  (why: string) => `Could not parse request body into json: ${why}`,
);
export const payloadTooLarge = lambdaFault(
  "RequestTooLargeException",
  413,
  (limit: number, operation: string) =>
    `Request must be smaller than ${limit} bytes for the ${operation} operation`,
);
export const policyTooLarge = lambdaFault(
  "PolicyLengthExceededException",
  400,
  "The final policy size is bigger than the limit (20480).",
);
export const throttled = (
  reason: "ReservedFunctionConcurrentInvocationLimitExceeded" | "ConcurrentInvocationLimitExceeded",
): Fault =>
  new Fault("TooManyRequestsException", "Rate Exceeded.", 429, { Type: "User", Reason: reason });
/** The interpreter is missing or the runtime is none of Brume's: the words say which and how to get it. */
export const cannotRun = lambdaFault("InvalidRuntimeException", 502, (words: string) => words);
