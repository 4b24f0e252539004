/** What is acknowledged survives `kill -9`, and is delivered once Brume runs again. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as f from "@aws-sdk/client-firehose";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { startProcess } from "#test/harness/process";

function clients(endpoint: string) {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const options = { endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
  return {
    firehose: new f.FirehoseClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
  };
}

test("records in a buffer and on their way are there after a kill", async () => {
  const data = mkdtempSync(join(tmpdir(), "brume-firehose-"));
  const expected: string[] = [];
  try {
    for (let round = 0; round < 3; round++) {
      const brume = await startProcess(["--data", data, "--tls", "off"]);
      const { firehose, s3 } = clients(brume.url);
      if (round === 0) {
        await s3.send(new CreateBucketCommand({ Bucket: "lake" }));
        for (const [DeliveryStreamName, IntervalInSeconds] of [
          ["slow", 600],
          ["fast", 0],
        ] as const)
          await firehose.send(
            new f.CreateDeliveryStreamCommand({
              DeliveryStreamName,
              S3DestinationConfiguration: {
                ...{ RoleARN: "arn:aws:iam::000000000000:role/r", BucketARN: "arn:aws:s3:::lake" },
                BufferingHints: { IntervalInSeconds, SizeInMBs: 5 },
              },
            }),
          );
      }
      for (let n = 0; n < 20; n++)
        for (const DeliveryStreamName of ["slow", "fast"]) {
          const line = `${DeliveryStreamName} ${round} ${n}`;
          const Record = { Data: Buffer.from(`${line}\n`) };
          await firehose.send(new f.PutRecordCommand({ DeliveryStreamName, Record }));
          expected.push(line);
        }
      await brume.kill();
    }
    const brume = await startProcess(["--data", data, "--tls", "off"]);
    await fetch(`${brume.url}/_brume/clock/advance`, {
      method: "POST",
      body: JSON.stringify({ milliseconds: 900_000 }),
    });
    const { s3 } = clients(brume.url);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "lake" }));
    const lines: string[] = [];
    for (const { Key } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: "lake", Key: Key! }));
      lines.push(...(await Body!.transformToString()).trim().split("\n"));
    }
    expect(lines.sort()).toEqual(expected.sort());
    await brume.kill();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}, 60_000);
