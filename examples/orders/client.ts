/** The least of an AWS client: signed requests to any service at one endpoint. */
import { createHash, createHmac } from "node:crypto";

export interface Target {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const hash = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const mac = (key: string | Uint8Array, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

export class Client {
  constructor(readonly target: Target) {}

  /** A JSON service, e.g. json("dynamodb", "DynamoDB_20120810.Scan", {...}). */
  async json<T>(service: string, operation: string, input: object): Promise<T> {
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": operation };
    // Operations without an output answer an empty body.
    return JSON.parse(
      (await this.send(service, "POST", "/", headers, JSON.stringify(input))) || "{}",
    ) as T;
  }

  /** A Query service; the answer's XML. */
  query(
    service: string,
    version: string,
    action: string,
    input: Record<string, string>,
  ): Promise<string> {
    const body = new URLSearchParams({ Action: action, Version: version, ...input }).toString();
    return this.send(
      service,
      "POST",
      "/",
      { "content-type": "application/x-www-form-urlencoded" },
      body,
    );
  }

  /** @throws AwsError with AWS's code. */
  async send(
    service: string,
    method: string,
    path: string,
    given: Record<string, string>,
    body: string | Uint8Array,
  ): Promise<string> {
    const { endpoint, region, accessKeyId, secretAccessKey } = this.target;
    const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
    const headers: Record<string, string> = {
      ...given,
      host: new URL(endpoint).host,
      "x-amz-date": time,
      "x-amz-content-sha256": hash(body),
    };
    const names = Object.keys(headers).sort();
    const canonical = [
      method,
      path,
      "",
      ...names.map((n) => `${n}:${headers[n]}`),
      "",
      names.join(";"),
      hash(body),
    ].join("\n");
    const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
    const key = [time.slice(0, 8), region, service, "aws4_request"].reduce<string | Buffer>(
      mac,
      `AWS4${secretAccessKey}`,
    );
    const signature = mac(
      key,
      ["AWS4-HMAC-SHA256", time, scope, hash(canonical)].join("\n"),
    ).toString("hex");
    const response = await fetch(endpoint + path, {
      method,
      body: method === "GET" ? undefined : (body as string),
      headers: {
        ...headers,
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
      },
    });
    const text = await response.text();
    if (response.ok) return text;
    const code =
      /<Code>(.*?)<\/Code>/.exec(text)?.[1] ??
      /"__type":"(?:[^"#]*#)?([^"]*)"/.exec(text)?.[1] ??
      String(response.status);
    const message =
      /<Message>([\s\S]*?)<\/Message>/.exec(text)?.[1] ??
      /"[mM]essage":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ??
      text;
    throw new AwsError(code, message);
  }
}
