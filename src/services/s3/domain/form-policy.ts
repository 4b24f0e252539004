/** The policy of a posted form: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
import { accessDenied, entityTooLarge, entityTooSmall, invalidPolicyDocument } from "../errors.ts";

export interface FormPolicy {
  /** Epoch milliseconds. */
  readonly expiration: number;
  readonly conditions: readonly (readonly [kind: string, ...rest: unknown[]])[];
}

/** @throws Fault InvalidPolicyDocument. */
export function parseFormPolicy(text: string): FormPolicy {
  const bad = (words: string) => invalidPolicyDocument(`Invalid Policy: ${words}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw bad("Invalid JSON.");
  }
  const { expiration, conditions } = (parsed ?? {}) as {
    expiration?: unknown;
    conditions?: unknown;
  };
  if (typeof expiration !== "string") throw bad("Policy missing expiration.");
  if (!Array.isArray(conditions)) throw bad("Policy missing conditions.");
  const at = Date.parse(expiration);
  if (Number.isNaN(at)) throw bad(`Invalid 'expiration' value: '${expiration}'`);
  const out = conditions.flatMap((condition): [string, ...unknown[]][] => {
    if (Array.isArray(condition) && condition.length === 3)
      return [[String(condition[0]), condition[1], condition[2]]];
    if (typeof condition !== "object" || condition === null || Array.isArray(condition))
      throw bad(
        "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
      );
    const entries = Object.entries(condition as object);
    if (entries.length !== 1)
      throw bad(
        "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
      );
    return entries.map(([name, value]) => ["eq", `$${name}`, value]);
  });
  return { expiration: at, conditions: out };
}

/** Fields that no condition need name. */
const FREE = new Set([
  "awsaccesskeyid",
  "policy",
  "signature",
  "x-amz-signature",
  "file",
  "submit",
  "bucket",
]);

/**
 * Judges a form's fields; names are in lower case.
 * @throws Fault AccessDenied in AWS's words.
 */
export function judgeForm(
  policy: FormPolicy,
  fields: ReadonlyMap<string, string>,
  now: number,
): void {
  const no = (words: string) => accessDenied(`Invalid according to Policy: ${words}`);
  if (policy.expiration <= now) throw no("Policy expired.");
  const named = new Set<string>();
  for (const [kind, name, value] of policy.conditions) {
    if (kind === "content-length-range") continue;
    const field = String(name).replace(/^\$/, "").toLowerCase();
    named.add(field);
    const given = fields.get(field) ?? "";
    const shown = `["${kind}", "$${field}", "${String(value)}"]`;
    const fits =
      kind === "eq"
        ? given === String(value)
        : kind === "starts-with" &&
          (field === "content-type"
            ? given.split(",").every((one) => one.startsWith(String(value)))
            : given.startsWith(String(value)));
    if (!fits) throw no(`Policy Condition failed: ${shown}`);
  }
  for (const field of fields.keys())
    if (!named.has(field) && !FREE.has(field) && !field.startsWith("x-ignore-"))
      throw no(`Extra input fields: ${field}`);
}

/** The sizes a policy allows. */
export function lengthRange(policy: FormPolicy): { min: number; max: number } | undefined {
  const range = policy.conditions.find(([kind]) => kind === "content-length-range");
  return range === undefined ? undefined : { min: Number(range[1]), max: Number(range[2]) };
}

/** @throws Fault EntityTooSmall, EntityTooLarge. */
export function checkFormLength(policy: FormPolicy | undefined, sizeBytes: number): void {
  const range = policy === undefined ? undefined : lengthRange(policy);
  if (range === undefined) return;
  if (sizeBytes < range.min) throw entityTooSmall(sizeBytes, range.min);
  if (sizeBytes > range.max) throw entityTooLarge(sizeBytes, range.max);
}
