/** Streams of Kinesis as source and target, through shards that are split. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import * as k from "@aws-sdk/client-kinesis";

import { type TestBrume, testBrume } from "#test/harness/brume";
import { services } from "../../index.ts";
import { arnOf, Scene } from "./harness.ts";

let brume: TestBrume;
let scene: Scene;
beforeEach(async () => {
  brume = await testBrume();
  scene = new Scene(brume);
});
afterEach(() => brume.stop());

const arn = (name: string) => `arn:aws:kinesis:us-east-1:000000000000:stream/${name}`;

/** From the stream "in" through the stream "copy" into a queue. */
async function made(StartingPosition: "TRIM_HORIZON" | "LATEST"): Promise<void> {
  const RoleArn = await scene.role("*");
  await scene.queues("out");
  await scene.pipe({
    ...{ Name: "first", Source: arn("in"), Target: arn("copy"), RoleArn },
    SourceParameters: {
      KinesisStreamParameters: { StartingPosition },
      FilterCriteria: { Filters: [{ Pattern: '{"data":{"n":[{"numeric":["<",100]}]}}' }] },
    },
    TargetParameters: {
      InputTemplate: '{"n": <$.data.n>}',
      KinesisStreamParameters: { PartitionKey: "$.data.n" },
    },
  });
  await scene.pipe({
    ...{ Name: "second", Source: arn("copy"), Target: arnOf("out"), RoleArn },
    SourceParameters: { KinesisStreamParameters: { StartingPosition: "TRIM_HORIZON" } },
    TargetParameters: { InputTemplate: '{"n": <$.data.n>, "key": <$.partitionKey>}' },
  });
}

test.skipIf(!services.some(({ id }) => id === "kinesis")).each(["TRIM_HORIZON", "LATEST"] as const)(
  "a stream read from %s on, before and after a split (skipped without Kinesis)",
  async (StartingPosition) => {
    const client = new k.KinesisClient(brume.client);
    for (const StreamName of ["in", "copy"])
      await client.send(new k.CreateStreamCommand({ StreamName, ShardCount: 1 }));
    await brume.advance(60_000);
    const put = (n: number) =>
      client.send(
        new k.PutRecordCommand({
          ...{ StreamName: "in", PartitionKey: `k${n}`, Data: Buffer.from(JSON.stringify({ n })) },
        }),
      );
    await put(0);
    await made(StartingPosition);
    await put(1);
    // Longer than an iterator lives.
    await brume.advance(30 * 60_000);
    const wanted = [
      { n: 0, key: "0" },
      { n: 1, key: "1" },
    ].slice(StartingPosition === "LATEST" ? 1 : 0);
    expect(await scene.bodies("out", wanted.length)).toEqual(wanted);
    const { Shards } = await client.send(new k.ListShardsCommand({ StreamName: "in" }));
    await client.send(
      new k.SplitShardCommand({
        ...{ StreamName: "in", ShardToSplit: Shards![0]!.ShardId },
        NewStartingHashKey: "170141183460469231731687303715884105728",
      }),
    );
    await brume.advance(60_000);
    for (const n of [2, 3, 4, 5, 6, 7, 500]) await put(n);
    const rest = (await scene.bodies("out", 6)) as { n: number }[];
    expect(rest.map(({ n }) => n).sort()).toEqual([2, 3, 4, 5, 6, 7]);
  },
);
