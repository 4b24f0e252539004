/** What stands in archives, each hour. https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html */
import type { Ctx } from "./topics.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

interface Size {
  account: string;
  region: string;
  topic: string;
  messages: number;
  bytes: number;
}

/** Called each minute; counts in the first of an hour. */
export async function gauges(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  if (now % HOUR_MS >= MINUTE_MS) return;
  const sizes = await ctx.view((tx) => tx.archive.query<Size>("sizes"));
  for (const { account, region, topic, messages, bytes } of sizes)
    ctx.as({ account, region, now }).countAll("AWS/SNS", { TopicName: topic }, [
      ["ApproximateNumberOfMessagesArchived", Number(messages), "Count"],
      ["ApproximateNumberOfBytesArchived", Number(bytes), "Bytes"],
    ]);
}
