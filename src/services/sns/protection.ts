/**
 * Data protection policies at work: on what is published, and on what is delivered.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-operations.html
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Fault } from "#aws/fault";
import { isoSeconds } from "#base/iso-time";
import { TooManySteps } from "#languages/data-protection/expression";
import {
  compileDataProtection,
  deidentified,
  type Destination,
  type Finding,
  findSensitive,
  InvalidDataProtectionPolicy,
  speaksOf,
  type Statement,
} from "#languages/data-protection/policy";
import { bodyFor } from "./deliveries.ts";
import { invalidParameter, publishProhibited } from "./errors.ts";
import type { Publication } from "./publications.ts";
import type { SubscriptionRow, TopicRow } from "./tables.ts";
import { type Ctx, placeOf, type Tx } from "./topics.ts";

/** @throws Fault InvalidParameter; AWS has published no words for what is wrong with a policy. */
export function checkProtection(text: string): void {
  try {
    compileDataProtection(text);
  } catch (error) {
    if (error instanceof InvalidDataProtectionPolicy)
      throw invalidParameter(`DataProtectionPolicy Reason: ${error.message}`);
    throw error;
  }
}

/**
 * A message as the topic lets it in: audited, then without the data that statements take out.
 * @throws Fault AuthorizationError when a statement denies it; the audit stands all the same.
 */
export async function letIn(
  caller: Ctx,
  tx: Tx,
  topic: Readonly<TopicRow>,
  arn: string,
  messageId: string,
  message: string,
): Promise<string> {
  const { arn: principal, issuer } = caller.principal;
  const statements = statementsOf(topic, "Inbound").filter((one) =>
    speaksOf(one, principal, issuer),
  );
  let text = message;
  let denied = false;
  for (const statement of statements) {
    const { operation } = statement;
    if (operation.kind === "audit" && caller.chance.fraction() * 100 >= operation.rate) continue;
    if (operation.kind === "deidentify") {
      text = deidentified(text, sought(text, statement), operation.mask);
      continue;
    }
    const findings = sought(message, statement);
    if (operation.kind === "deny") denied ||= findings.length > 0;
    else await audit(caller, tx, { arn, messageId, findings, operation });
  }
  if (denied || text.trim() === "") throw publishProhibited(arn);
  return text;
}

/** Whether the topic's policy keeps a publication from a subscription. */
export function isProhibited(
  topic: Readonly<TopicRow>,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): boolean {
  if (topic.protection === undefined) return false;
  const principal = row.principal ?? `arn:aws:iam::${row.owner}:root`;
  const body = bodyFor(row, publication);
  return statementsOf(topic, "Outbound").some(
    (one) => speaksOf(one, principal, undefined) && sought(body, one).length > 0,
  );
}

/** Tells of a delivery that was not made. */
export async function tellProhibited(
  ctx: Ctx,
  tx: Tx,
  row: Readonly<SubscriptionRow>,
  publication: Publication,
): Promise<void> {
  const TopicName = placeOf(publication.topicArn).name;
  ctx.count("AWS/SNS", "NumberOfNotificationsFailed", 1, "Count", { TopicName });
  const arn = `${publication.topicArn}:${row.id}`;
  await tx.outbox.send({
    deliver: "statusLog",
    input: {
      sending: {
        ...{ protocol: row.protocol, subscription: row.id, endpoint: row.endpoint, attempt: 0 },
        ...{ topicArn: publication.topicArn, messageId: publication.messageId },
        ...{ publishedAt: publication.time, at: ctx.now },
      },
      md5: createHash("md5").update(bodyFor(row, publication)).digest("hex"),
      outcome: {
        ...{ delivered: false, final: true, statusCode: 403 },
        providerResponse: `The topic's data protection policy prohibits this message from being delivered to ${arn}`,
      },
      dwellTimeMs: 0,
    },
  });
}

function statementsOf(
  { protection }: Readonly<TopicRow>,
  direction: Statement["direction"],
): readonly Statement[] {
  if (protection === undefined) return [];
  return compileDataProtection(protection).filter((one) => one.direction === direction);
}

function sought(text: string, { identifiers }: Statement): readonly Finding[] {
  try {
    return findSensitive(text, identifiers);
  } catch (error) {
    if (error instanceof TooManySteps) throw invalidParameter(`Message Reason: ${error.message}`);
    throw error;
  }
}

interface Audited {
  readonly arn: string;
  readonly messageId: string;
  readonly findings: readonly Finding[];
  readonly operation: Statement["operation"] & { readonly kind: "audit" };
}

async function audit(
  ctx: Ctx,
  tx: Tx,
  { arn, messageId, findings, operation }: Audited,
): Promise<void> {
  const TopicName = placeOf(arn).name;
  const metric = findings.length > 0 ? "MessagesWithFindings" : "MessagesWithNoFindings";
  const destination = findings.length > 0 ? operation.findings : operation.noFindings;
  if (destination === undefined) return;
  ctx.count("AWS/SNS", metric, 1, "Count", { TopicName });
  const names = [...new Set(findings.map(({ name }) => name))];
  const line = {
    messageId,
    auditTimestamp: isoSeconds(ctx.now),
    callerPrincipal: ctx.principal.arn,
    resourceArn: arn,
    dataIdentifiers: names.map((name) => {
      const detections = findings
        .filter((one) => one.name === name)
        .map(({ start, end }) => ({ start, end }));
      return { name, count: detections.length, detections };
    }),
  };
  await tx.outbox.send({ deliver: "audit", input: { destination, line, at: ctx.now } });
}

/** Deliver: an audit's line into each of its destinations, which the policy's author has named. */
export async function writeAudit(
  ctx: Ctx,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { destination, line, at } = given as unknown as {
    destination: Destination;
    line: { readonly resourceArn: string };
    at: number;
  };
  const { name } = placeOf(line.resourceArn);
  const message = JSON.stringify(line);
  const { logGroup: logGroupName, deliveryStream, bucket } = destination;
  if (logGroupName !== undefined)
    await best(async () => {
      const logStreamName = `${name}_${ctx.chance.uuid()}`;
      const place = { logGroupName, logStreamName };
      await ctx.call("logs", "CreateLogStream", place, { trusted: true });
      const logEvents = [{ timestamp: at, message }];
      await ctx.call("logs", "PutLogEvents", { ...place, logEvents }, { trusted: true });
    });
  if (deliveryStream !== undefined)
    await best(() => {
      const Data = new Uint8Array(Buffer.from(`${message}\n`));
      const input = { DeliveryStreamName: deliveryStream, Record: { Data } };
      return ctx.call("firehose", "PutRecord", input, { trusted: true });
    });
  if (bucket !== undefined)
    await best(() => {
      const day = new Date(at).toISOString().slice(0, 13).replace(/[-T]/g, "/");
      const Key = `AWSLogs/${ctx.account}/SNSAuditLogs/${ctx.region}/${name}/${day}/${ctx.chance.uuid()}.log.gz`;
      const Body = new Uint8Array(gzipSync(`${message}\n`));
      return ctx.call("s3", "PutObject", { Bucket: bucket, Key, Body } as never, { trusted: true });
    });
}

/** A destination that takes nothing gets nothing. */
async function best(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
