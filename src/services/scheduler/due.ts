/** A schedule's moment: its target is called, and the next moment awaited. */
import type { Delivery } from "#kernel/service";
import { callOf } from "./target.ts";
import { arnParts } from "#aws/target-call";
import { awaitNext, type Ctx, scheduleArn } from "./schedules.ts";

const RETRY_ATTEMPTS = 185;
const RETRY_AGE_SECONDS = 86_400;

/** @param id "group/name". */
export function run(ctx: Ctx, id: string): Promise<void> {
  const [group = "", name = ""] = id.split("/");
  return ctx.update(async (tx) => {
    const row = await tx.schedule.find({ group, name });
    if (row?.scheduledAt === undefined || row.state === "DISABLED") return;
    const { target, scheduledAt } = row;
    const arn = scheduleArn(ctx, group, name);
    const execution = {
      scheduleArn: arn,
      scheduledAt,
      id: ctx.chance.uuid(),
      origin: ctx.origin,
    };
    const { region, account } = arnParts(target.Arn);
    const policy = target.RetryPolicy ?? {};
    await tx.outbox.send({
      ...callOf(target, execution),
      as: target.RoleArn,
      ...(account === "" ? {} : { account }),
      ...(region === "" ? {} : { region }),
      sourceArn: arn,
      attempts: 1 + (policy.MaximumRetryAttempts ?? RETRY_ATTEMPTS),
      until: ctx.now + 1_000 * (policy.MaximumEventAgeInSeconds ?? RETRY_AGE_SECONDS),
      onFailure: {
        name: "undelivered",
        id: JSON.stringify({
          arn,
          scheduledAt,
          execution: execution.id,
          target: target.Arn,
          input: target.Input ?? "",
          deadLetterArn: target.DeadLetterConfig?.Arn,
        }),
      },
    });
    ctx.count("AWS/Scheduler", "InvocationAttemptCount", 1, "Count", { ScheduleGroup: group });
    const goesOn = await awaitNext(ctx, tx, row, scheduledAt);
    if (!goesOn && row.afterCompletion === "DELETE") await tx.schedule.remove({ group, name });
  });
}

interface Undelivered {
  readonly arn: string;
  readonly scheduledAt: number;
  readonly execution: string;
  readonly target: string;
  readonly input: string;
  readonly deadLetterArn?: string;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
export async function undelivered(
  ctx: Ctx,
  id: string,
  error: Error,
  _delivery: Delivery,
  attempts: number,
): Promise<void> {
  const told = JSON.parse(id) as Undelivered;
  const ScheduleGroup = told.arn.split("/")[1]!;
  ctx.count("AWS/Scheduler", "InvocationDroppedCount", 1, "Count", { ScheduleGroup });
  if (told.deadLetterArn === undefined) return;
  const { region, account, resource } = arnParts(told.deadLetterArn);
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  await ctx.update((tx) =>
    tx.outbox.send({
      service: "sqs",
      operation: "SendMessage",
      account,
      region,
      as: "scheduler.amazonaws.com",
      sourceArn: told.arn,
      input: {
        QueueUrl: `${ctx.origin}/${account}/${resource}`,
        MessageBody: told.input === "" ? "{}" : told.input,
        MessageAttributes: {
          ERROR_CODE: text(error.name),
          ERROR_MESSAGE: text(error.message || "The target could not be reached."),
          EXECUTION_ID: text(told.execution),
          EXHAUSTED_RETRY_CONDITION: text("MaximumRetryAttempts"),
          IS_PAYLOAD_TRUNCATED: text("false"),
          RETRY_ATTEMPTS: text(String(attempts - 1)),
          SCHEDULED_TIME: text(new Date(told.scheduledAt).toISOString().replace(/\.\d+Z$/, "Z")),
          SCHEDULE_ARN: text(told.arn),
          TARGET_ARN: text(told.target),
        },
      },
    }),
  );
  ctx.count("AWS/Scheduler", "InvocationsSentToDeadLetterCount", 1, "Count", { ScheduleGroup });
}
