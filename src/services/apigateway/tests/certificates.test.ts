import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { AddressInfo } from "node:net";
import { createServer } from "node:tls";
import * as gw from "@aws-sdk/client-api-gateway";
import { EPOCH, type TestBrume, testBrume } from "#test/harness/brume";
import { selfSigned } from "#aws/certificate";

let brume: TestBrume;
let client: gw.APIGatewayClient;
beforeAll(async () => {
  brume = await testBrume();
  client = new gw.APIGatewayClient(brume.client);
});
afterAll(() => brume.stop());

test("a stage shows its certificate to a backend that asks for one", async () => {
  const made = await client.send(new gw.GenerateClientCertificateCommand({ description: "d" }));
  const own = new X509Certificate(made.pemEncodedCertificate!);
  expect(own.subject).toBe("CN=ApiGateway");
  expect(own.verify(own.publicKey)).toBe(true);
  expect(own.validFromDate.getTime()).toBe(EPOCH);
  expect(made.expirationDate?.getTime()).toBe(EPOCH + 365 * 86_400_000);
  expect(JSON.stringify(made)).not.toContain("PRIVATE");

  const server = selfSigned({
    serial: new Uint8Array(8),
    commonName: "backend",
    from: EPOCH,
    until: EPOCH + 10 * 365 * 86_400_000,
    bits: 2048,
  });
  const backend = createServer(
    {
      key: server.privateKey,
      cert: server.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (socket) => {
      const name = String(socket.getPeerCertificate().subject?.CN);
      socket.once("data", () =>
        socket.end(
          `HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\nConnection: close\r\n\r\n${name}`,
        ),
      );
    },
  );
  await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
  const { port } = backend.address() as AddressInfo;
  const document = {
    openapi: "3.0.1",
    info: { title: "t", version: "1" },
    paths: {
      "/a": {
        get: {
          responses: {},
          "x-amazon-apigateway-integration": {
            type: "http_proxy",
            httpMethod: "GET",
            uri: `https://127.0.0.1:${port}/`,
            tlsConfig: { insecureSkipVerification: true },
          },
        },
      },
    },
  };
  const { id: restApiId } = await client.send(
    new gw.ImportRestApiCommand({ body: new TextEncoder().encode(JSON.stringify(document)) }),
  );
  await client.send(new gw.CreateDeploymentCommand({ restApiId, stageName: "t" }));
  const ask = async () =>
    (await fetch(`${brume.url}/restapis/${restApiId}/t/_user_request_/a`)).text();
  expect(await ask()).toBe("undefined");
  await client.send(
    new gw.UpdateStageCommand({
      restApiId,
      stageName: "t",
      patchOperations: [
        { op: "replace", path: "/clientCertificateId", value: made.clientCertificateId },
      ],
    }),
  );
  expect(await ask()).toBe("ApiGateway");
  const remove = new gw.DeleteClientCertificateCommand(made as { clientCertificateId: string });
  expect(await client.send(remove).catch((error: unknown) => error)).toMatchObject({
    name: "BadRequestException",
  });
  backend.close();
});
