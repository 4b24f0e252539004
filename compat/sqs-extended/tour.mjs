/** The extended client's kin for JavaScript: a payload over the limit, produced and consumed. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [home, name, compatible] = process.argv.slice(2);
const from = createRequire(join(home, "package.json"));
const { S3 } = from("@aws-sdk/client-s3");
const { SQS } = from("@aws-sdk/client-sqs");
const main = join(home, "node_modules/@5app/sns-sqs-big-payload/dist/index.js");
const { SqsConsumer, SqsConsumerEvents, SqsProducer } = await import(pathToFileURL(main));

const s3 = new S3();
const sqs = new SQS();
const s3Bucket = `payloads-${name}`;
await s3.createBucket({ Bucket: s3Bucket });
const { QueueUrl: queueUrl } = await sqs.createQueue({ QueueName: `extended-${name}` });
const extendedLibraryCompatibility = compatible === "compatible";
const producer = SqsProducer.create({
  queueUrl,
  largePayloadThoughS3: true,
  extendedLibraryCompatibility,
  s3Bucket,
});
const large = { text: "js".repeat(1_500_000) };
await producer.sendJSON({ text: "small" });
await producer.sendJSON(large);
const { Contents = [] } = await s3.listObjectsV2({ Bucket: s3Bucket });
assert.equal(Contents.length, 1);

const got = [];
await new Promise((done, failed) => {
  const consumer = SqsConsumer.create({
    queueUrl,
    getPayloadFromS3: true,
    extendedLibraryCompatibility,
    parsePayload: (raw) => JSON.parse(raw),
    handleMessage: async ({ payload }) => void got.push(payload),
  });
  for (const event of ["error", "processingError", "s3PayloadError", "payloadParseError"])
    consumer.on(SqsConsumerEvents[event], (error) => failed(error.err ?? error));
  consumer.on(SqsConsumerEvents.messageProcessed, () => {
    if (got.length < 2) return;
    consumer.stop();
    done();
  });
  consumer.start();
});
got.sort((a, b) => a.text.length - b.text.length);
assert.deepEqual(got, [{ text: "small" }, large]);
