/** Brings what services count, and what stands in them, to the service that keeps metrics. */
import type { Context } from "./context.ts";
import type { Kernel } from "./kernel.ts";
import type { ServiceDefinition } from "./service.ts";

const EVERY_MS = 60_000;
/** A week goes by in seconds when the clock is advanced: its minutes are written many at a time. */
const ADVANCING_SERIES = 5_000;

export class Metrics {
  /** How many are moving the clock on. */
  #advancing = 0;

  constructor(readonly kernel: Kernel) {}

  /** Looks and writes each minute of Brume's clock, from now on. */
  schedule(): void {
    const { kernel } = this;
    kernel.clock.at(kernel.clock.now() + EVERY_MS, () => {
      kernel.background("metrics", () => this.flush());
      this.schedule();
    });
  }

  /** What services see standing is counted, and all that was counted is written. */
  async flush(): Promise<void> {
    for (const service of this.kernel.loaded()) await service.gauges?.(this.#context(service));
    await this.#write(this.#advancing > 0 ? ADVANCING_SERIES : 0);
  }

  /** Runs what moves the clock on; in the end all that was counted on the way is written. */
  async during(work: () => Promise<void>): Promise<void> {
    this.#advancing++;
    try {
      await work();
    } finally {
      this.#advancing--;
    }
    await this.#write(0);
  }

  /** @param most Up to this many series may wait for the next time. */
  async #write(most: number): Promise<void> {
    const { kernel } = this;
    const keeper = kernel.options.services.find(({ provides }) => provides === "metrics");
    if (keeper === undefined || kernel.meter.size <= most) return;
    const definition = await kernel.load(keeper.id);
    await definition.provides?.metrics?.(this.#context(definition)).put(kernel.meter.take());
  }

  #context(service: ServiceDefinition): Context {
    const { defaultAccount: account, defaultRegion: region } = this.kernel.options;
    return this.kernel.contextFor(service, { account, region, via: "loop", operation: "metrics" });
  }
}
