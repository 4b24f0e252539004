/** The front door: TLS and HTTP/2 on the one port, buckets by host name, browsers, impatient clients. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Brume, startBrume } from "../../src/brume.ts";
import { readSettings } from "../../src/settings.ts";

let folder: string;
let brume: Brume;
let ca: string;
let client: { endpoint: string; region: string; credentials: never; maxAttempts: number };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "brume-gateway-"));
  const args = ["--port", "0", "--data", folder, "--cors", "https://app.example"];
  brume = await startBrume(readSettings(args, {}));
  ca = readFileSync(brume.authorityFile!, "utf8");
  client = {
    endpoint: brume.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" } as never,
    maxAttempts: 1,
  };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "photos" }));
  await s3.send(new PutObjectCommand({ Bucket: "photos", Key: "a.txt", Body: "by host" }));
});
afterAll(async () => {
  await brume.stop();
  rmSync(folder, { recursive: true, force: true });
});

const QUERY = "/?Action=GetCallerIdentity&Version=2011-06-15";
const scope = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;

test("TLS answers on the same port with a certificate of the local authority", async () => {
  const options = { tls: { ca }, headers: { authorization: scope("sts") } } as RequestInit;
  for (const host of ["localhost", "127.0.0.1"]) {
    const response = await fetch(`https://${host}:${brume.port}${QUERY}`, options);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("<Account>000000000000</Account>");
  }
  const shown = await fetch(`${brume.url}/_brume/authority.pem`);
  expect(await shown.text()).toBe(ca);
});

test("HTTP/2 answers over TLS and by prior knowledge", async () => {
  for (const [origin, options] of [
    [`https://localhost:${brume.port}`, { ca }],
    [brume.url, {}],
  ] as const) {
    const session = connectHttp2(origin, options);
    try {
      const stream = session.request({ ":path": QUERY, authorization: scope("sts") });
      const status = Promise.withResolvers<number>();
      stream.on("response", (headers) => status.resolve(Number(headers[":status"])));
      stream.on("error", status.reject);
      session.on("error", status.reject);
      let text = "";
      for await (const piece of stream) text += String(piece);
      expect(await status.promise).toBe(200);
      expect(text).toContain("GetCallerIdentityResult");
    } finally {
      session.close();
    }
  }
});

/** Everything one connection is answered before it is closed. */
function conversation(pieces: readonly string[], until: readonly RegExp[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    let said = 0;
    const socket = connect(brume.port, "127.0.0.1", () => socket.write(pieces[said]!));
    socket.on("data", (piece) => {
      text += piece.toString();
      if (!until[said]!.test(text)) return;
      said++;
      if (said < pieces.length) socket.write(pieces[said]!);
      else {
        socket.destroy();
        resolve(text);
      }
    });
    socket.on("error", reject);
    socket.on("end", () => resolve(text));
  });
}

test("a bucket is found by its host name", async () => {
  for (const name of ["localhost", "s3.localhost.localstack.cloud", "s3.us-east-1.amazonaws.com"]) {
    const host = name === "localhost" ? "photos.s3.localhost" : `photos.${name}`;
    const answer = await conversation(
      [
        `GET /a.txt HTTP/1.1\r\nhost: ${host}:${brume.port}\r\nauthorization: ${scope("s3")}\r\n\r\n`,
      ],
      [/by host$/],
    );
    expect(answer).toStartWith("HTTP/1.1 200");
  }
});

test("Expect: 100-continue is answered before the body comes", async () => {
  const head =
    "PUT /photos/expected HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n" +
    `expect: 100-continue\r\nauthorization: ${scope("s3")}\r\n\r\n`;
  const answer = await conversation(
    [head, "hello"],
    [/^HTTP\/1.1 100[^\n]*\r\n\r\n/, /HTTP\/1.1 200/],
  );
  expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200/);
});

test("pages of loopback and of --cors may call, others get no leave", async () => {
  const leave = async (origin: string, method = "GET") => {
    const response = await fetch(brume.url + QUERY, {
      method,
      headers: {
        origin,
        authorization: scope("sts"),
        ...(method === "OPTIONS"
          ? {
              "access-control-request-method": "POST",
              "access-control-request-headers": "x-amz-target,authorization",
            }
          : {}),
      },
    });
    await response.arrayBuffer();
    return response.headers;
  };
  for (const origin of [
    "http://localhost:3000",
    "http://127.0.0.1:5173",
    "http://[::1]:8080",
    "https://app.example",
  ]) {
    expect((await leave(origin)).get("access-control-allow-origin")).toBe(origin);
    const preflight = await leave(origin, "OPTIONS");
    expect(preflight.get("access-control-allow-origin")).toBe(origin);
    expect(preflight.get("access-control-allow-headers")).toBe("x-amz-target,authorization");
  }
  for (const origin of ["https://evil.example", "http://localhost.evil.example", "null"]) {
    expect((await leave(origin)).get("access-control-allow-origin")).toBeNull();
    expect((await leave(origin, "OPTIONS")).get("access-control-allow-origin")).toBeNull();
  }
});

test("addresses in answers have the host the caller used", async () => {
  for (const host of [`127.0.0.1:${brume.port}`, `localhost:${brume.port}`]) {
    const sqs = new SQSClient({ ...client, endpoint: `http://${host}` });
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "hosted" }));
    expect(QueueUrl).toBe(`http://${host}/000000000000/hosted`);
  }
  const secure = await fetch(
    `https://localhost:${brume.port}/?Action=GetQueueUrl&QueueName=hosted&Version=2012-11-05`,
    { tls: { ca }, headers: { authorization: scope("sqs") } } as RequestInit,
  );
  expect(await secure.text()).toContain(`https://localhost:${brume.port}/000000000000/hosted`);
});

test("a client that goes away ends its long poll, and takes no message", async () => {
  const sqs = new SQSClient(client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "polled" }));
  const ended = Promise.withResolvers<void>();
  const stop = brume.kernel.journal.follow((entry) => {
    if (entry.operation === "ReceiveMessage") ended.resolve();
  });
  const leaving = new AbortController();
  const poll = fetch(`${QueueUrl}?Action=ReceiveMessage&WaitTimeSeconds=20`, {
    headers: { authorization: scope("sqs") },
    signal: leaving.signal,
  }).catch(() => "gone");
  const { signals } = brume.kernel;
  while (!signals.topics().some((topic) => topic.startsWith("sqs:")))
    await new Promise(setImmediate);
  const began = performance.now();
  leaving.abort();
  expect(await poll).toBe("gone");
  await ended.promise;
  stop();
  expect(performance.now() - began).toBeLessThan(2_000);
});
