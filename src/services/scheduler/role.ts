/** Acting as a schedule's role. */
import { Fault } from "#aws/fault";
import { type Principal, servicePrincipal } from "#kernel/principal";
import { roleRefused } from "./errors.ts";
import { type Ctx, groupArn } from "./schedules.ts";

const SERVICE = "scheduler.amazonaws.com";

/**
 * A session of the role, whose trust policy is judged where policies are enforced; the source is the
 * schedule's group.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 * @throws Fault AccessDenied.
 */
export async function assume(ctx: Ctx, RoleArn: string, group: string): Promise<Principal> {
  if (ctx.kernel.options.iam === "enforce")
    await ctx.call(
      "sts",
      "AssumeRole",
      { RoleArn, RoleSessionName: "scheduler" },
      { principal: servicePrincipal(SERVICE, ctx.account), sourceArn: groupArn(ctx, group) },
    );
  return ctx.kernel.roleSession(RoleArn, "scheduler", ctx.account);
}

/** @throws Fault Validation for a role that Scheduler may not assume. */
export async function checkRole(ctx: Ctx, role: string, group: string): Promise<void> {
  await assume(ctx, role, group).catch((error: unknown) => {
    throw error instanceof Fault ? roleRefused() : error;
  });
}
