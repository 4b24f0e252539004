/**
 * A queue's messages without receiving them, as LocalStack's users look at them: by
 * `/_aws/sqs/messages?QueueUrl=...` or `/_aws/sqs/messages/<region>/<account>/<queue>`.
 */
import { Fault } from "#aws/fault";
import type { HttpRequest, HttpResponse } from "#protocol/http";
import { escapeXml } from "#protocol/xml";
import { isSealed, openAll, withKeys } from "./encryption.ts";
import { show } from "./shown.ts";
import { retentionMs } from "./operations/queues.ts";
import { type Ctx, placeOf, queueAt, type Tx } from "./queues.ts";

const PATH = "/_aws/sqs/messages";
/** Of an address that needs no receipt, as LocalStack gives it. */
const RECEIPT = "SQS/BACKDOOR/ACCESS";
const MOST = 10_000;

type Shown = ReturnType<typeof show>;

/** Answers `/_aws/sqs/messages`, in XML or, when asked, JSON; undefined for other paths. */
export async function route(ctx: Ctx, request: HttpRequest): Promise<HttpResponse | undefined> {
  if (request.path !== PATH && !request.path.startsWith(`${PATH}/`)) return undefined;
  const json = /json/.test(request.headers.get("accept") ?? "");
  try {
    const query = new URLSearchParams(request.query);
    if (request.method === "POST")
      for (const [name, value] of new URLSearchParams(
        Buffer.from(await request.body.bytes(65_536)).toString(),
      ))
        query.set(name, value);
    const { region, account, name } = askedQueue(ctx, request.path, query.get("QueueUrl"));
    const messages = await look(ctx.as({ region, account }), name, query);
    return json ? inJson(ctx, messages) : inXml(ctx, messages);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return failed(ctx, error, json);
  }
}

function askedQueue(ctx: Ctx, path: string, url: string | null) {
  const [region, account, name] = path.slice(PATH.length + 1).split("/");
  if (region && account && name) return { region, account, name };
  if (url === null || url === "")
    throw new Fault("MissingParameter", "The request must contain the parameter QueueUrl.", 400);
  const named = /^https?:\/\/(?:sqs\.)?([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(url)?.[1];
  return { region: named ?? ctx.region, ...placeOf(ctx, url) };
}

/** What could be received now, and what the query asks for besides; nothing is changed. */
async function look(ctx: Ctx, name: string, query: URLSearchParams): Promise<Shown[]> {
  const now = ctx.clock.now();
  const seen = async (tx: Tx) => {
    const queue = await queueAt(ctx, tx, name);
    const rows = await tx.message.query("all", {
      queue: queue.id,
      horizon: now - retentionMs(queue),
      now,
      invisible: asked(query, "ShowInvisible"),
      delayed: asked(query, "ShowDelayed"),
      limit: MOST,
    });
    const every = { AttributeNames: ["All" as const], MessageAttributeNames: ["All"] };
    const opened = rows.some(isSealed) ? await openAll(ctx, tx, queue, rows) : rows;
    return opened.map((row) => ({ ...show(row, queue, every, ctx.now), ReceiptHandle: RECEIPT }));
  };
  return withKeys(ctx, async () => ctx.view(seen));
}

const asked = (query: URLSearchParams, name: string): number =>
  /^(true|1)$/i.test(query.get(name) ?? "") ? 1 : 0;

/** A message's members in the words of the Query protocol. */
function members(message: Shown) {
  const { Attributes, MessageAttributes, ...rest } = message;
  return {
    ...rest,
    Attribute: Object.entries(Attributes ?? {}).map(([Name, Value]) => ({ Name, Value })),
    MessageAttribute: Object.entries(MessageAttributes ?? {}).map(([Name, value]) => ({
      Name,
      Value: {
        ...value,
        ...(value.BinaryValue === undefined
          ? {}
          : { BinaryValue: Buffer.from(value.BinaryValue).toString("base64") }),
      },
    })),
  };
}

function inJson(ctx: Ctx, messages: readonly Shown[]): HttpResponse {
  return answer(200, "application/json", {
    ReceiveMessageResponse: {
      ReceiveMessageResult: { Message: messages.map(members) },
      ResponseMetadata: { RequestId: ctx.requestId },
    },
  });
}

function inXml(ctx: Ctx, messages: readonly Shown[]): HttpResponse {
  const result = elements({ Message: messages.map(members) });
  return answer(
    200,
    "text/xml",
    `<?xml version="1.0" encoding="UTF-8"?><ReceiveMessageResponse xmlns="${NAMESPACE}">` +
      `<ReceiveMessageResult>${result}</ReceiveMessageResult>` +
      `<ResponseMetadata><RequestId>${ctx.requestId}</RequestId></ResponseMetadata>` +
      "</ReceiveMessageResponse>",
  );
}

const NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

function elements(value: unknown): string {
  if (typeof value !== "object" || value === null) return escapeXml(String(value));
  return Object.entries(value)
    .flatMap(([name, inner]) =>
      (Array.isArray(inner) ? inner : [inner]).map(
        (one: unknown) => `<${name}>${elements(one)}</${name}>`,
      ),
    )
    .join("");
}

function failed(ctx: Ctx, { code, message, status }: Fault, json: boolean): HttpResponse {
  const error = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message };
  const body = { Error: error, RequestId: ctx.requestId };
  if (json) return answer(status, "application/json", { ErrorResponse: body });
  return answer(
    status,
    "text/xml",
    `<?xml version="1.0" encoding="UTF-8"?><ErrorResponse xmlns="${NAMESPACE}">` +
      `${elements(body)}</ErrorResponse>`,
  );
}

function answer(status: number, type: string, body: unknown): HttpResponse {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: [["content-type", type]], body: text };
}
