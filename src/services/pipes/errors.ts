/** Pipes's faults, in AWS's words: https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/CommonErrors.html */
import { Fault, fault } from "#aws/fault";

export const pipeMissing = fault(
  "NotFoundException",
  404,
  (name: string) => `Pipe ${name} does not exist.`,
);
export const validation = fault("ValidationException", 400, (words: string) => words);
export const pipeExists = (name: string): Fault => conflict(`Pipe ${name} already exists.`, name);
export const pipeBusy = (name: string, state: string): Fault =>
  conflict(`Pipe ${name} cannot be changed while its state is ${state}.`, name);

const conflict = (words: string, resourceId: string): Fault =>
  new Fault("ConflictException", words, 409, { resourceId, resourceType: "Pipe" });

/** No text of AWS's own was found for it. */
export const tooManyPipes = (name: string, most: number): Fault =>
  new Fault("ServiceQuotaExceededException", `An account has at most ${most} pipes.`, 402, {
    resourceId: name,
    resourceType: "Pipe",
    serviceCode: "pipes",
    quotaCode: "",
  });

/** The enrichment or the target answered that it failed. */
export class Failed extends Error {
  /** @param awsService Who answered, e.g. "lambda". */
  constructor(
    readonly awsService: string,
    message: string,
  ) {
    super(message);
  }
}
