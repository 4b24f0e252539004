/** What an operation answers when it expectedly cannot do what was asked. */
export class Fault extends Error {
  /** When a delivery that ends in it may be tried again at the earliest: epoch milliseconds. */
  retryAt?: number;

  /**
   * @param code AWS's error code, e.g. "ResourceNotFoundException", as the model's shape names it.
   * @param message AWS's words.
   * @param status HTTP status.
   * @param details Further modelled members of the error shape, e.g. `{ Item: {...} }`.
   * @param headers Header fields that come with the error, e.g. S3's x-amz-delete-marker.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status: number = 400,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly headers: readonly (readonly [name: string, value: string])[] = [],
  ) {
    super(message);
    this.name = code;
  }
}

/** A named fault constructor: `const queueMissing = fault("QueueDoesNotExist", 400, (q) => ...)`. */
export function fault<A extends unknown[]>(
  code: string,
  status: number,
  words: string | ((...args: A) => string),
): (...args: A) => Fault {
  return (...args) => new Fault(code, typeof words === "string" ? words : words(...args), status);
}

/** The answer for what Brume does not have: it names what was asked for. */
export function notImplemented(what: string): Fault {
  return new Fault("NotImplemented", `${what} is not implemented in Brume yet.`, 501);
}
