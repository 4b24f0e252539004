/**
 * Integrations with services' own operations.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 */
import { Fault } from "#aws/fault";
import { loadModel } from "#aws/models";
import type { ProxyRequest } from "#aws/proxy-event";
import type { HttpResponse } from "#protocol/http";
import { codecFor } from "#protocol/codecs";
import type { Ctx } from "./apis.ts";
import { actor, message } from "./functions.ts";
import { mapped } from "./mapping.ts";
import type { Integration } from "./tables.ts";

export interface Subtype {
  readonly service: "events" | "sqs" | "stepfunctions";
  readonly operation: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** The operation's input from the parameters, where they are not the same. */
  readonly input?: (values: Readonly<Record<string, string>>) => Record<string, unknown>;
}

const listed = (text: string | undefined) =>
  text === undefined ? undefined : (JSON.parse(text) as unknown);

const EXECUTION = ["Input", "Name", "TraceHeader", "Region"] as const;
const lowered = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name[0]!.toLowerCase() + name.slice(1), value]),
  );

export const SUBTYPES: ReadonlyMap<string, Subtype> = new Map<string, Subtype>([
  [
    "EventBridge-PutEvents",
    {
      service: "events",
      operation: "PutEvents",
      required: ["Detail", "DetailType", "Source"],
      optional: ["Time", "EventBusName", "Resources", "Region", "TraceHeader"],
      input: ({ Time, Resources, ...entry }) => ({
        Entries: [
          {
            ...entry,
            ...(Time === undefined ? {} : { Time: Date.parse(Time) }),
            ...(Resources === undefined ? {} : { Resources: listed(Resources) }),
          },
        ],
      }),
    },
  ],
  [
    "SQS-SendMessage",
    {
      service: "sqs",
      operation: "SendMessage",
      required: ["QueueUrl", "MessageBody"],
      optional: [
        "DelaySeconds",
        "MessageAttributes",
        "MessageDeduplicationId",
        "MessageGroupId",
        "MessageSystemAttributes",
        "Region",
      ],
      input: ({ DelaySeconds, MessageAttributes, MessageSystemAttributes, ...rest }) => ({
        ...rest,
        ...(DelaySeconds === undefined ? {} : { DelaySeconds: Number(DelaySeconds) }),
        ...(MessageAttributes === undefined
          ? {}
          : { MessageAttributes: listed(MessageAttributes) }),
        ...(MessageSystemAttributes === undefined
          ? {}
          : { MessageSystemAttributes: listed(MessageSystemAttributes) }),
      }),
    },
  ],
  [
    "SQS-ReceiveMessage",
    {
      service: "sqs",
      operation: "ReceiveMessage",
      required: ["QueueUrl"],
      optional: [
        "AttributeNames",
        "MaxNumberOfMessages",
        "MessageAttributeNames",
        "VisibilityTimeout",
        "WaitTimeSeconds",
        "Region",
      ],
      input: ({ QueueUrl, AttributeNames, MessageAttributeNames, ...numbers }) => ({
        QueueUrl,
        ...(AttributeNames === undefined ? {} : { AttributeNames: listed(AttributeNames) }),
        ...(MessageAttributeNames === undefined
          ? {}
          : { MessageAttributeNames: listed(MessageAttributeNames) }),
        ...Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, Number(text)])),
      }),
    },
  ],
  [
    "SQS-DeleteMessage",
    {
      service: "sqs",
      operation: "DeleteMessage",
      required: ["ReceiptHandle", "QueueUrl"],
      optional: ["Region"],
    },
  ],
  [
    "SQS-PurgeQueue",
    { service: "sqs", operation: "PurgeQueue", required: ["QueueUrl"], optional: ["Region"] },
  ],
  [
    "StepFunctions-StartExecution",
    {
      service: "stepfunctions",
      operation: "StartExecution",
      required: ["StateMachineArn"],
      optional: EXECUTION,
      input: lowered,
    },
  ],
  [
    "StepFunctions-StartSyncExecution",
    {
      service: "stepfunctions",
      operation: "StartSyncExecution",
      required: ["StateMachineArn"],
      optional: EXECUTION,
      input: lowered,
    },
  ],
  [
    "StepFunctions-StopExecution",
    {
      service: "stepfunctions",
      operation: "StopExecution",
      required: ["ExecutionArn"],
      optional: ["Cause", "Error", "Region"],
      input: lowered,
    },
  ],
]);

/** Does what an integration of a subtype asks for, and answers as the service would. */
export async function callService(
  ctx: Ctx,
  integration: Integration,
  request: ProxyRequest,
): Promise<HttpResponse> {
  const subtype = SUBTYPES.get(integration.subtype ?? "");
  if (subtype === undefined) return message(500, "Internal Server Error");
  const values: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(integration.requestParameters ?? {})) {
    const value = mapped(text, { request });
    if (value === undefined && subtype.required.includes(name))
      return message(400, `Missing required parameter: ${name}`);
    if (value !== undefined) values[name] = value;
  }
  const { Region: region = ctx.region, ...rest } = values;
  const model = loadModel(subtype.service);
  const protocol = subtype.service === "sqs" ? "query" : model.protocols[0]!;
  const codec = codecFor(model, protocol);
  const operation = model.operations[subtype.operation];
  try {
    const input = subtype.input === undefined ? rest : subtype.input(rest);
    const output = await ctx.call(
      subtype.service as "sqs",
      subtype.operation as "SendMessage",
      input as never,
      { principal: await actor(ctx, integration.credentialsArn), region },
    );
    return codec.serialize(operation!, (output ?? {}) as never, ctx.requestId);
  } catch (error) {
    if (error instanceof SyntaxError) return message(400, "Bad Request");
    if (!(error instanceof Fault)) throw error;
    return codec.serializeFault(operation, error, ctx.requestId);
  }
}
