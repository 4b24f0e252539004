/** Which error shape a fault is, and its members. */
import type { Fault } from "#aws/fault";
import type { OperationModel, ServiceModel, StructureShape } from "#aws/model";

export interface ErrorShape {
  readonly name: string;
  readonly shape: StructureShape;
}

/** The error shape a fault's code names: as a shape, or by the code that shape has on the wire. */
export function errorShape(
  model: ServiceModel,
  operation: OperationModel | undefined,
  fault: Fault,
): ErrorShape | undefined {
  const own = model.shapes[fault.code];
  if (own?.type === "structure" && own.error !== undefined) return { name: fault.code, shape: own };
  for (const name of operation?.errors ?? []) {
    const shape = model.shapes[name];
    if (shape?.type === "structure" && shape.error?.code === fault.code) return { name, shape };
  }
  return undefined;
}

/** The fault's members as the shape names them: its message under "message" or "Message". */
export function faultMembers({ shape }: ErrorShape, fault: Fault): Record<string, unknown> {
  const members: Record<string, unknown> = { ...fault.details };
  const name = Object.keys(shape.members).find((key) => key.toLowerCase() === "message");
  if (name !== undefined && members[name] === undefined && fault.message !== "")
    members[name] = fault.message;
  return members;
}

/** The code on the wire of Query and XML protocols. */
export function wireCode(model: ServiceModel, shape: ErrorShape | undefined, fault: Fault): string {
  const other = model.queryCompatible ? QUERY_CODES.get(fault.code) : undefined;
  return shape?.shape.error?.code ?? other ?? fault.code;
}

/**
 * What every service can answer, by JSON's code: the query protocol has other words for it. So it
 * has for KMS's refusals, which SQS's model leaves out.
 */
const QUERY_CODES: ReadonlyMap<string, string> = new Map([
  ["AccessDeniedException", "AccessDenied"],
  ["ExpiredTokenException", "ExpiredToken"],
  ["IncompleteSignatureException", "IncompleteSignature"],
  ["InvalidSignatureException", "SignatureDoesNotMatch"],
  ["KmsAccessDenied", "KMS.AccessDeniedException"],
  ["KmsDisabled", "KMS.DisabledException"],
  ["KmsInvalidKeyUsage", "KMS.InvalidKeyUsageException"],
  ["KmsInvalidState", "KMS.InvalidStateException"],
  ["KmsNotFound", "KMS.NotFoundException"],
  ["KmsOptInRequired", "KMS.OptInRequired"],
  ["KmsThrottled", "KMS.ThrottlingException"],
  ["MissingAuthenticationTokenException", "MissingAuthenticationToken"],
  ["ThrottlingException", "Throttling"],
  ["UnrecognizedClientException", "InvalidClientTokenId"],
]);

/**
 * The `x-amzn-query-error` of a service that once spoke the query protocol: its clients go on
 * telling errors apart by the codes they had there.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export function queryError(shape: ErrorShape | undefined, fault: Fault): [string, string] {
  const code = shape?.shape.error?.code ?? QUERY_CODES.get(fault.code) ?? fault.code;
  return ["x-amzn-query-error", `${code};${fault.status < 500 ? "Sender" : "Receiver"}`];
}
