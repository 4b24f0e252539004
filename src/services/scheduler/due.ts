/** A schedule's moment: its target is called, and the next moment awaited. */
import { Fault } from "#aws/fault";
import { arnParts } from "#aws/target-call";
import type { Target } from "#aws/generated/types/scheduler";
import { isoSeconds } from "#base/iso-time";
import type { Delivery } from "#kernel/service";
import { assume } from "./role.ts";
import { awaitNext, type Ctx, forget, scheduleArn } from "./schedules.ts";
import { unseal } from "./seals.ts";
import { callOf, retryPolicyOf } from "./target.ts";

const NAMESPACE = "AWS/Scheduler";

/** One run of a schedule, as its delivery keeps it. */
interface Run {
  readonly target: Target;
  readonly scheduleArn: string;
  /** Epoch milliseconds. */
  readonly scheduledAt: number;
  readonly id: string;
  readonly kmsKeyArn?: string;
  readonly seal?: string;
}

const groupIn = (arn: string): string => arn.split("/")[1]!;

/** @param id "group/name". */
export function run(ctx: Ctx, id: string): Promise<void> {
  const [group = "", name = ""] = id.split("/");
  return ctx.update(async (tx) => {
    const row = await tx.schedule.find({ group, name });
    if (row?.scheduledAt === undefined || row.state === "DISABLED") return;
    const { target, scheduledAt, kmsKeyArn, seal } = row;
    const arn = scheduleArn(ctx, group, name);
    const given: Run = {
      ...{ target, scheduleArn: arn, scheduledAt, id: ctx.chance.uuid() },
      ...(kmsKeyArn === undefined || seal === undefined ? {} : { kmsKeyArn, seal }),
    };
    const policy = retryPolicyOf(target);
    await tx.outbox.send({
      deliver: "invoke",
      input: given as unknown as Record<string, unknown>,
      sourceArn: arn,
      attempts: 1 + policy.MaximumRetryAttempts,
      until: ctx.now + 1_000 * policy.MaximumEventAgeInSeconds,
      onFailure: { name: "undelivered", id: arn },
    });
    const goesOn = await awaitNext(ctx, tx, row, scheduledAt);
    if (!goesOn && row.afterCompletion === "DELETE") await forget(tx, group, name);
  });
}

/** Delivery: one attempt at the target, as its role. @throws Fault */
export async function invoke(
  ctx: Ctx,
  input: Readonly<Record<string, unknown>>,
  attempt: number,
): Promise<void> {
  const given = input as unknown as Run;
  const { target, scheduleArn: sourceArn } = given;
  const group = groupIn(sourceArn);
  const dimensions = { ScheduleGroup: group };
  ctx.count(NAMESPACE, "InvocationAttemptCount", 1, "Count", dimensions);
  const principal = await assume(ctx, target.RoleArn, group);
  await unseal(ctx, given, sourceArn, principal);
  const { region, account } = arnParts(target.Arn);
  try {
    const call = callOf(target, { ...given, attempt, origin: ctx.origin });
    await ctx.kernel.call(
      ctx.facts,
      call.service,
      call.operation,
      { ...call.input },
      {
        ...{ principal, sourceArn },
        ...(account === "" ? {} : { account }),
        ...(region === "" ? {} : { region }),
      },
    );
  } catch (error) {
    if (error instanceof Fault)
      ctx.countAll(NAMESPACE, dimensions, [
        ["TargetErrorCount", 1, "Count"],
        ["TargetErrorThrottledCount", error.status === 429 ? 1 : 0, "Count"],
      ]);
    throw error;
  }
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
export async function undelivered(
  ctx: Ctx,
  arn: string,
  error: Error,
  delivery: Delivery,
  attempts: number,
): Promise<void> {
  const { target, scheduledAt, id } = delivery.input as unknown as Run;
  const group = groupIn(arn);
  const dimensions = { ScheduleGroup: group };
  ctx.count(NAMESPACE, "InvocationDroppedCount", 1, "Count", dimensions);
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  if (deadLetterArn === undefined) return;
  const { region, account, resource } = arnParts(deadLetterArn);
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  const counted = attempts >= (delivery.attempts ?? 1);
  const exhausted = counted ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds";
  const input = {
    QueueUrl: `${ctx.origin}/${account}/${resource}`,
    MessageBody: target.Input === undefined || target.Input === "" ? "{}" : target.Input,
    MessageAttributes: {
      ERROR_CODE: text(error.name),
      ERROR_MESSAGE: text(error.message || "The target could not be reached."),
      EXECUTION_ID: text(id),
      ...(isRetried(error) ? { EXHAUSTED_RETRY_CONDITION: text(exhausted) } : {}),
      IS_PAYLOAD_TRUNCATED: text("false"),
      RETRY_ATTEMPTS: text(String(attempts - 1)),
      SCHEDULED_TIME: text(isoSeconds(scheduledAt)),
      SCHEDULE_ARN: text(arn),
      TARGET_ARN: text(target.Arn),
    },
  };
  const send = async () => {
    const principal = await assume(ctx, target.RoleArn, group);
    const options = { principal, sourceArn: arn, account, region };
    await ctx.call("sqs", "SendMessage", input, options);
  };
  const name = await send().then(
    () => "InvocationsSentToDeadLetterCount",
    (thrown: unknown) => {
      // Not even the dead-letter queue takes it.
      if (!(thrown instanceof Fault)) throw thrown;
      return "InvocationsFailedToBeSentToDeadLetterCount";
    },
  );
  ctx.count(NAMESPACE, name, 1, "Count", dimensions);
}

/** Whether an error is one that is tried again. */
const isRetried = (error: Error): boolean =>
  !(error instanceof Fault) ||
  error.status === 429 ||
  (error.status >= 500 && error.status !== 501);
