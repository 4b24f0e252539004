/** Records that come in: kept as they came where that is asked for, processed, put into buffers. */
import { Buffers, type Incoming } from "./buffers.ts";
import { isPartitioned, keepsAll, planFor } from "./destinations.ts";
import { PREFIX_LENGTH } from "./limits.ts";
import { evaluated, keysIn } from "./prefixes.ts";
import { partitionKeys, type Plan, Unprocessed, unpacked } from "./processing.ts";
import type { Seal } from "./sealing.ts";
import type { Ctx, Stream, Tx } from "./streams.ts";

/** Takes records into the buffers of a stream, in the transaction that acknowledges them. */
export async function takeIn(
  ctx: Ctx,
  tx: Tx,
  stream: Stream,
  records: readonly Incoming[],
  seal: Seal,
): Promise<void> {
  const buffers = new Buffers(ctx, tx, stream, seal);
  const plan = planFor(stream.destination);
  const all = keepsAll(stream.destination);
  for (const record of records) {
    if (all) buffers.add("backup", "", record);
    for (const piece of piecesOf(buffers, plan, record))
      if (plan.lambda !== undefined) buffers.add("process", "", piece);
      else finish(buffers, plan, piece, NONE);
  }
  await buffers.store();
}

/** No partition keys. */
const NONE: ReadonlyMap<string, string> = new Map();

function piecesOf(buffers: Buffers, plan: Plan, record: Incoming): readonly Incoming[] {
  try {
    const pieces = unpacked(plan, record.data);
    if (pieces.length === 1) return [{ ...record, data: pieces[0]! }];
    // Functions tell records by their ids, and of these there are now several.
    const { chance } = buffers.ctx;
    return pieces.map((data) => ({ ...record, data, recordId: chance.hex(56) }));
  } catch (error) {
    if (!(error instanceof Unprocessed)) throw error;
    buffers.failBy(record, error);
    return [];
  }
}

/**
 * Puts a processed record into the buffer that it is to be delivered from.
 * @param given Partition keys that a function gave.
 */
export function finish(
  buffers: Buffers,
  plan: Plan,
  record: Incoming,
  given: ReadonlyMap<string, string>,
): void {
  try {
    const partition = partitionOf(buffers.stream, plan, record, given);
    const data =
      plan.delimiter === undefined ? record.data : Buffer.concat([record.data, plan.delimiter]);
    buffers.add("deliver", partition, { ...record, data });
  } catch (error) {
    if (!(error instanceof Unprocessed)) throw error;
    buffers.failBy(record, error);
  }
}

function partitionOf(
  { destination }: Stream,
  plan: Plan,
  { data, arrivedAt: at }: Incoming,
  given: ReadonlyMap<string, string>,
): string {
  if (!isPartitioned(destination)) return "";
  const prefix = destination.s3!.Prefix;
  const keys = partitionKeys(plan, data, keysIn(prefix), given);
  const whole = evaluated(prefix, { at, zone: destination.s3!.CustomTimeZone, seed: "", keys });
  if (whole.length > PREFIX_LENGTH)
    throw new Unprocessed(
      "DynamicPartitioning.MetadataExtractionFailed",
      `The evaluated prefix is longer than ${PREFIX_LENGTH} characters`,
    );
  return JSON.stringify([...keys]);
}
