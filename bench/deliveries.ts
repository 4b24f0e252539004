/** What arrives in queues after a load: how much, and how long after it was sent. */
import type { LoadResult } from "./load.ts";

type Ask = (target: string, input: object) => Promise<Record<string, unknown>>;

/** Calls JSON operations of one Brume. */
export function caller(url: string, service: string, prefix: string): Ask {
  return async (target, input) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `${prefix}.${target}`,
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${target}: ${JSON.stringify(answer)}`);
    return answer;
  };
}

/** Calls operations of a Query service; the answer's text. */
export async function queried(url: string, service: string, parameters: Record<string, string>) {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams(parameters).toString(),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** Messages in queues, all together. */
export async function waiting(url: string, queues: readonly string[]): Promise<number> {
  const sqs = caller(url, "sqs", "AmazonSQS");
  let total = 0;
  for (const name of queues) {
    const { Attributes } = (await sqs("GetQueueAttributes", {
      QueueUrl: `${url}/000000000000/${name}`,
      AttributeNames: ["ApproximateNumberOfMessages"],
    })) as { Attributes: Record<string, string> };
    total += Number(Attributes["ApproximateNumberOfMessages"]);
  }
  return total;
}

/** Runs a load and waits until nothing more arrives; deliveries per second over all of that time. */
export async function delivered(
  url: string,
  queues: readonly string[],
  run: () => Promise<LoadResult>,
): Promise<{ load: LoadResult; deliveries: number; perSecond: number }> {
  const before = await waiting(url, queues);
  const began = performance.now();
  const load = await run();
  let last = -1;
  let now = await waiting(url, queues);
  let ended = performance.now();
  while (now !== last) {
    last = now;
    await new Promise((next) => setTimeout(next, 100));
    now = await waiting(url, queues);
    if (now !== last) ended = performance.now();
  }
  const deliveries = now - before;
  return { load, deliveries, perSecond: Math.round(deliveries / ((ended - began) / 1000)) };
}
