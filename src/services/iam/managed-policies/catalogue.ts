/**
 * AWS's own managed policies by name and ARN. The facts are generated
 * (`tools/generate/managed-policies.ts`); documents are read in small files, on first use.
 */
import { createHash } from "node:crypto";

/** Name, path, default version, creation and update in epoch milliseconds. */
type Row = readonly [string, string, string, number, number];

export interface AwsPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly id: string;
  /** Differs from AWS: only the default version is known. */
  readonly defaultVersionId: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Whether an ARN is one that AWS's policies have; it may still name none. */
export function isAwsArn(arn: string): boolean {
  return /^arn:[\w-]+:iam::aws:policy\//.test(arn);
}

/** AWS's policy of an ARN. */
export async function awsPolicy(arn: string): Promise<AwsPolicy | undefined> {
  if (!isAwsArn(arn)) return undefined;
  const rows = await index();
  const at = placeOf(rows, arn.slice(arn.lastIndexOf("/") + 1));
  const found = at < 0 ? undefined : described(rows[at]!);
  return found?.arn === arn.replace(/^arn:[\w-]+:/, "arn:aws:") ? { ...found, arn } : undefined;
}

/** All of AWS's policies in the order of their names. */
export async function awsPolicies(): Promise<AwsPolicy[]> {
  return (await index()).map(described);
}

/** The JSON text of the default version of one of AWS's policies. */
export async function awsDocument(name: string): Promise<string | undefined> {
  const at = placeOf(await index(), name);
  if (at < 0) return undefined;
  const { shards } = await import("./generated/index.ts");
  return (await shards[at % shards.length]!()).default[name];
}

async function index(): Promise<readonly Row[]> {
  return (await import("./generated/index.json", { with: { type: "json" } }))
    .default as unknown as readonly Row[];
}

function placeOf(rows: readonly Row[], name: string): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = rows[middle]![0];
    if (candidate === name) return middle;
    if (candidate < name) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function described([name, path, defaultVersionId, createdAt, updatedAt]: Row): AwsPolicy {
  const arn = `arn:aws:iam::aws:policy${path}${name}`;
  return { arn, name, path, id: policyId(name), defaultVersionId, createdAt, updatedAt };
}

/** Differs from AWS: the id is made from the name, as AWS's own is not published. */
function policyId(name: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const hash = createHash("sha256").update(name).digest();
  return `ANPA${Array.from({ length: 17 }, (_, at) => letters[hash[at]! & 31]).join("")}`;
}
