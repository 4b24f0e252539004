/** A pipe's role. */
import { servicePrincipal } from "#kernel/principal";
import { type Ctx, pipeArn, type Placed } from "./pipes.ts";

/**
 * Where policies are enforced, the role's trust policy must admit Pipes: a pipe reads nothing before.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
 * @throws Fault AccessDenied.
 */
export async function checkTrust(ctx: Ctx, row: Placed): Promise<void> {
  if (ctx.kernel.options.iam !== "enforce") return;
  const input = { RoleArn: row.settings.RoleArn, RoleSessionName: "pipes" };
  const principal = servicePrincipal("pipes.amazonaws.com", row.account);
  await ctx.call("sts", "AssumeRole", input, { principal, sourceArn: pipeArn(ctx, row.name) });
}
