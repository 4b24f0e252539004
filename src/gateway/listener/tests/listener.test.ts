import { afterAll, expect, test } from "bun:test";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HttpHandler } from "#protocol/http";
import { Authority } from "../authority.ts";
import { listen } from "../listener.ts";

const folder = mkdtempSync(join(tmpdir(), "brume-listener-"));
const NOW = Date.now();
const authority = new Authority(folder, () => NOW);
const aborted = Promise.withResolvers<void>();
const handler: HttpHandler = async (request) => {
  if (request.path === "/wait") {
    await new Promise<void>((resolve) => request.signal.addEventListener("abort", () => resolve()));
    aborted.resolve();
  }
  const body = Buffer.from(await request.body.bytes(10e6));
  return {
    status: 200,
    headers: [
      ["x-version", request.httpVersion],
      ["x-secure", String(request.secure)],
      ["x-host", request.host],
      ["x-path", `${request.path}|${request.query}`],
    ],
    body: body.length > 100 ? String(body.length) : body.toString(),
  };
};
let mqtt: Buffer = Buffer.alloc(0);
const door = await listen({
  host: "127.0.0.1",
  port: 0,
  handler,
  tls: authority,
  mqtt: (socket) => {
    socket.once("data", (bytes) => {
      mqtt = bytes as Buffer;
      socket.end("ok");
    });
  },
});

afterAll(async () => {
  await door.close();
  rmSync(folder, { recursive: true });
});

function https(
  host: string,
): Promise<{ version: unknown; body: string; names: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = httpsRequest(
      {
        host: "127.0.0.1",
        port: door.port,
        servername: host,
        path: "/a%2fb//c?x=1",
        method: "POST",
        ca: authority.certificatePem(),
        headers: { host },
      },
      (response) => {
        const names = (
          response.socket as unknown as { getPeerCertificate(): { subjectaltname?: string } }
        ).getPeerCertificate().subjectaltname;
        let body = "";
        response.on("data", (piece) => (body += piece));
        response.on("end", () => resolve({ version: response.headers["x-path"], body, names }));
      },
    );
    asked.on("error", reject);
    asked.end("hello");
  });
}

function http2(
  url: string,
  headers: Record<string, string>,
  body: Buffer | string,
  options = {},
): Promise<{ headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const session = connectHttp2(url, options);
    session.on("error", reject);
    const stream = session.request(headers);
    let answered: Record<string, unknown> = {};
    let text = "";
    stream.on("response", (h) => (answered = h as Record<string, unknown>));
    stream.on("data", (piece) => (text += piece));
    stream.on("error", reject);
    stream.on("end", () => {
      session.close();
      resolve({ headers: answered, body: text });
    });
    stream.end(body);
  });
}

test("plain HTTP/1.1 keeps the path as it came", async () => {
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(door.port, "127.0.0.1");
    let text = "";
    socket.on("data", (piece) => (text += piece));
    socket.on("close", () => resolve(text));
    socket.write(
      "POST /a/../%2f?q=%20 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
    );
  });
  expect(answer).toStartWith("HTTP/1.1 200 OK\r\nx-version: 1.1\r\n");
  expect(answer).toContain("x-path: /a/../%2f|q=%20\r\n");
  expect(answer).toEndWith("\r\n\r\nhi");
});

test("TLS presents a certificate of the asked name", async () => {
  const answer = await https("sqs.us-east-1.amazonaws.com");
  expect(answer).toMatchObject({ version: "/a%2fb//c|x=1", body: "hello" });
  expect(answer.names).toContain("DNS:sqs.us-east-1.amazonaws.com");
  expect((await https("bucket.s3.localhost")).names).toContain("DNS:bucket.s3.localhost");
});

test("HTTP/2 with prior knowledge and over TLS", async () => {
  const clear = await http2(
    `http://127.0.0.1:${door.port}`,
    { ":path": "/p?q", ":method": "POST" },
    "body",
  );
  expect(clear.body).toBe("body");
  expect(clear.headers).toMatchObject({
    ":status": 200,
    "x-version": "2.0",
    "x-secure": "false",
    "x-path": "/p|q",
  });
  const secret = await http2(
    `https://localhost:${door.port}`,
    { ":path": "/", ":method": "POST" },
    Buffer.alloc(3_000_000),
    { ca: authority.certificatePem() },
  );
  expect(secret.body).toBe("3000000");
  expect(secret.headers["x-secure"]).toBe("true");
});

test("an HTTP/2 client that goes aborts its request", async () => {
  const session = connectHttp2(`http://127.0.0.1:${door.port}`);
  session.on("error", () => undefined);
  const stream = session.request({ ":path": "/wait" });
  stream.on("error", () => undefined);
  await new Promise<void>((resolve) => session.once("connect", () => resolve()));
  await new Promise<void>((resolve) => session.ping((() => resolve()) as never));
  stream.close(8);
  await aborted.promise;
  session.destroy();
});

test("MQTT is handed on with its first bytes", async () => {
  const packet = Buffer.from([0x10, 2, 0, 4]);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(door.port, "127.0.0.1");
    socket.on("data", (piece) => resolve(String(piece)));
    socket.write(packet);
  });
  expect(answer).toBe("ok");
  expect(mqtt).toEqual(packet);
});

test("the preface of HTTP/2 may come byte by byte, and a method like it too", async () => {
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(door.port, "127.0.0.1");
    socket.setNoDelay(true);
    socket.on("data", (piece) => resolve(String(piece)));
    const rest = "I / HTTP/1.1\r\nHost: h\r\n\r\n";
    socket.write("PR", () => setImmediate(() => socket.write(rest)));
  });
  expect(answer).toStartWith("HTTP/1.1 200 OK");
});

test("the authority's certificates verify, and its key is nobody else's to read", () => {
  const own = new X509Certificate(authority.certificatePem());
  const host = new X509Certificate(authority.host("10.1.2.3").cert);
  expect(own.ca).toBe(true);
  expect(host.verify(own.publicKey)).toBe(true);
  expect(host.checkIP("10.1.2.3")).toBe("10.1.2.3");
  expect(host.checkIP("::1")).toBe("::1");
  expect(
    new X509Certificate(authority.host("*.s3.localhost").cert).checkHost("b.s3.localhost"),
  ).toBeTruthy();
  expect(statSync(join(folder, "tls", "authority.key")).mode & 0o777).toBe(0o600);
  expect(new Authority(folder, () => NOW).certificatePem()).toBe(authority.certificatePem());
});

test("close ends idle connections and lets the request in progress finish", async () => {
  const release = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const other = await listen({
    host: "127.0.0.1",
    port: 0,
    handler: async () => {
      asked.resolve();
      await release.promise;
      return { status: 200, headers: [], body: "done" };
    },
  });
  const idle = connect(other.port, "127.0.0.1");
  const busy = connect(other.port, "127.0.0.1");
  let text = "";
  busy.on("data", (piece) => (text += piece));
  busy.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  await asked.promise;
  const closed = other.close();
  release.resolve();
  await closed;
  await new Promise<void>((resolve) =>
    busy.closed ? resolve() : busy.once("close", () => resolve()),
  );
  expect(text).toContain("Connection: close");
  expect(text).toEndWith("done");
  idle.destroy();
});
