/** boto3 presigns S3's URLs and forms by Signature Version 2 in us-east-1; they were refused. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type TestBrume, testBrume } from "../harness/brume.ts";

let brume: TestBrume;
/** A minute from now, and the minute before, in epoch seconds. */
let expires: string;
let passed: string;
beforeAll(async () => {
  brume = await testBrume({ iam: "enforce", running: true });
  const seconds = Math.floor(brume.kernel.clock.now() / 1000);
  [expires, passed] = [String(seconds + 60), String(seconds - 60)];
  const s3 = new S3Client({ ...brume.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "a b", Body: "words" }));
});
afterAll(() => brume.stop());

const sign = (secret: string, text: string) =>
  createHmac("sha1", secret).update(text).digest("base64");

function presigned(secret = "test", until = expires, meant = ""): string {
  const signature = sign(secret, `GET\n\n\n${until}\n/bucket/a%20b${meant && `?${meant}`}`);
  const query = new URLSearchParams({
    AWSAccessKeyId: "test",
    Signature: signature,
    Expires: until,
  });
  return `${brume.url}/bucket/a%20b?${query}${meant && `&${meant.replaceAll("/", "%2F")}`}`;
}
async function got(url: string, init?: RequestInit): Promise<[number, string]> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  return [answer.status, /<Code>(.*)<\/Code>/.exec(text)?.[1] ?? text];
}

test("a presigned URL is answered while it lasts, with what it says of the answer", async () => {
  expect(await got(presigned())).toEqual([200, "words"]);
  const told = await fetch(presigned("test", expires, "response-content-type=text/x"));
  expect([told.status, told.headers.get("content-type")]).toEqual([200, "text/x"]);
});

test("a wrong secret, another object, another method, a passed time are refused", async () => {
  const other = presigned().replace("a%20b", "c");
  expect([
    await got(presigned("other")),
    await got(other),
    await got(presigned(), { method: "DELETE" }),
    await got(presigned("test", passed)),
  ]).toEqual([
    [403, "SignatureDoesNotMatch"],
    [403, "SignatureDoesNotMatch"],
    [403, "SignatureDoesNotMatch"],
    [403, "AccessDenied"],
  ]);
});

test("a form's policy may be signed so too", async () => {
  const policy = Buffer.from(
    JSON.stringify({
      expiration: new Date(Number(expires) * 1000).toISOString(),
      conditions: [{ bucket: "bucket" }, { key: "form" }],
    }),
  ).toString("base64");
  const send = (secret: string) => {
    const form = new FormData();
    form.set("key", "form");
    form.set("AWSAccessKeyId", "test");
    form.set("policy", policy);
    form.set("signature", sign(secret, policy));
    form.set("file", new Blob(["x"]), "x");
    return got(`${brume.url}/bucket`, { method: "POST", body: form });
  };
  expect([await send("test"), await send("other")]).toEqual([
    [204, ""],
    [403, "SignatureDoesNotMatch"],
  ]);
});
