/** SAM's errors, in AWS's words. */

/** One resource is invalid; others may be too. */
export class InvalidResource extends Error {
  constructor(
    readonly id: string | undefined,
    readonly words: string,
  ) {
    super(words);
  }

  /** The same of a resource, where none was named. */
  of(id: string): InvalidResource {
    return this.id === undefined ? new InvalidResource(id, this.words) : this;
  }
}

/** The template is invalid. */
export class SamError extends Error {
  readonly errorMessage: string;

  constructor(problems: readonly InvalidResource[]) {
    const words = problems.map((p) =>
      p.id === undefined ? p.words : `Resource with id [${p.id}] is invalid. ${p.words}`,
    );
    const message = `Invalid Serverless Application Specification document. Number of errors found: ${problems.length}. ${words.join(" ")}`;
    super(message);
    this.errorMessage = message;
  }
}
