/**
 * Requests that are sent again: the same token with the same request is answered as the first was.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html#scheduler-CreateSchedule-request-ClientToken
 */
import { createHash } from "node:crypto";
import { tokenInUse } from "./errors.ts";
import type { Tx } from "./schedules.ts";
import type { RequestRow } from "./tables.ts";

interface Given {
  readonly operation: string;
  readonly input: { readonly ClientToken?: string };
  /** What the request makes or changes: a schedule or, without a name, a group. */
  readonly group: string;
  readonly name?: string;
}

/**
 * Whether a request was carried out before; if not, it is noted as what is carried out now.
 * @throws Fault Conflict for another request with its token.
 */
export async function doneBefore(tx: Tx, { operation, input, ...of }: Given): Promise<boolean> {
  const { ClientToken: token, ...rest } = input;
  const { group, name = "" } = of;
  const hash = hashOf([operation, rest]);
  const held = token === undefined ? undefined : await tx.request.find({ token });
  if (held !== undefined && held.hash !== hash) throw tokenInUse(held.token);
  if (held !== undefined) return true;
  await tx.request.removeAll({ group, name });
  if (token !== undefined) await tx.request.put({ token, hash, group, name } satisfies RequestRow);
  return false;
}

const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value, sorted)).digest("base64");

/** Members in the order of their names: how a client wrote them says nothing. */
const sorted = (_name: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
