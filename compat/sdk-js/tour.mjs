// The higher libraries of the AWS SDK for JavaScript, on Node.js: `node tour.mjs <name>`.
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { ConditionalCheckFailedException, DynamoDB } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, S3 } from "@aws-sdk/client-s3";
import { QueueDoesNotExist, SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { Upload } from "@aws-sdk/lib-storage";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const MIB = 1024 * 1024;

const tours = {
  async storage() {
    const s3 = new S3();
    const Bucket = "js-tour";
    await s3.createBucket({ Bucket });
    const bytes = Buffer.from(Uint32Array.from({ length: 3 * MIB }, (_, i) => i).buffer);
    const Body = Readable.from([bytes.subarray(0, 5 * MIB), bytes.subarray(5 * MIB)]);
    const params = { Bucket, Key: "big", Body, ChecksumAlgorithm: "SHA256" };
    const { ETag } = await new Upload({ client: s3, params, queueSize: 3 }).done();
    assert.match(ETag, /-3"$/);
    const got = await s3.getObject({ Bucket, Key: "big" });
    assert.ok(bytes.equals(await got.Body.transformToByteArray()));
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "big" }));
    const part = await fetch(url, { headers: { range: "bytes=8-11" } });
    assert.deepEqual([part.status, (await part.arrayBuffer()).byteLength], [206, 4]);
    const { url: action, fields } = await createPresignedPost(s3, { Bucket, Key: "form" });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", new Blob(["words"]), "f");
    assert.equal((await fetch(action, { method: "POST", body: form })).status, 204);
    for (let i = 0; i < 5; i++) await s3.putObject({ Bucket, Key: `page/${i}`, Body: "x" });
    const pages = [];
    const asked = { Bucket, Prefix: "page/" };
    for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, asked))
      pages.push(page.KeyCount);
    assert.deepEqual(pages, [2, 2, 1]);
    await assert.rejects(s3.getObject({ Bucket, Key: "none" }), (e) => e instanceof NoSuchKey);
  },

  async documents() {
    const dynamodb = new DynamoDB();
    await dynamodb.createTable({
      TableName: "js-tour",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    });
    const documents = DynamoDBDocument.from(dynamodb);
    const Item = { id: "a", list: [1, { deep: true }], set: new Set(["x"]), none: null };
    await documents.put({ TableName: "js-tour", Item });
    assert.deepEqual((await documents.get({ TableName: "js-tour", Key: { id: "a" } })).Item, Item);
    const put = { TableName: "js-tour", Item, ConditionExpression: "attribute_not_exists(id)" };
    await assert.rejects(documents.put(put), (e) => e instanceof ConditionalCheckFailedException);
  },

  async errors() {
    const missing = new SQS().getQueueUrl({ QueueName: "none" });
    await assert.rejects(missing, (e) => e instanceof QueueDoesNotExist);
    assert.equal((await new STS().getCallerIdentity()).Account, "000000000000");
  },
};

await tours[process.argv[2]]();
