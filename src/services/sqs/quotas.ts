/**
 * The quotas of FIFO queues, where they were asked for (`--sqs-fifo-quotas on`): 300 calls a second
 * for each action, in high-throughput mode for each message group. A batch is one call, and so ten
 * messages each make the 3,000 a second.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 * Differs from AWS: what services deliver and poll is not counted, nor are a high-throughput queue's
 * receives and deletions, whose quota AWS gives by the partition that holds a group.
 */
import type { Kernel } from "#kernel/kernel";
import { isFifo } from "./domain.ts";
import { rateExceeded } from "./errors.ts";
import { FIFO_CALLS_PER_SECOND } from "./limits.ts";
import type { Ctx } from "./queues.ts";
import type { QueueRow } from "./tables.ts";

interface Second {
  /** Epoch seconds. */
  readonly at: number;
  readonly calls: Map<string, number>;
}

/** Calls of the running second, by queue, action and group; a restart begins it anew. */
const seconds = new WeakMap<Kernel, Second>();

/**
 * Counts a call. @param groups The message groups of what is sent.
 * @throws Fault ThrottlingException when it is one too many.
 */
export function countCall(
  ctx: Ctx,
  queue: Readonly<QueueRow>,
  action: "Send" | "Receive" | "Delete" | "ChangeVisibility",
  groups: readonly (string | undefined)[] = [],
): void {
  if (!ctx.isOn("sqs-fifo-quotas") || ctx.facts.via !== "port" || !isFifo(queue)) return;
  const perGroup =
    queue.attributes["FifoThroughputLimit"] === "perMessageGroupId" &&
    queue.attributes["DeduplicationScope"] === "messageGroup";
  const whose = perGroup ? [...new Set(groups)] : [undefined];
  const calls = thisSecond(ctx);
  const names = whose.map((group = "") => `${queue.id} ${action} ${group}`);
  if (names.some((name) => (calls.get(name) ?? 0) >= FIFO_CALLS_PER_SECOND)) throw rateExceeded();
  for (const name of names) calls.set(name, (calls.get(name) ?? 0) + 1);
}

function thisSecond(ctx: Ctx): Map<string, number> {
  const at = Math.floor(ctx.clock.now() / 1_000);
  let second = seconds.get(ctx.kernel);
  if (second?.at !== at) {
    second = { at, calls: new Map() };
    seconds.set(ctx.kernel, second);
  }
  return second.calls;
}
