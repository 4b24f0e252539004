/**
 * Many patterns at once: an event is tried against those it may match and not against all. Each
 * pattern stands under one value that an event must hold for it, the one that fewest others share.
 */
import type { EventPattern } from "./pattern.ts";
import { valuesAt } from "./match.ts";
import type { Scalar } from "./operators.ts";

interface Held<K> {
  readonly key: K;
  readonly pattern: EventPattern;
}

interface Shelf<K> {
  readonly path: readonly string[];
  readonly byValue: Map<Scalar, Held<K>[]>;
}

export class PatternIndex<K> {
  readonly #shelves = new Map<string, Shelf<K>>();
  /** Patterns that ask for no value in particular. */
  readonly #loose: Held<K>[] = [];

  /** @param patterns Each with what is given back for it when it matches. */
  constructor(patterns: Iterable<readonly [key: K, pattern: EventPattern]>) {
    const shared = new Map<string, number>();
    const all = [...patterns];
    for (const [, { anchors }] of all)
      for (const { path, values } of anchors)
        for (const value of values) {
          const place = JSON.stringify([path, value]);
          shared.set(place, (shared.get(place) ?? 0) + 1);
        }
    for (const [key, pattern] of all) this.#place({ key, pattern }, shared);
  }

  /** Keys of the patterns that an event matches, each once. */
  matching(event: unknown): K[] {
    const found = this.#loose.filter(({ pattern }) => pattern.matches(event));
    for (const { path, byValue } of this.#shelves.values()) {
      const values = valuesAt(event, path);
      const tried =
        values.length === 1
          ? byValue.get(values[0]!)
          : new Set(values.flatMap((value) => byValue.get(value) ?? []));
      for (const held of tried ?? []) if (held.pattern.matches(event)) found.push(held);
    }
    return found.map(({ key }) => key);
  }

  #place(held: Held<K>, shared: ReadonlyMap<string, number>): void {
    const crowd = ({ path, values }: { path: readonly string[]; values: readonly Scalar[] }) =>
      values.reduce<number>((sum, v) => sum + (shared.get(JSON.stringify([path, v])) ?? 0), 0);
    const [anchor] = [...held.pattern.anchors].sort((a, b) => crowd(a) - crowd(b));
    if (anchor === undefined) {
      this.#loose.push(held);
      return;
    }
    const name = JSON.stringify(anchor.path);
    let shelf = this.#shelves.get(name);
    if (shelf === undefined) {
      shelf = { path: anchor.path, byValue: new Map() };
      this.#shelves.set(name, shelf);
    }
    for (const value of new Set(anchor.values)) {
      const listed = shelf.byValue.get(value);
      if (listed === undefined) shelf.byValue.set(value, [held]);
      else listed.push(held);
    }
  }
}
