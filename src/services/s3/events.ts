/**
 * Tells queues, topics, functions and EventBridge what happened in a bucket, through the outbox.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
import type {
  NotificationConfiguration,
  NotificationConfigurationFilter,
} from "#aws/generated/types/s3";
import { atHome, type Bucket, bucketArn, type Ctx, type Tx } from "./buckets.ts";
import type { ObjectRow } from "./tables.ts";

export interface Happening {
  /** e.g. "s3:ObjectCreated:Put". */
  readonly name: string;
  readonly key: string;
  readonly sizeBytes?: number;
  readonly etag?: string;
  readonly versionId?: string;
  readonly rank: number;
}

export interface Destination {
  readonly id: string;
  readonly kind: "sqs" | "sns" | "lambda";
  readonly arn: string;
  readonly events: readonly string[];
  readonly filter: NotificationConfigurationFilter | undefined;
}

export function createdEvent(name: string, row: Readonly<ObjectRow>): Happening {
  return {
    name,
    key: row.key,
    sizeBytes: row.sizeBytes,
    etag: row.etag,
    rank: row.rank,
    ...(row.versionId === "null" ? {} : { versionId: row.versionId }),
  };
}

export function removedEvent(name: string, row: Readonly<ObjectRow>): Happening {
  return {
    name,
    key: row.key,
    rank: row.rank,
    ...(row.marker ? { etag: row.etag } : {}),
    ...(row.versionId === "null" ? {} : { versionId: row.versionId }),
  };
}

/** All destinations of a configuration in one form. */
export function destinationsOf(configuration: NotificationConfiguration): Destination[] {
  const one = (
    kind: Destination["kind"],
    arn: string | undefined,
    given: { Id?: string; Events?: readonly string[]; Filter?: NotificationConfigurationFilter },
  ): Destination => ({
    id: given.Id ?? "",
    kind,
    arn: arn ?? "",
    events: given.Events ?? [],
    filter: given.Filter,
  });
  return [
    ...(configuration.QueueConfigurations ?? []).map((c) => one("sqs", c.QueueArn, c)),
    ...(configuration.TopicConfigurations ?? []).map((c) => one("sns", c.TopicArn, c)),
    ...(configuration.LambdaFunctionConfigurations ?? []).map((c) =>
      one("lambda", c.LambdaFunctionArn, c),
    ),
  ];
}

/** A destination's prefix and suffix. */
export function filterOf(filter: NotificationConfigurationFilter | undefined): {
  prefix: string;
  suffix: string;
} {
  let prefix = "";
  let suffix = "";
  for (const { Name = "", Value = "" } of filter?.Key?.FilterRules ?? [])
    if (Name.toLowerCase() === "prefix") prefix = Value;
    else suffix = Value;
  return { prefix, suffix };
}

export function eventMatches(pattern: string, name: string): boolean {
  return pattern === name || (pattern.endsWith(":*") && name.startsWith(pattern.slice(0, -1)));
}

/** Writes what happened into the outbox for everyone the bucket's configuration names. */
export async function notify(
  ctx: Ctx,
  tx: Tx,
  bucket: Bucket,
  happening: Happening,
): Promise<void> {
  const configuration = bucket.settings.notification;
  if (configuration === undefined) return;
  const home = atHome(tx, bucket);
  for (const destination of destinationsOf(configuration)) {
    if (!destination.events.some((pattern) => eventMatches(pattern, happening.name))) continue;
    const { prefix, suffix } = filterOf(destination.filter);
    if (!happening.key.startsWith(prefix) || !happening.key.endsWith(suffix)) continue;
    const message = JSON.stringify({ Records: [record(ctx, bucket, destination.id, happening)] });
    await home.outbox.send({
      ...deliveryOf(ctx, destination, message, "Amazon S3 Notification"),
      as: "s3.amazonaws.com",
      sourceArn: bucketArn(bucket.name),
    });
  }
  if (configuration.EventBridgeConfiguration !== undefined)
    await toEventBridge(ctx, home, bucket, happening);
}

/** The call that brings a message to a destination. */
export function deliveryOf(
  ctx: Ctx,
  destination: Pick<Destination, "kind" | "arn">,
  message: string,
  subject: string,
) {
  const [, , , region = "", account = "", name = ""] = destination.arn.split(":");
  const where = { service: destination.kind as string, account, region };
  if (destination.kind === "sqs")
    return {
      ...where,
      operation: "SendMessage",
      input: { QueueUrl: `${ctx.origin}/${account}/${name}`, MessageBody: message } as Record<
        string,
        unknown
      >,
    };
  if (destination.kind === "sns")
    return {
      ...where,
      operation: "Publish",
      input: { TopicArn: destination.arn, Message: message, Subject: subject } as Record<
        string,
        unknown
      >,
    };
  return {
    ...where,
    operation: "Invoke",
    input: {
      FunctionName: destination.arn,
      InvocationType: "Event",
      Payload: new TextEncoder().encode(message),
    } as Record<string, unknown>,
  };
}

