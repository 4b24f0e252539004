/** Reading and gathering data points. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { seriesKey } from "./domain.ts";
import type { PointRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

/** Of one series, in one request: a year of minutes. */
const READ = 500_000;

/**
 * A series' points from a time up to another, oldest first.
 * @param dimensions As `dimensionsText` writes them. @param from Epoch milliseconds. @param to Left out.
 */
export async function readPoints(
  tx: Tx,
  namespace: string,
  name: string,
  dimensions: string,
  from: number,
  to: number,
): Promise<PointRow[]> {
  const rows = await tx.point.list({
    where: { series: seriesKey(namespace, name, dimensions) },
    range: { column: "at", from, to },
    limit: READ,
  });
  return rows as PointRow[];
}
