/** The service role of a stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html */
import { Fault } from "#aws/fault";
import type { Principal } from "#kernel/principal";
import { validationError } from "./errors.ts";
import type { Ctx } from "./stacks.ts";

/** @param stack The stack's ARN. @throws Fault AccessDenied where the role does not trust CloudFormation. */
export const assume = (ctx: Ctx, roleArn: string, stack: string): Promise<Principal> =>
  ctx.kernel.roleSession(roleArn, "cloudformation", ctx.account, {
    session: "AWSCloudFormation",
    sourceArn: stack,
  });

/**
 * Whether a stack can be worked on as a role.
 * @param stack The stack's name or ARN; one that is still to be made has no id.
 * @throws Fault ValidationError.
 */
export async function checkRole(ctx: Ctx, roleArn: string, stack: string): Promise<void> {
  const arn = stack.startsWith("arn:") ? stack : ctx.arn("cloudformation", `stack/${stack}/new`);
  await assume(ctx, roleArn, arn).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  });
}
