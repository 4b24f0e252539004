/** What services count: CloudWatch metrics of their own, gathered per minute and flushed together. */
export interface Measurement {
  readonly account: string;
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Epoch milliseconds, start of the minute. */
  readonly minute: number;
  sum: number;
  count: number;
  min: number;
  max: number;
  /** Values and how often each was seen, of times and sizes only: what percentiles are made of. */
  readonly values?: Map<number, number>;
}

export interface MetricSink {
  put(measurements: readonly Measurement[]): Promise<void>;
}

/** More distinct series than this between two flushes are dropped: a bound, not a quota of AWS. */
const SERIES_LIMIT = 50_000;

/** Units whose values are kept: of counts, nobody asks for a percentile. */
const KEPT: ReadonlySet<string> = new Set(["Milliseconds", "Microseconds", "Seconds", "Bytes"]);

/** So many different values of a series are kept as they are, further ones to two percent. */
const EXACT_VALUES = 200;
const STEP = Math.log(1.02);

/** Different values of a series; what comes after them is left out of its percentiles. */
const MOST_VALUES = 1_000;

/** Counts a value: one look-up for a value seen before, since this stands in every service's way. */
function keep(values: Map<number, number>, value: number): void {
  const seen = values.get(value);
  if (seen !== undefined) {
    values.set(value, seen + 1);
    return;
  }
  let near = value;
  if (values.size >= EXACT_VALUES)
    near = value > 0 ? Math.exp(Math.round(Math.log(value) / STEP) * STEP) : 0;
  const many = values.get(near);
  if (many !== undefined || values.size < MOST_VALUES) values.set(near, (many ?? 0) + 1);
}

/** One observation: what is measured, how much, in which unit. */
export type Observation = readonly [name: string, value: number, unit: string];

/**
 * Series by the words that tell them apart, one after the other: minute, account, region, namespace,
 * each dimension and its value. One text of all of them would have to be made for every count.
 */
class Node {
  readonly next = new Map<string | number, Node>();
  /** By name. */
  readonly series = new Map<string, Measurement>();

  to(word: string | number): Node {
    let node = this.next.get(word);
    if (node === undefined) {
      node = new Node();
      this.next.set(word, node);
    }
    return node;
  }
}

export class Meter {
  #root = new Node();
  #all: Measurement[] = [];

  /** Adds observations of the same dimensions, which are given in the order in which they are shown. */
  count(
    scope: { account: string; region: string; now: number },
    namespace: string,
    dimensions: Readonly<Record<string, string>>,
    observations: readonly Observation[],
  ): void {
    if (this.#all.length >= SERIES_LIMIT) return;
    const { account, region, now } = scope;
    const minute = now - (now % 60_000);
    let node = this.#root.to(minute).to(account).to(region).to(namespace);
    for (const dimension in dimensions) node = node.to(dimension).to(dimensions[dimension]!);
    for (const [name, value, unit] of observations) {
      const known = node.series.get(name);
      if (known === undefined) {
        const made = {
          ...{ account, region, namespace, name, unit, dimensions, minute },
          ...{ sum: value, count: 1, min: value, max: value },
          ...(KEPT.has(unit) ? { values: new Map([[value, 1]]) } : {}),
        };
        node.series.set(name, made);
        this.#all.push(made);
        continue;
      }
      known.sum += value;
      known.count++;
      if (value < known.min) known.min = value;
      if (value > known.max) known.max = value;
      if (known.values !== undefined) keep(known.values, value);
    }
  }

  /** Takes what was gathered. */
  take(): Measurement[] {
    const all = this.#all;
    this.#all = [];
    this.#root = new Node();
    return all;
  }

  get size(): number {
    return this.#all.length;
  }
}
