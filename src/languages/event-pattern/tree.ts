/**
 * A pattern as a tree of single steps. Fields are told by their joined names, in patterns and in
 * events: a name with dots is several steps. https://github.com/aws/event-ruler
 */
import type { Listed } from "./operators.ts";

export interface Leaf {
  readonly listed: readonly Listed[];
}

export interface Branch {
  readonly leaves: readonly (readonly [step: string, leaf: Leaf])[];
  readonly below: readonly (readonly [step: string, branch: Branch])[];
  /** Of each `$or`, one must match. */
  readonly either: readonly (readonly Branch[])[];
  /** Names with dots by which an event may hold what is more than one step below. */
  readonly joined: readonly string[];
  /** Whether something in it may be absent. */
  readonly absent: boolean;
  /** Each way to choose one of every `$or`; made when first asked for. */
  ways(): readonly Way[];
}

/** A branch without `$or`, beside its leaves in the order of their joined names. */
export interface Way {
  readonly branch: Branch;
  readonly leaves: readonly Placed[];
}

interface Placed extends Leaf {
  readonly path: readonly string[];
}

/** A branch while it is read. */
export interface Draft {
  readonly leaves: Map<string, Leaf>;
  readonly below: Map<string, Draft>;
  readonly either: Draft[][];
}

export const draft = (): Draft => ({ leaves: new Map(), below: new Map(), either: [] });

/** The branch some steps below, made where there is none. */
export function draftAt(from: Draft, steps: readonly string[]): Draft {
  let at = from;
  for (const step of steps) {
    const found = at.below.get(step) ?? draft();
    at.below.set(step, found);
    at = found;
  }
  return at;
}

/** The branch that was read, with what matching wants to know of it. */
export function finished(from: Draft): Branch {
  const leaves = [...from.leaves];
  const below = [...from.below].map(([step, one]) => [step, finished(one)] as const);
  const either = from.either.map((some) => some.map(finished));
  const others = [...below.map(([, one]) => one), ...either.flat()];
  const joined = new Set([
    ...below.flatMap(([step, one]) => namesOf(one).map((name) => `${step}.${name}`)),
    ...either.flat().flatMap((one) => one.joined),
  ]);
  let ways: readonly Way[] | undefined;
  const branch: Branch = {
    ...{ leaves, below, either, joined: [...joined] },
    absent:
      leaves.some(([, { listed }]) => listed.some((one) => one.absent)) ||
      others.some((one) => one.absent),
    ways: () => (ways ??= waysOf(branch)),
  };
  return branch;
}

/** What a branch has, by its steps and by names of several. */
const namesOf = ({ leaves, below, either, joined }: Branch): readonly string[] => [
  ...[...leaves, ...below].map(([step]) => step),
  ...joined,
  ...either.flat().flatMap(namesOf),
];

function waysOf(branch: Branch): readonly Way[] {
  return choicesOf(branch, []).map((choice) => {
    const made = draft();
    for (const { path, listed } of choice)
      draftAt(made, path.slice(0, -1)).leaves.set(path.at(-1)!, { listed });
    const name = ({ path }: Placed) => path.join(".");
    const leaves = [...choice].sort((a, b) => (name(a) < name(b) ? -1 : 1));
    return { branch: finished(made), leaves };
  });
}

function choicesOf(branch: Branch, above: readonly string[]): readonly (readonly Placed[])[] {
  const parts = [
    [branch.leaves.map(([step, leaf]) => ({ ...leaf, path: [...above, step] }))],
    ...branch.below.map(([step, one]) => choicesOf(one, [...above, step])),
    ...branch.either.map((some) => some.flatMap((one) => choicesOf(one, above))),
  ];
  return parts.reduce((all, part) => all.flatMap((one) => part.map((more) => [...one, ...more])));
}
