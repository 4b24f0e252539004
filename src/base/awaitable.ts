/** Values that may already be here: what is here is not waited for. */

export type Awaitable<T> = T | Promise<T>;

/** What `use` makes of a value, at once when the value is here. */
export function then<T, R>(value: Awaitable<T>, use: (value: T) => Awaitable<R>): Awaitable<R> {
  return value instanceof Promise ? value.then(use) : use(value);
}

/** Does something for each value in turn. */
export function inTurn<T>(
  values: readonly T[],
  use: (value: T) => Awaitable<void>,
): Awaitable<void> {
  for (let i = 0; i < values.length; i++) {
    const done = use(values[i]!);
    if (done instanceof Promise) return done.then(() => inTurn(values.slice(i + 1), use));
  }
}