export function testMessage(ctx: Ctx, bucket: string): string {
  return JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(ctx.now).toISOString(),
    Bucket: bucket,
    RequestId: ctx.requestId,
    HostId: hostId(ctx),
  });
}

function record(ctx: Ctx, bucket: Bucket, configurationId: string, happening: Happening) {
  const removed =
    happening.name.startsWith("s3:ObjectRemoved") ||
    happening.name.startsWith("s3:LifecycleExpiration");
  const plain =
    happening.name.startsWith("s3:ObjectCreated") || happening.name.startsWith("s3:ObjectRemoved");
  return {
    eventVersion: plain ? "2.1" : "2.3",
    eventSource: "aws:s3",
    awsRegion: bucket.location,
    eventTime: new Date(ctx.now).toISOString(),
    eventName: happening.name.slice("s3:".length),
    userIdentity: { principalId: principalId(ctx) },
    requestParameters: { sourceIPAddress: ctx.http?.remoteAddress ?? "s3.amazonaws.com" },
    responseElements: { "x-amz-request-id": ctx.requestId, "x-amz-id-2": hostId(ctx) },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: bucket.owner },
        arn: bucketArn(bucket.name),
      },
      object: {
        key: formEncoded(happening.key),
        ...(removed || happening.sizeBytes === undefined ? {} : { size: happening.sizeBytes }),
        ...(happening.etag ? { eTag: happening.etag } : {}),
        ...(happening.versionId === undefined ? {} : { versionId: happening.versionId }),
        sequencer: sequencer(happening.rank),
      },
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
async function toEventBridge(
  ctx: Ctx,
  home: Tx,
  bucket: Bucket,
  happening: Happening,
): Promise<void> {
  const kind = EVENT_BRIDGE.find(([start]) => happening.name.startsWith(start));
  if (kind === undefined) return;
  const [, detailType, reason] = kind;
  const deleted = detailType === "Object Deleted";
  const detail = {
    version: "0",
    bucket: { name: bucket.name },
    object: {
      key: happening.key,
      ...(deleted || happening.sizeBytes === undefined ? {} : { size: happening.sizeBytes }),
      ...(happening.etag ? { etag: happening.etag } : {}),
      ...(happening.versionId === undefined ? {} : { "version-id": happening.versionId }),
      sequencer: sequencer(happening.rank),
    },
    "request-id": ctx.requestId,
    requester: ctx.facts.via === "due" ? "s3.amazonaws.com" : ctx.principal.account,
    ...(ctx.http === undefined ? {} : { "source-ip-address": ctx.http.remoteAddress }),
    ...(reason === undefined ? {} : { reason: reason === "" ? created(happening.name) : reason }),
    ...(deleted
      ? {
          "deletion-type": happening.name.endsWith("MarkerCreated")
            ? "Delete Marker Created"
            : "Permanently Deleted",
        }
      : {}),
  };
  await home.outbox.send({
    service: "events",
    operation: "PutEvents",
    as: "s3.amazonaws.com",
    sourceArn: bucketArn(bucket.name),
    input: {
      Entries: [
        {
          Source: "aws.s3",
          DetailType: detailType,
          Detail: JSON.stringify(detail),
          Resources: [bucketArn(bucket.name)],
          Time: ctx.now,
        },
      ],
    },
  });
}

const EVENT_BRIDGE: readonly (readonly [string, string, string?])[] = [
  ["s3:ObjectCreated:", "Object Created", ""],
  ["s3:ObjectRemoved:", "Object Deleted", "DeleteObject"],
  ["s3:LifecycleExpiration:", "Object Deleted", "Lifecycle Expiration"],
  ["s3:LifecycleTransition", "Object Storage Class Changed"],
  ["s3:ObjectRestore:Post", "Object Restore Initiated"],
  ["s3:ObjectRestore:Completed", "Object Restore Completed"],
  ["s3:ObjectRestore:Delete", "Object Restore Expired"],
  ["s3:ObjectTagging:Put", "Object Tags Added"],
  ["s3:ObjectTagging:Delete", "Object Tags Deleted"],
  ["s3:ObjectAcl:Put", "Object ACL Updated"],
];

function created(name: string): string {
  const last = name.slice(name.lastIndexOf(":") + 1);
  if (last === "Copy") return "CopyObject";
  if (last === "Post") return "POST Object";
  return last === "CompleteMultipartUpload" ? "CompleteMultipartUpload" : "PutObject";
}

function principalId(ctx: Ctx): string {
  const { principal } = ctx;
  return principal.kind === "anonymous" ? "Anonymous" : `AWS:${principal.id}`;
}

function hostId(ctx: Ctx): string {
  return Buffer.from(ctx.requestId.repeat(2)).toString("base64").slice(0, 76);
}

/** Hexadecimal; of two events of a key the later has the greater. */
function sequencer(rank: number): string {
  return (-rank).toString(16).toUpperCase().padStart(16, "0");
}

/** A key as events show it: encoded as in a form. */
function formEncoded(key: string): string {
  return encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
}
