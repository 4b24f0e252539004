/** The floor that services are measured against: our HTTP/1.1 with a handler that only parses and answers. */
import { type AddressInfo, createServer } from "node:net";
import { Deadlines, serveHttp1 } from "#protocol/http1/http1";

/**
 * Answers every request after parsing its body as JSON.
 * @param answer The answer, or the answers by the operation that X-Amz-Target names.
 * @param work What is done before each answer of an operation; nothing for the floor itself.
 */
export function startFloor(
  answer: string | Readonly<Record<string, string>>,
  work?: (operation: string) => Promise<void>,
): Promise<{ port: number; stop(): Promise<void> }> {
  const deadlines = new Deadlines();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    serveHttp1(
      socket,
      async (request) => {
        const bytes = request.body.buffered ?? (await request.body.bytes(1e6));
        if (bytes.length > 0) JSON.parse(Buffer.from(bytes).toString());
        const operation = request.headers.get("x-amz-target")?.split(".")[1] ?? "";
        if (work !== undefined) await work(operation);
        return {
          status: 200,
          headers: [["content-type", "application/x-amz-json-1.0"]],
          body: typeof answer === "string" ? answer : (answer[operation] ?? "{}"),
        };
      },
      { deadlines },
    );
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((done) => server.close(() => done())),
      }),
    ),
  );
}
