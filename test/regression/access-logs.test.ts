/** A bucket's requests are written down and delivered to the bucket that its logging names. */
import { expect, test } from "bun:test";
import * as s3 from "@aws-sdk/client-s3";
import { testBrume } from "#test/harness/brume";

test("requests to a bucket come into its log", async () => {
  const brume = await testBrume();
  try {
    const client = new s3.S3Client({ ...brume.client, forcePathStyle: true });
    for (const Bucket of ["seen", "logs"])
      await client.send(new s3.CreateBucketCommand({ Bucket }));
    const logging = (TargetBucket: string) =>
      new s3.PutBucketLoggingCommand({
        Bucket: "seen",
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: "from/" } },
      });
    expect(client.send(logging("absent"))).rejects.toThrow("does not exist");
    await client.send(logging("logs"));
    await client.send(new s3.PutObjectCommand({ Bucket: "seen", Key: "a b", Body: "hello" }));
    const got = await client.send(new s3.GetObjectCommand({ Bucket: "seen", Key: "a b" }));
    await got.Body!.transformToString();
    const missing = new s3.GetObjectCommand({ Bucket: "seen", Key: "none" });
    expect(client.send(missing)).rejects.toThrow("does not exist");
    await client.send(new s3.GetBucketAclCommand({ Bucket: "seen" }));
    await brume.kernel.settle();
    await brume.advance(5 * 60_000);
    await brume.kernel.settle();
    const { Contents } = await client.send(new s3.ListObjectsV2Command({ Bucket: "logs" }));
    expect(Contents?.map(({ Key }) => Key!.slice(0, 24))).toEqual(["from/2026-01-01-00-05-00"]);
    const file = await client.send(
      new s3.GetObjectCommand({ Bucket: "logs", Key: Contents![0]!.Key! }),
    );
    const lines = (await file.Body!.transformToString()).trim().split("\n");
    const told = lines.map((line) => {
      const found = /^\w+ (\S+) \[([^\]]+)\] \S+ \S+ \S+ (\S+) (\S+) "([^"]+)" (\d+) (\S+) (\S+) /;
      return found.exec(line)?.slice(1);
    });
    const at = "01/Jan/2026:00:00:00 +0000";
    expect(told).toEqual([
      ["seen", at, "REST.PUT.LOGGING_STATUS", "-", "PUT /seen/?logging= HTTP/1.1", "200", "-", "-"],
      [
        "seen",
        at,
        "REST.PUT.OBJECT",
        "a%2520b",
        "PUT /seen/a%20b?x-id=PutObject HTTP/1.1",
        "200",
        "-",
        "-",
      ],
      [
        "seen",
        at,
        "REST.GET.OBJECT",
        "a%2520b",
        "GET /seen/a%20b?x-id=GetObject HTTP/1.1",
        "200",
        "-",
        "5",
      ],
      [
        "seen",
        at,
        "REST.GET.OBJECT",
        "none",
        "GET /seen/none?x-id=GetObject HTTP/1.1",
        "404",
        "NoSuchKey",
        "-",
      ],
      ["seen", at, "REST.GET.ACL", "-", "GET /seen/?acl= HTTP/1.1", "200", "-", "480"],
    ]);
  } finally {
    await brume.stop();
  }
});
