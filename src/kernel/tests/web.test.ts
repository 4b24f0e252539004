import { afterAll, expect, test } from "bun:test";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { askWeb, WebFailure } from "../web.ts";

const server = createServer((request, response) => {
  if (request.url === "/silent") return;
  if (request.url === "/large") return void response.end(Buffer.alloc(200_000));
  if (request.url === "/away") return void response.writeHead(302, { location: "/" }).end();
  request.pipe(
    response.writeHead(
      201,
      [
        ["x-a", "1"],
        ["x-a", "2"],
      ].flat(),
    ),
  );
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (path: string, more: object = {}) =>
  askWeb({
    method: "POST",
    url: base + path,
    headers: [["content-type", "text/plain"]],
    body: "hello",
    timeoutMs: 5_000,
    limitBytes: 100_000,
    ...more,
  });

test("an answer with its fields and bytes; redirects are answers", async () => {
  const { status, headers, body } = await ask("/echo");
  expect([status, Buffer.from(body).toString()]).toEqual([201, "hello"]);
  expect(
    headers
      .filter(([name]) => name === "x-a")
      .map(([, value]) => value)
      .join(),
  ).toMatch(/1.*2/);
  expect((await ask("/away", { method: "GET", body: undefined })).status).toBe(302);
});

test("failures are told apart", async () => {
  const kind = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (error) => (error instanceof WebFailure ? error.kind : String(error)),
    );
  expect(await kind(ask("/silent", { timeoutMs: 50 }))).toBe("timeout");
  expect(await kind(ask("/large"))).toBe("too large");
  expect(await kind(ask("", { url: "http://127.0.0.1:1/" }))).toBe("connection");
  expect(await kind(ask("", { url: "ftp://example.com/" }))).toBe("address");
  expect(await kind(ask("", { url: "no url" }))).toBe("address");
});
