/** A loopback HTTP listener for one environment. */
import { type AddressInfo, createServer } from "node:net";
import type { HttpHandler } from "#protocol/http";
import { Deadlines, type Http1Connection, serveHttp1 } from "#protocol/http1/http1";

export interface Loopback {
  readonly port: number;
  close(): void;
}

/** A function may be silent for as long as it runs, and an idle one for as long as it is kept. */
const PATIENT = {
  idleSeconds: Number.POSITIVE_INFINITY,
  stallSeconds: Number.POSITIVE_INFINITY,
};

/** Listens on a free loopback port and answers with `handler`. */
export function listenLoopback(handler: HttpHandler): Promise<Loopback> {
  const deadlines = new Deadlines();
  const connections = new Set<Http1Connection>();
  const server = createServer({ noDelay: true }, (socket) => {
    const connection = serveHttp1(socket, handler, {
      deadlines,
      limits: PATIENT,
      bug: (error) => console.error("bug: in the runtime API:", error),
    });
    connections.add(connection);
    socket.once("close", () => connections.delete(connection));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => {
          server.close();
          for (const connection of connections) connection.destroy();
        },
      });
    });
  });
}
