/** PartiQL: one statement, a batch, a transaction. */
import { Fault } from "#aws/fault";
import type { Item } from "#languages/dynamodb-expression/value";
import type { Select, Statement } from "#languages/partiql/syntax";
import { noUsage, shownCapacity, type Usage } from "../domain/capacity.ts";
import { shownItem } from "../domain/items.ts";
import { checkKey, placeOf } from "../domain/keys.ts";
import {
  type CancellationReason,
  duplicateItem,
  invalid,
  tokenMismatch,
  transactionCancelled,
} from "../errors.ts";
import { TOKEN_MS } from "../limits.ts";
import { type Ctx, open, type Opened, type Tx } from "../opened.ts";
import { checkAgainstTable, perform, requestPlace, returned } from "../perform.ts";
import { readPage } from "../reads.ts";
import {
  actionOf,
  columnsOf,
  type GivenStatement,
  keyIn,
  readingOf,
  readStatement,
} from "../statements.ts";
import { on } from "../tables.ts";
import { type Action, once, reasonOf, transact, TRANSACTION_FACTOR } from "../transact.ts";
import { readItem } from "../writes.ts";
import { addUsage } from "./items.ts";
import { digestOf } from "./transactions.ts";
import { readUnits } from "../domain/capacity.ts";

interface Given extends GivenStatement {
  readonly NextToken?: string;
  readonly Limit?: number;
  readonly ReturnConsumedCapacity?: string;
}

export const ExecuteStatement = on("ExecuteStatement", async (ctx, input) => {
  const given = input as Given;
  const statement = readStatement(given);
  if (statement.kind === "exists")
    throw invalid("EXISTS function is only supported in ExecuteTransaction.");
  if (statement.kind === "select")
    return ctx.view((tx) => select(ctx, tx, statement, given)) as never;
  if (given.NextToken !== undefined)
    throw invalid("NextToken is only supported for SELECT statements.");
  return ctx.update(async (tx) => {
    const { item, opened, usage } = await change(ctx, tx, statement, given);
    const capacity = shownCapacity(given.ReturnConsumedCapacity, opened.row.name, usage);
    return {
      Items: item === undefined ? [] : [item],
      ...(capacity === undefined ? {} : { ConsumedCapacity: capacity }),
    };
  }) as never;
});

async function select(ctx: Ctx, tx: Tx, statement: Select, given: Given): Promise<object> {
  const opened = await open(ctx, tx, statement.table);
  const reading = readingOf(opened, statement, given.ConsistentRead ?? false);
  const after = readToken(given);
  const page = await readPage(opened, { ...reading, after, limit: given.Limit });
  const capacity = shownCapacity(given.ReturnConsumedCapacity, opened.row.name, page.usage);
  return {
    Items: page.items.map((item) => shownItem(columnsOf(statement, item))),
    ...(page.last === undefined
      ? {}
      : { NextToken: showToken(given, page.last), LastEvaluatedKey: shownItem(page.last) }),
    ...(capacity === undefined ? {} : { ConsumedCapacity: capacity }),
  };
}

/** A token goes on with the statement it was given for, and no other. */
function showToken(given: Given, last: Item): string {
  return Buffer.from(JSON.stringify([markOf(given), last])).toString("base64");
}

const markOf = (given: Given): string => digestOf([given.Statement, given.Parameters]).slice(0, 16);

function readToken(given: Given): Item | undefined {
  if (given.NextToken === undefined) return undefined;
  try {
    const [mark, last] = JSON.parse(Buffer.from(given.NextToken, "base64").toString()) as [
      string,
      Item,
    ];
    if (mark === markOf(given)) return last;
  } catch {
    // What is no token is refused in the same words as one of another statement.
  }
  throw invalid("Invalid NextToken");
}

interface Changed {
  readonly item: Item | undefined;
  readonly opened: Opened;
  readonly usage: Usage;
}

