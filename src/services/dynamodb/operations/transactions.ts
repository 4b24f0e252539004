/** TransactWriteItems and TransactGetItems. */
import { createHash } from "node:crypto";
import { project } from "#languages/dynamodb-expression/projection";
import type { Path } from "#languages/dynamodb-expression/syntax";
import type { Item } from "#languages/dynamodb-expression/value";
import { noUsage, readUnits, shownCapacity, type Usage } from "../domain/capacity.ts";
import { admitItem, shownItem } from "../domain/items.ts";
import { checkKey, placeOf } from "../domain/keys.ts";
import {
  type CancellationReason,
  invalid,
  tokenMismatch,
  transactionCancelled,
} from "../errors.ts";
import { checkParameters, readExpressions } from "../expressions.ts";
import { TOKEN_MS, TRANSACTION_BYTES } from "../limits.ts";
import { open } from "../opened.ts";
import {
  checkRequest,
  deleteRequest,
  type GivenWrite,
  putRequest,
  updateRequest,
} from "../requests.ts";
import { on } from "../tables.ts";
import { type Action, once, reasonOf, transact, TRANSACTION_FACTOR } from "../transact.ts";
import { readItem } from "../writes.ts";
import { addUsage } from "./items.ts";

type GivenAction = Readonly<Record<string, GivenWrite | undefined>>;

export const TransactWriteItems = on("TransactWriteItems", async (ctx, input) => {
  const actions = (input.TransactItems as unknown as GivenAction[]).map(actionOf);
  const bytes = actions.reduce(
    (sum, action) => sum + (action.kind === "put" ? action.bytes : 0),
    0,
  );
  if (bytes > TRANSACTION_BYTES)
    throw invalid(
      "Aggregated size of all items in the transaction has exceeded the maximum allowed size of 4 MB",
    );
  const digest = () => digestOf({ ...input, ClientRequestToken: undefined });
  return ctx.update((tx) =>
    once(
      ctx,
      tx,
      input.ClientRequestToken,
      digest,
      tokenMismatch,
      () => transact(ctx, tx, actions, input),
      TOKEN_MS,
    ),
  ) as never;
});

export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

function actionOf(given: GivenAction): Action {
  const names = ["ConditionCheck", "Put", "Delete", "Update"].filter(
    (name) => given[name] !== undefined,
  );
  if (names.length !== 1)
    throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
  const action = given[names[0]!]!;
  switch (names[0]) {
    case "Put":
      return putRequest(action);
    case "Delete":
      return deleteRequest(action);
    case "Update":
      return updateRequest(action);
    default:
      return checkRequest(action);
  }
}

interface GivenGet {
  TableName: string;
  Key: unknown;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
}

export const TransactGetItems = on("TransactGetItems", async (ctx, input) => {
  const gets = input.TransactItems.map((action) => planGet(action.Get as unknown as GivenGet));
  return ctx.view(async (tx) => {
    const opened = [];
    for (const { given } of gets) opened.push(await open(ctx, tx, given.TableName));
    const reasons: CancellationReason[] = [];
    const seen = new Set<string>();
    for (const [i, { given }] of gets.entries()) {
      const { definition, id } = opened[i]!.row;
      try {
        checkKey(definition.key, given.Key as Item);
        reasons.push({ Code: "None" });
      } catch (error) {
        reasons.push(reasonOf(error));
        continue;
      }
      const { hash, sort } = placeOf(definition.key, given.Key as Item);
      const place = `${id}/${Buffer.from(hash).toString("hex")}/${Buffer.from(sort).toString("hex")}`;
      if (seen.has(place))
        throw invalid("Transaction request cannot include multiple operations on one item");
      seen.add(place);
    }
    if (reasons.some((reason) => reason.Code !== "None")) throw transactionCancelled(reasons);
    const usages = new Map<string, Usage>();
    const responses: { Item?: Item }[] = [];
    for (const [i, { given, paths }] of gets.entries()) {
      const { row } = opened[i]!;
      const stored = await readItem(opened[i]!, placeOf(row.definition.key, given.Key as Item));
      const used = noUsage();
      used.table = readUnits(stored?.bytes ?? 0, true);
      const usage = usages.get(row.name) ?? noUsage();
      addUsage(usage, used, TRANSACTION_FACTOR);
      usages.set(row.name, usage);
      responses.push(
        stored === undefined
          ? {}
          : { Item: shownItem(paths === undefined ? stored.item : project(stored.item, paths)) },
      );
    }
    const capacity = [...usages].map(([name, usage]) =>
      shownCapacity(input.ReturnConsumedCapacity, name, usage, "ReadCapacityUnits"),
    );
    return {
      Responses: responses,
      ...(capacity[0] === undefined ? {} : { ConsumedCapacity: capacity }),
    } as never;
  });
});

function planGet(given: GivenGet): { given: GivenGet; paths: readonly Path[] | undefined } {
  checkParameters(given, ["ProjectionExpression"], []);
  admitItem(given.Key as object);
  const paths =
    given.ProjectionExpression === undefined ? undefined : readExpressions(given).projection;
  return { given, paths };
}
