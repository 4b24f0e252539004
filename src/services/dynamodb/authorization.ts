/**
 * What DynamoDB's operations are judged as: actions, tables and condition keys.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
import { tagConditions } from "#aws/tag-conditions";
import { then } from "#base/awaitable";
import type { Authorization } from "#kernel/service";
import type { Condition } from "#languages/dynamodb-expression/syntax";
import { type AttributeValue, attribute, type Item } from "#languages/dynamodb-expression/value";
import type { Statement } from "#languages/partiql/syntax";
import type { KeySchema } from "./domain/keys.ts";
import { readExpressions } from "./expressions.ts";
import { type Ctx, indexOf, named, tableArn } from "./opened.ts";
import { type GivenStatement, readStatement } from "./statements.ts";
import type { tables } from "./tables.ts";

type Input = Readonly<Record<string, unknown>>;

/** One thing that a request does: an action on a table or index. */
interface Act {
  readonly action: string;
  readonly table: string;
  readonly index?: string | undefined;
  /** What names the item and its attributes. */
  readonly given: Input;
  readonly statement?: Statement;
}

/** A transaction has no action of its own: each of its parts is judged. */
const PARTS: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};
const STATEMENTS: Readonly<Record<Statement["kind"], string>> = {
  select: "PartiQLSelect",
  exists: "PartiQLSelect",
  insert: "PartiQLInsert",
  update: "PartiQLUpdate",
  delete: "PartiQLDelete",
};

/** What was given without an error; an operation refuses what cannot be read. */
function read<R>(work: () => R): R | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function statementAct(given: GivenStatement): Act[] {
  const statement = read(() => readStatement(given));
  if (statement === undefined) return [];
  const about = statement.kind === "exists" ? statement.select : statement;
  const index = about.kind === "select" ? about.index : undefined;
  const action = STATEMENTS[statement.kind];
  return [{ action, table: about.table, index, given: {}, statement: about }];
}

/** What an operation does, part by part. */
function actsOf(operation: string, input: Input): Act[] {
  const { TransactItems, TransactStatements, Statements, RequestItems } = input;
  if (Array.isArray(TransactItems))
    return (TransactItems as Record<string, Input>[]).flatMap((item) =>
      Object.entries(item).flatMap(([part, given]) =>
        PARTS[part] === undefined || given === undefined
          ? []
          : [{ action: PARTS[part], table: String(given["TableName"]), given }],
      ),
    );
  const many = TransactStatements ?? Statements;
  if (Array.isArray(many)) return (many as GivenStatement[]).flatMap(statementAct);
  if (operation === "ExecuteStatement") return statementAct(input as GivenStatement);
  if (operation.startsWith("Batch") && RequestItems !== undefined)
    return Object.entries(RequestItems as Record<string, unknown>).flatMap(([table, given]) =>
      partsOfBatch(given).map((part) => ({ action: operation, table, given: part })),
    );
  const table = input["TableName"];
  const index = input["IndexName"] as string | undefined;
  return typeof table === "string" ? [{ action: operation, table, index, given: input }] : [];
}

function partsOfBatch(given: unknown): Input[] {
  if (!Array.isArray(given)) {
    const { Keys = [], ...rest } = given as { Keys?: Item[] };
    return Keys.map((Key) => ({ Key, ...rest }));
  }
  return (given as Record<string, Input>[]).map((one) => ({
    ...one["PutRequest"],
    ...one["DeleteRequest"],
  }));
}

function arnOf(ctx: Ctx, { table, index }: Pick<Act, "table" | "index">): string {
  const at = named(ctx, table);
  const arn = tableArn(ctx, at.name, at.account, at.region);
  return index === undefined ? arn : `${arn}/index/${index}`;
}

