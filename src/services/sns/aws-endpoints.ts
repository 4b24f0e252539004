/** Notifications to what AWS runs: queues, functions, delivery streams. */
import { Fault } from "#aws/fault";
import { type Principal, servicePrincipal } from "#kernel/principal";
import { queueInput } from "./deliveries.ts";
import type { Content, Outcome, Sending } from "./publications.ts";
import { type Ctx, placeOf } from "./topics.ts";

/** One call; what it answers is told as AWS's status logs tell it. */
export async function callAws(ctx: Ctx, sending: Sending, content: Content): Promise<Outcome> {
  const called = ctx.as({ ...(sending.trace === undefined ? {} : { trace: sending.trace }) });
  const requestId = ctx.chance.uuid();
  const named = `${sending.protocol}RequestId`;
  try {
    const statusCode = await call(called, sending, content);
    const providerResponse = JSON.stringify({ [named]: requestId });
    return { delivered: true, final: true, statusCode, providerResponse };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const final = isFinal(error);
    return {
      ...{ delivered: false, final, statusCode: error.status },
      providerResponse: JSON.stringify({
        ErrorCode: error.code,
        ErrorMessage: error.message,
        [named]: final ? "Unrecoverable" : requestId,
      }),
    };
  }
}

/** @returns The status that the service answers with. */
async function call(ctx: Ctx, sending: Sending, content: Content): Promise<number> {
  const [, , , region = "", account = "", name = ""] = sending.endpoint.split(":");
  const { topicArn: sourceArn } = sending;
  const principal = servicePrincipal("sns.amazonaws.com", placeOf(sourceArn).account);
  const options = { account, region, sourceArn, principal };
  switch (sending.protocol) {
    case "sqs": {
      const input = queueInput(ctx, account, name, content, sending.trace);
      await ctx.call("sqs", "SendMessage", input as never, options);
      return 200;
    }
    case "lambda": {
      const Payload = bytes(lambdaEvent(sending, content));
      const input = { FunctionName: sending.endpoint, InvocationType: "Event", Payload } as const;
      await ctx.call("lambda", "Invoke", input, options);
      return 202;
    }
    default: {
      const own: Principal = await roleFor(ctx, sending);
      const DeliveryStreamName = sending.endpoint.split("deliverystream/")[1] ?? "";
      // Records are lines, as a stream of them is read.
      const input = { DeliveryStreamName, Record: { Data: bytes(`${content.body}\n`) } };
      const facts = { account, region, principal: own };
      await ctx.call("firehose", "PutRecord", input, facts);
      return 200;
    }
  }
}

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** A stream is written to with the role that the subscription names. */
async function roleFor(ctx: Ctx, { subscription }: Sending): Promise<Principal> {
  const row = await ctx.view((tx) => tx.subscription.find({ id: subscription }));
  const role = row?.attributes["SubscriptionRoleArn"] ?? "";
  return ctx.kernel.roleSession(role, "sns", ctx.account);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html; its URLs are spelt Url. */
function lambdaEvent({ topicArn, subscription }: Sending, { body }: Content): string {
  const { SigningCertURL, UnsubscribeURL, SubscribeURL, ...message } = JSON.parse(body) as Record<
    string,
    unknown
  >;
  return JSON.stringify({
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: `${topicArn}:${subscription}`,
        Sns: {
          ...{ Subject: null, MessageAttributes: {} },
          ...message,
          SigningCertUrl: SigningCertURL,
          ...(UnsubscribeURL === undefined ? {} : { UnsubscribeUrl: UnsubscribeURL }),
          ...(SubscribeURL === undefined ? {} : { SubscribeUrl: SubscribeURL }),
        },
      },
    ],
  });
}

/** Whether trying again cannot help: the endpoint is gone, or refuses SNS. */
export function isFinal({ status, code }: Fault): boolean {
  if (status === 429 || /Throttl|TooManyRequests/.test(code)) return false;
  return status < 500 || status === 501;
}
