/** The calls of one step of an execution, as the pipe's log tells of them. */

export class Calls {
  readonly #responses: unknown[] = [];

  /** @param started Is told of each request before it is sent. */
  constructor(readonly started: (request: unknown) => void) {}

  /** Makes a call. @throws What it throws. */
  async ask<T>(request: unknown, call: () => Promise<T>): Promise<T> {
    this.started(request);
    const response = await call();
    this.#responses.push(response);
    return response;
  }

  /** What was answered: of several calls a list, of none undefined. */
  get response(): unknown {
    return this.#responses.length > 1 ? this.#responses : this.#responses[0];
  }
}
