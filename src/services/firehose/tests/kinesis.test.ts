/** From Kinesis's own streams, split while they are read, into S3. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import * as k from "@aws-sdk/client-kinesis";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { Firehoses } from "./harness.ts";

let brume: TestBrume;
beforeAll(async () => {
  brume = await testBrume();
});
afterAll(() => brume.stop());

test("what is put into a stream arrives, from before and after a split", async () => {
  const firehoses = new Firehoses(brume);
  const kinesis = new k.KinesisClient(firehoses.client);
  await firehoses.bucket();
  const StreamName = "source";
  await kinesis.send(new k.CreateStreamCommand({ StreamName, ShardCount: 1 }));
  const KinesisStreamARN = `arn:aws:kinesis:us-east-1:000000000000:stream/${StreamName}`;
  const RoleARN = await firehoses.role("kinesis:*", "s3:*");
  await firehoses.stream(
    { RoleARN },
    {
      DeliveryStreamType: "KinesisStreamAsSource",
      KinesisStreamSourceConfiguration: { KinesisStreamARN, RoleARN },
    },
  );
  await brume.advance(1_000);
  const put = async (text: string) => {
    const Data = Buffer.from(`${text}\n`);
    await kinesis.send(new k.PutRecordCommand({ StreamName, PartitionKey: text, Data }));
  };
  await put("a");
  await kinesis.send(
    new k.SplitShardCommand({
      StreamName,
      ShardToSplit: "shardId-000000000000",
      NewStartingHashKey: String(2n ** 127n),
    }),
  );
  await put("b");
  await put("c");
  await brume.advance(120_000);
  expect((await firehoses.all()).trim().split("\n").sort()).toEqual(["a", "b", "c"]);
});
