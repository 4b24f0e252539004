/** Tables as operations find them, and where their rows are. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { accessDenied, arnMissing, invalid, notFound } from "./errors.ts";
import type { IndexDefinition, TableRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export interface Opened {
  readonly row: Readonly<TableRow>;
  /** Of the table's account and region, which an ARN may have named. */
  readonly tx: Tx;
  readonly account: string;
  readonly region: string;
}

export interface Named {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** A table's name and owner, from a name or an ARN. @throws Fault ValidationException */
export function named(ctx: Ctx, nameOrArn: string): Named {
  if (!nameOrArn.startsWith("arn:"))
    return { name: nameOrArn, account: ctx.account, region: ctx.region };
  const [, , service, region = "", account = "", resource = ""] = nameOrArn.split(":");
  const [kind, name] = resource.split("/");
  if (service !== "dynamodb" || kind !== "table" || !name || account === "" || region === "")
    throw invalid(`Invalid table ARN: ${nameOrArn}`);
  return { name, account, region };
}

/**
 * The table of that name or ARN.
 * @param missing What is thrown when there is none.
 */
export async function open(
  ctx: Ctx,
  tx: Tx,
  nameOrArn: string,
  missing: (name: string) => Error = notFound,
): Promise<Opened> {
  const { name, account, region } = named(ctx, nameOrArn);
  const own = account === ctx.account && region === ctx.region;
  const at = own ? tx : tx.at(account, region);
  const found = at.table.find({ name });
  const row = found instanceof Promise ? await found : found;
  if (row === undefined) throw missing(name);
  return { row, tx: at, account, region };
}

/**
 * The table an ARN names.
 * @throws Fault ResourceNotFoundException, or AccessDeniedException: another account's tables are
 * not told from those that are not there.
 */
export function openArn(ctx: Ctx, tx: Tx, arn: string): Promise<Opened> {
  const own = named(ctx, arn).account === ctx.account;
  return open(ctx, tx, arn, () =>
    own ? arnMissing(arn) : accessDenied(ctx.principal.arn, ctx.operation, arn),
  );
}

export function tableArn(
  ctx: Ctx,
  name: string,
  account = ctx.account,
  region = ctx.region,
): string {
  return ctx.arn("dynamodb", `table/${name}`, region, account);
}

export function indexOf(row: Readonly<TableRow>, name: string): IndexDefinition | undefined {
  return row.definition.indexes.find((index) => index.name === name);
}
