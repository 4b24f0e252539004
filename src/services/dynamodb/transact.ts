/** All or nothing: several requests in one transaction, with AWS's reasons for cancelling it. */
import { Fault } from "#aws/fault";
import { meets } from "#languages/dynamodb-expression/evaluate";
import { noUsage, shownCapacity, type Usage } from "./domain/capacity.ts";
import { shownItem } from "./domain/items.ts";
import {
  type CancellationReason,
  CONDITION_FAILED,
  duplicateItem,
  invalid,
  transactionCancelled,
} from "./errors.ts";
import { type Ctx, open, type Opened, type Tx } from "./opened.ts";
import { addUsage, collectionMetrics } from "./operations/items.ts";
import { checkAgainstTable, type Outcome, perform, requestPlace } from "./perform.ts";
import type { WriteRequest } from "./requests.ts";
import { readItem } from "./writes.ts";

/** A write of a transaction; an insertion fails where there is an item already. */
export type Action = WriteRequest & { readonly inserts?: boolean };

export interface Wanted {
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
}

/**
 * A fault as a reason; those that AWS finds before it looks at any item refuse the whole request.
 */
export function reasonOf(error: unknown): CancellationReason {
  if (!(error instanceof Fault) || error.code !== "ValidationException") throw error;
  if (error.message.startsWith("One or more parameter values are not valid.")) throw error;
  return { Code: "ValidationError", Message: error.message };
}

/**
 * Carries out all actions, or none.
 * @throws Fault TransactionCanceledException with a reason for each action.
 */
export async function transact(
  ctx: Ctx,
  tx: Tx,
  actions: readonly Action[],
  wanted: Wanted,
): Promise<object> {
  const opened: Opened[] = [];
  for (const action of actions) opened.push(await open(ctx, tx, action.table));
  const reasons = actions.map((action, i) => attempt(() => checkAgainstTable(opened[i]!, action)));
  if (reasons.some((reason) => reason.Code !== "None")) throw transactionCancelled(reasons);
  checkDistinct(opened, actions);
  for (const [i, action] of actions.entries()) reasons[i] = await judge(opened[i]!, action);
  if (reasons.some((reason) => reason.Code !== "None")) throw transactionCancelled(reasons);
  const outcomes: Outcome[] = [];
  for (const [i, action] of actions.entries()) {
    try {
      outcomes.push(
        await perform(ctx, opened[i]!, action, wanted.ReturnConsumedCapacity !== undefined),
      );
    } catch (error) {
      reasons[i] = reasonOf(error);
      throw transactionCancelled(reasons);
    }
  }
  return { ...capacity(opened, outcomes, wanted), ...(await metrics(opened, actions, wanted)) };
}

function attempt(check: () => void): CancellationReason {
  try {
    check();
    return { Code: "None" };
  } catch (error) {
    return reasonOf(error);
  }
}

function checkDistinct(opened: readonly Opened[], actions: readonly Action[]): void {
  const seen = new Set<string>();
  for (const [i, action] of actions.entries()) {
    const { hash, sort } = requestPlace(opened[i]!, action);
    const id = `${opened[i]!.row.id}/${Buffer.from(hash).toString("hex")}/${Buffer.from(sort).toString("hex")}`;
    if (seen.has(id))
      throw invalid("Transaction request cannot include multiple operations on one item");
    seen.add(id);
  }
}

/** Whether an action's condition holds: looked at for all before anything is written. */
async function judge(opened: Opened, action: Action): Promise<CancellationReason> {
  if (action.condition === undefined && !action.inserts) return { Code: "None" };
  const stored = await readItem(opened, requestPlace(opened, action));
  if (action.inserts && stored !== undefined)
    return { Code: "DuplicateItem", Message: duplicateItem().message };
  if (action.condition === undefined || meets(action.condition, stored?.item ?? {}))
    return { Code: "None" };
  const reason: CancellationReason = { Code: "ConditionalCheckFailed", Message: CONDITION_FAILED };
  if (action.showFailed && stored !== undefined) reason.Item = shownItem(stored.item);
  return reason;
}

/** A transaction counts everything twice: once to prepare it, once to do it. */
export const TRANSACTION_FACTOR = 2;

function capacity(opened: readonly Opened[], outcomes: readonly Outcome[], wanted: Wanted): object {
  const usages = new Map<string, Usage>();
  for (const [i, outcome] of outcomes.entries()) {
    const { name } = opened[i]!.row;
    const usage = usages.get(name) ?? noUsage();
    addUsage(usage, outcome.usage, TRANSACTION_FACTOR);
    usages.set(name, usage);
  }
  const shown = [...usages].map(([name, usage]) =>
    shownCapacity(wanted.ReturnConsumedCapacity, name, usage, "WriteCapacityUnits"),
  );
  return shown[0] === undefined ? {} : { ConsumedCapacity: shown };
}

async function metrics(
  opened: readonly Opened[],
  actions: readonly Action[],
  wanted: Wanted,
): Promise<object> {
  if (wanted.ReturnItemCollectionMetrics !== "SIZE") return {};
  const shown: Record<string, unknown[]> = Object.create(null);
  for (const [i, action] of actions.entries()) {
    const metric = await collectionMetrics(opened[i]!, action);
    if (metric === undefined) continue;
    const { name } = opened[i]!.row;
    shown[name] = [...(shown[name] ?? []), metric];
  }
  return Object.keys(shown).length === 0 ? {} : { ItemCollectionMetrics: shown };
}

/**
 * Answers a request made again with its token as it was answered before.
 * @param digest Of the request: another request with the same token is refused.
 */
export async function once(
  ctx: Ctx,
  tx: Tx,
  token: string | undefined,
  digest: () => string,
  mismatch: () => Error,
  run: () => Promise<object>,
  keptMs: number,
): Promise<object> {
  if (token === undefined) return run();
  const known = await tx.token.find({ token });
  const mark = digest();
  if (known !== undefined && known.until > ctx.now) {
    if (known.digest !== mark) throw mismatch();
    return repeated(JSON.parse(known.answer) as Record<string, unknown>);
  }
  const answer = await run();
  const until = ctx.now + keptMs;
  await tx.token.put({ token, digest: mark, answer: JSON.stringify(answer), until });
  await tx.due.set("forgetToken", token, until);
  return answer;
}

/** A repetition only reads what was answered: its units are read units. */
function repeated(answer: Record<string, unknown>): object {
  const capacity = answer["ConsumedCapacity"] as Record<string, unknown>[] | undefined;
  if (capacity === undefined) return answer;
  return {
    ...answer,
    ConsumedCapacity: capacity.map(({ WriteCapacityUnits: units, ...rest }) =>
      units === undefined ? rest : { ...rest, ReadCapacityUnits: units },
    ),
  };
}