async function change(
  ctx: Ctx,
  tx: Tx,
  statement: Exclude<Statement, Select>,
  given: GivenStatement,
): Promise<Changed> {
  const table = statement.kind === "exists" ? statement.select.table : statement.table;
  const opened = await open(ctx, tx, table);
  const action = actionOf(opened, statement, given);
  checkAgainstTable(opened, action);
  if (action.inserts && (await readItem(opened, requestPlace(opened, action))) !== undefined)
    throw duplicateItem();
  const outcome = await perform(ctx, opened, action, true);
  const returning = "returning" in statement ? statement.returning : undefined;
  const paths = action.kind === "update" ? action.paths : [];
  return {
    item: returned(returning?.replace("MODIFIED", "UPDATED"), outcome, paths),
    opened,
    usage: outcome.usage,
  };
}

/** Codes of BatchExecuteStatement's errors, by the exception that they stand for. */
const BATCH_CODES: Readonly<Record<string, string>> = {
  ValidationException: "ValidationError",
  ResourceNotFoundException: "ResourceNotFound",
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  DuplicateItemException: "DuplicateItem",
  AccessDeniedException: "AccessDenied",
};

interface Answer {
  readonly response: Record<string, unknown>;
  readonly usage?: Usage;
  readonly table?: string;
}

export const BatchExecuteStatement = on("BatchExecuteStatement", async (ctx, input) => {
  const members = input.Statements as unknown as GivenStatement[];
  const answers: Answer[] = [];
  // Each member stands by itself, so each is a transaction of its own.
  for (const member of members) answers.push(await one(ctx, member));
  const usages = new Map<string, Usage>();
  for (const { usage, table } of answers) {
    if (usage === undefined || table === undefined) continue;
    const total = usages.get(table) ?? noUsage();
    addUsage(total, usage);
    usages.set(table, total);
  }
  const capacity = [...usages].map(([name, usage]) =>
    shownCapacity(input.ReturnConsumedCapacity, name, usage),
  );
  return {
    Responses: answers.map(({ response }) => response),
    ...(capacity[0] === undefined ? {} : { ConsumedCapacity: capacity }),
  } as never;
});

async function one(ctx: Ctx, member: GivenStatement): Promise<Answer> {
  let table: string | undefined;
  try {
    const statement = readStatement(member);
    if (statement.kind === "exists")
      throw invalid("EXISTS function is only supported in ExecuteTransaction.");
    table = statement.table;
    if (statement.kind === "select")
      return await ctx.view((tx) => batchSelect(ctx, tx, statement, member));
    return await ctx.update(async (tx) => {
      const { item, usage } = await change(ctx, tx, statement, member);
      return {
        response: { TableName: table, ...(item === undefined ? {} : { Item: item }) },
        usage,
        table: table!,
      };
    });
  } catch (error) {
    const code = error instanceof Fault ? BATCH_CODES[error.code] : undefined;
    if (code === undefined) throw error;
    const fault = error as Fault;
    const failed = fault.details["Item"];
    return {
      response: {
        Error: {
          Code: code,
          Message: fault.message,
          ...(failed === undefined ? {} : { Item: failed }),
        },
        ...(table === undefined ? {} : { TableName: table }),
      },
    };
  }
}

async function batchSelect(
  ctx: Ctx,
  tx: Tx,
  statement: Select,
  member: GivenStatement,
): Promise<Answer> {
  const opened = await open(ctx, tx, statement.table);
  const found =
    statement.index === undefined ? keyIn(opened.row.definition.key, statement.where) : undefined;
  if (found === undefined)
    throw invalid(
      "Select statements within BatchExecuteStatement must specify the primary key in the where clause.",
    );
  checkKey(opened.row.definition.key, found.key);
  const reading = readingOf(opened, statement, member.ConsistentRead ?? false);
  const page = await readPage(opened, { ...reading, after: undefined, limit: undefined });
  const [item] = page.items;
  return {
    response: {
      TableName: statement.table,
      ...(item === undefined ? {} : { Item: shownItem(columnsOf(statement, item)) }),
    },
    usage: page.usage,
    table: statement.table,
  };
}

