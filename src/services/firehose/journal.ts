/**
 * Errors told to CloudWatch Logs, as the role that delivers, where logging is on.
 * https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html
 */
import { Fault } from "#aws/fault";
import type { CloudWatchLoggingOptions } from "#aws/generated/types/firehose";
import { type Ctx, type Stream, streamArn } from "./streams.ts";
import { assume } from "./role.ts";

export interface Trouble {
  readonly logging: CloudWatchLoggingOptions | undefined;
  readonly roleArn: string | undefined;
  /** A bucket's ARN, or an endpoint. */
  readonly destination: string;
  readonly code: string;
  readonly message: string;
  /** The function that records are processed by. */
  readonly processor: string | undefined;
}

/** Writes a line, where there is a group and a stream for it; a line that is refused is lost. */
export async function tell(ctx: Ctx, stream: Stream, trouble: Trouble): Promise<void> {
  const { Enabled, LogGroupName, LogStreamName } = trouble.logging ?? {};
  if (!Enabled || LogGroupName === undefined || LogStreamName === undefined) return;
  if (trouble.roleArn === undefined) return;
  const message = JSON.stringify({
    deliveryStreamARN: streamArn(ctx, stream.name),
    destination: trouble.destination,
    deliveryStreamVersionId: stream.version,
    message: trouble.message,
    errorCode: trouble.code,
    ...(trouble.processor === undefined ? {} : { processor: trouble.processor }),
  });
  const principal = await assume(ctx, trouble.roleArn, stream.name);
  await ctx
    .call(
      "logs",
      "PutLogEvents",
      {
        logGroupName: LogGroupName,
        logStreamName: LogStreamName,
        logEvents: [{ timestamp: ctx.clock.now(), message }],
      },
      { principal, sourceArn: streamArn(ctx, stream.name) },
    )
    .catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
}
