/** Where the outcome of an asynchronous invocation goes: destinations and dead-letter queues. */
import type { Outcome } from "#engines/contract";
import type { Ctx, Target, Tx } from "./functions.ts";
import { functionArn } from "./functions.ts";
import type { EventRow, InvokeConfigRow } from "./tables.ts";

export type Ending = "Success" | "RetriesExhausted" | "EventAgeExceeded";

export interface Ended {
  readonly target: Target;
  readonly event: Readonly<EventRow>;
  readonly config: Readonly<InvokeConfigRow> | undefined;
  readonly outcome: Outcome | undefined;
  readonly attempts: number;
  readonly condition: Ending;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Who sends: the function's role. */
  readonly as: string;
}

/** Writes what is to be told into the outbox of the transaction. */
export async function deliver(ctx: Ctx, tx: Tx, ended: Ended): Promise<void> {
  const { config, condition, target } = ended;
  const destination = condition === "Success" ? config?.onSuccess : config?.onFailure;
  if (destination !== undefined) await send(ctx, tx, ended, destination, recordOf(ended), {});
  const { deadLetterArn } = target.version.configuration;
  if (condition === "Success" || deadLetterArn === undefined) return;
  const message = ended.outcome === undefined ? "Rate Exceeded." : errorMessage(ended.outcome);
  await send(ctx, tx, ended, deadLetterArn, Buffer.from(ended.event.payload).toString(), {
    RequestID: { DataType: "String", StringValue: ended.event.id },
    ErrorCode: { DataType: "Number", StringValue: ended.outcome === undefined ? "429" : "200" },
    ErrorMessage: { DataType: "String", StringValue: message.slice(0, 1_024) || "unknown" },
  });
}

function errorMessage(outcome: Outcome): string {
  try {
    return String(
      (JSON.parse(Buffer.from(outcome.payload).toString()) as { errorMessage?: unknown })
        .errorMessage ?? "",
    );
  } catch {
    return "";
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function recordOf({ target, event, outcome, attempts, condition, now }: Ended): string {
  const executed = target.version.version;
  return JSON.stringify({
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: functionArn(target.place, target.place.qualifier ?? "$LATEST"),
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: parsed(event.payload),
    ...(outcome === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: executed,
            ...(outcome.errorType === undefined ? {} : { functionError: "Unhandled" }),
          },
          responsePayload: parsed(outcome.payload),
        }),
  });
}

function parsed(payload: Uint8Array): unknown {
  const text = Buffer.from(payload).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Attributes = Record<string, { DataType: string; StringValue: string }>;

async function send(
  ctx: Ctx,
  tx: Tx,
  ended: Ended,
  arn: string,
  body: string,
  attributes: Attributes,
): Promise<void> {
  const [, , service = "", region = "", account = "", ...rest] = arn.split(":");
  const input = inputOf(ctx, ended, arn, service, account, rest, body, attributes);
  if (input === undefined) return;
  const { place } = ended.target;
  await tx.outbox.send({
    ...input,
    region: region || place.region,
    account: account || place.account,
    as: ended.as,
    sourceArn: functionArn(place),
  });
}

function inputOf(
  ctx: Ctx,
  { condition, target }: Ended,
  arn: string,
  service: string,
  account: string,
  rest: readonly string[],
  body: string,
  attributes: Attributes,
): { service: string; operation: string; input: Record<string, unknown> } | undefined {
  const MessageAttributes =
    Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes };
  if (service === "sqs")
    return {
      service,
      operation: "SendMessage",
      input: {
        QueueUrl: `${ctx.origin}/${account}/${rest[0]}`,
        MessageBody: body,
        ...MessageAttributes,
      },
    };
  if (service === "sns")
    return {
      service,
      operation: "Publish",
      input: { TopicArn: arn, Message: body, ...MessageAttributes },
    };
  if (service === "lambda")
    return {
      service,
      operation: "Invoke",
      input: {
        FunctionName: arn,
        InvocationType: "Event",
        Payload: new Uint8Array(Buffer.from(body)),
      },
    };
  if (service === "events") {
    const detailType = `Lambda Function Invocation Result - ${condition === "Success" ? "Success" : "Failure"}`;
    const entry = {
      Source: "lambda",
      DetailType: detailType,
      Detail: body,
      EventBusName: rest.join(":").replace(/^event-bus\//, ""),
      Resources: [functionArn(target.place, target.place.qualifier ?? "$LATEST"), arn],
    };
    return { service, operation: "PutEvents", input: { Entries: [entry] } };
  }
  return undefined;
}
