/** Acting as a schedule's role. */
import { Fault } from "#aws/fault";
import type { Principal } from "#kernel/principal";
import { roleRefused } from "./errors.ts";
import { type Ctx, groupArn } from "./schedules.ts";

/**
 * A session of the role; the source, which its trust policy may ask for, is the schedule's group.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 * @throws Fault AccessDenied.
 */
export const assume = (ctx: Ctx, roleArn: string, group: string): Promise<Principal> =>
  ctx.kernel.roleSession(roleArn, "scheduler", ctx.account, { sourceArn: groupArn(ctx, group) });

/** @throws Fault Validation for a role that Scheduler may not assume. */
export async function checkRole(ctx: Ctx, role: string, group: string): Promise<void> {
  await assume(ctx, role, group).catch((error: unknown) => {
    throw error instanceof Fault ? roleRefused() : error;
  });
}
