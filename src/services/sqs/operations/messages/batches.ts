/** Batches: their entries checked, and carried out one by one. */
import { Fault } from "#aws/fault";
import type { BatchResultErrorEntry } from "#aws/generated/types/sqs";
import { emptyBatch, idsNotDistinct, invalidBatchEntryId, tooManyEntries } from "../../errors.ts";
import { BATCH_ENTRIES } from "../../limits.ts";

/**
 * @param operation Of the batch, in whose words an empty one is refused.
 * @throws Fault for a batch whose entries cannot be told apart.
 */
export function checkEntries(operation: string, entries: readonly { Id?: string }[]): void {
  if (entries.length === 0) throw emptyBatch(operation);
  if (entries.length > BATCH_ENTRIES) throw tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id = "" } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) throw invalidBatchEntryId();
    if (seen.has(Id)) throw idsNotDistinct(Id);
    seen.add(Id);
  }
}

/**
 * Runs a batch's entries one by one; a fault of one is answered as that entry's failure. AWS leaves
 * out a list that is empty.
 */
export async function perEntry<E extends { Id?: string }, R>(
  entries: readonly E[],
  run: (entry: E) => Promise<R>,
): Promise<{ Successful?: R[]; Failed?: BatchResultErrorEntry[] }> {
  const Successful: R[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries)
    try {
      Successful.push(await run(entry));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      Failed.push({
        Id: entry.Id ?? "",
        Code: error.code,
        Message: error.message,
        SenderFault: true,
      });
    }
  if (Failed.length === 0) return { Successful };
  return Successful.length === 0 ? { Failed } : { Successful, Failed };
}