export const ExecuteTransaction = on("ExecuteTransaction", async (ctx, input) => {
  const members = input.TransactStatements as unknown as GivenStatement[];
  const statements = members.map((member, i) =>
    within(i, () => checkMember(readStatement(member))),
  );
  const reads = statements.filter((statement) => statement.kind === "select");
  if (reads.length > 0 && reads.length < statements.length)
    throw invalid(
      "ExecuteTransaction API does not support both read and write operations in the same request.",
    );
  const digest = () => digestOf(members);
  const { ClientRequestToken: token } = input;
  return ctx.update((tx) =>
    once(
      ctx,
      tx,
      token,
      digest,
      tokenMismatch,
      () =>
        reads.length > 0
          ? selectAll(ctx, tx, reads as Select[], input.ReturnConsumedCapacity)
          : changeAll(ctx, tx, statements as Exclude<Statement, Select>[], members, input),
      TOKEN_MS,
    ),
  ) as never;
});

function within<T>(i: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault && error.code === "ValidationException")
      throw invalid(`Validation failed in TransactStatements[${i}]: ${error.message}`);
    throw error;
  }
}

function checkMember(statement: Statement): Statement {
  if ("returning" in statement && statement.returning !== undefined)
    throw invalid("RETURNING clause is not supported in ExecuteTransaction.");
  if (statement.kind === "select" && statement.index !== undefined)
    throw invalid("Reads on indices are not supported within transactions.");
  return statement;
}

async function changeAll(
  ctx: Ctx,
  tx: Tx,
  statements: readonly Exclude<Statement, Select>[],
  members: readonly GivenStatement[],
  wanted: { ReturnConsumedCapacity?: string },
): Promise<object> {
  const actions: Action[] = [];
  for (const [i, statement] of statements.entries()) {
    const table = statement.kind === "exists" ? statement.select.table : statement.table;
    const opened = await open(ctx, tx, table);
    actions.push(within(i, () => actionOf(opened, statement, members[i]!)));
  }
  const answer = await transact(ctx, tx, actions, wanted);
  return { ...answer, Responses: actions.map(() => ({})) };
}

async function selectAll(
  ctx: Ctx,
  tx: Tx,
  selects: readonly Select[],
  wanted: string | undefined,
): Promise<object> {
  const usages = new Map<string, Usage>();
  const responses: object[] = [];
  const reasons: CancellationReason[] = [];
  for (const [i, statement] of selects.entries()) {
    const opened = await open(ctx, tx, statement.table);
    const { key: schema } = opened.row.definition;
    const found = keyIn(schema, statement.where);
    if (found === undefined)
      throw invalid(
        `Validation failed in TransactStatements[${i}]: Select statements within ExecuteTransaction must specify the primary key in the where clause.`,
      );
    try {
      checkKey(schema, found.key);
      reasons.push({ Code: "None" });
    } catch (error) {
      reasons.push(reasonOf(error));
      continue;
    }
    const stored = await readItem(opened, placeOf(schema, found.key));
    const reading = readingOf(opened, statement, true);
    const page = await readPage(opened, { ...reading, after: undefined, limit: undefined });
    const used = noUsage();
    used.table = readUnits(stored?.bytes ?? 0, true);
    const usage = usages.get(statement.table) ?? noUsage();
    addUsage(usage, used, TRANSACTION_FACTOR);
    usages.set(statement.table, usage);
    const [item] = page.items;
    responses.push(item === undefined ? {} : { Item: shownItem(columnsOf(statement, item)) });
  }
  if (reasons.some((reason) => reason.Code !== "None")) throw transactionCancelled(reasons);
  const capacity = [...usages].map(([name, usage]) =>
    shownCapacity(wanted, name, usage, "ReadCapacityUnits"),
  );
  return {
    Responses: responses,
    ...(capacity[0] === undefined ? {} : { ConsumedCapacity: capacity }),
  };
}
