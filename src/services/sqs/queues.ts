/** Finding queues by URL and ARN, inside a transaction. */
import type { Context } from "#kernel/context";
import type { ServiceTransaction } from "#kernel/service";
import { queueMissing } from "./errors.ts";
import type { QueueRow, tables } from "./tables.ts";

export type Ctx = Context<typeof tables>;
export type Tx = ServiceTransaction<typeof tables>;

export interface QueuePlace {
  readonly account: string;
  readonly name: string;
}

/** The account and name in a queue URL, whatever its host; a bare name is of the caller's account. */
export function placeOf(ctx: Ctx, url: string): QueuePlace {
  const end = url.length;
  const slash = url.lastIndexOf("/");
  if (slash < 0) return { account: ctx.account, name: url };
  const name = url.slice(slash + 1, end);
  const account = url.slice(url.lastIndexOf("/", slash - 1) + 1, slash);
  return { account: /^\d{12}$/.test(account) ? account : ctx.account, name };
}

/** The context in the account of a queue: what happens in it is counted and named there. */
export function atHome(ctx: Ctx, url: string): Ctx {
  const { account } = placeOf(ctx, url);
  return account === ctx.account ? ctx : ctx.as({ account });
}

/** The URL of a queue, on the host that the caller came by. */
export function queueUrl(ctx: Ctx, name: string, account = ctx.account): string {
  return `${ctx.origin}/${account}/${name}`;
}

/** The ARN of a queue of the context's region. */
export function queueArn(ctx: Ctx, name: string, account = ctx.account): string {
  return `arn:${ctx.partition}:sqs:${ctx.region}:${account}:${name}`;
}

/** Whether the call came in the Query protocol: as a form, or in an address. */
export const inQuery = ({ http }: Ctx): boolean =>
  http !== undefined && http.headers.get("x-amz-target") == null && !http.path.startsWith("/_aws/");

/** @throws Fault QueueDoesNotExist. */
export async function queueAt(ctx: Ctx, tx: Tx, url: string): Promise<Readonly<QueueRow>> {
  const { account, name } = placeOf(ctx, url);
  const scoped = account === ctx.account ? tx : tx.at(account, ctx.region);
  const row = await scoped.queue.find({ name });
  if (row === undefined) throw queueMissing(inQuery(ctx));
  return row;
}

/** The queue of an ARN, in whichever account and region; undefined when there is none. */
export async function queueAtArn(tx: Tx, arn: string): Promise<Readonly<QueueRow> | undefined> {
  const [, , service, region = "", account = "", name = ""] = arn.split(":");
  if (service !== "sqs") return undefined;
  return tx.at(account, region).queue.find({ name });
}

/** The topic that long polls of a queue wait for. */
export const arrival = (queueId: string): string => `sqs:${queueId}`;
