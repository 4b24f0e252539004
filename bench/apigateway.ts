/** A REST API's mock integration against a bare handler on our own HTTP/1.1, in one run. */
import { startBrume } from "../src/brume.ts";
import { readSettings } from "../src/settings.ts";
import { startFloor } from "./floor.ts";
import { loadFromOutside, requestBytes } from "./load.ts";
import { report } from "./report.ts";

const CONNECTIONS = 32;
const ANSWER = '{"id":"7","name":"rex"}';

const DOCUMENT = {
  openapi: "3.0.1",
  info: { title: "bench", version: "1" },
  paths: {
    "/pets/{id}": {
      get: {
        responses: { "200": { description: "a pet" } },
        "x-amazon-apigateway-integration": {
          type: "mock",
          requestTemplates: { "application/json": '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: "200",
              responseTemplates: {
                "application/json": '{"id":"$input.params(\'id\')","name":"rex"}',
              },
            },
          },
        },
      },
    },
  },
};

/** @param seconds How long each side is measured. */
export async function apigateway(seconds: number): Promise<void> {
  const brume = await startBrume(readSettings(["--port", "0", "--ephemeral", "--tls", "off"], {}));
  const post = async (path: string, body: unknown) => {
    const response = await fetch(brume.url + path, {
      method: "POST",
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0",
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string };
  };
  const { id } = await post("/restapis?mode=import", DOCUMENT);
  await post(`/restapis/${id}/deployments`, { stageName: "live" });
  const request = requestBytes(
    "GET",
    `/restapis/${id}/live/_user_request_/pets/7`,
    [
      ["Host", "127.0.0.1:4566"],
      ["User-Agent", "bench"],
      ["Accept", "*/*"],
      ["Connection", "keep-alive"],
    ],
    "",
  ).toString("latin1");
  const floor = await startFloor(ANSWER);
  const load = { connections: CONNECTIONS, seconds, request };
  const bare = await loadFromOutside({ port: floor.port, ...load });
  const ours = await loadFromOutside({ port: brume.port, ...load });
  report("API Gateway MOCK with templates", ours, bare, 0.4);
  await floor.stop();
  await brume.stop();
}

if (import.meta.main) {
  await apigateway(Number(process.argv[2] ?? 3));
  process.exit(0);
}
