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
  readonly values?: Seen;
}

export interface MetricSink {
  put(measurements: readonly Measurement[]): Promise<void>;
}

/** More distinct series than this between two flushes are dropped: a bound, not a quota of AWS. */
const SERIES_LIMIT = 50_000;

/** Units whose values are kept: of counts, nobody asks for a percentile. */
const KEPT: ReadonlySet<string> = new Set(["Milliseconds", "Microseconds", "Seconds", "Bytes"]);

/** So many different values of a series are kept as they are; what comes after them to two percent. */
const EXACT_VALUES = 200;
const STEPS_PER_E = 1 / Math.log(1.02);

/** Steps of a series: more than times and sizes can fill. What is beyond them is left out. */
const MOST_STEPS = 2_000;

/** Values of a series and how often each was seen. It stands in every service's way: an int-keyed map. */
export class Seen {
  readonly #exact = new Map<number, number>();
  readonly #steps = new Map<number, number>();

  add(value: number): void {
    const exact = this.#exact;
    if (exact.size < EXACT_VALUES) {
      exact.set(value, (exact.get(value) ?? 0) + 1);
      return;
    }
    const step = value > 0 ? Math.round(Math.log(value) * STEPS_PER_E) : -Infinity;
    const many = this.#steps.get(step);
    if (many !== undefined || this.#steps.size < MOST_STEPS) this.#steps.set(step, (many ?? 0) + 1);
  }

  /** Each value once, with its count. */
  pairs(): [value: number, count: number][] {
    const all = new Map(this.#exact);
    for (const [step, count] of this.#steps) {
      const value = Math.exp(step / STEPS_PER_E);
      all.set(value, (all.get(value) ?? 0) + count);
    }
    return [...all];
  }
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
        const made: Measurement = {
          ...{ account, region, namespace, name, unit, dimensions, minute },
          ...{ sum: value, count: 1, min: value, max: value },
          ...(KEPT.has(unit) ? { values: new Seen() } : {}),
        };
        made.values?.add(value);
        node.series.set(name, made);
        this.#all.push(made);
        continue;
      }
      known.sum += value;
      known.count++;
      if (value < known.min) known.min = value;
      if (value > known.max) known.max = value;
      known.values?.add(value);
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
