/** What a consumer's connection says: messages sent, up to ten received, and those deleted, in turn. */
import { jsonRequest } from "./sqs.ts";
import type { Speaker } from "./load.ts";

export interface About {
  readonly queueUrl: string;
  /** Messages a call sends: one by SendMessage, or up to ten by SendMessageBatch. */
  readonly batch: number;
  /** Messages a call receives at most. */
  readonly most: number;
  /** Message groups of a FIFO queue, taken in turn; none for a standard queue. */
  readonly groups?: number;
}

const BODY = "x".repeat(100);

export function speaker({ queueUrl: QueueUrl, batch, most, groups }: About): Speaker {
  const bytes = (target: string, input: object) =>
    Buffer.from(jsonRequest("sqs", `AmazonSQS.${target}`, input), "latin1");
  const send =
    batch === 1
      ? bytes("SendMessage", { QueueUrl, MessageBody: BODY })
      : bytes("SendMessageBatch", {
          QueueUrl,
          Entries: Array.from({ length: batch }, (_, i) => ({ Id: `${i}`, MessageBody: BODY })),
        });
  let sent = 0;
  const ordered = () =>
    bytes("SendMessage", {
      ...{ QueueUrl, MessageBody: BODY },
      MessageGroupId: `g${sent % groups!}`,
      MessageDeduplicationId: `${process.pid}-${sent++}`,
    });
  const next = groups === undefined ? () => send : ordered;
  const receive = bytes("ReceiveMessage", { QueueUrl, MaxNumberOfMessages: most });
  const turns: number[] = [];
  return (connection, answer) => {
    const turn = (turns[connection] ?? 0) % 3;
    turns[connection] = turn + 1;
    if (turn === 0) return next();
    if (turn === 1) return receive;
    const { Messages = [] } = JSON.parse(answer!) as { Messages?: { ReceiptHandle: string }[] };
    // Another connection was quicker: there is nothing to delete, and the next turn begins.
    if (Messages.length === 0) {
      turns[connection] = 1;
      return next();
    }
    const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle }));
    return bytes("DeleteMessageBatch", { QueueUrl, Entries });
  };
}