/** The value that a condition wants an attribute to have, where it says so outright. */
function equalTo(where: Condition | undefined, name: string): AttributeValue | undefined {
  if (where?.kind === "and") {
    for (const part of where.parts) {
      const found = equalTo(part, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (where?.kind !== "compare" || where.operator !== "=") return undefined;
  const { left, right } = where;
  const path = left.kind === "path" ? left : right;
  const value = left.kind === "value" ? left : right;
  if (path.kind !== "path" || path.path.join() !== name || value.kind !== "value") return undefined;
  return value.value;
}

function leadingKey({ given, statement }: Act, { hash }: KeySchema): AttributeValue | undefined {
  if (statement?.kind === "insert") return attribute(statement.item, hash.name);
  if (statement !== undefined && "where" in statement) return equalTo(statement.where, hash.name);
  const item = (given["Item"] ?? given["Key"]) as Item | undefined;
  if (item !== undefined) return attribute(item, hash.name);
  const keys = read(() => readExpressions(given).key);
  const old = given["KeyConditions"] as
    | Record<string, { AttributeValueList?: AttributeValue[] }>
    | undefined;
  return (
    keys?.find((key) => key.attribute === hash.name)?.values[0] ??
    old?.[hash.name]?.AttributeValueList?.[0]
  );
}

const shown = (value: AttributeValue): string => {
  const [raw] = Object.values(value) as unknown[];
  return raw instanceof Uint8Array ? Buffer.from(raw).toString("base64") : String(raw);
};

/** The top-level attributes that a part of a request names. */
function attributesIn({ given }: Act): string[] {
  const names = ["Item", "Key", "AttributeUpdates", "Expected"].flatMap((member) =>
    Object.keys((given[member] as object | undefined) ?? {}),
  );
  names.push(...((given["AttributesToGet"] as string[] | undefined) ?? []));
  const { projection = [], update } = read(() => readExpressions(given)) ?? {};
  const paths = [
    ...projection,
    ...(update === undefined
      ? []
      : [
          ...[...update.set, ...update.add, ...update.delete].map(({ path }) => path),
          ...update.remove,
        ]),
  ];
  return [...names, ...paths.map(([name]) => String(name))];
}

async function conditionsOf(ctx: Ctx, operation: string, input: Input) {
  const acts = actsOf(operation, input);
  const keys = new Set<string>();
  const attributes = new Set<string>();
  const held = new Map<string, string>();
  const arn = input["ResourceArn"];
  const about = [...acts.map(({ table }) => table), ...(typeof arn === "string" ? [arn] : [])];
  for (const [i, table] of about.entries()) {
    const at = read(() => named(ctx, table));
    if (at === undefined) continue;
    const row = await ctx.view((tx) => tx.at(at.account, at.region).table.find({ name: at.name }));
    if (row === undefined) continue;
    for (const [key, value] of Object.entries(row.tags)) held.set(key, value);
    const act = acts[i];
    if (act === undefined) continue;
    const index = act.index === undefined ? undefined : indexOf(row, act.index);
    const key = leadingKey(act, index?.key ?? row.definition.key);
    if (key !== undefined) keys.add(shown(key));
    for (const name of attributesIn(act)) attributes.add(name);
  }
  const { Tags = [], TagKeys } = input as {
    Tags?: { Key: string; Value: string }[];
    TagKeys?: string[];
  };
  const out = tagConditions({
    set: Tags.map(({ Key, Value }) => [Key, Value] as const),
    ...(TagKeys === undefined ? {} : { removed: TagKeys }),
    held,
  });
  if (keys.size > 0) out["dynamodb:LeadingKeys"] = [...keys];
  if (attributes.size > 0) out["dynamodb:Attributes"] = [...attributes];
  for (const name of ["Select", "ReturnValues", "ReturnConsumedCapacity"])
    if (typeof input[name] === "string") out[`dynamodb:${name}`] = input[name];
  if (/^(Batch|Transact|ExecuteTransaction)/.test(operation))
    out["dynamodb:EnclosingOperation"] = operation;
  return out;
}

export const authorization: Authorization<typeof tables> = {
  /**
   * Differs from AWS: where a transaction's parts differ in action and in table, each action is
   * asked for on each table.
   */
  actions(operation, input) {
    if (!/^(Transact|Execute|BatchExecute)/.test(operation)) return undefined;
    return [...new Set(actsOf(operation, input).map(({ action }) => `dynamodb:${action}`))];
  },
  resources(ctx, operation, input) {
    const { TableName: table, IndexName: index } = input;
    if (typeof table === "string") return [arnOf(ctx, { table, index: index as string })];
    const arn = input["ResourceArn"];
    const found = new Set(actsOf(operation, input).map((act) => arnOf(ctx, act)));
    if (found.size === 0) return [typeof arn === "string" ? arn : "*"];
    return [...found];
  },
  conditions: conditionsOf,
  policyOf(ctx, arn) {
    const [, , , region = "", account = "", resource = ""] = arn.split(":");
    const name = resource.split("/")[1];
    if (name === undefined) return undefined;
    const here = account === ctx.account && region === ctx.region;
    return ctx.view((tx) =>
      then(
        (here ? tx : tx.at(account, region)).table.find({ name }),
        (table) => table?.policy?.text,
      ),
    );
  },
};
