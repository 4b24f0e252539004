/** Kinesis streams as sources, over a Kinesis that the test itself is. */
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import * as f from "@aws-sdk/client-firehose";
import { Fault } from "#aws/fault";
import { defineService } from "#kernel/service";
import { services } from "#services/index";
import { type TestBrume, testBrume } from "#test/harness/brume";
import { Firehoses } from "./harness.ts";

const STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/source";

interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly records: { data: string; at: number }[];
  closed: boolean;
}
let shards: Shard[];
let broken: Fault | undefined;
const asked: string[] = [];

type Input = Readonly<Record<string, unknown>>;
const operation = (name: string, run: (input: Input) => object) => ({
  [name]: {
    name,
    run(ctx: { principal: { arn: string } }, input: Input) {
      asked.push(`${name} as ${ctx.principal.arn.split("/").slice(1).join("/")}`);
      if (broken !== undefined) throw broken;
      return run(input);
    },
  },
});

/** An iterator is a shard and the number of its next record. */
const iterator = (shard: string, at: number) => ({ ShardIterator: `${shard}/${at}` });
const shardOf = (id: unknown): Shard => shards.find(({ ShardId }) => ShardId === id)!;

const kinesis = defineService({
  id: "kinesis",
  tables: {},
  operations: [
    operation("DescribeStreamSummary", () => ({ StreamDescriptionSummary: {} })),
    operation("ListShards", () => ({
      Shards: shards.map(({ ShardId, ParentShardId }) => ({ ShardId, ParentShardId })),
    })),
    operation("GetShardIterator", (input) => {
      const { records, ShardId } = shardOf(input["ShardId"]);
      if (input["ShardIteratorType"] === "AFTER_SEQUENCE_NUMBER")
        return iterator(ShardId, Number(input["StartingSequenceNumber"]) + 1);
      const from = records.findIndex(({ at }) => at >= Number(input["Timestamp"]));
      return iterator(ShardId, from < 0 ? records.length : from);
    }),
    operation("GetRecords", (input) => {
      const [id, text] = String(input["ShardIterator"]).split("/");
      const { records, closed } = shardOf(id);
      // Two at a time, so that there is more than one call.
      const end = Math.min(Number(text) + 2, records.length);
      return {
        Records: records.slice(Number(text), end).map(({ data, at }, index) => ({
          Data: new Uint8Array(Buffer.from(data)),
          PartitionKey: "p",
          SequenceNumber: String(Number(text) + index),
          ApproximateArrivalTimestamp: at,
        })),
        ...(closed && end === records.length ? {} : { NextShardIterator: `${id}/${end}` }),
      };
    }),
  ],
});

let brume: TestBrume;
let h: Firehoses;
beforeAll(async () => {
  const others = services.filter(({ id }) => id !== "kinesis");
  const entry = { id: "kinesis", load: () => Promise.resolve({ service: kinesis }) };
  brume = await testBrume({ services: [...others, entry] });
  h = new Firehoses(brume);
});
afterAll(() => brume.stop());
beforeEach(async () => {
  await brume.kernel.reset();
  shards = [{ ShardId: "shard-0", records: [], closed: false }];
  broken = undefined;
  asked.length = 0;
  await h.bucket();
});

function produce(shard: number, ...texts: string[]): void {
  const at = brume.kernel.clock.now();
  shards[shard]!.records.push(...texts.map((data) => ({ data: `${data}\n`, at })));
  brume.kernel.signals.wake(`kinesis:${STREAM}`);
}

async function sourced(more: Partial<f.ExtendedS3DestinationConfiguration> = {}): Promise<void> {
  await h.stream(more, {
    DeliveryStreamType: "KinesisStreamAsSource",
    KinesisStreamSourceConfiguration: {
      ...{ KinesisStreamARN: STREAM, RoleARN: "arn:aws:iam::000000000000:role/reader" },
    },
  });
  await brume.advance(0);
}

test("records are read from the stream's making on, as the source's role", async () => {
  produce(0, "before");
  await brume.advance(1_000);
  await sourced();
  produce(0, "a", "b", "c");
  await brume.advance(60_000);
  expect(await h.all()).toBe("a\nb\nc\n");
  produce(0, "d");
  await brume.advance(60_000);
  expect((await h.all()).split("\n").sort()).toEqual(["", "a", "b", "c", "d"]);
  expect(new Set(asked.map((one) => one.split(" as ")[1]))).toEqual(new Set(["reader/firehose"]));
  expect((await h.described()).Source!.KinesisStreamSourceDescription).toMatchObject({
    KinesisStreamARN: STREAM,
    DeliveryStartTimestamp: expect.any(Date),
  });
  const refused = (await h.put("x").catch((error) => error)) as Error;
  expect([refused.name, refused.message]).toEqual([
    "InvalidArgumentException",
    "This operation is not permitted on KinesisStreamAsSource delivery stream type.",
  ]);
});

test("a shard's children are read when it is at its end", async () => {
  await sourced();
  produce(0, "a");
  shards.push({ ShardId: "shard-1", ParentShardId: "shard-0", records: [], closed: false });
  produce(1, "child");
  await brume.advance(60_000);
  expect(await h.all()).toBe("a\n");
  shards[0]!.closed = true;
  produce(0, "last");
  await brume.advance(60_000);
  expect(await h.all()).toContain("last\nchild\n");
});

test("while the stream cannot be read it is asked again, and nothing is read twice", async () => {
  await sourced();
  produce(0, "a");
  await brume.advance(1_000);
  broken = new Fault("ResourceNotFoundException", "gone");
  produce(0, "b");
  await brume.advance(10_000);
  const before = asked.length;
  broken = undefined;
  await brume.advance(120_000);
  expect(asked.length).toBeGreaterThan(before);
  expect(await h.all()).toBe("a\nb\n");
});

test("a deleted delivery stream reads no more", async () => {
  await sourced();
  await h.firehose.send(new f.DeleteDeliveryStreamCommand({ DeliveryStreamName: "flow" }));
  await brume.advance(0);
  asked.length = 0;
  produce(0, "a");
  await brume.advance(120_000);
  expect(asked).toEqual([]);
});

test("functions are told where a record stood", async () => {
  const RoleARN = await h.role("lambda:InvokeFunction", "s3:PutObject");
  const code = `export const handler = async ({ records, sourceKinesisStreamArn }) => ({
    records: records.map(({ recordId, kinesisRecordMetadata }) => ({
      recordId, result: "Ok",
      data: Buffer.from(JSON.stringify({ sourceKinesisStreamArn, ...kinesisRecordMetadata })).toString("base64"),
    })),
  });`;
  const ParameterValue = await h.lambda(code, RoleARN);
  await sourced({
    RoleARN,
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [
        { Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue }] },
      ],
    },
  });
  produce(0, "a");
  await brume.advance(120_000);
  expect(JSON.parse(await h.all())).toEqual({
    sourceKinesisStreamArn: STREAM,
    sequenceNumber: "0",
    subsequenceNumber: 0,
    partitionKey: "p",
    shardId: "shard-0",
    approximateArrivalTimestamp: expect.any(Number),
  });
}, 60_000);
