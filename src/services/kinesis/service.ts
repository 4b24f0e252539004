/** Amazon Kinesis Data Streams. */
import { defineService } from "#kernel/service";
import { Fault } from "#aws/fault";
import { trim } from "./due.ts";
import { BODY_BYTES } from "./limits.ts";
import * as consumers from "./operations/consumers.ts";
import * as policies from "./operations/policies.ts";
import * as reading from "./operations/reading.ts";
import * as records from "./operations/records.ts";
import * as settings from "./operations/settings.ts";
import * as shards from "./operations/shards.ts";
import * as streams from "./operations/streams.ts";
import * as subscriptions from "./operations/subscriptions.ts";
import * as tags from "./operations/tags.ts";
import * as throughput from "./operations/throughput.ts";
import { resources } from "./resources.ts";
import { streamArn } from "./streams.ts";
import { tables } from "./tables.ts";
import { unread } from "./unread.ts";

const CREATES_TAGGED = ["kinesis:CreateStream", "kinesis:AddTagsToStream"];

export const service = defineService({
  id: "kinesis",
  tables,
  unread,
  operations: [
    streams,
    shards,
    records,
    reading,
    consumers,
    subscriptions,
    settings,
    throughput,
    tags,
    policies,
  ],
  due: { trim },
  resources,
  bodyLimitBytes: BODY_BYTES,
  authorization: {
    actions: (operation, input) =>
      operation === "CreateStream" && input["Tags"] !== undefined ? CREATES_TAGGED : undefined,
    resources(ctx, _operation, input) {
      const text = (name: string) => (typeof input[name] === "string" ? input[name] : undefined);
      const stream = text("StreamARN");
      const consumer = text("ConsumerName");
      if (text("ConsumerARN") !== undefined) return [text("ConsumerARN")!];
      // A consumer's ARN ends with the time of its making, which its name does not say.
      if (stream !== undefined && consumer !== undefined && _operation !== "RegisterStreamConsumer")
        return [`${stream}/consumer/${consumer}:*`];
      const named = stream ?? text("ResourceARN");
      if (named !== undefined) return [named];
      const name = text("StreamName");
      if (name !== undefined) return [streamArn(ctx, { account: ctx.account, name })];
      const place =
        reading.placeOfIterator(text("ShardIterator") ?? "") ??
        shards.placeOfToken(text("NextToken") ?? "");
      return [place === undefined ? "*" : streamArn(ctx, place)];
    },
    async policyOf(ctx, arn) {
      try {
        return await policies.policyOf(ctx, arn);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        return undefined;
      }
    },
  },
});
