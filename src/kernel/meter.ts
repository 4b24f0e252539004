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

export class Meter {
  #series = new Map<string, Measurement>();

  /** Adds one observation. `dimensions` in the order they are shown. */
  count(
    scope: { account: string; region: string; now: number },
    namespace: string,
    name: string,
    value: number,
    unit: string,
    dimensions: Readonly<Record<string, string>>,
  ): void {
    const minute = scope.now - (scope.now % 60_000);
    let key = `${scope.account}|${scope.region}|${namespace}|${name}|${minute}`;
    for (const dimension in dimensions) key += `|${dimension}=${dimensions[dimension]}`;
    const known = this.#series.get(key);
    if (known !== undefined) {
      known.sum += value;
      known.count++;
      if (value < known.min) known.min = value;
      if (value > known.max) known.max = value;
      return;
    }
    if (this.#series.size >= SERIES_LIMIT) return;
    const { account, region } = scope;
    this.#series.set(key, {
      account,
      region,
      namespace,
      name,
      unit,
      dimensions,
      minute,
      sum: value,
      count: 1,
      min: value,
      max: value,
    });
  }

  /** Takes what was gathered. */
  take(): Measurement[] {
    const all = [...this.#series.values()];
    this.#series = new Map();
    return all;
  }

  get size(): number {
    return this.#series.size;
  }
}
