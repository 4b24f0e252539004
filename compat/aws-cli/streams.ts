/** Tours of Kinesis, Firehose and Brume's injected faults by the commands of the AWS CLI and Brume. */
import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../test/harness/process.ts";
import { type Cli, makeRole } from "./cli.ts";
import { makeFunction } from "./compute.ts";

export function toursStreams({ it, begin }: Cli): void {
  it("kinesis: stream, records put and got, and read by a function", async () => {
    const one = await begin();
    const { aws, text, advance, raw, refused } = one;
    const stream = ["--stream-name", "clicks"];
    await aws("kinesis", "create-stream", ...stream, "--shard-count", "1");
    await text("kinesis", "wait", "stream-exists", ...stream);
    const { StreamDescriptionSummary } = await aws("kinesis", "describe-stream-summary", ...stream);
    expect(StreamDescriptionSummary).toMatchObject({ StreamStatus: "ACTIVE", OpenShardCount: 1 });
    const code = `exports.handler = async ({ Records }) =>
      Records.forEach(({ kinesis }) => console.log("read", atob(kinesis.data)));`;
    await makeFunction(one, "reader", code);
    await aws(
      ...["lambda", "create-event-source-mapping", "--function-name", "reader"],
      ...["--event-source-arn", StreamDescriptionSummary.StreamARN],
      ...["--starting-position", "TRIM_HORIZON"],
    );
    const key = ["--partition-key", "ann"];
    for (const data of ["one", "two"])
      await aws("kinesis", "put-record", ...stream, ...key, ...raw, "--data", data);
    const { Shards } = await aws("kinesis", "list-shards", ...stream);
    const { ShardIterator } = await aws(
      ...["kinesis", "get-shard-iterator", ...stream, "--shard-id", Shards[0].ShardId],
      ...["--shard-iterator-type", "TRIM_HORIZON"],
    );
    const got = await aws("kinesis", "get-records", "--shard-iterator", ShardIterator);
    expect(got.Records.map(({ Data }: { Data: string }) => atob(Data))).toEqual(["one", "two"]);
    await advance(1_000);
    const filter = ["--log-group-name", "/aws/lambda/reader", "--filter-pattern", "read"];
    const { events } = await aws("logs", "filter-log-events", ...filter);
    const lines = events.map(({ message }: { message: string }) => /read \w+/.exec(message)![0]);
    expect(lines).toEqual(["read one", "read two"]);
    await aws("kinesis", "delete-stream", ...stream);
    expect(await refused("kinesis", "describe-stream", "--stream-name", "none")).toContain(
      "(ResourceNotFoundException) when calling the DescribeStream operation: Stream none under account 000000000000 not found.",
    );
  });

  it("firehose: records put, found in S3 when their interval is over", async () => {
    const one = await begin();
    const { aws, text, advance, folder, raw } = one;
    await aws("s3api", "create-bucket", "--bucket", "lake");
    const destination = {
      BucketARN: "arn:aws:s3:::lake",
      RoleARN: await makeRole(one, "firehose"),
      Prefix: "kept/",
      BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
    };
    const stream = ["--delivery-stream-name", "lake"];
    await aws(
      ...["firehose", "create-delivery-stream", ...stream],
      ...["--extended-s3-destination-configuration", JSON.stringify(destination)],
    );
    const described = await aws("firehose", "describe-delivery-stream", ...stream);
    expect(described.DeliveryStreamDescription.DeliveryStreamStatus).toBe("ACTIVE");
    const record = ["--record", JSON.stringify({ Data: "a\n" })];
    await aws("firehose", "put-record", ...stream, ...raw, ...record);
    const records = ["--records", JSON.stringify([{ Data: "b\n" }, { Data: "c\n" }])];
    await aws("firehose", "put-record-batch", ...stream, ...raw, ...records);
    await advance(61_000);
    const { Contents } = await aws("s3api", "list-objects-v2", "--bucket", "lake");
    expect(Contents).toHaveLength(1);
    const file = join(folder, "delivered");
    await text("s3", "cp", `s3://lake/${Contents[0].Key}`, file);
    expect([Contents[0].Key, readFileSync(file, "utf8")]).toEqual([
      expect.stringMatching(/^kept\/\d{4}(\/\d\d){3}\/lake-1-/),
      "a\nb\nc\n",
    ]);
    await aws("firehose", "delete-delivery-stream", ...stream);
  });

  it("brume faults: the CLI tries again, and says so when that does not help", async () => {
    const { brume, file, must, run } = await begin();
    const faults = (...args: string[]) =>
      must("node", [join(ROOT, "bin", "brume.mjs"), "faults", ...args, "--json"], {
        env: { BRUME_PORT: new URL(brume.url).port },
      });
    const env = { AWS_RETRY_MODE: "standard", AWS_MAX_ATTEMPTS: "2" };
    const list = ["sns", "list-topics", "--output", "json"];
    const fault = ["--service", "sns", "--operation", "ListTopics", "--code", "Throttling"];
    await faults("add", ...fault, "--status", "400", "--times", "1");
    expect(JSON.parse(await must(file, list, { env }))).toHaveProperty("Topics");
    await faults("add", ...fault, "--status", "400", "--message", "Rate exceeded");
    const { code, err } = await run(file, list, { env });
    expect([code === 0, err]).toEqual([
      false,
      expect.stringContaining("(Throttling) when calling the ListTopics operation"),
    ]);
    expect(err).toContain("Rate exceeded");
    expect(JSON.parse(await faults("list"))).toMatchObject([{ service: "sns", met: 2 }]);
    expect(JSON.parse(await faults("clear"))).toEqual([]);
    await must(file, list, { env });
  });
}
