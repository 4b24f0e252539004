/**
 * SAM's errors, in AWS's words. A part of the transform throws one cause; the transform collects
 * those of all resources into one SamError.
 */
import { byCodePoint } from "./python.ts";

/** What is wrong with one part of a template. */
export abstract class SamCause extends Error {
  /** The whole sentence. */
  abstract get text(): string;

  /** Several causes stand in this order. */
  get order(): string {
    return this.text;
  }
}

/** One resource is invalid; others may be too. */
export class InvalidResource extends SamCause {
  constructor(
    readonly id: string | undefined,
    readonly words: string,
  ) {
    super(words);
  }

  get text(): string {
    return this.id === undefined
      ? this.words
      : `Resource with id [${this.id}] is invalid. ${this.words}`;
  }

  override get order(): string {
    return this.id ?? this.words;
  }

  /** The same of a resource, where none was named. */
  of(id: string): InvalidResource {
    return this.id === undefined ? new InvalidResource(id, this.words) : this;
  }
}

/** An event of a function or a state machine is invalid. */
export class InvalidEvent extends SamCause {
  constructor(
    readonly event: string,
    readonly words: string,
  ) {
    super(words);
  }

  get text(): string {
    return `Event with id [${this.event}] is invalid. ${this.words}`;
  }
}

/** The template has not the form of one. */
export class InvalidTemplate extends SamCause {
  constructor(readonly words: string) {
    super(words);
  }

  get text(): string {
    return `Structure of the SAM template is invalid. ${this.words}`;
  }
}

/** The section of globals is invalid. */
export class InvalidGlobals extends SamCause {
  constructor(readonly words: string) {
    super(words);
  }

  get text(): string {
    return `'Globals' section is invalid. ${this.words}`;
  }

  override get order(): string {
    return "Globals";
  }
}

/** A resource would make another whose id the template has already. */
export class DuplicateId extends SamCause {
  constructor(
    readonly id: string,
    readonly made: string,
    readonly type: string,
  ) {
    super(made);
  }

  get text(): string {
    return (
      `Transforming resource with id [${this.id}] attempts to create a new resource with id ` +
      `[${this.made}] and type "${this.type}". A resource with that id already exists within ` +
      "this template. Please use a different id for that resource."
    );
  }

  override get order(): string {
    return this.id;
  }
}

/** The template is invalid. */
export class SamError extends Error {
  readonly errorMessage: string;
  readonly causes: readonly SamCause[];

  constructor(problems: readonly SamCause[]) {
    const causes = [...new Map(problems.map((cause) => [cause.text, cause])).values()];
    const texts = [...causes]
      .sort((a, b) => byCodePoint(a.order, b.order))
      .map((cause) => cause.text);
    const message = [
      `Invalid Serverless Application Specification document. Number of errors found: ${causes.length}.`,
      ...texts,
    ].join(" ");
    super(message);
    this.errorMessage = message;
    this.causes = causes;
  }
}
