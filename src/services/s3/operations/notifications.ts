/** Whom a bucket tells what happens in it. */
import type { NotificationConfiguration } from "#aws/generated/types/s3";
import { Fault, notImplemented } from "#aws/fault";
import type { ServiceId } from "#kernel/service";
import { servicePrincipal } from "#kernel/principal";
import {
  type Bucket,
  bucketArn,
  bucketAt,
  changeSettings,
  type Ctx,
  readBucket,
} from "../buckets.ts";
import { invalidArgument, malformedXml } from "../errors.ts";
import {
  type Destination,
  deliveryOf,
  destinationsOf,
  eventMatches,
  filterOf,
  testMessage,
} from "../events.ts";
import { NOTIFICATIONS } from "../limits.ts";
import { on } from "../tables.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const EVENTS: readonly string[] = [
  "s3:TestEvent",
  "s3:ReducedRedundancyLostObject",
  "s3:ObjectCreated:*",
  "s3:ObjectCreated:Put",
  "s3:ObjectCreated:Post",
  "s3:ObjectCreated:Copy",
  "s3:ObjectCreated:CompleteMultipartUpload",
  "s3:ObjectRemoved:*",
  "s3:ObjectRemoved:Delete",
  "s3:ObjectRemoved:DeleteMarkerCreated",
  "s3:ObjectRestore:*",
  "s3:ObjectRestore:Post",
  "s3:ObjectRestore:Completed",
  "s3:ObjectRestore:Delete",
  "s3:Replication:*",
  "s3:Replication:OperationFailedReplication",
  "s3:Replication:OperationMissedThreshold",
  "s3:Replication:OperationReplicatedAfterThreshold",
  "s3:Replication:OperationNotTracked",
  "s3:LifecycleExpiration:*",
  "s3:LifecycleExpiration:Delete",
  "s3:LifecycleExpiration:DeleteMarkerCreated",
  "s3:LifecycleTransition",
  "s3:IntelligentTiering",
  "s3:ObjectTagging:*",
  "s3:ObjectTagging:Put",
  "s3:ObjectTagging:Delete",
  "s3:ObjectAcl:Put",
];

export const PutBucketNotificationConfiguration = on(
  "PutBucketNotificationConfiguration",
  async (ctx, input) => {
    const configuration = named(ctx, input.NotificationConfiguration as NotificationConfiguration);
    const destinations = destinationsOf(configuration);
    check(destinations);
    if (configuration.EventBridgeConfiguration !== undefined && !ctx.kernel.services.has("events"))
      throw notImplemented("s3:PutBucketNotificationConfiguration with EventBridgeConfiguration");
    const bucket = await readBucket(ctx, input);
    if (input.SkipDestinationValidation !== true) await validateAll(ctx, bucket, destinations);
    return changeSettings(ctx, input, (settings) => {
      if (destinations.length === 0 && configuration.EventBridgeConfiguration === undefined)
        delete settings.notification;
      else settings.notification = configuration;
    });
  },
);

export const GetBucketNotificationConfiguration = on(
  "GetBucketNotificationConfiguration",
  (ctx, input) =>
    ctx.view(async (tx) => ((await bucketAt(tx, input)).settings.notification ?? {}) as never),
);

/** Every configuration gets an id. */
function named(ctx: Ctx, given: NotificationConfiguration): NotificationConfiguration {
  const withId = <C extends { Id?: string }>(list: readonly C[] | undefined) =>
    list?.map((one) => ({ ...one, Id: one.Id || ctx.chance.uuid() }));
  const TopicConfigurations = withId(given.TopicConfigurations);
  const QueueConfigurations = withId(given.QueueConfigurations);
  const LambdaFunctionConfigurations = withId(given.LambdaFunctionConfigurations);
  return {
    ...(TopicConfigurations?.length ? { TopicConfigurations } : {}),
    ...(QueueConfigurations?.length ? { QueueConfigurations } : {}),
    ...(LambdaFunctionConfigurations?.length ? { LambdaFunctionConfigurations } : {}),
    ...(given.EventBridgeConfiguration === undefined ? {} : { EventBridgeConfiguration: {} }),
  } as NotificationConfiguration;
}

