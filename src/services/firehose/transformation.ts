/**
 * A batch given to a function, and what the function made of it.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 */
import { Fault } from "#aws/fault";
import { Undelivered } from "./errors.ts";
import type { LambdaSettings } from "./processing.ts";
import { type Ctx, type Stream, streamArn } from "./streams.ts";
import type { RecordRow } from "./tables.ts";
import { assume } from "./role.ts";

/** What became of a record. */
export interface Transformed {
  readonly record: Readonly<RecordRow>;
  readonly result: "Ok" | "Dropped" | "ProcessingFailed";
  /** With "Ok". */
  readonly data: Uint8Array;
  readonly keys: ReadonlyMap<string, string>;
}

/** @throws Undelivered when the function failed, or answered what is none of its records. */
export async function transform(
  ctx: Ctx,
  stream: Stream,
  settings: LambdaSettings,
  roleArn: string,
  records: readonly Readonly<RecordRow>[],
): Promise<readonly Transformed[]> {
  const began = ctx.clock.elapsed();
  const dimensions = { DeliveryStreamName: stream.name };
  let answer: string | undefined;
  try {
    answer = await invoke(ctx, stream, settings, roleArn, records);
  } finally {
    ctx.countAll("AWS/Firehose", dimensions, [
      ["ExecuteProcessing.Duration", ctx.clock.elapsed() - began, "Milliseconds"],
      ["ExecuteProcessing.Success", answer === undefined ? 0 : 1, "Count"],
    ]);
  }
  return matched(records, answer);
}

async function invoke(
  ctx: Ctx,
  stream: Stream,
  { arn }: LambdaSettings,
  roleArn: string,
  records: readonly Readonly<RecordRow>[],
): Promise<string> {
  const source = stream.source.KinesisStreamSourceConfiguration?.KinesisStreamARN;
  const event = {
    invocationId: ctx.chance.uuid(),
    ...(source === undefined ? {} : { sourceKinesisStreamArn: source }),
    deliveryStreamArn: streamArn(ctx, stream.name),
    region: ctx.region,
    records: records.map(({ recordId, arrivedAt, data, kinesis }) => ({
      recordId,
      approximateArrivalTimestamp: arrivedAt,
      data: Buffer.from(data).toString("base64"),
      ...(kinesis === undefined
        ? {}
        : {
            kinesisRecordMetadata: {
              sequenceNumber: kinesis.sequenceNumber,
              subsequenceNumber: 0,
              partitionKey: kinesis.partitionKey,
              shardId: kinesis.shardId,
              approximateArrivalTimestamp: kinesis.arrivedAt,
            },
          }),
    })),
  };
  try {
    const { Payload, FunctionError } = await ctx.call(
      "lambda",
      "Invoke",
      { FunctionName: arn, Payload: Buffer.from(JSON.stringify(event)) },
      {
        principal: await assume(ctx, roleArn, stream.name),
        sourceArn: streamArn(ctx, stream.name),
      },
    );
    if (FunctionError !== undefined)
      throw new Undelivered(
        "Lambda.FunctionError",
        "The Lambda function was successfully invoked but it returned an error result.",
      );
    return Buffer.from((Payload as Uint8Array | undefined) ?? []).toString();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw refused(error);
  }
}

/** Codes and words of AWS's page on errors in CloudWatch Logs. */
const REFUSALS: Readonly<Record<string, readonly [code: string, words: string]>> = {
  AccessDeniedException: [
    "Lambda.InvokeAccessDenied",
    "Access was denied. Ensure that the access policy allows access to the Lambda function.",
  ],
  ResourceNotFoundException: [
    "Lambda.ResourceNotFound",
    "The specified Lambda function does not exist. Use a different function that does exist.",
  ],
  TooManyRequestsException: [
    "Lambda.InvokeLimitExceeded",
    "The Lambda concurrent execution limit is exceeded. Increase the concurrent execution limit.",
  ],
};

function refused({ code, message }: Fault): Undelivered {
  const known = REFUSALS[code];
  return known === undefined
    ? new Undelivered(`Lambda.${code}`, message)
    : new Undelivered(...known);
}

const unreadable = (): Undelivered =>
  new Undelivered(
    "Lambda.JsonProcessingException",
    "There was an error parsing returned records from the Lambda function. Ensure that the returned records follow the status model required by Firehose.",
  );

/** The answer's records beside those that were sent. */
function matched(records: readonly Readonly<RecordRow>[], text: string): readonly Transformed[] {
  let answer: { records?: unknown } | null;
  try {
    answer = JSON.parse(text) as typeof answer;
  } catch {
    throw unreadable();
  }
  if (!Array.isArray(answer?.records)) throw unreadable();
  const made = new Map<string, Record<string, unknown>>();
  for (const one of answer.records as unknown[]) {
    if (typeof one !== "object" || one === null) throw unreadable();
    const id = String((one as Record<string, unknown>)["recordId"]);
    if (made.has(id))
      throw new Undelivered(
        "Lambda.DuplicatedRecordId",
        "Multiple records were returned with the same record ID. Ensure that the Lambda function returns unique record IDs for each record.",
      );
    made.set(id, one as Record<string, unknown>);
  }
  return records.map((record) => {
    const one = made.get(record.recordId);
    if (one === undefined)
      throw new Undelivered(
        "Lambda.MissingRecordId",
        "One or more record IDs were not returned. Ensure that the Lambda function returns all received record IDs.",
      );
    return transformed(record, one);
  });
}

function transformed(
  record: Readonly<RecordRow>,
  { result, data, metadata }: Record<string, unknown>,
): Transformed {
  if (result !== "Ok" && result !== "Dropped" && result !== "ProcessingFailed") throw unreadable();
  if (result === "Ok" && typeof data !== "string") throw unreadable();
  const keys = (metadata as { partitionKeys?: unknown } | null | undefined)?.partitionKeys;
  return {
    record,
    result,
    data: Buffer.from(typeof data === "string" ? data : "", "base64"),
    keys: new Map(
      Object.entries(typeof keys === "object" && keys !== null ? keys : {}).map(
        ([name, value]) => [name, String(value)] as const,
      ),
    ),
  };
}
