/** Lists cut into parts as large as their receivers take. */

export interface Most {
  readonly count: number;
  readonly bytes: number;
}

/** Parts in the list's order; what alone is larger than a part may be has one for itself. */
export function cut<T>(all: readonly T[], most: Most, bytesOf: (one: T) => number): T[][] {
  const parts: T[][] = [];
  let bytes = 0;
  for (const one of all) {
    const own = bytesOf(one);
    const last = parts.at(-1);
    if (last === undefined || last.length >= most.count || bytes + own > most.bytes) {
      parts.push([one]);
      bytes = own;
    } else {
      last.push(one);
      bytes += own;
    }
  }
  return parts;
}