function check(destinations: readonly Destination[]): void {
  if (destinations.length > NOTIFICATIONS) throw malformedXml();
  for (const { arn, kind, events, filter } of destinations) {
    if (!new RegExp(`^arn:aws[\\w-]*:${kind}:[\\w-]+:\\d{12}:.+$`).test(arn))
      throw invalidArgument(
        "The ARN could not be parsed",
        { sqs: "QueueArn", sns: "TopicArn", lambda: "CloudFunctionArn" }[kind],
        arn,
      );
    if (kind === "sqs" && arn.endsWith(".fifo"))
      throw invalidArgument(
        "FIFO SQS queues are not supported. Specify a standard queue as the destination.",
        "Queue",
        arn,
      );
    if (events.length === 0) throw malformedXml();
    for (const event of events)
      if (!EVENTS.includes(event))
        throw invalidArgument("The event is not supported for notifications", "Event", event);
    const seen = new Set<string>();
    for (const { Name = "" } of filter?.Key?.FilterRules ?? []) {
      const name = Name.toLowerCase();
      if (name !== "prefix" && name !== "suffix")
        throw invalidArgument(
          "filter rule name must be either prefix or suffix",
          "FilterRule.Name",
          Name,
        );
      if (seen.has(name))
        throw invalidArgument(
          `Cannot specify more than one ${name} rule in a filter.`,
          "FilterRule.Name",
          Name,
        );
      seen.add(name);
    }
  }
  for (const [at, one] of destinations.entries())
    for (const other of destinations.slice(at + 1))
      if (overlap(one, other)) throw ambiguous(one, other);
}

function overlap(one: Destination, other: Destination): boolean {
  const events = one.events.some((a) =>
    other.events.some((b) => eventMatches(a, b) || eventMatches(b, a)),
  );
  if (!events) return false;
  const a = filterOf(one.filter);
  const b = filterOf(other.filter);
  return (
    (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
    (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix))
  );
}

function ambiguous(one: Destination, other: Destination): Fault {
  if (one.filter?.Key === undefined && other.filter?.Key === undefined)
    return invalidArgument(
      "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
    );
  return invalidArgument(
    "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
  );
}

/** Sends each queue and topic a test event, and asks of each function whether it may be invoked. */
async function validateAll(
  ctx: Ctx,
  bucket: Bucket,
  destinations: readonly Destination[],
): Promise<void> {
  const failed: [string, string][] = [];
  const seen = new Set<string>();
  for (const destination of destinations) {
    if (seen.has(destination.arn)) continue;
    seen.add(destination.arn);
    const problem = await problemOf(ctx, bucket, destination);
    if (problem !== undefined) failed.push([destination.arn, problem]);
  }
  if (failed.length === 0) return;
  const details: Record<string, string> = {};
  for (const [index, [arn, words]] of failed.entries()) {
    details[`ArgumentName${index + 1}`] = arn;
    details[`ArgumentValue${index + 1}`] = words;
  }
  throw new Fault(
    "InvalidArgument",
    "Unable to validate the following destination configurations",
    400,
    details,
  );
}

async function problemOf(
  ctx: Ctx,
  bucket: Bucket,
  destination: Destination,
): Promise<string | undefined> {
  const what = { sqs: "queue", sns: "topic", lambda: "Lambda function" }[destination.kind];
  const call = deliveryOf(
    ctx,
    destination,
    testMessage(ctx, bucket.name),
    "Amazon S3 Notification",
  );
  const input =
    destination.kind === "lambda"
      ? { FunctionName: destination.arn, InvocationType: "DryRun" }
      : call.input;
  try {
    await ctx.call(call.service as ServiceId, call.operation as never, input as never, {
      account: call.account,
      region: call.region,
      sourceArn: bucketArn(bucket.name),
      principal: servicePrincipal("s3.amazonaws.com", bucket.owner),
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    if (error.status === 403 || error.code.startsWith("AccessDenied"))
      return `Permissions on the destination ${what} do not allow S3 to publish notifications from this bucket`;
    return `The destination ${what} does not exist`;
  }
}
