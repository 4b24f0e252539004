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
}

export interface MetricSink {
  put(measurements: readonly Measurement[]): Promise<void>;
}

/** More distinct series than this between two flushes are dropped: a bound, not a quota of AWS. */
const SERIES_LIMIT = 50_000;

/** One observation: what is measured, how much, in which unit. */
export type Observation = readonly [name: string, value: number, unit: string];

export class Meter {
  /** By scope, namespace, minute and dimensions, then by name. */
  #series = new Map<string, Map<string, Measurement>>();
  #size = 0;

  /** Adds observations of the same dimensions, which are given in the order in which they are shown. */
  count(
    scope: { account: string; region: string; now: number },
    namespace: string,
    dimensions: Readonly<Record<string, string>>,
    observations: readonly Observation[],
  ): void {
    const { account, region, now } = scope;
    const minute = now - (now % 60_000);
    let key = `${account}|${region}|${namespace}|${minute}`;
    for (const dimension in dimensions) key += `|${dimension}=${dimensions[dimension]}`;
    let set = this.#series.get(key);
    if (set === undefined) {
      if (this.#size >= SERIES_LIMIT) return;
      set = new Map();
      this.#series.set(key, set);
    }
    for (const [name, value, unit] of observations) {
      const known = set.get(name);
      if (known !== undefined) {
        known.sum += value;
        known.count++;
        if (value < known.min) known.min = value;
        if (value > known.max) known.max = value;
        continue;
      }
      if (this.#size >= SERIES_LIMIT) return;
      this.#size++;
      set.set(name, {
        ...{ account, region, namespace, name, unit, dimensions, minute },
        ...{ sum: value, count: 1, min: value, max: value },
      });
    }
  }

  /** Takes what was gathered. */
  take(): Measurement[] {
    const all = [...this.#series.values()].flatMap((set) => [...set.values()]);
    this.#series = new Map();
    this.#size = 0;
    return all;
  }

  get size(): number {
    return this.#size;
  }
}
