/** Acting as a role of a delivery stream. */
import type { Principal } from "#kernel/principal";
import { type Ctx, streamArn } from "./streams.ts";

/**
 * A session of a role, whose trust policy may ask for the account as the external id.
 * https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role
 * @param stream The delivery stream's name.
 * @throws Fault AccessDenied.
 */
export const assume = (ctx: Ctx, roleArn: string, stream: string): Promise<Principal> =>
  ctx.kernel.roleSession(roleArn, "firehose", ctx.account, {
    externalId: ctx.account,
    sourceArn: streamArn(ctx, stream),
  });
