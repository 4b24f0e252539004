/**
 * A batch sent to an HTTP endpoint.
 * https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html
 */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Fault } from "#aws/fault";
import type { HttpEndpointDestinationConfiguration } from "#aws/generated/types/firehose";
import { askWeb, type WebAnswer, WebFailure } from "#kernel/web";
import { isHeaderValue } from "./destinations.ts";
import { Undelivered } from "./errors.ts";
import { ENDPOINT_ANSWER_BYTES, ENDPOINT_TIMEOUT_MS } from "./limits.ts";
import { type Ctx, type Stream, streamArn } from "./streams.ts";
import type { BatchRow, RecordRow } from "./tables.ts";
import { assume } from "./role.ts";

const compress = promisify(gzip);
/** Of an answer in an error's words. */
const SHOWN_BYTES = 1_024;

/** @throws Undelivered, not to be tried again where the endpoint finds the batch too large. */
export async function post(
  ctx: Ctx,
  stream: Stream,
  batch: Readonly<BatchRow>,
  records: readonly Readonly<RecordRow>[],
): Promise<void> {
  const http = stream.destination.http!;
  const text = JSON.stringify({
    requestId: batch.id,
    timestamp: ctx.clock.now(),
    records: records.map(({ data }) => ({ data: Buffer.from(data).toString("base64") })),
  });
  const zipped = http.RequestConfiguration?.ContentEncoding === "GZIP";
  const key = await accessKey(ctx, stream.name, http);
  const attributes = http.RequestConfiguration?.CommonAttributes ?? [];
  const common = new Map(
    attributes.map(({ AttributeName, AttributeValue }) => [AttributeName, AttributeValue]),
  );
  const body = zipped ? await compress(text) : Buffer.from(text);
  const answer = await ask({
    method: "POST",
    url: http.EndpointConfiguration.Url,
    headers: [
      ["X-Amz-Firehose-Protocol-Version", "1.0"],
      ["X-Amz-Firehose-Request-Id", batch.id],
      ["X-Amz-Firehose-Source-Arn", streamArn(ctx, stream.name)],
      ...(key === undefined ? [] : [["X-Amz-Firehose-Access-Key", key] as const]),
      ...(common.size === 0
        ? []
        : [
            [
              "X-Amz-Firehose-Common-Attributes",
              asciiOnly(JSON.stringify({ commonAttributes: Object.fromEntries(common) })),
            ] as const,
          ]),
      ["Content-Type", "application/json"],
      ...(zipped ? [["Content-Encoding", "gzip"] as const] : []),
      ["Content-Length", String(body.length)],
      ["User-Agent", "Amazon Kinesis Data Firehose Agent/1.0"],
    ],
    body,
    timeoutMs: ENDPOINT_TIMEOUT_MS,
    limitBytes: ENDPOINT_ANSWER_BYTES,
  });
  judge(answer, batch.id);
}

/** JSON of which a header field may consist. */
const asciiOnly = (json: string): string =>
  json.replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** The key itself, or what its secret says. */
async function accessKey(
  ctx: Ctx,
  stream: string,
  http: HttpEndpointDestinationConfiguration,
): Promise<string | undefined> {
  const secret = http.SecretsManagerConfiguration;
  if (!secret?.Enabled) return http.EndpointConfiguration.AccessKey;
  const role = secret.RoleARN ?? http.RoleARN!;
  try {
    const principal = await assume(ctx, role, stream);
    const input = { SecretId: secret.SecretARN! };
    const found = await ctx.call("secretsmanager", "GetSecretValue", input, { principal });
    const { api_key: key } = JSON.parse(found.SecretString ?? "") as { api_key?: unknown };
    if (typeof key === "string" && isHeaderValue(key)) return key;
  } catch (error) {
    if (error instanceof Fault)
      throw new Undelivered(`SecretsManager.${error.code}`, error.message);
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
  }
  throw new Undelivered(
    "SecretsManager.InvalidSecret",
    'The secret does not have the form {"api_key": "..."}.',
  );
}

async function ask(request: Parameters<typeof askWeb>[0]): Promise<WebAnswer> {
  try {
    return await askWeb(request);
  } catch (error) {
    if (!(error instanceof WebFailure)) throw error;
    switch (error.kind) {
      case "timeout":
        throw new Undelivered("HttpEndpoint.RequestTimeout", error.message);
      case "too large":
        throw new Undelivered("HttpEndpoint.ResponseTooLarge", error.message);
    }
    throw new Undelivered("HttpEndpoint.ConnectionFailed", error.message);
  }
}

/** @throws Undelivered unless the answer is what AWS's page asks of one. */
function judge({ status, headers, body }: WebAnswer, requestId: string): void {
  const text = Buffer.from(body).toString();
  const shown = `${status}: ${text.slice(0, SHOWN_BYTES)}`;
  if (status !== 200)
    throw new Undelivered(
      "HttpEndpoint.DestinationException",
      `The following response was received from the endpoint destination. ${shown}`,
      status !== 413,
    );
  const wrong = whatIsWrong(headers, text, requestId);
  if (wrong !== undefined)
    throw new Undelivered(
      "HttpEndpoint.InvalidResponseFromDestination",
      `The response received from the specified endpoint is invalid. Contact the owner of the endpoint to resolve the issue. Response for request ${requestId} ${wrong}. Raw response received: ${status} ${text.slice(0, SHOWN_BYTES)}`,
    );
}

function whatIsWrong(
  headers: WebAnswer["headers"],
  text: string,
  requestId: string,
): string | undefined {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type))
    return "does not contain a content-type: application/json header";
  let answer: Record<string, unknown> | null;
  try {
    answer = JSON.parse(text) as typeof answer;
  } catch {
    return "is not recognized as valid JSON or has unexpected fields";
  }
  if (typeof answer?.["requestId"] !== "string") return "does not contain a requestId";
  if (answer["requestId"] !== requestId) return "does not match the request's requestId";
  if (typeof answer["timestamp"] !== "number") return "does not contain a timestamp field";
  return undefined;
}
